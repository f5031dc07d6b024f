/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-net-fixture.h"
#include "fecho-test-certs.h"
#include "fecho-test-proxy.h"
#include "fecho-test-resolver.h"

/* Stands for the settings of the system. */
#define TEST_TYPE_SYSTEM_PROXIES (test_system_proxies_get_type ())
G_DECLARE_FINAL_TYPE (TestSystemProxies, test_system_proxies, TEST, SYSTEM_PROXIES, GObject)

struct _TestSystemProxies
{
  GObject parent_instance;
};

static const char *system_proxy = "direct://"; /* set while nothing is being looked up */

static gboolean
test_system_proxies_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static void
test_system_proxies_lookup_async (GProxyResolver      *resolver,
                                  const char          *address,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, data);
  const char *proxies[] = { system_proxy, NULL };

  g_task_return_pointer (task, g_strdupv ((char **)proxies), (GDestroyNotify)g_strfreev);
}

static char **
test_system_proxies_lookup_finish (GProxyResolver  *resolver,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
system_proxies_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = test_system_proxies_is_supported;
  iface->lookup_async = test_system_proxies_lookup_async;
  iface->lookup_finish = test_system_proxies_lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSystemProxies, test_system_proxies, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      system_proxies_iface_init))

static void
test_system_proxies_class_init (TestSystemProxiesClass *klass)
{
}

static void
test_system_proxies_init (TestSystemProxies *self)
{
}

#define GOOD_SCRIPT "upgrade; close 1001 bye; await-close"

static TestCerts *certs;

/* One way through a proxy. */
typedef struct
{
  const char *name;
  const char *address_scheme;   /* ws or wss */
  const char *proxy_scheme;
  const char *proxy_user;       /* the proxy wants it, NULL: nobody */
  const char *userinfo;         /* what we give */
  gboolean opens;
} Row;

static const Row rows[] = {
  { "http/ws", "ws", "http", NULL, NULL, TRUE },
  { "http/wss", "wss", "http", NULL, NULL, TRUE },
  { "http/ws-user", "ws", "http", "ana", "ana:secret", TRUE },
  { "http/wss-user", "wss", "http", "ana", "ana:secret", TRUE },
  { "http/ws-user-nobody-asked-for", "ws", "http", NULL, "ana:secret", TRUE },
  { "http/wss-user-nobody-asked-for", "wss", "http", NULL, "ana:secret", TRUE },
  { "http/ws-wrong-password", "ws", "http", "ana", "ana:wrong", FALSE },
  { "http/wss-wrong-password", "wss", "http", "ana", "ana:wrong", FALSE },
  { "http/ws-no-password", "ws", "http", "ana", NULL, FALSE },
  { "http/wss-no-password", "wss", "http", "ana", NULL, FALSE },
  { "socks5/ws", "ws", "socks5", NULL, NULL, TRUE },
  { "socks5/wss", "wss", "socks5", NULL, NULL, TRUE },
  { "socks5/ws-user", "ws", "socks5", "ana", "ana:secret", TRUE },
  { "socks5/wss-user", "wss", "socks5", "ana", "ana:secret", TRUE },
  { "socks5/ws-wrong-password", "ws", "socks5", "ana", "ana:wrong", FALSE },
  { "socks5/ws-no-password", "ws", "socks5", "ana", NULL, FALSE },
};

static FechoRudeServer *
serve_scheme (const char *scheme)
{
  g_autoptr(GTlsCertificate) certificate = NULL;

  if (g_str_equal (scheme, "wss"))
    certificate = test_certs_load (certs, "named");

  return fecho_rude_server_new_tls (GOOD_SCRIPT, certificate);
}

static NetFixture *
fixture_through (const char *scheme,
                 guint16     port,
                 const char *proxy_uri)
{
  g_autofree char *url = g_strdup_printf ("%s://known.test:%u/", scheme, port);
  NetFixture *fixture = net_fixture_new (url);
  g_autoptr(GError) error = NULL;

  fixture->endpoint->ca_file = test_certs_dup_path (certs, "ca");
  fecho_endpoint_set_proxy (fixture->endpoint, proxy_uri, &error);
  g_assert_no_error (error);

  return fixture;
}

