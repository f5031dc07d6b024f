/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-fold-reader.h"

#include "fecho-error.h"
#include "fecho-fold-rows.h"
#include "fecho-folds.h"

/* The greatest id of a session, see the schema. */
#define LAST_SESSION 0xffffff

struct _FechoFoldReader
{
  FechoDb *db;
  GArray *folds;                /* FechoFoldInfo */
  gint64 mark;
  gint64 first_id;              /* of the events that retention has left */
};

static gboolean
load_folds (FechoFoldReader  *self,
            GError          **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_FOLD_LIST, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (fecho_stmt_next (stmt, &local))
    {
      FechoFoldInfo fold = { fecho_stmt_get_int (stmt, 0), fecho_stmt_get_int (stmt, 2),
                             fecho_stmt_get_int (stmt, 3), fecho_stmt_get_int (stmt, 4),
                             fecho_stmt_get_int (stmt, 5) };

      g_array_append_val (self->folds, fold);
      self->mark = fecho_stmt_get_int (stmt, 3);
    }
  if (local == NULL)
    return fecho_db_get_int (self->db, FECHO_SQL_EVENT_FIRST_ID, &self->first_id, error);
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

FechoFoldReader *
fecho_fold_reader_new (FechoDb  *db,
                       GError  **error)
{
  g_autoptr(FechoFoldReader) self = g_new0 (FechoFoldReader, 1);

  self->db = db;
  self->folds = g_array_new (FALSE, FALSE, sizeof (FechoFoldInfo));

  return load_folds (self, error) ? g_steal_pointer (&self) : NULL;
}

void
fecho_fold_reader_free (FechoFoldReader *self)
{
  g_array_unref (self->folds);
  g_free (self);
}

const GArray *
fecho_fold_reader_get_folds (FechoFoldReader *self)
{
  return self->folds;
}

gint64
fecho_fold_reader_get_mark (FechoFoldReader *self)
{
  return self->mark;
}

/* -- segments */

static FechoStmt *
get_segments (FechoFoldReader      *self,
              const FechoFoldInfo  *fold,
              gint64                first_session,
              gint64                last_session,
              gint64                from_us,
              gint64                to_us,
              GError              **error)
{
  FechoStmt *stmt = fecho_stmt_get (self->db, FECHO_SQL_SEGMENT_GET, error);

  if (stmt == NULL)
    return NULL;
  fecho_stmt_bind_int (stmt, 1, FECHO_FOLDS_KEY (fold->id, first_session));
  fecho_stmt_bind_int (stmt, 2, FECHO_FOLDS_KEY (fold->id, last_session) + FECHO_FOLDS_KEY (0, 1));
  fecho_stmt_bind_int (stmt, 3, from_us);
  fecho_stmt_bind_int (stmt, 4, to_us);

  return stmt;
}

static gboolean
decode (FechoStmt          *segment,
        FechoSegmentEvent  *ret_events,
        guint              *ret_n,
        GError            **error)
{
  gint64 n = fecho_stmt_get_int (segment, 0);
  gsize n_bytes;
  const guint8 *data = fecho_stmt_get_blob (segment, 1, &n_bytes);

  if (n > 0 && n <= FECHO_SEGMENT_MAX_EVENTS && fecho_segment_decode (data, n_bytes, n, ret_events))
    {
      *ret_n = n;
      return TRUE;
    }
  g_set_error (error, FECHO_ERROR, FECHO_ERROR_CORRUPT, "A segment cannot be read");

  return FALSE;
}

/* -- the events of a fold */

/* Events of one session that were read and not given yet: none is given twice where a segment
 * after them cannot be read. */
typedef struct
{
  FechoFoldReader *reader;
  gint64 from_us;
  gint64 to_us;
  FechoFoldVisit visit;
  gpointer user_data;
  gint64 session;
  GArray *events;               /* FechoSegmentEvent */
} Visit;

static void
give (Visit *self)
{
  for (guint i = 0; i < self->events->len; i++)
    self->visit (self->session, &g_array_index (self->events, FechoSegmentEvent, i),
                 self->user_data);
  g_array_set_size (self->events, 0);
}

static void
keep (Visit                   *self,
      const FechoSegmentEvent *event)
{
  if (event->id >= self->reader->first_id && event->closed_at_us >= self->from_us &&
      event->closed_at_us < self->to_us)
    g_array_append_vals (self->events, event, 1);
}

static void
change_session (Visit  *self,
                gint64  session)
{
  if (session == self->session)
    return;
  give (self);
  self->session = session;
}

/* Instead of the segments of a fold, from one session to another. */
static gboolean
read_rows (Visit                *self,
           const FechoFoldInfo  *fold,
           gint64                first_session,
           gint64                last_session,
           GError              **error)
{
  g_autoptr(FechoFoldRows) rows = NULL;

  fecho_db_set_damaged_fold (self->reader->db, fold->id);
  g_array_set_size (self->events, 0);
  rows = fecho_fold_rows_read (self->reader->db, fold->first_id, fold->last_id, FALSE, NULL, NULL,
                               error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->rows->len; i++)
    {
      const FechoFoldRow *row = &g_array_index (rows->rows, FechoFoldRow, i);

      if (row->session < first_session || row->session > last_session)
        continue;
      change_session (self, row->session);
      keep (self, &row->event);
    }
  give (self);

  return TRUE;
}

/* stmt has the segments of the sessions, in their order; self->session is the first one. */
static gboolean
read_segments (Visit                *self,
               const FechoFoldInfo  *fold,
               FechoStmt            *stmt,
               gint64                last_session,
               GError              **error)
{
  FechoSegmentEvent events[FECHO_SEGMENT_MAX_EVENTS];
  g_autoptr(GError) local = NULL;
  guint n;

  while (fecho_stmt_next (stmt, &local))
    {
      change_session (self, FECHO_FOLDS_SESSION (fecho_stmt_get_int (stmt, 2)));
      if (!decode (stmt, events, &n, &local))
        break;
      for (guint i = 0; i < n; i++)
        keep (self, &events[i]);
    }
  if (g_error_matches (local, FECHO_ERROR, FECHO_ERROR_CORRUPT))
    return read_rows (self, fold, self->session, last_session, error);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  give (self);

  return TRUE;
}

static gboolean
visit_sessions (FechoFoldReader      *self,
                const FechoFoldInfo  *fold,
                gint64                first_session,
                gint64                last_session,
                gint64                from_us,
                gint64                to_us,
                FechoFoldVisit        visit,
                gpointer              user_data,
                GError              **error)
{
  g_autoptr(GArray) events = g_array_new (FALSE, FALSE, sizeof (FechoSegmentEvent));
  Visit context = { self, from_us, to_us, visit, user_data, first_session, events };
  g_autoptr(FechoStmt) stmt = get_segments (self, fold, first_session, last_session, from_us,
                                            to_us, error);

  return stmt != NULL && read_segments (&context, fold, stmt, last_session, error);
}

gboolean
fecho_fold_reader_visit_fold (FechoFoldReader      *self,
                              const FechoFoldInfo  *fold,
                              gint64                session,
                              gint64                from_us,
                              gint64                to_us,
                              FechoFoldVisit        visit,
                              gpointer              user_data,
                              GError              **error)
{
  return visit_sessions (self, fold, session, session, from_us, to_us, visit, user_data, error);
}

gboolean
fecho_fold_reader_visit_all (FechoFoldReader  *self,
                             gint64            from_us,
                             gint64            to_us,
                             FechoFoldVisit    visit,
                             gpointer          user_data,
                             GError          **error)
{
  for (guint i = 0; i < self->folds->len; i++)
    {
      const FechoFoldInfo *fold = &g_array_index (self->folds, FechoFoldInfo, i);

      if (fold->last_at_us >= from_us && fold->first_at_us < to_us &&
          !visit_sessions (self, fold, 0, LAST_SESSION, from_us, to_us, visit, user_data, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
fecho_fold_reader_visit_folds (FechoFoldReader  *self,
                               const GArray     *sessions,
                               gint64            from_us,
                               gint64            to_us,
                               FechoFoldVisit    visit,
                               gpointer          user_data,
                               GError          **error)
{
  for (guint i = 0; i < self->folds->len; i++)
    {
      const FechoFoldInfo *fold = &g_array_index (self->folds, FechoFoldInfo, i);

      if (fold->last_at_us < from_us || fold->first_at_us >= to_us)
        continue;
      for (guint j = 0; j < sessions->len; j++)
        {
          if (!fecho_fold_reader_visit_fold (self, fold, g_array_index (sessions, gint64, j),
                                             from_us, to_us, visit, user_data, error))
            return FALSE;
        }
    }

  return TRUE;
}

typedef struct
{
  gint64 at_us;
  FechoSegmentEvent event;      /* id 0: none yet */
} Next;

static void
see_event_cb (gint64                   session,
              const FechoSegmentEvent *event,
              gpointer                 user_data)
{
  Next *next = user_data;

  if (next->event.id == 0 || event->closed_at_us < next->event.closed_at_us)
    next->event = *event;
}

/* Segments of a session in a fold are in the order of time: the first that reaches at_us has the
 * event, unless retention has removed it. */
static gboolean
find_in_segments (FechoFoldReader  *self,
                  FechoStmt        *stmt,
                  Next             *next,
                  gboolean         *ret_damaged,
                  GError          **error)
{
  FechoSegmentEvent events[FECHO_SEGMENT_MAX_EVENTS];
  g_autoptr(GError) local = NULL;
  guint n;

  *ret_damaged = FALSE;
  while (fecho_stmt_next (stmt, &local))
    {
      if (!decode (stmt, events, &n, &local))
        break;
      for (guint i = 0; i < n; i++)
        {
          if (events[i].id < self->first_id || events[i].closed_at_us < next->at_us)
            continue;
          see_event_cb (0, &events[i], next);
          return TRUE;
        }
    }
  *ret_damaged = g_error_matches (local, FECHO_ERROR, FECHO_ERROR_CORRUPT);
  if (local == NULL || *ret_damaged)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
find_in_fold (FechoFoldReader      *self,
              const FechoFoldInfo  *fold,
              gint64                session,
              Next                 *next,
              GError              **error)
{
  g_autoptr(FechoStmt) stmt = get_segments (self, fold, session, session, next->at_us, G_MAXINT64,
                                            error);
  gboolean damaged;

  if (stmt == NULL || !find_in_segments (self, stmt, next, &damaged, error))
    return FALSE;
  if (!damaged)
    return TRUE;
  g_clear_pointer (&stmt, fecho_stmt_release);

  return fecho_fold_reader_visit_fold (self, fold, session, next->at_us, G_MAXINT64, see_event_cb,
                                       next, error);
}

gboolean
fecho_fold_reader_find_next (FechoFoldReader    *self,
                             gint64              session,
                             gint64              at_us,
                             FechoSegmentEvent  *ret_event,
                             GError            **error)
{
  Next next = { at_us, { .id = 0 } };

  for (guint i = 0; i < self->folds->len; i++)
    {
      const FechoFoldInfo *fold = &g_array_index (self->folds, FechoFoldInfo, i);

      if (fold->last_at_us < at_us ||
          (next.event.id != 0 && fold->first_at_us > next.event.closed_at_us))
        continue;
      if (!find_in_fold (self, fold, session, &next, error))
        return FALSE;
    }
  *ret_event = next.event;

  return TRUE;
}

/* -- the tail */

gboolean
fecho_fold_reader_visit_tail (FechoFoldReader  *self,
                              FechoFoldVisit    visit,
                              gpointer          user_data,
                              GError          **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_FOLD_ROWS, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, self->mark + 1);
  fecho_stmt_bind_int (stmt, 2, G_MAXINT64);
  while (fecho_stmt_next (stmt, &local))
    {
      FechoFoldRow row = fecho_fold_row_read (stmt);

      visit (row.session, &row.event, user_data);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}
