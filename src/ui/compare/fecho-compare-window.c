/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-compare-window.h"

#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-close-text.h"
#include "fecho-range-popover.h"
#include "fecho-safe-text.h"
#include "fecho-scope.h"

struct _FechoCompareWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwWindowTitle *heading;
  GtkSpinner *spinner;
  AdwActionRow *earlier_row;
  AdwActionRow *later_row;
  FechoRangePopover *earlier_popover;
  FechoRangePopover *later_popover;
  GtkWidget *follow_button;
  GtkToggleButton *code_button;
  GtkToggleButton *cause_button;
  GtkToggleButton *origin_button;
  GtkStack *stack;
  FechoCompareTable *table;
  GtkLabel *note;

  FechoMonitor *monitor;
  FechoIdList *scope;
  FechoRange *earlier;
  FechoRange *later;
  gboolean follows;             /* the earlier period is the time just before the later one */
  gboolean moving;              /* it is being moved so */
  GCancellable *cancellable;
  FechoTwoPeriods *periods;     /* NULL: not counted yet */
};

G_DEFINE_FINAL_TYPE (FechoCompareWindow, fecho_compare_window, ADW_TYPE_WINDOW)

static FechoStatsKey
get_key (FechoCompareWindow *self)
{
  if (gtk_toggle_button_get_active (self->cause_button))
    return FECHO_STATS_BY_CAUSE;

  return gtk_toggle_button_get_active (self->origin_button) ? FECHO_STATS_BY_ORIGIN
         : FECHO_STATS_BY_CODE;
}

static const char *
get_note (const FechoTwoPeriods *periods)
{
  if (!periods->before_watched)
    return _("Nothing was connected in the earlier period: there is nothing to compare with.");

  return periods->now_watched ? "" : _("Nothing was connected in the later period.");
}

static void
show_periods (FechoCompareWindow *self)
{
  const gboolean some = self->periods != NULL &&
                        self->periods->total.n_before + self->periods->total.n_now > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.copy", some);
  if (self->periods == NULL)
    return;

  gtk_label_set_label (self->note, get_note (self->periods));
  gtk_widget_set_visible (GTK_WIDGET (self->note), get_note (self->periods)[0] != '\0');
  fecho_compare_table_show (self->table, self->periods, get_key (self));
  gtk_stack_set_visible_child_name (self->stack, some ? "table" : "empty");
}

/* Of the two that change in a group, the one that is chosen speaks. */
static void
key_toggled_cb (FechoCompareWindow *self)
{
  show_periods (self);
}

/* -- counting */

static void
compared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  FechoCompareWindow *self = data;
  g_autoptr(GError) error = NULL;
  FechoTwoPeriods *periods = fecho_compare_finish (FECHO_MONITOR (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  gtk_spinner_stop (self->spinner);
  g_clear_pointer (&self->periods, fecho_two_periods_free);
  self->periods = periods;
  show_periods (self);
  if (periods == NULL)
    {
      g_message ("The periods cannot be compared: %s", error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }
}

static FechoFilter *
make_filter (FechoCompareWindow *self,
             FechoRange         *range)
{
  FechoFilter *filter = fecho_filter_new ();

  filter->since_us = fecho_range_get_from_us (range);
  filter->until_us = fecho_range_get_to_us (range);
  filter->sessions = fecho_id_list_ref (self->scope);

  return filter;
}

static void
cancel (FechoCompareWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* What was counted before stays while it is counted anew. */
static void
count (FechoCompareWindow *self)
{
  g_autoptr(FechoFilter) before = make_filter (self, self->earlier);
  g_autoptr(FechoFilter) now = make_filter (self, self->later);

  cancel (self);
  self->cancellable = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  fecho_compare_async (self->monitor, before, now, self->cancellable, compared_cb, self);
}

/* -- the periods */

static void
show_period (AdwActionRow *row,
             FechoRange   *range)
{
  g_autofree char *text = fecho_close_text_interval (fecho_range_get_from_us (range),
                                                     fecho_range_get_to_us (range),
                                                     fecho_clock_wall_us ());

  adw_action_row_set_subtitle (row, text);
}

static void
follow (FechoCompareWindow *self)
{
  const gint64 from_us = fecho_range_get_from_us (self->later);
  const gint64 length_us = fecho_range_get_to_us (self->later) - from_us;

  self->moving = TRUE;
  fecho_range_set_bounds (self->earlier, from_us - length_us, from_us);
  self->moving = FALSE;
}

static void
update (FechoCompareWindow *self)
{
  show_period (self->earlier_row, self->earlier);
  show_period (self->later_row, self->later);
  gtk_widget_set_visible (self->follow_button, !self->follows);
  count (self);
}

static void
follow_clicked_cb (FechoCompareWindow *self)
{
  self->follows = TRUE;
  follow (self);
  update (self);
}

static void
earlier_changed_cb (FechoCompareWindow *self)
{
  if (self->moving)
    return;

  self->follows = FALSE;
  update (self);
}

/* A period that ends now does not go on: what is read must stand. */
static void
later_changed_cb (FechoCompareWindow *self)
{
  fecho_range_set_live (self->later, FALSE);
  if (self->follows)
    follow (self);
  update (self);
}

/* -- copying */

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FechoCompareWindow *self = FECHO_COMPARE_WINDOW (widget);
  g_autofree char *table = fecho_compare_table_dup_text (self->table);
  g_autofree char *text = g_strdup_printf ("%s\t%s\n%s\t%s\n\n%s",
                                           C_("column", "Earlier"),
                                           adw_action_row_get_subtitle (self->earlier_row),
                                           C_("column", "Later"),
                                           adw_action_row_get_subtitle (self->later_row), table);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Table copied")));
}

static void
fecho_compare_window_dispose (GObject *object)
{
  FechoCompareWindow *self = FECHO_COMPARE_WINDOW (object);

  cancel (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), FECHO_TYPE_COMPARE_WINDOW);
  g_clear_object (&self->earlier);
  g_clear_object (&self->later);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_compare_window_parent_class)->dispose (object);
}

