/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-reader.h"

#include "fecho-post.h"

#define LOOK_US G_TIME_SPAN_SECOND

typedef struct
{
  GTask *task;
  FechoReaderFunc func;         /* or slice */
  FechoReaderSlice slice;
} Item;

struct _FechoReader
{
  gatomicrefcount n_refs;
  GThread *thread;
  FechoReaderEvents events;
  gpointer user_data;
  GDestroyNotify destroy;
  gint64 data_version;          /* the reader's own */
  gint64 look_at_us;

  GMutex lock;                  /* for what follows */
  GCond cond;
  FechoDb *db;                  /* NULL once the thread has closed it */
  GQueue queue;                 /* Item */
  gboolean stopping;
};

static GError *
new_closed_error (void)
{
  return g_error_new (G_IO_ERROR, G_IO_ERROR_CLOSED, "The history was closed");
}

/* NULL: it is time to look, or to stop. */
static Item *
wait_on_reader (FechoReader *self,
                gboolean    *ret_stopping)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  gboolean in_time = TRUE;

  while (in_time && !self->stopping && self->queue.length == 0)
    {
      if (self->events.changed != NULL)
        in_time = g_cond_wait_until (&self->cond, &self->lock, self->look_at_us);
      else
        g_cond_wait (&self->cond, &self->lock);
    }
  *ret_stopping = self->stopping;

  return self->stopping ? NULL : g_queue_pop_head (&self->queue);
}

/* The reader may have been stopped after the item was taken, before an interrupt could reach it. */
static void
heed_stop_on_reader (FechoReader *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  if (self->stopping)
    fecho_db_interrupt (self->db);
}

/* The task is answered, or waits for its next turn in item. */
static void
call_item_on_reader (FechoReader *self,
                     Item        *item)
{
  if (item->func != NULL)
    item->func (self->db, g_steal_pointer (&item->task));
  else if (item->slice (self->db, item->task))
    item->task = NULL;
}

static void
run_item_on_reader (FechoReader *self,
                    Item        *item)
{
  g_autoptr(GCancellable) cancellable = NULL;
  GError *error = NULL;
  gint64 damaged;

  g_assert (fecho_db_is_owner (self->db));

  /* The task may be gone as soon as it is answered. */
  if (g_task_get_cancellable (item->task) != NULL)
    cancellable = g_object_ref (g_task_get_cancellable (item->task));
  if (g_cancellable_is_cancelled (cancellable))
    {
      /* The task itself says that it is cancelled. */
      fecho_post_done (g_steal_pointer (&item->task), NULL);
      return;
    }
  if (!fecho_db_run (self->db, FECHO_SQL_BEGIN_READ, &error))
    {
      fecho_post_done (g_steal_pointer (&item->task), error);
      return;
    }
  fecho_db_begin_interruptible (self->db, cancellable);
  heed_stop_on_reader (self);
  call_item_on_reader (self, item);
  fecho_db_end_interruptible (self->db);
  fecho_db_rollback (self->db); /* nothing was written */
  damaged = fecho_db_take_damaged_fold (self->db);
  if (damaged != 0)
    self->events.found_damaged (damaged, self->user_data);
}

/* Behind what was asked meanwhile; what waits while the reader stops is refused at the end. */
static void
finish_item_on_reader (FechoReader *self,
                       Item        *item)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  if (item->task != NULL)
    g_queue_push_tail (&self->queue, item);
  else
    g_free (item);
}

static void
look_on_reader (FechoReader *self)
{
  gint64 data_version;

  if (self->events.changed == NULL || g_get_monotonic_time () < self->look_at_us)
    return;

  self->look_at_us = g_get_monotonic_time () + LOOK_US;
  /* A file that cannot be read now tells nothing; the next query will say why. */
  if (!fecho_db_get_int (self->db, FECHO_SQL_GET_DATA_VERSION, &data_version, NULL))
    return;
  if (self->data_version != 0 && data_version != self->data_version)
    self->events.changed (self->user_data);
  self->data_version = data_version;
}

static void
end_on_reader (FechoReader *self)
{
  Item *item;

  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->db, fecho_db_close);
  item = g_queue_pop_head (&self->queue);
  while (item != NULL)
    {
      fecho_post_done (item->task, new_closed_error ());
      g_free (item);
      item = g_queue_pop_head (&self->queue);
    }
  g_mutex_unlock (&self->lock);
  if (self->destroy != NULL)
    g_clear_pointer (&self->user_data, self->destroy);
}

static gpointer
run_on_reader (gpointer data)
{
  FechoReader *self = data;
  gboolean stopping = FALSE;

  fecho_db_claim (self->db);
  while (!stopping)
    {
      Item *item = wait_on_reader (self, &stopping);

      if (item != NULL)
        {
          run_item_on_reader (self, item);
          finish_item_on_reader (self, item);
        }
      look_on_reader (self);
    }
  end_on_reader (self);
  fecho_reader_unref (self);

  return NULL;
}

FechoReader *
fecho_reader_new (FechoDb                 *db,
                  const FechoReaderEvents *events,
                  gpointer                 user_data,
                  GDestroyNotify           destroy)
{
  FechoReader *self = g_new0 (FechoReader, 1);

  g_atomic_ref_count_init (&self->n_refs);
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  g_queue_init (&self->queue);
  self->db = db;
  self->events = *events;
  self->user_data = user_data;
  self->destroy = destroy;
  self->thread = g_thread_new ("fecho-reader", run_on_reader, fecho_reader_ref (self));

  return self;
}

FechoReader *
fecho_reader_ref (FechoReader *self)
{
  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

void
fecho_reader_unref (FechoReader *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_clear_pointer (&self->thread, g_thread_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self);
}

static void
push (FechoReader *self,
      const Item  *item)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  if (self->stopping)
    {
      fecho_post_done (item->task, new_closed_error ());
      return;
    }
  g_queue_push_tail (&self->queue, g_memdup2 (item, sizeof *item));
  g_cond_signal (&self->cond);
}

void
fecho_reader_push (FechoReader     *self,
                   GTask           *task,
                   FechoReaderFunc  func)
{
  push (self, &(Item){ .task = task, .func = func });
}

void
fecho_reader_push_sliced (FechoReader      *self,
                          GTask            *task,
                          FechoReaderSlice  slice)
{
  push (self, &(Item){ .task = task, .slice = slice });
}

GThread *
fecho_reader_stop (FechoReader *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_assert (!self->stopping);

  self->stopping = TRUE;
  if (self->db != NULL)
    fecho_db_interrupt (self->db);
  g_cond_signal (&self->cond);

  return g_steal_pointer (&self->thread);
}
