/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-selected-bar.h"

#include <glib/gi18n.h>

#include "fecho-format.h"
#include "fecho-mnemonic.h"

/* "_Export 5…", or with a symbol only where there is no room for it: both say it. */
static void
label_export (FechoHistorySelectedBar *self,
              const char              *label)
{
  g_autofree char *spoken = fecho_mnemonic_strip (label);

  adw_button_content_set_label (self->export_content, label);
  gtk_widget_set_tooltip_text (self->narrow_button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->export_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->narrow_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

void
fecho_history_selected_bar_show (FechoHistorySelectedBar *self,
                                 guint64                  n)
{
  g_autofree char *count = fecho_format_count (n);
  /* Translators: how many rows are selected. */
  g_autofree char *text = g_strdup_printf (ngettext ("%s selected", "%s selected", n), count);
  /* Translators: of a button: how many rows are going to be exported. */
  g_autofree char *export = g_strdup_printf (ngettext ("_Export %s…", "_Export %s…", n), count);

  g_return_if_fail (self != NULL);

  gtk_label_set_label (self->label, text);
  label_export (self, export);
  gtk_action_bar_set_revealed (self->bar, n > 0);
}
