/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-reactor.h"

#include "fecho-descriptors.h"
#include "fecho-due-heap.h"
#include "fecho-poll-set.h"

#include <gio/gio.h>

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#define EVENTS_PER_WAIT 256
/* One turn over all contexts; where there are many, it takes longer: what a sweep costs in a second
 * does not grow with them. */
#define SWEEP_US G_USEC_PER_SEC
#define SWEEP_STEP_US (50 * G_TIME_SPAN_MILLISECOND)
#define CONTROL_TAG G_MAXUINT64     /* of the eventfd that wakes the reactor itself */

struct _FechoReactorContext
{
  FechoDueItem due;               /* first: the heap gives it back as the context */
  FechoReactor *reactor;
  GMainContext *main;
  FechoPoller poller;             /* its tag: the index in the reactor's contexts */
  GList ready_link;
  gboolean queued;
  gboolean prepared;
  guint n_unsettled;
  gboolean was_unsettled;         /* since the last sync */
  gint64 busy_us;
  int priority;
  GPollFD *fds;                   /* what the last query gave */
  int n_fds;
  int n_allocated;
};

struct _FechoReactor
{
  GThread *thread;
  FechoPollSet *poll_set;
  int control_fd;
  FechoPoller control;

  GMutex mutex;
  GPtrArray *added;               /* contexts the thread does not know yet; guarded by mutex */
  gboolean stopping;              /* guarded by mutex */

  /* Of the thread alone. */
  GPtrArray *contexts;
  GQueue ready;
  FechoDueHeap *due;
  guint sweep_next;
  gint64 sweep_at_us;

  /* For the thread that watches. */
  GMutex doze_mutex;
  GCond doze_changed;
  gboolean roused;                /* guarded by doze_mutex */
  _Atomic gboolean is_dozing;
  _Atomic gboolean has_cpu_clock;
  clockid_t cpu_clock;
  _Atomic (FechoReactorContext *) visited;
  _Atomic gint64 visited_since_us;
  _Atomic guint64 n_repairs;
};

static void
make_ready (FechoReactor        *self,
            FechoReactorContext *context)
{
  if (context->queued)
    return;

  context->queued = TRUE;
  fecho_due_heap_remove (self->due, &context->due);
  g_queue_push_tail_link (&self->ready, &context->ready_link);
}

static int
query_fds (FechoReactorContext *context)
{
  int timeout = -1;
  int needed;

  while (TRUE)
    {
      needed = g_main_context_query (context->main, context->priority, &timeout,
                                     context->fds, context->n_allocated);
      if (needed <= context->n_allocated)
        break;
      context->fds = g_renew (GPollFD, context->fds, needed);
      context->n_allocated = needed;
    }
  context->n_fds = needed;

  return timeout;
}

static void
dispatch_once (FechoReactorContext *context)
{
  if (!context->prepared)
    return;

  /* What epoll said only means "look here": it may be of a descriptor that is another by now. Here
   * GLib also empties the context's eventfd; what is written to it later brings another visit. */
  (void)g_poll (context->fds, (guint)context->n_fds, 0);
  if (g_main_context_check (context->main, context->priority, context->fds, context->n_fds))
    g_main_context_dispatch (context->main);
}

static void
prepare_next (FechoReactor        *self,
              FechoReactorContext *context)
{
  gboolean ready;
  int timeout_ms;

  ready = g_main_context_prepare (context->main, &context->priority);
  timeout_ms = query_fds (context);
  context->prepared = TRUE;

  if (ready || timeout_ms == 0)
    {
      make_ready (self, context);
      return;
    }

  /* Only where nothing is ready: else the query leaves out descriptors of lower priority. */
  fecho_poll_set_sync (self->poll_set, &context->poller, context->fds, context->n_fds,
                       !context->was_unsettled);
  context->was_unsettled = context->n_unsettled > 0;
  if (timeout_ms > 0)
    fecho_due_heap_set (self->due, &context->due,
                        g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND);
  else
    fecho_due_heap_remove (self->due, &context->due);
}

