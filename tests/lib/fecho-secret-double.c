/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-secret-double.h"

#include <gio/gio.h>

#include "fecho-test-util.h"

#define SERVICE_PATH "/org/freedesktop/secrets"
#define DEFAULT_PATH "/org/freedesktop/secrets/aliases/default"
#define SESSION_PATH "/org/freedesktop/secrets/session/s1"
#define NO_PROMPT "/"

typedef struct
{
  FechoSecretDouble *owner;
  char *path;
  char *label;
  GVariant *attributes;         /* a{ss} */
  char *text;
  guint registration;
} Item;

struct _FechoSecretDouble
{
  GDBusConnection *bus;
  GDBusNodeInfo *info;
  GPtrArray *items;
  GArray *registrations;        /* guint, of what is no item */
  guint name_id;
  guint n_made;
  gboolean owned;
  gboolean broken;
};

static const char xml[] =
  "<node>"
  "<interface name='org.freedesktop.Secret.Service'>"
  "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
  "<arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='SearchItems'><arg type='a{ss}' direction='in'/>"
  "<arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
  "<method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
  "<arg type='a{o(oayays)}' direction='out'/></method>"
  "<method name='Unlock'><arg type='ao' direction='in'/>"
  "<arg type='ao' direction='out'/><arg type='o' direction='out'/></method>"
  "<property name='Collections' type='ao' access='read'/>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Collection'>"
  "<method name='CreateItem'><arg type='a{sv}' direction='in'/>"
  "<arg type='(oayays)' direction='in'/><arg type='b' direction='in'/>"
  "<arg type='o' direction='out'/><arg type='o' direction='out'/>"
  "</method></interface>"
  "<interface name='org.freedesktop.Secret.Item'>"
  "<method name='Delete'><arg type='o' direction='out'/></method>"
  "<method name='GetSecret'><arg type='o' direction='in'/><arg type='(oayays)' direction='out'/>"
  "</method>"
  "<property name='Locked' type='b' access='read'/>"
  "<property name='Attributes' type='a{ss}' access='read'/>"
  "<property name='Label' type='s' access='read'/>"
  "<property name='Created' type='t' access='read'/>"
  "<property name='Modified' type='t' access='read'/>"
  "</interface>"
  "</node>";

static void
item_free (gpointer data)
{
  Item *item = data;

  g_dbus_connection_unregister_object (item->owner->bus, item->registration);
  g_variant_unref (item->attributes);
  g_free (item->path);
  g_free (item->label);
  g_free (item->text);
  g_free (item);
}

/* Every attribute that was asked for, with its value. */
static gboolean
matches (Item     *item,
         GVariant *asked)
{
  GVariantIter iter;
  const char *name;
  const char *value;

  g_variant_iter_init (&iter, asked);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    {
      const char *own = NULL;

      if (!g_variant_lookup (item->attributes, name, "&s", &own) || g_strcmp0 (own, value) != 0)
        return FALSE;
    }

  return TRUE;
}

static GVariant *
make_secret (Item *item)
{
  return g_variant_new ("(o@ay@ays)", SESSION_PATH,
                        g_variant_new_array (G_VARIANT_TYPE_BYTE, NULL, 0),
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, item->text,
                                                   strlen (item->text), 1),
                        "text/plain");
}

static Item *
find_path (FechoSecretDouble *self,
           const char        *path)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);

      if (g_str_equal (item->path, path))
        return item;
    }

  return NULL;
}

static void
search (FechoSecretDouble     *self,
        GVariant              *parameters,
        GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariant) asked = g_variant_get_child_value (parameters, 0);
  GVariantBuilder found;

  g_variant_builder_init (&found, G_VARIANT_TYPE ("ao"));
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);

      if (matches (item, asked))
        g_variant_builder_add (&found, "o", item->path);
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aoao)", &found, NULL));
}

