/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-alert-text.h"
#include "fecho-close-summary.h"
#include "fecho-compare-table.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-history-fixture.h"
#include "fecho-history-query.h"
#include "fecho-history-text.h"
#include "fecho-hover-card.h"
#include "fecho-monitor-query.h"
#include "fecho-overview.h"
#include "fecho-statistics-page.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"
#include "fecho-verdict.h"

/* What the dictionary of a session calls a code, wherever the code is shown. */

#define N_CLOSES 6
#define OWN_NAME "Authentication failed"
#define BY "Explained by the dictionary “Discord Gateway”"
#define DAY_US (24 * G_TIME_SPAN_HOUR)

typedef struct
{
  FechoMonitor *monitor;
  FechoSession *gateway;        /* of a host that suggests a dictionary */
  FechoStatisticsPage *page;
} Fixture;

static void
add_closes (Fixture    *fixture,
            const char *session,
            double      at_s)
{
  FechoCloseRecord records[N_CLOSES];

  for (guint i = 0; i < N_CLOSES; i++)
    records[i] = fecho_history_close (session, at_s + i, 4004);
  fecho_history_add (fixture->monitor, records, N_CLOSES);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fecho_test_wait (fecho_dictionary_shelf_get_all (fecho_dictionary_shelf_get_default ())->len > 0);
  fixture->monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT);
  fixture->gateway = fecho_ui_add_session (fixture->monitor, "wss://gateway.discord.gg/?v=10",
                                           "gateway", NULL);
  add_closes (fixture, "gateway", 0);
  fixture->page = g_object_ref_sink (g_object_new (FECHO_TYPE_STATISTICS_PAGE, NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->page);
  fecho_ui_monitor_end (fixture->monitor);
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
show_statistics (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  FechoOverview *overview;

  filter->since_us = FECHO_HISTORY_START_US - DAY_US;
  filter->until_us = FECHO_HISTORY_START_US + DAY_US;
  fecho_overview_ask_async (fixture->monitor, filter, FALSE, NULL, result_cb, &result);
  fecho_test_wait (result != NULL);
  overview = fecho_overview_ask_finish (fixture->monitor, result, &error);
  g_assert_no_error (error);
  fecho_statistics_page_take (fixture->page, overview);
}

static gboolean
says (Fixture    *fixture,
      const char *text)
{
  return fecho_ui_find_label (GTK_WIDGET (fixture->page), text) != NULL;
}

static void
test_statistics (Fixture       *fixture,
                 gconstpointer  data)
{
  show_statistics (fixture);

  g_assert_true (says (fixture, OWN_NAME));
  g_assert_true (says (fixture, BY));
}

/* The same number means other things elsewhere: then it is a number like any other. */
static void
test_statistics_of_two (Fixture       *fixture,
                        gconstpointer  data)
{
  const char *standard = fecho_close_code_lookup (4004)->name;

  add_closes (fixture, "elsewhere", 100);
  show_statistics (fixture);
  g_assert_false (says (fixture, OWN_NAME));
  g_assert_false (says (fixture, BY));
  g_assert_true (says (fixture, standard));

  fecho_monitor_choose_dictionary (fixture->monitor,
                                   fecho_monitor_find_session (fixture->monitor, "elsewhere"),
                                   "discord");
  show_statistics (fixture);
  g_assert_true (says (fixture, OWN_NAME));

  fecho_monitor_choose_dictionary (fixture->monitor, fixture->gateway, "pusher");
  show_statistics (fixture);
  g_assert_false (says (fixture, OWN_NAME));
  g_assert_true (says (fixture, standard));
}

static void
test_no_dictionary_wanted (Fixture       *fixture,
                           gconstpointer  data)
{
  fecho_monitor_choose_dictionary (fixture->monitor, fixture->gateway, FECHO_DICTIONARY_NONE);
  show_statistics (fixture);

  g_assert_false (says (fixture, OWN_NAME));
  g_assert_true (says (fixture, fecho_close_code_lookup (4004)->name));
}

static void
test_history (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) events = fecho_history_read (fixture->monitor);
  const FechoCloseRecord *record = fecho_close_event_get_record (g_ptr_array_index (events, 0));
  g_autofree char *suggested = fecho_history_text_new (FECHO_ORDER_CODE, record, 0);
  g_autofree char *standard = NULL;
  g_autofree char *chosen = NULL;

  g_assert_cmpstr (suggested, ==, OWN_NAME " · Discord Gateway");
  fecho_monitor_choose_dictionary (fixture->monitor, fixture->gateway, FECHO_DICTIONARY_NONE);
  standard = fecho_history_text_new (FECHO_ORDER_CODE, record, 0);
  g_assert_cmpstr (standard, ==, fecho_close_code_lookup (4004)->name);
  fecho_monitor_choose_dictionary (fixture->monitor, fixture->gateway, "pusher");
  chosen = fecho_history_text_new (FECHO_ORDER_CODE, record, 0);
  g_assert_cmpstr (chosen, ==, "Over connection quota · Pusher Channels");
}

