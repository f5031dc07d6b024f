/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-span.h"
#include "fecho-time-axis.h"

G_BEGIN_DECLS

/* A span as it is drawn, in pixels of the axis. */
typedef struct
{
  double        x0;
  double        x1;
  FechoSpanKind kind;
} FechoBar;

/* FechoBar by x0, without overlap. Spans narrower than min_px are drawn together, as what most of
 * their time was; what is not open and still narrower is not drawn at all: its neighbour covers
 * it and the marker stands for it. A span that reaches known_to_us, the end of what was asked
 * for, goes on to the end of a live axis that has moved since. Free the array. */
GArray *fecho_bars_build (const GArray        *spans,
                          const FechoTimeAxis *axis,
                          gint64               known_to_us,
                          double               min_px) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
