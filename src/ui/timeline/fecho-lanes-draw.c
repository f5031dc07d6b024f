/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lanes-private.h"

#include <math.h>

#include "fecho-clock.h"
#include "fecho-session-look.h"

#define NARROW_NAME_PX 5
/* Between the state of a session and the line of now. */
#define STATE_GAP_PX 6
#define LABEL_LEFT_PX 12
#define RING_RADIUS_PX 11
#define SELECTED_ALPHA 0.14

/* At the right, over the bar. */
static void
append_state (FechoLanes              *self,
              GtkSnapshot             *snapshot,
              const FechoTimelineLane *lane,
              double                   y)
{
  const FechoChartLayout *layout = fecho_lanes_get_layout (self);
  g_autoptr(PangoLayout) text = NULL;
  g_autofree char *line = NULL;
  FechoSessionLook look;
  guint seconds;

  if (lane->session == NULL)
    return;

  fecho_session_look_init (&look, lane->session);
  line = fecho_session_look_line (&look, fecho_clock_wall_us (), &seconds);
  text = fecho_chart_create_text (GTK_WIDGET (self), line, FECHO_CHART_NAME_SCALE, FALSE);
  pango_layout_set_ellipsize (text, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (text, (int)((layout->width / 2 - STATE_GAP_PX) * PANGO_SCALE));
  pango_layout_set_alignment (text, PANGO_ALIGN_RIGHT);
  fecho_chart_append_text (snapshot, text, layout->left + layout->width / 2, y,
                           &fecho_chart_get_palette (FECHO_CHART (self))->dim);
}

static void
append_label (FechoLanes  *self,
              GtkSnapshot *snapshot,
              guint        lane)
{
  const FechoChartPalette *palette = fecho_chart_get_palette (FECHO_CHART (self));
  PangoLayout *label = fecho_lane_cache_get_label (self->cache, lane);
  double top = (double)lane * self->lane_px;
  int height;

  pango_layout_get_pixel_size (label, NULL, &height);
  if (fecho_lanes_get_layout (self)->narrow)
    {
      fecho_chart_append_text (snapshot, label, fecho_lanes_get_layout (self)->left,
                               top + NARROW_NAME_PX, &palette->foreground);
      append_state (self, snapshot, fecho_lane_cache_get_lane (self->cache, lane),
                    top + NARROW_NAME_PX);
    }
  else
    {
      fecho_chart_append_text (snapshot, label, LABEL_LEFT_PX,
                               top + floor ((self->lane_px - height) / 2.0), &palette->foreground);
    }
}

static void
append_lane (FechoLanes  *self,
             GtkSnapshot *snapshot,
             guint        lane)
{
  const FechoChartPalette *palette = fecho_chart_get_palette (FECHO_CHART (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  double bottom = (double)(lane + 1) * self->lane_px;
  graphene_point_t origin = GRAPHENE_POINT_INIT (fecho_lanes_get_layout (self)->left,
                                                 fecho_lanes_get_bar_y (self, lane));

  append_label (self, snapshot, lane);
  gtk_snapshot_append_color (snapshot, &palette->line,
                             &GRAPHENE_RECT_INIT (0, bottom - 1, width, 1));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &origin);
  fecho_lane_cache_append (self->cache, snapshot, lane);
  gtk_snapshot_restore (snapshot);
}

static void
append_selected_lane (FechoLanes  *self,
                      GtkSnapshot *snapshot)
{
  GdkRGBA color = fecho_chart_get_palette (FECHO_CHART (self))->accent;
  guint lane;

  if (!fecho_lane_cursor_get_lane (&self->cursor, self->cache, &lane))
    return;

  color.alpha = SELECTED_ALPHA;
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (0, (double)lane * self->lane_px,
                                                  gtk_widget_get_width (GTK_WIDGET (self)),
                                                  self->lane_px));
}

static void
append_ring (FechoLanes  *self,
             GtkSnapshot *snapshot)
{
  const FechoCluster *cluster;
  double half_width;
  double x;
  guint lane;
  guint index;

  if (!fecho_lane_cursor_locate (&self->cursor, self->cache, &lane, &index))
    return;

  cluster = fecho_lane_geometry_get_cluster (fecho_lane_cache_get_geometry (self->cache, lane),
                                             index);
  half_width = MAX (cluster->width / 2 + 3, RING_RADIUS_PX);
  x = fecho_lanes_get_layout (self)->left + cluster->x;
  fecho_chart_append_ring (FECHO_CHART (self), snapshot,
                           &GRAPHENE_RECT_INIT (x - half_width,
                                                fecho_lanes_get_bar_y (self, lane) - RING_RADIUS_PX,
                                                2 * half_width, 2 * RING_RADIUS_PX),
                           RING_RADIUS_PX);
}

/* With the keyboard on a lane that has no close. */
static void
append_lane_focus (FechoLanes  *self,
                   GtkSnapshot *snapshot)
{
  guint lane = 0;

  if (!gtk_widget_has_visible_focus (GTK_WIDGET (self)) || fecho_lanes_count (self) == 0)
    return;

  (void)fecho_lane_cursor_get_lane (&self->cursor, self->cache, &lane); /* else the first */
  fecho_chart_append_ring (FECHO_CHART (self), snapshot,
                           &GRAPHENE_RECT_INIT (1, (double)lane * self->lane_px + 1,
                                                gtk_widget_get_width (GTK_WIDGET (self)) - 2,
                                                self->lane_px - 3), FECHO_CHART_FOCUS_RADIUS_PX);
}

void
fecho_lanes_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  FechoLanes *self = FECHO_LANES (widget);
  guint first;
  guint end;

  if (fecho_chart_get_range (FECHO_CHART (self)) == NULL)
    return;

  fecho_lanes_get_visible (self, &first, &end);
  fecho_lane_cache_prepare (self->cache, first, end);
  append_selected_lane (self, snapshot);
  fecho_chart_append_grid (FECHO_CHART (self), snapshot);
  fecho_chart_append_bands (FECHO_CHART (self), snapshot);
  fecho_chart_append_now (FECHO_CHART (self), snapshot);
  fecho_chart_append_crosshair (FECHO_CHART (self), snapshot);
  for (guint lane = first; lane < end; lane++)
    append_lane (self, snapshot, lane);
  fecho_chart_append_selection (FECHO_CHART (self), snapshot);
  append_ring (self, snapshot);
  append_lane_focus (self, snapshot);
}
