/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The headers of the handshake in the session dialog: one row each, and one to add another.
 *
 * Signal "changed": after each change. */
#define FECHO_TYPE_HEADERS_ROW (fecho_headers_row_get_type ())
G_DECLARE_FINAL_TYPE (FechoHeadersRow, fecho_headers_row, FECHO, HEADERS_ROW, AdwExpanderRow)

/* Puts "Name: value" lines in; NULL: none. */
void     fecho_headers_row_set_lines (FechoHeadersRow    *self,
                                      const char * const *lines);
/* The lines of all rows that are not empty. Free with g_strfreev(). */
char   **fecho_headers_row_dup_lines (FechoHeadersRow    *self);
/* Marks what is wrong and counts. FALSE: some row is wrong. */
gboolean fecho_headers_row_check     (FechoHeadersRow    *self,
                                      guint              *ret_n_secrets);

G_END_DECLS
