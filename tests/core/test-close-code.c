/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-code.h"

#include <string.h>

/* The longest summary that still fits a row of a list. */
#define MAX_SUMMARY_CHARS 40

typedef struct
{
  guint16 first;
  guint16 last;
  FechoCloseClass klass;
  FechoSenders senders;
  gboolean on_wire;
  gboolean in_close;
  const char *registered_name;
  const char *constant;
} Fact;

/* RFC 6455 7.4, its erratum 3227, the IANA registry and MDN's old constants, in the order of the
 * registry. */
static const Fact facts[] = {
  { 0, 999, FECHO_CLOSE_CLASS_INVALID, FECHO_SENDERS_NOBODY, FALSE, FALSE, NULL, NULL },
  { 1000, 1000, FECHO_CLOSE_CLASS_NORMAL, FECHO_SENDERS_BOTH, TRUE, TRUE,
    "Normal Closure", "CLOSE_NORMAL" },
  { 1001, 1001, FECHO_CLOSE_CLASS_NORMAL, FECHO_SENDERS_BOTH, TRUE, FALSE,
    "Going Away", "CLOSE_GOING_AWAY" },
  { 1002, 1002, FECHO_CLOSE_CLASS_PROTOCOL, FECHO_SENDERS_BOTH, TRUE, FALSE,
    "Protocol error", "CLOSE_PROTOCOL_ERROR" },
  { 1003, 1003, FECHO_CLOSE_CLASS_PROTOCOL, FECHO_SENDERS_BOTH, TRUE, FALSE,
    "Unsupported Data", "CLOSE_UNSUPPORTED" },
  { 1004, 1004, FECHO_CLOSE_CLASS_INVALID, FECHO_SENDERS_NOBODY, FALSE, FALSE, "Reserved", NULL },
  { 1005, 1005, FECHO_CLOSE_CLASS_ABNORMAL, FECHO_SENDERS_LOCAL, FALSE, FALSE,
    "No Status Rcvd", "CLOSE_NO_STATUS" },
  { 1006, 1006, FECHO_CLOSE_CLASS_ABNORMAL, FECHO_SENDERS_LOCAL, FALSE, FALSE,
    "Abnormal Closure", "CLOSE_ABNORMAL" },
  { 1007, 1007, FECHO_CLOSE_CLASS_PROTOCOL, FECHO_SENDERS_BOTH, TRUE, FALSE,
    "Invalid frame payload data", "Unsupported Data" },
  { 1008, 1008, FECHO_CLOSE_CLASS_POLICY, FECHO_SENDERS_BOTH, TRUE, FALSE,
    "Policy Violation", "Policy Violation" },
  { 1009, 1009, FECHO_CLOSE_CLASS_PROTOCOL, FECHO_SENDERS_BOTH, TRUE, FALSE,
    "Message Too Big", "CLOSE_TOO_LARGE" },
  { 1010, 1010, FECHO_CLOSE_CLASS_PROTOCOL, FECHO_SENDERS_CLIENT, TRUE, FALSE,
    "Mandatory Ext.", "Missing Extension" },
  { 1011, 1011, FECHO_CLOSE_CLASS_SERVER, FECHO_SENDERS_BOTH, TRUE, FALSE,
    "Internal Error", "Internal Error" },
  { 1012, 1012, FECHO_CLOSE_CLASS_SERVER, FECHO_SENDERS_SERVER, TRUE, FALSE,
    "Service Restart", "Service Restart" },
  { 1013, 1013, FECHO_CLOSE_CLASS_SERVER, FECHO_SENDERS_SERVER, TRUE, FALSE,
    "Try Again Later", "Try Again Later" },
  { 1014, 1014, FECHO_CLOSE_CLASS_SERVER, FECHO_SENDERS_SERVER_OR_GATEWAY, TRUE, FALSE,
    "Bad Gateway", NULL },
  { 1015, 1015, FECHO_CLOSE_CLASS_ABNORMAL, FECHO_SENDERS_LOCAL, FALSE, FALSE,
    "TLS handshake", "TLS Handshake" },
  { 1016, 1999, FECHO_CLOSE_CLASS_INVALID, FECHO_SENDERS_NOBODY_YET, FALSE, FALSE, NULL, NULL },
  { 2000, 2999, FECHO_CLOSE_CLASS_INVALID, FECHO_SENDERS_NOBODY_YET, FALSE, FALSE, NULL, NULL },
  { 3000, 3000, FECHO_CLOSE_CLASS_POLICY, FECHO_SENDERS_BOTH, TRUE, TRUE, "Unauthorized", NULL },
  { 3003, 3003, FECHO_CLOSE_CLASS_POLICY, FECHO_SENDERS_BOTH, TRUE, TRUE, "Forbidden", NULL },
  { 3008, 3008, FECHO_CLOSE_CLASS_LIBRARY, FECHO_SENDERS_BOTH, TRUE, TRUE, "Timeout", NULL },
  { 3000, 3999, FECHO_CLOSE_CLASS_LIBRARY, FECHO_SENDERS_BOTH, TRUE, TRUE, NULL, NULL },
  { 4000, 4999, FECHO_CLOSE_CLASS_APPLICATION, FECHO_SENDERS_BOTH, TRUE, TRUE, NULL, NULL },
  { 5000, 65535, FECHO_CLOSE_CLASS_INVALID, FECHO_SENDERS_NOBODY, FALSE, FALSE, NULL, NULL },
};

