/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-pattern-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "fecho-term-table.h"

static const FechoTerm kinds[] = {
  [FECHO_PATTERN_IDLE_TIMEOUT] = { "idle_timeout", N_("Idle Time-out") },
  [FECHO_PATTERN_MAX_AGE] = { "max_age", N_("Maximum Age") },
  [FECHO_PATTERN_TIME_LIMIT] = { "time_limit", N_("Time Limit") },
  [FECHO_PATTERN_WALL_CLOCK] = { "wall_clock", N_("Same Time of Day") },
  [FECHO_PATTERN_CORRELATED_DROP] = { "correlated_drop", N_("Dropped Together") },
  [FECHO_PATTERN_RESTART] = { "restart", N_("Restart of the Server") },
  /* Translators: a pattern: the connection opens and drops again and again. */
  [FECHO_PATTERN_FLAPPING] = { "flapping", N_("Flapping") },
  [FECHO_PATTERN_CREDENTIALS] = { "credentials", N_("Credentials Refused") },
  [FECHO_PATTERN_CERTIFICATE_EXPIRING] = { "certificate_expiring", N_("Certificate Expires") },
  [FECHO_PATTERN_FIRST_SEEN_CODE] = { "first_seen_code", N_("New Code") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == FECHO_N_PATTERNS);

/* The same limit at two hosts: within 2 %, and the same time within a minute. */
#define ALIKE_SHARE    50
#define ALIKE_CLOCK_US (60 * FECHO_PATTERN_SECOND_US)

/* A history may come from anywhere: what no clock shows is left out (microseconds, year 9999). */
#define MAX_TIME_US G_GINT64_CONSTANT (253402300800000000)

/* A row with its number among those that were given. */
typedef struct
{
  FechoPatternRow row;
  guint index;
} Numbered;

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const Numbered *left = a;
  const Numbered *right = b;

  if (left->row.closed_at_us != right->row.closed_at_us)
    return left->row.closed_at_us < right->row.closed_at_us ? -1 : 1;

  return (left->index > right->index) - (left->index < right->index);
}

int
fecho_pattern_compare_uint (gconstpointer a,
                            gconstpointer b)
{
  const guint left = *(const guint *)a;
  const guint right = *(const guint *)b;

  return (left > right) - (left < right);
}

int
fecho_pattern_compare_time (gconstpointer a,
                            gconstpointer b)
{
  const gint64 left = *(const gint64 *)a;
  const gint64 right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

static int
compare_codes (gconstpointer a,
               gconstpointer b)
{
  const guint16 left = *(const guint16 *)a;
  const guint16 right = *(const guint16 *)b;

  return (left > right) - (left < right);
}

static int
compare_patterns (gconstpointer a,
                  gconstpointer b)
{
  const FechoPattern *left = *(const FechoPattern *const *)a;
  const FechoPattern *right = *(const FechoPattern *const *)b;

  if (left->certainty < right->certainty || left->certainty > right->certainty)
    return left->certainty > right->certainty ? -1 : 1;
  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;

  return (left->first_at_us > right->first_at_us) - (left->first_at_us < right->first_at_us);
}

gboolean
fecho_pattern_row_is_foreign (const FechoPatternRow *row)
{
  if (row->closed_by == FECHO_CLOSED_BY_USER)
    return FALSE;

  return row->cause != FECHO_CAUSE_USER_CLOSED && row->cause != FECHO_CAUSE_APP_QUIT &&
         row->cause != FECHO_CAUSE_MONITOR_INTERRUPTED &&
         row->cause != FECHO_CAUSE_SUSPEND_RESUME && row->cause != FECHO_CAUSE_NETWORK_CHANGED &&
         row->cause != FECHO_CAUSE_NETWORK_DOWN && row->cause != FECHO_CAUSE_NO_DESCRIPTORS;
}

gboolean
fecho_pattern_row_is_evidence (const FechoPatternRow *row)
{
  return !row->failed && row->life_us >= 0 && fecho_pattern_row_is_foreign (row);
}

GArray *
fecho_pattern_select (const FechoPatternFinder *finder,
                      const GArray *rows,
                      gboolean (*func)(const FechoPatternRow *row))
{
  GArray *selected = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);

      if (func (&finder->rows[row]))
        g_array_append_val (selected, row);
    }

  return selected;
}

