/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lane-cache.h"

#include <adwaita.h>

#include "fecho-lane-job.h"

#define LABEL_PADDING_PX 12
/* A lane with more markers and spans is built on another thread. */
#define MAX_AT_ONCE 400
/* All that is built at once for one frame. */
#define MAX_IN_FRAME 1500
/* Bars, ticks, markers and pills turned into drawings for one frame: about a millisecond. */
#define MAX_PARTS_IN_FRAME 500
/* A close that has just come grows to its size. */
#define NEW_US (250 * 1000)
#define NEW_SCALE 0.6

typedef struct
{
  char *session_id;             /* whose; NULL: nothing is known */

  FechoLaneGeometry *geometry;
  FechoLaneFrame frame;         /* of the geometry, as the next two */
  GArray *markers;
  GArray *spans;
  gint64 known_to_us;
  FechoDictionary *dictionary;  /* of its session: what its codes mean; NULL: none */

  GskRenderNode *node;          /* NULL: nothing is to be seen, or drawn yet */
  FechoTimeAxis node_axis;
  gboolean drawn;               /* the node is of the geometry */
  gint64 new_since_us;          /* the last marker grows since then, by the clock of the frames; 0:
                                 * it does not, and is in the node */
} Entry;

struct _FechoLaneCache
{
  FechoChart *chart;            /* owns us */
  FechoLanePainter *painter;
  GArray *entries;              /* those before first and from end on are empty */
  guint first;
  guint end;
  GHashTable *labels;           /* name -> PangoLayout: text is dear, and moves with no axis */
  GCancellable *building;       /* NULL: no job runs */
  guint n_parts;                /* drawn in this frame */
  guint again_id;               /* more is to be drawn in the next one */
};

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->session_id, g_free);
  g_clear_pointer (&entry->geometry, fecho_lane_geometry_free);
  g_clear_pointer (&entry->markers, g_array_unref);
  g_clear_pointer (&entry->spans, g_array_unref);
  g_clear_pointer (&entry->dictionary, fecho_dictionary_unref);
  g_clear_pointer (&entry->node, gsk_render_node_unref);
  entry->drawn = FALSE;
  entry->new_since_us = 0;
}

static FechoLanePainter *
get_painter (FechoLaneCache *self)
{
  if (self->painter == NULL)
    self->painter = fecho_lane_painter_new (GTK_WIDGET (self->chart),
                                            fecho_chart_get_palette (self->chart));

  return self->painter;
}

static FechoLaneFrame
get_frame (FechoLaneCache *self)
{
  return (FechoLaneFrame) {
           .axis = *fecho_lane_cache_get_axis (self),
           .classes = fecho_timeline_model_get_classes (fecho_chart_get_model (self->chart)),
           .sizes = *fecho_lane_painter_get_sizes (get_painter (self)),
  };
}

/* The entry of a lane, empty where it was another session's. */
static Entry *
get_entry (FechoLaneCache *self,
           guint           index)
{
  const char *session_id = fecho_lane_cache_get_lane (self, index)->lane->session_id;
  Entry *entry;

  if (self->entries->len != fecho_lane_cache_get_n_lanes (self))
    g_array_set_size (self->entries, fecho_lane_cache_get_n_lanes (self));
  self->first = self->first < self->end ? MIN (self->first, index) : index;
  self->end = MAX (self->end, index + 1);

  entry = &g_array_index (self->entries, Entry, index);
  if (g_strcmp0 (entry->session_id, session_id) != 0)
    {
      clear_entry (entry);
      entry->session_id = g_strdup (session_id);
    }

  return entry;
}

static void
forget_others (FechoLaneCache *self,
               guint           first,
               guint           end)
{
  for (guint i = self->first; i < MIN (self->end, self->entries->len); i++)
    {
      if (i < first || i >= end)
        clear_entry (&g_array_index (self->entries, Entry, i));
    }
  self->first = first;
  self->end = end;
}

/* -- geometry */

/* Is the geometry of the lane as it is now? */
static gboolean
is_of_lane (const Entry             *entry,
            const FechoTimelineLane *lane)
{
  return entry->geometry != NULL && entry->markers == lane->lane->markers &&
         entry->spans == lane->lane->spans && entry->known_to_us == lane->known_to_us;
}

static gboolean
is_fresh (const Entry             *entry,
          const FechoTimelineLane *lane,
          const FechoLaneFrame    *frame)
{
  return is_of_lane (entry, lane) && fecho_lane_frame_equal (&entry->frame, frame);
}

