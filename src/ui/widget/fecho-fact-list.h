/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Labels beside their values, line by line. */
#define FECHO_TYPE_FACT_LIST (fecho_fact_list_get_type ())
G_DECLARE_FINAL_TYPE (FechoFactList, fecho_fact_list, FECHO, FACT_LIST, GtkWidget)

/* facts: FechoCloseFact, copied. */
void fecho_fact_list_show (FechoFactList *self,
                           GPtrArray     *facts);

G_END_DECLS
