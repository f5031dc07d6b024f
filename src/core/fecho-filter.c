/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-filter.h"

#include <string.h>

#include "fecho-error.h"
#include "fecho-text-contains.h"

#define MAX_CODE 65535

/* A person writes a few; a script may not make a query of any size. */
#define MAX_CODE_RANGES 256

G_DEFINE_BOXED_TYPE (FechoFilter, fecho_filter, fecho_filter_copy, fecho_filter_free)

FechoFilter *
fecho_filter_new (void)
{
  FechoFilter *self = g_new0 (FechoFilter, 1);

  self->since_us = G_MININT64;
  self->until_us = G_MAXINT64;
  self->kinds = FECHO_KINDS_BOTH;

  return self;
}

static GArray *
copy_ranges (const GArray *ranges)
{
  GArray *copy;

  if (ranges == NULL)
    return NULL;

  copy = g_array_sized_new (FALSE, FALSE, sizeof (FechoCodeRange), ranges->len);
  if (ranges->len > 0)
    g_array_append_vals (copy, ranges->data, ranges->len);

  return copy;
}

FechoFilter *
fecho_filter_copy (const FechoFilter *self)
{
  FechoFilter *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (FechoFilter, 1);
  *copy = *self;
  copy->ids = self->ids != NULL ? g_array_copy (self->ids) : NULL;
  copy->sessions = fecho_id_list_ref (self->sessions);
  copy->codes = copy_ranges (self->codes);
  copy->not_codes = copy_ranges (self->not_codes);
  copy->text = g_strdup (self->text);
  copy->text_codes = copy_ranges (self->text_codes);
  if (copy->text_names != NULL)
    fecho_named_codes_ref (copy->text_names);
  if (copy->book != NULL)
    fecho_code_book_ref (copy->book);

  return copy;
}

void
fecho_filter_free (FechoFilter *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->sessions, fecho_id_list_unref);
  g_clear_pointer (&self->codes, g_array_unref);
  g_clear_pointer (&self->not_codes, g_array_unref);
  g_clear_pointer (&self->text_codes, g_array_unref);
  g_clear_pointer (&self->text_names, fecho_named_codes_unref);
  g_clear_pointer (&self->book, fecho_code_book_unref);
  g_free (self->text);
  g_free (self);
}

/* -- equality: an empty list and NULL are the same, "any" */

static gboolean
arrays_equal (const GArray *a,
              const GArray *b,
              gsize         size)
{
  guint n_a = a != NULL ? a->len : 0;
  guint n_b = b != NULL ? b->len : 0;

  return n_a == n_b && (n_a == 0 || memcmp (a->data, b->data, n_a * size) == 0);
}

static gboolean
ranges_equal (const GArray *a,
              const GArray *b)
{
  return arrays_equal (a, b, sizeof (FechoCodeRange));
}

static const char *
get_text (const FechoFilter *self)
{
  return self->text != NULL ? self->text : "";
}

gboolean
fecho_filter_equal (const FechoFilter *a,
                    const FechoFilter *b)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  return a->since_us == b->since_us &&
         a->until_us == b->until_us &&
         a->classes == b->classes &&
         a->book == b->book &&
         a->closed_by == b->closed_by &&
         a->stages == b->stages &&
         a->causes == b->causes &&
         a->origins == b->origins &&
         !a->marked == !b->marked &&
         a->clean == b->clean &&
         a->min_life_us == b->min_life_us &&
         a->max_life_us == b->max_life_us &&
         a->kinds == b->kinds &&
         arrays_equal (a->ids, b->ids, sizeof (gint64)) &&
         fecho_id_list_equal (a->sessions, b->sessions) &&
         ranges_equal (a->codes, b->codes) &&
         ranges_equal (a->not_codes, b->not_codes) &&
         ranges_equal (a->text_codes, b->text_codes) &&
         fecho_named_codes_equal (a->text_names, b->text_names) &&
         strcmp (get_text (a), get_text (b)) == 0;
}

/* -- ids */

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 x = *(const gint64 *)a;
  gint64 y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