static GPtrArray *
split (const FechoPatternFinder *finder,
       const GArray             *rows,
       gboolean                  by_host)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  g_autoptr(GHashTable) known = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);
      guint key = by_host ? finder->rows[row].host : finder->rows[row].session;
      GArray *part = g_hash_table_lookup (known, GUINT_TO_POINTER (key));

      if (part == NULL)
        {
          part = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (known, GUINT_TO_POINTER (key), part);
          g_ptr_array_add (parts, part);
        }
      g_array_append_val (part, row);
    }

  return parts;
}

GPtrArray *
fecho_pattern_split_sessions (const FechoPatternFinder *finder,
                              const GArray             *rows)
{
  return split (finder, rows, FALSE);
}

static void
add_unique_code (GArray  *codes,
                 guint16  code)
{
  for (guint i = 0; i < codes->len; i++)
    {
      if (g_array_index (codes, guint16, i) == code)
        return;
    }

  g_array_append_val (codes, code);
}

/* Sorted, each once. */
static void
make_unique (GArray *numbers)
{
  guint n = 0;

  g_array_sort (numbers, fecho_pattern_compare_uint);
  for (guint i = 0; i < numbers->len; i++)
    {
      guint number = g_array_index (numbers, guint, i);

      if (n == 0 || g_array_index (numbers, guint, n - 1) != number)
        g_array_index (numbers, guint, n++) = number;
    }
  g_array_set_size (numbers, n);
}

static void
describe_rows (const FechoPatternFinder *finder,
               FechoPattern             *self)
{
  gboolean all_ping = TRUE;
  guint first;
  guint last;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const FechoPatternRow *row = &finder->rows[g_array_index (self->rows, guint, i)];

      g_array_append_val (self->sessions, row->session);
      add_unique_code (self->codes, row->code);
      all_ping &= row->ping_us > 0;
      self->ping_us = MAX (self->ping_us, row->ping_us);
    }
  if (!all_ping)
    self->ping_us = 0;

  make_unique (self->sessions);
  g_array_sort (self->codes, compare_codes);
  first = g_array_index (self->rows, guint, 0);
  last = g_array_index (self->rows, guint, self->rows->len - 1);
  self->first_at_us = finder->rows[first].closed_at_us;
  self->last_at_us = finder->rows[last].closed_at_us;
}

FechoPattern *
fecho_pattern_add (FechoPatternFinder *finder,
                   FechoPatternKind    kind,
                   const GArray       *rows,
                   guint               of,
                   double              certainty)
{
  FechoPattern *self = g_new0 (FechoPattern, 1);

  g_assert (rows->len > 0);

  self->kind = kind;
  self->of = of;
  self->value_us = FECHO_UNKNOWN;
  self->spread_us = FECHO_UNKNOWN;
  self->expires_at_us = FECHO_UNKNOWN;
  self->http_status = FECHO_UNKNOWN;
  self->certainty = certainty;
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->sessions = g_array_new (FALSE, FALSE, sizeof (guint));
  self->codes = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_array_append_vals (self->rows, rows->data, rows->len);
  g_array_sort (self->rows, fecho_pattern_compare_uint);
  self->n = self->rows->len;
  describe_rows (finder, self);
  g_ptr_array_add (finder->patterns, self);

  return self;
}

guint
fecho_pattern_count_common (const GArray *a,
                            const GArray *b)
{
  guint n = 0;

  for (guint i = 0; i < b->len; i++)
    n += g_array_binary_search ((GArray *)a, &g_array_index (b, guint, i),
                                fecho_pattern_compare_uint, NULL);

  return n;
}

void
fecho_pattern_measure (GArray *times,
                       gint64 *ret_median_us,
                       gint64 *ret_spread_us)
{
  g_autoptr(GArray) distances = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 median_us;

  g_array_sort (times, fecho_pattern_compare_time);
  median_us = g_array_index (times, gint64, times->len / 2);
  for (guint i = 0; i < times->len; i++)
    {
      gint64 distance_us = ABS (g_array_index (times, gint64, i) - median_us);

      g_array_append_val (distances, distance_us);
    }
  g_array_sort (distances, fecho_pattern_compare_time);
  *ret_median_us = median_us;
  *ret_spread_us = g_array_index (distances, gint64, distances->len / 2);
}

