/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-catalog.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "fecho-config.h"
#include "fecho-error.h"
#include "fecho-plural.h"

/* The file format is described in the manual of GNU gettext, "The Format of GNU MO Files". */
#define MO_MAGIC         0x950412deu
#define MO_MAGIC_SWAPPED 0xde120495u
#define MO_HEADER_BYTES  20
#define MO_ENTRY_BYTES   8
#define MO_CONTEXT_GLUE  "\004"

/* The text of "" is the header of a translation. */
#define HEADER_MSGID ""

/* The language of the msgids. */
#define SOURCE_LANG "en"

typedef enum
{
  CATALOG_IDENTITY,             /* the msgids themselves */
  CATALOG_INTERFACE,            /* what gettext gives */
  CATALOG_FILE,
} CatalogKind;

struct _FechoCatalog
{
  gatomicrefcount n_refs;
  CatalogKind kind;
  char *lang;
  char *data;                   /* the file, ended by a NUL; the table points into it */
  GHashTable *texts;
  GHashTable *plurals;          /* msgid -> GPtrArray of its forms, where there are several */
  char *plural_expression;      /* which form a count takes, NULL: not said */
};

/* A file as it is read: nothing in it is trusted. */
typedef struct
{
  const char *data;
  gsize size;
  gboolean swapped;
} MoReader;

static gboolean
read_u32 (const MoReader *mo,
          gsize           offset,
          guint32        *ret_value)
{
  guint32 value;

  if (mo->size < sizeof value || offset > mo->size - sizeof value)
    return FALSE;

  memcpy (&value, mo->data + offset, sizeof value);
  *ret_value = mo->swapped ? GUINT32_SWAP_LE_BE (value) : value;

  return TRUE;
}

/* The string that entry i of the table at the given offset points to. The NUL that ends it lies
 * inside the file; where plural forms follow the first one, it ends before them. */
static gboolean
read_text (const MoReader  *mo,
           gsize            table,
           guint32          i,
           const char     **ret_text,
           guint32         *ret_length)
{
  gsize entry = table + (gsize)i * MO_ENTRY_BYTES;
  guint32 length;
  guint32 offset;

  if (!read_u32 (mo, entry, &length) || !read_u32 (mo, entry + 4, &offset))
    return FALSE;
  if (offset >= mo->size || length >= mo->size - offset || mo->data[offset + length] != '\0')
    return FALSE;
  if (!g_utf8_validate (mo->data + offset, -1, NULL))
    return FALSE;

  *ret_text = mo->data + offset;
  *ret_length = length;

  return TRUE;
}

static gboolean
read_header (MoReader *mo,
             guint32  *ret_n_texts,
             guint32  *ret_msgids,
             guint32  *ret_msgstrs)
{
  guint32 magic;
  guint32 revision;

  if (mo->size < MO_HEADER_BYTES || !read_u32 (mo, 0, &magic))
    return FALSE;
  if (magic != MO_MAGIC && magic != MO_MAGIC_SWAPPED)
    return FALSE;

  mo->swapped = magic == MO_MAGIC_SWAPPED;

  /* Major revisions 0 and 1 have the same tables. */
  if (!read_u32 (mo, 4, &revision) || revision >> 16 > 1)
    return FALSE;

  return read_u32 (mo, 8, ret_n_texts) && read_u32 (mo, 12, ret_msgids) &&
         read_u32 (mo, 16, ret_msgstrs) && *ret_n_texts <= mo->size / MO_ENTRY_BYTES;
}

/* All forms of a text of the given length, which are separated by NULs; NULL where one is not
 * UTF-8. */
static GPtrArray *
split_forms (const char *text,
             guint32     length)
{
  g_autoptr(GPtrArray) forms = g_ptr_array_new ();
  const char *end = text + length;

  for (const char *form = text; form <= end; form += strlen (form) + 1)
    {
      if (!g_utf8_validate (form, -1, NULL))
        return NULL;

      g_ptr_array_add (forms, (char *)form);
    }

  return g_steal_pointer (&forms);
}

/* The expression of the header's "Plural-Forms: nplurals=2; plural=(n > 1);". */
static char *
dup_plural_expression (const char *header)
{
  const char *field = strstr (header, "\nPlural-Forms:");
  const char *expression;

  if (field == NULL)
    return NULL;

  expression = g_strstr_len (field, 1 + strcspn (field + 1, "\n"), "plural=");
  if (expression == NULL)
    return NULL;

  expression += strlen ("plural=");

  return g_strndup (expression, strcspn (expression, ";\n"));
}

