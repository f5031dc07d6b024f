/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-chores.h"

#include "fecho-folds.h"
#include "fecho-text-index.h"

#define REST_US G_TIME_SPAN_SECOND
#define RETRY_US G_TIME_SPAN_MINUTE

struct _FechoChores
{
  FechoDb *db;
  gint64 due_us;
  gint64 rest_until_us;
  gboolean has_new_texts;       /* since they were last indexed */
  gboolean may_merge;           /* there are new folds */
};

FechoChores *
fecho_chores_new (FechoDb *db)
{
  FechoChores *self = g_new0 (FechoChores, 1);

  self->db = db;
  self->due_us = g_get_monotonic_time ();
  self->rest_until_us = self->due_us + REST_US;
  self->has_new_texts = TRUE;
  self->may_merge = TRUE;

  return self;
}

void
fecho_chores_free (FechoChores *self)
{
  g_free (self);
}

gint64
fecho_chores_get_due_us (FechoChores *self)
{
  return self->due_us;
}

static gboolean
fold (FechoChores *self,
      guint        fold_size)
{
  self->has_new_texts = TRUE;
  self->may_merge = TRUE;

  return fecho_folds_fold (self->db, fold_size, NULL);
}

void
fecho_chores_see_commit (FechoChores *self,
                         guint        fold_size)
{
  gint64 n_tail = 0;

  self->rest_until_us = g_get_monotonic_time () + REST_US;
  if (!fecho_folds_get_tail (self->db, &n_tail, NULL) || n_tail < fold_size)
    return;
  self->due_us = 0;
  if (n_tail >= 2 * (gint64)fold_size && !fold (self, fold_size))
    self->due_us = g_get_monotonic_time () + RETRY_US;
}

/* Giving way is no failure. */
static gboolean
merge (FechoChores   *self,
       FechoFoldStop  stop,
       gpointer       user_data)
{
  gboolean merged = FALSE;
  g_autoptr(GError) error = NULL;

  if (fecho_folds_merge (self->db, stop, user_data, &merged, &error))
    self->may_merge = merged;

  return error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

void
fecho_chores_do_one (FechoChores   *self,
                     guint          fold_size,
                     FechoFoldStop  stop,
                     gpointer       user_data)
{
  gint64 now_us = g_get_monotonic_time ();
  gboolean good = TRUE;
  gint64 n_tail = 0;

  self->due_us = now_us;
  if (fecho_folds_get_tail (self->db, &n_tail, NULL) && n_tail >= fold_size)
    good = fold (self, fold_size);
  else if (self->has_new_texts)
    good = fecho_text_index_fill (self->db, &self->has_new_texts, NULL);
  else if (self->may_merge && now_us >= self->rest_until_us)
    good = merge (self, stop, user_data);
  else
    self->due_us = self->may_merge ? self->rest_until_us : G_MAXINT64;
  if (!good)
    self->due_us = now_us + RETRY_US;
}
