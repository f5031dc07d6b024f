/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-span-swatch.h"

#include "fecho-lane-painter.h"

#define WIDTH_PX 22
#define TICK_WIDTH_PX 6
#define HEIGHT_PX 13
#define TICK_TOP_PX 4

typedef enum
{
  KIND_OPEN = FECHO_SPAN_OPEN,
  KIND_CONNECTING = FECHO_SPAN_CONNECTING,
  KIND_DOWN = FECHO_SPAN_DOWN,
  KIND_NOT_MONITORED = FECHO_SPAN_NOT_MONITORED,
  KIND_ATTEMPT,
} Kind;

struct _FechoSpanSwatch
{
  GtkWidget parent_instance;

  Kind kind;
  FechoChartPalette palette;
  FechoLanePainter *painter;    /* NULL: not up to date */
};

G_DEFINE_FINAL_TYPE (FechoSpanSwatch, fecho_span_swatch, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_KIND = 1,
} FechoSpanSwatchProperty;

static GParamSpec *properties[PROP_KIND + 1];

static const char *const words[] = {
  [KIND_OPEN] = "open",
  [KIND_CONNECTING] = "connecting",
  [KIND_DOWN] = "down",
  [KIND_NOT_MONITORED] = "not-monitored",
  [KIND_ATTEMPT] = "attempt",
};

static void
restyle (FechoSpanSwatch *self)
{
  g_clear_pointer (&self->painter, fecho_lane_painter_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
fecho_span_swatch_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  FechoSpanSwatch *self = FECHO_SPAN_SWATCH (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = HEIGHT_PX;
  else
    *minimum = *natural = self->kind == KIND_ATTEMPT ? TICK_WIDTH_PX : WIDTH_PX;
}

static void
fecho_span_swatch_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  FechoSpanSwatch *self = FECHO_SPAN_SWATCH (widget);

  if (self->painter == NULL)
    {
      fecho_chart_palette_load (&self->palette, widget);
      self->painter = fecho_lane_painter_new (widget, &self->palette);
    }

  if (self->kind == KIND_ATTEMPT)
    {
      fecho_lane_painter_append_tick (self->painter, snapshot, TICK_WIDTH_PX / 2.0, TICK_TOP_PX);
      return;
    }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (0, gtk_widget_get_height (widget) / 2 + 0.5f));
  fecho_lane_painter_append_span (self->painter, snapshot, (FechoSpanKind)self->kind, 0,
                                  gtk_widget_get_width (widget));
  gtk_snapshot_restore (snapshot);
}

static void
fecho_span_swatch_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (fecho_span_swatch_parent_class)->css_changed (widget, change);

  restyle (FECHO_SPAN_SWATCH (widget));
}

static void
fecho_span_swatch_dispose (GObject *object)
{
  g_clear_pointer (&FECHO_SPAN_SWATCH (object)->painter, fecho_lane_painter_free);

  G_OBJECT_CLASS (fecho_span_swatch_parent_class)->dispose (object);
}

static void
fecho_span_swatch_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((FechoSpanSwatchProperty)id)
    {
    case PROP_KIND:
      g_value_set_string (value, fecho_span_swatch_get_kind (FECHO_SPAN_SWATCH (object)));
      break;
    }
}

static void
fecho_span_swatch_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch ((FechoSpanSwatchProperty)id)
    {
    case PROP_KIND:
      fecho_span_swatch_set_kind (FECHO_SPAN_SWATCH (object), g_value_get_string (value));
      break;
    }
}

static void
fecho_span_swatch_class_init (FechoSpanSwatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_span_swatch_dispose;
  object_class->get_property = fecho_span_swatch_get_property;
  object_class->set_property = fecho_span_swatch_set_property;
  widget_class->measure = fecho_span_swatch_measure;
  widget_class->snapshot = fecho_span_swatch_snapshot;
  widget_class->css_changed = fecho_span_swatch_css_changed;

  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, words[KIND_OPEN],
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                               G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /* The label beside it says what it is. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fecho_span_swatch_init (FechoSpanSwatch *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (restyle), NULL);
}

const char *
fecho_span_swatch_get_kind (FechoSpanSwatch *self)
{
  g_return_val_if_fail (FECHO_IS_SPAN_SWATCH (self), NULL);

  return words[self->kind];
}

void
fecho_span_swatch_set_kind (FechoSpanSwatch *self,
                            const char      *kind)
{
  g_return_if_fail (FECHO_IS_SPAN_SWATCH (self));

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i], kind) == 0 && self->kind != i)
      {
        self->kind = i;
        gtk_widget_queue_resize (GTK_WIDGET (self));
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
        return;
      }
}
