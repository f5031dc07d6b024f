/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-db.h"

G_BEGIN_DECLS

/* Called on the copying thread, fraction from 0 to 1. */
typedef void (*FechoCopyProgress) (double   fraction,
                                   gpointer user_data);

/* Copies the whole history through the backup API into a new file: written beside as
 * "PATH.part" with mode 0600, renamed when complete. An existing file is replaced. */
gboolean fecho_copy_database (FechoDb            *from,
                              const char         *path,
                              FechoCopyProgress   progress,
                              gpointer            user_data,
                              GCancellable       *cancellable,
                              GError            **error);

G_END_DECLS
