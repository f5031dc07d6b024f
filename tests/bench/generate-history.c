/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes a history of any size for benchmarks, the same for the same numbers: closes and failed
 * attempts of many sessions over some days, with details, folded as the writer does it. There are
 * more by day than by night and than at the weekend; servers are deployed and fail, with what that
 * does to all their sessions; and some sessions are cut by an idle time-out. All that the program
 * itself finds out about a close is in it: the handshake, headers, TLS, evidence and a judgement.
 *   generate-history PATH N_EVENTS N_SESSIONS DAYS
 * A file that is there is replaced. */

#include <math.h>
#include <stdlib.h>

#include <glib/gstdio.h>

#include "fecho-batch.h"
#include "fecho-error.h"
#include "fecho-file.h"
#include "fecho-folds.h"
#include "fecho-run.h"
#include "fecho-store.h"
#include "fecho-text-index.h"

#define BATCH 20000
#define SEED 42
/* A certificate ends so long after the history. */
#define CERT_DAYS 60
/* The last event lies here: 2026-11-24, 12:00 UTC. */
#define END_US G_GINT64_CONSTANT (1795521600000000)
#define SEC ((gint64)G_USEC_PER_SEC)
#define SLICE_US (5 * G_TIME_SPAN_MINUTE)
#define SLICES_PER_DAY (G_TIME_SPAN_DAY / SLICE_US)

/* Sessions with the same remainder are of one server. */
#define N_SERVERS 8
/* Tuesdays and Thursdays at 10:00, one server after the other. */
#define DEPLOY_HOUR 10
/* An outage of half an hour begins in one of so many slices. */
#define SLICES_PER_OUTAGE (9 * SLICES_PER_DAY)
#define OUTAGE_SLICES 6
/* One session of so many stands behind something that cuts it after a minute without a message. */
#define IDLE_EVERY 10
#define IDLE_US G_TIME_SPAN_MINUTE
#define EVENTS_PER_NEEDLE 100003

typedef enum
{
  SLICE_USUAL,
  SLICE_DEPLOY,
  SLICE_OUTAGE,
} SliceKind;

/* Five minutes. */
typedef struct
{
  SliceKind kind;
  guint server;                 /* of what is not usual */
  double weight;                /* of the events that lie in it */
} Slice;

typedef struct
{
  guint16 code;
  guint8 closed_by;
  guint8 cause;
  guint8 was_clean;
  guint weight;                 /* of 100 */
} Kind;

typedef struct
{
  FechoDb *db;
  FechoBatch *batch;
  FechoRun *run;
  GRand *rand;
  guint64 next_needle;          /* the first event from it on that can have a rare reason has it */
  char **sessions;
  gint64 *closed_us;            /* the last end of each session */
  guint n_sessions;
} Generator;

/* What a year of many sessions is made of. */
static const Kind kinds[] = {
  { 1006, FECHO_CLOSED_BY_NOBODY, FECHO_CAUSE_EOF_WITHOUT_CLOSE, FALSE, 35 },
  { 1006, FECHO_CLOSED_BY_NOBODY, FECHO_CAUSE_RESET_BY_PEER, FALSE, 12 },
  { 1000, FECHO_CLOSED_BY_SERVER, FECHO_CAUSE_NORMAL, TRUE, 15 },
  { 1001, FECHO_CLOSED_BY_SERVER, FECHO_CAUSE_NORMAL, TRUE, 10 },
  { 1012, FECHO_CLOSED_BY_SERVER, FECHO_CAUSE_SERVER_RESTART_OR_OVERLOAD, TRUE, 8 },
  { 1011, FECHO_CLOSED_BY_SERVER, FECHO_CAUSE_SERVER_FAULT, TRUE, 5 },
  { 4000, FECHO_CLOSED_BY_SERVER, FECHO_CAUSE_APPLICATION_CODE, TRUE, 5 },
  { 1000, FECHO_CLOSED_BY_USER, FECHO_CAUSE_USER_CLOSED, TRUE, 3 },
  { 1006, FECHO_CLOSED_BY_NOBODY, FECHO_CAUSE_REFUSED, FALSE, 7 },
};

