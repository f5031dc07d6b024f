/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-fold-rows.h"

#include <gio/gio.h>

#include "fecho-record.h"

FechoFoldRow
fecho_fold_row_read (FechoStmt *stmt)
{
  FechoFoldRow row = { .session = fecho_stmt_get_int (stmt, 3) };
  FechoCause cause = fecho_record_get_enum (stmt, 8, FECHO_N_CAUSES - 1, FECHO_CAUSE_UNKNOWN);

  row.event.id = fecho_stmt_get_int (stmt, 0);
  row.event.closed_at_us = fecho_stmt_get_int (stmt, 1);
  row.event.code = fecho_stmt_get_int (stmt, 2);
  row.event.life_us = fecho_stmt_get_known (stmt, 4);
  row.event.handshake_us = fecho_stmt_get_known (stmt, 5);
  row.event.was_clean = fecho_stmt_get_int (stmt, 6) != 0;
  row.event.closed_by = fecho_record_get_enum (stmt, 7, FECHO_CLOSED_BY_NOBODY,
                                               FECHO_CLOSED_BY_NOBODY);
  row.event.standing = fecho_standing_of (row.event.closed_by, cause);

  return row;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const FechoFoldRow *x = a;
  const FechoFoldRow *y = b;

  if (x->session != y->session)
    return x->session < y->session ? -1 : 1;
  if (x->event.closed_at_us != y->event.closed_at_us)
    return x->event.closed_at_us < y->event.closed_at_us ? -1 : 1;

  return (x->event.id > y->event.id) - (x->event.id < y->event.id);
}

static int
compare_reasons (gconstpointer a,
                 gconstpointer b)
{
  const FechoFoldReason *x = a;
  const FechoFoldReason *y = b;

  if (x->reason != y->reason)
    return x->reason < y->reason ? -1 : 1;

  return (x->event > y->event) - (x->event < y->event);
}

gboolean
fecho_fold_must_stop (FechoFoldStop    stop,
                      FechoFoldStage   stage,
                      gpointer         user_data,
                      GError         **error)
{
  if (stop == NULL || !stop (stage, user_data))
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Folding gave way");

  return TRUE;
}

static gboolean
read_all (FechoFoldRows  *self,
          FechoStmt      *stmt,
          FechoFoldStop   stop,
          gpointer        user_data,
          GError        **error)
{
  g_autoptr(GError) local = NULL;

  while (fecho_stmt_next (stmt, &local))
    {
      FechoFoldRow row = fecho_fold_row_read (stmt);
      FechoFoldReason reason = { fecho_stmt_get_known (stmt, 9), row.event.id };

      g_array_append_val (self->rows, row);
      if (self->reasons != NULL && reason.reason >= 0)
        g_array_append_val (self->reasons, reason);
      if (self->rows->len % FECHO_FOLD_ROWS_PER_QUESTION == 0 &&
          fecho_fold_must_stop (stop, FECHO_FOLD_READING, user_data, error))
        return FALSE;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

FechoFoldRows *
fecho_fold_rows_read (FechoDb        *db,
                      gint64          first_id,
                      gint64          last_id,
                      gboolean        with_reasons,
                      FechoFoldStop   stop,
                      gpointer        user_data,
                      GError        **error)
{
  g_autoptr(FechoFoldRows) self = g_new0 (FechoFoldRows, 1);
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_FOLD_ROWS, error);

  self->first_id = first_id;
  self->last_id = last_id;
  self->rows = g_array_sized_new (FALSE, FALSE, sizeof (FechoFoldRow), last_id - first_id + 1);
  if (with_reasons)
    self->reasons = g_array_new (FALSE, FALSE, sizeof (FechoFoldReason));
  if (stmt == NULL)
    return NULL;
  fecho_stmt_bind_int (stmt, 1, first_id);
  fecho_stmt_bind_int (stmt, 2, last_id);
  if (!read_all (self, stmt, stop, user_data, error))
    return NULL;
  g_array_sort (self->rows, compare_rows);
  if (with_reasons)
    g_array_sort (self->reasons, compare_reasons);
  if (fecho_fold_must_stop (stop, FECHO_FOLD_READING, user_data, error))
    return NULL;

  return g_steal_pointer (&self);
}

FechoFoldRows *
fecho_fold_rows_read_ids (FechoDb       *db,
                          const GArray  *ids,
                          GError       **error)
{
  g_autoptr(FechoFoldRows) self = g_new0 (FechoFoldRows, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (FechoFoldRow));
  self->reasons = g_array_new (FALSE, FALSE, sizeof (FechoFoldReason));
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_FOLD_ROWS, error);

      if (stmt == NULL)
        return NULL;
      fecho_stmt_bind_int (stmt, 1, g_array_index (ids, gint64, i));
      fecho_stmt_bind_int (stmt, 2, g_array_index (ids, gint64, i));
      if (!read_all (self, stmt, NULL, NULL, error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

void
fecho_fold_rows_free (FechoFoldRows *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->reasons, g_array_unref);
  g_free (self);
}
