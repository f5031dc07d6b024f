/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-facts.h"

G_BEGIN_DECLS

/* Makes a new history of what can be read of a damaged one, row by row where it must be, and puts
 * the damaged file aside as it is: "PATH.damaged-<time>". What is derived (counts, folds, the index
 * of texts) is made anew. Waits for the disk; FECHO_ERROR_IN_USE while a run watches. */
gboolean fecho_salvage_run (const char    *path,
                            GCancellable  *cancellable,
                            FechoSalvaged *ret_salvaged,
                            GError       **error);

G_END_DECLS
