/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-pool.h"

#include "fecho-test-certs.h"

static TestCerts *certs;

typedef struct
{
  FechoTlsStore *tls_store;
  FechoSessionPool *pool;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->tls_store = fecho_tls_store_new ();
  self->pool = fecho_session_pool_new (self->tls_store, g_proxy_resolver_get_default ());
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  fecho_session_pool_free (self->pool);
  fecho_tls_store_free (self->tls_store);
}

static FechoEndpoint *
make_endpoint (const char *url)
{
  g_autoptr(GError) error = NULL;
  FechoEndpoint *endpoint = fecho_endpoint_new (url, &error);

  g_assert_no_error (error);

  return endpoint;
}

static SoupSession *
get (Fixture             *self,
     const FechoEndpoint *endpoint)
{
  g_autoptr(GError) error = NULL;
  SoupSession *session = fecho_session_pool_get (self->pool, endpoint, &error);

  g_assert_no_error (error);

  return session;
}

/* What goes into the request alone needs no session of its own. */
static void
test_shared (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(FechoEndpoint) one = make_endpoint ("ws://one.test/");
  g_autoptr(FechoEndpoint) other = make_endpoint ("ws://other.test:8080/path");
  SoupSession *session = get (self, one);

  g_assert_true (fecho_endpoint_add_header (other, "X-Token: a", NULL));
  g_assert_true (fecho_endpoint_add_cookie (other, "a=1", NULL));
  g_assert_true (fecho_endpoint_add_subprotocol (other, "chat", NULL));
  other->user = g_strdup ("somebody");
  other->min_tls = FECHO_MIN_TLS_1_3;
  other->insecure = TRUE;

  g_assert_true (get (self, one) == session);
  g_assert_true (get (self, other) == session);
}

/* What libsoup keeps in the session must not be another's. */
static void
test_apart (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *ca_file = test_certs_dup_path (certs, "ca");
  g_autofree char *other_ca_file = test_certs_dup_path (certs, "other");
  FechoEndpoint *endpoints[8];
  SoupSession *sessions[G_N_ELEMENTS (endpoints)];

  for (gsize i = 0; i < G_N_ELEMENTS (endpoints); i++)
    endpoints[i] = make_endpoint (i < 5 ? "ws://one.test/" : "wss://one.test/");
  endpoints[1]->deflate = TRUE;
  endpoints[2]->proxy_mode = FECHO_PROXY_NONE;
  endpoints[3]->proxy_mode = endpoints[4]->proxy_mode = FECHO_PROXY_URI;
  endpoints[3]->proxy_uri = g_strdup ("http://proxy.test:3128");
  endpoints[4]->proxy_uri = g_strdup ("http://me@proxy.test:3128");
  endpoints[6]->ca_file = g_strdup (ca_file);
  endpoints[7]->ca_file = g_strdup (other_ca_file);

  for (gsize i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      sessions[i] = get (self, endpoints[i]);
      for (gsize j = 0; j < i; j++)
        g_assert_true (sessions[j] != sessions[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      g_assert_true (get (self, endpoints[i]) == sessions[i]);
      fecho_endpoint_free (endpoints[i]);
    }
}

/* Cookies that a server sets are not sent to anybody: there is no jar. */
static void
test_features (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("ws://one.test/");
  SoupSession *session = get (self, endpoint);

  g_assert_false (soup_session_has_feature (session, SOUP_TYPE_COOKIE_JAR));
  g_assert_false (soup_session_has_feature (session, SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER));
  endpoint->deflate = TRUE;
  session = get (self, endpoint);
  g_assert_true (soup_session_has_feature (session, SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER));
}

static void
test_unreadable_authorities (Fixture       *self,
                             gconstpointer  data)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://one.test/");
  g_autoptr(GError) error = NULL;

  endpoint->ca_file = g_strdup ("/nonexistent/ca.pem");

  g_assert_null (fecho_session_pool_get (self->pool, endpoint, &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  certs = test_certs_new ();
  test_certs_make (certs, "ca", NULL, "DNS:ca.test", 1);
  test_certs_make (certs, "other", NULL, "DNS:other.test", 1);
  g_test_add ("/net/session-pool/shared", Fixture, NULL, set_up, test_shared, tear_down);
  g_test_add ("/net/session-pool/apart", Fixture, NULL, set_up, test_apart, tear_down);
  g_test_add ("/net/session-pool/features", Fixture, NULL, set_up, test_features, tear_down);
  g_test_add ("/net/session-pool/unreadable-authorities", Fixture, NULL, set_up,
              test_unreadable_authorities, tear_down);

  status = g_test_run ();
  test_certs_free (certs);

  return status;
}
