/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-ranks.h"

#include "fecho-facts.h"
#include "fecho-monitor-query.h"
#include "fecho-refresher.h"
#include "fecho-settings.h"

/* Rows that change places oftener cannot be read. */
#define CALM_MS 2000

struct _FechoSessionRanks
{
  GObject parent_instance;

  FechoRange *range;
  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
  FechoRefresher refresher;
  GHashTable *counts;           /* id -> closes of the range */
  FechoRankOrder order;
  gboolean used;                /* somebody has sorted by it */
  guint later_id;
};

G_DEFINE_FINAL_TYPE (FechoSessionRanks, fecho_session_ranks, G_TYPE_OBJECT)

typedef enum
{
  PROP_ORDER = 1,
} FechoSessionRanksProperty;

static GParamSpec *properties[PROP_ORDER + 1];
static guint changed_signal;

static const char *const words[] = {
  [FECHO_RANK_OWN] = "own",
  [FECHO_RANK_CLOSES] = "closes",
  [FECHO_RANK_ATTENTION] = "attention",
};

/* -- closes by session */

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  FechoSessionRanks *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) answer = fecho_monitor_session_codes_finish (FECHO_MONITOR (object), result,
                                                                 &error);
  GHashTable *counts;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (answer == NULL)
    g_message ("The closes of the sessions cannot be counted: %s", error->message);
  counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; answer != NULL && i < answer->len; i++)
    {
      const FechoSessionCode *count = &g_array_index (answer, FechoSessionCode, i);
      guint before = GPOINTER_TO_UINT (g_hash_table_lookup (counts, count->session_id));

      g_hash_table_replace (counts, g_strdup (count->session_id),
                            GUINT_TO_POINTER (before + (guint)count->n_closes));
    }
  fecho_session_ranks_take_counts (self, counts);
  fecho_refresher_done (&self->refresher);
}

static void
ask (gpointer      owner,
     GCancellable *cancellable)
{
  FechoSessionRanks *self = owner;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  filter->since_us = fecho_range_get_from_us (self->range);
  filter->until_us = fecho_range_get_to_us (self->range);
  filter->kinds = FECHO_KINDS_CLOSES;
  fecho_monitor_session_codes_async (self->monitor, filter, cancellable, answered_cb, self);
}

static gboolean
later_cb (gpointer data)
{
  FechoSessionRanks *self = data;

  self->later_id = 0;
  /* States alone may have changed: told at once, and once more with the answer. */
  g_signal_emit (self, changed_signal, 0);
  if (self->monitor != NULL)
    fecho_refresher_want (&self->refresher);

  return G_SOURCE_REMOVE;
}

static void
news_cb (FechoSessionRanks *self)
{
  if (self->used && self->later_id == 0)
    self->later_id = g_timeout_add (CALM_MS, later_cb, self);
}

/* -- the object */

static void
set_order (FechoSessionRanks *self,
           const char        *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_strcmp0 (words[i], word) != 0 || self->order == i)
        continue;

      self->order = i;
      self->used = self->used || i != FECHO_RANK_OWN;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
      g_signal_emit (self, changed_signal, 0);
      if (self->used && self->monitor != NULL)
        fecho_refresher_want (&self->refresher);
      return;
    }
}

static void
fecho_session_ranks_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch ((FechoSessionRanksProperty)id)
    {
    case PROP_ORDER:
      g_value_set_string (value, words[FECHO_SESSION_RANKS (object)->order]);
      break;
    }
}

static void
fecho_session_ranks_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch ((FechoSessionRanksProperty)id)
    {
    case PROP_ORDER:
      set_order (FECHO_SESSION_RANKS (object), g_value_get_string (value));
      break;
    }
}

static void
fecho_session_ranks_dispose (GObject *object)
{
  FechoSessionRanks *self = FECHO_SESSION_RANKS (object);

  g_clear_handle_id (&self->later_id, g_source_remove);
  fecho_refresher_clear (&self->refresher);
  g_clear_object (&self->monitor_signals);
  g_clear_object (&self->monitor);
  g_clear_object (&self->range);
  g_clear_pointer (&self->counts, g_hash_table_unref);

  G_OBJECT_CLASS (fecho_session_ranks_parent_class)->dispose (object);
}

