/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-day-book.h"

#include "fecho-clock.h"
#include "fecho-monitor-query.h"
#include "fecho-refresher.h"
#include "fecho-sidebar-item.h"

/* Rows appear many at a time. */
#define ROW_DELAY_MS 50
/* An hour is two pixels wide: nobody waits for it. */
#define COMMIT_DELAY_MS 3000
#define CLOCK_DELAY_MS (5 * 60 * 1000)

struct _FechoDayBook
{
  GObject parent_instance;

  GListModel *items;
  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
  FechoRefresher refresher;
  gboolean active;
  guint timeout_id;
  gint64 due_us;                /* of the monotonic clock */
};

G_DEFINE_FINAL_TYPE (FechoDayBook, fecho_day_book, G_TYPE_OBJECT)

/* What was asked: it may be answered when nobody listens any more. */
typedef struct
{
  FechoDayBook *self;
  GPtrArray *items;             /* FechoSidebarItem, in the order of the lanes */
  GCancellable *cancellable;
  gint64 from_us;
} Question;

static void want_in (FechoDayBook *self,
                     guint delay_ms);

static void
question_free (Question *question)
{
  g_ptr_array_unref (question->items);
  g_object_unref (question->cancellable);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static GPtrArray *
find_shown (FechoDayBook *self)
{
  GPtrArray *shown = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (self->items); i++)
    {
      g_autoptr(FechoSidebarItem) item = g_list_model_get_item (self->items, i);

      if (fecho_sidebar_item_get_session (item) != NULL && fecho_sidebar_item_get_shown (item))
        g_ptr_array_add (shown, g_steal_pointer (&item));
    }

  return shown;
}

static char **
dup_ids (GPtrArray *items)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < items->len; i++)
    {
      FechoSession *session = fecho_sidebar_item_get_session (g_ptr_array_index (items, i));

      g_strv_builder_add (ids, fecho_session_get_id (session));
    }

  return g_strv_builder_end (ids);
}

static void
lanes_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lanes = NULL;

  lanes = fecho_monitor_lanes_finish (FECHO_MONITOR (object), result, &error);
  if (g_cancellable_is_cancelled (question->cancellable))
    return;

  if (lanes == NULL)
    g_message ("Cannot read the last day of the sessions: %s", error->message);
  for (guint i = 0; lanes != NULL && i < MIN (lanes->len, question->items->len); i++)
    {
      g_autoptr(FechoDay) day = fecho_day_new (g_ptr_array_index (lanes, i), question->from_us);

      fecho_sidebar_item_set_day (g_ptr_array_index (question->items, i), day);
    }
  want_in (question->self, CLOCK_DELAY_MS);
  fecho_refresher_done (&question->self->refresher);
}

static void
ask (gpointer      owner,
     GCancellable *cancellable)
{
  FechoDayBook *self = owner;
  gint64 now_us = fecho_clock_wall_us ();
  gint64 from_us = now_us - FECHO_DAY_US;
  g_autoptr(Question) question = g_new0 (Question, 1);
  g_auto(GStrv) ids = NULL;

  question->self = self;
  question->items = find_shown (self);
  question->cancellable = g_object_ref (cancellable);
  question->from_us = from_us;
  if (question->items->len == 0)
    {
      fecho_refresher_done (&self->refresher);
      return;
    }

  ids = dup_ids (question->items);
  fecho_monitor_lanes_async (self->monitor, (const char *const *)ids, from_us, now_us,
                             cancellable, lanes_cb, g_steal_pointer (&question));
}

static gboolean
due_cb (gpointer data)
{
  FechoDayBook *self = data;

  self->timeout_id = 0;
  fecho_refresher_want (&self->refresher);

  return G_SOURCE_REMOVE;
}

/* The nearest wish counts. */
static void
want_in (FechoDayBook *self,
         guint         delay_ms)
{
  gint64 due_us = fecho_clock_monotonic_us () + delay_ms * (gint64)1000;

  if (self->timeout_id != 0 && self->due_us <= due_us)
    return;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->due_us = due_us;
  self->timeout_id = g_timeout_add (delay_ms, due_cb, self);
}

static void
update_active (FechoDayBook *self)
{
  fecho_refresher_set_active (&self->refresher, self->active && self->monitor != NULL);
}

static void
committed_cb (FechoDayBook *self)
{
  want_in (self, COMMIT_DELAY_MS);
}

static void
fecho_day_book_dispose (GObject *object)
{
  FechoDayBook *self = FECHO_DAY_BOOK (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  fecho_refresher_clear (&self->refresher);
  g_clear_object (&self->monitor_signals);
  g_clear_object (&self->monitor);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (fecho_day_book_parent_class)->dispose (object);
}

static void
fecho_day_book_class_init (FechoDayBookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fecho_day_book_dispose;
}

static void
fecho_day_book_init (FechoDayBook *self)
{
  fecho_refresher_init (&self->refresher, ask, self);
  self->monitor_signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_object (self->monitor_signals, "committed",
                                 G_CALLBACK (committed_cb), self, G_CONNECT_SWAPPED);
}

FechoDayBook *
fecho_day_book_new (GListModel *items)
{
  FechoDayBook *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (items), NULL);

  self = g_object_new (FECHO_TYPE_DAY_BOOK, NULL);
  self->items = g_object_ref (items);

  return self;
}

void
fecho_day_book_set_monitor (FechoDayBook *self,
                            FechoMonitor *monitor)
{
  g_return_if_fail (FECHO_IS_DAY_BOOK (self));
  g_return_if_fail (monitor == NULL || FECHO_IS_MONITOR (monitor));

  if (!g_set_object (&self->monitor, monitor))
    return;

  g_signal_group_set_target (self->monitor_signals, monitor);
  update_active (self);
  fecho_refresher_restart (&self->refresher);
}

void
fecho_day_book_want (FechoDayBook *self)
{
  g_return_if_fail (FECHO_IS_DAY_BOOK (self));

  want_in (self, ROW_DELAY_MS);
}

void
fecho_day_book_set_active (FechoDayBook *self,
                           gboolean      active)
{
  g_return_if_fail (FECHO_IS_DAY_BOOK (self));

  self->active = active;
  update_active (self);
}
