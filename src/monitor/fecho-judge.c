/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-judge.h"

#include "fecho-clock.h"
#include "fecho-judge-pass.h"
#include "fecho-origin.h"
#include "fecho-proxy-book.h"
#include "fecho-proxy-resolver.h"
#include "fecho-session.h"

/* From a close to the first look at it, and from look to look. A storm is one look, when it is
 * over: until then processors have better to do. It is not put off for longer than a pause. */
#define SOON_US  (G_USEC_PER_SEC / 2)
#define PAUSE_US (2 * G_USEC_PER_SEC)
/* After a pass that failed: the disk may be full. */
#define RETRY_US (5 * G_USEC_PER_SEC)

/* Whose proxies are looked for in one turn of the main loop: thousands at once would hold it for
 * several frames. */
#define SESSIONS_PER_TURN 200

/* Of those that other runs left; a pass looks at all that follow the earliest of them. */
#define LEFT_LIMIT 100

struct _FechoJudge
{
  GObject parent_instance;

  FechoStore *store;
  GListModel *sessions;
  FechoProxyBook *proxies;
  GCancellable *cancellable;
  guint timer;
  gint64 timer_at_us;           /* monotonic; for when it is set */
  gint64 storm_since_us;        /* monotonic; it waits for the end of it, 0: there is none */
  gint64 passed_at_us;          /* monotonic; when the last pass began */
  gboolean busy;
  gint64 fresh_from_us;         /* ends from here on may lack an origin, G_MAXINT64: none */
  gboolean fresh_wanted;        /* the next pass is for them */
  gboolean others_left;         /* ends of other runs may lack one */
  gboolean others_wanted;
  gint64 pass_from_us;          /* of the pass that is under way */
  gboolean pass_fresh;
  GHashTable *pass_proxies;     /* by session, while they are listed */
  guint n_listed;               /* sessions, of so many */
  guint n_to_list;
  guint lister;
  GTask *ending;
  gboolean final;               /* all has been seen that this run will see */
};

enum
{
  SIGNAL_JUDGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FechoJudge, fecho_judge, G_TYPE_OBJECT)

static void go_on (FechoJudge *self);

static gboolean
timer_cb (gpointer data)
{
  FechoJudge *self = data;

  self->timer = 0;
  fecho_judge_look (self);

  return G_SOURCE_REMOVE;
}

/* The sooner of this and what is scheduled already. */
static void
schedule (FechoJudge *self,
          gint64      delay_us)
{
  const gint64 now_us = g_get_monotonic_time ();
  const gint64 at_us = MAX (now_us + delay_us, self->passed_at_us + PAUSE_US);

  if (self->ending != NULL || (self->timer != 0 && self->timer_at_us <= at_us))
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add ((at_us - now_us + 999) / 1000, timer_cb, self);
  self->timer_at_us = at_us;
  self->storm_since_us = 0;
}

static void
schedule_after_commit (FechoJudge *self)
{
  const gint64 now_us = g_get_monotonic_time ();
  const gboolean in_storm = self->timer != 0 && self->storm_since_us != 0;
  const gint64 since_us = in_storm ? self->storm_since_us : now_us;
  const guint timer = self->timer;

  if (now_us + SOON_US > since_us + PAUSE_US)
    return;

  if (in_storm)
    g_clear_handle_id (&self->timer, g_source_remove);
  schedule (self, SOON_US);
  if (self->timer != timer)
    self->storm_since_us = since_us;
}

static void
schedule_fresh (FechoJudge *self)
{
  const gint64 delay_us = self->fresh_from_us + FECHO_ORIGIN_SETTLE_US - fecho_clock_wall_us ();

  /* The time of an end may be of a clock that has been put right since. */
  schedule (self, CLAMP (delay_us, 0, FECHO_ORIGIN_SETTLE_US));
}

/* What the system chose is asked for with the first look at a close, and is known with the second,
 * when the rules have settled. */
