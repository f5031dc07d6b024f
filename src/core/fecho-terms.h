/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The bounded words of a record (cli.md, "One event"). Their numbers are stored: append only. */

typedef enum
{
  FECHO_STAGE_DNS,
  FECHO_STAGE_TCP,
  FECHO_STAGE_PROXY,
  FECHO_STAGE_TLS,
  FECHO_STAGE_HTTP,
  FECHO_STAGE_OPEN,
  FECHO_STAGE_CLOSING,
} FechoStage;

typedef enum
{
  FECHO_CLOSED_BY_SERVER,
  FECHO_CLOSED_BY_FECHO,
  FECHO_CLOSED_BY_USER,
  FECHO_CLOSED_BY_NOBODY,
} FechoClosedBy;

typedef enum
{
  FECHO_FIRST_CLOSE_NONE,
  FECHO_FIRST_CLOSE_US,
  FECHO_FIRST_CLOSE_PEER,
} FechoFirstClose;

typedef enum
{
  FECHO_NETWORK_UNKNOWN,
  FECHO_NETWORK_ONLINE,
  FECHO_NETWORK_OFFLINE,
  FECHO_NETWORK_CAPTIVE,
} FechoNetwork;

typedef enum
{
  FECHO_ORIGIN_NOT_JUDGED,
  FECHO_ORIGIN_UNKNOWN,
  FECHO_ORIGIN_SERVER,
  FECHO_ORIGIN_NETWORK_PATH,
  FECHO_ORIGIN_THIS_COMPUTER,
} FechoOrigin;

typedef enum
{
  FECHO_CAUSE_UNKNOWN,
  FECHO_CAUSE_NORMAL,
  FECHO_CAUSE_USER_CLOSED,
  FECHO_CAUSE_APP_QUIT,
  FECHO_CAUSE_MONITOR_INTERRUPTED,
  FECHO_CAUSE_SUSPEND_RESUME,
  FECHO_CAUSE_NETWORK_CHANGED,
  FECHO_CAUSE_NETWORK_DOWN,
  FECHO_CAUSE_NO_DESCRIPTORS,
  FECHO_CAUSE_DNS_FAILURE,
  FECHO_CAUSE_UNREACHABLE,
  FECHO_CAUSE_REFUSED,
  FECHO_CAUSE_CONNECT_TIMEOUT,
  FECHO_CAUSE_TLS_EXPIRED,
  FECHO_CAUSE_TLS_UNTRUSTED,
  FECHO_CAUSE_TLS_HOSTNAME,
  FECHO_CAUSE_TLS_VERSION,
  FECHO_CAUSE_TLS_HANDSHAKE,
  FECHO_CAUSE_CLIENT_CERTIFICATE,
  FECHO_CAUSE_PROXY_ERROR,
  FECHO_CAUSE_AUTH,
  FECHO_CAUSE_HTTP_REJECTED,
  FECHO_CAUSE_REDIRECT_REFUSED,
  FECHO_CAUSE_BAD_HANDSHAKE,
  FECHO_CAUSE_SUBPROTOCOL_MISMATCH,
  FECHO_CAUSE_PONG_TIMEOUT,
  FECHO_CAUSE_PEER_OVER_BUDGET,
  FECHO_CAUSE_RESET_BY_PEER,
  FECHO_CAUSE_EOF_WITHOUT_CLOSE,
  FECHO_CAUSE_CLOSE_TIMEOUT,
  FECHO_CAUSE_SERVER_POLICY,
  FECHO_CAUSE_SERVER_RESTART_OR_OVERLOAD,
  FECHO_CAUSE_SERVER_FAULT,
  FECHO_CAUSE_PROTOCOL_ERROR_THEIRS,
  FECHO_CAUSE_PROTOCOL_ERROR_OURS,
  FECHO_CAUSE_MESSAGE_TOO_BIG,
  FECHO_CAUSE_APPLICATION_CODE,
} FechoCause;

#define FECHO_N_CAUSES (FECHO_CAUSE_APPLICATION_CODE + 1)

/* Machine words, NULL for "none" and "not judged"; labels are N_() strings. A from_string
 * function leaves its out parameter alone where the word is not one of ours. */
const char *fecho_stage_to_string         (FechoStage       stage);
gboolean    fecho_stage_from_string       (const char      *string,
                                           FechoStage      *ret_stage);
const char *fecho_stage_get_label         (FechoStage       stage);
const char *fecho_closed_by_to_string     (FechoClosedBy    closed_by);
gboolean    fecho_closed_by_from_string   (const char      *string,
                                           FechoClosedBy   *ret_closed_by);
const char *fecho_closed_by_get_label     (FechoClosedBy    closed_by);
const char *fecho_first_close_to_string   (FechoFirstClose  first_close);
gboolean    fecho_first_close_from_string (const char      *string,
                                           FechoFirstClose *ret_first_close);
const char *fecho_network_to_string       (FechoNetwork     network);
gboolean    fecho_network_from_string     (const char      *string,
                                           FechoNetwork    *ret_network);
const char *fecho_network_get_label       (FechoNetwork     network);
const char *fecho_origin_to_string        (FechoOrigin      origin);
gboolean    fecho_origin_from_string      (const char      *string,
                                           FechoOrigin     *ret_origin);
const char *fecho_origin_get_label        (FechoOrigin      origin);
const char *fecho_cause_to_string         (FechoCause       cause);
gboolean    fecho_cause_from_string       (const char      *string,
                                           FechoCause      *ret_cause);
const char *fecho_cause_get_label         (FechoCause       cause);

G_END_DECLS
