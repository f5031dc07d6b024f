/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-window.h"

#include <signal.h>
#include <sys/resource.h>

#include "fecho-application.h"
#include "fecho-clock.h"
#include "fecho-demo.h"
#include "fecho-details.h"
#include "fecho-fault-bar.h"
#include "fecho-verdict.h"
#include "fecho-window-frame.h"
#include "fecho-history-fixture.h"
#include "fecho-group-actions.h"
#include "fecho-insight.h"
#include "fecho-rude-server.h"
#include "fecho-session-dialog.h"
#include "fecho-session-look.h"
#include "fecho-session-row.h"
#include "fecho-statistics-page.h"
#include "fecho-timeline-page.h"
#include "fecho-sidebar-drag.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

/* Only registered: its style sheets and actions are there, it opens nothing by itself. */
static GtkApplication *application;

typedef struct
{
  FechoMonitor *monitor;
  FechoWindow *window;
  FechoWindowFrame *frame;
  FechoSidebar *sidebar;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  FechoMonitorFlags flags = GPOINTER_TO_UINT (data);

  fixture->monitor = fecho_ui_monitor_new (flags);
  fixture->window = fecho_window_new (application);
  fixture->sidebar = fecho_window_get_sidebar (fixture->window);
  fixture->frame = fecho_ui_find (GTK_WIDGET (fixture->window), FECHO_TYPE_WINDOW_FRAME);
}

static void
add_three (Fixture *fixture)
{
  fecho_ui_add_session (fixture->monitor, "ws://a", "Alpha", "X");
  fecho_ui_add_session (fixture->monitor, "ws://b", "Beta", "X");
  fecho_ui_add_session (fixture->monitor, "ws://c", "Gamma", "Y");
}

static void
show (Fixture *fixture)
{
  fecho_window_set_monitor (fixture->window, fixture->monitor);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  fecho_window_set_monitor (fixture->window, NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fecho_ui_monitor_end (fixture->monitor);
}

static const char *
get_page (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (fecho_ui_get_child (fixture->window, "pages"));
}

static GtkSelectionModel *
get_rows (Fixture *fixture)
{
  return gtk_list_view_get_model (fecho_ui_get_child (fixture->sidebar, "list"));
}

static gboolean
is_enabled (Fixture    *fixture,
            const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), action);
}

/* A dialog of the window; NULL: none. */
static GtkWindow *
find_transient (Fixture *fixture)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(GtkWindow) one = g_list_model_get_item (all, i);

      if (ADW_IS_MESSAGE_DIALOG (one) && gtk_window_get_transient_for (one) ==
          GTK_WINDOW (fixture->window))
        return one;
    }

  return NULL;
}

static void
activate (Fixture    *fixture,
          const char *action)
{
  g_assert_true (is_enabled (fixture, action));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action, NULL);
}

static void
assert_scope (Fixture *fixture,
              guint    n_ids)
{
  const char *const *scope = fecho_sidebar_get_scope (fixture->sidebar);

  g_assert_cmpuint (scope != NULL ? g_strv_length ((char **)scope) : 0, ==, n_ids);
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *name)
{
  GtkWidget *label = fecho_ui_find_label (widget, name);

  return label != NULL ? gtk_widget_get_ancestor (label, FECHO_TYPE_SESSION_ROW) : NULL;
}

static const char *
get_line (Fixture    *fixture,
          const char *name)
{
  GtkWidget *row = find_row (GTK_WIDGET (fixture->sidebar), name);

  return gtk_label_get_label (fecho_ui_get_child (row, "line_label"));
}

/* -- pages */

static void
test_pages (Fixture       *fixture,
            gconstpointer  data)
{
  FechoSession *session;

  g_assert_cmpstr (get_page (fixture), ==, "opening");
  show (fixture);
  g_assert_cmpstr (get_page (fixture), ==, "welcome");

  session = fecho_ui_add_session (fixture->monitor, "ws://a", "Alpha", NULL);
  g_assert_cmpstr (get_page (fixture), ==, "main");

  fecho_monitor_remove_session (fixture->monitor, session);
  g_assert_cmpstr (get_page (fixture), ==, "welcome");
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  fecho_window_show_failure (fixture->window, "“/x.db” is damaged.");
  gtk_window_present (GTK_WINDOW (fixture->window));

  g_assert_cmpstr (get_page (fixture), ==, "failed");
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (fixture->window), "“/x.db” is damaged."));
}

static void
test_views (Fixture       *fixture,
            gconstpointer  data)
{
  AdwViewStack *views = fecho_ui_get_child (fixture->frame, "views");

  add_three (fixture);
  show (fixture);
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "view",
                                      g_variant_new_string ("statistics"));
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (views), ==, "statistics");
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "view",
                                      g_variant_new_string ("timeline"));
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (views), ==, "timeline");
}

/* Asks for so much more or less as is missing, each time that the width is another one: a window
 * that is just being shown may still be on its way to the size before. */
static gboolean
correct_width (Fixture *fixture,
               int      width,
               int     *last_width)
{
  int is = gtk_widget_get_width (fecho_ui_get_child (fixture->frame, "leaflet"));
  int whole = 0;
  int height = 0;

  if (is == width)
    return TRUE;
  if (is == 0 || is == *last_width)
    return FALSE;

  *last_width = is;
  gtk_window_get_default_size (GTK_WINDOW (fixture->window), &whole, &height);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), whole + width - is, height);

  return FALSE;
}

/* Without the border that a window has where nothing composes it. */
static void
set_content_width (Fixture *fixture,
                   int      width)
{
  int last_width = 0;

  fecho_test_wait (correct_width (fixture, width, &last_width));
}

/* Of the specification: narrower than 700 px the sidebar folds away, whatever is shown. */
static void
test_folds_below_700 (Fixture       *fixture,
                      gconstpointer  data)
{
  AdwLeaflet *leaflet = fecho_ui_get_child (fixture->frame, "leaflet");

  add_three (fixture);
  show (fixture);
  set_content_width (fixture, 700);
  g_assert_false (adw_leaflet_get_folded (leaflet));
  set_content_width (fixture, 699);
  g_assert_true (adw_leaflet_get_folded (leaflet));
  set_content_width (fixture, 700);
  g_assert_false (adw_leaflet_get_folded (leaflet));
}

