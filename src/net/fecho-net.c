/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-net.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

#include "fecho-descriptors.h"
#include "fecho-error.h"
#include "fecho-net-private.h"
#include "fecho-proxy-resolver.h"
#include "fecho-resolver.h"
#include "fecho-tls-store.h"

struct _FechoNet
{
  GObject parent_instance;

  GMainContext *context;        /* where it was made and where the news go */
  FechoMailbox *mailbox;
  FechoShared shared;
  GError *start_error;          /* why there is no reactor */
  GPtrArray *shards;
  guint next_shard;             /* where the search for room starts */
  GHashTable *connections;      /* that have a place */
};

G_DEFINE_FINAL_TYPE (FechoNet, fecho_net, G_TYPE_OBJECT)

static gboolean
is_on_main (FechoNet *self)
{
  g_autoptr(GMainContext) current = g_main_context_ref_thread_default ();

  return current == self->context || g_main_context_is_owner (self->context);
}

static FechoShard *
find_room (FechoNet *self)
{
  for (guint i = 0; i < self->shards->len; i++)
    {
      guint position = (self->next_shard + i) % self->shards->len;
      FechoShard *shard = g_ptr_array_index (self->shards, position);

      if (shard->n_links >= FECHO_SHARD_MAX_LINKS)
        continue;
      self->next_shard = position;
      return shard;
    }

  return NULL;
}

static FechoShard *
add_shard (FechoNet  *self,
           GError   **error)
{
  FechoShard *shard;

  if (self->shared.reactor == NULL)
    {
      g_propagate_error (error, g_error_copy (self->start_error));
      return NULL;
    }

  shard = fecho_shard_new (&self->shared, error);
  if (shard == NULL)
    return NULL;

  g_ptr_array_add (self->shards, shard);
  self->next_shard = self->shards->len - 1;

  return shard;
}

static void
fecho_net_dispose (GObject *object)
{
  fecho_net_stop (FECHO_NET (object));

  G_OBJECT_CLASS (fecho_net_parent_class)->dispose (object);
}

static void
fecho_net_finalize (GObject *object)
{
  FechoNet *self = FECHO_NET (object);

  g_clear_pointer (&self->mailbox, fecho_mailbox_free);
  g_ptr_array_unref (self->shards);
  fecho_network_watch_free (self->shared.network);
  fecho_dialer_free (self->shared.dialer);
  g_hash_table_unref (self->connections);
  fecho_tls_store_free (self->shared.tls_store);
  g_object_unref (self->shared.system_proxies);
  g_clear_error (&self->start_error);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (fecho_net_parent_class)->finalize (object);
}

static void
fecho_net_class_init (FechoNetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_net_dispose;
  object_class->finalize = fecho_net_finalize;
}

static void
drop_cb (const char     *domain,
         GLogLevelFlags  level,
         const char     *message,
         gpointer        data)
{
}

/* libsoup has something to say of every frame; before GLib drops it, it asks the environment each
 * time whether somebody wants to hear of it. */
static void
silence_libsoup (void)
{
  static gsize once = 0;

  if (!g_once_init_enter (&once))
    return;

  if (g_getenv ("G_MESSAGES_DEBUG") == NULL)
    g_log_set_handler ("libsoup", G_LOG_LEVEL_DEBUG, drop_cb, NULL);
  g_once_init_leave (&once, 1);
}

static void
fecho_net_init (FechoNet *self)
{
  silence_libsoup ();
  fecho_descriptors_raise_limit ();
  fecho_resolver_install ();
  self->context = g_main_context_ref_thread_default ();
  self->mailbox = fecho_mailbox_new (self->context, fecho_connection_deliver);
  self->shards = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_shard_free);
  self->connections = g_hash_table_new (NULL, NULL);
  self->shared.dialer = fecho_dialer_new ();
  self->shared.network = fecho_network_watch_new (g_network_monitor_get_default ());
  self->shared.tls_store = fecho_tls_store_new ();
  self->shared.system_proxies = fecho_proxy_resolver_new_system ();
  self->shared.reactor = fecho_reactor_new ("fecho-reactor", &self->start_error);
  if (self->shared.reactor != NULL)
    self->shared.guard = fecho_guard_new (self->shared.reactor, &self->start_error);
  if (self->shared.guard == NULL)
    g_clear_pointer (&self->shared.reactor, fecho_reactor_free);
}

/* In GLib 2.74 the first use of the settings here and the first look for the system's proxies on
 * the reactor, which reads the settings too, can wait for each other for ever. */
static void
make_settings_first (void)
{
  g_object_unref (g_settings_backend_get_default ());
}

FechoNet *
fecho_net_new (void)
{
  make_settings_first ();

  return g_object_new (FECHO_TYPE_NET, NULL);
}

void
fecho_net_stop (FechoNet *self)
{
  GHashTableIter iter;
  gpointer connection;

  g_return_if_fail (FECHO_IS_NET (self));

  if (self->shared.reactor == NULL)
    return;

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &connection, NULL))
    fecho_connection_abandon (connection);
  g_ptr_array_foreach (self->shards, (GFunc)(void (*)(void))fecho_shard_retire, NULL);
  fecho_guard_stop (self->shared.guard);
  g_clear_pointer (&self->shared.reactor, fecho_reactor_free);
  g_clear_pointer (&self->shared.guard, fecho_guard_free);
  g_set_error (&self->start_error, FECHO_ERROR, FECHO_ERROR_FAILED, "The engine was stopped");
  fecho_mailbox_flush (self->mailbox);
}

FechoShard *
fecho_net_take_place (FechoNet  *self,
                      gpointer   connection,
                      GError   **error)
{
  FechoShard *shard;

  g_return_val_if_fail (FECHO_IS_NET (self), NULL);
  g_return_val_if_fail (is_on_main (self), NULL);

  shard = self->shared.reactor != NULL ? find_room (self) : NULL;
  if (shard == NULL)
    shard = add_shard (self, error);
  if (shard == NULL)
    return NULL;

  shard->n_links++;
  g_hash_table_add (self->connections, connection);

  return shard;
}

void
fecho_net_give_back (FechoNet   *self,
                     gpointer    connection,
                     FechoShard *shard)
{
  g_return_if_fail (FECHO_IS_NET (self));
  g_return_if_fail (is_on_main (self));

  shard->n_links--;
  g_hash_table_remove (self->connections, connection);
}

FechoMailbox *
fecho_net_get_mailbox (FechoNet *self)
{
  g_return_val_if_fail (FECHO_IS_NET (self), NULL);

  return self->mailbox;
}

guint64
fecho_net_get_n_repairs (FechoNet *self)
{
  g_return_val_if_fail (FECHO_IS_NET (self), 0);

  return self->shared.reactor != NULL ? fecho_reactor_get_n_repairs (self->shared.reactor) : 0;
}
