/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-catalog.h"

#include <locale.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "fecho-error.h"

#define MO_MAGIC 0x950412deu

typedef struct
{
  const char *msgid;
  gsize msgid_bytes;
  const char *msgstr;
  gsize msgstr_bytes;
} Text;

/* With its lengths, for the NUL between plural forms. */
#define TEXT(id, str) { id, sizeof (id) - 1, str, sizeof (str) - 1 }

static const Text texts[] = {
  TEXT ("", "Language: xx\nContent-Type: text/plain; charset=UTF-8\n"),
  TEXT ("verb\004Open", "Abrir"),
  TEXT ("%u close\0%u closes", "%u fechamento\0%u fechamentos"),
  TEXT ("Open", "Aberta"),
  TEXT ("Only an id", ""),
  TEXT ("Server", "Servidor"),
};

typedef struct
{
  char *dir;
  char *old_dir;
} Fixture;

static void
append_u32 (GByteArray *mo,
            guint32     value,
            gboolean    big_endian)
{
  guint32 bytes = big_endian ? GUINT32_TO_BE (value) : GUINT32_TO_LE (value);

  g_byte_array_append (mo, (const guint8 *)&bytes, sizeof bytes);
}

/* What msgfmt writes: header, table of msgids, table of texts, no hash table, then the strings. */
static GByteArray *
build_mo (gboolean big_endian)
{
  const guint n = G_N_ELEMENTS (texts);
  guint32 offset = 28 + 16 * n;
  guint32 header[] = { MO_MAGIC, 0, n, 28, 28 + 8 * n, 0, 28 + 16 * n };
  GByteArray *mo = g_byte_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (header); i++)
    append_u32 (mo, header[i], big_endian);

  for (guint i = 0; i < 2 * n; i++)
    {
      gsize bytes = i < n ? texts[i].msgid_bytes : texts[i - n].msgstr_bytes;

      append_u32 (mo, bytes, big_endian);
      append_u32 (mo, offset, big_endian);
      offset += bytes + 1;
    }

  for (guint i = 0; i < 2 * n; i++)
    {
      const Text *text = &texts[i % n];

      if (i < n)
        g_byte_array_append (mo, (const guint8 *)text->msgid, text->msgid_bytes + 1);
      else
        g_byte_array_append (mo, (const guint8 *)text->msgstr, text->msgstr_bytes + 1);
    }

  return mo;
}

static void
write_mo (const Fixture *fixture,
          const char    *lang,
          const guint8  *data,
          gsize          size)
{
  g_autofree char *dir = g_build_filename (fixture->dir, lang, "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (dir, "fecho.mo", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (path, (const char *)data, size, G_FILE_SET_CONTENTS_NONE,
                                           0600, &error));
  g_assert_no_error (error);
}

static void
write_good_mo (const Fixture *fixture,
               const char    *lang)
{
  g_autoptr(GByteArray) mo = build_mo (FALSE);

  write_mo (fixture, lang, mo->data, mo->len);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("fecho-catalog-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->old_dir = g_strdup (g_getenv ("FECHO_LOCALE_DIR"));
  g_setenv ("FECHO_LOCALE_DIR", fixture->dir, TRUE);
}

static void
remove_lang (const char *root,
             const char *lang)
{
  g_autofree char *dir = g_build_filename (root, lang, NULL);
  g_autofree char *messages = g_build_filename (dir, "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (messages, "fecho.mo", NULL);

  (void)g_unlink (path); /* not every folder has one */
  g_assert_cmpint (g_rmdir (messages), ==, 0);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *lang = g_dir_read_name (dir);

  while (lang != NULL)
    {
      remove_lang (fixture->dir, lang);
      lang = g_dir_read_name (dir);
    }

  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);

  if (fixture->old_dir != NULL)
    g_setenv ("FECHO_LOCALE_DIR", fixture->old_dir, TRUE);
  else
    g_unsetenv ("FECHO_LOCALE_DIR");

  g_free (fixture->dir);
  g_free (fixture->old_dir);
}

static void
assert_lang (const char *asked,
             const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new (asked, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fecho_catalog_get_lang (catalog), ==, expected);
}

static void
assert_no_lang (const char *asked)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new (asked, &error);

  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
  g_assert_null (catalog);
}

