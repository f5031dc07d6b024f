/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-batch.h"

G_BEGIN_DECLS

/* One thing that waits to be written: an immutable value, made on main, applied on the writer. */
typedef struct _FechoChange FechoChange;

FechoChange     *fecho_change_new_save       (const FechoEndpoint *endpoint,
                                              guint                position);
FechoChange     *fecho_change_new_place      (const char * const  *sessions,
                                              guint                first_position);
FechoChange     *fecho_change_new_remove     (const char          *session_id);
FechoChange     *fecho_change_new_opened     (const char          *session_id,
                                              gint64               opened_at_us,
                                              gint64               handshake_us);
FechoChange     *fecho_change_new_close      (FechoCloseEvent     *event);
FechoChange     *fecho_change_new_state      (const char          *session_id,
                                              int                  kind,
                                              gint64               at_us,
                                              const char          *detail);
void             fecho_change_free           (FechoChange         *self);
/* The event that a close brings, NULL of every other change. */
FechoCloseEvent *fecho_change_get_event      (FechoChange         *self);
/* A change of state without a session? */
gboolean         fecho_change_is_of_computer (const FechoChange *self);
/* Inside a transaction; run 0: no run. ret_id is that of a close's row, else left alone. */
gboolean         fecho_change_apply          (FechoChange         *self,
                                              FechoBatch          *batch,
                                              gint64               run,
                                              gint64              *ret_id,
                                              GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoChange, fecho_change_free)

G_END_DECLS
