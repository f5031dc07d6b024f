/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-judge.h"

#include "../store/store-fixture.h"
#include "fecho-clock.h"
#include "fecho-origin.h"

/* The judge over a real history, with a clock of our own; its own timers are never waited for. */

static gint64 wall_us;

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

static const FechoClock test_clock = {
  .wall_us = get_wall_us, .monotonic_us = get_monotonic_us, .boottime_us = get_monotonic_us,
};

typedef struct
{
  Fixture history;
  GListStore *sessions;
  FechoJudge *judge;
  guint n_judged;               /* "judged" */
} World;

static void
judged_cb (FechoJudge *judge,
           World      *world)
{
  world->n_judged++;
}

static void
world_start (World *world)
{
  fixture_open (&world->history, FECHO_STORE_WATCH);
  world->judge = fecho_judge_new (world->history.store, G_LIST_MODEL (world->sessions));
  g_signal_connect (world->judge, "judged", G_CALLBACK (judged_cb), world);
}

static void
world_init (World *world)
{
  static const char *const names[] = { "a", "b", "c", "d" };

  *world = (World){ 0 };
  wall_us = T0;
  fecho_clock_replace (&test_clock);
  fixture_init (&world->history);
  world->sessions = g_list_store_new (G_TYPE_OBJECT);
  world_start (world);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    add_session (world->history.store, names[i], i < 2 ? "ws://one:1/" : "ws://two:2/");
}

static gboolean
give_up_cb (gpointer data)
{
  g_error ("waited in vain");

  return G_SOURCE_REMOVE;
}

