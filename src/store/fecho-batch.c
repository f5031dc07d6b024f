/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-batch.h"

#include "fecho-clock.h"
#include "fecho-error.h"
#include "fecho-rollup.h"
#include "fecho-texts.h"
#include "fecho-walk.h"

struct _FechoBatch
{
  FechoDb *db;
  FechoTexts *texts;
  guint64 n_unindexed;          /* texts, of all transactions */
  FechoRollup *rollup;
  GHashTable *sessions;         /* UUID -> id; rows of sessions are never removed */
  gint64 last_id;               /* of an event, valid inside a transaction */
  gint64 data_version;          /* of other processes' commits */
};

FechoBatch *
fecho_batch_new (FechoDb *db)
{
  FechoBatch *self = g_new0 (FechoBatch, 1);

  self->db = db;
  self->texts = fecho_texts_new (db);
  self->rollup = fecho_rollup_new ();
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
fecho_batch_free (FechoBatch *self)
{
  fecho_texts_free (self->texts);
  fecho_rollup_free (self->rollup);
  g_hash_table_unref (self->sessions);
  g_free (self);
}

FechoDb *
fecho_batch_get_db (FechoBatch *self)
{
  return self->db;
}

gboolean
fecho_batch_begin (FechoBatch  *self,
                   GError     **error)
{
  gint64 data_version;

  if (!fecho_db_begin (self->db, error))
    return FALSE;
  if (!fecho_db_get_int (self->db, FECHO_SQL_GET_DATA_VERSION, &data_version, error) ||
      !fecho_db_get_int (self->db, FECHO_SQL_EVENT_LAST_ID, &self->last_id, error))
    {
      fecho_db_rollback (self->db);
      return FALSE;
    }
  /* Another process may have removed texts that no event needs any more. */
  if (data_version != self->data_version)
    fecho_texts_forget (self->texts);
  self->data_version = data_version;

  return TRUE;
}

gboolean
fecho_batch_commit (FechoBatch  *self,
                    GError     **error)
{
  if (fecho_rollup_flush (self->rollup, self->db, error) && fecho_db_commit (self->db, error))
    {
      self->n_unindexed += fecho_texts_take_n_refused (self->texts);
      return TRUE;
    }
  fecho_batch_rollback (self);

  return FALSE;
}

guint64
fecho_batch_get_n_unindexed (FechoBatch *self)
{
  return self->n_unindexed;
}

void
fecho_batch_forget_texts (FechoBatch *self)
{
  fecho_texts_forget (self->texts);
}

void
fecho_batch_rollback (FechoBatch *self)
{
  fecho_db_rollback (self->db);
  fecho_texts_forget (self->texts);
  fecho_rollup_clear (self->rollup);
  g_hash_table_remove_all (self->sessions);
}

static void
remember_session (FechoBatch *self,
                  const char *session_id,
                  gint64      id)
{
  g_hash_table_insert (self->sessions, g_strdup (session_id), g_memdup2 (&id, sizeof id));
}

/* *ret_id is 0 where the file does not know it. */
static gboolean
find_session (FechoBatch  *self,
              const char  *session_id,
              gint64      *ret_id,
              GError     **error)
{
  const gint64 *known = g_hash_table_lookup (self->sessions, session_id);
  g_autoptr(FechoStmt) stmt = NULL;
  g_autoptr(GError) local = NULL;
  gint64 id;

  if (known != NULL)
    {
      *ret_id = *known;
      return TRUE;
    }
  stmt = fecho_stmt_get (self->db, FECHO_SQL_SESSION_FIND, error);
  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_text (stmt, 1, session_id);
  id = fecho_stmt_next (stmt, &local) ? fecho_stmt_get_int (stmt, 0) : 0;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (id != 0)
    remember_session (self, session_id, id);
  *ret_id = id;

  return TRUE;
}

static gboolean
find_known_session (FechoBatch  *self,
                    const char  *session_id,
                    gint64      *ret_id,
                    GError     **error)
{
  if (!find_session (self, session_id, ret_id, error))
    return FALSE;
  if (*ret_id == 0)
    g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "No session %s was saved", session_id);

  return *ret_id != 0;
}

