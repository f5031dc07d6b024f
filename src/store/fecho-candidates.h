/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-walk.h"

G_BEGIN_DECLS

/* The events that a rare filter may have, in the order of time: those of its sessions out of the
 * folds, those of its reasons out of reason_event, and the tail; or those of its ids. Where such a filter is not rare,
 * a walk over all events finds a page sooner. */
typedef struct _FechoCandidates FechoCandidates;

/* NULL with an error; NULL without one where a walk is better. after as in fecho_walk_start().
 * The matcher must live as long. */
FechoCandidates *fecho_candidates_new  (FechoDb             *db,
                                        FechoMatcher        *matcher,
                                        const FechoPageKey  *after,
                                        gboolean             forward,
                                        GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void             fecho_candidates_free (FechoCandidates     *self);
/* The next id; each once. FALSE at the end, and with an error. Whether the event matches is for
 * the caller to ask. */
gboolean         fecho_candidates_next (FechoCandidates     *self,
                                        gint64              *ret_id,
                                        GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoCandidates, fecho_candidates_free)

G_END_DECLS
