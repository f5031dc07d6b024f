/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "fecho-clock.h"

static gint64 wall_us = T0;

static gint64
get_wall_us (gpointer data)
{
  return wall_us;
}

static gint64
get_monotonic_us (gpointer data)
{
  return g_get_monotonic_time ();
}

static const FechoClock test_clock = { get_wall_us, get_monotonic_us, get_monotonic_us, NULL };

static void
open_watching (Fixture *fixture,
               gint64   from_us)
{
  wall_us = from_us;
  fixture_init (fixture);
  fixture_open (fixture, FECHO_STORE_WATCH);
  add_session (fixture->store, "a", "ws://localhost:1/");
  add_session (fixture->store, "b", "ws://localhost:2/");
  fecho_store_record_state (fixture->store, uuid_of ("a"), FECHO_STATE_SESSION_WATCHED, from_us,
                            NULL);
}

static void
set_state (Fixture        *fixture,
           const char     *name,
           FechoStateKind  kind,
           gint64          at_us)
{
  fecho_store_record_state (fixture->store, name != NULL ? uuid_of (name) : NULL, kind, at_us,
                            NULL);
}

static void
close_at (Fixture *fixture,
          gint64   at_us,
          gint64   life_us)
{
  FechoCloseRecord record = record_of ("a", at_us);

  record.life_us = life_us;
  record.handshake_us = 0;
  record_close (fixture->store, &record);
}

/* "OPEN 0-10; DOWN 10-20", seconds from T0; and the markers after a bar. */
static char *
lane_to_string (const FechoLane *lane)
{
  static const char *const kinds[] = { "OPEN", "CONNECTING", "DOWN", "UNWATCHED" };
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < lane->spans->len; i++)
    {
      const FechoSpan *span = &g_array_index (lane->spans, FechoSpan, i);

      g_string_append_printf (string, "%s%s %d-%d", i > 0 ? "; " : "", kinds[span->kind],
                              (int)((span->from_us - T0) / SEC), (int)((span->to_us - T0) / SEC));
    }
  for (guint i = 0; i < lane->markers->len; i++)
    {
      const FechoMarker *marker = &g_array_index (lane->markers, FechoMarker, i);

      g_string_append_printf (string, "%s%d", i > 0 ? " " : " | ",
                              (int)((marker->at_us - T0) / SEC));
    }

  return g_string_free (string, FALSE);
}

