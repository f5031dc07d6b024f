/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-timeline-page.h"

#include "fecho-chart-fixture.h"
#include "fecho-clock.h"
#include "fecho-demo.h"
#include "fecho-monitor-query.h"
#include "fecho-statistics-page.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"
#include "fecho-verdict.h"

typedef struct
{
  FechoMonitor *monitor;
  FechoRange *range;
  FechoTimelinePage *page;
  FechoTimelineModel *model;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT);
  fixture->range = fecho_range_new ();
  fixture->page = g_object_new (FECHO_TYPE_TIMELINE_PAGE, "monitor", fixture->monitor, "range",
                                fixture->range, NULL);
  fixture->model = fecho_timeline_page_get_model (fixture->page);
  g_object_ref_sink (fixture->page);
  fecho_ui_add_session (fixture->monitor, "ws://127.0.0.1:9/1", "One", NULL);
  fecho_ui_add_session (fixture->monitor, "ws://127.0.0.1:9/2", "Two", NULL);
}

static void
present (Fixture *fixture)
{
  fixture->window = fecho_chart_window_new (GTK_WIDGET (fixture->page), 900, 500);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (fixture->window);
  fecho_ui_wait_finalized (fixture->page);
  g_assert_finalize_object (fixture->range);
  fecho_ui_monitor_end (fixture->monitor);
}

static const char *
get_name (Fixture *fixture,
          guint    lane)
{
  return fecho_timeline_lane_get_name (fecho_timeline_model_get_lane (fixture->model, lane));
}

static void
test_lane_for_each_session (Fixture       *fixture,
                            gconstpointer  data)
{
  present (fixture);
  fecho_test_wait (fecho_timeline_model_get_n_lanes (fixture->model) == 2);

  g_assert_cmpstr (get_name (fixture, 0), ==, "One");
  g_assert_cmpstr (get_name (fixture, 1), ==, "Two");

  fecho_ui_add_session (fixture->monitor, "ws://127.0.0.1:9/3", "Three", NULL);
  fecho_test_wait (fecho_timeline_model_get_n_lanes (fixture->model) == 3);
}

static void
test_scope (Fixture       *fixture,
            gconstpointer  data)
{
  FechoSession *two = fecho_monitor_find_session (fixture->monitor, "Two");
  const char *scope[] = { fecho_session_get_id (two), NULL };

  present (fixture);
  fecho_test_wait (fecho_timeline_model_get_n_lanes (fixture->model) == 2);

  g_object_set (fixture->page, "scope", scope, NULL);
  fecho_test_wait (fecho_timeline_model_get_n_lanes (fixture->model) == 1);
  g_assert_cmpstr (get_name (fixture, 0), ==, "Two");

  g_object_set (fixture->page, "scope", NULL, NULL);
  fecho_test_wait (fecho_timeline_model_get_n_lanes (fixture->model) == 2);
}

/* A pattern of one session, at a known time. */
static FechoFindings *
find_refusal (Fixture *fixture,
              gint64   at_us)
{
  FechoSession *two = fecho_monitor_find_session (fixture->monitor, "Two");
  FechoFindings *findings = fecho_findings_new ();
  FechoPatternScope scope = { .now_us = at_us };
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  FechoPatternRow row;

  record.failed_attempt = TRUE;
  record.closed_at_us = at_us;
  record.cause = FECHO_CAUSE_AUTH;
  record.http_status = 401;
  row = fecho_pattern_row_of_record (&record, 1, 1, FECHO_CLOSE_CLASS_ABNORMAL, 0);
  g_ptr_array_add (findings->session_names, g_strdup ("Two"));
  g_ptr_array_add (findings->session_ids, g_strdup (fecho_session_get_id (two)));
  findings->patterns = fecho_pattern_find (&row, 1, &scope);

  return findings;
}

