/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-endpoint.h"

#include <string.h>

#include "fecho-error.h"

static FechoEndpoint *
make_endpoint (const char *url)
{
  g_autoptr(GError) error = NULL;
  FechoEndpoint *endpoint = fecho_endpoint_new (url, &error);

  g_assert_no_error (error);
  g_assert_nonnull (endpoint);

  return endpoint;
}

/* -- addresses */

static void
test_good_urls (void)
{
  static const struct
  {
    const char *url;
    const char *kept;           /* NULL: as it was */
    const char *host;
    guint16 port;
    gboolean secure;
  } cases[] = {
    { "ws://a", NULL, "a", 80, FALSE },
    { "wss://a.example/", NULL, "a.example", 443, TRUE },
    { "WSS://A.example/X", "wss://A.example/X", "A.example", 443, TRUE },
    { "ws://a:1/", NULL, "a", 1, FALSE },
    { "wss://a:65535/", NULL, "a", 65535, TRUE },
    { "ws://127.0.0.1:8080/feed", NULL, "127.0.0.1", 8080, FALSE },
    { "ws://[::1]:8080/", NULL, "::1", 8080, FALSE },
    { "wss://[2001:db8::1]", NULL, "2001:db8::1", 443, TRUE },
    { "wss://münchen.example/", NULL, "xn--mnchen-3ya.example", 443, TRUE },
    { "wss://a/p%20q?x=%26&y=[1]&z=a/b?c", NULL, "a", 443, TRUE },
    { "wss://a/café?q=é", NULL, "a", 443, TRUE },
    { "wss://a?x=1", NULL, "a", 443, TRUE },
    { "wss://a/x?u=me@b.example:9", NULL, "a", 443, TRUE },
    { "wss://a/?token=${TOKEN}", NULL, "a", 443, TRUE },
    { "ws://host_name/", NULL, "host_name", 80, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(FechoEndpoint) endpoint = make_endpoint (cases[i].url);
      guint16 port = 0;
      g_autofree char *host = fecho_endpoint_dup_host (endpoint, &port);

      g_test_message ("%s", cases[i].url);
      g_assert_cmpstr (endpoint->url, ==, cases[i].kept != NULL ? cases[i].kept : cases[i].url);
      g_assert_cmpstr (host, ==, cases[i].host);
      g_assert_cmpstr (endpoint->name, ==, cases[i].host);
      g_assert_cmpuint (port, ==, cases[i].port);
      g_assert_cmpint (fecho_endpoint_is_secure (endpoint), ==, cases[i].secure);
    }
}

static void
test_bad_urls (void)
{
  static const struct
  {
    const char *url;
    FechoError code;
  } cases[] = {
    { "", FECHO_ERROR_INVALID_SCHEME },
    { "http://x", FECHO_ERROR_INVALID_SCHEME },
    { "https://x/", FECHO_ERROR_INVALID_SCHEME },
    { "x.example", FECHO_ERROR_INVALID_SCHEME },
    { "ws:/x", FECHO_ERROR_INVALID_SCHEME },
    { "ws:x", FECHO_ERROR_INVALID_SCHEME },
    { "wsss://x", FECHO_ERROR_INVALID_SCHEME },
    { " ws://x", FECHO_ERROR_INVALID_SCHEME },
    { "javascript://ws://x", FECHO_ERROR_INVALID_SCHEME },
    { "ws://", FECHO_ERROR_INVALID_HOST },
    { "ws:///x", FECHO_ERROR_INVALID_HOST },
    { "ws://:80/", FECHO_ERROR_INVALID_HOST },
    { "ws://me:pw@/", FECHO_ERROR_INVALID_HOST },
    { "ws://?x", FECHO_ERROR_INVALID_HOST },
    { "ws://[::1/", FECHO_ERROR_INVALID_HOST },
    { "ws://[zz]/", FECHO_ERROR_INVALID_HOST },
    { "ws://[::1]x/", FECHO_ERROR_INVALID_HOST },
    { "ws://a\\b/", FECHO_ERROR_INVALID_HOST },
    { "ws://a<b/", FECHO_ERROR_INVALID_HOST },
    { "ws://a%2fb/", FECHO_ERROR_INVALID_HOST },
    { "ws://a%20b/", FECHO_ERROR_INVALID_HOST },
    { "ws://a%zz/", FECHO_ERROR_INVALID_HOST },
    { "ws://me@x@y/", FECHO_ERROR_INVALID_HOST },
    { "ws://a:0/", FECHO_ERROR_INVALID_PORT },
    { "ws://a:65536/", FECHO_ERROR_INVALID_PORT },
    { "ws://a:/", FECHO_ERROR_INVALID_PORT },
    { "ws://a:x/", FECHO_ERROR_INVALID_PORT },
    { "ws://a:+80/", FECHO_ERROR_INVALID_PORT },
    { "ws://a:80:80/", FECHO_ERROR_INVALID_PORT },
    { "ws://[::1]:0/", FECHO_ERROR_INVALID_PORT },
    { "ws://a:99999999999999999999/", FECHO_ERROR_INVALID_PORT },
    { "ws://a/#", FECHO_ERROR_INVALID_FRAGMENT },
    { "ws://a/#part", FECHO_ERROR_INVALID_FRAGMENT },
    { "ws://a#", FECHO_ERROR_INVALID_FRAGMENT },
    { "ws://a b/", FECHO_ERROR_INVALID },
    { "ws://a/x y", FECHO_ERROR_INVALID },
    { "ws://a/x\ty", FECHO_ERROR_INVALID },
    { "ws://a/x\r\nHost: b", FECHO_ERROR_INVALID },
    { "ws://a/\302\205", FECHO_ERROR_INVALID },
    { "ws://a/\302\240", FECHO_ERROR_INVALID },
    { "ws://a/\342\200\256x", FECHO_ERROR_INVALID },
    { "ws://a\342\200\213/", FECHO_ERROR_INVALID },
    { "ws://a/\377", FECHO_ERROR_INVALID },
    { "ws://a/%zz", FECHO_ERROR_INVALID },
    { "ws://me:%zz@a/", FECHO_ERROR_INVALID },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) again = NULL;

      g_test_message ("case %u", (guint)i);
      g_assert_false (fecho_endpoint_check_url (cases[i].url, &error));
      g_assert_error (error, FECHO_ERROR, (int)cases[i].code);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_null (fecho_endpoint_new (cases[i].url, &again));
      g_assert_error (again, FECHO_ERROR, (int)cases[i].code);
    }
}

