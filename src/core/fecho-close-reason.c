/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-reason.h"

/* The rules are numbered as in RFC 6455, 7.1.5 to 7.1.7, read for a client that also keeps what
 * was received and sent. libsoup 3.2 reports some legal ends as failures (1012 to 1014) and some
 * illegal numbers as ends (those that answer our own Close): both are put right here. */

static const char *
text_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static FechoClosedBy
us (const FechoObservations *seen)
{
  return seen->intent == FECHO_INTENT_USER ? FECHO_CLOSED_BY_USER : FECHO_CLOSED_BY_FECHO;
}

static gboolean
is_tls_failure (const FechoObservations *seen)
{
  return seen->tls_was_last ||
         seen->fault == FECHO_FAULT_TLS ||
         seen->fault == FECHO_FAULT_TLS_CERTIFICATE ||
         seen->fault == FECHO_FAULT_TLS_CLIENT_CERTIFICATE ||
         seen->intent == FECHO_INTENT_TLS_VERSION;
}

static gboolean
we_closed_first (const FechoObservations *seen)
{
  return seen->our_code != 0 && !seen->peer_close_first;
}

/* Legal since IANA registered them, a protocol error to every libsoup so far. */
static gboolean
is_refused_by_libsoup_only (guint16 code)
{
  return code >= 1012 && code <= 1014;
}

static void
set_end (FechoCloseRecord *record,
         guint16           code,
         gboolean          was_clean,
         FechoClosedBy     closed_by)
{
  record->code = code;
  record->was_clean = was_clean;
  record->closed_by = closed_by;
}

static void
keep_sent (FechoCloseRecord *record,
           guint16           code,
           const char       *reason)
{
  if (code != record->code)
    record->sent_code = code;
  if (g_strcmp0 (text_or_empty (reason), record->reason) != 0)
    record->sent_reason = text_or_empty (reason);
}

/* The handshake never completed. */
static void
derive_failed_attempt (const FechoObservations *seen,
                       FechoCloseRecord        *record)
{
  FechoClosedBy closed_by = seen->intent == FECHO_INTENT_NONE ? FECHO_CLOSED_BY_NOBODY : us (seen);

  record->failed_attempt = TRUE;
  set_end (record, is_tls_failure (seen) ? 1015 : 1006, FALSE, closed_by);
}

/* We failed the connection, or should have: what the peer sent is kept, but is not its code. */
static void
derive_failure (const FechoObservations *seen,
                FechoCloseRecord        *record)
{
  guint16 received = seen->failed ? seen->code_at_failure : seen->peer_code;

  set_end (record, 1006, FALSE, FECHO_CLOSED_BY_FECHO);
  if (received != 0)
    {
      record->received_code = received;
      record->received_reason = seen->peer_reason;
      record->illegal_code = !fecho_close_code_is_on_wire (received);
      record->first_close = FECHO_FIRST_CLOSE_PEER;
    }
  if (we_closed_first (seen))
    {
      keep_sent (record, seen->our_code, seen->our_reason);
      record->first_close = FECHO_FIRST_CLOSE_US;
    }
  else if (seen->fail_sent)
    {
      record->sent_code = seen->fail_code;
      if (received == 0)
        record->first_close = FECHO_FIRST_CLOSE_US;
    }
}

static void
derive_close_frame (const FechoObservations *seen,
                    FechoCloseRecord        *record)
{
  guint16 code = seen->failed ? seen->code_at_failure : seen->peer_code;

  set_end (record, code, TRUE, we_closed_first (seen) ? us (seen) : FECHO_CLOSED_BY_SERVER);
  record->reason = code == 1005 ? "" : text_or_empty (seen->peer_reason);
  if (we_closed_first (seen))
    {
      record->first_close = FECHO_FIRST_CLOSE_US;
      keep_sent (record, seen->our_code, seen->our_reason);
      return;
    }

  record->first_close = FECHO_FIRST_CLOSE_PEER;
  if (seen->failed)
    record->sent_code = seen->fail_sent ? seen->fail_code : FECHO_UNKNOWN;
  else if (code == 1005)
    record->sent_code = 1000;       /* libsoup's answer to an empty frame */
}

/* The other side said nothing. */
static void
derive_without_close_frame (const FechoObservations *seen,
                            FechoCloseRecord        *record)
{
  if (seen->our_code != 0)
    {
      set_end (record, 1006, FALSE, us (seen));
      record->first_close = FECHO_FIRST_CLOSE_US;
      keep_sent (record, seen->our_code, seen->our_reason);
    }
  else
    {
      set_end (record, 1006, FALSE, seen->cut ? FECHO_CLOSED_BY_FECHO : FECHO_CLOSED_BY_NOBODY);
    }
}

void
fecho_close_reason_derive (const FechoObservations *seen,
                           FechoCloseRecord        *record)
{
  g_return_if_fail (seen != NULL);
  g_return_if_fail (record != NULL);

  record->reason = "";
  record->received_code = FECHO_UNKNOWN;
  record->received_reason = NULL;
  record->sent_code = FECHO_UNKNOWN;
  record->sent_reason = NULL;
  record->first_close = FECHO_FIRST_CLOSE_NONE;
  record->illegal_code = FALSE;
  record->failed_attempt = FALSE;
  record->stage = seen->stage;

  if (!seen->opened)
    derive_failed_attempt (seen, record);
  else if (seen->failed && !is_refused_by_libsoup_only (seen->code_at_failure))
    derive_failure (seen, record);
  else if (seen->failed)
    derive_close_frame (seen, record);
  else if (seen->peer_code != 0 && seen->peer_code != 1005 &&
           !fecho_close_code_is_on_wire (seen->peer_code))
    derive_failure (seen, record);
  else if (seen->peer_code != 0)
    derive_close_frame (seen, record);
  else
    derive_without_close_frame (seen, record);
}
