/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-post.h"

typedef enum
{
  ANSWER_POINTER,
  ANSWER_INT,
  ANSWER_DONE,
} AnswerKind;

typedef struct
{
  GTask *task;
  AnswerKind kind;
  gpointer value;
  GDestroyNotify free_value;
  gssize number;
  GError *error;
} Answer;

typedef struct
{
  GTask *task;
  FechoJobFunc on_job;
} Job;

void
fecho_post_call (GMainContext   *context,
                 GSourceFunc     func,
                 gpointer        data,
                 GDestroyNotify  destroy)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, context);
}

/* Also where the context ends without having answered. */
static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_object (&answer->task);
  g_clear_error (&answer->error);
  if (answer->value != NULL && answer->free_value != NULL)
    answer->free_value (answer->value);
  g_free (answer);
}

/* The callback of the task is called in here. */
static gboolean
answer_cb (gpointer data)
{
  Answer *answer = data;

  if (answer->error != NULL)
    g_task_return_error (answer->task, g_steal_pointer (&answer->error));
  else if (answer->kind == ANSWER_POINTER)
    g_task_return_pointer (answer->task, g_steal_pointer (&answer->value), answer->free_value);
  else if (answer->kind == ANSWER_INT)
    g_task_return_int (answer->task, answer->number);
  else
    g_task_return_boolean (answer->task, TRUE);

  return G_SOURCE_REMOVE;
}

static void
post (GTask      *task,
      AnswerKind  kind,
      Answer      values)
{
  Answer *answer = g_memdup2 (&values, sizeof values);

  answer->task = task;
  answer->kind = kind;
  fecho_post_call (g_task_get_context (task), answer_cb, answer, answer_free);
}

void
fecho_post_pointer (GTask          *task,
                    gpointer        value,
                    GDestroyNotify  free_value,
                    GError         *error)
{
  post (task, ANSWER_POINTER, (Answer){ .value = value, .free_value = free_value, .error = error });
}

void
fecho_post_int (GTask  *task,
                gssize  value,
                GError *error)
{
  post (task, ANSWER_INT, (Answer){ .number = value, .error = error });
}

void
fecho_post_done (GTask  *task,
                 GError *error)
{
  post (task, ANSWER_DONE, (Answer){ .error = error });
}

static gpointer
run_job (gpointer data)
{
  Job *job = data;

  job->on_job (job->task);
  g_free (job);

  return NULL;
}

void
fecho_post_start_job (GTask        *task,
                      FechoJobFunc  on_job)
{
  Job *job = g_new (Job, 1);

  job->task = task;
  job->on_job = on_job;
  g_thread_unref (g_thread_new ("fecho-job", run_job, job));
}
