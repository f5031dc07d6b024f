/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lanes-private.h"

#include <math.h>

#include <glib/gi18n.h>

#include "fecho-chart-navigator.h"
#include "fecho-close-menu.h"

#define LANE_MIN_PX 28
/* A narrow lane has its name above the bar. */
#define NARROW_BAR_PX 33

G_DEFINE_FINAL_TYPE (FechoLanes, fecho_lanes, FECHO_TYPE_CHART)

enum
{
  HOVER_CHANGED,
  SELECTION_CHANGED,
  ACTIVATED,
  SESSION_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static int
get_min_lane_px (FechoLanes *self,
                 gboolean    narrow)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int line_px = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);

  return narrow ? MAX (FECHO_LANES_MAX_LANE_PX, 2 * line_px) : MAX (LANE_MIN_PX, line_px + 6);
}

static gboolean
find_lane_at (FechoLanes *self,
              double      y,
              guint      *ret_lane)
{
  if (self->lane_px <= 0 || y < 0 || y >= (double)fecho_lanes_count (self) * self->lane_px)
    return FALSE;

  *ret_lane = (guint)(y / self->lane_px);

  return TRUE;
}

/* The pill or marker at a point, by its lane and index. */
static gboolean
find_cluster_at (FechoLanes *self,
                 double      x,
                 double      y,
                 guint      *ret_lane,
                 guint      *ret_index)
{
  double axis_x = x - fecho_lanes_get_layout (self)->left;

  return find_lane_at (self, y, ret_lane) &&
         fecho_lane_geometry_pick (fecho_lane_cache_get_geometry (self->cache, *ret_lane), axis_x,
                                   y - fecho_lanes_get_bar_y (self, *ret_lane), ret_index);
}

/* What goes on at a point beside the markers. */
static void
fill_span_hit (FechoLanes    *self,
               guint          lane,
               double         x,
               FechoLanesHit *hit)
{
  const FechoTimeAxis *axis = fecho_chart_get_axis (FECHO_CHART (self));
  double axis_x = x - fecho_lanes_get_layout (self)->left;

  if (axis_x < 0 || axis_x > axis->width)
    return;

  hit->span = fecho_lane_find_span (hit->lane->lane, fecho_time_axis_to_us (axis, axis_x),
                                    hit->lane->known_to_us);
  hit->bounds = GRAPHENE_RECT_INIT (x, fecho_lanes_get_bar_y (self, lane) - FECHO_LANE_HIT_PX, 0,
                                    2 * FECHO_LANE_HIT_PX);
}

static void
update_pointer (FechoLanes *self)
{
  FechoTimelineModel *model = fecho_chart_get_model (FECHO_CHART (self));
  const FechoTimeAxis *axis = fecho_chart_get_axis (FECHO_CHART (self));
  double x = self->pointer_x - fecho_lanes_get_layout (self)->left;
  gint64 pointer_us = FECHO_NO_POINTER;

  if (model == NULL)
    return;

  if (self->pointer_inside && x >= 0 && x <= axis->width)
    pointer_us = fecho_time_axis_to_us (axis, x);
  fecho_timeline_model_set_pointer_us (model, pointer_us);
}

static void
hover_changed (FechoLanes *self)
{
  update_pointer (self);
  g_signal_emit (self, signals[HOVER_CHANGED], 0);
}

static void
show_lane (FechoLanes *self,
           guint       lane)
{
  double top = (double)lane * self->lane_px;

  if (self->scroll != NULL)
    gtk_adjustment_clamp_page (self->scroll, top, top + self->lane_px);
}

/* Lanes that are not on the screen need not be read. */
static void
update_window (FechoLanes *self)
{
  FechoTimelineModel *model = fecho_chart_get_model (FECHO_CHART (self));
  guint first;
  guint end;

  if (model == NULL || self->lane_px <= 0)
    return;

  fecho_lanes_get_visible (self, &first, &end);
  fecho_timeline_model_set_window (model, first, end, fecho_lanes_get_layout (self)->width);
}