static void
check_texts (const char *lang)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new (lang, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fecho_catalog_get (catalog, "Server"), ==, "Servidor");
  g_assert_cmpstr (fecho_catalog_get (catalog, "Open"), ==, "Aberta");
  g_assert_cmpstr (fecho_catalog_get_context (catalog, "verb", "Open"), ==, "Abrir");
}

static void
test_get_little_endian (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(GByteArray) mo = build_mo (FALSE);

  write_mo (fixture, "xx", mo->data, mo->len);
  check_texts ("xx");
}

static void
test_get_big_endian (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GByteArray) mo = build_mo (TRUE);

  write_mo (fixture, "xx", mo->data, mo->len);
  check_texts ("xx");
}

static void
test_get_plural (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(FechoCatalog) catalog = NULL;

  write_good_mo (fixture, "xx");
  catalog = fecho_catalog_new ("xx", NULL);

  g_assert_cmpstr (fecho_catalog_get (catalog, "%u close"), ==, "%u fechamento");
}

/* Without a translation a text is its msgid, the very pointer. */
static void
test_get_missing (Fixture       *fixture,
                  gconstpointer  data)
{
  const char *missing = "Not there";
  g_autoptr(FechoCatalog) catalog = NULL;

  write_good_mo (fixture, "xx");
  catalog = fecho_catalog_new ("xx", NULL);

  g_assert_true (fecho_catalog_get (catalog, missing) == missing);
  g_assert_true (fecho_catalog_get_context (catalog, "noun", missing) == missing);
  g_assert_cmpstr (fecho_catalog_get_context (catalog, "noun", "Open"), ==, "Open");
  g_assert_cmpstr (fecho_catalog_get (catalog, "Only an id"), ==, "Only an id");
}

/* Not the header of the file, which is the text of "". */
static void
test_get_empty (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(FechoCatalog) catalog = NULL;
  g_autoptr(FechoCatalog) english = fecho_catalog_new ("en", NULL);
  g_autoptr(FechoCatalog) interface = fecho_catalog_new (NULL, NULL);

  write_good_mo (fixture, "xx");
  catalog = fecho_catalog_new ("xx", NULL);

  g_assert_cmpstr (fecho_catalog_get (catalog, ""), ==, "");
  g_assert_cmpstr (fecho_catalog_get (english, ""), ==, "");
  g_assert_cmpstr (fecho_catalog_get (interface, ""), ==, "");
}

static void
test_get_after_ref (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(FechoCatalog) kept = NULL;
  FechoCatalog *catalog;

  write_good_mo (fixture, "xx");
  catalog = fecho_catalog_new ("xx", NULL);
  kept = fecho_catalog_ref (catalog);
  fecho_catalog_unref (catalog);

  g_assert_cmpstr (fecho_catalog_get (kept, "Server"), ==, "Servidor");
}

static void
test_lang_spellings (Fixture       *fixture,
                     gconstpointer  data)
{
  static const char *spellings[] = { "pt_BR", "pt-BR", "pt-br", "PT_BR", "pt_BR.UTF-8", "pt_BR@x" };

  write_good_mo (fixture, "pt_BR");

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    assert_lang (spellings[i], "pt_BR");
}

static void
test_lang_english (Fixture       *fixture,
                   gconstpointer  data)
{
  static const char *spellings[] = { "en", "EN", "en_US", "en-GB", "C", "C.UTF-8", "POSIX" };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    assert_lang (spellings[i], "en");
}

static void
test_lang_only_region (Fixture       *fixture,
                       gconstpointer  data)
{
  write_good_mo (fixture, "pt_BR");
  write_good_mo (fixture, "ptx");

  assert_lang ("pt", "pt_BR");
}

static void
test_lang_two_regions (Fixture       *fixture,
                       gconstpointer  data)
{
  write_good_mo (fixture, "pt_BR");
  write_good_mo (fixture, "pt_PT");

  assert_no_lang ("pt");
}

