/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that is written beside its name and gets the name when it is complete; freed before
 * that, it is gone. Any thread, one at a time. */
typedef struct _FechoPartialFile FechoPartialFile;

/* Without replace a file that exists is FECHO_ERROR_EXISTS, now and at the commit. */
FechoPartialFile *fecho_partial_file_new        (const char        *path,
                                                 gboolean           replace,
                                                 GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GOutputStream    *fecho_partial_file_get_stream (FechoPartialFile  *self);
/* Where it is written meanwhile. */
const char       *fecho_partial_file_get_path   (FechoPartialFile  *self);
gboolean          fecho_partial_file_commit     (FechoPartialFile  *self,
                                                 GError           **error);
void              fecho_partial_file_free       (FechoPartialFile  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoPartialFile, fecho_partial_file_free)

G_END_DECLS
