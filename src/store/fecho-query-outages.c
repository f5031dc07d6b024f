/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query.h"

#include "fecho-fold-reader.h"
#include "fecho-query-rollup.h"
#include "fecho-watched.h"

/* Of so many sessions at a time it is in memory when they were open. */
#define SESSIONS_AT_ONCE 500

typedef struct
{
  gint64 id;
  char *uuid;
  char *name;
  GArray *open;                 /* FechoInterval; as far as known in the order of time */
  gboolean disordered;
  FechoSegmentEvent next;       /* of the tail, past the range; id 0: none */
} Session;

typedef struct
{
  GHashTable *sessions;         /* id -> Session */
  FechoInterval range;
} Request;

static void
session_free (gpointer data)
{
  Session *self = data;

  g_free (self->uuid);
  g_free (self->name);
  g_clear_pointer (&self->open, g_array_unref);
  g_free (self);
}

static gboolean
is_chosen (const FechoFilter *filter,
           const char        *uuid)
{
  return fecho_id_list_get_length (filter->sessions) == 0 ||
         fecho_id_list_has (filter->sessions, uuid);
}

static GPtrArray *
load_sessions (FechoDb            *db,
               const FechoFilter  *filter,
               GError            **error)
{
  g_autoptr(GPtrArray) sessions = g_ptr_array_new_with_free_func (session_free);
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_SESSION_ALL, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return NULL;
  while (fecho_stmt_next (stmt, &local))
    {
      const char *uuid = fecho_stmt_get_text (stmt, 1);
      Session *session;

      if (!is_chosen (filter, uuid))
        continue;
      session = g_new0 (Session, 1);
      session->id = fecho_stmt_get_int (stmt, 0);
      session->uuid = g_strdup (uuid);
      session->name = g_strdup (fecho_stmt_get_text (stmt, 2));
      g_ptr_array_add (sessions, session);
    }
  if (local == NULL)
    return g_steal_pointer (&sessions);
  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

/* -- when sessions were open */

static void
add_open (Session             *session,
          gint64               from_us,
          gint64               to_us,
          const FechoInterval *range)
{
  const FechoInterval interval = { MAX (from_us, range->from_us), MIN (to_us, range->to_us) };
  guint n = session->open->len;

  if (interval.from_us >= interval.to_us)
    return;
  if (n > 0 && g_array_index (session->open, FechoInterval, n - 1).from_us > interval.from_us)
    session->disordered = TRUE;
  g_array_append_val (session->open, interval);
}

static void
add_event (Session                 *session,
           const FechoSegmentEvent *event,
           const FechoInterval     *range)
{
  if (event->life_us > 0)
    add_open (session, fecho_segment_event_get_opened_us (event), event->closed_at_us, range);
}

static void
add_folded_cb (gint64                   session,
               const FechoSegmentEvent *event,
               gpointer                 user_data)
{
  Request *request = user_data;

  add_event (g_hash_table_lookup (request->sessions, &session), event, &request->range);
}

static void
add_tail_cb (gint64                   id,
             const FechoSegmentEvent *event,
             gpointer                 user_data)
{
  Request *request = user_data;
  Session *session = g_hash_table_lookup (request->sessions, &id);

  if (session == NULL || event->closed_at_us < request->range.from_us)
    return;
  if (event->closed_at_us < request->range.to_us)
    add_event (session, event, &request->range);
  else if (session->next.id == 0 || event->closed_at_us < session->next.closed_at_us)
    session->next = *event;
}

/* The first end of connection past the range tells what was open in it. */
static gboolean
add_next (Session              *session,
          FechoFoldReader      *reader,
          const FechoInterval  *range,
          GError              **error)
{
  FechoSegmentEvent next;

  if (!fecho_fold_reader_find_next (reader, session->id, range->to_us, &next, error))
    return FALSE;
  if (next.id == 0 || (session->next.id != 0 && session->next.closed_at_us < next.closed_at_us))
    next = session->next;
  if (next.id != 0)
    add_event (session, &next, range);

  return TRUE;
}

static int
compare_intervals (gconstpointer a,
                   gconstpointer b)
{
  gint64 a_us = ((const FechoInterval *)a)->from_us;
  gint64 b_us = ((const FechoInterval *)b)->from_us;

  return (a_us > b_us) - (a_us < b_us);
}

/* -- outages */

/* Adds what lies between two openings, where something of it was watched. */
static void
finish_outage (GArray      *outages,
               FechoOutage *outage,
               const char  *name)
{
  if (outage->down_us > 0)
    {
      outage->session = g_strdup (name);
      g_array_append_val (outages, *outage);
    }
  else
    {
      g_free (outage->session_id);
    }
  *outage = (FechoOutage){ NULL };
}

static void
add_down (FechoOutage *outage,
          const char  *uuid,
          gint64       from_us,
          gint64       to_us)
{
  if (outage->session_id == NULL)
    {
      outage->session_id = g_strdup (uuid);
      outage->from_us = from_us;
    }
  outage->to_us = to_us;
  outage->down_us += to_us - from_us;
}

/* Walks through the time in which the session was watched, and through that in which it was open,
 * side by side. What was not watched is neither: it does not end an outage. */
static void
add_outages (GArray              *outages,
             const Session       *session,
             const GArray        *watched,
             const FechoInterval *range)
{
  FechoOutage outage = { NULL };
  guint next = 0;

  for (guint i = 0; i < watched->len; i++)
    {
      const FechoInterval *interval = &g_array_index (watched, FechoInterval, i);
      gint64 at_us = MAX (interval->from_us, range->from_us);
      gint64 end_us = MIN (interval->to_us, range->to_us);

      while (at_us < end_us)
        {
          const FechoInterval *open;
          gint64 until_us;

          while (next < session->open->len &&
                 g_array_index (session->open, FechoInterval, next).to_us <= at_us)
            next++;
          open = next < session->open->len ? &g_array_index (session->open, FechoInterval, next)
                 : NULL;
          if (open != NULL && open->from_us <= at_us)
            {
              finish_outage (outages, &outage, session->name);
              at_us = open->to_us;
              continue;
            }
          until_us = open != NULL ? MIN (open->from_us, end_us) : end_us;
          add_down (&outage, session->uuid, at_us, until_us);
          at_us = until_us;
        }
    }
  finish_outage (outages, &outage, session->name);
}

static int
compare_outages (gconstpointer a,
                 gconstpointer b)
{
  const FechoOutage *x = a;
  const FechoOutage *y = b;

  if (x->down_us != y->down_us)
    return x->down_us > y->down_us ? -1 : 1;

  return (x->from_us > y->from_us) - (x->from_us < y->from_us);
}

/* Keeps the longest. */
static void
trim (GArray *outages,
      guint   limit)
{
  g_array_sort (outages, compare_outages);
  if (outages->len > limit)
    g_array_set_size (outages, limit);
}

static gboolean
read_open (Request       *request,
           FechoDb       *db,
           FechoWatched  *watched,
           GPtrArray     *sessions,
           GError       **error)
{
  g_autoptr(FechoFoldReader) reader = fecho_fold_reader_new (db, error);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (reader == NULL)
    return FALSE;
  for (guint i = 0; i < sessions->len; i++)
    g_array_append_val (ids, ((Session *)sessions->pdata[i])->id);
  if (!fecho_fold_reader_visit_folds (reader, ids, request->range.from_us, request->range.to_us,
                                      add_folded_cb, request, error) ||
      !fecho_fold_reader_visit_tail (reader, add_tail_cb, request, error))
    return FALSE;
  for (guint i = 0; i < sessions->len; i++)
    {
      Session *session = sessions->pdata[i];
      gint64 opened_us = fecho_watched_get_opened_us (watched, session->id);

      if (!add_next (session, reader, &request->range, error))
        return FALSE;
      if (opened_us != FECHO_UNKNOWN)
        add_open (session, opened_us, G_MAXINT64, &request->range);
      if (session->disordered)
        g_array_sort (session->open, compare_intervals);
    }

  return TRUE;
}

static gboolean
add_some (FechoDb              *db,
          FechoWatched         *watched,
          GPtrArray            *sessions,
          const FechoInterval  *range,
          GArray               *outages,
          GError              **error)
{
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  Request request = { by_id, *range };

  for (guint i = 0; i < sessions->len; i++)
    {
      Session *session = sessions->pdata[i];

      session->open = g_array_new (FALSE, FALSE, sizeof (FechoInterval));
      g_hash_table_insert (by_id, &session->id, session);
    }
  if (!read_open (&request, db, watched, sessions, error))
    return FALSE;
  for (guint i = 0; i < sessions->len; i++)
    {
      Session *session = sessions->pdata[i];
      g_autoptr(GArray) intervals = fecho_watched_get_intervals (watched, session->id, error);

      if (intervals == NULL)
        return FALSE;
      add_outages (outages, session, intervals, range);
      g_clear_pointer (&session->open, g_array_unref);
    }

  return TRUE;
}

/* Nothing is known before the first end of connection but that it was watched. */
static gboolean
get_range (FechoDb            *db,
           const FechoFilter  *filter,
           gint64              now_us,
           FechoInterval      *ret_range,
           GError            **error)
{
  gint64 since_us, until_us;

  if (!fecho_query_rollup_range (db, &since_us, &until_us, error))
    return FALSE;
  ret_range->from_us = filter->since_us > G_MININT64 ? filter->since_us : since_us;
  ret_range->to_us = MIN (filter->until_us, now_us);

  return TRUE;
}

GArray *
fecho_query_outages (FechoDb            *db,
                     const FechoFilter  *filter,
                     guint               limit,
                     gint64              now_us,
                     GError            **error)
{
  g_autoptr(GArray) outages = fecho_outage_new_array ();
  g_autoptr(GPtrArray) sessions = load_sessions (db, filter, error);
  g_autoptr(FechoWatched) watched = NULL;
  FechoInterval range;

  if (sessions == NULL || !get_range (db, filter, now_us, &range, error))
    return NULL;
  watched = fecho_watched_new (db, range.to_us, error);
  if (watched == NULL)
    return NULL;
  while (sessions->len > 0)
    {
      g_autoptr(GPtrArray) some = g_ptr_array_new_with_free_func (session_free);

      for (guint i = 0; i < SESSIONS_AT_ONCE && sessions->len > 0; i++)
        g_ptr_array_add (some, g_ptr_array_steal_index_fast (sessions, sessions->len - 1));
      if (!add_some (db, watched, some, &range, outages, error))
        return NULL;
      trim (outages, limit);
    }

  return g_steal_pointer (&outages);
}
