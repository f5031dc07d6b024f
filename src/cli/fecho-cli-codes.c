/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "fecho-cli-json.h"
#include "fecho-cli-print.h"
#include "fecho-close-code.h"
#include "fecho-dictionary-folder.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-safe-text.h"

static gboolean
contains (const char *haystack,
          const char *needle)
{
  g_autofree char *folded = g_utf8_casefold (haystack != NULL ? haystack : "", -1);

  return strstr (folded, needle) != NULL;
}

/* Every word must be somewhere in the row's texts, in the language they are shown in. */
static gboolean
matches_words (const FechoCloseCode *code,
               const char           *words,
               FechoCatalog         *catalog)
{
  g_auto(GStrv) parts = words != NULL ? g_strsplit_set (words, " ", -1) : NULL;

  for (char **part = parts; part != NULL && *part != NULL; part++)
    {
      g_autofree char *needle = g_utf8_casefold (*part, -1);
      g_autofree char *number = g_strdup_printf ("%u", code->first);
      gboolean found = contains (number, needle) || contains (code->registered_name, needle) ||
                       contains (code->constant, needle) ||
                       contains (fecho_catalog_get (catalog, code->name), needle) ||
                       contains (fecho_catalog_get (catalog, code->description), needle);

      for (guint i = 0; !found && code->causes[i] != NULL; i++)
        found = contains (fecho_catalog_get (catalog, code->causes[i]), needle);
      if (!found)
        return FALSE;
    }

  return TRUE;
}

static void
add_texts (JsonBuilder       *builder,
           const char        *name,
           const char *const *texts,
           FechoCatalog      *catalog)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, fecho_catalog_get (catalog, texts[i]));
  json_builder_end_array (builder);
}

static void
add_json (JsonBuilder          *builder,
          const FechoCloseCode *code,
          FechoCatalog         *catalog)
{
  json_builder_begin_object (builder);
  if (code->first == code->last)
    {
      fecho_cli_json_int (builder, "code", code->first);
    }
  else
    {
      fecho_cli_json_int (builder, "first", code->first);
      fecho_cli_json_int (builder, "last", code->last);
    }
  fecho_cli_json_string (builder, "name", fecho_catalog_get (catalog, code->name));
  fecho_cli_json_string (builder, "registered_name", code->registered_name);
  fecho_cli_json_string (builder, "constant", code->constant);
  fecho_cli_json_string (builder, "class", fecho_close_class_to_string (code->klass));
  fecho_cli_json_string (builder, "description", fecho_catalog_get (catalog, code->description));
  add_texts (builder, "causes", code->causes, catalog);
  add_texts (builder, "advice", code->advice, catalog);
  fecho_cli_json_string (builder, "senders", fecho_senders_to_string (code->senders));
  fecho_cli_json_bool (builder, "on_wire", code->on_wire);
  fecho_cli_json_bool (builder, "in_close", code->in_close);
  fecho_cli_json_string (builder, "reconnect", fecho_reconnect_to_string (code->reconnect));
  fecho_cli_json_string (builder, "source", code->source);
  json_builder_end_object (builder);
}

static void
print_json (GPtrArray    *codes,
            FechoCatalog *catalog)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < codes->len; i++)
    add_json (builder, g_ptr_array_index (codes, i), catalog);
  json_builder_end_array (builder);
  fecho_cli_json_print (builder);
}

static char *
format_range (const FechoCloseCode *code)
{
  if (code->first == code->last)
    return g_strdup_printf ("%s %u", fecho_cli_get_glyph (code->klass), code->first);

  return g_strdup_printf ("%s %u–%u", fecho_cli_get_glyph (code->klass), code->first, code->last);
}

static void
print_table (GPtrArray    *codes,
             FechoCatalog *catalog)
{
  const FechoCellAlign aligns[] = { FECHO_CELL_LEFT, FECHO_CELL_LEFT, FECHO_CELL_LEFT };
  g_autoptr(FechoCliTable) table = fecho_cli_table_new (G_N_ELEMENTS (aligns), aligns);

  for (guint i = 0; i < codes->len; i++)
    {
      const FechoCloseCode *code = g_ptr_array_index (codes, i);
      char *cells[] = {
        format_range (code),
        g_strdup (fecho_catalog_get (catalog, code->name)),
        g_strdup (fecho_catalog_get (catalog, code->summary)),
      };

      fecho_cli_table_add (table, cells);
      fecho_cli_table_set_class (table, code->klass);
    }
  fecho_cli_table_print (table);
}

static void
print_list (const char        *title,
            const char *const *texts,
            FechoCatalog      *catalog)
{
  if (texts[0] == NULL)
    return;

  g_print ("\n%s\n", fecho_catalog_get (catalog, title));
  for (guint i = 0; texts[i] != NULL; i++)
    g_print ("  • %s\n", fecho_catalog_get (catalog, texts[i]));
}

