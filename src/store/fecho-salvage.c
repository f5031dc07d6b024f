/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-salvage.h"

#include <errno.h>

#include <glib/gstdio.h>

#include "fecho-clock.h"
#include "fecho-error.h"
#include "fecho-file.h"
#include "fecho-run.h"
#include "fecho-stmt.h"
#include "fecho-watched.h"

/* Rows are copied in one statement while all goes well. */
#define ROWS_AT_ONCE 4096
/* A greater number is none of ours, but damage: those beyond it are not counted. */
#define LAST_ROW (G_MAXINT64 - 2 * ROWS_AT_ONCE)
/* Where even the end of a table cannot be found, so many rows in a row that are lost are it. */
#define MAX_LOST_IN_A_ROW 200000
/* After more lost rows than a page has, one in so many is tried: a statement for each row of a
 * table without an end takes a minute. Where one is good again, those before it are tried too. */
#define MANY_LOST 1024
#define STRIDE 8

/* A table; the order is that which references want. */
typedef struct
{
  FechoSql last;                /* the greatest rowid */
  FechoSql get;                 /* the rows with ?1 <= rowid < ?2 */
  FechoSql add;
} Table;

#define TABLE(name) { FECHO_SQL_SALVAGE_ ## name ## _LAST, FECHO_SQL_SALVAGE_ ## name ## _GET, \
                      FECHO_SQL_SALVAGE_ ## name ## _ADD }

static const Table tables[] = {
  TABLE (RUN),
  TABLE (GROUP),
  TABLE (SESSION),
  TABLE (RULE),
  TABLE (TEXT),
  TABLE (EVENT),
  TABLE (DETAIL),
  TABLE (ORIGIN),
  TABLE (STATE),
};

/* What is made of what was copied. */
static const FechoSql rebuilding[] = {
  FECHO_SQL_SALVAGE_MISSING_RUNS,
  FECHO_SQL_SALVAGE_MISSING_SESSIONS,
  FECHO_SQL_SALVAGE_5MIN,
  FECHO_SQL_SALVAGE_HOUR,
};

typedef struct
{
  FechoDb *from;                /* the damaged file; NULL: nothing of it can be read */
  FechoDb *to;
  GCancellable *cancellable;
  gint64 n_lost;                /* of the table under way */
  gint64 n_lost_in_a_row;
  gint64 skipped;               /* the last rows that were lost without trying each; 0: none */
  GHashTable *refused;          /* the ids of rows that the new file does not take */
} Salvage;

/* -- reading what can be read */

/* A row is read again where another of its range could not be. */
static void
note_refused (Salvage *self,
              gint64   id)
{
  g_hash_table_add (self->refused, g_memdup2 (&id, sizeof id));
}

/* What the new file refuses is damaged too, and left out. Only errors of the new file itself (a
 * full disk) are set. */
static gboolean
add_row (Salvage      *self,
         const Table  *table,
         FechoStmt    *row,
         GError      **error)
{
  g_autoptr(FechoStmt) add = fecho_stmt_get (self->to, table->add, error);
  GError *local = NULL;

  if (add == NULL)
    return FALSE;
  for (int i = 0; i < sqlite3_column_count (row); i++)
    (void)sqlite3_bind_value (add, i + 1, sqlite3_column_value (row, i)); /* a NULL is refused */
  if (fecho_stmt_run (add, &local))
    return TRUE;
  if (g_error_matches (local, FECHO_ERROR, FECHO_ERROR_INVALID))
    {
      note_refused (self, fecho_stmt_get_int (row, 0));
      g_clear_error (&local);
      return TRUE;
    }
  g_propagate_error (error, local);

  return FALSE;
}

/* ret_n_lost: how many of [first, end) may be there and were not read. */
static gboolean
copy_range (Salvage      *self,
            const Table  *table,
            gint64        first,
            gint64        end,
            gint64       *ret_n_lost,
            GError      **error)
{
  g_autoptr(FechoStmt) get = fecho_stmt_get (self->from, table->get, NULL);
  g_autoptr(GError) damage = NULL;
  gint64 n = 0;

  *ret_n_lost = end - first;
  if (get == NULL)
    return TRUE;
  fecho_stmt_bind_int (get, 1, first);
  fecho_stmt_bind_int (get, 2, end);
  while (fecho_stmt_next (get, &damage))
    {
      if (!add_row (self, table, get, error))
        return FALSE;
      n++;
    }
  /* To see that nothing follows a row, SQLite may look at a page that is damaged. */
  *ret_n_lost = damage == NULL ? 0 : end - first - n;

  return TRUE;
}

