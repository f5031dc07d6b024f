/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dictionary.h"

#include <string.h>

#include <glib/gstdio.h>

#include "fecho-code-book.h"
#include "fecho-filter.h"
#include "fecho-dictionary-folder.h"
#include "fecho-error.h"

#define HEAD "{\"format\":1,\"id\":\"own\",\"name\":\"Own\",\"source\":\"a wiki\""
#define CODE "{\"code\":4001,\"name\":\"Full\",\"meaning\":\"It is full.\"}"

static FechoDictionary *
parse (const char  *json,
       GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (json, strlen (json));

  return fecho_dictionary_new_from_bytes (bytes, "own.json", error);
}

static FechoDictionary *
parse_good (const char *json)
{
  g_autoptr(GError) error = NULL;
  FechoDictionary *dictionary = parse (json, &error);

  g_assert_no_error (error);

  return dictionary;
}

static GPtrArray *
read_shipped (void)
{
  GPtrArray *faults = NULL;
  GPtrArray *dictionaries = fecho_dictionary_folder_read_all (NULL, &faults);

  g_assert_null (faults);

  return dictionaries;
}

/* -- what is shipped */

typedef struct
{
  const char *id;
  guint16 code;
  const char *name;
  FechoCloseClass klass;
  FechoDictionaryRetry retry;
} Fact;

#define APPLICATION FECHO_CLOSE_CLASS_APPLICATION
#define LIBRARY FECHO_CLOSE_CLASS_LIBRARY
#define POLICY FECHO_CLOSE_CLASS_POLICY
#define RETRY(word) FECHO_DICTIONARY_RETRY_ ## word

static const Fact facts[] = {
  { "discord", 4003, "Not authenticated", POLICY, RETRY (YES) },
  { "discord", 4004, "Authentication failed", POLICY, RETRY (NO) },
  { "discord", 4008, "Rate limited", APPLICATION, RETRY (YES) },
  { "discord", 4014, "Disallowed intents", POLICY, RETRY (NO) },
  { "discord", 4006, NULL, APPLICATION, RETRY (UNSAID) },
  { "twitch-eventsub", 4003, "Connection unused", APPLICATION, RETRY (AFTER_FIX) },
  { "twitch-eventsub", 4005, "Network timeout", APPLICATION, RETRY (YES) },
  { "pusher", 4003, "Application disabled", APPLICATION, RETRY (NO) },
  { "pusher", 4055, "Refused", APPLICATION, RETRY (NO) },
  { "pusher", 4100, "Over capacity", APPLICATION, RETRY (AFTER_SECOND) },
  { "pusher", 4150, "Try again later", APPLICATION, RETRY (AFTER_SECOND) },
  { "pusher", 4201, "No pong", APPLICATION, RETRY (AT_ONCE) },
  { "pusher", 4300, NULL, APPLICATION, RETRY (UNSAID) },
  { "graphql-transport-ws", 4401, "Unauthorized", POLICY, RETRY (AFTER_FIX) },
  { "graphql-transport-ws", 4429, "Too many initialization requests", APPLICATION, RETRY (UNSAID) },
  { "centrifugo", 3000, "Connection closed", LIBRARY, RETRY (YES) },
  { "centrifugo", 3008, "Slow", LIBRARY, RETRY (YES) },
  { "centrifugo", 3200, "Reconnect", LIBRARY, RETRY (YES) },
  { "centrifugo", 3500, "Invalid token", POLICY, RETRY (NO) },
  { "centrifugo", 4999, "Do not reconnect", APPLICATION, RETRY (NO) },
  { "obs-websocket", 4003, "Missing data field", APPLICATION, RETRY (UNSAID) },
  { "obs-websocket", 4009, "Authentication failed", POLICY, RETRY (AFTER_FIX) },
};

static void
test_fact (gconstpointer data)
{
  const Fact *fact = data;
  g_autoptr(GPtrArray) dictionaries = read_shipped ();
  FechoDictionary *dictionary = fecho_dictionary_folder_find (dictionaries, fact->id);
  const FechoDictionaryCode *code = fecho_dictionary_lookup (dictionary, fact->code);

  g_assert_cmpint (fecho_dictionary_get_class (dictionary, fact->code), ==, fact->klass);
  g_assert_cmpstr (code != NULL ? code->name : NULL, ==, fact->name);
  if (code != NULL)
    g_assert_cmpint (code->retry, ==, fact->retry);
}

