/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Raises the soft limit of open descriptors to the hard one: a connection takes one. */
void     fecho_descriptors_raise_limit (void);
/* Fails with G_IO_ERROR_TOO_MANY_OPEN_FILES when the limit is near. What is left then is for the
 * history's files, and for GLib, which aborts where it gets no descriptor. From any thread. */
gboolean fecho_descriptors_check_room  (GError **error);

G_END_DECLS
