/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-texts.h"

#include <string.h>

/* Texts whose ids are remembered; beyond, all are forgotten and looked up again. */
#define MAX_REMEMBERED 8192

struct _FechoTexts
{
  FechoDb *db;
  GHashTable *ids;              /* text -> id */
  GHashTable *n_new;            /* session -> new texts of this day */
  gint64 day;
  gint64 n_texts;               /* FECHO_UNKNOWN until counted */
  guint64 n_refused;
};

FechoTexts *
fecho_texts_new (FechoDb *db)
{
  FechoTexts *self = g_new0 (FechoTexts, 1);

  self->db = db;
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->n_new = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->n_texts = -1;

  return self;
}

void
fecho_texts_free (FechoTexts *self)
{
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->n_new);
  g_free (self);
}

void
fecho_texts_forget (FechoTexts *self)
{
  g_hash_table_remove_all (self->ids);
  self->n_texts = -1;
  self->n_refused = 0;
}

guint64
fecho_texts_take_n_refused (FechoTexts *self)
{
  guint64 n_refused = self->n_refused;

  self->n_refused = 0;

  return n_refused;
}

static void
remember (FechoTexts *self,
          const char *value,
          gint64      id)
{
  if (g_hash_table_size (self->ids) >= MAX_REMEMBERED)
    g_hash_table_remove_all (self->ids);
  g_hash_table_insert (self->ids, g_strdup (value), g_memdup2 (&id, sizeof id));
}

/* FALSE with an error; *ret_id is 0 where the file does not have the text. */
static gboolean
find (FechoTexts  *self,
      const char  *value,
      gint64      *ret_id,
      GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_TEXT_FIND, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_text (stmt, 1, value);
  *ret_id = fecho_stmt_next (stmt, &local) ? fecho_stmt_get_int (stmt, 0) : 0;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return TRUE;
}

static gboolean
add (FechoTexts  *self,
     const char  *value,
     gint64      *ret_id,
     GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_TEXT_ADD, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_text (stmt, 1, value);
  if (!fecho_stmt_run (stmt, error))
    return FALSE;
  *ret_id = sqlite3_last_insert_rowid (fecho_db_get_handle (self->db));
  self->n_texts++;

  return TRUE;
}

/* Takes one new text out of the budgets. */
static gboolean
spend (FechoTexts *self,
       gint64      session,
       gint64      now_us)
{
  gint64 day = now_us / G_TIME_SPAN_DAY;
  guint n_new;

  if (day != self->day)
    g_hash_table_remove_all (self->n_new);
  self->day = day;
  n_new = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_new, &session));
  if (n_new >= FECHO_TEXTS_PER_SESSION_AND_DAY || self->n_texts >= FECHO_TEXTS_IN_ALL)
    return FALSE;
  g_hash_table_insert (self->n_new, g_memdup2 (&session, sizeof session),
                       GUINT_TO_POINTER (n_new + 1));

  return TRUE;
}

gboolean
fecho_texts_intern (FechoTexts  *self,
                    gint64       session,
                    const char  *value,
                    gint64       now_us,
                    gint64      *ret_id,
                    GError     **error)
{
  const gint64 *known = g_hash_table_lookup (self->ids, value);
  gint64 id = 0;

  if (known != NULL)
    {
      *ret_id = *known;
      return TRUE;
    }
  if (self->n_texts < 0 &&
      !fecho_db_get_int (self->db, FECHO_SQL_TEXT_COUNT, &self->n_texts, error))
    return FALSE;
  if (strlen (value) <= FECHO_TEXTS_MAX_BYTES && !find (self, value, &id, error))
    return FALSE;
  if (id == 0 && strlen (value) <= FECHO_TEXTS_MAX_BYTES && spend (self, session, now_us) &&
      !add (self, value, &id, error))
    return FALSE;
  if (id != 0)
    remember (self, value, id);
  else
    self->n_refused++;
  *ret_id = id;

  return TRUE;
}

gboolean
fecho_texts_bind (FechoTexts  *self,
                  FechoStmt   *stmt,
                  int          index,
                  gint64       session,
                  const char  *value,
                  gint64       now_us,
                  GError     **error)
{
  gint64 id;

  if (value == NULL)
    {
      fecho_stmt_bind_null (stmt, index);
      return TRUE;
    }
  if (!fecho_texts_intern (self, session, value, now_us, &id, error))
    return FALSE;
  if (id != 0)
    fecho_stmt_bind_int (stmt, index, id);
  else
    fecho_stmt_bind_text (stmt, index, value);

  return TRUE;
}
