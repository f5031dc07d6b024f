/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-close-event.h"
#include "fecho-endpoint.h"
#include "fecho-network-watch.h"
#include "fecho-observations.h"

G_BEGIN_DECLS

/* Everything that was seen of one connection, and the one event that follows from it. Written on
 * the reactor. Moments are monotonic microseconds, 0 where they did not come. */
typedef struct
{
  FechoObservations seen;       /* its strings are those below */
  char             *our_reason;
  char             *peer_reason;

  gint64            started_us;
  gint64            started_boot_us;
  gint64            started_wall_us;
  gint64            opened_us;
  gint64            phase_began_us[FECHO_STAGE_OPEN]; /* by stage, up to HTTP */
  gint64            phase_us[FECHO_STAGE_OPEN];       /* FECHO_UNKNOWN until it is over */

  GError           *error;      /* the first one */
  char             *headers;    /* a JSON object */
  char             *remote_address;
  gboolean          is_remote_loopback;
  char             *subprotocol;
  char             *extensions;
  const char       *tls_version;
  gint64            cert_expires_at_us;

  gint64            messages_in;
  gint64            messages_out;
  gint64            bytes_in;
  gint64            bytes_out;
  gint64            last_message_at_us;
  gint64            last_pong_at_us;
  gint64            last_rtt_us;
} FechoWitness;

void             fecho_witness_init         (FechoWitness        *self);
void             fecho_witness_clear        (FechoWitness        *self);
/* The attempt starts now. */
void             fecho_witness_start        (FechoWitness        *self);
/* A stage begins; TRUE where it is farther than any before. */
gboolean         fecho_witness_enter        (FechoWitness        *self,
                                             FechoStage           stage);
/* A phase is over. */
void             fecho_witness_leave        (FechoWitness        *self,
                                             FechoStage           stage);
/* Keeps the error unless there was one before. */
void             fecho_witness_set_error    (FechoWitness        *self,
                                             const GError        *error);
/* What this computer's network has to do with the end, which is now. Nothing where the peer is this
 * computer itself. */
void             fecho_witness_see_network  (FechoWitness        *self,
                                             FechoNetworkWatch   *watch,
                                             const FechoEndpoint *endpoint);
/* The end is now: derives code, reason, cleanness, closer and cause. */
FechoCloseEvent *fecho_witness_testify      (FechoWitness        *self,
                                             const FechoEndpoint *endpoint,
                                             guint                attempt) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
