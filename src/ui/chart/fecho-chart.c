/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-chart.h"

#include <math.h>

#include <glib/gi18n.h>

#include "fecho-chart-actions.h"
#include "fecho-computer-bars.h"
#include "fecho-settings.h"

#define NOW_PX 1.5
#define DASH_PX 3
#define BAND_PX 12
#define BAND_ALPHA 0.16
#define FOCUS_PX 2
#define SELECTION_ALPHA 0.2

typedef struct
{
  FechoTimelineModel *model;
  GSignalGroup *model_signals;
  FechoChartLayout layout;
  FechoChartPalette palette;
  gboolean palette_valid;
  FechoTimeAxis axis;
  gboolean axis_valid;
  GArray *ticks;                /* NULL: not up to date */
  GtkWidget *popover;           /* the menu, or another; NULL: none was opened yet */
  gboolean patterns;            /* as the setting says */
} FechoChartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FechoChart, fecho_chart, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_MODEL = 1,
  PROP_PATTERNS,
} FechoChartProperty;

static GParamSpec *properties[PROP_PATTERNS + 1];

static FechoChartPrivate *
get_private (FechoChart *self)
{
  return fecho_chart_get_instance_private (self);
}

static void
drop_axis (FechoChart *self)
{
  FechoChartPrivate *priv = get_private (self);

  priv->axis_valid = FALSE;
  g_clear_pointer (&priv->ticks, g_array_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
axis_changed_cb (FechoChart *self)
{
  drop_axis (self);
  FECHO_CHART_GET_CLASS (self)->axis_changed (self);
}

static void
lanes_changed_cb (FechoChart *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  FECHO_CHART_GET_CLASS (self)->lanes_changed (self);
}

static void
restyle (FechoChart *self)
{
  get_private (self)->palette_valid = FALSE;
  drop_axis (self);
  FECHO_CHART_GET_CLASS (self)->restyled (self);
}

static void
append_vertical (FechoChart    *self,
                 GtkSnapshot   *snapshot,
                 const GdkRGBA *color,
                 double         x,
                 double         width)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (x, 0, width, height));
}

static void
do_nothing (FechoChart *self)
{
}

static void
show_table_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  FechoChart *self = FECHO_CHART (widget);

  if (FECHO_CHART_GET_CLASS (self)->show_table != NULL && get_private (self)->model != NULL)
    FECHO_CHART_GET_CLASS (self)->show_table (self);
}

static GMenu *
make_menu (FechoChart *self,
           double      x,
           double      y)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) table = g_menu_new ();

  if (FECHO_CHART_GET_CLASS (self)->fill_menu != NULL)
    FECHO_CHART_GET_CLASS (self)->fill_menu (self, menu, x, y);
  g_menu_append (table, _("Show as _Table"), "chart.show-table");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (table));

  return menu;
}

static void
open_menu (FechoChart *self,
           double      x,
           double      y)
{
  g_autoptr(GMenu) menu = NULL;
  GtkWidget *popover;

  if (FECHO_CHART_GET_CLASS (self)->show_table == NULL || get_private (self)->model == NULL)
    return;

  menu = make_menu (self, x, y);
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  fecho_chart_show_popover (self, popover, x, y);
}

static void
menu_pressed_cb (FechoChart *self,
                 int         n_press,
                 double      x,
                 double      y,
                 GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  open_menu (self, x, y);
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FechoChart *self = FECHO_CHART (widget);
  double x = gtk_widget_get_width (widget) / 2.0;
  double y = gtk_widget_get_height (widget) / 2.0;

  if (FECHO_CHART_GET_CLASS (self)->get_cursor != NULL)
    FECHO_CHART_GET_CLASS (self)->get_cursor (self, &x, &y);
  open_menu (self, x, y);
}

static void
fecho_chart_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  FechoChart *self = FECHO_CHART (widget);
  FechoChartPrivate *priv = get_private (self);
  FechoChartLayout layout;

  if (priv->popover != NULL)
    gtk_popover_present (GTK_POPOVER (priv->popover));
  fecho_chart_layout_init (&layout, widget, width);
  if (fecho_chart_layout_equal (&priv->layout, &layout))
    return;

  priv->layout = layout;
  drop_axis (self);
  FECHO_CHART_GET_CLASS (self)->restyled (self);
}

static void
fecho_chart_css_changed (GtkWidget         *widget,
                         GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (fecho_chart_parent_class)->css_changed (widget, change);

  restyle (FECHO_CHART (widget));
}

static void
fecho_chart_dispose (GObject *object)
{
  FechoChartPrivate *priv = get_private (FECHO_CHART (object));

  g_clear_pointer (&priv->popover, gtk_widget_unparent);
  g_clear_object (&priv->model_signals);
  g_clear_object (&priv->model);
  g_clear_pointer (&priv->ticks, g_array_unref);

  G_OBJECT_CLASS (fecho_chart_parent_class)->dispose (object);
}

