/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-computer.h"

#include "fecho-facts.h"

#define SEC ((gint64)G_USEC_PER_SEC)

static void
add (GArray         *states,
     gint64          at_s,
     FechoStateKind  kind,
     const char     *detail)
{
  FechoStateChange state = { at_s *SEC, kind, NULL, g_strdup (detail) };

  g_array_append_val (states, state);
}

static void
assert_event (const GArray            *events,
              guint                    index,
              FechoComputerChangeKind  kind,
              gint64                   at_s,
              gint64                   until_s)
{
  const FechoComputerChange *change = &g_array_index (events, FechoComputerEvent, index).change;

  g_assert_cmpuint (index, <, events->len);
  g_assert_cmpint (change->kind, ==, kind);
  g_assert_cmpint (change->at_us, ==, at_s * SEC);
  g_assert_cmpint (change->until_us, ==, until_s < 0 ? G_MAXINT64 : until_s *SEC);
}

static void
test_detail (void)
{
  for (guint network = 0; network <= FECHO_NETWORK_CAPTIVE; network++)
    for (guint link = 0; link <= FECHO_LINK_VPN; link++)
      for (gboolean moved = FALSE; moved <= TRUE; moved++)
        {
          g_autofree char *detail = fecho_computer_network_to_detail (network, link, moved);
          FechoNetwork read_network;
          FechoLink read_link;
          gboolean read_moved;

          g_assert_true (fecho_computer_parse_network (detail, &read_network, &read_link,
                                                       &read_moved));
          g_assert_cmpint (read_network, ==, network);
          g_assert_cmpint (read_link, ==, link);
          g_assert_cmpint (read_moved, ==, moved);
        }
}

static void
test_other_details (void)
{
  FechoNetwork network = FECHO_NETWORK_CAPTIVE;
  FechoLink link = FECHO_LINK_VPN;
  gboolean moved = TRUE;

  g_assert_false (fecho_computer_parse_network (NULL, &network, &link, &moved));
  g_assert_false (fecho_computer_parse_network ("", &network, &link, &moved));
  g_assert_false (fecho_computer_parse_network ("wifi online", &network, &link, &moved));
  g_assert_cmpint (network, ==, FECHO_NETWORK_CAPTIVE);

  /* Words of a newer program are left alone. */
  g_assert_true (fecho_computer_parse_network ("online  satellite", &network, &link, &moved));
  g_assert_cmpint (network, ==, FECHO_NETWORK_ONLINE);
  g_assert_cmpint (link, ==, FECHO_LINK_UNKNOWN);
  g_assert_false (moved);
}

static void
test_offline (void)
{
  g_autoptr(GArray) states = fecho_state_change_new_array ();
  g_autoptr(GArray) events = NULL;

  add (states, 1, FECHO_STATE_NETWORK, "online wifi");
  add (states, 10, FECHO_STATE_NETWORK, "offline wifi");
  /* Another run hears of it too. */
  add (states, 11, FECHO_STATE_NETWORK, "offline wifi");
  add (states, 20, FECHO_STATE_NETWORK, "online wired");
  add (states, 30, FECHO_STATE_NETWORK, "offline wired");

  events = fecho_computer_events_new (states);
  g_assert_cmpuint (events->len, ==, 2);
  assert_event (events, 0, FECHO_COMPUTER_OFFLINE, 10, 20);
  g_assert_cmpint (g_array_index (events, FechoComputerEvent, 0).link, ==, FECHO_LINK_WIFI);
  assert_event (events, 1, FECHO_COMPUTER_OFFLINE, 30, -1);
  g_assert_cmpint (fecho_computer_get_known_from_us (states), ==, SEC);
}

static void
test_moved (void)
{
  g_autoptr(GArray) states = fecho_state_change_new_array ();
  g_autoptr(GArray) events = NULL;

  /* A run that starts says what is: that is no move. */
  add (states, 1, FECHO_STATE_NETWORK, "online wifi");
  add (states, 5, FECHO_STATE_NETWORK, "online wifi");
  add (states, 10, FECHO_STATE_NETWORK, "online vpn moved");
  add (states, 11, FECHO_STATE_NETWORK, "online vpn moved");
  add (states, 20, FECHO_STATE_NETWORK, "online wifi moved");

  events = fecho_computer_events_new (states);
  g_assert_cmpuint (events->len, ==, 2);
  assert_event (events, 0, FECHO_COMPUTER_NETWORK, 10, 10);
  g_assert_cmpint (g_array_index (events, FechoComputerEvent, 0).link, ==, FECHO_LINK_VPN);
  assert_event (events, 1, FECHO_COMPUTER_NETWORK, 20, 20);
}

static void
test_sleep (void)
{
  g_autoptr(GArray) states = fecho_state_change_new_array ();
  g_autoptr(GArray) events = NULL;

  /* The end of a sleep whose start is not known tells nothing. */
  add (states, 1, FECHO_STATE_RESUMED, NULL);
  add (states, 10, FECHO_STATE_SUSPENDED, NULL);
  add (states, 20, FECHO_STATE_RESUMED, NULL);
  /* The battery was empty: the next start ends it. */
  add (states, 30, FECHO_STATE_SUSPENDED, NULL);
  add (states, 90, FECHO_STATE_NETWORK, "online");
  add (states, 95, FECHO_STATE_SUSPENDED, NULL);

  events = fecho_computer_events_new (states);
  g_assert_cmpuint (events->len, ==, 3);
  assert_event (events, 0, FECHO_COMPUTER_SUSPENDED, 10, 20);
  assert_event (events, 1, FECHO_COMPUTER_SUSPENDED, 30, 90);
  assert_event (events, 2, FECHO_COMPUTER_SUSPENDED, 95, -1);
}

static void
test_clock (void)
{
  g_autoptr(GArray) states = fecho_state_change_new_array ();
  g_autoptr(GArray) events = NULL;

  add (states, 10, FECHO_STATE_CLOCK_JUMPED, "-3600000000");
  add (states, 20, FECHO_STATE_CLOCK_JUMPED, NULL);

  events = fecho_computer_events_new (states);
  g_assert_cmpuint (events->len, ==, 2);
  assert_event (events, 0, FECHO_COMPUTER_CLOCK, 10, 10);
  g_assert_cmpint (g_array_index (events, FechoComputerEvent, 0).change.step_us, ==, -3600 * SEC);
  g_assert_cmpint (g_array_index (events, FechoComputerEvent, 1).change.step_us, ==, 0);
}

static void
test_none (void)
{
  g_autoptr(GArray) states = fecho_state_change_new_array ();
  g_autoptr(GArray) events = NULL;

  add (states, 1, FECHO_STATE_SESSION_WATCHED, NULL);

  events = fecho_computer_events_new (states);
  g_assert_cmpuint (events->len, ==, 0);
  g_assert_cmpint (fecho_computer_get_known_from_us (states), ==, G_MAXINT64);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/computer/detail", test_detail);
  g_test_add_func ("/core/computer/other-details", test_other_details);
  g_test_add_func ("/core/computer/offline", test_offline);
  g_test_add_func ("/core/computer/moved", test_moved);
  g_test_add_func ("/core/computer/sleep", test_sleep);
  g_test_add_func ("/core/computer/clock", test_clock);
  g_test_add_func ("/core/computer/none", test_none);

  return g_test_run ();
}
