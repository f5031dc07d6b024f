/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-tcp.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <unistd.h>

#include "fecho-close-event.h"
#include "fecho-test-pair.h"

static void
test_sample (FechoTestPair *self,
             gconstpointer  data)
{
  int fd = g_socket_get_fd (self->ours);
  FechoTcpSample sample = { 0 };
  guint64 n_unread = 0;
  char text[16];

  fecho_test_pair_send (self, "hello");
  g_assert_true (fecho_tcp_sample (fd, &sample));
  g_assert_cmpint (sample.rtt_us, >, 0);
  g_assert_cmpuint (sample.n_received, ==, 5);
  g_assert_true (fecho_tcp_count_unread (fd, &n_unread));
  g_assert_cmpuint (n_unread, ==, 5);

  g_assert_cmpint (g_socket_receive (self->ours, text, 3, NULL, NULL), ==, 3);
  g_assert_true (fecho_tcp_sample (fd, &sample));
  g_assert_cmpuint (sample.n_received, ==, 5);
  g_assert_true (fecho_tcp_count_unread (fd, &n_unread));
  g_assert_cmpuint (n_unread, ==, 2);
}

static void
test_no_socket (FechoTestPair *self,
                gconstpointer  data)
{
  FechoTcpSample sample = { 0 };
  guint64 n_unread = 0;
  int fds[2];

  g_assert_cmpint (pipe (fds), ==, 0);
  g_assert_false (fecho_tcp_sample (-1, &sample));
  g_assert_false (fecho_tcp_count_unread (-1, &n_unread));
  g_assert_false (fecho_tcp_sample (fds[0], &sample));
  g_assert_cmpuint (fecho_tcp_get_cookie (fds[0]), ==, 0);
  fecho_tcp_cut (-1);
  close (fds[0]);
  close (fds[1]);
}

static void
test_cookie (FechoTestPair *self,
             gconstpointer  data)
{
  int ours = g_socket_get_fd (self->ours);
  guint64 cookie = fecho_tcp_get_cookie (ours);
  int same = dup (ours);

  g_assert_cmpuint (cookie, !=, 0);
  g_assert_cmpuint (fecho_tcp_get_cookie (same), ==, cookie);
  g_assert_cmpuint (fecho_tcp_get_cookie (g_socket_get_fd (self->theirs)), !=, cookie);
  close (same);
}

static int
get_user_timeout_ms (FechoTestPair *self)
{
  int timeout_ms = 0;

  g_assert_true (g_socket_get_option (self->ours, IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout_ms,
                                      NULL));

  return timeout_ms;
}

static void
test_user_timeout (FechoTestPair *self,
                   gconstpointer  data)
{
  fecho_tcp_set_user_timeout (self->ours, 30 * G_USEC_PER_SEC);
  g_assert_cmpint (get_user_timeout_ms (self), ==, 30000);
  fecho_tcp_set_user_timeout (self->ours, 1); /* 0 would be the kernel's own */
  g_assert_cmpint (get_user_timeout_ms (self), ==, 1);
  fecho_tcp_set_user_timeout (self->ours, G_MAXINT64);
  g_assert_cmpint (get_user_timeout_ms (self), ==, G_MAXINT);
}

/* What has come and was not read is not read any more. */
static void
test_cut (FechoTestPair *self,
          gconstpointer  data)
{
  char text[16];

  fecho_test_pair_send (self, "hello");
  fecho_tcp_cut (g_socket_get_fd (self->ours));

  g_assert_cmpint (g_socket_receive (self->ours, text, sizeof text, NULL, NULL), ==, 0);
}

static void
add (const char *path,
     void (*func)(FechoTestPair *self,
                  gconstpointer data))
{
  g_test_add (path, FechoTestPair, NULL, fecho_test_pair_set_up, func, fecho_test_pair_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/net/tcp/sample", test_sample);
  add ("/net/tcp/no-socket", test_no_socket);
  add ("/net/tcp/cookie", test_cookie);
  add ("/net/tcp/user-timeout", test_user_timeout);
  add ("/net/tcp/cut", test_cut);

  return g_test_run ();
}
