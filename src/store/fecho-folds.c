/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-folds.h"

/* A row of the table fold. */
typedef struct
{
  gint64 id;
  int level;
  gint64 first_id;
  gint64 last_id;
} Fold;

gboolean
fecho_folds_get_tail (FechoDb  *db,
                      gint64   *ret_n,
                      GError  **error)
{
  return fecho_db_get_int (db, FECHO_SQL_FOLD_TAIL, ret_n, error);
}

/* -- writing one fold, inside a transaction */

static gboolean
add_segment (FechoStmt           *stmt,
             gint64               key,
             const FechoFoldRow  *rows,
             guint                n_rows,
             GByteArray          *data,
             GError             **error)
{
  FechoSegmentEvent events[FECHO_SEGMENT_MAX_EVENTS];

  for (guint i = 0; i < n_rows; i++)
    events[i] = rows[i].event;
  fecho_segment_encode (events, n_rows, data);
  fecho_stmt_bind_int (stmt, 1, key);
  fecho_stmt_bind_int (stmt, 2, events[0].closed_at_us);
  fecho_stmt_bind_int (stmt, 3, events[n_rows - 1].closed_at_us);
  fecho_stmt_bind_int (stmt, 4, n_rows);
  fecho_stmt_bind_blob (stmt, 5, data->data, data->len);

  return fecho_stmt_run (stmt, error);
}

/* The rows are in the order of sessions and times, and so are the keys. */
static gboolean
add_segments (FechoDb        *db,
              gint64          fold,
              FechoFoldRows  *rows,
              FechoFoldStop   stop,
              gpointer        user_data,
              GError        **error)
{
  const FechoFoldRow *all = (const FechoFoldRow *)(gpointer)rows->rows->data;
  g_autoptr(GByteArray) data = g_byte_array_new ();
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_SEGMENT_ADD, error);
  guint number = 0;
  guint n_added = 0;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0, n = 0; i < rows->rows->len; i += n)
    {
      gint64 key;

      for (n = 1; n < FECHO_SEGMENT_MAX_EVENTS && i + n < rows->rows->len; n++)
        {
          if (all[i + n].session != all[i].session)
            break;
        }
      number = i > 0 && all[i - 1].session == all[i].session ? number + 1 : 0;
      key = FECHO_FOLDS_KEY (fold, all[i].session) | number;
      if (!add_segment (stmt, key, &all[i], n, data, error))
        return FALSE;
      n_added++;
      if (n_added % FECHO_FOLD_SEGMENTS_PER_QUESTION == 0 &&
          fecho_fold_must_stop (stop, FECHO_FOLD_WRITING, user_data, error))
        return FALSE;
    }

  return !fecho_fold_must_stop (stop, FECHO_FOLD_WRITTEN, user_data, error);
}

static void
get_times (FechoFoldRows *rows,
           gint64        *ret_first_us,
           gint64        *ret_last_us)
{
  *ret_first_us = G_MAXINT64;
  *ret_last_us = G_MININT64;
  for (guint i = 0; i < rows->rows->len; i++)
    {
      gint64 at_us = g_array_index (rows->rows, FechoFoldRow, i).event.closed_at_us;

      *ret_first_us = MIN (*ret_first_us, at_us);
      *ret_last_us = MAX (*ret_last_us, at_us);
    }
}

/* A fold without events (retention has removed them) holds its place in the order of ids. */
static gboolean
add_fold (FechoDb        *db,
          int             level,
          FechoFoldRows  *rows,
          FechoFoldStop   stop,
          gpointer        user_data,
          GError        **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_FOLD_ADD, error);
  gint64 id, first_us, last_us;

  if (stmt == NULL || !fecho_db_get_int (db, FECHO_SQL_FOLD_NEXT_ID, &id, error))
    return FALSE;
  get_times (rows, &first_us, &last_us);
  fecho_stmt_bind_int (stmt, 1, id);
  fecho_stmt_bind_int (stmt, 2, level);
  fecho_stmt_bind_int (stmt, 3, rows->first_id);
  fecho_stmt_bind_int (stmt, 4, rows->last_id);
  fecho_stmt_bind_int (stmt, 5, first_us);
  fecho_stmt_bind_int (stmt, 6, last_us);

  return fecho_stmt_run (stmt, error) && add_segments (db, id, rows, stop, user_data, error);
}