static void
wake_dozer (FechoReactor *self)
{
  g_mutex_lock (&self->doze_mutex);
  atomic_store (&self->is_dozing, FALSE);
  g_cond_broadcast (&self->doze_changed);
  g_mutex_unlock (&self->doze_mutex);
}

/* In this order: either the dozer is seen here, or it sees the visit before it sleeps. */
static void
publish_visit (FechoReactor        *self,
               FechoReactorContext *context,
               gint64               now_us)
{
  atomic_store (&self->visited_since_us, now_us);
  atomic_store (&self->visited, context);
  if (atomic_load (&self->is_dozing))
    wake_dozer (self);
}

static void
visit (FechoReactor        *self,
       FechoReactorContext *context)
{
  gint64 start_us = g_get_monotonic_time ();

  publish_visit (self, context, start_us);
  g_main_context_push_thread_default (context->main);
  dispatch_once (context);
  prepare_next (self, context);
  g_main_context_pop_thread_default (context->main);
  atomic_store_explicit (&self->visited, NULL, memory_order_release);
  context->busy_us += g_get_monotonic_time () - start_us;
}

/* Each context that is ready now once; what becomes ready meanwhile waits for the next round. */
static void
visit_round (FechoReactor *self)
{
  guint n_ready = self->ready.length;

  for (guint i = 0; i < n_ready; i++)
    {
      GList *link = g_queue_pop_head_link (&self->ready);
      FechoReactorContext *context = link->data;

      context->queued = FALSE;
      visit (self, context);
    }
}

/* The net under the net: puts back what should be in the set, one context a step. */
static void
sweep_step (FechoReactor *self)
{
  FechoReactorContext *context;
  gint64 now_us = g_get_monotonic_time ();

  if (self->contexts->len == 0 || now_us < self->sweep_at_us)
    return;

  self->sweep_at_us = now_us + MAX (SWEEP_US / self->contexts->len, SWEEP_STEP_US);
  self->sweep_next = (self->sweep_next + 1) % self->contexts->len;
  context = g_ptr_array_index (self->contexts, self->sweep_next);
  if (context->queued || context->priority != G_MAXINT)
    return;
  atomic_fetch_add (&self->n_repairs, fecho_poll_set_mend (self->poll_set, &context->poller,
                                                           context->fds, context->n_fds));
}

static gint64
microseconds_to_wait (FechoReactor *self)
{
  if (self->ready.length > 0)
    return 0;

  return fecho_due_heap_get_wait_us (self->due, g_get_monotonic_time ());
}

/* For good: a context that is free between visits may be taken by another thread, as GIO does for
 * a server that asks for a certificate (g_tls_interaction_invoke_request_certificate). Nor need it
 * have G_MAIN_CONTEXT_FLAGS_OWNERLESS_POLLING then, with which GLib 2.74 writes to the eventfd for
 * each source that is attached here too: six system calls for one close. */
static void
acquire (FechoReactorContext *context)
{
  gboolean acquired = g_main_context_acquire (context->main);

  g_assert (acquired);
}

static void
take_added (FechoReactor *self)
{
  for (guint i = 0; i < self->added->len; i++)
    {
      FechoReactorContext *context = g_ptr_array_index (self->added, i);

      acquire (context);
      context->poller.tag = self->contexts->len;
      g_ptr_array_add (self->contexts, context);
      make_ready (self, context);
    }
  g_ptr_array_set_size (self->added, 0);
}

static gboolean
take_commands (FechoReactor *self)
{
  guint64 counter;
  gboolean stopping;

  (void)!read (self->control_fd, &counter, sizeof counter);
  g_mutex_lock (&self->mutex);
  take_added (self);
  stopping = self->stopping;
  g_mutex_unlock (&self->mutex);

  return stopping;
}

