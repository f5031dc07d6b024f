/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-net-fixture.h"

#include <string.h>

#define UPGRADE "upgrade Sec-WebSocket-Extensions: permessage-deflate;"

static NetFixture *
fixture_with_deflate (FechoRudeServer *server)
{
  NetFixture *fixture = net_fixture_new_for (server);

  fixture->endpoint->deflate = TRUE;
  net_fixture_connect (fixture);

  return fixture;
}

/* "Hello" as in RFC 7692, 7.2.3.1. */
static void
test_message (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;
  g_autofree char *request = NULL;
  const FechoCloseRecord *record;

  server = fecho_rude_server_new (UPGRADE "hex c1 07 f2 48 cd c9 c9 07 00; close 1000;"
                                          "await-close");
  fixture = fixture_with_deflate (server);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpuint (record->code, ==, 1000);
  g_assert_cmpstr (record->extensions, ==, "permessage-deflate");
  g_assert_cmpint (record->bytes_in, ==, 5);
  g_assert_cmpuint (fixture->messages->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->messages, 0), ==, "<Hello");
  request = fecho_rude_server_dup_request (server);
  g_assert_nonnull (strstr (request, "\r\nSec-WebSocket-Extensions: permessage-deflate"));
}

static void
test_not_accepted (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;
  const FechoCloseRecord *record;

  server = fecho_rude_server_new ("upgrade; text plain; close 1000; await-close");
  fixture = fixture_with_deflate (server);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpuint (record->code, ==, 1000);
  g_assert_null (record->extensions);
  g_assert_cmpint (record->messages_in, ==, 1);
}

static void
test_not_deflated_data (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;
  const FechoCloseRecord *record;

  server = fecho_rude_server_new (UPGRADE "hex c1 05 ff ff ff ff ff; await-close");
  fixture = fixture_with_deflate (server);
  record = net_fixture_wait_end (fixture);

  g_assert_cmpuint (record->code, ==, 1006);
  g_assert_cmpint (record->sent_code, ==, 1002);
  g_assert_cmpint (record->cause, ==, FECHO_CAUSE_PROTOCOL_ERROR_THEIRS);
}

/* With compression the limit of one frame is low: it may expand a thousandfold. */
static void
test_frame_limit (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;

  server = fecho_rude_server_new (UPGRADE "hex c2 7e 80 01; await-close");
  fixture = fixture_with_deflate (server);

  g_assert_cmpint (net_fixture_wait_end (fixture)->cause, ==, FECHO_CAUSE_MESSAGE_TOO_BIG);
}

static char *
dup_bomb_script (gsize size)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9);
  g_autofree char *zeros = g_malloc0 (size);
  g_autofree guint8 *packed = g_malloc (size);
  g_autoptr(GString) script = g_string_new (UPGRADE "hex c2 7e ");
  gsize n_read;
  gsize n_packed;

  g_assert_cmpint (g_converter_convert (G_CONVERTER (compressor), zeros, size, packed, size,
                                        G_CONVERTER_INPUT_AT_END, &n_read, &n_packed, NULL),
                   ==, G_CONVERTER_FINISHED);
  g_assert_cmpuint (n_packed, <, 32768);
  g_string_append_printf (script, "%02x %02x", (guint)n_packed >> 8, (guint)n_packed & 0xff);
  for (gsize i = 0; i < n_packed; i++)
    g_string_append_printf (script, " %02x", packed[i]);
  g_string_append (script, "; await-close");

  return g_string_free (g_steal_pointer (&script), FALSE);
}

static void
test_bomb (void)
{
  g_autofree char *script = dup_bomb_script (16 * 1024 * 1024);
  g_autoptr(FechoRudeServer) server = fecho_rude_server_new (script);
  g_autoptr(NetFixture) fixture = fixture_with_deflate (server);
  const FechoCloseRecord *record = net_fixture_wait_end (fixture);

  g_assert_cmpuint (record->code, ==, 1006);
  g_assert_cmpint (record->sent_code, ==, 1009);
  g_assert_cmpint (record->cause, ==, FECHO_CAUSE_MESSAGE_TOO_BIG);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/deflate/message", test_message);
  g_test_add_func ("/net/deflate/not-accepted", test_not_accepted);
  g_test_add_func ("/net/deflate/not-deflated-data", test_not_deflated_data);
  g_test_add_func ("/net/deflate/frame-limit", test_frame_limit);
  g_test_add_func ("/net/deflate/bomb", test_bomb);

  return g_test_run ();
}
