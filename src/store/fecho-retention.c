/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-retention.h"

#include "fecho-fold-rows.h"
#include "fecho-folds.h"

#define EVENTS_AT_ONCE 5000
/* Counts of so many buckets in one transaction. */
#define BUCKETS_AT_ONCE 5000
/* Newer events among older ones, as a clock that had jumped ahead leaves them: at most one in
 * twenty, and not more than this in a row. */
#define MAX_NEWER_IN_A_ROW 1000
#define OLDER_FOR_EACH_NEWER 19

/* -- how far */

/* The last event of the folds at the beginning that are wholly old: no row of them is looked at. */
static gboolean
find_old_folds (FechoDb  *db,
                gint64    before_us,
                gint64   *ret_last_id,
                GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_FOLD_LIST, error);
  g_autoptr(GError) local = NULL;

  *ret_last_id = 0;
  if (stmt == NULL)
    return FALSE;
  while (fecho_stmt_next (stmt, &local) && fecho_stmt_get_int (stmt, 5) < before_us)
    *ret_last_id = fecho_stmt_get_int (stmt, 3);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Walks the order of storing and remembers the last old event, as long as newer ones are few. */
static gboolean
find_by_age (FechoDb  *db,
             gint64    before_us,
             gint64   *ret_last_id,
             GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_EVENT_TIMES, error);
  g_autoptr(GError) local = NULL;
  gint64 n_older = 0, n_newer = 0, last_id;
  guint in_a_row = 0;

  if (stmt == NULL || !find_old_folds (db, before_us, &last_id, error))
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, last_id);
  while (in_a_row < MAX_NEWER_IN_A_ROW && fecho_stmt_next (stmt, &local))
    {
      if (fecho_stmt_get_int (stmt, 1) >= before_us)
        {
          n_newer++;
          in_a_row++;
          continue;
        }
      n_older++;
      in_a_row = 0;
      if (n_newer * OLDER_FOR_EACH_NEWER > n_older)
        continue;
      last_id = fecho_stmt_get_int (stmt, 0);
      n_older = n_newer = 0;
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *ret_last_id = last_id;

  return TRUE;
}

/* There are gaps where the history of a session was removed. */
static gboolean
find_by_number (FechoDb  *db,
                gint64    max_events,
                gint64   *ret_last_id,
                GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_EVENT_NTH_LAST, error);
  g_autoptr(GError) local = NULL;

  *ret_last_id = 0;
  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, max_events);
  if (fecho_stmt_next (stmt, &local))
    *ret_last_id = fecho_stmt_get_int (stmt, 0);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
fecho_retention_find_last (FechoDb  *db,
                           gint64    before_us,
                           gint64    max_events,
                           gint64   *ret_last_id,
                           GError  **error)
{
  gint64 by_age = 0, by_number = 0;

  if (before_us > G_MININT64 && !find_by_age (db, before_us, &by_age, error))
    return FALSE;
  if (max_events > 0 && !find_by_number (db, max_events, &by_number, error))
    return FALSE;
  *ret_last_id = MAX (by_age, by_number);

  return TRUE;
}

/* -- events */

static gboolean
run_range (FechoDb   *db,
           FechoSql   sql,
           gint64     first,
           gint64     last,
           GError   **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, first);
  fecho_stmt_bind_int (stmt, 2, last);

  return fecho_stmt_run (stmt, error);
}

/* Folds of which nothing is left; the rows of a fold that is cut go, its segments stay, and
 * readers leave out what is before the first row. */
static gboolean
remove_folds (FechoDb  *db,
              gint64    last_id,
              GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_FOLD_LIST, error);
  g_autoptr(GError) local = NULL;
  gint64 last_fold = 0;

  if (stmt == NULL)
    return FALSE;
  while (fecho_stmt_next (stmt, &local))
    {
      gint64 id = fecho_stmt_get_int (stmt, 0);

      if (fecho_stmt_get_int (stmt, 3) > last_id)
        break;
      last_fold = fecho_stmt_get_int (stmt, 3);
      if (!run_range (db, FECHO_SQL_SEGMENT_REMOVE, FECHO_FOLDS_KEY (id, 0),
                      FECHO_FOLDS_KEY (id + 1, 0), &local))
        break;
    }
  if (local == NULL)
    return run_range (db, FECHO_SQL_FOLD_REMOVE_RANGE, 0, last_fold, error);
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
remove_rows (FechoBatch     *batch,
             FechoDb        *db,
             FechoFoldRows  *rows,
             gboolean        keep_counts,
             GError        **error)
{
  gint64 mark;

  if (!fecho_db_get_int (db, FECHO_SQL_FOLD_MARK, &mark, error))
    return FALSE;
  if (!keep_counts && !fecho_batch_uncount (batch, rows, error))
    return FALSE;
  /* What is in no fold was never in the sums. */
  if (!fecho_fold_rows_unsum (rows, db, mark, keep_counts, error))
    return FALSE;

  return run_range (db, FECHO_SQL_EVENT_REMOVE, rows->first_id, rows->last_id, error) &&
         remove_folds (db, rows->last_id, error) &&
         run_range (db, FECHO_SQL_EVENT_SET_PRUNED, rows->last_id, 0, error);
}