static void
get_secrets (FechoSecretDouble     *self,
             GVariant              *parameters,
             GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariantIter) paths = NULL;
  GVariantBuilder secrets;
  const char *path;

  g_variant_get (parameters, "(ao&o)", &paths, NULL);
  g_variant_builder_init (&secrets, G_VARIANT_TYPE ("a{o(oayays)}"));
  while (g_variant_iter_next (paths, "&o", &path))
    {
      Item *item = find_path (self, path);

      if (item != NULL)
        g_variant_builder_add (&secrets, "{o@(oayays)}", path, make_secret (item));
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a{o(oayays)})", &secrets));
}

static void
service_called_cb (GDBusConnection       *bus,
                   const char            *sender,
                   const char            *path,
                   const char            *interface,
                   const char            *method,
                   GVariant              *parameters,
                   GDBusMethodInvocation *invocation,
                   gpointer               data)
{
  FechoSecretDouble *self = data;
  const char *algorithm;

  if (self->broken)
    {
      g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                             "The keyring is broken");
    }
  else if (g_str_equal (method, "OpenSession"))
    {
      g_variant_get (parameters, "(&sv)", &algorithm, NULL);
      if (g_str_equal (algorithm, "plain"))
        g_dbus_method_invocation_return_value (invocation,
                                               g_variant_new ("(vo)", g_variant_new_string (""),
                                                              SESSION_PATH));
      else
        g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR,
                                               G_DBUS_ERROR_NOT_SUPPORTED, "Only plain");
    }
  else if (g_str_equal (method, "SearchItems"))
    {
      search (self, parameters, invocation);
    }
  else if (g_str_equal (method, "GetSecrets"))
    {
      get_secrets (self, parameters, invocation);
    }
  else
    {
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(aoo)", NULL, NO_PROMPT));
    }
}

static GVariant *
service_read_cb (GDBusConnection  *bus,
                 const char       *sender,
                 const char       *path,
                 const char       *interface,
                 const char       *property,
                 GError          **error,
                 gpointer          data)
{
  const char *const collections[] = { DEFAULT_PATH };

  return g_variant_new_objv (collections, 1);
}

static void
item_called_cb (GDBusConnection       *bus,
                const char            *sender,
                const char            *path,
                const char            *interface,
                const char            *method,
                GVariant              *parameters,
                GDBusMethodInvocation *invocation,
                gpointer               data)
{
  Item *item = data;

  if (g_str_equal (method, "GetSecret"))
    {
      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(@(oayays))", make_secret (item)));
      return;
    }

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", NO_PROMPT));
  g_ptr_array_remove (item->owner->items, item);
}

static GVariant *
item_read_cb (GDBusConnection  *bus,
              const char       *sender,
              const char       *path,
              const char       *interface,
              const char       *property,
              GError          **error,
              gpointer          data)
{
  Item *item = data;

  if (g_str_equal (property, "Locked"))
    return g_variant_new_boolean (FALSE);
  if (g_str_equal (property, "Attributes"))
    return g_variant_ref (item->attributes);
  if (g_str_equal (property, "Label"))
    return g_variant_new_string (item->label);

  return g_variant_new_uint64 (0);
}

static const GDBusInterfaceVTable item_vtable = { item_called_cb, item_read_cb, NULL, { 0 } };
static const GDBusInterfaceVTable service_vtable = { service_called_cb, service_read_cb, NULL,
                                                     { 0 } };

static Item *
add_item (FechoSecretDouble *self,
          GVariant          *attributes)
{
  GDBusInterfaceInfo *info = g_dbus_node_info_lookup_interface (self->info,
                                                                "org.freedesktop.Secret.Item");
  Item *item = g_new0 (Item, 1);

  item->owner = self;
  item->path = g_strdup_printf (SERVICE_PATH "/collection/test/i%u", ++self->n_made);
  item->attributes = g_variant_ref (attributes);
  item->registration = g_dbus_connection_register_object (self->bus, item->path, info, &item_vtable,
                                                          item, NULL, NULL);
  g_assert_cmpuint (item->registration, >, 0);
  g_ptr_array_add (self->items, item);

  return item;
}

