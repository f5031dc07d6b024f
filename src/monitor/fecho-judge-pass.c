/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-judge-pass.h"

#include "fecho-computer.h"
#include "fecho-error.h"
#include "fecho-numbering.h"
#include "fecho-origin.h"

#define MAX_ENDS 100000

/* Verdicts of one commit: closes are written between them. */
#define VERDICTS_PER_COMMIT 1000

/* An end that has no origin. */
typedef struct
{
  guint end;                    /* index in ends */
  gint64 id;
} Case;

typedef struct
{
  FechoStore *store;
  gint64 since_us;
  gint64 now_us;
  GHashTable *proxies;

  FechoNumbering *sessions;
  FechoNumbering *hosts;
  FechoNumbering *proxy_names;
  GHashTable *last_closed;      /* session's number -> its latest end among ends, plus 1 */
  GArray *connections;          /* FechoOpenConnection */
  GArray *states;               /* FechoStateChange, of this computer */
  char **imported_runs;
  GArray *ends;                 /* FechoOriginEnd, by time */
  GArray *imported;             /* gboolean: whether that end was seen by another computer */
  GArray *cases;
  GArray *verdicts;
  guint n_written;
  FechoJudgePassed passed;
} Pass;

static void
pass_free (gpointer data)
{
  Pass *self = data;

  g_object_unref (self->store);
  g_clear_pointer (&self->proxies, g_hash_table_unref);
  fecho_numbering_free (self->sessions);
  fecho_numbering_free (self->hosts);
  fecho_numbering_free (self->proxy_names);
  g_hash_table_unref (self->last_closed);
  g_clear_pointer (&self->connections, g_array_unref);
  g_clear_pointer (&self->states, g_array_unref);
  g_strfreev (self->imported_runs);
  g_array_unref (self->ends);
  g_array_unref (self->imported);
  g_array_unref (self->cases);
  g_array_unref (self->verdicts);
  g_free (self);
}

static Pass *
pass_new (FechoStore *store,
          gint64      since_us,
          gint64      now_us,
          GHashTable *proxies)
{
  Pass *self = g_new0 (Pass, 1);

  self->store = g_object_ref (store);
  self->since_us = since_us;
  self->now_us = now_us;
  self->proxies = proxies != NULL ? g_hash_table_ref (proxies) : NULL;
  self->sessions = fecho_numbering_new ();
  self->hosts = fecho_numbering_new ();
  self->proxy_names = fecho_numbering_new ();
  self->last_closed = g_hash_table_new (NULL, NULL);
  self->ends = g_array_new (FALSE, FALSE, sizeof (FechoOriginEnd));
  self->imported = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->cases = g_array_new (FALSE, FALSE, sizeof (Case));
  self->verdicts = fecho_verdict_new_array ();
  self->passed.unjudged_from_us = G_MAXINT64;

  return self;
}

static guint
get_proxy (Pass       *self,
           const char *session_id)
{
  const char *proxy = self->proxies != NULL
                      ? g_hash_table_lookup (self->proxies, session_id)
                      : NULL;

  return proxy != NULL ? fecho_numbering_get (self->proxy_names, proxy) : 0;
}

/* -- on the job of the walk */

static gboolean
take_record_on_job (const FechoCloseRecord  *record,
                    gpointer                 data,
                    GError                 **error)
{
  Pass *self = data;
  const guint session = fecho_numbering_get (self->sessions, record->session_id);
  const FechoOriginEnd end = fecho_origin_end_of_record (
    record, session, fecho_numbering_get_host (self->hosts, record->url),
    get_proxy (self, record->session_id));
  const gboolean imported = record->run != NULL &&
                            g_strv_contains ((const char *const *)self->imported_runs,
                                             record->run);
  Case judged = { .id = record->id };

  /* What lies before is there for its evidence; it must not keep the pass from what it is for. */
  if (self->ends->len == MAX_ENDS && self->cases->len == 0)
    {
      g_array_set_size (self->ends, 0);
      g_array_set_size (self->imported, 0);
      g_hash_table_remove_all (self->last_closed);
    }
  if (self->ends->len == MAX_ENDS)
    {
      self->passed.full = TRUE;
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_FAILED, "Enough for one pass");
      return FALSE;
    }

  judged.end = self->ends->len;
  g_array_append_val (self->ends, end);
  g_array_append_val (self->imported, imported);
  if (!imported)
    g_hash_table_insert (self->last_closed, GUINT_TO_POINTER (session),
                         GUINT_TO_POINTER (self->ends->len));
  if (record->origin == FECHO_ORIGIN_NOT_JUDGED && record->closed_at_us >= self->since_us)
    g_array_append_val (self->cases, judged);

  return TRUE;
}