static void
test_table_facts (void)
{
  gsize n_codes;
  const FechoCloseCode *table = fecho_close_code_get_table (&n_codes);

  g_assert_cmpuint (n_codes, ==, G_N_ELEMENTS (facts));

  for (gsize i = 0; i < n_codes; i++)
    {
      g_assert_cmpuint (table[i].first, ==, facts[i].first);
      g_assert_cmpuint (table[i].last, ==, facts[i].last);
      g_assert_cmpint (table[i].klass, ==, facts[i].klass);
      g_assert_cmpint (table[i].senders, ==, facts[i].senders);
      g_assert_cmpint (table[i].on_wire, ==, facts[i].on_wire);
      g_assert_cmpint (table[i].in_close, ==, facts[i].in_close);
      g_assert_cmpstr (table[i].registered_name, ==, facts[i].registered_name);
      g_assert_cmpstr (table[i].constant, ==, facts[i].constant);
    }
}

static void
check_text (const char *text,
            gboolean    sentence)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_ascii_isupper (*text), !=, 0);
  g_assert_null (strchr (text, '!'));
  g_assert_null (strstr (text, "  "));
  g_assert_cmpint (g_str_has_suffix (text, "."), ==, sentence);
}

static void
check_list (const char *const *texts)
{
  guint n = 0;

  for (; n < FECHO_CLOSE_CODE_MAX_TEXTS && texts[n] != NULL; n++)
    {
      check_text (texts[n], TRUE);

      for (guint i = 0; i < n; i++)
        g_assert_cmpstr (texts[i], !=, texts[n]);
    }

  g_assert_null (texts[n]);
  g_assert_cmpuint (n, >=, 2);
}

static void
test_table_texts (void)
{
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n_codes;
  const FechoCloseCode *table = fecho_close_code_get_table (&n_codes);

  for (gsize i = 0; i < n_codes; i++)
    {
      check_text (table[i].name, FALSE);
      check_text (table[i].summary, FALSE);
      check_text (table[i].description, TRUE);
      check_text (table[i].source, FALSE);
      check_list (table[i].causes);
      check_list (table[i].advice);
      g_assert_cmpint (g_utf8_strlen (table[i].summary, -1), <=, MAX_SUMMARY_CHARS);
      g_assert_true (g_hash_table_add (names, (char *)table[i].name));
    }
}

/* The row of a number is the shortest of those that hold it. */
static void
test_lookup_every_number (void)
{
  gsize n_codes;
  const FechoCloseCode *table = fecho_close_code_get_table (&n_codes);

  for (guint code = 0; code <= G_MAXUINT16; code++)
    {
      const FechoCloseCode *found = fecho_close_code_lookup (code);

      g_assert_cmpuint (found->first, <=, code);
      g_assert_cmpuint (found->last, >=, code);

      for (gsize i = 0; i < n_codes; i++)
        {
          if (code >= table[i].first && code <= table[i].last)
            g_assert_cmpint (found->last - found->first, <=, table[i].last - table[i].first);
        }
    }
}

