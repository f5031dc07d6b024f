/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-evidence.h"

#include <string.h>

struct _FechoEvidence
{
  GArray *rows;                 /* FechoEvidenceRow */
  GHashTable *places;           /* key of a row -> its index + 1 */
};

static void
row_clear (gpointer data)
{
  g_free (((FechoEvidenceRow *)data)->last_evidence);
}

FechoEvidence *
fecho_evidence_new (void)
{
  FechoEvidence *self = g_new0 (FechoEvidence, 1);

  self->rows = g_array_new (FALSE, TRUE, sizeof (FechoEvidenceRow));
  g_array_set_clear_func (self->rows, row_clear);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
fecho_evidence_free (FechoEvidence *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->rows);
  g_hash_table_unref (self->places);
  g_free (self);
}

static gboolean
is_ours (const FechoCloseRecord *record)
{
  return record->cause == FECHO_CAUSE_MONITOR_INTERRUPTED ||
         record->cause == FECHO_CAUSE_APP_QUIT || record->closed_by == FECHO_CLOSED_BY_USER;
}

/* The first word of an evidence is its rule; the figures behind it are of the one end. */
static char *
dup_key (const FechoCloseRecord *record)
{
  const char *evidence = record->origin_evidence != NULL ? record->origin_evidence : "";

  return g_strdup_printf ("%d %d %.*s", record->origin, record->cause,
                          (int)MIN (strcspn (evidence, " "), 64), evidence);
}

static FechoEvidenceRow *
find_row (FechoEvidence          *self,
          const FechoCloseRecord *record)
{
  const FechoEvidenceRow fresh = {
    .origin = record->origin, .cause = record->cause, .last_at_us = G_MININT64,
  };
  g_autofree char *key = dup_key (record);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, key));

  if (place == 0)
    {
      g_array_append_val (self->rows, fresh);
      place = self->rows->len;
      g_hash_table_insert (self->places, g_steal_pointer (&key), GUINT_TO_POINTER (place));
    }

  return &g_array_index (self->rows, FechoEvidenceRow, place - 1);
}

void
fecho_evidence_add (FechoEvidence          *self,
                    const FechoCloseRecord *record)
{
  FechoEvidenceRow *row;

  g_return_if_fail (self != NULL);
  g_return_if_fail (record != NULL);

  if (record->origin == FECHO_ORIGIN_NOT_JUDGED || is_ours (record))
    return;

  row = find_row (self, record);
  if (record->failed_attempt)
    row->n_failed_attempts++;
  else
    row->n_closes++;
  if (record->closed_at_us < row->last_at_us)
    return;

  row->last_at_us = record->closed_at_us;
  g_free (row->last_evidence);
  row->last_evidence = g_strdup (record->origin_evidence);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const FechoEvidenceRow *left = a;
  const FechoEvidenceRow *right = b;

  if (left->n_closes != right->n_closes)
    return left->n_closes > right->n_closes ? -1 : 1;
  if (left->n_failed_attempts != right->n_failed_attempts)
    return left->n_failed_attempts > right->n_failed_attempts ? -1 : 1;

  return (left->last_at_us < right->last_at_us) - (left->last_at_us > right->last_at_us);
}

GArray *
fecho_evidence_get_rows (FechoEvidence *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_array_sort (self->rows, compare_rows);

  return self->rows;
}
