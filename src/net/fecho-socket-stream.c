/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-socket-stream.h"

#include <errno.h>
#include <sys/socket.h>

struct _FechoSocketStream
{
  GSocketConnection parent_instance;

  GInputStream *input;
  GOutputStream *output;
};

G_DEFINE_FINAL_TYPE (FechoSocketStream, fecho_socket_stream, G_TYPE_SOCKET_CONNECTION)

static gboolean
is_ready (GSocket      *socket,
          GIOCondition  condition)
{
  return g_socket_condition_check (socket, condition) != 0;
}

/* -- what went wrong, in GSocket's words */

static gssize
fail (int          number,
      const char  *what,
      GError     **error)
{
  if (number == EBADF)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "Socket is already closed");
  else if (number == EAGAIN)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, g_strerror (number));
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "%s: %s", what,
                 g_strerror (number));

  return -1;
}

static gssize
receive (GSocket  *socket,
         void     *buffer,
         gsize     n_bytes,
         GError  **error)
{
  gssize n_read;

  do
    n_read = recv (g_socket_get_fd (socket), buffer, n_bytes, MSG_DONTWAIT);
  while (n_read < 0 && errno == EINTR);

  return n_read >= 0 ? n_read : fail (errno, "Error receiving data", error);
}

static gssize
transmit (GSocket     *socket,
          const void  *buffer,
          gsize        n_bytes,
          GError     **error)
{
  gssize n_sent;

  do
    n_sent = send (g_socket_get_fd (socket), buffer, n_bytes, MSG_DONTWAIT | MSG_NOSIGNAL);
  while (n_sent < 0 && errno == EINTR);

  return n_sent >= 0 ? n_sent : fail (errno, "Error sending data", error);
}

/* -- waiting */

typedef struct
{
  GSource source;
  GObject *stream;
} Wait;

static gboolean
dispatch_wait (GSource     *source,
               GSourceFunc  callback,
               gpointer     data)
{
  GPollableSourceFunc func = (GPollableSourceFunc)(void (*)(void))callback;

  return func (((Wait *)source)->stream, data);
}

static GSource *
new_wait (GSourceFuncs *funcs,
          gpointer      stream)
{
  GSource *source = g_source_new (funcs, sizeof (Wait));

  ((Wait *)source)->stream = g_object_ref (stream);

  return source;
}

/* -- its input
 *
 * libsoup ends its wait before it reads and begins another after that, and a source that comes or
 * goes with its descriptor wakes the context: two writes to the eventfd and one visit more for each
 * message. So the descriptor is the context's from the first wait to the last, and a wait is a
 * source without. */

#define FECHO_TYPE_SOCKET_INPUT (fecho_socket_input_get_type ())
G_DECLARE_FINAL_TYPE (FechoSocketInput, fecho_socket_input, FECHO, SOCKET_INPUT, GInputStream)

struct _FechoSocketInput
{
  GInputStream parent_instance;

  GSocket *socket;
  GMainContext *context;        /* that polls it, NULL: none does */
  GPollFD poll_fd;
  guint n_waits;
};

static void
start_polling (FechoSocketInput *self)
{
  if (self->context != NULL)
    return;

  self->context = g_main_context_ref_thread_default ();
  self->poll_fd = (GPollFD){ g_socket_get_fd (self->socket), G_IO_IN | G_IO_ERR | G_IO_HUP, 0 };
  g_main_context_add_poll (self->context, &self->poll_fd, G_PRIORITY_DEFAULT);
}

static void
stop_polling (FechoSocketInput *self)
{
  if (self->context == NULL)
    return;

  g_main_context_remove_poll (self->context, &self->poll_fd);
  g_clear_pointer (&self->context, g_main_context_unref);
  self->poll_fd.revents = 0;
}

/* Each wait of a context is checked in each visit: without a check of its type. */
static FechoSocketInput *
get_input (GSource *source)
{
  return (FechoSocketInput *)((Wait *)source)->stream;
}

