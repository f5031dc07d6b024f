/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-density.h"

#include <math.h>

#include <glib/gi18n.h>

#include "fecho-bucket-text.h"
#include "fecho-chart-actions.h"
#include "fecho-chart-navigator.h"
#include "fecho-format.h"
#include "fecho-glyphs.h"
#include "fecho-timeline-query.h"

#define MIN_HEIGHT_PX 54
#define TOP_PX 11
/* Over and under the two lines of the caption. */
#define CAPTION_PADDING_PX 8
#define LABEL_LEFT_PX 12
#define LABEL_GAP_PX 8
#define TRIANGLE_PX 8
/* Of the ring around a column. */
#define CURSOR_PX 3
#define NO_CURSOR G_MININT64

struct _FechoDensity
{
  FechoChart parent_instance;

  FechoGlyphs *glyphs;          /* NULL: not up to date, as the next */
  GskRenderNode *node;          /* of the columns */
  double drag_from_x;           /* on the axis */
  gint64 cursor_us;             /* start of the column with the cursor; NO_CURSOR: none */
};

G_DEFINE_FINAL_TYPE (FechoDensity, fecho_density, FECHO_TYPE_CHART)

static FechoTimelineModel *
get_model (FechoDensity *self)
{
  return fecho_chart_get_model (FECHO_CHART (self));
}

static const FechoChartLayout *
get_layout (FechoDensity *self)
{
  return fecho_chart_get_layout (FECHO_CHART (self));
}

static const FechoChartPalette *
get_palette (FechoDensity *self)
{
  return fecho_chart_get_palette (FECHO_CHART (self));
}

static const FechoTimeAxis *
get_axis (FechoDensity *self)
{
  return fecho_chart_get_axis (FECHO_CHART (self));
}

static int
get_height (FechoDensity *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self));
}

/* NULL before the first answer. */
static const FechoBuckets *
get_buckets (FechoDensity *self)
{
  return fecho_timeline_model_get_buckets (get_model (self));
}

static guint
get_most (FechoDensity *self)
{
  const FechoBuckets *buckets = get_buckets (self);
  guint classes = fecho_timeline_model_get_classes (get_model (self));

  if (buckets == NULL)
    return 0;

  return fecho_buckets_get_total (buckets, fecho_buckets_find_peak (buckets, classes), classes);
}

/* One column, from the base up. */
static void
append_column (FechoDensity *self,
               GtkSnapshot  *snapshot,
               guint         index,
               double        x0,
               double        x1)
{
  guint classes = fecho_timeline_model_get_classes (get_model (self));
  double total = fecho_buckets_get_total (get_buckets (self), index, classes);
  double height = (get_height (self) - 1 - TOP_PX) * total / MAX (get_most (self), 1);

  fecho_glyphs_append_stack (self->glyphs, snapshot, get_buckets (self), index, classes,
                             &GRAPHENE_RECT_INIT (x0, get_height (self) - 1 - height, x1 - x0,
                                                  height));
}

static void
append_columns (FechoDensity *self,
                GtkSnapshot  *snapshot)
{
  const FechoBuckets *buckets = get_buckets (self);
  const FechoTimeAxis *axis = get_axis (self);

  for (guint i = 0; buckets != NULL && i < buckets->n_buckets; i++)
    {
      double x0 = round (MAX (fecho_time_axis_to_x (axis, buckets->edges[i]), 0));
      double x1 = round (MIN (fecho_time_axis_to_x (axis, buckets->edges[i + 1]), axis->width));

      if (x1 <= x0)
        continue;
      append_column (self, snapshot, i, get_layout (self)->left + x0,
                     get_layout (self)->left + MAX (x1 - 1, x0 + 1));
    }
}

static PangoLayout *
make_caption (FechoDensity *self,
              const char   *text)
{
  return fecho_chart_create_text (GTK_WIDGET (self), text, FECHO_CHART_CAPTION_SCALE, FALSE);
}

static void
append_caption (FechoDensity *self,
                GtkSnapshot  *snapshot)
{
  const FechoTimeAxis *axis = get_axis (self);
  g_autofree char *step =
    fecho_format_duration (fecho_buckets_get_step_us (axis->from_us, axis->to_us,
                                                      FECHO_TIMELINE_MAX_BUCKETS));
  /* Translators: beside a chart, two short lines; %s is a duration, "15 min". */
  g_autofree char *text = g_strdup_printf (_("Closes\nper %s"), step);
  g_autoptr(PangoLayout) caption = make_caption (self, text);
  int height;

  pango_layout_get_pixel_size (caption, NULL, &height);
  fecho_chart_append_text (snapshot, caption, LABEL_LEFT_PX,
                           get_height (self) - height - CAPTION_PADDING_PX,
                           &get_palette (self)->dim);
}

