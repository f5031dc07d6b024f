/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lanes-private.h"

#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-close-text.h"
#include "fecho-format.h"

static char *
speak_cursor (FechoLanes *self)
{
  const FechoTimelineLane *spoken;
  const FechoLaneGeometry *geometry;
  const FechoCluster *cluster;
  const FechoMarker *markers;
  guint lane;
  guint index;

  if (!fecho_lane_cursor_get_lane (&self->cursor, self->cache, &lane))
    return g_strdup ("");
  if (!fecho_lane_cursor_locate (&self->cursor, self->cache, &lane, &index))
    /* Translators: %s is a session. */
    return g_strdup_printf (_("%s, no close in this range"),
                            fecho_timeline_lane_get_name (fecho_lane_cache_get_lane (self->cache,
                                                                                     lane)));

  geometry = fecho_lane_cache_get_geometry (self->cache, lane);
  cluster = fecho_lane_geometry_get_cluster (geometry, index);
  markers = (const FechoMarker *)(gpointer)geometry->markers->data;

  spoken = fecho_lane_cache_get_lane (self->cache, lane);

  return fecho_close_text_speak (
    fecho_timeline_lane_get_name (spoken), fecho_timeline_lane_find_dictionary (spoken),
    &markers[cluster->first], cluster->n_markers,
    fecho_cluster_count (markers, cluster->first) + 1,
    fecho_cluster_count (markers, geometry->markers->len), fecho_clock_wall_us ());
}

void
fecho_lanes_update_description (FechoLanes *self)
{
  g_autofree char *text = speak_cursor (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

void
fecho_lanes_update_label (FechoLanes *self)
{
  FechoTimelineModel *model = fecho_chart_get_model (FECHO_CHART (self));
  const FechoTimelineTotals *totals = fecho_timeline_model_get_totals (model);
  gint64 length_us = fecho_timeline_model_get_to_us (model) -
                     fecho_timeline_model_get_from_us (model);
  g_autofree char *length = fecho_format_duration (length_us);
  g_autofree char *sessions = g_strdup_printf (ngettext ("%u session", "%u sessions",
                                                         totals->n_sessions), totals->n_sessions);
  /* Translators: %u is a number, in "Timeline, 12 sessions, 106 closes, 24 h". */
  g_autofree char *closes = g_strdup_printf (ngettext ("%u close", "%u closes", totals->n_closes),
                                             totals->n_closes);
  /* Translators: of the chart: "Timeline, 12 sessions, 106 closes, 24 h". */
  g_autofree char *label = g_strdup_printf (_("Timeline, %s, %s, %s"), sessions, closes, length);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
