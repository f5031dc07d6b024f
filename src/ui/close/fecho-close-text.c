/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-text.h"

#include <glib/gi18n.h>

#include "fecho-close-meaning.h"
#include "fecho-description.h"
#include "fecho-format.h"

/* A pill of more codes than this names the rest by its number. */
#define MAX_SPOKEN_CODES 4

static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  const FechoCodeCount *first = a;
  const FechoCodeCount *second = b;

  if (first->n_closes != second->n_closes)
    return first->n_closes < second->n_closes ? 1 : -1;

  return (int)first->code - (int)second->code;
}

static FechoCodeCount *
find_count (GArray  *counts,
            guint16  code)
{
  FechoCodeCount count = { .code = code };

  for (guint i = 0; i < counts->len; i++)
    if (g_array_index (counts, FechoCodeCount, i).code == code)
      return &g_array_index (counts, FechoCodeCount, i);

  g_array_append_val (counts, count);

  return &g_array_index (counts, FechoCodeCount, counts->len - 1);
}

static char *
speak_marker (const char            *session,
              const FechoDictionary *dictionary,
              const FechoMarker     *marker,
              guint                  nth,
              guint                  n_all,
              gint64                 now_us)
{
  g_autofree char *name = fecho_close_text_explain (marker->code, dictionary);
  g_autofree char *time = fecho_format_time (marker->at_us, now_us);
  g_autofree char *life = fecho_format_duration (marker->life_us);

  return g_strdup_printf (
    /* Translators: a session, a time of day, a close code and its name, whether the close was
     * clean, who closed it, a duration; then which close of how many: "Vega Futures, 15:31:07,
     * 1006 Abnormal Closure, not clean, closed by: nobody, open for 2 h 21 min. Close 11 of 11." */
    _("%s, %s, %u %s, %s, closed by: %s, open for %s. Close %u of %u."), session, time,
    marker->code, name, marker->was_clean ? C_("close", "clean") : C_("close", "not clean"),
    _(fecho_closed_by_get_label (marker->closed_by)), life, nth, n_all);
}

static void
append_code (GString               *text,
             const FechoCodeCount  *count,
             const FechoDictionary *dictionary)
{
  g_autofree char *name = fecho_close_text_explain (count->code, dictionary);

  if (text->len > 0)
    /* Translators: between the parts of a list. */
    g_string_append (text, C_("list", ", "));
  /* Translators: how many closes of a code and the code's name: "7 of 1011 Internal Error". */
  g_string_append_printf (text, _("%u of %u %s"), count->n_closes, count->code, name);
}

static char *
speak_codes (const FechoMarker     *markers,
             guint                  n_markers,
             const FechoDictionary *dictionary)
{
  g_autoptr(GArray) counts = fecho_close_text_count (markers, n_markers);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (counts->len, MAX_SPOKEN_CODES); i++)
    append_code (text, &g_array_index (counts, FechoCodeCount, i), dictionary);
  if (counts->len > MAX_SPOKEN_CODES)
    {
      guint n_more = counts->len - MAX_SPOKEN_CODES;

      g_string_append (text, C_("list", ", "));
      /* Translators: the end of a list of close codes. */
      g_string_append_printf (text, ngettext ("%u more code", "%u more codes", n_more), n_more);
    }

  return g_string_free (text, FALSE);
}

static char *
speak_pill (const char            *session,
            const FechoDictionary *dictionary,
            const FechoMarker     *markers,
            guint                  n_markers,
            gint64                 now_us)
{
  g_autofree char *from = fecho_format_time (markers[0].at_us, now_us);
  g_autofree char *to = fecho_format_time (markers[n_markers - 1].last_us, now_us);
  g_autofree char *codes = speak_codes (markers, n_markers, dictionary);
  guint n_ends = fecho_cluster_count (markers, n_markers);

  return g_strdup_printf (
    /* Translators: a session, how many closes, two times of day, and a list like "7 of 1011
     * Internal Error, 3 of 1013 Try Again Later". */
    ngettext ("%s, %u close from %s to %s: %s.", "%s, %u closes from %s to %s: %s.", n_ends),
    session, n_ends, from, to, codes);
}

const char *
fecho_close_text_name (guint16 code)
{
  return fecho_description_get (fecho_close_code_lookup (code)->name);
}

char *
fecho_close_text_explain (guint16                code,
                          const FechoDictionary *dictionary)
{
  FechoCloseMeaning meaning;

  fecho_close_meaning_init (&meaning, code, dictionary);

  return fecho_close_meaning_dup_name (&meaning);
}

const char *
fecho_close_text_span (FechoSpanKind kind)
{
  switch (kind)
    {
    case FECHO_SPAN_OPEN:
      return C_("span", "Open");
    case FECHO_SPAN_CONNECTING:
      return C_("span", "Connecting");
    case FECHO_SPAN_DOWN:
      return C_("span", "Down");
    case FECHO_SPAN_NOT_MONITORED:
      return C_("span", "Not monitored");
    }

  g_return_val_if_reached (NULL);
}

GArray *
fecho_close_text_count (const FechoMarker *markers,
                        guint              n_markers)
{
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (FechoCodeCount));

  for (guint i = 0; i < n_markers; i++)
    find_count (counts, markers[i].code)->n_closes += markers[i].n;
  fecho_close_text_sort_counts (counts);

  return counts;
}

void
fecho_close_text_sort_counts (GArray *counts)
{
  g_array_sort (counts, compare_counts);
}

char *
fecho_close_text_interval (gint64 from_us,
                           gint64 to_us,
                           gint64 now_us)
{
  g_autofree char *from = fecho_format_time (from_us, now_us);
  g_autofree char *to = fecho_format_time (to_us, now_us);

  if (g_str_equal (from, to))
    return g_steal_pointer (&from);

  /* Translators: from a time of day to another. */
  return g_strdup_printf (_("%s – %s"), from, to);
}

char *
fecho_close_text_day_time (gint64 us,
                           gint64 now_us)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (now_us / G_USEC_PER_SEC);
  g_autofree char *time = fecho_format_time (us, now_us);

  if (then == NULL || now == NULL ||
      g_date_time_get_year (then) != g_date_time_get_year (now) ||
      g_date_time_get_day_of_year (then) != g_date_time_get_day_of_year (now))
    return g_steal_pointer (&time);

  /* Translators: %s is a time of day. */
  return g_strdup_printf (_("Today %s"), time);
}

char *
fecho_close_text_speak (const char            *session,
                        const FechoDictionary *dictionary,
                        const FechoMarker     *markers,
                        guint                  n_markers,
                        guint                  nth,
                        guint                  n_all,
                        gint64                 now_us)
{
  g_return_val_if_fail (n_markers > 0, NULL);

  if (fecho_cluster_count (markers, n_markers) == 1)
    return speak_marker (session, dictionary, &markers[0], nth, n_all, now_us);

  return speak_pill (session, dictionary, markers, n_markers, now_us);
}
