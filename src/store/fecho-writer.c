/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-writer.h"

#include "fecho-chores.h"
#include "fecho-clock.h"
#include "fecho-error.h"
#include "fecho-folds.h"
#include "fecho-linger.h"
#include "fecho-post.h"
#include "fecho-record.h"

#define RETRY_US G_TIME_SPAN_SECOND
#define LOOK_US G_TIME_SPAN_SECOND
#define BEAT_US (60 * G_TIME_SPAN_SECOND)

typedef enum
{
  WORK_WRITE,
  WORK_TASK,
  WORK_LOOK,
  WORK_CHORE,
  WORK_STOP,
} Work;

/* Either a change or a task. */
typedef struct
{
  FechoChange *change;
  GTask *task;
  FechoWriterFunc func;
  gint64 pushed_at_us;          /* monotonic */
} Item;

struct _FechoWriter
{
  gatomicrefcount n_refs;
  GThread *thread;
  FechoWriterEvents events;
  gpointer user_data;
  GDestroyNotify destroy;

  /* The writer's own. */
  FechoDb *db;
  FechoRun *run;
  FechoBatch *batch;
  FechoChores *chores;
  GQueue taken;                 /* Item: of the transaction under way */
  GError *fault;
  gint64 retry_at_us;           /* monotonic, all of them */
  gint64 look_at_us;
  gint64 beat_at_us;
  FechoLinger linger;
  gint64 data_version;

  GMutex lock;                  /* for what follows */
  GCond cond;
  GQueue queue;                 /* Item */
  gint64 pushed_at_us;          /* the last one */
  guint n_tasks;                /* in the queue */
  guint n_closes;               /* in the queue and taken */
  guint n_others;
  guint64 n_dropped;
  guint64 n_unindexed;
  guint fold_size;
  GPtrArray *retries;           /* GTask: who asked to try again now */
  gboolean faulty;
  gboolean stopping;
  gboolean is_last_try;         /* of what is written now: it was stopping when that began */
  GThread *reader;
  GTask *stop_task;
};

static void
assert_on_writer (FechoWriter *self)
{
  g_assert (fecho_db_is_owner (self->db));
}

static void
item_free (gpointer data)
{
  Item *item = data;

  g_clear_pointer (&item->change, fecho_change_free);
  g_assert (item->task == NULL); /* it was answered */
  g_free (item);
}

/* -- the fault */

static void
set_fault_on_writer (FechoWriter *self,
                     GError      *fault)
{
  gboolean was_faulty = self->fault != NULL;

  g_clear_error (&self->fault);
  self->fault = fault;
  g_mutex_lock (&self->lock);
  self->faulty = fault != NULL;
  g_mutex_unlock (&self->lock);
  if (fault != NULL || was_faulty)
    self->events.fault_changed (fault, self->user_data);
}

/* What a person asked for is answered rather than kept for later. */
static void
fail_tasks_on_writer (FechoWriter *self)
{
  g_autoptr(GPtrArray) tasks = g_ptr_array_new_with_free_func (item_free);

  g_mutex_lock (&self->lock);
  for (GList *l = self->queue.head; self->n_tasks > 0 && l != NULL;)
    {
      GList *next = l->next;
      Item *item = l->data;

      if (item->task != NULL)
        {
          g_queue_delete_link (&self->queue, l);
          g_ptr_array_add (tasks, item);
          self->n_tasks--;
        }
      l = next;
    }
  g_mutex_unlock (&self->lock);

  for (guint i = 0; i < tasks->len; i++)
    {
      Item *item = tasks->pdata[i];

      fecho_post_done (g_steal_pointer (&item->task), g_error_copy (self->fault));
    }
}

/* Those who asked to try again hear how it went. */
static void
answer_retries_on_writer (FechoWriter *self)
{
  g_autoptr(GPtrArray) retries = NULL;

  g_mutex_lock (&self->lock);
  retries = g_steal_pointer (&self->retries);
  self->retries = g_ptr_array_new ();
  g_mutex_unlock (&self->lock);

  for (guint i = 0; i < retries->len; i++)
    fecho_post_done (g_ptr_array_index (retries, i),
                     self->fault != NULL ? g_error_copy (self->fault) : NULL);
}

