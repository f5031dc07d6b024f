/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-batch.h"

G_BEGIN_DECLS

/* Removes all that is recorded of one session, up to the moment it begins: its events with what is
 * derived of them, and when it was watched. The session itself stays. */
typedef struct _FechoForget FechoForget;

FechoForget *fecho_forget_new          (const char   *session_id);
void         fecho_forget_free         (FechoForget  *self);
/* Removes up to 5,000 events, at the end the changes of state, in one transaction: whatever stops
 * it in between leaves a history that is right. ret_more: there is more to do. */
gboolean     fecho_forget_remove_some  (FechoForget  *self,
                                        FechoBatch   *batch,
                                        gint64       *ret_n_removed,
                                        gboolean     *ret_more,
                                        GError      **error);
/* Events in one step, 5,000 at first. Small in tests. */
void         fecho_forget_set_step     (FechoForget  *self,
                                        guint         n_events);
/* How much is done, 0 to 1. */
double       fecho_forget_get_fraction (FechoForget  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoForget, fecho_forget_free)

G_END_DECLS
