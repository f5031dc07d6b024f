/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-loop-thread.h"

struct _FechoLoopThread
{
  GThread *thread;
  GMainContext *context;
  gboolean stopping;            /* of the thread alone */
};

static gpointer
run (gpointer data)
{
  FechoLoopThread *self = data;
  gboolean going_on = TRUE;

  g_main_context_push_thread_default (self->context);
  while (!self->stopping)
    g_main_context_iteration (self->context, TRUE);
  /* What was cancelled comes to its end. */
  while (going_on)
    going_on = g_main_context_iteration (self->context, FALSE);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

FechoLoopThread *
fecho_loop_thread_new (const char *name)
{
  FechoLoopThread *self = g_new0 (FechoLoopThread, 1);

  self->context = g_main_context_new ();
  self->thread = g_thread_new (name, run, self);

  return self;
}

void
fecho_loop_thread_call (FechoLoopThread *self,
                        GSourceFunc      func,
                        gpointer         data,
                        GDestroyNotify   destroy)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_return_if_fail (self != NULL);
  g_return_if_fail (func != NULL);

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, self->context);
}

typedef struct
{
  GSourceFunc func;
  gpointer data;
  GMutex mutex;
  GCond cond;
  gboolean done;
} Waiting;

static gboolean
call_and_tell (gpointer data)
{
  Waiting *waiting = data;
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = NULL;

  (void)waiting->func (waiting->data); /* called once */
  locker = g_mutex_locker_new (&waiting->mutex);
  waiting->done = TRUE;
  g_cond_signal (&waiting->cond);

  return G_SOURCE_REMOVE;
}

void
fecho_loop_thread_wait (FechoLoopThread *self,
                        GSourceFunc      func,
                        gpointer         data)
{
  Waiting waiting = { .func = func, .data = data };

  g_return_if_fail (self != NULL);

  g_mutex_init (&waiting.mutex);
  g_cond_init (&waiting.cond);
  fecho_loop_thread_call (self, call_and_tell, &waiting, NULL);
  g_mutex_lock (&waiting.mutex);
  while (!waiting.done)
    g_cond_wait (&waiting.cond, &waiting.mutex);
  g_mutex_unlock (&waiting.mutex);
  g_cond_clear (&waiting.cond);
  g_mutex_clear (&waiting.mutex);
}

static gboolean
stop (gpointer data)
{
  FechoLoopThread *self = data;

  self->stopping = TRUE;

  return G_SOURCE_REMOVE;
}

void
fecho_loop_thread_free (FechoLoopThread *self)
{
  g_return_if_fail (self != NULL);

  fecho_loop_thread_call (self, stop, self, NULL);
  g_thread_join (self->thread);
  g_main_context_unref (self->context);
  g_free (self);
}
