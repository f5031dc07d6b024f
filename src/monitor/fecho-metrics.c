/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-metrics.h"

#include <string.h>

#include "fecho-clock.h"
#include "fecho-config.h"
#include "fecho-prometheus.h"
#include "fecho-text-server.h"

/* Upper bounds of lives in seconds: from the time-outs of proxies to a day. */
static const double life_bounds[] = {
  1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 21600, 86400,
};

/* Ends of one kind. */
typedef struct
{
  guint16 code;                 /* 0: other */
  int cause;                    /* FECHO_UNKNOWN: other */
  gboolean failed_attempt;
  guint64 n;
} Ends;

/* What is told under one name: that of a session, or of several. */
typedef struct
{
  char *name;
  guint n_open;
  gint64 open_us;               /* of what was open and is no more */
  gint64 monitored_us;          /* likewise */
  GArray *ends;
} Series;

/* One session, and since when (monotonic) it is as it is; 0: it is not. */
typedef struct
{
  FechoMetrics *metrics;
  FechoSession *session;
  Series *series;
  gint64 open_from_us;
  gint64 monitored_from_us;
} Track;

struct _FechoMetrics
{
  GObject parent_instance;

  FechoMonitor *monitor;
  FechoOutbox *outbox;
  FechoTextServer *server;
  GPtrArray *series;            /* in the order of their coming */
  GHashTable *by_name;          /* name: Series */
  GHashTable *tracks;           /* id of a session: Track */
  guint64 n_lives[G_N_ELEMENTS (life_bounds) + 1];
  double life_sum_s;
  gint64 started_us;
};

G_DEFINE_FINAL_TYPE (FechoMetrics, fecho_metrics, G_TYPE_OBJECT)

/* -- sessions and their names */

static void
series_free (gpointer data)
{
  Series *series = data;

  g_free (series->name);
  g_array_unref (series->ends);
  g_free (series);
}

static Series *
ensure_series (FechoMetrics *self,
               const char   *name)
{
  Series *series = g_hash_table_lookup (self->by_name, name);

  if (series != NULL)
    return series;

  series = g_new0 (Series, 1);
  series->name = g_strdup (name);
  series->ends = g_array_new (FALSE, FALSE, sizeof (Ends));
  g_ptr_array_add (self->series, series);
  g_hash_table_insert (self->by_name, series->name, series);

  return series;
}

/* Sessions of one name are told apart by their addresses; of one address too, they are one. */
static Series *
find_series (FechoMetrics *self,
             FechoSession *session)
{
  const char *name = fecho_session_get_name (session);
  g_autofree char *url = fecho_session_dup_url (session);

  return ensure_series (self, g_hash_table_contains (self->by_name, name) ? url : name);
}

/* -- time */

static gboolean
is_monitored (FechoSession *session)
{
  FechoSessionState state = fecho_session_get_state (session);

  return state != FECHO_SESSION_PAUSED && state != FECHO_SESSION_ELSEWHERE &&
         state != FECHO_SESSION_CLOSED && !fecho_session_get_lacks_secret (session);
}

/* Adds up what was, from the last change to now. */
static void
settle (Track *track)
{
  gint64 now_us = fecho_clock_monotonic_us ();

  if (track->open_from_us != 0)
    track->series->open_us += now_us - track->open_from_us;
  if (track->monitored_from_us != 0)
    track->series->monitored_us += now_us - track->monitored_from_us;
  track->open_from_us = track->open_from_us != 0 ? now_us : 0;
  track->monitored_from_us = track->monitored_from_us != 0 ? now_us : 0;
}

static void
state_cb (FechoSession *session,
          GParamSpec   *pspec,
          Track        *track)
{
  gboolean open = fecho_session_get_state (session) == FECHO_SESSION_OPEN;

  settle (track);
  if (open != (track->open_from_us != 0))
    track->series->n_open += open ? 1 : -1;
  track->open_from_us = open ? fecho_clock_monotonic_us () : 0;
  track->monitored_from_us = is_monitored (session) ? fecho_clock_monotonic_us () : 0;
}

static void
track_free (gpointer data)
{
  Track *track = data;

  g_signal_handlers_disconnect_by_data (track->session, track);
  g_object_unref (track->session);
  g_free (track);
}

