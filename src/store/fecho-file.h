/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-db.h"

G_BEGIN_DECLS

/* Opens the history for reading and writing. A missing file is made: built beside and linked
 * into place, so that it is whole at every moment. The folder is made too where it is missing
 * (0700); that of the application itself is put to 0700. What is not ours, newer, read-only or
 * damaged is refused with FECHO_ERROR_NOT_OURS, TOO_NEW, READ_ONLY or CORRUPT, and not touched. */
FechoDb *fecho_file_open_for_writing (const char  *path,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* For reading; the file must exist. */
FechoDb *fecho_file_open_for_reading (const char  *path,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/* A file that nobody has open, with what SQLite may have left beside it. */
void     fecho_file_remove           (const char  *path);

G_END_DECLS
