/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-timeline-model.h"

#include "fecho-axis-motion.h"
#include "fecho-chart-palette.h"
#include "fecho-lane-news.h"
#include "fecho-lane-order.h"
#include "fecho-scope.h"
#include "fecho-timeline-query.h"

/* Before the lanes tell what is on the screen. */
#define FIRST_LANES 40

struct _FechoTimelineModel
{
  GObject parent_instance;

  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
  GSignalGroup *sessions_signals;
  FechoRange *range;
  GSignalGroup *range_signals;
  FechoAxisMotion *motion;          /* NULL: the axis is where the range is */
  FechoIdList *scope;
  guint classes;
  gint64 pointer_us;
  gint64 selected_from_us;          /* equal: nothing is selected */
  gint64 selected_to_us;

  FechoLaneShelf *shelf;
  FechoLaneOrder *order;
  FechoLaneNews *news;
  FechoTimelineQuery *query;
  guint first;                      /* lanes on the screen: first to before end */
  guint end;
  double width;                     /* of the axis in pixels, 0: not known yet */
  FechoTimelineTotals totals;
  FechoTimelineAnswer *answer;      /* the last one; its lanes are on the shelf */
};

G_DEFINE_FINAL_TYPE (FechoTimelineModel, fecho_timeline_model, G_TYPE_OBJECT)

typedef enum
{
  PROP_MONITOR = 1,
  PROP_RANGE,
  PROP_SCOPE,
  PROP_CLASSES,
  PROP_POINTER_US,
  PROP_LOADING,
  PROP_N_WAITING,
  PROP_HAS_SELECTION,
} FechoTimelineModelProperty;

static GParamSpec *properties[PROP_HAS_SELECTION + 1];

