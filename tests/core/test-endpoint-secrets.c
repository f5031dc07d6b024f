/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-endpoint.h"

#include <string.h>

static FechoEndpoint *
make_endpoint (const char *url)
{
  g_autoptr(GError) error = NULL;
  FechoEndpoint *endpoint = fecho_endpoint_new (url, &error);

  g_assert_no_error (error);

  return endpoint;
}

static void
add_header (FechoEndpoint *endpoint,
            const char    *line)
{
  g_autoptr(GError) error = NULL;

  fecho_endpoint_add_header (endpoint, line, &error);
  g_assert_no_error (error);
}

static void
assert_variables (const FechoEndpoint *endpoint,
                  const char          *expected)
{
  g_auto(GStrv) names = fecho_endpoint_list_variables (endpoint);
  g_autofree char *joined = g_strjoinv (" ", names);

  g_assert_cmpstr (joined, ==, expected);
}

/* What is hidden is in no text of the endpoint, and comes back byte for byte. */
static void
test_hides_and_reveals (void)
{
  g_autoptr(FechoEndpoint) endpoint =
    make_endpoint ("wss://me:pass%20word@a.example/x?user=7&tok%65n=s%2Bcret&y=1");
  g_autoptr(FechoEndpoint) revealed = NULL;
  g_autofree char *json = NULL;

  add_header (endpoint, "Authorization: Bearer abc");
  add_header (endpoint, "X-Client: fecho");
  fecho_endpoint_add_cookie (endpoint, "sid=42", NULL);
  fecho_endpoint_set_proxy (endpoint, "http://pat:pr0xy@proxy.example:3128", NULL);
  fecho_endpoint_hide_secrets (endpoint);

  g_assert_cmpstr (endpoint->url, ==, "wss://a.example/x?user=7&tok%65n=${tok%65n}&y=1");
  g_assert_cmpstr (endpoint->headers[0], ==, "Authorization: ${Authorization}");
  g_assert_cmpstr (endpoint->headers[1], ==, "X-Client: fecho");
  g_assert_cmpstr (endpoint->cookies[0], ==, "sid=${sid}");
  g_assert_cmpstr (endpoint->proxy_uri, ==, "http://pat:${proxy_password}@proxy.example:3128");
  g_assert_null (endpoint->password);
  g_assert_cmpstr (fecho_endpoint_get_secret (endpoint, "Authorization"), ==, "Bearer abc");
  assert_variables (endpoint, "tok%65n proxy_password Authorization sid password");

  json = fecho_endpoint_options_to_json (endpoint);
  g_assert_null (strstr (json, "Bearer"));
  g_assert_null (strstr (json, "pr0xy"));
  g_assert_null (strstr (json, "42"));
  g_assert_nonnull (strstr (json, "${proxy_password}"));

  g_assert_null (fecho_endpoint_dup_missing (endpoint));
  revealed = fecho_endpoint_reveal (endpoint);
  g_assert_cmpstr (revealed->url, ==, "wss://a.example/x?user=7&tok%65n=s%2Bcret&y=1");
  g_assert_cmpstr (revealed->headers[0], ==, "Authorization: Bearer abc");
  g_assert_cmpstr (revealed->cookies[0], ==, "sid=42");
  g_assert_cmpstr (revealed->proxy_uri, ==, "http://pat:pr0xy@proxy.example:3128");
  g_assert_cmpstr (revealed->password, ==, "pass word");
}

/* Hidden twice is hidden once; what was saved and read again is the same. */
static void
test_hidden_stays (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a/?token=x");
  g_autoptr(FechoEndpoint) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;

  add_header (endpoint, "X-Api-Key: k");
  fecho_endpoint_hide_secrets (endpoint);
  fecho_endpoint_hide_secrets (endpoint);
  g_assert_cmpstr (endpoint->url, ==, "wss://a/?token=${token}");
  g_assert_cmpstr (fecho_endpoint_get_secret (endpoint, "token"), ==, "x");

  json = fecho_endpoint_options_to_json (endpoint);
  again = make_endpoint (endpoint->url);
  fecho_endpoint_set_options (again, json, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->headers[0], ==, "X-Api-Key: ${X-Api-Key}");
  assert_variables (again, "token X-Api-Key");
}

static void
test_same_name_twice (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a/?token=1&token=2");
  g_autoptr(FechoEndpoint) revealed = NULL;

  fecho_endpoint_hide_secrets (endpoint);
  g_assert_cmpstr (endpoint->url, ==, "wss://a/?token=${token}&token=${token_2}");
  revealed = fecho_endpoint_reveal (endpoint);
  g_assert_cmpstr (revealed->url, ==, "wss://a/?token=1&token=2");
}

