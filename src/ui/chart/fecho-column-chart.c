/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-column-chart.h"

#include <math.h>

#include <glib/gi18n.h>

#include "fecho-chart-layout.h"
#include "fecho-chart-table.h"
#include "fecho-format.h"
#include "fecho-settings.h"

#define TOP_PX 10
#define RIGHT_PX 6
#define GAP_PX 6
#define MIN_WIDTH_PX 200
#define MIN_HEIGHT_PX 170
#define FOCUS_PX 2
#define FOCUS_RADIUS_PX 4
#define MAX_STEPS 4

typedef struct
{
  FechoChartPalette palette;
  FechoGlyphs *glyphs;          /* NULL: the palette is not loaded */
  GskRenderNode *node;          /* NULL: to be drawn anew */
  char *finding;
  GtkWidget *menu;              /* NULL: none was opened yet */
  int cursor;                   /* a column, -1: none */
  gboolean patterns;            /* as the setting says */
} FechoColumnChartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FechoColumnChart, fecho_column_chart, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_PATTERNS = 1,
} FechoColumnChartProperty;

static GParamSpec *properties[PROP_PATTERNS + 1];

enum
{
  SIGNAL_COLUMN_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static FechoColumnChartPrivate *
get_private (FechoColumnChart *self)
{
  return fecho_column_chart_get_instance_private (self);
}

static guint
get_n_columns (FechoColumnChart *self)
{
  return FECHO_COLUMN_CHART_GET_CLASS (self)->get_n_columns (self);
}

static guint64
get_n (FechoColumnChart *self,
       guint             index)
{
  return FECHO_COLUMN_CHART_GET_CLASS (self)->get_n (self, index);
}

static guint64
get_most (FechoColumnChart *self)
{
  guint64 most = 0;

  for (guint i = 0; i < get_n_columns (self); i++)
    most = MAX (most, get_n (self, i));

  return most;
}

static void
drop_drawing (FechoColumnChart *self)
{
  g_clear_pointer (&get_private (self)->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
restyle (FechoColumnChart *self)
{
  g_clear_pointer (&get_private (self)->glyphs, fecho_glyphs_free);
  drop_drawing (self);
}

/* -- where things are */

static PangoLayout *
make_caption (FechoColumnChart *self,
              const char       *text)
{
  return fecho_chart_create_text (GTK_WIDGET (self), text, FECHO_CHART_CAPTION_SCALE, FALSE);
}

static PangoLayout *
make_number (FechoColumnChart *self,
             guint64           n)
{
  g_autofree char *text = fecho_format_count (n);

  return make_caption (self, text);
}

static graphene_rect_t
get_plot (FechoColumnChart *self)
{
  g_autoptr(PangoLayout) number = make_number (self, get_most (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int text_width, text_height;

  pango_layout_get_pixel_size (number, &text_width, &text_height);

  return GRAPHENE_RECT_INIT (text_width + GAP_PX, TOP_PX,
                             MAX (width - text_width - GAP_PX - RIGHT_PX, 1),
                             MAX (height - TOP_PX - text_height - GAP_PX, 1));
}

static graphene_rect_t
get_column (FechoColumnChart      *self,
            const graphene_rect_t *plot,
            guint                  index,
            guint64                most)
{
  double from, to, x0, x1, height;

  FECHO_COLUMN_CHART_GET_CLASS (self)->get_place (self, index, &from, &to);
  x0 = round (plot->origin.x + from * plot->size.width);
  x1 = round (plot->origin.x + to * plot->size.width);
  height = MAX (round (get_n (self, index) / (double)MAX (most, 1) * plot->size.height), 1);

  /* A pixel between neighbours. */
  return GRAPHENE_RECT_INIT (x0, plot->origin.y + plot->size.height - height,
                             MAX (x1 - x0 - 1, 1), height);
}

/* -- drawing */

static void
append_line (FechoColumnChart      *self,
             GtkSnapshot           *snapshot,
             const graphene_rect_t *plot,
             guint64                n,
             guint64                most)
{
  const FechoChartPalette *palette = fecho_column_chart_get_palette (self);
  g_autoptr(PangoLayout) number = make_number (self, n);
  double y = plot->origin.y + plot->size.height * (1 - n / (double)MAX (most, 1));
  int width, height;

  pango_layout_get_pixel_size (number, &width, &height);
  gtk_snapshot_append_color (snapshot, &palette->line,
                             &GRAPHENE_RECT_INIT (plot->origin.x, round (y), plot->size.width, 1));
  fecho_chart_append_text (snapshot, number, plot->origin.x - GAP_PX - width, y - height / 2.0,
                           &palette->dim);
}

/* The most has a line of its own, and takes that of a step that is near to it. */
static void
append_scale (FechoColumnChart      *self,
              GtkSnapshot           *snapshot,
              const graphene_rect_t *plot,
              guint64                most)
{
  guint64 step = fecho_column_chart_get_step (most);

  for (guint64 n = 0; n + step / 2 < most; n += step)
    append_line (self, snapshot, plot, n, most);
  append_line (self, snapshot, plot, most, most);
}

static void
append_all (FechoColumnChart *self,
            GtkSnapshot      *snapshot)
{
  FechoColumnChartClass *klass = FECHO_COLUMN_CHART_GET_CLASS (self);
  graphene_rect_t plot = get_plot (self);
  guint64 most = get_most (self);

  klass->append_ticks (self, snapshot, &plot);
  append_scale (self, snapshot, &plot, most);
  for (guint i = 0; i < get_n_columns (self); i++)
    {
      graphene_rect_t bounds = get_column (self, &plot, i, most);

      if (get_n (self, i) > 0)
        klass->append_column (self, snapshot, i, &bounds);
    }
  if (klass->append_notes != NULL)
    klass->append_notes (self, snapshot, &plot);
}

static void
append_empty (FechoColumnChart *self,
              GtkSnapshot      *snapshot)
{
  g_autoptr(PangoLayout) text = make_caption (self, _("No closes in this period"));
  int width, height;

  pango_layout_get_pixel_size (text, &width, &height);
  fecho_chart_append_text (snapshot, text,
                           (gtk_widget_get_width (GTK_WIDGET (self)) - width) / 2.0,
                           (gtk_widget_get_height (GTK_WIDGET (self)) - height) / 2.0,
                           &fecho_column_chart_get_palette (self)->dim);
}

static void
append_ring (FechoColumnChart      *self,
             GtkSnapshot           *snapshot,
             const graphene_rect_t *bounds)
{
  const GdkRGBA *color = &fecho_column_chart_get_palette (self)->accent;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, bounds, FOCUS_RADIUS_PX);
  gtk_snapshot_append_border (snapshot, &outline,
                              (float[4]) { FOCUS_PX, FOCUS_PX, FOCUS_PX, FOCUS_PX },
                              (GdkRGBA[4]) { *color, *color, *color, *color });
}

static void
append_focus (FechoColumnChart *self,
              GtkSnapshot      *snapshot)
{
  int cursor = get_private (self)->cursor;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (1, 1, gtk_widget_get_width (GTK_WIDGET (self)) - 2,
                                               gtk_widget_get_height (GTK_WIDGET (self)) - 2);

  if (cursor >= 0)
    {
      graphene_rect_t plot = get_plot (self);

      bounds = get_column (self, &plot, cursor, get_most (self));
      graphene_rect_inset (&bounds, -2 * FOCUS_PX, -2 * FOCUS_PX);
    }
  append_ring (self, snapshot, &bounds);
}

static void
fecho_column_chart_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  FechoColumnChart *self = FECHO_COLUMN_CHART (widget);
  FechoColumnChartPrivate *priv = get_private (self);

  if (priv->node == NULL)
    {
      GtkSnapshot *inner = gtk_snapshot_new ();

      if (get_most (self) > 0)
        append_all (self, inner);
      else
        append_empty (self, inner);
      priv->node = gtk_snapshot_free_to_node (inner);
    }
  if (priv->node != NULL)
    gtk_snapshot_append_node (snapshot, priv->node);
  if (gtk_widget_has_visible_focus (widget))
    append_focus (self, snapshot);
}

static void
fecho_column_chart_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH_PX : MIN_HEIGHT_PX;
}

static void
fecho_column_chart_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  FechoColumnChart *self = FECHO_COLUMN_CHART (widget);

  if (get_private (self)->menu != NULL)
    gtk_popover_present (GTK_POPOVER (get_private (self)->menu));
  g_clear_pointer (&get_private (self)->node, gsk_render_node_unref);
}

static void
fecho_column_chart_css_changed (GtkWidget         *widget,
                                GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (fecho_column_chart_parent_class)->css_changed (widget, change);

  restyle (FECHO_COLUMN_CHART (widget));
}

/* -- the cursor */

/* What a screen reader says is what the cursor is on, or what all of it shows. */
static void
update_description (FechoColumnChart *self)
{
  FechoColumnChartPrivate *priv = get_private (self);
  g_autofree char *text = NULL;

  if (priv->cursor >= 0)
    text = FECHO_COLUMN_CHART_GET_CLASS (self)->describe (self, priv->cursor);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : priv->finding != NULL ? priv->finding : "",
                                  -1);
}

