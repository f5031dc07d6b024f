/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-witness.h"

#include <gio/gio.h>

#include "fecho-clock.h"

#define SECOND ((gint64)G_USEC_PER_SEC)

/* The three clocks, in seconds. */
static gint64 wall_s;
static gint64 monotonic_s;
static gint64 boot_s;

static gint64
read_clock (gpointer data)
{
  return *(gint64 *)data * SECOND;
}

static gint64
read_wall (gpointer data)
{
  return read_clock (&wall_s);
}

static gint64
read_monotonic (gpointer data)
{
  return read_clock (&monotonic_s);
}

static gint64
read_boot (gpointer data)
{
  return read_clock (&boot_s);
}

static const FechoClock test_clock = { read_wall, read_monotonic, read_boot, NULL };

static void
pass (gint64 seconds)
{
  wall_s += seconds;
  monotonic_s += seconds;
  boot_s += seconds;
}

static void
start_clocks (void)
{
  wall_s = 1700000000;
  monotonic_s = 100;
  boot_s = 100;
}

/* Opened after two seconds, and ten seconds old. */
static void
live (FechoWitness *witness)
{
  start_clocks ();
  fecho_witness_init (witness);
  fecho_witness_start (witness);
  pass (2);
  witness->seen.opened = TRUE;
  witness->seen.stage = FECHO_STAGE_OPEN;
  witness->opened_us = fecho_clock_monotonic_us ();
  pass (10);
}

static FechoCloseEvent *
testify (FechoWitness *witness)
{
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new ("ws://example.org/", NULL);
  FechoCloseEvent *event = fecho_witness_testify (witness, endpoint, 3);

  fecho_witness_clear (witness);

  return event;
}

static void
test_times (void)
{
  FechoWitness witness;
  g_autoptr(FechoCloseEvent) event = NULL;
  const FechoCloseRecord *record;

  live (&witness);
  witness.last_message_at_us = fecho_clock_monotonic_us () - SECOND;
  event = testify (&witness);
  record = fecho_close_event_get_record (event);

  g_assert_cmpint (record->closed_at_us, ==, wall_s * SECOND);
  g_assert_cmpint (record->handshake_us, ==, 2 * SECOND);
  g_assert_cmpint (record->life_us, ==, 10 * SECOND);
  g_assert_cmpint (record->last_message_us, ==, SECOND);
  g_assert_cmpint (record->last_pong_us, ==, FECHO_UNKNOWN);
  g_assert_cmpuint (record->attempt, ==, 3);
  g_assert_false (record->clock_jumped);
}

static void
test_slept (void)
{
  FechoWitness witness;
  g_autoptr(FechoCloseEvent) event = NULL;
  const FechoCloseRecord *record;

  live (&witness);
  wall_s += 3600;
  boot_s += 3600;
  event = testify (&witness);
  record = fecho_close_event_get_record (event);

  g_assert_true (record->clock_jumped);
  g_assert_cmpint (record->life_us, ==, 10 * SECOND);
  g_assert_cmpint (record->cause, ==, FECHO_CAUSE_SUSPEND_RESUME);
}

/* data: by how many seconds. */
static void
test_clock_set (gconstpointer data)
{
  FechoWitness witness;
  g_autoptr(FechoCloseEvent) event = NULL;
  const FechoCloseRecord *record;

  live (&witness);
  wall_s += GPOINTER_TO_INT (data);
  event = testify (&witness);
  record = fecho_close_event_get_record (event);

  g_assert_true (record->clock_jumped);
  g_assert_cmpint (record->life_us, ==, 10 * SECOND);
  g_assert_cmpint (record->cause, !=, FECHO_CAUSE_SUSPEND_RESUME);
}

/* Addresses are tried side by side, and an attempt may be made again: first begin, first end. */
static void
test_phases (void)
{
  FechoWitness witness;

  start_clocks ();
  fecho_witness_init (&witness);
  fecho_witness_start (&witness);
  g_assert_true (fecho_witness_enter (&witness, FECHO_STAGE_DNS));
  pass (1);
  fecho_witness_leave (&witness, FECHO_STAGE_DNS);
  g_assert_true (fecho_witness_enter (&witness, FECHO_STAGE_TCP));
  pass (1);
  g_assert_false (fecho_witness_enter (&witness, FECHO_STAGE_TCP));
  pass (1);
  fecho_witness_leave (&witness, FECHO_STAGE_TCP);
  pass (5);
  fecho_witness_leave (&witness, FECHO_STAGE_TCP);
  g_assert_false (fecho_witness_enter (&witness, FECHO_STAGE_DNS));

  g_assert_cmpint (witness.phase_us[FECHO_STAGE_DNS], ==, SECOND);
  g_assert_cmpint (witness.phase_us[FECHO_STAGE_TCP], ==, 2 * SECOND);
  g_assert_cmpint (witness.phase_us[FECHO_STAGE_TLS], ==, FECHO_UNKNOWN);
  g_assert_cmpint (witness.seen.stage, ==, FECHO_STAGE_TCP);
  fecho_witness_clear (&witness);
}

static void
test_first_error_counts (void)
{
  FechoWitness witness;
  g_autoptr(GError) first = g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "first");
  g_autoptr(GError) second = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "second");
  g_autoptr(FechoCloseEvent) event = NULL;
  const FechoCloseRecord *record;

  live (&witness);
  fecho_witness_set_error (&witness, first);
  fecho_witness_set_error (&witness, second);
  event = testify (&witness);
  record = fecho_close_event_get_record (event);

  g_assert_cmpstr (record->error_message, ==, "first");
  g_assert_cmpstr (record->error_domain, ==, "g-io-error-quark");
  g_assert_cmpint (record->error_code, ==, G_IO_ERROR_TIMED_OUT);
}

/* Whatever came in, an end is recorded. */
static void
test_impossible_reason (void)
{
  FechoWitness witness;
  g_autoptr(FechoCloseEvent) event = NULL;

  live (&witness);
  witness.seen.peer_close_first = TRUE;
  witness.seen.peer_code = 1000;
  witness.peer_reason = g_strdup ("\xff");
  event = testify (&witness);

  g_assert_cmpuint (fecho_close_event_get_code (event), ==, 1006);
  g_assert_false (fecho_close_event_get_was_clean (event));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fecho_clock_replace (&test_clock);

  g_test_add_func ("/net/witness/times", test_times);
  g_test_add_func ("/net/witness/slept", test_slept);
  g_test_add_data_func ("/net/witness/clock-set/hour-back", GINT_TO_POINTER (-3600),
                        test_clock_set);
  g_test_add_data_func ("/net/witness/clock-set/ten-years-on", GINT_TO_POINTER (10 * 365 * 86400),
                        test_clock_set);
  g_test_add_func ("/net/witness/phases", test_phases);
  g_test_add_func ("/net/witness/first-error-counts", test_first_error_counts);
  g_test_add_func ("/net/witness/impossible-reason", test_impossible_reason);

  return g_test_run ();
}
