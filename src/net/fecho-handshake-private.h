/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-connector.h"
#include "fecho-handshake.h"
#include "fecho-upgrade.h"

G_BEGIN_DECLS

/* Shared by the files of fecho-handshake: fecho-handshake.c has its life and judges its end,
 * fecho-handshake-soup.c leaves it to a SoupSession, fecho-handshake-plain.c does it without one. */

struct _FechoHandshake
{
  const FechoEndpoint       *endpoint;
  FechoWitness              *witness;
  const FechoHandshakeFuncs *funcs;
  gpointer                   data;

  GUri                      *uri;
  GTlsCertificate           *certificate;   /* ours, NULL: none */
  FechoSessionPool          *pool;
  GCancellable              *cancellable;
  GSocket                   *socket;
  gboolean                   is_refused;    /* by the headers of the answer: nothing more is waited for */
  gboolean                   is_too_big;    /* the answer, and was not read to its end */
  gboolean                   is_over;       /* or about to be told so */

  /* By a SoupSession. */
  SoupMessage               *message;
  GAsyncResult              *result;
  GSocketClientEvent         last_event;
  gboolean                   is_negotiating_proxy;
  gboolean                   shows_certificate; /* one of ours was asked for, or is there to be shown */

  /* Without. */
  FechoConnector            *connector;
  FechoUpgrade              *upgrade;
  GSource                   *giving_up;
  GError                    *plain_error;   /* why there is no answer */
};

/* The first time that a stage begins is told. */
void                     fecho_handshake_enter        (FechoHandshake      *self,
                                                       FechoStage           stage);
/* The phases of a connection that no proxy or TLS is part of. */
void                     fecho_handshake_see_event    (FechoHandshake      *self,
                                                       GSocketClientEvent   event);
void                     fecho_handshake_keep_socket  (FechoHandshake      *self,
                                                       GSocket             *socket);
void                     fecho_handshake_add_headers  (FechoHandshake      *self,
                                                       SoupMessageHeaders  *headers);
void                     fecho_handshake_tell_over    (FechoHandshake      *self);

void                     fecho_handshake_run_soup     (FechoHandshake      *self);
SoupWebsocketConnection *fecho_handshake_finish_soup  (FechoHandshake      *self,
                                                       GError             **error);

/* Whether nothing is wanted that a SoupSession is needed for; a proxy may be found all the same. */
gboolean                 fecho_handshake_may_be_plain (FechoHandshake      *self);
void                     fecho_handshake_run_plain    (FechoHandshake      *self);
SoupWebsocketConnection *fecho_handshake_finish_plain (FechoHandshake      *self,
                                                       GError             **error);
void                     fecho_handshake_cancel_plain (FechoHandshake      *self);
void                     fecho_handshake_clear_plain  (FechoHandshake      *self);

G_END_DECLS
