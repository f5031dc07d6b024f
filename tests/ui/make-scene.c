/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the history that the pictures of the window show: twelve sessions and what befell them in
 * the day that ends now.
 *   make-scene PATH SERVER SILENT
 * SERVER is an address that answers ("ws://127.0.0.1:4001"), SILENT one that takes connections and
 * says nothing. A file that is there is replaced. */

#include <stdlib.h>

#include <glib/gstdio.h>

#include "fecho-batch.h"
#include "fecho-computer.h"
#include "fecho-facts.h"
#include "fecho-file.h"
#include "fecho-folds.h"
#include "fecho-run.h"

#define DAY_US (24 * G_TIME_SPAN_HOUR)
/* From a close to the next opening. */
#define GAP_US (4 * G_TIME_SPAN_SECOND)

typedef struct
{
  const char *name;
  const char *group;
  const char *path;             /* of SERVER; NULL: all of SILENT */
  gboolean paused;
} Session;

enum
{
  ORION_TRADES,
  ORION_BOOK,
  VEGA,
  FX,
  CHAT,
  GRAPHQL,
  PRESENCE,
  PUSH,
  MQTT,
  TELEMETRY,
  PAYMENTS,
  VITE,
};

static const Session sessions[] = {
  [ORION_TRADES] = { "Orion Trades", "Market Data", "/messages?rate=5", FALSE },
  [ORION_BOOK] = { "Orion Order Book", "Market Data", "/messages?rate=9", FALSE },
  [VEGA] = { "Vega Futures", "Market Data", "/http/503", FALSE },
  [FX] = { "FX Quotes", "Market Data", "/messages?rate=2", FALSE },
  [CHAT] = { "Chat Gateway", "Product", "/messages?rate=3", FALSE },
  [GRAPHQL] = { "GraphQL Orders", "Product", "/http/403", FALSE },
  [PRESENCE] = { "Presence", "Product", "/messages?rate=1", FALSE },
  [PUSH] = { "Push Notifications", "Product", "/echo", FALSE },
  [MQTT] = { "MQTT Broker", "Plant 7", NULL, FALSE },
  [TELEMETRY] = { "Telemetry", "Plant 7", "/messages?rate=4", FALSE },
  [PAYMENTS] = { "Payments Worker", "Localhost", "/messages?rate=6", FALSE },
  [VITE] = { "Vite Dev Server", "Localhost", "/messages?rate=7", TRUE },
};

/* One end of a connection, or several at the same distance from each other. */
typedef struct
{
  guint session;
  double hours;                 /* before now */
  guint16 code;
  FechoCause cause;
  const char *reason;
  guint n;                      /* 0: one */
  double every_s;
  double life_s;                /* 0: since the end before */
} End;

#define LOST FECHO_CAUSE_EOF_WITHOUT_CLOSE
#define LINK FECHO_CAUSE_NETWORK_DOWN

