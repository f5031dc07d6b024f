/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-stage-steps.h"

#include <locale.h>

static FechoCloseRecord
make_record (FechoStage stage)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.stage = stage;
  record.dns_us = 4 * G_TIME_SPAN_MILLISECOND;
  record.tcp_us = 31 * G_TIME_SPAN_MILLISECOND;

  return record;
}

static void
assert_step (GArray         *steps,
             guint           index,
             FechoStage      stage,
             FechoStepState  state,
             const char     *note)
{
  const FechoStageStep *step = &g_array_index (steps, FechoStageStep, index);

  g_assert_cmpuint (index, <, steps->len);
  g_assert_cmpint (step->stage, ==, stage);
  g_assert_cmpint (step->state, ==, state);
  g_assert_cmpstr (step->note, ==, note);
}

static void
test_open (void)
{
  FechoCloseRecord record = make_record (FECHO_STAGE_CLOSING);
  g_autoptr(GArray) steps = NULL;
  g_autofree char *spoken = NULL;

  record.tls_us = 44 * G_TIME_SPAN_MILLISECOND;
  record.http_us = 20 * G_TIME_SPAN_MILLISECOND;
  record.http_status = 101;
  record.life_us = 2 * G_TIME_SPAN_HOUR + 21 * G_TIME_SPAN_MINUTE;
  steps = fecho_stage_steps_new (&record);
  spoken = fecho_stage_steps_speak (steps);

  g_assert_cmpuint (steps->len, ==, 5);
  assert_step (steps, 0, FECHO_STAGE_DNS, FECHO_STEP_REACHED, "4\u00a0ms");
  assert_step (steps, 2, FECHO_STAGE_TLS, FECHO_STEP_REACHED, "44\u00a0ms");
  assert_step (steps, 3, FECHO_STAGE_HTTP, FECHO_STEP_REACHED, "101");
  assert_step (steps, 4, FECHO_STAGE_OPEN, FECHO_STEP_LAST, "2\u00a0h\u00a021\u00a0min");
  g_assert_cmpstr (spoken, ==, "Stage reached: Open. DNS 4\u00a0ms, TCP 31\u00a0ms, "
                               "TLS 44\u00a0ms, HTTP 101, Open 2\u00a0h\u00a021\u00a0min");
}

/* The stage in which it failed is the last; the address says that TLS was to come. */
static void
test_failed_attempt (void)
{
  FechoCloseRecord record = make_record (FECHO_STAGE_TCP);
  g_autoptr(GArray) steps = NULL;
  g_autofree char *spoken = NULL;

  record.url = "wss://example.com/";
  record.tcp_us = FECHO_UNKNOWN;
  steps = fecho_stage_steps_new (&record);
  spoken = fecho_stage_steps_speak (steps);

  g_assert_cmpuint (steps->len, ==, 5);
  assert_step (steps, 0, FECHO_STAGE_DNS, FECHO_STEP_REACHED, "4\u00a0ms");
  assert_step (steps, 1, FECHO_STAGE_TCP, FECHO_STEP_LAST, NULL);
  assert_step (steps, 2, FECHO_STAGE_TLS, FECHO_STEP_AHEAD, NULL);
  assert_step (steps, 4, FECHO_STAGE_OPEN, FECHO_STEP_AHEAD, NULL);
  g_assert_cmpstr (spoken, ==, "Stage reached: TCP. DNS 4\u00a0ms");
}

static void
test_plain_and_proxy (void)
{
  FechoCloseRecord record = make_record (FECHO_STAGE_PROXY);
  g_autoptr(GArray) steps = NULL;

  record.url = "ws://example.com/";
  steps = fecho_stage_steps_new (&record);

  g_assert_cmpuint (steps->len, ==, 5);
  assert_step (steps, 2, FECHO_STAGE_PROXY, FECHO_STEP_LAST, NULL);
  assert_step (steps, 3, FECHO_STAGE_HTTP, FECHO_STEP_AHEAD, NULL);
}

static void
test_nothing_known (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autoptr(GArray) steps = fecho_stage_steps_new (&record);
  g_autofree char *spoken = fecho_stage_steps_speak (steps);

  g_assert_cmpuint (steps->len, ==, 4);
  g_assert_cmpstr (spoken, ==, "Stage reached: DNS");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");

  g_test_add_func ("/ui/stage-steps/open", test_open);
  g_test_add_func ("/ui/stage-steps/failed-attempt", test_failed_attempt);
  g_test_add_func ("/ui/stage-steps/plain-and-proxy", test_plain_and_proxy);
  g_test_add_func ("/ui/stage-steps/nothing-known", test_nothing_known);

  return g_test_run ();
}