static void
test_lookup_edges (void)
{
  static const guint16 edges[][3] = {
    /* number, first and last of its row */
    { 0, 0, 999 }, { 999, 0, 999 }, { 1000, 1000, 1000 }, { 1004, 1004, 1004 },
    { 1015, 1015, 1015 }, { 1016, 1016, 1999 }, { 1999, 1016, 1999 }, { 2000, 2000, 2999 },
    { 2999, 2000, 2999 }, { 3000, 3000, 3000 }, { 3001, 3000, 3999 }, { 3003, 3003, 3003 },
    { 3007, 3000, 3999 }, { 3008, 3008, 3008 }, { 3009, 3000, 3999 }, { 3999, 3000, 3999 },
    { 4000, 4000, 4999 }, { 4999, 4000, 4999 }, { 5000, 5000, 65535 }, { 65535, 5000, 65535 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      const FechoCloseCode *row = fecho_close_code_lookup (edges[i][0]);

      g_assert_cmpuint (row->first, ==, edges[i][1]);
      g_assert_cmpuint (row->last, ==, edges[i][2]);
    }
}

static void
test_lookup_class (void)
{
  g_assert_cmpint (fecho_close_code_get_class (1001), ==, FECHO_CLOSE_CLASS_NORMAL);
  g_assert_cmpint (fecho_close_code_get_class (3003), ==, FECHO_CLOSE_CLASS_POLICY);
  g_assert_cmpint (fecho_close_code_get_class (3004), ==, FECHO_CLOSE_CLASS_LIBRARY);
  g_assert_cmpint (fecho_close_code_get_class (4401), ==, FECHO_CLOSE_CLASS_APPLICATION);
  g_assert_cmpint (fecho_close_code_get_class (2500), ==, FECHO_CLOSE_CLASS_INVALID);
}

/* What libsoup takes for legal, and the three that IANA has added. */
static void
test_lookup_wire (void)
{
  for (guint code = 0; code <= G_MAXUINT16; code++)
    {
      gboolean legal = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) ||
                       (code >= 3000 && code <= 4999);

      g_assert_cmpint (fecho_close_code_is_on_wire (code), ==, legal);
    }
}

/* WHATWG WebSockets, close(): 1000 or 3000 to 4999. */
static void
test_lookup_in_close (void)
{
  for (guint code = 0; code <= G_MAXUINT16; code++)
    {
      gboolean allowed = code == 1000 || (code >= 3000 && code <= 4999);

      g_assert_cmpint (fecho_close_code_is_in_close (code), ==, allowed);
    }
}

static void
test_class_words (void)
{
  static const char *words[] = {
    "normal", "protocol", "policy", "server", "abnormal", "library", "application", "invalid",
  };

  for (guint i = 0; i < FECHO_N_CLOSE_CLASSES; i++)
    {
      FechoCloseClass klass = FECHO_N_CLOSE_CLASSES;

      g_assert_cmpstr (fecho_close_class_to_string (i), ==, words[i]);
      g_assert_true (fecho_close_class_from_string (words[i], &klass));
      g_assert_cmpint (klass, ==, i);
      check_text (fecho_close_class_get_label (i), FALSE);
    }
}

static void
test_class_unknown_word (void)
{
  FechoCloseClass klass = FECHO_CLOSE_CLASS_POLICY;

  g_assert_false (fecho_close_class_from_string ("Normal", &klass));
  g_assert_false (fecho_close_class_from_string ("", &klass));
  g_assert_false (fecho_close_class_from_string (NULL, &klass));
  g_assert_cmpint (klass, ==, FECHO_CLOSE_CLASS_POLICY);
}

static void
test_senders_words (void)
{
  static const char *words[] = {
    "nobody", "nobody_yet", "both", "client", "server", "server_or_gateway", "local",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_assert_cmpstr (fecho_senders_to_string (i), ==, words[i]);
      check_text (fecho_senders_get_label (i), FALSE);
    }
}

static void
test_reconnect_words (void)
{
  static const char *words[] = { "yes", "backoff", "spread", "after_fix", "no", "depends" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_assert_cmpstr (fecho_reconnect_to_string (i), ==, words[i]);
      check_text (fecho_reconnect_get_label (i), FALSE);
    }
}

/* Fecho stops by itself after these: their row must not say that trying again helps. */
static void
test_reconnect_fatal (void)
{
  static const guint16 fatal[] = { 1008, 3000, 3003 };

  for (guint i = 0; i < G_N_ELEMENTS (fatal); i++)
    g_assert_cmpint (fecho_close_code_lookup (fatal[i])->reconnect, ==, FECHO_RECONNECT_AFTER_FIX);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/close-code/table/facts", test_table_facts);
  g_test_add_func ("/core/close-code/table/texts", test_table_texts);
  g_test_add_func ("/core/close-code/lookup/every-number", test_lookup_every_number);
  g_test_add_func ("/core/close-code/lookup/edges", test_lookup_edges);
  g_test_add_func ("/core/close-code/lookup/class", test_lookup_class);
  g_test_add_func ("/core/close-code/lookup/wire", test_lookup_wire);
  g_test_add_func ("/core/close-code/lookup/in-close", test_lookup_in_close);
  g_test_add_func ("/core/close-code/class/words", test_class_words);
  g_test_add_func ("/core/close-code/class/unknown-word", test_class_unknown_word);
  g_test_add_func ("/core/close-code/senders/words", test_senders_words);
  g_test_add_func ("/core/close-code/reconnect/words", test_reconnect_words);
  g_test_add_func ("/core/close-code/reconnect/fatal", test_reconnect_fatal);

  return g_test_run ();
}