static void
append_scale (FechoDensity *self,
              GtkSnapshot  *snapshot)
{
  double left = get_layout (self)->left;
  g_autoptr(PangoLayout) number = NULL;
  g_autofree char *text = NULL;
  PangoRectangle rect;

  gtk_snapshot_append_color (snapshot, &get_palette (self)->line,
                             &GRAPHENE_RECT_INIT (left, TOP_PX, get_layout (self)->width, 1));
  gtk_snapshot_append_color (snapshot, &get_palette (self)->line,
                             &GRAPHENE_RECT_INIT (0, get_height (self) - 1,
                                                  gtk_widget_get_width (GTK_WIDGET (self)), 1));
  if (get_layout (self)->narrow || get_most (self) == 0)
    return;

  text = fecho_format_count (get_most (self));
  number = make_caption (self, text);
  pango_layout_get_pixel_extents (number, NULL, &rect);
  fecho_chart_append_text (snapshot, number, left - LABEL_GAP_PX - rect.width,
                           MAX (TOP_PX - rect.height / 2, 0), &get_palette (self)->dim);
}

/* The column of the cursor; FALSE where it is in none that has closes. */
static gboolean
find_cursor (FechoDensity *self,
             guint        *ret_index)
{
  const FechoBuckets *buckets = get_buckets (self);
  guint classes = fecho_timeline_model_get_classes (get_model (self));

  for (guint i = 0; buckets != NULL && i < buckets->n_buckets; i++)
    {
      if (buckets->edges[i] != self->cursor_us ||
          fecho_buckets_get_total (buckets, i, classes) == 0)
        continue;

      *ret_index = i;
      return TRUE;
    }

  return FALSE;
}

