/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-db.h"

#include <errno.h>

#include <gio/gio.h>

#include "fecho-error.h"

#define BUSY_TIMEOUT_MS 5000

struct _FechoDb
{
  sqlite3 *handle;
  GThread *owner;
  gint64 damaged_fold;
  GCancellable *cancellable;    /* of what runs, borrowed */
  gulong cancelled_handler;
  FechoTaken *taken;
  sqlite3_stmt *stmts[FECHO_N_SQL];
};

static FechoError
error_of_result (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return FECHO_ERROR_FULL;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FECHO_ERROR_BUSY;

    case SQLITE_READONLY:
    case SQLITE_PERM:
      return FECHO_ERROR_READ_ONLY;

    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
      return FECHO_ERROR_IO;

    case SQLITE_CORRUPT:
      return FECHO_ERROR_CORRUPT;

    case SQLITE_NOTADB:
      return FECHO_ERROR_NOT_OURS;

    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      return FECHO_ERROR_INVALID;

    default:
      return FECHO_ERROR_FAILED;
    }
}

gboolean
fecho_db_fail (sqlite3  *handle,
               int       result,
               GError  **error)
{
  if ((result & 0xff) == SQLITE_INTERRUPT)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The query was cancelled");
  else
    g_set_error (error, FECHO_ERROR, error_of_result (result), "SQLite: %s (%d)",
                 handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (result), result);

  return FALSE;
}

gboolean
fecho_db_fail_errno (const char  *what,
                     const char  *path,
                     int          number,
                     GError     **error)
{
  FechoError code = FECHO_ERROR_IO;

  if (number == EROFS || number == EACCES || number == EPERM)
    code = FECHO_ERROR_READ_ONLY;
  if (number == ENOSPC || number == EDQUOT)
    code = FECHO_ERROR_FULL;
  g_set_error (error, FECHO_ERROR, code, "%s %s: %s", what, path, g_strerror (number));

  return FALSE;
}

static gboolean
configure (FechoDb      *self,
           FechoDbMode   mode,
           GError      **error)
{
  self->taken = fecho_taken_new (self->handle);
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  if (mode == FECHO_DB_CREATE && !fecho_db_run (self, FECHO_SQL_CONFIGURE_NEW, error))
    return FALSE;
  if (!fecho_db_run (self, FECHO_SQL_CONFIGURE, error))
    return FALSE;

  return fecho_db_run (self, mode >= FECHO_DB_READ ? FECHO_SQL_CONFIGURE_READER
                       : FECHO_SQL_CONFIGURE_WRITER, error);
}

static char *
get_immutable_uri (const char  *path,
                   GError     **error)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, error);

  return uri != NULL ? g_strconcat (uri, "?immutable=1", NULL) : NULL;
}

FechoDb *
fecho_db_open (const char   *path,
               FechoDbMode   mode,
               GError      **error)
{
  g_autoptr(FechoDb) self = g_new0 (FechoDb, 1);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  g_autofree char *name = NULL;
  int result;

  g_return_val_if_fail (path != NULL, NULL);

  flags |= mode >= FECHO_DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (mode == FECHO_DB_READ_IMMUTABLE)
    flags |= SQLITE_OPEN_URI;
  name = mode == FECHO_DB_READ_IMMUTABLE ? get_immutable_uri (path, error) : g_strdup (path);
  if (name == NULL)
    return NULL;
  self->owner = g_thread_self ();
  result = sqlite3_open_v2 (name, &self->handle, flags, NULL);
  if (result != SQLITE_OK)
    {
      (void)fecho_db_fail (self->handle, result, error); /* always FALSE */
      return NULL;
    }
  if (!configure (self, mode, error))
    return NULL;
  /* SQLite falls back to reading in silence. */
  if (mode < FECHO_DB_READ && sqlite3_db_readonly (self->handle, "main") == 1)
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_READ_ONLY, "%s cannot be written", path);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
fecho_db_close (FechoDb *self)
{
  int result;

  g_return_if_fail (self != NULL);

  for (guint i = 0; i < FECHO_N_SQL; i++)
    sqlite3_finalize (self->stmts[i]);
  result = sqlite3_close (self->handle);
  g_assert (result == SQLITE_OK); /* else a statement or a backup of ours is left */
  g_clear_pointer (&self->taken, fecho_taken_free);
  g_free (self);
}

gboolean
fecho_db_settle (FechoDb  *self,
                 GError  **error)
{
  int result = sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL,
                                          NULL);

  return result == SQLITE_OK || fecho_db_fail (self->handle, result, error);
}

void
fecho_db_claim (FechoDb *self)
{
  g_return_if_fail (self != NULL);

  self->owner = g_thread_self ();
}

