/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-pattern.h"

G_BEGIN_DECLS

/* The patterns of a range of the history, with the names behind their numbers. Immutable once it is
 * answered. */
typedef struct
{
  GPtrArray *patterns;          /* FechoPattern, most certain first */
  GPtrArray *session_ids;       /* of session n at n - 1: UUID, and name */
  GPtrArray *session_names;
  GArray    *events;            /* gint64: ids of the rows that the patterns speak of */
  gint64     from_us;           /* what was looked at; the range where it has both ends */
  gint64     to_us;
  guint64    n_events;
  gboolean   partial;           /* only the newest events of the range, from from_us on */
} FechoFindings;

FechoFindings *fecho_findings_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void           fecho_findings_free         (FechoFindings       *self);
/* Names of the sessions of a pattern, in the order of their numbers. Free the array; the strings
 * belong to the findings. */
char         **fecho_findings_list_sessions (const FechoFindings *self,
                                            const FechoPattern  *pattern) G_GNUC_WARN_UNUSED_RESULT;
/* The same with their UUIDs. */
char         **fecho_findings_list_session_ids (const FechoFindings *self,
                                            const FechoPattern  *pattern) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoFindings, fecho_findings_free)

G_END_DECLS
