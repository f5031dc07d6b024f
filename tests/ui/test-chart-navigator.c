/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lanes.h"

#include "fecho-chart-fixture.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

#define WIDTH 900
#define HEIGHT 72
#define FULL_US (3600 * FECHO_TEST_SECOND)
/* Fingers that let go at this speed, in pixels per millisecond, get so many pixels further. */
#define SPEED 0.5
#define GLIDE_PX 125

typedef struct
{
  FechoTimelineModel *model;
  FechoRange *range;
  FechoChart *chart;
  GtkEventController *scroll;
  GtkWindow *window;
} Fixture;

/* Of the event under way. Outside of GTK none can be made: what is asked of it is answered here, by
 * the functions below, which stand before those of GTK. */
static struct
{
  GdkScrollUnit unit;
  GdkModifierType keys;
} event;

GdkScrollUnit
gtk_event_controller_scroll_get_unit (GtkEventControllerScroll *scroll)
{
  return event.unit;
}

GdkModifierType
gtk_event_controller_get_current_event_state (GtkEventController *controller)
{
  return event.keys;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  FechoLane *lane = fecho_lane_new ("first");
  GtkWidget *lanes = fecho_lanes_new ();

  fixture->model = fecho_chart_model_new ();
  fixture->range = fecho_timeline_model_get_range (fixture->model);
  fecho_chart_show (fixture->model, 1, &lane);
  fixture->chart = FECHO_CHART (lanes);
  fecho_chart_set_model (fixture->chart, fixture->model);
  fixture->window = fecho_chart_window_new (lanes, WIDTH, HEIGHT);
  fixture->scroll = fecho_chart_controller (lanes, GTK_TYPE_EVENT_CONTROLLER_SCROLL);
  event.unit = GDK_SCROLL_UNIT_WHEEL;
  event.keys = 0;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  gtk_window_destroy (fixture->window);
  fecho_ui_settle ();
  g_assert_finalize_object (fixture->model);
}

static gboolean
scroll (Fixture *fixture,
        double   dx,
        double   dy)
{
  gboolean stopped = FALSE;

  g_signal_emit_by_name (fixture->scroll, "scroll", dx, dy, &stopped);

  return stopped;
}

static double
get_width (Fixture *fixture)
{
  return fecho_chart_get_axis (fixture->chart)->width;
}

/* The end of the range, before now. */
static gint64
get_panned_us (Fixture *fixture)
{
  return FECHO_TEST_NOW_US - fecho_range_get_to_us (fixture->range);
}

static gint64
get_length_us (Fixture *fixture)
{
  return fecho_range_get_to_us (fixture->range) - fecho_range_get_from_us (fixture->range);
}

/* To a microsecond for each step: times are whole. */
static void
assert_about (gint64 us,
              gint64 expected_us)
{
  g_assert_cmpint (us, >=, expected_us - 4);
  g_assert_cmpint (us, <=, expected_us + 4);
}

static void
test_notches_pan (Fixture       *fixture,
                  gconstpointer  data)
{
  g_assert_true (scroll (fixture, -1, 0));
  assert_about (get_panned_us (fixture), FULL_US / 10);

  event.keys = GDK_SHIFT_MASK;
  g_assert_true (scroll (fixture, 0, -1));
  assert_about (get_panned_us (fixture), FULL_US / 5);
}

/* What lies under the fingers stays there. */
static void
test_fingers_pan (Fixture       *fixture,
                  gconstpointer  data)
{
  event.unit = GDK_SCROLL_UNIT_SURFACE;
  g_assert_true (scroll (fixture, -get_width (fixture) / 4, 0));
  assert_about (get_panned_us (fixture), FULL_US / 4);

  event.keys = GDK_SHIFT_MASK;
  g_assert_true (scroll (fixture, 0, -get_width (fixture) / 4));
  assert_about (get_panned_us (fixture), FULL_US / 2);
}

/* The scrolled window has it, whatever it is told in. */
static void
test_up_and_down_is_left (Fixture       *fixture,
                          gconstpointer  data)
{
  g_assert_false (scroll (fixture, 0, -1));
  event.unit = GDK_SCROLL_UNIT_SURFACE;
  g_assert_false (scroll (fixture, 0, -40));
  g_assert_cmpint (get_panned_us (fixture), ==, 0);
  g_assert_cmpint (get_length_us (fixture), ==, FULL_US);
}

static void
test_notches_zoom (Fixture       *fixture,
                   gconstpointer  data)
{
  event.keys = GDK_CONTROL_MASK;
  g_assert_true (scroll (fixture, 0, -1));
  assert_about (get_length_us (fixture), FULL_US * 4 / 5);
  g_assert_true (scroll (fixture, 0, 1));
  assert_about (get_length_us (fixture), FULL_US);
}

/* So many pixels are a notch, in as many steps as they come. */
static void
test_fingers_zoom (Fixture       *fixture,
                   gconstpointer  data)
{
  event.unit = GDK_SCROLL_UNIT_SURFACE;
  event.keys = GDK_CONTROL_MASK;
  g_assert_true (scroll (fixture, 0, -40));
  assert_about (get_length_us (fixture), FULL_US * 4 / 5);
  for (guint i = 0; i < 4; i++)
    g_assert_true (scroll (fixture, 0, 10));
  assert_about (get_length_us (fixture), FULL_US);
}

static gint64
to_us (Fixture *fixture,
       double   px)
{
  return (gint64)(px / get_width (fixture) * FULL_US);
}

/* As far as friction lets it, and no further however seldom a frame is drawn. */
static void
test_fingers_let_go (Fixture       *fixture,
                     gconstpointer  data)
{
  gint64 limit_us = to_us (fixture, GLIDE_PX + 1);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  event.unit = GDK_SCROLL_UNIT_SURFACE;
  g_assert_true (scroll (fixture, -1, 0));
  g_signal_emit_by_name (fixture->scroll, "decelerate", -SPEED, 0.0);
  fecho_test_wait (get_panned_us (fixture) > to_us (fixture, GLIDE_PX * 0.9));
  g_assert_cmpint (get_panned_us (fixture), <=, limit_us);
}

/* A wheel that turns on tells notches. */
static void
test_wheel_turns_on (Fixture       *fixture,
                     gconstpointer  data)
{
  const double notches = SPEED / (get_width (fixture) / 10);
  gint64 limit_us = FULL_US / 10 + to_us (fixture, GLIDE_PX);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  g_assert_true (scroll (fixture, -1, 0));
  g_signal_emit_by_name (fixture->scroll, "decelerate", -notches, 0.0);
  fecho_test_wait (get_panned_us (fixture) > FULL_US / 10 + to_us (fixture, GLIDE_PX * 0.9));
  g_assert_cmpint (get_panned_us (fixture), <=, limit_us);
}

static void
add (const char *path,
     void (*test)(Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;
  fecho_chart_test_init ();

  add ("/ui/chart-navigator/notches-pan", test_notches_pan);
  add ("/ui/chart-navigator/fingers-pan", test_fingers_pan);
  add ("/ui/chart-navigator/up-and-down-is-left", test_up_and_down_is_left);
  add ("/ui/chart-navigator/notches-zoom", test_notches_zoom);
  add ("/ui/chart-navigator/fingers-zoom", test_fingers_zoom);
  add ("/ui/chart-navigator/fingers-let-go", test_fingers_let_go);
  add ("/ui/chart-navigator/wheel-turns-on", test_wheel_turns_on);

  return g_test_run ();
}
