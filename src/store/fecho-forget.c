/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-forget.h"

#include "fecho-clock.h"
#include "fecho-error.h"
#include "fecho-folds.h"
#include "fecho-watched.h"

#define EVENTS_AT_ONCE 5000

struct _FechoForget
{
  char *session_id;
  guint step;
  gboolean started;
  gint64 session;               /* 0: the file does not know it */
  gint64 last_id;               /* what is recorded later stays */
  gint64 begun_at_us;           /* wall clock */
  gint64 n_all;
  gint64 n_removed;
};

/* A segment of which something goes. */
typedef struct
{
  gint64 key;
  GArray *kept;                 /* FechoSegmentEvent: what was recorded later */
} Cut;

/* What one transaction removes. */
typedef struct
{
  guint limit;                  /* enough events */
  GArray *ids;                  /* gint64 */
  GArray *cuts;                 /* Cut */
  gint64 damaged_fold;          /* 0: none */
} Part;

FechoForget *
fecho_forget_new (const char *session_id)
{
  FechoForget *self = g_new0 (FechoForget, 1);

  self->session_id = g_strdup (session_id);
  self->step = EVENTS_AT_ONCE;

  return self;
}

void
fecho_forget_free (FechoForget *self)
{
  g_free (self->session_id);
  g_free (self);
}

void
fecho_forget_set_step (FechoForget *self,
                       guint        n_events)
{
  self->step = n_events;
}

double
fecho_forget_get_fraction (FechoForget *self)
{
  return MIN (self->n_removed / (double)MAX (self->n_all, 1), 1);
}

/* -- the beginning */

static gboolean
find_session (FechoForget  *self,
              FechoDb      *db,
              GError      **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_SESSION_FIND, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_text (stmt, 1, self->session_id);
  if (fecho_stmt_next (stmt, &local))
    self->session = fecho_stmt_get_int (stmt, 0);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Those of the folds; the few of the tail hardly change a fraction. */
static gboolean
count_all (FechoForget  *self,
           FechoDb      *db,
           GError      **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_SESSION_CODE_COUNT, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, self->session);
  if (!fecho_stmt_next (stmt, error))
    return FALSE;
  self->n_all = fecho_stmt_get_int (stmt, 0);

  return TRUE;
}

static gboolean
start (FechoForget  *self,
       FechoDb      *db,
       GError      **error)
{
  self->begun_at_us = fecho_clock_wall_us ();
  if (!find_session (self, db, error) || !count_all (self, db, error) ||
      !fecho_db_get_int (db, FECHO_SQL_EVENT_LAST_ID, &self->last_id, error))
    return FALSE;
  self->started = TRUE;

  return TRUE;
}

/* -- finding what is next */

static void
cut_clear (gpointer data)
{
  Cut *cut = data;

  g_array_unref (cut->kept);
}

static Part *
part_new (guint limit)
{
  Part *part = g_new0 (Part, 1);

  part->limit = limit;
  part->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  part->cuts = g_array_new (FALSE, FALSE, sizeof (Cut));
  g_array_set_clear_func (part->cuts, cut_clear);

  return part;
}

static void
part_free (Part *part)
{
  g_array_unref (part->ids);
  g_array_unref (part->cuts);
  g_free (part);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Part, part_free)

static gboolean
is_full (const Part *part)
{
  return part->ids->len >= part->limit;
}

static void
add_segment (FechoForget             *self,
             Part                    *part,
             gint64                   key,
             const FechoSegmentEvent *events,
             guint                    n)
{
  Cut cut = { key, g_array_new (FALSE, FALSE, sizeof (FechoSegmentEvent)) };

  for (guint i = 0; i < n; i++)
    {
      if (events[i].id <= self->last_id)
        g_array_append_val (part->ids, events[i].id);
      else
        g_array_append_val (cut.kept, events[i]);
    }
  if (cut.kept->len < n)
    g_array_append_val (part->cuts, cut);
  else
    cut_clear (&cut);
}

