/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cause.h"

#include <gio/gio.h>

#define HTTP_PROXY_AUTHENTICATION 407 /* of a proxy, whatever else is said of it */

/* A cause with the sentence that says what it rests on; a format takes the number that fits. */
typedef struct
{
  FechoCause cause;
  const char *evidence;
} Verdict;

/* Ends that one of ours brought about, by what was wanted. */
static const Verdict by_intent[] = {
  [FECHO_INTENT_USER] = { FECHO_CAUSE_USER_CLOSED, "Closed by a person or a script" },
  [FECHO_INTENT_QUIT] = { FECHO_CAUSE_APP_QUIT, "Fecho ended" },
  [FECHO_INTENT_DEADLINE] = { FECHO_CAUSE_CONNECT_TIMEOUT, "The handshake's time-out passed" },
  [FECHO_INTENT_PONG_LIMIT] = { FECHO_CAUSE_PONG_TIMEOUT, "No pong came within the limit" },
  [FECHO_INTENT_BUDGET] = { FECHO_CAUSE_PEER_OVER_BUDGET, "The peer sent more than its budget" },
  [FECHO_INTENT_SUBPROTOCOL] = { FECHO_CAUSE_SUBPROTOCOL_MISMATCH,
                                 "The server chose none of the offered subprotocols" },
  [FECHO_INTENT_TLS_VERSION] = { FECHO_CAUSE_TLS_VERSION,
                                 "The server's TLS version is below the session's minimum" },
};

/* Attempts that failed, by their error. */
static const Verdict by_handshake_fault[] = {
  [FECHO_FAULT_OTHER] = { FECHO_CAUSE_UNKNOWN, "An error that does not tell its cause" },
  [FECHO_FAULT_RESOLVE] = { FECHO_CAUSE_DNS_FAILURE, "The name could not be resolved" },
  [FECHO_FAULT_UNREACHABLE] = { FECHO_CAUSE_UNREACHABLE, "No route to the host" },
  [FECHO_FAULT_REFUSED] = { FECHO_CAUSE_REFUSED, "The host refused the TCP connection" },
  [FECHO_FAULT_TIMED_OUT] = { FECHO_CAUSE_CONNECT_TIMEOUT, "The connection attempt timed out" },
  [FECHO_FAULT_NO_DESCRIPTORS] = { FECHO_CAUSE_NO_DESCRIPTORS, "No file descriptor was left" },
  [FECHO_FAULT_RESET] = { FECHO_CAUSE_RESET_BY_PEER, "Reset during the handshake" },
  [FECHO_FAULT_END_OF_STREAM] = { FECHO_CAUSE_EOF_WITHOUT_CLOSE,
                                  "The stream ended before the handshake was answered" },
  [FECHO_FAULT_TLS] = { FECHO_CAUSE_TLS_HANDSHAKE, "The TLS handshake failed" },
  [FECHO_FAULT_TLS_CLIENT_CERTIFICATE] = { FECHO_CAUSE_CLIENT_CERTIFICATE,
                                           "The server wants a client certificate" },
  [FECHO_FAULT_PROXY] = { FECHO_CAUSE_PROXY_ERROR, "The proxy did not connect" },
  [FECHO_FAULT_PROXY_AUTH] = { FECHO_CAUSE_AUTH, "The proxy refused the credentials" },
  [FECHO_FAULT_NOT_HTTP] = { FECHO_CAUSE_BAD_HANDSHAKE, "The answer is not HTTP" },
  [FECHO_FAULT_BAD_HANDSHAKE] = { FECHO_CAUSE_BAD_HANDSHAKE,
                                  "The answer to the handshake breaks RFC 6455, 4.2.2" },
};

