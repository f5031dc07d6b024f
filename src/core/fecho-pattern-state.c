/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-pattern-private.h"

#include <math.h>

/* Patterns of what a session is in, rather than of times. */

/* -- flapping */

#define SHORT_LIFE_US  (30 * FECHO_PATTERN_SECOND_US)
#define FLAP_GAP_US    (10 * 60 * FECHO_PATTERN_SECOND_US)
#define MIN_FLAPS      6
/* Sessions whose lives are half an hour or more in the mean have a short one at most this often. */
#define SHORT_SHARE    0.05

/* -- credentials */

#define SOON_US        (30 * FECHO_PATTERN_SECOND_US)
#define MIN_REFUSALS   3

/* -- certificates */

#define CERTIFICATE_DAYS 14

/* -- new codes */

#define NEW_CODE_CERTAINTY 4.0

/* -- flapping */

/* The longest part of rows (by time, of one session) in which one short life follows another. */
static void
find_flaps (const FechoPatternFinder *finder,
            const GArray             *rows,
            guint                    *ret_first,
            guint                    *ret_n)
{
  guint first = 0;

  *ret_n = 0;
  for (guint i = 0; i < rows->len; i++)
    {
      const FechoPatternRow *row = &finder->rows[g_array_index (rows, guint, i)];
      const FechoPatternRow *earlier = row;

      if (i > first)
        earlier = &finder->rows[g_array_index (rows, guint, i - 1)];
      if (row->closed_at_us - earlier->closed_at_us > FLAP_GAP_US)
        first = i;
      if (row->life_us >= SHORT_LIFE_US)
        first = i + 1;
      if (i + 1 - first <= *ret_n || i + 1 < first)
        continue;

      *ret_first = first;
      *ret_n = i + 1 - first;
    }
}

static void
measure_lives (const FechoPatternFinder *finder,
               FechoPattern             *pattern)
{
  g_autoptr(GArray) lives = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < pattern->rows->len; i++)
    g_array_append_val (lives, finder->rows[g_array_index (pattern->rows, guint, i)].life_us);
  fecho_pattern_measure (lives, &pattern->value_us, &pattern->spread_us);
}

/* One pattern for all sessions of a host that flap. */
void
fecho_pattern_find_flapping (FechoPatternFinder *finder)
{
  for (guint i = 0; i < finder->hosts->len; i++)
    {
      g_autoptr(GArray) rows = fecho_pattern_select (finder, g_ptr_array_index (finder->hosts, i),
                                                     fecho_pattern_row_is_evidence);
      g_autoptr(GPtrArray) sessions = fecho_pattern_split_sessions (finder, rows);
      g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
      guint longest = 0;

      for (guint k = 0; k < sessions->len; k++)
        {
          const GArray *session = g_ptr_array_index (sessions, k);
          guint first = 0;
          guint n = 0;

          find_flaps (finder, session, &first, &n);
          if (n < MIN_FLAPS || n * -log10 (SHORT_SHARE) - log10 (session->len) <
              FECHO_PATTERN_MIN_CERTAINTY)
            continue;

          g_array_append_vals (found, &g_array_index (session, guint, first), n);
          longest = MAX (longest, n);
        }
      if (longest > 0)
        measure_lives (finder, fecho_pattern_add (finder, FECHO_PATTERN_FLAPPING, found, rows->len,
                                                  longest * -log10 (SHORT_SHARE)));
    }
}

/* -- credentials */

/* The handshake itself was refused for who we are. */
static gboolean
is_refused_attempt (const FechoPatternRow *row)
{
  return row->failed && (row->http_status == 401 || row->http_status == 403 ||
                         row->cause == FECHO_CAUSE_CLIENT_CERTIFICATE);
}

/* A policy code is about credentials where it comes just after opening, when they are checked. */
static gboolean
is_refusal (const FechoPatternRow *row)
{
  return is_refused_attempt (row) ||
         (fecho_pattern_row_is_evidence (row) && row->klass == FECHO_CLOSE_CLASS_POLICY &&
          row->closed_by == FECHO_CLOSED_BY_SERVER && row->life_us < SOON_US);
}

/* The refusals that the rows (by time, of one session) end with. A refused attempt may stand
 * alone: Fecho does not try again after one. */
static guint
count_last_refusals (const FechoPatternFinder *finder,
                     const GArray             *rows)
{
  guint n = 0;
  gboolean attempt = FALSE;

  for (guint i = rows->len; i > 0; i--)
    {
      const FechoPatternRow *row = &finder->rows[g_array_index (rows, guint, i - 1)];

      if (!is_refusal (row))
        break;

      attempt |= is_refused_attempt (row);
      n++;
    }

  return attempt || n >= MIN_REFUSALS ? n : 0;
}

static void
add_credentials (FechoPatternFinder *finder,
                 const GArray       *found,
                 guint               of)
{
  FechoPattern *pattern = fecho_pattern_add (finder, FECHO_PATTERN_CREDENTIALS, found, of,
                                             FECHO_PATTERN_MIN_CERTAINTY + found->len);

  for (guint i = 0; i < pattern->rows->len; i++)
    {
      const FechoPatternRow *row = &finder->rows[g_array_index (pattern->rows, guint, i)];

      if (row->failed && row->http_status > 0)
        pattern->http_status = row->http_status;
    }
}