static gboolean
take_events (FechoReactor             *self,
             const struct epoll_event *events,
             int                       n_events)
{
  gboolean stopping = FALSE;

  for (int i = 0; i < n_events; i++)
    {
      if (events[i].data.u64 == CONTROL_TAG)
        stopping = take_commands (self);
      else
        make_ready (self, g_ptr_array_index (self->contexts, events[i].data.u64));
    }

  return stopping;
}

static void
take_due (FechoReactor *self)
{
  gint64 now_us = g_get_monotonic_time ();

  while (TRUE)
    {
      FechoDueItem *first = fecho_due_heap_peek (self->due);

      if (first == NULL || first->due_us > now_us)
        break;
      make_ready (self, (FechoReactorContext *)first);
    }
}

/* What was invoked before the end still runs. */
static void
drain_contexts (FechoReactor *self)
{
  for (guint i = 0; i < self->contexts->len; i++)
    {
      FechoReactorContext *context = g_ptr_array_index (self->contexts, i);

      g_main_context_push_thread_default (context->main);
      for (guint n_turns = 0; n_turns < 1000 && g_main_context_iteration (context->main, FALSE);)
        n_turns++;
      g_main_context_pop_thread_default (context->main);
      g_main_context_release (context->main);
    }
}

static gpointer
run_on_reactor (gpointer data)
{
  FechoReactor *self = data;
  struct epoll_event events[EVENTS_PER_WAIT];
  gboolean stopping = FALSE;

  if (pthread_getcpuclockid (pthread_self (), &self->cpu_clock) == 0)
    atomic_store (&self->has_cpu_clock, TRUE);
  while (!stopping)
    {
      int n_events = fecho_poll_set_wait (self->poll_set, events, EVENTS_PER_WAIT,
                                          microseconds_to_wait (self));

      stopping = take_events (self, events, n_events);
      take_due (self);
      visit_round (self);
      sweep_step (self);
    }
  drain_contexts (self);

  return NULL;
}

static void
context_free (FechoReactorContext *context)
{
  g_main_context_unref (context->main);
  fecho_poller_clear (&context->poller);
  g_free (context->fds);
  g_free (context);
}

static void
wake_reactor (FechoReactor *self)
{
  guint64 one = 1;

  (void)!write (self->control_fd, &one, sizeof one); /* full means it is awake already */
}

static gboolean
watch_control (FechoReactor  *self,
               GError       **error)
{
  GPollFD poll_fd = { .fd = self->control_fd, .events = G_IO_IN };

  if (self->control_fd < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "No eventfd: %s",
                   g_strerror (errno));
      return FALSE;
    }

  self->poll_set = fecho_poll_set_new (error);
  if (self->poll_set == NULL)
    return FALSE;

  self->control.tag = CONTROL_TAG;
  fecho_poll_set_sync (self->poll_set, &self->control, &poll_fd, 1, FALSE);

  return TRUE;
}

