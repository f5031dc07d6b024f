/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-alerts.h"

#include "fecho-alert-engine.h"
#include "fecho-clock.h"
#include "fecho-code-agreement.h"
#include "fecho-monitor-private.h"
#include "fecho-monitor-query.h"

/* The first hit of a rule waits so long for those that come with it: connections drop together. */
#define GATHER_MS 1000
/* What comes later is told so long after. */
#define REPEAT_MS 10000
/* After so long without a hit another group begins. */
#define GROUP_END_US (10 * 60 * (gint64)G_USEC_PER_SEC)
/* Of one group; more are only counted. */
#define MAX_SESSIONS 10000

/* What a rule has to tell, until nothing more comes. */
typedef struct
{
  FechoAlerts *alerts;          /* borrowed */
  char *rule_id;
  FechoAlertNews news;          /* without its strings and rule */
  char *session;
  GPtrArray *session_ids;       /* borrowed of sessions; ends with NULL when it is told */
  GHashTable *sessions;         /* ids */
  GHashTable *codes;            /* fecho-code-agreement.h, of all codes */
  gboolean has_more;            /* than was told */
  gint64 last_us;
  gint64 told_us;               /* 0: not yet */
  guint source;
} Group;

struct _FechoAlerts
{
  GObject parent_instance;

  FechoMonitor *monitor;
  FechoAlertEngine *engine;
  GPtrArray *rules;             /* of FechoAlertRule */
  GHashTable *groups;           /* rule id -> Group */
  guint look_source;
  GCancellable *gone;
};

G_DEFINE_FINAL_TYPE (FechoAlerts, fecho_alerts, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_TRIGGERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
group_free (gpointer data)
{
  Group *group = data;

  g_clear_handle_id (&group->source, g_source_remove);
  g_hash_table_unref (group->sessions);
  g_hash_table_unref (group->codes);
  g_free (group->rule_id);
  g_ptr_array_unref (group->session_ids);
  g_free (group->session);
  g_free (group);
}

static const FechoAlertRule *
find_rule (FechoAlerts *self,
           const char  *id,
           guint       *ret_position)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const FechoAlertRule *rule = self->rules->pdata[i];

      if (!g_str_equal (rule->id, id))
        continue;
      if (ret_position != NULL)
        *ret_position = i;
      return rule;
    }

  return NULL;
}

/* -- telling */

static gboolean
tell_cb (gpointer data)
{
  Group *group = data;
  FechoAlerts *self = group->alerts;
  FechoAlertNews news = group->news;

  group->source = 0;
  news.rule = find_rule (self, group->rule_id, NULL);
  if (news.rule == NULL)
    return G_SOURCE_REMOVE;

  g_ptr_array_add (group->session_ids, NULL);
  news.session_ids = (const char *const *)group->session_ids->pdata;
  news.session = group->session;
  news.n_sessions = g_hash_table_size (group->sessions);
  news.n_codes = g_hash_table_size (group->codes);
  news.dictionary = fecho_code_agreement_get (group->codes, news.code);
  group->has_more = FALSE;
  group->told_us = fecho_clock_monotonic_us ();
  g_signal_emit (self, signals[SIGNAL_TRIGGERED], 0, &news);
  g_ptr_array_remove_index (group->session_ids, group->session_ids->len - 1);

  return G_SOURCE_REMOVE;
}

static void
tell_soon (Group *group)
{
  gint64 since_ms = (fecho_clock_monotonic_us () - group->told_us) / 1000;
  guint wait_ms = GATHER_MS;

  if (group->source != 0)
    return;
  if (group->told_us != 0)
    wait_ms = (guint)MAX (GATHER_MS, REPEAT_MS - since_ms);
  group->source = g_timeout_add (wait_ms, tell_cb, group);
}

static Group *
get_group (FechoAlerts *self,
           const char  *rule_id)
{
  Group *group = g_hash_table_lookup (self->groups, rule_id);

  if (group != NULL && fecho_clock_monotonic_us () - group->last_us <= GROUP_END_US)
    return group;

  group = g_new0 (Group, 1);
  group->alerts = self;
  group->rule_id = g_strdup (rule_id);
  group->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  group->session_ids = g_ptr_array_new ();
  group->codes = fecho_code_agreement_new ();
  g_hash_table_replace (self->groups, g_strdup (rule_id), group);

  return group;
}

static void
add_session (Group      *group,
             const char *session_id)
{
  char *id;

  if (g_hash_table_contains (group->sessions, session_id) ||
      g_hash_table_size (group->sessions) >= MAX_SESSIONS)
    return;

  id = g_strdup (session_id);
  g_hash_table_add (group->sessions, id);
  if (group->session_ids->len < FECHO_ALERT_MAX_NAMED)
    g_ptr_array_add (group->session_ids, id);
}

