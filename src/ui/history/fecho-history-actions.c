/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-private.h"

#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-history-columns.h"
#include "fecho-history-text.h"
#include "fecho-mark.h"
#include "fecho-window.h"

/* What a clipboard and a person can take. */
#define MAX_SELECTED 10000
/* What the details of several closes are made of. */
#define MAX_TOLD 200
/* Of the time that is shown before the first and after the last selected close. */
#define ROOM_US (60 * (gint64)G_USEC_PER_SEC)

typedef void (*EventsFunc) (FechoHistoryPage *page,
                            GPtrArray *events,
                            gpointer data);

static void
show_toast (FechoHistoryPage *page,
            AdwToast         *toast)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  if (FECHO_IS_WINDOW (root))
    fecho_window_add_toast (FECHO_WINDOW (root), toast);
  else
    g_object_unref (toast);
}

/* -- the selected events */

static GArray *
list_selected (FechoHistoryPage *page,
               guint             max)
{
  GtkSelectionModel *selection = fecho_history_page_get_selection (page);
  g_autoptr(GtkBitset) bits = gtk_selection_model_get_selection (selection);
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, bits, &position);
       more && positions->len < max; more = gtk_bitset_iter_next (&iter, &position))
    g_array_append_val (positions, position);

  return positions;
}

typedef struct
{
  FechoHistoryPage *page;
  EventsFunc func;
  gpointer data;
} Reading;

static void
selected_read_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autofree Reading *reading = data;
  g_autoptr(FechoHistoryPage) page = reading->page;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) events = NULL;

  events = fecho_event_pager_read_finish (FECHO_EVENT_PAGER (source), result, &error);
  if (events == NULL)
    g_message ("The selected closes cannot be read: %s", error->message);
  else if (events->len > 0 && gtk_widget_get_root (GTK_WIDGET (page)) != NULL)
    reading->func (page, events, reading->data);
}

static void
with_first_selected (FechoHistoryPage *page,
                     guint             max,
                     EventsFunc        func,
                     gpointer          data)
{
  g_autoptr(GArray) positions = list_selected (page, max);
  Reading *reading = g_new0 (Reading, 1);

  *reading = (Reading) { g_object_ref (page), func, data };
  fecho_event_pager_read_async (fecho_history_page_get_pager (page), positions, NULL,
                                selected_read_cb, reading);
}

static void
with_selected (FechoHistoryPage *page,
               EventsFunc        func,
               gpointer          data)
{
  with_first_selected (page, MAX_SELECTED, func, data);
}

static guint
count_selected (FechoHistoryPage *page)
{
  g_autoptr(GtkBitset) bits = NULL;

  bits = gtk_selection_model_get_selection (fecho_history_page_get_selection (page));

  return (guint)gtk_bitset_get_size (bits);
}

static void
tell_events (FechoHistoryPage *page,
             GPtrArray        *events,
             gpointer          data)
{
  guint n = count_selected (page);

  if (n > 0)
    g_signal_emit_by_name (page, "events-selected", events, n);
}

static const FechoCloseRecord *
get_record (GPtrArray *events,
            guint      index)
{
  return fecho_close_event_get_record (g_ptr_array_index (events, index));
}

/* -- Copy: a line each, so that a spreadsheet takes it too */

static void
append_line (GString                *text,
             const FechoCloseRecord *record)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (record->closed_at_us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *time = g_date_time_format (local, "%F %T");

  g_string_append (text, time);
  for (FechoOrder order = FECHO_ORDER_SESSION; order <= FECHO_ORDER_LIFE; order++)
    {
      g_autofree char *cell = fecho_history_text_new (order, record,
                                                      fecho_clock_wall_us ());

      g_string_append_c (text, '\t');
      if (order == FECHO_ORDER_CODE)
        g_string_append_printf (text, "%u ", record->code);
      g_string_append (text, cell != NULL ? cell : "");
    }
  g_string_append_c (text, '\n');
}

static void
copy_events (FechoHistoryPage *page,
             GPtrArray        *events,
             gpointer          data)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *title = NULL;

  for (guint i = 0; i < events->len; i++)
    append_line (text, get_record (events, i));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (page)), text->str);
  /* Translators: %u is how many lines of the history were copied. */
  title = g_strdup_printf (ngettext ("%u close copied", "%u closes copied", events->len),
                           events->len);
  show_toast (page, adw_toast_new (title));
}

static void
copy_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  with_selected (FECHO_HISTORY_PAGE (widget), copy_events, NULL);
}

/* -- Mark */

static void
mark_events (FechoHistoryPage *page,
             GPtrArray        *events,
             gpointer          data)
{
  FechoMonitor *monitor = fecho_history_page_get_monitor (page);

  if (monitor != NULL)
    fecho_mark_events (GTK_WIDGET (page), monitor, events, GPOINTER_TO_INT (data));
}

