/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-tunnel.h"

struct _FechoTunnel
{
  GObject parent_instance;

  GProxy *http;
};

static void proxy_iface_init (GProxyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FechoTunnel, fecho_tunnel, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY, proxy_iface_init))

static GIOStream *
fecho_tunnel_connect (GProxy         *proxy,
                      GIOStream      *stream,
                      GProxyAddress  *address,
                      GCancellable   *cancellable,
                      GError        **error)
{
  return g_proxy_connect (FECHO_TUNNEL (proxy)->http, stream, address, cancellable, error);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  GIOStream *stream = g_proxy_connect_finish (G_PROXY (source), result, &error);

  if (stream == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, stream, g_object_unref);
}

static void
fecho_tunnel_connect_async (GProxy              *proxy,
                            GIOStream           *stream,
                            GProxyAddress       *address,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  GTask *task = g_task_new (proxy, cancellable, callback, data);

  g_task_set_source_tag (task, fecho_tunnel_connect_async);
  g_proxy_connect_async (FECHO_TUNNEL (proxy)->http, stream, address, cancellable, connected_cb,
                         task);
}

static GIOStream *
fecho_tunnel_connect_finish (GProxy        *proxy,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The proxy looks the name up. */
static gboolean
fecho_tunnel_supports_hostname (GProxy *proxy)
{
  return TRUE;
}

static void
fecho_tunnel_finalize (GObject *object)
{
  g_clear_object (&FECHO_TUNNEL (object)->http);

  G_OBJECT_CLASS (fecho_tunnel_parent_class)->finalize (object);
}

static void
proxy_iface_init (GProxyInterface *iface)
{
  iface->connect = fecho_tunnel_connect;
  iface->connect_async = fecho_tunnel_connect_async;
  iface->connect_finish = fecho_tunnel_connect_finish;
  iface->supports_hostname = fecho_tunnel_supports_hostname;
}

static void
fecho_tunnel_class_init (FechoTunnelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_tunnel_finalize;
}

static void
fecho_tunnel_init (FechoTunnel *self)
{
  self->http = g_proxy_get_default_for_protocol ("http");
}

void
fecho_tunnel_register (void)
{
  static gsize is_registered;
  g_autoptr(GProxy) http = NULL;

  if (!g_once_init_enter (&is_registered))
    return;

  /* GIO makes its extension points when its own proxies are first asked for. */
  http = g_proxy_get_default_for_protocol ("http");
  g_io_extension_point_implement (G_PROXY_EXTENSION_POINT_NAME, FECHO_TYPE_TUNNEL,
                                  FECHO_TUNNEL_SCHEME, 0);
  g_once_init_leave (&is_registered, 1);
}