/* As many codes as close-events lists, and all with a source. */
static void
test_shipped_counts (void)
{
  static const struct
  {
    const char *id;
    guint n_codes;
  } counts[] = {
    { "centrifugo", 22 + 4 }, { "discord", 14 }, { "graphql-transport-ws", 11 },
    { "obs-websocket", 12 }, { "pusher", 14 + 3 }, { "twitch-eventsub", 8 },
  };
  g_autoptr(GPtrArray) dictionaries = read_shipped ();

  g_assert_cmpuint (dictionaries->len, ==, G_N_ELEMENTS (counts));
  for (guint i = 0; i < dictionaries->len; i++)
    {
      FechoDictionary *dictionary = g_ptr_array_index (dictionaries, i);
      guint n_codes;
      const FechoDictionaryCode *codes = fecho_dictionary_get_codes (dictionary, &n_codes);

      g_assert_cmpstr (fecho_dictionary_get_id (dictionary), ==, counts[i].id);
      g_assert_cmpuint (n_codes, ==, counts[i].n_codes);
      for (guint k = 0; k < n_codes; k++)
        g_assert_true (g_str_has_prefix (codes[k].source, "https://"));
    }
}

static void
test_suggest (void)
{
  static const struct
  {
    const char *host;
    const char *subprotocol;
    const char *id;
  } cases[] = {
    { "gateway.discord.gg", NULL, "discord" },
    { "GATEWAY.Discord.gg.", NULL, "discord" },
    { "discord.gg", NULL, NULL },
    { "eventsub.wss.twitch.tv", NULL, "twitch-eventsub" },
    { "ws-eu.pusher.com", NULL, "pusher" },
    { "ws-.pusher.com", NULL, "pusher" },
    { "ws.pusher.com", NULL, NULL },
    { "ws-a.b.pusher.com", NULL, NULL },
    { "ws-eu.pusher.com.evil.example", NULL, NULL },
    { "a.ws-eu.pusher.com", NULL, NULL },
    { "localhost", "obswebsocket.msgpack", "obs-websocket" },
    { "localhost", "graphql-transport-ws", "graphql-transport-ws" },
    { "localhost", "Graphql-Transport-WS", NULL },
    { "gateway.discord.gg", "graphql-transport-ws", "graphql-transport-ws" },
    { "gateway.discord.gg", "chat", "discord" },
    { "", NULL, NULL },
  };
  g_autoptr(GPtrArray) dictionaries = read_shipped ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FechoDictionary *found = fecho_dictionary_folder_suggest (dictionaries, cases[i].host,
                                                                cases[i].subprotocol);

      g_assert_cmpstr (found != NULL ? fecho_dictionary_get_id (found) : NULL, ==, cases[i].id);
    }
}

/* Without a dictionary a number keeps the class of the registry. */
static void
test_class_without (void)
{
  g_assert_cmpint (fecho_dictionary_get_class (NULL, 4003), ==, APPLICATION);
  g_assert_cmpint (fecho_dictionary_get_class (NULL, 3000), ==, POLICY);
}

/* -- reading */

static void
test_read_all (void)
{
  g_autoptr(FechoDictionary) dictionary = parse_good (
    HEAD ",\"hosts\":[\"Example.COM\"],\"subprotocols\":[\"a\",\"b\"],\"codes\":["
         "{\"first\":4000,\"last\":4999,\"name\":\"Any\",\"meaning\":\"Any.\"},"
         "{\"code\":4000,\"name\":\"N\",\"meaning\":\"M\",\"class\":\"server\","
         "\"retry\":\"at_once\","
         "\"source\":\"there\"}]}");
  guint n_codes;
  const FechoDictionaryCode *codes = fecho_dictionary_get_codes (dictionary, &n_codes);

  g_assert_cmpstr (fecho_dictionary_get_name (dictionary), ==, "Own");
  g_assert_cmpstr (fecho_dictionary_get_source (dictionary), ==, "a wiki");
  g_assert_true (fecho_dictionary_matches_host (dictionary, "example.com"));
  g_assert_true (fecho_dictionary_matches_host (dictionary, "a.b.example.com"));
  g_assert_false (fecho_dictionary_matches_host (dictionary, "badexample.com"));
  g_assert_true (fecho_dictionary_matches_subprotocol (dictionary, "b"));
  g_assert_cmpuint (n_codes, ==, 2);
  g_assert_cmpuint (codes[0].last, ==, 4000);
  g_assert_cmpint (codes[0].klass, ==, FECHO_CLOSE_CLASS_SERVER);
  g_assert_cmpint (codes[0].retry, ==, RETRY (AT_ONCE));
  g_assert_cmpstr (codes[0].source, ==, "there");
  g_assert_cmpstr (codes[1].source, ==, "a wiki");
  g_assert_true (fecho_dictionary_lookup (dictionary, 4000) == &codes[0]);
  g_assert_true (fecho_dictionary_lookup (dictionary, 4001) == &codes[1]);
  g_assert_null (fecho_dictionary_lookup (dictionary, 3999));
}