static void
fecho_compare_window_finalize (GObject *object)
{
  FechoCompareWindow *self = FECHO_COMPARE_WINDOW (object);

  g_clear_pointer (&self->scope, fecho_id_list_unref);
  g_clear_pointer (&self->periods, fecho_two_periods_free);

  G_OBJECT_CLASS (fecho_compare_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-compare-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoCompareWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FechoCompareWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, FechoCompareWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, FechoCompareWindow, earlier_row);
  gtk_widget_class_bind_template_child (widget_class, FechoCompareWindow, later_row);
  gtk_widget_class_bind_template_child (widget_class, FechoCompareWindow, earlier_popover);
  gtk_widget_class_bind_template_child (widget_class, FechoCompareWindow, later_popover);
  gtk_widget_class_bind_template_child (widget_class, FechoCompareWindow, follow_button);
  gtk_widget_class_bind_template_child (widget_class, FechoCompareWindow, code_button);
  gtk_widget_class_bind_template_child (widget_class, FechoCompareWindow, cause_button);
  gtk_widget_class_bind_template_child (widget_class, FechoCompareWindow, origin_button);
  gtk_widget_class_bind_template_child (widget_class, FechoCompareWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FechoCompareWindow, table);
  gtk_widget_class_bind_template_child (widget_class, FechoCompareWindow, note);
  gtk_widget_class_bind_template_callback (widget_class, follow_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_toggled_cb);
}

static void
fecho_compare_window_class_init (FechoCompareWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_compare_window_dispose;
  object_class->finalize = fecho_compare_window_finalize;

  gtk_widget_class_install_action (widget_class, "compare.copy", NULL, copy_action);

  g_type_ensure (FECHO_TYPE_COMPARE_TABLE);
  g_type_ensure (FECHO_TYPE_RANGE_POPOVER);
  bind_template (widget_class);
}

static void
fecho_compare_window_init (FechoCompareWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->follows = TRUE;
  show_periods (self);
}

/* A range of the same time that goes its own way. */
static FechoRange *
copy_range (FechoRange *range,
            gint64      from_us,
            gint64      to_us)
{
  FechoRange *copy = fecho_range_new ();

  fecho_range_set_live (copy, FALSE);
  fecho_range_set_record_from_us (copy, fecho_range_get_record_from_us (range));
  fecho_range_set_bounds (copy, from_us, to_us);
  fecho_range_set_live (copy, FALSE);

  return copy;
}

static char *
describe_scope (FechoCompareWindow *self)
{
  const guint n = fecho_id_list_get_length (self->scope);
  const char *const *ids = fecho_id_list_get_ids (self->scope);
  FechoSession *session = n == 1 ? fecho_monitor_find_session (self->monitor, ids[0])
                          : NULL;

  if (self->scope == NULL)
    return g_strdup (_("All Sessions"));
  if (session != NULL)
    return fecho_safe_text_line (fecho_session_get_name (session));

  return g_strdup_printf (ngettext ("%u session", "%u sessions", n), n);
}

FechoCompareWindow *
fecho_compare_window_new (FechoMonitor      *monitor,
                          FechoRange        *range,
                          const char *const *scope)
{
  FechoCompareWindow *self;
  g_autofree char *heading = NULL;
  gint64 from_us;
  gint64 to_us;

  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), NULL);
  g_return_val_if_fail (FECHO_IS_RANGE (range), NULL);

  from_us = fecho_range_get_from_us (range);
  to_us = fecho_range_get_to_us (range);
  if (from_us <= fecho_range_get_record_from_us (range))
    from_us += (to_us - from_us) / 2;

  self = g_object_new (FECHO_TYPE_COMPARE_WINDOW, NULL);
  self->monitor = g_object_ref (monitor);
  self->scope = fecho_id_list_new (scope);
  self->later = copy_range (range, from_us, to_us);
  self->earlier = copy_range (range, from_us - (to_us - from_us), from_us);
  fecho_range_popover_set_range (self->earlier_popover, self->earlier);
  fecho_range_popover_set_range (self->later_popover, self->later);
  g_signal_connect_object (self->earlier, "changed", G_CALLBACK (earlier_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->later, "changed", G_CALLBACK (later_changed_cb), self,
                           G_CONNECT_SWAPPED);

  heading = describe_scope (self);
  adw_window_title_set_subtitle (self->heading, heading);
  update (self);

  return self;
}