static void
test_hover_card (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GPtrArray) events = fecho_history_read (fixture->monitor);
  g_autoptr(FechoLane) lane = fecho_lane_new ("gateway");
  FechoTimelineLane timeline_lane = { .lane = lane, .session = fixture->gateway };
  FechoHoverCard *card = g_object_ref_sink (g_object_new (FECHO_TYPE_HOVER_CARD, NULL));
  FechoLanesHit hit = { .lane = &timeline_lane };

  for (guint i = events->len; i > 0; i--)
    {
      FechoMarker marker = fecho_history_marker (
        fecho_close_event_get_record (g_ptr_array_index (events, i - 1)));

      g_array_append_val (lane->markers, marker);
    }
  hit.markers = &g_array_index (lane->markers, FechoMarker, 0);
  hit.n_markers = hit.n_ends = lane->markers->len;
  fecho_hover_card_show (card, &hit, FECHO_HISTORY_START_US + DAY_US);
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (card), OWN_NAME " · Discord Gateway"));
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (card), "6\302\240×\302\2404004"));

  fecho_monitor_choose_dictionary (fixture->monitor, fixture->gateway, FECHO_DICTIONARY_NONE);
  fecho_hover_card_show (card, &hit, FECHO_HISTORY_START_US + DAY_US);
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (card), fecho_close_code_lookup (4004)->name));
  g_assert_finalize_object (card);
}

/* Of several that are selected: one that all explain alike. */
static void
test_selection (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GPtrArray) events = fecho_history_read (fixture->monitor);
  FechoCloseSummary *summary = g_object_ref_sink (g_object_new (FECHO_TYPE_CLOSE_SUMMARY, NULL));
  GtkWidget *codes = fecho_ui_get_child (summary, "codes_list");

  fecho_close_summary_show (summary, events, events->len, TRUE);
  g_assert_nonnull (fecho_ui_find_label (codes, OWN_NAME " · Discord Gateway"));

  g_clear_pointer (&events, g_ptr_array_unref);
  add_closes (fixture, "elsewhere", 100);
  events = fecho_history_read (fixture->monitor);
  fecho_close_summary_show (summary, events, events->len, TRUE);
  g_assert_null (fecho_ui_find_label (codes, OWN_NAME " · Discord Gateway"));
  g_assert_nonnull (fecho_ui_find_label (codes, fecho_close_code_lookup (4004)->name));
  g_assert_finalize_object (summary);
}

static char *
compare (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoFilter) before = fecho_filter_new ();
  g_autoptr(FechoFilter) now = fecho_filter_new ();
  g_autoptr(FechoTwoPeriods) periods = NULL;
  FechoCompareTable *table = g_object_ref_sink (g_object_new (FECHO_TYPE_COMPARE_TABLE, NULL));
  char *text = NULL;

  before->until_us = now->since_us = FECHO_HISTORY_START_US + G_TIME_SPAN_MINUTE;
  fecho_compare_async (fixture->monitor, before, now, NULL, result_cb, &result);
  fecho_test_wait (result != NULL);
  periods = fecho_compare_finish (fixture->monitor, result, &error);
  g_assert_no_error (error);
  fecho_compare_table_show (table, periods, FECHO_STATS_BY_CODE);
  text = fecho_compare_table_dup_text (table);
  g_assert_finalize_object (table);

  return text;
}

/* A name is told where it is right in both periods. */
static void
test_compared (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *alone = compare (fixture);
  g_autofree char *both = NULL;

  g_assert_nonnull (strstr (alone, "4004 " OWN_NAME " · Discord Gateway\t"));
  add_closes (fixture, "elsewhere", 100);
  both = compare (fixture);
  g_assert_null (strstr (both, OWN_NAME));
}