typedef struct
{
  const char *path;
  const char *json;
  const char *message;          /* what the error must say */
} Refusal;

#define CODES(list) HEAD ",\"codes\":[" list "]}"
#define NAMED ",\"name\":\"N\",\"meaning\":\"M\"}"

static const Refusal refusals[] = {
  { "empty", "", "own.json: is empty" },
  { "syntax", "{\"format\":1,", "own.json: is not JSON: " },
  { "array", "[]", "own.json: is not an object" },
  { "deep", "[[[[[[[[[]]]]]]]]]", "own.json: its brackets are nested too deep" },
  { "no-format", "{}", "own.json: format: is missing" },
  { "newer", "{\"format\":2}", "own.json: format: 2 is not from 1 to 1" },
  { "unknown-member", HEAD ",\"code\":[]}", "own.json: code: is none of format, id" },
  { "no-codes", HEAD "}", "own.json: codes: is missing" },
  { "codes-object", HEAD ",\"codes\":{}}", "own.json: codes: is not a list" },
  { "code-number", CODES ("1"), "own.json: codes[0]: is not an object" },
  { "id", "{\"format\":1,\"id\":\"../x\"}", "own.json: id: may have a to z, 0 to 9 and - only" },
  { "id-empty", "{\"format\":1,\"id\":\"\"}", "own.json: id: is empty" },
  { "host", HEAD ",\"hosts\":[\"a\",\"b/c\"],\"codes\":[]}", "own.json: hosts[1]: is no host" },
  { "host-star", HEAD ",\"hosts\":[\"*.*\"],\"codes\":[]}", "hosts[0]: would match every host" },
  { "host-stars", HEAD ",\"hosts\":[\"**a.x\"],\"codes\":[]}", "hosts[0]: has more than one *" },
  { "host-dots", HEAD ",\"hosts\":[\"a..x\"],\"codes\":[]}", "hosts[0]: has a label without" },
  { "host-number", HEAD ",\"hosts\":[1],\"codes\":[]}", "hosts[0]: is not a text" },
  { "hosts-text", HEAD ",\"hosts\":\"a\",\"codes\":[]}", "hosts: is not a list" },
  { "subprotocol", HEAD ",\"subprotocols\":[\"a b\"],\"codes\":[]}", "[0]: is no token" },
  { "no-number", CODES ("{\"name\":\"N\",\"meaning\":\"M\"}"), "codes[0].first: is missing" },
  { "standard", CODES ("{\"code\":1006" NAMED), "codes[0].code: 1006 is not from 3000 to 4999" },
  { "text-number", CODES ("{\"code\":\"4000\"" NAMED), "codes[0].code: is not a whole number" },
  { "backwards", CODES ("{\"first\":4009,\"last\":4000" NAMED), "codes[0].last: 4000 is not from" },
  { "both", CODES ("{\"code\":4009,\"last\":4010" NAMED), "codes[0].code: stands beside" },
  { "doubled", CODES (CODE "," CODE), "codes[1].code: 4001 is also in codes[0]" },
  { "no-meaning", CODES ("{\"code\":4000,\"name\":\"N\"}"), "codes[0].meaning: is missing" },
  { "lines", CODES ("{\"code\":4000,\"name\":\"N\\n\",\"meaning\":\"M\"}"), "has a control char" },
  { "class", CODES ("{\"code\":4000,\"class\":\"bad\"" NAMED), ".class: “bad” is no class" },
  { "retry", CODES ("{\"code\":4000,\"retry\":\"maybe\"" NAMED), ".retry: “maybe” is none" },
  { "typo", CODES (CODE ",{\"code\":4000,\"retyr\":\"no\"" NAMED), "codes[1].retyr: is none of" },
};