/* With letters of one and a half the size all of it is that much wider. */
static void
test_folds_by_the_text (Fixture       *fixture,
                        gconstpointer  data)
{
  AdwLeaflet *leaflet = fecho_ui_get_child (fixture->frame, "leaflet");
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi = 0;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 144 * 1024, NULL);
  add_three (fixture);
  show (fixture);
  set_content_width (fixture, 1049);
  g_assert_false (adw_leaflet_get_folded (leaflet));
  set_content_width (fixture, 1048);
  g_assert_true (adw_leaflet_get_folded (leaflet));
  gtk_widget_set_visible (GTK_WIDGET (fixture->window), FALSE);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

/* Stores ask for pictures of a window of 1000 × 700. */
static void
test_least_height (Fixture       *fixture,
                   gconstpointer  data)
{
  FechoCloseRecord records[60];
  AdwFlap *flap = fecho_ui_get_child (fixture->frame, "flap");
  FechoVerdict *verdict = fecho_ui_get_child (fecho_ui_get_child (fixture->frame, "timeline_page"),
                                              "verdict");
  int least = 0;

  /* Enough of them for a pattern, whose text is long. */
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      records[i] = fecho_history_close ("Vega", 0, 1006);
      records[i].closed_at_us = fecho_clock_wall_us () - (i + 1) * 64 * G_TIME_SPAN_SECOND;
      records[i].life_us = 60 * G_TIME_SPAN_SECOND;
      records[i].cause = FECHO_CAUSE_EOF_WITHOUT_CLOSE;
    }
  fecho_history_add (fixture->monitor, records, G_N_ELEMENTS (records));
  show (fixture);
  set_content_width (fixture, 1000);
  fecho_test_wait (gtk_widget_get_visible (fecho_ui_get_child (verdict, "pattern_cell")));

  g_assert_false (adw_flap_get_folded (flap));
  gtk_widget_measure (GTK_WIDGET (flap), GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 600);
}

/* NULL: none. The text of a pattern is as long as it is, and has a way to the whole; what a field
 * that is empty asks for does not count. */
static GtkWidget *
find_cut_label (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget) || GTK_IS_TEXT (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && gtk_label_get_lines (GTK_LABEL (widget)) < 2 &&
      pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_cut_label (child);

  return found;
}

/* In the end: what is being laid out may be narrow for a while. */
static void
assert_words_whole (GtkWidget  *widget,
                    const char *where)
{
  gint64 deadline_us = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  GtkWidget *cut = find_cut_label (widget);

  while (cut != NULL && g_get_monotonic_time () < deadline_us)
    {
      gtk_test_widget_wait_for_draw (widget);
      cut = find_cut_label (widget);
    }
  if (cut != NULL)
    g_error ("%s: no room for “%s”", where, gtk_label_get_text (GTK_LABEL (cut)));
}

/* What the pictures of the design show whole is not cut, beside the details and on a telephone. */
static void
test_words_are_whole (Fixture       *fixture,
                      gconstpointer  data)
{
  static const char *const names[] = { "Push-Notifications", "Orion-Book", "Vite" };
  static const char *const views[] = { "timeline", "statistics", "history", "messages" };
  const int widths[] = { 1270, 360 }; /* 1280 with its edges */
  FechoCloseRecord records[60];

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      const char *name = names[i % G_N_ELEMENTS (names)];

      records[i] = fecho_history_close (name, 0, i % 9 == 0 ? 1011 : 1006);
      records[i].closed_at_us = fecho_clock_wall_us () - (i + 1) * 64 * G_TIME_SPAN_SECOND;
      records[i].life_us = 60 * G_TIME_SPAN_SECOND;
      records[i].cause = FECHO_CAUSE_EOF_WITHOUT_CLOSE;
    }
  fecho_history_add (fixture->monitor, records, G_N_ELEMENTS (records));
  show (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      set_content_width (fixture, widths[i]);
      for (guint k = 0; k < G_N_ELEMENTS (views); k++)
        {
          g_autofree char *where = g_strdup_printf ("%s, %d", views[k], widths[i]);

          g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "view",
                                              g_variant_new_string (views[k]));
          gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
          assert_words_whole (GTK_WIDGET (fixture->window), where);
        }
    }
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "view",
                                      g_variant_new_string ("timeline"));
}

/* -- a history that cannot be saved */

/* No file of this process may grow: for SQLite as if the disk failed. */
static void
set_files_may_grow (gboolean may)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = may ? limit.rlim_max : 0;
  (void)signal (SIGXFSZ, SIG_IGN); /* writing fails then, the process goes on */
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_fault (Fixture       *fixture,
            gconstpointer  data)
{
  FechoFaultBar *bar = fecho_ui_get_child (fixture->frame, "fault_bar");
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWindow *story = NULL;

  show (fixture);
  g_assert_false (fecho_fault_bar_get_revealed (bar));

  set_files_may_grow (FALSE);
  fecho_ui_add_session (fixture->monitor, "ws://127.0.0.1:9/", "Nobody there", NULL);
  fecho_test_wait (fecho_fault_bar_get_revealed (bar));
  gtk_widget_activate_action (GTK_WIDGET (bar), "fault.retry", NULL);
  fecho_test_wait (fecho_ui_find_label (window, "The history still cannot be saved") != NULL);
  g_assert_true (fecho_fault_bar_get_revealed (bar));

  gtk_widget_activate_action (GTK_WIDGET (bar), "fault.details", NULL);
  fecho_test_wait ((story = find_transient (fixture)) != NULL);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (story)),
                            fecho_monitor_get_path (fixture->monitor)));
  gtk_window_close (story);

  set_files_may_grow (TRUE);
  gtk_widget_activate_action (GTK_WIDGET (bar), "fault.retry", NULL);
  fecho_test_wait (!fecho_fault_bar_get_revealed (bar));
}

/* -- the details */

static gboolean
details_shown (Fixture *fixture)
{
  g_autoptr(GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (fixture->window),
                                                               "details");
  AdwFlap *flap = fecho_ui_get_child (fixture->frame, "flap");

  g_assert_true (g_variant_get_boolean (state) == adw_flap_get_reveal_flap (flap));

  return adw_flap_get_reveal_flap (flap);
}

