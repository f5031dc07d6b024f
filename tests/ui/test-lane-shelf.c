/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lane-shelf.h"

#include "fecho-ui-fixture.h"

#define HOUR_US (3600 * (gint64)G_USEC_PER_SEC)

static const char *const abc[] = { "a", "b", "c", NULL };

/* The last hour of ten, live, a pixel is a second. */
static FechoLaneView
make_view (void)
{
  return (FechoLaneView) {
           .first = 0, .end = 10, .from_us = 9 * HOUR_US, .to_us = 10 * HOUR_US,
           .cell_us = G_USEC_PER_SEC, .live = TRUE,
  };
}

static char *
start (FechoLaneShelf      *shelf,
       const FechoLaneView *view)
{
  g_auto(GStrv) wanted = fecho_lane_shelf_start_reading (shelf, view);

  return g_strjoinv (" ", wanted);
}

static void
answer (FechoLaneShelf      *shelf,
        const char          *names,
        const FechoLaneView *view,
        gboolean             coarse)
{
  g_autoptr(GPtrArray) lanes = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_lane_free);
  g_auto(GStrv) ids = g_strsplit (names, " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      FechoLane *lane = fecho_lane_new (ids[i]);

      lane->coarse = coarse;
      g_ptr_array_add (lanes, lane);
    }
  fecho_lane_shelf_take (shelf, lanes, view);
}

static void
assert_wanted (FechoLaneShelf      *shelf,
               const FechoLaneView *view,
               const char          *expected)
{
  g_autofree char *wanted = start (shelf, view);

  g_assert_cmpstr (wanted, ==, expected);
}

static FechoLaneShelf *
make_read_shelf (gboolean coarse)
{
  FechoLaneShelf *shelf = fecho_lane_shelf_new ();
  const FechoLaneView view = make_view ();

  fecho_lane_shelf_set_sessions (shelf, abc, NULL);
  assert_wanted (shelf, &view, "a b c");
  answer (shelf, "a b c", &view, coarse);
  g_assert_false (fecho_lane_shelf_wants (shelf, &view));

  return shelf;
}

static void
test_window (void)
{
  g_autoptr(FechoLaneShelf) shelf = fecho_lane_shelf_new ();
  FechoLaneView view = make_view ();

  fecho_lane_shelf_set_sessions (shelf, abc, NULL);
  view.first = 1;
  view.end = 2;
  assert_wanted (shelf, &view, "b");
  /* It is being read. */
  g_assert_false (fecho_lane_shelf_wants (shelf, &view));
  answer (shelf, "b", &view, FALSE);
  view.end = 10;
  assert_wanted (shelf, &view, "c");
}

static void
test_sliding_reads_nothing (void)
{
  g_autoptr(FechoLaneShelf) shelf = make_read_shelf (TRUE);
  FechoLaneView view = make_view ();

  view.from_us += HOUR_US / 10;
  view.to_us += HOUR_US / 10;
  assert_wanted (shelf, &view, "");
  /* Only what has changed. */
  fecho_lane_shelf_get_lane (shelf, 1)->stale = TRUE;
  assert_wanted (shelf, &view, "b");
}

static void
test_past_and_future (void)
{
  g_autoptr(FechoLaneShelf) shelf = fecho_lane_shelf_new ();
  FechoLaneView view = make_view ();

  /* A range that stands still. */
  view.live = FALSE;
  fecho_lane_shelf_set_sessions (shelf, abc, NULL);
  assert_wanted (shelf, &view, "a b c");
  answer (shelf, "a b c", &view, FALSE);
  view.from_us += 1;
  assert_wanted (shelf, &view, "");
  view.to_us += 1;
  assert_wanted (shelf, &view, "a b c");
  answer (shelf, "a b c", &view, FALSE);
  view.from_us -= 1;
  assert_wanted (shelf, &view, "a b c");
}

