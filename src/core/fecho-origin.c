/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-origin-private.h"

#define SECOND_US ((gint64)G_USEC_PER_SEC)

/* Ends that a Close frame, an error or an end of stream tells at once; and those that only a
 * time-out tells, each at its own time. */
#define SUDDEN_BEFORE_US (5 * SECOND_US)
#define SUDDEN_AFTER_US  (5 * SECOND_US)
#define SLOW_BEFORE_US   (30 * SECOND_US)
#define SLOW_AFTER_US    (20 * SECOND_US)

/* A history may come from anywhere: times that no clock shows are brought to where sums of them
 * cannot overflow (year 9999). */
#define MAX_TIME_US G_GINT64_CONSTANT (253402300800000000)

static gint64
make_possible (gint64 time_us)
{
  return CLAMP (time_us, -1, MAX_TIME_US);
}

gint64
fecho_origin_end_get_begin_us (const FechoOriginEnd *end)
{
  return end->closed_at_us - MAX (end->failed ? end->handshake_us : end->life_us, 0);
}

gboolean
fecho_origin_end_is_own (const FechoOriginEnd *end)
{
  return end->closed_by == FECHO_CLOSED_BY_USER || end->cause == FECHO_CAUSE_USER_CLOSED ||
         end->cause == FECHO_CAUSE_APP_QUIT || end->cause == FECHO_CAUSE_MONITOR_INTERRUPTED;
}

static void
init_crowds (FechoOriginCrowds *crowds,
             gint64             before_us,
             gint64             after_us)
{
  crowds->all = fecho_crowd_new (before_us, after_us);
  crowds->hosts = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)fecho_crowd_free);
  crowds->proxies = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)fecho_crowd_free);
}

static void
clear_crowds (FechoOriginCrowds *crowds)
{
  fecho_crowd_free (crowds->all);
  g_hash_table_unref (crowds->hosts);
  g_hash_table_unref (crowds->proxies);
}

static FechoCrowd *
ensure_crowd (GHashTable *crowds,
              guint       number,
              gint64      before_us,
              gint64      after_us)
{
  FechoCrowd *crowd = g_hash_table_lookup (crowds, GUINT_TO_POINTER (number));

  if (crowd != NULL)
    return crowd;

  crowd = fecho_crowd_new (before_us, after_us);
  g_hash_table_insert (crowds, GUINT_TO_POINTER (number), crowd);

  return crowd;
}

static void
add_to_crowds (FechoOriginCrowds     *crowds,
               const FechoOriginOpen *open,
               gint64                 to_us,
               gboolean               dropped,
               gint64                 before_us,
               gint64                 after_us)
{
  FechoCrowd *host = ensure_crowd (crowds->hosts, open->host, before_us, after_us);

  fecho_crowd_add (crowds->all, open->opened_at_us, to_us, dropped);
  fecho_crowd_add (host, open->opened_at_us, to_us, dropped);
  if (open->proxy != 0)
    fecho_crowd_add (ensure_crowd (crowds->proxies, open->proxy, before_us, after_us),
                     open->opened_at_us, to_us, dropped);
}

static void
sort_crowds (FechoOriginCrowds *crowds)
{
  GHashTable *tables[] = { crowds->hosts, crowds->proxies };

  fecho_crowd_sort (crowds->all);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      GHashTableIter iter;
      gpointer crowd;

      g_hash_table_iter_init (&iter, tables[i]);
      while (g_hash_table_iter_next (&iter, NULL, &crowd))
        fecho_crowd_sort (crowd);
    }
}

static int
compare_attempts (gconstpointer a,
                  gconstpointer b)
{
  const FechoOriginAttempt *left = a;
  const FechoOriginAttempt *right = b;

  return (left->at_us > right->at_us) - (left->at_us < right->at_us);
}

static void
add_attempt (FechoOriginJudge         *self,
             const FechoOriginAttempt *attempt)
{
  GArray *attempts = g_hash_table_lookup (self->attempts, GUINT_TO_POINTER (attempt->host));

  if (attempts == NULL)
    {
      attempts = g_array_new (FALSE, FALSE, sizeof (FechoOriginAttempt));
      g_hash_table_insert (self->attempts, GUINT_TO_POINTER (attempt->host), attempts);
    }
  g_array_append_vals (attempts, attempt, 1);
  if (attempt->opened || attempt->cause == FECHO_CAUSE_DNS_FAILURE)
    g_array_append_vals (self->names, attempt, 1);
}

static void
add_connection (FechoOriginJudge      *self,
                const FechoOriginOpen *open,
                gint64                 to_us,
                gboolean               dropped)
{
  const FechoOriginAttempt attempt = {
    .at_us = open->opened_at_us, .host = open->host, .opened = TRUE,
  };

  add_to_crowds (&self->sudden, open, to_us, dropped, SUDDEN_BEFORE_US, SUDDEN_AFTER_US);
  add_to_crowds (&self->slow, open, to_us, dropped, SLOW_BEFORE_US, SLOW_AFTER_US);
  add_attempt (self, &attempt);
}

/* An end that the peer asked for by a frame is a drop too: a server that goes says so to all. */
static void
add_end (FechoOriginJudge     *self,
         const FechoOriginEnd *end)
{
  const FechoOriginAttempt failure = {
    .at_us = end->closed_at_us, .host = end->host, .cause = end->cause,
    .http_status = end->http_status,
  };
  const FechoOriginOpen open = {
    .opened_at_us = fecho_origin_end_get_begin_us (end), .session = end->session, .host = end->host,
    .proxy = end->proxy,
  };

  if (end->failed)
    add_attempt (self, &failure);
  else
    add_connection (self, &open, end->closed_at_us, !fecho_origin_end_is_own (end));
}