static void
test_refusal (gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr(GError) error = NULL;

  g_assert_null (parse (refusal->json, &error));
  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, refusal->message));
  g_assert_true (g_str_has_prefix (error->message, "own.json: "));
}

/* n codes from 3000 on, the text of each n_bytes long. */
static char *
build_json (guint n_codes,
            guint n_bytes)
{
  g_autofree char *text = g_strnfill (n_bytes, 'x');
  GString *json = g_string_new (HEAD ",\"codes\":[");

  for (guint i = 0; i < n_codes; i++)
    g_string_append_printf (json, "%s{\"code\":%u,\"name\":\"N\",\"meaning\":\"%s\"}",
                            i > 0 ? "," : "", 3000 + i, text);
  g_string_append (json, "]}");

  return g_string_free (json, FALSE);
}

static void
check_size (guint       n_codes,
            guint       n_bytes,
            const char *message)
{
  g_autofree char *json = build_json (n_codes, n_bytes);
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoDictionary) dictionary = parse (json, &error);

  g_assert_true ((dictionary != NULL) == (message == NULL));
  if (message == NULL)
    return;

  g_assert_error (error, FECHO_ERROR, FECHO_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, message));
}

static void
test_limits (void)
{
  check_size (FECHO_DICTIONARY_MAX_CODES, 10, NULL);
  check_size (FECHO_DICTIONARY_MAX_CODES + 1, 10, "codes: has more than 1000 entries");
  check_size (1, FECHO_DICTIONARY_MAX_TEXT, NULL);
  check_size (1, FECHO_DICTIONARY_MAX_TEXT + 1, "codes[0].meaning: has more than 1000 bytes");
  check_size (500, 600, "own.json: has more than 262144 bytes");
}

static const char bytes_of_damage[] = "{}[]\",:1e-\n\xff";

/* Whatever a few bytes become, the answer is a dictionary or an error. */
static void
test_damaged (void)
{
  g_autofree char *folder = fecho_dictionary_folder_dup_shipped ();
  g_autofree char *path = g_build_filename (folder, "pusher.json", NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (4000);
  g_autofree char *contents = NULL;
  guint n_refused = 0;
  gsize size;

  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *copy = g_memdup2 (contents, size);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(FechoDictionary) dictionary = NULL;

      for (guint k = 0; k < 2; k++)
        copy[g_rand_int_range (rand, 0, size)] = bytes_of_damage[g_rand_int_range (rand, 0, 12)];
      bytes = g_bytes_new (copy, i % 2 == 0 ? size : (gsize)g_rand_int_range (rand, 0, size));
      dictionary = fecho_dictionary_new_from_bytes (bytes, "damaged", &error);
      g_assert_true ((dictionary == NULL) == (error != NULL));
      n_refused += dictionary == NULL;
    }
  g_assert_cmpuint (n_refused, >, 1000);
}

/* -- folders */

typedef struct
{
  char *dir;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->dir = g_dir_make_tmp ("fecho-dictionary-XXXXXX", NULL);
  g_assert_nonnull (fixture->dir);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->dir, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->dir);
  g_free (fixture->dir);
}

static void
write_file (Fixture    *fixture,
            const char *name,
            const char *contents)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

static void
test_own_files (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GPtrArray) dictionaries = NULL;
  g_autoptr(GPtrArray) faults = NULL;

  write_file (fixture, "own.json", CODES (CODE));
  write_file (fixture, "notes.txt", "no JSON");
  dictionaries = fecho_dictionary_folder_read_all (fixture->dir, &faults);

  g_assert_null (faults);
  g_assert_nonnull (fecho_dictionary_folder_find (dictionaries, "own"));
  g_assert_nonnull (fecho_dictionary_folder_find (dictionaries, "discord"));
  g_assert_null (fecho_dictionary_folder_find (dictionaries, "notes"));
}

