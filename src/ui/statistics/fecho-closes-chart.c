/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-closes-chart.h"

#include <math.h>

#include <glib/gi18n.h>

#include "fecho-bucket-text.h"
#include "fecho-chart-layout.h"
#include "fecho-time-axis.h"

struct _FechoClosesChart
{
  FechoColumnChart parent_instance;

  FechoBuckets *buckets;        /* NULL: none yet */
  guint classes;
};

G_DEFINE_FINAL_TYPE (FechoClosesChart, fecho_closes_chart, FECHO_TYPE_COLUMN_CHART)

static guint
fecho_closes_chart_get_n_columns (FechoColumnChart *chart)
{
  FechoClosesChart *self = FECHO_CLOSES_CHART (chart);

  return self->buckets != NULL ? self->buckets->n_buckets : 0;
}

static guint64
fecho_closes_chart_get_n (FechoColumnChart *chart,
                          guint             index)
{
  FechoClosesChart *self = FECHO_CLOSES_CHART (chart);

  return fecho_buckets_get_total (self->buckets, index, self->classes);
}

static FechoTimeAxis
get_axis (FechoClosesChart *self,
          double            width)
{
  FechoTimeAxis axis = { .width = width };

  axis.from_us = self->buckets->edges[0];
  axis.to_us = self->buckets->edges[self->buckets->n_buckets];

  return axis;
}

static void
fecho_closes_chart_get_place (FechoColumnChart *chart,
                              guint             index,
                              double           *ret_from,
                              double           *ret_to)
{
  FechoClosesChart *self = FECHO_CLOSES_CHART (chart);
  FechoTimeAxis axis = get_axis (self, 1);

  *ret_from = fecho_time_axis_to_x (&axis, self->buckets->edges[index]);
  *ret_to = fecho_time_axis_to_x (&axis, self->buckets->edges[index + 1]);
}

static void
fecho_closes_chart_append_column (FechoColumnChart      *chart,
                                  GtkSnapshot           *snapshot,
                                  guint                  index,
                                  const graphene_rect_t *bounds)
{
  FechoClosesChart *self = FECHO_CLOSES_CHART (chart);

  fecho_glyphs_append_stack (fecho_column_chart_get_glyphs (chart), snapshot, self->buckets, index,
                             self->classes, bounds);
}

static void
fecho_closes_chart_append_ticks (FechoColumnChart      *chart,
                                 GtkSnapshot           *snapshot,
                                 const graphene_rect_t *plot)
{
  FechoTimeAxis axis = get_axis (FECHO_CLOSES_CHART (chart), plot->size.width);
  double tick_px = fecho_chart_get_tick_px (GTK_WIDGET (chart));
  g_autoptr(GArray) ticks = fecho_time_axis_get_ticks (&axis, tick_px);

  for (guint i = 0; i < ticks->len; i++)
    {
      const FechoTick *tick = &g_array_index (ticks, FechoTick, i);

      fecho_column_chart_append_tick (chart, snapshot, plot, plot->origin.x + tick->x, tick->label);
    }
}

static char *
fecho_closes_chart_describe (FechoColumnChart *chart,
                             guint             index)
{
  FechoClosesChart *self = FECHO_CLOSES_CHART (chart);

  return fecho_bucket_text_describe (self->buckets, index, self->classes);
}

static void
fecho_closes_chart_show_table (FechoColumnChart *chart)
{
  fecho_bucket_text_present_table (GTK_WIDGET (chart), FECHO_CLOSES_CHART (chart)->buckets);
}

static void
fecho_closes_chart_finalize (GObject *object)
{
  g_clear_pointer (&FECHO_CLOSES_CHART (object)->buckets, fecho_buckets_free);

  G_OBJECT_CLASS (fecho_closes_chart_parent_class)->finalize (object);
}

static void
fecho_closes_chart_class_init (FechoClosesChartClass *klass)
{
  FechoColumnChartClass *chart_class = FECHO_COLUMN_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fecho_closes_chart_finalize;
  chart_class->get_n_columns = fecho_closes_chart_get_n_columns;
  chart_class->get_n = fecho_closes_chart_get_n;
  chart_class->get_place = fecho_closes_chart_get_place;
  chart_class->append_column = fecho_closes_chart_append_column;
  chart_class->append_ticks = fecho_closes_chart_append_ticks;
  chart_class->describe = fecho_closes_chart_describe;
  chart_class->show_table = fecho_closes_chart_show_table;
}

static void
fecho_closes_chart_init (FechoClosesChart *self)
{
  self->classes = FECHO_ALL_CLASSES;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Closes over Time"), -1);
}

static void
update (FechoClosesChart *self)
{
  g_autofree char *finding = fecho_bucket_text_sum_up (self->buckets, self->classes);

  fecho_column_chart_changed (FECHO_COLUMN_CHART (self), finding);
}

void
fecho_closes_chart_take (FechoClosesChart *self,
                         FechoBuckets     *buckets)
{
  g_return_if_fail (FECHO_IS_CLOSES_CHART (self));

  g_clear_pointer (&self->buckets, fecho_buckets_free);
  self->buckets = buckets;
  update (self);
}

const FechoBuckets *
fecho_closes_chart_get_buckets (FechoClosesChart *self)
{
  g_return_val_if_fail (FECHO_IS_CLOSES_CHART (self), NULL);

  return self->buckets;
}

void
fecho_closes_chart_set_classes (FechoClosesChart *self,
                                guint             classes)
{
  g_return_if_fail (FECHO_IS_CLOSES_CHART (self));

  if (self->classes == classes)
    return;

  self->classes = classes;
  update (self);
}