/* Of the cursor, else of the whole. */
static void
update_description (FechoDensity *self)
{
  guint classes = fecho_timeline_model_get_classes (get_model (self));
  g_autofree char *text = NULL;
  guint index;

  if (find_cursor (self, &index))
    text = g_strdelimit (fecho_bucket_text_describe (get_buckets (self), index, classes), "\n",
                         ' ');
  else
    text = fecho_bucket_text_sum_up (get_buckets (self), classes);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

/* -- the cursor */

static gboolean
set_cursor (FechoDensity *self,
            gint64        cursor_us)
{
  if (self->cursor_us == cursor_us)
    return FALSE;

  self->cursor_us = cursor_us;
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return TRUE;
}

/* From column to column with closes. */
static gboolean
fecho_density_move_cursor (FechoChart     *chart,
                           FechoChartStep  step)
{
  FechoDensity *self = FECHO_DENSITY (chart);
  const FechoBuckets *buckets = get_buckets (self);
  guint classes = fecho_timeline_model_get_classes (get_model (self));
  gboolean back = step == FECHO_CHART_PREVIOUS || step == FECHO_CHART_LAST;
  int by = back ? -1 : 1;
  int at;
  guint from;

  if (step == FECHO_CHART_NOWHERE)
    return set_cursor (self, NO_CURSOR);
  if (buckets == NULL)
    return FALSE;

  at = back ? (int)buckets->n_buckets : -1;
  if ((step == FECHO_CHART_NEXT || step == FECHO_CHART_PREVIOUS) && find_cursor (self, &from))
    at = (int)from;
  for (at += by; at >= 0 && at < (int)buckets->n_buckets; at += by)
    {
      if (fecho_buckets_get_total (buckets, at, classes) > 0)
        return set_cursor (self, buckets->edges[at]);
    }

  return FALSE;
}

static gboolean
fecho_density_get_cursor_bounds (FechoChart *chart,
                                 gint64     *ret_from_us,
                                 gint64     *ret_to_us)
{
  FechoDensity *self = FECHO_DENSITY (chart);
  guint index;

  if (!find_cursor (self, &index))
    return FALSE;

  *ret_from_us = get_buckets (self)->edges[index];
  *ret_to_us = get_buckets (self)->edges[index + 1];

  return TRUE;
}

static gboolean
fecho_density_get_cursor_us (FechoChart *chart,
                             gint64     *ret_us)
{
  gint64 to_us;

  return fecho_density_get_cursor_bounds (chart, ret_us, &to_us);
}

static void
fecho_density_show_table (FechoChart *chart)
{
  fecho_bucket_text_present_table (GTK_WIDGET (chart), get_buckets (FECHO_DENSITY (chart)));
}

static gboolean
find_bucket_at (FechoDensity *self,
                double        x,
                guint        *ret_index)
{
  const FechoTimeAxis *axis = get_axis (self);
  const FechoBuckets *buckets = get_buckets (self);
  double axis_x = x - get_layout (self)->left;
  gint64 at_us = fecho_time_axis_to_us (axis, axis_x);

  if (axis_x < 0 || axis_x > axis->width || buckets == NULL)
    return FALSE;

  for (guint i = 0; i < buckets->n_buckets; i++)
    if (at_us >= buckets->edges[i] && at_us < buckets->edges[i + 1])
      {
        *ret_index = i;
        return fecho_buckets_get_total (buckets, i, FECHO_ALL_CLASSES) > 0;
      }

  return FALSE;
}

static gboolean
fecho_density_query_tooltip (GtkWidget  *widget,
                             int         x,
                             int         y,
                             gboolean    keyboard,
                             GtkTooltip *tooltip)
{
  FechoDensity *self = FECHO_DENSITY (widget);
  g_autofree char *text = NULL;
  guint index;

  if (get_model (self) == NULL || keyboard || !find_bucket_at (self, x, &index))
    return FALSE;

  text = fecho_bucket_text_describe (get_buckets (self), index,
                                     fecho_timeline_model_get_classes (get_model (self)));
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
drag_began_cb (FechoDensity *self,
               double        x)
{
  self->drag_from_x = x - get_layout (self)->left;
}

/* From the press to dx beside it. */
static void
get_dragged (FechoDensity *self,
             double        dx,
             gint64       *ret_from_us,
             gint64       *ret_to_us)
{
  const FechoTimeAxis *axis = get_axis (self);
  double from_x = CLAMP (self->drag_from_x, 0, axis->width);
  double to_x = CLAMP (from_x + dx, 0, axis->width);

  *ret_from_us = fecho_time_axis_to_us (axis, MIN (from_x, to_x));
  *ret_to_us = fecho_time_axis_to_us (axis, MAX (from_x, to_x));
}

static void
dragged_cb (FechoDensity *self,
            double        dx)
{
  gint64 from_us;
  gint64 to_us;

  if (get_model (self) == NULL)
    return;

  get_dragged (self, dx, &from_us, &to_us);
  fecho_timeline_model_set_selection (get_model (self), from_us, to_us);
}

static void
drag_ended_cb (FechoDensity *self,
               double        dx)
{
  FechoRange *range = fecho_chart_get_range (FECHO_CHART (self));
  gint64 from_us;
  gint64 to_us;

  if (range == NULL)
    return;

  fecho_timeline_model_set_selection (get_model (self), 0, 0);
  if (!gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int)dx, 0))
    return;

  get_dragged (self, dx, &from_us, &to_us);
  fecho_range_set_bounds (range, from_us, to_us);
}

static void
pressed_cb (FechoDensity *self,
            int           n_press)
{
  FechoRange *range = fecho_chart_get_range (FECHO_CHART (self));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press == 2 && range != NULL)
    fecho_range_reset (range);
}

static void
fecho_density_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  g_autoptr(PangoLayout) caption = NULL;
  int height;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = 200;
      return;
    }

  caption = make_caption (FECHO_DENSITY (widget), "0\n0");
  pango_layout_get_pixel_size (caption, NULL, &height);
  *minimum = *natural = MAX (height + 2 * CAPTION_PADDING_PX, MIN_HEIGHT_PX);
}

static void
drop_drawing (FechoDensity *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
}

static void
fecho_density_axis_changed (FechoChart *chart)
{
  drop_drawing (FECHO_DENSITY (chart));
}

static void
fecho_density_lanes_changed (FechoChart *chart)
{
  drop_drawing (FECHO_DENSITY (chart));
  update_description (FECHO_DENSITY (chart));
}

static void
fecho_density_restyled (FechoChart *chart)
{
  g_clear_pointer (&FECHO_DENSITY (chart)->glyphs, fecho_glyphs_free);
  drop_drawing (FECHO_DENSITY (chart));
}