static gboolean
remove_events (FechoBatch  *batch,
               FechoDb     *db,
               gint64       first_id,
               gint64       last_id,
               gboolean     keep_counts,
               gint64      *ret_n_removed,
               GError     **error)
{
  g_autoptr(FechoFoldRows) rows = NULL;

  rows = fecho_fold_rows_read (db, first_id, MIN (first_id + EVENTS_AT_ONCE - 1, last_id), TRUE,
                               NULL, NULL, error);
  if (rows == NULL || !fecho_batch_begin (batch, error))
    return FALSE;
  if (!remove_rows (batch, db, rows, keep_counts, error))
    {
      fecho_batch_rollback (batch);
      return FALSE;
    }
  *ret_n_removed = rows->rows->len;

  return fecho_batch_commit (batch, error);
}

/* -- counts of times of which no event is left: they are all 0 */

typedef struct
{
  FechoSql first;               /* the first bucket */
  FechoSql remove;
  gint64 width_us;
} Counts;

static const Counts counts[] = {
  { FECHO_SQL_ROLLUP_5MIN_FIRST, FECHO_SQL_ROLLUP_5MIN_REMOVE, FECHO_ROLLUP_5MIN_US },
  { FECHO_SQL_ROLLUP_HOUR_FIRST, FECHO_SQL_ROLLUP_HOUR_REMOVE, FECHO_ROLLUP_HOUR_US },
  { FECHO_SQL_LIFE_FIRST, FECHO_SQL_LIFE_REMOVE, G_TIME_SPAN_DAY },
};

/* ret_more: some were removed, and there may be others. */
static gboolean
remove_counts (FechoBatch    *batch,
               FechoDb       *db,
               const Counts  *table,
               gboolean      *ret_more,
               GError       **error)
{
  gint64 first_us, first, end;

  *ret_more = FALSE;
  if (!fecho_db_get_int (db, FECHO_SQL_EVENT_FIRST_TIME, &first_us, error) ||
      !fecho_db_get_int (db, table->first, &first, error))
    return FALSE;
  end = MIN (fecho_rollup_get_bucket (first_us, table->width_us), first + BUCKETS_AT_ONCE);
  if (first >= end)
    return TRUE;
  if (!fecho_batch_begin (batch, error))
    return FALSE;
  if (!run_range (db, table->remove, first, end, error))
    {
      fecho_batch_rollback (batch);
      return FALSE;
    }
  *ret_more = TRUE;

  return fecho_batch_commit (batch, error);
}

gboolean
fecho_retention_remove_some (FechoBatch  *batch,
                             FechoDb     *db,
                             gint64       last_id,
                             gboolean     keep_counts,
                             gint64      *ret_n_removed,
                             gboolean    *ret_more,
                             GError     **error)
{
  gint64 first_id;

  *ret_n_removed = 0;
  *ret_more = FALSE;
  if (!fecho_db_get_int (db, FECHO_SQL_EVENT_FIRST_ID, &first_id, error))
    return FALSE;
  if (first_id > 0 && first_id <= last_id)
    {
      *ret_more = TRUE;
      return remove_events (batch, db, first_id, last_id, keep_counts, ret_n_removed, error);
    }
  for (guint i = 0; !keep_counts && !*ret_more && i < G_N_ELEMENTS (counts); i++)
    {
      if (!remove_counts (batch, db, &counts[i], ret_more, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
fecho_retention_shrink_some (FechoDb   *db,
                             gboolean  *ret_more,
                             GError   **error)
{
  gint64 n_before, n_after;

  if (!fecho_db_get_int (db, FECHO_SQL_GET_FREE_PAGES, &n_before, error) ||
      !fecho_db_run (db, FECHO_SQL_VACUUM_SOME, error) ||
      !fecho_db_get_int (db, FECHO_SQL_GET_FREE_PAGES, &n_after, error))
    return FALSE;
  /* A file that was made without auto_vacuum keeps its free pages. */
  *ret_more = n_after > 0 && n_after < n_before;

  return TRUE;
}