/* -- on a thread of its own */

/* A connection that ended while the history was read is among the ends. */
static gboolean
has_ended (Pass                      *self,
           const FechoOpenConnection *connection,
           guint                      session)
{
  const guint last = GPOINTER_TO_UINT (g_hash_table_lookup (self->last_closed,
                                                            GUINT_TO_POINTER (session)));

  return last != 0 && g_array_index (self->ends, FechoOriginEnd,
                                     last - 1).closed_at_us > connection->opened_at_us;
}

static GArray *
list_open (Pass *self)
{
  GArray *open = g_array_new (FALSE, FALSE, sizeof (FechoOriginOpen));

  for (guint i = 0; i < self->connections->len; i++)
    {
      const FechoOpenConnection *connection = &g_array_index (self->connections,
                                                              FechoOpenConnection, i);
      const FechoOriginOpen one = {
        .opened_at_us = connection->opened_at_us,
        .session = fecho_numbering_get (self->sessions, connection->session_id),
        .host = fecho_numbering_get_host (self->hosts, connection->url),
        .proxy = get_proxy (self, connection->session_id),
      };

      if (!has_ended (self, connection, one.session))
        g_array_append_val (open, one);
    }

  return open;
}

static GArray *
list_changes (const Pass *self)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (FechoComputerChange));
  g_autoptr(GArray) events = fecho_computer_events_new (self->states);

  for (guint i = 0; i < events->len; i++)
    g_array_append_val (changes, g_array_index (events, FechoComputerEvent, i).change);

  return changes;
}

/* Up to when ends are judged: in a full pass the later half tells what stayed open. */
static gint64
get_limit_us (const Pass *self)
{
  const gint64 middle_us = self->passed.full
                           ? g_array_index (self->ends, FechoOriginEnd, MAX_ENDS / 2).closed_at_us
                           : G_MAXINT64;
  const Case *first = &g_array_index (self->cases, Case, 0);

  return MAX (middle_us, g_array_index (self->ends, FechoOriginEnd, first->end).closed_at_us);
}

/* What one computer saw, with what it did meanwhile: of another one only the ends are known. */
typedef struct
{
  GArray *ends;                 /* FechoOriginEnd */
  guint *places;                /* by the index of an end of the pass: its index here */
  FechoOriginJudge *judge;
} Bench;

static void
bench_init (Bench      *self,
            const Pass *pass,
            gboolean    imported)
{
  self->ends = g_array_new (FALSE, FALSE, sizeof (FechoOriginEnd));
  self->places = g_new (guint, pass->ends->len);
  for (guint i = 0; i < pass->ends->len; i++)
    {
      self->places[i] = self->ends->len;
      if (g_array_index (pass->imported, gboolean, i) == imported)
        g_array_append_val (self->ends, g_array_index (pass->ends, FechoOriginEnd, i));
    }
}