/* Of the specification: narrower than 880 px they lie over the view, and only when asked for. */
static void
test_details_fold_below_880 (Fixture       *fixture,
                             gconstpointer  data)
{
  AdwFlap *flap = fecho_ui_get_child (fixture->frame, "flap");
  GtkWidget *views = fecho_ui_get_child (fixture->frame, "views");

  add_three (fixture);
  show (fixture);
  set_content_width (fixture, 880);
  g_assert_false (adw_flap_get_folded (flap));
  g_assert_true (details_shown (fixture));

  set_content_width (fixture, 879);
  g_assert_true (adw_flap_get_folded (flap));
  g_assert_false (details_shown (fixture));
  activate (fixture, "details");
  g_assert_true (details_shown (fixture));

  set_content_width (fixture, 880);
  g_assert_false (adw_flap_get_folded (flap));
  g_assert_true (details_shown (fixture));

  /* With the sidebar folded away there would be room beside a view of 286 px. */
  set_content_width (fixture, 690);
  g_assert_true (adw_flap_get_folded (flap));
  g_assert_false (details_shown (fixture));
  fecho_test_wait (gtk_widget_get_width (views) == 690);
}

static void
test_details_hidden (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *button = fecho_ui_get_child (fixture->frame, "details_button");

  add_three (fixture);
  show (fixture);
  g_assert_true (details_shown (fixture));
  activate (fixture, "details");
  g_assert_false (details_shown (fixture));
  g_assert_false (is_enabled (fixture, "previous-close"));

  /* What was hidden does not come by itself. */
  set_content_width (fixture, 700);
  set_content_width (fixture, 1000);
  g_assert_false (details_shown (fixture));
  activate (fixture, "details");
  g_assert_true (details_shown (fixture));
  g_assert_true (is_enabled (fixture, "previous-close"));
  activate (fixture, "hide-details");
  g_assert_false (details_shown (fixture));
  activate (fixture, "details");

  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "view",
                                      g_variant_new_string ("statistics"));
  g_assert_false (details_shown (fixture));
  g_assert_false (gtk_widget_get_visible (button));
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "view",
                                      g_variant_new_string ("timeline"));
  g_assert_true (details_shown (fixture));
  g_assert_true (gtk_widget_get_visible (button));
}

static guint16
get_code_shown (Fixture *fixture)
{
  FechoDetails *details = fecho_ui_get_child (fixture->frame, "details");
  FechoCloseEvent *event = fecho_details_get_event (details);

  return event != NULL ? fecho_close_event_get_code (event) : 0;
}

/* What is chosen in the timeline is shown, and what is chosen in the pane is chosen there. */
static void
test_details_follow_timeline (Fixture       *fixture,
                              gconstpointer  data)
{
  FechoCloseRecord records[] = {
    fecho_history_close ("Vega", 0, 1006),
    fecho_history_close ("Vega", 0, 1012),
  };
  FechoLanes *lanes =
    fecho_timeline_page_get_lanes (fecho_ui_get_child (fixture->frame, "timeline_page"));
  FechoDetails *details = fecho_ui_get_child (fixture->frame, "details");
  FechoLanesHit hit;

  records[0].closed_at_us = fecho_clock_wall_us () - 600 * G_TIME_SPAN_SECOND;
  records[1].closed_at_us = fecho_clock_wall_us () - 60 * G_TIME_SPAN_SECOND;
  fecho_history_add (fixture->monitor, records, G_N_ELEMENTS (records));
  show (fixture);
  fecho_range_set_preset (fecho_window_get_range (fixture->window), FECHO_PRESET_15_MIN);
  fecho_test_wait (gtk_widget_activate_action (GTK_WIDGET (lanes), "lanes.first", NULL) &&
                   fecho_lanes_get_selected (lanes, &hit));

  g_assert_cmpuint (get_code_shown (fixture), ==, 1006);
  fecho_test_wait (fecho_details_get_can_copy (details));

  activate (fixture, "next-close");
  fecho_test_wait (get_code_shown (fixture) == 1012);
  g_assert_true (fecho_lanes_get_selected (lanes, &hit));
  g_assert_cmpuint (hit.markers[0].code, ==, 1012);

  /* In a narrow window Enter opens the pane; Escape first ends the selection, then closes it. */
  set_content_width (fixture, 690);
  g_assert_false (details_shown (fixture));
  gtk_widget_activate_action (GTK_WIDGET (lanes), "lanes.split", NULL);
  g_assert_true (details_shown (fixture));
  gtk_widget_activate_action (GTK_WIDGET (lanes), "lanes.clear", NULL);
  g_assert_cmpuint (get_code_shown (fixture), ==, 0);
  g_assert_true (details_shown (fixture));
  gtk_widget_activate_action (GTK_WIDGET (lanes), "lanes.clear", NULL);
  g_assert_false (details_shown (fixture));
}

static void
test_reaches_360 (Fixture       *fixture,
                  gconstpointer  data)
{
  add_three (fixture);
  show (fixture);
  /* As somebody who draws at its border: it has to fold before it can be narrower. */
  set_content_width (fixture, 600);
  set_content_width (fixture, 360);
  activate (fixture, "show-sidebar");
  fecho_test_wait (gtk_widget_get_width (GTK_WIDGET (fixture->sidebar)) == 360);
}

/* -- rows */

static void
test_row_follows_state (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(FechoRudeServer) server =
    fecho_rude_server_new ("upgrade; await go; close 1013 busy; await-close");
  g_autofree char *url = fecho_rude_server_dup_url (server, "/");

  fecho_ui_add_session (fixture->monitor, url, "Live", NULL);
  show (fixture);
  fecho_test_wait (g_str_has_prefix (get_line (fixture, "Live"), "Open for"));
  fecho_test_wait (fecho_ui_find_label (GTK_WIDGET (fixture->sidebar), "1 of 1 open") != NULL);

  fecho_rude_server_signal (server, "go");
  fecho_test_wait (g_str_has_suffix (get_line (fixture, "Live"), "· 1013"));
  fecho_test_wait (fecho_ui_find_label (GTK_WIDGET (fixture->sidebar), "0 of 1 open") != NULL);

  activate (fixture, "add-session"); /* a modal dialog over it changes nothing */
  fecho_sidebar_select (fixture->sidebar, fecho_monitor_find_session (fixture->monitor, "Live"));
  activate (fixture, "toggle-pause");
  fecho_test_wait (g_str_has_prefix (get_line (fixture, "Live"), "Paused since"));
}

