/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-run.h"

#include <string.h>

#include <glib/gstdio.h>

#include "fecho-batch.h"
#include "fecho-clock.h"
#include "fecho-config.h"
#include "fecho-record.h"
#include "fecho-stmt.h"
#include "fecho-watched.h"

/* What a dead run leaves behind. */
typedef struct
{
  gint64 id;
  gint64 last_seen_us;
  char *uuid;
} DeadRun;

static void
dead_run_clear (gpointer data)
{
  DeadRun *run = data;

  g_free (run->uuid);
}

static char *
dup_lock_path (const char *path,
               const char *uuid)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_strdup_printf ("run-%s.lock", uuid);

  return g_build_filename (folder, name, NULL);
}

static gboolean
add_row (FechoRun  *self,
         FechoDb   *db,
         GError   **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_RUN_ADD, error);

  if (stmt == NULL)
    return FALSE;

  fecho_stmt_bind_text (stmt, 1, self->uuid);
  fecho_stmt_bind_int (stmt, 2, fecho_clock_wall_us ());
  fecho_stmt_bind_text (stmt, 3, FECHO_VERSION);
  fecho_stmt_bind_text (stmt, 4, sqlite3_libversion ());
  if (!fecho_stmt_run (stmt, error))
    return FALSE;
  self->id = sqlite3_last_insert_rowid (fecho_db_get_handle (db));

  return TRUE;
}

FechoRun *
fecho_run_start (FechoDb     *db,
                 const char  *path,
                 GError     **error)
{
  g_autoptr(FechoRun) self = g_new0 (FechoRun, 1);
  g_autofree char *lock_path = NULL;

  self->uuid = g_uuid_string_random ();
  lock_path = dup_lock_path (path, self->uuid);
  self->lock = fecho_lock_take (lock_path, error);
  if (self->lock == NULL || !add_row (self, db, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
fecho_run_free (FechoRun *self)
{
  g_clear_pointer (&self->claim, fecho_lock_free);
  g_clear_pointer (&self->lock, fecho_lock_free);
  g_free (self->uuid);
  g_free (self);
}

gboolean
fecho_run_claim (FechoRun    *self,
                 const char  *path,
                 GError     **error)
{
  g_autofree char *claim_path = g_strconcat (path, "-watched.lock", NULL);

  g_assert (self->claim == NULL);

  self->claim = fecho_lock_take (claim_path, error);

  return self->claim != NULL;
}

static gboolean
set_time (FechoRun  *self,
          FechoDb   *db,
          FechoSql   sql,
          gint64     at_us,
          GError   **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, sql, error);

  if (stmt == NULL)
    return FALSE;

  fecho_stmt_bind_int (stmt, 1, self->id);
  fecho_stmt_bind_int (stmt, 2, at_us);

  return fecho_stmt_run (stmt, error);
}

gboolean
fecho_run_seen (FechoRun  *self,
                FechoDb   *db,
                gint64     at_us,
                GError   **error)
{
  return set_time (self, db, FECHO_SQL_RUN_SEEN, at_us, error);
}

gboolean
fecho_run_end (FechoRun  *self,
               FechoDb   *db,
               gint64     at_us,
               GError   **error)
{
  return fecho_watched_total_run (db, self->id, at_us, error) &&
         set_time (self, db, FECHO_SQL_RUN_END, at_us, error);
}

gboolean
fecho_run_is_alive (const char *path,
                    const char *uuid)
{
  g_autofree char *lock_path = dup_lock_path (path, uuid);

  /* One that cannot be looked at may be alive: better an event too late than a false one. */
  return fecho_lock_is_held (lock_path);
}

gboolean
fecho_run_is_any_alive (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;

  for (; name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *uuid = NULL;

      if (!g_str_has_prefix (name, "run-") || !g_str_has_suffix (name, ".lock"))
        continue;
      uuid = g_strndup (name + strlen ("run-"), strlen (name) - strlen ("run-.lock"));
      if (fecho_run_is_alive (path, uuid))
        return TRUE;
    }

  return FALSE;
}

/* A DeadRun each, or NULL with an error. */
static GArray *
find_dead_runs (FechoDb     *db,
                const char  *path,
                GError     **error)
{
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (DeadRun));
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_RUN_UNENDED, error);
  g_autoptr(GError) local = NULL;

  g_array_set_clear_func (runs, dead_run_clear);
  if (stmt == NULL)
    return NULL;
  while (fecho_stmt_next (stmt, &local))
    {
      const char *uuid = fecho_stmt_get_text (stmt, 1);
      DeadRun run = { fecho_stmt_get_int (stmt, 0), fecho_stmt_get_int (stmt, 2), NULL };

      if (fecho_run_is_alive (path, uuid))
        continue;
      run.uuid = g_strdup (uuid);
      g_array_append_val (runs, run);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  return g_steal_pointer (&runs);
}

/* Rule 6: code 1006, closed by nobody, at the last moment the run was seen. */
static FechoCloseEvent *
make_event (const DeadRun  *run,
            FechoStmt      *open,
            GError        **error)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.session_id = fecho_stmt_get_text (open, 1);
  record.handshake_us = fecho_stmt_get_known (open, 3);
  record.closed_at_us = run->last_seen_us;
  record.life_us = MAX (run->last_seen_us - fecho_stmt_get_int (open, 2), 0);
  record.stage = FECHO_STAGE_OPEN;
  record.code = 1006;
  record.closed_by = FECHO_CLOSED_BY_NOBODY;
  record.cause = FECHO_CAUSE_MONITOR_INTERRUPTED;
  record.cause_evidence = "Fecho ended without closing this connection; it may have lived longer";

  return fecho_close_event_new (&record, error);
}