static void
assert_lane (Fixture    *fixture,
             const char *name,
             int         from_s,
             int         to_s,
             const char *expected)
{
  g_autoptr(GPtrArray) lanes = NULL;
  g_autofree char *text = NULL;

  mark (fixture->store, 1, FALSE); /* comes back when all before it is written */
  lanes = get_lanes (fixture->store, name, T0 + from_s * SEC, T0 + to_s * SEC);
  g_assert_cmpuint (lanes->len, ==, 1);
  text = lane_to_string (lanes->pdata[0]);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_closes (void)
{
  Fixture fixture;

  open_watching (&fixture, T0);
  close_at (&fixture, T0 + 30 * SEC, 20 * SEC);
  close_at (&fixture, T0 + 60 * SEC, 10 * SEC);
  wall_us = T0 + 100 * SEC;
  assert_lane (&fixture, "a", 0, 90,
               "DOWN 0-10; OPEN 10-30; DOWN 30-50; OPEN 50-60; DOWN 60-90 | 30 60");
  fixture_clear (&fixture);
}

/* A connection that closed after the range was open in it. */
static void
test_closed_later (void)
{
  Fixture fixture;

  open_watching (&fixture, T0);
  close_at (&fixture, T0 + 100 * SEC, 90 * SEC);
  wall_us = T0 + 200 * SEC;
  assert_lane (&fixture, "a", 20, 50, "OPEN 20-50");
  fixture_clear (&fixture);
}

static void
test_open_now (void)
{
  Fixture fixture;

  open_watching (&fixture, T0);
  fecho_store_record_opened (fixture.store, uuid_of ("a"), T0 + 5 * SEC, 0);
  wall_us = T0 + 40 * SEC;
  assert_lane (&fixture, "a", 0, 100, "DOWN 0-5; OPEN 5-40");
  fixture_clear (&fixture);
}

static void
test_before_and_after_watching (void)
{
  Fixture fixture;

  open_watching (&fixture, T0 + 10 * SEC);
  close_at (&fixture, T0 + 30 * SEC, 20 * SEC);
  wall_us = T0 + 50 * SEC;
  fixture_close (&fixture);
  wall_us = T0 + 80 * SEC;
  fixture_open (&fixture, FECHO_STORE_WATCH);
  wall_us = T0 + 100 * SEC;
  assert_lane (&fixture, "a", 0, 90,
               "UNWATCHED 0-10; OPEN 10-30; DOWN 30-50; UNWATCHED 50-90 | 30");
  fixture_clear (&fixture);
}

static void
test_paused (void)
{
  Fixture fixture;

  open_watching (&fixture, T0);
  set_state (&fixture, "a", FECHO_STATE_SESSION_PAUSED, T0 + 20 * SEC);
  set_state (&fixture, "a", FECHO_STATE_SESSION_RESUMED, T0 + 40 * SEC);
  set_state (&fixture, "a", FECHO_STATE_SESSION_REMOVED, T0 + 60 * SEC);
  wall_us = T0 + 100 * SEC;
  assert_lane (&fixture, "a", 0, 80, "DOWN 0-20; UNWATCHED 20-40; DOWN 40-60; UNWATCHED 60-80");
  fixture_clear (&fixture);
}

static void
test_asleep (void)
{
  Fixture fixture;

  open_watching (&fixture, T0);
  set_state (&fixture, NULL, FECHO_STATE_SUSPENDED, T0 + 20 * SEC);
  set_state (&fixture, NULL, FECHO_STATE_RESUMED, T0 + 30 * SEC);
  wall_us = T0 + 100 * SEC;
  assert_lane (&fixture, "a", 0, 50, "DOWN 0-20; UNWATCHED 20-30; DOWN 30-50");
  fixture_clear (&fixture);
}

static void
test_never_watched (void)
{
  Fixture fixture;

  open_watching (&fixture, T0);
  wall_us = T0 + 100 * SEC;
  assert_lane (&fixture, "b", 0, 50, "UNWATCHED 0-50");
  fixture_clear (&fixture);
}

static void
test_unknown_session (void)
{
  Fixture fixture;

  open_watching (&fixture, T0);
  wall_us = T0 + 100 * SEC;
  assert_lane (&fixture, "f", 0, 50, "");
  fixture_clear (&fixture);
}

/* In the order that was asked for. */
static void
test_order (void)
{
  Fixture fixture;
  g_autoptr(GPtrArray) lanes = NULL;

  open_watching (&fixture, T0);
  mark (fixture.store, 1, FALSE);
  lanes = get_lanes (fixture.store, "b a", T0, T0 + SEC);
  g_assert_cmpstr (((FechoLane *)lanes->pdata[0])->session_id, ==, uuid_of ("b"));
  g_assert_cmpstr (((FechoLane *)lanes->pdata[1])->session_id, ==, uuid_of ("a"));
  fixture_clear (&fixture);
}

static void
test_marker_kinds (void)
{
  FechoCloseRecord own = record_of ("a", T0 + 10 * SEC);
  FechoCloseRecord attempt = attempt_of ("a", T0 + 20 * SEC);
  Fixture fixture;
  g_autoptr(GPtrArray) lanes = NULL;
  const FechoMarker *markers;

  own.closed_by = FECHO_CLOSED_BY_USER;
  own.code = 1000;
  open_watching (&fixture, T0);
  record_close (fixture.store, &own);
  record_close (fixture.store, &attempt);
  fixture_wait (&fixture, 2);
  wall_us = T0 + 100 * SEC;
  lanes = get_lanes (fixture.store, "a", T0, T0 + 50 * SEC);
  markers = (FechoMarker *)(gpointer)((FechoLane *)lanes->pdata[0])->markers->data;
  g_assert_cmpuint (markers[0].code, ==, 1000);
  g_assert_cmpuint (markers[0].closed_by, ==, FECHO_CLOSED_BY_USER);
  g_assert_true (markers[0].own);
  g_assert_false (markers[0].interrupted);
  g_assert_cmpint (markers[0].life_us, ==, 10 * SEC);
  g_assert_cmpint (markers[1].life_us, ==, FECHO_UNKNOWN);
  g_assert_cmpint (markers[1].handshake_us, ==, 2000);
  g_assert_false (markers[1].own);
  fixture_clear (&fixture);
}

/* -- outages */

static GArray *
get_outages (Fixture *fixture,
             int      from_s,
             int      to_s,
             guint    limit)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GArray *outages;

  filter->since_us = T0 + from_s * SEC;
  filter->until_us = T0 + to_s * SEC;
  mark (fixture->store, 1, FALSE); /* as above */
  fecho_store_outages_async (fixture->store, filter, limit, NULL, result_cb, &result);
  outages = fecho_store_outages_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return outages;
}

