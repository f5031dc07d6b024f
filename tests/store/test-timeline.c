/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "fecho-clock.h"
#include "fecho-cluster.h"

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

static const char *const names[] = { "a", "b", "c", "d" };

static void
open_watching (Fixture *fixture)
{
  wall_us = T0;
  fixture_init (fixture);
  fixture_open (fixture, FECHO_STORE_WATCH);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    add_session (fixture->store, names[i], "ws://localhost:1/");
}

/* Of names between blanks. */
static char **
uuids_of (const char *list)
{
  char **uuids = g_strsplit (list, " ", -1);

  for (char **uuid = uuids; *uuid != NULL; uuid++)
    {
      g_autofree char *name = *uuid;

      *uuid = g_strdup (uuid_of (name));
    }

  return uuids;
}

/* names: between blanks; of the lanes and, where scope is not NULL, of the sums. */
static FechoTimelineAnswer *
ask_timeline (Fixture    *fixture,
              const char *lanes,
              const char *scope,
              gint64      from_us,
              gint64      to_us,
              gint64      cell_us)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_auto(GStrv) uuids = uuids_of (lanes);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  FechoTimelineAnswer *answer;

  filter->since_us = from_us;
  filter->until_us = to_us;
  filter->kinds = FECHO_KINDS_BOTH;
  if (scope != NULL)
    filter->sessions = fecho_id_list_new_take (uuids_of (scope));
  fecho_store_timeline_async (fixture->store, filter, (const char *const *)uuids, cell_us, 96, NULL,
                              result_cb, &result);
  answer = fecho_store_timeline_finish (fixture->store, wait_for_result (&result), &error);
  g_assert_no_error (error);

  return answer;
}

static guint
count_drawn (const FechoTimelineAnswer *answer,
             guint                     *ret_n_attempts,
             guint                     *ret_n_own)
{
  guint n_closes = 0;

  *ret_n_attempts = 0;
  *ret_n_own = 0;
  for (guint i = 0; i < answer->lanes->len; i++)
    {
      const GArray *markers = ((FechoLane *)answer->lanes->pdata[i])->markers;

      for (guint j = 0; j < markers->len; j++)
        {
          const FechoMarker *marker = &g_array_index (markers, FechoMarker, j);

          if (fecho_marker_is_attempt (marker))
            *ret_n_attempts += marker->n;
          else if (fecho_marker_is_close (marker))
            n_closes += marker->n;
          else
            *ret_n_own += marker->n;
        }
    }

  return n_closes;
}

static guint
count_buckets (const FechoBuckets *buckets)
{
  guint n_closes = 0;

  for (guint i = 0; i < buckets->n_buckets; i++)
    n_closes += fecho_buckets_get_total (buckets, i, (1u << FECHO_N_CLOSE_CLASSES) - 1);

  return n_closes;
}

static void
record_random (Fixture *fixture,
               guint    n_events)
{
  static const guint16 codes[] = { 1000, 1006, 1011, 1012, 4001 };

  for (guint i = 0; i < n_events; i++)
    {
      const char *name = names[g_test_rand_int_range (0, G_N_ELEMENTS (names))];
      gint64 at_us = T0 + (gint64)(g_test_rand_double () * 1000 * SEC);
      FechoCloseRecord close = record_of (name, at_us);
      FechoCloseRecord attempt = attempt_of (name, at_us);
      int kind = g_test_rand_int_range (0, 10);

      close.code = codes[g_test_rand_int_range (0, G_N_ELEMENTS (codes))];
      if (kind == 0)
        {
          close.code = 1000;
          close.closed_by = FECHO_CLOSED_BY_USER;
        }
      record_close (fixture->store, kind > 6 ? &attempt : &close);
    }
  fixture_wait (fixture, n_events);
}

/* Whatever range, cells and sessions are asked for: what the lanes draw is what the sums say. */
static void
test_sums (void)
{
  static const char *const scopes[] = { "a b c d", "a", "b d", "a c d" };
  Fixture fixture;

  open_watching (&fixture);
  record_random (&fixture, 600);
  wall_us = T0 + 1000 * SEC;
  for (guint i = 0; i < 60; i++)
    {
      const char *scope = scopes[i % G_N_ELEMENTS (scopes)];
      gint64 from_us = T0 + (gint64)(g_test_rand_double () * 900 * SEC);
      gint64 to_us = from_us + (gint64)(g_test_rand_double () * 500 * SEC) + 1;
      gint64 cell_us = i % 3 == 0 ? 0 : (gint64)(g_test_rand_double () * 50 * SEC) + 1;
      g_autoptr(FechoTimelineAnswer) answer = ask_timeline (&fixture, scope, scope, from_us, to_us,
                                                            cell_us);
      guint n_attempts;
      guint n_own;
      guint n_closes = count_drawn (answer, &n_attempts, &n_own);

      g_assert_cmpuint (n_closes, ==, answer->summary->n_closes);
      g_assert_cmpuint (n_closes, ==, count_buckets (answer->buckets));
      g_assert_cmpuint (n_own, ==, answer->summary->n_own);
      g_assert_cmpuint (n_attempts, ==, answer->summary->n_failed_attempts);
    }
  fixture_clear (&fixture);
}