static gboolean
add_text (FechoCatalog *self,
          const char   *msgid,
          const char   *msgstr,
          guint32       length)
{
  GPtrArray *forms;

  if (*msgid == '\0')
    {
      g_free (self->plural_expression);
      self->plural_expression = dup_plural_expression (msgstr);
    }
  if (*msgid == '\0' || *msgstr == '\0')
    return TRUE;

  g_hash_table_insert (self->texts, (char *)msgid, (char *)msgstr);
  if (strlen (msgstr) == length)
    return TRUE;

  forms = split_forms (msgstr, length);
  if (forms == NULL)
    return FALSE;

  g_hash_table_insert (self->plurals, (char *)msgid, forms);

  return TRUE;
}

static gboolean
read_texts (FechoCatalog *self,
            gsize         size)
{
  MoReader mo = { .data = self->data, .size = size };
  guint32 n_texts;
  guint32 msgids;
  guint32 msgstrs;

  self->texts = g_hash_table_new (g_str_hash, g_str_equal);
  self->plurals = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify)g_ptr_array_unref);
  if (!read_header (&mo, &n_texts, &msgids, &msgstrs))
    return FALSE;

  for (guint32 i = 0; i < n_texts; i++)
    {
      const char *msgid;
      const char *msgstr;
      guint32 length;

      if (!read_text (&mo, msgids, i, &msgid, &length) ||
          !read_text (&mo, msgstrs, i, &msgstr, &length) ||
          !add_text (self, msgid, msgstr, length))
        return FALSE;
    }

  return TRUE;
}

static FechoCatalog *
catalog_alloc (CatalogKind  kind,
               char        *lang)
{
  FechoCatalog *self = g_new0 (FechoCatalog, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->kind = kind;
  self->lang = lang;

  return self;
}

static char *
build_path (const char *lang)
{
  return g_build_filename (fecho_catalog_get_dir (), lang, "LC_MESSAGES", GETTEXT_PACKAGE ".mo",
                           NULL);
}

static FechoCatalog *
catalog_load (const char  *lang,
              GError     **error)
{
  g_autoptr(FechoCatalog) self = catalog_alloc (CATALOG_FILE, g_strdup (lang));
  g_autofree char *path = build_path (lang);
  gsize size;

  if (!g_file_get_contents (path, &self->data, &size, error))
    return NULL;

  if (!read_texts (self, size))
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_CORRUPT, "The translations in %s are damaged",
                   path);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/* "pt-BR.UTF-8" and "pt_BR@x" are "pt_BR" here: only language and region choose a text. */
static char *
normalize_lang (const char *lang)
{
  char *normal = g_strndup (lang, strcspn (lang, ".@"));

  return g_strdelimit (normal, "-", '_');
}

static const char *
find_exact (char       **langs,
            const char  *lang)
{
  for (guint i = 0; langs[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (langs[i], lang) == 0)
        return langs[i];
    }

  return NULL;
}

/* The only one of the language; NULL where there are none or several. */
static const char *
find_of_language (char       **langs,
                  const char  *language)
{
  gsize length = strlen (language);
  const char *found = NULL;

  for (guint i = 0; langs[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (langs[i], language, length) != 0 || langs[i][length] != '_')
        continue;
      if (found != NULL)
        return NULL;

      found = langs[i];
    }

  return found;
}

/* A shipped language for the one asked for: the same; else, for "de_AT", the language without its
 * region; else, for a language without region, the only region of it that is shipped. So "es_MX" is
 * es, and "pt" is none: whoever asks for Portuguese has to say which. */
static const char *
match_lang (char       **langs,
            const char  *asked)
{
  g_autofree char *normal = normalize_lang (asked);
  g_autofree char *language = g_strndup (normal, strcspn (normal, "_"));
  const char *found = find_exact (langs, normal);

  if (found != NULL)
    return found;
  if (g_str_equal (normal, "C") || g_str_equal (normal, "POSIX"))
    return SOURCE_LANG;
  if (!g_str_equal (normal, language))
    return find_exact (langs, language);

  return find_of_language (langs, language);
}

/* gettext itself tells which translation it uses: the header of the file has its language. */
static char *
dup_interface_lang (void)
{
  const char *header = g_dgettext (GETTEXT_PACKAGE, HEADER_MSGID);
  const char *field = strstr (header, "\nLanguage: ");

  if (field == NULL)
    return g_strdup (SOURCE_LANG);

  field += strlen ("\nLanguage: ");

  return g_strndup (field, strcspn (field, "\n"));
}

static int
compare_langs (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static const char *
look_up (const FechoCatalog *self,
         const char         *key,
         const char         *msgid)
{
  const char *text = g_hash_table_lookup (self->texts, key);

  return text != NULL ? text : msgid;
}

FechoCatalog *
fecho_catalog_new (const char  *lang,
                   GError     **error)
{
  g_auto(GStrv) langs = NULL;
  g_autofree char *shipped = NULL;
  const char *found;

  if (lang == NULL)
    return catalog_alloc (CATALOG_INTERFACE, dup_interface_lang ());

  langs = fecho_catalog_list_langs ();
  found = match_lang (langs, lang);

  if (found == NULL)
    {
      shipped = g_strjoinv (", ", langs);
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                   "No translation for “%s”; there are: %s", lang, shipped);
      return NULL;
    }

  if (g_str_equal (found, SOURCE_LANG))
    return catalog_alloc (CATALOG_IDENTITY, g_strdup (SOURCE_LANG));

  return catalog_load (found, error);
}

FechoCatalog *
fecho_catalog_ref (FechoCatalog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

void
fecho_catalog_unref (FechoCatalog *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_clear_pointer (&self->plurals, g_hash_table_unref);
  g_free (self->plural_expression);
  g_free (self->data);
  g_free (self->lang);
  g_free (self);
}

const char *
fecho_catalog_get (const FechoCatalog *self,
                   const char         *msgid)
{
  g_return_val_if_fail (self != NULL, msgid);
  g_return_val_if_fail (msgid != NULL, NULL);

  /* gettext answers "" with its header. */
  if (*msgid == '\0' || self->kind == CATALOG_IDENTITY)
    return msgid;
  if (self->kind == CATALOG_INTERFACE)
    return g_dgettext (GETTEXT_PACKAGE, msgid);

  return look_up (self, msgid, msgid);
}

const char *
fecho_catalog_get_context (const FechoCatalog *self,
                           const char         *context,
                           const char         *msgid)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL && context != NULL, msgid);
  g_return_val_if_fail (msgid != NULL, NULL);

  if (*msgid == '\0' || self->kind == CATALOG_IDENTITY)
    return msgid;
  if (self->kind == CATALOG_INTERFACE)
    return g_dpgettext2 (GETTEXT_PACKAGE, context, msgid);

  key = g_strconcat (context, MO_CONTEXT_GLUE, msgid, NULL);

  return look_up (self, key, msgid);
}

