/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-test-pair.h"

#include <string.h>

static GSocket *
make_socket (void)
{
  g_autoptr(GError) error = NULL;
  GSocket *made = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                &error);

  g_assert_no_error (error);

  return made;
}

void
fecho_test_pair_set_up (FechoTestPair *self,
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

void
fecho_test_pair_tear_down (FechoTestPair *self,
                           gconstpointer  data)
{
  g_object_unref (self->ours);
  g_object_unref (self->theirs);
}

void
fecho_test_pair_send (FechoTestPair *self,
                      const char    *text)
{
  gssize n_bytes = (gssize)strlen (text);

  g_assert_cmpint (g_socket_send (self->theirs, text, (gsize)n_bytes, NULL, NULL), ==, n_bytes);
  g_assert_true (g_socket_condition_wait (self->ours, G_IO_IN, NULL, NULL));
}
