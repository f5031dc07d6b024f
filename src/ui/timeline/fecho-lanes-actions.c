/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lanes-private.h"

#include "fecho-chart-actions.h"

static gint64
get_length_us (FechoRange *range)
{
  return fecho_range_get_to_us (range) - fecho_range_get_from_us (range);
}

gboolean
fecho_lanes_split (FechoLanes          *self,
                   const FechoLanesHit *hit)
{
  FechoRange *range = fecho_chart_get_range (FECHO_CHART (self));
  gint64 first_us = hit->markers[0].at_us;
  gint64 last_us = hit->markers[hit->n_markers - 1].last_us;
  gint64 margin_us = (last_us - first_us) / 4;
  gint64 length_us;

  if (last_us <= first_us || range == NULL)
    return FALSE;

  length_us = get_length_us (range);
  fecho_range_set_bounds (range, first_us - margin_us, last_us + margin_us);

  return get_length_us (range) < length_us;
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FechoLanes *self = FECHO_LANES (widget);
  gboolean moved;

  if (g_str_equal (name, "lanes.next"))
    moved = fecho_lane_cursor_step (&self->cursor, self->cache, 1);
  else if (g_str_equal (name, "lanes.previous"))
    moved = fecho_lane_cursor_step (&self->cursor, self->cache, -1);
  else if (g_str_equal (name, "lanes.below"))
    moved = fecho_lane_cursor_step_lane (&self->cursor, self->cache, 1);
  else if (g_str_equal (name, "lanes.above"))
    moved = fecho_lane_cursor_step_lane (&self->cursor, self->cache, -1);
  else if (g_str_equal (name, "lanes.next-abnormal"))
    moved = fecho_lane_cursor_step_to (&self->cursor, self->cache, FECHO_CLOSE_CLASS_ABNORMAL, 1);
  else if (g_str_equal (name, "lanes.previous-abnormal"))
    moved = fecho_lane_cursor_step_to (&self->cursor, self->cache, FECHO_CLOSE_CLASS_ABNORMAL, -1);
  else
    moved = fecho_lane_cursor_go_to_end (&self->cursor, self->cache, FALSE);

  if (moved)
    fecho_lanes_cursor_moved (self);
  else
    gtk_widget_error_bell (widget);
}

static void
now_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  FechoLanes *self = FECHO_LANES (widget);
  FechoRange *range = fecho_chart_get_range (FECHO_CHART (self));

  if (range != NULL)
    fecho_range_set_live (range, TRUE);
  if (fecho_lane_cursor_go_to_end (&self->cursor, self->cache, TRUE))
    fecho_lanes_cursor_moved (self);
}

static void
split_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FechoLanes *self = FECHO_LANES (widget);
  FechoLanesHit hit = { 0 };
  guint lane;
  guint index;

  if (!fecho_lane_cursor_locate (&self->cursor, self->cache, &lane, &index))
    return;

  fecho_lanes_fill_hit (self, lane, index, &hit);
  if (hit.n_markers == 1 || !fecho_lanes_split (self, &hit))
    fecho_lanes_activate (self);
}

static void
clear_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FechoLanes *self = FECHO_LANES (widget);

  if (self->cursor.session_id == NULL)
    {
      gtk_widget_activate_action (widget, "win.hide-details", NULL);
      return;
    }

  fecho_lane_cursor_clear (&self->cursor);
  fecho_lanes_cursor_moved (self);
}

/* The classes in the order of the legend. */
static void
toggle_class_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  FechoTimelineModel *model = fecho_chart_get_model (FECHO_CHART (widget));
  guint index = g_variant_get_uint32 (parameter);

  if (model != NULL && index < FECHO_N_LEGEND_CLASSES)
    fecho_timeline_model_set_classes (model, fecho_timeline_model_get_classes (model) ^
                                      (1u << fecho_legend_classes[index]));
}

/* The session of the cursor alone is the scope of all views. */
static void
scope_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  FechoLanes *self = FECHO_LANES (widget);
  guint lane;

  if (fecho_lane_cursor_get_lane (&self->cursor, self->cache, &lane))
    fecho_lanes_choose_session (self, lane);
}

void
fecho_lanes_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "lanes.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "lanes.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "lanes.above", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "lanes.below", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "lanes.first", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "lanes.next-abnormal", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "lanes.previous-abnormal", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "lanes.toggle-class", "u", toggle_class_action);
  gtk_widget_class_install_action (widget_class, "lanes.scope", NULL, scope_action);
  gtk_widget_class_install_action (widget_class, "lanes.now", NULL, now_action);
  gtk_widget_class_install_action (widget_class, "lanes.split", NULL, split_action);
  gtk_widget_class_install_action (widget_class, "lanes.clear", NULL, clear_action);
}

void
fecho_lanes_install_keys (GtkWidgetClass *widget_class)
{
  fecho_chart_actions_add_key (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, "lanes.next");
  fecho_chart_actions_add_key (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, "lanes.previous");
  fecho_chart_actions_add_key (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, "lanes.above");
  fecho_chart_actions_add_key (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, "lanes.below");
  fecho_chart_actions_add_key (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, "lanes.first");
  fecho_chart_actions_add_key (widget_class, GDK_KEY_End, GDK_KEY_KP_End, "lanes.now");
  fecho_chart_actions_add_key (widget_class, GDK_KEY_n, 0, "lanes.next-abnormal");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_SHIFT_MASK,
                                       "lanes.previous-abnormal", NULL);
  for (guint i = 0; i < FECHO_N_LEGEND_CLASSES; i++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, 0, "lanes.toggle-class",
                                           "u", i);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_1 + i, 0,
                                           "lanes.toggle-class", "u", i);
    }
  fecho_chart_actions_add_key (widget_class, GDK_KEY_Return, GDK_KEY_KP_Enter, "lanes.split");
  fecho_chart_actions_add_key (widget_class, GDK_KEY_Escape, 0, "lanes.clear");
}