static void
set_cursor (FechoColumnChart *self,
            int               cursor)
{
  get_private (self)->cursor = cursor;
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* To the next one that is not empty. */
static void
move_cursor (FechoColumnChart *self,
             int               from,
             int               by)
{
  for (int i = from + by; i >= 0 && i < (int)get_n_columns (self); i += by)
    {
      if (get_n (self, i) > 0)
        {
          set_cursor (self, i);
          return;
        }
    }
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FechoColumnChart *self = FECHO_COLUMN_CHART (widget);
  int cursor = get_private (self)->cursor;
  int by = g_variant_get_int32 (parameter);

  move_cursor (self, cursor < 0 && by < 0 ? (int)get_n_columns (self) : cursor, by);
}

static void
end_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  FechoColumnChart *self = FECHO_COLUMN_CHART (widget);
  int by = g_variant_get_int32 (parameter);

  move_cursor (self, by > 0 ? -1 : (int)get_n_columns (self), by);
}

static void
activate (FechoColumnChart *self,
          guint             index)
{
  if (get_n (self, index) > 0)
    g_signal_emit (self, signals[SIGNAL_COLUMN_ACTIVATED], 0, index);
}

static void
activate_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  FechoColumnChart *self = FECHO_COLUMN_CHART (widget);

  if (get_private (self)->cursor >= 0)
    activate (self, get_private (self)->cursor);
}