static void
assert_main_code (FechoVerdict *verdict,
                  const char   *name)
{
  g_autofree char *spoken = g_strdup_printf ("Main code: 4004 %s, 6 of 6 · 100%%", name);

  gtk_test_accessible_assert_property (fecho_ui_get_child (verdict, "code_cell"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);
}

/* Of which sessions the closes are is not known there: it is said where all agree. */
static void
test_main_code (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(FechoRange) range = fecho_range_new ();
  const char *const scope[] = { fecho_session_get_id (fixture->gateway), NULL };
  FechoTimelineModel *model = NULL;
  FechoVerdict *verdict = g_object_ref_sink (g_object_new (FECHO_TYPE_VERDICT, NULL));

  fecho_range_set_bounds (range, FECHO_HISTORY_START_US - DAY_US, FECHO_HISTORY_START_US + DAY_US);
  model = g_object_new (FECHO_TYPE_TIMELINE_MODEL, "monitor", fixture->monitor, "range", range,
                        "scope", scope, NULL);
  fecho_verdict_set_model (verdict, model);
  fecho_timeline_model_set_active (model, TRUE);
  fecho_test_wait (fecho_timeline_model_get_totals (model)->n_closes == N_CLOSES);
  assert_main_code (verdict, OWN_NAME " · Discord Gateway");

  (void)fecho_ui_add_session (fixture->monitor, "ws://127.0.0.1:1/", "quiet", NULL);
  g_object_set (model, "scope", NULL, NULL);
  fecho_test_wait (fecho_timeline_model_get_totals (model)->n_sessions == 2);
  assert_main_code (verdict, fecho_close_code_lookup (4004)->name);
  g_assert_finalize_object (verdict);
  g_assert_finalize_object (model);
}

static void
triggered_cb (FechoAlerts     *alerts,
              FechoAlertNews  *news,
              char           **ret_title)
{
  *ret_title = fecho_alert_text_title (news);
}

/* A rule of a class is met by what the dictionary says of the code, and the alert calls it so. */
static void
test_alert (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) events = fecho_history_read (fixture->monitor);
  g_autoptr(FechoAlertRule) rule = fecho_alert_rule_new (FECHO_ALERT_CLASS);
  FechoAlerts *alerts = fecho_alerts_new (fixture->monitor);
  g_autofree char *title = NULL;

  rule->klass = FECHO_CLOSE_CLASS_POLICY;
  g_assert_cmpint (fecho_close_code_get_class (4004), !=, rule->klass);
  g_signal_connect (alerts, "triggered", G_CALLBACK (triggered_cb), &title);
  fecho_alerts_put (alerts, rule, G_MAXUINT);
  g_signal_emit_by_name (fixture->monitor, "committed", events);
  fecho_test_wait (title != NULL);

  g_assert_cmpstr (title, ==, "4004 " OWN_NAME " · Discord Gateway");
  g_assert_finalize_object (alerts);
}

static guint
count_found (FechoMonitor *monitor,
             const char   *words)
{
  g_autoptr(FechoQuery) query = fecho_query_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) events = NULL;
  FechoQueryProblem problem;

  g_assert_true (fecho_query_parse (query, words, &problem));
  fecho_history_query_resolve (query, monitor, NULL);
  fecho_monitor_recent_async (monitor, query->filter, 100, NULL, result_cb, &result);
  fecho_test_wait (result != NULL);
  events = fecho_monitor_recent_finish (monitor, result, NULL);
  g_assert_nonnull (events);

  return events->len;
}

/* The words that stand in the list find it. */
static void
test_searched (Fixture       *fixture,
               gconstpointer  data)
{
  add_closes (fixture, "elsewhere", 100);
  g_assert_cmpuint (count_found (fixture->monitor, "authentication FAILED"), ==, N_CLOSES);
  g_assert_cmpuint (count_found (fixture->monitor, "4004"), ==, 2 * N_CLOSES);
  fecho_monitor_choose_dictionary (fixture->monitor, fixture->gateway, "pusher");
  g_assert_cmpuint (count_found (fixture->monitor, "authentication FAILED"), ==, 0);
  g_assert_cmpuint (count_found (fixture->monitor, "connection quota"), ==, N_CLOSES);
}

/* In the preferences a rule of a session speaks as its closes do. */
static void
test_rule (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(FechoAlertRule) rule = fecho_alert_rule_new (FECHO_ALERT_CODE);
  g_autofree char *of_session = NULL;
  g_autofree char *of_all = NULL;

  rule->code = 4004;
  of_session = fecho_alert_text_rule (rule, fecho_session_dictionary_explain (fixture->gateway,
                                                                              rule->code));
  g_assert_cmpstr (of_session, ==, "A close with code 4004 (" OWN_NAME " · Discord Gateway)");
  of_all = fecho_alert_text_rule (rule, NULL);
  g_assert_cmpstr (of_all, ==, "A close with code 4004 (Private Use by Applications)");
}

int
main (int   argc,
      char *argv[])
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;

#define add(path, func) \
  g_test_add ("/ui/dictionary-names/" path, Fixture, NULL, set_up, func, tear_down)
  add ("statistics", test_statistics);
  add ("statistics-of-two", test_statistics_of_two);
  add ("no-dictionary-wanted", test_no_dictionary_wanted);
  add ("history", test_history);
  add ("hover-card", test_hover_card);
  add ("selection", test_selection);
  add ("compared", test_compared);
  add ("main-code", test_main_code);
  add ("alert", test_alert);
  add ("rule", test_rule);
  add ("searched", test_searched);
#undef add

  return g_test_run ();
}
