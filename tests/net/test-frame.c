/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-frame.h"

#include <string.h>

/* A masked text frame of RFC 6455, 5.7: "Hello". */
static const guint8 hello[] = {
  0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58,
};

static void
test_parse (void)
{
  guint8 bytes[sizeof hello];
  FechoFrame frame;

  memcpy (bytes, hello, sizeof hello);

  g_assert_cmpint (fecho_frame_parse (bytes, sizeof bytes, &frame), ==, sizeof hello);
  g_assert_cmpint (frame.opcode, ==, FECHO_OPCODE_TEXT);
  g_assert_true (frame.is_final);
  g_assert_cmpmem (frame.payload, frame.size, "Hello", 5);
}

static void
test_incomplete (void)
{
  for (gsize n_bytes = 0; n_bytes < sizeof hello; n_bytes++)
    {
      g_autofree guint8 *bytes = g_memdup2 (hello, MAX (1, n_bytes));
      FechoFrame frame;

      g_assert_cmpint (fecho_frame_parse (bytes, n_bytes, &frame), ==, 0);
    }
}

static void
test_refused (void)
{
  guint8 unmasked[] = { 0x81, 0x01, 0x61 };
  guint8 huge[] = { 0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0 };
  FechoFrame frame;

  g_assert_cmpint (fecho_frame_parse (unmasked, sizeof unmasked, &frame), ==, -1);
  g_assert_cmpint (fecho_frame_parse (huge, sizeof huge, &frame), ==, -1);
}

/* What a server writes is what a client reads, but for the mask: lengths of all three kinds. */
static void
test_append (void)
{
  static const gsize sizes[] = { 0, 1, 125, 126, 65535, 65536 };
  static const gsize headers[] = { 2, 2, 2, 4, 4, 10 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(GByteArray) bytes = g_byte_array_new ();
      g_autofree char *payload = g_malloc0 (sizes[i] + 1);

      fecho_frame_append (bytes, FECHO_OPCODE_BINARY, payload, sizes[i]);
      g_assert_cmpuint (bytes->len, ==, sizes[i] + headers[i]);
      g_assert_cmpuint (bytes->data[0], ==, 0x82);
      g_assert_cmpuint (bytes->data[1] & 0x80, ==, 0);
    }
}

static void
test_append_close (void)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  fecho_frame_append_close (bytes, 1012, "go");
  fecho_frame_append_close (bytes, 65535, NULL);

  g_assert_cmpmem (bytes->data, bytes->len, "\x88\x04\x03\xf4go\x88\x02\xff\xff", 10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/frame/parse", test_parse);
  g_test_add_func ("/net/frame/incomplete", test_incomplete);
  g_test_add_func ("/net/frame/refused", test_refused);
  g_test_add_func ("/net/frame/append", test_append);
  g_test_add_func ("/net/frame/append-close", test_append_close);

  return g_test_run ();
}
