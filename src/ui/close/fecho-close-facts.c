/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-facts.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "fecho-format.h"
#include "fecho-origin.h"
#include "fecho-safe-text.h"
#include "fecho-stage-steps.h"

/* In place of a secret, as in fecho_safe_text_redact_url(). */
#define MASK "***"

/* GTlsCertificateFlags by bit. */
static const char *const tls_errors[] = {
  N_("issued by an unknown authority"),
  N_("for another host"),
  N_("not valid yet"),
  /* Translators: a certificate. */
  N_("expired"),
  /* Translators: a certificate. */
  N_("revoked"),
  N_("of a weak kind"),
  N_("not valid"),
};

static void
fact_free (gpointer data)
{
  FechoCloseFact *fact = data;

  g_free (fact->label);
  g_free (fact->value);
  g_free (fact->badge);
  g_free (fact->uri);
  g_free (fact->spoken);
  g_free (fact);
}

/* Takes value; NULL: not known. */
static FechoCloseFact *
take (GPtrArray  *facts,
      const char *label,
      char       *value)
{
  FechoCloseFact *fact;

  if (value == NULL)
    return NULL;

  fact = g_new0 (FechoCloseFact, 1);
  fact->label = g_strdup (label);
  fact->value = value;
  g_ptr_array_add (facts, fact);

  return fact;
}

static void
take_wire (GPtrArray  *facts,
           const char *label,
           char       *value)
{
  FechoCloseFact *fact = take (facts, label, value);

  if (fact != NULL)
    fact->wire = TRUE;
}

/* NULL for what is not known. */
static char *
make_safe (const char *text)
{
  return text != NULL && *text != '\0' ? fecho_safe_text_line (text) : NULL;
}

/* -- what every close has */

static void
add_reason (GPtrArray              *facts,
            const FechoCloseRecord *record)
{
  gboolean wire = *record->reason != '\0';
  FechoCloseFact *fact = take (facts, C_("close", "Reason"), fecho_close_facts_reason (record));

  fact->wire = wire;
}

static void
add_clean (GPtrArray              *facts,
           const FechoCloseRecord *record)
{
  FechoCloseFact *fact = take (facts, C_("close", "Clean"),
                               g_strdup (record->was_clean ? C_("clean", "Yes")
                                         : C_("clean", "No")));

  fact->badge = g_strdup (record->was_clean ? "wasClean true" : "wasClean false");
}

/* "999 “x”": a number and a reason that came or went beside those of the record. */
static char *
describe_frame (int         code,
                const char *reason)
{
  g_autofree char *harmless = make_safe (reason);

  if (code == FECHO_UNKNOWN)
    return g_steal_pointer (&harmless);
  if (harmless == NULL)
    return g_strdup_printf ("%d", code);

  /* Translators: a close code and the reason beside it. */
  return g_strdup_printf (_("%d “%s”"), code, harmless);
}

/* Takes in and out: how much came and went. */
/* Of what was imported it may not be. */
static gboolean
is_known (gint64 in,
          gint64 out)
{
  return in >= 0 && out >= 0;
}

static void
add_both_ways (GPtrArray  *facts,
               const char *label,
               char       *in,
               char       *out)
{
  /* Translators: how much was received and sent. Keep the no-break spaces. */
  FechoCloseFact *fact = take (facts, label, g_strdup_printf (_("↓\u00a0%s  ↑\u00a0%s"), in, out));

  /* Translators: the same for a screen reader. */
  fact->spoken = g_strdup_printf (_("%s received, %s sent"), in, out);
  g_free (in);
  g_free (out);
}

