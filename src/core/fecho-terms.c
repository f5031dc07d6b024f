/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-terms.h"

#include <glib/gi18n-lib.h>

#include "fecho-term-table.h"

static const FechoTerm stages[] = {
  /* Translators: the farthest stage that a connection reached; said of the connection. */
  [FECHO_STAGE_DNS] = { "dns", N_("DNS") },
  /* Translators: a stage of a connection. */
  [FECHO_STAGE_TCP] = { "tcp", N_("TCP") },
  /* Translators: a stage of a connection. */
  [FECHO_STAGE_PROXY] = { "proxy", N_("Proxy") },
  /* Translators: a stage of a connection. */
  [FECHO_STAGE_TLS] = { "tls", N_("TLS") },
  /* Translators: a stage of a connection. */
  [FECHO_STAGE_HTTP] = { "http", N_("HTTP") },
  /* Translators: the stage "Open" of a connection, not a command. */
  [FECHO_STAGE_OPEN] = { "open", N_("Open") },
  /* Translators: the stage "Closing" of a connection, not a command. */
  [FECHO_STAGE_CLOSING] = { "closing", N_("Closing") },
};

static const FechoTerm closers[] = {
  /* Translators: who closed the connection. */
  [FECHO_CLOSED_BY_SERVER] = { "server", N_("Server") },
  [FECHO_CLOSED_BY_FECHO] = { "fecho", N_("Fecho") },
  /* Translators: closed the connection: the person who uses the program. */
  [FECHO_CLOSED_BY_USER] = { "user", N_("You") },
  [FECHO_CLOSED_BY_NOBODY] = { "nobody", N_("Nobody (end of stream)") },
};

static const FechoTerm first_closes[] = {
  [FECHO_FIRST_CLOSE_NONE] = { NULL, NULL },
  [FECHO_FIRST_CLOSE_US] = { "us", NULL },
  [FECHO_FIRST_CLOSE_PEER] = { "peer", NULL },
};

static const FechoTerm networks[] = {
  /* Translators: state of the network of this computer. */
  [FECHO_NETWORK_UNKNOWN] = { "unknown", N_("Unknown") },
  /* Translators: state of the network of this computer. */
  [FECHO_NETWORK_ONLINE] = { "online", N_("Online") },
  /* Translators: state of the network of this computer. */
  [FECHO_NETWORK_OFFLINE] = { "offline", N_("Offline") },
  [FECHO_NETWORK_CAPTIVE] = { "captive", N_("Captive portal") },
};

static const FechoTerm origins[] = {
  /* Translators: where the cause of a close probably lies. */
  [FECHO_ORIGIN_NOT_JUDGED] = { NULL, N_("Not judged yet") },
  [FECHO_ORIGIN_UNKNOWN] = { "unknown", N_("Unknown") },
  [FECHO_ORIGIN_SERVER] = { "server", N_("Server") },
  [FECHO_ORIGIN_NETWORK_PATH] = { "network_path", N_("Network path") },
  [FECHO_ORIGIN_THIS_COMPUTER] = { "this_computer", N_("This computer") },
};