void
fecho_filter_set_ids (FechoFilter  *self,
                      const GArray *ids)
{
  GArray *sorted = NULL;
  guint n = 0;

  g_return_if_fail (self != NULL);

  if (ids != NULL && ids->len > 0)
    {
      gint64 *all;

      sorted = g_array_copy ((GArray *)ids);
      g_array_sort (sorted, compare_ids);
      all = (gint64 *)(gpointer)sorted->data;
      for (guint i = 0; i < sorted->len; i++)
        {
          if (n == 0 || all[n - 1] != all[i])
            all[n++] = all[i];
        }
      g_array_set_size (sorted, n);
    }
  g_clear_pointer (&self->ids, g_array_unref);
  self->ids = sorted;
}

gboolean
fecho_filter_has_id (const FechoFilter *self,
                     gint64             id)
{
  return self->ids == NULL || self->ids->len == 0 ||
         g_array_binary_search (self->ids, &id, compare_ids, NULL);
}

/* -- codes */

/* Moves *p over a number; blanks around it are no matter. */
static gboolean
parse_code (const char **p,
            guint16     *ret_code)
{
  guint value = 0;

  *p += strspn (*p, " ");
  if (!g_ascii_isdigit (**p))
    return FALSE;
  for (; g_ascii_isdigit (**p); (*p)++)
    {
      value = value * 10 + (**p - '0');
      if (value > MAX_CODE)
        return FALSE;
    }
  *p += strspn (*p, " ");
  *ret_code = value;

  return TRUE;
}

static gboolean
parse_range (const char      *item,
             FechoCodeRange  *ret_range,
             GError         **error)
{
  const char *p = item;
  FechoCodeRange range = { 0 };
  gboolean good = parse_code (&p, &range.first);

  range.last = range.first;
  if (good && *p == '-')
    {
      p++;
      good = parse_code (&p, &range.last);
    }
  if (!good || *p != '\0')
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                   "“%s” is not a close code from 0 to %d, nor a range like 4000-4999",
                   item, MAX_CODE);
      return FALSE;
    }
  if (range.first > range.last)
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                   "The range “%s” ends before it begins", item);
      return FALSE;
    }
  *ret_range = range;

  return TRUE;
}

gboolean
fecho_filter_add_codes (FechoFilter  *self,
                        const char   *text,
                        gboolean      exclude,
                        GError      **error)
{
  g_autoptr(GArray) ranges = NULL;
  g_auto(GStrv) items = NULL;
  GArray **list;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  list = exclude ? &self->not_codes : &self->codes;
  ranges = copy_ranges (*list);
  if (ranges == NULL)
    ranges = g_array_new (FALSE, FALSE, sizeof (FechoCodeRange));
  items = g_strsplit (text, ",", MAX_CODE_RANGES + 1);
  if (items[0] == NULL)
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID, "There is no close code in “”");
      return FALSE;
    }
  if (ranges->len + g_strv_length (items) > MAX_CODE_RANGES)
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                   "A filter has at most %d codes and ranges", MAX_CODE_RANGES);
      return FALSE;
    }
  for (guint i = 0; items[i] != NULL; i++)
    {
      FechoCodeRange range;

      if (!parse_range (items[i], &range, error))
        return FALSE;
      g_array_append_val (ranges, range);
    }
  g_clear_pointer (list, g_array_unref);
  *list = g_steal_pointer (&ranges);

  return TRUE;
}

/* -- matching */

static gboolean
in_mask (guint64 mask,
         guint   value)
{
  return mask == 0 || (value < 64 && (mask & (G_GUINT64_CONSTANT (1) << value)) != 0);
}

static gboolean
in_ranges (const GArray *ranges,
           guint16       code)
{
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    {
      const FechoCodeRange *range = &g_array_index (ranges, FechoCodeRange, i);

      if (code >= range->first && code <= range->last)
        return TRUE;
    }

  return FALSE;
}

static gboolean
in_sessions (const FechoIdList *sessions,
             const char        *session_id)
{
  if (fecho_id_list_get_length (sessions) == 0)
    return TRUE;

  return session_id != NULL && fecho_id_list_has (sessions, session_id);
}