static void
test_own_replaces (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GPtrArray) dictionaries = NULL;
  FechoDictionary *mine;

  write_file (fixture, "mine.json",
              "{\"format\":1,\"id\":\"discord\",\"name\":\"Mine\",\"source\":\"s\",\"codes\":[]}");
  dictionaries = fecho_dictionary_folder_read_all (fixture->dir, NULL);

  g_assert_cmpuint (dictionaries->len, ==, 6);
  mine = fecho_dictionary_folder_find (dictionaries, "discord");
  g_assert_cmpstr (fecho_dictionary_get_name (mine), ==, "Mine");
}

/* A bad file is named, and takes nothing else with it. */
static void
test_own_fault (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GPtrArray) dictionaries = NULL;
  g_autoptr(GPtrArray) faults = NULL;
  const GError *fault;

  write_file (fixture, "bad.json", "{\"format\":7}");
  write_file (fixture, "own.json", CODES (CODE));
  dictionaries = fecho_dictionary_folder_read_all (fixture->dir, &faults);

  g_assert_cmpuint (dictionaries->len, ==, 7);
  g_assert_cmpuint (faults->len, ==, 1);
  fault = g_ptr_array_index (faults, 0);
  g_assert_nonnull (strstr (fault->message, "bad.json: format: 7 is not from 1 to 1"));
}

static void
test_no_folder (void)
{
  g_autoptr(GPtrArray) faults = NULL;
  g_autoptr(GPtrArray) dictionaries = fecho_dictionary_folder_read_all ("/nonexistent", &faults);

  g_assert_null (faults);
  g_assert_cmpuint (dictionaries->len, ==, 6);
}

/* Two that fit are none to suggest. */
static void
test_suggest_ambiguous (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(GPtrArray) dictionaries = NULL;

  write_file (fixture, "own.json", HEAD ",\"hosts\":[\"discord.gg\"],\"codes\":[]}");
  dictionaries = fecho_dictionary_folder_read_all (fixture->dir, NULL);

  g_assert_null (fecho_dictionary_folder_suggest (dictionaries, "gateway.discord.gg", NULL));
  g_assert_nonnull (fecho_dictionary_folder_suggest (dictionaries, "x.discord.gg", NULL));
}

#define ADD(path, func) \
  g_test_add ("/core/dictionary/" path, Fixture, NULL, set_up, func, tear_down)

/* -- of an event */

static const char *
explain (FechoCodeBook    *book,
         FechoCloseRecord *record)
{
  FechoCloseRecord storage;

  return fecho_code_book_apply (book, record, &storage)->dictionary;
}