static void
fecho_session_ranks_class_init (FechoSessionRanksClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_session_ranks_dispose;
  object_class->get_property = fecho_session_ranks_get_property;
  object_class->set_property = fecho_session_ranks_set_property;

  properties[PROP_ORDER] =
    g_param_spec_string ("order", NULL, NULL, words[FECHO_RANK_OWN],
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  changed_signal = g_signal_new ("changed", FECHO_TYPE_SESSION_RANKS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
fecho_session_ranks_init (FechoSessionRanks *self)
{
  fecho_refresher_init (&self->refresher, ask, self);
  fecho_refresher_set_active (&self->refresher, TRUE);
  self->monitor_signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_object (self->monitor_signals, "committed", G_CALLBACK (news_cb), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->monitor_signals, "notify::n-open", G_CALLBACK (news_cb),
                                 self, G_CONNECT_SWAPPED);
  fecho_settings_bind (FECHO_SETTING_ORDER, self, "order");
}

FechoSessionRanks *
fecho_session_ranks_new (FechoRange *range)
{
  FechoSessionRanks *self;

  g_return_val_if_fail (FECHO_IS_RANGE (range), NULL);

  self = g_object_new (FECHO_TYPE_SESSION_RANKS, NULL);
  self->range = g_object_ref (range);
  g_signal_connect_object (range, "changed", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
fecho_session_ranks_set_monitor (FechoSessionRanks *self,
                                 FechoMonitor      *monitor)
{
  g_return_if_fail (FECHO_IS_SESSION_RANKS (self));
  g_return_if_fail (monitor == NULL || FECHO_IS_MONITOR (monitor));

  if (!g_set_object (&self->monitor, monitor))
    return;

  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_signal_group_set_target (self->monitor_signals, monitor);
  fecho_refresher_set_active (&self->refresher, FALSE);
  fecho_refresher_set_active (&self->refresher, monitor != NULL);
  if (self->used && monitor != NULL)
    fecho_refresher_want (&self->refresher);
}

FechoRankOrder
fecho_session_ranks_get_order (FechoSessionRanks *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION_RANKS (self), FECHO_RANK_OWN);

  return self->order;
}

/* -- sorting */

typedef struct
{
  FechoSession *session;
  guint urgency;
  guint n_closes;
  guint place;                  /* before */
} Rank;

static guint
get_urgency (FechoSession *session)
{
  switch (fecho_session_get_state (session))
    {
    case FECHO_SESSION_STOPPED:
      return 0;
    case FECHO_SESSION_WAITING:
    case FECHO_SESSION_NO_NETWORK:
      return 1;
    case FECHO_SESSION_CONNECTING:
      return 2;
    case FECHO_SESSION_OPEN:
    case FECHO_SESSION_PAUSED:
    case FECHO_SESSION_CLOSED:
    case FECHO_SESSION_ELSEWHERE:
      break;
    }

  return 3;
}

static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  const Rank *first = a;
  const Rank *second = b;

  if (first->urgency != second->urgency)
    return first->urgency < second->urgency ? -1 : 1;
  if (first->n_closes != second->n_closes)
    return first->n_closes > second->n_closes ? -1 : 1;

  return first->place < second->place ? -1 : 1;
}

void
fecho_session_ranks_sort (FechoSessionRanks *self,
                          FechoRankOrder     order,
                          GPtrArray         *sessions)
{
  g_autofree Rank *ranks = g_new0 (Rank, sessions->len);

  g_return_if_fail (FECHO_IS_SESSION_RANKS (self));

  if (order == FECHO_RANK_OWN)
    return;

  if (!self->used && self->monitor != NULL)
    fecho_refresher_want (&self->refresher);
  self->used = TRUE;
  for (guint i = 0; i < sessions->len; i++)
    {
      FechoSession *session = g_ptr_array_index (sessions, i);
      const char *id = fecho_session_get_id (session);

      ranks[i] = (Rank){ .session = session, .place = i };
      if (order == FECHO_RANK_ATTENTION)
        ranks[i].urgency = get_urgency (session);
      if (self->counts != NULL)
        ranks[i].n_closes = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, id));
    }
  if (sessions->len > 1)
    qsort (ranks, sessions->len, sizeof (Rank), compare_ranks);
  for (guint i = 0; i < sessions->len; i++)
    sessions->pdata[i] = ranks[i].session;
}

void
fecho_session_ranks_take_counts (FechoSessionRanks *self,
                                 GHashTable        *counts)
{
  g_return_if_fail (FECHO_IS_SESSION_RANKS (self));
  g_return_if_fail (counts != NULL);

  g_clear_pointer (&self->counts, g_hash_table_unref);
  self->counts = counts;
  g_signal_emit (self, changed_signal, 0);
}
