/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>

#include "fecho-linger.h"
#include "fecho-post.h"
#include "fecho-store-private.h"
#include "fecho-test-util.h"

/* How many transactions write what waits. The writer is held while it comes, so that no clock and
 * no busy processor decides what waits together. */

typedef struct
{
  Fixture fixture;
  GArray *sizes;                /* guint: events of each acknowledgement */
  GAsyncResult *held;
} Writing;

/* -- holding the writer */

static GMutex gate;             /* locked: the writer waits */
static int arrived;             /* atomic: it has come to the gate */

static void
wait_at_gate (FechoWriter *writer,
              FechoBatch  *batch,
              GTask       *task)
{
  g_atomic_int_set (&arrived, TRUE);
  g_mutex_lock (&gate);
  g_mutex_unlock (&gate);
  fecho_post_done (task, NULL);
}

static void
hold (Writing *self)
{
  g_mutex_lock (&gate);
  g_atomic_int_set (&arrived, FALSE);
  fecho_writer_push_task (self->fixture.store->writer,
                          g_task_new (NULL, NULL, result_cb, &self->held), wait_at_gate);
  while (!g_atomic_int_get (&arrived))
    g_thread_yield ();
}

static void
let_go (Writing *self)
{
  g_mutex_unlock (&gate);
  g_object_unref (wait_for_result (&self->held));
  self->held = NULL;
}

/* -- what was acknowledged */

/* What is told of is in the file, for everybody to see. */
static void
committed_cb (FechoStore *store,
              GPtrArray  *events,
              gpointer    user_data)
{
  Writing *self = user_data;
  guint n = 0;

  g_array_append_val (self->sizes, events->len);
  for (guint i = 0; i < self->sizes->len; i++)
    n += g_array_index (self->sizes, guint, i);
  g_assert_cmpint (ask (self->fixture.path, "SELECT count (*) FROM close_event"), >=, n);
}

static void
assert_sizes (Writing    *self,
              const char *expected)
{
  g_autoptr(GString) sizes = g_string_new (NULL);

  for (guint i = 0; i < self->sizes->len; i++)
    g_string_append_printf (sizes, " %u", g_array_index (self->sizes, guint, i));
  g_assert_cmpstr (sizes->str, ==, expected);
  g_array_set_size (self->sizes, 0);
}

/* Frames of the -wal that end a transaction, of those that are valid: the SQLite file format,
 * section 4.1. Nobody else writes, and there is no checkpoint before 1,000 pages. */
static guint
count_transactions (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *data = NULL;
  const gsize frame = 24 + 4096;
  gsize n_bytes;
  guint n = 0;

  g_assert_true (g_file_get_contents (wal, &data, &n_bytes, NULL));
  for (gsize at = 32; at + frame <= n_bytes; at += frame)
    {
      gboolean is_valid = memcmp (data + at + 8, data + 16, 8) == 0;

      if (is_valid && memcmp (data + at + 4, "\0\0\0\0", 4) != 0)
        n++;
    }

  return n;
}

/* -- */

static void
writing_init (Writing *self)
{
  *self = (Writing){ 0 };
  self->sizes = g_array_new (FALSE, FALSE, sizeof (guint));
  fixture_init (&self->fixture);
  fixture_open (&self->fixture, FECHO_STORE_WATCH);
  add_session (self->fixture.store, "alpha", "ws://localhost:1/");
  g_signal_connect (self->fixture.store, "committed", G_CALLBACK (committed_cb), self);
  hold (self);
}

static void
writing_clear (Writing *self)
{
  fixture_clear (&self->fixture);
  g_array_unref (self->sizes);
}

static void
record_n (Writing *self,
          guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      FechoCloseRecord record = record_of ("alpha", T0 + i * SEC);

      record_close (self->fixture.store, &record);
    }
}

/* -- the tests */

static void
test_burst (void)
{
  Writing writing;
  guint n_before;

  writing_init (&writing);
  n_before = count_transactions (writing.fixture.path);
  record_n (&writing, 700);
  g_assert_cmpuint (count_transactions (writing.fixture.path), ==, n_before);
  let_go (&writing);
  fixture_wait (&writing.fixture, 700);
  assert_sizes (&writing, " 700");
  g_assert_cmpuint (count_transactions (writing.fixture.path), ==, n_before + 1);
  writing_clear (&writing);
}

static void
test_full_batches (void)
{
  Writing writing;

  writing_init (&writing);
  record_n (&writing, 2 * FECHO_LINGER_MAX_BATCH + 500);
  let_go (&writing);
  fixture_wait (&writing.fixture, 2 * FECHO_LINGER_MAX_BATCH + 500);
  assert_sizes (&writing, " 1000 1000 500");
  writing_clear (&writing);
}

/* What was asked for behind them does not wait for their time. */
static void
test_task_behind (void)
{
  Writing writing;
  g_autoptr(GAsyncResult) result = NULL;

  writing_init (&writing);
  record_n (&writing, 3);
  fecho_writer_push_task (writing.fixture.store->writer,
                          g_task_new (NULL, NULL, result_cb, &result), wait_at_gate);
  record_n (&writing, 2);
  let_go (&writing);
  wait_for_result (&result);
  fixture_wait (&writing.fixture, 5);
  assert_sizes (&writing, " 3 2");
  writing_clear (&writing);
}

/* The time of one event until it is acknowledged; never less than it lingers. */
static gint64
take_time_us (Writing *self)
{
  gint64 start_us = g_get_monotonic_time ();

  record_n (self, 1);
  fixture_wait (&self->fixture, self->fixture.committed->len + 1);

  return g_get_monotonic_time () - start_us;
}

static void
test_lingers (void)
{
  Writing writing;

  writing_init (&writing);
  let_go (&writing);
  g_assert_cmpint (take_time_us (&writing), >=, FECHO_LINGER_US);
  /* A load for half a minute to come. */
  hold (&writing);
  record_n (&writing, 20 * FECHO_LINGER_LOAD_CLOSES);
  let_go (&writing);
  fixture_wait (&writing.fixture, 1 + 20 * FECHO_LINGER_LOAD_CLOSES);
  g_assert_cmpint (take_time_us (&writing), >=, FECHO_LINGER_UNDER_LOAD_US);
  writing_clear (&writing);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/writer/burst", test_burst);
  g_test_add_func ("/store/writer/full-batches", test_full_batches);
  g_test_add_func ("/store/writer/task-behind", test_task_behind);
  g_test_add_func ("/store/writer/lingers", test_lingers);

  return g_test_run ();
}
