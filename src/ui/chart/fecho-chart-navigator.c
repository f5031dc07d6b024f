/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-chart-navigator.h"

#include <math.h>

#include <adwaita.h>

#include "fecho-selection-popover.h"

/* Of the range, for one notch of the wheel. */
#define PAN_STEP 0.1
/* Fingers tell pixels: so many zoom as much as one notch. */
#define ZOOM_STEP_PX 40
/* What two fingers have set going loses this part of its speed in a millisecond, and stops below so
 * many pixels in one. */
#define FRICTION 0.004
#define MIN_SPEED 0.02

/* Belongs to its chart. */
typedef struct
{
  FechoChart *chart;
  double pointer_x;             /* a wheel tells no place */
  gint64 drag_from_us;
  gint64 drag_to_us;
  gboolean selecting;           /* the drag selects instead of panning */
  gint64 select_us;             /* where it began */
  double zoomed;                /* scale of the gesture that is already applied */
  GtkEventController *scroll;   /* the chart's */
  double speed;                 /* of what goes on by itself, in pixels per millisecond */
  gint64 frame_us;
  guint glide_id;               /* 0: nothing does */
} Navigator;

static gint64
get_us_at (Navigator *self,
           double     x)
{
  FechoRange *range = fecho_chart_get_range (self->chart);
  const FechoChartLayout *layout = fecho_chart_get_layout (self->chart);
  /* Of the range: the axis may still be on its way there. */
  const FechoTimeAxis axis = fecho_chart_layout_get_axis (layout, fecho_range_get_from_us (range),
                                                          fecho_range_get_to_us (range));

  return fecho_time_axis_to_us (&axis, CLAMP (x - layout->left, 0, axis.width));
}

static double
get_width (Navigator *self)
{
  return MAX (fecho_chart_get_axis (self->chart)->width, 1);
}

static void
pan_by_px (Navigator *self,
           double     px)
{
  FechoRange *range = fecho_chart_get_range (self->chart);
  double length_us = fecho_range_get_to_us (range) - fecho_range_get_from_us (range);

  fecho_range_pan (range, (gint64)round (px / get_width (self) * length_us));
}

/* A wheel tells its notches, fingers on a touchpad the pixels. */
static gboolean
tells_px (Navigator *self)
{
  GtkEventControllerScroll *scroll = GTK_EVENT_CONTROLLER_SCROLL (self->scroll);

  return gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_SURFACE;
}

static double
to_px (Navigator *self,
       double     delta)
{
  return tells_px (self) ? delta : get_width (self) * delta * PAN_STEP;
}

static double
to_zoom_steps (Navigator *self,
               double     delta)
{
  return tells_px (self) ? delta / ZOOM_STEP_PX : delta;
}

static GdkModifierType
get_scroll_keys (Navigator *self)
{
  return gtk_event_controller_get_current_event_state (self->scroll);
}

/* -- what two fingers have set going */

static void
stop_gliding (Navigator *self)
{
  if (self->glide_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->chart), self->glide_id);
  self->glide_id = 0;
}

static gboolean
glide_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  Navigator *self = data;
  FechoRange *range = fecho_chart_get_range (self->chart);
  gint64 now_us = gdk_frame_clock_get_frame_time (clock);
  double ms = (now_us - self->frame_us) / 1000.0;

  self->frame_us = now_us;
  if (range != NULL && ms > 0)
    {
      double left = exp (-FRICTION * ms);

      /* All of the way between two frames, however far they are apart. */
      pan_by_px (self, self->speed * (1 - left) / FRICTION);
      self->speed *= left;
    }
  /* It has come to now, or to rest. */
  if (range == NULL || fecho_range_get_live (range) || fabs (self->speed) < MIN_SPEED)
    {
      self->glide_id = 0;
      return G_SOURCE_REMOVE;
    }

  return G_SOURCE_CONTINUE;
}

static void
let_go_cb (Navigator *self,
           double     speed_x,
           double     speed_y)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->chart));
  double speed = speed_x != 0 ? speed_x : get_scroll_keys (self) & GDK_SHIFT_MASK ? speed_y : 0;

  stop_gliding (self);
  if (speed == 0 || (get_scroll_keys (self) & GDK_CONTROL_MASK) || clock == NULL ||
      !adw_get_enable_animations (GTK_WIDGET (self->chart)))
    return;

  self->speed = to_px (self, speed);
  self->frame_us = gdk_frame_clock_get_frame_time (clock);
  self->glide_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->chart), glide_cb, self, NULL);
}