static void
scrolled_cb (FechoLanes *self)
{
  update_window (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
countdown_cb (gpointer data)
{
  gtk_widget_queue_draw (data);

  return G_SOURCE_CONTINUE;
}

static void
update_countdown (FechoLanes *self)
{
  gboolean wanted = fecho_lanes_get_layout (self)->narrow &&
                    gtk_widget_get_mapped (GTK_WIDGET (self));

  if (wanted && self->countdown_id == 0)
    self->countdown_id = g_timeout_add_seconds (1, countdown_cb, self);
  else if (!wanted)
    g_clear_handle_id (&self->countdown_id, g_source_remove);
}

static void
moved_cb (FechoLanes *self,
          double      x,
          double      y)
{
  self->pointer_inside = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
  hover_changed (self);
}

static void
left_cb (FechoLanes *self)
{
  self->pointer_inside = FALSE;
  hover_changed (self);
}

static void
pressed_cb (FechoLanes *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* The name of a session: before the bar, in a narrow lane above it. */
static gboolean
is_on_label (FechoLanes *self,
             double      x,
             double      y)
{
  const FechoChartLayout *layout = fecho_lanes_get_layout (self);
  guint lane;

  if (!layout->narrow)
    return x < layout->left - FECHO_LANE_HIT_PX;

  return find_lane_at (self, y, &lane) && x < layout->left + layout->width / 2 &&
         y < fecho_lanes_get_bar_y (self, lane) - FECHO_LANE_HIT_PX;
}

static void
released_cb (FechoLanes *self,
             int         n_press,
             double      x,
             double      y)
{
  FechoLanesHit hit;
  guint lane;
  guint index;

  if (is_on_label (self, x, y) && find_lane_at (self, y, &lane))
    {
      fecho_lanes_choose_session (self, lane);
      return;
    }
  if (!find_cluster_at (self, x, y, &lane, &index))
    {
      fecho_lane_cursor_clear (&self->cursor);
      fecho_lanes_cursor_moved (self);
      return;
    }

  fecho_lane_cursor_set (&self->cursor, self->cache, lane, (int)index);
  fecho_lanes_cursor_moved (self);
  if (fecho_lanes_pick (self, x, y, &hit) &&
      (hit.n_ends == 1 || !fecho_lanes_split (self, &hit)))
    fecho_lanes_activate (self);
}

static void
follow_scrolling (FechoLanes *self)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);

  if (window == NULL)
    return;

  g_set_object (&self->scroll,
                gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window)));
  g_signal_connect_object (self->scroll, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scroll, "notify::page-size", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  update_window (self);
}

static void
fecho_lanes_axis_changed (FechoChart *chart)
{
  hover_changed (FECHO_LANES (chart));
}

static void
fecho_lanes_lanes_changed (FechoChart *chart)
{
  FechoLanes *self = FECHO_LANES (chart);

  fecho_lane_cache_look_up (self->cache);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  fecho_lanes_update_label (self);
  fecho_lanes_update_description (self);
  hover_changed (self);
}

/* Of what the cursor is on. */
static void
append_closes (FechoLanes *self,
               GMenu      *menu)
{
  FechoCloseMenuSubject subject = { 0 };
  g_autoptr(GMenu) closes = NULL;
  FechoLanesHit hit;

  if (!fecho_lanes_get_selected (self, &hit))
    return;

  subject.session_id = hit.lane->lane->session_id;
  subject.code = hit.markers[0].code;
  subject.from_us = hit.markers[0].at_us;
  subject.to_us = hit.markers[hit.n_markers - 1].last_us;
  for (guint i = 0; i < hit.n_markers; i++)
    {
      subject.to_us = MAX (subject.to_us, hit.markers[i].at_us);
      if (hit.markers[i].code != subject.code)
        subject.code = 0;
    }
  closes = fecho_close_menu_new ("win", &subject);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (closes));
}

