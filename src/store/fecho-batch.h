/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"
#include "fecho-endpoint.h"
#include "fecho-facts.h"
#include "fecho-fold-rows.h"
#include "fecho-stmt.h"

G_BEGIN_DECLS

/* One write transaction after the other on the writer's handle: what an event, a session or a
 * change of state is in rows. Everything between begin and commit is durable together. A function
 * that fails with FECHO_ERROR_INVALID has left the transaction usable: only its own value is bad. */
typedef struct _FechoBatch FechoBatch;

FechoBatch *fecho_batch_new            (FechoDb                 *db);
void        fecho_batch_free           (FechoBatch              *self);
FechoDb    *fecho_batch_get_db         (FechoBatch              *self);
gboolean    fecho_batch_begin          (FechoBatch              *self,
                                        GError                 **error);
gboolean    fecho_batch_commit         (FechoBatch              *self,
                                        GError                 **error);
void        fecho_batch_rollback       (FechoBatch              *self);
/* Texts that were kept, but are not interned, in all transactions. */
guint64     fecho_batch_get_n_unindexed (FechoBatch             *self);
/* Texts were removed in this transaction. */
void        fecho_batch_forget_texts   (FechoBatch              *self);

/* run is the id of a row. Removes the session's open connection of that run. */
gboolean    fecho_batch_add_close      (FechoBatch              *self,
                                        gint64                   run,
                                        const FechoCloseRecord  *record,
                                        gint64                  *ret_id,
                                        GError                 **error);
gboolean    fecho_batch_add_opened     (FechoBatch              *self,
                                        gint64                   run,
                                        const char              *session_id,
                                        gint64                   opened_at_us,
                                        gint64                   handshake_us,
                                        GError                 **error);
/* session_id NULL: of this computer; run 0: of none. */
gboolean    fecho_batch_add_state      (FechoBatch              *self,
                                        gint64                   run,
                                        const char              *session_id,
                                        int                      kind,
                                        gint64                   at_us,
                                        const char              *detail,
                                        GError                 **error);
gboolean    fecho_batch_save_session   (FechoBatch              *self,
                                        const FechoEndpoint     *endpoint,
                                        guint                    position,
                                        GError                 **error);
/* Rows that stand there already are not written. */
gboolean    fecho_batch_place_sessions (FechoBatch              *self,
                                        char                   **sessions,
                                        guint                    first_position,
                                        GError                 **error);
gboolean    fecho_batch_remove_session (FechoBatch              *self,
                                        const char              *session_id,
                                        GError                 **error);
/* Also moves the counts of the event in the rollups. An event that is gone is no error. */
gboolean    fecho_batch_judge          (FechoBatch              *self,
                                        const FechoVerdict      *verdict,
                                        GError                 **error);
/* Takes events out of the rollups, before they are removed. */
gboolean    fecho_batch_uncount        (FechoBatch              *self,
                                        FechoFoldRows           *rows,
                                        GError                 **error);
/* After the last verdict of a transaction: where the next search for the unjudged begins. */
gboolean    fecho_batch_mark_judged    (FechoBatch              *self,
                                        GError                 **error);
gboolean    fecho_batch_mark           (FechoBatch              *self,
                                        gint64                   event,
                                        gboolean                 marked,
                                        GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoBatch, fecho_batch_free)

G_END_DECLS
