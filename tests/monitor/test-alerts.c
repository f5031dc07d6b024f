/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-alerts.h"

#include "fecho-alert-engine.h"
#include "fecho-monitor-query.h"
#include "monitor-fixture.h"

#define SECOND (gint64)G_USEC_PER_SEC
#define HOUR (3600 * SECOND)

/* -- the rules, one by one */

typedef struct
{
  FechoAlertEngine *engine;
  guint n_hits;
  guint16 code;
  guint n_in_hour;
  gint64 down_us;
} Engine;

static void
hit_cb (const FechoAlertHit *hit,
        gpointer             data)
{
  Engine *self = data;

  self->n_hits++;
  self->code = hit->code;
  self->n_in_hour = hit->n_in_hour;
  self->down_us = hit->down_us;
}

/* Takes rule. */
static void
set_up_engine (Engine         *self,
               FechoAlertRule *rule)
{
  g_autoptr(GPtrArray) rules = g_ptr_array_new_with_free_func (
    (GDestroyNotify)fecho_alert_rule_free);

  g_ptr_array_add (rules, rule);
  if (self->engine == NULL)
    self->engine = fecho_alert_engine_new (hit_cb, self);
  fecho_alert_engine_set_rules (self->engine, rules);
}

static void
see (Engine  *self,
     guint16  code,
     gint64   now_us)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.session_id = "a";
  record.session = "Vega";
  record.code = code;
  fecho_alert_engine_see_close (self->engine, &record, now_us);
}

static void
test_code (void)
{
  Engine self = { 0 };

  set_up_engine (&self, fecho_alert_rule_new (FECHO_ALERT_CODE));
  see (&self, 1006, 0);
  see (&self, 1011, 0);
  g_assert_cmpuint (self.n_hits, ==, 1);
  g_assert_cmpuint (self.code, ==, 1006);
  fecho_alert_engine_free (self.engine);
}

static void
test_class (void)
{
  Engine self = { 0 };
  FechoAlertRule *rule = fecho_alert_rule_new (FECHO_ALERT_CLASS);

  rule->klass = FECHO_CLOSE_CLASS_SERVER;
  set_up_engine (&self, rule);
  see (&self, 1011, 0);
  see (&self, 1013, 0);
  see (&self, 1006, 0);
  g_assert_cmpuint (self.n_hits, ==, 2);
  fecho_alert_engine_free (self.engine);
}

/* Said once when it is exceeded, and again when it was not for a while. */
static void
test_rate (void)
{
  Engine self = { 0 };
  FechoAlertRule *rule = fecho_alert_rule_new (FECHO_ALERT_RATE);

  rule->n_per_hour = 3;
  set_up_engine (&self, rule);
  for (guint i = 0; i < 3; i++)
    see (&self, 1006, i * SECOND);
  g_assert_cmpuint (self.n_hits, ==, 0);
  for (guint i = 3; i < 100; i++)
    see (&self, 1006, i * SECOND);
  g_assert_cmpuint (self.n_hits, ==, 1);
  g_assert_cmpuint (self.n_in_hour, ==, 4);

  see (&self, 1006, 3 * HOUR);
  g_assert_cmpuint (self.n_hits, ==, 1);
  for (guint i = 1; i < 4; i++)
    see (&self, 1006, 3 * HOUR + i * SECOND);
  g_assert_cmpuint (self.n_hits, ==, 2);
  fecho_alert_engine_free (self.engine);
}

static void
test_new_code (void)
{
  Engine self = { 0 };
  FechoAlertRule *rule = fecho_alert_rule_new (FECHO_ALERT_NEW_CODE);
  g_autoptr(GArray) codes = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autoptr(GPtrArray) unknown = NULL;
  guint16 known = 1006;

  g_array_append_val (codes, known);
  set_up_engine (&self, rule);
  see (&self, 1013, 0);
  g_assert_cmpuint (self.n_hits, ==, 0);
  unknown = fecho_alert_engine_list_unknown (self.engine);
  g_assert_cmpuint (unknown->len, ==, 1);

  fecho_alert_engine_set_known (self.engine, unknown->pdata[0], codes);
  see (&self, 1006, 0);
  see (&self, 1011, 0);
  see (&self, 1011, 0);
  g_assert_cmpuint (self.n_hits, ==, 1);
  g_assert_cmpuint (self.code, ==, 1011);
  fecho_alert_engine_free (self.engine);
}

