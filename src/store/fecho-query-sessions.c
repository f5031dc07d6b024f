/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query.h"

/* An address that is no longer allowed is kept as it is, in a session that is paused: whoever
 * opens it is told what is wrong with it. */
static FechoEndpoint *
new_endpoint (const char *url)
{
  FechoEndpoint *endpoint = fecho_endpoint_new (url, NULL);

  if (endpoint != NULL)
    return endpoint;

  endpoint = fecho_endpoint_new ("ws://localhost/", NULL);
  g_free (endpoint->url);
  endpoint->url = g_strdup (url);

  return endpoint;
}

static FechoEndpoint *
read_session (FechoStmt *stmt)
{
  FechoEndpoint *endpoint = new_endpoint (fecho_stmt_get_text (stmt, 2));
  gboolean good;

  /* The columns below win over what the options say. */
  good = fecho_endpoint_set_options (endpoint, fecho_stmt_get_text (stmt, 4), NULL) &&
         fecho_endpoint_check_url (endpoint->url, NULL);
  g_free (endpoint->id);
  endpoint->id = g_strdup (fecho_stmt_get_text (stmt, 0));
  g_free (endpoint->name);
  endpoint->name = g_strdup (fecho_stmt_get_text (stmt, 1));
  g_free (endpoint->group);
  endpoint->group = g_strdup (fecho_stmt_get_text (stmt, 3));
  g_free (endpoint->dictionary);
  endpoint->dictionary = g_strdup (fecho_stmt_get_text (stmt, 5));
  endpoint->paused = fecho_stmt_get_int (stmt, 6) != 0 || !good;

  return endpoint;
}

GPtrArray *
fecho_query_sessions (FechoDb  *db,
                      GError  **error)
{
  g_autoptr(GPtrArray) sessions = NULL;
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_SESSION_LIST, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  sessions = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_endpoint_free);
  while (fecho_stmt_next (stmt, &local))
    g_ptr_array_add (sessions, read_session (stmt));
  if (local == NULL)
    return g_steal_pointer (&sessions);
  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/* The texts of the first column. */
static char **
list_texts (FechoStmt  *stmt,
            GError    **error)
{
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();
  g_autoptr(GError) local = NULL;

  while (fecho_stmt_next (stmt, &local))
    g_strv_builder_add (texts, fecho_stmt_get_text (stmt, 0));
  if (local == NULL)
    return g_strv_builder_end (texts);
  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

char **
fecho_query_by_name (FechoDb     *db,
                     const char  *name,
                     GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_SESSION_BY_NAME, error);

  if (stmt == NULL)
    return NULL;
  fecho_stmt_bind_text (stmt, 1, name);

  return list_texts (stmt, error);
}

char **
fecho_query_imported_runs (FechoDb  *db,
                           GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_RUN_IMPORTED, error);

  return stmt != NULL ? list_texts (stmt, error) : NULL;
}
