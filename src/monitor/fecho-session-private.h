/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-net.h"
#include "fecho-session.h"
#include "fecho-store.h"

G_BEGIN_DECLS

/* What the monitor alone does with a session. */

/* What it is told of each; not signals, which would cost every session more than its own state. */
typedef struct
{
  void (*state_changed)    (FechoSession *session,
                            gpointer      data);
  /* Paused or resumed: to be saved. */
  void (*endpoint_changed) (FechoSession *session,
                            gpointer      data);
  /* For good. */
  void (*ended)            (FechoSession *session,
                            gpointer      data);
} FechoSessionFuncs;

/* net NULL: shown, not watched (another run watches it, or only reading). */
FechoSession *fecho_session_new          (FechoStore          *store,
                                          FechoNet            *net,
                                          const FechoEndpoint *endpoint) G_GNUC_WARN_UNUSED_RESULT;
/* Until it is NULL: the session may outlive its owner. */
void          fecho_session_set_owner    (FechoSession            *self,
                                          const FechoSessionFuncs *funcs,
                                          gpointer                 data);
void          fecho_session_start        (FechoSession        *self);
/* By this run, not only shown. */
gboolean      fecho_session_is_watched   (FechoSession        *self);
/* Instead of starting: another run watches it. */
void          fecho_session_leave        (FechoSession        *self);
/* What was only shown is watched from now on, as the history knows it now. */
void          fecho_session_take_over    (FechoSession        *self,
                                          FechoNet            *net,
                                          const FechoEndpoint *endpoint);
/* Other options from now on; an open connection is closed and opened anew, unless only the name,
 * the group or the dictionary are others. */
void          fecho_session_set_endpoint (FechoSession        *self,
                                          const FechoEndpoint *endpoint);
/* What the keyring has of it (name -> value); starts what waits for it. */
void          fecho_session_take_secrets (FechoSession        *self,
                                          GHashTable          *secrets);
/* Ends it for good: by the user (removed), or because Fecho ends. ended() follows, at once where
 * no connection was left. */
void          fecho_session_remove       (FechoSession        *self);
void          fecho_session_quit         (FechoSession        *self);

G_END_DECLS
