/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-endpoint.h"

#include <string.h>

#include "fecho-error.h"

static FechoEndpoint *
make_endpoint (void)
{
  g_autoptr(GError) error = NULL;
  FechoEndpoint *endpoint = fecho_endpoint_new ("wss://a.example/", &error);

  g_assert_no_error (error);

  return endpoint;
}

static const char *const all_options =
  "{\"group\":\"Trading\",\"subprotocols\":[\"graphql-ws\",\"v2\"],"
  "\"headers\":[\"X-Version: 2\",\"Authorization: Bearer ${TOKEN}\"],"
  "\"cookies\":[\"id=${id}\"],\"origin\":\"https://a.example\",\"user\":\"me\","
  "\"ca_file\":\"/etc/ca.pem\",\"certificate_file\":\"/etc/cert.pem\","
  "\"key_file\":\"/etc/key.pem\","
  "\"pin_sha256\":\"00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF\","
  "\"insecure\":true,\"min_tls\":\"1.3\",\"proxy\":\"socks5://p.example:1080\",\"deflate\":true,"
  "\"connect_timeout_us\":1500000,\"ping_us\":0,\"pong_timeout_us\":1,\"max_message\":1,"
  "\"on_open\":[\"hello\",\"two\\nlines\"],\"reconnect\":false,\"backoff_first_us\":2,"
  "\"backoff_max_us\":3,\"max_attempts\":4,\"no_reconnect_codes\":\"4000-4999\",\"paused\":true,"
  "\"dictionary\":\"discord\"}";

static void
test_defaults_are_left_out (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ();
  g_autofree char *json = fecho_endpoint_options_to_json (endpoint);

  g_assert_cmpstr (json, ==, "{}");
}

static void
test_round_trip (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ();
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;

  fecho_endpoint_set_options (endpoint, all_options, &error);
  g_assert_no_error (error);
  json = fecho_endpoint_options_to_json (endpoint);
  g_assert_cmpstr (json, ==, all_options);
}

static void
test_each_field (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ();

  g_assert_true (fecho_endpoint_set_options (endpoint, all_options, NULL));
  g_assert_cmpstr (endpoint->group, ==, "Trading");
  g_assert_cmpuint (g_strv_length (endpoint->subprotocols), ==, 2);
  g_assert_cmpstr (endpoint->subprotocols[1], ==, "v2");
  g_assert_cmpstr (endpoint->headers[0], ==, "X-Version: 2");
  g_assert_cmpstr (endpoint->cookies[0], ==, "id=${id}");
  g_assert_cmpstr (endpoint->origin, ==, "https://a.example");
  g_assert_cmpstr (endpoint->user, ==, "me");
  g_assert_cmpstr (endpoint->key_file, ==, "/etc/key.pem");
  g_assert_true (endpoint->insecure);
  g_assert_cmpint (endpoint->min_tls, ==, FECHO_MIN_TLS_1_3);
  g_assert_cmpint (endpoint->proxy_mode, ==, FECHO_PROXY_URI);
  g_assert_cmpint (endpoint->connect_timeout_us, ==, 1500000);
  g_assert_cmpint (endpoint->ping_us, ==, 0);
  g_assert_cmpstr (endpoint->on_open[1], ==, "two\nlines");
  g_assert_false (endpoint->reconnect);
  g_assert_cmpuint (endpoint->max_attempts, ==, 4);
  g_assert_true (endpoint->paused);
}

static void
test_no_proxy (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ();
  g_autofree char *json = NULL;

  g_assert_true (fecho_endpoint_set_options (endpoint, "{\"proxy\":\"none\"}", NULL));
  g_assert_cmpint (endpoint->proxy_mode, ==, FECHO_PROXY_NONE);
  json = fecho_endpoint_options_to_json (endpoint);
  g_assert_cmpstr (json, ==, "{\"proxy\":\"none\"}");
}

/* An empty list of codes is not the default one. */
static void
test_no_codes (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ();
  g_autofree char *json = NULL;

  g_assert_true (fecho_endpoint_set_options (endpoint, "{\"no_reconnect_codes\":\"\"}", NULL));
  g_assert_cmpstr (endpoint->no_reconnect_codes, ==, "");
  json = fecho_endpoint_options_to_json (endpoint);
  g_assert_cmpstr (json, ==, "{\"no_reconnect_codes\":\"\"}");
}

