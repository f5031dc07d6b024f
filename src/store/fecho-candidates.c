/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-candidates.h"

#include "fecho-fold-reader.h"
#include "fecho-id-set.h"

/* A filter with more is not rare. */
#define MAX_SESSIONS 2000
#define MAX_REASONS 1000
#define MAX_EVENTS_OF_REASONS 10000
/* Sessions with more than a quarter of all events are met soon enough by a walk. */
#define SHARE_OF_ALL 4

struct _FechoCandidates
{
  FechoDb *db;
  FechoMatcher *matcher;
  FechoFoldReader *reader;
  gboolean forward;
  gboolean has_after;
  FechoPageKey after;
  gint64 from_us;               /* of what is left to give */
  gint64 to_us;
  GArray *sessions;             /* gint64 */
  GArray *folds;                /* FechoFoldInfo still to be read, the next one last */
  GArray *keys;                 /* FechoPageKey read but not given, the next one last */
  gboolean sorted;
  gint64 last_id;               /* given */
};

/* -- is it worth it? */

static gboolean
count_of_session (FechoDb  *db,
                  gint64    session,
                  gint64   *ret_n,
                  GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_SESSION_CODE_COUNT, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, session);
  if (!fecho_stmt_next (stmt, error))
    return FALSE;
  *ret_n = fecho_stmt_get_int (stmt, 0);

  return TRUE;
}

static gboolean
sessions_are_rare (FechoCandidates  *self,
                   gboolean         *ret_rare,
                   GError          **error)
{
  gint64 n_all, n = 0, n_of_one;

  *ret_rare = FALSE;
  if (!fecho_db_get_int (self->db, FECHO_SQL_EVENT_LAST_ID, &n_all, error))
    return FALSE;
  if (self->sessions->len > MAX_SESSIONS)
    return TRUE;
  for (guint i = 0; i < self->sessions->len; i++)
    {
      if (!count_of_session (self->db, g_array_index (self->sessions, gint64, i), &n_of_one, error))
        return FALSE;
      n += n_of_one;
    }
  *ret_rare = n <= n_all / SHARE_OF_ALL;

  return TRUE;
}

/* -- reading candidates */

static int
compare_keys (const FechoPageKey *a,
              const FechoPageKey *b)
{
  if (a->closed_at_us != b->closed_at_us)
    return a->closed_at_us < b->closed_at_us ? -1 : 1;
  if (a->code != b->code)
    return a->code < b->code ? -1 : 1;

  return (a->id > b->id) - (a->id < b->id);
}

static int
compare_rising (gconstpointer a,
                gconstpointer b)
{
  return compare_keys (a, b);
}

static int
compare_falling (gconstpointer a,
                 gconstpointer b)
{
  return compare_keys (b, a);
}

static void
add_key (FechoCandidates *self,
         FechoPageKey     key)
{
  int order = self->has_after ? compare_keys (&key, &self->after) : 0;

  if (key.closed_at_us < self->from_us || key.closed_at_us >= self->to_us)
    return;
  if (self->has_after && (self->forward ? order <= 0 : order >= 0))
    return;
  g_array_append_val (self->keys, key);
  self->sorted = FALSE;
}

static void
add_folded_cb (gint64                   session,
               const FechoSegmentEvent *event,
               gpointer                 user_data)
{
  FechoCandidates *self = user_data;

  if (fecho_matcher_has_code (self->matcher, event->code))
    add_key (self, (FechoPageKey){ event->closed_at_us, event->code, event->id });
}

static FechoPageKey
read_key (FechoStmt *row)
{
  return (FechoPageKey){ fecho_stmt_get_int (row, FECHO_WALK_CLOSED_AT),
                         fecho_stmt_get_int (row, FECHO_WALK_CODE),
                         fecho_stmt_get_int (row, FECHO_WALK_ID) };
}