static void
hit_cb (const FechoAlertHit *hit,
        gpointer             data)
{
  Group *group = get_group (data, hit->rule->id);

  group->last_us = fecho_clock_monotonic_us ();
  group->has_more = TRUE;
  group->news.n_hits++;
  group->news.code = hit->code;
  group->news.n_in_hour = hit->n_in_hour;
  group->news.down_us = MAX (group->news.down_us, hit->down_us);
  add_session (group, hit->session_id);
  if (hit->code != 0)
    fecho_code_agreement_add (group->codes, hit->code, hit->dictionary);
  g_free (group->session);
  group->session = g_strdup (hit->session);
  tell_soon (group);
}

/* -- what the monitor tells */

static gboolean
look_cb (gpointer data)
{
  FechoAlerts *self = data;

  fecho_alert_engine_look (self->engine, fecho_clock_monotonic_us ());
  if (fecho_alert_engine_is_waiting (self->engine))
    return G_SOURCE_CONTINUE;

  self->look_source = 0;

  return G_SOURCE_REMOVE;
}

static void
look_on (FechoAlerts *self)
{
  if (self->look_source == 0 && fecho_alert_engine_is_waiting (self->engine))
    self->look_source = g_timeout_add_seconds (1, look_cb, self);
}

static gboolean
is_down (FechoSession *session)
{
  switch (fecho_session_get_state (session))
    {
    case FECHO_SESSION_CONNECTING:
    case FECHO_SESSION_WAITING:
    case FECHO_SESSION_STOPPED:
    case FECHO_SESSION_NO_NETWORK:
      return TRUE;
    case FECHO_SESSION_PAUSED:
    case FECHO_SESSION_OPEN:
    case FECHO_SESSION_CLOSED:
    case FECHO_SESSION_ELSEWHERE:
      break;
    }

  return FALSE;
}

static void
state_cb (FechoMonitor *monitor,
          FechoSession *session,
          FechoAlerts  *self)
{
  fecho_alert_engine_see_state (self->engine, fecho_session_get_id (session),
                                fecho_session_get_name (session), is_down (session),
                                fecho_clock_monotonic_us ());
  look_on (self);
}

static void
sessions_changed_cb (GListModel  *sessions,
                     guint        position,
                     guint        n_removed,
                     guint        n_added,
                     FechoAlerts *self)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      state_cb (self->monitor, session, self);
    }
}

static void
committed_cb (FechoMonitor *monitor,
              GPtrArray    *events,
              FechoAlerts  *self)
{
  for (guint i = 0; i < events->len; i++)
    fecho_alert_engine_see_close (self->engine, fecho_close_event_get_record (events->pdata[i]),
                                  fecho_clock_monotonic_us ());
}

/* -- codes that were there before */

typedef struct
{
  FechoAlerts *alerts;          /* gone where it was cancelled */
  char *rule_id;
} Learning;

static void
learning_free (Learning *learning)
{
  g_free (learning->rule_id);
  g_free (learning);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Learning, learning_free)

static void
add_code (GArray  *codes,
          guint16  code)
{
  g_array_append_val (codes, code);
}

static void
learned_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Learning) learning = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) codes = NULL;
  g_autoptr(FechoSummary) summary = fecho_monitor_summary_finish (FECHO_MONITOR (object), result,
                                                                  &error);

  if (summary == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("The codes of the history are not known: %s", error->message);
      return;
    }

  codes = g_array_new (FALSE, FALSE, sizeof (guint16));
  for (guint i = 0; i < summary->by_code->len; i++)
    {
      const FechoCount *count = &g_array_index (summary->by_code, FechoCount, i);

      if (count->n_closes > 0)
        add_code (codes, (guint16)count->key);
    }
  fecho_alert_engine_set_known (learning->alerts->engine, learning->rule_id, codes);
}

static void
learn (FechoAlerts *self)
{
  g_autoptr(GPtrArray) ids = fecho_alert_engine_list_unknown (self->engine);

  for (guint i = 0; i < ids->len; i++)
    {
      const FechoAlertRule *rule = find_rule (self, ids->pdata[i], NULL);
      g_autoptr(FechoFilter) filter = fecho_filter_new ();
      Learning *learning = g_new0 (Learning, 1);
      const char *const sessions[] = { rule->session_id, NULL };

      filter->sessions = rule->session_id != NULL ? fecho_id_list_new (sessions) : NULL;
      learning->alerts = self;
      learning->rule_id = g_strdup (rule->id);
      fecho_monitor_summary_async (self->monitor, filter, self->gone, learned_cb, learning);
    }
}

/* -- rules */

