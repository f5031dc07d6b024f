/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-pool.h"

#include "fecho-proxy-resolver.h"

/* libsoup counts handshakes only; how many there are at a time is the dialer's to say. */
#define MAX_HANDSHAKES 256
/* A connection that answered with anything but 101 is of no use any more. */
#define IDLE_TIMEOUT_S 1

struct _FechoSessionPool
{
  FechoTlsStore *tls_store;
  GProxyResolver *system_proxies;
  GHashTable *sessions;         /* key of the options: SoupSession */
};

static char *
key_of (const FechoEndpoint *endpoint,
        GTlsDatabase        *database)
{
  return g_strdup_printf ("%d\n%s\n%p\n%d", (int)endpoint->proxy_mode,
                          endpoint->proxy_uri != NULL ? endpoint->proxy_uri : "",
                          (gpointer)database, endpoint->deflate);
}

static GProxyResolver *
proxy_resolver_for (FechoSessionPool    *self,
                    const FechoEndpoint *endpoint)
{
  g_autoptr(GProxyResolver) own = NULL;

  switch (endpoint->proxy_mode)
    {
    case FECHO_PROXY_NONE:
      return NULL;
    case FECHO_PROXY_URI:
      own = g_simple_proxy_resolver_new (endpoint->proxy_uri, NULL);
      return fecho_proxy_resolver_new (own);
    case FECHO_PROXY_SYSTEM:
      break;
    }

  return g_object_ref (self->system_proxies);
}

static SoupSession *
make_session (FechoSessionPool    *self,
              const FechoEndpoint *endpoint,
              GTlsDatabase        *database)
{
  g_autoptr(GProxyResolver) resolver = proxy_resolver_for (self, endpoint);
  SoupSession *session;

  session = soup_session_new_with_options ("max-conns", MAX_HANDSHAKES,
                                           "max-conns-per-host", MAX_HANDSHAKES,
                                           "idle-timeout", IDLE_TIMEOUT_S,
                                           "proxy-resolver", resolver,
                                           "tls-database", database,
                                           NULL);
  if (endpoint->deflate)
    soup_session_add_feature_by_type (session, SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER);

  return session;
}

FechoSessionPool *
fecho_session_pool_new (FechoTlsStore  *tls_store,
                        GProxyResolver *system_proxies)
{
  FechoSessionPool *self = g_new0 (FechoSessionPool, 1);

  self->tls_store = tls_store;
  self->system_proxies = system_proxies;
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  return self;
}

void
fecho_session_pool_free (FechoSessionPool *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->sessions);
  g_free (self);
}

SoupSession *
fecho_session_pool_get (FechoSessionPool     *self,
                        const FechoEndpoint  *endpoint,
                        GError              **error)
{
  g_autoptr(GTlsDatabase) database = NULL;
  g_autofree char *key = NULL;
  SoupSession *session;

  if (fecho_endpoint_is_secure (endpoint))
    {
      database = fecho_tls_store_get_database (self->tls_store, endpoint->ca_file, error);
      if (database == NULL)
        return NULL;
    }

  key = key_of (endpoint, database);
  session = g_hash_table_lookup (self->sessions, key);
  if (session == NULL)
    {
      session = make_session (self, endpoint, database);
      g_hash_table_insert (self->sessions, g_steal_pointer (&key), session);
    }

  return session;
}

GProxyResolver *
fecho_session_pool_get_system_proxies (FechoSessionPool *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->system_proxies;
}