/* The cell of the pattern leads to its events. */
static void
test_pattern (Fixture       *fixture,
              gconstpointer  data)
{
  const gint64 at_us = FECHO_TEST_NOW_US - 3600 * FECHO_TEST_SECOND;
  FechoVerdict *verdict = fecho_ui_get_child (fixture->page, "verdict");
  GtkWidget *cell = fecho_ui_get_child (verdict, "pattern_cell");
  const char *tooltip;

  g_assert_false (gtk_widget_get_visible (cell));
  fecho_findings_model_take_findings (fecho_verdict_get_findings (verdict),
                                      find_refusal (fixture, at_us));
  g_assert_true (gtk_widget_get_visible (cell));
  /* What has no room in it is said on demand, with what to do about it. */
  tooltip = gtk_widget_get_tooltip_text (fecho_ui_get_child (cell, "button"));
  g_assert_true (g_str_has_prefix (tooltip,
                                   gtk_label_get_label (fecho_ui_get_child (cell, "label"))));
  g_assert_nonnull (strstr (tooltip, "\n\n"));
  g_signal_emit_by_name (fecho_ui_get_child (cell, "button"), "clicked");

  g_assert_false (fecho_range_get_live (fixture->range));
  g_assert_cmpint (fecho_range_get_from_us (fixture->range), <, at_us);
  g_assert_cmpint (fecho_range_get_to_us (fixture->range), >, at_us);
  g_assert_cmpint (fecho_range_get_to_us (fixture->range) -
                   fecho_range_get_from_us (fixture->range), <, 600 * FECHO_TEST_SECOND);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      answered)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lanes = fecho_monitor_lanes_finish (FECHO_MONITOR (object), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (lanes);
  *(gboolean *)answered = TRUE;
}

static void
test_asks_nothing_off_the_screen (Fixture       *fixture,
                                  gconstpointer  data)
{
  const char *none[] = { NULL };
  gboolean answered = FALSE;

  /* What the page had asked would be answered before this. */
  fecho_monitor_lanes_async (fixture->monitor, none, 0, FECHO_TEST_NOW_US, NULL, answered_cb,
                             &answered);
  fecho_test_wait (answered);
  g_assert_cmpint (fecho_timeline_model_get_lane (fixture->model, 0)->known_to_us, ==, 0);

  present (fixture);
  fecho_test_wait (fecho_timeline_model_get_lane (fixture->model, 0)->known_to_us > 0);
}

static void
test_card_after_a_rest (Fixture       *fixture,
                        gconstpointer  data)
{
  GtkRevealer *revealer = fecho_ui_get_child (fixture->page, "card_revealer");
  FechoLanes *lanes = fecho_timeline_page_get_lanes (fixture->page);
  FechoLanesHit hit;
  gboolean stopped = FALSE;
  double x;

  present (fixture);
  fecho_test_wait (fecho_timeline_model_get_n_lanes (fixture->model) == 2);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  fecho_test_wait (fecho_lanes_pick (lanes, gtk_widget_get_width (GTK_WIDGET (lanes)) / 2.0, 10,
                                     &hit));
  x = gtk_widget_get_width (GTK_WIDGET (lanes)) / 2.0;

  fecho_chart_hover (GTK_WIDGET (lanes), x, 10);
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
  fecho_test_wait (gtk_revealer_get_reveal_child (revealer));
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (fixture->page), "Not monitored"));

  /* Escape puts it away before anything else, until the pointer moves on. */
  g_signal_emit_by_name (fecho_chart_controller (fecho_ui_get_child (fixture->page, "overlay"),
                                                 GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed",
                         GDK_KEY_Escape, 0, 0, &stopped);
  g_assert_true (stopped);
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
  fecho_chart_hover (GTK_WIDGET (lanes), x + 1, 10);
  fecho_test_wait (gtk_revealer_get_reveal_child (revealer));

  /* Over the label there is nothing to tell. */
  fecho_chart_hover (GTK_WIDGET (lanes), 5, 10);
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
}

/* -- the whole way, from a server that closes to the pages */