/* The palette reads the setting; this only says that it is another. */
static void
set_patterns (FechoChart *self,
              gboolean    patterns)
{
  FechoChartPrivate *priv = get_private (self);

  if (priv->patterns == patterns)
    return;

  priv->patterns = patterns;
  restyle (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATTERNS]);
}

static void
fecho_chart_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch ((FechoChartProperty)id)
    {
    case PROP_MODEL:
      g_value_set_object (value, fecho_chart_get_model (FECHO_CHART (object)));
      break;
    case PROP_PATTERNS:
      g_value_set_boolean (value, get_private (FECHO_CHART (object))->patterns);
      break;
    }
}

static void
fecho_chart_set_property (GObject      *object,
                          guint         id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  switch ((FechoChartProperty)id)
    {
    case PROP_MODEL:
      fecho_chart_set_model (FECHO_CHART (object), g_value_get_object (value));
      break;
    case PROP_PATTERNS:
      set_patterns (FECHO_CHART (object), g_value_get_boolean (value));
      break;
    }
}

static void
fecho_chart_class_init (FechoChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_chart_dispose;
  object_class->get_property = fecho_chart_get_property;
  object_class->set_property = fecho_chart_set_property;
  widget_class->size_allocate = fecho_chart_size_allocate;
  widget_class->css_changed = fecho_chart_css_changed;
  gtk_widget_class_install_action (widget_class, "chart.show-table", NULL, show_table_action);
  gtk_widget_class_install_action (widget_class, "chart.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "chart.show-table", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "chart.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "chart.menu",
                                       NULL);
  fecho_chart_actions_install (widget_class);
  klass->axis_changed = do_nothing;
  klass->lanes_changed = do_nothing;
  klass->restyled = do_nothing;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, FECHO_TYPE_TIMELINE_MODEL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                G_PARAM_STATIC_STRINGS);
  properties[PROP_PATTERNS] = g_param_spec_boolean ("patterns", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
add_menu_button (FechoChart *self,
                 guint       button)
{
  GtkGesture *menu = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), button);
  g_signal_connect_swapped (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));
}

static void
fecho_chart_init (FechoChart *self)
{
  FechoChartPrivate *priv = get_private (self);

  add_menu_button (self, GDK_BUTTON_SECONDARY);
  add_menu_button (self, GDK_BUTTON_MIDDLE);
  priv->layout = (FechoChartLayout) { .width = 1 };
  priv->model_signals = g_signal_group_new (FECHO_TYPE_TIMELINE_MODEL);
  g_signal_group_connect_swapped (priv->model_signals, "axis-changed",
                                  G_CALLBACK (axis_changed_cb), self);
  g_signal_group_connect_swapped (priv->model_signals, "lanes-changed",
                                  G_CALLBACK (lanes_changed_cb), self);
  g_signal_group_connect_swapped (priv->model_signals, "notify::has-selection",
                                  G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_group_connect_swapped (priv->model_signals, "notify::pointer-us",
                                  G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (restyle), NULL);
  fecho_settings_bind (FECHO_SETTING_PATTERNS, self, "patterns");
}

FechoTimelineModel *
fecho_chart_get_model (FechoChart *self)
{
  g_return_val_if_fail (FECHO_IS_CHART (self), NULL);

  return get_private (self)->model;
}

void
fecho_chart_set_model (FechoChart         *self,
                       FechoTimelineModel *model)
{
  FechoChartPrivate *priv;

  g_return_if_fail (FECHO_IS_CHART (self));

  priv = get_private (self);
  if (!g_set_object (&priv->model, model))
    return;

  g_signal_group_set_target (priv->model_signals, model);
  drop_axis (self);
  if (model != NULL)
    lanes_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

FechoRange *
fecho_chart_get_range (FechoChart *self)
{
  g_return_val_if_fail (FECHO_IS_CHART (self), NULL);

  if (get_private (self)->model == NULL)
    return NULL;

  return fecho_timeline_model_get_range (get_private (self)->model);
}

const FechoChartLayout *
fecho_chart_get_layout (FechoChart *self)
{
  g_return_val_if_fail (FECHO_IS_CHART (self), NULL);

  return &get_private (self)->layout;
}

const FechoChartPalette *
fecho_chart_get_palette (FechoChart *self)
{
  FechoChartPrivate *priv;

  g_return_val_if_fail (FECHO_IS_CHART (self), NULL);

  priv = get_private (self);
  if (!priv->palette_valid)
    {
      fecho_chart_palette_load (&priv->palette, GTK_WIDGET (self));
      priv->palette_valid = TRUE;
    }

  return &priv->palette;
}

const FechoTimeAxis *
fecho_chart_get_axis (FechoChart *self)
{
  FechoChartPrivate *priv;

  g_return_val_if_fail (FECHO_IS_CHART (self), NULL);

  priv = get_private (self);
  if (!priv->axis_valid)
    {
      gint64 from_us = priv->model != NULL ? fecho_timeline_model_get_from_us (priv->model) : 0;
      gint64 to_us = priv->model != NULL ? fecho_timeline_model_get_to_us (priv->model) : 0;

      priv->axis = fecho_chart_layout_get_axis (&priv->layout, from_us, to_us);
      priv->axis_valid = TRUE;
    }

  return &priv->axis;
}

const GArray *
fecho_chart_get_ticks (FechoChart *self)
{
  FechoChartPrivate *priv;

  g_return_val_if_fail (FECHO_IS_CHART (self), NULL);

  priv = get_private (self);
  if (priv->ticks == NULL)
    priv->ticks = fecho_time_axis_get_ticks (fecho_chart_get_axis (self),
                                             fecho_chart_get_tick_px (GTK_WIDGET (self)));

  return priv->ticks;
}

void
fecho_chart_show_popover (FechoChart *self,
                          GtkWidget  *popover,
                          double      x,
                          double      y)
{
  FechoChartPrivate *priv;

  g_return_if_fail (FECHO_IS_CHART (self));
  g_return_if_fail (GTK_IS_POPOVER (popover));

  priv = get_private (self);
  g_clear_pointer (&priv->popover, gtk_widget_unparent);
  priv->popover = popover;
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle) { (int)x, (int)y, 1, 1 });
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
fecho_chart_append_grid (FechoChart  *self,
                         GtkSnapshot *snapshot)
{
  const FechoChartLayout *layout = fecho_chart_get_layout (self);
  const GdkRGBA *color = &fecho_chart_get_palette (self)->line;
  const GArray *ticks = fecho_chart_get_ticks (self);

  for (guint i = 0; i < ticks->len; i++)
    append_vertical (self, snapshot, color,
                     floor (layout->left + g_array_index (ticks, FechoTick, i).x), 1);
  if (!layout->narrow)
    append_vertical (self, snapshot, color, floor (layout->left) - 1, 1);
}

void
fecho_chart_append_bands (FechoChart  *self,
                          GtkSnapshot *snapshot)
{
  const FechoChartLayout *layout = fecho_chart_get_layout (self);
  GdkRGBA color = fecho_chart_get_palette (self)->origin_local;
  const GArray *events = fecho_timeline_model_get_computer (get_private (self)->model);
  g_autoptr(GArray) bars = fecho_computer_bars_build (events, fecho_chart_get_axis (self), BAND_PX);

  color.alpha *= BAND_ALPHA;
  for (guint i = 0; i < bars->len; i++)
    {
      const FechoComputerBar *bar = &g_array_index (bars, FechoComputerBar, i);
      double x = round (bar->x0);

      if (fecho_computer_event_is_band (bar->event))
        append_vertical (self, snapshot, &color, layout->left + x, round (bar->x1) - x);
    }
}

void
fecho_chart_append_ring (FechoChart            *self,
                         GtkSnapshot           *snapshot,
                         const graphene_rect_t *bounds,
                         float                  radius)
{
  const GdkRGBA *color = &fecho_chart_get_palette (self)->accent;
  const float widths[4] = { FOCUS_PX, FOCUS_PX, FOCUS_PX, FOCUS_PX };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, bounds, radius);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
}