/* -- folding the tail */

/* Another process may have folded, or removed some of the events, since the rows were read. */
static gboolean
write_fold (FechoDb        *db,
            FechoFoldRows  *rows,
            gint64          n_removals,
            gboolean       *ret_written,
            GError        **error)
{
  gint64 mark, n_removals_now;

  if (!fecho_db_get_int (db, FECHO_SQL_FOLD_MARK, &mark, error) ||
      !fecho_db_get_int (db, FECHO_SQL_REMOVAL_COUNT, &n_removals_now, error))
    return FALSE;
  *ret_written = mark == rows->first_id - 1 && n_removals == n_removals_now;
  if (!*ret_written)
    return TRUE;

  return add_fold (db, 0, rows, NULL, NULL, error) && fecho_fold_rows_sum (rows, db, error);
}

gboolean
fecho_folds_fold (FechoDb  *db,
                  guint     size,
                  GError  **error)
{
  g_autoptr(FechoFoldRows) rows = NULL;
  gboolean written = FALSE;
  GError *local = NULL;
  gint64 mark, n_removals;

  if (!fecho_db_get_int (db, FECHO_SQL_FOLD_MARK, &mark, error) ||
      !fecho_db_get_int (db, FECHO_SQL_REMOVAL_COUNT, &n_removals, error))
    return FALSE;
  rows = fecho_fold_rows_read (db, mark + 1, mark + size, TRUE, NULL, NULL, error);
  if (rows == NULL || !fecho_db_begin (db, error))
    return FALSE;
  if (write_fold (db, rows, n_removals, &written, &local) && written &&
      fecho_db_commit (db, &local))
    return TRUE;
  fecho_db_rollback (db);
  if (local != NULL)
    g_propagate_error (error, local);

  return local == NULL;
}

/* -- merging */

static GArray *
list_folds (FechoDb  *db,
            GError  **error)
{
  g_autoptr(GArray) folds = g_array_new (FALSE, FALSE, sizeof (Fold));
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_FOLD_LIST, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  while (fecho_stmt_next (stmt, &local))
    {
      Fold fold = { fecho_stmt_get_int (stmt, 0), fecho_stmt_get_int (stmt, 1),
                    fecho_stmt_get_int (stmt, 2), fecho_stmt_get_int (stmt, 3) };

      g_array_append_val (folds, fold);
    }
  if (local == NULL)
    return g_steal_pointer (&folds);
  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/* The first of eight neighbours of one level, or folds->len. */
static guint
find_mergeable (const GArray *folds)
{
  guint n = 0;

  for (guint i = 0; i < folds->len; i++)
    {
      const Fold *fold = &g_array_index (folds, Fold, i);

      n = i > 0 && g_array_index (folds, Fold, i - 1).level == fold->level ? n + 1 : 1;
      if (n == FECHO_FOLDS_MERGED && fold->level < FECHO_FOLDS_MAX_LEVEL)
        return i + 1 - FECHO_FOLDS_MERGED;
    }

  return folds->len;
}

static gboolean
remove_segments (FechoDb  *db,
                 gint64    fold,
                 GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_SEGMENT_REMOVE, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, FECHO_FOLDS_KEY (fold, 0));
  fecho_stmt_bind_int (stmt, 2, FECHO_FOLDS_KEY (fold + 1, 0));

  return fecho_stmt_run (stmt, error);
}

static gboolean
remove_fold (FechoDb     *db,
             const Fold  *fold,
             GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_FOLD_REMOVE, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, fold->id);

  return remove_segments (db, fold->id, error) && fecho_stmt_run (stmt, error);
}