static void
list_proxy (FechoJudge *self,
            guint       position)
{
  g_autoptr(FechoSession) session = g_list_model_get_item (self->sessions, position);
  const FechoEndpoint *endpoint = fecho_session_get_endpoint (session);
  const char *proxy = fecho_proxy_book_look_up (self->proxies, endpoint);

  if (proxy != NULL)
    g_hash_table_insert (self->pass_proxies, g_strdup (endpoint->id), g_strdup (proxy));
}

/* -- a pass */

static void
take_passed (FechoJudge             *self,
             const FechoJudgePassed *passed)
{
  self->fresh_from_us = MIN (self->fresh_from_us, passed->unjudged_from_us);
  if (self->pass_fresh)
    {
      self->fresh_wanted |= passed->full && passed->n_judged > 0;
    }
  else
    {
      /* Of an import, the next ones may be older than these. */
      self->others_wanted |= passed->n_judged > 0;
      self->others_left |= passed->n_judged > 0 || passed->unjudged_from_us != G_MAXINT64;
    }
  if (self->fresh_from_us != G_MAXINT64)
    schedule_fresh (self);
  if (passed->n_judged > 0)
    g_signal_emit (self, signals[SIGNAL_JUDGED], 0);
}

static void
passed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  FechoJudge *self = data;
  FechoJudgePassed passed;
  g_autoptr(GError) error = NULL;

  if (fecho_judge_pass_finish (FECHO_STORE (object), result, &passed, &error))
    {
      self->busy = FALSE;
      take_passed (self, &passed);
      go_on (self);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_debug ("No origins were written: %s", error->message); /* the store shows the fault */
  self->busy = FALSE;
  self->fresh_from_us = MIN (self->fresh_from_us, self->pass_from_us);
  schedule (self, RETRY_US);
  go_on (self);
}

/* From the start again where sessions have come or gone meanwhile. */
static gboolean
list_cb (gpointer data)
{
  FechoJudge *self = data;
  g_autoptr(GHashTable) proxies = NULL;
  guint n_sessions = g_list_model_get_n_items (self->sessions);
  guint end;

  if (n_sessions != self->n_to_list)
    self->n_listed = 0;
  self->n_to_list = n_sessions;
  end = MIN (n_sessions, self->n_listed + SESSIONS_PER_TURN);
  for (; self->n_listed < end; self->n_listed++)
    list_proxy (self, self->n_listed);
  if (self->n_listed < n_sessions)
    return G_SOURCE_CONTINUE;

  self->lister = 0;
  proxies = g_steal_pointer (&self->pass_proxies);
  fecho_judge_pass_async (self->store, self->pass_from_us,
                          self->final ? G_MAXINT64 : fecho_clock_wall_us (), proxies,
                          self->cancellable, passed_cb, self);

  return G_SOURCE_REMOVE;
}

static void
start_pass (FechoJudge *self,
            gint64      since_us,
            gboolean    fresh)
{
  self->busy = TRUE;
  self->pass_from_us = since_us;
  self->pass_fresh = fresh;
  self->passed_at_us = g_get_monotonic_time ();
  self->pass_proxies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->n_listed = 0;
  self->lister = g_idle_add_full (G_PRIORITY_DEFAULT, list_cb, self, NULL);
}

static void
left_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  FechoJudge *self = data;
  gint64 since_us = G_MAXINT64;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) events = fecho_store_unjudged_finish (FECHO_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->busy = FALSE;
  for (guint i = 0; events != NULL && i < events->len; i++)
    since_us = MIN (since_us, fecho_close_event_get_record (events->pdata[i])->closed_at_us);
  self->others_left |= events == NULL;
  if (since_us != G_MAXINT64)
    start_pass (self, since_us, FALSE);
  else if (events == NULL)
    schedule (self, RETRY_US);
  go_on (self);
}

static void
end_now (FechoJudge *self)
{
  g_autoptr(GTask) ending = g_steal_pointer (&self->ending);

  g_cancellable_cancel (self->cancellable);
  g_task_return_boolean (ending, TRUE);
}