static void
test_row_is_spoken (Fixture       *fixture,
                    gconstpointer  data)
{
  FechoSession *session = fecho_ui_add_session (fixture->monitor, "ws://a", "Alpha", NULL);
  g_autofree char *expected = NULL;
  FechoSessionLook look;
  GtkWidget *row;

  show (fixture);
  row = find_row (GTK_WIDGET (fixture->sidebar), "Alpha");
  fecho_session_look_init (&look, session);
  expected = fecho_session_look_spoken (&look, "Alpha", look.since_us);
  g_assert_true (g_str_has_prefix (expected, "Alpha, paused since "));
  gtk_test_accessible_assert_property (gtk_widget_get_parent (row),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, expected);
}

static void
test_row_is_renamed (Fixture       *fixture,
                     gconstpointer  data)
{
  FechoSession *session = fecho_ui_add_session (fixture->monitor, "ws://a", "Alpha", NULL);
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_copy (fecho_session_get_endpoint (session));

  show (fixture);
  fecho_endpoint_set_name (endpoint, "Omega", NULL);
  fecho_monitor_edit_session (fixture->monitor, session, endpoint);

  g_assert_null (find_row (GTK_WIDGET (fixture->sidebar), "Alpha"));
  g_assert_nonnull (find_row (GTK_WIDGET (fixture->sidebar), "Omega"));
}

/* -- the order */

/* What the sidebar shows, from above. */
static char *
dup_rows (Fixture *fixture)
{
  GListModel *rows = G_LIST_MODEL (get_rows (fixture));
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 1; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(FechoSidebarItem) item = g_list_model_get_item (rows, i);
      FechoSession *session = fecho_sidebar_item_get_session (item);

      if (session != NULL)
        g_string_append_printf (names, "%s ", fecho_session_get_name (session));
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* What the lanes show, from above. */
static char *
dup_lanes (Fixture *fixture)
{
  FechoTimelinePage *page = fecho_ui_get_child (fixture->frame, "timeline_page");
  FechoTimelineModel *model = fecho_timeline_page_get_model (page);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < fecho_timeline_model_get_n_lanes (model); i++)
    g_string_append_printf (names, "%s ", fecho_timeline_lane_get_name (
                              fecho_timeline_model_get_lane (model, i)));

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
shows (char       *names,
       const char *expected)
{
  g_autofree char *owned = names;

  return g_str_equal (owned, expected);
}

static void
add_closes (Fixture    *fixture,
            const char *session,
            guint       n_closes)
{
  for (guint i = 0; i < n_closes; i++)
    {
      FechoCloseRecord record = fecho_history_close (session, 0, 1006);

      record.closed_at_us = fecho_clock_wall_us () - (i + 1) * 60 * G_TIME_SPAN_SECOND;
      record.life_us = 10 * G_TIME_SPAN_SECOND;
      fecho_history_add (fixture->monitor, &record, 1);
    }
}

static void
set_order (Fixture    *fixture,
           const char *order)
{
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "order",
                                      g_variant_new_string (order));
}

/* Rows and lanes; nobody moves rows then, and back in one's own order all is as it was. */
static void
test_order_by_closes (Fixture       *fixture,
                      gconstpointer  data)
{
  add_closes (fixture, "Few", 1);
  fecho_ui_add_session (fixture->monitor, "wss://none.example.com", "None", NULL);
  add_closes (fixture, "Many", 3);
  show (fixture);
  activate (fixture, "hide-details"); /* the lanes would be narrow beside them */
  fecho_range_set_preset (fecho_window_get_range (fixture->window), FECHO_PRESET_24_H);
  g_assert_true (shows (dup_rows (fixture), "Few None Many "));
  gtk_selection_model_select_item (get_rows (fixture), 1, TRUE);
  g_assert_true (is_enabled (fixture, "move-down"));

  set_order (fixture, "closes");
  fecho_test_wait (shows (dup_rows (fixture), "Many Few None "));
  g_assert_false (is_enabled (fixture, "move-down"));
  fecho_sidebar_select (fixture->sidebar, NULL);
  fecho_test_wait (shows (dup_lanes (fixture), "Many Few None "));

  set_order (fixture, "own");
  g_assert_true (shows (dup_rows (fixture), "Few None Many "));
  fecho_test_wait (shows (dup_lanes (fixture), "Few None Many "));
}

/* A stopped one first, then one that waits, then the others by closes. */
static void
test_order_by_attention (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(FechoRudeServer) open = fecho_rude_server_new ("upgrade; await go");
  g_autoptr(FechoRudeServer) refuses = fecho_rude_server_new ("http 403");
  g_autofree char *open_url = fecho_rude_server_dup_url (open, "/");
  g_autofree char *refused_url = fecho_rude_server_dup_url (refuses, "/");

  fecho_ui_add_session (fixture->monitor, open_url, "Open", NULL);
  fecho_ui_add_session (fixture->monitor, "ws://127.0.0.1:9/", "Waits", NULL);
  fecho_ui_add_session (fixture->monitor, refused_url, "Stopped", NULL);
  show (fixture);
  activate (fixture, "hide-details");
  fecho_test_wait (fecho_monitor_get_n_open (fixture->monitor) == 1);
  set_order (fixture, "attention");
  fecho_test_wait (shows (dup_rows (fixture), "Stopped Waits Open "));
  fecho_test_wait (shows (dup_lanes (fixture), "Stopped Waits Open "));

  /* In a narrow window the lanes stand so whatever the order is; the rows do not. */
  set_order (fixture, "own");
  fecho_test_wait (shows (dup_lanes (fixture), "Open Waits Stopped "));
  set_content_width (fixture, 600);
  fecho_test_wait (shows (dup_lanes (fixture), "Stopped Waits Open "));
  g_assert_true (shows (dup_rows (fixture), "Open Waits Stopped "));
}

/* -- the scope */

static void
test_scope (Fixture       *fixture,
            gconstpointer  data)
{
  GtkSelectionModel *rows = get_rows (fixture);

  add_three (fixture);
  show (fixture);
  /* All, [X], Alpha, Beta, [Y], Gamma */
  g_assert_true (gtk_selection_model_is_selected (rows, 0));
  assert_scope (fixture, 0);

  gtk_selection_model_select_item (rows, 2, TRUE);
  assert_scope (fixture, 1);
  g_assert_false (gtk_selection_model_is_selected (rows, 0));

  gtk_selection_model_select_item (rows, 5, FALSE);
  assert_scope (fixture, 2);

  gtk_selection_model_select_item (rows, 0, FALSE);
  assert_scope (fixture, 0);
  g_assert_false (gtk_selection_model_is_selected (rows, 2));
}

