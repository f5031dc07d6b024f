/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-terms.h"

G_BEGIN_DECLS

/* Why our side ended a connection or an attempt. */
typedef enum
{
  FECHO_INTENT_NONE,
  FECHO_INTENT_USER,            /* pause, remove, edit, Close..., --close-after */
  FECHO_INTENT_QUIT,            /* Fecho ends, --duration */
  FECHO_INTENT_DEADLINE,        /* the handshake took too long */
  FECHO_INTENT_PONG_LIMIT,      /* no pong in time: the socket was cut */
  FECHO_INTENT_BUDGET,          /* the peer sent too much: the socket was cut */
  FECHO_INTENT_SUBPROTOCOL,     /* the handshake's answer did not hold our own check */
  FECHO_INTENT_TLS_VERSION,     /* below the session's minimum */
} FechoIntent;

/* An error of the stream or of the handshake, by kind; net maps GError to it. */
typedef enum
{
  FECHO_FAULT_NONE,
  FECHO_FAULT_OTHER,
  FECHO_FAULT_RESOLVE,
  FECHO_FAULT_UNREACHABLE,
  FECHO_FAULT_REFUSED,
  FECHO_FAULT_TIMED_OUT,
  FECHO_FAULT_NO_DESCRIPTORS,
  FECHO_FAULT_RESET,
  FECHO_FAULT_END_OF_STREAM,    /* in the middle of the handshake's answer */
  FECHO_FAULT_TLS,
  FECHO_FAULT_TLS_CERTIFICATE,  /* the peer's certificate was not accepted; tls_errors says why */
  FECHO_FAULT_TLS_CLIENT_CERTIFICATE,
  FECHO_FAULT_PROXY,
  FECHO_FAULT_PROXY_AUTH,       /* the proxy wants credentials, or others */
  FECHO_FAULT_NOT_HTTP,
  FECHO_FAULT_HTTP_STATUS,      /* anything but 101 */
  FECHO_FAULT_BAD_HANDSHAKE,    /* 101 with a wrong answer */
  FECHO_FAULT_CANCELLED,
} FechoFault;

/* What was seen of one connection, from the first look-up to its end. Numbers of Close frames
 * are 0 where there was none; 1005 stands for an empty frame. */
typedef struct
{
  gboolean    opened;
  FechoStage  stage;            /* the farthest reached */
  gboolean    tls_was_last;     /* the TLS handshake was the last thing that happened */
  FechoFault  fault;            /* the first error that is not a WebSocket protocol error */

  FechoIntent intent;           /* what we wanted, NONE where we did not end it */
  gboolean    cut;              /* the socket was shut without a Close frame of ours */
  guint16     our_code;         /* of our close() call; 0: none */
  const char *our_reason;
  gboolean    close_timed_out;  /* no answer within the time of the closing handshake */

  gboolean    failed;           /* a protocol error came before a good Close frame of the peer */
  guint16     fail_code;        /* 1002, 1007 or 1009: what failing the connection means */
  gboolean    fail_sent;        /* ... and whether that code was put on the wire */
  guint16     code_at_failure;  /* the number in the peer's Close frame then, 0: none */

  gboolean    peer_close_first; /* a good Close frame came before ours */
  guint16     peer_code;        /* at the end: the number in the peer's frame */
  const char *peer_reason;

  int         http_status;      /* FECHO_UNKNOWN where no answer came */
  guint       tls_errors;       /* GTlsCertificateFlags */
  gboolean    suspended;        /* the computer slept while the connection lived */
  gboolean    network_changed;  /* ... or its network changed just before the end */
  gboolean    network_down;
} FechoObservations;

#define FECHO_OBSERVATIONS_INIT { .http_status = -1 }

G_END_DECLS