static gboolean
find_or_add_session (FechoBatch              *self,
                     const FechoCloseRecord  *record,
                     gint64                  *ret_id,
                     GError                 **error)
{
  const char *url = record->url != NULL ? record->url : "";
  g_autoptr(FechoStmt) stmt = NULL;

  if (record->session_id == NULL)
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "A close event needs a session");
      return FALSE;
    }
  if (!find_session (self, record->session_id, ret_id, error))
    return FALSE;
  if (*ret_id != 0)
    return TRUE;

  stmt = fecho_stmt_get (self->db, FECHO_SQL_SESSION_ADD_UNKNOWN, error);
  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_text (stmt, 1, record->session_id);
  fecho_stmt_bind_text (stmt, 2, record->session != NULL ? record->session : url);
  fecho_stmt_bind_text (stmt, 3, url);
  fecho_stmt_bind_int (stmt, 4, fecho_clock_wall_us ());
  if (!fecho_stmt_run (stmt, error))
    return FALSE;
  *ret_id = sqlite3_last_insert_rowid (fecho_db_get_handle (self->db));
  remember_session (self, record->session_id, *ret_id);

  return TRUE;
}

/* ret_reason: FECHO_UNKNOWN without one, 0 where it goes to the detail, else a text. */
static gboolean
intern_reason (FechoBatch              *self,
               gint64                   session,
               const FechoCloseRecord  *record,
               gint64                  *ret_reason,
               GError                 **error)
{
  if (record->reason == NULL || *record->reason == '\0')
    {
      *ret_reason = FECHO_UNKNOWN;
      return TRUE;
    }

  return fecho_texts_intern (self->texts, session, record->reason, fecho_clock_wall_us (),
                             ret_reason, error);
}

static gboolean
add_event_row (FechoBatch              *self,
               gint64                   id,
               gint64                   run,
               gint64                   session,
               gint64                   reason,
               const FechoCloseRecord  *record,
               GError                 **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_EVENT_ADD, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, id);
  fecho_stmt_bind_int (stmt, 2, record->closed_at_us);
  fecho_stmt_bind_int (stmt, 3, record->code);
  fecho_stmt_bind_int (stmt, 4, session);
  fecho_stmt_bind_known (stmt, 5, record->life_us);
  fecho_stmt_bind_known (stmt, 6, record->handshake_us);
  fecho_stmt_bind_int (stmt, 7, record->was_clean != FALSE);
  fecho_stmt_bind_int (stmt, 8, record->closed_by);
  fecho_stmt_bind_int (stmt, 9, record->stage);
  fecho_stmt_bind_int (stmt, 10, record->cause);
  fecho_stmt_bind_known (stmt, 11, reason);
  fecho_stmt_bind_int (stmt, 12, record->marked != FALSE);
  fecho_stmt_bind_int (stmt, 13, run);
  fecho_stmt_bind_int (stmt, 14, record->attempt);
  fecho_stmt_bind_int (stmt, 15, record->failed_attempt != FALSE);
  fecho_stmt_bind_int (stmt, 16, record->illegal_code != FALSE);
  fecho_stmt_bind_int (stmt, 17, record->clock_jumped != FALSE);
  fecho_stmt_bind_int (stmt, 18, record->network);
  fecho_stmt_bind_known (stmt, 19, record->http_status);
  fecho_stmt_bind_int (stmt, 20, record->messages_in);
  fecho_stmt_bind_int (stmt, 21, record->messages_out);
  fecho_stmt_bind_int (stmt, 22, record->bytes_in);
  fecho_stmt_bind_int (stmt, 23, record->bytes_out);
  fecho_stmt_bind_known (stmt, 24, record->last_message_us);

  return fecho_stmt_run (stmt, error);
}

