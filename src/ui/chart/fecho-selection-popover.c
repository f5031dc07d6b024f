/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-selection-popover.h"

#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-close-text.h"
#include "fecho-format.h"
#include "fecho-monitor-query.h"
#include "fecho-scope.h"

#define MARGIN_PX 6
#define SPACING_PX 6

/* Belongs to its popover. */
typedef struct
{
  FechoTimelineModel *model;
  gint64 from_us;
  gint64 to_us;
  GtkLabel *count_label;
  GCancellable *counting;
} Selection;

static void
selection_free (gpointer data)
{
  Selection *self = data;

  g_cancellable_cancel (self->counting);
  g_object_unref (self->counting);
  g_object_unref (self->model);
  g_free (self);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Selection *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoSummary) summary = fecho_monitor_summary_finish (FECHO_MONITOR (source), result,
                                                                  &error);
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (summary == NULL)
    {
      g_message ("The selected closes cannot be counted: %s", error->message);
      return;
    }

  count = fecho_format_count (summary->n_closes);
  /* Translators: %s is a number. */
  text = g_strdup_printf (ngettext ("%s close", "%s closes", summary->n_closes), count);
  gtk_label_set_label (self->count_label, text);
}

static void
count (Selection *self)
{
  FechoMonitor *monitor = fecho_timeline_model_get_monitor (self->model);
  g_autoptr(FechoIdList) scope = fecho_id_list_new (fecho_timeline_model_get_scope (self->model));
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  if (monitor == NULL)
    return;

  filter->since_us = self->from_us;
  filter->until_us = self->to_us;
  filter->kinds = FECHO_KINDS_CLOSES;
  filter->sessions = fecho_scope_resolve (scope, monitor);
  fecho_monitor_summary_async (monitor, filter, self->counting, counted_cb, self);
}

static void
zoom_cb (Selection *self)
{
  FechoRange *range = fecho_timeline_model_get_range (self->model);
  gint64 from_us = self->from_us;
  gint64 to_us = self->to_us;

  fecho_timeline_model_set_selection (self->model, 0, 0);
  if (range != NULL)
    fecho_range_set_bounds (range, from_us, to_us);
}

static void
closed_cb (Selection *self)
{
  fecho_timeline_model_set_selection (self->model, 0, 0);
}

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
add_button (GtkWidget  *box,
            GtkWidget  *popover,
            const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (gtk_popover_popdown), popover,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static void
add_buttons (Selection *self,
             GtkWidget *box,
             GtkWidget *popover)
{
  g_autoptr(GVariant) target =
    g_variant_ref_sink (g_variant_new ("(xxs)", self->from_us, self->to_us - 1, ""));
  GtkWidget *button = add_button (box, popover, _("_Zoom In"));

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (zoom_cb), self);
  button = add_button (box, popover, _("Show in _History"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-in-history");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  button = add_button (box, popover, _("_Export…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.export-closes");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
}

GtkWidget *
fecho_selection_popover_new (FechoTimelineModel *model,
                             gint64              from_us,
                             gint64              to_us)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING_PX);
  g_autofree char *when = fecho_close_text_interval (from_us, to_us, fecho_clock_wall_us ());
  Selection *self = g_new0 (Selection, 1);

  self->model = g_object_ref (model);
  self->from_us = from_us;
  self->to_us = to_us;
  self->counting = g_cancellable_new ();
  self->count_label = GTK_LABEL (make_label (_("Counting…"), "heading"));
  g_object_set_data_full (G_OBJECT (popover), "fecho-selection", self, selection_free);

  gtk_widget_set_margin_top (box, MARGIN_PX);
  gtk_widget_set_margin_bottom (box, MARGIN_PX);
  gtk_widget_set_margin_start (box, MARGIN_PX);
  gtk_widget_set_margin_end (box, MARGIN_PX);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count_label));
  gtk_box_append (GTK_BOX (box), make_label (when, "caption"));
  add_buttons (self, box, popover);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "closed", G_CALLBACK (closed_cb), self);
  fecho_timeline_model_set_selection (model, from_us, to_us);
  count (self);

  return popover;
}
