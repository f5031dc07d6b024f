/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-origin-private.h"

#include <glib/gi18n-lib.h>

#include "fecho-format.h"

/* The evidence of an origin is stored as a word and figures ("at_host 7 8 3"), so that it can be
 * said in any language. Words are stored: they stay. */

/* A sentence without figures is in the table, the others are made. */
typedef struct
{
  const char *word;
  const char *sentence;
  char *(*describe)(const gint64 *figures, const FechoCatalog *catalog);
} Evidence;

static char *
format_ms (gint64 ms)
{
  return fecho_format_duration (ms * 1000);
}

static char *
describe_woke (const gint64       *figures,
               const FechoCatalog *catalog)
{
  g_autofree char *later = format_ms (figures[0]);

  return g_strdup_printf (
    /* Translators: %s is a time like "12 s". */
    fecho_catalog_get (catalog, N_("This computer slept, and the end came %s after it woke")),
    later);
}

static char *
describe_clock (const gint64       *figures,
                const FechoCatalog *catalog)
{
  g_autofree char *days = fecho_format_count (figures[0]);

  return g_strdup_printf (
    fecho_catalog_get_plural (catalog,
                              /* Translators: %s is a number of days. */
                              "The clock of this computer had jumped by %s day, and certificates "
                              "are valid by date",
                              "The clock of this computer had jumped by %s days, and certificates "
                              "are valid by date", figures[0]),
    days);
}

static char *
describe_http (const gint64       *figures,
               const FechoCatalog *catalog)
{
  return g_strdup_printf (
    /* Translators: %d is a status like 503. */
    fecho_catalog_get (catalog, N_("The server answered the handshake with HTTP %d")),
    (int)figures[0]);
}

static char *
describe_everywhere (const gint64       *figures,
                     const FechoCatalog *catalog)
{
  g_autofree char *n = fecho_format_count (figures[0]);
  g_autofree char *of = fecho_format_count (figures[1]);

  return g_strdup_printf (
    fecho_catalog_get_plural (catalog,
                              /* Translators: how many sessions, of how many. */
                              "%s of %s session dropped within seconds, of several hosts",
                              "%s of %s sessions dropped within seconds, of several hosts",
                              figures[1]),
    n, of);
}

static char *
describe_behind_proxy (const gint64       *figures,
                       const FechoCatalog *catalog)
{
  g_autofree char *n = fecho_format_count (figures[0]);
  g_autofree char *of = fecho_format_count (figures[1]);
  g_autofree char *others = fecho_format_count (figures[2]);

  return g_strdup_printf (
    fecho_catalog_get_plural (catalog,
                              /* Translators: how many sessions, of how many, and how many others
                               * stayed open. */
                              "%s of %s session behind the proxy dropped within seconds; "
                              "without it, open all the time: %s",
                              "%s of %s sessions behind the proxy dropped within seconds; "
                              "without it, open all the time: %s", figures[1]),
    n, of, others);
}

static char *
describe_next_refused (const gint64       *figures,
                       const FechoCatalog *catalog)
{
  g_autofree char *later = format_ms (figures[0]);

  return g_strdup_printf (
    /* Translators: %s is a time like "2 s". */
    fecho_catalog_get (catalog, N_("The next attempt was refused by the host, %s later")), later);
}

static char *
describe_next_http (const gint64       *figures,
                    const FechoCatalog *catalog)
{
  g_autofree char *later = format_ms (figures[1]);

  return g_strdup_printf (
    /* Translators: a status like 503, and a time like "2 s". */
    fecho_catalog_get (catalog, N_("The next attempt was answered with HTTP %d, %s later")),
    (int)figures[0], later);
}

static char *
describe_no_answer (const gint64       *figures,
                    const FechoCatalog *catalog)
{
  g_autofree char *others = fecho_format_count (figures[0]);

  return g_strdup_printf (
    fecho_catalog_get_plural (catalog,
                              /* Translators: %s is how many sessions of other hosts stayed open. */
                              "New attempts at the host get no answer; %s session of other hosts "
                              "stayed open",
                              "New attempts at the host get no answer; %s sessions of other hosts "
                              "stayed open", figures[0]),
    others);
}

static char *
describe_at_host (const gint64       *figures,
                  const FechoCatalog *catalog)
{
  g_autofree char *n = fecho_format_count (figures[0]);
  g_autofree char *of = fecho_format_count (figures[1]);
  g_autofree char *others = fecho_format_count (figures[2]);

  return g_strdup_printf (
    fecho_catalog_get_plural (catalog,
                              /* Translators: how many sessions, of how many, and how many others
                               * stayed open. */
                              "%s of %s session of the host dropped within seconds; "
                              "of other hosts, open all the time: %s",
                              "%s of %s sessions of the host dropped within seconds; "
                              "of other hosts, open all the time: %s", figures[1]),
    n, of, others);
}