/* Open connections that ended without a word, by the error of their stream. */
static const Verdict by_stream_fault[] = {
  [FECHO_FAULT_NONE] = { FECHO_CAUSE_EOF_WITHOUT_CLOSE, "The stream ended without a Close frame" },
  [FECHO_FAULT_OTHER] = { FECHO_CAUSE_UNKNOWN,
                          "An error of the stream that does not tell its cause" },
  [FECHO_FAULT_UNREACHABLE] = { FECHO_CAUSE_UNREACHABLE, "No route to the host any more" },
  [FECHO_FAULT_TIMED_OUT] = { FECHO_CAUSE_UNREACHABLE, "Sent data was not acknowledged in time" },
  [FECHO_FAULT_RESET] = { FECHO_CAUSE_RESET_BY_PEER, "The connection was reset" },
  [FECHO_FAULT_END_OF_STREAM] = { FECHO_CAUSE_EOF_WITHOUT_CLOSE, "The stream ended in a frame" },
  [FECHO_FAULT_TLS] = { FECHO_CAUSE_EOF_WITHOUT_CLOSE, "The TLS stream was cut" },
};

/* Codes of the peer's Close frame; the first row that holds the code. */
static const struct
{
  guint16 first;
  guint16 last;
  FechoCause cause;
} by_code[] = {
  { 1000, 1001, FECHO_CAUSE_NORMAL },
  { 1002, 1003, FECHO_CAUSE_PROTOCOL_ERROR_OURS },
  { 1005, 1005, FECHO_CAUSE_UNKNOWN },
  { 1007, 1007, FECHO_CAUSE_PROTOCOL_ERROR_OURS },
  { 1008, 1008, FECHO_CAUSE_SERVER_POLICY },
  { 1009, 1009, FECHO_CAUSE_MESSAGE_TOO_BIG },
  { 1010, 1010, FECHO_CAUSE_PROTOCOL_ERROR_OURS },
  { 1011, 1011, FECHO_CAUSE_SERVER_FAULT },
  { 1012, 1013, FECHO_CAUSE_SERVER_RESTART_OR_OVERLOAD },
  { 1014, 1014, FECHO_CAUSE_SERVER_FAULT },
  { 3000, 3000, FECHO_CAUSE_AUTH },
  { 3003, 3003, FECHO_CAUSE_AUTH },
  { 3000, 4999, FECHO_CAUSE_APPLICATION_CODE },
};

/* RFC 9110, 15.4: the other statuses of this class send nobody elsewhere. */
static gboolean
is_redirect (int status)
{
  return (status >= 301 && status <= 303) || status == 307 || status == 308;
}

static Verdict
judge_status (int status)
{
  if (status == 401 || status == 403 || status == HTTP_PROXY_AUTHENTICATION)
    return (Verdict){ FECHO_CAUSE_AUTH, "The handshake was answered with HTTP %d" };
  if (is_redirect (status))
    return (Verdict){ FECHO_CAUSE_REDIRECT_REFUSED, "Sent elsewhere with HTTP %d" };

  return (Verdict){ FECHO_CAUSE_HTTP_REJECTED, "The handshake was answered with HTTP %d" };
}

/* A certificate can be wrong in several ways: the one that would remain if the others were mended
 * by time or by another name comes first. */
static Verdict
judge_certificate (guint flags)
{
  const guint untrusted = G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_REVOKED |
                          G_TLS_CERTIFICATE_INSECURE;

  if (flags & untrusted)
    return (Verdict){ FECHO_CAUSE_TLS_UNTRUSTED, "Nobody trusted vouches for the certificate" };
  if (flags & (G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED))
    return (Verdict){ FECHO_CAUSE_TLS_EXPIRED, "The certificate is not valid at this time" };
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return (Verdict){ FECHO_CAUSE_TLS_HOSTNAME, "The certificate is for another host" };

  return (Verdict){ FECHO_CAUSE_TLS_HANDSHAKE, "The certificate was not accepted" };
}

/* What this computer did outweighs what the socket said: it explains it. */
static gboolean
judge_this_computer (const FechoObservations *seen,
                     Verdict                 *ret_verdict)
{
  if (seen->suspended)
    *ret_verdict = (Verdict){ FECHO_CAUSE_SUSPEND_RESUME, "This computer slept meanwhile" };
  else if (seen->network_down)
    *ret_verdict = (Verdict){ FECHO_CAUSE_NETWORK_DOWN, "This computer had no network" };
  else if (seen->network_changed)
    *ret_verdict = (Verdict){ FECHO_CAUSE_NETWORK_CHANGED, "The network of this computer changed" };
  else
    return FALSE;

  return TRUE;
}