enum
{
  AXIS_CHANGED,
  LANES_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static FechoLaneView
get_view (FechoTimelineModel *self)
{
  gint64 from_us = self->range != NULL ? fecho_range_get_from_us (self->range) : 0;
  gint64 to_us = self->range != NULL ? fecho_range_get_to_us (self->range) : 0;

  return (FechoLaneView) {
           .first = self->first,
           .end = self->end,
           .from_us = from_us,
           .to_us = to_us,
           .cell_us = self->width > 0 ? MAX ((gint64)((to_us - from_us) / self->width), 1) : 0,
           .live = self->range != NULL && fecho_range_get_live (self->range),
  };
}

/* -- asking */

static void
want (FechoTimelineModel *self)
{
  if (self->range != NULL)
    fecho_timeline_query_want (self->query);
}

/* Where the lanes to be drawn are not all read. */
static void
want_lanes (FechoTimelineModel *self)
{
  FechoLaneView view = get_view (self);

  if (fecho_lane_shelf_wants (self->shelf, &view))
    want (self);
}

static void
sync_lanes (FechoTimelineModel *self)
{
  g_autoptr(GPtrArray) ids = NULL;

  if (self->monitor == NULL && self->scope == NULL)
    return;

  if (self->monitor != NULL)
    ids = fecho_lane_order_list_ids (self->order, self->scope, self->monitor);
  fecho_lane_shelf_set_sessions (self->shelf,
                                 ids != NULL ? (const char *const *)ids->pdata
                                 : fecho_id_list_get_ids (self->scope), self->monitor);
  self->totals.n_sessions = fecho_lane_shelf_get_n_lanes (self->shelf);
  fecho_lane_news_follow (self->news, 0);
}

/* The same lanes in another order: others of them are on the screen. */
static void
sort_lanes (gpointer data)
{
  FechoTimelineModel *self = data;
  g_autoptr(GPtrArray) ids = NULL;

  if (self->monitor == NULL)
    return;

  ids = fecho_lane_order_list_ids (self->order, self->scope, self->monitor);
  if (fecho_lane_shelf_is_order (self->shelf, (const char *const *)ids->pdata))
    return;

  fecho_lane_shelf_set_sessions (self->shelf, (const char *const *)ids->pdata, self->monitor);
  g_signal_emit (self, signals[LANES_CHANGED], 0);
  want_lanes (self);
}

/* Another question: what is in flight is of no use. */
static void
ask_anew (FechoTimelineModel *self)
{
  sync_lanes (self);
  g_signal_emit (self, signals[LANES_CHANGED], 0);
  if (self->range != NULL)
    fecho_timeline_query_restart (self->query);
}

/* Thousands are added some at a time: those that are there are not looked through each time, and
 * what is in flight is of use for them. */
static gboolean
append_lanes (FechoTimelineModel *self,
              GListModel         *sessions,
              guint               position,
              guint               n_added)
{
  g_autoptr(GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_lanes = fecho_lane_shelf_get_n_lanes (self->shelf);

  if (self->scope != NULL || !fecho_lane_order_is_own (self->order) || position == 0 ||
      position != n_lanes || position + n_added != g_list_model_get_n_items (sessions))
    return FALSE;

  for (guint i = 0; i < n_added; i++)
    g_ptr_array_add (added, g_list_model_get_item (sessions, position + i));
  if (!fecho_lane_shelf_append (self->shelf, added))
    return FALSE;

  self->totals.n_sessions = n_lanes + n_added;
  fecho_lane_news_follow (self->news, n_lanes);
  g_signal_emit (self, signals[LANES_CHANGED], 0);
  want (self);

  return TRUE;
}

static void
sessions_changed_cb (FechoTimelineModel *self,
                     guint               position,
                     guint               n_removed,
                     guint               n_added,
                     GListModel         *sessions)
{
  if (n_removed > 0 || !append_lanes (self, sessions, position, n_added))
    ask_anew (self);
}

static void
committed_cb (FechoTimelineModel *self,
              GPtrArray          *events)
{
  guint index;

  /* Another process has written, of whatever sessions. */
  if (events->len == 0)
    fecho_lane_shelf_mark_all (self->shelf);
  for (guint i = 0; i < events->len; i++)
    {
      const FechoCloseRecord *record = fecho_close_event_get_record (events->pdata[i]);

      if (fecho_lane_shelf_find (self->shelf, record->session_id, &index))
        fecho_lane_shelf_get_lane (self->shelf, index)->stale = TRUE;
    }
  want (self);
}

static void
axis_moved_cb (gpointer data)
{
  g_signal_emit (data, signals[AXIS_CHANGED], 0);
}

static void
range_changed_cb (FechoTimelineModel *self)
{
  if (self->motion != NULL && self->range != NULL)
    fecho_axis_motion_go (self->motion, fecho_range_get_from_us (self->range),
                          fecho_range_get_to_us (self->range));
  else
    axis_moved_cb (self);
  want (self);
}

static void
n_waiting_changed_cb (FechoTimelineModel *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
}

static void
answered_cb (FechoTimelineAnswer *answer,
             const FechoLaneView *view,
             gpointer             data)
{
  FechoTimelineModel *self = data;

  fecho_timeline_model_take_answer (self, answer, view);
  fecho_lane_news_look (self->news);
}

static void
loading_changed_cb (gpointer data)
{
  g_object_notify_by_pspec (data, properties[PROP_LOADING]);
}

static FechoLaneView
get_view_cb (gpointer data)
{
  return get_view (data);
}

static const FechoTimelineQueryFuncs query_funcs = {
  get_view_cb, answered_cb, loading_changed_cb,
};

static void
fecho_timeline_model_dispose (GObject *object)
{
  FechoTimelineModel *self = FECHO_TIMELINE_MODEL (object);

  g_clear_pointer (&self->query, fecho_timeline_query_free);
  g_clear_pointer (&self->order, fecho_lane_order_free);
  g_clear_pointer (&self->motion, fecho_axis_motion_free);
  g_clear_object (&self->news);
  g_clear_object (&self->monitor_signals);
  g_clear_object (&self->sessions_signals);
  g_clear_object (&self->range_signals);
  g_clear_object (&self->monitor);
  g_clear_object (&self->range);

  G_OBJECT_CLASS (fecho_timeline_model_parent_class)->dispose (object);
}

static void
fecho_timeline_model_finalize (GObject *object)
{
  FechoTimelineModel *self = FECHO_TIMELINE_MODEL (object);

  g_clear_pointer (&self->scope, fecho_id_list_unref);
  fecho_lane_shelf_free (self->shelf);
  g_clear_pointer (&self->answer, fecho_timeline_answer_free);

  G_OBJECT_CLASS (fecho_timeline_model_parent_class)->finalize (object);
}

static void
fecho_timeline_model_get_property (GObject    *object,
                                   guint       id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  FechoTimelineModel *self = FECHO_TIMELINE_MODEL (object);

  switch ((FechoTimelineModelProperty)id)
    {
    case PROP_MONITOR:
      g_value_set_object (value, self->monitor);
      break;
    case PROP_RANGE:
      g_value_set_object (value, self->range);
      break;
    case PROP_SCOPE:
      g_value_set_boxed (value, fecho_id_list_get_ids (self->scope));
      break;
    case PROP_CLASSES:
      g_value_set_uint (value, self->classes);
      break;
    case PROP_POINTER_US:
      g_value_set_int64 (value, self->pointer_us);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, fecho_timeline_query_is_loading (self->query));
      break;
    case PROP_N_WAITING:
      g_value_set_uint (value, fecho_lane_news_get_n_waiting (self->news));
      break;
    case PROP_HAS_SELECTION:
      g_value_set_boolean (value, self->selected_from_us < self->selected_to_us);
      break;
    }
}

static void
fecho_timeline_model_set_property (GObject      *object,
                                   guint         id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  FechoTimelineModel *self = FECHO_TIMELINE_MODEL (object);

  switch ((FechoTimelineModelProperty)id)
    {
    case PROP_MONITOR:
      fecho_timeline_model_set_monitor (self, g_value_get_object (value));
      break;
    case PROP_RANGE:
      fecho_timeline_model_set_range (self, g_value_get_object (value));
      break;
    case PROP_SCOPE:
      fecho_timeline_model_set_scope (self, g_value_get_boxed (value));
      break;
    case PROP_CLASSES:
      fecho_timeline_model_set_classes (self, g_value_get_uint (value));
      break;
    case PROP_POINTER_US:
      fecho_timeline_model_set_pointer_us (self, g_value_get_int64 (value));
      break;
    case PROP_LOADING:
    case PROP_N_WAITING:
    case PROP_HAS_SELECTION:
      g_assert_not_reached ();
    }
}

static void
fecho_timeline_model_class_init (FechoTimelineModelClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_timeline_model_dispose;
  object_class->finalize = fecho_timeline_model_finalize;
  object_class->get_property = fecho_timeline_model_get_property;
  object_class->set_property = fecho_timeline_model_set_property;

  properties[PROP_MONITOR] = g_param_spec_object ("monitor", NULL, NULL, FECHO_TYPE_MONITOR, flags);
  properties[PROP_RANGE] = g_param_spec_object ("range", NULL, NULL, FECHO_TYPE_RANGE, flags);
  properties[PROP_SCOPE] = g_param_spec_boxed ("scope", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_CLASSES] = g_param_spec_uint ("classes", NULL, NULL, 0, FECHO_ALL_CLASSES,
                                                FECHO_ALL_CLASSES, flags);
  properties[PROP_POINTER_US] = g_param_spec_int64 ("pointer-us", NULL, NULL, G_MININT64,
                                                    G_MAXINT64, FECHO_NO_POINTER, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                   G_PARAM_STATIC_STRINGS);
  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_SELECTION] = g_param_spec_boolean ("has-selection", NULL, NULL, FALSE,
                                                         G_PARAM_READABLE |
                                                         G_PARAM_EXPLICIT_NOTIFY |
                                                         G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[AXIS_CHANGED] = g_signal_new ("axis-changed", FECHO_TYPE_TIMELINE_MODEL,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LANES_CHANGED] = g_signal_new ("lanes-changed", FECHO_TYPE_TIMELINE_MODEL,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fecho_timeline_model_init (FechoTimelineModel *self)
{
  self->classes = FECHO_ALL_CLASSES;
  self->pointer_us = FECHO_NO_POINTER;
  self->end = FIRST_LANES;
  self->shelf = fecho_lane_shelf_new ();
  self->order = fecho_lane_order_new (sort_lanes, self);
  self->query = fecho_timeline_query_new (self->shelf, &query_funcs, self);
  self->news = fecho_lane_news_new (self->shelf);
  fecho_lane_news_set_window (self->news, self->first, self->end);
  g_signal_connect_object (self->news, "due", G_CALLBACK (want), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->news, "notify::n-waiting", G_CALLBACK (n_waiting_changed_cb),
                           self, G_CONNECT_SWAPPED);

  self->monitor_signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_swapped (self->monitor_signals, "committed", G_CALLBACK (committed_cb),
                                  self);
  self->sessions_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->sessions_signals, "items-changed",
                                  G_CALLBACK (sessions_changed_cb), self);
  self->range_signals = g_signal_group_new (FECHO_TYPE_RANGE);
  g_signal_group_connect_swapped (self->range_signals, "changed", G_CALLBACK (range_changed_cb),
                                  self);
}

FechoTimelineModel *
fecho_timeline_model_new (void)
{
  return g_object_new (FECHO_TYPE_TIMELINE_MODEL, NULL);
}

FechoMonitor *
fecho_timeline_model_get_monitor (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), NULL);

