/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-file.h"

#include <string.h>

#include "fecho-error.h"

static FechoEndpoint *
make_endpoint (void)
{
  g_autoptr(GError) error = NULL;
  FechoEndpoint *endpoint = fecho_endpoint_new ("wss://a.example/live?token=hush&v=2", &error);

  g_assert_no_error (error);
  fecho_endpoint_set_name (endpoint, "Órion “<b>”", &error);
  fecho_endpoint_add_header (endpoint, "Authorization: Bearer hush", &error);
  fecho_endpoint_add_header (endpoint, "X-Team: feeds", &error);
  fecho_endpoint_add_cookie (endpoint, "sid=hush", &error);
  g_assert_no_error (error);
  endpoint->password = g_strdup ("hush");
  endpoint->group = g_strdup ("Market Data");
  endpoint->ping_us = 5 * G_USEC_PER_SEC;
  endpoint->paused = TRUE;

  return endpoint;
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_endpoint_free);
}

static GPtrArray *
read_text (const char  *json,
           GError     **error)
{
  g_autoptr(JsonNode) root = json_from_string (json, NULL);

  return fecho_session_file_read (root, error);
}

static void
test_round_trip (void)
{
  g_autoptr(GPtrArray) written = new_list ();
  g_autoptr(GPtrArray) read = NULL;
  g_autofree char *json = NULL;
  g_autoptr(GError) error = NULL;
  const FechoEndpoint *before;
  const FechoEndpoint *after;

  g_ptr_array_add (written, make_endpoint ());
  g_ptr_array_add (written, fecho_endpoint_new ("ws://127.0.0.1:9/", NULL));
  json = fecho_session_file_write (written);
  read = read_text (json, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 2);
  before = written->pdata[0];
  after = read->pdata[0];
  g_assert_cmpstr (after->id, ==, before->id);
  g_assert_cmpstr (after->name, ==, before->name);
  g_assert_cmpstr (after->group, ==, "Market Data");
  g_assert_cmpstr (after->headers[1], ==, "X-Team: feeds");
  g_assert_cmpint (after->ping_us, ==, before->ping_us);
  g_assert_true (after->paused);
  g_assert_cmpstr (((FechoEndpoint *)read->pdata[1])->url, ==, "ws://127.0.0.1:9/");
}

static void
test_secrets (void)
{
  g_autoptr(GPtrArray) written = new_list ();
  g_autofree char *json = NULL;

  g_ptr_array_add (written, make_endpoint ());
  json = fecho_session_file_write (written);
  g_assert_null (strstr (json, "hush"));
  g_assert_nonnull (strstr (json, "wss://a.example/live?token=${token}&v=2"));
}

/* By hand, with nothing but the address. */
static void
test_least (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) read = NULL;
  const FechoEndpoint *endpoint;

  read = read_text ("{\"fecho\":\"sessions\",\"version\":1,\"sessions\":"
                    "[{\"url\":\"wss://b.example/\",\"id\":\"not a UUID\"}]}", &error);
  g_assert_no_error (error);
  endpoint = read->pdata[0];
  g_assert_cmpstr (endpoint->name, ==, "b.example");
  g_assert_true (g_uuid_string_is_valid (endpoint->id));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *json;
    FechoError code;
    const char *message;
  } cases[] = {
    { "[]", FECHO_ERROR_INVALID, "Not a list" },
    { "{\"fecho\":\"sessions\"}", FECHO_ERROR_INVALID, "Not a list" },
    { "{\"fecho\":\"sessions\",\"version\":1,\"sessions\":{}}", FECHO_ERROR_INVALID, "Not a list" },
    { "{\"fecho\":\"sessions\",\"version\":2,\"sessions\":[]}", FECHO_ERROR_TOO_NEW, "newer" },
    { "{\"fecho\":\"sessions\",\"version\":1,\"sessions\":[{\"url\":\"ws://a/\"},{}]}",
      FECHO_ERROR_INVALID, "Session 2: “url” is missing" },
    { "{\"fecho\":\"sessions\",\"version\":1,\"sessions\":[{\"url\":\"https://a/\"}]}",
      FECHO_ERROR_INVALID_SCHEME, "Session 1: " },
    { "{\"fecho\":\"sessions\",\"version\":1,\"sessions\":"
      "[{\"url\":\"ws://a/\",\"options\":{\"ping_us\":-1}}]}", FECHO_ERROR_INVALID, "ping_us" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].json);
      g_assert_null (read_text (cases[i].json, &error));
      g_assert_error (error, FECHO_ERROR, (int)cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/session-file/round-trip", test_round_trip);
  g_test_add_func ("/core/session-file/secrets", test_secrets);
  g_test_add_func ("/core/session-file/least", test_least);
  g_test_add_func ("/core/session-file/refused", test_refused);

  return g_test_run ();
}
