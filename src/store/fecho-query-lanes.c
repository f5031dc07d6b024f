/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query.h"

#include "fecho-fold-reader.h"
#include "fecho-watched.h"

#define COARSE_AT_ONCE 16

/* A lane under construction. */
typedef struct
{
  gint64 session;               /* 0: the file does not know it */
  FechoLane *lane;
  FechoSegmentEvent next;       /* of the tail, past the range; id 0: none yet */
} Builder;

/* What is asked. */
typedef struct
{
  gint64 from_us;
  gint64 to_us;
  gint64 cell_us;               /* 0: as fine as it is */
  gint64 now_us;
} Range;

typedef struct
{
  GHashTable *builders;         /* session -> Builder */
  gint64 from_us;
  gint64 to_us;
} Request;

static gboolean
find_session (FechoDb     *db,
              const char  *uuid,
              gint64      *ret_id,
              GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_SESSION_FIND, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_text (stmt, 1, uuid);
  *ret_id = fecho_stmt_next (stmt, &local) ? fecho_stmt_get_int (stmt, 0) : 0;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static void
add_marker (Builder                 *builder,
            const FechoSegmentEvent *event)
{
  FechoMarker marker = {
    .id = event->id,
    .at_us = event->closed_at_us,
    .last_us = event->closed_at_us,
    .n = 1,
    .life_us = event->life_us,
    .handshake_us = event->handshake_us,
    .code = event->code,
    .closed_by = event->closed_by,
    .was_clean = event->was_clean,
    .interrupted = event->standing == FECHO_STANDING_INTERRUPTED,
    .own = event->standing == FECHO_STANDING_OWN,
  };

  g_array_append_val (builder->lane->markers, marker);
}

static void
add_folded_cb (gint64                   session,
               const FechoSegmentEvent *event,
               gpointer                 user_data)
{
  Request *request = user_data;
  Builder *builder = g_hash_table_lookup (request->builders, &session);

  add_marker (builder, event);
}

/* The tail is walked once for all lanes, and holds every time: also what came past the range. */
static void
add_tail_cb (gint64                   session,
             const FechoSegmentEvent *event,
             gpointer                 user_data)
{
  Request *request = user_data;
  Builder *builder = g_hash_table_lookup (request->builders, &session);

  if (builder == NULL || event->closed_at_us < request->from_us)
    return;
  if (event->closed_at_us < request->to_us)
    add_marker (builder, event);
  else if (builder->next.id == 0 || event->closed_at_us < builder->next.closed_at_us)
    builder->next = *event;
}

static int
compare_markers (gconstpointer a,
                 gconstpointer b)
{
  const FechoMarker *x = a;
  const FechoMarker *y = b;

  if (x->at_us != y->at_us)
    return x->at_us < y->at_us ? -1 : 1;

  return (x->id > y->id) - (x->id < y->id);
}

/* The first end of connection past the range tells what was open in it. */
static gboolean
add_next (Builder          *builder,
          FechoFoldReader  *reader,
          gint64            to_us,
          GError          **error)
{
  FechoSegmentEvent next;

  if (!fecho_fold_reader_find_next (reader, builder->session, to_us, &next, error))
    return FALSE;
  if (next.id == 0 || (builder->next.id != 0 && builder->next.closed_at_us < next.closed_at_us))
    next = builder->next;
  g_array_sort (builder->lane->markers, compare_markers);
  if (next.id != 0)
    add_marker (builder, &next);

  return TRUE;
}

static gboolean
collect_markers (Request  *request,
                 FechoDb  *db,
                 GError  **error)
{
  g_autoptr(FechoFoldReader) reader = fecho_fold_reader_new (db, error);
  g_autoptr(GArray) sessions = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer builder;

  if (reader == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, request->builders);
  while (g_hash_table_iter_next (&iter, NULL, &builder))
    g_array_append_val (sessions, ((Builder *)builder)->session);
  if (!fecho_fold_reader_visit_folds (reader, sessions, request->from_us, request->to_us,
                                      add_folded_cb, request, error) ||
      !fecho_fold_reader_visit_tail (reader, add_tail_cb, request, error))
    return FALSE;
  g_hash_table_iter_init (&iter, request->builders);
  while (g_hash_table_iter_next (&iter, NULL, &builder))
    {
      if (!add_next (builder, reader, request->to_us, error))
        return FALSE;
    }

  return TRUE;
}

/* The end of connection past the range has told what was open in it, and is not of it. */
static void
drop_markers_past (FechoLane *lane,
                   gint64     to_us)
{
  while (lane->markers->len > 0 &&
         g_array_index (lane->markers, FechoMarker, lane->markers->len - 1).at_us >= to_us)
    g_array_set_size (lane->markers, lane->markers->len - 1);
}

static gboolean
build_spans (Builder       *builder,
             FechoWatched  *watched,
             const Range   *range,
             GError       **error)
{
  g_autoptr(GArray) intervals = fecho_watched_get_intervals (watched, builder->session, error);

  if (intervals == NULL)
    return FALSE;
  fecho_lane_build_spans (builder->lane, intervals,
                          fecho_watched_get_opened_us (watched, builder->session),
                          range->from_us, range->to_us, range->now_us);
  drop_markers_past (builder->lane, range->to_us);

  return TRUE;
}

static void
builder_clear (gpointer data)
{
  Builder *builder = data;

  g_clear_pointer (&builder->lane, fecho_lane_free);
}

/* In the order of the UUIDs; one that is not known has an empty lane. */
static GArray *
new_builders (FechoDb            *db,
              const char *const  *sessions,
              GError            **error)
{
  guint n_sessions = g_strv_length ((char **)sessions);
  g_autoptr(GArray) builders = g_array_sized_new (FALSE, TRUE, sizeof (Builder), n_sessions);

  g_array_set_clear_func (builders, builder_clear);
  for (guint i = 0; i < n_sessions; i++)
    {
      Builder builder = { .lane = NULL };

      if (!find_session (db, sessions[i], &builder.session, error))
        return NULL;
      builder.lane = fecho_lane_new (sessions[i]);
      g_array_append_val (builders, builder);
    }

  return g_steal_pointer (&builders);
}

/* What the builders first to before end have to tell. */
static gboolean
fill_builders (FechoDb       *db,
               FechoWatched  *watched,
               GArray        *builders,
               guint          first,
               guint          end,
               const Range   *range,
               GError       **error)
{
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  Request request = { by_id, range->from_us, range->to_us };

  for (guint i = first; i < end; i++)
    {
      Builder *builder = &g_array_index (builders, Builder, i);

      if (builder->session != 0)
        g_hash_table_insert (by_id, &builder->session, builder);
    }
  if (!collect_markers (&request, db, error))
    return FALSE;
  for (guint i = first; i < end; i++)
    {
      Builder *builder = &g_array_index (builders, Builder, i);

      if (builder->session == 0)
        continue;
      if (!build_spans (builder, watched, range, error))
        return FALSE;
      if (range->cell_us > 0)
        fecho_lane_coarsen (builder->lane, range->cell_us);
    }

  return TRUE;
}

GPtrArray *
fecho_query_lanes (FechoDb            *db,
                   const char *const  *sessions,
                   gint64              from_us,
                   gint64              to_us,
                   gint64              cell_us,
                   gint64              now_us,
                   GError            **error)
{
  g_autoptr(GPtrArray) lanes = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_lane_free);
  g_autoptr(GArray) builders = new_builders (db, sessions, error);
  g_autoptr(FechoWatched) watched = NULL;
  const Range range = { from_us, to_us, cell_us, now_us };
  guint step;

  if (builders == NULL)
    return NULL;
  watched = fecho_watched_new (db, MIN (to_us, now_us), error);
  if (watched == NULL)
    return NULL;
  /* Coarse lanes are small, but are made of fine ones: not all at a time. */
  step = cell_us > 0 ? COARSE_AT_ONCE : MAX (builders->len, 1);
  for (guint i = 0; i < builders->len; i += step)
    {
      if (!fill_builders (db, watched, builders, i, MIN (i + step, builders->len), &range, error))
        return NULL;
    }
  for (guint i = 0; i < builders->len; i++)
    g_ptr_array_add (lanes, g_steal_pointer (&g_array_index (builders, Builder, i).lane));

  return g_steal_pointer (&lanes);
}