  return self->monitor;
}

void
fecho_timeline_model_set_monitor (FechoTimelineModel *self,
                                  FechoMonitor       *monitor)
{
  g_return_if_fail (FECHO_IS_TIMELINE_MODEL (self));

  if (!g_set_object (&self->monitor, monitor))
    return;

  g_signal_group_set_target (self->monitor_signals, monitor);
  g_signal_group_set_target (self->sessions_signals,
                             monitor != NULL ? fecho_monitor_get_sessions (monitor) : NULL);
  fecho_timeline_query_set_monitor (self->query, monitor);
  ask_anew (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
}

FechoRange *
fecho_timeline_model_get_range (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), NULL);

  return self->range;
}

void
fecho_timeline_model_set_range (FechoTimelineModel *self,
                                FechoRange         *range)
{
  g_return_if_fail (FECHO_IS_TIMELINE_MODEL (self));

  if (!g_set_object (&self->range, range))
    return;

  g_signal_group_set_target (self->range_signals, range);
  range_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RANGE]);
}

const char *const *
fecho_timeline_model_get_scope (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), NULL);

  return fecho_id_list_get_ids (self->scope);
}

void
fecho_timeline_model_set_scope (FechoTimelineModel *self,
                                const char *const  *scope)
{
  g_return_if_fail (FECHO_IS_TIMELINE_MODEL (self));

  if (!fecho_scope_set (&self->scope, scope))
    return;

  fecho_timeline_query_set_scope (self->query, self->scope);
  ask_anew (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCOPE]);
}

