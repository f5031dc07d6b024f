/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-payload.h"

#include <string.h>

#include "fecho-json-layout.h"

static GBytes *
make_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
assert_line (const void *bytes,
             gsize       n_bytes,
             gboolean    binary,
             const char *expected)
{
  g_autoptr(GBytes) payload = g_bytes_new (bytes, n_bytes);
  g_autofree char *line = fecho_payload_dup_line (payload, binary);

  g_assert_cmpstr (line, ==, expected);
}

static void
test_line (void)
{
  assert_line ("", 0, FALSE, "");
  assert_line ("", 0, TRUE, "");
  assert_line ("olá <b>", 8, FALSE, "olá <b>");
  assert_line ("a\nb", 3, FALSE, "a\342\220\212b");
  assert_line ("a\0b", 3, FALSE, "a…");
  assert_line ("\x00\xff\x42", 3, TRUE, "00 ff 42");
}

/* Nothing is cut within a character. */
static void
test_long_line (void)
{
  g_autofree char *text = g_strnfill (511, 'x');
  g_autofree char *longer = g_strconcat (text, "á tail", NULL);
  g_autofree char *expected = g_strconcat (text, "…", NULL);

  assert_line (longer, strlen (longer), FALSE, expected);
  g_assert_cmpuint (fecho_payload_cut ("\360\237\230\200", 4, 3), ==, 0);
  g_assert_cmpuint (fecho_payload_cut ("a\303\241", 3, 2), ==, 1);
  g_assert_cmpuint (fecho_payload_cut ("ab", 2, 2), ==, 2);
}

static void
test_text (void)
{
  g_autofree char *text = fecho_payload_dup_text ("a\r\n\tb\0c\033", 8);

  g_assert_cmpstr (text, ==, "a\n\tb␀c\342\220\233");
}

static void
test_hex_dump (void)
{
  g_autofree char *dump = fecho_payload_dup_hex_dump ("0123456789abcdef\xff\n", 18);

  g_assert_cmpstr (dump, ==,
                   "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef\n"
                   "00000010  ff 0a                                             ..");
}

static void
assert_words (const char *text,
              const char *words,
              gboolean    expected)
{
  g_autoptr(GBytes) payload = make_bytes (text);

  g_assert_cmpint (fecho_payload_has_words (payload, words), ==, expected);
}

static void
test_words (void)
{
  assert_words ("{\"e\":\"Trade\"}", "trade", TRUE);
  assert_words ("AÇÃO", "ação", TRUE);
  assert_words ("tradf", "trade", FALSE);
  assert_words ("tra", "trade", FALSE);
  assert_words ("", "", TRUE);
  assert_words ("", "a", FALSE);
}

static void
test_json_string (void)
{
  g_autoptr(GString) out = g_string_new (NULL);

  fecho_payload_append_json (out, "a\"\0\xff", 4);
  g_assert_cmpstr (out->str, ==, "\"a\\\"\\u0000\357\277\275\"");
}

static void
assert_layout (const char *json,
               const char *expected)
{
  g_autofree char *text = fecho_json_layout (json, strlen (json));

  g_assert_cmpstr (text, ==, expected);
}

/* Nothing is rounded, and nothing is sorted. */
static void
test_layout (void)
{
  assert_layout (" {\"p\":\"67241.10\",\"e\":1e400,\"a\":[1,{}, [] ],\"t\":true}\n",
                 "{\n  \"p\": \"67241.10\",\n  \"e\": 1e400,\n"
                 "  \"a\": [\n    1,\n    {},\n    []\n  ],"
                 "\n  \"t\": true\n}");
  assert_layout ("[]", "[]");
  assert_layout ("[\"\\u00e1\\n\", -0.5E+3, null,false]",
                 "[\n  \"\\u00e1\\n\",\n  -0.5E+3,\n  null,\n  false\n]");
}

static void
test_no_json (void)
{
  static const char *const wrong[] = {
    "", "1", "\"a\"", "{", "[", "{}x", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "[01]", "[1.]",
    "[1e]", "[\"\\x\"]", "[\"\\u12g4\"]", "[\"a\nb\"]", "[\"a]", "[nul]",
    "[+1]", "[-]", "{,}", "[]]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_layout (wrong[i], NULL);
}

static void
test_deep (void)
{
  g_autofree char *deep = g_strnfill (1024 * 1024, '[');
  g_autoptr(GString) allowed = g_string_new (NULL);
  g_autofree char *laid_out = NULL;

  assert_layout (deep, NULL);
  for (guint i = 0; i < 100; i++)
    g_string_append_c (allowed, '[');
  for (guint i = 0; i < 100; i++)
    g_string_append_c (allowed, ']');
  laid_out = fecho_json_layout (allowed->str, allowed->len);
  g_assert_nonnull (laid_out);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/payload/line", test_line);
  g_test_add_func ("/core/payload/long-line", test_long_line);
  g_test_add_func ("/core/payload/text", test_text);
  g_test_add_func ("/core/payload/hex-dump", test_hex_dump);
  g_test_add_func ("/core/payload/words", test_words);
  g_test_add_func ("/core/payload/json-string", test_json_string);
  g_test_add_func ("/core/payload/layout", test_layout);
  g_test_add_func ("/core/payload/no-json", test_no_json);
  g_test_add_func ("/core/payload/deep", test_deep);

  return g_test_run ();
}
