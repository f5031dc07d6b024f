/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-endpoint-private.h"

#include <string.h>

#include "fecho-error.h"
#include "fecho-filter.h"

#define OFFSET(field) G_STRUCT_OFFSET (FechoEndpoint, field)

static gboolean
refuse (GError            **error,
        const FechoOption  *option,
        const char         *what)
{
  g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "The option “%s” %s", option->name, what);

  return FALSE;
}

static gboolean
holds (JsonNode *node,
       GType     type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static gboolean
check_string (const FechoOption  *option,
              const char         *value,
              GError            **error)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  gsize n_bytes = strlen (value);

  if (n_bytes > (gsize)option->max)
    return refuse (error, option, "is too long");
  for (gsize i = 0; i < n_bytes; i++)
    {
      if (g_ascii_iscntrl (value[i]))
        return refuse (error, option, "has a control character in it");
    }
  if (option->offset == OFFSET (pin_sha256) &&
      (n_bytes != 64 || strspn (value, "0123456789abcdefABCDEF") != 64))
    return refuse (error, option, "is not a SHA-256 sum of 64 hexadecimal digits");
  if (option->offset == OFFSET (no_reconnect_codes) && n_bytes > 0)
    return fecho_filter_add_codes (filter, value, FALSE, error);

  return TRUE;
}

static gboolean
read_string (FechoEndpoint      *self,
             const FechoOption  *option,
             JsonNode           *node,
             GError            **error)
{
  char **string = G_STRUCT_MEMBER_P (self, option->offset);

  if (!holds (node, G_TYPE_STRING))
    return refuse (error, option, "is not a string");
  if (option->offset == OFFSET (origin))
    return fecho_endpoint_set_origin (self, json_node_get_string (node), error);
  if (!check_string (option, json_node_get_string (node), error))
    return FALSE;

  g_free (*string);
  *string = json_node_dup_string (node);

  return TRUE;
}

static gboolean
add_on_open (FechoEndpoint  *self,
             const char     *text,
             GError        **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  char **extended;

  if (strlen (text) > FECHO_ENDPOINT_MAX_TEXT ||
      (self->on_open != NULL && g_strv_length (self->on_open) >= FECHO_ENDPOINT_MAX_ON_OPEN))
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                   "The option “on_open” has more than %d messages or one over %d bytes",
                   FECHO_ENDPOINT_MAX_ON_OPEN, FECHO_ENDPOINT_MAX_TEXT);
      return FALSE;
    }
  if (self->on_open != NULL)
    g_strv_builder_addv (builder, (const char **)self->on_open);
  g_strv_builder_add (builder, text);
  extended = g_strv_builder_end (builder);
  g_strfreev (self->on_open);
  self->on_open = extended;

  return TRUE;
}

static gboolean
add_to_list (FechoEndpoint      *self,
             const FechoOption  *option,
             const char         *item,
             GError            **error)
{
  switch (option->offset)
    {
    case OFFSET (headers):
      return fecho_endpoint_add_header (self, item, error);

    case OFFSET (cookies):
      return fecho_endpoint_add_cookie (self, item, error);

    case OFFSET (subprotocols):
      return fecho_endpoint_add_subprotocol (self, item, error);

    default:
      return add_on_open (self, item, error);
    }
}

static gboolean
read_list (FechoEndpoint      *self,
           const FechoOption  *option,
           JsonNode           *node,
           GError            **error)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (error, option, "is not an array of strings");

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autoptr(GError) cause = NULL;

      if (!holds (element, G_TYPE_STRING))
        return refuse (error, option, "is not an array of strings");
      if (!add_to_list (self, option, json_node_get_string (element), &cause))
        {
          g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "The option “%s”: %s",
                       option->name, cause->message);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
read_boolean (FechoEndpoint      *self,
              const FechoOption  *option,
              JsonNode           *node,
              GError            **error)
{
  if (!holds (node, G_TYPE_BOOLEAN))
    return refuse (error, option, "is neither true nor false");

  G_STRUCT_MEMBER (gboolean, self, option->offset) = json_node_get_boolean (node);

  return TRUE;
}