typedef struct
{
  FechoMonitor *monitor;
  FechoRange *range;
  FechoTimelinePage *timeline;
  FechoStatisticsPage *statistics;
  FechoTimelineModel *model;
  GtkWindow *window;
} Live;

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      monitor)
{
  g_autoptr(GError) error = NULL;

  *(FechoMonitor **)monitor = fecho_demo_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      closed)
{
  g_autoptr(GError) error = NULL;

  fecho_monitor_close_finish (FECHO_MONITOR (object), result, &error);
  g_assert_no_error (error);
  *(gboolean *)closed = TRUE;
}

static void
open_live (Live *live)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  live->monitor = NULL;
  fecho_clock_replace (NULL);
  fecho_demo_open_async (NULL, NULL, opened_cb, &live->monitor);
  fecho_test_wait (live->monitor != NULL);

  live->range = fecho_range_new ();
  fecho_range_set_preset (live->range, FECHO_PRESET_15_MIN);
  /* As the window does: before the pages hear of it. */
  g_signal_connect_object (live->monitor, "committed", G_CALLBACK (fecho_range_advance),
                           live->range, G_CONNECT_SWAPPED);
  live->timeline = g_object_new (FECHO_TYPE_TIMELINE_PAGE, "monitor", live->monitor, "range",
                                 live->range, NULL);
  live->statistics = g_object_new (FECHO_TYPE_STATISTICS_PAGE, "monitor", live->monitor, "range",
                                   live->range, NULL);
  live->model = fecho_timeline_page_get_model (live->timeline);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (live->timeline));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (live->statistics));
  live->window = fecho_chart_window_new (box, 900, 800);
}

static void
close_live (Live *live)
{
  gboolean closed = FALSE;

  gtk_window_destroy (live->window);
  fecho_monitor_close_async (live->monitor, closed_cb, &closed);
  fecho_test_wait (closed);
  fecho_ui_wait_finalized (live->monitor);
  g_assert_finalize_object (live->range);
}

static guint
count_closes (Live *live)
{
  return fecho_timeline_model_get_totals (live->model)->n_closes;
}

/* The number on the card of the statistics. */
static guint
read_closes (Live *live)
{
  g_autofree char *value = NULL;

  g_object_get (fecho_ui_get_child (live->statistics, "closes_card"), "value", &value, NULL);

  return (guint)g_ascii_strtoull (value, NULL, 10);
}

static gboolean
is_all_paused (Live *live)
{
  GListModel *sessions = fecho_monitor_get_sessions (live->monitor);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      if (fecho_session_get_state (session) != FECHO_SESSION_PAUSED)
        return FALSE;
    }

  return TRUE;
}

static void
pause_all (Live *live)
{
  GListModel *sessions = fecho_monitor_get_sessions (live->monitor);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      fecho_session_pause (session);
    }
  fecho_test_wait (is_all_paused (live));
}

static void
test_closes_appear (void)
{
  Live live;
  guint n_closes;

  open_live (&live);
  fecho_test_wait (count_closes (&live) >= 3);
  n_closes = count_closes (&live);
  fecho_test_wait (count_closes (&live) > n_closes);
  close_live (&live);
}

static void
test_pages_agree (void)
{
  Live live;

  open_live (&live);
  fecho_test_wait (count_closes (&live) >= 8);
  pause_all (&live);
  /* Pausing is our own doing: it is told, and not counted. */
  fecho_test_wait (fecho_timeline_model_get_totals (live.model)->n_own > 0);
  fecho_test_wait (read_closes (&live) == count_closes (&live));
  close_live (&live);
}

#define ADD(path, test) \
  g_test_add ("/ui/timeline-page/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;
  fecho_chart_test_init ();

  ADD ("lanes", test_lane_for_each_session);
  ADD ("scope", test_scope);
  ADD ("off-screen", test_asks_nothing_off_the_screen);
  ADD ("pattern", test_pattern);
  ADD ("card", test_card_after_a_rest);
  g_test_add_func ("/ui/timeline-page/closes-appear", test_closes_appear);
  g_test_add_func ("/ui/timeline-page/agrees", test_pages_agree);

  return g_test_run ();
}