static char *
describe_network (const FechoCloseRecord *record)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (record->network != FECHO_NETWORK_UNKNOWN)
    g_string_append (text, _(fecho_network_get_label (record->network)));
  if (record->metered == 1)
    {
      if (text->len > 0)
        /* Translators: between the parts of a list. */
        g_string_append (text, C_("list", ", "));
      /* Translators: of a network that is paid by the amount of data. */
      g_string_append (text, _("metered"));
    }
  if (record->last_rtt_us != FECHO_UNKNOWN)
    {
      g_autofree char *length = fecho_format_duration (record->last_rtt_us);

      if (text->len > 0)
        g_string_append (text, C_("list", ", "));
      /* Translators: %s is a duration like "43 ms". */
      g_string_append_printf (text, _("round-trip time %s"), length);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static void
add_last_sign (GPtrArray              *facts,
               const FechoCloseRecord *record)
{
  gboolean pong = record->last_pong_us != FECHO_UNKNOWN;
  gint64 us = pong ? record->last_pong_us : record->last_message_us;
  g_autofree char *length = fecho_format_duration (us);

  if (us == FECHO_UNKNOWN)
    return;

  take (facts, pong ? C_("close", "Last pong") : C_("close", "Last data"),
        /* Translators: %s is a duration: so long before the connection ended. */
        g_strdup_printf (_("%s before"), length));
}

GPtrArray *
fecho_close_facts_new (void)
{
  return g_ptr_array_new_with_free_func (fact_free);
}

void
fecho_close_facts_take (GPtrArray  *facts,
                        const char *label,
                        char       *value)
{
  g_return_if_fail (facts != NULL);

  (void)take (facts, label, value); /* nothing more to say of it */
}

void
fecho_close_facts_take_link (GPtrArray  *facts,
                             const char *label,
                             char       *value,
                             char       *uri)
{
  g_return_if_fail (facts != NULL && value != NULL);

  take (facts, label, value)->uri = uri;
}

GPtrArray *
fecho_close_facts_list (const FechoCloseRecord *record)
{
  GPtrArray *facts = fecho_close_facts_new ();

  g_return_val_if_fail (record != NULL && record->reason != NULL, facts);

  add_reason (facts, record);
  take_wire (facts, C_("close", "Received"),
             describe_frame (record->received_code, record->received_reason));
  take_wire (facts, C_("close", "Sent"), describe_frame (record->sent_code, record->sent_reason));
  add_clean (facts, record);
  take (facts, C_("close", "Closed by"),
        g_strdup (_(fecho_closed_by_get_label (record->closed_by))));
  if (record->cause != FECHO_CAUSE_UNKNOWN)
    take (facts, C_("close", "Cause"), g_strdup (_(fecho_cause_get_label (record->cause))));
  if (!record->failed_attempt && is_known (record->messages_in, record->messages_out))
    add_both_ways (facts, C_("close", "Messages"), fecho_format_count (record->messages_in),
                   fecho_format_count (record->messages_out));
  take (facts, C_("close", "Network"), describe_network (record));
  add_last_sign (facts, record);

  return facts;
}

/* -- what only some look for */

static char *
describe_certificate (const FechoCloseRecord *record)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tls_errors); i++)
    {
      if ((record->tls_errors & (1u << i)) == 0)
        continue;
      if (text->len > 0)
        g_string_append (text, C_("list", ", "));
      g_string_append (text, _(tls_errors[i]));
    }
  if (record->cert_expires_at_us != FECHO_UNKNOWN)
    {
      g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (record->cert_expires_at_us /
                                                                   G_USEC_PER_SEC);
      g_autofree char *date = time != NULL ? g_date_time_format (time, "%x") : g_strdup ("–");

      if (text->len > 0)
        g_string_append (text, C_("list", ", "));
      /* Translators: of a certificate; %s is a date. */
      g_string_append_printf (text, _("valid until %s"), date);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static char *
describe_error (const FechoCloseRecord *record)
{
  g_autofree char *domain = make_safe (record->error_domain);
  g_autofree char *message = make_safe (record->error_message);

  if (message == NULL)
    return NULL;
  if (domain == NULL || record->error_code == FECHO_UNKNOWN)
    return g_steal_pointer (&message);

  return g_strdup_printf ("%s (%s %d)", message, domain, record->error_code);
}

static char *
describe_next (const FechoCloseRecord *record)
{
  g_autofree char *length = fecho_format_duration (record->retry_in_us);

  if (record->retry_in_us == FECHO_UNKNOWN)
    return NULL;

  /* Translators: %s is a duration: the next attempt came so long after the close. */
  return g_strdup_printf (_("after %s"), length);
}

static char *
describe_header (const char *name,
                 const char *value)
{
  g_autofree char *harmless = NULL;

  if (fecho_safe_text_is_secret_name (name))
    return g_strdup (MASK);
  if (g_ascii_strcasecmp (name, "location") != 0)
    return fecho_safe_text_line (value);

  harmless = fecho_safe_text_redact_url (value);

  return fecho_safe_text_line (harmless);
}

/* Ours, but read from a disk: what is not an object of strings has no line. */
static void
add_headers (GPtrArray  *facts,
             const char *headers)
{
  g_autoptr(JsonNode) node = headers != NULL ? json_from_string (headers, NULL) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_autofree char *label = fecho_safe_text_line (name);

      if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_string (value) != NULL)
        take_wire (facts, label, describe_header (name, json_node_get_string (value)));
    }
}

static void
add_times (GPtrArray              *facts,
           const FechoCloseRecord *record)
{
  gint64 handshake_us = MAX (record->handshake_us, 0);
  gint64 opened_us = record->closed_at_us - MAX (record->life_us, 0);

  take_wire (facts, C_("close", "Started"),
             fecho_format_rfc3339 (opened_us - handshake_us, TRUE));
  if (record->life_us != FECHO_UNKNOWN)
    take_wire (facts, C_("close", "Opened"), fecho_format_rfc3339 (opened_us, TRUE));
  take_wire (facts, C_("close", "Closed"), fecho_format_rfc3339 (record->closed_at_us, TRUE));
}