/* What a newer Fecho writes must not cost the rest. */
static void
test_unknown_members (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ();
  g_autoptr(GError) error = NULL;

  fecho_endpoint_set_options (endpoint,
                              "{\"new\":{\"a\":[1]},\"deflate\":true,\"name\":\"x\",\"url\":\"x\"}",
                              &error);
  g_assert_no_error (error);
  g_assert_true (endpoint->deflate);
  g_assert_cmpstr (endpoint->url, ==, "wss://a.example/");
  g_assert_cmpstr (endpoint->name, ==, "a.example");
}

static void
test_absent_is_default (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ();
  g_autofree char *id = g_strdup (endpoint->id);
  g_autofree char *json = NULL;

  g_assert_true (fecho_endpoint_set_options (endpoint, all_options, NULL));
  endpoint->password = g_strdup ("pw");
  g_assert_true (fecho_endpoint_set_options (endpoint, "{}", NULL));
  json = fecho_endpoint_options_to_json (endpoint);
  g_assert_cmpstr (json, ==, "{}");
  g_assert_cmpstr (endpoint->id, ==, id);
  g_assert_cmpstr (endpoint->password, ==, "pw");
}

/* -- what a file may hold */

static void
assert_refused (const char *json,
                const char *why)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ();
  g_autoptr(GError) error = NULL;
  g_autofree char *left = NULL;

  if (g_utf8_validate (json, -1, NULL))
    g_test_message ("%.200s", json);
  endpoint->deflate = TRUE;
  g_assert_false (fecho_endpoint_set_options (endpoint, json, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, why));
  left = fecho_endpoint_options_to_json (endpoint);
  g_assert_cmpstr (left, ==, "{\"deflate\":true}");
}

static void
test_no_object (void)
{
  assert_refused ("", "object");
  assert_refused ("[]", "object");
  assert_refused ("null", "object");
  assert_refused ("\"x\"", "object");
  assert_refused ("{", "JSON");
  assert_refused ("{\"deflate\":}", "JSON");
  assert_refused ("{\"user\":\"\377\"}", "JSON");
}

