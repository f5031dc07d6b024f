/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-pattern-text.h"

#include <glib/gi18n.h>

#include "fecho-safe-text.h"

/* The name where it is one, else how many. */
static char *
format_sessions (const FechoFindings *findings,
                 const FechoPattern  *pattern)
{
  g_autofree char **names = fecho_findings_list_sessions (findings, pattern);

  if (pattern->sessions->len == 1)
    return fecho_safe_text_line (names[0]);

  return g_strdup_printf (ngettext ("%u session", "%u sessions", pattern->sessions->len),
                          pattern->sessions->len);
}

char *
fecho_pattern_text_dup (const FechoFindings *findings,
                        const FechoPattern  *pattern)
{
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new (NULL, NULL);
  g_autofree char *sessions = format_sessions (findings, pattern);
  g_autofree char *sentence = fecho_pattern_dup_sentence (pattern, catalog);
  const char *knob = fecho_pattern_get_knob (pattern);

  if (knob != NULL)
    /* Translators: which sessions; then two sentences: what was found, and what it may be. */
    return g_strdup_printf (C_("pattern", "%s: %s %s"), sessions, sentence,
                            fecho_catalog_get (catalog, knob));

  /* Translators: which sessions; then a sentence: what was found. */
  return g_strdup_printf (C_("pattern", "%s: %s"), sessions, sentence);
}
