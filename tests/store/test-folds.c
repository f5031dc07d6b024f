/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-history.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fecho-file.h"
#include "fecho-fold-reader.h"
#include "fecho-folds.h"
#include "fecho-forget.h"
#include "fecho-query.h"
#include "fecho-store-private.h"
#include "fecho-test-util.h"

#define N_STEPS 60
#define N_QUESTIONS 12

/* -- what must always hold */

/* *INDENT-OFF* */
#define MARK "(SELECT coalesce (max (last_id), 0) FROM fold)"
#define STANDING "CASE WHEN cause = 4 THEN 2 WHEN closed_by = 2 OR cause = 3 THEN 1 ELSE 0 END"
#define CODES_OF_ROWS \
  "SELECT session, code, failed_attempt, " STANDING " AS standing, count (*) AS n," \
  " min (closed_at), max (closed_at) FROM close_event WHERE id <= " MARK " GROUP BY 1, 2, 3, 4"
#define LIVES_OF_ROWS \
  "SELECT closed_at / 86400000000, code, count (*) FROM close_event" \
  " WHERE NOT failed_attempt AND " STANDING " = 0 AND id <= " MARK " GROUP BY 1, 2"
#define REASONS_OF_ROWS \
  "SELECT reason, id FROM close_event WHERE reason IS NOT NULL AND id <= " MARK
#define N_DIFFERENT(a, b) \
  "SELECT count (*) FROM (SELECT * FROM (" a " EXCEPT " b ")" \
  " UNION ALL SELECT * FROM (" b " EXCEPT " a "))"

/* Where something is removed, the first and the last time may stay as they were. */
#define CODES_OF_SUMS "SELECT session, code, failed_attempt, standing, n FROM session_code"

static const char *const must_be_zero[] = {
  "SELECT count (*) FROM fold AS f WHERE first_id !="
  " 1 + coalesce ((SELECT max (last_id) FROM fold AS g WHERE g.first_id < f.first_id), 0)",
  "SELECT count (*) FROM segment WHERE key >> 40 NOT IN (SELECT id FROM fold)",
  "SELECT (SELECT coalesce (sum (n), 0) FROM segment)"
  " - (SELECT count (*) FROM close_event WHERE id <= " MARK ")",
  N_DIFFERENT ("SELECT session, code, failed_attempt, standing, n FROM (" CODES_OF_ROWS ")",
               CODES_OF_SUMS),
  N_DIFFERENT (LIVES_OF_ROWS, "SELECT day, code, sum (n) FROM rollup_life GROUP BY 1, 2"),
  N_DIFFERENT (REASONS_OF_ROWS, "SELECT reason, event FROM reason_event"),
  "SELECT (SELECT coalesce (sum (open_us), 0) FROM time_total)"
  " - (SELECT coalesce (sum (life_us), 0) FROM close_event WHERE id <= " MARK ")",
  "SELECT count (*) FROM time_total WHERE open_us <= 0 OR monitored_us != 0",
};
/* *INDENT-ON* */

static void
assert_sums_true (History *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (must_be_zero); i++)
    {
      if (ask (self->fixture.path, must_be_zero[i]) != 0)
        g_error ("not 0: %s", must_be_zero[i]);
    }
}

static void
assert_codes_exact (History *self)
{
  g_assert_cmpint (ask (self->fixture.path, N_DIFFERENT (CODES_OF_ROWS,
                                                         "SELECT * FROM session_code")), ==, 0);
}

/* *INDENT-OFF* */
#define TIME_OF_BUCKETS \
  "SELECT coalesce (sum (open_us), 0) FROM time_total WHERE bucket >= %1$" G_GINT64_FORMAT \
  " AND bucket < %2$" G_GINT64_FORMAT
#define TIME_OF_ROWS \
  "SELECT coalesce (sum (max (0, min (closed_at, %2$" G_GINT64_FORMAT " * 300000000)" \
  " - max (closed_at - life_us, %1$" G_GINT64_FORMAT " * 300000000))), 0)" \
  " FROM close_event WHERE NOT failed_attempt AND id <= " MARK
/* *INDENT-ON* */

