/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-text-garbage.h"

#include "fecho-stmt.h"
#include "fecho-text-index.h"

#define EVENTS_AT_ONCE 5000
#define TEXTS_AT_ONCE 500
/* A text is worth looking at so many events. */
#define EVENTS_OF_A_TEXT 64
/* The columns of FECHO_SQL_TEXT_USES behind the id of the event. */
#define N_USES 13

typedef struct
{
  gint64 id;
  char *value;
} Text;

struct _FechoTextGarbage
{
  gboolean started;
  gboolean all_seen;
  gboolean done;
  gint64 seen_event;            /* the last event that was looked at */
  gint64 seen_text;             /* the last text that was looked at */
  gint64 last_text;             /* those that came later are not looked at */
  guint8 *used;                 /* a bit for each text up to the last */
};

FechoTextGarbage *
fecho_text_garbage_new (void)
{
  return g_new0 (FechoTextGarbage, 1);
}

void
fecho_text_garbage_free (FechoTextGarbage *self)
{
  g_free (self->used);
  g_free (self);
}

static gboolean
is_used (const FechoTextGarbage *self,
         gint64                  text)
{
  return (self->used[text / 8] >> text % 8 & 1) != 0;
}

/* -- looking through the events */

/* What is not interned stands in the same columns as itself, which is no id: at worst it keeps a
 * text that could go. */
static void
see_event (FechoTextGarbage *self,
           FechoStmt        *stmt)
{
  self->seen_event = fecho_stmt_get_int (stmt, 0);
  for (int i = 1; i <= N_USES; i++)
    {
      gint64 text = fecho_stmt_get_int (stmt, i);

      if (text > 0 && text <= self->last_text)
        self->used[text / 8] |= 1 << text % 8;
    }
}

/* limit -1: all that are left. */
static gboolean
see_events (FechoTextGarbage  *self,
            FechoDb           *db,
            gint64             limit,
            gint64            *ret_n,
            GError           **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_TEXT_USES, error);
  g_autoptr(GError) local = NULL;

  *ret_n = 0;
  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, self->seen_event);
  fecho_stmt_bind_int (stmt, 2, limit);
  for (; fecho_stmt_next (stmt, &local); (*ret_n)++)
    see_event (self, stmt);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* *ret_more is FALSE where it is not worth it. */
static gboolean
start (FechoTextGarbage  *self,
       FechoDb           *db,
       gboolean          *ret_more,
       GError           **error)
{
  gint64 n_texts, first_event, last_event;

  if (!fecho_db_get_int (db, FECHO_SQL_TEXT_COUNT, &n_texts, error) ||
      !fecho_db_get_int (db, FECHO_SQL_TEXT_LAST, &self->last_text, error) ||
      !fecho_db_get_int (db, FECHO_SQL_EVENT_FIRST_ID, &first_event, error) ||
      !fecho_db_get_int (db, FECHO_SQL_EVENT_LAST_ID, &last_event, error))
    return FALSE;
  self->done = n_texts <= 1 || last_event - first_event > n_texts * EVENTS_OF_A_TEXT;
  *ret_more = !self->done;
  self->used = g_malloc0 (self->last_text / 8 + 1);
  self->started = TRUE;

  return TRUE;
}

/* -- removing */

static void
text_clear (gpointer data)
{
  Text *text = data;

  g_free (text->value);
}

/* The next texts of which nothing is known to need them. The last text always stays: its id must
 * not be given again, as the index takes those up to it for indexed. */
static GArray *
find_unused (FechoTextGarbage  *self,
             FechoDb           *db,
             GError           **error)
{
  g_autoptr(GArray) texts = g_array_new (FALSE, FALSE, sizeof (Text));
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_TEXT_ABOVE, error);
  g_autoptr(GError) local = NULL;
  guint n;

  g_array_set_clear_func (texts, text_clear);
  if (stmt == NULL)
    return NULL;
  fecho_stmt_bind_int (stmt, 1, self->seen_text);
  fecho_stmt_bind_int (stmt, 2, TEXTS_AT_ONCE);
  for (n = 0; fecho_stmt_next (stmt, &local); n++)
    {
      Text text = { fecho_stmt_get_int (stmt, 0), NULL };

      self->seen_text = text.id;
      if (text.id >= self->last_text || is_used (self, text.id))
        continue;
      text.value = g_strdup (fecho_stmt_get_text (stmt, 1));
      g_array_append_val (texts, text);
    }
  if (n < TEXTS_AT_ONCE)
    self->seen_text = self->last_text;
  if (local == NULL)
    return g_steal_pointer (&texts);
  g_propagate_error (error, g_steal_pointer (&local));

  return NULL;
}

static gboolean
remove_text (FechoDb     *db,
             const Text  *text,
             GError     **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, FECHO_SQL_TEXT_REMOVE, error);

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, text->id);

  return fecho_stmt_run (stmt, error);
}

/* Inside a transaction, so that what was recorded since the last look is known too. */
static gboolean
remove_unused (FechoTextGarbage  *self,
               FechoDb           *db,
               GError           **error)
{
  g_autoptr(GArray) texts = NULL;
  gint64 n;

  if (!see_events (self, db, -1, &n, error))
    return FALSE;
  texts = find_unused (self, db, error);
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      const Text *text = &g_array_index (texts, Text, i);

      if (!fecho_text_index_remove (db, text->id, text->value, error) ||
          !remove_text (db, text, error))
        return FALSE;
    }

  return texts != NULL;
}

gboolean
fecho_text_garbage_remove_some (FechoTextGarbage  *self,
                                FechoBatch        *batch,
                                gboolean          *ret_more,
                                GError           **error)
{
  FechoDb *db = fecho_batch_get_db (batch);
  gint64 n;

  *ret_more = FALSE;
  if (self->done)
    return TRUE;
  if (!self->started)
    return start (self, db, ret_more, error);
  if (!self->all_seen)
    {
      if (!see_events (self, db, EVENTS_AT_ONCE, &n, error))
        return FALSE;
      self->all_seen = n < EVENTS_AT_ONCE;
      *ret_more = TRUE;
      return TRUE;
    }
  if (!fecho_batch_begin (batch, error))
    return FALSE;
  if (!remove_unused (self, db, error))
    {
      fecho_batch_rollback (batch);
      return FALSE;
    }
  fecho_batch_forget_texts (batch);
  self->done = self->seen_text >= self->last_text;
  *ret_more = !self->done;

  return fecho_batch_commit (batch, error);
}