/* One code, everything about it. */
static void
print_page (const FechoCloseCode *code,
            FechoCatalog         *catalog)
{
  g_autofree char *range = format_range (code);
  const char *name = fecho_catalog_get (catalog, code->name);

  g_print ("%s  %s", range, name);
  if (code->registered_name != NULL && g_ascii_strcasecmp (code->registered_name, name) != 0)
    g_print ("  (%s)", code->registered_name);
  g_print ("\n%s\n", fecho_catalog_get (catalog, code->description));
  print_list (N_("Usual causes"), code->causes, catalog);
  print_list (N_("What to do"), code->advice, catalog);
  /* Translators: a label, of a close code: which kind it is. */
  g_print ("\n%s: %s\n", fecho_catalog_get (catalog, N_("Class")),
           fecho_catalog_get (catalog, fecho_close_class_get_label (code->klass)));
  g_print ("%s: %s\n", fecho_catalog_get (catalog, N_("Who may send it")),
           fecho_catalog_get (catalog, fecho_senders_get_label (code->senders)));
  g_print ("%s: %s\n", fecho_catalog_get (catalog, N_("On the wire")),
           fecho_catalog_get (catalog, code->on_wire
                              /* Translators: a close code, on the wire or in close(). */
                              ? N_("allowed")
                              /* Translators: a close code, on the wire. */
                              : N_("never")));
  g_print ("%s: %s\n", fecho_catalog_get (catalog, N_("In close()")),
           fecho_catalog_get (catalog, code->in_close ? N_("allowed") : N_("not allowed")));
  g_print ("%s: %s\n", fecho_catalog_get (catalog, N_("Reconnect")),
           fecho_catalog_get (catalog, fecho_reconnect_get_label (code->reconnect)));
  if (code->source != NULL)
    g_print ("%s: %s\n", fecho_catalog_get (catalog, N_("Defined in")),
             fecho_catalog_get (catalog, code->source));
}

/* The rows of the numbers that were named, each once; all rows where none was. */
static GPtrArray *
choose (int            argc,
        char         **argv,
        const char    *words,
        FechoCatalog  *catalog)
{
  g_autoptr(GPtrArray) chosen = g_ptr_array_new ();
  gsize n_codes;
  const FechoCloseCode *table = fecho_close_code_get_table (&n_codes);

  for (int i = 1; i < argc; i++)
    {
      guint64 number;

      if (!g_ascii_string_to_unsigned (argv[i], 10, 0, G_MAXUINT16, &number, NULL))
        {
          /* Translators: %s is what was given in place of a number. */
          g_autofree char *message = g_strdup_printf (_("“%s” is not a close code: 0 to 65535"),
                                                      argv[i]);

          fecho_cli_complain (FECHO_CLI_WRONG_USE, message);
          return NULL;
        }
      if (!g_ptr_array_find (chosen, fecho_close_code_lookup (number), NULL))
        g_ptr_array_add (chosen, (gpointer)fecho_close_code_lookup (number));
    }
  for (gsize i = 0; argc < 2 && i < n_codes; i++)
    if (matches_words (&table[i], words, catalog))
      g_ptr_array_add (chosen, (gpointer)&table[i]);

  return g_steal_pointer (&chosen);
}

/* -- codes of a dictionary */

static void
add_own_json (JsonBuilder               *builder,
              const FechoDictionaryCode *code,
              FechoCatalog              *catalog)
{
  const char *retry = fecho_dictionary_retry_to_string (code->retry);

  json_builder_begin_object (builder);
  if (code->first == code->last)
    {
      fecho_cli_json_int (builder, "code", code->first);
    }
  else
    {
      fecho_cli_json_int (builder, "first", code->first);
      fecho_cli_json_int (builder, "last", code->last);
    }
  fecho_cli_json_string (builder, "name", fecho_catalog_get (catalog, code->name));
  fecho_cli_json_string (builder, "class", fecho_close_class_to_string (code->klass));
  fecho_cli_json_string (builder, "description", fecho_catalog_get (catalog, code->meaning));
  if (retry != NULL)
    fecho_cli_json_string (builder, "reconnect", retry);
  else
    fecho_cli_json_null (builder, "reconnect");
  fecho_cli_json_string (builder, "source", code->source);
  json_builder_end_object (builder);
}

static gboolean
is_asked_for (const FechoDictionary      *dictionary,
              const FechoDictionaryCode  *code,
              int                         argc,
              char                      **argv,
              const char                 *words,
              FechoCatalog               *catalog)
{
  g_autofree char *needle = words != NULL ? g_utf8_casefold (words, -1) : NULL;
  gboolean asked = argc < 2;

  for (int i = 1; i < argc; i++)
    {
      const guint16 number = g_ascii_strtoull (argv[i], NULL, 10);

      asked |= fecho_dictionary_lookup (dictionary, number) == code;
    }

  return asked && (needle == NULL || contains (fecho_catalog_get (catalog, code->name), needle) ||
                   contains (fecho_catalog_get (catalog, code->meaning), needle));
}