static void
follow_session (FechoMetrics *self,
                FechoSession *session)
{
  Track *track;

  if (g_hash_table_contains (self->tracks, fecho_session_get_id (session)))
    return;

  track = g_new0 (Track, 1);
  track->metrics = self;
  track->session = g_object_ref (session);
  track->series = find_series (self, session);
  g_hash_table_insert (self->tracks, g_strdup (fecho_session_get_id (session)), track);
  g_signal_connect (session, "notify::state", G_CALLBACK (state_cb), track);
  state_cb (session, NULL, track);
}

static void
sessions_changed_cb (GListModel   *sessions,
                     guint         position,
                     guint         n_removed,
                     guint         n_added,
                     FechoMetrics *self)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      follow_session (self, session);
    }
}

/* -- ends */

static void
count_end (Series   *series,
           guint16   code,
           int       cause,
           gboolean  failed_attempt)
{
  const Ends fresh = { code, cause, failed_attempt, 1 };

  for (guint i = 0; i < series->ends->len; i++)
    {
      Ends *ends = &g_array_index (series->ends, Ends, i);

      if (ends->code == code && ends->cause == cause && ends->failed_attempt == failed_attempt)
        {
          ends->n++;
          return;
        }
    }
  if (series->ends->len >= FECHO_METRICS_MAX_ENDS && code != 0)
    count_end (series, 0, FECHO_UNKNOWN, failed_attempt);
  else
    g_array_append_val (series->ends, fresh);
}

static void
count_life (FechoMetrics *self,
            gint64        life_us)
{
  double life_s = (double)life_us / G_USEC_PER_SEC;
  gsize bin = 0;

  while (bin < G_N_ELEMENTS (life_bounds) && life_s > life_bounds[bin])
    bin++;
  self->n_lives[bin]++;
  self->life_sum_s += life_s;
}

static void
committed_cb (FechoMonitor *monitor,
              GPtrArray    *events,
              FechoMetrics *self)
{
  for (guint i = 0; i < events->len; i++)
    {
      const FechoCloseRecord *record = fecho_close_event_get_record (events->pdata[i]);
      const Track *track = g_hash_table_lookup (self->tracks, record->session_id);

      if (track == NULL || fecho_close_event_is_our_own (events->pdata[i]))
        continue;
      count_end (track->series, record->code, record->cause, record->failed_attempt);
      if (!record->failed_attempt)
        count_life (self, record->life_us);
    }
}

/* -- the text */

static void
write_states (FechoMetrics    *self,
              FechoPrometheus *out)
{
  static const char *const words[] = {
    [FECHO_SESSION_PAUSED] = "paused",
    [FECHO_SESSION_CONNECTING] = "connecting",
    [FECHO_SESSION_OPEN] = "open",
    [FECHO_SESSION_WAITING] = "waiting",
    [FECHO_SESSION_STOPPED] = "stopped",
    [FECHO_SESSION_CLOSED] = "closed",
    [FECHO_SESSION_NO_NETWORK] = "no_network",
    [FECHO_SESSION_ELSEWHERE] = "elsewhere",
  };
  GListModel *sessions = fecho_monitor_get_sessions (self->monitor);
  guint n_in_state[G_N_ELEMENTS (words)] = { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      n_in_state[fecho_session_get_state (session)]++;
    }
  fecho_prometheus_begin (out, "fecho_sessions", FECHO_PROMETHEUS_GAUGE,
                          "Sessions by what they do now.");
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    fecho_prometheus_sample (out, "", n_in_state[i], "state", words[i], NULL);
}