/* Segments of one fold, until the part is full. */
static gboolean
find_in_fold (FechoForget  *self,
              FechoDb      *db,
              gint64        fold,
              Part         *part,
              GError      **error)
{
  FechoSegmentEvent events[FECHO_SEGMENT_MAX_EVENTS];
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_SEGMENT_GET, error);
  g_autoptr(GError) local = NULL;
  gint64 key = FECHO_FOLDS_KEY (fold, self->session);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, key);
  fecho_stmt_bind_int (stmt, 2, key + FECHO_FOLDS_KEY (0, 1));
  fecho_stmt_bind_int (stmt, 3, G_MININT64);
  fecho_stmt_bind_int (stmt, 4, G_MAXINT64);
  while (!is_full (part) && part->damaged_fold == 0 && fecho_stmt_next (stmt, &local))
    {
      gint64 n = fecho_stmt_get_int (stmt, 0);
      gsize n_bytes;
      const guint8 *data = fecho_stmt_get_blob (stmt, 1, &n_bytes);

      if (n > 0 && n <= FECHO_SEGMENT_MAX_EVENTS && fecho_segment_decode (data, n_bytes, n, events))
        add_segment (self, part, fecho_stmt_get_int (stmt, 2), events, n);
      else
        part->damaged_fold = fold;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
find_in_folds (FechoForget  *self,
               FechoDb      *db,
               Part         *part,
               GError      **error)
{
  g_autoptr(FechoStmt) folds = fecho_stmt_get (db, FECHO_SQL_FOLD_LIST, error);
  g_autoptr(GError) local = NULL;

  if (folds == NULL)
    return FALSE;
  while (local == NULL && !is_full (part) && part->damaged_fold == 0 &&
         fecho_stmt_next (folds, &local))
    {
      if (fecho_stmt_get_int (folds, 2) <= self->last_id)
        (void)find_in_fold (self, db, fecho_stmt_get_int (folds, 0), part, &local); /* says it */
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
find_in_tail (FechoForget  *self,
              FechoDb      *db,
              gint64        mark,
              Part         *part,
              GError      **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_FOLD_ROWS, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, mark + 1);
  fecho_stmt_bind_int (stmt, 2, self->last_id);
  while (!is_full (part) && fecho_stmt_next (stmt, &local))
    {
      FechoFoldRow row = fecho_fold_row_read (stmt);

      if (row.session == self->session)
        g_array_append_val (part->ids, row.event.id);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* -- removing it */

static gboolean
remove_row (FechoDb  *db,
            gint64    id,
            GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_EVENT_REMOVE, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, id);
  fecho_stmt_bind_int (stmt, 2, id);

  return fecho_stmt_run (stmt, error);
}

static gboolean
remove_segment (FechoDb  *db,
                gint64    key,
                GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_SEGMENT_REMOVE, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, key);
  fecho_stmt_bind_int (stmt, 2, key + 1);

  return fecho_stmt_run (stmt, error);
}

static gboolean
cut_segment (FechoDb    *db,
             const Cut  *cut,
             GError    **error)
{
  const FechoSegmentEvent *kept = (const FechoSegmentEvent *)(gpointer)cut->kept->data;
  g_autoptr(GByteArray) data = g_byte_array_new ();
  g_autoptr(FechoStmt) stmt = NULL;

  if (cut->kept->len == 0)
    return remove_segment (db, cut->key, error);
  stmt = fecho_stmt_get (db, FECHO_SQL_SEGMENT_SET, error);
  if (stmt == NULL)
    return FALSE;
  fecho_segment_encode (kept, cut->kept->len, data);
  fecho_stmt_bind_int (stmt, 1, cut->key);
  fecho_stmt_bind_int (stmt, 2, kept[0].closed_at_us);
  fecho_stmt_bind_int (stmt, 3, kept[cut->kept->len - 1].closed_at_us);
  fecho_stmt_bind_int (stmt, 4, cut->kept->len);
  fecho_stmt_bind_blob (stmt, 5, data->data, data->len);

  return fecho_stmt_run (stmt, error);
}

static gboolean
remember_last_id (FechoForget  *self,
                  FechoDb      *db,
                  GError      **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_EVENT_SET_LAST, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, self->last_id);

  return fecho_stmt_run (stmt, error);
}

static gboolean
remove_part (FechoForget  *self,
             FechoBatch   *batch,
             gint64        mark,
             const Part   *part,
             GError      **error)
{
  FechoDb *db = fecho_batch_get_db (batch);
  g_autoptr(FechoFoldRows) rows = fecho_fold_rows_read_ids (db, part->ids, error);

  if (rows == NULL || !fecho_batch_uncount (batch, rows, error) ||
      !fecho_fold_rows_unsum (rows, db, mark, FALSE, error))
    return FALSE;
  for (guint i = 0; i < rows->rows->len; i++)
    {
      if (!remove_row (db, g_array_index (rows->rows, FechoFoldRow, i).event.id, error))
        return FALSE;
    }
  for (guint i = 0; i < part->cuts->len; i++)
    {
      if (!cut_segment (db, &g_array_index (part->cuts, Cut, i), error))
        return FALSE;
    }
  self->n_removed += rows->rows->len;

  return remember_last_id (self, db, error) && fecho_db_run (db, FECHO_SQL_REMOVAL_ADD, error);
}

/* -- when it was watched */

static gboolean
run_for_session (FechoForget  *self,
                 FechoDb      *db,
                 FechoSql      sql,
                 GError      **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, self->session);

  return fecho_stmt_run (stmt, error);
}

