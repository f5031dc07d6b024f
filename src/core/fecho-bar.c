/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-bar.h"

#include <math.h>

#define N_KINDS (FECHO_SPAN_NOT_MONITORED + 1)

/* Bars that are nearer than this touch. */
#define TOUCH_PX 0.01

/* Narrow spans in a row, not yet drawn. */
typedef struct
{
  double x0;
  double x1;
  double widths[N_KINDS];
} Crumbs;

static gboolean
is_empty (const Crumbs *crumbs)
{
  return crumbs->x1 <= crumbs->x0;
}

static FechoSpanKind
get_main_kind (const Crumbs *crumbs)
{
  FechoSpanKind best = FECHO_SPAN_OPEN;

  for (guint kind = 0; kind < N_KINDS; kind++)
    if (crumbs->widths[kind] > crumbs->widths[best])
      best = kind;

  return best;
}

static FechoBar *
get_touching_bar (GArray *bars,
                  double  x)
{
  FechoBar *last;

  if (bars->len == 0)
    return NULL;

  last = &g_array_index (bars, FechoBar, bars->len - 1);

  return x - last->x1 < TOUCH_PX ? last : NULL;
}

static void
add_bar (GArray        *bars,
         double         x0,
         double         x1,
         FechoSpanKind  kind)
{
  FechoBar *before = get_touching_bar (bars, x0);
  FechoBar bar = { x0, x1, kind };

  if (before != NULL && before->kind == kind)
    before->x1 = x1;
  else
    g_array_append_val (bars, bar);
}

static void
flush (GArray *bars,
       Crumbs *crumbs,
       double  min_px)
{
  FechoSpanKind kind;
  FechoBar *before;

  if (is_empty (crumbs))
    return;

  kind = get_main_kind (crumbs);
  before = get_touching_bar (bars, crumbs->x0);
  if (kind == FECHO_SPAN_OPEN || crumbs->x1 - crumbs->x0 >= min_px)
    add_bar (bars, crumbs->x0, crumbs->x1, kind);
  else if (before != NULL)
    before->x1 = crumbs->x1;

  *crumbs = (Crumbs) { 0 };
}

static void
add_crumb (GArray        *bars,
           Crumbs        *crumbs,
           double         x0,
           double         x1,
           FechoSpanKind  kind,
           double         min_px)
{
  if (!is_empty (crumbs) && x0 - crumbs->x1 >= TOUCH_PX)
    flush (bars, crumbs, min_px);

  if (is_empty (crumbs))
    crumbs->x0 = x0;
  crumbs->x1 = x1;
  crumbs->widths[kind] += x1 - x0;

  if (crumbs->x1 - crumbs->x0 >= min_px)
    flush (bars, crumbs, min_px);
}

GArray *
fecho_bars_build (const GArray        *spans,
                  const FechoTimeAxis *axis,
                  gint64               known_to_us,
                  double               min_px)
{
  GArray *bars = g_array_new (FALSE, FALSE, sizeof (FechoBar));
  Crumbs crumbs = { 0 };

  g_return_val_if_fail (axis->width > 0 && axis->to_us > axis->from_us, bars);

  for (guint i = 0; i < spans->len; i++)
    {
      const FechoSpan *span = &g_array_index (spans, FechoSpan, i);
      gint64 to_us = span->to_us >= known_to_us ? MAX (span->to_us, axis->to_us) : span->to_us;
      double x0 = MAX (fecho_time_axis_to_x (axis, span->from_us), 0);
      double x1 = MIN (fecho_time_axis_to_x (axis, to_us), axis->width);

      if (x1 <= x0)
        continue;

      if (x1 - x0 >= min_px)
        {
          flush (bars, &crumbs, min_px);
          add_bar (bars, x0, x1, span->kind);
        }
      else
        {
          add_crumb (bars, &crumbs, x0, x1, span->kind, min_px);
        }
    }
  flush (bars, &crumbs, min_px);

  return bars;
}
