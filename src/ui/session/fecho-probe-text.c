/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-probe-text.h"

#include <glib/gi18n.h>

#include "fecho-safe-text.h"

static char *
dup_opened (const FechoCloseRecord *record)
{
  int ms = (int)((record->handshake_us + 500) / 1000);
  g_autofree char *subprotocol = NULL;

  if (record->subprotocol == NULL || *record->subprotocol == '\0')
    /* Translators: %d is a number of milliseconds; the space before ms is a no-break space. */
    return g_strdup_printf (_("Opened in %d ms"), ms);

  subprotocol = fecho_safe_text_line (record->subprotocol);

  /* Translators: %d is a number of milliseconds, %s a subprotocol; no-break space before ms. */
  return g_strdup_printf (_("Opened in %d ms, subprotocol %s"), ms, subprotocol);
}

static char *
dup_failed (const FechoCloseRecord *record)
{
  const char *stage = _(fecho_stage_get_label (record->stage));
  const char *cause = _(fecho_cause_get_label (record->cause));

  if (record->http_status != FECHO_UNKNOWN && record->http_status != 101)
    /* Translators: a stage of connecting (DNS, TCP, TLS, HTTP), a cause, and an HTTP status. */
    return g_strdup_printf (_("Failed at stage %s: %s (HTTP %d)"), stage, cause,
                            record->http_status);

  /* Translators: a stage of connecting (DNS, TCP, TLS, HTTP), and a cause. */
  return g_strdup_printf (_("Failed at stage %s: %s"), stage, cause);
}

char *
fecho_probe_text (const FechoCloseRecord *record,
                  FechoTone              *ret_tone)
{
  g_return_val_if_fail (record != NULL, NULL);
  g_return_val_if_fail (ret_tone != NULL, NULL);

  *ret_tone = record->failed_attempt ? FECHO_TONE_ERROR : FECHO_TONE_GOOD;

  return record->failed_attempt ? dup_failed (record) : dup_opened (record);
}