void
fecho_pattern_find_credentials (FechoPatternFinder *finder)
{
  for (guint i = 0; i < finder->hosts->len; i++)
    {
      g_autoptr(GArray) rows = fecho_pattern_select (finder, g_ptr_array_index (finder->hosts, i),
                                                     fecho_pattern_row_is_foreign);
      g_autoptr(GPtrArray) sessions = fecho_pattern_split_sessions (finder, rows);
      g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint k = 0; k < sessions->len; k++)
        {
          const GArray *session = g_ptr_array_index (sessions, k);
          guint n = count_last_refusals (finder, session);

          if (n > 0)
            g_array_append_vals (found, &g_array_index (session, guint, session->len - n), n);
        }
      if (found->len > 0)
        add_credentials (finder, found, rows->len);
    }
}

/* -- certificates */

/* How long the certificates of a host had left, at the least, when they were last seen before
 * they were renewed; G_MAXINT64 where none was. */
static gint64
find_least_left (const FechoPatternFinder *finder,
                 const GArray             *rows)
{
  gint64 least_us = G_MAXINT64;
  const FechoPatternRow *earlier = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const FechoPatternRow *row = &finder->rows[g_array_index (rows, guint, i)];

      if (earlier != NULL && row->cert_expires_at_us > earlier->cert_expires_at_us)
        least_us = MIN (least_us, earlier->cert_expires_at_us - earlier->closed_at_us);
      earlier = row;
    }

  return least_us;
}

static gboolean
has_certificate (const FechoPatternRow *row)
{
  return row->cert_expires_at_us > 0;
}

/* A certificate that is renewed by a machine may always be short of time: it is only told where
 * less is left than ever before a renewal. */
void
fecho_pattern_find_certificate (FechoPatternFinder *finder)
{
  for (guint i = 0; i < finder->hosts->len; i++)
    {
      g_autoptr(GArray) rows = fecho_pattern_select (finder, g_ptr_array_index (finder->hosts, i),
                                                     has_certificate);
      g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
      FechoPattern *pattern;
      gint64 expires_at_us;
      gint64 left_us;

      if (rows->len == 0)
        continue;

      expires_at_us = finder->rows[g_array_index (rows, guint, rows->len - 1)].cert_expires_at_us;
      left_us = expires_at_us - finder->scope->now_us;
      if (left_us > CERTIFICATE_DAYS * FECHO_PATTERN_DAY_US ||
          (left_us > 0 && left_us >= find_least_left (finder, rows)))
        continue;

      for (guint k = 0; k < rows->len; k++)
        {
          guint row = g_array_index (rows, guint, k);

          if (finder->rows[row].cert_expires_at_us == expires_at_us)
            g_array_append_val (found, row);
        }
      pattern = fecho_pattern_add (finder, FECHO_PATTERN_CERTIFICATE_EXPIRING, found, rows->len,
                                   2 * FECHO_PATTERN_MIN_CERTAINTY);
      pattern->expires_at_us = expires_at_us;
      pattern->expired = left_us <= 0;
    }
}

/* -- new codes */

static gboolean
is_known (const FechoPatternScope *scope,
          guint16                  code)
{
  for (guint i = 0; i < scope->n_known_codes; i++)
    {
      if (scope->known_codes[i] == code)
        return TRUE;
    }

  return FALSE;
}

static GArray *
list_evidence (const FechoPatternFinder *finder)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < finder->n_rows; i++)
    {
      if (fecho_pattern_row_is_evidence (&finder->rows[i]))
        g_array_append_val (rows, i);
    }

  return rows;
}

static void
add_new_code (FechoPatternFinder *finder,
              const GArray       *rows,
              double              certainty_each)
{
  if (rows->len * certainty_each >= NEW_CODE_CERTAINTY)
    fecho_pattern_add (finder, FECHO_PATTERN_FIRST_SEEN_CODE, rows, rows->len,
                       rows->len * certainty_each);
}

/* Were a code no rarer before than now, each of its closes would have come in the range with the
 * range's share of all closes. A single one after a short history is no news. */
void
fecho_pattern_find_new_codes (FechoPatternFinder *finder)
{
  g_autoptr(GArray) all = list_evidence (finder);
  g_autoptr(GHashTable) by_code = g_hash_table_new_full (NULL, NULL, NULL,
                                                         (GDestroyNotify)g_array_unref);
  GHashTableIter iter;
  gpointer rows;
  double share;

  if (finder->scope->n_known_closes == 0 || all->len == 0)
    return;

  share = all->len / (double)(all->len + finder->scope->n_known_closes);
  for (guint i = 0; i < all->len; i++)
    {
      guint row = g_array_index (all, guint, i);
      guint16 code = finder->rows[row].code;
      GArray *same = g_hash_table_lookup (by_code, GUINT_TO_POINTER (code));

      if (is_known (finder->scope, code))
        continue;
      if (same == NULL)
        {
          same = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (by_code, GUINT_TO_POINTER (code), same);
        }
      g_array_append_val (same, row);
    }

  g_hash_table_iter_init (&iter, by_code);
  while (g_hash_table_iter_next (&iter, NULL, &rows))
    add_new_code (finder, rows, -log10 (share));
}