static const Kind deploy = { 1012, FECHO_CLOSED_BY_SERVER,
                             FECHO_CAUSE_SERVER_RESTART_OR_OVERLOAD, TRUE, 0 };
static const Kind reset = { 1006, FECHO_CLOSED_BY_NOBODY, FECHO_CAUSE_RESET_BY_PEER, FALSE, 0 };
static const Kind refused = { 1006, FECHO_CLOSED_BY_NOBODY, FECHO_CAUSE_REFUSED, FALSE, 0 };
static const Kind idle = { 1001, FECHO_CLOSED_BY_SERVER, FECHO_CAUSE_NORMAL, TRUE, 0 };

static const char *const reasons[] = {
  "", "", "going away", "idle timeout", "server restart", "policy: token expired", "slow consumer",
};

static void
check (gboolean  good,
       GError   *error)
{
  if (good)
    return;
  g_printerr ("%s\n", error != NULL ? error->message : "failed");
  exit (EXIT_FAILURE);
}

/* -- when */

/* A day in summer of people who work in one time zone: most at 14:00 UTC, least at 2:00. */
static double
get_usual_weight (gint64 at_us)
{
  gint64 day = at_us / G_TIME_SPAN_DAY;
  double hour = (at_us % G_TIME_SPAN_DAY) / (double)G_TIME_SPAN_HOUR;
  gboolean weekend = (day + 3) % 7 >= 5; /* 1970-01-01 was a Thursday */

  return (1 + 0.7 * cos ((hour - 14) / 24 * 2 * G_PI)) * (weekend ? 0.5 : 1);
}

static gboolean
is_deployed (gint64 at_us)
{
  gint64 weekday = (at_us / G_TIME_SPAN_DAY + 3) % 7;

  return (weekday == 1 || weekday == 3) &&
         at_us % G_TIME_SPAN_DAY / SLICE_US == DEPLOY_HOUR * G_TIME_SPAN_HOUR / SLICE_US;
}

static GArray *
make_slices (Generator *self,
             gint64     from_us)
{
  GArray *slices = g_array_new (FALSE, TRUE, sizeof (Slice));
  guint left_of_outage = 0;
  guint failing = 0;

  for (gint64 at_us = from_us; at_us < END_US; at_us += SLICE_US)
    {
      Slice slice = { SLICE_USUAL, 0, get_usual_weight (at_us) };

      if (left_of_outage == 0 && g_rand_int_range (self->rand, 0, SLICES_PER_OUTAGE) == 0)
        {
          left_of_outage = OUTAGE_SLICES;
          failing = g_rand_int_range (self->rand, 0, N_SERVERS);
        }
      if (left_of_outage > 0)
        {
          slice = (Slice){ SLICE_OUTAGE, failing, slice.weight * 6 };
          left_of_outage--;
        }
      else if (is_deployed (at_us))
        slice = (Slice){ SLICE_DEPLOY, at_us / G_TIME_SPAN_DAY % N_SERVERS, slice.weight * 20 };
      g_array_append_val (slices, slice);
    }

  return slices;
}

/* -- who and what */

static guint
pick_session (Generator   *self,
              const Slice *slice)
{
  guint session = g_rand_int_range (self->rand, 0, self->n_sessions);
  guint of_server = session - session % N_SERVERS + slice->server;

  /* Four of five of such a slice are of its server. */
  if (slice->kind == SLICE_USUAL || of_server >= self->n_sessions ||
      g_rand_int_range (self->rand, 0, 5) == 0)
    return session;

  return of_server;
}

static const Kind *
pick_usual_kind (GRand *rand)
{
  guint n = g_rand_int_range (rand, 0, 100);
  guint i = 0;

  for (; i + 1 < G_N_ELEMENTS (kinds) && n >= kinds[i].weight; i++)
    n -= kinds[i].weight;

  return &kinds[i];
}