static void
write_times (FechoMetrics    *self,
             FechoPrometheus *out)
{
  GHashTableIter iter;
  gpointer track;

  g_hash_table_iter_init (&iter, self->tracks);
  while (g_hash_table_iter_next (&iter, NULL, &track))
    settle (track);

  fecho_prometheus_begin (out, "fecho_connections_open", FECHO_PROMETHEUS_GAUGE,
                          "Connections that are open now.");
  for (guint i = 0; i < self->series->len; i++)
    {
      const Series *series = self->series->pdata[i];

      fecho_prometheus_sample (out, "", series->n_open, "session", series->name, NULL);
    }
  fecho_prometheus_begin (out, "fecho_connected_seconds_total", FECHO_PROMETHEUS_COUNTER,
                          "Time for which connections were open: what closes are counted per.");
  for (guint i = 0; i < self->series->len; i++)
    {
      const Series *series = self->series->pdata[i];

      fecho_prometheus_sample (out, "", (double)series->open_us / G_USEC_PER_SEC, "session",
                               series->name, NULL);
    }
  fecho_prometheus_begin (out, "fecho_monitored_seconds_total", FECHO_PROMETHEUS_COUNTER,
                          "Time for which sessions were watched, up or down.");
  for (guint i = 0; i < self->series->len; i++)
    {
      const Series *series = self->series->pdata[i];

      fecho_prometheus_sample (out, "", (double)series->monitored_us / G_USEC_PER_SEC, "session",
                               series->name, NULL);
    }
}

static void
write_ends (FechoMetrics    *self,
            FechoPrometheus *out,
            gboolean         failed_attempts)
{
  if (failed_attempts)
    fecho_prometheus_begin (out, "fecho_failed_attempts_total", FECHO_PROMETHEUS_COUNTER,
                            "Attempts whose connection never opened.");
  else
    fecho_prometheus_begin (out, "fecho_closes_total", FECHO_PROMETHEUS_COUNTER,
                            "Ends of connections that had opened, but for those asked for here.");
  for (guint i = 0; i < self->series->len; i++)
    {
      const Series *series = self->series->pdata[i];

      for (guint j = 0; j < series->ends->len; j++)
        {
          const Ends *ends = &g_array_index (series->ends, Ends, j);
          g_autofree char *code = ends->code != 0 ? g_strdup_printf ("%u", ends->code)
                                  : g_strdup ("other");

          if (ends->failed_attempt == failed_attempts)
            fecho_prometheus_sample (out, "", ends->n, "session", series->name, "code", code,
                                     "cause", ends->cause != FECHO_UNKNOWN
                                     ? fecho_cause_to_string (ends->cause) : "other", NULL);
        }
    }
}

static void
write_lives (FechoMetrics    *self,
             FechoPrometheus *out)
{
  guint64 n = 0;

  fecho_prometheus_begin (out, "fecho_connection_life_seconds", FECHO_PROMETHEUS_HISTOGRAM,
                          "Lives of the connections that fecho_closes_total counts.");
  for (gsize i = 0; i < G_N_ELEMENTS (life_bounds); i++)
    {
      char bound[G_ASCII_DTOSTR_BUF_SIZE];

      n += self->n_lives[i];
      g_ascii_formatd (bound, sizeof bound, "%g", life_bounds[i]);
      fecho_prometheus_sample (out, "_bucket", n, "le", bound, NULL);
    }
  n += self->n_lives[G_N_ELEMENTS (life_bounds)];
  fecho_prometheus_sample (out, "_bucket", n, "le", "+Inf", NULL);
  fecho_prometheus_sample (out, "_sum", self->life_sum_s, NULL);
  fecho_prometheus_sample (out, "_count", n, NULL);
}

static void
write_one (FechoPrometheus     *out,
           const char          *name,
           FechoPrometheusKind  kind,
           const char          *help,
           double               value)
{
  fecho_prometheus_begin (out, name, kind, help);
  fecho_prometheus_sample (out, "", value, NULL);
}

static void
write_history (FechoMetrics    *self,
               FechoPrometheus *out)
{
  write_one (out, "fecho_history_fault", FECHO_PROMETHEUS_GAUGE,
             "1 while the history cannot be written.",
             fecho_monitor_get_fault (self->monitor) != NULL);
  write_one (out, "fecho_history_waiting_events", FECHO_PROMETHEUS_GAUGE,
             "Events that wait in memory to be written.",
             fecho_monitor_get_n_waiting (self->monitor));
  write_one (out, "fecho_history_dropped_events_total", FECHO_PROMETHEUS_COUNTER,
             "Events that were lost because too many waited.",
             fecho_monitor_get_n_dropped (self->monitor));
}