static void
test_scope_has_no_headings (Fixture       *fixture,
                            gconstpointer  data)
{
  GtkSelectionModel *rows = get_rows (fixture);

  add_three (fixture);
  show (fixture);
  gtk_selection_model_select_range (rows, 2, 4, TRUE);

  assert_scope (fixture, 3);
  g_assert_true (gtk_selection_model_is_selected (rows, 3));
  g_assert_false (gtk_selection_model_is_selected (rows, 4));
}

static void
test_scope_is_never_empty (Fixture       *fixture,
                           gconstpointer  data)
{
  GtkSelectionModel *rows = get_rows (fixture);

  add_three (fixture);
  show (fixture);
  gtk_selection_model_select_item (rows, 2, TRUE);
  gtk_selection_model_unselect_item (rows, 2);

  assert_scope (fixture, 0);
  g_assert_true (gtk_selection_model_is_selected (rows, 0));
}

static void
test_removed_leaves_scope (Fixture       *fixture,
                           gconstpointer  data)
{
  add_three (fixture);
  show (fixture);
  gtk_selection_model_select_range (get_rows (fixture), 2, 2, TRUE);
  fecho_monitor_remove_session (fixture->monitor,
                                fecho_monitor_find_session (fixture->monitor, "Alpha"));
  assert_scope (fixture, 1);

  fecho_monitor_remove_session (fixture->monitor,
                                fecho_monitor_find_session (fixture->monitor, "Beta"));
  assert_scope (fixture, 0);
  g_assert_true (gtk_selection_model_is_selected (get_rows (fixture), 0));
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *entry = fecho_ui_get_child (fixture->sidebar, "search_entry");
  GListModel *rows = G_LIST_MODEL (get_rows (fixture));

  add_three (fixture);
  show (fixture);
  gtk_selection_model_select_item (get_rows (fixture), 2, TRUE);
  activate (fixture, "search");
  gtk_editable_set_text (GTK_EDITABLE (entry), "GAM");
  fecho_test_wait (g_list_model_get_n_items (rows) == 3);
  g_assert_nonnull (find_row (GTK_WIDGET (fixture->sidebar), "Gamma"));
  assert_scope (fixture, 1);

  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  fecho_test_wait (g_list_model_get_n_items (rows) == 6);
  g_assert_true (gtk_selection_model_is_selected (get_rows (fixture), 2));
}

/* -- actions */

static void
test_actions_follow_selection (Fixture       *fixture,
                               gconstpointer  data)
{
  add_three (fixture);
  show (fixture);
  g_assert_false (is_enabled (fixture, "edit"));
  g_assert_false (is_enabled (fixture, "remove"));

  gtk_selection_model_select_item (get_rows (fixture), 2, TRUE);
  g_assert_true (is_enabled (fixture, "edit"));
  g_assert_true (is_enabled (fixture, "remove"));
  g_assert_false (is_enabled (fixture, "pause")); /* it is paused */
  g_assert_true (is_enabled (fixture, "resume"));

  gtk_selection_model_select_item (get_rows (fixture), 3, FALSE);
  g_assert_false (is_enabled (fixture, "edit"));
  g_assert_true (is_enabled (fixture, "remove"));
}

static void
click_toast_button (Fixture    *fixture,
                    const char *text)
{
  GtkWidget *label = fecho_ui_find_label (fecho_ui_get_child (fixture->window, "toasts"), text);

  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

static char *
dup_names (Fixture *fixture)
{
  GListModel *sessions = fecho_monitor_get_sessions (fixture->monitor);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      g_string_append_printf (names, "%s ", fecho_session_get_name (session));
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
test_undo_remove (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autofree char *fewer = NULL;
  g_autofree char *names = NULL;

  add_three (fixture);
  show (fixture);
  id = g_strdup (fecho_session_get_id (fecho_monitor_find_session (fixture->monitor, "Beta")));
  gtk_selection_model_select_item (get_rows (fixture), 3, TRUE);
  activate (fixture, "remove");
  fewer = dup_names (fixture);
  g_assert_cmpstr (fewer, ==, "Alpha Gamma ");
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (fixture->window), "“Beta” removed"));

  click_toast_button (fixture, "Undo");
  names = dup_names (fixture);
  g_assert_cmpstr (names, ==, "Alpha Beta Gamma ");
  g_assert_nonnull (fecho_monitor_find_session (fixture->monitor, id));
}

static void
test_undo_remove_several (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autofree char *names = NULL;

  add_three (fixture);
  show (fixture);
  gtk_selection_model_select_item (get_rows (fixture), 2, TRUE);
  gtk_selection_model_select_item (get_rows (fixture), 5, FALSE);
  activate (fixture, "remove");
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (fixture->window), "2 sessions removed"));

  click_toast_button (fixture, "Undo");
  names = dup_names (fixture);
  g_assert_cmpstr (names, ==, "Alpha Beta Gamma ");
}

/* A name is somebody's text, a toast shows markup. */
static void
test_toast_is_not_markup (Fixture       *fixture,
                          gconstpointer  data)
{
  fecho_ui_add_session (fixture->monitor, "ws://a", "<b>&", NULL);
  show (fixture);
  gtk_selection_model_select_item (get_rows (fixture), 1, TRUE);
  activate (fixture, "remove");

  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (fixture->window), "“<b>&” removed"));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  *(char **)user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, &error);
  g_assert_no_error (error);
}

static void
test_copy_address (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *text = NULL;

  fecho_ui_add_session (fixture->monitor, "wss://a.example/x?token=secret", "Alpha", NULL);
  show (fixture);
  gtk_selection_model_select_item (get_rows (fixture), 1, TRUE);
  activate (fixture, "copy-address");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), NULL,
                                 read_cb, &text);
  fecho_test_wait (text != NULL);

  g_assert_cmpstr (text, ==, "wss://a.example/x?token=${token}");
}

/* Those of a command line come one after the other, and not before there is a monitor. */
static void
test_addresses_queue (Fixture       *fixture,
                      gconstpointer  data)
{
  guint n_windows = g_list_model_get_n_items (gtk_window_get_toplevels ());

  fecho_window_add_session (fixture->window, "wss://a.example");
  fecho_window_add_session (fixture->window, "wss://b.example");
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, n_windows);

  show (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, n_windows + 1);
}

static GtkWindow *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (FECHO_IS_SESSION_DIALOG (window))
        return window;
    }

  return NULL;
}