/* A pass that was cut short has the history until its thread has ended. */
static void
world_stop (World *world)
{
  const guint deadline = g_timeout_add_seconds (60, give_up_cb, NULL);

  g_assert_finalize_object (world->judge);
  while (G_OBJECT (world->history.store)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  fixture_close (&world->history);
}

static void
world_clear (World *world)
{
  world_stop (world);
  assert_rollups_true (world->history.path);
  fixture_clear (&world->history);
  g_object_unref (world->sessions);
  fecho_clock_replace (NULL);
}

static gint64
count_judged (World *world)
{
  return ask (world->history.path, "SELECT count (*) FROM event_origin");
}

/* Until so many events have an origin. */
static void
wait_for_judged (World  *world,
                 gint64  n)
{
  const guint deadline = g_timeout_add_seconds (60, give_up_cb, NULL);

  while (count_judged (world) < n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static void
judge_all_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  fecho_judge_end_finish (FECHO_JUDGE (object), result);
  *(gboolean *)data = TRUE;
}

/* Ends the judge, which says the last word on all that this run saw. */
static void
end_judge (World *world)
{
  static gboolean ended;

  ended = FALSE;
  fecho_judge_end_async (world->judge, judge_all_cb, &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
}

static void
add_frame (World  *world,
           gint64  closed_at_us)
{
  FechoCloseRecord record = record_of ("a", closed_at_us);

  record.code = 1012;
  record.was_clean = TRUE;
  record.first_close = FECHO_FIRST_CLOSE_PEER;
  record.closed_by = FECHO_CLOSED_BY_SERVER;
  record_close (world->history.store, &record);
}

static void
add_drop (World      *world,
          const char *name,
          gint64      closed_at_us)
{
  FechoCloseRecord record = record_of (name, closed_at_us);

  record.life_us = 100 * SEC;
  record_close (world->history.store, &record);
}

static void
test_at_once (void)
{
  World world;
  g_autoptr(GPtrArray) events = NULL;

  world_init (&world);
  add_frame (&world, T0);
  fixture_wait (&world.history, 1);
  fecho_judge_look (world.judge);
  wait_for_judged (&world, 1);
  events = get_all (world.history.store);

  g_assert_cmpint (nth (events, 0)->origin, ==, FECHO_ORIGIN_SERVER);
  g_assert_cmpstr (nth (events, 0)->origin_evidence, ==, "close_frame");
  world_clear (&world);
}

/* Those of host "one" drop while those of "two" stay open, which only time tells. */
static void
test_settled (void)
{
  World world;
  g_autoptr(GPtrArray) events = NULL;

  world_init (&world);
  fecho_store_record_opened (world.history.store, uuid_of ("c"), T0 - 100 * SEC, 0);
  fecho_store_record_opened (world.history.store, uuid_of ("d"), T0 - 100 * SEC, 0);
  add_drop (&world, "a", T0);
  add_drop (&world, "b", T0 + SEC);
  add_frame (&world, T0 + 12 * SEC);
  fixture_wait (&world.history, 3);
  wall_us = T0 + 13 * SEC;
  fecho_judge_look (world.judge);
  wait_for_judged (&world, 1);
  g_assert_cmpint (ask (world.history.path, "SELECT event FROM event_origin"), ==, 3);

  wall_us = T0 + SEC + FECHO_ORIGIN_SETTLE_US;
  fecho_judge_look (world.judge);
  wait_for_judged (&world, 3);
  events = get_all (world.history.store);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (nth (events, i)->origin, ==, FECHO_ORIGIN_SERVER);
      g_assert_cmpstr (nth (events, i)->origin_evidence, ==, "at_host 2 2 2");
    }
  world_clear (&world);
}

/* What this computer did comes from the states of the history. */
static void
test_computer (void)
{
  World world;
  g_autoptr(GPtrArray) events = NULL;

  world_init (&world);
  fecho_store_record_state (world.history.store, NULL, FECHO_STATE_NETWORK, T0 - 50 * SEC,
                            "online");
  fecho_store_record_state (world.history.store, NULL, FECHO_STATE_NETWORK, T0 - SEC, "offline");
  add_drop (&world, "a", T0);
  fixture_wait (&world.history, 1);
  fecho_judge_look (world.judge);
  wait_for_judged (&world, 1);
  events = get_all (world.history.store);

  g_assert_cmpint (nth (events, 0)->origin, ==, FECHO_ORIGIN_THIS_COMPUTER);
  g_assert_cmpstr (nth (events, 0)->origin_evidence, ==, "offline");
  world_clear (&world);
}

/* Another computer was not offline when this one was. */
static void
test_import_is_apart (void)
{
  World world;
  FechoCloseRecord record = record_of ("a", T0 + SEC);
  g_autoptr(GPtrArray) imported = NULL;
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world);
  fecho_store_record_state (world.history.store, NULL, FECHO_STATE_NETWORK, T0 - 50 * SEC,
                            "online");
  fecho_store_record_state (world.history.store, NULL, FECHO_STATE_NETWORK, T0 - SEC, "offline");
  add_drop (&world, "b", T0);
  fixture_wait (&world.history, 1);

  record.id = 17;
  record.run = "aaaaaaaa-1111-4222-8333-444444444444";
  record.url = "ws://one:1/";
  record.life_us = 100 * SEC;
  imported = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
  g_ptr_array_add (imported, fecho_close_event_new (&record, NULL));
  fecho_store_import_async (world.history.store, imported, NULL, result_cb, &result);
  g_assert_cmpint (fecho_store_import_finish (world.history.store, wait_for_result (&result),
                                              &error), ==, 1);
  g_assert_no_error (error);
  g_clear_object (&result);

  wall_us = T0 + 3600 * SEC;
  fecho_judge_look (world.judge);
  wait_for_judged (&world, 2);
  events = get_all (world.history.store);
  g_assert_cmpint (nth (events, 1)->origin, ==, FECHO_ORIGIN_UNKNOWN);
  g_assert_null (nth (events, 1)->origin_evidence);
  g_assert_cmpint (nth (events, 0)->origin, ==, FECHO_ORIGIN_THIS_COMPUTER);
  world_clear (&world);
}

/* What a run left is judged by the next one, from what is in the file. */
static void
test_at_start (void)
{
  World world;

  world_init (&world);
  add_drop (&world, "a", T0);
  add_drop (&world, "b", T0 + SEC);
  fixture_wait (&world.history, 2);
  world_stop (&world);
  g_assert_cmpint (count_judged (&world), ==, 0);

  wall_us = T0 + 3600 * SEC;
  world_start (&world);
  fecho_judge_look (world.judge);
  wait_for_judged (&world, 2);
  g_assert_cmpint (ask (world.history.path, "SELECT count (*) FROM event_origin AS o"
                                            " JOIN text AS t ON t.id = o.rule"
                                            " WHERE t.value = 'none'"), ==, 2);
  world_clear (&world);
}

/* At the end nothing is left open. */
static void
test_at_end (void)
{
  World world;

  world_init (&world);
  add_drop (&world, "a", T0);
  add_frame (&world, T0 + SEC);
  end_judge (&world);

  g_assert_cmpint (count_judged (&world), ==, 2);
  world_clear (&world);
}

/* An import brings events whose numbers rise while their times fall. */
static void
test_import (void)
{
  const guint n = 250;
  World world;

  world_init (&world);
  for (guint i = 0; i < n; i++)
    add_drop (&world, "a", T0 - i * 3600 * SEC);
  fixture_wait (&world.history, n);
  world_stop (&world);
  wall_us = T0 + 3600 * SEC;
  world_start (&world);
  fecho_judge_look (world.judge);
  wait_for_judged (&world, n);
  world_clear (&world);
}

/* A judge that has nothing to say writes nothing, and wakes nobody. */
static void
test_quiet (void)
{
  World world;

  world_init (&world);
  add_frame (&world, T0);
  fixture_wait (&world.history, 1);
  fecho_judge_look (world.judge);
  wait_for_judged (&world, 1);
  end_judge (&world);

  g_assert_cmpuint (world.n_judged, ==, 1);
  world_clear (&world);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/monitor/judge/at-once", test_at_once);
  g_test_add_func ("/monitor/judge/settled", test_settled);
  g_test_add_func ("/monitor/judge/computer", test_computer);
  g_test_add_func ("/monitor/judge/at-start", test_at_start);
  g_test_add_func ("/monitor/judge/at-end", test_at_end);
  g_test_add_func ("/monitor/judge/import", test_import);
  g_test_add_func ("/monitor/judge/import-is-apart", test_import_is_apart);
  g_test_add_func ("/monitor/judge/quiet", test_quiet);

  return g_test_run ();
}