static void
write_outbox (FechoMetrics    *self,
              FechoPrometheus *out)
{
  FechoOutboxCounts counts;

  fecho_outbox_get_counts (self->outbox, &counts);
  write_one (out, "fecho_otlp_sent_records_total", FECHO_PROMETHEUS_COUNTER,
             "Log records that the collector has taken.", counts.n_sent);
  write_one (out, "fecho_otlp_rejected_records_total", FECHO_PROMETHEUS_COUNTER,
             "Log records that the collector refused for good.", counts.n_rejected);
  write_one (out, "fecho_otlp_failed_requests_total", FECHO_PROMETHEUS_COUNTER,
             "Requests to the collector that failed.", counts.n_failed_requests);
}

char *
fecho_metrics_dup_text (FechoMetrics *self)
{
  g_autoptr(FechoPrometheus) out = NULL;

  g_return_val_if_fail (FECHO_IS_METRICS (self), NULL);

  out = fecho_prometheus_new ();
  fecho_prometheus_begin (out, "fecho_build_info", FECHO_PROMETHEUS_GAUGE,
                          "1, labelled with the version of Fecho.");
  fecho_prometheus_sample (out, "", 1, "version", FECHO_VERSION, NULL);
  write_one (out, "process_start_time_seconds", FECHO_PROMETHEUS_GAUGE,
             "When the process started, in seconds since 1970.",
             (double)self->started_us / G_USEC_PER_SEC);
  write_states (self, out);
  write_times (self, out);
  write_ends (self, out, FALSE);
  write_ends (self, out, TRUE);
  write_lives (self, out);
  write_history (self, out);
  if (self->outbox != NULL)
    write_outbox (self, out);

  return fecho_prometheus_steal (out);
}

/* -- the object */

static GBytes *
make_text (gpointer data)
{
  char *text = fecho_metrics_dup_text (data);

  return g_bytes_new_take (text, strlen (text));
}

static void
fecho_metrics_dispose (GObject *object)
{
  FechoMetrics *self = FECHO_METRICS (object);

  g_clear_pointer (&self->server, fecho_text_server_free);
  g_hash_table_remove_all (self->tracks);
  g_clear_object (&self->monitor);
  g_clear_object (&self->outbox);

  G_OBJECT_CLASS (fecho_metrics_parent_class)->dispose (object);
}

static void
fecho_metrics_finalize (GObject *object)
{
  FechoMetrics *self = FECHO_METRICS (object);

  g_hash_table_unref (self->tracks);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->series);

  G_OBJECT_CLASS (fecho_metrics_parent_class)->finalize (object);
}

static void
fecho_metrics_class_init (FechoMetricsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_metrics_dispose;
  object_class->finalize = fecho_metrics_finalize;
}

static void
fecho_metrics_init (FechoMetrics *self)
{
  self->series = g_ptr_array_new_with_free_func (series_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->tracks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, track_free);
  self->started_us = fecho_clock_wall_us ();
}

FechoMetrics *
fecho_metrics_new (FechoMonitor *monitor,
                   FechoOutbox  *outbox)
{
  FechoMetrics *self;
  GListModel *sessions;

  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), NULL);

  self = g_object_new (FECHO_TYPE_METRICS, NULL);
  self->monitor = g_object_ref (monitor);
  self->outbox = outbox != NULL ? g_object_ref (outbox) : NULL;
  sessions = fecho_monitor_get_sessions (monitor);
  g_signal_connect_object (sessions, "items-changed", G_CALLBACK (sessions_changed_cb), self, 0);
  g_signal_connect_object (monitor, "committed", G_CALLBACK (committed_cb), self, 0);
  sessions_changed_cb (sessions, 0, 0, g_list_model_get_n_items (sessions), self);

  return self;
}

gboolean
fecho_metrics_serve (FechoMetrics        *self,
                     GInetSocketAddress  *address,
                     GError             **error)
{
  g_return_val_if_fail (FECHO_IS_METRICS (self), FALSE);
  g_return_val_if_fail (self->server == NULL, FALSE);

  self->server = fecho_text_server_new (address, "/metrics", FECHO_PROMETHEUS_CONTENT_TYPE,
                                        make_text, self, error);

  return self->server != NULL;
}

guint16
fecho_metrics_get_port (FechoMetrics *self)
{
  g_return_val_if_fail (FECHO_IS_METRICS (self), 0);
  g_return_val_if_fail (self->server != NULL, 0);

  return fecho_text_server_get_port (self->server);
}
