/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dictionary-private.h"

#include <string.h>

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "fecho-error.h"

#define FORMAT 1

/* json-glib goes one call deeper for each bracket; a file of ours has three levels. */
#define MAX_DEPTH 8

#define MAX_HOST 253
#define MAX_SUBPROTOCOL 100

/* Where in which file the reader is, so that an error can say it. */
typedef struct
{
  const char *label;
  char *path;                   /* "codes[3].", "" at the top */
} Place;

static const char *const dictionary_members[] = {
  "format", "id", "name", "source", "hosts", "subprotocols", "codes", NULL,
};

static const char *const code_members[] = {
  "code", "first", "last", "name", "meaning", "class", "retry", "source", NULL,
};

G_GNUC_PRINTF (4, 5) static gboolean
refuse (GError      **error,
        const Place  *place,
        const char   *member,
        const char   *format,
        ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "%s: %s%s: %s", place->label, place->path,
               member, what);

  return FALSE;
}

static gboolean
is_too_deep (const char *text,
             gsize       length)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        in_string = !in_string;
      else if (!in_string && (text[i] == '[' || text[i] == '{') && ++depth > MAX_DEPTH)
        return TRUE;
      else if (!in_string && (text[i] == ']' || text[i] == '}') && depth > 0)
        depth--;
    }

  return FALSE;
}

static gboolean
check_members (const Place        *place,
               JsonObject         *object,
               const char *const  *known,
               GError            **error)
{
  g_autoptr(GList) members = json_object_get_members (object);

  for (GList *link = members; link != NULL; link = link->next)
    {
      g_autofree char *list = NULL;

      if (g_strv_contains (known, link->data))
        continue;

      list = g_strjoinv (", ", (char **)known);
      return refuse (error, place, link->data, "is none of %s", list);
    }

  return TRUE;
}

/* A text of one line. Where it may be absent, NULL is the answer to its absence. */
static gboolean
read_text (const Place  *place,
           JsonObject   *object,
           const char   *member,
           gboolean      needed,
           gsize         max_bytes,
           char        **ret_text,
           GError      **error)
{
  JsonNode *node = json_object_get_member (object, member);
  const char *text;

  if (node == NULL && !needed)
    return TRUE;
  if (node == NULL)
    return refuse (error, place, member, "is missing");
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (error, place, member, "is not a text");

  text = json_node_get_string (node);
  if (*text == '\0')
    return refuse (error, place, member, "is empty");
  if (strlen (text) > max_bytes)
    return refuse (error, place, member, "has more than %" G_GSIZE_FORMAT " bytes", max_bytes);
  if (!g_utf8_validate (text, -1, NULL))
    return refuse (error, place, member, "is not UTF-8");
  for (const char *c = text; *c != '\0'; c++)
    {
      if (g_ascii_iscntrl (*c))
        return refuse (error, place, member, "has a control character in it");
    }

  *ret_text = g_strdup (text);

  return TRUE;
}

