/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-computer-lane.h"

#include "fecho-chart-fixture.h"
#include "fecho-lanes.h"
#include "fecho-ui-fixture.h"

#define WIDTH 900
#define HEIGHT 27
#define OPEN_EDGE 0x4f9f74
#define DOWN_EDGE 0xb3202c
#define LOCAL 0x2d7dd2
#define WHITE 0xffffff

typedef struct
{
  FechoTimelineModel *model;
  FechoComputerLane *widget;
  FechoChart *chart;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->model = fecho_chart_model_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  fecho_ui_settle ();
  g_assert_finalize_object (fixture->model);
}

/* On the background of the charts, of a height that does not hang on the lane's. */
static GtkWindow *
put_in_window (GtkWidget *widget,
               int        width,
               int        height)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (box, "view");
  gtk_widget_set_size_request (box, -1, height);
  gtk_box_append (GTK_BOX (box), widget);

  return fecho_chart_window_new (box, width, height);
}

static GdkTexture *
take_picture (GtkWidget *widget)
{
  return fecho_chart_picture (gtk_widget_get_parent (widget));
}

static gint64
get_us (double at_s)
{
  return FECHO_TEST_NOW_US + (gint64)((at_s - 3600) * FECHO_TEST_SECOND);
}

static FechoComputerEvent
make_event (FechoComputerChangeKind kind,
            double                  from_s,
            double                  to_s,
            guint                   n_dropped)
{
  return (FechoComputerEvent) {
           .change = { kind, get_us (from_s), to_s > 3600 ? G_MAXINT64 : get_us (to_s), 0 },
           .link = FECHO_LINK_WIFI, .n_dropped = n_dropped,
  };
}

static void
present (Fixture                  *fixture,
         int                       width,
         guint                     n_events,
         const FechoComputerEvent *events)
{
  fecho_chart_show_computer (fixture->model, 0, NULL, n_events, events);
  fixture->widget = FECHO_COMPUTER_LANE (fecho_computer_lane_new ());
  fixture->chart = FECHO_CHART (fixture->widget);
  fecho_chart_set_model (fixture->chart, fixture->model);
  fixture->window = put_in_window (GTK_WIDGET (fixture->widget), width, 60);
}

static guint
pixel (Fixture *fixture,
       double   at_s)
{
  g_autoptr(GdkTexture) picture = take_picture (GTK_WIDGET (fixture->widget));

  return fecho_chart_pixel (picture, fecho_chart_x (fixture->chart, at_s), HEIGHT / 2 + 0.5);
}

static void
assert_description (Fixture    *fixture,
                    const char *expected)
{
  g_autofree char *error =
    gtk_test_accessible_check_property (GTK_ACCESSIBLE (fixture->widget),
                                        GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, expected);

  g_assert_cmpstr (error, ==, NULL);
}

static void
test_online (Fixture       *fixture,
             gconstpointer  data)
{
  present (fixture, WIDTH, 0, NULL);

  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (fixture->widget)), ==, HEIGHT);
  g_assert_cmphex (pixel (fixture, 1801), ==, OPEN_EDGE);
  /* Nothing is known of the first minute. */
  g_assert_cmphex (pixel (fixture, 30), !=, OPEN_EDGE);
  assert_description (fixture, "Online all the time that was watched");
}

static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  const FechoComputerEvent events[] = {
    make_event (FECHO_COMPUTER_OFFLINE, 1500, 2100, 10),
    make_event (FECHO_COMPUTER_SUSPENDED, 2400, 2700, 2),
  };
  FechoRange *range = fecho_timeline_model_get_range (fixture->model);
  GtkWidget *widget;

  present (fixture, WIDTH, G_N_ELEMENTS (events), events);
  widget = GTK_WIDGET (fixture->widget);

  g_assert_true (gtk_widget_activate_action (widget, "chart.next", NULL));
  assert_description (fixture, "Wi-Fi lost 16:05:00 – 16:15:00 (10 drops)");
  g_assert_true (gtk_widget_activate_action (widget, "chart.next", NULL));
  assert_description (fixture, "Suspended 16:20:00 – 16:25:00 (2 drops)");
  g_assert_true (gtk_widget_activate_action (widget, "chart.enter", NULL));
  g_assert_cmpint (fecho_range_get_from_us (range), ==, get_us (2100));
  g_assert_cmpint (fecho_range_get_to_us (range), ==, get_us (3000));
}

