/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-connector.h"

#include "fecho-resolver.h"
#include "fecho-test-resolver.h"
#include "fecho-test-util.h"

/* What a connector has told. */
typedef struct
{
  GString *events;
  guint n_over;
} Told;

static Told *
told_new (void)
{
  Told *told = g_new0 (Told, 1);

  told->events = g_string_new (NULL);

  return told;
}

static void
told_free (Told *told)
{
  g_string_free (told->events, TRUE);
  g_free (told);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Told, told_free)

static void
event_cb (GSocketClientEvent event,
          gpointer           data)
{
  Told *told = data;

  g_string_append_c (told->events, event == G_SOCKET_CLIENT_RESOLVED ? 'r' : 'c');
}

static void
over_cb (gpointer data)
{
  ((Told *)data)->n_over++;
}

static const FechoConnectorFuncs funcs = { event_cb, over_cb };

static GSocket *
make_socket (void)
{
  g_autoptr(GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);

  return socket;
}

static guint16
port_of (GSocket *socket)
{
  g_autoptr(GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

/* port 0: any. */
static GSocket *
listen_at (const char *address,
           guint16     port,
           int         backlog)
{
  g_autoptr(GSocketAddress) bound = g_inet_socket_address_new_from_string (address, port);
  g_autoptr(GError) error = NULL;
  GSocket *socket = make_socket ();

  g_socket_set_listen_backlog (socket, backlog);
  g_socket_bind (socket, bound, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (socket, &error);
  g_assert_no_error (error);

  return socket;
}

static void
check_address (FechoConnector *connector,
               const char     *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocket) socket = fecho_connector_take_socket (connector, &error);
  g_autoptr(GSocketAddress) address = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  address = g_socket_get_remote_address (socket, &error);
  g_assert_no_error (error);
  text = g_inet_address_to_string (g_inet_socket_address_get_address (
                                     G_INET_SOCKET_ADDRESS (address)));
  g_assert_cmpstr (text, ==, expected);
  g_assert_false (g_socket_get_blocking (socket));
}

static void
test_number (void)
{
  g_autoptr(GSocket) listener = listen_at ("127.0.0.1", 0, 5);
  g_autoptr(Told) told = told_new ();
  g_autoptr(FechoConnector) connector = NULL;

  test_resolver_reset ();
  connector = fecho_connector_new ("127.0.0.1", port_of (listener), &funcs, told);
  g_assert_cmpuint (told->n_over, ==, 0);
  fecho_test_wait (told->n_over > 0);

  g_assert_cmpstr (told->events->str, ==, "rc");
  g_assert_cmpuint (test_resolver_get_n_lookups (), ==, 0);
  check_address (connector, "127.0.0.1");
}

static void
test_name (void)
{
  g_autoptr(GSocket) listener = listen_at ("127.0.0.1", 0, 5);
  g_autoptr(Told) told = told_new ();
  g_autoptr(FechoConnector) connector = NULL;

  connector = fecho_connector_new ("known.test", port_of (listener), &funcs, told);
  fecho_test_wait (told->n_over > 0);

  g_assert_cmpstr (told->events->str, ==, "rc");
  check_address (connector, "127.0.0.1");
}

static void
test_next_where_one_refuses (void)
{
  guint16 port;
  g_autoptr(GSocket) taken G_GNUC_UNUSED = fecho_test_take_port (&port);
  g_autoptr(GSocket) listener = listen_at ("127.0.0.2", port, 5);
  g_autoptr(Told) told = told_new ();
  g_autoptr(FechoConnector) connector = NULL;

  connector = fecho_connector_new ("several.test", port_of (listener), &funcs, told);
  fecho_test_wait (told->n_over > 0);

  g_assert_cmpstr (told->events->str, ==, "rcc");
  check_address (connector, "127.0.0.2");
}

/* A listener whose queue is full leaves further connections without an answer. */
static void
test_next_where_one_is_mute (void)
{
  enum { N_FILLERS = 4 };
  g_autoptr(GSocket) mute = listen_at ("127.0.0.1", 0, 0);
  g_autoptr(GSocketAddress) address = g_socket_get_local_address (mute, NULL);
  g_autoptr(GSocket) listener = listen_at ("127.0.0.2", port_of (mute), 5);
  g_autoptr(Told) told = told_new ();
  g_autoptr(FechoConnector) connector = NULL;
  GSocket *fillers[N_FILLERS];

  for (guint i = 0; i < N_FILLERS; i++)
    {
      fillers[i] = make_socket ();
      g_socket_set_blocking (fillers[i], FALSE);
      (void)g_socket_connect (fillers[i], address, NULL, NULL); /* pending, or full already */
    }
  connector = fecho_connector_new ("several.test", port_of (listener), &funcs, told);
  fecho_test_wait (told->n_over > 0);

  g_assert_true (g_str_has_prefix (told->events->str, "rcc"));
  check_address (connector, "127.0.0.2");
  for (guint i = 0; i < N_FILLERS; i++)
    g_object_unref (fillers[i]);
}

static void
test_all_refuse (void)
{
  guint16 port;
  g_autoptr(GSocket) taken G_GNUC_UNUSED = fecho_test_take_port (&port);
  g_autoptr(Told) told = told_new ();
  g_autoptr(FechoConnector) connector = NULL;
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(GError) error = NULL;

  connector = fecho_connector_new ("several.test", port, &funcs, told);
  fecho_test_wait (told->n_over > 0);
  socket = fecho_connector_take_socket (connector, &error);

  g_assert_null (socket);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_assert_cmpstr (error->message, ==, "Could not connect to several.test: Connection refused");
  g_assert_cmpstr (told->events->str, ==, "rccc");
  g_assert_cmpuint (told->n_over, ==, 1);
}

/* Nothing of it is pending: it fails at once, and is told later all the same. */
static void
test_fails_at_once (void)
{
  g_autoptr(Told) told = told_new ();
  g_autoptr(FechoConnector) connector = NULL;
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(GError) error = NULL;

  connector = fecho_connector_new ("255.255.255.255", 9, &funcs, told);
  g_assert_cmpuint (told->n_over, ==, 0);
  fecho_test_wait (told->n_over > 0);
  socket = fecho_connector_take_socket (connector, &error);

  g_assert_null (socket);
  g_assert_nonnull (error);
}

static void
test_unknown_name (void)
{
  g_autoptr(Told) told = told_new ();
  g_autoptr(FechoConnector) connector = NULL;
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(GError) error = NULL;

  connector = fecho_connector_new ("nowhere.test", 9, &funcs, told);
  fecho_test_wait (told->n_over > 0);
  socket = fecho_connector_take_socket (connector, &error);

  g_assert_null (socket);
  g_assert_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND);
  g_assert_cmpstr (told->events->str, ==, "");
}

static gboolean
set_flag_cb (gpointer data)
{
  *(gboolean *)data = TRUE;

  return G_SOURCE_REMOVE;
}

/* All that was due when it was freed has had its turn. */
static void
let_pass (void)
{
  gboolean passed = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, set_flag_cb, &passed, NULL);
  fecho_test_wait (passed);
}