static const End ends[] = {
  { ORION_TRADES, 5.05, 1006, LINK, "", 0, 0, 0 },
  { ORION_TRADES, 2.3, 1000, FECHO_CAUSE_NORMAL, "", 0, 0, 0 },
  { ORION_BOOK, 18.5, 1002, FECHO_CAUSE_PROTOCOL_ERROR_THEIRS, "", 0, 0, 0 },
  { ORION_BOOK, 11.2, 1002, FECHO_CAUSE_PROTOCOL_ERROR_THEIRS, "", 0, 0, 0 },
  { ORION_BOOK, 5.05, 1006, LINK, "", 0, 0, 0 },
  { VEGA, 21.9, 1006, LOST, "", 0, 0, 0 },
  { VEGA, 19.2, 1008, FECHO_CAUSE_SERVER_POLICY, "token expired", 3, 500, 0 },
  { VEGA, 17.4, 1006, LOST, "", 0, 0, 0 },
  { VEGA, 14.9, 1006, LOST, "", 0, 0, 0 },
  { VEGA, 10.7, 1006, LOST, "", 0, 0, 0 },
  { VEGA, 8.0, 1006, LOST, "", 0, 0, 0 },
  { VEGA, 5.05, 1006, LINK, "", 0, 0, 0 },
  { VEGA, 3.6, 1006, LOST, "", 0, 0, 0 },
  { VEGA, 1.2, 1006, LOST, "", 0, 0, 0 },
  { FX, 22.7, 1001, FECHO_CAUSE_NORMAL, "maintenance", 2, 400, 0 },
  { FX, 5.05, 1006, LINK, "", 0, 0, 0 },
  { FX, 3.8, 1000, FECHO_CAUSE_NORMAL, "", 0, 0, 0 },
  { CHAT, 21.5, 4000, FECHO_CAUSE_APPLICATION_CODE, "kicked", 0, 0, 0 },
  { CHAT, 16.3, 4000, FECHO_CAUSE_APPLICATION_CODE, "kicked", 0, 0, 0 },
  { CHAT, 14.1, 4000, FECHO_CAUSE_APPLICATION_CODE, "kicked", 0, 0, 0 },
  { CHAT, 12.6, 4000, FECHO_CAUSE_APPLICATION_CODE, "kicked", 0, 0, 0 },
  { CHAT, 6.8, 4000, FECHO_CAUSE_APPLICATION_CODE, "kicked", 2, 600, 0 },
  { CHAT, 5.05, 1006, LINK, "", 0, 0, 0 },
  { CHAT, 2.4, 1000, FECHO_CAUSE_NORMAL, "", 0, 0, 0 },
  { GRAPHQL, 19.8, 1008, FECHO_CAUSE_SERVER_POLICY, "", 0, 0, 0 },
  { GRAPHQL, 13.7, 1012, FECHO_CAUSE_SERVER_RESTART_OR_OVERLOAD, "deploy", 0, 0, 0 },
  { GRAPHQL, 9.8, 1008, FECHO_CAUSE_SERVER_POLICY, "", 0, 0, 0 },
  { GRAPHQL, 6.6, 1012, FECHO_CAUSE_SERVER_RESTART_OR_OVERLOAD, "deploy", 0, 0, 0 },
  { GRAPHQL, 5.05, 1006, LINK, "", 0, 0, 0 },
  { GRAPHQL, 2.9, 1008, FECHO_CAUSE_SERVER_POLICY, "session revoked", 0, 0, 0 },
  { PRESENCE, 23.0, 3001, FECHO_CAUSE_APPLICATION_CODE, "", 0, 0, 0 },
  { PRESENCE, 15.7, 3001, FECHO_CAUSE_APPLICATION_CODE, "", 0, 0, 0 },
  { PRESENCE, 9.3, 3001, FECHO_CAUSE_APPLICATION_CODE, "", 0, 0, 0 },
  { PRESENCE, 5.05, 1006, LINK, "", 0, 0, 0 },
  { PRESENCE, 2.4, 1000, FECHO_CAUSE_NORMAL, "", 0, 0, 0 },
  { PUSH, 13.6, 1006, LOST, "", 41, 64, 60 },
  { PUSH, 5.05, 1006, LINK, "", 0, 0, 0 },
  { PUSH, 2.4, 1000, FECHO_CAUSE_NORMAL, "", 0, 0, 0 },
  { MQTT, 20.6, 1002, FECHO_CAUSE_PROTOCOL_ERROR_THEIRS, "", 0, 0, 0 },
  { MQTT, 5.05, 1006, LINK, "", 0, 0, 0 },
  { MQTT, 1.7, 1001, FECHO_CAUSE_NORMAL, "going away", 0, 0, 0 },
  { TELEMETRY, 7.6, 1011, FECHO_CAUSE_SERVER_FAULT, "upstream shard 3 unavailable", 7, 420, 0 },
  { TELEMETRY, 6.7, 1013, FECHO_CAUSE_SERVER_RESTART_OR_OVERLOAD, "try later", 3, 300, 0 },
  { TELEMETRY, 5.05, 1006, LINK, "", 0, 0, 0 },
  { PAYMENTS, 23.2, 1011, FECHO_CAUSE_SERVER_FAULT, "", 0, 0, 0 },
  { PAYMENTS, 7.2, 1014, FECHO_CAUSE_SERVER_FAULT, "", 0, 0, 0 },
  { PAYMENTS, 6.0, 1014, FECHO_CAUSE_SERVER_FAULT, "", 0, 0, 0 },
  { PAYMENTS, 4.6, 1014, FECHO_CAUSE_SERVER_FAULT, "", 0, 0, 0 },
};