/* The rows just before those that can be read again. */
static gboolean
try_skipped (Salvage      *self,
             const Table  *table,
             GError      **error)
{
  gint64 first = self->skipped;

  self->skipped = 0;
  for (gint64 id = first; first > 0 && id < first + STRIDE; id++)
    {
      gint64 n_lost;

      if (!copy_range (self, table, id, id + 1, &n_lost, error))
        return FALSE;
      self->n_lost -= 1 - n_lost;
    }

  return TRUE;
}

/* Halves what fails until single rows are left over. */
static gboolean
copy_or_halve (Salvage      *self,
               const Table  *table,
               gint64        first,
               gint64        end,
               GError      **error)
{
  gint64 middle = first + (end - first) / 2;
  gboolean skipping = self->n_lost_in_a_row >= MANY_LOST && end - first == STRIDE;
  gint64 n_lost;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->n_lost_in_a_row > MAX_LOST_IN_A_ROW)
    return TRUE;
  if (!copy_range (self, table, first, end, &n_lost, error))
    return FALSE;
  if (n_lost == 0)
    {
      self->n_lost_in_a_row = 0;
      return try_skipped (self, table, error);
    }
  if (end - first == 1 || (skipping && n_lost == STRIDE))
    {
      self->n_lost += n_lost;
      self->n_lost_in_a_row += n_lost;
      self->skipped = skipping ? first : 0;
      return TRUE;
    }

  return copy_or_halve (self, table, first, middle, error) &&
         copy_or_halve (self, table, middle, end, error);
}

/* Where the next row stands, which may be far away. first: that cannot be read; G_MAXINT64: there
 * is none. */
static gint64
find_next (Salvage     *self,
           const Table *table,
           gint64       first)
{
  g_autoptr(FechoStmt) get = fecho_stmt_get (self->from, table->get, NULL);
  g_autoptr(GError) damage = NULL;

  if (get == NULL)
    return first;
  fecho_stmt_bind_int (get, 1, first);
  fecho_stmt_bind_int (get, 2, LAST_ROW);
  if (fecho_stmt_next (get, &damage))
    return MAX (first, fecho_stmt_get_int (get, 0));

  return damage != NULL ? first : G_MAXINT64;
}

static gboolean
copy_table (Salvage      *self,
            const Table  *table,
            GError      **error)
{
  g_autoptr(FechoStmt) get = fecho_stmt_get (self->from, table->get, NULL);
  gint64 last;

  self->n_lost = self->n_lost_in_a_row = self->skipped = 0;
  g_hash_table_remove_all (self->refused);
  if (get == NULL)              /* the schema cannot be read, nor what it tells of */
    return TRUE;
  g_clear_pointer (&get, fecho_stmt_release);
  if (!fecho_db_get_int (self->from, table->last, &last, NULL))
    last = G_MAXINT32;
  last = MIN (last, LAST_ROW - 1);
  for (gint64 first = find_next (self, table, 1);
       first <= last;
       first = find_next (self, table, first + ROWS_AT_ONCE))
    {
      if (!copy_or_halve (self, table, first, MIN (first + ROWS_AT_ONCE, last + 1), error))
        return FALSE;
      if (self->n_lost_in_a_row > MAX_LOST_IN_A_ROW)
        break;
    }
  /* What lies behind the end of the table was never there. */
  self->n_lost -= self->n_lost_in_a_row > MAX_LOST_IN_A_ROW ? self->n_lost_in_a_row : 0;
  self->n_lost += g_hash_table_size (self->refused);

  return TRUE;
}

/* -- making the rest anew */

