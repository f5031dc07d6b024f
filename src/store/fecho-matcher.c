/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-matcher.h"

#include "fecho-id-set.h"
#include "fecho-names.h"
#include "fecho-text-contains.h"
#include "fecho-text-index.h"

#define N_CODES 65536

/* Asked of the filter once for each code that is met. */
typedef enum
{
  CODE_NOT_ASKED,
  CODE_WANTED,
  CODE_UNWANTED,
} CodeAnswer;

struct _FechoMatcher
{
  FechoDb *db;
  FechoFilter *filter;
  char *words;                  /* case-folded, NULL: any */
  guint8 *codes;                /* CodeAnswer of each code, NULL: all are wanted */
  GHashTable *sessions;         /* ids, NULL: any */
  GHashTable *named_sessions;   /* ids whose name or address has the words */
  GHashTable *reasons;          /* ids of texts that have the words */
  FechoNames *names;            /* of sessions; NULL: not asked for yet */
  gboolean key_only;
};

/* -- making it ready */

static gboolean
has_code (const FechoFilter *filter,
          guint16            code)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  FechoFilter by_code = {
    .since_us = G_MININT64,
    .until_us = G_MAXINT64,
    .codes = filter->codes,
    .not_codes = filter->not_codes,
    .classes = fecho_filter_asks_book (filter, code) ? 0 : filter->classes,
    .kinds = FECHO_KINDS_BOTH,
  };

  record.code = code;

  return fecho_filter_matches (&by_code, &record);
}

/* A row of FECHO_SQL_SESSION_ALL: has its name or its address the words? */
static gboolean
is_named (FechoStmt  *stmt,
          const char *words)
{
  return fecho_text_contains (fecho_stmt_get_text (stmt, 2), words) ||
         fecho_text_contains (fecho_stmt_get_text (stmt, 3), words);
}

