/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-search-text.h"

static void
assert_finds (const char *words,
              const char *text,
              gboolean    expected)
{
  g_autofree char *folded_words = fecho_search_text_fold (words);
  g_autofree char *folded_text = fecho_search_text_fold (text);

  g_assert_cmpint (fecho_search_text_matches (folded_text, folded_words), ==, expected);
}

static void
test_accents (void)
{
  assert_finds ("negociacao", "Falha na negociação TLS", TRUE);
  assert_finds ("NEGOCIAÇÃO", "Falha na negociação TLS", TRUE);
  assert_finds ("negociac\u0327a\u0303o", "Falha na negociação TLS", TRUE);
  assert_finds ("strasse", "Straße", TRUE);
  assert_finds ("negociar", "Falha na negociação TLS", FALSE);
}

/* In any order, each of them. */
static void
test_words (void)
{
  assert_finds ("tls falha", "Falha na negociação TLS", TRUE);
  assert_finds ("  tls   ", "Falha na negociação TLS", TRUE);
  assert_finds ("", "anything", TRUE);
  assert_finds ("tls proxy", "Falha na negociação TLS", FALSE);
}

static void
test_bytes (void)
{
  assert_finds ("x", "\xff\xfe x", TRUE);
  assert_finds ("\xff", "y", FALSE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/search-text/accents", test_accents);
  g_test_add_func ("/ui/search-text/words", test_words);
  g_test_add_func ("/ui/search-text/bytes", test_bytes);

  return g_test_run ();
}
