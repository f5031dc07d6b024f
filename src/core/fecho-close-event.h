/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "fecho-close-code.h"
#include "fecho-terms.h"

G_BEGIN_DECLS

/* An integer or a length of time that is not known. */
#define FECHO_UNKNOWN (-1)

/* The fields of one end of a connection: cli.md has each one's meaning. Strings may be NULL
 * where cli.md says null; a reason is never NULL in an event. Times of day are microseconds
 * of the wall clock (UTC), lengths of time come from the monotonic clock. */
typedef struct
{
  gint64          id;            /* 0 until stored */
  const char     *run;           /* UUID of the run of the program, NULL until stored */
  const char     *session_id;    /* UUID of the session */
  const char     *session;       /* its name */
  const char     *url;
  guint           attempt;       /* from 1 */
  gboolean        failed_attempt;
  gint64          closed_at_us;
  gint64          handshake_us;  /* start to open; in a failed attempt start to end */
  gint64          life_us;       /* open to end; FECHO_UNKNOWN in a failed attempt */
  FechoStage      stage;
  guint16         code;
  const char     *reason;
  gboolean        was_clean;
  int             received_code; /* FECHO_UNKNOWN where equal to code or absent */
  const char     *received_reason;
  int             sent_code;
  const char     *sent_reason;
  FechoFirstClose first_close;
  gboolean        illegal_code;
  FechoClosedBy   closed_by;
  FechoCause      cause;
  const char     *cause_evidence;
  FechoOrigin     origin;        /* joined when read; NOT_JUDGED at first */
  const char     *origin_evidence;
  gint64          dns_us;
  gint64          tcp_us;
  gint64          proxy_us;
  gint64          tls_us;
  gint64          http_us;
  int             http_status;
  const char     *headers;       /* a JSON object of strings */
  const char     *error_domain;
  int             error_code;
  const char     *error_message;
  const char     *tls_version;
  guint           tls_errors;    /* GTlsCertificateFlags */
  gint64          cert_expires_at_us;
  const char     *remote_address;
  const char     *subprotocol;
  const char     *extensions;
  gint64          messages_in;
  gint64          messages_out;
  gint64          bytes_in;      /* of the messages' payload */
  gint64          bytes_out;
  gint64          last_message_us; /* before the end */
  gint64          last_pong_us;    /* before the end */
  gint64          last_rtt_us;
  FechoNetwork    network;
  int             metered;       /* 0, 1 or FECHO_UNKNOWN */
  gboolean        clock_jumped;
  int             failures_in_a_row;
  gint64          retry_in_us;
  const char     *dictionary;
  gboolean        marked;
} FechoCloseRecord;

/* Every field unknown, no strings: where a record starts. */
#define FECHO_CLOSE_RECORD_INIT { \
  .life_us = FECHO_UNKNOWN, .handshake_us = FECHO_UNKNOWN, .received_code = FECHO_UNKNOWN, \
  .sent_code = FECHO_UNKNOWN, .dns_us = FECHO_UNKNOWN, .tcp_us = FECHO_UNKNOWN, \
  .proxy_us = FECHO_UNKNOWN, .tls_us = FECHO_UNKNOWN, .http_us = FECHO_UNKNOWN, \
  .http_status = FECHO_UNKNOWN, .error_code = FECHO_UNKNOWN, .cert_expires_at_us = FECHO_UNKNOWN, \
  .last_message_us = FECHO_UNKNOWN, .last_pong_us = FECHO_UNKNOWN, .last_rtt_us = FECHO_UNKNOWN, \
  .metered = FECHO_UNKNOWN, .failures_in_a_row = FECHO_UNKNOWN, .retry_in_us = FECHO_UNKNOWN, \
  .attempt = 1, .closed_by = FECHO_CLOSED_BY_NOBODY, .code = 1006, .reason = "" }

#define FECHO_TYPE_CLOSE_EVENT (fecho_close_event_get_type ())

/* Immutable, counted atomically, may be read from any thread. */
typedef struct _FechoCloseEvent FechoCloseEvent;

GType                   fecho_close_event_get_type       (void);
/* Copies the record. Refuses what must never be (close-events.md, section 3): code 0, 1005 with
 * a reason, 1006 or 1015 that is clean, a reason over 123 bytes or not UTF-8, a failed attempt
 * with a life. */
FechoCloseEvent        *fecho_close_event_new            (const FechoCloseRecord  *record,
                                                          GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
FechoCloseEvent        *fecho_close_event_ref            (FechoCloseEvent         *self);
void                    fecho_close_event_unref          (FechoCloseEvent         *self);
/* All fields; lives as long as the event. */
const FechoCloseRecord *fecho_close_event_get_record     (const FechoCloseEvent   *self);
guint16                 fecho_close_event_get_code       (const FechoCloseEvent   *self);
const char             *fecho_close_event_get_reason     (const FechoCloseEvent   *self);
gboolean                fecho_close_event_get_was_clean  (const FechoCloseEvent   *self);
/* Derived; FECHO_UNKNOWN where the connection never opened. */
gint64                  fecho_close_event_get_opened_at_us  (const FechoCloseEvent *self);
gint64                  fecho_close_event_get_started_at_us (const FechoCloseEvent *self);
/* Of an end that nobody on our side asked for: these are what rates and shares count. */
gboolean                fecho_close_event_is_our_own     (const FechoCloseEvent   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoCloseEvent, fecho_close_event_unref)

G_END_DECLS