static void
add_own_row (FechoCliTable             *table,
             const FechoDictionaryCode *code,
             FechoCatalog              *catalog)
{
  const char *glyph = fecho_cli_get_glyph (code->klass);
  char *cells[] = {
    code->first == code->last ? g_strdup_printf ("%s %u", glyph, code->first)
    : g_strdup_printf ("%s %u–%u", glyph, code->first, code->last),
    fecho_safe_text_line (fecho_catalog_get (catalog, code->name)),
    fecho_safe_text_line (fecho_catalog_get (catalog, code->meaning)),
    g_strdup (code->retry == FECHO_DICTIONARY_RETRY_UNSAID ? ""
              : fecho_catalog_get (catalog, fecho_dictionary_retry_get_label (code->retry))),
  };

  fecho_cli_table_add (table, cells);
  fecho_cli_table_set_class (table, code->klass);
}

/* The ids, for a message. */
static char *
list_ids (GPtrArray *dictionaries)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < dictionaries->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "",
                            fecho_dictionary_get_id (g_ptr_array_index (dictionaries, i)));

  return g_string_free (ids, FALSE);
}

static FechoCliStatus
print_dictionary (FechoCli    *cli,
                  const char  *id,
                  int          argc,
                  char       **argv,
                  const char  *words,
                  gboolean     as_json)
{
  const FechoCellAlign aligns[] = { FECHO_CELL_LEFT, FECHO_CELL_LEFT, FECHO_CELL_LEFT,
                                    FECHO_CELL_LEFT };
  g_autofree char *own_path = fecho_dictionary_shelf_dup_own_path ();
  g_autoptr(GPtrArray) dictionaries = fecho_dictionary_folder_read_all (own_path, NULL);
  const FechoDictionary *dictionary = fecho_dictionary_folder_find (dictionaries, id);
  g_autoptr(FechoCliTable) table = fecho_cli_table_new (G_N_ELEMENTS (aligns), aligns);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  const FechoDictionaryCode *codes;
  guint n_codes;

  if (dictionary == NULL)
    {
      g_autofree char *ids = list_ids (dictionaries);
      /* Translators: what was given, and a list of what there is. */
      g_autofree char *message = g_strdup_printf (_("--dictionary: there is no “%s”, only %s"), id,
                                                  ids);

      return fecho_cli_complain (FECHO_CLI_WRONG_USE, message);
    }

  codes = fecho_dictionary_get_codes (dictionary, &n_codes);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_codes; i++)
    {
      if (!is_asked_for (dictionary, &codes[i], argc, argv, words, cli->catalog))
        continue;

      add_own_row (table, &codes[i], cli->catalog);
      add_own_json (builder, &codes[i], cli->catalog);
    }
  json_builder_end_array (builder);
  if (as_json)
    fecho_cli_json_print (builder);
  else
    fecho_cli_table_print (table);

  return FECHO_CLI_DONE;
}

FechoCliStatus
fecho_cli_codes (FechoCli  *cli,
                 int        argc,
                 char     **argv)
{
  g_autofree char *words = NULL;
  g_autofree char *output = NULL;
  g_autofree char *dictionary = NULL;
  g_autoptr(GPtrArray) codes = NULL;
  const GOptionEntry entries[] = {
    { "text", 0, 0, G_OPTION_ARG_STRING, &words, N_("Only codes with these words in their texts"),
      /* Translators: what an option takes, in the list of options. */
      N_("WORDS") },
    { "dictionary", 0, 0, G_OPTION_ARG_STRING, &dictionary,
      N_("Codes of this application instead: discord, pusher …"),
      /* Translators: what an option takes, in the list of options. */
      N_("NAME") },
    { "output", 0, 0, G_OPTION_ARG_STRING, &output, N_("text (default) or json"),
      /* Translators: what an option takes, in the list of options. */
      N_("FORMAT") },
    G_OPTION_ENTRY_NULL
  };

  if (!fecho_cli_parse (&argc, &argv, _("[CODE…]"), _("Explains close codes."), entries, NULL) ||
      !fecho_cli_json_check_output (output))
    return FECHO_CLI_WRONG_USE;

  codes = choose (argc, argv, words, cli->catalog);
  if (codes == NULL)
    return FECHO_CLI_WRONG_USE;

  if (dictionary != NULL)
    return print_dictionary (cli, dictionary, argc, argv, words, g_strcmp0 (output, "json") == 0);
  if (g_strcmp0 (output, "json") == 0)
    print_json (codes, cli->catalog);
  else if (codes->len == 1)
    print_page (g_ptr_array_index (codes, 0), cli->catalog);
  else
    print_table (codes, cli->catalog);

  return FECHO_CLI_DONE;
}