static void
ensure_node (FechoDensity *self)
{
  GtkSnapshot *snapshot;

  if (self->glyphs == NULL)
    self->glyphs = fecho_glyphs_new (get_palette (self),
                                     gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  if (self->node != NULL)
    return;

  snapshot = gtk_snapshot_new ();
  append_columns (self, snapshot);
  self->node = gtk_snapshot_free_to_node (snapshot);
}

/* Now stands at the end of a live axis. */
static void
append_triangle (FechoDensity *self,
                 GtkSnapshot  *snapshot)
{
  double x = get_layout (self)->left + get_layout (self)->width;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - TRIANGLE_PX, 0, 2 * TRIANGLE_PX, TRIANGLE_PX);
  cairo_t *cr;

  if (!fecho_range_get_live (fecho_chart_get_range (FECHO_CHART (self))))
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  gdk_cairo_set_source_rgba (cr, &get_palette (self)->now);
  cairo_move_to (cr, x - TRIANGLE_PX / 2.0, 0);
  cairo_line_to (cr, x + TRIANGLE_PX / 2.0, 0);
  cairo_line_to (cr, x, TRIANGLE_PX * 0.75);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
append_focus (FechoDensity *self,
              GtkSnapshot  *snapshot)
{
  const FechoTimeAxis *axis = get_axis (self);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (1, 1, gtk_widget_get_width (GTK_WIDGET (self)) - 2,
                                               get_height (self) - 3);
  guint index;

  if (!gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    return;

  if (find_cursor (self, &index))
    {
      double x0 = fecho_time_axis_to_x (axis, get_buckets (self)->edges[index]);
      double x1 = fecho_time_axis_to_x (axis, get_buckets (self)->edges[index + 1]);

      bounds.origin.x = (float)(get_layout (self)->left + round (x0) - CURSOR_PX);
      bounds.size.width = (float)(MAX (round (x1 - x0), 1) + 2 * CURSOR_PX);
    }
  fecho_chart_append_ring (FECHO_CHART (self), snapshot, &bounds, FECHO_CHART_FOCUS_RADIUS_PX);
}

static void
fecho_density_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  FechoDensity *self = FECHO_DENSITY (widget);
  FechoChart *chart = FECHO_CHART (widget);

  if (fecho_chart_get_range (chart) == NULL)
    return;

  ensure_node (self);
  fecho_chart_append_grid (chart, snapshot);
  append_scale (self, snapshot);
  if (!get_layout (self)->narrow)
    append_caption (self, snapshot);
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  fecho_chart_append_crosshair (chart, snapshot);
  fecho_chart_append_now (chart, snapshot);
  append_triangle (self, snapshot);
  fecho_chart_append_selection (chart, snapshot);
  append_focus (self, snapshot);
}

static void
fecho_density_dispose (GObject *object)
{
  FechoDensity *self = FECHO_DENSITY (object);

  drop_drawing (self);
  g_clear_pointer (&self->glyphs, fecho_glyphs_free);

  G_OBJECT_CLASS (fecho_density_parent_class)->dispose (object);
}

static void
fecho_density_class_init (FechoDensityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FechoChartClass *chart_class = FECHO_CHART_CLASS (klass);

  object_class->dispose = fecho_density_dispose;
  widget_class->measure = fecho_density_measure;
  widget_class->snapshot = fecho_density_snapshot;
  widget_class->query_tooltip = fecho_density_query_tooltip;
  chart_class->axis_changed = fecho_density_axis_changed;
  chart_class->lanes_changed = fecho_density_lanes_changed;
  chart_class->restyled = fecho_density_restyled;
  chart_class->show_table = fecho_density_show_table;
  chart_class->get_cursor_us = fecho_density_get_cursor_us;
  chart_class->move_cursor = fecho_density_move_cursor;
  chart_class->get_cursor_bounds = fecho_density_get_cursor_bounds;

  fecho_chart_actions_install_cursor (widget_class);
  gtk_widget_class_set_css_name (widget_class, "density");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (FechoDensity *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_began_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (dragged_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_ended_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  fecho_chart_navigator_attach (FECHO_CHART (self), FALSE);
}

static void
fecho_density_init (FechoDensity *self)
{
  self->cursor_us = NO_CURSOR;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Closes over Time"), -1);
  add_controllers (self);
}

GtkWidget *
fecho_density_new (void)
{
  return g_object_new (FECHO_TYPE_DENSITY, NULL);
}

const FechoBuckets *
fecho_density_get_buckets (FechoDensity *self)
{
  g_return_val_if_fail (FECHO_IS_DENSITY (self), NULL);

  return get_model (self) != NULL ? get_buckets (self) : NULL;
}
