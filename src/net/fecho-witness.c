/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-witness.h"

#include "fecho-cause.h"
#include "fecho-clock.h"
#include "fecho-close-reason.h"

/* A socket that ends within this time of a change of the network ends because of it. */
#define CHANGE_WINDOW_US (5 * G_USEC_PER_SEC)
/* Clocks drift apart by less in any life that was not slept through or set. */
#define CLOCK_JUMP_US (2 * G_USEC_PER_SEC)

void
fecho_witness_init (FechoWitness *self)
{
  *self = (FechoWitness){ .seen = FECHO_OBSERVATIONS_INIT };
  self->cert_expires_at_us = FECHO_UNKNOWN;
  self->last_rtt_us = FECHO_UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS (self->phase_us); i++)
    self->phase_us[i] = FECHO_UNKNOWN;
}

void
fecho_witness_clear (FechoWitness *self)
{
  g_clear_pointer (&self->our_reason, g_free);
  g_clear_pointer (&self->peer_reason, g_free);
  g_clear_pointer (&self->headers, g_free);
  g_clear_pointer (&self->remote_address, g_free);
  g_clear_pointer (&self->subprotocol, g_free);
  g_clear_pointer (&self->extensions, g_free);
  g_clear_error (&self->error);
}

void
fecho_witness_start (FechoWitness *self)
{
  self->started_us = fecho_clock_monotonic_us ();
  self->started_boot_us = fecho_clock_boottime_us ();
  self->started_wall_us = fecho_clock_wall_us ();
}

/* Several addresses of a name are tried side by side, and a refused attempt to authenticate starts
 * anew: the first begin and the first end of a phase count. */
gboolean
fecho_witness_enter (FechoWitness *self,
                     FechoStage    stage)
{
  g_return_val_if_fail (stage < FECHO_STAGE_OPEN, FALSE);

  if (self->phase_began_us[stage] != 0)
    return FALSE;

  self->phase_began_us[stage] = fecho_clock_monotonic_us ();
  self->seen.stage = MAX (stage, self->seen.stage);

  return self->seen.stage == stage;
}

void
fecho_witness_leave (FechoWitness *self,
                     FechoStage    stage)
{
  g_return_if_fail (stage < FECHO_STAGE_OPEN);

  if (self->phase_began_us[stage] != 0 && self->phase_us[stage] == FECHO_UNKNOWN)
    self->phase_us[stage] = fecho_clock_monotonic_us () - self->phase_began_us[stage];
}

void
fecho_witness_set_error (FechoWitness *self,
                         const GError *error)
{
  if (self->error == NULL)
    self->error = g_error_copy (error);
}

static gboolean
is_this_computer (FechoWitness        *self,
                  const FechoEndpoint *endpoint)
{
  g_autofree char *host = NULL;

  if (self->remote_address != NULL)
    return self->is_remote_loopback;

  host = fecho_endpoint_dup_host (endpoint, NULL);

  return fecho_endpoint_is_loopback_host (host);
}

/* The last time the peer gave a sign of life. */
static gint64
last_sign_us (FechoWitness *self)
{
  return MAX (MAX (self->last_message_at_us, self->last_pong_at_us), self->opened_us);
}

/* Silence is noticed late: what changed since the last sign of life may be why. */
static gint64
change_window_us (FechoWitness *self,
                  gint64        now_us)
{
  if (self->seen.fault == FECHO_FAULT_TIMED_OUT || self->seen.intent == FECHO_INTENT_PONG_LIMIT)
    return MAX (CHANGE_WINDOW_US, now_us - last_sign_us (self));

  return CHANGE_WINDOW_US;
}

void
fecho_witness_see_network (FechoWitness        *self,
                           FechoNetworkWatch   *watch,
                           const FechoEndpoint *endpoint)
{
  gint64 now_us = fecho_clock_monotonic_us ();
  gint64 changed_at_us = fecho_network_watch_get_changed_at_us (watch);

  if (is_this_computer (self, endpoint))
    return;

  self->seen.network_down = fecho_network_watch_is_lost (watch);
  self->seen.network_changed = changed_at_us > self->started_us &&
                               now_us - changed_at_us <= change_window_us (self, now_us);
}