static void
test_outages (void)
{
  Fixture fixture;
  g_autoptr(GArray) outages = NULL;
  const FechoOutage *first;

  open_watching (&fixture, T0);
  close_at (&fixture, T0 + 30 * SEC, 20 * SEC);
  close_at (&fixture, T0 + 60 * SEC, 10 * SEC);
  fecho_store_record_opened (fixture.store, uuid_of ("a"), T0 + 95 * SEC, 0);
  wall_us = T0 + 100 * SEC;
  outages = get_outages (&fixture, 0, 200, 2);
  g_assert_cmpuint (outages->len, ==, 2);
  first = &g_array_index (outages, FechoOutage, 0);
  g_assert_cmpstr (first->session_id, ==, uuid_of ("a"));
  g_assert_cmpstr (first->session, ==, "a");
  g_assert_cmpint (first->from_us, ==, T0 + 60 * SEC);
  g_assert_cmpint (first->to_us, ==, T0 + 95 * SEC);
  g_assert_cmpint (first->down_us, ==, 35 * SEC);
  g_assert_cmpint (g_array_index (outages, FechoOutage, 1).down_us, ==, 20 * SEC);
  fixture_clear (&fixture);
}

/* A pause within an outage is none of its time. */
static void
test_outage_with_pause (void)
{
  Fixture fixture;
  g_autoptr(GArray) outages = NULL;

  open_watching (&fixture, T0);
  close_at (&fixture, T0 + 10 * SEC, 10 * SEC);
  set_state (&fixture, "a", FECHO_STATE_SESSION_PAUSED, T0 + 20 * SEC);
  set_state (&fixture, "a", FECHO_STATE_SESSION_RESUMED, T0 + 70 * SEC);
  fecho_store_record_opened (fixture.store, uuid_of ("a"), T0 + 75 * SEC, 0);
  wall_us = T0 + 100 * SEC;
  outages = get_outages (&fixture, 0, 100, 9);
  g_assert_cmpuint (outages->len, ==, 1);
  g_assert_cmpint (g_array_index (outages, FechoOutage, 0).from_us, ==, T0 + 10 * SEC);
  g_assert_cmpint (g_array_index (outages, FechoOutage, 0).to_us, ==, T0 + 75 * SEC);
  g_assert_cmpint (g_array_index (outages, FechoOutage, 0).down_us, ==, 15 * SEC);
  fixture_clear (&fixture);
}

/* What the spans of a lane say: from an open span to the next one, what is neither open nor
 * unwatched. */
static GArray *
find_outages (const FechoLane *lane)
{
  GArray *outages = g_array_new (FALSE, FALSE, sizeof (FechoOutage));
  FechoOutage outage = { NULL };

  for (guint i = 0; i <= lane->spans->len; i++)
    {
      const FechoSpan *span = i < lane->spans->len ? &g_array_index (lane->spans, FechoSpan, i)
                              : NULL;

      if (span == NULL || span->kind == FECHO_SPAN_OPEN)
        {
          if (outage.down_us > 0)
            g_array_append_val (outages, outage);
          outage = (FechoOutage) { NULL };
        }
      else if (span->kind != FECHO_SPAN_NOT_MONITORED)
        {
          if (outage.down_us == 0)
            outage.from_us = span->from_us;
          outage.to_us = span->to_us;
          outage.down_us += span->to_us - span->from_us;
        }
    }

  return outages;
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  gint64 a_us = ((const FechoOutage *)a)->from_us;
  gint64 b_us = ((const FechoOutage *)b)->from_us;

  return (a_us > b_us) - (a_us < b_us);
}