static gboolean
scrolled_cb (Navigator *self,
             double     dx,
             double     dy)
{
  FechoRange *range = fecho_chart_get_range (self->chart);

  if (range == NULL)
    return GDK_EVENT_PROPAGATE;

  stop_gliding (self);
  if (get_scroll_keys (self) & GDK_CONTROL_MASK)
    fecho_range_zoom (range, pow (FECHO_CHART_ZOOM_STEP, to_zoom_steps (self, dy)),
                      get_us_at (self, self->pointer_x));
  else if (dx != 0)
    pan_by_px (self, to_px (self, dx));
  else if (get_scroll_keys (self) & GDK_SHIFT_MASK)
    pan_by_px (self, to_px (self, dy));
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
moved_cb (Navigator *self,
          double     x)
{
  self->pointer_x = x;
}

static void
drag_began_cb (Navigator  *self,
               double      x,
               double      y,
               GtkGesture *gesture)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);
  FechoRange *range = fecho_chart_get_range (self->chart);

  stop_gliding (self);
  self->selecting = range != NULL &&
                    (gtk_event_controller_get_current_event_state (controller) & GDK_SHIFT_MASK);
  self->select_us = range != NULL ? get_us_at (self, x) : 0;
  self->drag_from_us = range != NULL ? fecho_range_get_from_us (range) : 0;
  self->drag_to_us = range != NULL ? fecho_range_get_to_us (range) : 0;
}

static gboolean
is_claimed (GtkGesture *gesture)
{
  GdkEventSequence *sequence = gtk_gesture_get_last_updated_sequence (gesture);

  return gtk_gesture_get_sequence_state (gesture, sequence) == GTK_EVENT_SEQUENCE_CLAIMED;
}

static void
select_to (Navigator  *self,
           GtkGesture *gesture,
           double      dx)
{
  gint64 us;
  double x;
  double y;

  gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &x, &y);
  us = get_us_at (self, x + dx);
  fecho_timeline_model_set_selection (fecho_chart_get_model (self->chart),
                                      MIN (self->select_us, us), MAX (self->select_us, us));
}

static void
drag_ended_cb (Navigator  *self,
               double      dx,
               double      dy,
               GtkGesture *gesture)
{
  FechoTimelineModel *model = fecho_chart_get_model (self->chart);
  GtkWidget *popover;
  gint64 from_us;
  gint64 to_us;
  double x;
  double y;

  if (!self->selecting || !fecho_timeline_model_get_selection (model, &from_us, &to_us))
    return;

  gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &x, &y);
  popover = fecho_selection_popover_new (model, from_us, to_us);
  fecho_chart_show_popover (self->chart, popover, x + dx / 2, y);
}

static void
dragged_cb (Navigator  *self,
            double      dx,
            double      dy,
            GtkGesture *gesture)
{
  FechoRange *range = fecho_chart_get_range (self->chart);
  double by_us;

  if (range == NULL || self->drag_to_us <= self->drag_from_us)
    return;
  if (!is_claimed (gesture))
    {
      if (!gtk_drag_check_threshold (GTK_WIDGET (self->chart), 0, 0, (int)dx, 0))
        return;

      /* From here on it is no click. */
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
    }

  if (self->selecting)
    {
      select_to (self, gesture, dx);
      return;
    }

  by_us = -dx / fecho_chart_get_axis (self->chart)->width * (self->drag_to_us - self->drag_from_us);
  fecho_range_set_bounds (range, self->drag_from_us + (gint64)by_us,
                          self->drag_to_us + (gint64)by_us);
}

static void
pinch_began_cb (Navigator *self)
{
  self->zoomed = 1;
}

static void
pinched_cb (Navigator  *self,
            double      scale,
            GtkGesture *gesture)
{
  FechoRange *range = fecho_chart_get_range (self->chart);
  double x;
  double y;

  if (range == NULL || scale <= 0 || !gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    return;

  fecho_range_zoom (range, self->zoomed / scale, get_us_at (self, x));
  self->zoomed = scale;
}

static void
add_drag (Navigator *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_began_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (dragged_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_ended_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->chart), GTK_EVENT_CONTROLLER (drag));
}

void
fecho_chart_navigator_attach (FechoChart *chart,
                              gboolean    drag_pans)
{
  Navigator *self = g_new0 (Navigator, 1);
  const GtkEventControllerScrollFlags flags = GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES |
                                              GTK_EVENT_CONTROLLER_SCROLL_KINETIC;
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *zoom = gtk_gesture_zoom_new ();

  self->chart = chart;
  self->scroll = gtk_event_controller_scroll_new (flags);
  g_object_set_data_full (G_OBJECT (chart), "fecho-chart-navigator", self, g_free);

  g_signal_connect_swapped (self->scroll, "scroll", G_CALLBACK (scrolled_cb), self);
  g_signal_connect_swapped (self->scroll, "decelerate", G_CALLBACK (let_go_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (chart), self->scroll);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (chart), motion);
  g_signal_connect_swapped (zoom, "begin", G_CALLBACK (pinch_began_cb), self);
  g_signal_connect_swapped (zoom, "scale-changed", G_CALLBACK (pinched_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (chart), GTK_EVENT_CONTROLLER (zoom));
  if (drag_pans)
    add_drag (self);
}