static void
mark_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  gboolean mark = g_str_equal (action_name, "history.mark");

  with_selected (FECHO_HISTORY_PAGE (widget), mark_events, GINT_TO_POINTER (mark));
}

/* -- Show in Timeline */

static void
show_events (FechoHistoryPage *page,
             GPtrArray        *events,
             gpointer          data)
{
  gint64 from_us = get_record (events, 0)->closed_at_us;
  gint64 to_us = from_us;
  gint64 room_us;

  for (guint i = 1; i < events->len; i++)
    {
      from_us = MIN (from_us, get_record (events, i)->closed_at_us);
      to_us = MAX (to_us, get_record (events, i)->closed_at_us);
    }
  room_us = MAX (ROOM_US, (to_us - from_us) / 10);
  fecho_range_set_live (fecho_history_page_get_range (page), FALSE);
  fecho_range_set_bounds (fecho_history_page_get_range (page), from_us - room_us, to_us + room_us);
  g_signal_emit_by_name (page, "timeline-wanted");
}

static void
timeline_activated (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  if (fecho_history_page_get_range (FECHO_HISTORY_PAGE (widget)) != NULL)
    with_selected (FECHO_HISTORY_PAGE (widget), show_events, NULL);
}

/* -- Export */

static void
export_events (FechoHistoryPage *page,
               GPtrArray        *events,
               gpointer          data)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < events->len; i++)
    g_array_append_val (ids, get_record (events, i)->id);
  g_signal_emit_by_name (page, "export-wanted", ids);
}

static gboolean
are_all_selected (FechoHistoryPage *page)
{
  FechoEventPager *pager = fecho_history_page_get_pager (page);

  return fecho_event_pager_get_complete (pager) &&
         count_selected (page) == g_list_model_get_n_items (G_LIST_MODEL (pager));
}

/* All are what the filters say, however many that are. */
static void
export_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  FechoHistoryPage *page = FECHO_HISTORY_PAGE (widget);

  if (are_all_selected (page))
    g_signal_emit_by_name (page, "export-wanted", NULL);
  else
    with_selected (page, export_events, NULL);
}

/* -- narrowing to what one row says */

static void
narrow_to_code (FechoHistoryPage *page,
                GPtrArray        *events,
                gpointer          data)
{
  g_autofree char *text = g_strdup_printf ("code:%u", get_record (events, 0)->code);

  fecho_history_page_narrow (page, text);
}

static void
narrow_to_session (FechoHistoryPage *page,
                   GPtrArray        *events,
                   gpointer          data)
{
  const char *name = get_record (events, 0)->session;
  g_autofree char *plain = g_strdelimit (g_strdup (name != NULL ? name : ""), "\"", ' ');
  g_autofree char *text = g_strdup_printf ("session:\"%s\"", plain);

  fecho_history_page_narrow (page, text);
}

static void
only_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  with_selected (FECHO_HISTORY_PAGE (widget), g_str_equal (action_name, "history.only-code")
                 ? narrow_to_code : narrow_to_session, NULL);
}

/* -- all of them */

void
fecho_history_actions_tell_selected (FechoHistoryPage *self)
{
  g_autoptr(GPtrArray) nothing = g_ptr_array_new ();

  if (count_selected (self) > 0)
    with_first_selected (self, MAX_TOLD, tell_events, NULL);
  else
    g_signal_emit_by_name (self, "events-selected", nothing, 0);
}

void
fecho_history_actions_update (FechoHistoryPage *self)
{
  guint n = count_selected (self);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "history.copy", n > 0 && n <= MAX_SELECTED);
  gtk_widget_action_set_enabled (widget, "history.mark", n > 0 && n <= MAX_SELECTED);
  gtk_widget_action_set_enabled (widget, "history.unmark", n > 0 && n <= MAX_SELECTED);
  gtk_widget_action_set_enabled (widget, "history.show-in-timeline", n > 0 && n <= MAX_SELECTED);
  gtk_widget_action_set_enabled (widget, "history.export", n > 0 &&
                                 (n <= MAX_SELECTED || are_all_selected (self)));
  gtk_widget_action_set_enabled (widget, "history.only-code", n == 1);
  gtk_widget_action_set_enabled (widget, "history.only-session", n == 1);
}

void
fecho_history_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "history.copy", NULL, copy_activated);
  gtk_widget_class_install_action (widget_class, "history.mark", NULL, mark_activated);
  gtk_widget_class_install_action (widget_class, "history.unmark", NULL, mark_activated);
  gtk_widget_class_install_action (widget_class, "history.show-in-timeline", NULL,
                                   timeline_activated);
  gtk_widget_class_install_action (widget_class, "history.export", NULL, export_activated);
  gtk_widget_class_install_action (widget_class, "history.only-code", NULL, only_activated);
  gtk_widget_class_install_action (widget_class, "history.only-session", NULL, only_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "history.copy",
                                       NULL);
}
