/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-file.h"

#include "fecho-error.h"

#define KIND "sessions"
#define VERSION 1

/* -- reading */

static JsonObject *
get_root (JsonNode *root)
{
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

static JsonNode *
get_member (JsonObject *object,
            const char *member,
            GType       type)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == type ? node : NULL;
}

/* NULL where it is missing or something else. */
static const char *
get_text (JsonObject *object,
          const char *member)
{
  JsonNode *node = get_member (object, member, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

gboolean
fecho_session_file_is (JsonNode *root)
{
  JsonObject *object = get_root (root);

  return object != NULL && g_strcmp0 (get_text (object, "fecho"), KIND) == 0;
}

static gboolean
read_options (FechoEndpoint  *endpoint,
              JsonObject     *object,
              GError        **error)
{
  JsonNode *options = json_object_get_member (object, "options");
  g_autofree char *json = options != NULL ? json_to_string (options, FALSE) : NULL;

  return json == NULL || fecho_endpoint_set_options (endpoint, json, error);
}

static FechoEndpoint *
read_session (JsonNode  *node,
              GError   **error)
{
  JsonObject *object = get_root (node);
  const char *url = object != NULL ? get_text (object, "url") : NULL;
  const char *name;
  const char *id;
  g_autoptr(FechoEndpoint) endpoint = NULL;

  if (url == NULL)
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID, "“url” is missing");
      return NULL;
    }
  endpoint = fecho_endpoint_new (url, error);
  if (endpoint == NULL)
    return NULL;

  id = get_text (object, "id");
  if (id != NULL && g_uuid_string_is_valid (id))
    {
      g_free (endpoint->id);
      endpoint->id = g_strdup (id);
    }
  name = get_text (object, "name");
  if ((name != NULL && !fecho_endpoint_set_name (endpoint, name, error)) ||
      !read_options (endpoint, object, error))
    return NULL;

  return g_steal_pointer (&endpoint);
}

GPtrArray *
fecho_session_file_read (JsonNode  *root,
                         GError   **error)
{
  JsonObject *object = fecho_session_file_is (root) ? get_root (root) : NULL;
  JsonNode *version = object != NULL ? get_member (object, "version", G_TYPE_INT64) : NULL;
  JsonNode *sessions = version != NULL ? json_object_get_member (object, "sessions") : NULL;
  g_autoptr(GPtrArray) endpoints = NULL;

  if (version != NULL && json_node_get_int (version) > VERSION)
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_TOO_NEW, "The list is of a newer Fecho");
      return NULL;
    }
  if (sessions == NULL || !JSON_NODE_HOLDS_ARRAY (sessions))
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID, "Not a list of sessions");
      return NULL;
    }

  endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_endpoint_free);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (sessions)); i++)
    {
      FechoEndpoint *endpoint;

      endpoint = read_session (json_array_get_element (json_node_get_array (sessions), i), error);
      if (endpoint == NULL)
        {
          g_prefix_error (error, "Session %u: ", i + 1);
          return NULL;
        }
      g_ptr_array_add (endpoints, endpoint);
    }

  return g_steal_pointer (&endpoints);
}

/* -- writing */

static void
add_text (JsonBuilder *builder,
          const char  *member,
          const char  *text)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
write_session (JsonBuilder         *builder,
               const FechoEndpoint *endpoint)
{
  g_autofree char *url = fecho_endpoint_dup_public_url (endpoint);
  g_autofree char *options = fecho_endpoint_options_to_json (endpoint);

  json_builder_begin_object (builder);
  add_text (builder, "id", endpoint->id);
  add_text (builder, "name", endpoint->name);
  add_text (builder, "url", url);
  json_builder_set_member_name (builder, "options");
  json_builder_add_value (builder, json_from_string (options, NULL));
  json_builder_end_object (builder);
}

char *
fecho_session_file_write (const GPtrArray *endpoints)
{
  g_autoptr(JsonBuilder) builder = NULL;
  g_autoptr(JsonNode) root = NULL;

  g_return_val_if_fail (endpoints != NULL, NULL);

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_text (builder, "fecho", KIND);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  json_builder_set_member_name (builder, "sessions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < endpoints->len; i++)
    write_session (builder, g_ptr_array_index (endpoints, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, TRUE);
}
