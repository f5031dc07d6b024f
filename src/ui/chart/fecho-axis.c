/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-axis.h"

#include <math.h>

#include "fecho-clock.h"
#include "fecho-format.h"

#define MIN_HEIGHT_PX 24
#define PADDING_PX 3
#define BOX_PADDING_PX 5
#define BOX_RADIUS_PX 4

struct _FechoAxis
{
  FechoChart parent_instance;

  GPtrArray *labels;            /* PangoLayout, one for each tick; NULL: not up to date */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (FechoAxis, fecho_axis, FECHO_TYPE_CHART)

typedef enum
{
  PROP_NARROW = 1,
} FechoAxisProperty;

static GParamSpec *properties[PROP_NARROW + 1];

static PangoLayout *
make_label (FechoAxis  *self,
            const char *text)
{
  return fecho_chart_create_text (GTK_WIDGET (self), text, FECHO_CHART_CAPTION_SCALE, FALSE);
}

static void
ensure_labels (FechoAxis *self)
{
  const GArray *ticks = fecho_chart_get_ticks (FECHO_CHART (self));

  if (self->labels != NULL)
    return;

  self->labels = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < ticks->len; i++)
    g_ptr_array_add (self->labels,
                     make_label (self, g_array_index (ticks, FechoTick, i).label));
}

static void
append_label (FechoAxis   *self,
              GtkSnapshot *snapshot,
              guint        index)
{
  const GArray *ticks = fecho_chart_get_ticks (FECHO_CHART (self));
  PangoLayout *label = g_ptr_array_index (self->labels, index);
  double x = fecho_chart_get_layout (FECHO_CHART (self))->left +
             g_array_index (ticks, FechoTick, index).x;
  double y;
  int width;
  int height;

  pango_layout_get_pixel_size (label, &width, &height);
  x = round (x - width / 2.0);
  y = floor ((gtk_widget_get_height (GTK_WIDGET (self)) - height) / 2.0);
  /* Rather none than half of one. */
  if (x >= 0 && x + width <= gtk_widget_get_width (GTK_WIDGET (self)))
    fecho_chart_append_text (snapshot, label, x, y,
                             &fecho_chart_get_palette (FECHO_CHART (self))->dim);
}

static void
append_box (FechoAxis   *self,
            GtkSnapshot *snapshot,
            PangoLayout *label,
            double       middle_x)
{
  const FechoChartPalette *palette = fecho_chart_get_palette (FECHO_CHART (self));
  GskRoundedRect outline;
  graphene_rect_t bounds;
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double width;
  double x;
  int text_width;
  int text_height;

  pango_layout_get_pixel_size (label, &text_width, &text_height);
  width = text_width + 2 * BOX_PADDING_PX;
  x = round (CLAMP (middle_x - width / 2, 0, gtk_widget_get_width (GTK_WIDGET (self)) - width));
  bounds = GRAPHENE_RECT_INIT (x, 1, width, height - 2);

  gsk_rounded_rect_init_from_rect (&outline, &bounds, BOX_RADIUS_PX);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &palette->foreground, &bounds);
  gtk_snapshot_pop (snapshot);
  fecho_chart_append_text (snapshot, label, x + BOX_PADDING_PX,
                           floor ((height - text_height) / 2.0), &palette->background);
}

/* Over the other labels. */
static void
append_pointer (FechoAxis   *self,
                GtkSnapshot *snapshot)
{
  FechoChart *chart = FECHO_CHART (self);
  gint64 pointer_us = fecho_timeline_model_get_pointer_us (fecho_chart_get_model (chart));
  g_autoptr(PangoLayout) label = NULL;
  g_autofree char *text = NULL;

  if (pointer_us == FECHO_NO_POINTER)
    return;

  text = fecho_format_time (pointer_us, fecho_clock_wall_us ());
  label = make_label (self, text);
  append_box (self, snapshot, label,
              fecho_chart_get_layout (chart)->left +
              fecho_time_axis_to_x (fecho_chart_get_axis (chart), pointer_us));
}

static void
drop_labels (FechoChart *chart)
{
  g_clear_pointer (&FECHO_AXIS (chart)->labels, g_ptr_array_unref);
}

static GtkSizeRequestMode
fecho_axis_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fecho_axis_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  FechoAxis *self = FECHO_AXIS (widget);
  g_autoptr(PangoLayout) label = NULL;
  gboolean narrow = for_size < 0 ? fecho_chart_get_layout (FECHO_CHART (self))->narrow
                    : for_size < FECHO_CHART_NARROW_PX;
  int height;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = 200;
      return;
    }

  *minimum = *natural = 0;
  if (narrow != self->narrow)
    return;

  label = make_label (self, "0");
  pango_layout_get_pixel_size (label, NULL, &height);
  *minimum = *natural = MAX (height + 2 * PADDING_PX, MIN_HEIGHT_PX);
}

static void
fecho_axis_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  FechoAxis *self = FECHO_AXIS (widget);

  if (fecho_chart_get_range (FECHO_CHART (self)) == NULL || gtk_widget_get_height (widget) == 0)
    return;

  ensure_labels (self);
  for (guint i = 0; i < self->labels->len; i++)
    append_label (self, snapshot, i);
  append_pointer (self, snapshot);
}

static void
fecho_axis_dispose (GObject *object)
{
  drop_labels (FECHO_CHART (object));

  G_OBJECT_CLASS (fecho_axis_parent_class)->dispose (object);
}

static void
fecho_axis_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  switch ((FechoAxisProperty)id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, FECHO_AXIS (object)->narrow);
      break;
    }
}

static void
fecho_axis_set_property (GObject      *object,
                         guint         id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  switch ((FechoAxisProperty)id)
    {
    case PROP_NARROW:
      FECHO_AXIS (object)->narrow = g_value_get_boolean (value);
      break;
    }
}

static void
fecho_axis_class_init (FechoAxisClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FechoChartClass *chart_class = FECHO_CHART_CLASS (klass);

  object_class->dispose = fecho_axis_dispose;
  object_class->get_property = fecho_axis_get_property;
  object_class->set_property = fecho_axis_set_property;
  widget_class->get_request_mode = fecho_axis_get_request_mode;
  widget_class->measure = fecho_axis_measure;
  widget_class->snapshot = fecho_axis_snapshot;
  chart_class->axis_changed = drop_labels;
  chart_class->restyled = drop_labels;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "axis");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fecho_axis_init (FechoAxis *self)
{
}

GtkWidget *
fecho_axis_new (void)
{
  return g_object_new (FECHO_TYPE_AXIS, NULL);
}
