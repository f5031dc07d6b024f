/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-share-bar.h"

#include <math.h>

#define MIN_WIDTH_PX 36
#define WIDTH_PX 76
#define HEIGHT_PX 9
#define RADIUS_PX 2
/* Anything at all is to be seen. */
#define MIN_PART_PX 4
#define TROUGH_ALPHA 0.1

struct _FechoShareBar
{
  GtkWidget parent_instance;

  double share;
};

G_DEFINE_FINAL_TYPE (FechoShareBar, fecho_share_bar, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_SHARE = 1,
} FechoShareBarProperty;

static GParamSpec *properties[PROP_SHARE + 1];

static void
append_part (GtkSnapshot   *snapshot,
             const GdkRGBA *color,
             double         x,
             double         y,
             double         width)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, y, width, HEIGHT_PX);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, RADIUS_PX);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, color, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
fecho_share_bar_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT_PX : MIN_WIDTH_PX;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT_PX : WIDTH_PX;
}

static void
fecho_share_bar_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  FechoShareBar *self = FECHO_SHARE_BAR (widget);
  double width = gtk_widget_get_width (widget);
  double part = round (width * self->share);
  double y = floor ((gtk_widget_get_height (widget) - HEIGHT_PX) / 2.0);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA color;
  GdkRGBA trough;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gtk_style_context_get_color (gtk_widget_get_style_context (gtk_widget_get_parent (widget)),
                               &trough);
  trough.alpha *= TROUGH_ALPHA;
  append_part (snapshot, &trough, 0, y, width);
  if (self->share > 0)
    {
      part = MAX (part, MIN_PART_PX);
      append_part (snapshot, &color, rtl ? width - part : 0, y, part);
    }
}

static void
fecho_share_bar_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((FechoShareBarProperty)id)
    {
    case PROP_SHARE:
      g_value_set_double (value, FECHO_SHARE_BAR (object)->share);
      break;
    }
}

static void
fecho_share_bar_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((FechoShareBarProperty)id)
    {
    case PROP_SHARE:
      fecho_share_bar_set_share (FECHO_SHARE_BAR (object), g_value_get_double (value));
      break;
    }
}

static void
fecho_share_bar_class_init (FechoShareBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fecho_share_bar_get_property;
  object_class->set_property = fecho_share_bar_set_property;
  widget_class->measure = fecho_share_bar_measure;
  widget_class->snapshot = fecho_share_bar_snapshot;

  properties[PROP_SHARE] = g_param_spec_double ("share", NULL, NULL, 0, 1, 0,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fecho_share_bar_init (FechoShareBar *self)
{
}

double
fecho_share_bar_get_share (FechoShareBar *self)
{
  g_return_val_if_fail (FECHO_IS_SHARE_BAR (self), 0);

  return self->share;
}

void
fecho_share_bar_set_share (FechoShareBar *self,
                           double         share)
{
  g_return_if_fail (FECHO_IS_SHARE_BAR (self));

  share = CLAMP (share, 0, 1);
  if (self->share == share)
    return;

  self->share = share;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHARE]);
}