/* Runs that go on watch it from now on, or since its open connection was opened. */
static gboolean
begin_anew (FechoForget  *self,
            FechoDb      *db,
            GError      **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_STATE_BEGIN_ANEW, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, self->session);
  fecho_stmt_bind_int (stmt, 2, self->begun_at_us);

  return fecho_stmt_run (stmt, error);
}

static gboolean
remove_states (FechoForget  *self,
               FechoDb      *db,
               GError      **error)
{
  return fecho_watched_untotal_session (db, self->session, error) &&
         run_for_session (self, db, FECHO_SQL_STATE_FORGET_ENDED, error) &&
         run_for_session (self, db, FECHO_SQL_STATE_FORGET_EARLIER, error) &&
         begin_anew (self, db, error);
}

/* -- one step */

static gboolean
remove_next (FechoForget  *self,
             FechoBatch   *batch,
             Part         *part,
             gboolean     *ret_more,
             GError      **error)
{
  FechoDb *db = fecho_batch_get_db (batch);
  gint64 mark;

  if (!fecho_db_get_int (db, FECHO_SQL_FOLD_MARK, &mark, error) ||
      !find_in_folds (self, db, part, error))
    return FALSE;
  *ret_more = TRUE;
  if (part->damaged_fold != 0)
    return TRUE;
  if (!is_full (part) && !find_in_tail (self, db, mark, part, error))
    return FALSE;
  *ret_more = is_full (part);

  return remove_part (self, batch, mark, part, error) &&
         (*ret_more || remove_states (self, db, error));
}

gboolean
fecho_forget_remove_some (FechoForget  *self,
                          FechoBatch   *batch,
                          gint64       *ret_n_removed,
                          gboolean     *ret_more,
                          GError      **error)
{
  g_autoptr(Part) part = part_new (self->step);
  gint64 n_before = self->n_removed;

  *ret_n_removed = 0;
  *ret_more = FALSE;
  if (!self->started && !start (self, fecho_batch_get_db (batch), error))
    return FALSE;
  if (self->session == 0)
    return TRUE;
  if (!fecho_batch_begin (batch, error))
    return FALSE;
  if (!remove_next (self, batch, part, ret_more, error))
    {
      fecho_batch_rollback (batch);
      self->n_removed = n_before;
      return FALSE;
    }
  if (part->damaged_fold != 0)
    {
      fecho_batch_rollback (batch);
      return fecho_folds_refold (fecho_batch_get_db (batch), part->damaged_fold, error);
    }
  *ret_n_removed = self->n_removed - n_before;

  return fecho_batch_commit (batch, error);
}
