/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-connector.h"

#include <glib-unix.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

/* RFC 8305, 5: the recommended delay between two attempts. */
#define NEXT_ATTEMPT_MS 250

struct _FechoConnector
{
  char *host;
  guint16 port;
  const FechoConnectorFuncs *funcs;
  gpointer data;
  GCancellable *lookup;         /* while the name is looked up */
  GList *addresses;             /* of GInetAddress */
  GList *next;                  /* the first one that was not tried */
  GPtrArray *attempts;          /* those under way */
  GSource *timer;               /* of the next attempt, or of telling that it is over */
  GSocket *socket;              /* the one that answered */
  GError *error;                /* the first one */
};

typedef struct
{
  FechoConnector *connector;
  GSocket *socket;
  GSource *source;
} Attempt;

static void try_next (FechoConnector *self);

static void
attempt_free (gpointer data)
{
  Attempt *attempt = data;

  g_source_destroy (attempt->source);
  g_source_unref (attempt->source);
  g_object_unref (attempt->socket);
  g_free (attempt);
}

static void
clear_timer (FechoConnector *self)
{
  if (self->timer == NULL)
    return;

  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
set_timer (FechoConnector *self,
           guint           delay_ms,
           GSourceFunc     func)
{
  clear_timer (self);
  self->timer = g_timeout_source_new (delay_ms);
  g_source_set_callback (self->timer, func, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/* Takes error; the first one is kept. */
static void
keep_error (FechoConnector *self,
            GError         *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

static gboolean
over_cb (gpointer data)
{
  FechoConnector *self = data;

  clear_timer (self);
  self->funcs->over (self->data);

  return G_SOURCE_REMOVE;
}

static gboolean
next_cb (gpointer data)
{
  try_next (data);

  return G_SOURCE_REMOVE;
}

/* As GSocketClient words it. */
static GError *
name_host (FechoConnector *self,
           GError         *error)
{
  g_prefix_error (&error, "Could not connect to %s: ", self->host);

  return error;
}

static gboolean
answered_cb (int          fd,
             GIOCondition condition,
             gpointer     data)
{
  Attempt *attempt = data;
  FechoConnector *self = attempt->connector;
  GError *error = NULL;

  if (g_socket_check_connect_result (attempt->socket, &error))
    {
      self->socket = g_object_ref (attempt->socket);
      g_ptr_array_set_size (self->attempts, 0);
      (void)over_cb (self);
      return G_SOURCE_REMOVE;
    }

  keep_error (self, name_host (self, error));
  g_ptr_array_remove_fast (self->attempts, attempt);
  try_next (self);

  return G_SOURCE_REMOVE;
}

static void
await_answer (FechoConnector *self,
              GSocket        *socket)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->connector = self;
  attempt->socket = g_object_ref (socket);
  attempt->source = g_unix_fd_source_new (g_socket_get_fd (socket), G_IO_OUT | G_IO_ERR | G_IO_HUP);
  g_source_set_callback (attempt->source, G_SOURCE_FUNC (answered_cb), attempt, NULL);
  g_source_attach (attempt->source, g_main_context_get_thread_default ());
  g_ptr_array_add (self->attempts, attempt);
}

/* A socket keeps its address as long as it lives: thousands of them to one server have the same. */
static GSocketAddress *
share_address (GInetAddress *address,
               guint16       port)
{
  static GMutex mutex;
  static GSocketAddress *last;
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&mutex);
  GInetSocketAddress *known = last != NULL ? G_INET_SOCKET_ADDRESS (last) : NULL;

  if (known == NULL || g_inet_socket_address_get_port (known) != port ||
      !g_inet_address_equal (g_inet_socket_address_get_address (known), address))
    {
      g_clear_object (&last);
      last = g_inet_socket_address_new (address, port);
    }

  return g_object_ref (last);
}

/* FALSE: it cannot even be tried. */
static gboolean
try_address (FechoConnector *self,
             GInetAddress   *address)
{
  g_autoptr(GSocketAddress) socket_address = share_address (address, self->port);
  g_autoptr(GSocket) socket = NULL;
  GError *error = NULL;

  self->funcs->event (G_SOCKET_CLIENT_CONNECTING, self->data);
  socket = g_socket_new (g_inet_address_get_family (address), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_TCP, &error);
  if (socket == NULL)
    {
      keep_error (self, error);
      return FALSE;
    }

  g_socket_set_blocking (socket, FALSE);
  (void)g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL); /* only faster */
  if (!g_socket_connect (socket, socket_address, NULL, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING))
    {
      keep_error (self, name_host (self, error));
      return FALSE;
    }
  g_clear_error (&error);
  await_answer (self, socket);

  return TRUE;
}

/* Where none is left and none may still answer, it is over: a little later, as this may be within
 * the start. */
static void
try_next (FechoConnector *self)
{
  gboolean trying = FALSE;

  clear_timer (self);
  while (self->next != NULL && !trying)
    {
      GInetAddress *address = self->next->data;

      self->next = self->next->next;
      trying = try_address (self, address);
    }
  if (self->next != NULL)
    set_timer (self, NEXT_ATTEMPT_MS, next_cb);
  else if (self->attempts->len == 0)
    set_timer (self, 0, over_cb);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  FechoConnector *self = data;  /* gone where it was cancelled */
  GError *error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }

  g_clear_object (&self->lookup);
  self->addresses = self->next = addresses;
  if (error != NULL)
    keep_error (self, error);
  else
    self->funcs->event (G_SOCKET_CLIENT_RESOLVED, self->data);
  try_next (self);
}

static void
look_up (FechoConnector *self)
{
  g_autoptr(GResolver) resolver = g_resolver_get_default ();

  self->lookup = g_cancellable_new ();
  g_resolver_lookup_by_name_async (resolver, self->host, self->lookup, looked_up_cb, self);
}

FechoConnector *
fecho_connector_new (const char                *host,
                     guint16                    port,
                     const FechoConnectorFuncs *funcs,
                     gpointer                   data)
{
  FechoConnector *self;
  GInetAddress *literal;

  g_return_val_if_fail (host != NULL, NULL);
  g_return_val_if_fail (funcs != NULL, NULL);

  self = g_new0 (FechoConnector, 1);
  self->host = g_strdup (host);
  self->port = port;
  self->funcs = funcs;
  self->data = data;
  self->attempts = g_ptr_array_new_with_free_func (attempt_free);
  literal = g_inet_address_new_from_string (host);
  if (literal == NULL)
    {
      look_up (self);
      return self;
    }

  self->addresses = self->next = g_list_prepend (NULL, literal);
  funcs->event (G_SOCKET_CLIENT_RESOLVED, data);
  try_next (self);

  return self;
}

void
fecho_connector_free (FechoConnector *self)
{
  g_return_if_fail (self != NULL);

  if (self->lookup != NULL)
    g_cancellable_cancel (self->lookup);
  g_clear_object (&self->lookup);
  clear_timer (self);
  g_ptr_array_unref (self->attempts);
  g_resolver_free_addresses (self->addresses);
  g_clear_object (&self->socket);
  g_clear_error (&self->error);
  g_free (self->host);
  g_free (self);
}

GSocket *
fecho_connector_take_socket (FechoConnector  *self,
                             GError         **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->socket == NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));

  return g_steal_pointer (&self->socket);
}
