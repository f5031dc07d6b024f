/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-heat-cell.h"

#include <math.h>

#include <glib/gi18n.h>

#include "fecho-format.h"

#define RADIUS_PX 3
#define MIN_ALPHA 0.12
#define ADDED_ALPHA 0.78
#define EMPTY_ALPHA 0.06
/* Nobody sees one. */
#define NOTHING "·"

struct _FechoHeatCell
{
  GtkButton parent_instance;

  GtkWidget *label;
  guint64 n;
  guint64 n_most;
  GdkRGBA tint;                 /* of the cell, over what is behind it */
};

G_DEFINE_FINAL_TYPE (FechoHeatCell, fecho_heat_cell, GTK_TYPE_BUTTON)

static double
get_alpha (FechoHeatCell *self)
{
  if (self->n_most <= 1)
    return MIN_ALPHA;

  return MIN_ALPHA + ADDED_ALPHA * log (self->n) / log (self->n_most);
}

/* -- black or white, whichever can be read better */

static void
lay_over (GdkRGBA       *below,
          const GdkRGBA *above)
{
  below->red += (above->red - below->red) * above->alpha;
  below->green += (above->green - below->green) * above->alpha;
  below->blue += (above->blue - below->blue) * above->alpha;
}

static double
to_linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/* WCAG: the two contrasts are equal at this luminance. */
static gboolean
wants_white (const GdkRGBA *color)
{
  double luminance = 0.2126 * to_linear (color->red) + 0.7152 * to_linear (color->green) +
                     0.0722 * to_linear (color->blue);

  return luminance < 0.179;
}

static void
look_up (GtkWidget  *widget,
         const char *name,
         GdkRGBA    *color)
{
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, color))
    gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
}

static void
update_colors (FechoHeatCell *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA behind, card;

  if (self->n == 0 || self->n_most == 0)
    {
      gtk_widget_remove_css_class (self->label, "on-dark");
      gtk_widget_remove_css_class (self->label, "on-light");
      return;
    }

  look_up (widget, "window_bg_color", &behind);
  look_up (widget, "card_bg_color", &card);
  look_up (widget, "fecho_abnormal", &self->tint);
  self->tint.alpha = get_alpha (self);
  lay_over (&behind, &card);
  lay_over (&behind, &self->tint);
  gtk_widget_remove_css_class (self->label, wants_white (&behind) ? "on-light" : "on-dark");
  gtk_widget_add_css_class (self->label, wants_white (&behind) ? "on-dark" : "on-light");
}

static void
fecho_heat_cell_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (fecho_heat_cell_parent_class)->css_changed (widget, change);

  update_colors (FECHO_HEAT_CELL (widget));
}

static void
fecho_heat_cell_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  FechoHeatCell *self = FECHO_HEAT_CELL (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                               gtk_widget_get_height (widget));
  GdkRGBA color = self->tint;
  GskRoundedRect outline;

  if (self->n == 0)
    {
      gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
      color.alpha = EMPTY_ALPHA;
    }
  if (self->n_most > 0)
    {
      gsk_rounded_rect_init_from_rect (&outline, &bounds, RADIUS_PX);
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, &color, &bounds);
      gtk_snapshot_pop (snapshot);
    }
  GTK_WIDGET_CLASS (fecho_heat_cell_parent_class)->snapshot (widget, snapshot);
}

static void
fecho_heat_cell_class_init (FechoHeatCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->css_changed = fecho_heat_cell_css_changed;
  widget_class->snapshot = fecho_heat_cell_snapshot;
  gtk_widget_class_set_css_name (widget_class, "heatcell");
}

static void
fecho_heat_cell_init (FechoHeatCell *self)
{
  self->label = gtk_label_new (NOTHING);
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_button_set_child (GTK_BUTTON (self), self->label);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("No closes in this period"), -1);
}

GtkWidget *
fecho_heat_cell_new (void)
{
  return g_object_new (FECHO_TYPE_HEAT_CELL, NULL);
}

void
fecho_heat_cell_set (FechoHeatCell *self,
                     guint64        n,
                     guint64        n_most)
{
  g_autofree char *text = NULL;

  g_return_if_fail (FECHO_IS_HEAT_CELL (self));

  if (self->n == n && self->n_most == n_most)
    return;

  self->n = n;
  self->n_most = n_most;
  text = n > 0 ? fecho_format_count (n) : g_strdup (NOTHING);
  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_widget_set_sensitive (GTK_WIDGET (self), n > 0);
  update_colors (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint64
fecho_heat_cell_get (FechoHeatCell *self)
{
  g_return_val_if_fail (FECHO_IS_HEAT_CELL (self), 0);

  return self->n;
}
