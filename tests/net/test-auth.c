/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-net-fixture.h"

#include <libsoup/soup.h>

static SoupServer *server;
static guint16 port;

static char *
digest_cb (SoupAuthDomain    *domain,
           SoupServerMessage *message,
           const char        *user,
           gpointer           data)
{
  return soup_auth_domain_digest_encode_password (user, "realm", "secret");
}

static gboolean
basic_cb (SoupAuthDomain    *domain,
          SoupServerMessage *message,
          const char        *user,
          const char        *password,
          gpointer           data)
{
  return (g_str_equal (user, "ana") && g_str_equal (password, "secret")) ||
         (g_str_equal (user, "João") && g_str_equal (password, "até já €"));
}

static void
websocket_cb (SoupServer              *soup_server,
              SoupServerMessage       *message,
              const char              *path,
              SoupWebsocketConnection *connection,
              gpointer                 data)
{
  g_object_set_data_full (G_OBJECT (message), "connection", g_object_ref (connection),
                          g_object_unref);
  soup_websocket_connection_close (connection, 1000, "hello");
}

static void
start_server (void)
{
  g_autoptr(SoupAuthDomain) basic = NULL;
  g_autoptr(SoupAuthDomain) digest = NULL;
  g_autoptr(GError) error = NULL;
  GSList *uris;

  server = soup_server_new (NULL, NULL);
  basic = soup_auth_domain_basic_new ("realm", "realm", NULL);
  soup_auth_domain_basic_set_auth_callback (basic, basic_cb, NULL, NULL);
  soup_auth_domain_add_path (basic, "/basic");
  soup_server_add_auth_domain (server, basic);
  digest = soup_auth_domain_digest_new ("realm", "realm", NULL);
  soup_auth_domain_digest_set_auth_callback (digest, digest_cb, NULL, NULL);
  soup_auth_domain_add_path (digest, "/digest");
  soup_server_add_auth_domain (server, digest);
  soup_server_add_websocket_handler (server, NULL, NULL, NULL, websocket_cb, NULL, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  port = (guint16)g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
}

/* One way to say who we are. */
typedef struct
{
  const char *name;
  const char *userinfo;         /* within the address */
  const char *path;
  const char *user;
  const char *password;
  const char *header;
  gboolean opens;
} Row;

static const Row rows[] = {
  { "basic", NULL, "/basic", "ana", "secret", NULL, TRUE },
  { "basic-beyond-latin-1", NULL, "/basic", "João", "até já €", NULL, TRUE },
  { "digest", NULL, "/digest", "ana", "secret", NULL, TRUE },
  { "basic-wrong-password", NULL, "/basic", "ana", "wrong", NULL, FALSE },
  { "digest-wrong-password", NULL, "/digest", "ana", "wrong", NULL, FALSE },
  { "basic-no-password", NULL, "/basic", "ana", NULL, NULL, FALSE },
  { "basic-no-user", NULL, "/basic", NULL, NULL, NULL, FALSE },
  { "digest-no-user", NULL, "/digest", NULL, NULL, NULL, FALSE },
  { "basic-in-address", "ana:secret@", "/basic", NULL, NULL, NULL, TRUE },
  { "basic-as-header", NULL, "/basic", NULL, NULL, "Authorization: Basic YW5hOnNlY3JldA==", TRUE },
  { "nobody-asks", NULL, "/free", "ana", "secret", NULL, TRUE },
};

static NetFixture *
fixture_for (const Row *row)
{
  g_autofree char *url = NULL;
  NetFixture *fixture;

  url = g_strdup_printf ("ws://%s127.0.0.1:%u%s", row->userinfo != NULL ? row->userinfo : "", port,
                         row->path);
  fixture = net_fixture_new (url);
  if (row->user != NULL)
    fixture->endpoint->user = g_strdup (row->user);
  if (row->password != NULL)
    fixture->endpoint->password = g_strdup (row->password);
  if (row->header != NULL)
    g_assert_true (fecho_endpoint_add_header (fixture->endpoint, row->header, NULL));

  return fixture;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(NetFixture) fixture = fixture_for (row);
  const FechoCloseRecord *record;

  net_fixture_connect (fixture);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpint (record->failed_attempt, ==, !row->opens);
  g_assert_cmpint (record->http_status, ==, row->opens ? 101 : 401);
  if (row->opens)
    g_assert_cmpstr (record->reason, ==, "hello");
  else
    g_assert_cmpstr (fecho_cause_to_string (record->cause), ==, "auth");
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  start_server ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/net/auth/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }

  status = g_test_run ();
  soup_server_disconnect (server);
  g_object_unref (server);

  return status;
}