/* Attempts that nobody answered, one each five minutes. */
static const struct
{
  guint session;
  double hours;
  guint n;
} failures[] = {
  { VEGA, 1.1, 12 },
  { MQTT, 1.6, 17 },
};

typedef struct
{
  FechoDb *db;
  FechoBatch *batch;
  FechoRun *run;
  gint64 now_us;
  char *ids[G_N_ELEMENTS (sessions)];
  gint64 closed_us[G_N_ELEMENTS (sessions)];
} Scene;

static void
check (gboolean  good,
       GError   *error)
{
  if (good)
    return;
  g_printerr ("%s\n", error != NULL ? error->message : "failed");
  exit (EXIT_FAILURE);
}

/* The run began long ago, though its row is only just there. */
static gboolean
has_run_since (Scene  *self,
               gint64  at_us)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE run SET started_at = %" G_GINT64_FORMAT, at_us);

  return sqlite3_exec (fecho_db_get_handle (self->db), sql, NULL, NULL, NULL) == SQLITE_OK;
}

static void
add_state (Scene      *self,
           const char *session_id,
           int         kind,
           double      hours,
           const char *detail)
{
  gint64 at_us = self->now_us - (gint64)(hours * G_TIME_SPAN_HOUR);
  GError *error = NULL;

  check (fecho_batch_add_state (self->batch, self->run->id, session_id, kind, at_us, detail,
                                &error), error);
}

static void
add_network (Scene        *self,
             double        hours,
             FechoNetwork  network)
{
  g_autofree char *detail = fecho_computer_network_to_detail (network, FECHO_LINK_WIFI, FALSE);

  add_state (self, NULL, FECHO_STATE_NETWORK, hours, detail);
}

static void
add_session (Scene      *self,
             guint       i,
             const char *server,
             const char *silent)
{
  const char *path = sessions[i].path;
  g_autofree char *url = g_strconcat (path != NULL ? server : silent, path, NULL);
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new (url, NULL);
  GError *error = NULL;

  (void)fecho_endpoint_set_name (endpoint, sessions[i].name, NULL); /* a good one */
  endpoint->group = g_strdup (sessions[i].group);
  endpoint->paused = sessions[i].paused;
  self->ids[i] = g_strdup (endpoint->id);
  self->closed_us[i] = self->now_us - DAY_US;
  check (fecho_batch_save_session (self->batch, endpoint, i, &error), error);
  add_state (self, endpoint->id, FECHO_STATE_SESSION_WATCHED, i == VITE ? 3.5 : 24, NULL);
  if (sessions[i].paused)
    add_state (self, endpoint->id, FECHO_STATE_SESSION_PAUSED, 3.1, NULL);
}

static void
add_close (Scene            *self,
           FechoCloseRecord *record,
           guint             session,
           gint64            at_us)
{
  GError *error = NULL;
  gint64 id;

  record->session_id = self->ids[session];
  record->closed_at_us = at_us;
  record->handshake_us = 79 * G_TIME_SPAN_MILLISECOND;
  record->dns_us = 4 * G_TIME_SPAN_MILLISECOND;
  record->tcp_us = 31 * G_TIME_SPAN_MILLISECOND;
  record->tls_us = 44 * G_TIME_SPAN_MILLISECOND;
  record->network = FECHO_NETWORK_ONLINE;
  check (fecho_batch_add_close (self->batch, self->run->id, record, &id, &error), error);
}