static gboolean
check_input (GSource *source)
{
  return get_input (source)->poll_fd.revents != 0;
}

/* Of a wait that ended while it was dispatched, after that: the next has begun then. */
static void
finalize_input_wait (GSource *source)
{
  FechoSocketInput *input = get_input (source);

  if (--input->n_waits == 0)
    stop_polling (input);
  g_object_unref (input);
}

static GSourceFuncs input_funcs = {
  .check = check_input,
  .dispatch = dispatch_wait,
  .finalize = finalize_input_wait,
};

static void pollable_input_iface_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FechoSocketInput, fecho_socket_input, G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      pollable_input_iface_init))

static gssize
fecho_socket_input_read (GInputStream  *stream,
                         void          *buffer,
                         gsize          n_bytes,
                         GCancellable  *cancellable,
                         GError       **error)
{
  return receive (FECHO_SOCKET_INPUT (stream)->socket, buffer, n_bytes, error);
}

/* A short read is not taken for the last: a peer that floods would be read a little in each of many
 * short visits, which the guard takes for nothing. */
static gssize
fecho_socket_input_read_nonblocking (GPollableInputStream  *stream,
                                     void                  *buffer,
                                     gsize                  n_bytes,
                                     GError               **error)
{
  return receive (FECHO_SOCKET_INPUT (stream)->socket, buffer, n_bytes, error);
}

static gboolean
fecho_socket_input_is_readable (GPollableInputStream *stream)
{
  return is_ready (FECHO_SOCKET_INPUT (stream)->socket, G_IO_IN);
}

/* libsoup never cancels a wait, it destroys the source. */
static GSource *
fecho_socket_input_create_source (GPollableInputStream *stream,
                                  GCancellable         *cancellable)
{
  FechoSocketInput *self = FECHO_SOCKET_INPUT (stream);

  self->n_waits++;
  start_polling (self);

  return new_wait (&input_funcs, self);
}

static gboolean
fecho_socket_input_close (GInputStream  *stream,
                          GCancellable  *cancellable,
                          GError       **error)
{
  stop_polling (FECHO_SOCKET_INPUT (stream));

  return TRUE;
}

static void
fecho_socket_input_finalize (GObject *object)
{
  FechoSocketInput *self = FECHO_SOCKET_INPUT (object);

  stop_polling (self);
  g_object_unref (self->socket);

  G_OBJECT_CLASS (fecho_socket_input_parent_class)->finalize (object);
}

static void
pollable_input_iface_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = fecho_socket_input_is_readable;
  iface->create_source = fecho_socket_input_create_source;
  iface->read_nonblocking = fecho_socket_input_read_nonblocking;
}

static void
fecho_socket_input_class_init (FechoSocketInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_socket_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = fecho_socket_input_read;
  G_INPUT_STREAM_CLASS (klass)->close_fn = fecho_socket_input_close;
}

static void
fecho_socket_input_init (FechoSocketInput *self)
{
}

/* -- its output: there is seldom anything to wait for */

static void
finalize_output_wait (GSource *source)
{
  g_object_unref (((Wait *)source)->stream);
}

static GSourceFuncs output_funcs = {
  .dispatch = dispatch_wait,
  .finalize = finalize_output_wait,
};

#define FECHO_TYPE_SOCKET_OUTPUT (fecho_socket_output_get_type ())
G_DECLARE_FINAL_TYPE (FechoSocketOutput, fecho_socket_output, FECHO, SOCKET_OUTPUT, GOutputStream)

struct _FechoSocketOutput
{
  GOutputStream parent_instance;

  GSocket *socket;
};

static void pollable_output_iface_init (GPollableOutputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FechoSocketOutput, fecho_socket_output, G_TYPE_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM,
                                                      pollable_output_iface_init))

static gssize
fecho_socket_output_write (GOutputStream  *stream,
                           const void     *buffer,
                           gsize           n_bytes,
                           GCancellable   *cancellable,
                           GError        **error)
{
  return transmit (FECHO_SOCKET_OUTPUT (stream)->socket, buffer, n_bytes, error);
}

