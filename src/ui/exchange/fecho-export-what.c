/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-what.h"

#include <glib/gi18n.h>

#include "fecho-format.h"
#include "fecho-safe-text.h"

enum
{
  PERIOD_SHOWN,
  PERIOD_ALL,
};

enum
{
  SESSIONS_CHOSEN,
  SESSIONS_ALL,
};

struct _FechoExportWhat
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *selection_row;
  AdwComboRow *period_row;
  AdwComboRow *sessions_row;
  AdwActionRow *filter_row;
  GtkSwitch *filter_switch;
  AdwActionRow *attempts_row;
  GtkSwitch *attempts_switch;

  FechoRange *range;            /* NULL: it is not filled yet */
  FechoIdList *scope;           /* NULL: all sessions */
  FechoFilter *history_filter;  /* NULL: none */
  GArray *ids;                  /* gint64: only these events; NULL: not picked */
};

G_DEFINE_FINAL_TYPE (FechoExportWhat, fecho_export_what, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

/* -- what was chosen */

static gboolean
is_filtered (FechoExportWhat *self)
{
  return self->history_filter != NULL && gtk_switch_get_active (self->filter_switch);
}

/* Those of both lists. */
static FechoIdList *
intersect (const FechoIdList *first,
           const FechoIdList *second)
{
  g_autoptr(GStrvBuilder) both = g_strv_builder_new ();
  gboolean found = FALSE;

  for (const char *const *id = fecho_id_list_get_ids (first); *id != NULL; id++)
    {
      if (!fecho_id_list_has (second, *id))
        continue;
      g_strv_builder_add (both, *id);
      found = TRUE;
    }
  /* An empty list would be any session. */
  if (!found)
    g_strv_builder_add (both, "");

  return fecho_id_list_new_take (g_strv_builder_end (both));
}

static void
set_sessions (FechoExportWhat *self,
              FechoFilter     *filter)
{
  g_autoptr(FechoIdList) of_filter = g_steal_pointer (&filter->sessions);

  if (self->scope == NULL || adw_combo_row_get_selected (self->sessions_row) != SESSIONS_CHOSEN)
    filter->sessions = g_steal_pointer (&of_filter);
  else if (of_filter != NULL)
    filter->sessions = intersect (self->scope, of_filter);
  else
    filter->sessions = fecho_id_list_ref (self->scope);
}

static void
set_bounds (FechoExportWhat *self,
            FechoFilter     *filter)
{
  filter->since_us = G_MININT64;
  filter->until_us = G_MAXINT64;
  if (self->ids != NULL)
    {
      fecho_filter_set_ids (filter, self->ids);
      return;
    }
  if (adw_combo_row_get_selected (self->period_row) == PERIOD_SHOWN)
    {
      filter->since_us = fecho_range_get_from_us (self->range);
      filter->until_us = fecho_range_get_to_us (self->range);
    }
  set_sessions (self, filter);
}

static char *
describe_period (FechoExportWhat *self)
{
  gint64 now_us = g_get_real_time ();
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (adw_combo_row_get_selected (self->period_row) != PERIOD_SHOWN)
    return g_strdup (_("From the first close on"));

  from = fecho_format_time (fecho_range_get_from_us (self->range), now_us);
  to = fecho_format_time (fecho_range_get_to_us (self->range), now_us);

  /* Translators: the beginning and the end of a period. */
  return g_strdup_printf (_("%s to %s"), from, to);
}

static void
choice_changed_cb (FechoExportWhat *self)
{
  g_autofree char *period = NULL;

  if (self->range == NULL)
    return;

  period = describe_period (self);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->period_row), period);
  g_signal_emit (self, changed_signal, 0);
}

/* -- what there is to choose from */

static void
fill_periods (FechoExportWhat *self,
              FechoRange      *range)
{
  FechoRangePreset preset = fecho_range_get_preset (range);
  const char *shown = preset != FECHO_PRESET_CUSTOM ? fecho_range_preset_get_title (preset)
                      : _("Period shown");
  /* Translators: a range of time: all that was ever recorded. */
  const char *const items[] = { shown, _("Everything"), NULL };
  g_autoptr(GtkStringList) list = gtk_string_list_new (items);

  adw_combo_row_set_model (self->period_row, G_LIST_MODEL (list));
}

static char *
describe_scope (FechoExportWhat *self,
                FechoMonitor    *monitor)
{
  guint n = fecho_id_list_get_length (self->scope);
  FechoSession *session = NULL;

  if (n == 1)
    session = fecho_monitor_find_session (monitor, fecho_id_list_get_ids (self->scope)[0]);
  if (session != NULL)
    return fecho_safe_text_line (fecho_session_get_name (session));

  /* Translators: %u is how many sessions are selected. */
  return g_strdup_printf (ngettext ("%u session", "%u sessions", n), n);
}

static void
fill_sessions (FechoExportWhat *self,
               FechoMonitor    *monitor)
{
  g_autofree char *chosen = self->scope != NULL ? describe_scope (self, monitor) : NULL;
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  if (chosen != NULL)
    gtk_string_list_append (list, chosen);
  gtk_string_list_append (list, _("All Sessions"));
  adw_combo_row_set_model (self->sessions_row, G_LIST_MODEL (list));
  gtk_widget_set_sensitive (GTK_WIDGET (self->sessions_row), chosen != NULL);
}

