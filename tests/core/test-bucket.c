/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-bucket.h"

#include <string.h>

#define SECOND ((gint64)G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define ALL_CLASSES (~0u)

/* 2026-11-24 16:40:03 UTC */
#define NOON_US ((gint64)1795538403 * SECOND)

/* 2026-10-24 22:00 UTC: midnight before the 25-hour day of Berlin. */
#define LONG_DAY_US ((gint64)1792879200 * SECOND)

static void
set_zone (const char *zone)
{
  g_setenv ("TZ", zone, TRUE);
}

static void
test_step (void)
{
  static const struct
  {
    gint64 length_us;
    gint64 step_us;
  } cases[] = {
    { SECOND, SECOND }, { 96 * SECOND, SECOND }, { 97 * SECOND, 5 * SECOND },
    { 15 * MINUTE, 15 * SECOND }, { HOUR, MINUTE }, { 6 * HOUR, 5 * MINUTE },
    { 24 * HOUR, 15 * MINUTE }, { 7 * DAY, 3 * HOUR }, { 30 * DAY, DAY }, { 96 * DAY, DAY },
    { 97 * DAY, 7 * DAY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (fecho_buckets_get_step_us (NOON_US, NOON_US + cases[i].length_us, 96), ==,
                     cases[i].step_us);
}

static void
test_aligned_to_the_local_clock (void)
{
  g_autoptr(FechoBuckets) buckets = NULL;

  set_zone ("Asia/Kolkata");
  buckets = fecho_buckets_new (NOON_US, NOON_US + 4 * DAY, 96);

  g_assert_cmpint (buckets->step_us, ==, HOUR);
  /* Half past in UTC is the full hour there. */
  g_assert_cmpint (buckets->edges[0] % HOUR, ==, 30 * MINUTE);
  set_zone ("UTC");
}

static void
test_days_of_a_change_of_clock (void)
{
  g_autoptr(FechoBuckets) buckets = NULL;

  set_zone ("Europe/Berlin");
  buckets = fecho_buckets_new (LONG_DAY_US - DAY + HOUR, LONG_DAY_US + 20 * DAY, 30);

  g_assert_cmpint (buckets->step_us, ==, DAY);
  g_assert_cmpint (buckets->edges[0], ==, LONG_DAY_US - DAY);
  g_assert_cmpint (buckets->edges[1], ==, LONG_DAY_US);
  g_assert_cmpint (buckets->edges[2] - buckets->edges[1], ==, 25 * HOUR);
  g_assert_cmpint (buckets->edges[3] - buckets->edges[2], ==, DAY);
  set_zone ("UTC");
}

static void
test_starts_on_a_day_of_a_change_of_clock (void)
{
  g_autoptr(FechoBuckets) buckets = NULL;

  set_zone ("Europe/Berlin");
  buckets = fecho_buckets_new (LONG_DAY_US + 20 * HOUR, LONG_DAY_US + 20 * DAY, 30);

  g_assert_cmpint (buckets->edges[0], ==, LONG_DAY_US);
  set_zone ("UTC");
}

static void
test_outside (void)
{
  g_autoptr(FechoBuckets) buckets = fecho_buckets_new (NOON_US, NOON_US + HOUR, 96);

  g_assert_false (fecho_buckets_add (buckets, buckets->edges[0] - 1, FECHO_CLOSE_CLASS_NORMAL));
  g_assert_false (fecho_buckets_add (buckets, buckets->edges[buckets->n_buckets],
                                     FECHO_CLOSE_CLASS_NORMAL));
  g_assert_cmpuint (fecho_buckets_get_total (buckets, 0, ALL_CLASSES), ==, 0);
}

static void
test_total_of_classes (void)
{
  g_autoptr(FechoBuckets) buckets = fecho_buckets_new (NOON_US, NOON_US + HOUR, 96);

  fecho_buckets_add (buckets, NOON_US, FECHO_CLOSE_CLASS_NORMAL);
  fecho_buckets_add (buckets, NOON_US, FECHO_CLOSE_CLASS_ABNORMAL);
  fecho_buckets_add (buckets, NOON_US, FECHO_CLOSE_CLASS_ABNORMAL);

  g_assert_cmpuint (fecho_buckets_get_count (buckets, 0, FECHO_CLOSE_CLASS_ABNORMAL), ==, 2);
  g_assert_cmpuint (fecho_buckets_get_total (buckets, 0, ALL_CLASSES), ==, 3);
  g_assert_cmpuint (fecho_buckets_get_total (buckets, 0, 1u << FECHO_CLOSE_CLASS_NORMAL), ==, 1);
}

static FechoDictionary *
make_dictionary (void)
{
  const char *json =
    "{ \"format\": 1, \"id\": \"own\", \"name\": \"Own\", \"source\": \"a test\","
    "  \"hosts\": [], \"subprotocols\": [], \"codes\": ["
    "{ \"code\": 4001, \"class\": \"policy\", \"name\": \"Signed out\", \"meaning\": \"So.\" }] }";
  g_autoptr(GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr(GError) error = NULL;
  FechoDictionary *dictionary = fecho_dictionary_new_from_bytes (bytes, "own.json", &error);

  g_assert_no_error (error);

  return dictionary;
}

static void
test_classify (void)
{
  g_autoptr(FechoBuckets) buckets = fecho_buckets_new (NOON_US, NOON_US + HOUR, 96);
  g_autoptr(FechoDictionary) dictionary = make_dictionary ();
  g_autoptr(GHashTable) agreed = fecho_code_agreement_new ();

  fecho_code_agreement_add (agreed, 4001, dictionary);
  g_assert_true (fecho_buckets_add_code (buckets, NOON_US, 4001, 2));
  g_assert_true (fecho_buckets_add_code (buckets, NOON_US, 4001, 3));
  g_assert_true (fecho_buckets_add_code (buckets, buckets->edges[7], 4001, 1));
  g_assert_true (fecho_buckets_add_code (buckets, NOON_US, 4002, 7));
  g_assert_true (fecho_buckets_add_code (buckets, NOON_US, 1006, 1));
  g_assert_false (fecho_buckets_add_code (buckets, buckets->edges[0] - 1, 4001, 1));
  g_assert_cmpuint (fecho_buckets_get_count (buckets, 0, FECHO_CLOSE_CLASS_APPLICATION), ==, 12);

  fecho_buckets_classify (buckets, agreed);
  g_assert_cmpuint (fecho_buckets_get_count (buckets, 0, FECHO_CLOSE_CLASS_POLICY), ==, 5);
  g_assert_cmpuint (fecho_buckets_get_count (buckets, 7, FECHO_CLOSE_CLASS_POLICY), ==, 1);
  g_assert_cmpuint (fecho_buckets_get_count (buckets, 0, FECHO_CLOSE_CLASS_APPLICATION), ==, 7);
  g_assert_cmpuint (fecho_buckets_get_count (buckets, 0, FECHO_CLOSE_CLASS_ABNORMAL), ==, 1);

  /* There is nothing left to do. */
  fecho_buckets_classify (buckets, agreed);
  g_assert_cmpuint (fecho_buckets_get_count (buckets, 0, FECHO_CLOSE_CLASS_POLICY), ==, 5);
}

static void
test_peak (void)
{
  g_autoptr(FechoBuckets) buckets = fecho_buckets_new (NOON_US, NOON_US + HOUR, 96);

  g_assert_cmpuint (fecho_buckets_find_peak (buckets, ALL_CLASSES), ==, 0);

  fecho_buckets_add (buckets, NOON_US, FECHO_CLOSE_CLASS_NORMAL);
  fecho_buckets_add (buckets, buckets->edges[7], FECHO_CLOSE_CLASS_ABNORMAL);
  fecho_buckets_add (buckets, buckets->edges[7], FECHO_CLOSE_CLASS_SERVER);

  g_assert_cmpuint (fecho_buckets_find_peak (buckets, ALL_CLASSES), ==, 7);
}

static void
assert_edges (const FechoBuckets *buckets,
              gint64              from_us,
              gint64              to_us)
{
  g_assert_cmpint (buckets->edges[0], <=, from_us);
  g_assert_cmpint (buckets->edges[1], >, from_us);
  g_assert_cmpint (buckets->edges[buckets->n_buckets - 1], <, to_us);
  g_assert_cmpint (buckets->edges[buckets->n_buckets], >=, to_us);
  for (guint i = 0; i < buckets->n_buckets; i++)
    g_assert_cmpint (buckets->edges[i + 1], >, buckets->edges[i]);
}

static void
assert_in_its_bucket (FechoBuckets *buckets,
                      gint64        at_us)
{
  for (guint i = 0; i < buckets->n_buckets; i++)
    {
      guint before = fecho_buckets_get_total (buckets, i, ALL_CLASSES);
      gboolean here = at_us >= buckets->edges[i] && at_us < buckets->edges[i + 1];

      if (here)
        g_assert_true (fecho_buckets_add (buckets, at_us, FECHO_CLOSE_CLASS_LIBRARY));
      g_assert_cmpuint (fecho_buckets_get_total (buckets, i, ALL_CLASSES), ==, before + here);
    }
}

/* The seed of a failure stands at the head of the test's output; --seed repeats it. */
static void
test_property (void)
{
  static const char *const zones[] = {
    "UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu",
  };

  for (guint i = 0; i < 200; i++)
    {
      gint64 from_us = (gint64)(g_test_rand_double () * 1.8e15);
      gint64 length_us = (gint64)g_test_rand_double_range (1e6, 1e14);
      guint max_buckets = g_test_rand_int_range (20, 100);
      g_autoptr(FechoBuckets) buckets = NULL;

      set_zone (zones[i % G_N_ELEMENTS (zones)]);
      buckets = fecho_buckets_new (from_us, from_us + length_us, max_buckets);

      /* One more by alignment, one more by a clock that was set. */
      g_assert_cmpuint (buckets->n_buckets, <=, max_buckets + 2);
      assert_edges (buckets, from_us, from_us + length_us);
      for (guint j = 0; j < 5; j++)
        assert_in_its_bucket (buckets, from_us + (gint64)(g_test_rand_double () * length_us));
    }
  set_zone ("UTC");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/bucket/step", test_step);
  g_test_add_func ("/core/bucket/local-clock", test_aligned_to_the_local_clock);
  g_test_add_func ("/core/bucket/long-day", test_days_of_a_change_of_clock);
  g_test_add_func ("/core/bucket/starts-on-a-long-day", test_starts_on_a_day_of_a_change_of_clock);
  g_test_add_func ("/core/bucket/outside", test_outside);
  g_test_add_func ("/core/bucket/classes", test_total_of_classes);
  g_test_add_func ("/core/bucket/peak", test_peak);
  g_test_add_func ("/core/bucket/classify", test_classify);
  g_test_add_func ("/core/bucket/property", test_property);

  return g_test_run ();
}