static void
fecho_lanes_fill_menu (FechoChart *chart,
                       GMenu      *menu,
                       double      x,
                       double      y)
{
  FechoLanes *self = FECHO_LANES (chart);
  g_autoptr(GMenu) range = g_menu_new ();
  guint lane = 0;
  guint index = 0;
  int cluster = -1;

  if (!find_lane_at (self, y, &lane))
    return;

  if (find_cluster_at (self, x, y, &lane, &index))
    cluster = index;
  fecho_lane_cursor_set (&self->cursor, self->cache, lane, cluster);
  fecho_lanes_cursor_moved (self);
  append_closes (self, menu);
  if (self->cursor.marker_id == 0)
    g_menu_append (range, _("_Only This Session"), "lanes.scope");
  g_menu_append (range, _("_Whole Range"), "chart.whole-range");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (range));
}

static void
fecho_lanes_get_cursor (FechoChart *chart,
                        double     *x,
                        double     *y)
{
  FechoLanes *self = FECHO_LANES (chart);
  FechoLanesHit hit;
  guint lane = 0;

  if (fecho_lanes_get_selected (self, &hit))
    {
      *x = hit.bounds.origin.x + hit.bounds.size.width / 2;
      *y = hit.bounds.origin.y + hit.bounds.size.height / 2;
      return;
    }

  (void)fecho_lane_cursor_get_lane (&self->cursor, self->cache, &lane); /* else the first */
  *y = fecho_lanes_get_bar_y (self, lane);
}

static gboolean
fecho_lanes_get_cursor_us (FechoChart *chart,
                           gint64     *ret_us)
{
  FechoLanes *self = FECHO_LANES (chart);
  const FechoLaneGeometry *geometry;
  guint lane;
  guint index;

  if (!fecho_lane_cursor_locate (&self->cursor, self->cache, &lane, &index))
    return FALSE;

  geometry = fecho_lane_cache_get_geometry (self->cache, lane);
  *ret_us = fecho_time_axis_to_us (fecho_chart_get_axis (chart),
                                   fecho_lane_geometry_get_cluster (geometry, index)->x);

  return TRUE;
}

static void
fecho_lanes_restyled (FechoChart *chart)
{
  FechoLanes *self = FECHO_LANES (chart);

  fecho_lane_cache_restyle (self->cache);
  update_countdown (self);
}

static void
dictionaries_changed_cb (FechoLanes *self)
{
  fecho_lane_cache_look_up (self->cache);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GtkSizeRequestMode
fecho_lanes_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fecho_lanes_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  FechoLanes *self = FECHO_LANES (widget);
  int n_lanes = (int)fecho_lanes_count (self);
  gboolean narrow = for_size < 0 ? fecho_lanes_get_layout (self)->narrow
                    : for_size < FECHO_CHART_NARROW_PX;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 200;
      *natural = 400;
      return;
    }

  *minimum = n_lanes * get_min_lane_px (self, narrow);
  *natural = MAX (n_lanes * FECHO_LANES_MAX_LANE_PX, *minimum);
}

static void
fecho_lanes_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  FechoLanes *self = FECHO_LANES (widget);
  int n_lanes = (int)fecho_lanes_count (self);

  GTK_WIDGET_CLASS (fecho_lanes_parent_class)->size_allocate (widget, width, height, baseline);

  self->lane_px = MIN (height / MAX (n_lanes, 1), FECHO_LANES_MAX_LANE_PX);
  self->lane_px = MAX (self->lane_px,
                       get_min_lane_px (self, fecho_lanes_get_layout (self)->narrow));
  if (fecho_chart_get_model (FECHO_CHART (self)) != NULL)
    fecho_timeline_model_set_narrow (fecho_chart_get_model (FECHO_CHART (self)),
                                     fecho_lanes_get_layout (self)->narrow);
  update_window (self);
}

static void
fecho_lanes_map (GtkWidget *widget)
{
  FechoLanes *self = FECHO_LANES (widget);

  GTK_WIDGET_CLASS (fecho_lanes_parent_class)->map (widget);

  if (self->scroll == NULL)
    follow_scrolling (self);
  update_countdown (self);
}

static void
fecho_lanes_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fecho_lanes_parent_class)->unmap (widget);

  update_countdown (FECHO_LANES (widget));
}