guint
fecho_timeline_model_get_classes (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), 0);

  return self->classes;
}

void
fecho_timeline_model_set_classes (FechoTimelineModel *self,
                                  guint               classes)
{
  g_return_if_fail (FECHO_IS_TIMELINE_MODEL (self));

  if (self->classes == classes)
    return;

  self->classes = classes;
  g_signal_emit (self, signals[LANES_CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLASSES]);
}

gint64
fecho_timeline_model_get_pointer_us (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), FECHO_NO_POINTER);

  return self->pointer_us;
}

void
fecho_timeline_model_set_pointer_us (FechoTimelineModel *self,
                                     gint64              pointer_us)
{
  g_return_if_fail (FECHO_IS_TIMELINE_MODEL (self));

  if (self->pointer_us == pointer_us)
    return;

  self->pointer_us = pointer_us;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POINTER_US]);
  fecho_lane_order_set_held (self->order, pointer_us != FECHO_NO_POINTER);
}

void
fecho_timeline_model_set_selection (FechoTimelineModel *self,
                                    gint64              from_us,
                                    gint64              to_us)
{
  g_return_if_fail (FECHO_IS_TIMELINE_MODEL (self));
  g_return_if_fail (from_us <= to_us);

  if (self->selected_from_us == from_us && self->selected_to_us == to_us)
    return;

  self->selected_from_us = from_us;
  self->selected_to_us = to_us;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_SELECTION]);
}

gboolean
fecho_timeline_model_get_selection (FechoTimelineModel *self,
                                    gint64             *ret_from_us,
                                    gint64             *ret_to_us)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), FALSE);

  if (self->selected_from_us == self->selected_to_us)
    return FALSE;

  *ret_from_us = self->selected_from_us;
  *ret_to_us = self->selected_to_us;

  return TRUE;
}

void
fecho_timeline_model_set_ranks (FechoTimelineModel *self,
                                FechoSessionRanks  *ranks)
{
  g_return_if_fail (FECHO_IS_TIMELINE_MODEL (self));

  fecho_lane_order_set_ranks (self->order, ranks);
}

