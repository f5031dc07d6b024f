/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-tcp.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <unistd.h>

#include "fecho-close-event.h"

/* Both ends of one connection on this computer. */
typedef struct
{
  GSocket *ours;
  GSocket *theirs;
} Fixture;

static GSocket *
make_socket (void)
{
  g_autoptr(GError) error = NULL;
  GSocket *made = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                &error);

  g_assert_no_error (error);

  return made;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GSocket) listener = make_socket ();

  g_assert_true (g_socket_bind (listener, any, FALSE, NULL));
  g_assert_true (g_socket_listen (listener, NULL));
  address = g_socket_get_local_address (listener, NULL);
  self->ours = make_socket ();
  g_assert_true (g_socket_connect (self->ours, address, NULL, NULL));
  self->theirs = g_socket_accept (listener, NULL, NULL);
  g_assert_nonnull (self->theirs);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_object_unref (self->ours);
  g_object_unref (self->theirs);
}

static void
test_sample (Fixture       *self,
             gconstpointer  data)
{
  FechoTcpSample sample = { 0 };
  char text[16];

  g_assert_cmpint (g_socket_send (self->theirs, "hello", 5, NULL, NULL), ==, 5);
  g_assert_true (g_socket_condition_wait (self->ours, G_IO_IN, NULL, NULL));
  g_assert_true (fecho_tcp_sample (g_socket_get_fd (self->ours), &sample));
  g_assert_cmpint (sample.rtt_us, >, 0);
  g_assert_cmpuint (sample.n_received, ==, 5);
  g_assert_cmpuint (sample.n_unread, ==, 5);

  g_assert_cmpint (g_socket_receive (self->ours, text, 3, NULL, NULL), ==, 3);
  g_assert_true (fecho_tcp_sample (g_socket_get_fd (self->ours), &sample));
  g_assert_cmpuint (sample.n_received, ==, 5);
  g_assert_cmpuint (sample.n_unread, ==, 2);
}

static void
test_no_socket (Fixture       *self,
                gconstpointer  data)
{
  FechoTcpSample sample = { 0 };
  int fds[2];

  g_assert_cmpint (pipe (fds), ==, 0);
  g_assert_false (fecho_tcp_sample (-1, &sample));
  g_assert_false (fecho_tcp_sample (fds[0], &sample));
  g_assert_cmpuint (fecho_tcp_get_cookie (fds[0]), ==, 0);
  fecho_tcp_cut (-1);
  close (fds[0]);
  close (fds[1]);
}

static void
test_cookie (Fixture       *self,
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
get_user_timeout_ms (Fixture *self)
{
  int timeout_ms = 0;

  g_assert_true (g_socket_get_option (self->ours, IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout_ms,
                                      NULL));

  return timeout_ms;
}

static void
test_user_timeout (Fixture       *self,
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
test_cut (Fixture       *self,
          gconstpointer  data)
{
  char text[16];

  g_assert_cmpint (g_socket_send (self->theirs, "hello", 5, NULL, NULL), ==, 5);
  g_assert_true (g_socket_condition_wait (self->ours, G_IO_IN, NULL, NULL));
  fecho_tcp_cut (g_socket_get_fd (self->ours));

  g_assert_cmpint (g_socket_receive (self->ours, text, sizeof text, NULL, NULL), ==, 0);
}

static void
add (const char *path,
     void (*func)(Fixture *self,
                  gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
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