static gboolean
add_tail (FechoCandidates  *self,
          GError          **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_WALK_TAIL, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, fecho_fold_reader_get_mark (self->reader));
  while (local == NULL && fecho_stmt_next (stmt, &local))
    {
      if (fecho_matcher_matches (self->matcher, stmt, &local))
        add_key (self, read_key (stmt));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
add_event (FechoCandidates  *self,
           gint64            id,
           GError          **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_WALK_ROW, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, id);
  if (fecho_stmt_next (stmt, &local))
    add_key (self, read_key (stmt));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Few enough that to look each of them up is cheaper than a walk. */
static gboolean
ids_are_rare (FechoCandidates  *self,
              gboolean         *ret_rare,
              GError          **error)
{
  const GArray *ids = fecho_matcher_get_filter (self->matcher)->ids;
  gint64 n_all;

  if (!fecho_db_get_int (self->db, FECHO_SQL_EVENT_LAST_ID, &n_all, error))
    return FALSE;
  *ret_rare = ids->len <= n_all / SHARE_OF_ALL;

  return TRUE;
}

static gboolean
add_ids (FechoCandidates  *self,
         const GArray     *ids,
         GError          **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      if (!add_event (self, g_array_index (ids, gint64, i), error))
        return FALSE;
    }

  return TRUE;
}

