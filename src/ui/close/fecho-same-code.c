/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-same-code.h"

#include <glib/gi18n.h>

#include "fecho-format.h"
#include "fecho-monitor-query.h"

static gboolean
has_history (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return G_IS_ACTION_MAP (root) &&
         g_action_map_lookup_action (G_ACTION_MAP (root), "show-history") != NULL;
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  FechoSameCode *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoSummary) summary = fecho_monitor_summary_finish (FECHO_MONITOR (source), result,
                                                                  &error);
  g_autofree char *count = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  fecho_refresher_done (&self->counting);
  /* Without it the button has no number. */
  if (summary == NULL)
    return;

  count = fecho_format_count (summary->n_closes);
  gtk_label_set_label (self->count_label, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), summary->n_closes > 0);
}

void
fecho_same_code_show (FechoSameCode          *self,
                      const FechoCloseRecord *record)
{
  GtkActionable *button = GTK_ACTIONABLE (self->button);
  gboolean shown = record != NULL && has_history (GTK_WIDGET (self->button));
  g_autofree char *label = NULL;
  g_autofree char *query = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->button), shown);
  if (!shown)
    return;

  /* Translators: of a button; %u is a close code. */
  label = g_strdup_printf (_("Show All %u"), record->code);
  query = g_strdup_printf ("code:%u", record->code);
  gtk_label_set_label (self->label, label);
  gtk_actionable_set_detailed_action_name (button, NULL);
  gtk_actionable_set_action_target (button, "s", query);
  gtk_actionable_set_action_name (button, "win.show-history");
}

void
fecho_same_code_forget (FechoSameCode *self)
{
  g_return_if_fail (self != NULL);

  gtk_widget_hide (GTK_WIDGET (self->count_label));
}

void
fecho_same_code_ask (FechoSameCode     *self,
                     FechoMonitor      *monitor,
                     const FechoFilter *filter,
                     GCancellable      *cancellable)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (FECHO_IS_MONITOR (monitor));

  fecho_monitor_summary_async (monitor, filter, cancellable, counted_cb, self);
}
