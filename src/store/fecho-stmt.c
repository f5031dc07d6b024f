/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-stmt.h"

#include "fecho-close-event.h"

FechoStmt *
fecho_stmt_get (FechoDb   *db,
                FechoSql   sql,
                GError   **error)
{
  return fecho_db_get_stmt (db, sql, error);
}

void
fecho_stmt_release (FechoStmt *self)
{
  (void)sqlite3_reset (self); /* repeats the result of the last step, which was looked at */
  (void)sqlite3_clear_bindings (self); /* always SQLITE_OK */
}

/* A binding fails only by misuse, or where there is no memory: both end the program. */
static void
check (int result)
{
  g_assert (result == SQLITE_OK);
}

void
fecho_stmt_bind_int (FechoStmt *self,
                     int        index,
                     gint64     value)
{
  check (sqlite3_bind_int64 (self, index, value));
}

void
fecho_stmt_bind_known (FechoStmt *self,
                       int        index,
                       gint64     value)
{
  if (value < 0)
    fecho_stmt_bind_null (self, index);
  else
    fecho_stmt_bind_int (self, index, value);
}

void
fecho_stmt_bind_null (FechoStmt *self,
                      int        index)
{
  check (sqlite3_bind_null (self, index));
}

void
fecho_stmt_bind_text (FechoStmt  *self,
                      int         index,
                      const char *value)
{
  check (sqlite3_bind_text (self, index, value, -1, SQLITE_STATIC));
}

void
fecho_stmt_bind_blob (FechoStmt  *self,
                      int         index,
                      const void *data,
                      gsize       n_bytes)
{
  check (sqlite3_bind_blob64 (self, index, data, n_bytes, SQLITE_STATIC));
}

gboolean
fecho_stmt_next (FechoStmt  *self,
                 GError    **error)
{
  int result = sqlite3_step (self);

  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    (void)fecho_db_fail (sqlite3_db_handle (self), result, error); /* always FALSE */

  return FALSE;
}

gboolean
fecho_stmt_run (FechoStmt  *self,
                GError    **error)
{
  int result = sqlite3_step (self);

  while (result == SQLITE_ROW)
    result = sqlite3_step (self);
  if (result != SQLITE_DONE)
    (void)fecho_db_fail (sqlite3_db_handle (self), result, error); /* always FALSE */
  (void)sqlite3_reset (self); /* repeats the result of the step */

  return result == SQLITE_DONE;
}

gint64
fecho_stmt_get_int (FechoStmt *self,
                    int        column)
{
  return sqlite3_column_int64 (self, column);
}

gint64
fecho_stmt_get_known (FechoStmt *self,
                      int        column)
{
  /* One call that looks the column up instead of two: most of what an export costs is these. A
   * handle is of one thread, so the value may be read. */
  sqlite3_value *value = sqlite3_column_value (self, column);

  return sqlite3_value_type (value) == SQLITE_NULL ? FECHO_UNKNOWN : sqlite3_value_int64 (value);
}

gboolean
fecho_stmt_is_null (FechoStmt *self,
                    int        column)
{
  return sqlite3_column_type (self, column) == SQLITE_NULL;
}

const guint8 *
fecho_stmt_get_blob (FechoStmt *self,
                     int        column,
                     gsize     *ret_n_bytes)
{
  const guint8 *data = sqlite3_column_blob (self, column);

  *ret_n_bytes = data != NULL ? sqlite3_column_bytes (self, column) : 0;

  return data;
}

const char *
fecho_stmt_get_text (FechoStmt *self,
                     int        column)
{
  const char *text = (const char *)sqlite3_column_text (self, column);

  /* Only a damaged or edited file has other bytes; they are U+FFFD. */
  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    return "\357\277\275";

  return text;
}