static gboolean
read_integer (const Place  *place,
              JsonObject   *object,
              const char   *member,
              gint64        min,
              gint64        max,
              gint64       *ret_integer,
              GError      **error)
{
  JsonNode *node = json_object_get_member (object, member);
  gint64 integer;

  if (node == NULL)
    return refuse (error, place, member, "is missing");
  if (json_node_get_value_type (node) != G_TYPE_INT64)
    return refuse (error, place, member, "is not a whole number");

  integer = json_node_get_int (node);
  if (integer < min || integer > max)
    return refuse (error, place, member,
                   "%" G_GINT64_FORMAT " is not from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                   integer, min, max);

  *ret_integer = integer;

  return TRUE;
}

static gboolean
check_id (const Place  *place,
          const char   *id,
          GError      **error)
{
  if (id[strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-")] != '\0')
    return refuse (error, place, "id", "may have a to z, 0 to 9 and - only");

  return TRUE;
}

static gboolean
check_host (const Place  *place,
            const char   *member,
            const char   *pattern,
            GError      **error)
{
  g_auto(GStrv) labels = g_strsplit (pattern, ".", -1);

  if (strlen (pattern) > MAX_HOST)
    return refuse (error, place, member, "has more than %d bytes", MAX_HOST);
  for (const char *c = pattern; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && strchr ("-_.*", *c) == NULL)
        return refuse (error, place, member, "is no host: letters, digits, - _ . and * only");
    }
  if (pattern[strspn (pattern, "*.")] == '\0')
    return refuse (error, place, member, "would match every host");
  for (char **label = labels; *label != NULL; label++)
    {
      if (**label == '\0')
        return refuse (error, place, member, "has a label without a letter");
      if (strchr (*label, '*') != strrchr (*label, '*'))
        return refuse (error, place, member, "has more than one * between two dots");
    }

  return TRUE;
}

static gboolean
check_subprotocol (const Place  *place,
                   const char   *member,
                   const char   *name,
                   GError      **error)
{
  if (*name == '\0')
    return refuse (error, place, member, "is empty");
  if (strlen (name) > MAX_SUBPROTOCOL)
    return refuse (error, place, member, "has more than %d bytes", MAX_SUBPROTOCOL);
  for (const char *c = name; *c != '\0'; c++)
    {
      if (!g_ascii_isgraph (*c))
        return refuse (error, place, member, "is no token of ASCII letters, digits and signs");
    }

  return TRUE;
}

static gboolean
check_peer (const Place  *place,
            const char   *list,
            const char   *member,
            const char   *text,
            GError      **error)
{
  return g_str_equal (list, "hosts") ? check_host (place, member, text, error)
         : check_subprotocol (place, member, text, error);
}

/* The strings of "hosts" or "subprotocols"; none where the list is absent. */
static gboolean
read_peers (const Place   *place,
            JsonObject    *object,
            const char    *list,
            char        ***ret_peers,
            GError       **error)
{
  g_autoptr(GStrvBuilder) peers = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (object, list);
  JsonArray *array = NULL;

  if (node != NULL && !JSON_NODE_HOLDS_ARRAY (node))
    return refuse (error, place, list, "is not a list");
  if (node != NULL)
    array = json_node_get_array (node);
  if (array != NULL && json_array_get_length (array) > FECHO_DICTIONARY_MAX_PEERS)
    return refuse (error, place, list, "has more than %d entries", FECHO_DICTIONARY_MAX_PEERS);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *member = g_strdup_printf ("%s[%u]", list, i);
      g_autofree char *peer = NULL;
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) != G_TYPE_STRING)
        return refuse (error, place, member, "is not a text");
      if (!check_peer (place, list, member, json_node_get_string (element), error))
        return FALSE;

      peer = g_str_equal (list, "hosts") ? g_ascii_strdown (json_node_get_string (element), -1)
             : json_node_dup_string (element);
      g_strv_builder_add (peers, peer);
    }

  *ret_peers = g_strv_builder_end (peers);

  return TRUE;
}

/* "code", or "first" and "last". */
static gboolean
read_range (const Place          *place,
            JsonObject           *object,
            FechoDictionaryCode  *code,
            GError              **error)
{
  gboolean single = json_object_has_member (object, "code");
  gboolean bounded = json_object_has_member (object, "first") ||
                     json_object_has_member (object, "last");
  gint64 first = 0;
  gint64 last = 0;

  if (single && bounded)
    return refuse (error, place, "code", "stands beside a first or last");
  if (!read_integer (place, object, single ? "code" : "first", FECHO_DICTIONARY_FIRST,
                     FECHO_DICTIONARY_LAST, &first, error))
    return FALSE;
  if (single)
    last = first;
  else if (!read_integer (place, object, "last", first, FECHO_DICTIONARY_LAST, &last, error))
    return FALSE;

  code->first = first;
  code->last = last;

  return TRUE;
}

static gboolean
read_class (const Place          *place,
            JsonObject           *object,
            FechoDictionaryCode  *code,
            GError              **error)
{
  g_autofree char *word = NULL;

  code->klass = code->first < 4000 ? FECHO_CLOSE_CLASS_LIBRARY : FECHO_CLOSE_CLASS_APPLICATION;
  if (!read_text (place, object, "class", FALSE, FECHO_DICTIONARY_MAX_NAME, &word, error))
    return FALSE;
  if (word != NULL && !fecho_close_class_from_string (word, &code->klass))
    return refuse (error, place, "class", "“%s” is no class of close codes", word);

  return TRUE;
}

static gboolean
read_retry (const Place          *place,
            JsonObject           *object,
            FechoDictionaryCode  *code,
            GError              **error)
{
  g_autofree char *word = NULL;

  if (!read_text (place, object, "retry", FALSE, FECHO_DICTIONARY_MAX_NAME, &word, error))
    return FALSE;
  if (word != NULL && !fecho_dictionary_retry_from_string (word, &code->retry))
    return refuse (error, place, "retry",
                   "“%s” is none of yes, no, after_fix, at_once, after_second", word);

  return TRUE;
}

static gboolean
read_code (const Place            *place,
           JsonObject             *object,
           const FechoDictionary  *self,
           FechoDictionaryCode    *code,
           GError                **error)
{
  if (!check_members (place, object, code_members, error) ||
      !read_range (place, object, code, error) ||
      !read_text (place, object, "name", TRUE, FECHO_DICTIONARY_MAX_NAME, &code->name, error) ||
      !read_text (place, object, "meaning", TRUE, FECHO_DICTIONARY_MAX_TEXT, &code->meaning,
                  error) ||
      !read_class (place, object, code, error) || !read_retry (place, object, code, error) ||
      !read_text (place, object, "source", FALSE, FECHO_DICTIONARY_MAX_TEXT, &code->source, error))
    return FALSE;

  if (code->source == NULL)
    code->source = g_strdup (self->source);

  return TRUE;
}

