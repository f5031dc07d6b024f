/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A line above a view that says something of the whole of it, with two buttons at most; hidden at
 * first. The style class "error" makes it one of a fault.
 *
 * Properties: "icon-name", "text", "button-label" (with mnemonic, NULL: no button), "action-name",
 * "other-label" and "other-action" for a button before that one (strings), "revealed" (boolean). */
#define FECHO_TYPE_INSIGHT (fecho_insight_get_type ())
G_DECLARE_FINAL_TYPE (FechoInsight, fecho_insight, FECHO, INSIGHT, GtkWidget)

const char *fecho_insight_get_text     (FechoInsight *self);
void        fecho_insight_set_text     (FechoInsight *self,
                                        const char   *text);
gboolean    fecho_insight_get_revealed (FechoInsight *self);
void        fecho_insight_set_revealed (FechoInsight *self,
                                        gboolean      revealed);

G_END_DECLS
