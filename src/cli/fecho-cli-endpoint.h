/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-cli.h"
#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* The options of a connection, as they were given. */
typedef struct
{
  double   connect_timeout_s;
  double   ping_s;
  double   pong_timeout_s;
  gint64   max_message;
  char   **protocols;
  char   **headers;
  char   **cookies;
  char    *origin;
  char    *user;
  char    *password;            /* asked once for all addresses */
  char    *ca;
  char    *certificate;
  char    *key;
  char    *pin;
  char    *min_tls;
  gboolean insecure;
  char    *proxy;
  gboolean deflate;
  char   **send;
  char    *backoff;
  int      max_attempts;
  char    *name;
  gboolean are_files_good;      /* looked at once for all addresses: there may be thousands */
} FechoCliEndpoint;

void           fecho_cli_endpoint_clear (FechoCliEndpoint  *self);
/* A group that writes into self; taken by fecho_cli_parse(). Sets the defaults. */
GOptionGroup  *fecho_cli_endpoint_group (FechoCliEndpoint  *self);
/* An endpoint with these options. The error names the option or the address that is wrong. */
FechoEndpoint *fecho_cli_endpoint_make  (FechoCliEndpoint  *self,
                                         const char        *url,
                                         GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
