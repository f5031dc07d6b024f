/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-network-watch.h"

#include "fecho-clock.h"
#include "fecho-test-network.h"
#include "fecho-witness.h"

static gint64 now_us;

static gint64
read_now (gpointer data)
{
  return now_us;
}

static const FechoClock test_clock = { read_now, read_now, read_now, NULL };

static FechoTestNetwork *
make_network (gboolean is_available)
{
  now_us = 1000 * (gint64)G_USEC_PER_SEC;

  return fecho_test_network_new (is_available);
}

static void
test_lost_and_back (void)
{
  g_autoptr(FechoTestNetwork) network = make_network (TRUE);
  g_autoptr(FechoNetworkWatch) watch = fecho_network_watch_new (G_NETWORK_MONITOR (network));

  g_assert_false (fecho_network_watch_is_lost (watch));
  g_assert_cmpint (fecho_network_watch_get_changed_at_us (watch), ==, 0);
  fecho_test_network_set (network, FALSE);
  g_assert_true (fecho_network_watch_is_lost (watch));
  g_assert_cmpint (fecho_network_watch_get_changed_at_us (watch), ==, now_us);
  fecho_test_network_set (network, TRUE);
  g_assert_false (fecho_network_watch_is_lost (watch));
}

static void
test_never_there (void)
{
  g_autoptr(FechoTestNetwork) network = make_network (FALSE);
  g_autoptr(FechoNetworkWatch) watch = fecho_network_watch_new (G_NETWORK_MONITOR (network));

  fecho_test_network_set (network, FALSE);
  g_assert_false (fecho_network_watch_is_lost (watch));
}

/* An end, so long after a change of the network. */
typedef struct
{
  const char *url;
  gboolean is_available;
  int change_s;                 /* before the end; 0: none */
  FechoFault fault;
  int silent_s;                 /* since the last sign of life */
  gboolean down;
  gboolean changed;
} Row;

static const Row rows[] = {
  { "ws://example.org/", TRUE, 0, FECHO_FAULT_RESET, 0, FALSE, FALSE },
  { "ws://example.org/", TRUE, 4, FECHO_FAULT_RESET, 0, FALSE, TRUE },
  { "ws://example.org/", TRUE, 6, FECHO_FAULT_RESET, 600, FALSE, FALSE },
  { "ws://example.org/", TRUE, 20, FECHO_FAULT_TIMED_OUT, 30, FALSE, TRUE },
  { "ws://example.org/", TRUE, 20, FECHO_FAULT_TIMED_OUT, 10, FALSE, FALSE },
  { "ws://example.org/", FALSE, 4, FECHO_FAULT_RESET, 0, TRUE, TRUE },
  { "ws://example.org/", FALSE, 600, FECHO_FAULT_UNREACHABLE, 0, TRUE, FALSE },
  { "ws://example.org/", TRUE, 2000, FECHO_FAULT_TIMED_OUT, 900, FALSE, FALSE },
  { "ws://127.0.0.1/", FALSE, 1, FECHO_FAULT_RESET, 0, FALSE, FALSE },
  { "ws://[::1]/", FALSE, 1, FECHO_FAULT_RESET, 0, FALSE, FALSE },
  { "ws://localhost/", FALSE, 1, FECHO_FAULT_RESET, 0, FALSE, FALSE },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(FechoTestNetwork) network = make_network (TRUE);
  g_autoptr(FechoNetworkWatch) watch = fecho_network_watch_new (G_NETWORK_MONITOR (network));
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new (row->url, NULL);
  FechoWitness witness;
  gint64 end_us = now_us + 10000 * (gint64)G_USEC_PER_SEC;

  fecho_witness_init (&witness);
  now_us = end_us - 1000 * (gint64)G_USEC_PER_SEC;
  fecho_witness_start (&witness);
  witness.opened_us = now_us;
  witness.last_pong_at_us = end_us - row->silent_s * (gint64)G_USEC_PER_SEC;
  witness.seen.fault = row->fault;
  now_us = end_us - row->change_s * (gint64)G_USEC_PER_SEC;
  if (row->change_s > 0)
    fecho_test_network_set (network, row->is_available);
  now_us = end_us;
  fecho_witness_see_network (&witness, watch, endpoint);

  g_assert_cmpint (witness.seen.network_down, ==, row->down);
  g_assert_cmpint (witness.seen.network_changed, ==, row->changed);
  fecho_witness_clear (&witness);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fecho_clock_replace (&test_clock);

  g_test_add_func ("/net/network-watch/lost-and-back", test_lost_and_back);
  g_test_add_func ("/net/network-watch/never-there", test_never_there);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/network-watch/end-%u", (guint)i);

      g_test_add_data_func (path, &rows[i], test_row);
    }

  return g_test_run ();
}