static gboolean
check_not_doubled (const Place                *place,
                   const FechoDictionary      *self,
                   const FechoDictionaryCode  *code,
                   GError                    **error)
{
  for (guint i = 0; i < self->codes->len; i++)
    {
      const FechoDictionaryCode *other = &g_array_index (self->codes, FechoDictionaryCode, i);

      if (other->first == code->first && other->last == code->last)
        return refuse (error, place, code->first == code->last ? "code" : "first",
                       "%u is also in codes[%u]", code->first, i);
    }

  return TRUE;
}

static gboolean
read_codes (const Place      *top,
            JsonObject       *object,
            FechoDictionary  *self,
            GError          **error)
{
  JsonNode *node = json_object_get_member (object, "codes");
  JsonArray *array;

  if (node == NULL)
    return refuse (error, top, "codes", "is missing");
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (error, top, "codes", "is not a list");

  array = json_node_get_array (node);
  if (json_array_get_length (array) > FECHO_DICTIONARY_MAX_CODES)
    return refuse (error, top, "codes", "has more than %d entries", FECHO_DICTIONARY_MAX_CODES);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *path = g_strdup_printf ("codes[%u].", i);
      g_autofree char *member = g_strdup_printf ("codes[%u]", i);
      const Place place = { .label = top->label, .path = path };
      JsonNode *element = json_array_get_element (array, i);
      g_auto(FechoDictionaryCode) code = { 0 };

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return refuse (error, top, member, "is not an object");
      if (!read_code (&place, json_node_get_object (element), self, &code, error) ||
          !check_not_doubled (&place, self, &code, error))
        return FALSE;

      g_array_append_val (self->codes, code);
      code = (FechoDictionaryCode){ 0 };
    }

  return TRUE;
}

static gboolean
read_dictionary (const Place      *place,
                 JsonObject       *object,
                 FechoDictionary  *self,
                 GError          **error)
{
  gint64 format = 0;

  if (!read_integer (place, object, "format", FORMAT, FORMAT, &format, error) ||
      !check_members (place, object, dictionary_members, error) ||
      !read_text (place, object, "id", TRUE, FECHO_DICTIONARY_MAX_NAME, &self->id, error) ||
      !check_id (place, self->id, error) ||
      !read_text (place, object, "name", TRUE, FECHO_DICTIONARY_MAX_NAME, &self->name, error) ||
      !read_text (place, object, "source", TRUE, FECHO_DICTIONARY_MAX_TEXT, &self->source,
                  error) ||
      !read_peers (place, object, "hosts", &self->hosts, error) ||
      !read_peers (place, object, "subprotocols", &self->subprotocols, error) ||
      !read_codes (place, object, self, error))
    return FALSE;

  g_array_sort (self->codes, fecho_dictionary_compare_codes);

  return TRUE;
}

FechoDictionary *
fecho_dictionary_new_from_bytes (GBytes      *bytes,
                                 const char  *label,
                                 GError     **error)
{
  g_autoptr(FechoDictionary) self = fecho_dictionary_alloc ();
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) parse_error = NULL;
  const Place place = { .label = label, .path = (char *)"" };
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  JsonNode *root;

  if (size > FECHO_DICTIONARY_MAX_BYTES)
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "%s: has more than %d bytes", label,
                   FECHO_DICTIONARY_MAX_BYTES);
      return NULL;
    }
  if (size == 0 || is_too_deep (data, size))
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "%s: %s", label,
                   size == 0 ? "is empty" : "its brackets are nested too deep");
      return NULL;
    }
  if (!json_parser_load_from_data (parser, data, size, &parse_error))
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "%s: is not JSON: %s", label,
                   parse_error->message);
      return NULL;
    }

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "%s: is not an object", label);
      return NULL;
    }

  return read_dictionary (&place, json_node_get_object (root), self, error)
         ? g_steal_pointer (&self)
         : NULL;
}

FechoDictionary *
fecho_dictionary_load (const char  *path,
                       GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr(GBytes) bytes = NULL;

  if (stream == NULL)
    return NULL;

  /* One byte more than allowed is enough to see that a file is too long. */
  bytes = g_input_stream_read_bytes (G_INPUT_STREAM (stream), FECHO_DICTIONARY_MAX_BYTES + 1, NULL,
                                     error);
  if (bytes == NULL)
    return NULL;

  return fecho_dictionary_new_from_bytes (bytes, path, error);
}
