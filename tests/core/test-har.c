/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-har.h"

#include "fecho-error.h"

static GPtrArray *
read_entries (const char *entries,
              guint      *ret_n_connections)
{
  g_autofree char *json = g_strdup_printf ("{\"log\":{\"entries\":[%s]}}", entries);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) root = json_from_string (json, &error);
  GPtrArray *endpoints;

  g_assert_no_error (error);
  g_assert_true (fecho_har_is (root));
  endpoints = fecho_har_read (root, ret_n_connections, &error);
  g_assert_no_error (error);

  return endpoints;
}

/* As Chromium writes it. */
static void
test_session (void)
{
  guint n = 0;
  g_autoptr(GPtrArray) endpoints = NULL;
  const FechoEndpoint *endpoint;

  endpoints = read_entries (
    "{\"_resourceType\":\"websocket\","
    "\"request\":{\"method\":\"GET\",\"url\":\"wss://a.example/live\","
    "\"headers\":[{\"name\":\"Origin\",\"value\":\"https://a.example\"},"
    "{\"name\":\"Cookie\",\"value\":\"sid=secret\"},"
    "{\"name\":\"Authorization\",\"value\":\"Bearer secret\"},"
    "{\"name\":\"Sec-WebSocket-Protocol\",\"value\":\"graphql-transport-ws, json\"}]},"
    "\"response\":{\"status\":101},"
    "\"_webSocketMessages\":[{\"type\":\"send\",\"data\":\"x\"}]}", &n);

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (endpoints->len, ==, 1);
  endpoint = endpoints->pdata[0];
  g_assert_cmpstr (endpoint->url, ==, "wss://a.example/live");
  g_assert_cmpstr (endpoint->origin, ==, "https://a.example");
  g_assert_cmpstr (endpoint->subprotocols[0], ==, "graphql-transport-ws");
  g_assert_cmpstr (endpoint->subprotocols[1], ==, "json");
  g_assert_null (endpoint->cookies);
  g_assert_null (endpoint->headers);
  g_assert_true (endpoint->paused);
}

/* Connections to one address are one session; what is no WebSocket is none. */
static void
test_several (void)
{
  guint n = 0;
  g_autoptr(GPtrArray) endpoints = NULL;

  endpoints = read_entries (
    "{\"request\":{\"url\":\"https://a.example/index.html\",\"headers\":[]}},"
    "{\"request\":{\"url\":\"wss://a.example/live\",\"headers\":[]}},"
    "{\"request\":{\"url\":\"https://b.example/live\",\"headers\":"
    "[{\"name\":\"upgrade\",\"value\":\"WebSocket\"}]}},"
    "{\"_resourceType\":\"websocket\",\"request\":{\"url\":\"http://c.example/\"}},"
    "{\"request\":{\"url\":\"wss://a.example/live\"}}", &n);

  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (endpoints->len, ==, 3);
  g_assert_cmpstr (((FechoEndpoint *)endpoints->pdata[0])->url, ==, "wss://a.example/live");
  g_assert_cmpstr (((FechoEndpoint *)endpoints->pdata[1])->url, ==, "wss://b.example/live");
  g_assert_cmpstr (((FechoEndpoint *)endpoints->pdata[2])->url, ==, "ws://c.example/");
}

/* Whatever stands where something else should. */
static void
test_wrong_types (void)
{
  guint n = 7;
  g_autoptr(GPtrArray) endpoints = NULL;

  endpoints = read_entries (
    "1,null,[],{},{\"request\":5},{\"request\":{\"url\":5}},"
    "{\"request\":{\"url\":\"wss://\"}},{\"request\":{\"url\":\"wss://a b/\",\"headers\":{}}},"
    "{\"request\":{\"url\":\"wss://d.example/\",\"headers\":[1,{\"name\":2},{\"name\":\"Origin\"},"
    "{\"name\":\"Sec-WebSocket-Protocol\",\"value\":\"a,,a,b c\"}]}}", &n);

  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (endpoints->len, ==, 1);
  g_assert_cmpuint (g_strv_length (((FechoEndpoint *)endpoints->pdata[0])->subprotocols), ==, 1);
}

static void
test_not_one (void)
{
  static const char *const texts[] = {
    "[]", "{}", "{\"log\":{}}", "{\"log\":{\"entries\":{}}}", "3",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(JsonNode) root = json_from_string (texts[i], NULL);
      g_autoptr(GError) error = NULL;
      guint n;

      g_assert_false (fecho_har_is (root));
      g_assert_null (fecho_har_read (root, &n, &error));
      g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/har/session", test_session);
  g_test_add_func ("/core/har/several", test_several);
  g_test_add_func ("/core/har/wrong-types", test_wrong_types);
  g_test_add_func ("/core/har/not-one", test_not_one);

  return g_test_run ();
}