/* Are the eight, and their events, still as they were when the rows were read? */
static gboolean
write_merge (FechoDb        *db,
             const Fold     *folds,
             FechoFoldRows  *rows,
             gint64          n_removals,
             FechoFoldStop   stop,
             gpointer        user_data,
             gboolean       *ret_merged,
             GError        **error)
{
  g_autoptr(GArray) now = list_folds (db, error);
  gint64 n_removals_now;
  guint first;

  if (now == NULL || !fecho_db_get_int (db, FECHO_SQL_REMOVAL_COUNT, &n_removals_now, error))
    return FALSE;
  first = find_mergeable (now);
  *ret_merged = n_removals == n_removals_now && first < now->len &&
                g_array_index (now, Fold, first).id == folds[0].id &&
                g_array_index (now, Fold, first + FECHO_FOLDS_MERGED - 1).last_id == rows->last_id;
  if (!*ret_merged)
    return TRUE;
  for (guint i = 0; i < FECHO_FOLDS_MERGED; i++)
    {
      if (!remove_fold (db, &folds[i], error) ||
          fecho_fold_must_stop (stop, FECHO_FOLD_WRITING, user_data, error))
        return FALSE;
    }

  return add_fold (db, folds[0].level + 1, rows, stop, user_data, error);
}

gboolean
fecho_folds_merge (FechoDb        *db,
                   FechoFoldStop   stop,
                   gpointer        user_data,
                   gboolean       *ret_merged,
                   GError        **error)
{
  g_autoptr(GArray) folds = list_folds (db, error);
  g_autoptr(FechoFoldRows) rows = NULL;
  const Fold *first;
  GError *local = NULL;
  gint64 n_removals;

  *ret_merged = FALSE;
  if (folds == NULL || !fecho_db_get_int (db, FECHO_SQL_REMOVAL_COUNT, &n_removals, error))
    return FALSE;
  if (find_mergeable (folds) == folds->len)
    return TRUE;
  first = &g_array_index (folds, Fold, find_mergeable (folds));
  rows = fecho_fold_rows_read (db, first->first_id, first[FECHO_FOLDS_MERGED - 1].last_id,
                               FALSE, stop, user_data, error);
  if (rows == NULL || !fecho_db_begin (db, error))
    return FALSE;
  if (write_merge (db, first, rows, n_removals, stop, user_data, ret_merged, &local) &&
      *ret_merged &&
      fecho_db_commit (db, &local))
    return TRUE;
  fecho_db_rollback (db);
  *ret_merged = FALSE;
  if (local != NULL)
    g_propagate_error (error, local);

  return local == NULL;
}

/* -- mending */

static const Fold *
find_fold (const GArray *folds,
           gint64        id)
{
  for (guint i = 0; i < folds->len; i++)
    {
      const Fold *fold = &g_array_index (folds, Fold, i);

      if (fold->id == id)
        return fold;
    }

  return NULL;
}

static gboolean
write_segments (FechoDb  *db,
                gint64    id,
                GError  **error)
{
  g_autoptr(GArray) folds = list_folds (db, error);
  g_autoptr(FechoFoldRows) rows = NULL;
  const Fold *fold;

  if (folds == NULL)
    return FALSE;
  fold = find_fold (folds, id);
  if (fold == NULL)
    return TRUE;
  rows = fecho_fold_rows_read (db, fold->first_id, fold->last_id, FALSE, NULL, NULL, error);

  return rows != NULL && remove_segments (db, id, error) &&
         add_segments (db, id, rows, NULL, NULL, error);
}

gboolean
fecho_folds_refold (FechoDb  *db,
                    gint64    id,
                    GError  **error)
{
  if (!fecho_db_begin (db, error))
    return FALSE;
  if (write_segments (db, id, error) && fecho_db_commit (db, error))
    return TRUE;
  fecho_db_rollback (db);

  return FALSE;
}