static void
test_offline (Fixture       *fixture,
              gconstpointer  data)
{
  const FechoComputerEvent events[] = {
    make_event (FECHO_COMPUTER_OFFLINE, 1500, 2100, 10),
    make_event (FECHO_COMPUTER_SUSPENDED, 2400, 2700, 2),
  };
  const FechoComputerEvent *picked;
  graphene_rect_t bounds;
  g_autoptr(GdkTexture) picture = NULL;
  double x;

  present (fixture, WIDTH, G_N_ELEMENTS (events), events);
  picture = take_picture (GTK_WIDGET (fixture->widget));
  x = fecho_chart_x (fixture->chart, 1500);

  g_assert_cmpuint (fecho_chart_count (picture, x + 2, HEIGHT / 2 - 5, 40, 10, DOWN_EDGE), >, 20);
  /* The pill stands before it; two drops have none. */
  g_assert_cmpuint (fecho_chart_count (picture, x - 60, 0, 58, HEIGHT, LOCAL), >, 30);
  g_assert_cmpuint (fecho_chart_count (picture, fecho_chart_x (fixture->chart, 2110), 0, 200,
                                       HEIGHT, LOCAL), ==, 0);
  g_assert_cmphex (pixel (fixture, 2310), ==, OPEN_EDGE);
  assert_description (fixture, "Wi-Fi lost 16:05:00 – 16:15:00 (10 drops), "
                               "Suspended 16:20:00 – 16:25:00 (2 drops)");

  g_assert_true (fecho_computer_lane_pick (fixture->widget, x + 20, &picked, &bounds));
  g_assert_cmpuint (picked->n_dropped, ==, 10);
  g_assert_cmpfloat_with_epsilon (bounds.origin.x, x, 1);
  g_assert_false (fecho_computer_lane_pick (fixture->widget, x - 40, &picked, &bounds));
}

static void
test_offline_now (Fixture       *fixture,
                  gconstpointer  data)
{
  const FechoComputerEvent event = make_event (FECHO_COMPUTER_OFFLINE, 3000, G_MAXINT, 0);
  g_autoptr(GdkTexture) picture = NULL;

  present (fixture, WIDTH, 1, &event);
  picture = take_picture (GTK_WIDGET (fixture->widget));

  g_assert_cmpuint (fecho_chart_count (picture, fecho_chart_x (fixture->chart, 3560),
                                       HEIGHT / 2 - 5, 6, 10, DOWN_EDGE), >, 4);
  assert_description (fixture, "Wi-Fi lost since 16:30:00");
}

/* A moment is seen and found however short it is. */
static void
test_moment (Fixture       *fixture,
             gconstpointer  data)
{
  const FechoComputerEvent event = make_event (FECHO_COMPUTER_NETWORK, 1800, 1800, 0);
  const FechoComputerEvent *picked;
  graphene_rect_t bounds;
  double x;

  present (fixture, WIDTH, 1, &event);
  x = fecho_chart_x (fixture->chart, 1800);

  g_assert_cmphex (pixel (fixture, 1800), ==, LOCAL);
  g_assert_true (fecho_computer_lane_pick (fixture->widget, x + 10, &picked, &bounds));
  assert_description (fixture, "Changed to Wi-Fi 16:10:00");
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  present (fixture, 360, 0, NULL);

  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (fixture->widget)), ==, 0);
}

/* -- through all lanes */

static guint
get_band_pixel (FechoComputerChangeKind kind,
                guint                   n_dropped)
{
  g_autoptr(FechoTimelineModel) model = fecho_chart_model_new ();
  GtkWidget *lanes = fecho_lanes_new ();
  const FechoComputerEvent event = make_event (kind, 1800, 1800, n_dropped);
  FechoLane *lane = fecho_lane_new ("first");
  g_autoptr(GdkTexture) picture = NULL;
  GtkWindow *window;
  guint color;

  fecho_chart_set_model (FECHO_CHART (lanes), model);
  fecho_chart_show_computer (model, 1, &lane, 1, &event);
  window = put_in_window (lanes, WIDTH, 100);
  picture = take_picture (lanes);
  color = fecho_chart_pixel (picture, fecho_chart_x (FECHO_CHART (lanes), 1800) + 3, 5);
  gtk_window_destroy (window);

  return color;
}

static void
test_bands (void)
{
  /* 16 % of the colour of the origin, on white. */
  g_assert_cmphex (get_band_pixel (FECHO_COMPUTER_OFFLINE, 0), ==, 0xdeebf8);
  g_assert_cmphex (get_band_pixel (FECHO_COMPUTER_NETWORK, 1), ==, 0xdeebf8);
  g_assert_cmphex (get_band_pixel (FECHO_COMPUTER_NETWORK, 0), ==, WHITE);
  g_assert_cmphex (get_band_pixel (FECHO_COMPUTER_CLOCK, 0), ==, WHITE);
}

int
main (int   argc,
      char *argv[])
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;
  fecho_chart_test_init ();

#define ADD(path, func) \
  g_test_add ("/ui/computer-lane/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("online", test_online);
  ADD ("offline", test_offline);
  ADD ("keys", test_keys);
  ADD ("offline-now", test_offline_now);
  ADD ("moment", test_moment);
  ADD ("narrow", test_narrow);
#undef ADD
  g_test_add_func ("/ui/computer-lane/bands", test_bands);

  return g_test_run ();
}