const char *
fecho_catalog_get_plural (const FechoCatalog *self,
                          const char         *msgid,
                          const char         *msgid_plural,
                          guint64             n)
{
  GPtrArray *forms;

  g_return_val_if_fail (self != NULL && msgid != NULL && msgid_plural != NULL, msgid);

  if (self->kind == CATALOG_INTERFACE)
    return g_dngettext (GETTEXT_PACKAGE, msgid, msgid_plural, n);

  forms = self->kind == CATALOG_FILE ? g_hash_table_lookup (self->plurals, msgid) : NULL;
  if (forms != NULL)
    return g_ptr_array_index (forms, fecho_plural_choose (self->plural_expression, n, forms->len));
  /* A language with one form for all counts. */
  if (self->kind == CATALOG_FILE && g_hash_table_contains (self->texts, msgid))
    return g_hash_table_lookup (self->texts, msgid);

  return n == 1 ? msgid : msgid_plural;
}

const char *
fecho_catalog_get_lang (const FechoCatalog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->lang;
}

char *
fecho_catalog_dup_text_of (const char *lang,
                           const char *context,
                           const char *msgid)
{
  g_autofree char *key = NULL;
  g_autofree char *path = NULL;
  g_autofree char *data = NULL;
  MoReader mo = { 0 };
  guint32 n_texts;
  guint32 msgids;
  guint32 msgstrs;

  g_return_val_if_fail (lang != NULL && context != NULL && msgid != NULL, NULL);

  if (g_str_equal (lang, SOURCE_LANG))
    return g_strdup (msgid);

  key = g_strconcat (context, MO_CONTEXT_GLUE, msgid, NULL);
  path = build_path (lang);
  if (!g_file_get_contents (path, &data, &mo.size, NULL))
    return NULL;

  mo.data = data;
  if (!read_header (&mo, &n_texts, &msgids, &msgstrs))
    return NULL;

  for (guint32 i = 0; i < n_texts; i++)
    {
      const char *text;
      guint32 length;

      if (!read_text (&mo, msgids, i, &text, &length))
        return NULL;
      if (g_str_equal (text, key))
        return read_text (&mo, msgstrs, i, &text, &length) ? g_strdup (text) : NULL;
    }

  return NULL;
}

char **
fecho_catalog_list_langs (void)
{
  g_autoptr(GPtrArray) langs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (fecho_catalog_get_dir (), 0, NULL);
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;

  while (name != NULL)
    {
      g_autofree char *path = build_path (name);

      if (!g_str_equal (name, SOURCE_LANG) && g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (langs, g_strdup (name));

      name = g_dir_read_name (dir);
    }

  g_ptr_array_sort (langs, compare_langs);
  g_ptr_array_insert (langs, 0, g_strdup (SOURCE_LANG));
  g_ptr_array_add (langs, NULL);

  return (char **)g_ptr_array_steal (langs, NULL);
}

const char *
fecho_catalog_get_dir (void)
{
  const char *dir = g_getenv ("FECHO_LOCALE_DIR");

  return dir != NULL && *dir != '\0' ? dir : FECHO_LOCALE_DIR;
}