static Verdict
judge_attempt (const FechoObservations *seen)
{
  Verdict verdict = { FECHO_CAUSE_UNKNOWN, NULL };

  if (seen->intent != FECHO_INTENT_NONE)
    return by_intent[seen->intent];
  if (seen->fault == FECHO_FAULT_TLS_CERTIFICATE)
    return judge_certificate (seen->tls_errors);
  if (seen->fault == FECHO_FAULT_HTTP_STATUS || seen->http_status == HTTP_PROXY_AUTHENTICATION)
    return judge_status (seen->http_status);
  if (seen->fault == FECHO_FAULT_TLS_CLIENT_CERTIFICATE)
    return by_handshake_fault[seen->fault];
  if (seen->network_down && judge_this_computer (seen, &verdict))
    return verdict;
  if (seen->tls_was_last)
    return by_handshake_fault[FECHO_FAULT_TLS];
  if (seen->fault < G_N_ELEMENTS (by_handshake_fault))
    return by_handshake_fault[seen->fault];

  return verdict;
}

static Verdict
judge_failure (const FechoObservations *seen)
{
  if (seen->fail_code == 1009)
    return (Verdict){ FECHO_CAUSE_MESSAGE_TOO_BIG, "A message was over the session's limit" };
  if (seen->code_at_failure != 0 || !seen->failed)
    return (Verdict){ FECHO_CAUSE_PROTOCOL_ERROR_THEIRS,
                      "The peer sent a Close frame that it may not" };

  return (Verdict){ FECHO_CAUSE_PROTOCOL_ERROR_THEIRS,
                    "The peer broke the protocol: failed with %d" };
}

static Verdict
judge_code (guint16 code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (by_code); i++)
    if (code >= by_code[i].first && code <= by_code[i].last)
      return (Verdict){ by_code[i].cause, code == 1005 ? "The peer's Close frame was empty"
                        : "The peer's Close frame says %d" };

  return (Verdict){ FECHO_CAUSE_UNKNOWN, NULL };
}

static Verdict
judge_end (const FechoObservations *seen,
           const FechoCloseRecord  *record)
{
  Verdict verdict;

  if (record->closed_by == FECHO_CLOSED_BY_SERVER)
    return judge_code (record->code);
  if (seen->intent == FECHO_INTENT_QUIT || seen->intent == FECHO_INTENT_BUDGET)
    return by_intent[seen->intent];
  if (seen->failed || record->illegal_code)
    return judge_failure (seen);
  if (seen->close_timed_out)
    return (Verdict){ FECHO_CAUSE_CLOSE_TIMEOUT, "Our Close frame was not answered" };
  if (seen->intent == FECHO_INTENT_USER)
    return by_intent[FECHO_INTENT_USER];
  if (judge_this_computer (seen, &verdict))
    return verdict;
  if (seen->intent != FECHO_INTENT_NONE)
    return by_intent[seen->intent];
  if (seen->fault < G_N_ELEMENTS (by_stream_fault) && by_stream_fault[seen->fault].evidence != NULL)
    return by_stream_fault[seen->fault];

  return (Verdict){ FECHO_CAUSE_UNKNOWN, NULL };
}

static int
number_of_evidence (const FechoObservations *seen,
                    const FechoCloseRecord  *record)
{
  if (!seen->opened)
    return seen->http_status;

  return record->closed_by == FECHO_CLOSED_BY_SERVER ? record->code : seen->fail_code;
}

static char *
format_evidence (const char *format,
                 int         number)
{
  g_autoptr(GString) text = NULL;
  g_autofree char *digits = g_strdup_printf ("%d", number);

  if (format == NULL)
    return NULL;

  text = g_string_new (format);
  g_string_replace (text, "%d", digits, 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

FechoCause
fecho_cause_derive (const FechoObservations  *seen,
                    const FechoCloseRecord   *record,
                    char                    **ret_evidence)
{
  Verdict verdict;

  g_return_val_if_fail (seen != NULL, FECHO_CAUSE_UNKNOWN);
  g_return_val_if_fail (record != NULL, FECHO_CAUSE_UNKNOWN);

  verdict = seen->opened ? judge_end (seen, record) : judge_attempt (seen);
  if (ret_evidence != NULL)
    *ret_evidence = format_evidence (verdict.evidence, number_of_evidence (seen, record));

  return verdict.cause;
}
