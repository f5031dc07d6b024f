/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-density.h"

#include "fecho-chart-fixture.h"
#include "fecho-ui-fixture.h"

#define HEIGHT 54
#define TOP 11
#define ABNORMAL 0x950a22
#define SERVER 0xdc6800
#define WHITE 0xffffff

typedef struct
{
  FechoTimelineModel *model;
  FechoLane *lane;
  FechoDensity *widget;
  FechoChart *chart;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->model = fecho_chart_model_new ();
  fixture->lane = fecho_lane_new ("first");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  fecho_ui_settle ();
  g_assert_finalize_object (fixture->model);
}

static void
present (Fixture *fixture)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fecho_chart_show (fixture->model, 1, &fixture->lane);
  fixture->widget = FECHO_DENSITY (fecho_density_new ());
  fixture->chart = FECHO_CHART (fixture->widget);
  fecho_chart_set_model (fixture->chart, fixture->model);
  gtk_widget_add_css_class (box, "view");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->widget));
  fixture->window = fecho_chart_window_new (box, 900, HEIGHT);
}

static GdkTexture *
take_picture (Fixture *fixture)
{
  return fecho_chart_picture (gtk_widget_get_parent (GTK_WIDGET (fixture->widget)));
}

/* An hour has buckets of a minute: these are in one. */
static void
add_column (Fixture *fixture,
            guint    n_abnormal,
            guint    n_server)
{
  for (guint i = 0; i < n_abnormal; i++)
    fecho_chart_add_close (fixture->lane, 1830, 1006);
  for (guint i = 0; i < n_server; i++)
    fecho_chart_add_close (fixture->lane, 1831, 1011);
}

static void
test_stack (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GdkTexture) picture = NULL;
  double x;

  add_column (fixture, 3, 1);
  present (fixture);
  picture = take_picture (fixture);
  x = fecho_chart_x (fixture->chart, 1830);

  /* The base up to three quarters, a gap of a pixel, and the rest up to the line of the most. */
  g_assert_cmphex (fecho_chart_pixel (picture, x, HEIGHT - 3), ==, ABNORMAL);
  g_assert_cmphex (fecho_chart_pixel (picture, x, TOP + 13), ==, ABNORMAL);
  g_assert_cmphex (fecho_chart_pixel (picture, x, TOP + 3), ==, SERVER);
  g_assert_cmphex (fecho_chart_pixel (picture, x, TOP - 3), ==, WHITE);
  g_assert_cmphex (fecho_chart_pixel (picture, fecho_chart_x (fixture->chart, 1770), HEIGHT - 3),
                   ==, WHITE);
}

static void
test_least_is_seen (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(GdkTexture) picture = NULL;

  add_column (fixture, 200, 0);
  fecho_chart_add_close (fixture->lane, 630, 1011);
  present (fixture);
  picture = take_picture (fixture);

  g_assert_cmphex (fecho_chart_pixel (picture, fecho_chart_x (fixture->chart, 630), HEIGHT - 2), ==,
                   SERVER);
}

static void
test_counts_closes_alone (Fixture       *fixture,
                          gconstpointer  data)
{
  const FechoBuckets *buckets;

  add_column (fixture, 1, 0);
  fecho_chart_add_attempt (fixture->lane, 1832, 1006);
  fecho_chart_add_close (fixture->lane, 1833, 1006)->own = TRUE;
  fecho_chart_add_close (fixture->lane, 1834, 1006)->interrupted = TRUE;
  /* After the range. */
  fecho_chart_add_close (fixture->lane, 3601, 1006);
  present (fixture);
  buckets = fecho_density_get_buckets (fixture->widget);

  g_assert_cmpint (buckets->step_us, ==, 60 * FECHO_TEST_SECOND);
  g_assert_cmpuint (fecho_buckets_get_total (buckets, fecho_buckets_find_peak (buckets, ~0u), ~0u),
                    ==, 1);
  g_assert_cmpuint (fecho_buckets_get_total (buckets, buckets->n_buckets - 1, ~0u), ==, 0);
}

