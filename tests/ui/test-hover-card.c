/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-hover-card.h"

#include "fecho-chart-fixture.h"
#include "fecho-ui-fixture.h"

#define WIDTH 600
#define HEIGHT 400

typedef struct
{
  FechoHoverCard *card;
  FechoLane *lane;
  FechoTimelineLane timeline_lane;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->card = g_object_ref_sink (g_object_new (FECHO_TYPE_HOVER_CARD, NULL));
  fixture->lane = fecho_lane_new ("Telemetry");
  fixture->timeline_lane.lane = fixture->lane;
  fixture->timeline_lane.known_to_us = FECHO_TEST_NOW_US;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->card);
  fecho_lane_free (fixture->lane);
}

static void
show_markers (Fixture *fixture)
{
  FechoLanesHit hit = {
    .lane = &fixture->timeline_lane,
    .markers = &g_array_index (fixture->lane->markers, FechoMarker, 0),
    .n_markers = fixture->lane->markers->len,
    .n_ends = fixture->lane->markers->len,
  };

  fecho_hover_card_show (fixture->card, &hit, FECHO_TEST_NOW_US);
}

static void
assert_shows (Fixture    *fixture,
              const char *text)
{
  if (fecho_ui_find_label (GTK_WIDGET (fixture->card), text) == NULL)
    g_error ("The card does not say “%s”", text);
}

static void
test_marker (Fixture       *fixture,
             gconstpointer  data)
{
  fecho_chart_add_close (fixture->lane, 1800, 1006);
  show_markers (fixture);

  assert_shows (fixture, "Telemetry");
  assert_shows (fixture, "16:10:00");
  assert_shows (fixture, "1006");
  assert_shows (fixture, "Abnormal Closure");
  assert_shows (fixture, "Open for 1\302\240min · Closed by: Server");
}

static void
test_pill (Fixture       *fixture,
           gconstpointer  data)
{
  for (guint i = 0; i < 7; i++)
    fecho_chart_add_close (fixture->lane, 600 + i, 1011);
  for (guint i = 0; i < 3; i++)
    fecho_chart_add_close (fixture->lane, 607 + i, 1013);
  show_markers (fixture);

  assert_shows (fixture, "15:50:00 – 15:50:09");
  assert_shows (fixture, "7\302\240×\302\2401011");
  assert_shows (fixture, "Internal Error");
  assert_shows (fixture, "3\302\240×\302\2401013");
  assert_shows (fixture, "Try Again Later");
}

static void
test_many_codes_are_summed (Fixture       *fixture,
                            gconstpointer  data)
{
  for (guint i = 0; i < 6; i++)
    fecho_chart_add_close (fixture->lane, 600 + i, 4000 + i);
  show_markers (fixture);

  assert_shows (fixture, "and 2 more codes");
}

static void
test_rows_are_of_the_last_thing (Fixture       *fixture,
                                 gconstpointer  data)
{
  fecho_chart_add_close (fixture->lane, 600, 1011);
  show_markers (fixture);
  g_array_index (fixture->lane->markers, FechoMarker, 0).code = 1006;
  show_markers (fixture);

  assert_shows (fixture, "1006");
  g_assert_null (fecho_ui_find_label (GTK_WIDGET (fixture->card), "1011"));
}

static void
test_reason_is_harmless (Fixture       *fixture,
                         gconstpointer  data)
{
  fecho_chart_add_close (fixture->lane, 1800, 1006);
  show_markers (fixture);
  fecho_hover_card_set_reason (fixture->card, "<b>bye</b>\n\342\200\256now");

  assert_shows (fixture, "“<b>bye</b>\342\220\212<U+202E>now”");

  fecho_hover_card_set_reason (fixture->card, "");
  g_assert_false (gtk_widget_get_visible (fecho_ui_get_child (fixture->card, "reason_label")));
}

static void
test_span (Fixture       *fixture,
           gconstpointer  data)
{
  FechoLanesHit hit = { .lane = &fixture->timeline_lane };

  fecho_chart_add_span (fixture->lane, 600, 1200, FECHO_SPAN_DOWN);
  hit.span = &g_array_index (fixture->lane->spans, FechoSpan, 0);
  fecho_hover_card_show (fixture->card, &hit, FECHO_TEST_NOW_US);

  assert_shows (fixture, "Down");
  assert_shows (fixture, "15:50:00 – 16:00:00");
  assert_shows (fixture, "10\302\240min");
}

static void
test_span_that_goes_on (Fixture       *fixture,
                        gconstpointer  data)
{
  FechoLanesHit hit = { .lane = &fixture->timeline_lane };

  fecho_chart_add_span (fixture->lane, 600, 3600, FECHO_SPAN_OPEN);
  hit.span = &g_array_index (fixture->lane->spans, FechoSpan, 0);
  fecho_hover_card_show (fixture->card, &hit, FECHO_TEST_NOW_US);

  assert_shows (fixture, "since 15:50:00");
  assert_shows (fixture, "50\302\240min");
}

static void
assert_place (double x,
              double y,
              int    place_x,
              int    place_y)
{
  GdkRectangle place;

  fecho_hover_card_place (&GRAPHENE_RECT_INIT (x, y, 12, 24), 200, 80, WIDTH, HEIGHT, &place);

  g_assert_cmpint (place.x, ==, place_x);
  g_assert_cmpint (place.y, ==, place_y);
}

static void
test_place (void)
{
  /* Below, in the middle. */
  assert_place (300, 100, 206, 124);
  /* Above where there is no room below. */
  assert_place (300, 320, 206, 240);
  /* Pushed in at the sides. */
  assert_place (0, 100, 0, 124);
  assert_place (590, 100, 400, 124);
}

/* The seed of a failure stands at the head of the test's output; --seed repeats it. */
static void
test_place_is_never_over_the_thing (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      graphene_rect_t thing = GRAPHENE_RECT_INIT (g_test_rand_double_range (0, WIDTH),
                                                  g_test_rand_double_range (0, HEIGHT),
                                                  g_test_rand_double_range (0, 60), 24);
      GdkRectangle place;

      fecho_hover_card_place (&thing, 200, g_test_rand_int_range (40, 150), WIDTH, HEIGHT, &place);

      g_assert_true (place.y >= thing.origin.y + 24 || place.y + place.height <= thing.origin.y);
      g_assert_cmpint (place.x, >=, 0);
      g_assert_cmpint (place.x + place.width, <=, WIDTH);
    }
}

#define ADD(path, test) \
  g_test_add ("/ui/hover-card/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;
  fecho_chart_test_init ();

  ADD ("marker", test_marker);
  ADD ("pill", test_pill);
  ADD ("many-codes", test_many_codes_are_summed);
  ADD ("rows", test_rows_are_of_the_last_thing);
  ADD ("reason", test_reason_is_harmless);
  ADD ("span", test_span);
  ADD ("span-goes-on", test_span_that_goes_on);
  g_test_add_func ("/ui/hover-card/place", test_place);
  g_test_add_func ("/ui/hover-card/never-over", test_place_is_never_over_the_thing);

  return g_test_run ();
}