/* One wrong type for each member there is. */
static void
test_wrong_types (void)
{
  static const char *const strings[] = {
    "group", "origin", "user", "ca_file", "certificate_file", "key_file", "pin_sha256", "min_tls",
    "proxy", "no_reconnect_codes", "dictionary",
  };
  static const char *const lists[] = { "subprotocols", "headers", "cookies", "on_open" };
  static const char *const booleans[] = { "insecure", "deflate", "reconnect", "paused" };
  static const char *const numbers[] = {
    "connect_timeout_us", "ping_us", "pong_timeout_us", "max_message", "backoff_first_us",
    "backoff_max_us", "max_attempts",
  };
  static const struct
  {
    const char *const *names;
    gsize n_names;
    const char *values[7];
  } cases[] = {
    { strings, G_N_ELEMENTS (strings), { "1", "true", "null", "[]", "{}" } },
    { lists, G_N_ELEMENTS (lists), { "1", "\"a\"", "null", "{}", "[1]", "[null]", "[[\"a\"]]" } },
    { booleans, G_N_ELEMENTS (booleans), { "1", "\"true\"", "null", "[]", "{}" } },
    { numbers, G_N_ELEMENTS (numbers), { "\"1\"", "1.5", "null", "true", "[]", "{}" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize j = 0; j < cases[i].n_names; j++)
      for (gsize k = 0; k < G_N_ELEMENTS (cases[i].values) && cases[i].values[k] != NULL; k++)
        {
          g_autofree char *json = g_strdup_printf ("{\"deflate\":true,\"%s\":%s}",
                                                   cases[i].names[j], cases[i].values[k]);

          assert_refused (json, cases[i].names[j]);
        }
}

static void
test_wrong_values (void)
{
  assert_refused ("{\"max_message\":0}", "max_message");
  assert_refused ("{\"max_message\":-1}", "max_message");
  assert_refused ("{\"connect_timeout_us\":0}", "connect_timeout_us");
  assert_refused ("{\"ping_us\":-1}", "ping_us");
  assert_refused ("{\"ping_us\":9223372036854775807}", "ping_us");
  assert_refused ("{\"max_attempts\":4294967296}", "max_attempts");
  assert_refused ("{\"min_tls\":\"1.1\"}", "min_tls");
  assert_refused ("{\"pin_sha256\":\"abc\"}", "pin_sha256");
  assert_refused ("{\"no_reconnect_codes\":\"x\"}", "“x”");
  assert_refused ("{\"headers\":[\"Host: b\"]}", "headers");
  assert_refused ("{\"headers\":[\"X: a\\r\\nY: b\"]}", "headers");
  assert_refused ("{\"cookies\":[\"x\"]}", "cookies");
  assert_refused ("{\"subprotocols\":[\"a\",\"a\"]}", "subprotocols");
  assert_refused ("{\"origin\":\"x\"}", "origin");
  assert_refused ("{\"proxy\":\"ftp://x\"}", "proxy");
  assert_refused ("{\"ca_file\":\"/a\\nb\"}", "ca_file");
  assert_refused ("{\"backoff_first_us\":10,\"backoff_max_us\":5}", "backoff_first_us");
}

static void
test_limits (void)
{
  g_autofree char *text = g_strnfill (65537, 'x');
  g_autofree char *big = g_strdup_printf ("{\"on_open\":[\"%s\"]}", text);
  g_autofree char *name = g_strdup_printf ("{\"user\":\"%s\"}", text);
  g_autofree char *blanks = g_strnfill (5 * 1024 * 1024, ' ');
  g_autoptr(GString) many = g_string_new ("{\"on_open\":[\"x\"");

  for (int i = 1; i < 33; i++)
    g_string_append (many, ",\"x\"");
  g_string_append (many, "]}");
  assert_refused (big, "on_open");
  assert_refused (many->str, "on_open");
  assert_refused (name, "user");
  assert_refused (blanks, "too long");
}

/* -- secrets */

static void
test_secrets_are_not_written (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ();
  g_autofree char *json = NULL;

  endpoint->user = g_strdup ("me");
  endpoint->password = g_strdup ("hunter1");
  g_assert_true (fecho_endpoint_add_header (endpoint, "Authorization: Bearer hunter2", NULL));
  g_assert_true (fecho_endpoint_add_header (endpoint, "X-Api-Key: hunter3", NULL));
  g_assert_true (fecho_endpoint_add_header (endpoint, "X-Token: a ${B} hunter4", NULL));
  g_assert_true (fecho_endpoint_add_cookie (endpoint, "theme=hunter5", NULL));
  g_assert_true (fecho_endpoint_set_proxy (endpoint, "http://me:hunter6@p.example:3128", NULL));
  json = fecho_endpoint_options_to_json (endpoint);

  g_assert_null (strstr (json, "hunter"));
  g_assert_cmpstr (json, ==,
                   "{\"headers\":[\"Authorization: ${Authorization}\",\"X-Api-Key: ${X-Api-Key}\","
                   "\"X-Token: ${X-Token}\"],\"cookies\":[\"theme=${theme}\"],\"user\":\"me\","
                   "\"proxy\":\"http://me@p.example:3128\"}");
}

/* What was read with a variable in it is written with it. */
static void
test_variables_stay (void)
{
  static const char *const json =
    "{\"headers\":[\"Authorization: Bearer ${TOKEN}\",\"X-Api-Key: ${KEY}\",\"X-Version: 2\"]}";
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ();
  g_autofree char *again = NULL;

  g_assert_true (fecho_endpoint_set_options (endpoint, json, NULL));
  again = fecho_endpoint_options_to_json (endpoint);
  g_assert_cmpstr (again, ==, json);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/endpoint-options/defaults-are-left-out", test_defaults_are_left_out);
  g_test_add_func ("/core/endpoint-options/round-trip", test_round_trip);
  g_test_add_func ("/core/endpoint-options/each-field", test_each_field);
  g_test_add_func ("/core/endpoint-options/no-proxy", test_no_proxy);
  g_test_add_func ("/core/endpoint-options/no-codes", test_no_codes);
  g_test_add_func ("/core/endpoint-options/unknown-members", test_unknown_members);
  g_test_add_func ("/core/endpoint-options/absent-is-default", test_absent_is_default);
  g_test_add_func ("/core/endpoint-options/no-object", test_no_object);
  g_test_add_func ("/core/endpoint-options/wrong-types", test_wrong_types);
  g_test_add_func ("/core/endpoint-options/wrong-values", test_wrong_values);
  g_test_add_func ("/core/endpoint-options/limits", test_limits);
  g_test_add_func ("/core/endpoint-options/secrets-are-not-written", test_secrets_are_not_written);
  g_test_add_func ("/core/endpoint-options/variables-stay", test_variables_stay);

  return g_test_run ();
}