static void
test_freed_while_looking_up (void)
{
  g_autoptr(Told) told = told_new ();

  test_resolver_reset ();
  fecho_connector_free (fecho_connector_new ("mute.test", 9, &funcs, told));
  test_resolver_release ();
  let_pass ();

  g_assert_cmpuint (told->n_over, ==, 0);
  g_assert_cmpstr (told->events->str, ==, "");
}

static void
test_freed_while_connecting (void)
{
  g_autoptr(GSocket) listener = listen_at ("127.0.0.1", 0, 5);
  g_autoptr(Told) told = told_new ();

  fecho_connector_free (fecho_connector_new ("127.0.0.1", port_of (listener), &funcs, told));
  let_pass ();

  g_assert_cmpuint (told->n_over, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_resolver_install ();
  fecho_resolver_install ();

  g_test_add_func ("/net/connector/number", test_number);
  g_test_add_func ("/net/connector/name", test_name);
  g_test_add_func ("/net/connector/next-where-one-refuses", test_next_where_one_refuses);
  g_test_add_func ("/net/connector/next-where-one-is-mute", test_next_where_one_is_mute);
  g_test_add_func ("/net/connector/all-refuse", test_all_refuse);
  g_test_add_func ("/net/connector/fails-at-once", test_fails_at_once);
  g_test_add_func ("/net/connector/unknown-name", test_unknown_name);
  g_test_add_func ("/net/connector/freed-while-looking-up", test_freed_while_looking_up);
  g_test_add_func ("/net/connector/freed-while-connecting", test_freed_while_connecting);

  return g_test_run ();
}
