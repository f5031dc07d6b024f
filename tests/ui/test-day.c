/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-day.h"

#include "fecho-day-book.h"
#include "fecho-rude-server.h"
#include "fecho-sidebar-item.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

#define HOUR_US (3600 * (gint64)G_USEC_PER_SEC)
#define FROM_US (1700000000 * (gint64)G_USEC_PER_SEC)

static void
add_span (FechoLane     *lane,
          double         from_hour,
          double         to_hour,
          FechoSpanKind  kind)
{
  FechoSpan span = {
    .from_us = FROM_US + (gint64)(from_hour * HOUR_US),
    .to_us = FROM_US + (gint64)(to_hour * HOUR_US),
    .kind = kind,
  };

  g_array_append_val (lane->spans, span);
}

static void
add_marker (FechoLane *lane,
            double     hour,
            gint64     life_us,
            gboolean   own)
{
  FechoMarker marker = {
    .at_us = FROM_US + (gint64)(hour * HOUR_US), .n = 1, .life_us = life_us, .code = 1006,
    .own = own,
  };

  g_array_append_val (lane->markers, marker);
}

static void
test_hours (void)
{
  g_autoptr(FechoLane) lane = fecho_lane_new ("a");
  g_autoptr(FechoDay) day = NULL;

  add_span (lane, -1, 2, FECHO_SPAN_NOT_MONITORED);
  add_span (lane, 2, 4.5, FECHO_SPAN_OPEN);
  add_span (lane, 4.5, 6, FECHO_SPAN_DOWN);
  add_span (lane, 6, 6.5, FECHO_SPAN_NOT_MONITORED);
  add_span (lane, 6.5, 6.75, FECHO_SPAN_CONNECTING);
  add_span (lane, 6.75, 25, FECHO_SPAN_OPEN);
  day = fecho_day_new (lane, FROM_US);

  g_assert_cmpfloat (fecho_day_get_hour_share (day, 1), ==, -1);
  g_assert_cmpfloat (fecho_day_get_hour_share (day, 2), ==, 1);
  g_assert_cmpfloat (fecho_day_get_hour_share (day, 4), ==, 0.5);
  g_assert_cmpfloat (fecho_day_get_hour_share (day, 5), ==, 0);
  g_assert_cmpfloat (fecho_day_get_hour_share (day, 6), ==, 0.5);
  g_assert_cmpfloat (fecho_day_get_hour_share (day, 23), ==, 1);
  g_assert_cmpint (day->monitored_us[6], ==, HOUR_US / 2);
}

static void
test_spoken (void)
{
  g_autoptr(FechoLane) lane = fecho_lane_new ("a");
  g_autoptr(FechoDay) day = NULL;
  g_autofree char *spoken = NULL;

  add_span (lane, 0, 3, FECHO_SPAN_OPEN);
  add_span (lane, 3, 4, FECHO_SPAN_DOWN);
  add_marker (lane, -1, HOUR_US, FALSE);
  add_marker (lane, 1, HOUR_US, FALSE);
  add_marker (lane, 2, HOUR_US, FALSE);
  add_marker (lane, 2.5, FECHO_UNKNOWN, FALSE);
  add_marker (lane, 3, HOUR_US, TRUE);
  day = fecho_day_new (lane, FROM_US);
  spoken = fecho_day_dup_spoken (day);

  g_assert_cmpstr (spoken, ==, "In 24 hours: 75.0% open, 2 closes.");
}

static void
test_nothing_monitored (void)
{
  g_autoptr(FechoLane) lane = fecho_lane_new ("a");
  g_autoptr(FechoDay) day = NULL;

  add_span (lane, 0, 24, FECHO_SPAN_NOT_MONITORED);
  day = fecho_day_new (lane, FROM_US);

  g_assert_null (fecho_day_dup_spoken (day));
}

/* Only what has a row is asked for, and a close is in it soon. */
static void
test_book (void)
{
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new ("upgrade; await go; close 4000 x");
  g_autofree char *url = fecho_rude_server_dup_url (server, "/");
  FechoMonitor *monitor = fecho_ui_monitor_new (FECHO_MONITOR_WATCH);
  g_autoptr(GListStore) items = g_list_store_new (FECHO_TYPE_SIDEBAR_ITEM);
  g_autoptr(FechoDayBook) book = fecho_day_book_new (G_LIST_MODEL (items));
  FechoSession *session = fecho_ui_add_session (monitor, url, "Live", NULL);
  g_autoptr(FechoSidebarItem) shown = fecho_sidebar_item_new_session (session);
  g_autoptr(FechoSidebarItem) hidden = fecho_sidebar_item_new_session (session);

  g_list_store_append (items, hidden);
  g_list_store_append (items, shown);
  fecho_sidebar_item_set_shown (shown, TRUE);
  fecho_test_wait (fecho_monitor_get_n_open (monitor) == 1);
  fecho_day_book_set_active (book, TRUE);
  fecho_day_book_set_monitor (book, monitor);
  fecho_test_wait (fecho_sidebar_item_get_day (shown) != NULL);
  g_assert_null (fecho_sidebar_item_get_day (hidden));
  g_assert_cmpuint (fecho_sidebar_item_get_day (shown)->n_closes, ==, 0);

  fecho_rude_server_signal (server, "go");
  fecho_test_wait (fecho_sidebar_item_get_day (shown)->n_closes > 0);

  g_clear_object (&book);
  g_clear_object (&items);
  g_clear_object (&shown);
  g_clear_object (&hidden);
  fecho_ui_monitor_end (monitor);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/day/hours", test_hours);
  g_test_add_func ("/ui/day/spoken", test_spoken);
  g_test_add_func ("/ui/day/nothing-monitored", test_nothing_monitored);
  g_test_add_func ("/ui/day-book/book", test_book);

  return g_test_run ();
}