/* -- the pointer */

static void
pressed_cb (FechoColumnChart *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
released_cb (FechoColumnChart *self,
             int               n_press,
             double            x)
{
  guint index;

  if (n_press == 1 && fecho_column_chart_find (self, x, &index))
    activate (self, index);
}

static gboolean
fecho_column_chart_query_tooltip (GtkWidget  *widget,
                                  int         x,
                                  int         y,
                                  gboolean    keyboard,
                                  GtkTooltip *tooltip)
{
  FechoColumnChart *self = FECHO_COLUMN_CHART (widget);
  g_autofree char *text = NULL;
  guint index;

  if (keyboard || !fecho_column_chart_find (self, x, &index) || get_n (self, index) == 0)
    return FALSE;

  text = FECHO_COLUMN_CHART_GET_CLASS (self)->describe (self, index);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
show_table_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  FECHO_COLUMN_CHART_GET_CLASS (widget)->show_table (FECHO_COLUMN_CHART (widget));
}

static void
menu_pressed_cb (FechoColumnChart *self,
                 int               n_press,
                 double            x,
                 double            y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  fecho_chart_table_open_menu (GTK_WIDGET (self), &get_private (self)->menu, x, y);
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  fecho_chart_table_open_menu (widget, &get_private (FECHO_COLUMN_CHART (widget))->menu,
                               gtk_widget_get_width (widget) / 2.0,
                               gtk_widget_get_height (widget) / 2.0);
}

/* -- the object */

/* The palette asks the setting itself: it has to be loaded anew. */
static void
set_patterns (FechoColumnChart *self,
              gboolean          patterns)
{
  if (get_private (self)->patterns == patterns)
    return;

  get_private (self)->patterns = patterns;
  restyle (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATTERNS]);
}

static void
fecho_column_chart_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((FechoColumnChartProperty)id)
    {
    case PROP_PATTERNS:
      g_value_set_boolean (value, get_private (FECHO_COLUMN_CHART (object))->patterns);
      break;
    }
}

static void
fecho_column_chart_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch ((FechoColumnChartProperty)id)
    {
    case PROP_PATTERNS:
      set_patterns (FECHO_COLUMN_CHART (object), g_value_get_boolean (value));
      break;
    }
}

static void
fecho_column_chart_dispose (GObject *object)
{
  FechoColumnChartPrivate *priv = get_private (FECHO_COLUMN_CHART (object));

  g_clear_pointer (&priv->menu, gtk_widget_unparent);
  g_clear_pointer (&priv->glyphs, fecho_glyphs_free);
  g_clear_pointer (&priv->node, gsk_render_node_unref);

  G_OBJECT_CLASS (fecho_column_chart_parent_class)->dispose (object);
}

