/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-stats.h"

#include "fecho-dictionary-folder.h"

typedef struct
{
  FechoCount count;
  GArray *lives;                /* gint64, of n_closes; NULL: not kept */
} Row;

struct _FechoStats
{
  FechoStatsKey key;
  gboolean with_lives;
  GPtrArray *dictionaries;      /* NULL: none */
  GHashTable *by_text;          /* index of a row + 1, by text */
  GHashTable *by_key;           /* ... by key */
  GArray *rows;                 /* Row */
  Row total;
  GArray *counts;               /* FechoCount, made when asked */
};

static const char *const key_words[] = {
  [FECHO_STATS_BY_CODE] = "code",
  [FECHO_STATS_BY_SESSION] = "session",
  [FECHO_STATS_BY_CLASS] = "class",
  [FECHO_STATS_BY_CAUSE] = "cause",
  [FECHO_STATS_BY_ORIGIN] = "origin",
  [FECHO_STATS_BY_CLOSED_BY] = "closed-by",
  [FECHO_STATS_BY_HOUR] = "hour",
  [FECHO_STATS_BY_DAY] = "day",
};

static void
row_init (Row      *row,
          gboolean  with_lives)
{
  *row = (Row){ .count.median_life_us = FECHO_UNKNOWN };
  if (with_lives)
    row->lives = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
row_clear (gpointer data)
{
  Row *row = data;

  fecho_count_clear (&row->count);
  g_clear_pointer (&row->lives, g_array_unref);
}

static gboolean
is_by_time (FechoStatsKey key)
{
  return key == FECHO_STATS_BY_HOUR || key == FECHO_STATS_BY_DAY;
}

/* The start of the local hour or day. */
static char *
dup_time_text (const FechoCloseRecord *record,
               FechoStatsKey           key)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (record->closed_at_us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  if (local == NULL)
    return g_strdup ("");

  return g_date_time_format (local,
                             key == FECHO_STATS_BY_HOUR ? "%Y-%m-%dT%H:00:00%:z" : "%Y-%m-%d");
}

static char *
dup_text (const FechoCloseRecord *record,
          FechoStatsKey           key)
{
  if (key == FECHO_STATS_BY_SESSION)
    return g_strdup (record->session != NULL ? record->session : "");

  return is_by_time (key) ? dup_time_text (record, key) : NULL;
}

static int
get_class (const FechoCloseRecord *record,
           GPtrArray              *dictionaries)
{
  const FechoDictionaryCode *own = fecho_dictionary_folder_explain (dictionaries,
                                                                    record->dictionary,
                                                                    record->code);

  return fecho_dictionary_code_get_class (own, record->code);
}

static int
get_key (const FechoStats       *self,
         const FechoCloseRecord *record)
{
  switch (self->key)
    {
    case FECHO_STATS_BY_CODE:
      return record->code;
    case FECHO_STATS_BY_CLASS:
      return get_class (record, self->dictionaries);
    case FECHO_STATS_BY_CAUSE:
      return record->cause;
    case FECHO_STATS_BY_ORIGIN:
      return record->origin;
    case FECHO_STATS_BY_CLOSED_BY:
      return record->closed_by;
    case FECHO_STATS_BY_SESSION:
    case FECHO_STATS_BY_HOUR:
    case FECHO_STATS_BY_DAY:
    default:
      return 0;
    }
}

static Row *
find_row (FechoStats             *self,
          const FechoCloseRecord *record)
{
  g_autofree char *text = dup_text (record, self->key);
  int key = get_key (self, record);
  guint index;
  Row *row;

  index = text != NULL
          ? GPOINTER_TO_UINT (g_hash_table_lookup (self->by_text, text))
          : GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, GINT_TO_POINTER (key)));
  if (index != 0)
    return &g_array_index (self->rows, Row, index - 1);

  g_array_set_size (self->rows, self->rows->len + 1);
  row = &g_array_index (self->rows, Row, self->rows->len - 1);
  row_init (row, self->with_lives);
  row->count.key = key;
  if (text != NULL)
    g_hash_table_insert (self->by_text, g_strdup (text), GUINT_TO_POINTER (self->rows->len));
  else
    g_hash_table_insert (self->by_key, GINT_TO_POINTER (key), GUINT_TO_POINTER (self->rows->len));
  row->count.text = g_steal_pointer (&text);

  return row;
}