/* ids is filled up to one more than a rare filter may have. */
static gboolean
collect_of_reason (FechoDb  *db,
                   gint64    reason,
                   GArray   *ids,
                   GError  **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_REASON_EVENT_GET, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, reason);
  fecho_stmt_bind_int (stmt, 2, MAX_EVENTS_OF_REASONS + 1 - (gint64)ids->len);
  while (fecho_stmt_next (stmt, &local))
    {
      gint64 id = fecho_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Those of the found reasons, and of the reasons that are not interned (0). */
static gboolean
add_reasons (FechoCandidates  *self,
             gboolean         *ret_rare,
             GError          **error)
{
  g_autoptr(GArray) reasons = fecho_id_set_to_array (fecho_matcher_get_reasons (self->matcher));
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 not_interned = 0;

  *ret_rare = FALSE;
  if (reasons->len > MAX_REASONS)
    return TRUE;
  g_array_append_val (reasons, not_interned);
  for (guint i = 0; i < reasons->len; i++)
    {
      if (!collect_of_reason (self->db, g_array_index (reasons, gint64, i), ids, error))
        return FALSE;
      if (ids->len > MAX_EVENTS_OF_REASONS)
        return TRUE;
    }
  *ret_rare = TRUE;

  return add_ids (self, ids, error);
}

/* -- making */

static int
compare_last_at (gconstpointer a,
                 gconstpointer b)
{
  gint64 x = ((const FechoFoldInfo *)a)->last_at_us;
  gint64 y = ((const FechoFoldInfo *)b)->last_at_us;

  return (x > y) - (x < y);
}

static int
compare_first_at (gconstpointer a,
                  gconstpointer b)
{
  gint64 x = ((const FechoFoldInfo *)a)->first_at_us;
  gint64 y = ((const FechoFoldInfo *)b)->first_at_us;

  return (x < y) - (x > y);
}

/* The fold that reaches farthest towards the start of the order is read first. */
static void
plan_folds (FechoCandidates *self)
{
  const GArray *all = fecho_fold_reader_get_folds (self->reader);

  for (guint i = 0; i < all->len; i++)
    {
      const FechoFoldInfo *fold = &g_array_index (all, FechoFoldInfo, i);

      if (fold->last_at_us >= self->from_us && fold->first_at_us < self->to_us)
        g_array_append_vals (self->folds, fold, 1);
    }
  g_array_sort (self->folds, self->forward ? compare_first_at : compare_last_at);
}

static void
set_bounds (FechoCandidates *self)
{
  const FechoFilter *filter = fecho_matcher_get_filter (self->matcher);

  self->from_us = filter->since_us;
  self->to_us = filter->until_us;
  if (self->has_after && self->forward)
    self->from_us = MAX (self->from_us, self->after.closed_at_us);
  if (self->has_after && !self->forward && self->after.closed_at_us < G_MAXINT64)
    self->to_us = MIN (self->to_us, self->after.closed_at_us + 1);
}

/* The sessions whose events are candidates as such. */
static GArray *
choose_sessions (FechoMatcher *matcher)
{
  if (fecho_matcher_get_sessions (matcher) != NULL)
    return fecho_id_set_to_array (fecho_matcher_get_sessions (matcher));

  return fecho_id_set_to_array (fecho_matcher_get_named (matcher));
}

/* Events with these codes are everywhere. */
static gboolean
has_text_codes (FechoCandidates *self)
{
  const FechoFilter *filter = fecho_matcher_get_filter (self->matcher);

  return (filter->text_codes != NULL && filter->text_codes->len > 0) || filter->text_names != NULL;
}

static gboolean
prepare_ids (FechoCandidates  *self,
             gboolean         *ret_rare,
             GError          **error)
{
  if (!ids_are_rare (self, ret_rare, error))
    return FALSE;

  return !*ret_rare || add_ids (self, fecho_matcher_get_filter (self->matcher)->ids, error);
}

static gboolean
prepare (FechoCandidates  *self,
         gboolean         *ret_rare,
         GError          **error)
{
  gboolean by_session = fecho_matcher_get_sessions (self->matcher) != NULL;

  *ret_rare = by_session || (fecho_matcher_has_text (self->matcher) && !has_text_codes (self));
  self->reader = fecho_fold_reader_new (self->db, error);
  if (self->reader == NULL)
    return FALSE;
  /* Without a fold there is only the tail: a walk is as good. */
  if (!*ret_rare || fecho_fold_reader_get_folds (self->reader)->len == 0)
    {
      *ret_rare = FALSE;
      return TRUE;
    }
  if (!sessions_are_rare (self, ret_rare, error))
    return FALSE;
  if (*ret_rare && !by_session && !add_reasons (self, ret_rare, error))
    return FALSE;
  if (!*ret_rare)
    return TRUE;
  plan_folds (self);

  return add_tail (self, error);
}

FechoCandidates *
fecho_candidates_new (FechoDb             *db,
                      FechoMatcher        *matcher,
                      const FechoPageKey  *after,
                      gboolean             forward,
                      GError             **error)
{
  g_autoptr(FechoCandidates) self = g_new0 (FechoCandidates, 1);
  gboolean rare, good;

  self->db = db;
  self->matcher = matcher;
  self->forward = forward;
  self->has_after = after != NULL;
  if (after != NULL)
    self->after = *after;
  self->sessions = choose_sessions (matcher);
  self->folds = g_array_new (FALSE, FALSE, sizeof (FechoFoldInfo));
  self->keys = g_array_new (FALSE, FALSE, sizeof (FechoPageKey));
  set_bounds (self);
  good = fecho_matcher_has_ids (matcher) ? prepare_ids (self, &rare, error)
         : prepare (self, &rare, error);
  if (!good || !rare)
    return NULL;

  return g_steal_pointer (&self);
}

void
fecho_candidates_free (FechoCandidates *self)
{
  g_clear_pointer (&self->reader, fecho_fold_reader_free);
  g_array_unref (self->sessions);
  g_array_unref (self->folds);
  g_array_unref (self->keys);
  g_free (self);
}

/* -- giving */

static gboolean
read_next_fold (FechoCandidates  *self,
                GError          **error)
{
  FechoFoldInfo fold = g_array_index (self->folds, FechoFoldInfo, self->folds->len - 1);

  g_array_set_size (self->folds, self->folds->len - 1);
  for (guint i = 0; i < self->sessions->len; i++)
    {
      if (!fecho_fold_reader_visit_fold (self->reader, &fold,
                                         g_array_index (self->sessions, gint64, i),
                                         self->from_us, self->to_us, add_folded_cb, self, error))
        return FALSE;
    }

  return TRUE;
}

/* No fold that is still to be read can have an event before this one. */
static gboolean
is_next (FechoCandidates    *self,
         const FechoPageKey *key)
{
  const FechoFoldInfo *fold;

  if (self->folds->len == 0)
    return TRUE;
  fold = &g_array_index (self->folds, FechoFoldInfo, self->folds->len - 1);

  return self->forward ? key->closed_at_us < fold->first_at_us
         : key->closed_at_us > fold->last_at_us;
}

gboolean
fecho_candidates_next (FechoCandidates  *self,
                       gint64           *ret_id,
                       GError          **error)
{
  while (self->keys->len > 0 || self->folds->len > 0)
    {
      const FechoPageKey *key;

      if (!self->sorted)
        g_array_sort (self->keys, self->forward ? compare_falling : compare_rising);
      self->sorted = TRUE;
      key = self->keys->len > 0 ? &g_array_index (self->keys, FechoPageKey, self->keys->len - 1)
            : NULL;
      if (key == NULL || !is_next (self, key))
        {
          if (!read_next_fold (self, error))
            return FALSE;
          continue;
        }
      *ret_id = key->id;
      g_array_set_size (self->keys, self->keys->len - 1);
      /* A session may be found by its name and an event of it by its reason. */
      if (*ret_id == self->last_id)
        continue;
      self->last_id = *ret_id;

      return TRUE;
    }

  return FALSE;
}