/* Ctrl+N pressed twice asks for one dialog, not for another when it is gone. */
static void
test_add_twice (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWindow *dialog;

  show (fixture);
  fecho_window_add_session (fixture->window, NULL);
  fecho_window_add_session (fixture->window, NULL);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);

  gtk_window_destroy (dialog);
  g_assert_null (find_dialog ());
}

/* -- commits and the demo */

/* Origins that were found, and commits of others, come without events. */
static void
count_events_cb (FechoMonitor *monitor,
                 GPtrArray    *events,
                 guint        *n)
{
  *n += events->len;
}

/* A close that was stored is within the range of all views at once. */
static void
test_range_follows_commit (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; await go; close 4000 x");
  g_autofree char *url = fecho_rude_server_dup_url (server, "/");
  FechoRange *range = fecho_window_get_range (fixture->window);
  guint n_events = 0;
  gint64 to_us;

  fecho_range_set_preset (range, FECHO_PRESET_30_D);
  g_signal_connect (fixture->monitor, "committed", G_CALLBACK (count_events_cb), &n_events);
  fecho_ui_add_session (fixture->monitor, url, "Live", NULL);
  show (fixture);
  fecho_test_wait (fecho_monitor_get_n_open (fixture->monitor) == 1);
  to_us = fecho_range_get_to_us (range);
  fecho_rude_server_signal (server, "go");
  fecho_test_wait (n_events > 0);
  /* The end of the watching is committed too, when this function has returned. */
  g_signal_handlers_disconnect_by_data (fixture->monitor, &n_events);

  g_assert_cmpint (fecho_range_get_to_us (range), >, to_us);
  g_assert_cmpint (fecho_range_get_record_from_us (range), >, 0);
}

static void
demo_opened_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  *(FechoMonitor **)user_data = fecho_demo_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(gboolean *)user_data = TRUE;
}

static void
test_demo (Fixture       *fixture,
           gconstpointer  data)
{
  FechoInsight *insight = fecho_ui_get_child (fixture->frame, "demo_insight");
  FechoRange *range = fecho_window_get_range (fixture->window);
  FechoMonitor *demo = NULL;
  gboolean closed = FALSE;

  show (fixture);
  fecho_range_set_preset (range, FECHO_PRESET_7_D);
  fecho_demo_open_async (NULL, NULL, demo_opened_cb, &demo);
  fecho_test_wait (demo != NULL);
  fecho_window_set_monitor (fixture->window, demo);
  g_assert_cmpstr (get_page (fixture), ==, "main");
  g_assert_true (fecho_insight_get_revealed (insight));
  g_assert_cmpint (fecho_range_get_preset (range), ==, FECHO_PRESET_ALL);

  fecho_window_set_monitor (fixture->window, fixture->monitor);
  g_assert_false (fecho_insight_get_revealed (insight));
  g_assert_cmpint (fecho_range_get_preset (range), ==, FECHO_PRESET_7_D);
  g_assert_cmpstr (get_page (fixture), ==, "welcome");

  fecho_monitor_close_async (demo, closed_cb, &closed);
  fecho_test_wait (closed);
  g_object_unref (demo);
}

static void
assert_scope_of (FechoWindow *window,
                 guint        n)
{
  const char *const *scope = fecho_sidebar_get_scope (fecho_window_get_sidebar (window));

  g_assert_nonnull (scope);
  g_assert_cmpuint (g_strv_length ((char **)scope), ==, n);
}

/* A range of one's own stands where it was left; the preset before it is what 0 returns to. */
static void
test_range_is_kept (Fixture       *fixture,
                    gconstpointer  data)
{
  FechoRange *range = fecho_window_get_range (fixture->window);
  const gint64 to_us = fecho_range_get_to_us (range) - 7200 * (gint64)G_USEC_PER_SEC;
  FechoWindow *again;

  show (fixture);
  fecho_range_set_preset (range, FECHO_PRESET_6_H);
  fecho_range_set_bounds (range, to_us - 600 * G_USEC_PER_SEC, to_us);
  fecho_window_save_state (fixture->window);

  again = fecho_window_new (application);
  range = fecho_window_get_range (again);
  g_assert_cmpint (fecho_range_get_preset (range), ==, FECHO_PRESET_CUSTOM);
  g_assert_cmpint (fecho_range_get_from_us (range), ==, to_us - 600 * G_USEC_PER_SEC);
  g_assert_cmpint (fecho_range_get_to_us (range), ==, to_us);
  g_assert_false (fecho_range_get_live (range));
  fecho_range_reset (range);
  g_assert_cmpint (fecho_range_get_preset (range), ==, FECHO_PRESET_6_H);
  gtk_window_destroy (GTK_WINDOW (again));

  /* For the next test. */
  range = fecho_window_get_range (fixture->window);
  fecho_range_set_preset (range, FECHO_PRESET_24_H);
  fecho_range_set_live (range, TRUE);
  fecho_window_save_state (fixture->window);
}

static void
test_state_is_kept (Fixture       *fixture,
                    gconstpointer  data)
{
  FechoWindow *again;
  FechoWindowFrame *frame;

  add_three (fixture);
  show (fixture);
  fecho_range_set_preset (fecho_window_get_range (fixture->window), FECHO_PRESET_6_H);
  fecho_range_set_live (fecho_window_get_range (fixture->window), FALSE);
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "view",
                                      g_variant_new_string ("statistics"));
  gtk_selection_model_select_item (get_rows (fixture), 3, TRUE);
  gtk_selection_model_select_item (get_rows (fixture), 5, FALSE);
  fecho_window_save_state (fixture->window);

  again = fecho_window_new (application);
  fecho_window_set_monitor (again, fixture->monitor);
  g_assert_cmpint (fecho_range_get_preset (fecho_window_get_range (again)), ==, FECHO_PRESET_6_H);
  g_assert_false (fecho_range_get_live (fecho_window_get_range (again)));
  frame = fecho_ui_find (GTK_WIDGET (again), FECHO_TYPE_WINDOW_FRAME);
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (fecho_ui_get_child (frame, "views")),
                   ==, "statistics");
  assert_scope_of (again, 2);

  /* For the next test. */
  fecho_sidebar_select (fecho_window_get_sidebar (again), NULL);
  fecho_range_set_preset (fecho_window_get_range (again), FECHO_PRESET_24_H);
  fecho_range_set_live (fecho_window_get_range (again), TRUE);
  g_action_group_change_action_state (G_ACTION_GROUP (again), "view",
                                      g_variant_new_string ("timeline"));
  fecho_window_save_state (again);
  fecho_window_set_monitor (again, NULL);
  gtk_window_destroy (GTK_WINDOW (again));
}