FechoReactor *
fecho_reactor_new (const char  *thread_name,
                   GError     **error)
{
  g_autoptr(FechoReactor) self = g_new0 (FechoReactor, 1);

  g_mutex_init (&self->mutex);
  g_mutex_init (&self->doze_mutex);
  g_cond_init (&self->doze_changed);
  g_queue_init (&self->ready);
  self->added = g_ptr_array_new ();
  self->contexts = g_ptr_array_new_with_free_func ((GDestroyNotify)context_free);
  self->due = fecho_due_heap_new ();
  self->control_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (!watch_control (self, error))
    return NULL;

  self->thread = g_thread_try_new (thread_name, run_on_reactor, self, error);
  if (self->thread == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
fecho_reactor_free (FechoReactor *self)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (!fecho_reactor_is_current (self));

  if (self->thread != NULL)
    {
      g_mutex_lock (&self->mutex);
      self->stopping = TRUE;
      g_mutex_unlock (&self->mutex);
      wake_reactor (self);
      g_thread_join (self->thread);
    }
  g_ptr_array_unref (self->contexts);
  g_ptr_array_unref (self->added);
  g_ptr_array_unref (self->due);
  g_clear_pointer (&self->poll_set, fecho_poll_set_free);
  fecho_poller_clear (&self->control);
  if (self->control_fd >= 0)
    close (self->control_fd);
  g_cond_clear (&self->doze_changed);
  g_mutex_clear (&self->doze_mutex);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

FechoReactorContext *
fecho_reactor_add_context (FechoReactor  *self,
                           GError       **error)
{
  FechoReactorContext *context;

  g_return_val_if_fail (self != NULL, NULL);

  if (!fecho_descriptors_check_room (error))
    return NULL;

  context = g_new0 (FechoReactorContext, 1);
  context->reactor = self;
  context->main = g_main_context_new ();
  context->ready_link.data = context;
  context->n_unsettled = 1;
  context->was_unsettled = TRUE;
  fecho_due_heap_init_item (&context->due);

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->added, context);
  g_mutex_unlock (&self->mutex);
  wake_reactor (self);

  return context;
}

gboolean
fecho_reactor_is_current (FechoReactor *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_thread_self () == self->thread;
}

guint64
fecho_reactor_get_n_repairs (FechoReactor *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return atomic_load (&self->n_repairs);
}

FechoReactorContext *
fecho_reactor_peek_visit (FechoReactor *self,
                          gint64       *ret_since_us)
{
  FechoReactorContext *visited;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (ret_since_us != NULL, NULL);

  visited = atomic_load (&self->visited);
  *ret_since_us = atomic_load (&self->visited_since_us);

  return visited;
}

gint64
fecho_reactor_get_work_us (FechoReactor *self)
{
  struct timespec work = { 0 };

  g_return_val_if_fail (self != NULL, 0);

  if (!atomic_load (&self->has_cpu_clock) || clock_gettime (self->cpu_clock, &work) != 0)
    return 0;

  return work.tv_sec * (gint64)G_USEC_PER_SEC + work.tv_nsec / 1000;
}

void
fecho_reactor_doze (FechoReactor *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->doze_mutex);
  atomic_store (&self->is_dozing, TRUE);
  while (!self->roused && atomic_load (&self->is_dozing) && atomic_load (&self->visited) == NULL)
    g_cond_wait (&self->doze_changed, &self->doze_mutex);
  atomic_store (&self->is_dozing, FALSE);
  g_mutex_unlock (&self->doze_mutex);
}

void
fecho_reactor_rouse (FechoReactor *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->doze_mutex);
  self->roused = TRUE;
  g_cond_broadcast (&self->doze_changed);
  g_mutex_unlock (&self->doze_mutex);
}

GMainContext *
fecho_reactor_context_get (FechoReactorContext *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->main;
}

/* Not g_main_context_invoke(): that may run at once, inside of what runs now. To attach wakes only
 * other threads than the owner: the reactor's own calls from context to context are to wake too. */
void
fecho_reactor_context_invoke (FechoReactorContext *self,
                              GSourceFunc          func,
                              gpointer             data,
                              GDestroyNotify       free_data)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_return_if_fail (self != NULL);

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, free_data);
  g_source_attach (source, self->main);
  if (fecho_reactor_is_current (self->reactor))
    g_main_context_wakeup (self->main);
}

gboolean
fecho_reactor_context_is_current (FechoReactorContext *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return fecho_reactor_is_current (self->reactor) &&
         g_main_context_get_thread_default () == self->main;
}

void
fecho_reactor_context_unsettle (FechoReactorContext *self)
{
  g_return_if_fail (fecho_reactor_context_is_current (self));

  self->n_unsettled++;
  self->was_unsettled = TRUE;
}

void
fecho_reactor_context_settle (FechoReactorContext *self)
{
  g_return_if_fail (fecho_reactor_context_is_current (self));
  g_return_if_fail (self->n_unsettled > 0);

  self->n_unsettled--;
}

gint64
fecho_reactor_context_get_busy_us (FechoReactorContext *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->busy_us;
}