/* What is wanted, one after the other; fresh ends first. */
static void
go_on (FechoJudge *self)
{
  if (self->busy)
    return;

  if (self->fresh_wanted)
    {
      gint64 since_us = self->fresh_from_us;

      self->fresh_wanted = FALSE;
      self->fresh_from_us = G_MAXINT64;
      if (since_us != G_MAXINT64)
        start_pass (self, since_us, TRUE);
    }
  else if (self->others_wanted && self->ending == NULL)
    {
      self->others_wanted = FALSE;
      self->others_left = FALSE;
      self->busy = TRUE;
      fecho_store_unjudged_async (self->store, LEFT_LIMIT, self->cancellable, left_cb, self);
    }
  if (!self->busy && self->final)
    end_now (self);
}

/* -- what makes it look */

static void
committed_cb (FechoStore *store,
              GPtrArray  *events,
              FechoJudge *self)
{
  for (guint i = 0; i < events->len; i++)
    {
      const FechoCloseRecord *record = fecho_close_event_get_record (events->pdata[i]);

      self->fresh_from_us = MIN (self->fresh_from_us, record->closed_at_us);
    }
  if (events->len == 0)
    self->others_left = TRUE;
  schedule_after_commit (self);
}

static void
fecho_judge_dispose (GObject *object)
{
  FechoJudge *self = FECHO_JUDGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->lister, g_source_remove);
  g_clear_pointer (&self->pass_proxies, g_hash_table_unref);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sessions);
  g_clear_object (&self->proxies);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (fecho_judge_parent_class)->dispose (object);
}

static void
fecho_judge_class_init (FechoJudgeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fecho_judge_dispose;

  signals[SIGNAL_JUDGED] = g_signal_new ("judged", FECHO_TYPE_JUDGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
fecho_judge_init (FechoJudge *self)
{
  g_autoptr(GProxyResolver) resolver = fecho_proxy_resolver_new_system ();

  self->proxies = fecho_proxy_book_new (resolver);
  self->cancellable = g_cancellable_new ();
  self->fresh_from_us = G_MAXINT64;
  self->others_left = TRUE;
  self->passed_at_us = G_MININT64 / 2;
}

FechoJudge *
fecho_judge_new (FechoStore *store,
                 GListModel *sessions)
{
  FechoJudge *self;

  g_return_val_if_fail (FECHO_IS_STORE (store), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (sessions), NULL);

  self = g_object_new (FECHO_TYPE_JUDGE, NULL);
  self->store = g_object_ref (store);
  self->sessions = g_object_ref (sessions);
  g_signal_connect_object (store, "committed", G_CALLBACK (committed_cb), self, 0);
  schedule (self, SOON_US);

  return self;
}

void
fecho_judge_look (FechoJudge *self)
{
  g_return_if_fail (FECHO_IS_JUDGE (self));

  self->fresh_wanted = self->fresh_from_us != G_MAXINT64;
  self->others_wanted = self->others_left;
  go_on (self);
}

/* All that was handed to the writer before is committed, and has been told. */
static void
barrier_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(FechoJudge) self = data;

  (void)fecho_store_judge_finish (FECHO_STORE (object), result, NULL); /* nothing was written */
  self->final = TRUE;
  self->fresh_wanted = TRUE;
  go_on (self);
}

void
fecho_judge_end_async (FechoJudge          *self,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GArray) none = fecho_verdict_new_array ();

  g_return_if_fail (FECHO_IS_JUDGE (self));
  g_return_if_fail (self->ending == NULL);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->ending = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->ending, fecho_judge_end_async);
  self->fresh_wanted = FALSE;
  self->others_wanted = FALSE;
  fecho_store_judge_async (self->store, none, barrier_cb, g_object_ref (self));
}

void
fecho_judge_end_finish (FechoJudge   *self,
                        GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  (void)g_task_propagate_boolean (G_TASK (result), NULL); /* it never fails */
}
