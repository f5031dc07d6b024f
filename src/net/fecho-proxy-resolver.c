/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-proxy-resolver.h"

#include <string.h>

#include "fecho-clock.h"
#include "fecho-tunnel.h"

#define ANSWER_HOLDS_US (5 * G_USEC_PER_SEC)
#define MAX_ANSWERS 1024

struct _FechoProxyResolver
{
  GObject parent_instance;

  GProxyResolver *real;         /* NULL: the system's, which may be asked on any thread */
  GMutex mutex;
  GHashTable *answers;          /* of the system's, by address: Answer; guarded by mutex */
};

typedef struct
{
  char **proxies;
  gint64 until_us;
} Answer;

static void proxy_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FechoProxyResolver, fecho_proxy_resolver, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      proxy_resolver_iface_init))

static char *
without_userinfo (const char *proxy)
{
  g_autoptr(GUri) uri = g_uri_parse (proxy, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL ? g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO) : g_strdup (proxy);
}

/* "http" is what libsoup calls ws in its question. */
static char *
put_right (const char *proxy,
           const char *address)
{
  if (!g_str_has_prefix (proxy, "http://"))
    return g_strdup (proxy);
  if (g_str_has_prefix (address, "https:"))
    return without_userinfo (proxy);

  return g_strconcat (FECHO_TUNNEL_SCHEME, proxy + strlen ("http"), NULL);
}

static char **
put_all_right (char       **proxies,
               const char  *address)
{
  for (guint i = 0; proxies != NULL && proxies[i] != NULL; i++)
    {
      g_autofree char *before = proxies[i];

      proxies[i] = put_right (before, address);
    }

  return proxies;
}

static GProxyResolver *
real_of (FechoProxyResolver *self)
{
  return self->real != NULL ? self->real : g_proxy_resolver_get_default ();
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_strfreev (answer->proxies);
  g_free (answer);
}

static gboolean
is_this_computer (const char *address)
{
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr(GInetAddress) literal = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost"))
    return TRUE;
  literal = g_inet_address_new_from_string (host);

  return literal != NULL && g_inet_address_get_is_loopback (literal);
}

/* NULL: the system is to be asked. */
static char **
find_answer (FechoProxyResolver *self,
             const char         *address)
{
  const char *direct[] = { "direct://", NULL };
  g_autoptr(GMutexLocker) locker = NULL;
  Answer *answer;

  if (self->real != NULL)
    return NULL;
  if (is_this_computer (address))
    return g_strdupv ((char **)direct);

  locker = g_mutex_locker_new (&self->mutex);
  answer = g_hash_table_lookup (self->answers, address);
  if (answer == NULL || answer->until_us < fecho_clock_monotonic_us ())
    return NULL;

  return g_strdupv (answer->proxies);
}

static void
keep_answer (FechoProxyResolver  *self,
             const char          *address,
             char               **proxies)
{
  g_autoptr(GMutexLocker) locker = NULL;
  Answer *answer;

  if (self->real != NULL)
    return;

  answer = g_new0 (Answer, 1);
  answer->proxies = g_strdupv (proxies);
  answer->until_us = fecho_clock_monotonic_us () + ANSWER_HOLDS_US;
  locker = g_mutex_locker_new (&self->mutex);
  if (g_hash_table_size (self->answers) >= MAX_ANSWERS)
    g_hash_table_remove_all (self->answers);
  g_hash_table_replace (self->answers, g_strdup (address), answer);
}

static gboolean
fecho_proxy_resolver_is_supported (GProxyResolver *resolver)
{
  return g_proxy_resolver_is_supported (real_of (FECHO_PROXY_RESOLVER (resolver)));
}

static char **
fecho_proxy_resolver_lookup (GProxyResolver  *resolver,
                             const char      *address,
                             GCancellable    *cancellable,
                             GError         **error)
{
  FechoProxyResolver *self = FECHO_PROXY_RESOLVER (resolver);
  char **proxies = find_answer (self, address);

  if (proxies == NULL)
    proxies = g_proxy_resolver_lookup (real_of (self), address, cancellable, error);

  return put_all_right (proxies, address);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  const char *address = g_task_get_task_data (task);
  GError *error = NULL;
  char **proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (proxies == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  keep_answer (g_task_get_source_object (task), address, proxies);
  g_task_return_pointer (task, put_all_right (proxies, address), (GDestroyNotify)g_strfreev);
}

static void
fecho_proxy_resolver_lookup_async (GProxyResolver      *resolver,
                                   const char          *address,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data)
{
  FechoProxyResolver *self = FECHO_PROXY_RESOLVER (resolver);
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, data);
  char **proxies = find_answer (self, address);

  g_task_set_source_tag (task, fecho_proxy_resolver_lookup_async);
  if (proxies != NULL)
    {
      g_task_return_pointer (task, put_all_right (proxies, address), (GDestroyNotify)g_strfreev);
      return;
    }

  g_task_set_task_data (task, g_strdup (address), g_free);
  g_proxy_resolver_lookup_async (real_of (self), address, cancellable, looked_up_cb,
                                 g_steal_pointer (&task));
}

static char **
fecho_proxy_resolver_lookup_finish (GProxyResolver  *resolver,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fecho_proxy_resolver_finalize (GObject *object)
{
  FechoProxyResolver *self = FECHO_PROXY_RESOLVER (object);

  g_clear_object (&self->real);
  g_hash_table_unref (self->answers);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (fecho_proxy_resolver_parent_class)->finalize (object);
}

static void
proxy_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = fecho_proxy_resolver_is_supported;
  iface->lookup = fecho_proxy_resolver_lookup;
  iface->lookup_async = fecho_proxy_resolver_lookup_async;
  iface->lookup_finish = fecho_proxy_resolver_lookup_finish;
}

static void
fecho_proxy_resolver_class_init (FechoProxyResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_proxy_resolver_finalize;
}

static void
fecho_proxy_resolver_init (FechoProxyResolver *self)
{
  g_mutex_init (&self->mutex);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
}

GProxyResolver *
fecho_proxy_resolver_new (GProxyResolver *real)
{
  FechoProxyResolver *self;

  g_return_val_if_fail (G_IS_PROXY_RESOLVER (real), NULL);

  fecho_tunnel_register ();
  self = g_object_new (FECHO_TYPE_PROXY_RESOLVER, NULL);
  self->real = g_object_ref (real);

  return G_PROXY_RESOLVER (self);
}

GProxyResolver *
fecho_proxy_resolver_new_system (void)
{
  fecho_tunnel_register ();

  return g_object_new (FECHO_TYPE_PROXY_RESOLVER, NULL);
}
