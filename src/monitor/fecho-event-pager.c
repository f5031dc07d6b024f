/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-event-pager.h"

#include "fecho-event-walk.h"
#include "fecho-monitor-private.h"
#include "fecho-page-reader.h"
#include "fecho-position-reading.h"

/* After a change that is not told in detail the next walk waits this many times as long as the last
 * one took, and so takes a tenth of the reader at most. */
#define REST_FACTOR 9
/* Changes of one frame are told together. */
#define FRAME_MS 16

struct _FechoEventPager
{
  GObject parent_instance;

  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
  FechoFilter *filter;          /* NULL: nothing is listed */
  FechoOrder order;
  gboolean descending;

  FechoListing *listing;        /* what is shown */
  FechoPageReader *reader;
  FechoEventWalk *walk;         /* through all events of the filter */
  guint max_sorted;
  gboolean loading;
  gboolean complete;
  GError *error;

  gboolean again;               /* something has changed that the walk may have missed */
  guint walk_id;                /* waits for the next one */
  GPtrArray *news;              /* FechoCloseEvent committed since it began */
  guint flush_id;
};

typedef enum
{
  PROP_MONITOR = 1,
  PROP_LOADING,
  PROP_COMPLETE,
  PROP_UNSORTED,
  PROP_ERROR,
  PROP_MAX_SORTED,
} FechoEventPagerProperty;

static GParamSpec *properties[PROP_MAX_SORTED + 1];