static void
add_end (Scene     *self,
         const End *end,
         gint64     at_us)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.code = end->code;
  record.reason = end->reason;
  record.cause = end->cause;
  record.was_clean = end->code != 1006;
  record.closed_by = record.was_clean ? FECHO_CLOSED_BY_SERVER : FECHO_CLOSED_BY_NOBODY;
  record.stage = record.was_clean ? FECHO_STAGE_CLOSING : FECHO_STAGE_OPEN;
  record.life_us = at_us - self->closed_us[end->session] - GAP_US;
  /* The first of several has been open since the one before. */
  if (end->life_s > 0 && record.life_us < G_TIME_SPAN_HOUR)
    record.life_us = MIN ((gint64)(end->life_s * G_USEC_PER_SEC), record.life_us);
  record.http_status = 101;
  record.messages_in = 186959;
  record.messages_out = 281;
  record.bytes_in = record.messages_in * 180;
  record.bytes_out = record.messages_out * 60;
  record.last_message_us = end->life_s > 0 ? (gint64)(end->life_s * G_USEC_PER_SEC)
                           : 41 * G_TIME_SPAN_SECOND;
  self->closed_us[end->session] = at_us;
  add_close (self, &record, end->session, at_us);
}

static void
add_failure (Scene  *self,
             guint   session,
             gint64  at_us)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.failed_attempt = TRUE;
  record.stage = FECHO_STAGE_TCP;
  record.cause = FECHO_CAUSE_CONNECT_TIMEOUT;
  add_close (self, &record, session, at_us);
}

/* Fecho ends now: what is open is closed by it. */
static void
add_last (Scene *self,
          guint  session)
{
  const End last = { session, 0, 1001, FECHO_CAUSE_APP_QUIT, "", 0, 0, 0 };

  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.code = last.code;
  record.cause = last.cause;
  record.was_clean = TRUE;
  record.closed_by = FECHO_CLOSED_BY_FECHO;
  record.stage = FECHO_STAGE_CLOSING;
  record.life_us = self->now_us - self->closed_us[session] - GAP_US;
  record.http_status = 101;
  add_close (self, &record, session, self->now_us);
}

static void
add_story (Scene *self)
{
  add_network (self, 24, FECHO_NETWORK_ONLINE);
  add_network (self, 5.0525, FECHO_NETWORK_OFFLINE); /* seconds before they drop */
  add_network (self, 4.8, FECHO_NETWORK_ONLINE);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gint64 at_us = self->now_us - (gint64)(ends[i].hours * G_TIME_SPAN_HOUR);

      for (guint k = 0; k < MAX (ends[i].n, 1); k++)
        add_end (self, &ends[i], at_us + (gint64)(k * ends[i].every_s * G_USEC_PER_SEC));
    }
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      gint64 at_us = self->now_us - (gint64)(failures[i].hours * G_TIME_SPAN_HOUR);

      for (guint k = 0; k < failures[i].n; k++)
        add_failure (self, failures[i].session, at_us + k * 5 * G_TIME_SPAN_MINUTE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    {
      if (i != VEGA && i != GRAPHQL && i != MQTT && i != VITE)
        add_last (self, i);
    }
}

int
main (int    argc,
      char **argv)
{
  Scene self = { .now_us = g_get_real_time () };
  GError *error = NULL;

  if (argc != 4)
    {
      g_printerr ("Usage: make-scene PATH SERVER SILENT\n");
      return EXIT_FAILURE;
    }
  (void)g_unlink (argv[1]); /* mostly there is none */
  self.db = fecho_file_open_for_writing (argv[1], &error);
  check (self.db != NULL, error);
  self.run = fecho_run_start (self.db, argv[1], &error);
  check (self.run != NULL, error);
  check (has_run_since (&self, self.now_us - DAY_US), NULL);
  self.batch = fecho_batch_new (self.db);
  check (fecho_batch_begin (self.batch, &error), error);
  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    add_session (&self, i, argv[2], argv[3]);
  add_story (&self);
  check (fecho_run_end (self.run, self.db, self.now_us, &error), error);
  check (fecho_batch_commit (self.batch, &error), error);

  fecho_batch_free (self.batch);
  fecho_db_close (self.db);
  fecho_run_free (self.run);
  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    g_free (self.ids[i]);

  return EXIT_SUCCESS;
}