static gint64
how_long_ago (gint64 moment_us,
              gint64 now_us)
{
  return moment_us != 0 ? now_us - moment_us : FECHO_UNKNOWN;
}

static void
see_clocks (FechoWitness     *self,
            FechoCloseRecord *record)
{
  gint64 now_us = fecho_clock_monotonic_us ();
  gint64 wall_us = fecho_clock_wall_us ();
  gint64 monotonic_us = now_us - self->started_us;
  gint64 boot_us = fecho_clock_boottime_us () - self->started_boot_us;
  gint64 stepped_us = (wall_us - self->started_wall_us) - boot_us;

  self->seen.suspended = boot_us - monotonic_us > CLOCK_JUMP_US;
  record->clock_jumped = self->seen.suspended || ABS (stepped_us) > CLOCK_JUMP_US;
  record->closed_at_us = wall_us;
  record->handshake_us = (self->seen.opened ? self->opened_us : now_us) - self->started_us;
  record->life_us = self->seen.opened ? now_us - self->opened_us : FECHO_UNKNOWN;
  record->last_message_us = how_long_ago (self->last_message_at_us, now_us);
  record->last_pong_us = how_long_ago (self->last_pong_at_us, now_us);
}

static void
copy_phases (const FechoWitness *self,
             FechoCloseRecord   *record)
{
  record->dns_us = self->phase_us[FECHO_STAGE_DNS];
  record->tcp_us = self->phase_us[FECHO_STAGE_TCP];
  record->proxy_us = self->phase_us[FECHO_STAGE_PROXY];
  record->tls_us = self->phase_us[FECHO_STAGE_TLS];
  record->http_us = self->phase_us[FECHO_STAGE_HTTP];
}

static void
copy_handshake (const FechoWitness *self,
                FechoCloseRecord   *record)
{
  record->http_status = self->seen.http_status;
  record->headers = self->headers;
  record->tls_version = self->tls_version;
  record->tls_errors = self->seen.tls_errors;
  record->cert_expires_at_us = self->cert_expires_at_us;
  record->remote_address = self->remote_address;
  record->subprotocol = self->subprotocol;
  record->extensions = self->extensions;
}

static void
copy_counters (const FechoWitness *self,
               FechoCloseRecord   *record)
{
  record->messages_in = self->messages_in;
  record->messages_out = self->messages_out;
  record->bytes_in = self->bytes_in;
  record->bytes_out = self->bytes_out;
  record->last_rtt_us = self->last_rtt_us;
}

static void
copy_error (const FechoWitness *self,
            FechoCloseRecord   *record)
{
  if (self->error == NULL)
    return;

  record->error_domain = g_quark_to_string (self->error->domain);
  record->error_code = self->error->code;
  record->error_message = self->error->message;
}

/* Whatever a peer managed to send, its end is recorded. */
static FechoCloseEvent *
make_event (FechoCloseRecord *record)
{
  g_autoptr(GError) error = NULL;
  FechoCloseEvent *event = fecho_close_event_new (record, &error);

  if (event != NULL)
    return event;

  record->code = 1006;
  record->reason = "";
  record->was_clean = FALSE;
  record->closed_by = FECHO_CLOSED_BY_FECHO;
  record->cause = FECHO_CAUSE_PROTOCOL_ERROR_THEIRS;
  record->cause_evidence = error->message;

  return fecho_close_event_new (record, NULL);
}

FechoCloseEvent *
fecho_witness_testify (FechoWitness        *self,
                       const FechoEndpoint *endpoint,
                       guint                attempt)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;
  g_autofree char *url = fecho_endpoint_dup_public_url (endpoint);
  g_autofree char *evidence = NULL;

  self->seen.our_reason = self->our_reason;
  self->seen.peer_reason = self->peer_reason;
  record.session_id = endpoint->id;
  record.session = endpoint->name;
  record.url = url;
  record.attempt = attempt;
  see_clocks (self, &record);
  copy_phases (self, &record);
  copy_handshake (self, &record);
  copy_counters (self, &record);
  copy_error (self, &record);
  fecho_close_reason_derive (&self->seen, &record);
  record.cause = fecho_cause_derive (&self->seen, &record, &evidence);
  record.cause_evidence = evidence;

  return make_event (&record);
}