static const Kind *
pick_kind (Generator   *self,
           const Slice *slice,
           guint        session)
{
  gboolean hit = slice->kind != SLICE_USUAL && session % N_SERVERS == slice->server;

  if (hit && slice->kind == SLICE_DEPLOY)
    return &deploy;
  if (hit)
    return g_rand_int_range (self->rand, 0, 4) == 0 ? &reset : &refused;
  if (session % IDLE_EVERY == 0 && g_rand_int_range (self->rand, 0, 4) != 0)
    return &idle;

  return pick_usual_kind (self->rand);
}

/* A rare reason now and then, as search wants one to find. */
static char *
pick_reason (Generator  *self,
             const Kind *kind,
             guint64     n)
{
  if (kind->code == 1006)
    return g_strdup ("");
  if (kind == &idle)
    return g_strdup ("idle timeout");
  if (n >= self->next_needle)
    {
      self->next_needle = n + EVENTS_PER_NEEDLE;
      return g_strdup_printf ("needle %" G_GUINT64_FORMAT, n);
    }
  if (g_rand_int_range (self->rand, 0, 50) == 0)
    return g_strdup_printf ("error %d at node %d", g_rand_int_range (self->rand, 0, 60),
                            g_rand_int_range (self->rand, 0, 60));

  return g_strdup (reasons[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (reasons))]);
}

static void
fill_handshake (Generator        *self,
                FechoCloseRecord *record)
{
  record->dns_us = g_rand_int_range (self->rand, 1, 4000);
  record->tcp_us = g_rand_int_range (self->rand, 8000, 30000);
  record->remote_address = "192.0.2.7:443";
  record->network = FECHO_NETWORK_ONLINE;
  record->metered = FALSE;
  if (record->failed_attempt)
    return;
  record->tls_us = g_rand_int_range (self->rand, 20000, 60000);
  record->http_us = g_rand_int_range (self->rand, 15000, 90000);
  record->handshake_us = record->dns_us + record->tcp_us + record->tls_us + record->http_us;
  record->http_status = 101;
  record->headers = "{\"Server\":\"nginx\"}";
  record->tls_version = "TLS 1.3";
  record->cert_expires_at_us = END_US + CERT_DAYS * G_TIME_SPAN_DAY;
}

/* As fecho-cause.c and fecho-origin.c find them; evidence keeps the text. */
static void
fill_judgement (const Kind       *kind,
                const Slice      *slice,
                FechoCloseRecord *record,
                GString          *evidence)
{
  record->origin = FECHO_ORIGIN_SERVER;
  record->origin_evidence = "close_frame";
  if (kind->closed_by == FECHO_CLOSED_BY_SERVER)
    g_string_printf (evidence, "The peer's Close frame says %u", kind->code);
  else if (kind->closed_by == FECHO_CLOSED_BY_USER)
    g_string_assign (evidence, "It was closed here");
  else if (kind->cause == FECHO_CAUSE_REFUSED)
    g_string_assign (evidence, "Connection refused");
  else if (kind->cause == FECHO_CAUSE_RESET_BY_PEER)
    g_string_assign (evidence, "The connection was reset");
  else
    g_string_assign (evidence, "The stream ended without a Close frame");
  record->cause_evidence = evidence->str;
  if (kind->closed_by == FECHO_CLOSED_BY_USER)
    {
      record->origin = FECHO_ORIGIN_THIS_COMPUTER;
      record->origin_evidence = "closed_here";
    }
  else if (kind->cause == FECHO_CAUSE_REFUSED)
    {
      record->origin_evidence = "refused";
    }
  else if (kind->closed_by == FECHO_CLOSED_BY_NOBODY)
    {
      record->origin = slice->kind == SLICE_USUAL ? FECHO_ORIGIN_UNKNOWN : FECHO_ORIGIN_SERVER;
      record->origin_evidence = slice->kind == SLICE_USUAL ? NULL : "at_host 7 8 3";
    }
}

