/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-groups.h"

#include <glib/gi18n.h>

static const FechoExportGroup groups[] = {
  { "event", N_("Event Number"), "id,run" },
  { "session", N_("Session"), "session" },
  /* Translators: columns of an export. */
  { "address", N_("Address"), "url,remote_address" },
  /* Translators: columns of an export: the attempt to connect. */
  { "attempt", N_("Attempt"), "attempt,failed_attempt,failures_in_a_row,retry_in_ms" },
  { "time", N_("Times"), "started_at,opened_at,closed_at" },
  /* Translators: columns of an export: the stage a connection reached. */
  { "stage", N_("Stage"), "stage,dns_ms,tcp_ms,proxy_ms,tls_ms,http_ms" },
  { "code", N_("Code"), "code,class" },
  /* Translators: columns of an export: of the code. */
  { "name", N_("Name"), "name" },
  /* Translators: columns of an export: of the code. */
  { "description", N_("Description"), "description" },
  { "reason", N_("Reason"), "reason" },
  /* Translators: columns of an export: whether a connection closed cleanly. */
  { "clean", N_("Clean"), "was_clean" },
  { "frames", N_("Close Frames"),
    "received_code,received_reason,sent_code,sent_reason,first_close,illegal_code" },
  { "closed-by", N_("Closed by"), "closed_by" },
  { "cause", N_("Cause"), "cause,cause_evidence" },
  { "origin", N_("Probable Origin"), "origin,origin_evidence" },
  { "life", N_("Life"), "life_ms" },
  { "http", N_("HTTP"), "http_status,headers,subprotocol,extensions" },
  /* Translators: columns of an export. */
  { "error", N_("Error"), "error_domain,error_code,error_message" },
  { "tls", N_("TLS"), "tls_version,tls_errors,cert_expires_at" },
  /* Translators: columns of an export. */
  { "messages", N_("Messages"),
    "messages_in,messages_out,bytes_in,bytes_out,last_message_ms_before,last_pong_ms_before" },
  /* Translators: columns of an export. */
  { "network", N_("Network"), "last_rtt_ms,network,clock_jumped" },
  /* Translators: columns of an export: what a person has marked. */
  { "marks", N_("Marks"), "dictionary,marked" },
};

const FechoExportGroup *
fecho_export_groups_get (gsize *ret_n_groups)
{
  *ret_n_groups = G_N_ELEMENTS (groups);

  return groups;
}

const FechoExportGroup *
fecho_export_groups_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (g_str_equal (groups[i].id, id))
        return &groups[i];
    }

  return NULL;
}

char **
fecho_export_groups_resolve (const char *const *ids)
{
  g_autoptr(GStrvBuilder) columns = NULL;

  if (ids == NULL)
    return NULL;

  columns = g_strv_builder_new ();
  for (; *ids != NULL; ids++)
    {
      const FechoExportGroup *group = fecho_export_groups_find (*ids);
      g_auto(GStrv) names = group != NULL ? g_strsplit (group->columns, ",", -1) : NULL;

      if (names != NULL)
        g_strv_builder_addv (columns, (const char **)names);
    }

  return g_strv_builder_end (columns);
}
