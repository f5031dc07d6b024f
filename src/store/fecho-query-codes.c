/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query.h"

#include "fecho-names.h"
#include "fecho-query-each.h"
#include "fecho-record.h"

/* The counts of all, by (session << 16 | code). */
typedef struct
{
  FechoMatcher *matcher;
  GHashTable *counts;           /* gint64 -> FechoSessionCode without its strings */
} Counts;

static void
add (Counts        *counts,
     gint64         session,
     guint16        code,
     gboolean       failed_attempt,
     FechoStanding  standing,
     guint64        n,
     gint64         first_us,
     gint64         last_us)
{
  gint64 key = session << 16 | code;
  FechoSessionCode *count = g_hash_table_lookup (counts->counts, &key);

  if (n == 0 || (!failed_attempt && standing == FECHO_STANDING_INTERRUPTED))
    return;
  if (count == NULL)
    {
      count = g_new0 (FechoSessionCode, 1);
      count->code = code;
      count->first_us = first_us;
      count->last_us = last_us;
      g_hash_table_insert (counts->counts, g_memdup2 (&key, sizeof key), count);
    }
  count->first_us = MIN (count->first_us, first_us);
  count->last_us = MAX (count->last_us, last_us);
  if (failed_attempt)
    count->n_failed_attempts += n;
  else if (standing == FECHO_STANDING_OWN)
    count->n_own += n;
  else
    count->n_closes += n;
}

static void
add_event_cb (gint64                   session,
              const FechoSegmentEvent *event,
              gpointer                 user_data)
{
  add (user_data, session, event->code, event->life_us < 0, event->standing, 1,
       event->closed_at_us, event->closed_at_us);
}

/* -- of all time: the totals, and the tail that is not in them yet */

/* And not of classes that dictionaries give: an event tells which. */
static gboolean
is_of_all_time (const FechoFilter *filter)
{
  return filter->since_us == G_MININT64 && filter->until_us == G_MAXINT64 &&
         (filter->text == NULL || *filter->text == '\0') && filter->kinds == FECHO_KINDS_BOTH &&
         filter->closed_by == 0 && filter->stages == 0 && filter->causes == 0 &&
         filter->origins == 0 && !filter->marked && filter->clean == 0 && filter->ids == NULL &&
         filter->min_life_us == 0 && filter->max_life_us == 0 &&
         filter->book == NULL;
}

static gboolean
is_wanted (const Counts *counts,
           gint64        session,
           guint16       code)
{
  return fecho_matcher_has_session (counts->matcher, session) &&
         fecho_matcher_has_code (counts->matcher, code);
}

static void
add_tail_cb (gint64                   session,
             const FechoSegmentEvent *event,
             gpointer                 user_data)
{
  if (is_wanted (user_data, session, event->code))
    add_event_cb (session, event, user_data);
}

static gboolean
add_totals (Counts   *counts,
            FechoDb  *db,
            GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_SESSION_CODE_ALL, error);
  g_autoptr(FechoFoldReader) reader = NULL;
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (fecho_stmt_next (stmt, &local))
    {
      gint64 session = fecho_stmt_get_int (stmt, 0);
      guint16 code = fecho_stmt_get_int (stmt, 1);

      if (is_wanted (counts, session, code))
        add (counts, session, code, fecho_stmt_get_int (stmt, 2) != 0,
             fecho_record_get_enum (stmt, 3, FECHO_STANDING_INTERRUPTED, 0),
             MAX (fecho_stmt_get_int (stmt, 4), 0), fecho_stmt_get_int (stmt, 5),
             fecho_stmt_get_int (stmt, 6));
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  reader = fecho_fold_reader_new (db, error);

  return reader != NULL && fecho_fold_reader_visit_tail (reader, add_tail_cb, counts, error);
}

/* -- the answer */

static GArray *
to_array (Counts   *counts,
          FechoDb  *db,
          GError  **error)
{
  g_autoptr(GArray) array = fecho_session_code_new_array ();
  g_autoptr(FechoNames) names = fecho_names_new (db);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, counts->counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      FechoSessionCode count = *(const FechoSessionCode *)value;
      const FechoSessionName *name = fecho_names_get_session (names, *(const gint64 *)key >> 16);

      count.session_id = g_strdup (name->uuid);
      count.session = g_strdup (name->name);
      count.url = g_strdup (name->url);
      count.dictionary = g_strdup (name->dictionary);
      g_array_append_val (array, count);
    }

  return fecho_names_check (names, error) ? g_steal_pointer (&array) : NULL;
}

GArray *
fecho_query_session_codes (FechoDb            *db,
                           const FechoFilter  *filter,
                           GError            **error)
{
  g_autoptr(FechoMatcher) matcher = fecho_matcher_new (db, filter, error);
  g_autoptr(GHashTable) table = NULL;
  Counts counts = { matcher, NULL };
  gboolean good;

  if (matcher == NULL)
    return NULL;
  table = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  counts.counts = table;
  if (is_of_all_time (filter))
    good = add_totals (&counts, db, error);
  else
    good = fecho_query_each (db, matcher, add_event_cb, &counts, error);

  return good ? to_array (&counts, db, error) : NULL;
}
