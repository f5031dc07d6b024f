/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-monitor-query.h"

#include "fecho-monitor-private.h"
#include "fecho-session-dictionary.h"

typedef struct
{
  FechoFilter *filter;          /* of the closes whose codes a dictionary may explain */
  FechoTimelineAnswer *answer;  /* while it is asked what they mean */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  fecho_filter_free (self->filter);
  g_clear_pointer (&self->answer, fecho_timeline_answer_free);
  g_free (self);
}

static Asking *
asking_new (const FechoFilter *filter)
{
  Asking *self = g_new0 (Asking, 1);
  g_autofree char *codes = g_strdup_printf ("%d-%d", FECHO_DICTIONARY_FIRST,
                                            FECHO_DICTIONARY_LAST);

  self->filter = fecho_filter_copy (filter);
  self->filter->kinds = FECHO_KINDS_CLOSES;
  /* Else it names its own, which may be few of those or none. */
  if (self->filter->codes == NULL)
    fecho_filter_add_codes (self->filter, codes, FALSE, NULL);

  return self;
}

static void
give (GTask *task)
{
  Asking *self = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&self->answer),
                         (GDestroyNotify)fecho_timeline_answer_free);
}

static void
codes_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Asking *self = g_task_get_task_data (task);
  g_autoptr(GHashTable) agreed = NULL;
  g_autoptr(GArray) codes = NULL;
  GError *error = NULL;

  codes = fecho_store_session_codes_finish (FECHO_STORE (object), result, &error);
  if (codes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  agreed = fecho_session_dictionary_agree (g_task_get_source_object (task), codes);
  fecho_buckets_classify (self->answer->buckets, agreed);
  give (task);
}

static void
timeline_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Asking *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->answer = fecho_store_timeline_finish (FECHO_STORE (object), result, &error);
  if (self->answer == NULL)
    g_task_return_error (task, error);
  else if (self->answer->buckets->private_counts == NULL)
    give (task);
  else
    fecho_store_session_codes_async (FECHO_STORE (object), self->filter,
                                     g_task_get_cancellable (task), codes_cb, g_object_ref (task));
}

void
fecho_monitor_timeline_async (FechoMonitor        *self,
                              const FechoFilter   *filter,
                              const char *const   *lanes,
                              gint64               cell_us,
                              guint                max_buckets,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, fecho_monitor_timeline_async);
  g_task_set_task_data (task, asking_new (filter), asking_free);
  fecho_store_timeline_async (fecho_monitor_get_store (self), filter, lanes, cell_us, max_buckets,
                              cancellable, timeline_cb, g_object_ref (task));
}

FechoTimelineAnswer *
fecho_monitor_timeline_finish (FechoMonitor  *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