static void
check_opened (const FechoCloseRecord *record,
              TestProxy              *proxy)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", test_proxy_get_port (proxy));

  g_assert_cmpuint (record->code, ==, 1001);
  g_assert_cmpstr (record->reason, ==, "bye");
  g_assert_true (record->was_clean);
  g_assert_cmpint (record->proxy_us, >=, 0);
  g_assert_cmpstr (record->remote_address, ==, address);
  g_assert_cmpuint (test_proxy_get_n_tunnels (proxy), ==, 1);
}

static const FechoCloseRecord *
check_refused (NetFixture *fixture,
               FechoStage  stage,
               const char *cause)
{
  const FechoCloseRecord *record = net_fixture_wait_end (fixture);

  g_test_message ("%s: %s", record->error_message, record->cause_evidence);
  g_assert_true (record->failed_attempt);
  g_assert_cmpuint (record->code, ==, 1006);
  g_assert_cmpstr (fecho_stage_to_string (record->stage), ==, fecho_stage_to_string (stage));
  g_assert_cmpstr (fecho_cause_to_string (record->cause), ==, cause);

  return record;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(TestProxy) proxy = test_proxy_new (row->proxy_user, "secret");
  g_autoptr(FechoRudeServer) server = serve_scheme (row->address_scheme);
  g_autofree char *proxy_uri = test_proxy_dup_uri (proxy, row->proxy_scheme, row->userinfo);
  g_autoptr(NetFixture) fixture = NULL;

  fixture = fixture_through (row->address_scheme, fecho_rude_server_get_port (server), proxy_uri);
  net_fixture_connect (fixture);
  if (row->opens)
    check_opened (net_fixture_wait_end (fixture), proxy);
  else
    check_refused (fixture, FECHO_STAGE_PROXY, "auth");
}

