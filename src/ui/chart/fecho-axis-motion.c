/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-axis-motion.h"

#include <adwaita.h>

#define DURATION_MS 200
/* A change of length by less than this share is a drag, a pinch or the clock. */
#define LEAST_CHANGE 0.05

typedef struct
{
  gint64 from_us;
  gint64 to_us;
} Bounds;

struct _FechoAxisMotion
{
  AdwAnimation *animation;
  Bounds start;
  Bounds end;
  Bounds shown;
  FechoAxisMovedFunc moved;
  gpointer user_data;
};

static gint64
mix (gint64 a,
     gint64 b,
     double share)
{
  return a + (gint64)((b - a) * share);
}

static void
show (FechoAxisMotion *self,
      Bounds           bounds)
{
  self->shown = bounds;
  self->moved (self->user_data);
}

static void
value_cb (double   value,
          gpointer data)
{
  FechoAxisMotion *self = data;

  if (value >= 1)
    show (self, self->end);
  else
    show (self, (Bounds) { mix (self->start.from_us, self->end.from_us, value),
                           mix (self->start.to_us, self->end.to_us, value) });
}

static gboolean
is_zoom (Bounds before,
         Bounds after)
{
  double old_us = before.to_us - before.from_us;
  double new_us = after.to_us - after.from_us;

  return old_us > 0 && ABS (new_us / old_us - 1) > LEAST_CHANGE;
}

FechoAxisMotion *
fecho_axis_motion_new (GtkWidget          *widget,
                       FechoAxisMovedFunc  moved,
                       gpointer            user_data)
{
  FechoAxisMotion *self = g_new0 (FechoAxisMotion, 1);
  AdwAnimationTarget *target = adw_callback_animation_target_new (value_cb, self, NULL);

  self->moved = moved;
  self->user_data = user_data;
  self->animation = adw_timed_animation_new (widget, 0, 1, DURATION_MS, target);
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->animation), ADW_EASE_OUT_CUBIC);

  return self;
}

void
fecho_axis_motion_free (FechoAxisMotion *self)
{
  if (self == NULL)
    return;

  adw_animation_pause (self->animation);
  g_object_unref (self->animation);
  g_free (self);
}

void
fecho_axis_motion_go (FechoAxisMotion *self,
                      gint64           from_us,
                      gint64           to_us)
{
  Bounds bounds = { from_us, to_us };
  gboolean gliding = adw_animation_get_state (self->animation) == ADW_ANIMATION_PLAYING;

  /* On its way the goal may move a little, as with the clock. */
  if (gliding && !is_zoom (self->end, bounds))
    {
      self->end = bounds;
      return;
    }

  if (!is_zoom (self->shown, bounds))
    {
      adw_animation_pause (self->animation);
      self->end = bounds;
      show (self, bounds);
      return;
    }

  self->start = self->shown;
  self->end = bounds;
  adw_animation_reset (self->animation);
  adw_animation_play (self->animation);
}

gint64
fecho_axis_motion_get_from_us (FechoAxisMotion *self)
{
  return self->shown.from_us;
}

gint64
fecho_axis_motion_get_to_us (FechoAxisMotion *self)
{
  return self->shown.to_us;
}
