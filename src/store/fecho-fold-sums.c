/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-fold-rows.h"

#include <stdlib.h>

#include "fecho-life.h"
#include "fecho-time-total.h"

/* One row of session_code on its way; the sums of one session are few. */
typedef struct
{
  guint16 code;
  guint8 failed;
  guint8 standing;
  guint32 n;
  gint64 first_us;
  gint64 last_us;
} CodeSum;

typedef struct
{
  gint64 day;
  guint16 code;
  guint16 life;
  guint32 n;
} LifeSum;

/* -- session and code */

static CodeSum *
find_sum (GArray                  *sums,
          const FechoSegmentEvent *event)
{
  CodeSum sum = { event->code, event->life_us < 0, event->standing, 0,
                  event->closed_at_us, event->closed_at_us };

  for (guint i = 0; i < sums->len; i++)
    {
      CodeSum *known = &g_array_index (sums, CodeSum, i);

      if (known->code == sum.code && known->failed == sum.failed && known->standing == sum.standing)
        return known;
    }
  g_array_append_val (sums, sum);

  return &g_array_index (sums, CodeSum, sums->len - 1);
}

static void
bind_code (FechoStmt     *stmt,
           guint32        session,
           const CodeSum *sum)
{
  fecho_stmt_bind_int (stmt, 1, session);
  fecho_stmt_bind_int (stmt, 2, sum->code);
  fecho_stmt_bind_int (stmt, 3, sum->failed);
  fecho_stmt_bind_int (stmt, 4, sum->standing);
}

/* What counts nothing any more is dropped. */
static gboolean
write_codes (FechoStmt  *add,
             FechoStmt  *drop,
             guint32     session,
             GArray     *sums,
             int         sign,
             GError    **error)
{
  for (guint i = 0; i < sums->len; i++)
    {
      const CodeSum *sum = &g_array_index (sums, CodeSum, i);

      bind_code (add, session, sum);
      fecho_stmt_bind_int (add, 5, sign * (gint64)sum->n);
      fecho_stmt_bind_int (add, 6, sum->first_us);
      fecho_stmt_bind_int (add, 7, sum->last_us);
      bind_code (drop, session, sum);
      if (!fecho_stmt_run (add, error) || (sign < 0 && !fecho_stmt_run (drop, error)))
        return FALSE;
    }
  g_array_set_size (sums, 0);

  return TRUE;
}

/* The rows are in the order of sessions. */
static gboolean
sum_codes (FechoFoldRows  *self,
           FechoDb        *db,
           int             sign,
           GError        **error)
{
  g_autoptr(GArray) sums = g_array_new (FALSE, FALSE, sizeof (CodeSum));
  g_autoptr(FechoStmt) add = fecho_stmt_get (db, FECHO_SQL_SESSION_CODE_ADD, error);
  g_autoptr(FechoStmt) drop = NULL;
  guint32 session = 0;

  drop = add != NULL ? fecho_stmt_get (db, FECHO_SQL_SESSION_CODE_DROP, error) : NULL;
  if (drop == NULL)
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const FechoFoldRow *row = &g_array_index (self->rows, FechoFoldRow, i);
      CodeSum *sum;

      if (row->session != session && !write_codes (add, drop, session, sums, sign, error))
        return FALSE;
      session = row->session;
      sum = find_sum (sums, &row->event);
      sum->n++;
      sum->first_us = MIN (sum->first_us, row->event.closed_at_us);
      sum->last_us = MAX (sum->last_us, row->event.closed_at_us);
    }

  return write_codes (add, drop, session, sums, sign, error);
}

/* -- lives */

static int
compare_lives (gconstpointer a,
               gconstpointer b)
{
  const LifeSum *x = a;
  const LifeSum *y = b;

  if (x->day != y->day)
    return x->day < y->day ? -1 : 1;
  if (x->code != y->code)
    return x->code < y->code ? -1 : 1;

  return x->life - y->life;
}