/* -- the object */

static void
fecho_export_what_dispose (GObject *object)
{
  FechoExportWhat *self = FECHO_EXPORT_WHAT (object);

  g_clear_object (&self->range);
  gtk_widget_dispose_template (GTK_WIDGET (self), FECHO_TYPE_EXPORT_WHAT);

  G_OBJECT_CLASS (fecho_export_what_parent_class)->dispose (object);
}

static void
fecho_export_what_finalize (GObject *object)
{
  FechoExportWhat *self = FECHO_EXPORT_WHAT (object);

  g_clear_pointer (&self->scope, fecho_id_list_unref);
  g_clear_pointer (&self->history_filter, fecho_filter_free);
  g_clear_pointer (&self->ids, g_array_unref);

  G_OBJECT_CLASS (fecho_export_what_parent_class)->finalize (object);
}

static void
fecho_export_what_class_init (FechoExportWhatClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_export_what_dispose;
  G_OBJECT_CLASS (klass)->finalize = fecho_export_what_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-export-what.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoExportWhat, selection_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportWhat, period_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportWhat, sessions_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportWhat, filter_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportWhat, filter_switch);
  gtk_widget_class_bind_template_child (widget_class, FechoExportWhat, attempts_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportWhat, attempts_switch);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
}

static void
fecho_export_what_init (FechoExportWhat *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->filter_row), FALSE);
}

void
fecho_export_what_fill (FechoExportWhat   *self,
                        FechoMonitor      *monitor,
                        FechoRange        *range,
                        const char *const *scope)
{
  g_return_if_fail (FECHO_IS_EXPORT_WHAT (self) && self->range == NULL);
  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (FECHO_IS_RANGE (range));

  self->scope = fecho_id_list_new (scope);
  fill_periods (self, range);
  fill_sessions (self, monitor);
  self->range = g_object_ref (range);
  choice_changed_cb (self);
}

void
fecho_export_what_set_filter (FechoExportWhat   *self,
                              const FechoFilter *filter,
                              const char        *description)
{
  g_return_if_fail (FECHO_IS_EXPORT_WHAT (self));
  g_return_if_fail (filter != NULL);
  g_return_if_fail (description != NULL);

  g_clear_pointer (&self->history_filter, fecho_filter_free);
  self->history_filter = fecho_filter_copy (filter);
  adw_action_row_set_subtitle (self->filter_row, description);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_row), TRUE);
  choice_changed_cb (self);
}

void
fecho_export_what_set_events (FechoExportWhat *self,
                              const GArray    *ids)
{
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (FECHO_IS_EXPORT_WHAT (self));
  g_return_if_fail (ids != NULL && ids->len > 0);

  g_clear_pointer (&self->ids, g_array_unref);
  self->ids = g_array_copy ((GArray *)ids);
  count = fecho_format_count (ids->len);
  /* Translators: %s is how many rows of the history are selected. */
  text = g_strdup_printf (ngettext ("%s selected in the history", "%s selected in the history",
                                    ids->len), count);
  adw_action_row_set_subtitle (self->selection_row, text);
  gtk_widget_set_visible (GTK_WIDGET (self->selection_row), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->period_row), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->sessions_row), FALSE);
  choice_changed_cb (self);
}

void
fecho_export_what_show_attempts (FechoExportWhat *self,
                                 guint64          n_attempts)
{
  g_autofree char *count = fecho_format_count (n_attempts);
  g_autofree char *text = NULL;

  g_return_if_fail (FECHO_IS_EXPORT_WHAT (self));

  /* Translators: %s is a number of attempts to connect. */
  text = g_strdup_printf (ngettext ("%s attempt that never opened", "%s attempts that never opened",
                                    n_attempts), count);
  adw_action_row_set_subtitle (self->attempts_row, text);
}

gboolean
fecho_export_what_get_attempts (FechoExportWhat *self)
{
  g_return_val_if_fail (FECHO_IS_EXPORT_WHAT (self), FALSE);

  return gtk_switch_get_active (self->attempts_switch);
}

void
fecho_export_what_set_attempts (FechoExportWhat *self,
                                gboolean         attempts)
{
  g_return_if_fail (FECHO_IS_EXPORT_WHAT (self));

  gtk_switch_set_active (self->attempts_switch, attempts);
}

FechoKinds
fecho_export_what_get_kinds (FechoExportWhat *self)
{
  g_return_val_if_fail (FECHO_IS_EXPORT_WHAT (self), FECHO_KINDS_BOTH);

  return is_filtered (self) ? self->history_filter->kinds : FECHO_KINDS_BOTH;
}

FechoFilter *
fecho_export_what_make_filter (FechoExportWhat *self)
{
  FechoFilter *filter;

  g_return_val_if_fail (FECHO_IS_EXPORT_WHAT (self), NULL);

  filter = is_filtered (self) ? fecho_filter_copy (self->history_filter) : fecho_filter_new ();
  set_bounds (self, filter);
  if (!gtk_switch_get_active (self->attempts_switch))
    filter->kinds &= FECHO_KINDS_CLOSES;

  return filter;
}