/* -- places and groups */

static void
assert_names (Fixture    *fixture,
              const char *expected)
{
  g_autofree char *names = dup_names (fixture);

  g_assert_cmpstr (names, ==, expected);
}

static void
test_move_by_keyboard (Fixture       *fixture,
                       gconstpointer  data)
{
  add_three (fixture);
  show (fixture);
  g_assert_false (is_enabled (fixture, "move-up"));
  fecho_sidebar_select (fixture->sidebar, fecho_monitor_find_session (fixture->monitor, "Beta"));
  activate (fixture, "move-up");
  assert_names (fixture, "Beta Alpha Gamma ");
  activate (fixture, "move-up");
  assert_names (fixture, "Beta Alpha Gamma ");
  activate (fixture, "move-down");
  assert_names (fixture, "Alpha Beta Gamma ");
  activate (fixture, "move-down");
  assert_names (fixture, "Alpha Beta Gamma ");
  assert_scope (fixture, 1);
}

static void
test_move_to_group (Fixture       *fixture,
                    gconstpointer  data)
{
  FechoSession *gamma;
  g_autoptr(GMenu) menu = g_menu_new ();

  add_three (fixture);
  show (fixture);
  gamma = fecho_monitor_find_session (fixture->monitor, "Gamma");
  fecho_sidebar_select (fixture->sidebar, gamma);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "move-to-group",
                                  g_variant_new_string ("X"));
  g_assert_cmpstr (fecho_session_get_group (gamma), ==, "X");
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "move-to-group",
                                  g_variant_new_string (""));
  g_assert_null (fecho_session_get_group (gamma));

  /* None, and the one that is left. */
  fecho_group_actions_fill_menu (menu, fecho_monitor_get_sessions (fixture->monitor));
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (menu)), ==, 2);
}

static void
drop (Fixture    *fixture,
      const char *name,
      const char *target,
      gboolean    lower_half)
{
  g_autoptr(GPtrArray) drawn = g_ptr_array_new ();
  GtkWidget *row = find_row (GTK_WIDGET (fixture->sidebar), target);

  g_ptr_array_add (drawn, fecho_monitor_find_session (fixture->monitor, name));
  fecho_sidebar_drag_drop (fixture->sidebar, drawn,
                           fecho_session_row_get_item (FECHO_SESSION_ROW (row)), lower_half);
  fecho_ui_settle ();
}

static void
test_drop (Fixture       *fixture,
           gconstpointer  data)
{
  add_three (fixture);
  show (fixture);
  drop (fixture, "Alpha", "Beta", TRUE);
  assert_names (fixture, "Beta Alpha Gamma ");
  drop (fixture, "Alpha", "Beta", FALSE);
  assert_names (fixture, "Alpha Beta Gamma ");
  drop (fixture, "Alpha", "Alpha", TRUE);
  assert_names (fixture, "Alpha Beta Gamma ");
  drop (fixture, "Gamma", "Alpha", TRUE);
  assert_names (fixture, "Alpha Gamma Beta ");
  g_assert_cmpstr (fecho_session_get_group (fecho_monitor_find_session (fixture->monitor,
                                                                        "Gamma")), ==, "X");
  drop (fixture, "Beta", "All Sessions", FALSE);
  g_assert_null (fecho_session_get_group (fecho_monitor_find_session (fixture->monitor, "Beta")));
}

static void
test_duplicate (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GList) windows = NULL;
  GtkWindow *dialog = NULL;

  add_three (fixture);
  show (fixture);
  g_assert_false (is_enabled (fixture, "duplicate"));
  fecho_sidebar_select (fixture->sidebar, fecho_monitor_find_session (fixture->monitor, "Beta"));
  activate (fixture, "duplicate");
  windows = gtk_window_list_toplevels ();
  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (FECHO_IS_SESSION_DIALOG (link->data))
        dialog = link->data;
    }
  g_assert_nonnull (dialog);
  g_assert_cmpstr (gtk_window_get_title (dialog), ==, "Add Session");
  gtk_window_close (dialog);
}

/* What is not needed for the first picture is not waited for. */
static void
test_is_built_late (Fixture       *fixture,
                    gconstpointer  data)
{
  FechoWindow *window = fecho_window_new (application);

  gtk_window_present (GTK_WINDOW (window));
  g_assert_null (fecho_ui_find (GTK_WIDGET (window), FECHO_TYPE_WINDOW_FRAME));
  fecho_test_wait (fecho_ui_find (GTK_WIDGET (window), FECHO_TYPE_WINDOW_FRAME) != NULL);
  g_assert_null (fecho_ui_find (GTK_WIDGET (window), FECHO_TYPE_STATISTICS_PAGE));
  g_action_group_change_action_state (G_ACTION_GROUP (window), "view",
                                      g_variant_new_string ("statistics"));
  g_assert_nonnull (fecho_ui_find (GTK_WIDGET (window), FECHO_TYPE_STATISTICS_PAGE));

  /* And what is not there for long says why. */
  fecho_test_wait (gtk_widget_get_mapped (fecho_ui_get_child (window, "opening_box")));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Where there is nothing else to do, that is made before it is shown. */
static void
test_is_built_ahead (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *page;

  add_three (fixture);
  show (fixture);
  fecho_test_wait (fecho_ui_find (window, FECHO_TYPE_STATISTICS_PAGE) != NULL);
  page = fecho_ui_find (window, FECHO_TYPE_STATISTICS_PAGE);
  g_assert_false (gtk_widget_get_mapped (page));
  g_action_group_change_action_state (G_ACTION_GROUP (window), "view",
                                      g_variant_new_string ("statistics"));
  fecho_test_wait (gtk_widget_get_mapped (page));
  g_assert_true (fecho_ui_find (window, FECHO_TYPE_STATISTICS_PAGE) == page);
}

static void
test_shortcuts (Fixture       *fixture,
                gconstpointer  data)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (fixture->window);
  GtkShortcutsWindow *overlay;

  g_assert_null (gtk_application_window_get_help_overlay (window));
  activate (fixture, "show-help-overlay");
  overlay = gtk_application_window_get_help_overlay (window);
  g_assert_nonnull (overlay);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (overlay)));

  /* Again it is the same. */
  gtk_window_close (GTK_WINDOW (overlay));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (overlay)));
  activate (fixture, "show-help-overlay");
  g_assert_true (gtk_application_window_get_help_overlay (window) == overlay);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (overlay)));
}