static void
test_zoom (void)
{
  g_autoptr(FechoLaneShelf) fine = make_read_shelf (FALSE);
  g_autoptr(FechoLaneShelf) coarse = make_read_shelf (TRUE);
  FechoLaneView view = make_view ();

  view.from_us += HOUR_US / 2;
  view.cell_us /= 2;
  assert_wanted (fine, &view, "");
  assert_wanted (coarse, &view, "a b c");
}

/* What comes while lanes are being read is not lost; nor are lanes whose query was cancelled. */
static void
test_news_while_reading (void)
{
  g_autoptr(FechoLaneShelf) shelf = make_read_shelf (FALSE);
  const FechoLaneView view = make_view ();

  fecho_lane_shelf_mark_all (shelf);
  assert_wanted (shelf, &view, "a b c");
  fecho_lane_shelf_get_lane (shelf, 2)->stale = TRUE;
  answer (shelf, "a b c", &view, FALSE);
  assert_wanted (shelf, &view, "c");
  assert_wanted (shelf, &view, "c");
}

static void
test_other_sessions (void)
{
  static const char *const others[] = { "c", "d", "a", "d", NULL };
  g_autoptr(FechoLaneShelf) shelf = make_read_shelf (FALSE);
  const FechoLaneView view = make_view ();
  guint index;

  g_assert_true (fecho_lane_shelf_is_order (shelf, abc));
  g_assert_false (fecho_lane_shelf_is_order (shelf, others));
  g_assert_false (fecho_lane_shelf_is_order (shelf, abc + 3));
  fecho_lane_shelf_set_sessions (shelf, others, NULL);
  g_assert_false (fecho_lane_shelf_is_order (shelf, abc));
  g_assert_cmpuint (fecho_lane_shelf_get_n_lanes (shelf), ==, 3);
  g_assert_false (fecho_lane_shelf_find (shelf, "b", &index));
  g_assert_true (fecho_lane_shelf_find (shelf, "a", &index));
  g_assert_cmpuint (index, ==, 2);
  assert_wanted (shelf, &view, "d");
  /* An answer of before. */
  answer (shelf, "b d", &view, FALSE);
  assert_wanted (shelf, &view, "");
}

/* Behind those that are there, none twice. */
static void
test_append (void)
{
  FechoMonitor *monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT);
  g_autoptr(FechoLaneShelf) shelf = fecho_lane_shelf_new ();
  g_autoptr(GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  const FechoSession *session;
  guint index;

  fecho_lane_shelf_set_sessions (shelf, abc, NULL);
  fecho_ui_add_session (monitor, "ws://d", "d", NULL);
  g_ptr_array_add (added, g_list_model_get_item (fecho_monitor_get_sessions (monitor), 0));
  session = added->pdata[0];
  g_assert_true (fecho_lane_shelf_append (shelf, added));
  g_assert_cmpuint (fecho_lane_shelf_get_n_lanes (shelf), ==, 4);
  g_assert_true (fecho_lane_shelf_get_lane (shelf, 3)->session == session);
  g_assert_true (fecho_lane_shelf_find (shelf, fecho_session_get_id (added->pdata[0]), &index));
  g_assert_cmpuint (index, ==, 3);
  g_assert_false (fecho_lane_shelf_append (shelf, added));
  g_assert_cmpuint (fecho_lane_shelf_get_n_lanes (shelf), ==, 4);

  fecho_ui_monitor_end (monitor);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/lane-shelf/window", test_window);
  g_test_add_func ("/ui/lane-shelf/sliding", test_sliding_reads_nothing);
  g_test_add_func ("/ui/lane-shelf/past-and-future", test_past_and_future);
  g_test_add_func ("/ui/lane-shelf/zoom", test_zoom);
  g_test_add_func ("/ui/lane-shelf/news-while-reading", test_news_while_reading);
  g_test_add_func ("/ui/lane-shelf/other-sessions", test_other_sessions);
  g_test_add_func ("/ui/lane-shelf/append", test_append);

  return g_test_run ();
}
