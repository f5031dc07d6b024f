/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-cell.h"

#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-close-meaning.h"
#include "fecho-history-text.h"
#include "fecho-table-row.h"

#define GLYPH_PX 12
#define GLYPH_GAP_PX 6
#define NUMBER_GAP_PX 8
/* That of .dim-label. */
#define DIM_ALPHA 0.78f

struct _FechoHistoryCell
{
  GtkWidget parent_instance;

  FechoHistoryPen *pen;
  FechoOrder order;
  float xalign;
  FechoCloseRow *row;           /* NULL: none */
  gulong changed_id;
  GList link;                   /* of the pen */
};

G_DEFINE_FINAL_TYPE (FechoHistoryCell, fecho_history_cell, GTK_TYPE_WIDGET)

/* NULL: there is nothing to say yet. */
static const FechoCloseRecord *
get_record (FechoHistoryCell *self)
{
  return self->row != NULL ? fecho_close_row_get_record (self->row) : NULL;
}

/* -- for a screen reader */

static char *
get_spoken (FechoHistoryCell *self)
{
  const FechoCloseRecord *record = get_record (self);
  g_autofree char *text = NULL;

  if (record == NULL)
    return g_strdup ("");
  text = fecho_history_text_new (self->order, record, fecho_clock_wall_us ());
  if (text == NULL)
    return g_strdup (fecho_history_text_get_missing (self->order, record));
  if (self->order != FECHO_ORDER_CODE)
    return g_steal_pointer (&text);

  /* Translators: a close code and its name: "1006, Abnormal Closure". */
  return g_strdup_printf (_("%u, %s"), record->code, text);
}

/* The whole row, which has the focus. */
static void
speak_row (FechoHistoryCell *self,
           const char       *code)
{
  const FechoCloseRecord *record = get_record (self);
  gint64 now_us = fecho_clock_wall_us ();
  g_autofree char *time = fecho_history_text_new (FECHO_ORDER_TIME, record, now_us);
  g_autofree char *session = fecho_history_text_new (FECHO_ORDER_SESSION, record, now_us);
  /* Translators: when a connection closed, its session, and its close code with the name. */
  g_autofree char *spoken = g_strdup_printf (_("%s, %s: %s"), time, session != NULL ? session
                                             : fecho_history_text_get_missing (FECHO_ORDER_SESSION,
                                                                               record), code);

  fecho_table_row_speak (GTK_WIDGET (self), spoken);
}

static void
speak_cb (GtkWidget *widget)
{
  g_autofree char *spoken = get_spoken (FECHO_HISTORY_CELL (widget));

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  if (FECHO_HISTORY_CELL (widget)->order == FECHO_ORDER_CODE &&
      get_record (FECHO_HISTORY_CELL (widget)) != NULL)
    speak_row (FECHO_HISTORY_CELL (widget), spoken);
}

/* -- drawing */

static double
align (FechoHistoryCell *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? 1 - self->xalign
         : self->xalign;
}

static void
draw_text (FechoHistoryCell *self,
           GtkSnapshot      *snapshot,
           PangoLayout      *layout,
           double            x,
           double            width,
           gboolean          dim)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  PangoRectangle extents;
  GdkRGBA color;

  gtk_style_context_get_color (context, &color);
  if (dim)
    color.alpha *= DIM_ALPHA;
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  x += (int)((width - extents.width) * align (self)) - extents.x;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (
                            (float)x, (float)((gtk_widget_get_height (widget) -
                                               extents.height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static PangoAttrList *
make_number_attributes (void)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));

  return attributes;
}

static PangoAttrList *
make_figure_attributes (void)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));

  return attributes;
}

static double
mirror (GtkWidget *widget,
        double     x,
        double     width)
{
  return gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL
         ? gtk_widget_get_width (widget) - x - width : x;
}

/* Returns how much room the glyph and the number take. */
static double
draw_code (FechoHistoryCell       *self,
           GtkSnapshot            *snapshot,
           const FechoCloseRecord *record)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr(PangoAttrList) attributes = make_number_attributes ();
  FechoCloseMeaning meaning;
  PangoLayout *layout;
  char number[8];
  int width;

  fecho_close_meaning_init_record (&meaning, record);
  fecho_history_pen_draw_glyph (self->pen, widget, snapshot, meaning.klass,
                                mirror (widget, 0, GLYPH_PX),
                                (gtk_widget_get_height (widget) - GLYPH_PX) / 2, GLYPH_PX);
  g_snprintf (number, sizeof number, "%u", record->code);
  layout = fecho_history_pen_begin_text (self->pen, number);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);
  draw_text (self, snapshot, layout, mirror (widget, GLYPH_PX + GLYPH_GAP_PX, width), width, FALSE);

  return GLYPH_PX + GLYPH_GAP_PX + width + NUMBER_GAP_PX;
}