static const FechoTerm causes[] = {
  /* Translators: why a connection ended, or why an attempt failed. */
  [FECHO_CAUSE_UNKNOWN] = { "unknown", N_("Unknown") },
  [FECHO_CAUSE_NORMAL] = { "normal", N_("Normal closure") },
  [FECHO_CAUSE_USER_CLOSED] = { "user_closed", N_("Closed by you") },
  [FECHO_CAUSE_APP_QUIT] = { "app_quit", N_("Fecho quit") },
  [FECHO_CAUSE_MONITOR_INTERRUPTED] = { "monitor_interrupted", N_("Fecho was interrupted") },
  [FECHO_CAUSE_SUSPEND_RESUME] = { "suspend_resume", N_("Computer was suspended") },
  [FECHO_CAUSE_NETWORK_CHANGED] = { "network_changed", N_("Network changed") },
  [FECHO_CAUSE_NETWORK_DOWN] = { "network_down", N_("No network") },
  [FECHO_CAUSE_NO_DESCRIPTORS] = { "no_descriptors", N_("Too many open files") },
  [FECHO_CAUSE_DNS_FAILURE] = { "dns_failure", N_("Host name not resolved") },
  [FECHO_CAUSE_UNREACHABLE] = { "unreachable", N_("Host unreachable") },
  [FECHO_CAUSE_REFUSED] = { "refused", N_("Refused by the host") },
  [FECHO_CAUSE_CONNECT_TIMEOUT] = { "connect_timeout", N_("No connection in time") },
  [FECHO_CAUSE_TLS_EXPIRED] = { "tls_expired", N_("Certificate not valid at this time") },
  [FECHO_CAUSE_TLS_UNTRUSTED] = { "tls_untrusted", N_("Certificate not trusted") },
  [FECHO_CAUSE_TLS_HOSTNAME] = { "tls_hostname", N_("Certificate of another host") },
  [FECHO_CAUSE_TLS_VERSION] = { "tls_version", N_("TLS version too old") },
  [FECHO_CAUSE_TLS_HANDSHAKE] = { "tls_handshake", N_("TLS handshake failed") },
  [FECHO_CAUSE_CLIENT_CERTIFICATE] = { "client_certificate", N_("Client certificate required") },
  [FECHO_CAUSE_PROXY_ERROR] = { "proxy_error", N_("Proxy error") },
  [FECHO_CAUSE_AUTH] = { "auth", N_("Not authorized") },
  [FECHO_CAUSE_HTTP_REJECTED] = { "http_rejected", N_("Refused with an HTTP status") },
  [FECHO_CAUSE_REDIRECT_REFUSED] = { "redirect_refused", N_("Redirect not followed") },
  [FECHO_CAUSE_BAD_HANDSHAKE] = { "bad_handshake", N_("Invalid handshake answer") },
  [FECHO_CAUSE_SUBPROTOCOL_MISMATCH] = { "subprotocol_mismatch", N_("Subprotocol not agreed") },
  [FECHO_CAUSE_PONG_TIMEOUT] = { "pong_timeout", N_("No pong in time") },
  [FECHO_CAUSE_PEER_OVER_BUDGET] = { "peer_over_budget", N_("Received more than the limit") },
  [FECHO_CAUSE_RESET_BY_PEER] = { "reset_by_peer", N_("Connection reset") },
  [FECHO_CAUSE_EOF_WITHOUT_CLOSE] = { "eof_without_close", N_("Ended without a Close frame") },
  [FECHO_CAUSE_CLOSE_TIMEOUT] = { "close_timeout", N_("No answer to the close") },
  [FECHO_CAUSE_SERVER_POLICY] = { "server_policy", N_("Rule of the server") },
  [FECHO_CAUSE_SERVER_RESTART_OR_OVERLOAD] = { "server_restart_or_overload",
                                               N_("Server restarting or overloaded") },
  [FECHO_CAUSE_SERVER_FAULT] = { "server_fault", N_("Error on the server side") },
  [FECHO_CAUSE_PROTOCOL_ERROR_THEIRS] = { "protocol_error_theirs",
                                          N_("Protocol error in what was received") },
  [FECHO_CAUSE_PROTOCOL_ERROR_OURS] = { "protocol_error_ours",
                                        N_("Protocol error reported by the server") },
  [FECHO_CAUSE_MESSAGE_TOO_BIG] = { "message_too_big", N_("Message too big") },
  [FECHO_CAUSE_APPLICATION_CODE] = { "application_code", N_("Code of the application") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (stages) == FECHO_STAGE_CLOSING + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (closers) == FECHO_CLOSED_BY_NOBODY + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (first_closes) == FECHO_FIRST_CLOSE_PEER + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (networks) == FECHO_NETWORK_CAPTIVE + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (origins) == FECHO_ORIGIN_THIS_COMPUTER + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (causes) == FECHO_N_CAUSES);

const char *
fecho_stage_to_string (FechoStage stage)
{
  g_return_val_if_fail (stage < G_N_ELEMENTS (stages), NULL);

  return stages[stage].word;
}

gboolean
fecho_stage_from_string (const char *string,
                         FechoStage *ret_stage)
{
  guint number;

  if (!fecho_term_find (stages, G_N_ELEMENTS (stages), string, &number))
    return FALSE;

  *ret_stage = number;

  return TRUE;
}

const char *
fecho_stage_get_label (FechoStage stage)
{
  g_return_val_if_fail (stage < G_N_ELEMENTS (stages), NULL);

  return stages[stage].label;
}

const char *
fecho_closed_by_to_string (FechoClosedBy closed_by)
{
  g_return_val_if_fail (closed_by < G_N_ELEMENTS (closers), NULL);

  return closers[closed_by].word;
}

gboolean
fecho_closed_by_from_string (const char    *string,
                             FechoClosedBy *ret_closed_by)
{
  guint number;

  if (!fecho_term_find (closers, G_N_ELEMENTS (closers), string, &number))
    return FALSE;

  *ret_closed_by = number;

  return TRUE;
}

const char *
fecho_closed_by_get_label (FechoClosedBy closed_by)
{
  g_return_val_if_fail (closed_by < G_N_ELEMENTS (closers), NULL);

  return closers[closed_by].label;
}

const char *
fecho_first_close_to_string (FechoFirstClose first_close)
{
  g_return_val_if_fail (first_close < G_N_ELEMENTS (first_closes), NULL);

  return first_closes[first_close].word;
}

gboolean
fecho_first_close_from_string (const char      *string,
                               FechoFirstClose *ret_first_close)
{
  guint number;

  if (!fecho_term_find (first_closes, G_N_ELEMENTS (first_closes), string, &number))
    return FALSE;

  *ret_first_close = number;

  return TRUE;
}

const char *
fecho_network_to_string (FechoNetwork network)
{
  g_return_val_if_fail (network < G_N_ELEMENTS (networks), NULL);

  return networks[network].word;
}

gboolean
fecho_network_from_string (const char   *string,
                           FechoNetwork *ret_network)
{
  guint number;

  if (!fecho_term_find (networks, G_N_ELEMENTS (networks), string, &number))
    return FALSE;

  *ret_network = number;

  return TRUE;
}

const char *
fecho_network_get_label (FechoNetwork network)
{
  g_return_val_if_fail (network < G_N_ELEMENTS (networks), NULL);

  return networks[network].label;
}

const char *
fecho_origin_to_string (FechoOrigin origin)
{
  g_return_val_if_fail (origin < G_N_ELEMENTS (origins), NULL);

  return origins[origin].word;
}

gboolean
fecho_origin_from_string (const char  *string,
                          FechoOrigin *ret_origin)
{
  guint number;

  if (!fecho_term_find (origins, G_N_ELEMENTS (origins), string, &number))
    return FALSE;

  *ret_origin = number;

  return TRUE;
}

const char *
fecho_origin_get_label (FechoOrigin origin)
{
  g_return_val_if_fail (origin < G_N_ELEMENTS (origins), NULL);

  return origins[origin].label;
}

const char *
fecho_cause_to_string (FechoCause cause)
{
  g_return_val_if_fail (cause < G_N_ELEMENTS (causes), NULL);

  return causes[cause].word;
}

gboolean
fecho_cause_from_string (const char *string,
                         FechoCause *ret_cause)
{
  guint number;

  if (!fecho_term_find (causes, G_N_ELEMENTS (causes), string, &number))
    return FALSE;

  *ret_cause = number;

  return TRUE;
}

const char *
fecho_cause_get_label (FechoCause cause)
{
  g_return_val_if_fail (cause < G_N_ELEMENTS (causes), NULL);

  return causes[cause].label;
}
