/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-actions.h"

#include <glib/gi18n.h>

#include "fecho-export-actions.h"
#include "fecho-monitor-query.h"
#include "fecho-scope.h"

/* -- in the history */

static char *
format_session (FechoWindow *window,
                const char  *session_id)
{
  FechoMonitor *monitor = fecho_window_get_monitor (window);
  FechoSession *session = fecho_monitor_find_session (monitor, session_id);
  g_autofree char *plain = NULL;

  if (session == NULL)
    return g_strdup ("");

  plain = g_strdelimit (g_strdup (fecho_session_get_name (session)), "\"", ' ');

  return g_strdup_printf ("session:\"%s\"", plain);
}

static void
show_in_history_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  FechoWindow *window = data;
  g_autofree char *query = NULL;
  const char *session_id;
  gint64 from_us;
  gint64 to_us;

  if (fecho_window_get_monitor (window) == NULL)
    return;

  g_variant_get (parameter, "(xx&s)", &from_us, &to_us, &session_id);
  query = format_session (window, session_id);
  fecho_range_set_live (fecho_window_get_range (window), FALSE);
  fecho_range_set_bounds (fecho_window_get_range (window), from_us, to_us + 1);
  g_action_group_activate_action (G_ACTION_GROUP (window), "show-history",
                                  g_variant_new_string (query));
}

/* -- into a file */

static void
export_closes_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  FechoWindow *window = data;
  g_autoptr(FechoRange) range = fecho_range_new ();
  const char *const *scope = fecho_sidebar_get_scope (fecho_window_get_sidebar (window));
  const char *own[] = { NULL, NULL };
  gint64 from_us;
  gint64 to_us;

  g_variant_get (parameter, "(xx&s)", &from_us, &to_us, &own[0]);
  fecho_range_set_live (range, FALSE);
  /* The end is not of it. */
  fecho_range_set_bounds (range, from_us, to_us + 1);
  fecho_export_actions_present (window, range, *own[0] != '\0' ? own : scope);
}

/* -- where there is none in the range */

static void
show_last (FechoWindow           *window,
           const FechoCloseEvent *event)
{
  FechoRange *range = fecho_window_get_range (window);
  gint64 at_us = fecho_close_event_get_record (event)->closed_at_us;
  gint64 length_us = fecho_range_get_to_us (range) - fecho_range_get_from_us (range);

  fecho_range_set_live (range, FALSE);
  fecho_range_set_bounds (range, at_us - length_us / 2, at_us + length_us - length_us / 2);
}

static void
last_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(FechoWindow) window = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) events = fecho_monitor_recent_finish (FECHO_MONITOR (source), result,
                                                             &error);

  if (events == NULL)
    g_message ("The last close cannot be read: %s", error->message);
  else if (events->len == 0)
    fecho_window_add_toast (window, adw_toast_new (_("No closes yet")));
  else if (fecho_window_get_monitor (window) == FECHO_MONITOR (source))
    show_last (window, g_ptr_array_index (events, 0));
}

static void
show_last_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  FechoWindow *window = data;
  FechoMonitor *monitor = fecho_window_get_monitor (window);
  const char *const *scope = fecho_sidebar_get_scope (fecho_window_get_sidebar (window));
  g_autoptr(FechoIdList) ids = fecho_id_list_new (scope);
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  if (monitor == NULL)
    return;

  filter->sessions = fecho_scope_resolve (ids, monitor);
  filter->kinds = FECHO_KINDS_CLOSES;
  fecho_monitor_recent_async (monitor, filter, 1, NULL, last_read_cb, g_object_ref (window));
}

static const GActionEntry entries[] = {
  { .name = "show-in-history", .activate = show_in_history_cb, .parameter_type = "(xxs)" },
  { .name = "export-closes", .activate = export_closes_cb, .parameter_type = "(xxs)" },
  { .name = "show-last-close", .activate = show_last_cb },
};

void
fecho_close_actions_install (FechoWindow *window)
{
  g_return_if_fail (FECHO_IS_WINDOW (window));

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