static void
fecho_lanes_dispose (GObject *object)
{
  FechoLanes *self = FECHO_LANES (object);

  g_clear_handle_id (&self->countdown_id, g_source_remove);
  if (self->scroll != NULL)
    g_signal_handlers_disconnect_by_data (self->scroll, self);
  g_clear_object (&self->scroll);

  G_OBJECT_CLASS (fecho_lanes_parent_class)->dispose (object);
}

static void
fecho_lanes_finalize (GObject *object)
{
  FechoLanes *self = FECHO_LANES (object);

  fecho_lane_cursor_clear (&self->cursor);
  fecho_lane_cache_free (self->cache);

  G_OBJECT_CLASS (fecho_lanes_parent_class)->finalize (object);
}

static void
fecho_lanes_class_init (FechoLanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FechoChartClass *chart_class = FECHO_CHART_CLASS (klass);

  object_class->dispose = fecho_lanes_dispose;
  object_class->finalize = fecho_lanes_finalize;
  widget_class->get_request_mode = fecho_lanes_get_request_mode;
  widget_class->measure = fecho_lanes_measure;
  widget_class->size_allocate = fecho_lanes_size_allocate;
  widget_class->snapshot = fecho_lanes_snapshot;
  widget_class->map = fecho_lanes_map;
  widget_class->unmap = fecho_lanes_unmap;
  chart_class->axis_changed = fecho_lanes_axis_changed;
  chart_class->lanes_changed = fecho_lanes_lanes_changed;
  chart_class->restyled = fecho_lanes_restyled;
  chart_class->show_table = fecho_lanes_show_table;
  chart_class->fill_menu = fecho_lanes_fill_menu;
  chart_class->get_cursor = fecho_lanes_get_cursor;
  chart_class->get_cursor_us = fecho_lanes_get_cursor_us;

  signals[HOVER_CHANGED] = g_signal_new ("hover-changed", FECHO_TYPE_LANES, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", FECHO_TYPE_LANES,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                             0);
  signals[ACTIVATED] = g_signal_new ("activated", FECHO_TYPE_LANES, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  signals[SESSION_CHOSEN] = g_signal_new ("session-chosen", FECHO_TYPE_LANES, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, FECHO_TYPE_SESSION);

  gtk_widget_class_set_css_name (widget_class, "lanes");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  fecho_lanes_install_actions (widget_class);
  fecho_lanes_install_keys (widget_class);
}

static void
add_controllers (FechoLanes *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  fecho_chart_navigator_attach (FECHO_CHART (self), TRUE);
}

static void
fecho_lanes_init (FechoLanes *self)
{
  self->cache = fecho_lane_cache_new (FECHO_CHART (self));
  g_signal_connect_object (fecho_dictionary_shelf_get_default (), "changed",
                           G_CALLBACK (dictionaries_changed_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_controllers (self);
}

GtkWidget *
fecho_lanes_new (void)
{
  return g_object_new (FECHO_TYPE_LANES, NULL);
}

gboolean
fecho_lanes_pick (FechoLanes    *self,
                  double         x,
                  double         y,
                  FechoLanesHit *ret_hit)
{
  FechoLanesHit hit = { 0 };
  guint lane;
  guint index;

  g_return_val_if_fail (FECHO_IS_LANES (self), FALSE);

  if (!find_lane_at (self, y, &lane))
    return FALSE;

  hit.lane = fecho_lane_cache_get_lane (self->cache, lane);
  if (find_cluster_at (self, x, y, &lane, &index))
    fecho_lanes_fill_hit (self, lane, index, &hit);
  else
    fill_span_hit (self, lane, x, &hit);

  if (hit.markers == NULL && hit.span == NULL)
    return FALSE;

  *ret_hit = hit;

  return TRUE;
}

gboolean
fecho_lanes_get_hover (FechoLanes    *self,
                       FechoLanesHit *ret_hit)
{
  g_return_val_if_fail (FECHO_IS_LANES (self), FALSE);

  return self->pointer_inside && fecho_lanes_pick (self, self->pointer_x, self->pointer_y, ret_hit);
}

gboolean
fecho_lanes_is_building (FechoLanes *self)
{
  g_return_val_if_fail (FECHO_IS_LANES (self), FALSE);

  return fecho_lane_cache_is_building (self->cache);
}

int
fecho_lanes_get_lane_px (FechoLanes *self)
{
  g_return_val_if_fail (FECHO_IS_LANES (self), 0);

  return self->lane_px;
}

const FechoChartLayout *
fecho_lanes_get_layout (FechoLanes *self)
{
  return fecho_chart_get_layout (FECHO_CHART (self));
}

guint
fecho_lanes_count (FechoLanes *self)
{
  return fecho_lane_cache_get_n_lanes (self->cache);
}

double
fecho_lanes_get_bar_y (FechoLanes *self,
                       guint       lane)
{
  double y = (double)lane * self->lane_px;

  if (fecho_lanes_get_layout (self)->narrow)
    return y + floor (self->lane_px * NARROW_BAR_PX / (double)FECHO_LANES_MAX_LANE_PX) + 0.5;

  return y + floor (self->lane_px / 2.0) + 0.5;
}

void
fecho_lanes_get_visible (FechoLanes *self,
                         guint      *ret_first,
                         guint      *ret_end)
{
  guint n_lanes = fecho_lanes_count (self);

  *ret_first = 0;
  *ret_end = n_lanes;
  if (self->scroll != NULL && self->lane_px > 0)
    {
      double top = gtk_adjustment_get_value (self->scroll);
      double bottom = top + gtk_adjustment_get_page_size (self->scroll);

      *ret_first = MIN ((guint)MAX (top / self->lane_px, 0), n_lanes);
      *ret_end = MIN ((guint)MAX (ceil (bottom / self->lane_px), 0), n_lanes);
    }
}

void
fecho_lanes_choose_session (FechoLanes *self,
                            guint       lane)
{
  FechoSession *session = fecho_lane_cache_get_lane (self->cache, lane)->session;

  if (session != NULL)
    g_signal_emit (self, signals[SESSION_CHOSEN], 0, session);
}

void
fecho_lanes_fill_hit (FechoLanes    *self,
                      guint          lane,
                      guint          index,
                      FechoLanesHit *hit)
{
  const FechoLaneGeometry *geometry = fecho_lane_cache_get_geometry (self->cache, lane);
  const FechoCluster *cluster = fecho_lane_geometry_get_cluster (geometry, index);
  double x = fecho_lanes_get_layout (self)->left + cluster->x;

  hit->markers = &g_array_index (geometry->markers, FechoMarker, cluster->first);
  hit->n_markers = cluster->n_markers;
  hit->n_ends = cluster->n_closes + cluster->n_apart;
  hit->bounds = GRAPHENE_RECT_INIT (x - cluster->width / 2,
                                    fecho_lanes_get_bar_y (self, lane) - FECHO_LANE_HIT_PX,
                                    cluster->width, 2 * FECHO_LANE_HIT_PX);
}

static void
show_cursor (FechoLanes *self)
{
  guint lane;

  if (fecho_lane_cursor_get_lane (&self->cursor, self->cache, &lane))
    show_lane (self, lane);
  fecho_lanes_update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
fecho_lanes_cursor_moved (FechoLanes *self)
{
  show_cursor (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

void
fecho_lanes_activate (FechoLanes *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

gboolean
fecho_lanes_get_selected (FechoLanes    *self,
                          FechoLanesHit *ret_hit)
{
  FechoLanesHit hit = { 0 };
  guint lane;
  guint index;

  g_return_val_if_fail (FECHO_IS_LANES (self), FALSE);

  if (!fecho_lane_cursor_locate (&self->cursor, self->cache, &lane, &index))
    return FALSE;

  hit.lane = fecho_lane_cache_get_lane (self->cache, lane);
  fecho_lanes_fill_hit (self, lane, index, &hit);
  *ret_hit = hit;

  return TRUE;
}

void
fecho_lanes_select (FechoLanes *self,
                    const char *session_id,
                    gint64      marker_id)
{
  g_return_if_fail (FECHO_IS_LANES (self));

  fecho_lane_cursor_clear (&self->cursor);
  self->cursor.session_id = g_strdup (session_id);
  self->cursor.marker_id = session_id != NULL ? marker_id : 0;
  show_cursor (self);
}