static gboolean
read_number (FechoEndpoint      *self,
             const FechoOption  *option,
             JsonNode           *node,
             GError            **error)
{
  gint64 value;

  if (!holds (node, G_TYPE_INT64))
    return refuse (error, option, "is not an integer");

  value = json_node_get_int (node);
  if (value < option->min || value > option->max)
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                   "The option “%s” is not from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                   option->name, option->min, option->max);
      return FALSE;
    }
  if (option->kind == FECHO_OPTION_COUNT)
    G_STRUCT_MEMBER (guint, self, option->offset) = value;
  else
    G_STRUCT_MEMBER (gint64, self, option->offset) = value;

  return TRUE;
}

static gboolean
read_min_tls (FechoEndpoint      *self,
              const FechoOption  *option,
              JsonNode           *node,
              GError            **error)
{
  const char *word = holds (node, G_TYPE_STRING) ? json_node_get_string (node) : "";

  for (gsize i = 0; i < FECHO_N_MIN_TLS; i++)
    {
      if (strcmp (word, fecho_min_tls_words[i]) == 0)
        {
          self->min_tls = i;
          return TRUE;
        }
    }

  return refuse (error, option, "is neither “any”, “1.2” nor “1.3”");
}

static gboolean
read_option (FechoEndpoint      *self,
             const FechoOption  *option,
             JsonNode           *node,
             GError            **error)
{
  switch (option->kind)
    {
    case FECHO_OPTION_STRING:
      return read_string (self, option, node, error);

    case FECHO_OPTION_LIST:
      return read_list (self, option, node, error);

    case FECHO_OPTION_BOOLEAN:
      return read_boolean (self, option, node, error);

    case FECHO_OPTION_INTEGER:
    case FECHO_OPTION_COUNT:
      return read_number (self, option, node, error);

    case FECHO_OPTION_MIN_TLS:
      return read_min_tls (self, option, node, error);

    case FECHO_OPTION_PROXY:
      if (!holds (node, G_TYPE_STRING))
        return refuse (error, option, "is not a string");
      return fecho_endpoint_set_proxy (self, json_node_get_string (node), error);
    }

  g_assert_not_reached ();
}

static gboolean
read_options (FechoEndpoint  *self,
              JsonObject     *object,
              GError        **error)
{
  gsize n_options;
  const FechoOption *options = fecho_endpoint_get_options (&n_options);

  for (gsize i = 0; i < n_options; i++)
    {
      JsonNode *node = json_object_get_member (object, options[i].name);

      if (node != NULL && !read_option (self, &options[i], node, error))
        return FALSE;
    }
  if (self->backoff_first_us > self->backoff_max_us)
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                           "The option “backoff_first_us” is longer than “backoff_max_us”");
      return FALSE;
    }

  return TRUE;
}

gboolean
fecho_endpoint_set_options (FechoEndpoint  *self,
                            const char     *json,
                            GError        **error)
{
  g_autoptr(FechoEndpoint) changed = NULL;
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) parse_error = NULL;
  JsonNode *root;
  FechoEndpoint swapped;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (json != NULL, FALSE);

  parser = json_parser_new_immutable ();
  if (strlen (json) > FECHO_ENDPOINT_MAX_OPTIONS || !g_utf8_validate (json, -1, NULL) ||
      !json_parser_load_from_data (parser, json, -1, &parse_error))
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "The options are not JSON: %s",
                   parse_error != NULL ? parse_error->message : "not UTF-8, or too long");
      return FALSE;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                           "The options are not an object of JSON");
      return FALSE;
    }

  /* All or nothing: an error leaves the endpoint as it was. */
  changed = fecho_endpoint_copy (self);
  fecho_endpoint_reset_options (changed);
  if (!read_options (changed, json_node_get_object (root), error))
    return FALSE;

  swapped = *self;
  *self = *changed;
  *changed = swapped;

  return TRUE;
}
