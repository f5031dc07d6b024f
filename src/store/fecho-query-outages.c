/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query.h"

#include "fecho-query-rollup.h"
#include "fecho-stmt.h"

/* Lanes are built for so many sessions at a time: their markers are in memory. */
#define SESSIONS_AT_ONCE 500

typedef struct
{
  GPtrArray *uuids;             /* NULL at the end while lanes are asked for */
  GPtrArray *names;
} Sessions;

static void
sessions_clear (Sessions *self)
{
  g_ptr_array_unref (self->uuids);
  g_ptr_array_unref (self->names);
}

static gboolean
is_chosen (const FechoFilter *filter,
           const char        *uuid)
{
  return filter->sessions == NULL || filter->sessions[0] == NULL ||
         g_strv_contains ((const char *const *)filter->sessions, uuid);
}

static gboolean
load_sessions (FechoDb            *db,
               const FechoFilter  *filter,
               Sessions           *sessions,
               GError            **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_SESSION_ALL, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (fecho_stmt_next (stmt, &local))
    {
      const char *uuid = fecho_stmt_get_text (stmt, 1);

      if (!is_chosen (filter, uuid))
        continue;
      g_ptr_array_add (sessions->uuids, g_strdup (uuid));
      g_ptr_array_add (sessions->names, g_strdup (fecho_stmt_get_text (stmt, 2)));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

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
add_outages (GArray          *outages,
             const FechoLane *lane,
             const char      *name)
{
  FechoOutage outage = { NULL };

  for (guint i = 0; i < lane->spans->len; i++)
    {
      const FechoSpan *span = &g_array_index (lane->spans, FechoSpan, i);

      if (span->kind == FECHO_SPAN_OPEN)
        {
          finish_outage (outages, &outage, name);
          continue;
        }
      if (span->kind == FECHO_SPAN_NOT_MONITORED)
        continue;
      if (outage.session_id == NULL)
        {
          outage.session_id = g_strdup (lane->session_id);
          outage.from_us = span->from_us;
        }
      outage.to_us = span->to_us;
      outage.down_us += span->to_us - span->from_us;
    }
  finish_outage (outages, &outage, name);
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
add_some (FechoDb              *db,
          const Sessions       *sessions,
          guint                 first,
          const FechoInterval  *range,
          GArray               *outages,
          GError              **error)
{
  guint n = MIN (SESSIONS_AT_ONCE, sessions->uuids->len - first);
  g_autofree const char **uuids = g_new0 (const char *, n + 1);
  g_autoptr(GPtrArray) lanes = NULL;

  for (guint i = 0; i < n; i++)
    uuids[i] = sessions->uuids->pdata[first + i];
  lanes = fecho_query_lanes (db, uuids, range->from_us, range->to_us, 0, range->to_us, error);
  if (lanes == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    add_outages (outages, lanes->pdata[i], sessions->names->pdata[first + i]);

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
  Sessions sessions = { g_ptr_array_new_with_free_func (g_free),
                        g_ptr_array_new_with_free_func (g_free) };
  FechoInterval range;
  gboolean good;

  good = load_sessions (db, filter, &sessions, error) &&
         get_range (db, filter, now_us, &range, error);
  for (guint i = 0; good && i < sessions.uuids->len; i += SESSIONS_AT_ONCE)
    {
      good = add_some (db, &sessions, i, &range, outages, error);
      trim (outages, limit);
    }
  sessions_clear (&sessions);

  return good ? g_steal_pointer (&outages) : NULL;
}
