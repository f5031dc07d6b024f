/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A range of time on a width in pixels; a plain value, pure maths. */
typedef struct
{
  gint64 from_us;
  gint64 to_us;
  double width;
} FechoTimeAxis;

typedef struct
{
  gint64 at_us;
  double x;
  char   label[32];             /* "18:00", "24 Nov", by step; local zone */
} FechoTick;

double fecho_time_axis_to_x        (const FechoTimeAxis *self,
                                    gint64               us);
gint64 fecho_time_axis_to_us       (const FechoTimeAxis *self,
                                    double               x);
/* The step of the ticks, aligned to the local clock, for labels min_px apart. */
gint64 fecho_time_axis_get_step_us (const FechoTimeAxis *self,
                                    double               min_px);
/* FechoTick; free the array. */
GArray *fecho_time_axis_get_ticks  (const FechoTimeAxis *self,
                                    double               min_px);

G_END_DECLS