/* Sorted, one entry for each (day, code, life). */
static GArray *
collect_lives (FechoFoldRows *self)
{
  GArray *lives = g_array_new (FALSE, FALSE, sizeof (LifeSum));
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const FechoSegmentEvent *event = &g_array_index (self->rows, FechoFoldRow, i).event;
      LifeSum sum = { fecho_rollup_get_bucket (event->closed_at_us, G_TIME_SPAN_DAY), event->code,
                      fecho_life_get_class (event->life_us), 1 };

      if (event->life_us >= 0 && event->standing == FECHO_STANDING_COUNTED)
        g_array_append_val (lives, sum);
    }
  g_array_sort (lives, compare_lives);
  for (guint i = 0; i < lives->len; i++)
    {
      LifeSum *all = (LifeSum *)(gpointer)lives->data;

      if (n > 0 && compare_lives (&all[n - 1], &all[i]) == 0)
        all[n - 1].n++;
      else
        all[n++] = all[i];
    }
  g_array_set_size (lives, n);

  return lives;
}

static void
bind_life (FechoStmt     *stmt,
           const LifeSum *sum)
{
  fecho_stmt_bind_int (stmt, 1, sum->day);
  fecho_stmt_bind_int (stmt, 2, sum->code);
  fecho_stmt_bind_int (stmt, 3, sum->life);
}

static gboolean
sum_lives (FechoFoldRows  *self,
           FechoDb        *db,
           int             sign,
           GError        **error)
{
  g_autoptr(GArray) lives = collect_lives (self);
  g_autoptr(FechoStmt) add = fecho_stmt_get (db, FECHO_SQL_LIFE_ADD, error);
  g_autoptr(FechoStmt) drop = add != NULL ? fecho_stmt_get (db, FECHO_SQL_LIFE_DROP, error) : NULL;

  if (drop == NULL)
    return FALSE;
  for (guint i = 0; i < lives->len; i++)
    {
      const LifeSum *sum = &g_array_index (lives, LifeSum, i);

      bind_life (add, sum);
      fecho_stmt_bind_int (add, 4, sign * (gint64)sum->n);
      bind_life (drop, sum);
      if (!fecho_stmt_run (add, error) || (sign < 0 && !fecho_stmt_run (drop, error)))
        return FALSE;
    }

  return TRUE;
}

/* -- time and reasons */

static gboolean
sum_time (FechoFoldRows  *self,
          FechoDb        *db,
          int             sign,
          GError        **error)
{
  g_autoptr(FechoTimeTotal) total = fecho_time_total_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      const FechoSegmentEvent *event = &g_array_index (self->rows, FechoFoldRow, i).event;

      if (event->life_us > 0)
        fecho_time_total_add_open (total, fecho_segment_event_get_opened_us (event),
                                   event->closed_at_us, sign);
    }

  return fecho_time_total_flush (total, db, error);
}

static gboolean
index_reasons (FechoFoldRows  *self,
               FechoDb        *db,
               FechoSql        sql,
               GError        **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < self->reasons->len; i++)
    {
      const FechoFoldReason *reason = &g_array_index (self->reasons, FechoFoldReason, i);

      fecho_stmt_bind_int (stmt, 1, reason->reason);
      fecho_stmt_bind_int (stmt, 2, reason->event);
      if (!fecho_stmt_run (stmt, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
sum_all (FechoFoldRows  *self,
         FechoDb        *db,
         int             sign,
         GError        **error)
{
  return sum_codes (self, db, sign, error) &&
         sum_lives (self, db, sign, error) &&
         sum_time (self, db, sign, error);
}

gboolean
fecho_fold_rows_sum (FechoFoldRows  *self,
                     FechoDb        *db,
                     GError        **error)
{
  return sum_all (self, db, 1, error) &&
         index_reasons (self, db, FECHO_SQL_REASON_EVENT_ADD, error);
}

/* Leaves those after mark out; the order stays. */
static void
cut (FechoFoldRows *self,
     gint64         mark)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      FechoFoldRow *all = (FechoFoldRow *)(gpointer)self->rows->data;

      if (all[i].event.id <= mark)
        all[n++] = all[i];
    }
  g_array_set_size (self->rows, n);
}

gboolean
fecho_fold_rows_unsum (FechoFoldRows  *self,
                       FechoDb        *db,
                       gint64          mark,
                       gboolean        keep_counts,
                       GError        **error)
{
  g_autoptr(GArray) all = g_array_copy (self->rows);
  gboolean good = TRUE;

  cut (self, mark);
  if (!keep_counts)
    good = sum_all (self, db, -1, error);
  g_array_set_size (self->rows, 0);
  if (all->len > 0)
    g_array_append_vals (self->rows, all->data, all->len);

  return good && index_reasons (self, db, FECHO_SQL_REASON_EVENT_REMOVE, error);
}