static void
test_lang_other_region (Fixture       *fixture,
                        gconstpointer  data)
{
  write_good_mo (fixture, "pt_BR");
  write_good_mo (fixture, "de");

  assert_no_lang ("pt_PT");
  assert_lang ("de_AT", "de");
}

static void
test_lang_unknown (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoCatalog) catalog = NULL;

  write_good_mo (fixture, "pt_BR");
  catalog = fecho_catalog_new ("tlh", &error);

  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "tlh"));
  g_assert_nonnull (strstr (error->message, "en, pt_BR"));
}

/* A language is a name, never a path. */
static void
test_lang_path (Fixture       *fixture,
                gconstpointer  data)
{
  write_good_mo (fixture, "xx");

  assert_no_lang ("");
  assert_no_lang (".");
  assert_no_lang ("xx/../xx");
  assert_no_lang ("./xx");
}

static void
test_langs_sorted (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *empty = g_build_filename (fixture->dir, "zz", "LC_MESSAGES", NULL);
  g_auto(GStrv) langs = NULL;
  g_autofree char *list = NULL;

  write_good_mo (fixture, "pt_BR");
  write_good_mo (fixture, "de");
  write_good_mo (fixture, "en");
  g_assert_cmpint (g_mkdir_with_parents (empty, 0700), ==, 0);

  langs = fecho_catalog_list_langs ();
  list = g_strjoinv (" ", langs);

  g_assert_cmpstr (list, ==, "en de pt_BR");
}

static void
test_langs_without_dir (void)
{
  g_autofree char *old = g_strdup (g_getenv ("FECHO_LOCALE_DIR"));
  g_auto(GStrv) langs = NULL;

  g_setenv ("FECHO_LOCALE_DIR", "/nonexistent", TRUE);
  langs = fecho_catalog_list_langs ();

  g_assert_cmpuint (g_strv_length (langs), ==, 1);
  g_assert_cmpstr (langs[0], ==, "en");

  g_unsetenv ("FECHO_LOCALE_DIR");
  g_assert_true (g_path_is_absolute (fecho_catalog_get_dir ()));
  g_assert_cmpstr (fecho_catalog_get_dir (), !=, "/nonexistent");

  if (old != NULL)
    g_setenv ("FECHO_LOCALE_DIR", old, TRUE);
}

/* One text, also of files that end too soon or have a wrong byte: it, another, or none. */
static void
test_text_of (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GByteArray) mo = build_mo (FALSE);
  g_autofree char *found = NULL;
  g_autofree char *english = NULL;

  write_good_mo (fixture, "xx");
  found = fecho_catalog_dup_text_of ("xx", "verb", "Open");
  english = fecho_catalog_dup_text_of ("en", "verb", "Open");
  g_assert_cmpstr (found, ==, "Abrir");
  g_assert_cmpstr (english, ==, "Open");
  g_assert_null (fecho_catalog_dup_text_of ("xx", "noun", "Open"));
  g_assert_null (fecho_catalog_dup_text_of ("yy", "verb", "Open"));

  for (guint size = 0; size < mo->len; size++)
    {
      g_autofree char *text = NULL;

      write_mo (fixture, "xx", mo->data, size);
      text = fecho_catalog_dup_text_of ("xx", "verb", "Open");
      g_assert_true (text == NULL || g_str_equal (text, "Abrir"));
      mo->data[size] ^= 0xff;
      write_mo (fixture, "xx", mo->data, mo->len);
      mo->data[size] ^= 0xff;
      g_free (text);
      text = fecho_catalog_dup_text_of ("xx", "verb", "Open");
      g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
    }
}

/* A file that ends too soon at any byte is refused. */
static void
test_damaged_truncated (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(GByteArray) mo = build_mo (FALSE);

  for (guint size = 0; size < mo->len; size++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(FechoCatalog) catalog = NULL;

      write_mo (fixture, "xx", mo->data, size);
      catalog = fecho_catalog_new ("xx", &error);

      g_assert_null (catalog);
      g_assert_error (error, FECHO_ERROR, FECHO_ERROR_CORRUPT);
    }
}