static char *
describe_url (const FechoCloseRecord *record)
{
  g_autofree char *masked = record->url != NULL ? fecho_safe_text_redact_url (record->url) : NULL;

  return make_safe (masked);
}

GPtrArray *
fecho_close_facts_technical (const FechoCloseRecord *record)
{
  GPtrArray *facts = fecho_close_facts_new ();

  g_return_val_if_fail (record != NULL, facts);

  take_wire (facts, C_("close", "Address"), describe_url (record));
  take_wire (facts, C_("close", "Peer"), make_safe (record->remote_address));
  take (facts, C_("close", "TLS"), make_safe (record->tls_version));
  take (facts, C_("close", "Certificate"), describe_certificate (record));
  take_wire (facts, C_("close", "Subprotocol"), make_safe (record->subprotocol));
  take_wire (facts, C_("close", "Extensions"), make_safe (record->extensions));
  if (record->http_status != FECHO_UNKNOWN)
    take (facts, C_("close", "HTTP status"), g_strdup_printf ("%d", record->http_status));
  add_headers (facts, record->headers);
  if (!record->failed_attempt && is_known (record->bytes_in, record->bytes_out))
    add_both_ways (facts, C_("close", "Data"), fecho_format_bytes (record->bytes_in),
                   fecho_format_bytes (record->bytes_out));
  take_wire (facts, C_("close", "Evidence"), make_safe (record->cause_evidence));
  take_wire (facts, C_("close", "Error"), describe_error (record));
  take (facts, C_("close", "Attempt"), fecho_format_count (record->attempt));
  take (facts, C_("close", "Next attempt"), describe_next (record));
  if (record->clock_jumped)
    take (facts, C_("close", "Clock"), g_strdup (_("jumped, or the computer was suspended")));
  add_times (facts, record);
  if (record->run != NULL)
    take_wire (facts, C_("close", "Event"),
               g_strdup_printf ("%s/%" G_GINT64_FORMAT, record->run, record->id));

  return facts;
}

char *
fecho_close_facts_reason (const FechoCloseRecord *record)
{
  g_return_val_if_fail (record != NULL && record->reason != NULL, NULL);

  if (*record->reason != '\0')
    return fecho_safe_text_line (record->reason);
  if (record->code == 1006 || record->code == 1015)
    return g_strdup (_("None, no Close frame came"));
  if (record->code == 1005)
    return g_strdup (_("None, the Close frame was empty"));

  return g_strdup (C_("reason", "None"));
}

/* -- as a text */

void
fecho_close_facts_append (GString   *text,
                          GPtrArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const FechoCloseFact *fact = g_ptr_array_index (facts, i);

      /* Translators: a label and its value in a text: "Closed by: Server". */
      g_string_append_printf (text, _("%s: %s"), fact->label, fact->value);
      g_string_append_c (text, '\n');
    }
}

/* NULL where nobody has judged yet. */
static char *
describe_origin (const FechoCloseRecord *record)
{
  g_autoptr(FechoCatalog) catalog = fecho_catalog_new (NULL, NULL);
  g_autofree char *sentence = fecho_origin_dup_sentence (record->origin_evidence, catalog);
  g_autofree char *harmless = make_safe (sentence);
  const char *label = _(fecho_origin_get_label (record->origin));

  if (record->origin == FECHO_ORIGIN_NOT_JUDGED)
    return NULL;
  if (harmless == NULL)
    return g_strdup (label);

  /* Translators: an origin and its evidence: "Server (the server sent a Close frame)". */
  return g_strdup_printf (_("%s (%s)"), label, harmless);
}

char *
fecho_close_facts_to_text (const FechoCloseRecord *record,
                           const char             *name,
                           const char             *explanation)
{
  g_autofree char *session = NULL;
  g_autofree char *when = NULL;
  g_autofree char *way = NULL;
  g_autoptr(GArray) steps = NULL;
  g_autoptr(GPtrArray) facts = NULL;
  g_autoptr(GPtrArray) technical = NULL;
  GString *text;

  g_return_val_if_fail (record != NULL, NULL);

  session = fecho_safe_text_line (record->session != NULL ? record->session : "");
  when = fecho_format_time (record->closed_at_us, 0);
  steps = fecho_stage_steps_new (record);
  way = fecho_stage_steps_speak (steps);
  facts = fecho_close_facts_list (record);
  technical = fecho_close_facts_technical (record);

  fecho_close_facts_take (facts, C_("close", "Probable origin"), describe_origin (record));
  text = g_string_new (NULL);
  g_string_append_printf (text, "%u %s\n%s · %s\n%s\n\n%s\n", record->code, name, session, when,
                          explanation, way);
  fecho_close_facts_append (text, facts);
  fecho_close_facts_append (text, technical);

  return g_string_free (text, FALSE);
}