/* What the session has chosen, what explained it when it came, what its address suggests. */
static void
test_code_book (void)
{
  g_autoptr(GPtrArray) dictionaries = read_shipped ();
  g_autoptr(GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(FechoCodeBook) none = fecho_code_book_new (dictionaries, choices);
  g_autoptr(FechoCodeBook) book = NULL;
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  g_hash_table_insert (choices, (char *)"a", (char *)"pusher");
  g_hash_table_insert (choices, (char *)"b", (char *)"none");
  book = fecho_code_book_new (dictionaries, choices);
  record.code = 4004;
  g_assert_null (explain (none, &record));
  record.url = "wss://gateway.discord.gg/?v=10";
  g_assert_cmpstr (explain (none, &record), ==, "discord");
  record.dictionary = "obs-websocket";
  g_assert_cmpstr (explain (none, &record), ==, "obs-websocket");
  record.session_id = "a";
  g_assert_cmpstr (explain (book, &record), ==, "pusher");
  record.session_id = "b";
  g_assert_null (explain (book, &record));
  g_assert_null (fecho_code_book_find (book, &record));
}

/* A row of the book, and how to find it by its name. */
static FechoFilter *
search (FechoCodeBook *book,
        const char    *text,
        const char    *lang)
{
  FechoFilter *filter = fecho_filter_new ();
  g_autoptr(FechoCatalog) catalog = lang != NULL ? fecho_catalog_new (lang, NULL) : NULL;
  const FechoCatalog *catalogs[] = { catalog, NULL };

  g_assert_true (lang == NULL || catalog != NULL);
  filter->text = g_strdup (text);
  fecho_filter_find_codes (filter, book, catalogs);

  return filter;
}

static gboolean
finds (FechoCodeBook          *book,
       const char             *text,
       const char             *lang,
       const FechoCloseRecord *record)
{
  g_autoptr(FechoFilter) filter = search (book, text, lang);
  g_autoptr(FechoFilter) copy = fecho_filter_copy (filter);
  g_autoptr(FechoFilter) same = search (book, text, lang);

  g_assert_true (fecho_filter_equal (filter, copy));
  g_assert_true (fecho_filter_equal (filter, same));

  return fecho_filter_matches (copy, record);
}

/* What a session's dictionary calls a code finds the closes of that session, and no others. */
static void
test_names_are_found (void)
{
  g_autoptr(GPtrArray) dictionaries = read_shipped ();
  g_autoptr(GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(FechoCodeBook) book = NULL;
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  g_hash_table_insert (choices, (char *)"a", (char *)"pusher");
  book = fecho_code_book_new (dictionaries, choices);
  record.code = 4004;
  record.url = "wss://gateway.discord.gg/?v=10";
  g_assert_true (finds (book, "AUTHENTICATION fail", NULL, &record));
  g_assert_true (finds (book, "Falha na autent", "pt_BR", &record));
  g_assert_false (finds (book, "Falha na autent", NULL, &record));
  g_assert_true (finds (book, "40", NULL, &record));
  g_assert_false (finds (book, "over connection quota", NULL, &record));

  record.session_id = "a";
  g_assert_true (finds (book, "over connection quota", NULL, &record));
  g_assert_false (finds (book, "AUTHENTICATION fail", NULL, &record));

  /* Of a failed attempt the number is the client's own. */
  record.failed_attempt = TRUE;
  g_assert_false (finds (book, "over connection quota", NULL, &record));
}

/* Those of the standard, with a dictionary or without. */
static void
test_standard_names_are_found (void)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(FechoCodeBook) book = fecho_code_book_new (none, choices);
  g_autoptr(FechoFilter) nothing = search (book, "no code has this", NULL);
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.code = 1006;
  g_assert_true (finds (book, "abnormal clo", NULL, &record));
  g_assert_true (finds (book, "anormal", "pt_BR", &record));
  g_assert_false (finds (book, "internal error", NULL, &record));
  g_assert_null (nothing->text_codes);
  g_assert_null (nothing->text_names);
}

/* One that is not here any more stays with the event; the standard's codes have none. */
static void
test_code_book_leaves_alone (void)
{
  g_autoptr(GPtrArray) dictionaries = read_shipped ();
  g_autoptr(GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(FechoCodeBook) book = fecho_code_book_new (dictionaries, choices);
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.code = 4004;
  record.dictionary = "gone";
  g_assert_cmpstr (explain (book, &record), ==, "gone");
  g_assert_null (fecho_code_book_find (book, &record));
  record.dictionary = NULL;
  record.url = "wss://gateway.discord.gg/";
  record.code = 1006;
  g_assert_null (explain (book, &record));
  record.code = 4004;
  record.failed_attempt = TRUE;
  g_assert_null (explain (book, &record));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/dictionary/shipped/%s/%u", facts[i].id,
                                               facts[i].code);

      g_test_add_data_func (path, &facts[i], test_fact);
    }
  g_test_add_func ("/core/dictionary/shipped/counts", test_shipped_counts);
  g_test_add_func ("/core/dictionary/suggest/shipped", test_suggest);
  ADD ("suggest/ambiguous", test_suggest_ambiguous);
  g_test_add_func ("/core/dictionary/class/without", test_class_without);
  g_test_add_func ("/core/dictionary/read/all", test_read_all);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/core/dictionary/refuse/", refusals[i].path, NULL);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  g_test_add_func ("/core/dictionary/code-book", test_code_book);
  g_test_add_func ("/core/dictionary/code-book-leaves-alone", test_code_book_leaves_alone);
  g_test_add_func ("/core/dictionary/names-are-found", test_names_are_found);
  g_test_add_func ("/core/dictionary/standard-names-are-found", test_standard_names_are_found);
  g_test_add_func ("/core/dictionary/refuse/limits", test_limits);
  g_test_add_func ("/core/dictionary/refuse/damaged", test_damaged);
  ADD ("own/files", test_own_files);
  ADD ("own/replaces", test_own_replaces);
  ADD ("own/fault", test_own_fault);
  g_test_add_func ("/core/dictionary/own/no-folder", test_no_folder);

  return g_test_run ();
}