static void
count_event (Row                    *row,
             const FechoCloseRecord *record)
{
  if (record->failed_attempt)
    {
      row->count.n_failed_attempts++;
    }
  else if (record->cause == FECHO_CAUSE_MONITOR_INTERRUPTED)
    {
      row->count.n_interrupted++;
    }
  else if (record->closed_by == FECHO_CLOSED_BY_USER || record->cause == FECHO_CAUSE_APP_QUIT)
    {
      row->count.n_own++;
    }
  else
    {
      row->count.n_closes++;
      row->count.n_clean += record->was_clean ? 1 : 0;
      if (row->lives != NULL)
        g_array_append_val (row->lives, record->life_us);
    }
}

static int
compare_lives (gconstpointer a,
               gconstpointer b)
{
  gint64 x = *(const gint64 *)a;
  gint64 y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

/* The mean of the two in the middle where their number is even. */
static gint64
get_median_us (GArray *lives)
{
  const guint middle = lives != NULL ? lives->len / 2 : 0;

  if (lives == NULL || lives->len == 0)
    return FECHO_UNKNOWN;

  g_array_sort (lives, compare_lives);
  if (lives->len % 2 == 1)
    return g_array_index (lives, gint64, middle);

  return (g_array_index (lives, gint64, middle - 1) + g_array_index (lives, gint64, middle)) / 2;
}

static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  const FechoCount *x = a;
  const FechoCount *y = b;

  if (x->n_closes != y->n_closes)
    return x->n_closes > y->n_closes ? -1 : 1;
  if (x->n_failed_attempts != y->n_failed_attempts)
    return x->n_failed_attempts > y->n_failed_attempts ? -1 : 1;
  if (x->key != y->key)
    return x->key - y->key;

  return g_strcmp0 (x->text, y->text);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (((const FechoCount *)a)->text, ((const FechoCount *)b)->text);
}

static FechoStats *
make (FechoStatsKey key,
      gboolean      with_lives)
{
  FechoStats *self = g_new0 (FechoStats, 1);

  self->key = key;
  self->with_lives = with_lives;
  self->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_key = g_hash_table_new (NULL, NULL);
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
  row_init (&self->total, with_lives);

  return self;
}

FechoStats *
fecho_stats_new (FechoStatsKey key)
{
  return make (key, TRUE);
}

FechoStats *
fecho_stats_new_without_lives (FechoStatsKey key)
{
  return make (key, FALSE);
}

void
fecho_stats_free (FechoStats *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->counts, g_array_unref);
  g_clear_pointer (&self->dictionaries, g_ptr_array_unref);
  row_clear (&self->total);
  g_array_unref (self->rows);
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_text);
  g_free (self);
}

void
fecho_stats_set_dictionaries (FechoStats *self,
                              GPtrArray  *dictionaries)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->dictionaries, g_ptr_array_unref);
  self->dictionaries = g_ptr_array_ref (dictionaries);
}

void
fecho_stats_add (FechoStats             *self,
                 const FechoCloseRecord *record)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (record != NULL);

  count_event (find_row (self, record), record);
  count_event (&self->total, record);
}

gboolean
fecho_stats_is_counted (const FechoCloseRecord *record)
{
  Row row = { 0 };

  g_return_val_if_fail (record != NULL, FALSE);

  count_event (&row, record);

  return row.count.n_closes > 0;
}

GArray *
fecho_stats_get_rows (FechoStats *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_clear_pointer (&self->counts, g_array_unref);
  self->counts = g_array_new (FALSE, FALSE, sizeof (FechoCount));
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);

      row->count.median_life_us = get_median_us (row->lives);
      g_array_append_val (self->counts, row->count);
    }
  g_array_sort (self->counts, is_by_time (self->key) ? compare_times : compare_counts);

  return self->counts;
}

FechoCount
fecho_stats_get_total (FechoStats *self)
{
  g_return_val_if_fail (self != NULL, (FechoCount){ 0 });

  self->total.count.median_life_us = get_median_us (self->total.lives);

  return self->total.count;
}

const char *
fecho_stats_key_to_string (FechoStatsKey key)
{
  g_return_val_if_fail (key < G_N_ELEMENTS (key_words), NULL);

  return key_words[key];
}

gboolean
fecho_stats_key_from_string (const char    *string,
                             FechoStatsKey *ret_key)
{
  g_return_val_if_fail (string != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (key_words); i++)
    if (g_str_equal (string, key_words[i]))
      {
        *ret_key = i;
        return TRUE;
      }

  return FALSE;
}