/* What a key does in the window, by the shortcut that has it. */
static gboolean
press (Fixture    *fixture,
       const char *key)
{
  g_autoptr(GtkShortcutTrigger) pressed = gtk_shortcut_trigger_parse_string (key);
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GListModel) shortcuts = g_list_model_get_item (controllers, i);
      guint n_shortcuts = GTK_IS_SHORTCUT_CONTROLLER (shortcuts)
                          ? g_list_model_get_n_items (shortcuts) : 0;

      for (guint j = 0; j < n_shortcuts; j++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), pressed))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                 GTK_WIDGET (fixture->window),
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }

  return FALSE;
}

/* F2 edits the session that is chosen, and only one. */
static void
test_edit_by_key (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWindow *dialog;

  add_three (fixture);
  show (fixture);
  g_assert_false (press (fixture, "F2"));
  g_assert_null (find_dialog ());

  gtk_selection_model_select_item (get_rows (fixture), 2, TRUE);
  g_assert_true (press (fixture, "F2"));
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_cmpstr (gtk_window_get_title (dialog), ==, "Edit Session");
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (dialog), "Handshake"));
  gtk_window_close (dialog);
  fecho_test_wait (find_dialog () == NULL);

  gtk_selection_model_select_item (get_rows (fixture), 3, FALSE);
  g_assert_false (press (fixture, "F2"));
  g_assert_null (find_dialog ());
}

static void
add (const char *path,
     FechoMonitorFlags flags,
     void (*test)(Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, GUINT_TO_POINTER (flags), set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  if (!fecho_ui_test_init (&argc, &argv))
    return 77;

  application = GTK_APPLICATION (fecho_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);

  add ("/ui/window/pages", FECHO_MONITOR_EDIT, test_pages);
  add ("/ui/window/is-built-late", FECHO_MONITOR_EDIT, test_is_built_late);
  add ("/ui/window/is-built-ahead", FECHO_MONITOR_EDIT, test_is_built_ahead);
  add ("/ui/window/shortcuts", FECHO_MONITOR_EDIT, test_shortcuts);
  add ("/ui/window/edit-by-key", FECHO_MONITOR_EDIT, test_edit_by_key);
  add ("/ui/window/failure", FECHO_MONITOR_EDIT, test_failure);
  add ("/ui/window/views", FECHO_MONITOR_EDIT, test_views);
  add ("/ui/window/folds-below-700", FECHO_MONITOR_EDIT, test_folds_below_700);
  add ("/ui/window/folds-by-the-text", FECHO_MONITOR_EDIT, test_folds_by_the_text);
  add ("/ui/window/least-height", FECHO_MONITOR_EDIT, test_least_height);
  add ("/ui/window/words-are-whole", FECHO_MONITOR_EDIT, test_words_are_whole);
  add ("/ui/window/fault", FECHO_MONITOR_WATCH | FECHO_MONITOR_WATCH_STORED, test_fault);
  add ("/ui/window/details/fold-below-880", FECHO_MONITOR_EDIT, test_details_fold_below_880);
  add ("/ui/window/details/hidden", FECHO_MONITOR_EDIT, test_details_hidden);
  add ("/ui/window/details/follow-timeline", FECHO_MONITOR_EDIT, test_details_follow_timeline);
  add ("/ui/window/reaches-360", FECHO_MONITOR_EDIT, test_reaches_360);
  add ("/ui/window/row-follows-state", FECHO_MONITOR_WATCH, test_row_follows_state);
  add ("/ui/window/row-is-spoken", FECHO_MONITOR_EDIT, test_row_is_spoken);
  add ("/ui/window/row-is-renamed", FECHO_MONITOR_EDIT, test_row_is_renamed);
  add ("/ui/window/scope", FECHO_MONITOR_EDIT, test_scope);
  add ("/ui/window/order-by-closes", FECHO_MONITOR_EDIT, test_order_by_closes);
  add ("/ui/window/order-by-attention", FECHO_MONITOR_WATCH, test_order_by_attention);
  add ("/ui/window/scope-has-no-headings", FECHO_MONITOR_EDIT, test_scope_has_no_headings);
  add ("/ui/window/scope-is-never-empty", FECHO_MONITOR_EDIT, test_scope_is_never_empty);
  add ("/ui/window/removed-leaves-scope", FECHO_MONITOR_EDIT, test_removed_leaves_scope);
  add ("/ui/window/search", FECHO_MONITOR_EDIT, test_search);
  add ("/ui/window/actions-follow-selection", FECHO_MONITOR_EDIT, test_actions_follow_selection);
  add ("/ui/window/undo-remove", FECHO_MONITOR_EDIT, test_undo_remove);
  add ("/ui/window/undo-remove-several", FECHO_MONITOR_EDIT, test_undo_remove_several);
  add ("/ui/window/toast-is-not-markup", FECHO_MONITOR_EDIT, test_toast_is_not_markup);
  add ("/ui/window/copy-address", FECHO_MONITOR_EDIT, test_copy_address);
  add ("/ui/window/addresses-queue", FECHO_MONITOR_EDIT, test_addresses_queue);
  add ("/ui/window/add-twice", FECHO_MONITOR_EDIT, test_add_twice);
  add ("/ui/window/range-follows-commit", FECHO_MONITOR_WATCH, test_range_follows_commit);
  add ("/ui/window/demo", FECHO_MONITOR_EDIT, test_demo);
  add ("/ui/window/state-is-kept", FECHO_MONITOR_EDIT, test_state_is_kept);
  add ("/ui/window/range-is-kept", FECHO_MONITOR_EDIT, test_range_is_kept);

  add ("/ui/window/move-by-keyboard", FECHO_MONITOR_EDIT, test_move_by_keyboard);
  add ("/ui/window/move-to-group", FECHO_MONITOR_EDIT, test_move_to_group);
  add ("/ui/window/drop", FECHO_MONITOR_EDIT, test_drop);
  add ("/ui/window/duplicate", FECHO_MONITOR_EDIT, test_duplicate);

  status = g_test_run ();
  g_object_unref (application);

  return status;
}