/* Those of event_detail that are interned, by the number of their parameter. */
static gboolean
bind_detail_texts (FechoBatch              *self,
                   FechoStmt               *stmt,
                   gint64                   session,
                   const FechoCloseRecord  *record,
                   GError                 **error)
{
  const struct
  {
    int index;
    const char *value;
  } texts[] = {
    { 4, record->received_reason },
    { 6, record->sent_reason },
    { 8, record->cause_evidence },
    { 15, record->error_domain },
    { 17, record->error_message },
    { 18, record->tls_version },
    { 21, record->remote_address },
    { 22, record->subprotocol },
    { 23, record->extensions },
    { 29, record->dictionary },
  };
  gint64 now_us = fecho_clock_wall_us ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (!fecho_texts_bind (self->texts, stmt, texts[i].index, session, texts[i].value, now_us,
                             error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_detail_row (FechoBatch              *self,
                gint64                   id,
                gint64                   session,
                gint64                   reason,
                const FechoCloseRecord  *record,
                GError                 **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_DETAIL_ADD, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, id);
  fecho_stmt_bind_text (stmt, 2, reason == 0 ? record->reason : NULL);
  fecho_stmt_bind_known (stmt, 3, record->received_code);
  fecho_stmt_bind_known (stmt, 5, record->sent_code);
  fecho_stmt_bind_int (stmt, 7, record->first_close);
  fecho_stmt_bind_known (stmt, 9, record->dns_us);
  fecho_stmt_bind_known (stmt, 10, record->tcp_us);
  fecho_stmt_bind_known (stmt, 11, record->proxy_us);
  fecho_stmt_bind_known (stmt, 12, record->tls_us);
  fecho_stmt_bind_known (stmt, 13, record->http_us);
  fecho_stmt_bind_text (stmt, 14, record->headers);
  fecho_stmt_bind_known (stmt, 16, record->error_code);
  fecho_stmt_bind_int (stmt, 19, record->tls_errors);
  fecho_stmt_bind_known (stmt, 20, record->cert_expires_at_us);
  fecho_stmt_bind_known (stmt, 24, record->last_pong_us);
  fecho_stmt_bind_known (stmt, 25, record->last_rtt_us);
  fecho_stmt_bind_known (stmt, 26, record->metered);
  fecho_stmt_bind_known (stmt, 27, record->failures_in_a_row);
  fecho_stmt_bind_known (stmt, 28, record->retry_in_us);
  if (!bind_detail_texts (self, stmt, session, record, error))
    return FALSE;

  return fecho_stmt_run (stmt, error);
}

static gboolean
remove_open (FechoBatch  *self,
             gint64       session,
             gint64       run,
             GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_OPEN_REMOVE, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, session);
  fecho_stmt_bind_int (stmt, 2, run);

  return fecho_stmt_run (stmt, error);
}

static gboolean
set_origin (FechoBatch   *self,
            gint64        event,
            gint64        session,
            FechoOrigin   origin,
            const char   *rule,
            const char   *evidence,
            GError      **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_ORIGIN_SET, error);
  gint64 now_us = fecho_clock_wall_us ();

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, event);
  fecho_stmt_bind_int (stmt, 2, origin);
  fecho_stmt_bind_text (stmt, 3, "");
  if (rule != NULL && *rule != '\0' &&
      !fecho_texts_bind (self->texts, stmt, 3, session, rule, now_us, error))
    return FALSE;

  return fecho_texts_bind (self->texts, stmt, 4, session, evidence, now_us, error) &&
         fecho_stmt_run (stmt, error);
}

gboolean
fecho_batch_add_close (FechoBatch              *self,
                       gint64                   run,
                       const FechoCloseRecord  *record,
                       gint64                  *ret_id,
                       GError                 **error)
{
  gint64 id = self->last_id + 1;
  gint64 session, reason;

  if (!find_or_add_session (self, record, &session, error) ||
      !intern_reason (self, session, record, &reason, error) ||
      !add_event_row (self, id, run, session, reason, record, error))
    return FALSE;
  self->last_id = id;
  fecho_rollup_add (self->rollup, record->closed_at_us, record->code, record->failed_attempt,
                    record->was_clean, fecho_standing_of (record->closed_by, record->cause),
                    record->origin, 1);
  if (record->origin != FECHO_ORIGIN_NOT_JUDGED &&
      !set_origin (self, id, session, record->origin, "", record->origin_evidence, error))
    return FALSE;
  if (!add_detail_row (self, id, session, reason, record, error) ||
      !remove_open (self, session, run, error))
    return FALSE;
  *ret_id = id;

  return TRUE;
}