static void
test_message_says_what_and_where (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (fecho_endpoint_check_url ("http://x", &error));
  g_assert_cmpstr (error->message, ==,
                   "The address “http://x” does not start with ws:// or wss://");
}

static void
test_message_hides_the_password (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (fecho_endpoint_check_url ("ws://me:hunter2@a:0/?token=hunter3", &error));
  g_assert_null (strstr (error->message, "hunter"));
}

static void
test_message_is_short (void)
{
  g_autofree char *tail = g_strnfill (5000, 'x');
  g_autofree char *url = g_strconcat ("http://", tail, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (fecho_endpoint_check_url (url, &error));
  g_assert_cmpuint (strlen (error->message), <, 250);
}

static void
test_longest_url (void)
{
  g_autofree char *tail = g_strnfill (8192 - strlen ("ws://a/"), 'x');
  g_autofree char *url = g_strconcat ("ws://a/", tail, NULL);
  g_autofree char *too_long = g_strconcat (url, "x", NULL);

  g_assert_true (fecho_endpoint_check_url (url, NULL));
  g_assert_false (fecho_endpoint_check_url (too_long, NULL));
}

static void
test_userinfo (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://me:p%40ss:word@a.example:8443/x?y");
  g_autoptr(FechoEndpoint) user = make_endpoint ("wss://m%C3%A9@a.example/");
  g_autoptr(FechoEndpoint) none = make_endpoint ("wss://@a.example/");

  g_assert_cmpstr (endpoint->url, ==, "wss://a.example:8443/x?y");
  g_assert_cmpstr (endpoint->user, ==, "me");
  g_assert_cmpstr (endpoint->password, ==, "p@ss:word");
  g_assert_cmpstr (user->user, ==, "mé");
  g_assert_null (user->password);
  g_assert_cmpstr (none->url, ==, "wss://a.example/");
  g_assert_null (none->user);
}

static void
test_set_url (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://me:pw@a.example/");
  g_autoptr(GError) error = NULL;

  g_assert_false (fecho_endpoint_set_url (endpoint, "http://b.example/", &error));
  g_assert_cmpstr (endpoint->url, ==, "wss://a.example/");
  g_assert_true (fecho_endpoint_set_url (endpoint, "wss://b.example/", NULL));
  g_assert_cmpstr (endpoint->url, ==, "wss://b.example/");
  g_assert_cmpstr (endpoint->user, ==, "me");
  g_assert_true (fecho_endpoint_set_url (endpoint, "wss://you@b.example/", NULL));
  g_assert_cmpstr (endpoint->user, ==, "you");
  g_assert_null (endpoint->password);
}

static void
test_public_url (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a.example/x?token=abc&v=2");
  g_autofree char *public_url = fecho_endpoint_dup_public_url (endpoint);

  g_assert_cmpstr (public_url, ==, "wss://a.example/x?token=${token}&v=2");
}

/* -- the value */

static void
test_defaults (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a.example/");

  g_assert_true (g_uuid_string_is_valid (endpoint->id));
  g_assert_cmpint (endpoint->connect_timeout_us, ==, 10 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (endpoint->ping_us, ==, 20 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (endpoint->pong_timeout_us, ==, 10 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (endpoint->max_message, ==, 1048576);
  g_assert_cmpint (endpoint->backoff_first_us, ==, G_TIME_SPAN_SECOND);
  g_assert_cmpint (endpoint->backoff_max_us, ==, 300 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (endpoint->proxy_mode, ==, FECHO_PROXY_SYSTEM);
  g_assert_true (endpoint->reconnect);
  g_assert_false (endpoint->deflate);
  g_assert_false (endpoint->insecure);
  g_assert_false (endpoint->paused);
}

static void
test_ids_differ (void)
{
  g_autoptr(FechoEndpoint) a = make_endpoint ("wss://a.example/");
  g_autoptr(FechoEndpoint) b = make_endpoint ("wss://a.example/");

  g_assert_cmpstr (a->id, !=, b->id);
}

static void
test_name (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a.example/");
  g_autofree char *too_long = g_strnfill (257, 'x');
  static const char *const bad[] = { "", "  ", "two\nlines", "esc\033", "\377" };

  g_assert_true (fecho_endpoint_set_name (endpoint, "  Órion <b> ", NULL));
  g_assert_cmpstr (endpoint->name, ==, "Órion <b>");
  g_assert_false (fecho_endpoint_set_name (endpoint, too_long, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (fecho_endpoint_set_name (endpoint, bad[i], NULL));
  g_assert_cmpstr (endpoint->name, ==, "Órion <b>");
}

/* -- handshake */

static void
test_headers (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a.example/");

  g_assert_true (fecho_endpoint_add_header (endpoint, "X-Api-Version:  2 ", NULL));
  g_assert_true (fecho_endpoint_add_header (endpoint, "X-Empty:", NULL));
  g_assert_true (fecho_endpoint_add_header (endpoint, "X-Colon: a:b", NULL));
  g_assert_cmpuint (g_strv_length (endpoint->headers), ==, 3);
  g_assert_cmpstr (endpoint->headers[0], ==, "X-Api-Version: 2");
  g_assert_cmpstr (endpoint->headers[1], ==, "X-Empty: ");
  g_assert_cmpstr (endpoint->headers[2], ==, "X-Colon: a:b");
}

static void
test_bad_headers (void)
{
  static const char *const bad[] = {
    "", "no colon", ": value", "two words: value", "Name : value", "Näme: value",
    "X: a\r\nY: b", "X: a\nb", "X: a\rb", "X: \033[2J", "X: \377",
    "Host: b", "host: b", "Connection: close", "Upgrade: h2c", "Content-Length: 5",
    "Transfer-Encoding: chunked", "Sec-WebSocket-Key: x", "sec-websocket-anything: x",
  };
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a.example/");

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("case %u", (guint)i);
      g_assert_false (fecho_endpoint_add_header (endpoint, bad[i], &error));
      g_assert_true (error->domain == FECHO_ERROR);
      g_assert_true (error->code == FECHO_ERROR_INVALID_FORM ||
                     error->code == FECHO_ERROR_INVALID_VALUE ||
                     error->code == FECHO_ERROR_RESERVED);
    }
  g_assert_null (endpoint->headers);
}

static void
test_message_hides_the_header (void)
{
  static const char *const bad[] = { "Authorization Bearer hunter2", "X-Token: hunter2\n" };
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a.example/");

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (fecho_endpoint_add_header (endpoint, bad[i], &error));
      g_assert_null (strstr (error->message, "hunter2"));
    }
}

static void
test_limits_of_headers (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a.example/");
  g_autofree char *value = g_strnfill (8192 - 3, 'x');
  g_autofree char *longest = g_strconcat ("X: ", value, NULL);
  g_autofree char *too_long = g_strconcat (longest, "x", NULL);

  g_assert_false (fecho_endpoint_add_header (endpoint, too_long, NULL));
  for (int i = 0; i < 64; i++)
    g_assert_true (fecho_endpoint_add_header (endpoint, longest, NULL));
  g_assert_false (fecho_endpoint_add_header (endpoint, "X: y", NULL));
  g_assert_cmpuint (g_strv_length (endpoint->headers), ==, 64);
}

static void
test_subprotocols (void)
{
  static const char *const bad[] = { "", "a b", "a,b", "a/b", "é", "a\n", "graphql-ws" };
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a.example/");

  g_assert_true (fecho_endpoint_add_subprotocol (endpoint, "graphql-ws", NULL));
  g_assert_true (fecho_endpoint_add_subprotocol (endpoint, "v1.json!#$%&'*+-.^_`|~", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (fecho_endpoint_add_subprotocol (endpoint, bad[i], &error));
      g_assert_true (g_error_matches (error, FECHO_ERROR, FECHO_ERROR_INVALID_FORM) ||
                     (i + 1 == G_N_ELEMENTS (bad) &&
                      g_error_matches (error, FECHO_ERROR, FECHO_ERROR_EXISTS)));
    }
  g_assert_cmpuint (g_strv_length (endpoint->subprotocols), ==, 2);
}

static void
test_limit_of_subprotocols (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a.example/");

  for (int i = 0; i < 32; i++)
    {
      g_autofree char *name = g_strdup_printf ("v%d", i);

      g_assert_true (fecho_endpoint_add_subprotocol (endpoint, name, NULL));
    }
  g_assert_false (fecho_endpoint_add_subprotocol (endpoint, "v32", NULL));
}

static void
test_cookies (void)
{
  static const char *const bad[] = { "", "a", "=b", "a b=c", "a=b; c=d", "a=b\r\nX: y", "a=\377" };
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a.example/");

  g_assert_true (fecho_endpoint_add_cookie (endpoint, "id=a=b", NULL));
  g_assert_true (fecho_endpoint_add_cookie (endpoint, "empty=", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (fecho_endpoint_add_cookie (endpoint, bad[i], &error));
      g_assert_true (g_error_matches (error, FECHO_ERROR, FECHO_ERROR_INVALID_FORM) ||
                     g_error_matches (error, FECHO_ERROR, FECHO_ERROR_INVALID_VALUE));
    }
  g_assert_cmpuint (g_strv_length (endpoint->cookies), ==, 2);
}

static void
test_origin (void)
{
  static const char *const good[] = {
    "https://a.example", "http://a.example:8080", "null", "app://x", "https://[::1]:1",
  };
  static const char *const bad[] = {
    "", "a.example", "https://a.example/", "https://a.example?x", "https://a.example#x",
    "https://me@a.example", "https://", "https://a b", "https://a\r\nX: y", "nul",
  };
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a.example/");

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (fecho_endpoint_set_origin (endpoint, good[i], NULL));
      g_assert_cmpstr (endpoint->origin, ==, good[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("“%s”", bad[i]);
      g_assert_false (fecho_endpoint_set_origin (endpoint, bad[i], &error));
      g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
    }
  g_assert_cmpstr (endpoint->origin, ==, "https://[::1]:1");
  g_assert_true (fecho_endpoint_set_origin (endpoint, NULL, NULL));
  g_assert_null (endpoint->origin);
}

static void
test_proxy (void)
{
  static const char *const good[] = {
    "http://p.example:3128", "https://p.example", "socks5://127.0.0.1:1080", "socks4a://p.example",
    "http://me:pw@p.example:3128",
  };
  static const char *const bad[] = {
    "", "p.example:3128", "ftp://p.example", "http://", "http://a b", "NONE",
  };
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a.example/");

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (fecho_endpoint_set_proxy (endpoint, good[i], NULL));
      g_assert_cmpint (endpoint->proxy_mode, ==, FECHO_PROXY_URI);
      g_assert_cmpstr (endpoint->proxy_uri, ==, good[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("“%s”", bad[i]);
      g_assert_false (fecho_endpoint_set_proxy (endpoint, bad[i], &error));
      g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
    }
  g_assert_cmpint (endpoint->proxy_mode, ==, FECHO_PROXY_URI);
  g_assert_true (fecho_endpoint_set_proxy (endpoint, "none", NULL));
  g_assert_cmpint (endpoint->proxy_mode, ==, FECHO_PROXY_NONE);
  g_assert_null (endpoint->proxy_uri);
  g_assert_true (fecho_endpoint_set_proxy (endpoint, "system", NULL));
  g_assert_cmpint (endpoint->proxy_mode, ==, FECHO_PROXY_SYSTEM);
}

/* -- copies */

static FechoEndpoint *
make_full (void)
{
  FechoEndpoint *endpoint = make_endpoint ("wss://me:pw@a.example/");

  endpoint->group = g_strdup ("Trading");
  endpoint->ca_file = g_strdup ("/etc/ca.pem");
  endpoint->certificate_file = g_strdup ("/etc/cert.pem");
  endpoint->key_file = g_strdup ("/etc/key.pem");
  endpoint->pin_sha256 = g_strnfill (64, 'a');
  endpoint->dictionary = g_strdup ("discord");
  endpoint->on_open = g_strsplit ("hello,{\"op\":1}", ",", -1);
  g_assert_true (fecho_endpoint_add_header (endpoint, "X-Version: 2", NULL));
  g_assert_true (fecho_endpoint_add_cookie (endpoint, "id=${id}", NULL));
  g_assert_true (fecho_endpoint_add_subprotocol (endpoint, "graphql-ws", NULL));
  g_assert_true (fecho_endpoint_set_origin (endpoint, "https://a.example", NULL));
  g_assert_true (fecho_endpoint_set_proxy (endpoint, "socks5://p.example:1080", NULL));
  g_free (endpoint->no_reconnect_codes);
  endpoint->no_reconnect_codes = g_strdup ("4000-4999");
  endpoint->insecure = TRUE;
  endpoint->min_tls = FECHO_MIN_TLS_1_3;
  endpoint->deflate = TRUE;
  endpoint->connect_timeout_us = 1500000;
  endpoint->ping_us = 0;
  endpoint->pong_timeout_us = 1;
  endpoint->max_message = 1;
  endpoint->reconnect = FALSE;
  endpoint->backoff_first_us = 2;
  endpoint->backoff_max_us = 3;
  endpoint->max_attempts = 4;
  endpoint->paused = TRUE;

  return endpoint;
}

static void
assert_same_options (const FechoEndpoint *a,
                     const FechoEndpoint *b)
{
  g_autofree char *a_json = fecho_endpoint_options_to_json (a);
  g_autofree char *b_json = fecho_endpoint_options_to_json (b);

  g_assert_cmpstr (a_json, ==, b_json);
}

static void
test_copy (void)
{
  FechoEndpoint *endpoint = make_full ();
  g_autofree char *id = g_strdup (endpoint->id);
  g_autoptr(FechoEndpoint) copy = fecho_endpoint_copy (endpoint);
  g_autoptr(FechoEndpoint) again = make_full ();

  fecho_endpoint_free (endpoint);
  g_assert_cmpstr (copy->id, ==, id);
  g_assert_cmpstr (copy->name, ==, "a.example");
  g_assert_cmpstr (copy->url, ==, "wss://a.example/");
  g_assert_cmpstr (copy->password, ==, "pw");
  assert_same_options (copy, again);
}

static void
test_boxed (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_full ();
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, FECHO_TYPE_ENDPOINT);
  g_value_set_boxed (&value, endpoint);
  g_assert_true (g_value_get_boxed (&value) != endpoint);
  assert_same_options (g_value_get_boxed (&value), endpoint);
}

static void
test_shared (void)
{
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new ("wss://a.example/", NULL);
  FechoEndpoint *shared = fecho_endpoint_share (endpoint);
  g_autoptr(FechoEndpoint) copy = fecho_endpoint_copy (shared);

  g_assert_true (shared == endpoint);
  g_assert_true (fecho_endpoint_is_shared (endpoint));
  g_assert_false (fecho_endpoint_is_shared (copy));
  fecho_endpoint_free (shared);
  g_assert_false (fecho_endpoint_is_shared (endpoint));
  g_assert_cmpstr (endpoint->url, ==, "wss://a.example/");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/endpoint/good-urls", test_good_urls);
  g_test_add_func ("/core/endpoint/bad-urls", test_bad_urls);
  g_test_add_func ("/core/endpoint/message-says-what-and-where", test_message_says_what_and_where);
  g_test_add_func ("/core/endpoint/message-hides-the-password", test_message_hides_the_password);
  g_test_add_func ("/core/endpoint/message-is-short", test_message_is_short);
  g_test_add_func ("/core/endpoint/longest-url", test_longest_url);
  g_test_add_func ("/core/endpoint/userinfo", test_userinfo);
  g_test_add_func ("/core/endpoint/set-url", test_set_url);
  g_test_add_func ("/core/endpoint/public-url", test_public_url);
  g_test_add_func ("/core/endpoint/defaults", test_defaults);
  g_test_add_func ("/core/endpoint/ids-differ", test_ids_differ);
  g_test_add_func ("/core/endpoint/name", test_name);
  g_test_add_func ("/core/endpoint/headers", test_headers);
  g_test_add_func ("/core/endpoint/bad-headers", test_bad_headers);
  g_test_add_func ("/core/endpoint/message-hides-the-header", test_message_hides_the_header);
  g_test_add_func ("/core/endpoint/limits-of-headers", test_limits_of_headers);
  g_test_add_func ("/core/endpoint/subprotocols", test_subprotocols);
  g_test_add_func ("/core/endpoint/limit-of-subprotocols", test_limit_of_subprotocols);
  g_test_add_func ("/core/endpoint/cookies", test_cookies);
  g_test_add_func ("/core/endpoint/origin", test_origin);
  g_test_add_func ("/core/endpoint/proxy", test_proxy);
  g_test_add_func ("/core/endpoint/copy", test_copy);
  g_test_add_func ("/core/endpoint/boxed", test_boxed);
  g_test_add_func ("/core/endpoint/shared", test_shared);

  return g_test_run ();
}