gboolean
fecho_db_is_owner (FechoDb *self)
{
  return self->owner == g_thread_self ();
}

const char *
fecho_db_get_path (FechoDb *self)
{
  return sqlite3_db_filename (self->handle, "main");
}

sqlite3 *
fecho_db_get_handle (FechoDb *self)
{
  return self->handle;
}

FechoTaken *
fecho_db_get_taken (FechoDb *self)
{
  return self->taken;
}

void
fecho_db_interrupt (FechoDb *self)
{
  sqlite3_interrupt (self->handle);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  fecho_db_interrupt (data);
}

/* SQLite forgets an interrupt that comes while no statement runs, and keeps it as long as one
 * does (https://www.sqlite.org/c3ref/interrupt.html): so one stands on its first row all the
 * time. Where even that cannot be prepared, nothing else can. */
void
fecho_db_begin_interruptible (FechoDb      *self,
                              GCancellable *cancellable)
{
  sqlite3_stmt *stmt = fecho_db_get_stmt (self, FECHO_SQL_STAND_STILL, NULL);

  if (stmt != NULL)
    (void)sqlite3_step (stmt); /* to its first row; it reads nothing that could fail */
  self->cancellable = cancellable;
  if (cancellable != NULL)
    self->cancelled_handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self,
                                                     NULL);
}

void
fecho_db_end_interruptible (FechoDb *self)
{
  /* Waits for a callback under way, so that it never meets what is run later. */
  g_cancellable_disconnect (self->cancellable, self->cancelled_handler);
  self->cancellable = NULL;
  self->cancelled_handler = 0;
  if (self->stmts[FECHO_SQL_STAND_STILL] != NULL)
    (void)sqlite3_reset (self->stmts[FECHO_SQL_STAND_STILL]); /* repeats the result of the step */
}

void
fecho_db_set_damaged_fold (FechoDb *self,
                           gint64   fold)
{
  self->damaged_fold = fold;
}

gint64
fecho_db_take_damaged_fold (FechoDb *self)
{
  gint64 fold = self->damaged_fold;

  self->damaged_fold = 0;

  return fold;
}

sqlite3_stmt *
fecho_db_get_stmt (FechoDb   *self,
                   FechoSql   sql,
                   GError   **error)
{
  int result;

  g_assert (fecho_db_is_owner (self));

  if (self->stmts[sql] != NULL)
    {
      g_assert (!sqlite3_stmt_busy (self->stmts[sql]));
      return self->stmts[sql];
    }

  result = sqlite3_prepare_v3 (self->handle, fecho_sql_get (sql), -1, SQLITE_PREPARE_PERSISTENT,
                               &self->stmts[sql], NULL);
  if (result != SQLITE_OK)
    (void)fecho_db_fail (self->handle, result, error); /* always FALSE */

  return self->stmts[sql];
}

gboolean
fecho_db_run (FechoDb   *self,
              FechoSql   sql,
              GError   **error)
{
  return fecho_db_run_script (self, fecho_sql_get (sql), error);
}

gboolean
fecho_db_run_script (FechoDb     *self,
                     const char  *script,
                     GError     **error)
{
  int result;

  g_assert (fecho_db_is_owner (self));

  result = sqlite3_exec (self->handle, script, NULL, NULL, NULL);

  return result == SQLITE_OK || fecho_db_fail (self->handle, result, error);
}

gboolean
fecho_db_get_int (FechoDb   *self,
                  FechoSql   sql,
                  gint64    *ret_value,
                  GError   **error)
{
  sqlite3_stmt *stmt = fecho_db_get_stmt (self, sql, error);
  int result;
  gint64 value;

  if (stmt == NULL)
    return FALSE;

  result = sqlite3_step (stmt);
  value = result == SQLITE_ROW ? sqlite3_column_int64 (stmt, 0) : 0;
  if (result != SQLITE_ROW)
    (void)fecho_db_fail (self->handle, result, error); /* always FALSE */
  (void)sqlite3_reset (stmt); /* repeats the result of the step */
  if (result == SQLITE_ROW)
    *ret_value = value;

  return result == SQLITE_ROW;
}

gboolean
fecho_db_begin (FechoDb  *self,
                GError  **error)
{
  return fecho_db_run (self, FECHO_SQL_BEGIN, error);
}

gboolean
fecho_db_commit (FechoDb  *self,
                 GError  **error)
{
  return fecho_db_run (self, FECHO_SQL_COMMIT, error);
}

void
fecho_db_rollback (FechoDb *self)
{
  /* Many failures (a full disk, an I/O error) have rolled back already. */
  if (!sqlite3_get_autocommit (self->handle))
    (void)fecho_db_run (self, FECHO_SQL_ROLLBACK, NULL); /* closing the handle does the same */
}
