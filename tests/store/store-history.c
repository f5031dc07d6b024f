/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-history.h"

#include "fecho-file.h"
#include "fecho-folds.h"
#include "fecho-record.h"
#include "fecho-text-index.h"

static const char *const names[N_NAMES] = { "a", "b", "c", "d", "e", "f" };
static const char *const reasons[] = { "", "bye", "going away", "Straße \"x\"", "rare one" };

void
history_init (History *self)
{
  g_autoptr(GError) error = NULL;

  fixture_init (&self->fixture);
  self->db = fecho_file_open_for_writing (self->fixture.path, &error);
  g_assert_no_error (error);
  /* What is tested here is not the disk. */
  sqlite3_exec (fecho_db_get_handle (self->db), "PRAGMA synchronous = OFF", NULL, NULL, NULL);
  self->run = fecho_run_start (self->db, self->fixture.path, &error);
  g_assert_no_error (error);
  self->batch = fecho_batch_new (self->db);
  self->now_us = T0;
  self->pace_us = 20 * SEC;
  self->jump_s = 4000;
}

void
history_clear (History *self)
{
  fecho_batch_free (self->batch);
  fecho_db_close (self->db);
  fecho_run_free (self->run);
  fixture_clear (&self->fixture);
}

const char *
random_name (void)
{
  return names[g_test_rand_int_range (0, N_NAMES)];
}

const char *
random_reason (void)
{
  return reasons[g_test_rand_int_range (0, G_N_ELEMENTS (reasons))];
}

static void
turn_clock (History *self)
{
  self->now_us += (gint64)(g_test_rand_double () * self->pace_us);
  if (g_test_rand_int_range (0, 100) == 0)
    self->now_us += g_test_rand_int_range (-self->jump_s, self->jump_s) * SEC;
}

static FechoCloseRecord
random_record (History *self)
{
  FechoCloseRecord record = record_of (random_name (), self->now_us);

  if (g_test_rand_int_range (0, 4) == 0)
    return attempt_of (random_name (), self->now_us);
  record.life_us = g_test_rand_int_range (0, 3000) * SEC;
  record.closed_by = g_test_rand_int_range (0, FECHO_CLOSED_BY_NOBODY + 1);
  record.cause = g_test_rand_int_range (0, FECHO_N_CAUSES);
  if (g_test_rand_bit ())
    {
      record.code = g_test_rand_bit () ? 4000 : 1001;
      record.was_clean = g_test_rand_bit ();
      record.reason = random_reason ();
    }

  return record;
}

void
add_events (History *self,
            guint    n)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (fecho_batch_begin (self->batch, &error));
  for (guint i = 0; i < n; i++)
    {
      FechoCloseRecord record;
      gint64 id;

      turn_clock (self);
      record = random_record (self);
      (void)fecho_batch_add_close (self->batch, self->run->id, &record, &id, &error);
      g_assert_no_error (error);
    }
  g_assert_true (fecho_batch_commit (self->batch, &error));
}

void
watch_all (History *self,
           gint64   at_us)
{
  g_autoptr(GError) error = NULL;

  add_events (self, 60);
  g_assert_true (fecho_batch_begin (self->batch, &error));
  for (guint i = 0; i < N_NAMES; i++)
    (void)fecho_batch_add_state (self->batch, self->run->id, uuid_of (names[i]),
                                 FECHO_STATE_SESSION_WATCHED, at_us, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (fecho_batch_commit (self->batch, &error));
}

void
fold_some (History *self,
           guint    max_size)
{
  gboolean merged = TRUE;
  gboolean more = TRUE;
  gint64 n_tail;

  g_assert_true (fecho_folds_get_tail (self->db, &n_tail, NULL));
  while (n_tail > 0 && g_test_rand_int_range (0, 3) != 0)
    {
      guint size = g_test_rand_int_range (1, MIN (n_tail, max_size) + 1);

      g_assert_true (fecho_folds_fold (self->db, size, NULL));
      n_tail -= size;
    }
  while (merged && g_test_rand_bit ())
    g_assert_true (fecho_folds_merge (self->db, NULL, NULL, &merged, NULL));
  while (more && g_test_rand_bit ())
    g_assert_true (fecho_text_index_fill (self->db, &more, NULL));
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const FechoCloseRecord *x = fecho_close_event_get_record (*(FechoCloseEvent *const *)a);
  const FechoCloseRecord *y = fecho_close_event_get_record (*(FechoCloseEvent *const *)b);

  if (x->closed_at_us != y->closed_at_us)
    return x->closed_at_us < y->closed_at_us ? -1 : 1;
  if (x->code != y->code)
    return x->code - y->code;

  return (x->id > y->id) - (x->id < y->id);
}

GPtrArray *
read_all_rows (History *self)
{
  GPtrArray *all = fecho_record_new_array ();
  gint64 n = ask (self->fixture.path, "SELECT coalesce (max (id), 0) FROM close_event");
  g_autoptr(FechoNames) dictionaries = fecho_names_new (self->db);

  for (gint64 id = 1; id <= n; id++)
    {
      FechoCloseEvent *event = fecho_record_get (self->db, dictionaries, id, NULL);

      if (event != NULL)
        g_ptr_array_add (all, event);
    }
  g_ptr_array_sort (all, compare_events);

  return all;
}
