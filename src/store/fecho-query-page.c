/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query.h"

#include "fecho-candidates.h"
#include "fecho-record.h"

#define ROWS_PER_LOOK 256

/* A page under construction. */
typedef struct
{
  FechoDb *db;
  FechoMatcher *matcher;
  FechoNames *names;
  GPtrArray *events;
  guint limit;
  FechoPageSlice *slice;        /* NULL: to the end */
} Page;

static gboolean
add_event (Page    *page,
           gint64   id,
           GError **error)
{
  GError *local = NULL;
  FechoCloseEvent *event = fecho_record_get (page->db, page->names, id, &local);

  if (event != NULL)
    g_ptr_array_add (page->events, event);
  if (local != NULL)
    g_propagate_error (error, local);

  return local == NULL;
}

/* -- from candidates */

static gboolean
add_candidate (Page    *page,
               gint64   id,
               GError **error)
{
  g_autoptr(FechoStmt) row = fecho_stmt_get (page->db, FECHO_SQL_WALK_ROW, error);
  g_autoptr(GError) local = NULL;

  if (row == NULL)
    return FALSE;
  fecho_stmt_bind_int (row, 1, id);
  if (fecho_stmt_next (row, &local) && fecho_matcher_matches (page->matcher, row, &local))
    (void)add_event (page, id, &local); /* the error says it */
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
fill_from_candidates (Page             *page,
                      FechoCandidates  *candidates,
                      GError          **error)
{
  g_autoptr(GError) local = NULL;
  gint64 id;

  while (page->events->len < page->limit && fecho_candidates_next (candidates, &id, &local))
    {
      if (!add_candidate (page, id, &local))
        break;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* -- from a walk over time */

/* Is the time of the slice over? The clock is looked at now and then. */
static gboolean
cut (Page      *page,
     FechoStmt *walk,
     guint      n_seen)
{
  if (page->slice == NULL || n_seen % ROWS_PER_LOOK != 0 ||
      g_get_monotonic_time () < page->slice->until_us)
    return FALSE;
  page->slice->unfinished = TRUE;
  page->slice->reached = (FechoPageKey){ fecho_stmt_get_int (walk, FECHO_WALK_CLOSED_AT),
                                         fecho_stmt_get_int (walk, FECHO_WALK_CODE),
                                         fecho_stmt_get_int (walk, FECHO_WALK_ID) };

  return TRUE;
}

static gboolean
fill_from_walk (Page       *page,
                FechoStmt  *walk,
                GError    **error)
{
  g_autoptr(GError) local = NULL;

  for (guint n_seen = 1; local == NULL && page->events->len < page->limit; n_seen++)
    {
      if (!fecho_stmt_next (walk, &local))
        break;
      if (fecho_matcher_matches (page->matcher, walk, &local))
        (void)add_event (page, fecho_stmt_get_int (walk, FECHO_WALK_ID), &local); /* as above */
      if (local == NULL && page->events->len < page->limit && cut (page, walk, n_seen))
        break;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
fill (Page                *page,
      const FechoFilter   *filter,
      const FechoPageKey  *after,
      gboolean             oldest_first,
      GError             **error)
{
  g_autoptr(FechoCandidates) candidates = NULL;
  g_autoptr(FechoStmt) walk = NULL;
  GError *local = NULL;

  if (!filter->marked)
    candidates = fecho_candidates_new (page->db, page->matcher, after, oldest_first, &local);
  if (candidates != NULL)
    return fill_from_candidates (page, candidates, error);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  walk = fecho_walk_start (page->db, filter->since_us, filter->until_us, after, oldest_first,
                           fecho_walk_choose (page->matcher), error);

  return walk != NULL && fill_from_walk (page, walk, error);
}

static gboolean
fill_page (FechoDb             *db,
           const FechoFilter   *filter,
           const FechoPageKey  *after,
           gboolean             oldest_first,
           guint                limit,
           FechoPageSlice      *slice,
           GPtrArray           *events,
           GError             **error)
{
  g_autoptr(FechoNames) names = fecho_names_new (db);
  g_autoptr(FechoMatcher) matcher = fecho_matcher_new (db, filter, error);
  Page page = { db, matcher, names, events, limit, slice };

  return matcher != NULL && (fecho_matcher_is_empty (matcher) ||
                             fill (&page, filter, after, oldest_first, error));
}

GPtrArray *
fecho_query_page (FechoDb             *db,
                  const FechoFilter   *filter,
                  const FechoPageKey  *after,
                  gboolean             oldest_first,
                  guint                limit,
                  GError             **error)
{
  g_autoptr(GPtrArray) events = fecho_record_new_array ();

  if (!fill_page (db, filter, after, oldest_first, limit, NULL, events, error))
    return NULL;

  return g_steal_pointer (&events);
}

gboolean
fecho_query_page_slice (FechoDb             *db,
                        const FechoFilter   *filter,
                        const FechoPageKey  *after,
                        gboolean             oldest_first,
                        guint                limit,
                        FechoPageSlice      *slice,
                        GPtrArray           *events,
                        GError             **error)
{
  slice->unfinished = FALSE;

  return fill_page (db, filter, after, oldest_first, limit, slice, events, error);
}