static gboolean
has_text (const FechoFilter      *self,
          const FechoCloseRecord *record)
{
  g_autofree char *words = NULL;

  if (*get_text (self) == '\0')
    return TRUE;

  words = g_utf8_casefold (self->text, -1);

  return in_ranges (self->text_codes, record->code) ||
         fecho_filter_has_text_name (self, record) ||
         fecho_text_contains (record->reason, words) ||
         fecho_text_contains (record->session, words) ||
         fecho_text_contains (record->url, words);
}

/* Of a mask in which 0 means any. */
static guint64
leave_out (guint64 mask,
           guint64 all,
           guint64 unwanted)
{
  return (mask != 0 ? mask & all : all) & ~unwanted;
}

void
fecho_filter_count_only (FechoFilter *self)
{
  self->kinds &= FECHO_KINDS_CLOSES;
  self->closed_by = (guint)leave_out (self->closed_by, (1u << (FECHO_CLOSED_BY_NOBODY + 1)) - 1,
                                      1u << FECHO_CLOSED_BY_USER);
  self->causes = leave_out (self->causes, (G_GUINT64_CONSTANT (1) << FECHO_N_CAUSES) - 1,
                            G_GUINT64_CONSTANT (1) << FECHO_CAUSE_APP_QUIT |
                            G_GUINT64_CONSTANT (1) << FECHO_CAUSE_MONITOR_INTERRUPTED);
  /* An empty mask would be any. */
  if (self->closed_by == 0 || self->causes == 0)
    self->kinds = 0;
}

void
fecho_filter_use_book (FechoFilter   *self,
                       FechoCodeBook *book)
{
  g_clear_pointer (&self->book, fecho_code_book_unref);
  if (self->classes != 0)
    self->book = fecho_code_book_ref (book);
}

gboolean
fecho_filter_asks_book (const FechoFilter *self,
                        guint16            code)
{
  return self->book != NULL && fecho_dictionary_may_explain (code);
}

gboolean
fecho_filter_has_class (const FechoFilter      *self,
                        const FechoCloseRecord *record)
{
  const FechoDictionary *own = fecho_filter_asks_book (self, record->code)
                               ? fecho_code_book_find (self->book, record) : NULL;

  return in_mask (self->classes, fecho_dictionary_get_class (own, record->code));
}

gboolean
fecho_filter_has_text_code (const FechoFilter *self,
                            guint16            code)
{
  return in_ranges (self->text_codes, code);
}

gboolean
fecho_filter_asks_text_name (const FechoFilter *self,
                             guint16            code)
{
  return self->text_names != NULL && fecho_named_codes_covers (self->text_names, code);
}

gboolean
fecho_filter_has_text_name (const FechoFilter      *self,
                            const FechoCloseRecord *record)
{
  return self->text_names != NULL && fecho_named_codes_has (self->text_names, record);
}

gboolean
fecho_filter_has_life (const FechoFilter *self,
                       gint64             life_us)
{
  if (self->min_life_us == 0 && self->max_life_us == 0)
    return TRUE;

  return life_us >= MAX (self->min_life_us, 0) &&
         (self->max_life_us == 0 || life_us < self->max_life_us);
}

gboolean
fecho_filter_matches (const FechoFilter      *self,
                      const FechoCloseRecord *record)
{
  FechoKinds kind;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  kind = record->failed_attempt ? FECHO_KINDS_ATTEMPTS : FECHO_KINDS_CLOSES;

  return record->closed_at_us >= self->since_us &&
         record->closed_at_us < self->until_us &&
         (self->kinds & kind) != 0 &&
         (!self->marked || record->marked) &&
         fecho_filter_has_id (self, record->id) &&
         in_mask (self->clean, record->was_clean != FALSE) &&
         fecho_filter_has_life (self, record->life_us) &&
         in_mask (self->closed_by, record->closed_by) &&
         in_mask (self->stages, record->stage) &&
         in_mask (self->causes, record->cause) &&
         in_mask (self->origins, record->origin) &&
         (self->codes == NULL || self->codes->len == 0 || in_ranges (self->codes, record->code)) &&
         !in_ranges (self->not_codes, record->code) &&
         fecho_filter_has_class (self, record) &&
         in_sessions (self->sessions, record->session_id) &&
         has_text (self, record);
}
