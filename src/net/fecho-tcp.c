/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-tcp.h"

#include <linux/tcp.h>          /* the C library's header lacks the newer fields */
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "fecho-close-event.h"

gboolean
fecho_tcp_sample (int             fd,
                  FechoTcpSample *ret_sample)
{
  struct tcp_info info = { 0 };
  socklen_t size = sizeof info;

  if (fd < 0 || getsockopt (fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
    return FALSE;

  ret_sample->rtt_us = info.tcpi_rtt > 0 ? (gint64)info.tcpi_rtt : FECHO_UNKNOWN;
  ret_sample->n_received = info.tcpi_bytes_received;

  return TRUE;
}

gboolean
fecho_tcp_count_unread (int      fd,
                        guint64 *ret_n_unread)
{
  int n_unread = 0;

  if (ioctl (fd, FIONREAD, &n_unread) != 0)
    return FALSE;

  *ret_n_unread = (guint64)n_unread;

  return TRUE;
}

guint64
fecho_tcp_get_cookie (int fd)
{
  guint64 cookie = 0;
  socklen_t size = sizeof cookie;

  if (getsockopt (fd, SOL_SOCKET, SO_COOKIE, &cookie, &size) != 0)
    return 0;

  return cookie;
}

void
fecho_tcp_set_user_timeout (GSocket *socket,
                            gint64   timeout_us)
{
  /* Without it the kernel's own, much longer time-out holds. */
  (void)g_socket_set_option (socket, IPPROTO_TCP, TCP_USER_TIMEOUT,
                             (int)CLAMP (timeout_us / 1000, 1, G_MAXINT), NULL);
}

/* After shutdown() what has arrived can still be read: it is taken away, without being copied. */
void
fecho_tcp_cut (int fd)
{
  gssize n_dropped;

  if (fd < 0)
    return;

  (void)shutdown (fd, SHUT_RDWR); /* the peer may have gone already */
  do
    n_dropped = recv (fd, NULL, G_MAXINT, MSG_TRUNC | MSG_DONTWAIT);
  while (n_dropped > 0);
}