static void
use_rules (FechoAlerts *self)
{
  fecho_alert_engine_set_rules (self->engine, self->rules);
  learn (self);
  look_on (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  FechoAlerts *self = data;     /* gone where it was cancelled */
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) stored = fecho_store_load_rules_finish (FECHO_STORE (object), result,
                                                               &error);

  if (stored == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("The rules of alerts were not read: %s", error->message);
      return;
    }

  for (guint i = 0; i < stored->len; i++)
    {
      const FechoStoredRule *row = stored->pdata[i];
      g_autoptr(FechoAlertRule) rule = fecho_alert_rule_new (FECHO_ALERT_CODE);

      /* One of a newer Fecho stays where it is. */
      if (!fecho_alert_rule_read_json (rule, row->options))
        continue;
      g_free (rule->id);
      rule->id = g_strdup (row->id);
      rule->session_id = g_strdup (row->session_id);
      rule->enabled = row->enabled;
      if (find_rule (self, rule->id, NULL) == NULL)
        g_ptr_array_add (self->rules, g_steal_pointer (&rule));
    }
  use_rules (self);
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(FechoMonitor) monitor = data;
  g_autoptr(GError) error = NULL;

  if (!fecho_store_put_rule_finish (FECHO_STORE (object), result, &error))
    g_message ("A rule of alerts was not stored: %s", error->message);
  fecho_monitor_release (monitor);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(FechoMonitor) monitor = data;
  g_autoptr(GError) error = NULL;

  if (!fecho_store_remove_rule_finish (FECHO_STORE (object), result, &error))
    g_message ("A rule of alerts was not removed: %s", error->message);
  fecho_monitor_release (monitor);
}

static void
store_from (FechoAlerts *self,
            guint        position)
{
  for (guint i = position; i < self->rules->len; i++)
    {
      const FechoAlertRule *rule = self->rules->pdata[i];
      g_autofree char *options = fecho_alert_rule_to_json (rule);
      FechoStoredRule stored = { rule->id, rule->session_id, rule->enabled, options };

      fecho_monitor_hold (self->monitor);
      fecho_store_put_rule_async (fecho_monitor_get_store (self->monitor), &stored, i, stored_cb,
                                  g_object_ref (self->monitor));
    }
}

/* -- the object */

static void
fecho_alerts_dispose (GObject *object)
{
  FechoAlerts *self = FECHO_ALERTS (object);

  g_cancellable_cancel (self->gone);
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_alerts_parent_class)->dispose (object);
}

static void
fecho_alerts_finalize (GObject *object)
{
  FechoAlerts *self = FECHO_ALERTS (object);

  fecho_alert_engine_free (self->engine);
  g_ptr_array_unref (self->rules);
  g_object_unref (self->gone);

  G_OBJECT_CLASS (fecho_alerts_parent_class)->finalize (object);
}

static void
fecho_alerts_class_init (FechoAlertsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_alerts_dispose;
  object_class->finalize = fecho_alerts_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FECHO_TYPE_ALERTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TRIGGERED] = g_signal_new ("triggered", FECHO_TYPE_ALERTS, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
fecho_alerts_init (FechoAlerts *self)
{
  self->engine = fecho_alert_engine_new (hit_cb, self);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_alert_rule_free);
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, group_free);
  self->gone = g_cancellable_new ();
}

FechoAlerts *
fecho_alerts_new (FechoMonitor *monitor)
{
  FechoAlerts *self;
  GListModel *sessions;

  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), NULL);

  self = g_object_new (FECHO_TYPE_ALERTS, NULL);
  self->monitor = g_object_ref (monitor);
  sessions = fecho_monitor_get_sessions (monitor);
  g_signal_connect_object (monitor, "committed", G_CALLBACK (committed_cb), self, 0);
  g_signal_connect_object (monitor, "state-changed", G_CALLBACK (state_cb), self, 0);
  g_signal_connect_object (sessions, "items-changed", G_CALLBACK (sessions_changed_cb), self, 0);
  sessions_changed_cb (sessions, 0, 0, g_list_model_get_n_items (sessions), self);
  fecho_store_load_rules_async (fecho_monitor_get_store (monitor), self->gone, loaded_cb, self);

  return self;
}

GPtrArray *
fecho_alerts_get_rules (FechoAlerts *self)
{
  g_return_val_if_fail (FECHO_IS_ALERTS (self), NULL);

  return self->rules;
}

FechoMonitor *
fecho_alerts_get_monitor (FechoAlerts *self)
{
  g_return_val_if_fail (FECHO_IS_ALERTS (self), NULL);

  return self->monitor;
}

void
fecho_alerts_put (FechoAlerts          *self,
                  const FechoAlertRule *rule,
                  guint                 position)
{
  FechoAlertRule *copy;

  g_return_if_fail (FECHO_IS_ALERTS (self));
  g_return_if_fail (rule != NULL && rule->id != NULL);

  copy = fecho_alert_rule_copy (rule);
  if (find_rule (self, rule->id, &position) != NULL)
    {
      fecho_alert_rule_free (self->rules->pdata[position]);
      self->rules->pdata[position] = copy;
    }
  else
    {
      position = MIN (position, self->rules->len);
      g_ptr_array_insert (self->rules, (int)position, copy);
    }
  g_hash_table_remove (self->groups, copy->id);
  store_from (self, position);
  use_rules (self);
}

void
fecho_alerts_remove (FechoAlerts *self,
                     const char  *id)
{
  guint position = 0;

  g_return_if_fail (FECHO_IS_ALERTS (self));

  if (find_rule (self, id, &position) == NULL)
    return;

  fecho_monitor_hold (self->monitor);
  fecho_store_remove_rule_async (fecho_monitor_get_store (self->monitor), id, removed_cb,
                                 g_object_ref (self->monitor));
  g_hash_table_remove (self->groups, id);
  g_ptr_array_remove_index (self->rules, position);
  use_rules (self);
}