static gint64
get_frame_us (FechoLaneCache *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->chart));

  return clock != NULL ? gdk_frame_clock_get_frame_time (clock) : 0;
}

/* Has the lane, which was read before, one close more at its end? */
static gboolean
has_new (const Entry  *entry,
         const GArray *markers)
{
  const FechoMarker *before;
  const FechoMarker *last;

  if (entry->markers == NULL || entry->markers == markers || entry->markers->len == 0 ||
      markers->len == 0)
    return FALSE;

  before = &g_array_index (entry->markers, FechoMarker, entry->markers->len - 1);
  last = &g_array_index (markers, FechoMarker, markers->len - 1);

  return last->at_us > before->at_us && !fecho_marker_is_attempt (last);
}

/* Only where now is on the axis: a move to later shows closes that are not new. */
static void
greet_new (FechoLaneCache *self,
           Entry          *entry,
           const GArray   *markers)
{
  FechoRange *range = fecho_chart_get_range (self->chart);

  if (has_new (entry, markers) && range != NULL && fecho_range_get_live (range) &&
      adw_get_enable_animations (GTK_WIDGET (self->chart)))
    entry->new_since_us = get_frame_us (self);
}

/* Takes geometry. */
static void
set_geometry (Entry                *entry,
              FechoLaneGeometry    *geometry,
              const FechoLaneFrame *frame,
              GArray               *markers,
              GArray               *spans,
              gint64                known_to_us,
              FechoDictionary      *dictionary)
{
  GArray *old_markers = entry->markers;
  GArray *old_spans = entry->spans;

  entry->markers = g_array_ref (markers);
  entry->spans = g_array_ref (spans);
  g_clear_pointer (&old_markers, g_array_unref);
  g_clear_pointer (&old_spans, g_array_unref);
  g_clear_pointer (&entry->geometry, fecho_lane_geometry_free);
  entry->geometry = geometry;
  entry->frame = *frame;
  entry->known_to_us = known_to_us;
  g_clear_pointer (&entry->dictionary, fecho_dictionary_unref);
  entry->dictionary = dictionary != NULL ? fecho_dictionary_ref (dictionary) : NULL;
  entry->drawn = FALSE;
}

static void
build_at_once (FechoLaneCache          *self,
               Entry                   *entry,
               const FechoTimelineLane *lane,
               const FechoLaneFrame    *frame)
{
  FechoDictionary *dictionary = fecho_timeline_lane_find_dictionary (lane);
  FechoLaneGeometry *geometry = fecho_lane_geometry_new (lane->lane, &frame->axis,
                                                         lane->known_to_us, frame->classes,
                                                         &frame->sizes, dictionary);

  greet_new (self, entry, lane->lane->markers);
  set_geometry (entry, geometry, frame, lane->lane->markers, lane->lane->spans, lane->known_to_us,
                dictionary);
}

static void
built_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  FechoLaneCache *self = data;
  FechoLaneFrame frame;
  g_autoptr(GArray) works = fecho_lane_job_finish (result, &frame);

  if (works == NULL)
    return;

  g_clear_object (&self->building);
  for (guint i = 0; i < works->len; i++)
    {
      FechoLaneWork *work = &g_array_index (works, FechoLaneWork, i);
      Entry *entry;

      /* It may have scrolled away, or be another lane by now. */
      if (work->index < self->first || work->index >= self->end ||
          work->index >= fecho_lane_cache_get_n_lanes (self) ||
          fecho_lane_cache_get_lane (self, work->index)->lane->markers != work->markers)
        continue;

      entry = get_entry (self, work->index);
      set_geometry (entry, g_steal_pointer (&work->geometry), &frame, work->markers, work->spans,
                    work->known_to_us, work->dictionary);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self->chart));
}

static void
stop_building (FechoLaneCache *self)
{
  g_cancellable_cancel (self->building);
  g_clear_object (&self->building);
}

/* Takes works. */
static void
start_building (FechoLaneCache       *self,
                const FechoLaneFrame *frame,
                GArray               *works)
{
  self->building = g_cancellable_new ();
  fecho_lane_job_async (frame, works, self->building, built_cb, self);
}

/* -- drawings */

static gboolean
next_frame_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       data)
{
  FechoLaneCache *self = data;

  self->again_id = 0;
  gtk_widget_queue_draw (widget);

  return G_SOURCE_REMOVE;
}

static void
draw_again (FechoLaneCache *self)
{
  if (self->again_id == 0)
    self->again_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->chart), next_frame_cb, self,
                                                   NULL);
}