static void
test_class_that_is_off (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(GdkTexture) picture = NULL;

  add_column (fixture, 3, 1);
  present (fixture);
  fecho_timeline_model_set_classes (fixture->model, 1u << FECHO_CLOSE_CLASS_SERVER);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  picture = take_picture (fixture);

  /* What is left is the whole column. */
  g_assert_cmphex (fecho_chart_pixel (picture, fecho_chart_x (fixture->chart, 1830), HEIGHT - 3),
                   ==, SERVER);
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  add_column (fixture, 3, 1);
  present (fixture);

  gtk_test_accessible_assert_role (fixture->widget, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (fixture->widget, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Closes over Time");
  gtk_test_accessible_assert_property (fixture->widget, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "4 closes; most at 16:10:00 – 16:11:00: 4 (Abnormal: 3)");
}

static void
test_drag_zooms (Fixture       *fixture,
                 gconstpointer  data)
{
  FechoRange *range = fecho_timeline_model_get_range (fixture->model);
  GtkGesture *drag;
  double quarter;

  present (fixture);
  quarter = fecho_chart_get_axis (fixture->chart)->width / 4;
  drag = fecho_chart_controller (GTK_WIDGET (fixture->widget), GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (drag, "drag-begin", fecho_chart_x (fixture->chart, 1800), 20.0);
  g_signal_emit_by_name (drag, "drag-update", quarter, 0.0);
  g_signal_emit_by_name (drag, "drag-end", -quarter, 0.0);

  g_assert_cmpint (fecho_range_get_from_us (range), ==,
                   FECHO_TEST_NOW_US - 2700 * FECHO_TEST_SECOND);
  g_assert_cmpint (fecho_range_get_to_us (range), ==,
                   FECHO_TEST_NOW_US - 1800 * FECHO_TEST_SECOND);
}

static void
test_click_is_no_drag (Fixture       *fixture,
                       gconstpointer  data)
{
  FechoRange *range = fecho_timeline_model_get_range (fixture->model);
  GtkGesture *drag;

  present (fixture);
  drag = fecho_chart_controller (GTK_WIDGET (fixture->widget), GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (drag, "drag-begin", 400.0, 20.0);
  g_signal_emit_by_name (drag, "drag-end", 2.0, 0.0);

  g_assert_cmpint (fecho_range_get_preset (range), ==, FECHO_PRESET_1_H);
}

static void
test_double_click_returns (Fixture       *fixture,
                           gconstpointer  data)
{
  FechoRange *range = fecho_timeline_model_get_range (fixture->model);
  GtkGesture *click;

  present (fixture);
  click = fecho_chart_controller (GTK_WIDGET (fixture->widget), GTK_TYPE_GESTURE_CLICK);
  fecho_range_pan (range, -600 * FECHO_TEST_SECOND);
  g_assert_cmpint (fecho_range_get_preset (range), ==, FECHO_PRESET_CUSTOM);

  g_signal_emit_by_name (click, "pressed", 1, 400.0, 20.0);
  g_assert_cmpint (fecho_range_get_preset (range), ==, FECHO_PRESET_CUSTOM);
  g_signal_emit_by_name (click, "pressed", 2, 400.0, 20.0);
  g_assert_cmpint (fecho_range_get_preset (range), ==, FECHO_PRESET_1_H);
}

static void
act (Fixture    *fixture,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->widget), action, NULL));
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  FechoRange *range = fecho_timeline_model_get_range (fixture->model);

  fecho_chart_add_close (fixture->lane, 600, 1006);
  add_column (fixture, 3, 1);
  present (fixture);

  act (fixture, "chart.last");
  gtk_test_accessible_assert_property (fixture->widget, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "16:10:00 – 16:11:00 4 closes Abnormal: 3 Server: 1");
  act (fixture, "chart.previous");
  gtk_test_accessible_assert_property (fixture->widget, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "15:50:00 – 15:51:00 1 close Abnormal: 1");
  act (fixture, "chart.enter");
  g_assert_cmpint (fecho_range_get_from_us (range), ==,
                   FECHO_TEST_NOW_US - 3000 * FECHO_TEST_SECOND);
  g_assert_cmpint (fecho_range_get_to_us (range), ==,
                   FECHO_TEST_NOW_US - 2940 * FECHO_TEST_SECOND);
  act (fixture, "chart.clear");
  gtk_test_accessible_assert_property (fixture->widget, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "5 closes; most at 16:10:00 – 16:11:00: 4 (Abnormal: 3)");
}

#define ADD(path, test) \
  g_test_add ("/ui/density/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;
  fecho_chart_test_init ();

  ADD ("stack", test_stack);
  ADD ("least", test_least_is_seen);
  ADD ("closes-alone", test_counts_closes_alone);
  ADD ("class-off", test_class_that_is_off);
  ADD ("accessible", test_accessible);
  ADD ("keys", test_keys);
  ADD ("drag", test_drag_zooms);
  ADD ("click", test_click_is_no_drag);
  ADD ("double-click", test_double_click_returns);

  return g_test_run ();
}
