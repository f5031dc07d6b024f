/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row for the path of a file, with a button to choose one and another to have none. Signal
 * "changed". */
#define FECHO_TYPE_FILE_ROW (fecho_file_row_get_type ())
G_DECLARE_FINAL_TYPE (FechoFileRow, fecho_file_row, FECHO, FILE_ROW, AdwActionRow)

/* NULL: none. */
const char *fecho_file_row_get_path (FechoFileRow *self);
void        fecho_file_row_set_path (FechoFileRow *self,
                                     const char   *path);

G_END_DECLS
