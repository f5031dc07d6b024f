/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-names.h"

/* Few texts are those of most events: found without the table. */
#define N_RECENT 256

typedef struct
{
  gint64 id;
  const char *string;           /* of the table; NULL: none */
} Recent;

typedef struct
{
  GHashTable *by_id;            /* id -> text */
  Recent recent[N_RECENT];      /* one for all ids that are alike in their lower bits */
} Strings;

struct _FechoNames
{
  FechoDb *db;
  GHashTable *sessions;         /* id -> FechoSessionName */
  Strings runs;
  Strings texts;
  GError *error;
};

static void
session_name_free (gpointer data)
{
  FechoSessionName *name = data;

  g_free (name->uuid);
  g_free (name->name);
  g_free (name->url);
  g_free (name->dictionary);
  g_free (name);
}

FechoNames *
fecho_names_new (FechoDb *db)
{
  FechoNames *self = g_new0 (FechoNames, 1);

  self->db = db;
  self->sessions = g_hash_table_new_full (NULL, NULL, NULL, session_name_free);
  self->runs.by_id = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->texts.by_id = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  return self;
}

void
fecho_names_free (FechoNames *self)
{
  g_hash_table_unref (self->sessions);
  g_hash_table_unref (self->runs.by_id);
  g_hash_table_unref (self->texts.by_id);
  g_clear_error (&self->error);
  g_free (self);
}

/* The row with the id, or NULL: it is not there, or an error that is remembered. */
static FechoStmt *
look_up (FechoNames *self,
         FechoSql    sql,
         gint64      id)
{
  GError *error = NULL;
  FechoStmt *stmt = fecho_stmt_get (self->db, sql, &error);

  if (stmt != NULL)
    {
      fecho_stmt_bind_int (stmt, 1, id);
      if (fecho_stmt_next (stmt, &error))
        return stmt;
      fecho_stmt_release (stmt);
    }
  if (error != NULL && self->error == NULL)
    self->error = g_steal_pointer (&error);
  g_clear_error (&error);

  return NULL;
}

const FechoSessionName *
fecho_names_get_session (FechoNames *self,
                         gint64      id)
{
  FechoSessionName *name = g_hash_table_lookup (self->sessions, GSIZE_TO_POINTER ((gsize)id));
  g_autoptr(FechoStmt) stmt = NULL;

  if (name != NULL)
    return name;
  name = g_new0 (FechoSessionName, 1);
  stmt = look_up (self, FECHO_SQL_SESSION_GET, id);
  if (stmt != NULL)
    {
      name->uuid = g_strdup (fecho_stmt_get_text (stmt, 0));
      name->name = g_strdup (fecho_stmt_get_text (stmt, 1));
      name->url = g_strdup (fecho_stmt_get_text (stmt, 2));
      name->dictionary = g_strdup (fecho_stmt_get_text (stmt, 3));
    }
  g_hash_table_insert (self->sessions, GSIZE_TO_POINTER ((gsize)id), name);

  return name;
}

static const char *
get_string_by_id (FechoNames *self,
                  GHashTable *table,
                  FechoSql    sql,
                  gint64      id)
{
  gpointer known;
  g_autoptr(FechoStmt) stmt = NULL;
  char *string;

  if (g_hash_table_lookup_extended (table, GSIZE_TO_POINTER ((gsize)id), NULL, &known))
    return known;
  stmt = look_up (self, sql, id);
  string = stmt != NULL ? g_strdup (fecho_stmt_get_text (stmt, 0)) : NULL;
  g_hash_table_insert (table, GSIZE_TO_POINTER ((gsize)id), string);

  return string;
}

static const char *
get_string (FechoNames *self,
            Strings    *strings,
            FechoSql    sql,
            gint64      id)
{
  Recent *recent = &strings->recent[(guint64)id % N_RECENT];

  if (recent->string == NULL || recent->id != id)
    *recent = (Recent){ id, get_string_by_id (self, strings->by_id, sql, id) };

  return recent->string;
}

const char *
fecho_names_get_run (FechoNames *self,
                     gint64      id)
{
  return get_string (self, &self->runs, FECHO_SQL_RUN_GET, id);
}

const char *
fecho_names_get_text (FechoNames *self,
                      gint64      id)
{
  return get_string (self, &self->texts, FECHO_SQL_TEXT_GET, id);
}

FechoTaken *
fecho_names_get_taken (FechoNames *self)
{
  return fecho_db_get_taken (self->db);
}

const char *
fecho_names_read_text (FechoNames *self,
                       FechoTaken *taken,
                       guint       number)
{
  if (taken->values[number].type == SQLITE_INTEGER)
    return fecho_names_get_text (self, fecho_taken_get_int (taken, number));

  return fecho_taken_get_text (taken, number);
}

gboolean
fecho_names_check (FechoNames  *self,
                   GError     **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));

  return FALSE;
}
