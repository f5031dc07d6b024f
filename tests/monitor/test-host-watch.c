/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-host-watch.h"

#include <glib/gstdio.h>

#include "fecho-computer.h"
#include "fecho-host-route.h"
#include "fecho-test-network.h"
#include "fecho-test-util.h"
#include "moving-clock.h"

/* What this computer does, as doubles do it: a network monitor, a folder with the kernel's proc and
 * sys, clocks, and a logind on a bus of its own. The history is a real one. */

#define SEC ((gint64)G_USEC_PER_SEC)
#define T0 (1795538400 * SEC)

#define ROUTE_HEADER \
  "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
#define LAN_ROUTE "docker0\t0000A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"

typedef struct
{
  char *folder;
  FechoStore *store;
  FechoTestNetwork *network;
  FechoHostWatch *watch;
  guint n_commits;
} Fixture;

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
committed_cb (Fixture *fixture)
{
  fixture->n_commits++;
}

static void
write_file (Fixture    *fixture,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
set_route (Fixture    *fixture,
           const char *interface,
           const char *gateway,
           int         metric)
{
  g_autofree char *text =
    g_strdup_printf (ROUTE_HEADER LAN_ROUTE "%s\t00000000\t%s\t0003\t0\t0\t%d\t00000000\t0\t0\t0\n",
                     interface, gateway, metric);

  write_file (fixture, "proc/net/route", text);
}

static void
set_up (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  moving_clock_start (T0, 1000 * SEC, 1500 * SEC);
  fixture->folder = g_dir_make_tmp ("fecho-XXXXXX", &error);
  g_assert_no_error (error);
  set_route (fixture, "wlan0", "0101A8C0", 600);
  write_file (fixture, "sys/class/net/wlan0/wireless/level", "");
  write_file (fixture, "sys/class/net/wg0/type", "65534\n");
  path = g_build_filename (fixture->folder, "history.db", NULL);
  fecho_store_open_async (path, FECHO_STORE_WATCH, NULL, keep_cb, &result);
  fecho_test_wait (result != NULL);
  fixture->store = fecho_store_open_finish (result, &error);
  g_assert_no_error (error);
  fixture->n_commits = 0;
  g_signal_connect_swapped (fixture->store, "committed", G_CALLBACK (committed_cb), fixture);
  fixture->network = fecho_test_network_new (TRUE);
  fixture->watch = fecho_host_watch_new (fixture->store, G_NETWORK_MONITOR (fixture->network),
                                         fixture->folder);
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;
       name != NULL;
       name = g_dir_read_name (dir))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_finalize_object (fixture->watch);
  fecho_store_close_async (fixture->store, keep_cb, &result);
  fecho_test_wait (result != NULL);
  fecho_store_close_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  g_signal_handlers_disconnect_by_data (fixture->store, fixture);
  g_object_unref (fixture->store);
  g_object_unref (fixture->network);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static GArray *
ask_states (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GArray *states;

  fecho_store_states_async (fixture->store, NULL, T0 - 1000000 * SEC, T0 + 1000000 * SEC, NULL,
                            keep_cb, &result);
  fecho_test_wait (result != NULL);
  states = fecho_store_states_finish (fixture->store, result, &error);
  g_assert_no_error (error);

  return states;
}

/* All that was recorded, "network@-10 online wifi, suspended@-5, resumed@0": seconds from now. */
static char *
tell_states (const GArray *states)
{
  static const char *const words[] = {
    [FECHO_STATE_NETWORK] = "network", [FECHO_STATE_SUSPENDED] = "suspended",
    [FECHO_STATE_RESUMED] = "resumed", [FECHO_STATE_CLOCK_JUMPED] = "jumped",
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < states->len; i++)
    {
      const FechoStateChange *state = &g_array_index (states, FechoStateChange, i);

      g_assert_null (state->session_id);
      g_string_append_printf (text, "%s%s@%d%s%s", i > 0 ? ", " : "", words[state->kind],
                              (int)((state->at_us - moving_clock.wall_us) / SEC),
                              state->detail != NULL ? " " : "",
                              state->detail != NULL ? state->detail : "");
    }

  return g_string_free (text, FALSE);
}

/* Each commit of a change is told; n changes are waited for. */
static void
assert_states (Fixture    *fixture,
               guint       n_states,
               const char *expected)
{
  g_autoptr(GArray) states = NULL;
  g_autofree char *told = NULL;
  guint n_commits;

  do
    {
      n_commits = fixture->n_commits;
      g_clear_pointer (&states, g_array_unref);
      states = ask_states (fixture);
      if (states->len < n_states)
        fecho_test_wait (fixture->n_commits > n_commits);
    }
  while (states->len < n_states);
  told = tell_states (states);
  g_assert_cmpstr (told, ==, expected);
}

static void
test_network (void)
{
  Fixture fixture;

  set_up (&fixture);
  moving_clock_pass (10 * SEC, 0);
  fecho_test_network_set (fixture.network, FALSE);
  /* Routes that come and go while there is no network are no news. */
  fecho_test_network_set (fixture.network, FALSE);
  moving_clock_pass (10 * SEC, 0);
  fecho_test_network_set (fixture.network, TRUE);
  assert_states (&fixture, 3, "network@-20 online wifi, network@-10 offline wifi, "
                              "network@0 online wifi");
  tear_down (&fixture);
}

/* As GLib tells what NetworkManager says. */
static void
test_network_property (void)
{
  Fixture fixture;

  set_up (&fixture);
  moving_clock_pass (10 * SEC, 0);
  fecho_test_network_set_property (fixture.network, FALSE);
  moving_clock_pass (10 * SEC, 0);
  fecho_test_network_set_property (fixture.network, TRUE);
  assert_states (&fixture, 3, "network@-20 online wifi, network@-10 offline wifi, "
                              "network@0 online wifi");
  tear_down (&fixture);
}

static void
test_route (void)
{
  Fixture fixture;

  set_up (&fixture);
  /* A bridge of containers: not where the internet is. */
  fecho_test_network_set (fixture.network, TRUE);
  moving_clock_pass (10 * SEC, 0);
  set_route (&fixture, "wg0", "00000000", 50);
  fecho_test_network_set (fixture.network, TRUE);
  moving_clock_pass (10 * SEC, 0);
  set_route (&fixture, "wlan0", "FE01A8C0", 600);
  fecho_test_network_set (fixture.network, TRUE);
  assert_states (&fixture, 3, "network@-20 online wifi, network@-10 online vpn moved, "
                              "network@0 online wifi moved");
  tear_down (&fixture);
}

static void
test_link (void)
{
  static const struct
  {
    const char *interface;
    const char *attribute;
    const char *value;
    FechoLink link;
  } links[] = {
    { "wlp3s0", "phy80211/name", "phy0", FECHO_LINK_WIFI },
    { "enp0s31f6", "device/vendor", "0x8086", FECHO_LINK_WIRED },
    { "tun0", "tun_flags", "0x1001", FECHO_LINK_VPN },
    { "wg-home", "type", "65534", FECHO_LINK_VPN },
    { "wwan0", "device/vendor", "0x1199", FECHO_LINK_MOBILE },
    { "ppp0", "type", "512", FECHO_LINK_MOBILE },
    { "veth0", "type", "1", FECHO_LINK_UNKNOWN },
  };
  Fixture fixture;

  set_up (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *name = g_build_filename ("sys/class/net", links[i].interface,
                                                links[i].attribute, NULL);
      g_autofree char *route = NULL;
      g_autofree char *expected = g_strconcat (links[i].interface, " 0101A8C0", NULL);
      FechoLink link;

      write_file (&fixture, name, links[i].value);
      set_route (&fixture, links[i].interface, "0101A8C0", 100);
      route = fecho_host_route_read (fixture.folder, &link);
      g_assert_cmpstr (route, ==, expected);
      g_assert_cmpint (link, ==, links[i].link);
    }
  tear_down (&fixture);
}

/* The file is the kernel's, but nothing in it may do harm. */
static void
test_odd_routes (void)
{
  static const char *const tables[] = {
    "", "\n\n", "wlan0", "wlan0\t00000000\t0101A8C0\n", ROUTE_HEADER, ROUTE_HEADER LAN_ROUTE,
    "\t\t\t\t\t\t\t\t\t\t\n",
  };
  Fixture fixture;

  set_up (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      FechoLink link;

      write_file (&fixture, "proc/net/route", tables[i]);
      g_assert_null (fecho_host_route_read (fixture.folder, &link));
      g_assert_cmpint (link, ==, FECHO_LINK_UNKNOWN);
    }
  tear_down (&fixture);
}

static void
test_sleep_by_clocks (void)
{
  Fixture fixture;

  set_up (&fixture);
  moving_clock_pass (5 * SEC, 0);
  fecho_host_watch_look (fixture.watch);
  moving_clock_pass (3 * SEC, 600 * SEC);
  fecho_host_watch_look (fixture.watch);
  fecho_host_watch_look (fixture.watch);
  assert_states (&fixture, 3, "network@-608 online wifi, suspended@-600, resumed@0");
  tear_down (&fixture);
}

static void
test_clock_jump (void)
{
  Fixture fixture;

  set_up (&fixture);
  moving_clock_pass (5 * SEC, 0);
  moving_clock.wall_us += SEC / 2;           /* kept in step, no jump */
  fecho_host_watch_look (fixture.watch);
  moving_clock_pass (5 * SEC, 0);
  moving_clock.wall_us += 3600 * SEC;
  fecho_host_watch_look (fixture.watch);
  assert_states (&fixture, 2, "network@-3610 online wifi, jumped@0 3600000000");
  tear_down (&fixture);
}

/* -- logind */

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
} Logind;

