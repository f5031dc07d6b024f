/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-findings.h"

FechoFindings *
fecho_findings_new (void)
{
  FechoFindings *self = g_new0 (FechoFindings, 1);

  self->session_ids = g_ptr_array_new_with_free_func (g_free);
  self->session_names = g_ptr_array_new_with_free_func (g_free);
  self->events = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

void
fecho_findings_free (FechoFindings *self)
{
  g_clear_pointer (&self->patterns, g_ptr_array_unref);
  g_ptr_array_unref (self->session_ids);
  g_ptr_array_unref (self->session_names);
  g_array_unref (self->events);
  g_free (self);
}

static char **
list (const GPtrArray    *texts,
      const FechoPattern *pattern)
{
  char **names = g_new0 (char *, pattern->sessions->len + 1);

  for (guint i = 0; i < pattern->sessions->len; i++)
    names[i] = g_ptr_array_index (texts, g_array_index (pattern->sessions, guint, i) - 1);

  return names;
}

char **
fecho_findings_list_sessions (const FechoFindings *self,
                              const FechoPattern  *pattern)
{
  return list (self->session_names, pattern);
}

char **
fecho_findings_list_session_ids (const FechoFindings *self,
                                 const FechoPattern  *pattern)
{
  return list (self->session_ids, pattern);
}
