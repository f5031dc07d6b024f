/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-time-total.h"

#include "fecho-rollup.h"

#define WIDTH_US FECHO_ROLLUP_5MIN_US
#define MAX_SPAN_US (5 * 365 * G_TIME_SPAN_DAY)

/* Where something begins or ends. */
typedef struct
{
  gint64 at_us;
  int open;                     /* +1, 0, -1 */
  int monitored;
} Edge;

struct _FechoTimeTotal
{
  GArray *edges;                /* Edge */
};

FechoTimeTotal *
fecho_time_total_new (void)
{
  FechoTimeTotal *self = g_new0 (FechoTimeTotal, 1);

  self->edges = g_array_new (FALSE, FALSE, sizeof (Edge));

  return self;
}

void
fecho_time_total_free (FechoTimeTotal *self)
{
  g_array_unref (self->edges);
  g_free (self);
}

static void
add (FechoTimeTotal *self,
     gint64          from_us,
     gint64          to_us,
     int             open,
     int             monitored)
{
  gint64 earliest_us = to_us > G_MININT64 + MAX_SPAN_US ? to_us - MAX_SPAN_US : G_MININT64;
  Edge first = { MAX (from_us, earliest_us), open, monitored };
  Edge last = { to_us, -open, -monitored };

  if (first.at_us >= last.at_us)
    return;
  g_array_append_val (self->edges, first);
  g_array_append_val (self->edges, last);
}

void
fecho_time_total_add_open (FechoTimeTotal *self,
                           gint64          from_us,
                           gint64          to_us,
                           int             sign)
{
  add (self, from_us, to_us, sign, 0);
}

void
fecho_time_total_add_monitored (FechoTimeTotal *self,
                                gint64          from_us,
                                gint64          to_us,
                                int             sign)
{
  add (self, from_us, to_us, 0, sign);
}

static int
compare_edges (gconstpointer a,
               gconstpointer b)
{
  gint64 x = ((const Edge *)a)->at_us;
  gint64 y = ((const Edge *)b)->at_us;

  return (x > y) - (x < y);
}

/* A bucket from which all was taken is dropped. */
static gboolean
write_bucket (FechoStmt  *insert,
              FechoStmt  *drop,
              gint64      bucket,
              gint64      open_us,
              gint64      monitored_us,
              GError    **error)
{
  if (open_us == 0 && monitored_us == 0)
    return TRUE;
  fecho_stmt_bind_int (insert, 1, bucket);
  fecho_stmt_bind_int (insert, 2, open_us);
  fecho_stmt_bind_int (insert, 3, monitored_us);
  fecho_stmt_bind_int (drop, 1, bucket);

  return fecho_stmt_run (insert, error) &&
         ((open_us >= 0 && monitored_us >= 0) || fecho_stmt_run (drop, error));
}

/* From edge to edge, cut at the borders of buckets: what is going on is multiplied by the time. */
static gboolean
sweep (FechoTimeTotal  *self,
       FechoStmt       *insert,
       FechoStmt       *drop,
       GError         **error)
{
  gint64 open = 0, monitored = 0, open_us = 0, monitored_us = 0;
  gint64 at_us = g_array_index (self->edges, Edge, 0).at_us;
  gint64 bucket = fecho_rollup_get_bucket (at_us, WIDTH_US);

  for (guint i = 0; i < self->edges->len;)
    {
      const Edge *edge = &g_array_index (self->edges, Edge, i);
      gint64 border_us = (bucket + 1) * WIDTH_US;
      gint64 to_us = MIN (edge->at_us, border_us);

      open_us += open * (to_us - at_us);
      monitored_us += monitored * (to_us - at_us);
      at_us = to_us;
      if (edge->at_us < border_us)
        {
          open += edge->open;
          monitored += edge->monitored;
          i++;
          continue;
        }
      if (!write_bucket (insert, drop, bucket, open_us, monitored_us, error))
        return FALSE;
      open_us = monitored_us = 0;
      bucket++;
      /* Nothing goes on: the next edge may be far. */
      if (open == 0 && monitored == 0)
        {
          at_us = edge->at_us;
          bucket = fecho_rollup_get_bucket (at_us, WIDTH_US);
        }
    }

  return write_bucket (insert, drop, bucket, open_us, monitored_us, error);
}

gboolean
fecho_time_total_flush (FechoTimeTotal  *self,
                        FechoDb         *db,
                        GError         **error)
{
  g_autoptr(FechoStmt) insert = fecho_stmt_get (db, FECHO_SQL_TIME_ADD, error);
  g_autoptr(FechoStmt) drop = NULL;

  drop = insert != NULL ? fecho_stmt_get (db, FECHO_SQL_TIME_DROP, error) : NULL;
  if (drop == NULL)
    return FALSE;
  if (self->edges->len == 0)
    return TRUE;
  g_array_sort (self->edges, compare_edges);
  if (!sweep (self, insert, drop, error))
    return FALSE;
  g_array_set_size (self->edges, 0);

  return TRUE;
}