static void
draw_record (FechoHistoryCell       *self,
             GtkSnapshot            *snapshot,
             const FechoCloseRecord *record)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *text = fecho_history_text_new (self->order, record, fecho_clock_wall_us ());
  g_autoptr(PangoAttrList) attributes = make_figure_attributes ();
  double before = self->order == FECHO_ORDER_CODE ? draw_code (self, snapshot, record) : 0;
  double width = gtk_widget_get_width (widget) - before;
  PangoLayout *layout;

  if (width <= 0)
    return;
  layout = fecho_history_pen_begin_text (self->pen, text != NULL ? text
                                         : fecho_history_text_get_missing (self->order, record));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  draw_text (self, snapshot, layout, mirror (widget, before, width), width, text == NULL);
}

static void
fecho_history_cell_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  FechoHistoryCell *self = FECHO_HISTORY_CELL (widget);
  const FechoCloseRecord *record = get_record (self);

  if (record != NULL)
    draw_record (self, snapshot, record);
}

/* Of whatever text: columns have their own widths. */
static void
fecho_history_cell_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *ret_minimum,
                            int            *ret_natural,
                            int            *ret_minimum_baseline,
                            int            *ret_natural_baseline)
{
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *ret_minimum = *ret_natural = fecho_history_pen_get_height (FECHO_HISTORY_CELL (widget)->pen);
  else
    *ret_minimum = *ret_natural = 0;
}

static void
fecho_history_cell_css_changed (GtkWidget         *widget,
                                GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (fecho_history_cell_parent_class)->css_changed (widget, change);

  fecho_history_pen_restyle (FECHO_HISTORY_CELL (widget)->pen);
}

/* What is cut can be read whole. */
static gboolean
fecho_history_cell_query_tooltip (GtkWidget  *widget,
                                  int         x,
                                  int         y,
                                  gboolean    keyboard,
                                  GtkTooltip *tooltip)
{
  FechoHistoryCell *self = FECHO_HISTORY_CELL (widget);
  const FechoCloseRecord *record = get_record (self);
  g_autofree char *text = record != NULL
                          ? fecho_history_text_new (self->order, record, fecho_clock_wall_us ())
                          : NULL;

  if (text == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

/* -- the object */

static void
fecho_history_cell_dispose (GObject *object)
{
  FechoHistoryCell *self = FECHO_HISTORY_CELL (object);

  fecho_history_cell_set_row (self, NULL);
  if (self->pen != NULL)
    fecho_history_pen_unqueue (self->pen, &self->link);

  G_OBJECT_CLASS (fecho_history_cell_parent_class)->dispose (object);
}

static void
fecho_history_cell_finalize (GObject *object)
{
  g_clear_pointer (&FECHO_HISTORY_CELL (object)->pen, fecho_history_pen_unref);

  G_OBJECT_CLASS (fecho_history_cell_parent_class)->finalize (object);
}

static void
fecho_history_cell_class_init (FechoHistoryCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_history_cell_dispose;
  object_class->finalize = fecho_history_cell_finalize;
  widget_class->measure = fecho_history_cell_measure;
  widget_class->snapshot = fecho_history_cell_snapshot;
  widget_class->css_changed = fecho_history_cell_css_changed;
  widget_class->query_tooltip = fecho_history_cell_query_tooltip;

  gtk_widget_class_set_css_name (widget_class, "historycell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
fecho_history_cell_init (FechoHistoryCell *self)
{
  self->link.data = self;
}

GtkWidget *
fecho_history_cell_new (FechoHistoryPen *pen,
                        FechoOrder       order,
                        float            xalign)
{
  FechoHistoryCell *self = g_object_new (FECHO_TYPE_HISTORY_CELL, NULL);

  self->pen = fecho_history_pen_ref (pen);
  self->order = order;
  self->xalign = xalign;
  if (order == FECHO_ORDER_REASON || order == FECHO_ORDER_ADDRESS || order == FECHO_ORDER_CODE ||
      order == FECHO_ORDER_SESSION)
    gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);

  return GTK_WIDGET (self);
}

static void
show (FechoHistoryCell *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  fecho_history_pen_queue (self->pen, &self->link, speak_cb);
}

void
fecho_history_cell_set_row (FechoHistoryCell *self,
                            FechoCloseRow    *row)
{
  g_return_if_fail (FECHO_IS_HISTORY_CELL (self));

  if (self->row == row)
    return;

  if (self->row != NULL)
    g_clear_signal_handler (&self->changed_id, self->row);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;
  self->changed_id = g_signal_connect_swapped (row, "notify::event", G_CALLBACK (show), self);
  show (self);
}
