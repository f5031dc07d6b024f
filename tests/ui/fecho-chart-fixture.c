/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-chart-fixture.h"

#include "fecho-clock.h"
#include "fecho-cluster.h"
#include "fecho-timeline-query.h"

#define LENGTH_S 3600

static gint64
get_now (gpointer data)
{
  return FECHO_TEST_NOW_US;
}

void
fecho_chart_test_init (void)
{
  static const FechoClock clock = { get_now, get_now, get_now, NULL };
  g_autoptr(GtkCssProvider) provider = gtk_css_provider_new ();

  fecho_clock_replace (&clock);
  gtk_css_provider_load_from_resource (provider, "/io/github/fecho/Fecho/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

FechoTimelineModel *
fecho_chart_model_new (void)
{
  FechoTimelineModel *model = fecho_timeline_model_new ();
  g_autoptr(FechoRange) range = fecho_range_new ();

  fecho_range_set_preset (range, FECHO_PRESET_1_H);
  fecho_timeline_model_set_range (model, range);

  return model;
}

/* Sums of the lanes within the range, counted one by one. */
static void
count_lane (const FechoLane     *lane,
            FechoTimelineModel  *model,
            FechoTimelineAnswer *answer,
            guint               *by_code)
{
  for (guint i = 0; i < lane->markers->len; i++)
    {
      const FechoMarker *marker = &g_array_index (lane->markers, FechoMarker, i);

      if (marker->at_us < fecho_timeline_model_get_from_us (model) ||
          marker->at_us >= fecho_timeline_model_get_to_us (model))
        continue;
      if (fecho_marker_is_attempt (marker))
        answer->summary->n_failed_attempts += marker->n;
      else if (!fecho_marker_is_close (marker))
        answer->summary->n_own += marker->own && !marker->interrupted ? marker->n : 0;
      else
        {
          answer->summary->n_closes += marker->n;
          by_code[marker->code] += marker->n;
          for (guint j = 0; j < marker->n; j++)
            fecho_buckets_add (answer->buckets, marker->at_us,
                               fecho_close_code_get_class (marker->code));
        }
    }
}

static FechoTimelineAnswer *
make_answer (FechoTimelineModel  *model,
             guint                n_lanes,
             FechoLane          **lanes)
{
  FechoTimelineAnswer *answer = fecho_timeline_answer_new ();
  g_autofree guint *by_code = g_new0 (guint, G_MAXUINT16 + 1);

  answer->lanes = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_lane_free);
  answer->summary = fecho_summary_new ();
  answer->buckets = fecho_buckets_new (fecho_timeline_model_get_from_us (model),
                                       fecho_timeline_model_get_to_us (model),
                                       FECHO_TIMELINE_MAX_BUCKETS);
  answer->computer = g_array_new (FALSE, FALSE, sizeof (FechoComputerEvent));
  for (guint i = 0; i < n_lanes; i++)
    {
      count_lane (lanes[i], model, answer, by_code);
      g_ptr_array_add (answer->lanes, lanes[i]);
    }
  for (int code = 0; code <= G_MAXUINT16; code++)
    {
      FechoCount count = { .key = code, .n_closes = by_code[code] };

      if (count.n_closes > 0)
        g_array_append_val (answer->summary->by_code, count);
    }

  return answer;
}

static void
show (FechoTimelineModel  *model,
      FechoTimelineAnswer *answer,
      gint64               known_to_us)
{
  const FechoLaneView view = {
    .from_us = fecho_timeline_model_get_from_us (model), .to_us = known_to_us, .live = TRUE,
  };
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  g_auto(GStrv) scope = NULL;

  for (guint i = 0; i < answer->lanes->len; i++)
    g_strv_builder_add (ids, ((FechoLane *)answer->lanes->pdata[i])->session_id);
  scope = g_strv_builder_end (ids);
  fecho_timeline_model_set_scope (model, (const char *const *)scope);
  fecho_timeline_model_take_answer (model, answer, &view);
}

void
fecho_chart_show_until (FechoTimelineModel  *model,
                        guint                n_lanes,
                        FechoLane          **lanes,
                        gint64               known_to_us)
{
  show (model, make_answer (model, n_lanes, lanes), known_to_us);
}

void
fecho_chart_show (FechoTimelineModel  *model,
                  guint                n_lanes,
                  FechoLane          **lanes)
{
  fecho_chart_show_until (model, n_lanes, lanes, FECHO_TEST_NOW_US);
}

void
fecho_chart_show_computer (FechoTimelineModel        *model,
                           guint                      n_lanes,
                           FechoLane                **lanes,
                           guint                      n_events,
                           const FechoComputerEvent  *events)
{
  FechoTimelineAnswer *answer = make_answer (model, n_lanes, lanes);
  const FechoInterval known = {
    fecho_timeline_model_get_from_us (model) + 60 * FECHO_TEST_SECOND, G_MAXINT64,
  };

  g_array_append_vals (answer->computer, events, n_events);
  g_array_append_val (answer->computer_known, known);
  show (model, answer, FECHO_TEST_NOW_US);
}

static gint64
get_us (double at_s)
{
  return FECHO_TEST_NOW_US + (gint64)((at_s - LENGTH_S) * FECHO_TEST_SECOND);
}

FechoMarker *
fecho_chart_add_close (FechoLane *lane,
                       double     at_s,
                       guint16    code)
{
  static gint64 last_id;
  FechoMarker marker = {
    .id = ++last_id,
    .at_us = get_us (at_s),
    .last_us = get_us (at_s),
    .n = 1,
    .life_us = 60 * FECHO_TEST_SECOND,
    .code = code,
    .closed_by = FECHO_CLOSED_BY_SERVER,
    .was_clean = code != 1006,
  };

  g_array_append_val (lane->markers, marker);

  return &g_array_index (lane->markers, FechoMarker, lane->markers->len - 1);
}

FechoMarker *
fecho_chart_add_attempt (FechoLane *lane,
                         double     at_s,
                         guint16    code)
{
  FechoMarker *marker = fecho_chart_add_close (lane, at_s, code);

  marker->life_us = FECHO_UNKNOWN;

  return marker;
}

void
fecho_chart_add_span (FechoLane     *lane,
                      double         from_s,
                      double         to_s,
                      FechoSpanKind  kind)
{
  FechoSpan span = { get_us (from_s), get_us (to_s), kind };

  g_array_append_val (lane->spans, span);
}

double
fecho_chart_x (FechoChart *chart,
               double      at_s)
{
  return fecho_chart_get_layout (chart)->left +
         fecho_time_axis_to_x (fecho_chart_get_axis (chart), get_us (at_s));
}

GtkWindow *
fecho_chart_window_new (GtkWidget *widget,
                        int        width,
                        int        height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);

  return GTK_WINDOW (window);
}

