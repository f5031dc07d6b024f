/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-day-strip.h"

#include "fecho-chart-palette.h"

#define PITCH 2.5f
#define BAR_WIDTH 2.0f
#define WIDTH 60
#define HEIGHT 16
/* Of the bars, in the middle of the height. */
#define BAR_HEIGHT 12.0f
#define STUB_HEIGHT 3.0f
#define DOT_SIZE 1.5f

struct _FechoDayStrip
{
  GtkWidget parent_instance;

  FechoDay *day;
  FechoChartPalette palette;
};

G_DEFINE_FINAL_TYPE (FechoDayStrip, fecho_day_strip, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_DAY = 1,
} FechoDayStripProperty;

static GParamSpec *properties[PROP_DAY + 1];

/* A bar that stands on the base line. */
static void
append_bar (GtkSnapshot   *snapshot,
            float          x,
            float          width,
            float          height,
            const GdkRGBA *color)
{
  float base = (HEIGHT + BAR_HEIGHT) / 2;

  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (x, base - height, width, height));
}

static void
append_hour (FechoDayStrip *self,
             GtkSnapshot   *snapshot,
             guint          hour)
{
  double share = fecho_day_get_hour_share (self->day, hour);
  float x = hour * PITCH;

  if (share < 0)
    {
      append_bar (snapshot, x, DOT_SIZE, DOT_SIZE, &self->palette.unmonitored);
    }
  else if (share == 0)
    {
      append_bar (snapshot, x, BAR_WIDTH, STUB_HEIGHT, &self->palette.down_edge);
    }
  else
    {
      if (share < 1)
        append_bar (snapshot, x, BAR_WIDTH, BAR_HEIGHT, &self->palette.down_fill);
      append_bar (snapshot, x, BAR_WIDTH, (float)share * BAR_HEIGHT, &self->palette.open_edge);
    }
}

static void
fecho_day_strip_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  FechoDayStrip *self = FECHO_DAY_STRIP (widget);

  for (guint i = 0; self->day != NULL && i < FECHO_DAY_HOURS; i++)
    append_hour (self, snapshot, i);
}

static void
fecho_day_strip_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *ret_minimum,
                         int            *ret_natural,
                         int            *ret_minimum_baseline,
                         int            *ret_natural_baseline)
{
  *ret_minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
  *ret_natural = *ret_minimum;
}

static void
fecho_day_strip_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  FechoDayStrip *self = FECHO_DAY_STRIP (widget);

  GTK_WIDGET_CLASS (fecho_day_strip_parent_class)->css_changed (widget, change);

  if (fecho_chart_palette_load (&self->palette, widget))
    gtk_widget_queue_draw (widget);
}

static void
fecho_day_strip_finalize (GObject *object)
{
  g_clear_pointer (&FECHO_DAY_STRIP (object)->day, fecho_day_free);

  G_OBJECT_CLASS (fecho_day_strip_parent_class)->finalize (object);
}

static void
fecho_day_strip_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((FechoDayStripProperty)id)
    {
    case PROP_DAY:
      g_value_set_boxed (value, FECHO_DAY_STRIP (object)->day);
      break;
    }
}

static void
fecho_day_strip_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((FechoDayStripProperty)id)
    {
    case PROP_DAY:
      fecho_day_strip_set_day (FECHO_DAY_STRIP (object), g_value_get_boxed (value));
      break;
    }
}

static void
fecho_day_strip_class_init (FechoDayStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = fecho_day_strip_finalize;
  object_class->get_property = fecho_day_strip_get_property;
  object_class->set_property = fecho_day_strip_set_property;
  widget_class->snapshot = fecho_day_strip_snapshot;
  widget_class->measure = fecho_day_strip_measure;
  widget_class->css_changed = fecho_day_strip_css_changed;

  properties[PROP_DAY] =
    g_param_spec_boxed ("day", NULL, NULL, FECHO_TYPE_DAY,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fecho_day_strip_init (FechoDayStrip *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

const FechoDay *
fecho_day_strip_get_day (FechoDayStrip *self)
{
  g_return_val_if_fail (FECHO_IS_DAY_STRIP (self), NULL);

  return self->day;
}

void
fecho_day_strip_set_day (FechoDayStrip  *self,
                         const FechoDay *day)
{
  g_return_if_fail (FECHO_IS_DAY_STRIP (self));

  if (fecho_day_equal (self->day, day))
    return;

  g_clear_pointer (&self->day, fecho_day_free);
  if (day != NULL)
    self->day = fecho_day_copy (day);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAY]);
}
