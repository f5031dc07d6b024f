/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dialer.h"

#include "fecho-net-fixture.h"

#define N_MANY 100

typedef struct
{
  FechoDialerTicket ticket;
  GString *log;
  char name;
} Caller;

static void
start_cb (gpointer data)
{
  Caller *caller = data;

  g_string_append_c (caller->log, caller->name);
}

static void
join (FechoDialer *dialer,
      Caller      *caller,
      const char  *host,
      char         name,
      GString     *log)
{
  *caller = (Caller){ .log = log, .name = name };
  fecho_dialer_join (dialer, &caller->ticket, host, start_cb, caller);
}

static void
leave_all (FechoDialer *dialer,
           Caller      *callers,
           guint        n_callers)
{
  for (guint i = 0; i < n_callers; i++)
    fecho_dialer_leave (dialer, &callers[i].ticket);
}

static guint
count (const GString *log,
       char           name)
{
  guint n = 0;

  for (gsize i = 0; i < log->len; i++)
    n += log->str[i] == name;

  return n;
}

static void
test_at_once (void)
{
  g_autoptr(FechoDialer) dialer = fecho_dialer_new ();
  g_autoptr(GString) log = g_string_new (NULL);
  Caller caller;

  join (dialer, &caller, "a", 'a', log);

  g_assert_cmpstr (log->str, ==, "a");
  leave_all (dialer, &caller, 1);
}

static void
test_per_host (void)
{
  g_autoptr(FechoDialer) dialer = fecho_dialer_new ();
  g_autoptr(GString) log = g_string_new (NULL);
  Caller many[N_MANY];
  Caller other;

  for (guint i = 0; i < N_MANY; i++)
    join (dialer, &many[i], "a", 'a', log);
  g_assert_cmpuint (log->len, ==, FECHO_DIALER_MAX_PER_HOST);
  join (dialer, &other, "b", 'b', log);

  g_assert_cmpuint (count (log, 'b'), ==, 1);
  leave_all (dialer, many, N_MANY);
  g_assert_cmpuint (count (log, 'a'), ==, N_MANY);
  leave_all (dialer, &other, 1);
}

static void
test_in_all (void)
{
  g_autoptr(FechoDialer) dialer = fecho_dialer_new ();
  g_autoptr(GString) log = g_string_new (NULL);
  Caller many[N_MANY];

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *host = g_strdup_printf ("host-%u", i);

      join (dialer, &many[i], host, 'x', log);
    }

  g_assert_cmpuint (log->len, ==, FECHO_DIALER_MAX_IN_FLIGHT);
  fecho_dialer_leave (dialer, &many[0].ticket);
  g_assert_cmpuint (log->len, ==, FECHO_DIALER_MAX_IN_FLIGHT + 1);
  leave_all (dialer, many, N_MANY);
}

/* A short queue is not behind a long one. */
static void
test_hosts_take_turns (void)
{
  g_autoptr(FechoDialer) dialer = fecho_dialer_new ();
  g_autoptr(GString) log = g_string_new (NULL);
  Caller full[FECHO_DIALER_MAX_IN_FLIGHT];
  Caller many[N_MANY];
  Caller few[2];

  for (guint i = 0; i < G_N_ELEMENTS (full); i++)
    join (dialer, &full[i], i % 2 == 0 ? "x" : "y", 'x', log);
  for (guint i = 0; i < N_MANY; i++)
    join (dialer, &many[i], "many", 'm', log);
  for (guint i = 0; i < 2; i++)
    join (dialer, &few[i], "few", 'f', log);
  g_string_truncate (log, 0);
  for (guint i = 0; i < 5; i++)
    fecho_dialer_leave (dialer, &full[i].ticket);

  g_assert_cmpstr (log->str, ==, "mfmfm");
  leave_all (dialer, full, G_N_ELEMENTS (full));
  leave_all (dialer, many, N_MANY);
  leave_all (dialer, few, 2);
}

static void
test_first_come_first_served (void)
{
  g_autoptr(FechoDialer) dialer = fecho_dialer_new ();
  g_autoptr(GString) log = g_string_new (NULL);
  Caller full[FECHO_DIALER_MAX_PER_HOST];
  Caller next[3];

  for (guint i = 0; i < G_N_ELEMENTS (full); i++)
    join (dialer, &full[i], "a", 'x', log);
  for (guint i = 0; i < 3; i++)
    join (dialer, &next[i], "a", (char)('1' + i), log);
  g_string_truncate (log, 0);
  leave_all (dialer, full, G_N_ELEMENTS (full));

  g_assert_cmpstr (log->str, ==, "123");
  leave_all (dialer, next, 3);
}

static void
test_leave_while_waiting (void)
{
  g_autoptr(FechoDialer) dialer = fecho_dialer_new ();
  g_autoptr(GString) log = g_string_new (NULL);
  Caller full[FECHO_DIALER_MAX_PER_HOST];
  Caller next[2];

  for (guint i = 0; i < G_N_ELEMENTS (full); i++)
    join (dialer, &full[i], "a", 'x', log);
  for (guint i = 0; i < 2; i++)
    join (dialer, &next[i], "a", (char)('1' + i), log);
  g_string_truncate (log, 0);
  fecho_dialer_leave (dialer, &next[0].ticket);
  fecho_dialer_leave (dialer, &next[0].ticket);
  leave_all (dialer, full, G_N_ELEMENTS (full));

  g_assert_cmpstr (log->str, ==, "2");
  leave_all (dialer, next, 2);
}

/* Connections of one engine to a server that does not answer do not hold up another server. */
static void
test_over_sockets (void)
{
  g_autoptr(FechoRudeServer) mute = fecho_rude_server_new ("read; hold");
  g_autoptr(FechoRudeServer) good = fecho_rude_server_new ("upgrade; close 1000; await-close");
  g_autoptr(NetFixture) fixture = net_fixture_new_for (good);
  g_autofree char *url = fecho_rude_server_dup_url (mute, "/");
  NetFixture *many[FECHO_DIALER_MAX_PER_HOST + 8];

  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    {
      many[i] = net_fixture_new_beside (fixture, url);
      net_fixture_connect (many[i]);
    }
  fecho_test_wait (fecho_rude_server_get_n_accepted (mute) == FECHO_DIALER_MAX_PER_HOST);
  net_fixture_connect (fixture);

  g_assert_cmpuint (net_fixture_wait_end (fixture)->code, ==, 1000);
  g_assert_cmpuint (fecho_rude_server_get_n_accepted (mute), ==, FECHO_DIALER_MAX_PER_HOST);
  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    net_fixture_close (many[i], 1000, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    {
      g_assert_cmpint (net_fixture_wait_end (many[i])->closed_by, ==, FECHO_CLOSED_BY_USER);
      net_fixture_free (many[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/dialer/at-once", test_at_once);
  g_test_add_func ("/net/dialer/per-host", test_per_host);
  g_test_add_func ("/net/dialer/in-all", test_in_all);
  g_test_add_func ("/net/dialer/hosts-take-turns", test_hosts_take_turns);
  g_test_add_func ("/net/dialer/first-come-first-served", test_first_come_first_served);
  g_test_add_func ("/net/dialer/leave-while-waiting", test_leave_while_waiting);
  g_test_add_func ("/net/dialer/over-sockets", test_over_sockets);

  return g_test_run ();
}