/* The proxy looks the name up: ours may not know it. */
static void
test_name_is_not_looked_up (void)
{
  g_autoptr(TestProxy) proxy = test_proxy_new (NULL, NULL);
  g_autoptr(FechoRudeServer) server = serve_scheme ("ws");
  g_autofree char *proxy_uri = test_proxy_dup_uri (proxy, "socks5", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *request = NULL;
  g_autoptr(NetFixture) fixture = NULL;

  test_resolver_reset ();
  fixture = fixture_through ("ws", fecho_rude_server_get_port (server), proxy_uri);
  net_fixture_connect (fixture);
  check_opened (net_fixture_wait_end (fixture), proxy);

  g_assert_cmpuint (test_resolver_get_n_lookups (), ==, 0);
  expected = g_strdup_printf ("socks5 known.test:%u", fecho_rude_server_get_port (server));
  request = test_proxy_dup_request (proxy);
  g_assert_cmpstr (request, ==, expected);
}

/* libsoup would ask for "GET ws://...", which is no tunnel. */
static void
test_tunnel_for_ws (void)
{
  g_autoptr(TestProxy) proxy = test_proxy_new (NULL, NULL);
  g_autoptr(FechoRudeServer) server = serve_scheme ("ws");
  g_autofree char *proxy_uri = test_proxy_dup_uri (proxy, "http", NULL);
  g_autofree char *request = NULL;
  g_autoptr(NetFixture) fixture = NULL;

  fixture = fixture_through ("ws", fecho_rude_server_get_port (server), proxy_uri);
  net_fixture_connect (fixture);
  net_fixture_wait_end (fixture);

  request = test_proxy_dup_request (proxy);
  g_assert_true (g_str_has_prefix (request, "CONNECT known.test:"));
}

static void
check_no_proxy_there (const char *scheme,
                      const char *proxy_scheme)
{
  guint16 port;
  g_autoptr(GSocket) taken G_GNUC_UNUSED = fecho_test_take_port (&port);
  g_autofree char *proxy_uri = g_strdup_printf ("%s://127.0.0.1:%u", proxy_scheme, port);
  g_autoptr(NetFixture) fixture = fixture_through (scheme, 9, proxy_uri);

  net_fixture_connect (fixture);

  check_refused (fixture, FECHO_STAGE_TCP, "proxy_error");
}

static void
test_no_proxy_there (void)
{
  check_no_proxy_there ("ws", "http");
  check_no_proxy_there ("wss", "http");
  check_no_proxy_there ("ws", "socks5");
}

/* The proxy is there, the server is not. */
static void
test_no_server_there (void)
{
  g_autoptr(TestProxy) proxy = test_proxy_new (NULL, NULL);
  guint16 port;
  g_autoptr(GSocket) taken G_GNUC_UNUSED = fecho_test_take_port (&port);
  g_autofree char *http_uri = test_proxy_dup_uri (proxy, "http", NULL);
  g_autofree char *socks_uri = test_proxy_dup_uri (proxy, "socks5", NULL);
  g_autoptr(NetFixture) through_http = fixture_through ("ws", port, http_uri);
  g_autoptr(NetFixture) through_http_tls = fixture_through ("wss", port, http_uri);
  g_autoptr(NetFixture) through_socks = fixture_through ("ws", port, socks_uri);
  const FechoCloseRecord *record;

  net_fixture_connect (through_http);
  check_refused (through_http, FECHO_STAGE_PROXY, "proxy_error");
  net_fixture_connect (through_http_tls);
  record = check_refused (through_http_tls, FECHO_STAGE_PROXY, "proxy_error");
  g_assert_cmpint (record->http_status, ==, 502);
  net_fixture_connect (through_socks);
  check_refused (through_socks, FECHO_STAGE_PROXY, "proxy_error");
}

static void
check_proxy_mode (const char *mode,
                  gboolean    opens)
{
  g_autoptr(FechoRudeServer) server = serve_scheme ("ws");
  g_autoptr(NetFixture) fixture = NULL;

  fixture = fixture_through ("ws", fecho_rude_server_get_port (server), mode);
  net_fixture_connect (fixture);

  g_assert_cmpint (net_fixture_wait_end (fixture)->failed_attempt, ==, !opens);
}

static void
test_system_and_none (void)
{
  g_autoptr(TestProxy) proxy = test_proxy_new (NULL, NULL);
  g_autofree char *proxy_uri = test_proxy_dup_uri (proxy, "http", NULL);

  g_assert_true (TEST_IS_SYSTEM_PROXIES (g_proxy_resolver_get_default ()));
  system_proxy = proxy_uri;
  check_proxy_mode ("system", TRUE);
  g_assert_cmpuint (test_proxy_get_n_tunnels (proxy), ==, 1);
  check_proxy_mode ("none", TRUE);
  g_assert_cmpuint (test_proxy_get_n_tunnels (proxy), ==, 1);
  system_proxy = "direct://";
}

/* GIO makes its extension points when its own proxies are first asked for. */
static void
install_system_proxies (void)
{
  g_autoptr(GProxy) socks = NULL;

  socks = g_proxy_get_default_for_protocol ("socks5");
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_SYSTEM_PROXIES,
                                  "test", 1000);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  install_system_proxies ();
  test_resolver_install ();
  certs = test_certs_new ();
  test_certs_make (certs, "named", "ca", "DNS:known.test", 1);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/net/proxy/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/net/proxy/name-is-not-looked-up", test_name_is_not_looked_up);
  g_test_add_func ("/net/proxy/tunnel-for-ws", test_tunnel_for_ws);
  g_test_add_func ("/net/proxy/no-proxy-there", test_no_proxy_there);
  g_test_add_func ("/net/proxy/no-server-there", test_no_server_there);
  g_test_add_func ("/net/proxy/system-and-none", test_system_and_none);

  status = g_test_run ();
  test_certs_free (certs);
  fecho_test_end_threads ();

  return status;
}
