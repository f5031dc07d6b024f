/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lane-job.h"

typedef struct
{
  FechoLaneFrame frame;
  GArray *works;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->works, g_array_unref);
  g_free (job);
}

static void
clear_work (gpointer data)
{
  FechoLaneWork *work = data;

  g_clear_pointer (&work->markers, g_array_unref);
  g_clear_pointer (&work->spans, g_array_unref);
  g_clear_pointer (&work->dictionary, fecho_dictionary_unref);
  g_clear_pointer (&work->geometry, fecho_lane_geometry_free);
}

static void
build_on_job (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Job *job = data;

  for (guint i = 0; i < job->works->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      FechoLaneWork *work = &g_array_index (job->works, FechoLaneWork, i);
      const FechoLane lane = { .markers = work->markers, .spans = work->spans };

      work->geometry = fecho_lane_geometry_new (&lane, &job->frame.axis, work->known_to_us,
                                                job->frame.classes, &job->frame.sizes,
                                                work->dictionary);
    }

  g_task_return_boolean (task, TRUE);
}

gboolean
fecho_lane_frame_equal (const FechoLaneFrame *a,
                        const FechoLaneFrame *b)
{
  return a->axis.from_us == b->axis.from_us && a->axis.to_us == b->axis.to_us &&
         a->axis.width == b->axis.width && a->classes == b->classes &&
         a->sizes.digit == b->sizes.digit;
}

GArray *
fecho_lane_work_array_new (void)
{
  GArray *works = g_array_new (FALSE, FALSE, sizeof (FechoLaneWork));

  g_array_set_clear_func (works, clear_work);

  return works;
}

void
fecho_lane_work_array_add (GArray          *works,
                           guint            index,
                           const FechoLane *lane,
                           gint64           known_to_us,
                           FechoDictionary *dictionary)
{
  FechoLaneWork work = {
    .index = index,
    .markers = g_array_ref (lane->markers),
    .spans = g_array_ref (lane->spans),
    .known_to_us = known_to_us,
    .dictionary = dictionary != NULL ? fecho_dictionary_ref (dictionary) : NULL,
  };

  g_array_append_val (works, work);
}

void
fecho_lane_job_async (const FechoLaneFrame *frame,
                      GArray               *works,
                      GCancellable         *cancellable,
                      GAsyncReadyCallback   callback,
                      gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  *job = (Job) { *frame, works };
  g_task_set_source_tag (task, fecho_lane_job_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, build_on_job);
}

GArray *
fecho_lane_job_finish (GAsyncResult   *result,
                       FechoLaneFrame *ret_frame)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return NULL;

  *ret_frame = job->frame;

  return g_steal_pointer (&job->works);
}