/* A person's own variable stays, and its value is put where it stands. */
static void
test_own_variables (void)
{
  const char *texts[] = { "{\"t\":\"${TOKEN}\",\"u\":\"${TOKEN}\",\"v\":\"$x ${} ${a b}\"}", NULL };
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a/?q=${Q}");
  g_autoptr(FechoEndpoint) copy = NULL;
  g_autoptr(FechoEndpoint) revealed = NULL;
  g_autofree char *missing = NULL;

  add_header (endpoint, "Authorization: Bearer ${TOKEN}");
  endpoint->on_open = g_strdupv ((char **)texts);
  fecho_endpoint_hide_secrets (endpoint);
  g_assert_cmpstr (endpoint->headers[0], ==, "Authorization: Bearer ${TOKEN}");
  assert_variables (endpoint, "Q TOKEN");
  missing = fecho_endpoint_dup_missing (endpoint);
  g_assert_cmpstr (missing, ==, "Q");

  copy = fecho_endpoint_copy (endpoint);
  fecho_endpoint_set_secret (copy, "Q", "a b&c");
  fecho_endpoint_set_secret (copy, "TOKEN", "t0");
  g_assert_null (endpoint->secrets);
  g_assert_null (fecho_endpoint_dup_missing (copy));
  revealed = fecho_endpoint_reveal (copy);
  g_assert_cmpstr (revealed->url, ==, "wss://a/?q=a%20b%26c");
  g_assert_cmpstr (revealed->headers[0], ==, "Authorization: Bearer t0");
  g_assert_cmpstr (revealed->on_open[0], ==,
                   "{\"t\":\"t0\",\"u\":\"t0\",\"v\":\"$x ${} ${a b}\"}");
}

/* A secret is no way to smuggle in a header. */
static void
test_line_breaks (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a");
  g_autoptr(FechoEndpoint) revealed = NULL;
  g_autofree char *missing = NULL;

  add_header (endpoint, "X-Own: ${OWN}");
  fecho_endpoint_set_secret (endpoint, "OWN", "a\r\nX-Other: b");
  missing = fecho_endpoint_dup_missing (endpoint);
  g_assert_cmpstr (missing, ==, "OWN");
  revealed = fecho_endpoint_reveal (endpoint);
  g_assert_cmpstr (revealed->headers[0], ==, "X-Own: ${OWN}");
}

static void
test_password (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a");
  g_autofree char *missing = NULL;

  endpoint->user = g_strdup ("me");
  assert_variables (endpoint, "password");
  missing = fecho_endpoint_dup_missing (endpoint);
  g_assert_cmpstr (missing, ==, "password");
  fecho_endpoint_set_secret (endpoint, FECHO_ENDPOINT_PASSWORD, "");
  g_assert_null (fecho_endpoint_dup_missing (endpoint));
}

static void
test_hex (void)
{
  static const char *const wrong[] = { "0", "0g", "0 0", "0x00", "ü", NULL };
  g_autoptr(GBytes) bytes = fecho_endpoint_parse_hex ("00 fF\n7e");
  g_autoptr(GBytes) none = fecho_endpoint_parse_hex (" ");

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "\x00\xff\x7e", 3);
  g_assert_cmpuint (g_bytes_get_size (none), ==, 0);
  for (gsize i = 0; wrong[i] != NULL; i++)
    g_assert_null (fecho_endpoint_parse_hex (wrong[i]));
}

static void
assert_masked (const FechoEndpoint *endpoint,
               const char          *text,
               const char          *expected)
{
  g_autoptr(GBytes) payload = g_bytes_new (text, strlen (text));
  g_autoptr(GBytes) masked = fecho_endpoint_mask_secrets (endpoint, payload);

  g_assert_cmpmem (g_bytes_get_data (masked, NULL), g_bytes_get_size (masked), expected,
                   strlen (expected));
}

static void
test_masks (void)
{
  g_autoptr(FechoEndpoint) endpoint = make_endpoint ("wss://a");

  assert_masked (endpoint, "{\"token\":\"s3cret\"}", "{\"token\":\"s3cret\"}");
  fecho_endpoint_set_secret (endpoint, "TOKEN", "s3cret");
  fecho_endpoint_set_secret (endpoint, "PIN", "1");
  assert_masked (endpoint, "{\"token\":\"s3cret\",\"n\":1}", "{\"token\":\"${TOKEN}\",\"n\":1}");
  assert_masked (endpoint, "", "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/endpoint-secrets/hides-and-reveals", test_hides_and_reveals);
  g_test_add_func ("/core/endpoint-secrets/hidden-stays", test_hidden_stays);
  g_test_add_func ("/core/endpoint-secrets/same-name-twice", test_same_name_twice);
  g_test_add_func ("/core/endpoint-secrets/own-variables", test_own_variables);
  g_test_add_func ("/core/endpoint-secrets/line-breaks", test_line_breaks);
  g_test_add_func ("/core/endpoint-secrets/password", test_password);
  g_test_add_func ("/core/endpoint-secrets/hex", test_hex);
  g_test_add_func ("/core/endpoint-secrets/masks", test_masks);

  return g_test_run ();
}