static void
test_down (void)
{
  Engine self = { 0 };

  set_up_engine (&self, fecho_alert_rule_new (FECHO_ALERT_DOWN));
  g_assert_false (fecho_alert_engine_is_waiting (self.engine));
  fecho_alert_engine_see_state (self.engine, "a", "Vega", TRUE, 0);
  g_assert_true (fecho_alert_engine_is_waiting (self.engine));
  fecho_alert_engine_see_state (self.engine, "a", "Vega", TRUE, 50 * SECOND);
  fecho_alert_engine_look (self.engine, 60 * SECOND);
  g_assert_cmpuint (self.n_hits, ==, 0);
  fecho_alert_engine_look (self.engine, 61 * SECOND);
  fecho_alert_engine_look (self.engine, 62 * SECOND);
  g_assert_cmpuint (self.n_hits, ==, 1);
  g_assert_cmpint (self.down_us, ==, 61 * SECOND);

  fecho_alert_engine_see_state (self.engine, "a", "Vega", FALSE, 70 * SECOND);
  g_assert_false (fecho_alert_engine_is_waiting (self.engine));
  fecho_alert_engine_see_state (self.engine, "a", "Vega", TRUE, 80 * SECOND);
  fecho_alert_engine_look (self.engine, 141 * SECOND);
  g_assert_cmpuint (self.n_hits, ==, 2);
  fecho_alert_engine_free (self.engine);
}

static void
see_record (Engine           *self,
            FechoCloseRecord *record)
{
  record->session_id = "a";
  record->session = "Vega";
  fecho_alert_engine_see_close (self->engine, record, 0);
}

static void
test_what_does_not_count (void)
{
  Engine self = { 0 };
  FechoCloseRecord failed = FECHO_CLOSE_RECORD_INIT;
  FechoCloseRecord own = FECHO_CLOSE_RECORD_INIT;
  FechoCloseRecord interrupted = FECHO_CLOSE_RECORD_INIT;

  set_up_engine (&self, fecho_alert_rule_new (FECHO_ALERT_CODE));
  failed.failed_attempt = TRUE;
  own.closed_by = FECHO_CLOSED_BY_USER;
  interrupted.cause = FECHO_CAUSE_MONITOR_INTERRUPTED;
  see_record (&self, &failed);
  see_record (&self, &own);
  see_record (&self, &interrupted);
  g_assert_cmpuint (self.n_hits, ==, 0);
  fecho_alert_engine_free (self.engine);
}

static void
test_other_session_and_disabled (void)
{
  Engine self = { 0 };
  FechoAlertRule *other = fecho_alert_rule_new (FECHO_ALERT_CODE);
  FechoAlertRule *disabled = fecho_alert_rule_new (FECHO_ALERT_CODE);

  other->session_id = g_strdup ("b");
  disabled->enabled = FALSE;
  set_up_engine (&self, other);
  see (&self, 1006, 0);
  set_up_engine (&self, disabled);
  see (&self, 1006, 0);
  g_assert_cmpuint (self.n_hits, ==, 0);
  fecho_alert_engine_free (self.engine);
}

static void
test_json (void)
{
  static const char *const wrong[] = {
    "", "[]", "{}", "{\"kind\":\"moon\"}", "{\"kind\":\"code\"}", "{\"kind\":\"code\",\"code\":0}",
    "{\"kind\":\"rate\",\"per_hour\":-1}", "{\"kind\":\"class\",\"class\":99}",
  };
  g_autoptr(FechoAlertRule) read = fecho_alert_rule_new (FECHO_ALERT_CODE);

  for (guint i = 0; i <= FECHO_ALERT_DOWN; i++)
    {
      g_autoptr(FechoAlertRule) rule = fecho_alert_rule_new ((FechoAlertKind)i);
      g_autofree char *json = fecho_alert_rule_to_json (rule);
      g_autofree char *again = NULL;

      g_assert_true (fecho_alert_rule_read_json (read, json));
      again = fecho_alert_rule_to_json (read);
      g_assert_cmpstr (again, ==, json);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (fecho_alert_rule_read_json (read, wrong[i]));
}

/* -- with real sockets and a real history */

typedef struct
{
  MonitorFixture monitor;
  FechoAlerts *alerts;
  guint n_changed;
  guint n_told;
  FechoAlertNews news;
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
triggered_cb (Fixture        *fixture,
              FechoAlertNews *news)
{
  fixture->n_told++;
  fixture->news = *news;
}

static void
begin (Fixture *fixture)
{
  fixture->n_changed = 0;
  fixture->alerts = fecho_alerts_new (fixture->monitor.monitor);
  g_signal_connect_swapped (fixture->alerts, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect_swapped (fixture->alerts, "triggered", G_CALLBACK (triggered_cb), fixture);
  fecho_test_wait (fixture->n_changed == 1);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  monitor_fixture_set_up (&fixture->monitor, NULL);
  begin (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->alerts);
  monitor_fixture_tear_down (&fixture->monitor, NULL);
}

/* One end of each of so many sessions. */
static GPtrArray *
wait_for_each (Fixture *fixture,
               guint    n_sessions)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *ends = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);

  for (guint i = 0; ends->len < n_sessions; i++)
    {
      const FechoCloseRecord *record = monitor_fixture_get_event (&fixture->monitor, i);

      if (g_hash_table_add (seen, (char *)record->session_id))
        g_ptr_array_add (ends, fecho_close_event_ref (fixture->monitor.events->pdata[i]));
    }

  return ends;
}

/* What drops together is told together. A busy computer may not store it together: it is said once
 * more, all at once. */
static void
test_storm (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(FechoAlertRule) rule = fecho_alert_rule_new (FECHO_ALERT_CLASS);
  g_autoptr(GPtrArray) ends = NULL;

  rule->klass = FECHO_CLOSE_CLASS_SERVER;
  for (guint i = 0; i < 5; i++)
    monitor_fixture_add (&fixture->monitor, "/close/1013");
  ends = wait_for_each (fixture, 5);
  fecho_alerts_put (fixture->alerts, rule, G_MAXUINT);
  g_signal_emit_by_name (fixture->monitor.monitor, "committed", ends);
  fecho_test_wait (fixture->n_told == 1);

  g_assert_cmpuint (fixture->news.n_hits, >=, 5);
  g_assert_cmpuint (fixture->news.n_sessions, ==, 5);
  g_assert_cmpuint (fixture->news.n_codes, ==, 1);
  g_assert_cmpuint (fixture->news.code, ==, 1013);
}

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

/* What was asked of the history before is answered before. */
static void
wait_for_history (Fixture *fixture)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(FechoSummary) summary = NULL;

  fecho_monitor_summary_async (fixture->monitor.monitor, filter, NULL, keep_cb, &result);
  fecho_test_wait (result != NULL);
  summary = fecho_monitor_summary_finish (fixture->monitor.monitor, result, NULL);
  g_assert_nonnull (summary);
}

