/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-stage-stepper.h"

#include <glib/gi18n.h>

#include "fecho-glyphs.h"
#include "fecho-stage-steps.h"

/* Of the rings, which stand above their labels. */
#define RING_PX 16
#define GLYPH_PX 14
#define ROOM_PX 22
#define GAP_PX 5

struct _FechoStageStepper
{
  GtkWidget parent_instance;

  GArray *steps;                /* FechoStageStep, NULL: none yet */
  FechoCloseClass klass;
  FechoChartPalette palette;
  FechoGlyphs *glyphs;          /* NULL: not up to date */
};

G_DEFINE_FINAL_TYPE (FechoStageStepper, fecho_stage_stepper, GTK_TYPE_WIDGET)

static const FechoStageStep *
get_step (FechoStageStepper *self,
          guint              index)
{
  return &g_array_index (self->steps, FechoStageStep, index);
}

static void
restyle (FechoStageStepper *self)
{
  g_clear_pointer (&self->glyphs, fecho_glyphs_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
clear_columns (FechoStageStepper *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  while (child != NULL)
    {
      gtk_widget_unparent (child);
      child = gtk_widget_get_first_child (GTK_WIDGET (self));
    }
}

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  return g_object_new (GTK_TYPE_LABEL,
                       "label", text,
                       "justify", GTK_JUSTIFY_CENTER,
                       "wrap", TRUE,
                       "wrap-mode", PANGO_WRAP_WORD_CHAR,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       "css-classes", (const char *[]) { "caption", css_class, NULL },
                       NULL);
}

static void
add_column (FechoStageStepper    *self,
            const FechoStageStep *step)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_margin_top (column, ROOM_PX);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (column), make_label (_(fecho_stage_get_label (step->stage)),
                                                step->state == FECHO_STEP_AHEAD ? "dim-label"
                                                : "caption-heading"));
  gtk_box_append (GTK_BOX (column), make_label (step->note != NULL ? step->note : "", "numeric"));
  gtk_widget_set_parent (column, GTK_WIDGET (self));
}

static double
get_middle (GtkWidget *column)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (column, gtk_widget_get_parent (column), &bounds))
    return 0;

  return bounds.origin.x + bounds.size.width / 2;
}

static void
draw_ring (cairo_t       *cr,
           double         x,
           gboolean       checked,
           const GdkRGBA *color)
{
  double y = ROOM_PX / 2.0;

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 1.5);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, RING_PX / 2.0 - 1, 0, 2 * G_PI);
  cairo_stroke (cr);
  if (!checked)
    return;

  cairo_set_line_width (cr, 1.8);
  cairo_move_to (cr, x - 3.4, y + 0.2);
  cairo_line_to (cr, x - 1, y + 2.6);
  cairo_line_to (cr, x + 3.4, y - 2.4);
  cairo_stroke (cr);
}

/* What lies between two steps was passed where the second was reached. */
static void
draw_line (cairo_t       *cr,
           double         from_x,
           double         to_x,
           const GdkRGBA *color)
{
  double room = RING_PX / 2.0 + GAP_PX;
  double sign = to_x > from_x ? 1 : -1;

  if ((to_x - from_x) * sign <= 2 * room)
    return;

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 1.5);
  cairo_move_to (cr, from_x + sign * room, ROOM_PX / 2.0);
  cairo_line_to (cr, to_x - sign * room, ROOM_PX / 2.0);
  cairo_stroke (cr);
}

static void
draw_steps (FechoStageStepper *self,
            cairo_t           *cr)
{
  GtkWidget *column = gtk_widget_get_first_child (GTK_WIDGET (self));
  double before_x = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const FechoStageStep *step = get_step (self, i);
      const GdkRGBA *color = step->state == FECHO_STEP_AHEAD ? &self->palette.unmonitored
                             : &self->palette.open_edge;
      double x = get_middle (column);

      if (i > 0)
        draw_line (cr, before_x, x, color);
      if (step->state != FECHO_STEP_LAST)
        draw_ring (cr, x, step->state == FECHO_STEP_REACHED, color);
      before_x = x;
      column = gtk_widget_get_next_sibling (column);
    }
}

static void
append_glyph (FechoStageStepper *self,
              GtkSnapshot       *snapshot)
{
  GtkWidget *column = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (guint i = 0; i < self->steps->len; i++)
    {
      if (get_step (self, i)->state == FECHO_STEP_LAST)
        fecho_glyphs_append (self->glyphs, snapshot, self->klass, FECHO_GLYPH_PLAIN, GLYPH_PX,
                             get_middle (column), ROOM_PX / 2.0);
      column = gtk_widget_get_next_sibling (column);
    }
}

static void
fecho_stage_stepper_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  FechoStageStepper *self = FECHO_STAGE_STEPPER (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), ROOM_PX);
  cairo_t *cr;

  GTK_WIDGET_CLASS (fecho_stage_stepper_parent_class)->snapshot (widget, snapshot);
  if (self->steps == NULL)
    return;
  if (self->glyphs == NULL)
    {
      fecho_chart_palette_load (&self->palette, widget);
      self->glyphs = fecho_glyphs_new (&self->palette, gtk_widget_get_scale_factor (widget));
    }

  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  draw_steps (self, cr);
  cairo_destroy (cr);
  append_glyph (self, snapshot);
}

static void
fecho_stage_stepper_css_changed (GtkWidget         *widget,
                                 GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (fecho_stage_stepper_parent_class)->css_changed (widget, change);

  restyle (FECHO_STAGE_STEPPER (widget));
}

static void
fecho_stage_stepper_dispose (GObject *object)
{
  FechoStageStepper *self = FECHO_STAGE_STEPPER (object);

  clear_columns (self);
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->glyphs, fecho_glyphs_free);

  G_OBJECT_CLASS (fecho_stage_stepper_parent_class)->dispose (object);
}

static void
fecho_stage_stepper_class_init (FechoStageStepperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_stage_stepper_dispose;
  widget_class->snapshot = fecho_stage_stepper_snapshot;
  widget_class->css_changed = fecho_stage_stepper_css_changed;

  gtk_widget_class_set_css_name (widget_class, "stepper");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fecho_stage_stepper_init (FechoStageStepper *self)
{
  /* As in the list of facts, for the request mode. */
  gtk_widget_set_parent (make_label ("", "numeric"), GTK_WIDGET (self));
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (restyle), NULL);
}

void
fecho_stage_stepper_show (FechoStageStepper      *self,
                          const FechoCloseRecord *record,
                          FechoCloseClass         klass)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (FECHO_IS_STAGE_STEPPER (self));
  g_return_if_fail (record != NULL);

  clear_columns (self);
  g_clear_pointer (&self->steps, g_array_unref);
  self->steps = fecho_stage_steps_new (record);
  self->klass = klass;
  for (guint i = 0; i < self->steps->len; i++)
    add_column (self, get_step (self, i));

  spoken = fecho_stage_steps_speak (self->steps);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
