/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-fault.h"

#include <libsoup/soup.h>

static const struct
{
  int code;
  FechoFault fault;
} io_faults[] = {
  { G_IO_ERROR_HOST_NOT_FOUND, FECHO_FAULT_RESOLVE },
  { G_IO_ERROR_HOST_UNREACHABLE, FECHO_FAULT_UNREACHABLE },
  { G_IO_ERROR_NETWORK_UNREACHABLE, FECHO_FAULT_UNREACHABLE },
  { G_IO_ERROR_CONNECTION_REFUSED, FECHO_FAULT_REFUSED },
  { G_IO_ERROR_TIMED_OUT, FECHO_FAULT_TIMED_OUT },
  { G_IO_ERROR_TOO_MANY_OPEN_FILES, FECHO_FAULT_NO_DESCRIPTORS },
  { G_IO_ERROR_CONNECTION_CLOSED, FECHO_FAULT_RESET }, /* the same number as BROKEN_PIPE */
  { G_IO_ERROR_PARTIAL_INPUT, FECHO_FAULT_END_OF_STREAM },
  { G_IO_ERROR_CANCELLED, FECHO_FAULT_CANCELLED },
  { G_IO_ERROR_PROXY_FAILED, FECHO_FAULT_PROXY },
  { G_IO_ERROR_PROXY_AUTH_FAILED, FECHO_FAULT_PROXY_AUTH },
  { G_IO_ERROR_PROXY_NEED_AUTH, FECHO_FAULT_PROXY_AUTH },
  { G_IO_ERROR_PROXY_NOT_ALLOWED, FECHO_FAULT_PROXY },
};

static FechoFault
fault_of_io (int code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (io_faults); i++)
    if (io_faults[i].code == code)
      return io_faults[i].fault;

  return FECHO_FAULT_OTHER;
}

static FechoFault
fault_of_tls (int code)
{
  if (code == G_TLS_ERROR_BAD_CERTIFICATE)
    return FECHO_FAULT_TLS_CERTIFICATE;
  if (code == G_TLS_ERROR_CERTIFICATE_REQUIRED)
    return FECHO_FAULT_TLS_CLIENT_CERTIFICATE;

  return FECHO_FAULT_TLS;
}

static FechoFault
fault_of_session (int code)
{
  if (code == SOUP_SESSION_ERROR_PARSING || code == SOUP_SESSION_ERROR_ENCODING)
    return FECHO_FAULT_NOT_HTTP;

  return FECHO_FAULT_OTHER;
}

static FechoFault
fault_of_websocket (int http_status)
{
  if (http_status == SOUP_STATUS_SWITCHING_PROTOCOLS)
    return FECHO_FAULT_BAD_HANDSHAKE;

  return FECHO_FAULT_HTTP_STATUS;
}

FechoFault
fecho_fault_from_error (const GError *error,
                        int           http_status)
{
  g_return_val_if_fail (error != NULL, FECHO_FAULT_NONE);

  if (error->domain == G_IO_ERROR)
    return fault_of_io (error->code);
  if (error->domain == G_RESOLVER_ERROR)
    return FECHO_FAULT_RESOLVE;
  if (error->domain == G_TLS_ERROR)
    return fault_of_tls (error->code);
  if (error->domain == SOUP_SESSION_ERROR)
    return fault_of_session (error->code);
  if (error->domain == SOUP_WEBSOCKET_ERROR)
    return fault_of_websocket (http_status);

  return FECHO_FAULT_OTHER;
}