static gboolean
ends_alone (const FechoLaneGeometry *geometry)
{
  guint n = geometry->clusters->len;

  return n > 0 && fecho_cluster_is_lone (fecho_lane_geometry_get_cluster (geometry, n - 1));
}

static void
draw (FechoLaneCache *self,
      Entry          *entry)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  self->n_parts += entry->geometry->bars->len + entry->geometry->ticks->len +
                   entry->geometry->clusters->len;

  /* In a pill it is one of many. */
  if (!ends_alone (entry->geometry))
    entry->new_since_us = 0;
  if (entry->new_since_us != 0)
    fecho_lane_painter_append_old (get_painter (self), snapshot, entry->geometry);
  else
    fecho_lane_painter_append (get_painter (self), snapshot, entry->geometry);
  g_clear_pointer (&entry->node, gsk_render_node_unref);
  entry->node = gtk_snapshot_free_to_node (snapshot);
  entry->node_axis = entry->frame.axis;
  entry->drawn = TRUE;
}

/* Once it has its size it is part of the drawing. */
static void
append_new (FechoLaneCache *self,
            GtkSnapshot    *snapshot,
            Entry          *entry)
{
  double share = (get_frame_us (self) - entry->new_since_us) / (double)NEW_US;
  double eased = adw_easing_ease (ADW_EASE_OUT_CUBIC, CLAMP (share, 0, 1));

  fecho_lane_painter_append_new (get_painter (self), snapshot, entry->geometry,
                                 NEW_SCALE + (1 - NEW_SCALE) * eased);
  if (share >= 1)
    {
      entry->new_since_us = 0;
      entry->drawn = FALSE;
    }
  draw_again (self);
}

/* What was drawn for another axis, where it belongs on this one. */
static void
append_moved (FechoLaneCache *self,
              GtkSnapshot    *snapshot,
              const Entry    *entry)
{
  const FechoTimeAxis *axis = fecho_lane_cache_get_axis (self);
  const FechoTimeAxis *old = &entry->node_axis;
  const FechoClusterSizes *sizes = fecho_lane_painter_get_sizes (get_painter (self));
  double x0 = fecho_time_axis_to_x (axis, old->from_us);
  double x1 = fecho_time_axis_to_x (axis, old->to_us);
  int height = gtk_widget_get_height (GTK_WIDGET (self->chart));
  graphene_rect_t room = GRAPHENE_RECT_INIT (-sizes->room_left, -height,
                                             axis->width + sizes->room_left + sizes->room_right,
                                             2 * height);

  gtk_snapshot_push_clip (snapshot, &room);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x0, 0));
  gtk_snapshot_scale (snapshot, (x1 - x0) / old->width, 1);
  gtk_snapshot_append_node (snapshot, entry->node);
  gtk_snapshot_pop (snapshot);
}

static PangoLayout *
make_label (FechoLaneCache *self,
            const char     *name)
{
  const FechoChartLayout *layout = fecho_chart_get_layout (self->chart);
  double width = layout->narrow ? layout->width / 2 : layout->left - 1.5 * LABEL_PADDING_PX;
  PangoLayout *label = fecho_chart_create_text (GTK_WIDGET (self->chart), name,
                                                FECHO_CHART_NAME_SCALE, layout->narrow);

  pango_layout_set_single_paragraph_mode (label, TRUE);
  pango_layout_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (label, (int)(width * PANGO_SCALE));

  return label;
}

FechoLaneCache *
fecho_lane_cache_new (FechoChart *chart)
{
  FechoLaneCache *self = g_new0 (FechoLaneCache, 1);

  self->chart = chart;
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  return self;
}

void
fecho_lane_cache_free (FechoLaneCache *self)
{
  if (self == NULL)
    return;

  stop_building (self);
  if (self->again_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->chart), self->again_id);
  g_clear_pointer (&self->painter, fecho_lane_painter_free);
  g_array_unref (self->entries);
  g_hash_table_unref (self->labels);
  g_free (self);
}

void
fecho_lane_cache_restyle (FechoLaneCache *self)
{
  stop_building (self);
  g_clear_pointer (&self->painter, fecho_lane_painter_free);
  g_hash_table_remove_all (self->labels);
  g_array_set_size (self->entries, 0);
}

const FechoTimeAxis *
fecho_lane_cache_get_axis (FechoLaneCache *self)
{
  return fecho_chart_get_axis (self->chart);
}