static gboolean
choose_sessions (FechoMatcher  *self,
                 GError       **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_SESSION_FIND, error);
  const char *const *uuid = fecho_id_list_get_ids (self->filter->sessions);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  self->sessions = g_hash_table_new (NULL, NULL);
  for (; local == NULL && *uuid != NULL; uuid++)
    {
      fecho_stmt_bind_text (stmt, 1, *uuid);
      if (fecho_stmt_next (stmt, &local))
        fecho_id_set_add (self->sessions, fecho_stmt_get_int (stmt, 0));
      fecho_stmt_release (stmt);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
find_named_sessions (FechoMatcher  *self,
                     GError       **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_SESSION_ALL, error);
  g_autoptr(GError) local = NULL;

  if (stmt == NULL)
    return FALSE;
  while (fecho_stmt_next (stmt, &local))
    {
      if (is_named (stmt, self->words))
        fecho_id_set_add (self->named_sessions, fecho_stmt_get_int (stmt, 0));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
prepare (FechoMatcher  *self,
         GError       **error)
{
  const FechoFilter *filter = self->filter;
  gboolean by_session = fecho_id_list_get_length (filter->sessions) > 0;

  if (filter->codes != NULL || filter->not_codes != NULL || filter->classes != 0)
    self->codes = g_new0 (guint8, N_CODES);
  self->key_only = !by_session && filter->book == NULL && self->words == NULL &&
                   filter->closed_by == 0 && filter->stages == 0 && filter->causes == 0 &&
                   filter->origins == 0 && !filter->marked && filter->clean == 0 &&
                   filter->min_life_us == 0 && filter->max_life_us == 0 &&
                   filter->kinds == FECHO_KINDS_BOTH;
  if (by_session && !choose_sessions (self, error))
    return FALSE;

  return self->words == NULL ||
         (find_named_sessions (self, error) &&
          fecho_text_index_find (self->db, self->words, self->reasons, error));
}

FechoMatcher *
fecho_matcher_new (FechoDb            *db,
                   const FechoFilter  *filter,
                   GError            **error)
{
  g_autoptr(FechoMatcher) self = g_new0 (FechoMatcher, 1);
  GError *local = NULL;

  self->db = db;
  self->filter = fecho_filter_copy (filter);
  self->named_sessions = g_hash_table_new (NULL, NULL);
  self->reasons = g_hash_table_new (NULL, NULL);
  if (filter->text != NULL && *filter->text != '\0')
    self->words = g_utf8_casefold (filter->text, -1);
  if (!prepare (self, &local))
    {
      g_propagate_error (error, local);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
fecho_matcher_free (FechoMatcher *self)
{
  g_clear_pointer (&self->filter, fecho_filter_free);
  g_clear_pointer (&self->sessions, g_hash_table_unref);
  g_clear_pointer (&self->named_sessions, g_hash_table_unref);
  g_clear_pointer (&self->reasons, g_hash_table_unref);
  g_clear_pointer (&self->names, fecho_names_free);
  g_free (self->codes);
  g_free (self->words);
  g_free (self);
}

/* -- asking */

gboolean
fecho_matcher_needs_key_only (FechoMatcher *self)
{
  return self->key_only;
}

gboolean
fecho_matcher_is_empty (FechoMatcher *self)
{
  return self->filter->kinds == 0 || self->filter->since_us >= self->filter->until_us ||
         (self->sessions != NULL && g_hash_table_size (self->sessions) == 0);
}

gboolean
fecho_matcher_has_code (FechoMatcher *self,
                        guint16       code)
{
  if (self->codes == NULL)
    return TRUE;
  if (self->codes[code] == CODE_NOT_ASKED)
    self->codes[code] = has_code (self->filter, code) ? CODE_WANTED : CODE_UNWANTED;

  return self->codes[code] == CODE_WANTED;
}

typedef gboolean (*AskFunc) (const FechoFilter *filter,
                             const FechoCloseRecord *record);

/* What of an event decides which dictionary explains it is asked of the filter. FALSE with an error
 * too. */
static gboolean
ask_explained (FechoMatcher  *self,
               gint64         session,
               gint64         id,
               guint16        code,
               gboolean       failed_attempt,
               AskFunc        ask,
               GError       **error)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autoptr(FechoStmt) detail = fecho_stmt_get (self->db, FECHO_SQL_DETAIL_DICTIONARY, error);
  g_autoptr(GError) local = NULL;
  const FechoSessionName *name;

  if (detail == NULL)
    return FALSE;
  fecho_stmt_bind_int (detail, 1, id);
  if (fecho_stmt_next (detail, &local))
    {
      record.dictionary = fecho_stmt_get_text (detail, 0);
      record.subprotocol = fecho_stmt_get_text (detail, 1);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (self->names == NULL)
    self->names = fecho_names_new (self->db);
  name = fecho_names_get_session (self->names, session);
  record.session_id = name->uuid;
  record.url = name->url;
  record.code = code;
  record.failed_attempt = failed_attempt;

  return fecho_names_check (self->names, error) && ask (self->filter, &record);
}

gboolean
fecho_matcher_has_class (FechoMatcher  *self,
                         gint64         session,
                         gint64         id,
                         guint16        code,
                         gboolean       failed_attempt,
                         GError       **error)
{
  return !fecho_filter_asks_book (self->filter, code) ||
         ask_explained (self, session, id, code, failed_attempt, fecho_filter_has_class, error);
}

GHashTable *
fecho_matcher_get_sessions (FechoMatcher *self)
{
  return self->sessions;
}

GHashTable *
fecho_matcher_get_named (FechoMatcher *self)
{
  return self->named_sessions;
}

GHashTable *
fecho_matcher_get_reasons (FechoMatcher *self)
{
  return self->reasons;
}

gboolean
fecho_matcher_has_ids (FechoMatcher *self)
{
  return self->filter->ids != NULL && self->filter->ids->len > 0;
}

gboolean
fecho_matcher_has_text (FechoMatcher *self)
{
  return self->words != NULL;
}

const FechoFilter *
fecho_matcher_get_filter (FechoMatcher *self)
{
  return self->filter;
}

gboolean
fecho_matcher_has_session (FechoMatcher *self,
                           gint64        session)
{
  return self->sessions == NULL || fecho_id_set_has (self->sessions, session);
}

static gboolean
in_mask (guint64 mask,
         gint64  value)
{
  return value >= 0 && value < 64 && (mask >> value & 1) != 0;
}

/* What is not asked for is not read of the row: a search looks at thousands of them. */
static gboolean
column_in_mask (guint64          mask,
                FechoStmt       *row,
                FechoWalkColumn  column)
{
  return mask == 0 || in_mask (mask, fecho_stmt_get_int (row, column));
}

/* The reason of an event whose session had sent too many. */
static gboolean
has_words_in_detail (FechoMatcher  *self,
                     gint64         id,
                     GError       **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_DETAIL_REASON, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, id);

  return fecho_stmt_next (stmt, error) &&
         fecho_text_contains (fecho_stmt_get_text (stmt, 0), self->words);
}

/* In the name that its dictionary gives to the code. */
static gboolean
has_words_in_name (FechoMatcher  *self,
                   FechoStmt     *row,
                   GError       **error)
{
  return ask_explained (self, fecho_stmt_get_int (row, FECHO_WALK_SESSION),
                        fecho_stmt_get_int (row, FECHO_WALK_ID),
                        fecho_stmt_get_int (row, FECHO_WALK_CODE),
                        fecho_stmt_is_null (row, FECHO_WALK_LIFE), fecho_filter_has_text_name,
                        error);
}

static gboolean
has_words (FechoMatcher  *self,
           FechoStmt     *row,
           GError       **error)
{
  gint64 reason = fecho_stmt_get_known (row, FECHO_WALK_REASON);
  guint16 code = fecho_stmt_get_int (row, FECHO_WALK_CODE);
  GError *local = NULL;

  if (fecho_filter_has_text_code (self->filter, code))
    return TRUE;
  if (fecho_id_set_has (self->named_sessions, fecho_stmt_get_int (row, FECHO_WALK_SESSION)))
    return TRUE;
  if (reason > 0 && fecho_id_set_has (self->reasons, reason))
    return TRUE;
  if (fecho_filter_asks_text_name (self->filter, code) && has_words_in_name (self, row, &local))
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  return reason == 0 && has_words_in_detail (self, fecho_stmt_get_int (row, FECHO_WALK_ID), error);
}

static gboolean
has_origin (FechoMatcher  *self,
            gint64         id,
            GError       **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (self->db, FECHO_SQL_ORIGIN_GET, error);
  g_autoptr(GError) local = NULL;
  gint64 origin = FECHO_ORIGIN_NOT_JUDGED;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, id);
  if (fecho_stmt_next (stmt, &local))
    origin = fecho_stmt_get_int (stmt, 0);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return in_mask (self->filter->origins, origin);
}

gboolean
fecho_matcher_matches (FechoMatcher  *self,
                       FechoStmt     *row,
                       GError       **error)
{
  const FechoFilter *filter = self->filter;
  FechoKinds kind;

  if (!fecho_matcher_has_code (self, fecho_stmt_get_int (row, FECHO_WALK_CODE)) ||
      !fecho_filter_has_id (filter, fecho_stmt_get_int (row, FECHO_WALK_ID)))
    return FALSE;
  if (self->key_only)
    return TRUE;

  kind = fecho_stmt_is_null (row, FECHO_WALK_LIFE) ? FECHO_KINDS_ATTEMPTS : FECHO_KINDS_CLOSES;

  return (filter->kinds & kind) != 0 &&
         (!filter->marked || fecho_stmt_get_int (row, FECHO_WALK_MARKED) != 0) &&
         column_in_mask (filter->clean, row, FECHO_WALK_WAS_CLEAN) &&
         fecho_filter_has_life (filter, fecho_stmt_get_known (row, FECHO_WALK_LIFE)) &&
         column_in_mask (filter->closed_by, row, FECHO_WALK_CLOSED_BY) &&
         column_in_mask (filter->stages, row, FECHO_WALK_STAGE) &&
         column_in_mask (filter->causes, row, FECHO_WALK_CAUSE) &&
         fecho_matcher_has_session (self, fecho_stmt_get_int (row, FECHO_WALK_SESSION)) &&
         (filter->origins == 0 ||
          has_origin (self, fecho_stmt_get_int (row, FECHO_WALK_ID), error)) &&
         (self->words == NULL || has_words (self, row, error)) &&
         fecho_matcher_has_class (self, fecho_stmt_get_int (row, FECHO_WALK_SESSION),
                                  fecho_stmt_get_int (row, FECHO_WALK_ID),
                                  fecho_stmt_get_int (row, FECHO_WALK_CODE),
                                  kind == FECHO_KINDS_ATTEMPTS, error);
}