static void
fill_traffic (Generator        *self,
              FechoCloseRecord *record)
{
  record->messages_in = g_rand_int_range (self->rand, 0, 5000);
  record->bytes_in = record->messages_in * 180;
  record->messages_out = record->messages_in / 10;
  record->bytes_out = record->messages_out * 60;
  record->last_message_us = g_rand_int_range (self->rand, 0, 30000000);
  record->last_pong_us = g_rand_int_range (self->rand, 0, 20000000);
  record->last_rtt_us = g_rand_int_range (self->rand, 8000, 120000);
}

static void
add_event (Generator   *self,
           guint64      n,
           const Slice *slice,
           gint64       at_us)
{
  guint session = pick_session (self, slice);
  const Kind *kind = pick_kind (self, slice, session);
  g_autofree char *reason = pick_reason (self, kind, n);
  g_autoptr(GString) evidence = g_string_new (NULL);
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  gint64 gap_us = at_us - self->closed_us[session];
  GError *error = NULL;
  gint64 id;

  record.session_id = self->sessions[session];
  record.closed_at_us = at_us;
  record.code = kind->code;
  record.closed_by = kind->closed_by;
  record.cause = kind->cause;
  record.failed_attempt = kind->cause == FECHO_CAUSE_REFUSED;
  record.failures_in_a_row = 1;
  record.retry_in_us = g_rand_int_range (self->rand, 0, 2000000);
  fill_handshake (self, &record);
  fill_judgement (kind, slice, &record, evidence);
  if (record.failed_attempt)
    {
      record.stage = FECHO_STAGE_TCP;
      record.handshake_us = record.dns_us + record.tcp_us;
      record.error_domain = "g-io-error-quark";
      record.error_code = 39;
      record.error_message = "Connection refused";
    }
  else
    {
      record.stage = kind->was_clean ? FECHO_STAGE_CLOSING : FECHO_STAGE_OPEN;
      record.reason = reason;
      record.was_clean = kind->was_clean;
      record.life_us = (gint64)(MAX (gap_us, 0) * g_rand_double_range (self->rand, 0.3, 0.99));
      fill_traffic (self, &record);
    }
  if (kind == &idle)
    {
      record.life_us = IDLE_US + g_rand_int_range (self->rand, 0, 40000);
      record.life_us = MIN (record.life_us, gap_us);
      record.last_message_us = record.life_us;
      record.messages_in = record.bytes_in = 0;
    }
  self->closed_us[session] = at_us;
  check (fecho_batch_add_close (self->batch, self->run->id, &record, &id, &error), error);
}

static void
add_sessions (Generator *self,
              gint64     from_us)
{
  GError *error = NULL;

  check (fecho_batch_begin (self->batch, &error), error);
  for (guint i = 0; i < self->n_sessions; i++)
    {
      g_autofree char *url = g_strdup_printf ("wss://host-%u.example/socket", i);
      g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new (url, NULL);

      g_free (endpoint->id);
      endpoint->id = g_strdup_printf ("%08x-0000-4000-8000-000000000000", i);
      self->sessions[i] = g_strdup (endpoint->id);
      self->closed_us[i] = from_us;
      check (fecho_batch_save_session (self->batch, endpoint, i, &error), error);
      check (fecho_batch_add_state (self->batch, self->run->id, endpoint->id,
                                    FECHO_STATE_SESSION_WATCHED, from_us, NULL, &error), error);
    }
  check (fecho_batch_commit (self->batch, &error), error);
}

static void
fold (Generator *self)
{
  gboolean merged = TRUE;
  gint64 n_tail = 0;
  GError *error = NULL;

  check (fecho_folds_get_tail (self->db, &n_tail, &error), error);
  for (; n_tail >= FECHO_FOLDS_SIZE; n_tail -= FECHO_FOLDS_SIZE)
    check (fecho_folds_fold (self->db, FECHO_FOLDS_SIZE, &error), error);
  while (merged)
    check (fecho_folds_merge (self->db, NULL, NULL, &merged, &error), error);
}