double
fecho_pattern_rate_binomial (double k,
                             double n,
                             double p)
{
  double share = n > 0 ? k / n : 0;
  double divergence;

  if (share <= p || p <= 0 || p >= 1)
    return 0;

  divergence = share * log (share / p);
  if (share < 1)
    divergence += (1 - share) * log ((1 - share) / (1 - p));

  return n * divergence / M_LN10;
}

double
fecho_pattern_rate_poisson (double k,
                            double lambda)
{
  if (k <= lambda || lambda <= 0)
    return 0;

  return (lambda - k + k * log (k / lambda)) / M_LN10;
}

/* Of a pattern that has one. */
static guint
get_host (const FechoPatternFinder *finder,
          const FechoPattern       *pattern)
{
  return finder->rows[g_array_index (pattern->rows, guint, 0)].host;
}

/* A life of an hour is also a close at the same minute: the one with less spread explains it. */
static void
drop_explained (FechoPatternFinder *finder)
{
  for (guint i = 0; i < finder->patterns->len; i++)
    {
      const FechoPattern *clock = g_ptr_array_index (finder->patterns, i);
      const FechoPattern *loser = NULL;
      const guint host = get_host (finder, clock);

      if (clock->kind != FECHO_PATTERN_WALL_CLOCK)
        continue;
      for (guint k = 0; loser == NULL && k < finder->patterns->len; k++)
        {
          const FechoPattern *life = g_ptr_array_index (finder->patterns, k);

          if (life->kind > FECHO_PATTERN_TIME_LIMIT || get_host (finder, life) != host ||
              fecho_pattern_count_common (life->rows, clock->rows) * 2 < MIN (clock->n, life->n))
            continue;

          loser = life->spread_us <= clock->spread_us ? clock : life;
        }
      if (loser == NULL)
        continue;

      g_ptr_array_remove (finder->patterns, (gpointer)loser);
      i = G_MAXUINT;            /* again from the start: the array has moved */
    }
}

/* Short lives that something else explains (a limit of seconds, a refused token) are told after
 * it. */
static void
demote_flapping (FechoPatternFinder *finder)
{
  for (guint i = 0; i < finder->patterns->len; i++)
    {
      FechoPattern *flapping = g_ptr_array_index (finder->patterns, i);

      for (guint k = 0; flapping->kind == FECHO_PATTERN_FLAPPING && k < finder->patterns->len; k++)
        {
          const FechoPattern *other = g_ptr_array_index (finder->patterns, k);

          if (other->kind != FECHO_PATTERN_FLAPPING &&
              fecho_pattern_count_common (other->rows, flapping->rows) * 2 >= flapping->n)
            flapping->certainty = MIN (flapping->certainty, other->certainty / 2);
        }
    }
}

static gboolean
are_alike (const FechoPattern *a,
           const FechoPattern *b)
{
  gint64 distance_us = ABS (a->value_us - b->value_us);

  if (a->kind != b->kind || a->kind > FECHO_PATTERN_WALL_CLOCK || a->period_us != b->period_us)
    return FALSE;
  if (a->kind == FECHO_PATTERN_WALL_CLOCK)
    return MIN (distance_us, a->period_us - distance_us) <= ALIKE_CLOCK_US;

  return distance_us <= MAX (a->value_us, b->value_us) / ALIKE_SHARE;
}

static void
merge_two (FechoPatternFinder *finder,
           FechoPattern       *a,
           FechoPattern       *b)
{
  const FechoPattern *greater = a->n >= b->n ? a : b;
  g_autoptr(GArray) rows = g_array_copy (a->rows);
  FechoPattern *both;

  g_array_append_vals (rows, b->rows->data, b->rows->len);
  both = fecho_pattern_add (finder, a->kind, rows, a->of + b->of, a->certainty + b->certainty);
  both->value_us = greater->value_us;
  both->spread_us = MAX (a->spread_us, b->spread_us);
  both->period_us = greater->period_us;
  both->n_times = MAX (a->n_times, b->n_times);
  g_ptr_array_remove (finder->patterns, a);
  g_ptr_array_remove (finder->patterns, b);
}