static gssize
fecho_socket_output_write_nonblocking (GPollableOutputStream  *stream,
                                       const void             *buffer,
                                       gsize                   n_bytes,
                                       GError                **error)
{
  return transmit (FECHO_SOCKET_OUTPUT (stream)->socket, buffer, n_bytes, error);
}

static gboolean
fecho_socket_output_is_writable (GPollableOutputStream *stream)
{
  return is_ready (FECHO_SOCKET_OUTPUT (stream)->socket, G_IO_OUT);
}

static GSource *
fecho_socket_output_create_source (GPollableOutputStream *stream,
                                   GCancellable          *cancellable)
{
  GSource *source = new_wait (&output_funcs, stream);

  g_source_add_unix_fd (source, g_socket_get_fd (FECHO_SOCKET_OUTPUT (stream)->socket),
                        G_IO_OUT | G_IO_ERR | G_IO_HUP);

  return source;
}

static void
fecho_socket_output_finalize (GObject *object)
{
  g_object_unref (FECHO_SOCKET_OUTPUT (object)->socket);

  G_OBJECT_CLASS (fecho_socket_output_parent_class)->finalize (object);
}

static void
pollable_output_iface_init (GPollableOutputStreamInterface *iface)
{
  iface->is_writable = fecho_socket_output_is_writable;
  iface->create_source = fecho_socket_output_create_source;
  iface->write_nonblocking = fecho_socket_output_write_nonblocking;
}

static void
fecho_socket_output_class_init (FechoSocketOutputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_socket_output_finalize;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = fecho_socket_output_write;
}

static void
fecho_socket_output_init (FechoSocketOutput *self)
{
}

/* -- both */

static GInputStream *
fecho_socket_stream_get_input_stream (GIOStream *stream)
{
  return FECHO_SOCKET_STREAM (stream)->input;
}

static GOutputStream *
fecho_socket_stream_get_output_stream (GIOStream *stream)
{
  return FECHO_SOCKET_STREAM (stream)->output;
}

/* Before the socket's number can be another's. */
static gboolean
fecho_socket_stream_close (GIOStream     *stream,
                           GCancellable  *cancellable,
                           GError       **error)
{
  GIOStreamClass *parent_class = G_IO_STREAM_CLASS (fecho_socket_stream_parent_class);

  (void)g_input_stream_close (FECHO_SOCKET_STREAM (stream)->input, NULL, NULL); /* never fails */

  return parent_class->close_fn (stream, cancellable, error);
}

static void
fecho_socket_stream_finalize (GObject *object)
{
  FechoSocketStream *self = FECHO_SOCKET_STREAM (object);

  g_clear_object (&self->input);
  g_clear_object (&self->output);

  G_OBJECT_CLASS (fecho_socket_stream_parent_class)->finalize (object);
}

static void
fecho_socket_stream_class_init (FechoSocketStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fecho_socket_stream_finalize;
  stream_class->get_input_stream = fecho_socket_stream_get_input_stream;
  stream_class->get_output_stream = fecho_socket_stream_get_output_stream;
  stream_class->close_fn = fecho_socket_stream_close;
}

static void
fecho_socket_stream_init (FechoSocketStream *self)
{
}

GIOStream *
fecho_socket_stream_new (GSocket *socket)
{
  FechoSocketStream *self;
  FechoSocketInput *input;
  FechoSocketOutput *output;

  g_return_val_if_fail (G_IS_SOCKET (socket), NULL);

  self = g_object_new (FECHO_TYPE_SOCKET_STREAM, "socket", socket, NULL);
  input = g_object_new (FECHO_TYPE_SOCKET_INPUT, NULL);
  input->socket = g_object_ref (socket);
  self->input = G_INPUT_STREAM (input);
  output = g_object_new (FECHO_TYPE_SOCKET_OUTPUT, NULL);
  output->socket = g_object_ref (socket);
  self->output = G_OUTPUT_STREAM (output);

  return G_IO_STREAM (self);
}