GdkTexture *
fecho_chart_picture (GtkWidget *widget)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);

  return gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
}

static guint32 *
download (GdkTexture *picture)
{
  int width = gdk_texture_get_width (picture);
  guint32 *pixels = g_new (guint32, width * gdk_texture_get_height (picture));

  gdk_texture_download (picture, (guchar *)pixels, (gsize)width * 4);

  return pixels;
}

guint
fecho_chart_pixel (GdkTexture *picture,
                   double      x,
                   double      y)
{
  g_autofree guint32 *pixels = download (picture);

  g_assert_cmpfloat (x, >=, 0);
  g_assert_cmpfloat (x, <, gdk_texture_get_width (picture));
  g_assert_cmpfloat (y, >=, 0);
  g_assert_cmpfloat (y, <, gdk_texture_get_height (picture));

  return pixels[(int)y * gdk_texture_get_width (picture) + (int)x] & 0xffffff;
}

guint
fecho_chart_count (GdkTexture *picture,
                   double      x,
                   double      y,
                   int         width,
                   int         height,
                   guint       color)
{
  g_autofree guint32 *pixels = download (picture);
  int stride = gdk_texture_get_width (picture);
  guint n_found = 0;

  for (int row = (int)y; row < (int)y + height; row++)
    for (int column = (int)x; column < (int)x + width; column++)
      if ((pixels[row * stride + column] & 0xffffff) == color)
        n_found++;

  return n_found;
}

/* Every chart has a menu. */
static gboolean
is_of_menu (GtkEventController *controller)
{
  return GTK_IS_GESTURE_SINGLE (controller) &&
         gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) > GDK_BUTTON_PRIMARY;
}

gpointer
fecho_chart_controller (GtkWidget *widget,
                        GType      type)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  gpointer found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!G_TYPE_CHECK_INSTANCE_TYPE (controller, type) || is_of_menu (controller))
        continue;

      g_assert_null (found);
      found = controller;
    }
  g_assert_nonnull (found);

  return found;
}

void
fecho_chart_hover (GtkWidget *widget,
                   double     x,
                   double     y)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        g_signal_emit_by_name (controller, "motion", x, y);
    }
}
