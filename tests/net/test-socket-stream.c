/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-socket-stream.h"

#include "fecho-test-pair.h"
#include "fecho-test-util.h"

/* One that waits as libsoup does: it ends its wait, reads all there is, and waits again. */
typedef struct
{
  GIOStream *stream;
  GPollableInputStream *input;
  GSource *wait;
  GString *read;
  guint n_reads;                /* that were told of */
  gboolean ended;
} Reader;

static void start_waiting (Reader *self);

static void
stop_waiting (Reader *self)
{
  g_source_destroy (self->wait);
  g_clear_pointer (&self->wait, g_source_unref);
}

static void
read_all (Reader *self)
{
  char buffer[8];
  gssize n_read;

  do
    {
      g_autoptr(GError) error = NULL;

      n_read = g_pollable_input_stream_read_nonblocking (self->input, buffer, sizeof buffer, NULL,
                                                         &error);
      if (n_read > 0)
        g_string_append_len (self->read, buffer, n_read);
      else if (n_read < 0)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
    }
  while (n_read > 0);
  self->ended = n_read == 0;
}

static gboolean
readable_cb (GObject  *stream,
             gpointer  data)
{
  Reader *self = data;

  g_assert_true (stream == G_OBJECT (self->input));
  self->n_reads++;
  stop_waiting (self);
  read_all (self);
  if (!self->ended)
    start_waiting (self);

  return G_SOURCE_CONTINUE;
}

static void
start_waiting (Reader *self)
{
  self->wait = g_pollable_input_stream_create_source (self->input, NULL);
  g_source_set_callback (self->wait, G_SOURCE_FUNC (readable_cb), self, NULL);
  g_source_attach (self->wait, NULL);
}

static Reader *
reader_new (FechoTestPair *pair)
{
  Reader *self = g_new0 (Reader, 1);

  self->stream = fecho_socket_stream_new (pair->ours);
  self->input = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (self->stream));
  self->read = g_string_new (NULL);
  start_waiting (self);

  return self;
}

static void
reader_free (Reader *self)
{
  if (self->wait != NULL)
    stop_waiting (self);
  g_object_unref (self->stream);
  g_string_free (self->read, TRUE);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reader, reader_free)

/* Whether the context would poll it. */
static gboolean
is_polled (int fd)
{
  GMainContext *context = g_main_context_default ();
  GPollFD fds[16];
  int timeout_ms;
  int priority;
  int n_fds;

  (void)g_main_context_prepare (context, &priority);
  n_fds = g_main_context_query (context, G_MAXINT, &timeout_ms, fds, G_N_ELEMENTS (fds));
  g_assert_cmpint (n_fds, <=, (int)G_N_ELEMENTS (fds));
  for (int i = 0; i < n_fds; i++)
    if (fds[i].fd == fd)
      return TRUE;

  return FALSE;
}

/* More than one read at a time, and less: each is told once. */
static void
test_reads (FechoTestPair *pair,
            gconstpointer  data)
{
  g_autoptr(Reader) reader = reader_new (pair);

  fecho_test_pair_send (pair, "more than eight");
  fecho_test_wait (reader->read->len == 15);
  fecho_test_pair_send (pair, "few");
  fecho_test_wait (reader->read->len == 18);
  g_assert_cmpstr (reader->read->str, ==, "more than eightfew");
  g_assert_cmpuint (reader->n_reads, ==, 2);
  g_assert_false (g_main_context_pending (NULL));
}

/* It comes with the last bytes. */
static void
test_end (FechoTestPair *pair,
          gconstpointer  data)
{
  g_autoptr(Reader) reader = reader_new (pair);

  fecho_test_pair_send (pair, "bye");
  g_assert_true (g_socket_close (pair->theirs, NULL));
  fecho_test_wait (reader->ended);
  g_assert_cmpstr (reader->read->str, ==, "bye");
}

/* What came when nobody waited is not lost. */
static void
test_between_waits (FechoTestPair *pair,
                    gconstpointer  data)
{
  g_autoptr(Reader) reader = reader_new (pair);

  fecho_test_pair_send (pair, "one");
  fecho_test_wait (reader->read->len == 3);
  stop_waiting (reader);
  fecho_test_pair_send (pair, "two");
  start_waiting (reader);
  fecho_test_wait (reader->read->len == 6);
  g_assert_cmpstr (reader->read->str, ==, "onetwo");
}

/* What is there and what nobody wants does not keep the context busy. */
static void
test_nobody_waits (FechoTestPair *pair,
                   gconstpointer  data)
{
  g_autoptr(Reader) reader = reader_new (pair);
  int fd = g_socket_get_fd (pair->ours);

  g_assert_true (is_polled (fd));
  stop_waiting (reader);
  g_assert_false (is_polled (fd));
  fecho_test_pair_send (pair, "unwanted");
  while (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (reader->n_reads, ==, 0);
  start_waiting (reader);
  g_assert_true (is_polled (fd));
  fecho_test_wait (reader->n_reads == 1);
}

/* Its number may be another's at once. */
static void
test_close (FechoTestPair *pair,
            gconstpointer  data)
{
  g_autoptr(Reader) reader = reader_new (pair);
  int fd = g_socket_get_fd (pair->ours);

  g_assert_true (is_polled (fd));
  g_assert_true (g_io_stream_close (reader->stream, NULL, NULL));
  g_assert_false (is_polled (fd));
  g_assert_true (g_socket_is_closed (pair->ours));
}

/* Who is told that there is something lets go of all at once. */
static gboolean
let_go_cb (GObject  *stream,
           gpointer  data)
{
  Reader **reader = data;

  g_clear_pointer (reader, reader_free);

  return G_SOURCE_REMOVE;
}

static void
test_gone_while_told (FechoTestPair *pair,
                      gconstpointer  data)
{
  Reader *reader = reader_new (pair);
  int fd = g_socket_get_fd (pair->ours);

  g_source_set_callback (reader->wait, G_SOURCE_FUNC (let_go_cb), &reader, NULL);
  fecho_test_pair_send (pair, "x");
  fecho_test_wait (reader == NULL);
  g_assert_false (is_polled (fd));
}

static void
add (const char *path,
     void (*func)(FechoTestPair *pair, gconstpointer data))
{
  g_test_add (path, FechoTestPair, NULL, fecho_test_pair_set_up, func, fecho_test_pair_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/net/socket-stream/reads", test_reads);
  add ("/net/socket-stream/end", test_end);
  add ("/net/socket-stream/between-waits", test_between_waits);
  add ("/net/socket-stream/nobody-waits", test_nobody_waits);
  add ("/net/socket-stream/close", test_close);
  add ("/net/socket-stream/gone-while-told", test_gone_while_told);

  return g_test_run ();
}