static void list_model_init (GListModelInterface *iface);
static void start_walk (FechoEventPager *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (FechoEventPager, fecho_event_pager, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
set_complete (FechoEventPager *self,
              gboolean         complete)
{
  if (self->complete == complete)
    return;

  self->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

static FechoStore *
get_store (FechoEventPager *self)
{
  return self->monitor != NULL ? fecho_monitor_get_store (self->monitor) : NULL;
}

/* What is listed is read while it answers what was asked last. */
static void
update_reader (FechoEventPager *self)
{
  fecho_page_reader_set_source (self->reader, self->loading ? NULL : get_store (self),
                                self->filter);
}

static void
set_loading (FechoEventPager *self,
             gboolean         loading)
{
  gboolean changed = self->loading != loading;

  self->loading = loading;
  update_reader (self);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
take_error (FechoEventPager *self,
            GError          *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
listing_changed_cb (guint    position,
                    guint    removed,
                    guint    added,
                    gpointer data)
{
  g_list_model_items_changed (data, position, removed, added);
}

/* -- what was committed */

static void
insert_news (FechoEventPager *self)
{
  gint64 last_id = fecho_event_walk_get_last_id (self->walk);
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                fecho_close_event_unref);

  for (guint i = 0; i < self->news->len; i++)
    {
      FechoCloseEvent *event = g_ptr_array_index (self->news, i);
      const FechoCloseRecord *record = fecho_close_event_get_record (event);

      fecho_listing_note_id (self->listing, record->id);
      if (record->id > last_id && fecho_filter_matches (self->filter, record))
        g_ptr_array_add (events, fecho_close_event_ref (event));
    }
  g_ptr_array_set_size (self->news, 0);
  fecho_listing_insert (self->listing, events);
}

static gboolean
flush_cb (gpointer data)
{
  FechoEventPager *self = data;

  self->flush_id = 0;
  if (self->filter == NULL || fecho_event_walk_is_going (self->walk))
    return G_SOURCE_REMOVE;

  if (fecho_listing_get_order (self->listing) == FECHO_ORDER_TIME)
    {
      fecho_listing_drop_before (self->listing, self->filter->since_us);
      fecho_page_reader_count_last (self->reader, self->filter->since_us);
    }
  insert_news (self);
  if (self->order != FECHO_ORDER_TIME &&
      (fecho_listing_get_n (self->listing) > self->max_sorted) !=
      fecho_event_walk_get_unsorted (self->walk))
    start_walk (self);
  fecho_page_reader_go_on (self->reader);

  return G_SOURCE_REMOVE;
}

static void
flush_soon (FechoEventPager *self)
{
  if (self->flush_id == 0)
    self->flush_id = g_timeout_add (FRAME_MS, flush_cb, self);
}

static gboolean
walk_cb (gpointer data)
{
  FechoEventPager *self = data;

  self->walk_id = 0;
  if (!fecho_event_walk_is_going (self->walk))
    start_walk (self);
  else
    self->again = TRUE;

  return G_SOURCE_REMOVE;
}

static void
walk_later (FechoEventPager *self)
{
  gint64 rest_us = fecho_event_walk_get_took_us (self->walk) * REST_FACTOR;

  if (self->walk_id == 0 && self->filter != NULL)
    self->walk_id = g_timeout_add ((guint)MIN (rest_us / G_TIME_SPAN_MILLISECOND, G_MAXINT),
                                   walk_cb, self);
}

static void
committed_cb (FechoMonitor    *monitor,
              GPtrArray       *events,
              FechoEventPager *self)
{
  if (self->filter == NULL)
    return;
  /* Somebody else has written, removed or judged. */
  if (events->len == 0)
    {
      fecho_page_reader_read_anew (self->reader);
      walk_later (self);
      return;
    }
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (self->news, fecho_close_event_ref (g_ptr_array_index (events, i)));
  flush_soon (self);
}

static void
marked_cb (FechoMonitor    *monitor,
           GArray          *ids,
           gboolean         marked,
           FechoEventPager *self)
{
  g_autoptr(GHashTable) set = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, &g_array_index (ids, gint64, i));
  fecho_listing_mark (self->listing, set, marked);
  if (self->filter == NULL || !self->filter->marked)
    return;
  walk_later (self);
}

/* -- the walk */

static void
unsorted_changed_cb (gpointer data)
{
  g_object_notify_by_pspec (data, properties[PROP_UNSORTED]);
}

static void
answered_cb (gpointer data)
{
  take_error (data, NULL);
}

static void
listed_cb (gpointer data)
{
  set_loading (data, FALSE);
}

/* Rows that came are read between two pieces. */
static void
went_on_cb (gpointer data)
{
  FechoEventPager *self = data;

  fecho_page_reader_go_on (self->reader);
}

static void
ended_cb (gpointer data)
{
  FechoEventPager *self = data;

  set_complete (self, TRUE);
  if (self->again)
    walk_later (self);
  flush_soon (self);
  fecho_page_reader_go_on (self->reader);
}

static void
walk_failed_cb (GError   *error,
                gpointer  data)
{
  set_loading (data, FALSE);
  take_error (data, error);
}

static const FechoEventWalkFuncs walk_funcs = {
  .unsorted_changed = unsorted_changed_cb,
  .answered = answered_cb,
  .listed = listed_cb,
  .went_on = went_on_cb,
  .ended = ended_cb,
  .failed = walk_failed_cb,
};

static void
start_walk (FechoEventPager *self)
{
  self->again = FALSE;
  /* What was committed until now, the walk will find. */
  g_ptr_array_set_size (self->news, 0);
  if (self->monitor != NULL && self->filter != NULL)
    fecho_event_walk_start (self->walk, get_store (self), self->filter, self->order,
                            self->descending, !self->loading);
}

static void
reading_failed_cb (GError   *error,
                   gpointer  data)
{
  take_error (data, error);
}

/* -- the list */

static GType
get_item_type (GListModel *list)
{
  return FECHO_TYPE_CLOSE_ROW;
}

static guint
get_n_items (GListModel *list)
{
  return fecho_listing_get_n (FECHO_EVENT_PAGER (list)->listing);
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  FechoEventPager *self = FECHO_EVENT_PAGER (list);

  if (position >= fecho_listing_get_n (self->listing))
    return NULL;

  return fecho_page_reader_get_row (self->reader, fecho_listing_mirror (self->listing, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* -- reading for those who want many */

void
fecho_event_pager_read_async (FechoEventPager     *self,
                              GArray              *positions,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (FECHO_IS_EVENT_PAGER (self));
  g_return_if_fail (positions != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_event_pager_read_async);
  fecho_position_reading_start (task, get_store (self), self->filter, self->listing, positions);
}

GPtrArray *
fecho_event_pager_read_finish (FechoEventPager  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- the object */

static void
stop (FechoEventPager *self)
{
  fecho_event_walk_stop (self->walk);
  fecho_page_reader_stop (self->reader);
  g_ptr_array_set_size (self->news, 0);
  g_clear_handle_id (&self->flush_id, g_source_remove);
  g_clear_handle_id (&self->walk_id, g_source_remove);
}

static void
fecho_event_pager_dispose (GObject *object)
{
  FechoEventPager *self = FECHO_EVENT_PAGER (object);

  stop (self);
  g_clear_object (&self->monitor_signals);
  g_clear_object (&self->monitor);
  update_reader (self);

  G_OBJECT_CLASS (fecho_event_pager_parent_class)->dispose (object);
}

static void
fecho_event_pager_finalize (GObject *object)
{
  FechoEventPager *self = FECHO_EVENT_PAGER (object);

  fecho_event_walk_free (self->walk);
  fecho_page_reader_free (self->reader);
  fecho_listing_free (self->listing);
  g_clear_pointer (&self->filter, fecho_filter_free);
  g_ptr_array_unref (self->news);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (fecho_event_pager_parent_class)->finalize (object);
}

static void
fecho_event_pager_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  FechoEventPager *self = FECHO_EVENT_PAGER (object);

  switch ((FechoEventPagerProperty)id)
    {
    case PROP_MONITOR:
      g_value_set_object (value, self->monitor);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    case PROP_UNSORTED:
      g_value_set_boolean (value, fecho_event_pager_get_unsorted (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_MAX_SORTED:
      g_value_set_uint (value, self->max_sorted);
      break;
    }
}

static void
fecho_event_pager_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch ((FechoEventPagerProperty)id)
    {
    case PROP_MONITOR:
      fecho_event_pager_set_monitor (FECHO_EVENT_PAGER (object), g_value_get_object (value));
      break;
    case PROP_MAX_SORTED:
      FECHO_EVENT_PAGER (object)->max_sorted = g_value_get_uint (value);
      break;
    case PROP_LOADING:
    case PROP_COMPLETE:
    case PROP_UNSORTED:
    case PROP_ERROR:
      g_assert_not_reached ();
    }
}

static void
fecho_event_pager_constructed (GObject *object)
{
  FechoEventPager *self = FECHO_EVENT_PAGER (object);

  G_OBJECT_CLASS (fecho_event_pager_parent_class)->constructed (object);

  self->listing = fecho_listing_new (self->max_sorted, listing_changed_cb, self);
  self->reader = fecho_page_reader_new (self->listing, reading_failed_cb, self);
  self->walk = fecho_event_walk_new (self->listing, &walk_funcs, self);
}

static void
fecho_event_pager_class_init (FechoEventPagerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = fecho_event_pager_constructed;
  object_class->dispose = fecho_event_pager_dispose;
  object_class->finalize = fecho_event_pager_finalize;
  object_class->get_property = fecho_event_pager_get_property;
  object_class->set_property = fecho_event_pager_set_property;

  properties[PROP_MONITOR] = g_param_spec_object ("monitor", NULL, NULL, FECHO_TYPE_MONITOR,
                                                  flags | G_PARAM_WRITABLE);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  properties[PROP_UNSORTED] = g_param_spec_boolean ("unsorted", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_MAX_SORTED] =
    g_param_spec_uint ("max-sorted", NULL, NULL, 1, G_MAXUINT, FECHO_PAGER_MAX_SORTED,
                       flags | G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fecho_event_pager_init (FechoEventPager *self)
{
  self->descending = TRUE;
  self->news = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
  self->monitor_signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_object (self->monitor_signals, "committed", G_CALLBACK (committed_cb),
                                 self, 0);
  g_signal_group_connect_object (self->monitor_signals, "marked", G_CALLBACK (marked_cb), self, 0);
}

FechoEventPager *
fecho_event_pager_new (void)
{
  return g_object_new (FECHO_TYPE_EVENT_PAGER, NULL);
}

static void
list_anew (FechoEventPager *self)
{
  gboolean any = self->monitor != NULL && self->filter != NULL;

  stop (self);
  take_error (self, NULL);
  set_complete (self, !any);
  set_loading (self, any);
  if (any)
    start_walk (self);
  else
    fecho_listing_set_table (self->listing,
                             fecho_listing_make_table (self->listing, FECHO_ORDER_TIME, TRUE),
                             FECHO_ORDER_TIME, TRUE);
}

void
fecho_event_pager_set_monitor (FechoEventPager *self,
                               FechoMonitor    *monitor)
{
  g_return_if_fail (FECHO_IS_EVENT_PAGER (self));
  g_return_if_fail (monitor == NULL || FECHO_IS_MONITOR (monitor));

  if (self->monitor == monitor)
    return;

  stop (self);
  g_set_object (&self->monitor, monitor);
  g_signal_group_set_target (self->monitor_signals, monitor);
  list_anew (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
}

/* A range that ends now and moved on. */
static gboolean
is_moved_on (const FechoFilter *before,
             const FechoFilter *after)
{
  g_autoptr(FechoFilter) moved = NULL;

  if (before == NULL || after == NULL || before->until_us != G_MAXINT64 ||
      after->since_us < before->since_us)
    return FALSE;
  moved = fecho_filter_copy (before);
  moved->since_us = after->since_us;

  return fecho_filter_equal (moved, after);
}

static void
set_filter (FechoEventPager   *self,
            const FechoFilter *filter)
{
  g_clear_pointer (&self->filter, fecho_filter_free);
  self->filter = filter != NULL ? fecho_filter_copy (filter) : NULL;
  update_reader (self);
}

static void
move_on (FechoEventPager   *self,
         const FechoFilter *filter)
{
  gboolean moved = self->filter->since_us != filter->since_us;

  set_filter (self, filter);
  fecho_event_walk_set_filter (self->walk, filter);
  if (!moved)
    return;
  if (fecho_event_walk_is_going (self->walk))
    self->again |= self->order != FECHO_ORDER_TIME;
  else if (fecho_listing_get_order (self->listing) != FECHO_ORDER_TIME)
    start_walk (self);
  else
    flush_soon (self);
}

void
fecho_event_pager_set_query (FechoEventPager   *self,
                             const FechoFilter *filter,
                             FechoOrder         order,
                             gboolean           descending)
{
  g_return_if_fail (FECHO_IS_EVENT_PAGER (self));

  descending = !!descending;
  if (self->error == NULL && order == self->order && descending == self->descending &&
      is_moved_on (self->filter, filter))
    {
      move_on (self, filter);
      return;
    }
  if (self->filter == NULL && filter == NULL)
    return;
  set_filter (self, filter);
  self->order = order;
  self->descending = descending;
  list_anew (self);
}

gboolean
fecho_event_pager_get_loading (FechoEventPager *self)
{
  g_return_val_if_fail (FECHO_IS_EVENT_PAGER (self), FALSE);

  return self->loading;
}

gboolean
fecho_event_pager_get_complete (FechoEventPager *self)
{
  g_return_val_if_fail (FECHO_IS_EVENT_PAGER (self), FALSE);

  return self->complete;
}

gboolean
fecho_event_pager_get_unsorted (FechoEventPager *self)
{
  g_return_val_if_fail (FECHO_IS_EVENT_PAGER (self), FALSE);

  return fecho_event_walk_get_unsorted (self->walk);
}

const GError *
fecho_event_pager_get_error (FechoEventPager *self)
{
  g_return_val_if_fail (FECHO_IS_EVENT_PAGER (self), NULL);

  return self->error;
}

void
fecho_event_pager_reload (FechoEventPager *self)
{
  g_return_if_fail (FECHO_IS_EVENT_PAGER (self));

  list_anew (self);
}