/* Connections and pauses of any length, which overlap where the clock has jumped, and any range. */
static void
test_outages_are_those_of_lanes (void)
{
  Fixture fixture;

  open_watching (&fixture, T0);
  for (guint i = 0; i < 60; i++)
    close_at (&fixture, T0 + g_test_rand_int_range (1, 2000) * SEC,
              g_test_rand_int_range (0, 40) * SEC);
  for (int at_s = 50; at_s < 1900; at_s += g_test_rand_int_range (60, 300))
    {
      set_state (&fixture, "a", FECHO_STATE_SESSION_PAUSED, T0 + at_s * SEC);
      at_s += g_test_rand_int_range (1, 100);
      set_state (&fixture, "a", FECHO_STATE_SESSION_RESUMED, T0 + at_s * SEC);
    }
  fixture_wait (&fixture, 60);
  wall_us = T0 + 2100 * SEC;
  for (guint i = 0; i < 25; i++)
    {
      int from_s = g_test_rand_int_range (0, 2000);
      int to_s = g_test_rand_int_range (from_s + 1, 2300);
      g_autoptr(GPtrArray) lanes = NULL;
      g_autoptr(GArray) expected = NULL;
      g_autoptr(GArray) outages = get_outages (&fixture, from_s, to_s, 1000);

      lanes = get_lanes (fixture.store, "a", T0 + from_s * SEC, T0 + to_s * SEC);
      expected = find_outages (lanes->pdata[0]);
      g_array_sort (outages, compare_starts);
      g_assert_cmpuint (outages->len, ==, expected->len);
      for (guint j = 0; j < expected->len; j++)
        {
          const FechoOutage *outage = &g_array_index (outages, FechoOutage, j);
          const FechoOutage *other = &g_array_index (expected, FechoOutage, j);

          g_assert_cmpint (outage->from_us, ==, other->from_us);
          g_assert_cmpint (outage->to_us, ==, other->to_us);
          g_assert_cmpint (outage->down_us, ==, other->down_us);
        }
    }
  fixture_clear (&fixture);
}

/* -- changes of state */

static GArray *
get_states (Fixture    *fixture,
            const char *name,
            int         from_s,
            int         to_s)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GArray *states;

  mark (fixture->store, 1, FALSE); /* as above */
  fecho_store_states_async (fixture->store, name != NULL ? uuid_of (name) : NULL, T0 + from_s * SEC,
                            T0 + to_s * SEC, NULL, result_cb, &result);
  states = fecho_store_states_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return states;
}

static void
test_states (void)
{
  Fixture fixture;
  g_autoptr(GArray) states = NULL;
  const FechoStateChange *changes;

  open_watching (&fixture, T0);
  fecho_store_record_state (fixture.store, NULL, FECHO_STATE_NETWORK, T0 + SEC, "online");
  fecho_store_record_state (fixture.store, NULL, FECHO_STATE_NETWORK, T0 + 2 * SEC, "offline");
  set_state (&fixture, NULL, FECHO_STATE_SUSPENDED, T0 + 3 * SEC);
  set_state (&fixture, NULL, FECHO_STATE_RESUMED, T0 + 12 * SEC);
  set_state (&fixture, NULL, FECHO_STATE_SUSPENDED, T0 + 20 * SEC);
  states = get_states (&fixture, NULL, 10, 20);
  changes = (const FechoStateChange *)(gpointer)states->data;
  g_assert_cmpuint (states->len, ==, 3);
  g_assert_cmpint (changes[0].kind, ==, FECHO_STATE_NETWORK);
  g_assert_cmpstr (changes[0].detail, ==, "offline");
  g_assert_null (changes[0].session_id);
  g_assert_cmpint (changes[1].kind, ==, FECHO_STATE_SUSPENDED);
  g_assert_cmpint (changes[2].kind, ==, FECHO_STATE_RESUMED);
  g_assert_cmpint (changes[2].at_us, ==, T0 + 12 * SEC);
  fixture_clear (&fixture);
}

