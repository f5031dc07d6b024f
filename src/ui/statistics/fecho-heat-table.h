/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How often each session closed with each code: a grid of buttons that lead to the closes. One stop
 * of Tab; the arrows go from cell to cell. T shows all sessions and codes as a table.
 *
 * Signal: "query" (string): what a cell stands for, in the words of the search. */
#define FECHO_TYPE_HEAT_TABLE (fecho_heat_table_get_type ())
G_DECLARE_FINAL_TYPE (FechoHeatTable, fecho_heat_table, FECHO, HEAT_TABLE, GtkWidget)

/* Takes FechoSessionCode, NULL: none. ids: sessions in the order of the rows.
 * dictionaries: code -> FechoDictionary that explains it, NULL: none. */
void fecho_heat_table_take (FechoHeatTable    *self,
                            GArray            *session_codes,
                            const char *const *ids,
                            GHashTable        *dictionaries);

G_END_DECLS
