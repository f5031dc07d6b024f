/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query.h"

#include "fecho-record.h"

/* So many changes before a range are looked at for the last of each kind. */
#define CHANGES_BEFORE 200

static FechoStateChange
read_change (FechoStmt  *stmt,
             const char *session_id)
{
  FechoStateChange change = {
    .at_us = fecho_stmt_get_int (stmt, 0),
    .kind = fecho_record_get_enum (stmt, 1, FECHO_N_STATES - 1, FECHO_N_STATES),
    .session_id = g_strdup (session_id),
    .detail = g_strdup (fecho_stmt_get_text (stmt, 2)),
  };

  return change;
}

static void
add_change (GArray     *changes,
            FechoStmt  *stmt,
            const char *session_id)
{
  FechoStateChange change = read_change (stmt, session_id);

  g_array_append_val (changes, change);
}

/* 0: of this computer. */
static gboolean
find_session (FechoDb     *db,
              const char  *session_id,
              gint64      *ret_id,
              GError     **error)
{
  g_autoptr(FechoStmt) stmt = NULL;
  g_autoptr(GError) local = NULL;

  *ret_id = 0;
  if (session_id == NULL)
    return TRUE;
  stmt = fecho_stmt_get (db, FECHO_SQL_SESSION_FIND, error);
  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_text (stmt, 1, session_id);
  *ret_id = fecho_stmt_next (stmt, &local) ? fecho_stmt_get_int (stmt, 0) : -1;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static void
bind_session (FechoStmt *stmt,
              gint64     session)
{
  if (session == 0)
    fecho_stmt_bind_null (stmt, 1);
  else
    fecho_stmt_bind_int (stmt, 1, session);
}

/* The last of each kind before from_us. */
static gboolean
add_before (FechoDb     *db,
            gint64       session,
            const char  *session_id,
            gint64       from_us,
            GArray      *changes,
            GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_STATE_BEFORE, error);
  g_autoptr(GError) local = NULL;
  guint seen = 0;

  if (stmt == NULL)
    return FALSE;
  bind_session (stmt, session);
  fecho_stmt_bind_int (stmt, 2, from_us);
  fecho_stmt_bind_int (stmt, 3, CHANGES_BEFORE);
  while (fecho_stmt_next (stmt, &local))
    {
      guint kind = fecho_record_get_enum (stmt, 1, FECHO_N_STATES - 1, FECHO_N_STATES);

      if (kind == FECHO_N_STATES || (seen >> kind & 1) != 0)
        continue;
      seen |= 1u << kind;
      add_change (changes, stmt, session_id);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
add_in_range (FechoDb     *db,
              gint64       session,
              const char  *session_id,
              gint64       from_us,
              gint64       to_us,
              GArray      *changes,
              GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_STATE_IN_RANGE, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  bind_session (stmt, session);
  fecho_stmt_bind_int (stmt, 2, from_us);
  fecho_stmt_bind_int (stmt, 3, to_us);
  while (fecho_stmt_next (stmt, &local))
    {
      /* A kind of a newer program is none of ours. */
      if (fecho_record_get_enum (stmt, 1, FECHO_N_STATES - 1, FECHO_N_STATES) < FECHO_N_STATES)
        add_change (changes, stmt, session_id);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  gint64 x = ((const FechoStateChange *)a)->at_us;
  gint64 y = ((const FechoStateChange *)b)->at_us;

  return (x > y) - (x < y);
}

GArray *
fecho_query_states (FechoDb     *db,
                    const char  *session_id,
                    gint64       from_us,
                    gint64       to_us,
                    GError     **error)
{
  g_autoptr(GArray) changes = fecho_state_change_new_array ();
  gint64 session;

  if (!find_session (db, session_id, &session, error) ||
      !add_before (db, session, session_id, from_us, changes, error))
    return NULL;
  g_array_sort (changes, compare_changes);
  if (!add_in_range (db, session, session_id, from_us, to_us, changes, error))
    return NULL;

  return g_steal_pointer (&changes);
}

/* -- what is to be judged, and what is open meanwhile */

GArray *
fecho_query_open_connections (FechoDb  *db,
                              GError  **error)
{
  g_autoptr(GArray) connections = fecho_open_connection_new_array ();
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_OPEN_NAMED, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  while (fecho_stmt_next (stmt, &local))
    {
      const FechoOpenConnection connection = {
        g_strdup (fecho_stmt_get_text (stmt, 0)), g_strdup (fecho_stmt_get_text (stmt, 1)),
        fecho_stmt_get_int (stmt, 2)
      };

      g_array_append_val (connections, connection);
    }
  if (local == NULL)
    return g_steal_pointer (&connections);
  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

GPtrArray *
fecho_query_unjudged (FechoDb  *db,
                      guint     limit,
                      GError  **error)
{
  g_autoptr(GPtrArray) events = fecho_record_new_array ();
  g_autoptr(FechoNames) names = fecho_names_new (db);
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_ORIGIN_UNJUDGED, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  fecho_stmt_bind_int (stmt, 1, limit);
  while (local == NULL && fecho_stmt_next (stmt, &local))
    {
      FechoCloseEvent *event = fecho_record_get (db, names, fecho_stmt_get_int (stmt, 0), &local);

      if (event != NULL)
        g_ptr_array_add (events, event);
    }
  if (local == NULL)
    return g_steal_pointer (&events);
  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}