/* Whatever one byte becomes, the answer is an error or a catalog of valid texts. */
static void
test_damaged_overwritten (Fixture       *fixture,
                          gconstpointer  data)
{
  static const guint8 values[] = { 0x00, 0x01, 0x7f, 0x80, 0xff };
  g_autoptr(GByteArray) mo = build_mo (FALSE);
  guint n_refused = 0;

  for (guint i = 0; i < mo->len * G_N_ELEMENTS (values); i++)
    {
      g_autofree guint8 *copy = g_memdup2 (mo->data, mo->len);
      g_autoptr(FechoCatalog) catalog = NULL;

      copy[i / G_N_ELEMENTS (values)] = values[i % G_N_ELEMENTS (values)];
      write_mo (fixture, "xx", copy, mo->len);
      catalog = fecho_catalog_new ("xx", NULL);

      if (catalog == NULL)
        n_refused++;
      else
        g_assert_true (g_utf8_validate (fecho_catalog_get (catalog, "Server"), -1, NULL));
    }

  g_assert_cmpuint (n_refused, >, mo->len);
}

static void
refuse_field (const Fixture *fixture,
              gsize          offset,
              guint32        value)
{
  g_autoptr(GByteArray) mo = build_mo (FALSE);
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoCatalog) catalog = NULL;
  guint32 bytes = GUINT32_TO_LE (value);

  memcpy (mo->data + offset, &bytes, sizeof bytes);
  write_mo (fixture, "xx", mo->data, mo->len);
  catalog = fecho_catalog_new ("xx", &error);

  g_assert_null (catalog);
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_CORRUPT);
}

/* Sums that overflow must not come out as small numbers. */
static void
test_damaged_fields (Fixture       *fixture,
                     gconstpointer  data)
{
  refuse_field (fixture, 0, 0x12345678); /* magic */
  refuse_field (fixture, 4, 2 << 16); /* major revision */
  refuse_field (fixture, 8, G_MAXUINT32); /* number of texts */
  refuse_field (fixture, 12, G_MAXUINT32); /* table of msgids */
  refuse_field (fixture, 16, G_MAXUINT32 - 7); /* table of texts */
  refuse_field (fixture, 28, G_MAXUINT32); /* length of the first msgid */
  refuse_field (fixture, 32, G_MAXUINT32); /* where it is */
}

static void
test_damaged_encoding (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GByteArray) mo = build_mo (FALSE);
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoCatalog) catalog = NULL;

  mo->data[mo->len - 2] = 0xe9; /* Latin-1 */
  write_mo (fixture, "xx", mo->data, mo->len);
  catalog = fecho_catalog_new ("xx", &error);

  g_assert_null (catalog);
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_CORRUPT);
}

/* The translation that the build made, in the way a front end asks for it. */
static void
test_shipped_pt_br (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new ("pt-BR", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fecho_catalog_get_lang (catalog), ==, "pt_BR");
  g_assert_cmpstr (fecho_catalog_get (catalog, "Abnormal Closure"), ==, "Fechamento anormal");
}

/* The shipped file too: bytes of its tables or of anywhere, and an early end. */
static void
test_shipped_damaged (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->old_dir, "pt_BR", "LC_MESSAGES", "fecho.mo",
                                            NULL);
  g_autofree char *contents = NULL;
  g_autoptr(GRand) rand = g_rand_new_with_seed (6455);
  gsize size;

  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));

  for (guint i = 0; i < 200; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (contents, size);
      g_autoptr(FechoCatalog) damaged = NULL;
      int end = i % 2 == 0 ? 4096 : (int)size;

      for (guint k = 0; k < 8; k++)
        copy[g_rand_int_range (rand, 0, end)] = g_rand_int_range (rand, 0, 256);

      write_mo (fixture, "xx", copy, i % 4 == 0 ? size : size - g_rand_int_range (rand, 0, end));
      damaged = fecho_catalog_new ("xx", NULL);

      if (damaged != NULL)
        g_assert_true (g_utf8_validate (fecho_catalog_get (damaged, "Abnormal Closure"), -1, NULL));
    }
}