/* The old code goes on coming; the new one comes once the rule knows the history. */
static void
test_new_code_of_history (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(FechoAlertRule) rule = fecho_alert_rule_new (FECHO_ALERT_NEW_CODE);

  monitor_fixture_add (&fixture->monitor, "/close/4001");
  fecho_test_wait (fixture->monitor.events->len >= 1);
  fecho_alerts_put (fixture->alerts, rule, 0);
  wait_for_history (fixture);
  monitor_fixture_add (&fixture->monitor, "/close/4002");
  fecho_test_wait (fixture->n_told >= 1);
  g_assert_cmpuint (fixture->news.code, ==, 4002);
  g_assert_cmpuint (fixture->news.n_codes, ==, 1);
}

static void
test_down_for_long (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(FechoAlertRule) rule = fecho_alert_rule_new (FECHO_ALERT_DOWN);

  rule->down_s = 1;
  fecho_alerts_put (fixture->alerts, rule, 0);
  monitor_fixture_add (&fixture->monitor, "/http/503");
  fecho_test_wait (fixture->n_told == 1);
  g_assert_cmpint (fixture->news.down_us, >, SECOND);
  g_assert_cmpuint (fixture->news.code, ==, 0);
}

static void
test_rules_stay (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(FechoAlertRule) first = fecho_alert_rule_new (FECHO_ALERT_RATE);
  g_autoptr(FechoAlertRule) second = fecho_alert_rule_new (FECHO_ALERT_DOWN);
  GPtrArray *rules;

  first->n_per_hour = 42;
  second->enabled = FALSE;
  fecho_alerts_put (fixture->alerts, second, 0);
  fecho_alerts_put (fixture->alerts, first, 0);
  fecho_alerts_remove (fixture->alerts, second->id);
  fecho_alerts_put (fixture->alerts, second, G_MAXUINT);
  g_assert_finalize_object (fixture->alerts);
  monitor_fixture_unwatch (&fixture->monitor);
  monitor_fixture_watch (&fixture->monitor);
  begin (fixture);

  rules = fecho_alerts_get_rules (fixture->alerts);
  g_assert_cmpuint (rules->len, ==, 2);
  g_assert_cmpuint (((FechoAlertRule *)rules->pdata[0])->n_per_hour, ==, 42);
  g_assert_false (((FechoAlertRule *)rules->pdata[1])->enabled);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/monitor/alerts/code", test_code);
  g_test_add_func ("/monitor/alerts/class", test_class);
  g_test_add_func ("/monitor/alerts/rate", test_rate);
  g_test_add_func ("/monitor/alerts/new-code", test_new_code);
  g_test_add_func ("/monitor/alerts/down", test_down);
  g_test_add_func ("/monitor/alerts/what-does-not-count", test_what_does_not_count);
  g_test_add_func ("/monitor/alerts/other-session", test_other_session_and_disabled);
  g_test_add_func ("/monitor/alerts/json", test_json);
#define ADD(name, func) \
  g_test_add ("/monitor/alerts/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("storm", test_storm);
  ADD ("new-code-of-history", test_new_code_of_history);
  ADD ("down-for-long", test_down_for_long);
  ADD ("rules-stay", test_rules_stay);
#undef ADD

  return g_test_run ();
}
