/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-secrets.h"

#include <json-glib/json-glib.h>
#include <libsecret/secret.h>

/* The same for every application id: a history may be shown by both. */
static const SecretSchema schema = {
  "io.github.fecho.Fecho.Session", SECRET_SCHEMA_NONE,
  { { "session", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/* -- one item: an object of JSON, name to value */

static char *
to_json (const FechoEndpoint  *endpoint,
         char                **names)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *value = fecho_endpoint_get_secret (endpoint, names[i]);

      if (value == NULL)
        continue;
      json_builder_set_member_name (builder, names[i]);
      json_builder_add_string_value (builder, value);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/* Another program may have changed it: what is not as we write it is left out. */
static GHashTable *
from_json (const char *text)
{
  g_autoptr(JsonNode) root = json_from_string (text, NULL);
  GHashTable *secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return secrets;

  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_hash_table_insert (secrets, g_strdup (name), json_node_dup_string (node));
    }

  return secrets;
}

/* -- reading */

typedef struct
{
  GHashTable *all;
  guint n_pending;              /* items whose secret is on its way, and one for the search */
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_hash_table_unref (loading->all);
  g_free (loading);
}

static void
go_on_loading (GTask *task)
{
  Loading *loading = g_task_get_task_data (task);

  loading->n_pending--;
  if (loading->n_pending == 0)
    g_task_return_pointer (task, g_hash_table_ref (loading->all),
                           (GDestroyNotify)g_hash_table_unref);
}

static void
take_secret (Loading           *loading,
             SecretRetrievable *item,
             SecretValue       *value)
{
  g_autoptr(GHashTable) attributes = secret_retrievable_get_attributes (item);
  const char *session_id = g_hash_table_lookup (attributes, "session");
  const char *text = value != NULL ? secret_value_get_text (value) : NULL;

  if (session_id != NULL && text != NULL)
    g_hash_table_insert (loading->all, g_strdup (session_id), from_json (text));
}

static void
retrieved_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  SecretRetrievable *item = SECRET_RETRIEVABLE (object);
  g_autoptr(SecretValue) value = NULL;

  /* One that cannot be read, as of a keyring left locked, is missing: its session says so. */
  value = secret_retrievable_retrieve_secret_finish (item, result, NULL);
  take_secret (g_task_get_task_data (task), item, value);
  go_on_loading (task);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Loading *loading = g_task_get_task_data (task);
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (GList *link = items; link != NULL; link = link->next)
    {
      loading->n_pending++;
      secret_retrievable_retrieve_secret (link->data, g_task_get_cancellable (task), retrieved_cb,
                                          g_object_ref (task));
    }
  g_list_free_full (items, g_object_unref);
  go_on_loading (task);
}

void
fecho_secrets_load_async (GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Loading *loading = g_new0 (Loading, 1);

  loading->all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify)g_hash_table_unref);
  loading->n_pending = 1;
  g_task_set_source_tag (task, fecho_secrets_load_async);
  g_task_set_task_data (task, loading, loading_free);
  secret_password_search (&schema, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK, cancellable,
                          found_cb, task, NULL);
}

GHashTable *
fecho_secrets_load_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- writing */

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  (void)secret_password_clear_finish (result, &error); /* FALSE: there was none */
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
fecho_secrets_forget_async (const char          *session_id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (session_id != NULL);

  g_task_set_source_tag (task, fecho_secrets_forget_async);
  secret_password_clear (&schema, cancellable, cleared_cb, task, "session", session_id, NULL);
}

gboolean
fecho_secrets_forget_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
fecho_secrets_keep_async (const FechoEndpoint *endpoint,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_auto(GStrv) names = NULL;
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;
  GTask *task;

  g_return_if_fail (endpoint != NULL);

  names = fecho_endpoint_list_variables (endpoint);
  label = g_strdup_printf ("Fecho: %s", endpoint->name);
  text = to_json (endpoint, names);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_secrets_keep_async);
  if (names[0] == NULL)
    secret_password_clear (&schema, cancellable, cleared_cb, task, "session", endpoint->id, NULL);
  else
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, text, cancellable, stored_cb,
                           task, "session", endpoint->id, NULL);
}

gboolean
fecho_secrets_keep_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