gboolean
fecho_batch_add_opened (FechoBatch  *self,
                        gint64       run,
                        const char  *session_id,
                        gint64       opened_at_us,
                        gint64       handshake_us,
                        GError     **error)
{
  g_autoptr(FechoStmt) stmt = NULL;
  gint64 session;

  if (!find_known_session (self, session_id, &session, error))
    return FALSE;
  stmt = fecho_stmt_get (self->db, FECHO_SQL_OPEN_ADD, error);
  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, session);
  fecho_stmt_bind_int (stmt, 2, run);
  fecho_stmt_bind_int (stmt, 3, opened_at_us);
  fecho_stmt_bind_known (stmt, 4, handshake_us);

  return fecho_stmt_run (stmt, error);
}

gboolean
fecho_batch_add_state (FechoBatch  *self,
                       gint64       run,
                       const char  *session_id,
                       int          kind,
                       gint64       at_us,
                       const char  *detail,
                       GError     **error)
{
  g_autoptr(FechoStmt) stmt = NULL;
  gint64 session = 0;

  if (session_id != NULL && !find_known_session (self, session_id, &session, error))
    return FALSE;
  stmt = fecho_stmt_get (self->db, FECHO_SQL_STATE_ADD, error);
  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_known (stmt, 1, session != 0 ? session : FECHO_UNKNOWN);
  fecho_stmt_bind_known (stmt, 2, run != 0 ? run : FECHO_UNKNOWN);
  fecho_stmt_bind_int (stmt, 3, at_us);
  fecho_stmt_bind_int (stmt, 4, kind);
  fecho_stmt_bind_text (stmt, 5, detail);

  return fecho_stmt_run (stmt, error);
}

/* *ret_group is FECHO_UNKNOWN for no group. */
static gboolean
find_or_add_group (FechoBatch  *self,
                   const char  *name,
                   gint64      *ret_group,
                   GError     **error)
{
  g_autoptr(FechoStmt) add = NULL;
  g_autoptr(FechoStmt) find = NULL;

  *ret_group = FECHO_UNKNOWN;
  if (name == NULL)
    return TRUE;
  add = fecho_stmt_get (self->db, FECHO_SQL_GROUP_ADD, error);
  find = add != NULL ? fecho_stmt_get (self->db, FECHO_SQL_GROUP_FIND, error) : NULL;
  if (find == NULL)
    return FALSE;
  fecho_stmt_bind_text (add, 1, name);
  if (!fecho_stmt_run (add, error))
    return FALSE;
  fecho_stmt_bind_text (find, 1, name);
  if (!fecho_stmt_next (find, error))
    return FALSE;
  *ret_group = fecho_stmt_get_int (find, 0);

  return TRUE;
}

gboolean
fecho_batch_save_session (FechoBatch           *self,
                          const FechoEndpoint  *endpoint,
                          guint                 position,
                          GError              **error)
{
  g_autofree char *options = fecho_endpoint_options_to_json (endpoint);
  g_autoptr(FechoStmt) stmt = NULL;
  gint64 group;

  if (!find_or_add_group (self, endpoint->group, &group, error))
    return FALSE;
  stmt = fecho_stmt_get (self->db, FECHO_SQL_SESSION_SAVE, error);
  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_text (stmt, 1, endpoint->id);
  fecho_stmt_bind_text (stmt, 2, endpoint->name);
  fecho_stmt_bind_text (stmt, 3, endpoint->url);
  fecho_stmt_bind_known (stmt, 4, group);
  fecho_stmt_bind_int (stmt, 5, position);
  fecho_stmt_bind_text (stmt, 6, options);
  fecho_stmt_bind_text (stmt, 7, endpoint->dictionary);
  fecho_stmt_bind_int (stmt, 8, endpoint->paused != FALSE);
  fecho_stmt_bind_int (stmt, 9, fecho_clock_wall_us ());

  return fecho_stmt_run (stmt, error);
}