static void
sort_attempts (FechoOriginJudge *self)
{
  GHashTableIter iter;
  gpointer attempts;

  g_hash_table_iter_init (&iter, self->attempts);
  while (g_hash_table_iter_next (&iter, NULL, &attempts))
    g_array_sort (attempts, compare_attempts);
  g_array_sort (self->names, compare_attempts);
}

static void
take_ends (FechoOriginJudge     *self,
           const FechoOriginEnd *ends,
           guint                 n_ends)
{
  for (guint i = 0; i < n_ends; i++)
    {
      FechoOriginEnd end = ends[i];

      end.closed_at_us = make_possible (end.closed_at_us);
      end.life_us = make_possible (end.life_us);
      end.handshake_us = make_possible (end.handshake_us);
      g_array_append_val (self->ends, end);
      add_end (self, &end);
    }
}

static void
take_open (FechoOriginJudge      *self,
           const FechoOriginOpen *open,
           guint                  n_open)
{
  for (guint i = 0; i < n_open; i++)
    {
      FechoOriginOpen connection = open[i];

      connection.opened_at_us = make_possible (connection.opened_at_us);
      add_connection (self, &connection, G_MAXINT64, FALSE);
    }
}

static void
take_changes (FechoOriginJudge          *self,
              const FechoComputerChange *changes,
              guint                      n_changes)
{
  for (guint i = 0; i < n_changes; i++)
    {
      FechoComputerChange change = changes[i];

      change.at_us = make_possible (change.at_us);
      if (change.until_us != G_MAXINT64)
        change.until_us = make_possible (change.until_us);
      change.step_us = CLAMP (change.step_us, -MAX_TIME_US, MAX_TIME_US);
      g_array_append_val (self->changes, change);
    }
}

FechoOriginEnd
fecho_origin_end_of_record (const FechoCloseRecord *record,
                            guint                   session,
                            guint                   host,
                            guint                   proxy)
{
  const FechoOriginEnd end = {
    .closed_at_us = record->closed_at_us,
    .handshake_us = record->handshake_us,
    .life_us = record->life_us,
    .session = session,
    .host = host,
    .proxy = proxy,
    .failed = record->failed_attempt,
    .peer_frame = record->first_close == FECHO_FIRST_CLOSE_PEER,
    .closed_by = record->closed_by,
    .cause = record->cause,
    .network = record->network,
    .http_status = record->http_status,
  };

  return end;
}

FechoOriginJudge *
fecho_origin_judge_new (const FechoOriginEnd      *ends,
                        guint                      n_ends,
                        const FechoOriginOpen     *open,
                        guint                      n_open,
                        const FechoComputerChange *changes,
                        guint                      n_changes,
                        gint64                     now_us)
{
  FechoOriginJudge *self = g_new0 (FechoOriginJudge, 1);

  self->now_us = make_possible (now_us);
  self->ends = g_array_new (FALSE, FALSE, sizeof (FechoOriginEnd));
  self->changes = g_array_new (FALSE, FALSE, sizeof (FechoComputerChange));
  self->names = g_array_new (FALSE, FALSE, sizeof (FechoOriginAttempt));
  self->attempts = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
  init_crowds (&self->sudden, SUDDEN_BEFORE_US, SUDDEN_AFTER_US);
  init_crowds (&self->slow, SLOW_BEFORE_US, SLOW_AFTER_US);

  take_ends (self, ends, n_ends);
  take_open (self, open, n_open);
  take_changes (self, changes, n_changes);
  sort_crowds (&self->sudden);
  sort_crowds (&self->slow);
  sort_attempts (self);

  return self;
}

void
fecho_origin_judge_free (FechoOriginJudge *self)
{
  g_return_if_fail (self != NULL);

  clear_crowds (&self->sudden);
  clear_crowds (&self->slow);
  g_hash_table_unref (self->attempts);
  g_array_unref (self->names);
  g_array_unref (self->changes);
  g_array_unref (self->ends);
  g_free (self);
}

FechoOrigin
fecho_origin_judge_end (const FechoOriginJudge  *self,
                        guint                    i,
                        const char             **ret_rule,
                        char                   **ret_evidence)
{
  const FechoOriginEnd *end;
  gboolean settled;

  g_return_val_if_fail (self != NULL && i < self->ends->len, FECHO_ORIGIN_NOT_JUDGED);

  end = &g_array_index (self->ends, FechoOriginEnd, i);
  settled = self->now_us >= end->closed_at_us + FECHO_ORIGIN_SETTLE_US;
  *ret_evidence = NULL;

  for (gsize k = 0; k < fecho_n_origin_rules; k++)
    {
      const FechoOriginRule *rule = &fecho_origin_rules[k];

      FechoOriginSaid said;

      if ((rule->settled && !settled) || !rule->applies (self, end, &said))
        continue;

      *ret_rule = rule->name;
      *ret_evidence = fecho_origin_said_to_string (&said);
      return rule->origin;
    }

  *ret_rule = settled ? "none" : NULL;

  return settled ? FECHO_ORIGIN_UNKNOWN : FECHO_ORIGIN_NOT_JUDGED;
}

char **
fecho_origin_list_rules (void)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (gsize i = 0; i < fecho_n_origin_rules; i++)
    g_strv_builder_add (names, fecho_origin_rules[i].name);

  return g_strv_builder_end (names);
}