static void
start_logind (Logind *logind)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = NULL;

  logind->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (logind->bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (logind->bus), TRUE);
  logind->connection =
    g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (logind->bus),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                            G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (logind->connection, "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName",
                                       g_variant_new ("(su)", "org.freedesktop.login1", 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
say_sleep (Logind   *logind,
           GVariant *parameters)
{
  g_autoptr(GError) error = NULL;

  g_dbus_connection_emit_signal (logind->connection, NULL, "/org/freedesktop/login1",
                                 "org.freedesktop.login1.Manager", "PrepareForSleep", parameters,
                                 &error);
  g_assert_no_error (error);
  g_dbus_connection_flush_sync (logind->connection, NULL, &error);
  g_assert_no_error (error);
}

/* GLib keeps one connection to the system bus for the whole process: all of logind is one test. */
static void
test_logind (void)
{
  Logind logind;
  Fixture fixture;

  start_logind (&logind);
  set_up (&fixture);
  fecho_test_wait (fecho_host_watch_has_logind (fixture.watch));
  /* That the match is known to the bus is sure after one answer to the same connection. */
  {
    g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
    g_autoptr(GVariant) reply = NULL;

    reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                         "org.freedesktop.DBus", "GetId", NULL, NULL,
                                         G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
    g_assert_nonnull (reply);
  }

  moving_clock_pass (10 * SEC, 0);
  say_sleep (&logind, g_variant_new ("(s)", "nonsense"));
  say_sleep (&logind, g_variant_new ("(b)", TRUE));
  assert_states (&fixture, 2, "network@-10 online wifi, suspended@0");
  moving_clock_pass (SEC, 300 * SEC);
  say_sleep (&logind, g_variant_new ("(b)", FALSE));
  assert_states (&fixture, 3, "network@-311 online wifi, suspended@-301, resumed@0");
  /* Both were waiting for us when we woke up. */
  moving_clock_pass (SEC, 60 * SEC);
  say_sleep (&logind, g_variant_new ("(b)", TRUE));
  say_sleep (&logind, g_variant_new ("(b)", FALSE));
  assert_states (&fixture, 5, "network@-372 online wifi, suspended@-362, resumed@-61, "
                              "suspended@-60, resumed@0");
  tear_down (&fixture);

  g_object_unref (logind.connection);
  g_test_dbus_stop (logind.bus);
  g_object_unref (logind.bus);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* No test is to hear of the sleep of the computer it runs on. */
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);

  g_test_add_func ("/monitor/host-watch/network", test_network);
  g_test_add_func ("/monitor/host-watch/network-property", test_network_property);
  g_test_add_func ("/monitor/host-watch/route", test_route);
  g_test_add_func ("/monitor/host-watch/link", test_link);
  g_test_add_func ("/monitor/host-watch/odd-routes", test_odd_routes);
  g_test_add_func ("/monitor/host-watch/sleep-by-clocks", test_sleep_by_clocks);
  g_test_add_func ("/monitor/host-watch/clock-jump", test_clock_jump);
  g_test_add_func ("/monitor/host-watch/logind", test_logind);

  return g_test_run ();
}
