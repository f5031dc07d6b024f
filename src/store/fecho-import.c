/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-import.h"

#include "fecho-config.h"

/* Events without a run of their own get one of the import. */
typedef struct
{
  FechoBatch *batch;
  FechoDb *db;
  gint64 own_run;               /* 0: not made yet */
} Import;

/* The one id of a look-up by a text; 0 where there is none. */
static gboolean
find_id (FechoDb     *db,
         FechoSql     sql,
         const char  *text,
         gint64      *ret_id,
         GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, sql, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_text (stmt, 1, text);
  *ret_id = fecho_stmt_next (stmt, &local) ? fecho_stmt_get_int (stmt, 0) : 0;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* -- runs */

static gboolean
add_run (FechoDb     *db,
         const char  *uuid,
         gint64       at_us,
         gint64      *ret_id,
         GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_RUN_ADD_ENDED, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_text (stmt, 1, uuid);
  fecho_stmt_bind_int (stmt, 2, at_us);
  fecho_stmt_bind_text (stmt, 3, FECHO_VERSION);
  fecho_stmt_bind_text (stmt, 4, sqlite3_libversion ());
  if (!fecho_stmt_run (stmt, error))
    return FALSE;
  *ret_id = sqlite3_last_insert_rowid (fecho_db_get_handle (db));

  return TRUE;
}

static gboolean
find_or_add_run (Import                  *self,
                 const FechoCloseRecord  *record,
                 gint64                  *ret_id,
                 GError                 **error)
{
  g_autofree char *uuid = NULL;

  if (record->run == NULL || !g_uuid_string_is_valid (record->run))
    {
      if (self->own_run == 0)
        {
          uuid = g_uuid_string_random ();
          if (!add_run (self->db, uuid, record->closed_at_us, &self->own_run, error))
            return FALSE;
        }
      *ret_id = self->own_run;
      return TRUE;
    }
  if (!find_id (self->db, FECHO_SQL_RUN_FIND, record->run, ret_id, error))
    return FALSE;

  return *ret_id != 0 || add_run (self->db, record->run, record->closed_at_us, ret_id, error);
}

/* -- sessions */

/* Paused: what was imported does not start to connect by itself. */
static gboolean
add_session (Import                  *self,
             const FechoCloseRecord  *record,
             const char              *uuid,
             GError                 **error)
{
  const char *url = record->url != NULL ? record->url : "";
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new (url, NULL);

  if (endpoint == NULL)
    {
      endpoint = fecho_endpoint_new ("ws://localhost/", NULL);
      g_free (endpoint->url);
      endpoint->url = g_strdup (url);
    }
  g_free (endpoint->id);
  endpoint->id = g_strdup (uuid);
  if (record->session != NULL && *record->session != '\0')
    {
      g_free (endpoint->name);
      endpoint->name = g_strdup (record->session);
    }
  endpoint->paused = TRUE;

  return fecho_batch_save_session (self->batch, endpoint, G_MAXINT32, error);
}

/* *ret_uuid is the session that the event goes to. */
static gboolean
find_or_add_session (Import                  *self,
                     const FechoCloseRecord  *record,
                     char                   **ret_uuid,
                     GError                 **error)
{
  const char *id = record->session_id;
  gboolean good;
  gint64 known = 0;
  g_autoptr(FechoStmt) stmt = NULL;

  if (id != NULL && !find_id (self->db, FECHO_SQL_SESSION_FIND, id, &known, error))
    return FALSE;
  if (known == 0 && record->url != NULL &&
      !find_id (self->db, FECHO_SQL_SESSION_BY_URL, record->url, &known, error))
    return FALSE;
  if (known == 0)
    {
      good = id != NULL && g_uuid_string_is_valid (id);
      *ret_uuid = good ? g_strdup (id) : g_uuid_string_random ();
      return add_session (self, record, *ret_uuid, error);
    }
  stmt = fecho_stmt_get (self->db, FECHO_SQL_SESSION_GET, error);
  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, known);
  if (!fecho_stmt_next (stmt, error))
    return FALSE;
  *ret_uuid = g_strdup (fecho_stmt_get_text (stmt, 0));

  return TRUE;
}

/* -- what is here already */

static gboolean
exists (FechoStmt  *stmt,
        gboolean   *ret_exists,
        GError    **error)
{
  g_autoptr(GError) local = NULL;

  *ret_exists = fecho_stmt_next (stmt, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* An imported event keeps its run and gets an id of this history, which another event of that run
 * may have had where it comes from: only with its time a name is one. */
static gboolean
has_name (Import                  *self,
          const FechoCloseRecord  *record,
          gboolean                *ret_exists,
          GError                 **error)
{
  g_autoptr(FechoStmt) stmt = NULL;

  *ret_exists = FALSE;
  if (record->id <= 0 || record->run == NULL)
    return TRUE;
  stmt = fecho_stmt_get (self->db, FECHO_SQL_EVENT_BY_NAME, error);
  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, record->id);
  fecho_stmt_bind_text (stmt, 2, record->run);
  fecho_stmt_bind_int (stmt, 3, record->closed_at_us);

  return exists (stmt, ret_exists, error);
}

static gboolean
has_times (Import                  *self,
           const FechoCloseRecord  *record,
           const char              *session,
           gboolean                *ret_exists,
           GError                 **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_EVENT_BY_TIMES, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, record->closed_at_us);
  fecho_stmt_bind_text (stmt, 2, session);
  fecho_stmt_bind_known (stmt, 3, record->life_us);
  fecho_stmt_bind_known (stmt, 4, record->handshake_us);

  return exists (stmt, ret_exists, error);
}

/* -- one event */

static gboolean
add_event (Import                  *self,
           const FechoCloseRecord  *record,
           gint64                  *n_added,
           GError                 **error)
{
  FechoCloseRecord copy = *record;
  g_autofree char *session = NULL;
  gboolean known;
  gint64 run, id;

  if (!has_name (self, record, &known, error))
    return FALSE;
  if (known)
    return TRUE;
  if (!find_or_add_session (self, record, &session, error) ||
      !has_times (self, record, session, &known, error))
    return FALSE;
  if (known)
    return TRUE;
  copy.session_id = session;
  if (!find_or_add_run (self, record, &run, error) ||
      !fecho_batch_add_close (self->batch, run, &copy, &id, error))
    return FALSE;
  (*n_added)++;

  return TRUE;
}

gboolean
fecho_import_events (FechoBatch       *batch,
                     const GPtrArray  *events,
                     gint64           *ret_n_added,
                     GError          **error)
{
  Import self = { batch, fecho_batch_get_db (batch), 0 };
  gint64 n_added = 0;
  gboolean good;

  if (!fecho_batch_begin (batch, error))
    return FALSE;
  good = TRUE;
  for (guint i = 0; good && i < events->len; i++)
    good = add_event (&self, fecho_close_event_get_record (events->pdata[i]), &n_added, error);
  if (!good)
    fecho_batch_rollback (batch);
  if (!good || !fecho_batch_commit (batch, error))
    return FALSE;
  *ret_n_added = n_added;

  return TRUE;
}
