/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-alert-engine.h"

#include "fecho-dictionary-shelf.h"

#define HOUR_US (3600 * (gint64)G_USEC_PER_SEC)

/* A rule and what is remembered for it. */
typedef struct
{
  FechoAlertRule *rule;
  GHashTable *known;            /* of NEW_CODE: set of codes; NULL: not told yet */
  GQueue times;                 /* of RATE: gint64 *, the closes of the last hour */
  gboolean exceeded;            /* of RATE: said already, until there are fewer */
} Watch;

/* A session that is watched and not open. */
typedef struct
{
  char *name;
  gint64 since_us;
  GHashTable *told;             /* ids of rules that were met by this outage */
} Outage;

struct _FechoAlertEngine
{
  FechoAlertFunc func;
  gpointer data;
  GPtrArray *watches;           /* of Watch */
  GHashTable *outages;          /* session id -> Outage */
};

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  fecho_alert_rule_free (watch->rule);
  g_clear_pointer (&watch->known, g_hash_table_unref);
  g_queue_clear_full (&watch->times, g_free);
  g_free (watch);
}

static void
outage_free (gpointer data)
{
  Outage *outage = data;

  g_free (outage->name);
  g_hash_table_unref (outage->told);
  g_free (outage);
}

FechoAlertEngine *
fecho_alert_engine_new (FechoAlertFunc func,
                        gpointer       data)
{
  FechoAlertEngine *self = g_new0 (FechoAlertEngine, 1);

  self->func = func;
  self->data = data;
  self->watches = g_ptr_array_new_with_free_func (watch_free);
  self->outages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, outage_free);

  return self;
}

void
fecho_alert_engine_free (FechoAlertEngine *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->watches);
  g_hash_table_unref (self->outages);
  g_free (self);
}

/* -- rules */

static gboolean
is_same (const FechoAlertRule *a,
         const FechoAlertRule *b)
{
  g_autofree char *json_a = fecho_alert_rule_to_json (a);
  g_autofree char *json_b = fecho_alert_rule_to_json (b);

  return g_str_equal (a->id, b->id) && g_strcmp0 (a->session_id, b->session_id) == 0 &&
         g_str_equal (json_a, json_b);
}

/* Takes over what an earlier watch of the same rule has seen. */
static void
inherit (Watch     *watch,
         GPtrArray *old)
{
  for (guint i = 0; i < old->len; i++)
    {
      Watch *other = old->pdata[i];

      if (!is_same (watch->rule, other->rule))
        continue;
      watch->known = g_steal_pointer (&other->known);
      watch->times = other->times;
      watch->exceeded = other->exceeded;
      g_queue_init (&other->times);
      return;
    }
}

void
fecho_alert_engine_set_rules (FechoAlertEngine *self,
                              GPtrArray        *rules)
{
  g_autoptr(GPtrArray) old = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (rules != NULL);

  old = g_steal_pointer (&self->watches);
  self->watches = g_ptr_array_new_with_free_func (watch_free);
  for (guint i = 0; i < rules->len; i++)
    {
      Watch *watch = g_new0 (Watch, 1);

      watch->rule = fecho_alert_rule_copy (rules->pdata[i]);
      g_queue_init (&watch->times);
      inherit (watch, old);
      g_ptr_array_add (self->watches, watch);
    }
}

void
fecho_alert_engine_set_known (FechoAlertEngine *self,
                              const char       *rule_id,
                              GArray           *codes)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (rule_id != NULL);
  g_return_if_fail (codes != NULL);

  for (guint i = 0; i < self->watches->len; i++)
    {
      Watch *watch = self->watches->pdata[i];

      if (!g_str_equal (watch->rule->id, rule_id) || watch->known != NULL)
        continue;
      watch->known = g_hash_table_new (NULL, NULL);
      for (guint j = 0; j < codes->len; j++)
        g_hash_table_add (watch->known, GUINT_TO_POINTER (g_array_index (codes, guint16, j)));
    }
}

GPtrArray *
fecho_alert_engine_list_unknown (FechoAlertEngine *self)
{
  GPtrArray *ids;

  g_return_val_if_fail (self != NULL, NULL);

  ids = g_ptr_array_new ();
  for (guint i = 0; i < self->watches->len; i++)
    {
      Watch *watch = self->watches->pdata[i];

      if (watch->rule->kind == FECHO_ALERT_NEW_CODE && watch->known == NULL)
        g_ptr_array_add (ids, watch->rule->id);
    }

  return ids;
}

/* -- closes */

static gboolean
applies (const FechoAlertRule *rule,
         const char           *session_id)
{
  return rule->session_id == NULL || g_strcmp0 (rule->session_id, session_id) == 0;
}

static void
forget_old_times (Watch  *watch,
                  gint64  now_us)
{
  while (!g_queue_is_empty (&watch->times) &&
         *(gint64 *)g_queue_peek_head (&watch->times) <= now_us - HOUR_US)
    g_free (g_queue_pop_head (&watch->times));
  if (g_queue_get_length (&watch->times) <= watch->rule->n_per_hour)
    watch->exceeded = FALSE;
}

