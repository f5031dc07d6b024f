/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the kernel knows of a TCP socket. Any thread. */
typedef struct
{
  gint64  rtt_us;               /* smoothed round-trip time, FECHO_UNKNOWN where there is none yet */
  guint64 n_received;           /* bytes, TLS and frames and all */
} FechoTcpSample;

/* FALSE where fd is no TCP socket, or closed. */
gboolean fecho_tcp_sample           (int             fd,
                                     FechoTcpSample *ret_sample);
/* The bytes received that nobody has read yet. FALSE where fd is closed. */
gboolean fecho_tcp_count_unread     (int             fd,
                                     guint64        *ret_n_unread);
/* Tells one socket from all others there ever were, 0: not known. Descriptors are used again. */
guint64  fecho_tcp_get_cookie       (int             fd);
/* Unacknowledged data ends the connection after so long (RFC 5482). */
void     fecho_tcp_set_user_timeout (GSocket        *socket,
                                     gint64          timeout_us);
/* Ends the connection at once, with what was not read yet thrown away. */
void     fecho_tcp_cut              (int             fd);

G_END_DECLS
