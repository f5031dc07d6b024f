/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One header of the handshake in the session dialog: its name and its value, which is hidden while
 * the name is one that holds a secret.
 *
 * Signals: "changed", after each change of either; "removed", its button was clicked. */
#define FECHO_TYPE_HEADER_ROW (fecho_header_row_get_type ())
G_DECLARE_FINAL_TYPE (FechoHeaderRow, fecho_header_row, FECHO, HEADER_ROW, GtkListBoxRow)

/* A "Name: value" line, NULL: an empty row. */
GtkWidget *fecho_header_row_new       (const char     *line);
/* The line, NULL while name and value are empty. Free it. */
char      *fecho_header_row_dup_line  (FechoHeaderRow *self);
gboolean   fecho_header_row_is_secret (FechoHeaderRow *self);
void       fecho_header_row_set_error (FechoHeaderRow *self,
                                       gboolean        error);

G_END_DECLS
