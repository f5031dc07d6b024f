/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-har.h"

#include <string.h>

#include "fecho-error.h"

/* -- members that may be missing or be something else */

static JsonObject *
get_object (JsonObject *object,
            const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object,
           const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static const char *
get_text (JsonObject *object,
          const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

static JsonObject *
get_element (JsonArray *array,
             guint      index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* -- one request */

/* The first of its name, or NULL. */
static const char *
find_header (JsonObject *request,
             const char *name)
{
  JsonArray *headers = get_array (request, "headers");

  for (guint i = 0; headers != NULL && i < json_array_get_length (headers); i++)
    {
      JsonObject *header = get_element (headers, i);
      const char *found = get_text (header, "name");

      if (found != NULL && g_ascii_strcasecmp (found, name) == 0)
        return get_text (header, "value");
    }

  return NULL;
}

/* Some browsers write the address with the scheme of HTTP. NULL: no WebSocket. */
static char *
dup_url (JsonObject *entry)
{
  JsonObject *request = get_object (entry, "request");
  const char *url = get_text (request, "url");
  const char *upgrade = find_header (request, "Upgrade");
  gboolean upgrades = g_strcmp0 (get_text (entry, "_resourceType"), "websocket") == 0 ||
                      (upgrade != NULL && g_ascii_strcasecmp (upgrade, "websocket") == 0);

  if (url == NULL)
    return NULL;
  if (g_ascii_strncasecmp (url, "ws:", 3) == 0 || g_ascii_strncasecmp (url, "wss:", 4) == 0)
    return g_strdup (url);
  if (upgrades && g_ascii_strncasecmp (url, "http", 4) == 0)
    return g_strconcat ("ws", url + 4, NULL);

  return NULL;
}

static void
add_subprotocols (FechoEndpoint *endpoint,
                  const char    *value)
{
  g_auto(GStrv) names = value != NULL ? g_strsplit (value, ",", -1) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    (void)fecho_endpoint_add_subprotocol (endpoint, g_strstrip (names[i]), NULL); /* none of ours */
}

static FechoEndpoint *
make_endpoint (JsonObject *entry,
               const char *url)
{
  JsonObject *request = get_object (entry, "request");
  const char *origin = find_header (request, "Origin");
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new (url, NULL);

  if (endpoint == NULL)
    return NULL;

  add_subprotocols (endpoint, find_header (request, "Sec-WebSocket-Protocol"));
  if (origin != NULL)
    (void)fecho_endpoint_set_origin (endpoint, origin, NULL); /* not one: none is sent */
  endpoint->paused = TRUE;

  return g_steal_pointer (&endpoint);
}

static void
read_entry (JsonObject *entry,
            GPtrArray  *endpoints,
            GHashTable *seen,
            guint      *n_connections)
{
  g_autofree char *url = dup_url (entry);
  FechoEndpoint *endpoint;

  if (url == NULL)
    return;

  (*n_connections)++;
  if (g_hash_table_contains (seen, url))
    return;
  endpoint = make_endpoint (entry, url);
  if (endpoint == NULL)
    return;

  g_hash_table_add (seen, g_steal_pointer (&url));
  g_ptr_array_add (endpoints, endpoint);
}

static JsonArray *
find_entries (JsonNode *root)
{
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  return get_array (get_object (json_node_get_object (root), "log"), "entries");
}

gboolean
fecho_har_is (JsonNode *root)
{
  return find_entries (root) != NULL;
}

GPtrArray *
fecho_har_read (JsonNode  *root,
                guint     *ret_n_connections,
                GError   **error)
{
  JsonArray *entries = find_entries (root);
  g_autoptr(GPtrArray) endpoints = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_connections = 0;

  if (entries == NULL)
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                           "Not an HTTP Archive: no log.entries");
      return NULL;
    }

  endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_endpoint_free);
  for (guint i = 0; i < json_array_get_length (entries); i++)
    read_entry (get_element (entries, i), endpoints, seen, &n_connections);
  *ret_n_connections = n_connections;

  return g_steal_pointer (&endpoints);
}