/* Once per excess: a storm is told of by the first close over the limit. */
static gboolean
exceeds (Watch  *watch,
         gint64  now_us)
{
  gint64 *time = g_new (gint64, 1);
  gboolean was_exceeded;

  *time = now_us;
  g_queue_push_tail (&watch->times, time);
  forget_old_times (watch, now_us);
  was_exceeded = watch->exceeded;
  watch->exceeded = g_queue_get_length (&watch->times) > watch->rule->n_per_hour;
  /* More than one over the limit tell nothing more. */
  if (was_exceeded)
    g_free (g_queue_pop_head (&watch->times));

  return watch->exceeded && !was_exceeded;
}

static gboolean
is_met (Watch                 *watch,
        guint16                code,
        const FechoDictionary *dictionary,
        gint64                 now_us)
{
  switch (watch->rule->kind)
    {
    case FECHO_ALERT_CODE:
      return watch->rule->code == code;
    case FECHO_ALERT_CLASS:
      return watch->rule->klass == fecho_dictionary_get_class (dictionary, code);
    case FECHO_ALERT_RATE:
      return exceeds (watch, now_us);
    case FECHO_ALERT_NEW_CODE:
      return watch->known != NULL && g_hash_table_add (watch->known, GUINT_TO_POINTER (code));
    case FECHO_ALERT_DOWN:
      break;
    }

  return FALSE;
}

static gboolean
counts (const FechoCloseRecord *record)
{
  return !record->failed_attempt && record->closed_by != FECHO_CLOSED_BY_USER &&
         record->cause != FECHO_CAUSE_APP_QUIT &&
         record->cause != FECHO_CAUSE_MONITOR_INTERRUPTED;
}

void
fecho_alert_engine_see_close (FechoAlertEngine       *self,
                              const FechoCloseRecord *record,
                              gint64                  now_us)
{
  FechoDictionary *dictionary;

  g_return_if_fail (self != NULL);
  g_return_if_fail (record != NULL);

  if (!counts (record))
    return;

  dictionary = fecho_dictionary_shelf_explain (fecho_dictionary_shelf_get_default (), record);
  for (guint i = 0; i < self->watches->len; i++)
    {
      Watch *watch = self->watches->pdata[i];
      FechoAlertHit hit = {
        .rule = watch->rule, .session_id = record->session_id, .session = record->session,
        .code = record->code, .dictionary = dictionary,
      };

      if (!watch->rule->enabled || !applies (watch->rule, record->session_id) ||
          !is_met (watch, record->code, dictionary, now_us))
        continue;
      hit.n_in_hour = g_queue_get_length (&watch->times);
      self->func (&hit, self->data);
    }
}

/* -- outages */

void
fecho_alert_engine_see_state (FechoAlertEngine *self,
                              const char       *session_id,
                              const char       *session,
                              gboolean          is_down,
                              gint64            now_us)
{
  Outage *outage;

  g_return_if_fail (self != NULL);
  g_return_if_fail (session_id != NULL);

  if (!is_down)
    {
      g_hash_table_remove (self->outages, session_id);
      return;
    }
  if (g_hash_table_contains (self->outages, session_id))
    return;

  outage = g_new0 (Outage, 1);
  outage->name = g_strdup (session);
  outage->since_us = now_us;
  outage->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (self->outages, g_strdup (session_id), outage);
}

static void
look_at_outages (FechoAlertEngine     *self,
                 const FechoAlertRule *rule,
                 gint64                now_us)
{
  GHashTableIter iter;
  gpointer session_id;
  gpointer value;

  g_hash_table_iter_init (&iter, self->outages);
  while (g_hash_table_iter_next (&iter, &session_id, &value))
    {
      Outage *outage = value;
      FechoAlertHit hit = {
        .rule = rule, .session_id = session_id, .session = outage->name,
        .down_us = now_us - outage->since_us,
      };

      if (!applies (rule, session_id) || hit.down_us <= rule->down_s * (gint64)G_USEC_PER_SEC ||
          !g_hash_table_add (outage->told, g_strdup (rule->id)))
        continue;
      self->func (&hit, self->data);
    }
}

void
fecho_alert_engine_look (FechoAlertEngine *self,
                         gint64            now_us)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->watches->len; i++)
    {
      Watch *watch = self->watches->pdata[i];

      if (watch->rule->kind == FECHO_ALERT_DOWN && watch->rule->enabled)
        look_at_outages (self, watch->rule, now_us);
    }
}

gboolean
fecho_alert_engine_is_waiting (FechoAlertEngine *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (g_hash_table_size (self->outages) == 0)
    return FALSE;

  for (guint i = 0; i < self->watches->len; i++)
    {
      Watch *watch = self->watches->pdata[i];

      if (watch->rule->kind == FECHO_ALERT_DOWN && watch->rule->enabled)
        return TRUE;
    }

  return FALSE;
}
