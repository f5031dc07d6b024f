/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dictionary-shelf.h"
#include "fecho-history-fixture.h"
#include "fecho-history-text.h"
#include "fecho-hover-card.h"
#include "fecho-overview.h"
#include "fecho-statistics-page.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

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
#undef add

  return g_test_run ();
}