/* Many sessions, of which a few are on the screen. */
static void
test_lanes_apart (void)
{
  Fixture fixture;
  g_autoptr(FechoTimelineAnswer) answer = NULL;

  open_watching (&fixture);
  record_random (&fixture, 200);
  wall_us = T0 + 1000 * SEC;
  answer = ask_timeline (&fixture, "c a", NULL, T0, T0 + 1000 * SEC, SEC);
  g_assert_cmpuint (answer->lanes->len, ==, 2);
  g_assert_cmpstr (((FechoLane *)answer->lanes->pdata[0])->session_id, ==, uuid_of ("c"));
  g_assert_cmpuint (answer->summary->n_closes + answer->summary->n_own +
                    answer->summary->n_failed_attempts, ==, 200);
  fixture_clear (&fixture);
}

/* -- this computer */

static void
record_drop (Fixture       *fixture,
             const char    *name,
             gint64         at_us,
             FechoClosedBy  closed_by)
{
  FechoCloseRecord record = record_of (name, at_us);

  record.closed_by = closed_by;
  record_close (fixture->store, &record);
}

static void
test_computer (void)
{
  Fixture fixture;
  g_autoptr(FechoTimelineAnswer) answer = NULL;
  const FechoComputerEvent *events;
  const FechoInterval *known;

  open_watching (&fixture);
  fecho_store_record_state (fixture.store, NULL, FECHO_STATE_NETWORK, T0 + 5 * SEC, "online wifi");
  fecho_store_record_state (fixture.store, NULL, FECHO_STATE_NETWORK, T0 + 100 * SEC,
                            "offline wifi");
  fecho_store_record_state (fixture.store, NULL, FECHO_STATE_NETWORK, T0 + 200 * SEC,
                            "online wifi");
  fecho_store_record_state (fixture.store, NULL, FECHO_STATE_SUSPENDED, T0 + 300 * SEC, NULL);
  fecho_store_record_state (fixture.store, NULL, FECHO_STATE_RESUMED, T0 + 400 * SEC, NULL);
  /* One session twice, one a little before; one too late, one asked for, one with a Close frame. */
  record_drop (&fixture, "a", T0 + 101 * SEC, FECHO_CLOSED_BY_NOBODY);
  record_drop (&fixture, "a", T0 + 110 * SEC, FECHO_CLOSED_BY_NOBODY);
  record_drop (&fixture, "b", T0 + 90 * SEC, FECHO_CLOSED_BY_FECHO);
  record_drop (&fixture, "c", T0 + 116 * SEC, FECHO_CLOSED_BY_NOBODY);
  record_drop (&fixture, "c", T0 + 102 * SEC, FECHO_CLOSED_BY_USER);
  record_drop (&fixture, "d", T0 + 103 * SEC, FECHO_CLOSED_BY_SERVER);
  /* After a sleep. */
  record_drop (&fixture, "d", T0 + 410 * SEC, FECHO_CLOSED_BY_NOBODY);
  fixture_wait (&fixture, 7);
  wall_us = T0 + 1000 * SEC;

  answer = ask_timeline (&fixture, "a", NULL, T0, T0 + 1000 * SEC, 0);
  g_assert_cmpuint (answer->computer_known->len, ==, 1);
  known = &g_array_index (answer->computer_known, FechoInterval, 0);
  g_assert_cmpint (known->from_us, ==, T0 + 5 * SEC);
  g_assert_cmpint (known->to_us, ==, G_MAXINT64);
  g_assert_cmpuint (answer->computer->len, ==, 2);
  events = (const FechoComputerEvent *)(gpointer)answer->computer->data;
  g_assert_cmpint (events[0].change.kind, ==, FECHO_COMPUTER_OFFLINE);
  g_assert_cmpint (events[0].link, ==, FECHO_LINK_WIFI);
  g_assert_cmpint (events[0].change.until_us, ==, T0 + 200 * SEC);
  g_assert_cmpuint (events[0].n_dropped, ==, 2);
  g_assert_cmpint (events[1].change.kind, ==, FECHO_COMPUTER_SUSPENDED);
  g_assert_cmpuint (events[1].n_dropped, ==, 1);

  /* Between two runs nothing was seen. */
  g_clear_pointer (&answer, fecho_timeline_answer_free);
  fixture_close (&fixture);
  wall_us = T0 + 2000 * SEC;
  fixture_open (&fixture, FECHO_STORE_WATCH);
  wall_us = T0 + 3000 * SEC;
  answer = ask_timeline (&fixture, "a", NULL, T0, T0 + 3000 * SEC, 0);
  g_assert_cmpuint (answer->computer_known->len, ==, 2);
  known = &g_array_index (answer->computer_known, FechoInterval, 0);
  g_assert_cmpint (known[0].to_us, ==, T0 + 1000 * SEC);
  g_assert_cmpint (known[1].from_us, ==, T0 + 2000 * SEC);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  fecho_clock_replace (&test_clock);
  g_test_add_func ("/store/timeline/sums", test_sums);
  g_test_add_func ("/store/timeline/lanes-apart", test_lanes_apart);
  g_test_add_func ("/store/timeline/computer", test_computer);
  status = g_test_run ();
  fecho_clock_replace (NULL);

  return status;
}