/* -- one transaction */

/* FALSE where the transaction must be given up. A value that the file refuses is left out and
 * counted: it would hold up all that come after it for ever. */
static gboolean
apply_on_writer (FechoWriter  *self,
                 Item         *item,
                 gint64       *ret_id,
                 GError      **error)
{
  gint64 run = self->run != NULL ? self->run->id : 0;
  g_autoptr(GError) local = NULL;

  *ret_id = 0;
  if (fecho_change_apply (item->change, self->batch, run, ret_id, &local))
    return TRUE;
  if (g_error_matches (local, FECHO_ERROR, FECHO_ERROR_INVALID))
    {
      g_mutex_lock (&self->lock);
      self->n_dropped++;
      g_mutex_unlock (&self->lock);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* The ids of the rows in the order of taken, 0 for what is no event; NULL with an error. */
static GArray *
write_taken_on_writer (FechoWriter  *self,
                       GError      **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean good = fecho_batch_begin (self->batch, error);

  if (!good)
    return NULL;
  for (GList *l = self->taken.head; good && l != NULL; l = l->next)
    {
      gint64 id;

      good = apply_on_writer (self, l->data, &id, error);
      g_array_append_val (ids, id);
    }
  good = good && (self->run == NULL ||
                  fecho_run_seen (self->run, self->db, fecho_clock_wall_us (), error));
  if (!good)
    fecho_batch_rollback (self->batch);
  if (!good || !fecho_batch_commit (self->batch, error))
    return NULL;

  return g_steal_pointer (&ids);
}

/* The same event as a row of the file has it. */
static FechoCloseEvent *
name_event (FechoCloseEvent *event,
            gint64           id,
            const char      *run)
{
  FechoCloseRecord record = *fecho_close_event_get_record (event);

  record.id = id;
  record.run = run;

  return fecho_close_event_new (&record, NULL);
}

static GPtrArray *
name_events_on_writer (FechoWriter  *self,
                       const GArray *ids)
{
  GPtrArray *events = fecho_record_new_array ();
  const char *run = self->run != NULL ? self->run->uuid : NULL;
  guint i = 0;

  for (GList *l = self->taken.head; l != NULL; l = l->next, i++)
    {
      FechoCloseEvent *event = fecho_change_get_event (((Item *)l->data)->change);
      gint64 id = g_array_index (ids, gint64, i);

      if (id != 0)
        g_ptr_array_add (events, name_event (event, id, run));
    }

  return events;
}

static void
drop_taken_on_writer (FechoWriter *self)
{
  guint n_closes = 0;
  guint n_others = self->taken.length;

  for (GList *l = self->taken.head; l != NULL; l = l->next)
    {
      if (fecho_change_get_event (((Item *)l->data)->change) != NULL)
        n_closes++;
    }
  n_others -= n_closes;
  g_queue_clear_full (&self->taken, item_free);
  g_mutex_lock (&self->lock);
  self->n_closes -= n_closes;
  self->n_others -= n_others;
  self->n_unindexed = fecho_batch_get_n_unindexed (self->batch);
  g_mutex_unlock (&self->lock);
}

/* Charts show what this computer did, and judges ask. */
static gboolean
has_taken_state_of_computer (FechoWriter *self)
{
  for (GList *l = self->taken.head; l != NULL; l = l->next)
    if (fecho_change_is_of_computer (((Item *)l->data)->change))
      return TRUE;

  return FALSE;
}

static guint
get_fold_size (FechoWriter *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->fold_size;
}

/* What is half written is worth the wait of a few, but not of a storm. */
static gboolean
must_give_way (FechoFoldStage stage,
               gpointer       data)
{
  FechoWriter *self = data;
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  guint enough = stage == FECHO_FOLD_READING ? 1 : FECHO_LINGER_MAX_BATCH;

  return self->stopping || self->n_tasks > 0 || self->queue.length >= enough;
}

static void
do_chore_on_writer (FechoWriter *self)
{
  assert_on_writer (self);

  fecho_chores_do_one (self->chores, get_fold_size (self), must_give_way, self);
}

/* Also the sign of life of the run, where nothing was taken. */
static void
write_on_writer (FechoWriter *self)
{
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(GArray) ids = NULL;
  gboolean of_computer;
  GError *error = NULL;

  assert_on_writer (self);

  ids = write_taken_on_writer (self, &error);
  if (ids == NULL)
    {
      self->retry_at_us = g_get_monotonic_time () + RETRY_US;
      set_fault_on_writer (self, error);
      fail_tasks_on_writer (self);
      answer_retries_on_writer (self);
      return;
    }

  events = name_events_on_writer (self, ids);
  of_computer = has_taken_state_of_computer (self);
  drop_taken_on_writer (self);
  self->beat_at_us = g_get_monotonic_time () + BEAT_US;
  fecho_linger_see_commit (&self->linger, events->len, g_get_monotonic_time ());
  if (self->fault != NULL)
    set_fault_on_writer (self, NULL);
  answer_retries_on_writer (self);
  if (events->len > 0 || of_computer)
    self->events.committed (events, self->user_data);
  if (events->len > 0)
    fecho_chores_see_commit (self->chores, get_fold_size (self));
}

/* -- what is next */

/* When there is something to write (or to try again); called with the lock. */
static gint64
get_due_us (FechoWriter *self)
{
  const Item *head = g_queue_peek_head (&self->queue);

  if (self->stopping)
    return 0;
  if (self->faulty)
    return self->n_tasks > 0 || self->retries->len > 0 ? 0 : self->retry_at_us;
  if (head == NULL)
    return self->run != NULL ? self->beat_at_us : G_MAXINT64;
  if (self->n_tasks > 0)
    return 0;

  return fecho_linger_get_due_us (&self->linger,
                                  &(FechoWaiting){ self->queue.length, head->pushed_at_us,
                                                   self->pushed_at_us });
}

/* Pushing does not wake a writer that waits for more: it looks now and then. */
static gint64
get_wake_us (FechoWriter *self,
             gint64       due_us,
             gint64       now_us)
{
  return self->queue.length > 0 ? MIN (due_us, now_us + FECHO_LINGER_CALM_US) : due_us;
}

/* Changes up to the next task; called with the lock. What a failed transaction holds goes first. */
static void
take_changes (FechoWriter *self)
{
  while (self->taken.length < FECHO_LINGER_MAX_BATCH && self->queue.length > 0 &&
         ((Item *)g_queue_peek_head (&self->queue))->change != NULL)
    g_queue_push_tail_link (&self->taken, g_queue_pop_head_link (&self->queue));
}

/* Called with the lock, when something is due. */
static Work
choose_work (FechoWriter *self)
{
  const Item *head = g_queue_peek_head (&self->queue);

  if (self->faulty && self->n_tasks > 0)
    return WORK_TASK;
  if (self->taken.length == 0 && head != NULL && head->task != NULL)
    return WORK_TASK;
  if (self->taken.length == 0 && head == NULL && self->stopping && !self->faulty)
    return WORK_STOP;
  take_changes (self);
  self->is_last_try = self->stopping;

  return WORK_WRITE;
}

static Work
wait_on_writer (FechoWriter *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  while (TRUE)
    {
      gint64 now_us = g_get_monotonic_time ();
      gint64 due_us = get_due_us (self);
      gint64 chore_at_us = fecho_chores_get_due_us (self->chores);

      /* What waits to be written goes first. */
      if (self->queue.length > 0 || self->faulty)
        chore_at_us = G_MAXINT64;
      if (now_us >= due_us)
        return choose_work (self);
      if (now_us >= self->look_at_us)
        return WORK_LOOK;
      if (now_us >= chore_at_us)
        return WORK_CHORE;
      /* Whether it was woken or ran out: both lead back to the questions above. */
      (void)g_cond_wait_until (&self->cond, &self->lock,
                               MIN (get_wake_us (self, due_us, now_us),
                                    MIN (self->look_at_us, chore_at_us)));
    }
}

static void
run_task_on_writer (FechoWriter *self)
{
  Item *item;

  assert_on_writer (self);

  if (self->fault != NULL)
    {
      fail_tasks_on_writer (self);
      return;
    }
  g_mutex_lock (&self->lock);
  item = g_queue_pop_head (&self->queue);
  self->n_tasks--;
  g_mutex_unlock (&self->lock);
  item->func (self, self->batch, g_steal_pointer (&item->task));
  item_free (item);
}

void
fecho_writer_announce (FechoWriter *self)
{
  g_autoptr(GPtrArray) events = fecho_record_new_array ();

  assert_on_writer (self);

  self->events.committed (events, self->user_data);
}

/* The run that watches the stored sessions may have ended. */
static void
claim_on_writer (FechoWriter *self)
{
  if (self->run == NULL || !self->run->wants_claim || self->run->claim != NULL)
    return;
  /* Where that fails there is another look in a second. */
  if (fecho_run_claim (self->run, fecho_db_get_path (self->db), NULL))
    self->events.claimed (self->user_data);
}

/* Another process has committed where the version of the data has changed. */
static void
look_on_writer (FechoWriter *self)
{
  gint64 data_version;

  self->look_at_us = g_get_monotonic_time () + LOOK_US;
  claim_on_writer (self);
  /* A file that cannot be read now tells nothing; writing to it will say why. */
  if (!fecho_db_get_int (self->db, FECHO_SQL_GET_DATA_VERSION, &data_version, NULL))
    return;
  if (self->data_version != 0 && data_version != self->data_version)
    fecho_writer_announce (self);
  self->data_version = data_version;
}

/* -- the end */

static gboolean
end_run_on_writer (FechoWriter  *self,
                   GError      **error)
{
  if (self->run == NULL)
    return TRUE;
  if (!fecho_batch_begin (self->batch, error))
    return FALSE;
  if (!fecho_run_end (self->run, self->db, fecho_clock_wall_us (), error))
    {
      fecho_batch_rollback (self->batch);
      return FALSE;
    }

  return fecho_batch_commit (self->batch, error);
}

/* Sets an error where events are lost. */
static void
give_up_on_writer (FechoWriter  *self,
                   GError      **error)
{
  guint n_lost;

  g_mutex_lock (&self->lock);
  g_queue_clear_full (&self->queue, item_free);
  n_lost = self->n_closes;
  g_mutex_unlock (&self->lock);
  g_queue_clear_full (&self->taken, item_free);
  if (n_lost > 0)
    g_set_error (error, self->fault->domain, self->fault->code,
                 "%u events could not be written: %s", n_lost, self->fault->message);
}

static void
close_on_writer (FechoWriter *self)
{
  /* A run that could not be ended counts as dead at the next start, which makes events of what it
   * had open: nothing is lost by that. */
  if (self->fault == NULL && end_run_on_writer (self, NULL))
    (void)fecho_db_run (self->db, FECHO_SQL_OPTIMIZE, NULL); /* only makes queries faster */
  g_clear_pointer (&self->reader, g_thread_join);
  g_clear_pointer (&self->batch, fecho_batch_free);
  g_clear_pointer (&self->chores, fecho_chores_free);
  g_clear_pointer (&self->db, fecho_db_close);
  g_clear_pointer (&self->run, fecho_run_free);
}

static void
end_on_writer (FechoWriter *self)
{
  GError *error = NULL;

  give_up_on_writer (self, &error);
  answer_retries_on_writer (self);
  close_on_writer (self);
  if (self->stop_task != NULL)
    fecho_post_done (g_steal_pointer (&self->stop_task), g_steal_pointer (&error));
  g_clear_error (&error);
  g_clear_error (&self->fault);
  g_clear_pointer (&self->user_data, self->destroy);
}

/* While stopping, what fails once is not tried again; one that began before may have failed on what
 * is over by now. */
static gboolean
is_hopeless (FechoWriter *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->is_last_try && self->faulty;
}

static gpointer
run_on_writer (gpointer data)
{
  FechoWriter *self = data;
  gboolean stopped = FALSE;

  fecho_db_claim (self->db);
  self->batch = fecho_batch_new (self->db);
  self->chores = fecho_chores_new (self->db);
  while (!stopped)
    {
      switch (wait_on_writer (self))
        {
        case WORK_WRITE:
          write_on_writer (self);
          stopped = is_hopeless (self);
          break;

        case WORK_TASK:
          run_task_on_writer (self);
          break;

        case WORK_LOOK:
          look_on_writer (self);
          break;

        case WORK_CHORE:
          do_chore_on_writer (self);
          break;

        case WORK_STOP:
          stopped = TRUE;
          break;
        }
    }
  end_on_writer (self);
  fecho_writer_unref (self);

  return NULL;
}

/* -- from other threads */

FechoWriter *
fecho_writer_new (FechoDb                 *db,
                  FechoRun                *run,
                  const FechoWriterEvents *events,
                  gpointer                 user_data,
                  GDestroyNotify           destroy)
{
  FechoWriter *self = g_new0 (FechoWriter, 1);

  g_atomic_ref_count_init (&self->n_refs);
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  g_queue_init (&self->queue);
  g_queue_init (&self->taken);
  self->db = db;
  self->run = run;
  self->events = *events;
  self->user_data = user_data;
  self->destroy = destroy;
  self->linger.at_us = g_get_monotonic_time ();
  self->beat_at_us = self->linger.at_us + BEAT_US;
  self->fold_size = FECHO_FOLDS_SIZE;
  self->retries = g_ptr_array_new ();
  self->thread = g_thread_new ("fecho-writer", run_on_writer, fecho_writer_ref (self));

  return self;
}

FechoWriter *
fecho_writer_ref (FechoWriter *self)
{
  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

void
fecho_writer_unref (FechoWriter *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_thread_unref (self->thread);
  g_ptr_array_unref (self->retries);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self);
}

static Item *
new_item (FechoChange     *change,
          GTask           *task,
          FechoWriterFunc  func)
{
  Item *item = g_new0 (Item, 1);

  item->change = change;
  item->task = task;
  item->func = func;
  item->pushed_at_us = g_get_monotonic_time ();

  return item;
}

gboolean
fecho_writer_push (FechoWriter *self,
                   FechoChange *change)
{
  g_autoptr(FechoChange) owned = change;
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  gboolean is_close = fecho_change_get_event (change) != NULL;
  guint *n_waiting = is_close ? &self->n_closes : &self->n_others;

  if (self->stopping || *n_waiting >= FECHO_WRITER_MAX_WAITING)
    {
      self->n_dropped++;
      return FALSE;
    }
  (*n_waiting)++;
  self->pushed_at_us = g_get_monotonic_time ();
  g_queue_push_tail (&self->queue, new_item (g_steal_pointer (&owned), NULL, NULL));
  /* The first sets the time that the others wait for; the last of a batch ends it. */
  if (self->queue.length == 1 || self->queue.length == FECHO_LINGER_MAX_BATCH)
    g_cond_signal (&self->cond);

  return TRUE;
}

void
fecho_writer_push_task (FechoWriter     *self,
                        GTask           *task,
                        FechoWriterFunc  func)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  if (self->stopping)
    {
      fecho_post_done (task, g_error_new (G_IO_ERROR, G_IO_ERROR_CLOSED, "The history was closed"));
      return;
    }
  self->n_tasks++;
  g_queue_push_tail (&self->queue, new_item (NULL, task, func));
  g_cond_signal (&self->cond);
}

void
fecho_writer_retry (FechoWriter *self,
                    GTask       *task)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  if (self->stopping)
    {
      fecho_post_done (task, g_error_new (G_IO_ERROR, G_IO_ERROR_CLOSED, "The history was closed"));
      return;
    }
  if (!self->faulty)
    {
      fecho_post_done (task, NULL);
      return;
    }
  g_ptr_array_add (self->retries, task);
  g_cond_signal (&self->cond);
}

void
fecho_writer_stop (FechoWriter *self,
                   GThread     *reader,
                   GTask       *task)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_assert (!self->stopping);

  self->stopping = TRUE;
  self->reader = reader;
  self->stop_task = task;
  g_cond_signal (&self->cond);
}

guint64
fecho_writer_get_n_waiting (FechoWriter *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->faulty ? self->n_closes : 0;
}

guint64
fecho_writer_get_n_dropped (FechoWriter *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->n_dropped;
}

guint64
fecho_writer_get_n_unindexed (FechoWriter *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->n_unindexed;
}

void
fecho_writer_set_fold_size (FechoWriter *self,
                            guint        n_events)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  self->fold_size = n_events;
}