static void
fecho_column_chart_finalize (GObject *object)
{
  g_free (get_private (FECHO_COLUMN_CHART (object))->finding);

  G_OBJECT_CLASS (fecho_column_chart_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chart.show-table", NULL, show_table_action);
  gtk_widget_class_install_action (widget_class, "chart.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "chart.move", "i", move_action);
  gtk_widget_class_install_action (widget_class, "chart.end", "i", end_action);
  gtk_widget_class_install_action (widget_class, "chart.activate", NULL, activate_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "chart.show-table", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "chart.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "chart.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, 0, "chart.move", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, 0, "chart.move", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, 0, "chart.end", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_End, 0, "chart.end", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "chart.activate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "chart.activate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "chart.activate", NULL);
}

static void
fecho_column_chart_class_init (FechoColumnChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_column_chart_dispose;
  object_class->finalize = fecho_column_chart_finalize;
  object_class->get_property = fecho_column_chart_get_property;
  object_class->set_property = fecho_column_chart_set_property;
  widget_class->measure = fecho_column_chart_measure;
  widget_class->size_allocate = fecho_column_chart_size_allocate;
  widget_class->css_changed = fecho_column_chart_css_changed;
  widget_class->snapshot = fecho_column_chart_snapshot;
  widget_class->query_tooltip = fecho_column_chart_query_tooltip;

  properties[PROP_PATTERNS] = g_param_spec_boolean ("patterns", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_COLUMN_ACTIVATED] =
    g_signal_new ("column-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "columnchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  add_keys (widget_class);
}

static void
add_controllers (FechoColumnChart *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));
}

static void
fecho_column_chart_init (FechoColumnChart *self)
{
  get_private (self)->cursor = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (restyle), NULL);
  fecho_settings_bind (FECHO_SETTING_PATTERNS, self, "patterns");
  add_controllers (self);
}

void
fecho_column_chart_changed (FechoColumnChart *self,
                            const char       *finding)
{
  FechoColumnChartPrivate *priv;

  g_return_if_fail (FECHO_IS_COLUMN_CHART (self));

  priv = get_private (self);
  g_free (priv->finding);
  priv->finding = g_strdup (finding);
  if (priv->cursor >= (int)get_n_columns (self))
    priv->cursor = -1;
  update_description (self);
  drop_drawing (self);
}

static void
load_palette (FechoColumnChart *self)
{
  FechoColumnChartPrivate *priv = get_private (self);

  if (priv->glyphs != NULL)
    return;

  (void)fecho_chart_palette_load (&priv->palette, GTK_WIDGET (self)); /* all is drawn anew anyhow */
  priv->glyphs = fecho_glyphs_new (&priv->palette, gtk_widget_get_scale_factor (GTK_WIDGET (self)));
}

const FechoChartPalette *
fecho_column_chart_get_palette (FechoColumnChart *self)
{
  g_return_val_if_fail (FECHO_IS_COLUMN_CHART (self), NULL);

  load_palette (self);

  return &get_private (self)->palette;
}

FechoGlyphs *
fecho_column_chart_get_glyphs (FechoColumnChart *self)
{
  g_return_val_if_fail (FECHO_IS_COLUMN_CHART (self), NULL);

  load_palette (self);

  return get_private (self)->glyphs;
}

void
fecho_column_chart_append_tick (FechoColumnChart      *self,
                                GtkSnapshot           *snapshot,
                                const graphene_rect_t *plot,
                                double                 x,
                                const char            *label)
{
  const FechoChartPalette *palette = fecho_column_chart_get_palette (self);
  g_autoptr(PangoLayout) text = make_caption (self, label);
  double base = plot->origin.y + plot->size.height;
  double left;
  int width;

  g_return_if_fail (FECHO_IS_COLUMN_CHART (self));

  pango_layout_get_pixel_size (text, &width, NULL);
  gtk_snapshot_append_color (snapshot, &palette->line,
                             &GRAPHENE_RECT_INIT (round (x), plot->origin.y, 1, plot->size.height));
  /* Those at the ends stay within the widget. */
  left = CLAMP (x - width / 2.0, 0, gtk_widget_get_width (GTK_WIDGET (self)) - width);
  fecho_chart_append_text (snapshot, text, left, base + GAP_PX / 2.0, &palette->dim);
}

gboolean
fecho_column_chart_find (FechoColumnChart *self,
                         double            x,
                         guint            *ret_index)
{
  graphene_rect_t plot;
  double share;

  g_return_val_if_fail (FECHO_IS_COLUMN_CHART (self), FALSE);

  plot = get_plot (self);
  share = (x - plot.origin.x) / plot.size.width;
  for (guint i = 0; i < get_n_columns (self); i++)
    {
      double from, to;

      FECHO_COLUMN_CHART_GET_CLASS (self)->get_place (self, i, &from, &to);
      if (share >= from && share < to)
        {
          *ret_index = i;
          return TRUE;
        }
    }

  return FALSE;
}

guint64
fecho_column_chart_get_step (guint64 most)
{
  static const guint factors[] = { 1, 2, 5 };

  for (guint64 power = 1; power <= G_MAXUINT64 / 100; power *= 10)
    {
      for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
        {
          if (most / (power * factors[i]) <= MAX_STEPS)
            return power * factors[i];
        }
    }

  return MAX (most, 1);
}
