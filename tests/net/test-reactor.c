/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-reactor.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fecho-test-util.h"

#define N_CONTEXTS 20
#define N_THREADS 4
#define N_CALLS 500
#define N_REUSES 300
/* With "-m slow", as the suite of faults asks for it. */
#define LONG_REUSE_US (60 * G_USEC_PER_SEC)
#define N_ROUNDS 10
#define N_MANY_CONTEXTS 300

static FechoReactor *
start_reactor (void)
{
  g_autoptr(GError) error = NULL;
  FechoReactor *reactor = fecho_reactor_new ("test-reactor", &error);

  g_assert_no_error (error);

  return reactor;
}

static FechoReactorContext *
add_context (FechoReactor *reactor)
{
  g_autoptr(GError) error = NULL;
  FechoReactorContext *context = fecho_reactor_add_context (reactor, &error);

  g_assert_no_error (error);

  return context;
}

static gboolean
count_cb (gpointer data)
{
  g_atomic_int_inc ((int *)data);

  return G_SOURCE_REMOVE;
}

/* A call that checks where it runs, and that it comes after the one before it. */
typedef struct
{
  FechoReactorContext *context;
  int *last;
  int number;
  int *n_done;
} Call;

static gboolean
call_cb (gpointer data)
{
  Call *call = data;

  g_assert_true (fecho_reactor_context_is_current (call->context));
  g_assert_cmpint (*call->last, ==, call->number - 1);
  *call->last = call->number;
  g_atomic_int_inc (call->n_done);

  return G_SOURCE_REMOVE;
}

typedef struct
{
  FechoReactorContext **contexts;
  int last[N_CONTEXTS];
  int *n_done;
} Caller;

static gpointer
run_caller (gpointer data)
{
  Caller *caller = data;

  for (int i = 0; i < N_CALLS; i++)
    {
      Call *call = g_new (Call, 1);
      int which = i % N_CONTEXTS;

      *call = (Call){
        .context = caller->contexts[which],
        .last = &caller->last[which],
        .number = i / N_CONTEXTS + 1,
        .n_done = caller->n_done,
      };
      fecho_reactor_context_invoke (call->context, call_cb, call, g_free);
    }

  return NULL;
}

