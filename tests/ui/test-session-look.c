/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-look.h"

#include <gio/gio.h>

#define SECOND_US ((gint64)G_USEC_PER_SEC)
/* 2023-11-14 22:13:20 UTC, the zone of the tests. */
#define NOW_US (1700000000 * SECOND_US)

#define NBSP "\302\240"

static void
assert_line (const FechoSessionLook *look,
             const char             *expected,
             guint                   expected_seconds)
{
  guint seconds = G_MAXUINT;
  g_autofree char *line = fecho_session_look_line (look, NOW_US, &seconds);

  g_assert_cmpstr (line, ==, expected);
  g_assert_cmpuint (seconds, ==, expected_seconds);
}

static void
assert_spoken (const FechoSessionLook *look,
               const char             *expected)
{
  g_autofree char *spoken = fecho_session_look_spoken (look, "Vega", NOW_US);

  g_assert_cmpstr (spoken, ==, expected);
}

static void
test_open (void)
{
  FechoSessionLook look = { .state = FECHO_SESSION_OPEN, .last_code = 1006 };

  look.since_us = NOW_US;
  assert_line (&look, "Open for 1" NBSP "s", 1);
  look.since_us = NOW_US - 253 * SECOND_US;
  assert_line (&look, "Open for 4" NBSP "min" NBSP "13" NBSP "s", 1);
  look.since_us = NOW_US - (2 * 3600 + 13 * 60 + 20) * SECOND_US;
  assert_line (&look, "Open for 2" NBSP "h" NBSP "13" NBSP "min", 40);
  look.since_us = NOW_US - (50 * 3600 + 10) * SECOND_US;
  assert_line (&look, "Open for 2" NBSP "d" NBSP "2" NBSP "h", 3590);
}

static void
test_open_spoken (void)
{
  FechoSessionLook look = { .state = FECHO_SESSION_OPEN, .last_code = 1006 };

  look.since_us = NOW_US - 3600 * SECOND_US;
  assert_spoken (&look, "Vega, open since 21:13");
  look.since_us = NOW_US - 24 * 3600 * SECOND_US;
  assert_spoken (&look, "Vega, open since 13 Nov 22:13");
}

static void
test_connecting (void)
{
  FechoSessionLook look = {
    .state = FECHO_SESSION_CONNECTING, .stage = FECHO_STAGE_TLS, .last_code = FECHO_UNKNOWN,
  };

  assert_line (&look, "Connecting · TLS", 0);
  assert_spoken (&look, "Vega, connecting");
}

static void
test_waiting (void)
{
  FechoSessionLook look = { .state = FECHO_SESSION_WAITING, .last_code = 1006 };

  look.retry_at_us = NOW_US + 12 * SECOND_US;
  assert_line (&look, "Retrying in 12" NBSP "s · 1006", 1);
  assert_spoken (&look, "Vega, waiting: retrying in 12 seconds, last close 1006");
  look.retry_at_us = NOW_US + 1;
  assert_line (&look, "Retrying in 1" NBSP "s · 1006", 1);
  assert_spoken (&look, "Vega, waiting: retrying in 1 second, last close 1006");
  look.retry_at_us = NOW_US - 1;
  assert_line (&look, "Retrying now", 0);
}

static void
test_waiting_without_code (void)
{
  FechoSessionLook look = {
    .state = FECHO_SESSION_WAITING, .last_code = FECHO_UNKNOWN, .retry_at_us = NOW_US + SECOND_US,
  };

  assert_line (&look, "Retrying in 1" NBSP "s", 1);
  assert_spoken (&look, "Vega, waiting: retrying in 1 second");
}

static void
test_ended (void)
{
  FechoSessionLook look = { .state = FECHO_SESSION_STOPPED, .last_code = 4401 };

  assert_line (&look, "Stopped · 4401", 0);
  look.last_name = "Unauthorized";
  assert_line (&look, "Stopped · 4401 Unauthorized", 0);
  look.last_name = NULL;
  assert_spoken (&look, "Vega, stopped, last close 4401");
  look.lacks_secret = TRUE;
  assert_line (&look, "Stopped · a secret is missing", 0);
  assert_spoken (&look, "Vega, stopped, a secret is missing");
  look.state = FECHO_SESSION_CLOSED;
  look.last_code = 1000;
  assert_line (&look, "Closed · 1000", 0);
  assert_spoken (&look, "Vega, closed, last close 1000");
  look.last_code = FECHO_UNKNOWN;
  assert_line (&look, "Closed", 0);
}

static void
test_paused (void)
{
  FechoSessionLook look = { .state = FECHO_SESSION_PAUSED, .since_us = NOW_US - 60 * SECOND_US };

  assert_line (&look, "Paused since 22:12", 0);
  assert_spoken (&look, "Vega, paused since 22:12");
}

static void
test_no_network (void)
{
  FechoSessionLook look = { .state = FECHO_SESSION_NO_NETWORK };

  assert_line (&look, "Waiting for the network", 0);
  assert_spoken (&look, "Vega, waiting for the network");
}

static void
test_elsewhere (void)
{
  FechoSessionLook look = { .state = FECHO_SESSION_ELSEWHERE };

  assert_line (&look, "Watched by another Fecho", 0);
  assert_spoken (&look, "Vega, watched by another Fecho");
}

/* Shape and not colour alone: no two states that differ in colour share an icon. */
static void
test_icons (void)
{
  g_autoptr(GHashTable) icons = g_hash_table_new (g_str_hash, g_str_equal);

  for (FechoSessionState i = FECHO_SESSION_PAUSED; i <= FECHO_SESSION_ELSEWHERE; i++)
    g_assert_true (g_hash_table_add (icons, (gpointer)fecho_session_state_icon (i)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/session-look/open", test_open);
  g_test_add_func ("/ui/session-look/open-spoken", test_open_spoken);
  g_test_add_func ("/ui/session-look/connecting", test_connecting);
  g_test_add_func ("/ui/session-look/waiting", test_waiting);
  g_test_add_func ("/ui/session-look/waiting-without-code", test_waiting_without_code);
  g_test_add_func ("/ui/session-look/ended", test_ended);
  g_test_add_func ("/ui/session-look/paused", test_paused);
  g_test_add_func ("/ui/session-look/no-network", test_no_network);
  g_test_add_func ("/ui/session-look/elsewhere", test_elsewhere);
  g_test_add_func ("/ui/session-look/icons", test_icons);

  return g_test_run ();
}