static void
test_states_of_session (void)
{
  Fixture fixture;
  g_autoptr(GArray) states = NULL;
  g_autoptr(GArray) none = NULL;

  open_watching (&fixture, T0);
  set_state (&fixture, "a", FECHO_STATE_SESSION_PAUSED, T0 + SEC);
  states = get_states (&fixture, "a", 0, 10);
  none = get_states (&fixture, "f", 0, 10);
  g_assert_cmpuint (states->len, ==, 2);
  g_assert_cmpstr (g_array_index (states, FechoStateChange, 1).session_id, ==, uuid_of ("a"));
  g_assert_cmpuint (none->len, ==, 0);
  fixture_clear (&fixture);
}

/* -- the same times summed */

static void
assert_times (Fixture *fixture,
              int      from_s,
              int      to_s,
              int      open_s,
              int      monitored_s)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(FechoSummary) summary = NULL;

  filter->since_us = T0 + from_s * SEC;
  filter->until_us = T0 + to_s * SEC;
  mark (fixture->store, 1, FALSE); /* as above */
  summary = get_summary (fixture->store, filter);
  g_assert_cmpint (summary->open_us / SEC, ==, open_s);
  g_assert_cmpint (summary->monitored_us / SEC, ==, monitored_s);
}

static void
test_times (void)
{
  Fixture fixture;

  open_watching (&fixture, T0);
  close_at (&fixture, T0 + 30 * SEC, 20 * SEC);
  close_at (&fixture, T0 + 90 * SEC, 40 * SEC);
  fecho_store_record_opened (fixture.store, uuid_of ("a"), T0 + 95 * SEC, 0);
  wall_us = T0 + 100 * SEC;
  assert_times (&fixture, 20, 60, 10 + 10, 40);
  assert_times (&fixture, 0, 1000, 20 + 40 + 5, 100);
  fixture_clear (&fixture);
}

static void
test_times_of_sessions (void)
{
  Fixture fixture;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(FechoSummary) summary = NULL;

  open_watching (&fixture, T0);
  close_at (&fixture, T0 + 30 * SEC, 20 * SEC);
  fixture_wait (&fixture, 1);
  wall_us = T0 + 100 * SEC;
  filter->sessions = fecho_id_list_new ((const char *[]) { uuid_of ("b"), NULL });
  summary = get_summary (fixture.store, filter);
  g_assert_cmpint (summary->open_us, ==, 0);
  g_assert_cmpint (summary->monitored_us, ==, 0);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  fecho_clock_replace (&test_clock);
  g_test_add_func ("/store/lanes/closes", test_closes);
  g_test_add_func ("/store/lanes/closed-later", test_closed_later);
  g_test_add_func ("/store/lanes/open-now", test_open_now);
  g_test_add_func ("/store/lanes/before-and-after-watching", test_before_and_after_watching);
  g_test_add_func ("/store/lanes/paused", test_paused);
  g_test_add_func ("/store/lanes/asleep", test_asleep);
  g_test_add_func ("/store/lanes/never-watched", test_never_watched);
  g_test_add_func ("/store/lanes/unknown-session", test_unknown_session);
  g_test_add_func ("/store/lanes/order", test_order);
  g_test_add_func ("/store/lanes/marker-kinds", test_marker_kinds);
  g_test_add_func ("/store/lanes/outages", test_outages);
  g_test_add_func ("/store/lanes/outage-with-pause", test_outage_with_pause);
  g_test_add_func ("/store/lanes/outages-are-those-of-lanes", test_outages_are_those_of_lanes);
  g_test_add_func ("/store/lanes/states", test_states);
  g_test_add_func ("/store/lanes/states-of-session", test_states_of_session);
  g_test_add_func ("/store/lanes/times", test_times);
  g_test_add_func ("/store/lanes/times-of-sessions", test_times_of_sessions);
  status = g_test_run ();
  fecho_clock_replace (NULL);

  return status;
}
