/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-text-index.h"

#include "fecho-id-set.h"
#include "fecho-text-contains.h"

#define TEXTS_PER_SLICE 200
#define MIN_CHARACTERS 3

/* -- filling */

/* Adds or removes. */
static gboolean
index_text (FechoDb     *db,
            FechoSql     sql,
            gint64       id,
            const char  *value,
            GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, sql, error);
  g_autofree char *folded = g_utf8_casefold (value, -1);
  gboolean done;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, id);
  fecho_stmt_bind_text (stmt, 2, folded);
  done = fecho_stmt_run (stmt, error);
  fecho_stmt_bind_null (stmt, 2); /* folded goes before the statement does */

  return done;
}

static gboolean
set_mark (FechoDb  *db,
          gint64    mark,
          GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_TEXT_SET_MARK, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, mark);

  return fecho_stmt_run (stmt, error);
}

/* ret_n: how many; the mark moves to the last of them. */
static gboolean
fill_slice (FechoDb  *db,
            guint    *ret_n,
            GError  **error)
{
  g_autoptr(FechoStmt) texts = fecho_stmt_get (db, FECHO_SQL_TEXT_ABOVE, error);
  g_autoptr(GError) local = NULL;
  gint64 mark;

  *ret_n = 0;
  if (texts == NULL || !fecho_db_get_int (db, FECHO_SQL_TEXT_MARK, &mark, error))
    return FALSE;
  fecho_stmt_bind_int (texts, 1, mark);
  fecho_stmt_bind_int (texts, 2, TEXTS_PER_SLICE);
  while (fecho_stmt_next (texts, &local))
    {
      mark = fecho_stmt_get_int (texts, 0);
      if (!index_text (db, FECHO_SQL_TEXT_INDEX_ADD, mark, fecho_stmt_get_text (texts, 1), &local))
        break;
      (*ret_n)++;
    }
  if (local == NULL)
    return *ret_n == 0 || set_mark (db, mark, error);
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

gboolean
fecho_text_index_fill (FechoDb   *db,
                       gboolean  *ret_more,
                       GError   **error)
{
  guint n;

  if (!fecho_db_begin (db, error))
    return FALSE;
  if (!fill_slice (db, &n, error) || !fecho_db_commit (db, error))
    {
      fecho_db_rollback (db);
      return FALSE;
    }
  *ret_more = n == TEXTS_PER_SLICE;

  return TRUE;
}

gboolean
fecho_text_index_remove (FechoDb     *db,
                         gint64       id,
                         const char  *value,
                         GError     **error)
{
  gint64 mark;

  if (!fecho_db_get_int (db, FECHO_SQL_TEXT_MARK, &mark, error))
    return FALSE;

  return id > mark || index_text (db, FECHO_SQL_TEXT_INDEX_REMOVE, id, value, error);
}

/* -- finding */

static gboolean
collect (FechoStmt   *stmt,
         const char  *words,
         GHashTable  *ids,
         GError     **error)
{
  g_autoptr(GError) local = NULL;

  while (fecho_stmt_next (stmt, &local))
    {
      if (fecho_text_contains (fecho_stmt_get_text (stmt, 1), words))
        fecho_id_set_add (ids, fecho_stmt_get_int (stmt, 0));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* One phrase: what it holds has no meaning of its own for FTS5 but the quote, which is doubled. */
static char *
quote (const char *words)
{
  g_auto(GStrv) parts = g_strsplit (words, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strconcat ("\"", doubled, "\"", NULL);
}

static gboolean
find_indexed (FechoDb     *db,
              const char  *words,
              GHashTable  *ids,
              GError     **error)
{
  g_autofree char *phrase = quote (words);
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_TEXT_INDEX_FIND, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_text (stmt, 1, phrase);

  return collect (stmt, words, ids, error);
}

gboolean
fecho_text_index_find (FechoDb     *db,
                       const char  *words,
                       GHashTable  *ids,
                       GError     **error)
{
  g_autoptr(FechoStmt) above = NULL;
  gint64 mark = 0;

  if (g_utf8_strlen (words, -1) >= MIN_CHARACTERS)
    {
      if (!fecho_db_get_int (db, FECHO_SQL_TEXT_MARK, &mark, error) ||
          !find_indexed (db, words, ids, error))
        return FALSE;
    }
  above = fecho_stmt_get (db, FECHO_SQL_TEXT_ABOVE, error);
  if (above == NULL)
    return FALSE;
  fecho_stmt_bind_int (above, 1, mark);
  fecho_stmt_bind_int (above, 2, -1); /* all */

  return collect (above, words, ids, error);
}
