/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-rollup.h"

#include <string.h>

/* Compared by bytes: set to 0 before it is filled in. */
typedef struct
{
  gint64 bucket;
  guint16 code;
  guint8 failed_attempt;
  guint8 was_clean;
  guint8 standing;
  guint8 origin;
} Key;

struct _FechoRollup
{
  GHashTable *by_5min;          /* Key -> n */
  GHashTable *by_hour;
};

FechoStanding
fecho_standing_of (FechoClosedBy closed_by,
                   FechoCause    cause)
{
  if (cause == FECHO_CAUSE_MONITOR_INTERRUPTED)
    return FECHO_STANDING_INTERRUPTED;
  if (closed_by == FECHO_CLOSED_BY_USER || cause == FECHO_CAUSE_APP_QUIT)
    return FECHO_STANDING_OWN;

  return FECHO_STANDING_COUNTED;
}

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return g_int64_hash (&key->bucket) * 31 + key->code * 7 + key->was_clean + key->standing * 2;
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

static int
key_compare (gconstpointer a,
             gconstpointer b)
{
  const Key *x = *(const Key *const *)a;
  const Key *y = *(const Key *const *)b;

  if (x->bucket != y->bucket)
    return x->bucket < y->bucket ? -1 : 1;

  return x->code - y->code;
}

FechoRollup *
fecho_rollup_new (void)
{
  FechoRollup *self = g_new0 (FechoRollup, 1);

  self->by_5min = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
  self->by_hour = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);

  return self;
}

void
fecho_rollup_free (FechoRollup *self)
{
  g_hash_table_unref (self->by_5min);
  g_hash_table_unref (self->by_hour);
  g_free (self);
}

void
fecho_rollup_clear (FechoRollup *self)
{
  g_hash_table_remove_all (self->by_5min);
  g_hash_table_remove_all (self->by_hour);
}

gint64
fecho_rollup_get_bucket (gint64 us,
                         gint64 width_us)
{
  return us >= 0 ? us / width_us : -((-(us + 1)) / width_us) - 1;
}

static void
sum (GHashTable *table,
     const Key  *key,
     int         n)
{
  int sum_so_far = GPOINTER_TO_INT (g_hash_table_lookup (table, key));

  g_hash_table_insert (table, g_memdup2 (key, sizeof *key), GINT_TO_POINTER (sum_so_far + n));
}

void
fecho_rollup_add (FechoRollup   *self,
                  gint64         closed_at_us,
                  guint16        code,
                  gboolean       failed_attempt,
                  gboolean       was_clean,
                  FechoStanding  standing,
                  FechoOrigin    origin,
                  int            n)
{
  Key key;

  memset (&key, 0, sizeof key);
  key.code = code;
  key.failed_attempt = failed_attempt != FALSE;
  key.was_clean = was_clean != FALSE;
  key.standing = standing;
  key.origin = origin;
  key.bucket = fecho_rollup_get_bucket (closed_at_us, FECHO_ROLLUP_5MIN_US);
  sum (self->by_5min, &key, n);
  key.bucket = fecho_rollup_get_bucket (closed_at_us, FECHO_ROLLUP_HOUR_US);
  sum (self->by_hour, &key, n);
}

static void
bind_key (FechoStmt *stmt,
          const Key *key)
{
  fecho_stmt_bind_int (stmt, 1, key->bucket);
  fecho_stmt_bind_int (stmt, 2, key->code);
  fecho_stmt_bind_int (stmt, 3, key->failed_attempt);
  fecho_stmt_bind_int (stmt, 4, key->was_clean);
  fecho_stmt_bind_int (stmt, 5, key->standing);
  fecho_stmt_bind_int (stmt, 6, key->origin);
}

/* A row that counts nothing any more is not kept: it would be read for ever. */
static gboolean
flush_row (FechoStmt  *add,
           FechoStmt  *drop,
           const Key  *key,
           int         n,
           GError    **error)
{
  bind_key (add, key);
  fecho_stmt_bind_int (add, 7, n);
  if (!fecho_stmt_run (add, error))
    return FALSE;
  if (n > 0)
    return TRUE;
  bind_key (drop, key);

  return fecho_stmt_run (drop, error);
}

/* In the order of the table: neighbours share a page. */
static gboolean
flush_table (GHashTable  *table,
             FechoDb     *db,
             FechoSql     add_sql,
             FechoSql     drop_sql,
             GError     **error)
{
  g_autoptr(FechoStmt) add = fecho_stmt_get (db, add_sql, error);
  g_autoptr(FechoStmt) drop = add != NULL ? fecho_stmt_get (db, drop_sql, error) : NULL;
  g_autofree gpointer *keys = NULL;
  guint n_keys;

  if (drop == NULL)
    return FALSE;
  keys = g_hash_table_get_keys_as_array (table, &n_keys);
  if (n_keys > 1)
    qsort (keys, n_keys, sizeof *keys, key_compare);
  for (guint i = 0; i < n_keys; i++)
    {
      int n = GPOINTER_TO_INT (g_hash_table_lookup (table, keys[i]));

      if (n != 0 && !flush_row (add, drop, keys[i], n, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
fecho_rollup_flush (FechoRollup  *self,
                    FechoDb      *db,
                    GError      **error)
{
  if (!flush_table (self->by_5min, db, FECHO_SQL_ROLLUP_5MIN_ADD, FECHO_SQL_ROLLUP_5MIN_DROP,
                    error) ||
      !flush_table (self->by_hour, db, FECHO_SQL_ROLLUP_HOUR_ADD, FECHO_SQL_ROLLUP_HOUR_DROP,
                    error))
    return FALSE;
  fecho_rollup_clear (self);

  return TRUE;
}