/* The connections are collected first: adding an event takes its row away. */
static GPtrArray *
collect_events (FechoDb        *db,
                const DeadRun  *run,
                GError        **error)
{
  g_autoptr(GPtrArray) events = fecho_record_new_array ();
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_OPEN_OF_RUN, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  fecho_stmt_bind_int (stmt, 1, run->id);
  while (fecho_stmt_next (stmt, &local))
    {
      FechoCloseEvent *event = make_event (run, stmt, &local);

      if (event == NULL)
        break;
      g_ptr_array_add (events, event);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  return g_steal_pointer (&events);
}

static gboolean
mark_as_died (FechoDb        *db,
              const DeadRun  *run,
              GError        **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_RUN_DIED, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, run->id);

  return fecho_stmt_run (stmt, error);
}

static gboolean
recover_run (FechoBatch     *batch,
             FechoDb        *db,
             const DeadRun  *run,
             GError        **error)
{
  g_autoptr(GPtrArray) events = collect_events (db, run, error);
  gint64 id;

  if (events == NULL)
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    {
      const FechoCloseRecord *record = fecho_close_event_get_record (events->pdata[i]);

      if (!fecho_batch_add_close (batch, run->id, record, &id, error))
        return FALSE;
    }

  return fecho_watched_total_run (db, run->id, run->last_seen_us, error) &&
         mark_as_died (db, run, error);
}

static void
remove_lock_files (const GArray *runs,
                   const char   *path)
{
  for (guint i = 0; i < runs->len; i++)
    {
      g_autofree char *lock_path = dup_lock_path (path, g_array_index (runs, DeadRun, i).uuid);

      (void)g_unlink (lock_path); /* of no meaning any more, and mostly gone */
    }
}

gboolean
fecho_run_recover (FechoDb     *db,
                   const char  *path,
                   guint       *ret_n_died,
                   GError     **error)
{
  g_autoptr(FechoBatch) batch = fecho_batch_new (db);
  g_autoptr(GArray) runs = NULL;
  gboolean done;

  if (!fecho_batch_begin (batch, error))
    return FALSE;
  runs = find_dead_runs (db, path, error);
  done = runs != NULL;
  for (guint i = 0; done && i < runs->len; i++)
    done = recover_run (batch, db, &g_array_index (runs, DeadRun, i), error);
  if (!done)
    {
      fecho_batch_rollback (batch);
      return FALSE;
    }
  if (!fecho_batch_commit (batch, error))
    return FALSE;
  remove_lock_files (runs, path);
  *ret_n_died = runs->len;

  return TRUE;
}