/* What several hosts have alike comes from something they share: one pattern, all its sessions. */
static void
merge_alike (FechoPatternFinder *finder)
{
  for (guint i = 0; i < finder->patterns->len; i++)
    {
      FechoPattern *pattern = g_ptr_array_index (finder->patterns, i);

      for (guint k = i + 1; k < finder->patterns->len; k++)
        {
          FechoPattern *other = g_ptr_array_index (finder->patterns, k);

          if (!are_alike (pattern, other))
            continue;

          /* The sum comes last, with the value of one of the two: what is before i has been
           * compared with it. The next one has moved to i. */
          merge_two (finder, pattern, other);
          i--;
          break;
        }
    }
}

static void
find_all (FechoPatternFinder *finder)
{
  fecho_pattern_find_lives (finder);
  fecho_pattern_find_clock (finder);
  drop_explained (finder);
  merge_alike (finder);
  fecho_pattern_find_together (finder);
  fecho_pattern_find_flapping (finder);
  fecho_pattern_find_credentials (finder);
  fecho_pattern_find_certificate (finder);
  fecho_pattern_find_new_codes (finder);
  demote_flapping (finder);
  g_ptr_array_sort (finder->patterns, compare_patterns);
}

static gboolean
is_possible (const FechoPatternRow *row)
{
  return row->closed_at_us >= 0 && row->closed_at_us < MAX_TIME_US &&
         row->life_us <= row->closed_at_us && row->last_message_us <= row->closed_at_us &&
         row->cert_expires_at_us < MAX_TIME_US;
}

/* From the order of time to the caller's own. */
static void
restore_numbers (FechoPattern   *self,
                 const Numbered *numbered)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      guint *row = &g_array_index (self->rows, guint, i);

      *row = numbered[*row].index;
    }
}

FechoPatternRow
fecho_pattern_row_of_record (const FechoCloseRecord *record,
                             guint                   session,
                             guint                   host,
                             FechoCloseClass         klass,
                             gint64                  ping_us)
{
  const FechoPatternRow row = {
    .closed_at_us = record->closed_at_us,
    .life_us = record->life_us,
    .last_message_us = record->last_message_us,
    .ping_us = ping_us,
    .cert_expires_at_us = record->cert_expires_at_us,
    .session = session,
    .host = host,
    .code = record->code,
    .klass = klass,
    .closed_by = record->closed_by,
    .cause = record->cause,
    .failed = record->failed_attempt,
    .http_status = record->http_status,
  };

  return row;
}

GPtrArray *
fecho_pattern_find (const FechoPatternRow   *rows,
                    guint                    n_rows,
                    const FechoPatternScope *scope)
{
  g_autofree Numbered *numbered = g_new (Numbered, n_rows + 1);
  g_autofree FechoPatternRow *sorted = g_new (FechoPatternRow, n_rows + 1);
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (guint));
  FechoPatternFinder finder = { .rows = sorted, .scope = scope };

  g_return_val_if_fail (scope != NULL, NULL);

  for (guint i = 0; i < n_rows; i++)
    {
      if (is_possible (&rows[i]))
        numbered[finder.n_rows++] = (Numbered){ .row = rows[i], .index = i };
    }
  qsort (numbered, finder.n_rows, sizeof *numbered, compare_rows);
  for (guint i = 0; i < finder.n_rows; i++)
    {
      sorted[i] = numbered[i].row;
      g_array_append_val (all, i);
    }

  finder.hosts = split (&finder, all, TRUE);
  finder.patterns = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_pattern_free);
  find_all (&finder);
  g_ptr_array_unref (finder.hosts);
  for (guint i = 0; i < finder.patterns->len; i++)
    restore_numbers (g_ptr_array_index (finder.patterns, i), numbered);

  return finder.patterns;
}

void
fecho_pattern_free (FechoPattern *self)
{
  g_array_unref (self->rows);
  g_array_unref (self->sessions);
  g_array_unref (self->codes);
  g_free (self);
}

const char *
fecho_pattern_kind_to_string (FechoPatternKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind].word;
}

const char *
fecho_pattern_kind_get_label (FechoPatternKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind].label;
}
