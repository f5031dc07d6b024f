/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-origin-bar.h"

#include <math.h>

#define WIDTH_PX  150
#define HEIGHT_PX 9
#define GAP_PX    1
#define RADIUS_PX 2

const FechoOrigin fecho_shown_origins[FECHO_N_SHOWN_ORIGINS] = {
  FECHO_ORIGIN_NETWORK_PATH, FECHO_ORIGIN_SERVER, FECHO_ORIGIN_THIS_COMPUTER, FECHO_ORIGIN_UNKNOWN,
};

/* As the style sheets define them. */
static const char *const colors[] = {
  [FECHO_ORIGIN_UNKNOWN] = "fecho_origin_unknown",
  [FECHO_ORIGIN_SERVER] = "fecho_origin_server",
  [FECHO_ORIGIN_NETWORK_PATH] = "fecho_origin_path",
  [FECHO_ORIGIN_THIS_COMPUTER] = "fecho_origin_local",
};

struct _FechoOriginBar
{
  GtkWidget parent_instance;

  guint64 counts[FECHO_N_SHOWN_ORIGINS]; /* in the order of fecho_shown_origins */
};

G_DEFINE_FINAL_TYPE (FechoOriginBar, fecho_origin_bar, GTK_TYPE_WIDGET)

static void
fecho_origin_bar_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT_PX : WIDTH_PX;
}

static void
fecho_origin_bar_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  FechoOriginBar *self = FECHO_ORIGIN_BAR (widget);
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const double width = gtk_widget_get_width (widget);
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, HEIGHT_PX);
  GskRoundedRect outline;
  guint64 n = 0;
  guint64 before = 0;

  for (guint i = 0; i < FECHO_N_SHOWN_ORIGINS; i++)
    n += self->counts[i];

  gsk_rounded_rect_init_from_rect (&outline, &bounds, RADIUS_PX);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  for (guint i = 0; i < FECHO_N_SHOWN_ORIGINS && n > 0; i++)
    {
      const double from = round (width * before / n);
      const double to = round (width * (before + self->counts[i]) / n);
      const double length = to < width ? to - from - GAP_PX : to - from;
      GdkRGBA color;

      before += self->counts[i];
      if (length <= 0)
        continue;

      fecho_origin_get_color (fecho_shown_origins[i], widget, &color);
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (rtl ? width - from - length : from, 0,
                                                      length, HEIGHT_PX));
    }
  gtk_snapshot_pop (snapshot);
}

static void
fecho_origin_bar_class_init (FechoOriginBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = fecho_origin_bar_measure;
  widget_class->snapshot = fecho_origin_bar_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fecho_origin_bar_init (FechoOriginBar *self)
{
}

void
fecho_origin_bar_set_counts (FechoOriginBar *self,
                             const guint64  *counts)
{
  g_return_if_fail (FECHO_IS_ORIGIN_BAR (self));

  for (guint i = 0; i < FECHO_N_SHOWN_ORIGINS; i++)
    self->counts[i] = counts[fecho_shown_origins[i]];
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
fecho_origin_get_color (FechoOrigin  origin,
                        GtkWidget   *widget,
                        GdkRGBA     *ret_color)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (!gtk_style_context_lookup_color (context, colors[origin], ret_color))
    gtk_style_context_get_color (context, ret_color);
}