void
fecho_timeline_model_set_narrow (FechoTimelineModel *self,
                                 gboolean            narrow)
{
  g_return_if_fail (FECHO_IS_TIMELINE_MODEL (self));

  fecho_lane_order_set_narrow (self->order, narrow);
}

void
fecho_timeline_model_set_active (FechoTimelineModel *self,
                                 gboolean            active)
{
  g_return_if_fail (FECHO_IS_TIMELINE_MODEL (self));

  fecho_timeline_query_set_active (self->query, active);
}

void
fecho_timeline_model_glide_in (FechoTimelineModel *self,
                               GtkWidget          *widget)
{
  g_return_if_fail (FECHO_IS_TIMELINE_MODEL (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_clear_pointer (&self->motion, fecho_axis_motion_free);
  self->motion = fecho_axis_motion_new (widget, axis_moved_cb, self);
  if (self->range != NULL)
    range_changed_cb (self);
}

gint64
fecho_timeline_model_get_from_us (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), 0);

  if (self->range == NULL)
    return 0;

  return self->motion != NULL ? fecho_axis_motion_get_from_us (self->motion)
         : fecho_range_get_from_us (self->range);
}

gint64
fecho_timeline_model_get_to_us (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), 0);

  if (self->range == NULL)
    return 0;

  return self->motion != NULL ? fecho_axis_motion_get_to_us (self->motion)
         : fecho_range_get_to_us (self->range);
}

guint
fecho_timeline_model_get_n_lanes (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), 0);

  return fecho_lane_shelf_get_n_lanes (self->shelf);
}

const FechoTimelineLane *
fecho_timeline_model_get_lane (FechoTimelineModel *self,
                               guint               index)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), NULL);

  return fecho_lane_shelf_get_lane (self->shelf, index);
}

gboolean
fecho_timeline_model_find_lane (FechoTimelineModel *self,
                                const char         *session_id,
                                guint              *ret_index)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), FALSE);

  return fecho_lane_shelf_find (self->shelf, session_id, ret_index);
}

/* Lanes are read before they come onto the screen: a page more on both sides. */
void
fecho_timeline_model_set_window (FechoTimelineModel *self,
                                 guint               first,
                                 guint               end,
                                 double              width)
{
  guint more = end - first;

  g_return_if_fail (FECHO_IS_TIMELINE_MODEL (self));
  g_return_if_fail (first <= end);

  self->first = first > more ? first - more : 0;
  self->end = end + more;
  self->width = width;
  fecho_lane_news_set_window (self->news, self->first, self->end);
  want_lanes (self);
}

const FechoTimelineTotals *
fecho_timeline_model_get_totals (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), NULL);

  return &self->totals;
}

const FechoSummary *
fecho_timeline_model_get_summary (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), NULL);

  return self->answer != NULL ? self->answer->summary : NULL;
}

const FechoBuckets *
fecho_timeline_model_get_buckets (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), NULL);

  return self->answer != NULL ? self->answer->buckets : NULL;
}

const GArray *
fecho_timeline_model_get_computer (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), NULL);

  return self->answer != NULL ? self->answer->computer : NULL;
}

const GArray *
fecho_timeline_model_get_computer_known (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), NULL);

  return self->answer != NULL ? self->answer->computer_known : NULL;
}

guint
fecho_timeline_model_get_n_waiting (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), 0);

  return fecho_lane_news_get_n_waiting (self->news);
}

gboolean
fecho_timeline_model_get_loading (FechoTimelineModel *self)
{
  g_return_val_if_fail (FECHO_IS_TIMELINE_MODEL (self), FALSE);

  return fecho_timeline_query_is_loading (self->query);
}

void
fecho_timeline_model_take_answer (FechoTimelineModel  *self,
                                  FechoTimelineAnswer *answer,
                                  const FechoLaneView *view)
{
  g_return_if_fail (FECHO_IS_TIMELINE_MODEL (self));
  g_return_if_fail (answer != NULL);

  fecho_lane_shelf_take (self->shelf, answer->lanes, view);
  g_ptr_array_set_size (answer->lanes, 0);
  g_clear_pointer (&self->answer, fecho_timeline_answer_free);
  self->answer = answer;
  self->totals.n_sessions = fecho_lane_shelf_get_n_lanes (self->shelf);
  fecho_timeline_totals_sum_up (&self->totals, answer->summary);
  g_signal_emit (self, signals[LANES_CHANGED], 0);
}
