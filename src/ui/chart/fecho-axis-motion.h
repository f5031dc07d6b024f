/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where the axis is on its way to a range: a zoom or another preset glides there within 200 ms, while
 * dragging, panning and the clock move it at once, as does everything where animations are off. */
typedef struct _FechoAxisMotion FechoAxisMotion;

/* The axis is elsewhere. */
typedef void (*FechoAxisMovedFunc) (gpointer user_data);

/* widget, which is not held: in whose frames it moves. */
FechoAxisMotion *fecho_axis_motion_new         (GtkWidget          *widget,
                                                FechoAxisMovedFunc  moved,
                                                gpointer            user_data) G_GNUC_WARN_UNUSED_RESULT;
void             fecho_axis_motion_free        (FechoAxisMotion    *self);
/* moved is called, at once or in each frame of the way. */
void             fecho_axis_motion_go          (FechoAxisMotion    *self,
                                                gint64              from_us,
                                                gint64              to_us);
gint64           fecho_axis_motion_get_from_us (FechoAxisMotion    *self);
gint64           fecho_axis_motion_get_to_us   (FechoAxisMotion    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoAxisMotion, fecho_axis_motion_free)

G_END_DECLS