/* Any stretch of buckets holds what the rows say. */
static void
assert_time_true (History *self)
{
  gint64 first = T0 / (300 * SEC) + g_test_rand_int_range (-20, 20);
  gint64 end = first + g_test_rand_int_range (1, 20);
  g_autofree char *of_buckets = g_strdup_printf (TIME_OF_BUCKETS, first, end);
  g_autofree char *of_rows = g_strdup_printf (TIME_OF_ROWS, first, end);

  g_assert_cmpint (ask (self->fixture.path, of_buckets), ==, ask (self->fixture.path, of_rows));
}

/* Each segment holds what the rows hold. */
static void
assert_segments_true (History   *self,
                      GPtrArray *all)
{
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  sqlite3_stmt *segments = NULL;

  for (guint i = 0; i < all->len; i++)
    g_hash_table_insert (by_id, (gpointer)&nth (all, i)->id, (gpointer)nth (all, i));
  g_assert_cmpint (sqlite3_prepare_v2 (fecho_db_get_handle (self->db),
                                       "SELECT n, data FROM segment", -1, &segments, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (segments) == SQLITE_ROW)
    {
      FechoSegmentEvent events[FECHO_SEGMENT_MAX_EVENTS];
      guint n = sqlite3_column_int (segments, 0);

      g_assert_true (fecho_segment_decode (sqlite3_column_blob (segments, 1),
                                           sqlite3_column_bytes (segments, 1), n, events));
      for (guint i = 0; i < n; i++)
        {
          const FechoCloseRecord *row = g_hash_table_lookup (by_id, &events[i].id);

          g_assert_nonnull (row);
          g_assert_cmpint (events[i].closed_at_us, ==, row->closed_at_us);
          g_assert_cmpint (events[i].life_us, ==, row->life_us);
          g_assert_cmpint (events[i].handshake_us, ==, row->handshake_us);
          g_assert_cmpuint (events[i].code, ==, row->code);
          g_assert_cmpuint (events[i].was_clean, ==, row->was_clean);
          g_assert_cmpuint (events[i].closed_by, ==, row->closed_by);
          g_assert_cmpuint (events[i].standing, ==, fecho_standing_of (row->closed_by, row->cause));
        }
    }
  sqlite3_finalize (segments);
}

/* -- the same answers as from the rows alone */

static FechoFilter *
random_filter (History *self)
{
  FechoFilter *filter = fecho_filter_new ();

  if (g_test_rand_int_range (0, 4) != 0)
    filter->sessions = fecho_id_list_new ((const char *[]) { uuid_of (random_name ()), NULL });
  if (filter->sessions == NULL || g_test_rand_int_range (0, 4) == 0)
    filter->text = g_strdup (g_test_rand_bit () ? "rare" : random_reason ());
  if (g_test_rand_int_range (0, 4) == 0)
    filter->since_us = T0 + g_test_rand_int_range (-1000, 10000) * SEC;
  if (g_test_rand_int_range (0, 4) == 0)
    filter->until_us = T0 + g_test_rand_int_range (-1000, 10000) * SEC;
  if (g_test_rand_int_range (0, 4) == 0)
    filter->kinds = g_test_rand_bit () ? FECHO_KINDS_CLOSES : FECHO_KINDS_ATTEMPTS;
  if (g_test_rand_int_range (0, 4) == 0)
    g_assert_true (fecho_filter_add_codes (filter, "1001", FALSE, NULL));
  if (g_test_rand_int_range (0, 6) == 0)
    filter->causes = 0xffff;

  return filter;
}

static FechoPageKey
key_of (const FechoCloseRecord *record)
{
  return (FechoPageKey){ record->closed_at_us, record->code, record->id };
}

static void
assert_pages_true (History   *self,
                   GPtrArray *all)
{
  g_autoptr(FechoFilter) filter = random_filter (self);
  g_autoptr(GPtrArray) expected = g_ptr_array_new ();
  gboolean forward = g_test_rand_bit ();
  FechoPageKey key = { 0 };
  guint n_seen = 0;

  for (guint i = 0; i < all->len; i++)
    {
      if (fecho_filter_matches (filter, nth (all, i)))
        g_ptr_array_add (expected, all->pdata[i]);
    }
  while (TRUE)
    {
      guint limit = g_test_rand_int_range (1, 60);
      g_autoptr(GPtrArray) page = fecho_query_page (self->db, filter, n_seen > 0 ? &key : NULL,
                                                    forward, limit, NULL);

      g_assert_nonnull (page);
      for (guint i = 0; i < page->len; i++, n_seen++)
        {
          g_assert_cmpuint (n_seen, <, expected->len);
          g_assert_cmpint (nth (page, i)->id, ==,
                           nth (expected, forward ? n_seen : expected->len - 1 - n_seen)->id);
          key = key_of (nth (page, i));
        }
      if (page->len < limit)
        break;
    }
  g_assert_cmpuint (n_seen, ==, expected->len);
}

static FechoMarker
marker_of (const FechoCloseRecord *record)
{
  FechoStanding standing = fecho_standing_of (record->closed_by, record->cause);
  FechoMarker marker = {
    .id = record->id,
    .at_us = record->closed_at_us,
    .last_us = record->closed_at_us,
    .n = 1,
    .life_us = record->life_us,
    .handshake_us = record->handshake_us,
    .code = record->code,
    .closed_by = record->closed_by,
    .interrupted = standing == FECHO_STANDING_INTERRUPTED,
    .own = standing == FECHO_STANDING_OWN,
  };

  return marker;
}

/* Markers of one session up to the first past to_us. */
static FechoLane *
build_lane (GPtrArray  *all,
            const char *name,
            gint64      from_us,
            gint64      to_us,
            gint64      now_us)
{
  FechoLane *lane = fecho_lane_new (uuid_of (name));
  g_autoptr(GArray) watched = g_array_new (FALSE, FALSE, sizeof (FechoInterval));
  FechoInterval always = { G_MININT64, G_MAXINT64 };
  guint n_in = 0;

  g_array_append_val (watched, always);
  for (guint i = 0; i < all->len; i++)
    {
      FechoMarker marker = marker_of (nth (all, i));

      if (g_str_equal (nth (all, i)->session_id, uuid_of (name)) && marker.at_us >= from_us)
        {
          g_array_append_val (lane->markers, marker);
          if (marker.at_us >= to_us)
            break;
          n_in++;
        }
    }
  fecho_lane_build_spans (lane, watched, FECHO_UNKNOWN, from_us, to_us, now_us);
  g_array_set_size (lane->markers, n_in);

  return lane;
}

static int
compare_markers (gconstpointer a,
                 gconstpointer b)
{
  const FechoMarker *x = a;
  const FechoMarker *y = b;

  if (x->at_us != y->at_us)
    return x->at_us < y->at_us ? -1 : 1;

  return (x->id > y->id) - (x->id < y->id);
}

static void
assert_lane_equal (FechoLane *lane,
                   FechoLane *expected)
{
  g_assert_cmpstr (lane->session_id, ==, expected->session_id);
  g_assert_cmpuint (lane->markers->len, ==, expected->markers->len);
  g_array_sort (expected->markers, compare_markers);
  for (guint i = 0; i < lane->markers->len; i++)
    {
      const FechoMarker *a = &g_array_index (lane->markers, FechoMarker, i);
      const FechoMarker *b = &g_array_index (expected->markers, FechoMarker, i);

      g_assert_cmpint (a->id, ==, b->id);
      g_assert_cmpint (a->at_us, ==, b->at_us);
      g_assert_cmpint (a->life_us, ==, b->life_us);
      g_assert_cmpint (a->handshake_us, ==, b->handshake_us);
      g_assert_cmpuint (a->code, ==, b->code);
      g_assert_cmpuint (a->closed_by, ==, b->closed_by);
      g_assert_cmpuint (a->interrupted, ==, b->interrupted);
      g_assert_cmpuint (a->own, ==, b->own);
    }
  g_assert_cmpuint (lane->spans->len, ==, expected->spans->len);
  for (guint i = 0; i < lane->spans->len; i++)
    {
      const FechoSpan *a = &g_array_index (lane->spans, FechoSpan, i);
      const FechoSpan *b = &g_array_index (expected->spans, FechoSpan, i);

      g_assert_cmpint (a->kind, ==, b->kind);
      g_assert_cmpint (a->from_us, ==, b->from_us);
      g_assert_cmpint (a->to_us, ==, b->to_us);
    }
}

static void
assert_lanes_true (History   *self,
                   GPtrArray *all)
{
  gint64 from_us = T0 + g_test_rand_int_range (-2000, 12000) * SEC;
  gint64 to_us = from_us + g_test_rand_int_range (1, 8000) * SEC;
  gint64 now_us = T0 + 100000 * SEC;
  const char *chosen[2] = { "a", g_test_rand_bit () ? "b" : "f" };
  const char *uuids[3] = { uuid_of (chosen[0]), uuid_of (chosen[1]), NULL };
  g_autoptr(GPtrArray) lanes = fecho_query_lanes (self->db, uuids, from_us, to_us, 0, now_us, NULL);

  g_assert_cmpuint (lanes->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(FechoLane) expected = build_lane (all, chosen[i], from_us, to_us, now_us);

      assert_lane_equal (lanes->pdata[i], expected);
    }
}

static void
test_property (void)
{
  History history;

  history_init (&history);
  watch_all (&history, 0);
  for (guint step = 0; step < N_STEPS; step++)
    {
      add_events (&history, g_test_rand_int_range (1, 200));
      fold_some (&history, 120);
      if (step % 6 == 5)
        {
          g_autoptr(GPtrArray) all = read_all_rows (&history);

          assert_sums_true (&history);
          assert_segments_true (&history, all);
          for (guint i = 0; i < N_QUESTIONS; i++)
            {
              assert_time_true (&history);
              assert_pages_true (&history, all);
              assert_lanes_true (&history, all);
            }
        }
    }
  g_assert_cmpint (ask (history.fixture.path, "SELECT count (*) FROM fold WHERE level > 0"), >, 0);
  assert_codes_exact (&history);
  assert_rollups_true (history.fixture.path);
  history_clear (&history);
}

/* A step of forgetting a session, of which the next is chosen where there is none. Lanes are asked
 * of others. */
static void
forget_some (History      *self,
             FechoForget **forget)
{
  static const char *const names[] = { "c", "d", "e" };
  g_autoptr(GError) error = NULL;
  gboolean more;
  gint64 n;

  if (*forget == NULL)
    {
      *forget = fecho_forget_new (uuid_of (names[g_test_rand_int_range (0, G_N_ELEMENTS (names))]));
      fecho_forget_set_step (*forget, g_test_rand_int_range (1, 40));
    }
  (void)fecho_forget_remove_some (*forget, self->batch, &n, &more, &error);
  g_assert_no_error (error);
  if (!more)
    g_clear_pointer (forget, fecho_forget_free);
}

/* What is left answers as if the rest had never been, between two steps too. */
static void
test_forgetting (void)
{
  History history;
  FechoForget *forget = NULL;

  history_init (&history);
  watch_all (&history, 0);
  for (guint step = 0; step < 2 * N_STEPS; step++)
    {
      add_events (&history, g_test_rand_int_range (1, 120));
      fold_some (&history, 120);
      if (step > N_STEPS / 4)
        forget_some (&history, &forget);
      if (step % 8 == 7)
        {
          g_autoptr(GPtrArray) all = read_all_rows (&history);

          assert_sums_true (&history);
          assert_segments_true (&history, all);
          for (guint i = 0; i < N_QUESTIONS; i++)
            {
              assert_time_true (&history);
              assert_pages_true (&history, all);
              assert_lanes_true (&history, all);
            }
        }
    }
  assert_rollups_true (history.fixture.path);
  g_clear_pointer (&forget, fecho_forget_free);
  history_clear (&history);
}

static void
forget_all (FechoBatch *batch,
            const char *name)
{
  g_autoptr(FechoForget) forget = fecho_forget_new (uuid_of (name));
  g_autoptr(GError) error = NULL;
  gboolean more = TRUE;
  gint64 n;

  while (more)
    {
      (void)fecho_forget_remove_some (forget, batch, &n, &more, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpfloat (fecho_forget_get_fraction (forget), <=, 1);
}

/* Ids are not given again, and nothing of the session is left but itself. */
static void
test_forgotten (void)
{
  History history;
  gint64 last_id, n_left;
  char name[2] = "";

  history_init (&history);
  watch_all (&history, 0);
  add_events (&history, 2000);
  g_assert_true (fecho_folds_fold (history.db, 900, NULL));
  g_assert_true (fecho_folds_fold (history.db, 900, NULL));
  tell (history.fixture.path, "UPDATE segment SET data = x'ff' WHERE key IN"
                              " (SELECT key FROM segment LIMIT 1 OFFSET 2)");
  last_id = ask (history.fixture.path, "SELECT max (id) FROM close_event");
  n_left = ask (history.fixture.path, "SELECT count (*) FROM close_event WHERE session !="
                                      " (SELECT session FROM close_event ORDER BY id DESC)");
  name[0] = ask (history.fixture.path, "SELECT unicode (s.uuid) FROM close_event AS e JOIN session"
                                       " AS s ON s.id = e.session ORDER BY e.id DESC");
  forget_all (history.batch, name);
  g_assert_cmpint (ask (history.fixture.path, "SELECT count (*) FROM close_event"), ==, n_left);
  g_assert_cmpint (ask (history.fixture.path, "SELECT count (*) FROM session"), ==, N_NAMES);
  assert_codes_exact (&history);
  g_assert_cmpint (ask (history.fixture.path, "SELECT count (*) FROM rollup_hour WHERE n <= 0"), ==,
                   0);
  g_assert_cmpint (ask (history.fixture.path, "SELECT count (*) FROM event_detail WHERE event"
                                              " NOT IN (SELECT id FROM close_event)"), ==, 0);
  assert_sums_true (&history);
  assert_rollups_true (history.fixture.path);
  add_events (&history, 1);
  g_assert_cmpint (ask (history.fixture.path, "SELECT max (id) FROM close_event"), ==, last_id + 1);
  history_clear (&history);
}

/* Another process, while the rows of a merge are read. */
static gboolean
forget_meanwhile (FechoFoldStage stage,
                  gpointer       user_data)
{
  FechoBatch **other = user_data;

  if (*other != NULL)
    forget_all (*other, "b");
  *other = NULL;

  return FALSE;
}

/* A merge does not bring back what was removed while it read. */
static void
test_forgotten_while_merging (void)
{
  History history;
  g_autoptr(FechoDb) db = NULL;
  g_autoptr(FechoBatch) other = NULL;
  FechoBatch *not_yet;
  gboolean merged = TRUE;

  history_init (&history);
  add_events (&history, 8 * 600);
  for (guint i = 0; i < FECHO_FOLDS_MERGED; i++)
    g_assert_true (fecho_folds_fold (history.db, 600, NULL));
  db = fecho_file_open_for_writing (history.fixture.path, NULL);
  other = fecho_batch_new (db);
  not_yet = other;
  g_assert_true (fecho_folds_merge (history.db, forget_meanwhile, &not_yet, &merged, NULL));
  g_assert_null (not_yet);
  g_assert_false (merged);
  assert_sums_true (&history);
  g_assert_true (fecho_folds_merge (history.db, NULL, NULL, &merged, NULL));
  g_assert_true (merged);
  assert_sums_true (&history);
  history_clear (&history);
}

/* -- kills */

/* No handle may be open while a process is forked. */
static void
close_db (History *self)
{
  g_clear_pointer (&self->batch, fecho_batch_free);
  g_clear_pointer (&self->db, fecho_db_close);
}

static void
open_db (History *self)
{
  g_autoptr(GError) error = NULL;

  self->db = fecho_file_open_for_writing (self->fixture.path, &error);
  g_assert_no_error (error);
  self->batch = fecho_batch_new (self->db);
}

/* Records, folds, merges and forgets, and says so by a byte each, until it is killed. */
static void
work_until_killed (History *self,
                   int      said_fd)
{
  FechoForget *forget = NULL;

  open_db (self);
  while (TRUE)
    {
      add_events (self, g_test_rand_int_range (1, 60));
      fold_some (self, 60);
      forget_some (self, &forget);
      if (write (said_fd, ".", 1) != 1)
        _exit (1);
    }
}

static void
work_and_kill (History *self)
{
  guint n_steps = g_test_rand_int_range (1, 12);
  int said[2], status;
  char byte;
  pid_t pid;

  close_db (self);
  g_assert_cmpint (pipe (said), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    work_until_killed (self, said[1]);
  close (said[1]);
  while (n_steps-- > 0)
    g_assert_cmpint (read (said[0], &byte, 1), ==, 1);
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  close (said[0]);
  open_db (self);
}

/* Whatever a kill cuts off, what is left is whole. */
static void
test_killed (void)
{
  History history;

  history_init (&history);
  watch_all (&history, 0);
  for (guint i = 0; i < (g_test_slow () ? 100 : 12); i++)
    {
      g_autoptr(GPtrArray) all = NULL;

      work_and_kill (&history);
      all = read_all_rows (&history);
      assert_sums_true (&history);
      assert_segments_true (&history, all);
      assert_rollups_true (history.fixture.path);
      assert_time_true (&history);
      assert_pages_true (&history, all);
      assert_lanes_true (&history, all);
    }
  history_clear (&history);
}

/* A fold that another process has made meanwhile is not made again. */
static void
test_folded_once (void)
{
  History history;
  g_autoptr(FechoDb) other = NULL;

  history_init (&history);
  add_events (&history, 100);
  other = fecho_file_open_for_writing (history.fixture.path, NULL);
  g_assert_true (fecho_folds_fold (history.db, 60, NULL));
  g_assert_true (fecho_folds_fold (other, 40, NULL));
  g_assert_cmpint (ask (history.fixture.path, "SELECT count (*) FROM fold"), ==, 2);
  assert_sums_true (&history);
  history_clear (&history);
}

/* TRUE at the question of this number. */
typedef struct
{
  guint n_left;
  FechoFoldStage stage;         /* of that question */
} StopAt;

static gboolean
stop_at (FechoFoldStage stage,
         gpointer       user_data)
{
  StopAt *self = user_data;

  self->n_left--;
  self->stage = stage;

  return self->n_left == 0;
}

/* Two while it reads, one for each fold that it removes, and one at the end. */
#define N_MERGE_QUESTIONS (2 + FECHO_FOLDS_MERGED + 1)

/* Merging gives way whenever it asks, and leaves everything as it was. */
static void
test_merge_gives_way (void)
{
  History history;

  history_init (&history);
  add_events (&history, 8 * 600);
  for (guint i = 0; i < FECHO_FOLDS_MERGED; i++)
    g_assert_true (fecho_folds_fold (history.db, 600, NULL));
  g_assert_cmpuint (8 * 600 / FECHO_FOLD_ROWS_PER_QUESTION, ==, 1);
  for (guint number = 1; number <= N_MERGE_QUESTIONS; number++)
    {
      g_autoptr(GError) error = NULL;
      StopAt stop = { number };
      gboolean merged = TRUE;

      g_assert_false (fecho_folds_merge (history.db, stop_at, &stop, &merged, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (stop.n_left, ==, 0);
      g_assert_cmpint (stop.stage, ==, number <= 2 ? FECHO_FOLD_READING
                       : number < N_MERGE_QUESTIONS ? FECHO_FOLD_WRITING : FECHO_FOLD_WRITTEN);
      g_assert_false (merged);
      g_assert_cmpint (ask (history.fixture.path, "SELECT count (*) FROM fold"), ==,
                       FECHO_FOLDS_MERGED);
      g_assert_true (sqlite3_get_autocommit (fecho_db_get_handle (history.db)));
      assert_sums_true (&history);
    }
  {
    gboolean merged = FALSE;

    g_assert_true (fecho_folds_merge (history.db, NULL, NULL, &merged, NULL));
    g_assert_true (merged);
  }
  assert_sums_true (&history);
  history_clear (&history);
}

static void
test_merge_needs_eight (void)
{
  History history;
  gboolean merged = TRUE;

  history_init (&history);
  add_events (&history, 100);
  for (guint i = 0; i < FECHO_FOLDS_MERGED - 1; i++)
    g_assert_true (fecho_folds_fold (history.db, 10, NULL));
  g_assert_true (fecho_folds_merge (history.db, NULL, NULL, &merged, NULL));
  g_assert_false (merged);
  history_clear (&history);
}

/* -- segments that cannot be read */

static void
damage_some (const char *path)
{
  tell (path, "UPDATE segment SET data = x'ff' WHERE key IN"
              " (SELECT key FROM segment ORDER BY random () LIMIT 5)");
}

#define N_DAMAGED "SELECT count (*) FROM segment WHERE data = x'ff'"

static void
count_cb (gint64                   session,
          const FechoSegmentEvent *event,
          gpointer                 user_data)
{
  gint64 *n = user_data;

  (*n)++;
}

static void
assert_all_visited (History *self)
{
  g_autoptr(FechoFoldReader) reader = fecho_fold_reader_new (self->db, NULL);
  gint64 n = 0;

  g_assert_true (fecho_fold_reader_visit_all (reader, G_MININT64, G_MAXINT64, count_cb, &n, NULL));
  g_assert_cmpint (n, ==, fecho_fold_reader_get_mark (reader));
}

/* Every answer is the same, and the fold can be made anew. */
static void
test_damaged (void)
{
  History history;
  g_autoptr(GPtrArray) all = NULL;
  gint64 fold;

  history_init (&history);
  watch_all (&history, 0);
  for (guint i = 0; i < 6; i++)
    {
      add_events (&history, 1000);
      g_assert_true (fecho_folds_fold (history.db, 900, NULL));
    }
  damage_some (history.fixture.path);
  all = read_all_rows (&history);
  for (guint i = 0; i < 10 * N_QUESTIONS; i++)
    {
      assert_pages_true (&history, all);
      assert_lanes_true (&history, all);
    }

  assert_all_visited (&history);
  fold = fecho_db_take_damaged_fold (history.db);
  g_assert_cmpint (fold, !=, 0);
  while (fold != 0)
    {
      g_assert_true (fecho_folds_refold (history.db, fold, NULL));
      assert_all_visited (&history);
      fold = fecho_db_take_damaged_fold (history.db);
    }
  g_assert_cmpint (ask (history.fixture.path, N_DAMAGED), ==, 0);
  assert_sums_true (&history);
  assert_segments_true (&history, all);
  history_clear (&history);
}

static void
mended_cb (FechoStore *store,
           gpointer    user_data)
{
  guint *n = user_data;

  (*n)++;
}

/* A store mends what its queries meet, and says so once. */
static void
test_mended (void)
{
  Fixture fixture;
  guint n_told = 0;

  fixture_init (&fixture);
  fixture_open (&fixture, FECHO_STORE_WATCH);
  fecho_writer_set_fold_size (fixture.store->writer, 100);
  g_signal_connect (fixture.store, "damage-mended", G_CALLBACK (mended_cb), &n_told);
  for (guint i = 0; i < 300; i++)
    {
      FechoCloseRecord record = record_of ("alpha", T0 + i * SEC);

      record_close (fixture.store, &record);
    }
  fixture_wait (&fixture, 300);
  fecho_test_wait (ask (fixture.path, "SELECT count (*) FROM fold") >= 2);
  for (guint round = 0; round < 2; round++)
    {
      tell (fixture.path, "UPDATE segment SET data = x'ff'");
      do
        {
          g_autoptr(GPtrArray) lanes = get_lanes (fixture.store, "alpha", 0, T0 + 999 * SEC);

          g_assert_cmpuint (((FechoLane *)lanes->pdata[0])->markers->len, ==, 300);
        }
      while (round == 0 && ask (fixture.path, N_DAMAGED) > 0);
    }
  g_assert_cmpuint (n_told, ==, 1);
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/folds/property", test_property);
  g_test_add_func ("/store/folds/forgetting", test_forgetting);
  g_test_add_func ("/store/folds/forgotten", test_forgotten);
  g_test_add_func ("/store/folds/forgotten-while-merging", test_forgotten_while_merging);
  g_test_add_func ("/store/folds/killed", test_killed);
  g_test_add_func ("/store/folds/folded-once", test_folded_once);
  g_test_add_func ("/store/folds/merge-gives-way", test_merge_gives_way);
  g_test_add_func ("/store/folds/merge-needs-eight", test_merge_needs_eight);
  g_test_add_func ("/store/folds/damaged", test_damaged);
  g_test_add_func ("/store/folds/mended", test_mended);

  return g_test_run ();
}