static const Evidence evidences[] = {
  [FECHO_EVIDENCE_CLOSED_HERE] = { "closed_here", N_("It was closed on this side") },
  [FECHO_EVIDENCE_INTERRUPTED] = { "interrupted",
                                   N_("Fecho ended while the connection was open") },
  [FECHO_EVIDENCE_NO_DESCRIPTORS] = { "no_descriptors",
                                      N_("This process had no file descriptor left") },
  [FECHO_EVIDENCE_WOKE] = { "woke", NULL, describe_woke },
  [FECHO_EVIDENCE_ASLEEP] = { "asleep", N_("This computer slept at that time") },
  [FECHO_EVIDENCE_SLEPT] = { "slept", N_("This computer slept while the connection was open") },
  [FECHO_EVIDENCE_OFFLINE] = { "offline", N_("This computer had no network at that time") },
  [FECHO_EVIDENCE_NETWORK_CHANGED] = { "network_changed",
                                       N_("The network of this computer changed just before") },
  [FECHO_EVIDENCE_CLOCK] = { "clock", NULL, describe_clock },
  [FECHO_EVIDENCE_PORTAL] = { "portal", N_("The network let this computer reach its own sign-in "
                                           "page only") },
  [FECHO_EVIDENCE_PROXY] = { "proxy", N_("The proxy did not connect") },
  [FECHO_EVIDENCE_PROXY_PASSWORD] = { "proxy_password", N_("The proxy wants a password") },
  [FECHO_EVIDENCE_CLOSE_FRAME] = { "close_frame", N_("The server sent a Close frame") },
  [FECHO_EVIDENCE_PROTOCOL] = { "protocol", N_("The server broke the WebSocket protocol") },
  [FECHO_EVIDENCE_BUDGET] = { "budget", N_("The server sent more than its budget") },
  [FECHO_EVIDENCE_HANDSHAKE] = { "handshake", N_("The server answered the handshake wrongly") },
  [FECHO_EVIDENCE_SUBPROTOCOL] = { "subprotocol",
                                   N_("The server chose none of the offered subprotocols") },
  [FECHO_EVIDENCE_EXPIRED] = { "expired", N_("The server’s certificate has expired or is not "
                                             "valid yet") },
  [FECHO_EVIDENCE_HOSTNAME] = { "hostname", N_("The server’s certificate is for another host") },
  [FECHO_EVIDENCE_HTTP] = { "http", NULL, describe_http },
  [FECHO_EVIDENCE_REFUSED] = { "refused", N_("The host was reached, and nothing listened at the "
                                             "port") },
  [FECHO_EVIDENCE_EVERYWHERE] = { "everywhere", NULL, describe_everywhere },
  [FECHO_EVIDENCE_BEHIND_PROXY] = { "behind_proxy", NULL, describe_behind_proxy },
  [FECHO_EVIDENCE_NEXT_REFUSED] = { "next_refused", NULL, describe_next_refused },
  [FECHO_EVIDENCE_NEXT_HTTP] = { "next_http", NULL, describe_next_http },
  [FECHO_EVIDENCE_NO_ANSWER] = { "no_answer", NULL, describe_no_answer },
  [FECHO_EVIDENCE_AT_HOST] = { "at_host", NULL, describe_at_host },
  [FECHO_EVIDENCE_NAMES] = { "names", N_("The names of several hosts could not be resolved, and no "
                                         "attempt succeeded meanwhile") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (evidences) == FECHO_N_EVIDENCES);

char *
fecho_origin_said_to_string (const FechoOriginSaid *said)
{
  const Evidence *evidence = &evidences[said->evidence];
  GString *string = g_string_new (evidence->word);

  for (guint i = 0; evidence->describe != NULL && i < FECHO_EVIDENCE_MAX_FIGURES; i++)
    g_string_append_printf (string, " %" G_GINT64_FORMAT, said->figures[i]);

  return g_string_free (string, FALSE);
}

gboolean
fecho_origin_said_from_string (const char      *string,
                               FechoOriginSaid *ret_said)
{
  g_auto(GStrv) parts = g_strsplit (string, " ", FECHO_EVIDENCE_MAX_FIGURES + 2);
  const guint n_figures = g_strv_length (parts) - (parts[0] != NULL ? 1 : 0);
  FechoOriginSaid said = { 0 };
  guint i = 0;

  while (i < G_N_ELEMENTS (evidences) && g_strcmp0 (parts[0], evidences[i].word) != 0)
    i++;
  if (i == G_N_ELEMENTS (evidences) ||
      n_figures != (evidences[i].describe != NULL ? FECHO_EVIDENCE_MAX_FIGURES : 0))
    return FALSE;

  said.evidence = i;
  for (guint k = 0; k < n_figures; k++)
    {
      if (!g_ascii_string_to_signed (parts[k + 1], 10, 0, G_MAXINT32, &said.figures[k], NULL))
        return FALSE;
    }
  *ret_said = said;

  return TRUE;
}

char *
fecho_origin_dup_sentence (const char         *evidence,
                           const FechoCatalog *catalog)
{
  FechoOriginSaid said;

  g_return_val_if_fail (catalog != NULL, NULL);

  if (evidence == NULL || !fecho_origin_said_from_string (evidence, &said))
    return g_strdup (evidence);
  if (evidences[said.evidence].describe != NULL)
    return evidences[said.evidence].describe (said.figures, catalog);

  return g_strdup (fecho_catalog_get (catalog, evidences[said.evidence].sentence));
}