/* Portuguese says nothing and one alike: the expression of the file's header is used. */
static void
test_shipped_plural (void)
{
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new ("pt_BR", NULL);
  const char *one = fecho_catalog_get_plural (catalog, "%u more code", "%u more codes", 1);

  g_assert_cmpstr (one, ==, "mais %u código");
  g_assert_cmpstr (fecho_catalog_get_plural (catalog, "%u more code", "%u more codes", 0), ==, one);
  g_assert_cmpstr (fecho_catalog_get_plural (catalog, "%u more code", "%u more codes", 7),
                   ==, "mais %u códigos");
}

static void
test_english_plural (void)
{
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new ("en", NULL);

  g_assert_cmpstr (fecho_catalog_get_plural (catalog, "%u code", "%u codes", 0), ==, "%u codes");
  g_assert_cmpstr (fecho_catalog_get_plural (catalog, "%u code", "%u codes", 1), ==, "%u code");
}

static void
test_missing_plural (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(FechoCatalog) catalog = NULL;

  write_good_mo (fixture, "xx");
  catalog = fecho_catalog_new ("xx", NULL);

  g_assert_cmpstr (fecho_catalog_get_plural (catalog, "%u dog", "%u dogs", 2), ==, "%u dogs");
  g_assert_cmpstr (fecho_catalog_get_plural (catalog, "Server", "Servers", 2), ==, "Servidor");
}

static void
test_interface_english (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new (NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fecho_catalog_get_lang (catalog), ==, "en");
  g_assert_cmpstr (fecho_catalog_get (catalog, "Abnormal Closure"), ==, "Abnormal Closure");
}

/* Not every C library translates in C.UTF-8, and no other locale is sure to be there. */
static void
test_interface_translated (void)
{
  g_autoptr(FechoCatalog) catalog = NULL;

  g_setenv ("LANGUAGE", "pt_BR", TRUE);
  g_assert_nonnull (setlocale (LC_ALL, ""));
  bindtextdomain (GETTEXT_PACKAGE, fecho_catalog_get_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  catalog = fecho_catalog_new (NULL, NULL);

  if (g_str_equal (dgettext (GETTEXT_PACKAGE, "Abnormal Closure"), "Abnormal Closure"))
    {
      g_test_skip ("gettext does not translate in this locale");
    }
  else
    {
      g_assert_cmpstr (fecho_catalog_get_lang (catalog), ==, "pt_BR");
      g_assert_cmpstr (fecho_catalog_get (catalog, "Abnormal Closure"), ==, "Fechamento anormal");
    }

  g_unsetenv ("LANGUAGE");
  g_assert_nonnull (setlocale (LC_ALL, "C"));
}

#define ADD(path, func) g_test_add ("/core/catalog/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("get/little-endian", test_get_little_endian);
  ADD ("get/big-endian", test_get_big_endian);
  ADD ("get/plural", test_get_plural);
  ADD ("get/missing", test_get_missing);
  ADD ("get/empty", test_get_empty);
  ADD ("get/after-ref", test_get_after_ref);
  ADD ("lang/spellings", test_lang_spellings);
  ADD ("lang/english", test_lang_english);
  ADD ("lang/only-region", test_lang_only_region);
  ADD ("lang/two-regions", test_lang_two_regions);
  ADD ("lang/other-region", test_lang_other_region);
  ADD ("lang/unknown", test_lang_unknown);
  ADD ("lang/path", test_lang_path);
  ADD ("langs/sorted", test_langs_sorted);
  g_test_add_func ("/core/catalog/langs/without-dir", test_langs_without_dir);
  ADD ("text-of", test_text_of);
  ADD ("damaged/truncated", test_damaged_truncated);
  ADD ("damaged/overwritten", test_damaged_overwritten);
  ADD ("damaged/fields", test_damaged_fields);
  ADD ("damaged/encoding", test_damaged_encoding);
  g_test_add_func ("/core/catalog/shipped/pt-br", test_shipped_pt_br);
  g_test_add_func ("/core/catalog/plural/shipped", test_shipped_plural);
  g_test_add_func ("/core/catalog/plural/english", test_english_plural);
  ADD ("plural/missing", test_missing_plural);
  ADD ("shipped/damaged", test_shipped_damaged);
  g_test_add_func ("/core/catalog/interface/english", test_interface_english);
  g_test_add_func ("/core/catalog/interface/translated", test_interface_translated);

  return g_test_run ();
}