static void
test_invoke_from_threads (void)
{
  g_autoptr(FechoReactor) reactor = start_reactor ();
  FechoReactorContext *contexts[N_CONTEXTS];
  Caller callers[N_THREADS] = { 0 };
  GThread *threads[N_THREADS];
  int n_done = 0;

  for (guint i = 0; i < N_CONTEXTS; i++)
    contexts[i] = add_context (reactor);
  for (guint i = 0; i < N_THREADS; i++)
    {
      callers[i].contexts = contexts;
      callers[i].n_done = &n_done;
      threads[i] = g_thread_new ("caller", run_caller, &callers[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  fecho_test_wait (g_atomic_int_get (&n_done) == N_THREADS * N_CALLS);
}

/* A call that goes from context to context, all on the reactor. */
typedef struct
{
  FechoReactorContext *contexts[N_CONTEXTS];
  int n_calls;
} Tour;

static gboolean
tour_cb (gpointer data)
{
  Tour *tour = data;
  int n_calls = tour->n_calls + 1;

  g_assert_true (fecho_reactor_context_is_current (tour->contexts[tour->n_calls % N_CONTEXTS]));
  if (n_calls < N_CALLS)
    fecho_reactor_context_invoke (tour->contexts[n_calls % N_CONTEXTS], tour_cb, tour, NULL);
  g_atomic_int_set (&tour->n_calls, n_calls);

  return G_SOURCE_REMOVE;
}

static void
test_invoke_from_reactor (void)
{
  g_autoptr(FechoReactor) reactor = start_reactor ();
  Tour tour = { 0 };

  for (guint i = 0; i < N_CONTEXTS; i++)
    tour.contexts[i] = add_context (reactor);
  fecho_reactor_context_invoke (tour.contexts[0], tour_cb, &tour, NULL);
  fecho_test_wait (g_atomic_int_get (&tour.n_calls) == N_CALLS);
}

static void
test_not_current (void)
{
  g_autoptr(FechoReactor) reactor = start_reactor ();

  g_assert_false (fecho_reactor_is_current (reactor));
  g_assert_false (fecho_reactor_context_is_current (add_context (reactor)));
}

/* GIO's TLS takes a context that nobody owns, on a thread of its own, and iterates it. */
static void
test_nobody_else_acquires (void)
{
  g_autoptr(FechoReactor) reactor = start_reactor ();
  FechoReactorContext *context = add_context (reactor);
  int n_done = 0;

  fecho_reactor_context_invoke (context, count_cb, &n_done, NULL);
  fecho_test_wait (g_atomic_int_get (&n_done) == 1);

  g_assert_false (g_main_context_acquire (fecho_reactor_context_get (context)));
}

typedef struct
{
  int *n_fired;
  guint delay_ms;
  gint64 due_us;
} Timer;

static gboolean
timer_cb (gpointer data)
{
  Timer *timer = data;

  g_assert_cmpint (g_get_monotonic_time (), >=, timer->due_us);
  g_atomic_int_inc (timer->n_fired);

  return G_SOURCE_REMOVE;
}

static void
attach_timer (FechoReactorContext *context,
              Timer               *timer)
{
  g_autoptr(GSource) source = NULL;

  timer->due_us = g_get_monotonic_time () + timer->delay_ms * G_TIME_SPAN_MILLISECOND;
  source = g_timeout_source_new (timer->delay_ms);
  g_source_set_callback (source, timer_cb, timer, NULL);
  g_source_attach (source, fecho_reactor_context_get (context));
}

/* Attached from another thread, longest first: each fires once, not before its time. */
static void
test_timers (void)
{
  enum { N_TIMERS = 5 };
  g_autoptr(FechoReactor) reactor = start_reactor ();
  Timer timers[N_CONTEXTS][N_TIMERS];
  int n_fired = 0;

  for (guint i = 0; i < N_CONTEXTS; i++)
    {
      FechoReactorContext *context = add_context (reactor);

      for (guint j = 0; j < N_TIMERS; j++)
        {
          timers[i][j] = (Timer){ .n_fired = &n_fired, .delay_ms = (N_TIMERS - j) * 15 };
          attach_timer (context, &timers[i][j]);
        }
    }

  fecho_test_wait (g_atomic_int_get (&n_fired) == N_CONTEXTS * N_TIMERS);
}

static gboolean
spin_cb (gpointer data)
{
  return g_atomic_int_get ((int *)data) == 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* A context that is always ready takes turns with the others. */
static void
test_busy_context_starves_nobody (void)
{
  g_autoptr(FechoReactor) reactor = start_reactor ();
  FechoReactorContext *busy = add_context (reactor);
  FechoReactorContext *other = add_context (reactor);
  int over = 0;
  int n_done = 0;

  fecho_reactor_context_invoke (busy, spin_cb, &over, NULL);
  for (guint i = 0; i < 100; i++)
    fecho_reactor_context_invoke (other, count_cb, &n_done, NULL);

  fecho_test_wait (g_atomic_int_get (&n_done) == 100);
  g_atomic_int_set (&over, 1);
}

typedef struct
{
  GSocket *sockets[2];
  GInputStream *stream;
  GCancellable *cancellable;
  guint8 buffer[16];
  GError *error;
  int n_done;
} Reading;

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Reading *reading = data;

  g_input_stream_read_finish (G_INPUT_STREAM (source), result, &reading->error);
  g_object_unref (source);
  g_atomic_int_inc (&reading->n_done);
}

static gboolean
start_reading (gpointer data)
{
  Reading *reading = data;
  g_autoptr(GSocketConnection) connection = NULL;

  connection = g_socket_connection_factory_create_connection (reading->sockets[0]);
  reading->stream = g_object_ref (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_object_set_data_full (G_OBJECT (reading->stream), "connection", g_object_ref (connection),
                          g_object_unref);
  g_input_stream_read_async (reading->stream, reading->buffer, sizeof reading->buffer,
                             G_PRIORITY_DEFAULT, reading->cancellable, read_cb, reading);

  return G_SOURCE_REMOVE;
}

static void
make_sockets (GSocket *ret_sockets[2])
{
  int fds[2];
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  for (guint i = 0; i < 2; i++)
    ret_sockets[i] = g_socket_new_from_fd (fds[i], &error);
  g_assert_no_error (error);
}

static void
reading_clear (Reading *reading)
{
  g_clear_error (&reading->error);
  g_object_unref (reading->cancellable);
  g_object_unref (reading->sockets[0]);
  g_object_unref (reading->sockets[1]);
}

static void
test_cancel_from_thread (void)
{
  g_autoptr(FechoReactor) reactor = start_reactor ();
  Reading reading = { .cancellable = g_cancellable_new () };

  make_sockets (reading.sockets);
  fecho_reactor_context_invoke (add_context (reactor), start_reading, &reading, NULL);
  g_cancellable_cancel (reading.cancellable);
  fecho_test_wait (g_atomic_int_get (&reading.n_done) == 1);

  g_assert_error (reading.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  reading_clear (&reading);
}

static void
test_socket_becomes_readable (void)
{
  g_autoptr(FechoReactor) reactor = start_reactor ();
  Reading reading = { .cancellable = g_cancellable_new () };

  make_sockets (reading.sockets);
  fecho_reactor_context_invoke (add_context (reactor), start_reading, &reading, NULL);
  g_assert_cmpint (g_socket_send (reading.sockets[1], "x", 1, NULL, NULL), ==, 1);
  fecho_test_wait (g_atomic_int_get (&reading.n_done) == 1);

  g_assert_no_error (reading.error);
  g_assert_cmpuint (reading.buffer[0], ==, 'x');
  reading_clear (&reading);
}

/* A descriptor that is closed and opened again within one dispatch, with the same number and
 * events: what was told to epoll before is void (the loop would sleep for ever). */
typedef struct
{
  int fds[2];
  int n_turns;
  int n_same;
  gint64 until_us;
  int is_over;
} Reuse;

static gboolean reuse_cb (int fd,
                          GIOCondition condition,
                          gpointer data);

static void
open_pipe (Reuse *reuse)
{
  g_autoptr(GSource) source = NULL;

  g_assert_true (g_unix_open_pipe (reuse->fds, FD_CLOEXEC, NULL));
  source = g_unix_fd_source_new (reuse->fds[0], G_IO_IN);
  g_source_set_callback (source, G_SOURCE_FUNC (reuse_cb), reuse, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static gboolean
write_later_cb (gpointer data)
{
  Reuse *reuse = data;

  g_assert_cmpint (write (reuse->fds[1], "x", 1), ==, 1);

  return G_SOURCE_REMOVE;
}

static void
write_later (Reuse *reuse)
{
  g_autoptr(GSource) source = g_timeout_source_new (1);

  g_source_set_callback (source, write_later_cb, reuse, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static gboolean
reuse_cb (int          fd,
          GIOCondition condition,
          gpointer     data)
{
  Reuse *reuse = data;

  close (reuse->fds[0]);
  close (reuse->fds[1]);
  reuse->n_turns++;
  if (reuse->n_turns >= N_REUSES && g_get_monotonic_time () >= reuse->until_us)
    {
      g_atomic_int_set (&reuse->is_over, 1);
      return G_SOURCE_REMOVE;
    }

  open_pipe (reuse);
  reuse->n_same += reuse->fds[0] == fd;
  write_later (reuse);

  return G_SOURCE_REMOVE;
}

static gboolean
start_reuse (gpointer data)
{
  open_pipe (data);
  write_later (data);

  return G_SOURCE_REMOVE;
}

static void
test_descriptor_reused (void)
{
  g_autoptr(FechoReactor) reactor = start_reactor ();
  FechoReactorContext *context = add_context (reactor);
  Reuse reuse = { 0 };

  fecho_reactor_context_invoke (context, start_reuse, &reuse, NULL);
  fecho_test_wait (g_atomic_int_get (&reuse.is_over) == 1);

  g_assert_cmpint (reuse.n_same, >, N_REUSES / 2);
  g_assert_cmpuint (fecho_reactor_get_n_repairs (reactor), ==, 0);
}

/* The rest of the program opens and closes too, and takes numbers that contexts just gave back. */
static gpointer
run_noise (gpointer data)
{
  int *is_over = data;
  int fds[2];

  while (g_atomic_int_get (is_over) == 0)
    {
      g_assert_true (g_unix_open_pipe (fds, FD_CLOEXEC, NULL));
      g_thread_yield ();
      close (fds[0]);
      close (fds[1]);
    }

  return NULL;
}

/* Many of two reactors at once, which take each other's numbers; and time-outs of which some are
 * due between two looks at the clock, where to wait for less than nothing would be to wait for
 * ever. */
static void
test_descriptors_of_many_reused (void)
{
  int noise_is_over = 0;
  GThread *noise = g_thread_new ("noise", run_noise, &noise_is_over);
  g_autoptr(FechoReactor) reactor = start_reactor ();
  g_autoptr(FechoReactor) other = start_reactor ();
  gint64 until_us = g_test_slow () ? g_get_monotonic_time () + LONG_REUSE_US : 0;
  Reuse reuses[N_CONTEXTS] = { 0 };
  int n_turns = 0;

  for (guint i = 0; i < N_CONTEXTS; i++)
    {
      reuses[i].until_us = until_us;
      fecho_reactor_context_invoke (add_context (i % 2 == 0 ? reactor : other), start_reuse,
                                    &reuses[i], NULL);
    }
  while (g_get_monotonic_time () < until_us)
    fecho_test_turn (fecho_test_deadline (), "a turn", __FILE__, __LINE__);
  for (guint i = 0; i < N_CONTEXTS; i++)
    {
      fecho_test_wait (g_atomic_int_get (&reuses[i].is_over) == 1);
      n_turns += reuses[i].n_turns;
    }

  g_atomic_int_set (&noise_is_over, 1);
  g_thread_join (noise);

  g_test_message ("%d descriptors", n_turns);
  g_assert_cmpuint (fecho_reactor_get_n_repairs (reactor), ==, 0);
  g_assert_cmpuint (fecho_reactor_get_n_repairs (other), ==, 0);
}

static guint
count_descriptors (void)
{
  g_autoptr(GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_contexts_come_and_go (void)
{
  guint n_descriptors = count_descriptors ();
  int n_done = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr(FechoReactor) reactor = start_reactor ();

      for (guint i = 0; i < N_MANY_CONTEXTS; i++)
        {
          FechoReactorContext *context = add_context (reactor);

          for (guint j = 0; j < 3; j++)
            fecho_reactor_context_invoke (context, count_cb, &n_done, NULL);
        }
      if (round % 2 == 0)       /* else what was invoked runs while it ends */
        fecho_test_wait (g_atomic_int_get (&n_done) == (int)(round + 1) * N_MANY_CONTEXTS * 3);
    }

  g_assert_cmpint (n_done, ==, N_ROUNDS * N_MANY_CONTEXTS * 3);
  g_assert_cmpuint (count_descriptors (), ==, n_descriptors);
}

/* A context that says that its descriptors stay is not told to the kernel anew, and still wakes. */
typedef struct
{
  int fds[2];
  int n_read;
} Stay;

static gboolean
stay_readable_cb (int          fd,
                  GIOCondition condition,
                  gpointer     data)
{
  Stay *stay = data;
  char byte;

  g_assert_cmpint (read (fd, &byte, 1), ==, 1);
  g_atomic_int_inc (&stay->n_read);

  return G_SOURCE_CONTINUE;
}

static gboolean
start_stay (gpointer data)
{
  Stay *stay = data;
  g_autoptr(GSource) source = g_unix_fd_source_new (stay->fds[0], G_IO_IN);

  g_source_set_callback (source, G_SOURCE_FUNC (stay_readable_cb), stay, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return G_SOURCE_REMOVE;
}

static gboolean
settle_cb (gpointer data)
{
  fecho_reactor_context_settle (data);

  return G_SOURCE_REMOVE;
}

static gboolean
unsettle_cb (gpointer data)
{
  fecho_reactor_context_unsettle (data);

  return G_SOURCE_REMOVE;
}

static void
test_settled (void)
{
  g_autoptr(FechoReactor) reactor = start_reactor ();
  FechoReactorContext *context = add_context (reactor);
  Stay stay = { 0 };
  Reuse reuse = { 0 };

  g_assert_true (g_unix_open_pipe (stay.fds, FD_CLOEXEC, NULL));
  fecho_reactor_context_invoke (context, start_stay, &stay, NULL);
  fecho_reactor_context_invoke (context, settle_cb, context, NULL);
  for (int i = 1; i <= 100; i++)
    {
      g_assert_cmpint (write (stay.fds[1], "x", 1), ==, 1);
      fecho_test_wait (g_atomic_int_get (&stay.n_read) == i);
    }
  fecho_reactor_context_invoke (context, unsettle_cb, context, NULL);
  fecho_reactor_context_invoke (context, start_reuse, &reuse, NULL);
  fecho_test_wait (g_atomic_int_get (&reuse.is_over) == 1);

  g_assert_cmpuint (fecho_reactor_get_n_repairs (reactor), ==, 0);
  g_clear_pointer (&reactor, fecho_reactor_free);
  close (stay.fds[0]);
  close (stay.fds[1]);
}

typedef struct
{
  GMutex mutex;
  int is_inside;
} Visit;

static gboolean
stay_cb (gpointer data)
{
  Visit *visit = data;

  g_atomic_int_set (&visit->is_inside, 1);
  g_mutex_lock (&visit->mutex);
  g_mutex_unlock (&visit->mutex);

  return G_SOURCE_REMOVE;
}

static void
test_peek_visit (void)
{
  g_autoptr(FechoReactor) reactor = start_reactor ();
  FechoReactorContext *context = add_context (reactor);
  gint64 before_us = g_get_monotonic_time ();
  gint64 since_us = 0;
  Visit visit = { 0 };

  g_mutex_init (&visit.mutex);
  g_mutex_lock (&visit.mutex);
  fecho_reactor_context_invoke (context, stay_cb, &visit, NULL);
  fecho_test_wait (g_atomic_int_get (&visit.is_inside) == 1);

  g_assert_true (fecho_reactor_peek_visit (reactor, &since_us) == context);
  g_assert_cmpint (since_us, >=, before_us);
  g_mutex_unlock (&visit.mutex);
  fecho_test_wait (fecho_reactor_peek_visit (reactor, &since_us) == NULL);
  g_clear_pointer (&reactor, fecho_reactor_free);
  g_mutex_clear (&visit.mutex);
}

static void
test_free_runs_what_was_invoked (void)
{
  FechoReactor *reactor = start_reactor ();
  int n_done = 0;

  for (guint i = 0; i < N_CONTEXTS; i++)
    fecho_reactor_context_invoke (add_context (reactor), count_cb, &n_done, NULL);
  fecho_reactor_free (reactor);

  g_assert_cmpint (n_done, ==, N_CONTEXTS);
}

/* GLib aborts where it gets no descriptor: a context must not be tried near the limit. */
static void
test_no_descriptors (void)
{
  g_autoptr(FechoReactor) reactor = start_reactor ();
  g_autoptr(GError) error = NULL;
  struct rlimit before;
  struct rlimit few;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &before), ==, 0);
  few = before;
  few.rlim_cur = 64;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &few), ==, 0);
  for (guint i = 0; i < 100 && error == NULL; i++)
    (void)fecho_reactor_add_context (reactor, &error);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/reactor/invoke-from-threads", test_invoke_from_threads);
  g_test_add_func ("/net/reactor/invoke-from-reactor", test_invoke_from_reactor);
  g_test_add_func ("/net/reactor/not-current", test_not_current);
  g_test_add_func ("/net/reactor/nobody-else-acquires", test_nobody_else_acquires);
  g_test_add_func ("/net/reactor/timers", test_timers);
  g_test_add_func ("/net/reactor/busy-context-starves-nobody", test_busy_context_starves_nobody);
  g_test_add_func ("/net/reactor/cancel-from-thread", test_cancel_from_thread);
  g_test_add_func ("/net/reactor/socket-becomes-readable", test_socket_becomes_readable);
  g_test_add_func ("/net/reactor/descriptor-reused", test_descriptor_reused);
  g_test_add_func ("/net/reactor/descriptors-of-many-reused", test_descriptors_of_many_reused);
  g_test_add_func ("/net/reactor/contexts-come-and-go", test_contexts_come_and_go);
  g_test_add_func ("/net/reactor/settled", test_settled);
  g_test_add_func ("/net/reactor/peek-visit", test_peek_visit);
  g_test_add_func ("/net/reactor/free-runs-what-was-invoked", test_free_runs_what_was_invoked);
  g_test_add_func ("/net/reactor/no-descriptors", test_no_descriptors);

  return g_test_run ();
}