void
fecho_lane_cache_look_up (FechoLaneCache *self)
{
  guint end = MIN (MIN (self->end, self->entries->len), fecho_lane_cache_get_n_lanes (self));

  for (guint i = self->first; i < end; i++)
    {
      const FechoTimelineLane *lane = fecho_lane_cache_get_lane (self, i);
      Entry *entry = &g_array_index (self->entries, Entry, i);

      if (entry->geometry != NULL &&
          entry->dictionary != fecho_timeline_lane_find_dictionary (lane))
        clear_entry (entry);
    }
}

guint
fecho_lane_cache_get_n_lanes (FechoLaneCache *self)
{
  FechoTimelineModel *model = fecho_chart_get_model (self->chart);

  return model != NULL ? fecho_timeline_model_get_n_lanes (model) : 0;
}

const FechoTimelineLane *
fecho_lane_cache_get_lane (FechoLaneCache *self,
                           guint           index)
{
  return fecho_timeline_model_get_lane (fecho_chart_get_model (self->chart), index);
}

const FechoLaneGeometry *
fecho_lane_cache_get_geometry (FechoLaneCache *self,
                               guint           index)
{
  const FechoTimelineLane *lane = fecho_lane_cache_get_lane (self, index);
  FechoLaneFrame frame = get_frame (self);
  Entry *entry = get_entry (self, index);

  if (!is_fresh (entry, lane, &frame))
    build_at_once (self, entry, lane, &frame);

  return entry->geometry;
}

void
fecho_lane_cache_prepare (FechoLaneCache *self,
                          guint           first,
                          guint           end)
{
  FechoLaneFrame frame = get_frame (self);
  g_autoptr(GArray) works = fecho_lane_work_array_new ();
  guint n_in_frame = 0;

  forget_others (self, first, end);
  for (guint i = first; i < end; i++)
    {
      const FechoTimelineLane *lane = fecho_lane_cache_get_lane (self, i);
      guint n = lane->lane->markers->len + lane->lane->spans->len;
      Entry *entry = get_entry (self, i);

      if (is_fresh (entry, lane, &frame))
        continue;

      if (n <= MAX_AT_ONCE && n_in_frame + n <= MAX_IN_FRAME)
        {
          build_at_once (self, entry, lane, &frame);
          n_in_frame += n;
        }
      else
        {
          fecho_lane_work_array_add (works, i, lane->lane, lane->known_to_us,
                                     fecho_timeline_lane_find_dictionary (lane));
        }
    }
  if (works->len > 0 && self->building == NULL)
    start_building (self, &frame, g_steal_pointer (&works));
  self->n_parts = 0;
}

void
fecho_lane_cache_append (FechoLaneCache *self,
                         GtkSnapshot    *snapshot,
                         guint           index)
{
  const FechoTimelineLane *lane = fecho_lane_cache_get_lane (self, index);
  FechoLaneFrame frame = get_frame (self);
  Entry *entry = get_entry (self, index);
  gboolean fresh = is_fresh (entry, lane, &frame);

  if (entry->geometry != NULL && !entry->drawn)
    {
      if (self->n_parts < MAX_PARTS_IN_FRAME)
        draw (self, entry);
      else
        draw_again (self);
    }
  if (entry->node != NULL && (!fresh || !entry->drawn))
    {
      append_moved (self, snapshot, entry);
      return;
    }

  if (entry->node != NULL)
    gtk_snapshot_append_node (snapshot, entry->node);
  if (fresh && entry->new_since_us != 0)
    append_new (self, snapshot, entry);
}

gboolean
fecho_lane_cache_is_building (FechoLaneCache *self)
{
  return self->building != NULL || self->again_id != 0;
}

PangoLayout *
fecho_lane_cache_get_label (FechoLaneCache *self,
                            guint           index)
{
  const char *name = fecho_timeline_lane_get_name (fecho_lane_cache_get_lane (self, index));
  PangoLayout *label = g_hash_table_lookup (self->labels, name);

  if (label != NULL)
    return label;

  /* Names that are no longer shown. */
  if (g_hash_table_size (self->labels) > 2 * fecho_lane_cache_get_n_lanes (self))
    g_hash_table_remove_all (self->labels);
  label = make_label (self, name);
  g_hash_table_insert (self->labels, g_strdup (name), label);

  return label;
}

gboolean
fecho_lane_cache_find (FechoLaneCache *self,
                       const char     *session_id,
                       guint          *ret_index)
{
  FechoTimelineModel *model = fecho_chart_get_model (self->chart);

  return model != NULL && fecho_timeline_model_find_lane (model, session_id, ret_index);
}