static void
collection_called_cb (GDBusConnection       *bus,
                      const char            *sender,
                      const char            *path,
                      const char            *interface,
                      const char            *method,
                      GVariant              *parameters,
                      GDBusMethodInvocation *invocation,
                      gpointer               data)
{
  FechoSecretDouble *self = data;
  g_autoptr(GVariant) properties = g_variant_get_child_value (parameters, 0);
  g_autoptr(GVariant) secret = g_variant_get_child_value (parameters, 1);
  g_autoptr(GVariant) value = g_variant_get_child_value (secret, 2);
  g_autoptr(GVariant) attributes = NULL;
  gsize n_bytes;
  const char *bytes = g_variant_get_fixed_array (value, &n_bytes, 1);
  Item *item = NULL;

  attributes = g_variant_lookup_value (properties, "org.freedesktop.Secret.Item.Attributes",
                                       G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; i < self->items->len && item == NULL; i++)
    {
      if (g_variant_equal (((Item *)g_ptr_array_index (self->items, i))->attributes, attributes))
        item = g_ptr_array_index (self->items, i);
    }
  if (item == NULL)
    item = add_item (self, attributes);
  g_free (item->label);
  g_variant_lookup (properties, "org.freedesktop.Secret.Item.Label", "s", &item->label);
  g_free (item->text);
  item->text = g_strndup (bytes, n_bytes);
  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(oo)", item->path, NO_PROMPT));
}

static const GDBusInterfaceVTable collection_vtable = { collection_called_cb, NULL, NULL, { 0 } };

static void
owned_cb (GDBusConnection *bus,
          const char      *name,
          gpointer         data)
{
  ((FechoSecretDouble *)data)->owned = TRUE;
}

static void
serve (FechoSecretDouble          *self,
       const char                 *path,
       const char                 *interface,
       const GDBusInterfaceVTable *vtable)
{
  g_autoptr(GError) error = NULL;
  GDBusInterfaceInfo *info = g_dbus_node_info_lookup_interface (self->info, interface);
  guint id = g_dbus_connection_register_object (self->bus, path, info, vtable, self, NULL, &error);

  g_assert_no_error (error);
  g_array_append_val (self->registrations, id);
}

FechoSecretDouble *
fecho_secret_double_new (void)
{
  FechoSecretDouble *self = g_new0 (FechoSecretDouble, 1);
  g_autoptr(GError) error = NULL;

  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  self->info = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->registrations = g_array_new (FALSE, FALSE, sizeof (guint));
  serve (self, SERVICE_PATH, "org.freedesktop.Secret.Service", &service_vtable);
  serve (self, DEFAULT_PATH, "org.freedesktop.Secret.Collection", &collection_vtable);
  self->name_id = g_bus_own_name_on_connection (self->bus, "org.freedesktop.secrets",
                                                G_BUS_NAME_OWNER_FLAGS_NONE, owned_cb, NULL, self,
                                                NULL);
  fecho_test_wait (self->owned);

  return self;
}

void
fecho_secret_double_free (FechoSecretDouble *self)
{
  g_bus_unown_name (self->name_id);
  for (guint i = 0; i < self->registrations->len; i++)
    g_dbus_connection_unregister_object (self->bus,
                                         g_array_index (self->registrations, guint, i));
  g_array_unref (self->registrations);
  g_ptr_array_unref (self->items);
  g_dbus_node_info_unref (self->info);
  g_object_unref (self->bus);
  g_free (self);
}

guint
fecho_secret_double_count (FechoSecretDouble *self)
{
  return self->items->len;
}

const char *
fecho_secret_double_find (FechoSecretDouble *self,
                          const char        *session)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);
      const char *own = NULL;

      if (g_variant_lookup (item->attributes, "session", "&s", &own) &&
          g_str_equal (own, session))
        return item->text;
    }

  return NULL;
}

void
fecho_secret_double_break (FechoSecretDouble *self)
{
  self->broken = TRUE;
}