static double
sum_weights (const GArray *slices)
{
  double sum = 0;

  for (guint i = 0; i < slices->len; i++)
    sum += g_array_index (slices, Slice, i).weight;

  return sum;
}

/* The events from first to end lie in the slice, one after the other. */
static void
add_slice (Generator   *self,
           const Slice *slice,
           gint64       at_us,
           guint64      first,
           guint64      end)
{
  double step_us = SLICE_US / (double)MAX (end - first, 1);
  GError *error = NULL;

  for (guint64 n = first; n < end; n++)
    {
      add_event (self, n, slice, at_us + (gint64)((n - first) * step_us) +
                 g_rand_int_range (self->rand, 0, MAX ((int)step_us, 1)));
      if (n % BATCH != BATCH - 1)
        continue;
      check (fecho_batch_commit (self->batch, &error), error);
      fold (self);
      check (fecho_batch_begin (self->batch, &error), error);
    }
}

static void
add_events (Generator *self,
            guint64    n_events,
            gint64     from_us)
{
  g_autoptr(GArray) slices = make_slices (self, from_us);
  double events_per_weight = n_events / sum_weights (slices);
  double weight = 0;
  guint64 n = 0;
  GError *error = NULL;

  check (fecho_batch_begin (self->batch, &error), error);
  for (guint i = 0; i < slices->len; i++)
    {
      const Slice *slice = &g_array_index (slices, Slice, i);
      guint64 end;

      weight += slice->weight;
      end = i + 1 < slices->len ? MIN ((guint64)(weight * events_per_weight), n_events) : n_events;
      add_slice (self, slice, from_us + i * SLICE_US, n, end);
      n = end;
    }
  check (fecho_batch_commit (self->batch, &error), error);
  fold (self);
}

static void
finish (Generator *self)
{
  gboolean more = TRUE;
  GError *error = NULL;

  while (more)
    check (fecho_text_index_fill (self->db, &more, &error), error);
  check (fecho_batch_begin (self->batch, &error), error);
  check (fecho_batch_mark_judged (self->batch, &error), error);
  check (fecho_run_end (self->run, self->db, END_US, &error), error);
  check (fecho_batch_commit (self->batch, &error), error);
  check (fecho_db_run (self->db, FECHO_SQL_OPTIMIZE, &error), error);
}

int
main (int    argc,
      char **argv)
{
  Generator self = { NULL };
  GError *error = NULL;
  gint64 from_us;

  if (argc != 5)
    {
      g_printerr ("Usage: generate-history PATH N_EVENTS N_SESSIONS DAYS\n");
      return EXIT_FAILURE;
    }
  self.n_sessions = strtoul (argv[3], NULL, 10);
  self.sessions = g_new0 (char *, self.n_sessions + 1);
  self.closed_us = g_new0 (gint64, self.n_sessions);
  self.rand = g_rand_new_with_seed (SEED);
  from_us = END_US - strtol (argv[4], NULL, 10) * G_TIME_SPAN_DAY;

  (void)g_unlink (argv[1]); /* one that was made before; mostly there is none */
  self.db = fecho_file_open_for_writing (argv[1], &error);
  check (self.db != NULL, error);
  /* A crash here costs nothing but the time to make it again. */
  sqlite3_exec (fecho_db_get_handle (self.db), "PRAGMA synchronous = OFF", NULL, NULL, NULL);
  self.run = fecho_run_start (self.db, argv[1], &error);
  check (self.run != NULL, error);
  self.batch = fecho_batch_new (self.db);
  add_sessions (&self, from_us);
  add_events (&self, g_ascii_strtoull (argv[2], NULL, 10), from_us);
  finish (&self);

  fecho_batch_free (self.batch);
  fecho_db_close (self.db);
  fecho_run_free (self.run);
  g_rand_free (self.rand);
  g_strfreev (self.sessions);
  g_free (self.closed_us);

  return EXIT_SUCCESS;
}