/* Runs that have ended have their time in time_total. */
static gboolean
total_runs (Salvage  *self,
            GError  **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->to, FECHO_SQL_SALVAGE_ENDED_RUNS, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (fecho_stmt_next (stmt, &local))
    {
      gint64 id = fecho_stmt_get_int (stmt, 0);
      gint64 end_us = fecho_stmt_get_int (stmt, 1);

      g_array_append_val (ids, id);
      g_array_append_val (ends, end_us);
    }
  for (guint i = 0; local == NULL && i < ids->len; i++)
    (void)fecho_watched_total_run (self->to, g_array_index (ids, gint64, i),
                                   g_array_index (ends, gint64, i), &local); /* the error says it */
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
rebuild (Salvage  *self,
         GError  **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rebuilding); i++)
    {
      if (!fecho_db_run (self->to, rebuilding[i], error))
        return FALSE;
    }

  return total_runs (self, error);
}

/* -- the files */

static gboolean
fill (Salvage        *self,
      FechoSalvaged  *salvaged,
      GError        **error)
{
  if (!fecho_db_run (self->to, FECHO_SQL_SALVAGE_BEGIN, error))
    return FALSE;
  /* Saves each statement its locks; where it fails they have their own. */
  if (self->from != NULL)
    (void)fecho_db_run (self->from, FECHO_SQL_BEGIN_READ, NULL);
  for (gsize i = 0; self->from != NULL && i < G_N_ELEMENTS (tables); i++)
    {
      if (!copy_table (self, &tables[i], error))
        return FALSE;
      if (tables[i].get == FECHO_SQL_SALVAGE_EVENT_GET)
        salvaged->n_lost = self->n_lost;
    }

  return rebuild (self, error) && fecho_db_commit (self->to, error) &&
         fecho_db_get_int (self->to, FECHO_SQL_SALVAGE_COUNT, &salvaged->n_events, error);
}

/* The damaged file with what SQLite keeps beside it, so that somebody may still look into it. */
static gboolean
put_aside (const char  *path,
           const char  *aside,
           GError     **error)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (aside, suffixes[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        return fecho_db_fail_errno ("Putting aside", from, errno, error);
    }

  return TRUE;
}

static char *
dup_aside_path (const char *path)
{
  g_autoptr(GDateTime) now = NULL;
  g_autofree char *stamp = NULL;

  now = g_date_time_new_from_unix_utc (fecho_clock_wall_us () / G_USEC_PER_SEC);
  stamp = now != NULL ? g_date_time_format (now, "%Y%m%d-%H%M%S") : g_strdup ("unknown");

  return g_strconcat (path, ".damaged-", stamp, NULL);
}

static gboolean
build (const char     *path,
       const char     *beside,
       GCancellable   *cancellable,
       FechoSalvaged  *salvaged,
       GError        **error)
{
  g_autoptr(FechoDb) to = fecho_file_open_for_writing (beside, error);
  g_autoptr(FechoDb) from = fecho_db_open (path, FECHO_DB_READ, NULL);
  g_autoptr(GHashTable) refused = NULL;
  Salvage self = { from, to, cancellable, 0, 0 };

  refused = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self.refused = refused;

  return to != NULL && fill (&self, salvaged, error) && fecho_db_settle (to, error);
}

gboolean
fecho_salvage_run (const char     *path,
                   GCancellable   *cancellable,
                   FechoSalvaged  *ret_salvaged,
                   GError        **error)
{
  g_autofree char *beside = g_strconcat (path, ".salvaged", NULL);
  g_autofree char *aside = dup_aside_path (path);
  FechoSalvaged salvaged = { NULL };

  if (fecho_run_is_any_alive (path))
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_IN_USE, "%s is in use", path);
      return FALSE;
    }
  fecho_file_remove (beside); /* of a salvage that was cut short */
  if (!build (path, beside, cancellable, &salvaged, error) || !put_aside (path, aside, error))
    {
      fecho_file_remove (beside);
      return FALSE;
    }
  if (g_rename (beside, path) != 0)
    return fecho_db_fail_errno ("Renaming to", path, errno, error);
  salvaged.put_aside = g_steal_pointer (&aside);
  *ret_salvaged = salvaged;

  return TRUE;
}