gboolean
fecho_batch_place_sessions (FechoBatch  *self,
                            char       **sessions,
                            guint        first_position,
                            GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_SESSION_PLACE, error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; sessions[i] != NULL; i++)
    {
      fecho_stmt_bind_text (stmt, 1, sessions[i]);
      fecho_stmt_bind_int (stmt, 2, first_position + i);
      if (!fecho_stmt_run (stmt, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
fecho_batch_remove_session (FechoBatch  *self,
                            const char  *session_id,
                            GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_SESSION_REMOVE, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_text (stmt, 1, session_id);
  fecho_stmt_bind_int (stmt, 2, fecho_clock_wall_us ());

  return fecho_stmt_run (stmt, error);
}

gboolean
fecho_batch_mark (FechoBatch  *self,
                  gint64       event,
                  gboolean     marked,
                  GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_EVENT_MARK, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, event);
  fecho_stmt_bind_int (stmt, 2, marked != FALSE);

  return fecho_stmt_run (stmt, error);
}

static gboolean
get_origin (FechoBatch   *self,
            gint64        event,
            FechoOrigin  *ret_origin,
            GError      **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_ORIGIN_GET, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, event);
  *ret_origin = fecho_stmt_next (stmt, &local) ? fecho_stmt_get_int (stmt, 0)
                : FECHO_ORIGIN_NOT_JUDGED;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* id is 0 where there is no such event. */
static gboolean
get_event (FechoBatch         *self,
           gint64              id,
           FechoSegmentEvent  *ret_event,
           gint64             *ret_session,
           GError            **error)
{
  g_autoptr(FechoStmt) row = fecho_stmt_get (self->db, FECHO_SQL_WALK_ROW, error);
  g_autoptr(GError) local = NULL;

  *ret_event = (FechoSegmentEvent){ .id = 0 };
  if (row == NULL)
    return FALSE;
  fecho_stmt_bind_int (row, 1, id);
  if (fecho_stmt_next (row, &local))
    {
      fecho_walk_read (row, ret_event);
      *ret_session = fecho_stmt_get_int (row, FECHO_WALK_SESSION);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static void
count_origin (FechoBatch              *self,
              const FechoSegmentEvent *event,
              FechoOrigin              origin,
              int                      n)
{
  fecho_rollup_add (self->rollup, event->closed_at_us, event->code, event->life_us < 0,
                    event->was_clean, event->standing, origin, n);
}

gboolean
fecho_batch_judge (FechoBatch          *self,
                   const FechoVerdict  *verdict,
                   GError             **error)
{
  FechoSegmentEvent event;
  FechoOrigin before;
  gint64 session = 0;

  if (!get_event (self, verdict->event, &event, &session, error))
    return FALSE;
  if (event.id == 0 || verdict->origin == FECHO_ORIGIN_NOT_JUDGED)
    return TRUE;
  if (!get_origin (self, event.id, &before, error) ||
      !set_origin (self, event.id, session, verdict->origin, verdict->rule, verdict->evidence,
                   error))
    return FALSE;
  count_origin (self, &event, before, -1);
  count_origin (self, &event, verdict->origin, 1);

  return TRUE;
}

gboolean
fecho_batch_mark_judged (FechoBatch  *self,
                         GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_ORIGIN_SET_MARK, error);

  return stmt != NULL && fecho_stmt_run (stmt, error);
}

gboolean
fecho_batch_uncount (FechoBatch     *self,
                     FechoFoldRows  *rows,
                     GError        **error)
{
  for (guint i = 0; i < rows->rows->len; i++)
    {
      const FechoSegmentEvent *event = &g_array_index (rows->rows, FechoFoldRow, i).event;
      FechoOrigin origin;

      if (!get_origin (self, event->id, &origin, error))
        return FALSE;
      count_origin (self, event, origin, -1);
    }

  return TRUE;
}