static void
bench_clear (Bench *self)
{
  g_clear_pointer (&self->judge, fecho_origin_judge_free);
  g_clear_pointer (&self->ends, g_array_unref);
  g_clear_pointer (&self->places, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

static void
judge_case (Pass        *self,
            const Bench *bench,
            const Case  *judged,
            gint64       limit_us)
{
  const gint64 closed_at_us = g_array_index (self->ends, FechoOriginEnd, judged->end).closed_at_us;
  FechoVerdict verdict = { .event = judged->id };
  const char *rule = NULL;
  g_autofree char *evidence = NULL;

  if (closed_at_us <= limit_us)
    verdict.origin = fecho_origin_judge_end (bench->judge, bench->places[judged->end], &rule,
                                             &evidence);
  if (verdict.origin == FECHO_ORIGIN_NOT_JUDGED)
    {
      self->passed.unjudged_from_us = MIN (self->passed.unjudged_from_us, closed_at_us);
      return;
    }

  verdict.rule = (char *)rule;
  verdict.evidence = evidence;
  fecho_verdict_append_copy (self->verdicts, &verdict);
}

static void
think_on_job (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Pass *self = data;
  g_autoptr(GArray) open = list_open (self);
  g_autoptr(GArray) changes = list_changes (self);
  g_auto(Bench) here = { 0 };
  g_auto(Bench) elsewhere = { 0 };
  gint64 limit_us;

  if (self->cases->len > 0)
    {
      limit_us = get_limit_us (self);
      bench_init (&here, self, FALSE);
      here.judge = fecho_origin_judge_new ((gconstpointer)here.ends->data, here.ends->len,
                                           (gconstpointer)open->data, open->len,
                                           (gconstpointer)changes->data, changes->len,
                                           self->now_us);
      bench_init (&elsewhere, self, TRUE);
      elsewhere.judge = fecho_origin_judge_new ((gconstpointer)elsewhere.ends->data,
                                                elsewhere.ends->len, NULL, 0, NULL, 0,
                                                self->now_us);
      for (guint i = 0; i < self->cases->len; i++)
        {
          const Case *judged = &g_array_index (self->cases, Case, i);

          judge_case (self, g_array_index (self->imported, gboolean, judged->end) ? &elsewhere
                      : &here, judged, limit_us);
        }
    }
  g_task_return_boolean (task, TRUE);
}

/* -- the steps of a pass, on the main thread; each holds the task of the whole */

static void write_next (GTask *task);

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (fecho_store_judge_finish (FECHO_STORE (object), result, &error))
    write_next (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/* Takes the task. */
static void
write_next (GTask *task)
{
  Pass *self = g_task_get_task_data (task);
  const guint n = MIN (VERDICTS_PER_COMMIT, self->verdicts->len - self->n_written);
  g_autoptr(GArray) verdicts = NULL;

  if (n == 0)
    {
      self->passed.n_judged = self->verdicts->len;
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  verdicts = fecho_verdict_new_array ();
  for (guint i = 0; i < n; i++)
    fecho_verdict_append_copy (verdicts, &g_array_index (self->verdicts, FechoVerdict,
                                                         self->n_written + i));
  self->n_written += n;
  fecho_store_judge_async (self->store, verdicts, written_cb, task);
}

static void
thought_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;

  if (!g_task_return_error_if_cancelled (task))
    write_next (g_steal_pointer (&task));
}

static void
walked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Pass *self = g_task_get_task_data (task);
  g_autoptr(GTask) thinking = NULL;
  GError *error = NULL;

  if (fecho_store_walk_finish (FECHO_STORE (object), result, &error) < 0 && !self->passed.full)
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_error (&error);       /* of a full pass: it is no failure */
  thinking = g_task_new (NULL, NULL, thought_cb, g_object_ref (task));
  g_task_set_task_data (thinking, self, NULL);
  g_task_run_in_thread (thinking, think_on_job);
}

/* The time so long before the first end that is to be judged. */
static gint64
get_before_us (const Pass *self,
               gint64      margin_us)
{
  return MAX (self->since_us, G_MININT64 + margin_us) - margin_us;
}

static void
runs_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  Pass *self = g_task_get_task_data (task);
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  GError *error = NULL;

  self->imported_runs = fecho_store_imported_runs_finish (self->store, result, &error);
  if (self->imported_runs == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  filter->kinds = FECHO_KINDS_BOTH;
  filter->since_us = get_before_us (self, FECHO_ORIGIN_MARGIN_US);
  fecho_store_walk_async (self->store, filter, take_record_on_job, self, NULL, NULL,
                          g_task_get_cancellable (task), walked_cb, g_object_ref (task));
}

static void
states_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Pass *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->states = fecho_store_states_finish (self->store, result, &error);
  if (self->states != NULL)
    fecho_store_imported_runs_async (self->store, g_task_get_cancellable (task), runs_cb,
                                     g_object_ref (task));
  else
    g_task_return_error (task, error);
}

static void
connections_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;
  Pass *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->connections = fecho_store_open_connections_finish (self->store, result, &error);
  if (self->connections != NULL)
    fecho_store_states_async (self->store, NULL, get_before_us (self, FECHO_ORIGIN_CHANGES_US),
                              G_MAXINT64, g_task_get_cancellable (task), states_cb,
                              g_object_ref (task));
  else
    g_task_return_error (task, error);
}

void
fecho_judge_pass_async (FechoStore          *store,
                        gint64               since_us,
                        gint64               now_us,
                        GHashTable          *proxies,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (FECHO_IS_STORE (store));

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, fecho_judge_pass_async);
  g_task_set_task_data (task, pass_new (store, since_us, now_us, proxies), pass_free);
  fecho_store_open_connections_async (store, cancellable, connections_cb, g_object_ref (task));
}

gboolean
fecho_judge_pass_finish (FechoStore        *store,
                         GAsyncResult      *result,
                         FechoJudgePassed  *ret_passed,
                         GError           **error)
{
  Pass *self;

  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  self = g_task_get_task_data (G_TASK (result));
  *ret_passed = self->passed;

  return TRUE;
}
