/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-chart-actions.h"

#include "fecho-chart-navigator.h"

/* Zooming keeps what the cursor is on where it is, else a live end, else the middle. */
static gint64
get_zoom_us (FechoChart *self,
             FechoRange *range)
{
  gint64 from_us = fecho_range_get_from_us (range);
  gint64 to_us = fecho_range_get_to_us (range);
  gint64 cursor_us;

  if (FECHO_CHART_GET_CLASS (self)->get_cursor_us != NULL &&
      FECHO_CHART_GET_CLASS (self)->get_cursor_us (self, &cursor_us))
    return CLAMP (cursor_us, from_us, to_us);

  return fecho_range_get_live (range) ? to_us : from_us + (to_us - from_us) / 2;
}

static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FechoRange *range = fecho_chart_get_range (FECHO_CHART (widget));
  gboolean in = g_str_equal (name, "chart.zoom-in");

  if (range != NULL)
    fecho_range_zoom (range, in ? 1 / FECHO_CHART_ZOOM_STEP : FECHO_CHART_ZOOM_STEP,
                      get_zoom_us (FECHO_CHART (widget), range));
}

static void
range_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FechoRange *range = fecho_chart_get_range (FECHO_CHART (widget));

  if (range == NULL)
    return;

  if (g_str_equal (name, "chart.live"))
    fecho_range_set_live (range, !fecho_range_get_live (range));
  else
    fecho_range_reset (range);
}

static void
pan_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  FechoRange *range = fecho_chart_get_range (FECHO_CHART (widget));
  double length_us;

  if (range == NULL)
    return;

  length_us = fecho_range_get_to_us (range) - fecho_range_get_from_us (range);
  fecho_range_pan (range, (gint64)(g_variant_get_double (parameter) * length_us));
}

/* -- the cursor */

static void
cursor_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  FechoChart *self = FECHO_CHART (widget);
  FechoChartClass *klass = FECHO_CHART_GET_CLASS (self);
  gboolean moved;

  if (fecho_chart_get_range (self) == NULL)
    return;

  if (g_str_equal (name, "chart.next"))
    moved = klass->move_cursor (self, FECHO_CHART_NEXT);
  else if (g_str_equal (name, "chart.previous"))
    moved = klass->move_cursor (self, FECHO_CHART_PREVIOUS);
  else if (g_str_equal (name, "chart.first"))
    moved = klass->move_cursor (self, FECHO_CHART_FIRST);
  else
    moved = klass->move_cursor (self, FECHO_CHART_LAST);

  if (!moved)
    gtk_widget_error_bell (widget);
}

static void
last_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FechoRange *range = fecho_chart_get_range (FECHO_CHART (widget));

  if (range != NULL)
    fecho_range_set_live (range, TRUE);
  cursor_action (widget, name, parameter);
}

/* Shows what the cursor is on from near, with as much before and after it. */
static void
enter_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FechoChart *self = FECHO_CHART (widget);
  gint64 from_us;
  gint64 to_us;

  if (fecho_chart_get_range (self) != NULL &&
      FECHO_CHART_GET_CLASS (self)->get_cursor_bounds (self, &from_us, &to_us))
    fecho_range_set_bounds (fecho_chart_get_range (self), from_us, to_us);
}

static void
clear_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FechoChart *self = FECHO_CHART (widget);

  if (!FECHO_CHART_GET_CLASS (self)->move_cursor (self, FECHO_CHART_NOWHERE))
    gtk_widget_activate_action (widget, "win.hide-details", NULL);
}

void
fecho_chart_actions_add_key (GtkWidgetClass *widget_class,
                             guint           key,
                             guint           keypad,
                             const char     *action)
{
  gtk_widget_class_add_binding_action (widget_class, key, 0, action, NULL);
  if (keypad != 0)
    gtk_widget_class_add_binding_action (widget_class, keypad, 0, action, NULL);
}

static void
add_zoom_key (GtkWidgetClass *widget_class,
              guint           key,
              guint           keypad,
              const char     *action)
{
  fecho_chart_actions_add_key (widget_class, key, keypad, action);
  gtk_widget_class_add_binding_action (widget_class, key, GDK_CONTROL_MASK, action, NULL);
  gtk_widget_class_add_binding_action (widget_class, keypad, GDK_CONTROL_MASK, action, NULL);
}

void
fecho_chart_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chart.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "chart.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "chart.whole-range", NULL, range_action);
  gtk_widget_class_install_action (widget_class, "chart.live", NULL, range_action);
  gtk_widget_class_install_action (widget_class, "chart.pan", "d", pan_action);

  fecho_chart_actions_add_key (widget_class, GDK_KEY_l, 0, "chart.live");
  add_zoom_key (widget_class, GDK_KEY_plus, GDK_KEY_KP_Add, "chart.zoom-in");
  add_zoom_key (widget_class, GDK_KEY_equal, GDK_KEY_KP_Equal, "chart.zoom-in");
  add_zoom_key (widget_class, GDK_KEY_minus, GDK_KEY_KP_Subtract, "chart.zoom-out");
  add_zoom_key (widget_class, GDK_KEY_0, GDK_KEY_KP_0, "chart.whole-range");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_CONTROL_MASK, "chart.pan",
                                       "d", -0.1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_CONTROL_MASK, "chart.pan",
                                       "d", 0.1);
}

void
fecho_chart_actions_install_cursor (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chart.next", NULL, cursor_action);
  gtk_widget_class_install_action (widget_class, "chart.previous", NULL, cursor_action);
  gtk_widget_class_install_action (widget_class, "chart.first", NULL, cursor_action);
  gtk_widget_class_install_action (widget_class, "chart.last", NULL, last_action);
  gtk_widget_class_install_action (widget_class, "chart.enter", NULL, enter_action);
  gtk_widget_class_install_action (widget_class, "chart.clear", NULL, clear_action);

  fecho_chart_actions_add_key (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, "chart.next");
  fecho_chart_actions_add_key (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, "chart.previous");
  fecho_chart_actions_add_key (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, "chart.first");
  fecho_chart_actions_add_key (widget_class, GDK_KEY_End, GDK_KEY_KP_End, "chart.last");
  fecho_chart_actions_add_key (widget_class, GDK_KEY_Return, GDK_KEY_KP_Enter, "chart.enter");
  fecho_chart_actions_add_key (widget_class, GDK_KEY_Escape, 0, "chart.clear");
}
