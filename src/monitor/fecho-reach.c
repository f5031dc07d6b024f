/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-reach.h"

#include <string.h>

/* Names may have to be looked up, by servers that are out of reach. */
#define DEADLINE_MS 5000

typedef struct
{
  char *url;
  guint16 port;
  GCancellable *inner;          /* of what is asked: the deadline's too */
  gulong cancelled_handler;
  guint deadline;
} Check;

static void
check_free (Check *check)
{
  g_clear_handle_id (&check->deadline, g_source_remove);
  g_object_unref (check->inner);
  g_free (check->url);
  g_free (check);
}

/* What TCP would be made to. Free it. */
static char *
dup_target (const FechoEndpoint *endpoint)
{
  return g_strdup (endpoint->proxy_mode == FECHO_PROXY_URI ? endpoint->proxy_uri : endpoint->url);
}

static gboolean
is_loopback (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL &&
         fecho_endpoint_is_loopback_host (g_uri_get_host (uri));
}

gboolean
fecho_reach_is_doubtful (const FechoEndpoint *endpoint)
{
  g_autofree char *target = dup_target (endpoint);

  return !g_network_monitor_get_network_available (g_network_monitor_get_default ()) &&
         !is_loopback (target);
}

static gboolean
deadline_cb (gpointer data)
{
  Check *check = data;

  check->deadline = 0;
  g_cancellable_cancel (check->inner);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

static void
reached_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  Check *check = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  (void)g_network_monitor_can_reach_finish (G_NETWORK_MONITOR (source), result, &error);
  if (g_task_get_cancellable (task) != NULL)
    g_cancellable_disconnect (g_task_get_cancellable (task), check->cancelled_handler);
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_boolean (task, TRUE); /* an error where the caller has cancelled */
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
ask (GTask *task)
{
  Check *check = g_task_get_task_data (task);
  g_autoptr(GSocketConnectable) target = NULL;
  g_autoptr(GError) error = NULL;

  target = g_network_address_parse_uri (check->url, check->port, &error);
  if (target == NULL)
    {
      g_cancellable_disconnect (g_task_get_cancellable (task), check->cancelled_handler);
      g_task_return_boolean (task, TRUE); /* the attempt will say what is wrong with it */
      g_object_unref (task);
      return;
    }

  g_network_monitor_can_reach_async (g_network_monitor_get_default (), target, check->inner,
                                     reached_cb, task);
}

/* Where a proxy of the system's own stands between, it is what has to be reached. */
static void
proxies_found_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  GTask *task = data;
  Check *check = g_task_get_task_data (task);
  g_auto(GStrv) proxies = NULL;

  proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);
  if (proxies != NULL && proxies[0] != NULL && !g_str_has_prefix (proxies[0], "direct"))
    {
      g_free (check->url);
      check->url = g_strdup (proxies[0]);
    }
  ask (task);
}

void
fecho_reach_check_async (const FechoEndpoint *endpoint,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Check *check = g_new0 (Check, 1);

  g_task_set_source_tag (task, fecho_reach_check_async);
  check->url = dup_target (endpoint);
  check->port = fecho_endpoint_is_secure (endpoint) ? 443 : 80;
  check->inner = g_cancellable_new ();
  check->deadline = g_timeout_add (DEADLINE_MS, deadline_cb, check);
  g_task_set_task_data (task, check, (GDestroyNotify)check_free);
  if (cancellable != NULL)
    check->cancelled_handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                      g_object_ref (check->inner), g_object_unref);

  if (endpoint->proxy_mode == FECHO_PROXY_SYSTEM)
    {
      /* Resolvers know the schemes of HTTP. */
      g_autofree char *url = g_strconcat ("http", check->url + strlen ("ws"), NULL);

      g_proxy_resolver_lookup_async (g_proxy_resolver_get_default (), url, check->inner,
                                     proxies_found_cb, task);
    }
  else
    {
      ask (task);
    }
}

gboolean
fecho_reach_check_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