void
fecho_chart_append_crosshair (FechoChart  *self,
                              GtkSnapshot *snapshot)
{
  FechoChartPrivate *priv = get_private (self);
  gint64 pointer_us = fecho_timeline_model_get_pointer_us (priv->model);
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double x;

  if (pointer_us == FECHO_NO_POINTER)
    return;

  x = floor (priv->layout.left + fecho_time_axis_to_x (fecho_chart_get_axis (self), pointer_us));
  gtk_snapshot_push_repeat (snapshot, &GRAPHENE_RECT_INIT (x, 0, 1, height),
                            &GRAPHENE_RECT_INIT (x, 0, 1, 2 * DASH_PX));
  gtk_snapshot_append_color (snapshot, &fecho_chart_get_palette (self)->dim,
                             &GRAPHENE_RECT_INIT (x, 0, 1, DASH_PX));
  gtk_snapshot_pop (snapshot);
}

void
fecho_chart_append_selection (FechoChart  *self,
                              GtkSnapshot *snapshot)
{
  const FechoTimeAxis *axis = fecho_chart_get_axis (self);
  GdkRGBA color = fecho_chart_get_palette (self)->accent;
  gint64 from_us;
  gint64 to_us;
  double x0;
  double x1;

  if (!fecho_timeline_model_get_selection (get_private (self)->model, &from_us, &to_us))
    return;

  color.alpha = SELECTION_ALPHA;
  x0 = round (CLAMP (fecho_time_axis_to_x (axis, from_us), 0, axis->width));
  x1 = round (CLAMP (fecho_time_axis_to_x (axis, to_us), 0, axis->width));
  append_vertical (self, snapshot, &color, fecho_chart_get_layout (self)->left + x0, x1 - x0);
}

void
fecho_chart_append_now (FechoChart  *self,
                        GtkSnapshot *snapshot)
{
  const FechoChartLayout *layout = fecho_chart_get_layout (self);

  if (fecho_range_get_live (fecho_chart_get_range (self)))
    append_vertical (self, snapshot, &fecho_chart_get_palette (self)->now,
                     layout->left + layout->width - NOW_PX / 2, NOW_PX);
}
