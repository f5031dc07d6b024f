/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-text.h"

#include <glib/gi18n.h>

#include "fecho-close-meaning.h"
#include "fecho-format.h"
#include "fecho-safe-text.h"

static char *
get_time (const FechoCloseRecord *record,
          gint64                  now_us)
{
  g_autofree char *time = fecho_format_time (record->closed_at_us, now_us);

  return record->marked ? g_strconcat (time, " ★", NULL) : g_steal_pointer (&time);
}

static char *
get_messages (const FechoCloseRecord *record)
{
  if (record->failed_attempt || record->messages_in < 0 || record->messages_out < 0)
    return NULL;

  return fecho_format_count (record->messages_in + record->messages_out);
}

static char *
get_code_name (const FechoCloseRecord *record)
{
  FechoCloseMeaning meaning;

  fecho_close_meaning_init_record (&meaning, record);

  return fecho_close_meaning_dup_name (&meaning);
}

static char *
get_reason (const FechoCloseRecord *record)
{
  return *record->reason != '\0' ? fecho_safe_text_line (record->reason) : NULL;
}

static char *
get_address (const FechoCloseRecord *record)
{
  g_autofree char *address = NULL;

  if (record->url == NULL)
    return NULL;
  address = fecho_safe_text_redact_url (record->url);

  return fecho_safe_text_line (address);
}

char *
fecho_history_text_new (FechoOrder              order,
                        const FechoCloseRecord *record,
                        gint64                  now_us)
{
  switch (order)
    {
    case FECHO_ORDER_TIME:
      return get_time (record, now_us);
    case FECHO_ORDER_SESSION:
      return record->session != NULL ? fecho_safe_text_line (record->session) : NULL;
    case FECHO_ORDER_CODE:
      return get_code_name (record);
    case FECHO_ORDER_REASON:
      return get_reason (record);
    case FECHO_ORDER_CLOSED_BY:
      return g_strdup (record->closed_by == FECHO_CLOSED_BY_NOBODY
                       /* Translators: in a column "Closed By": no one closed the connection. */
                       ? C_("closed by", "Nobody")
                       : _(fecho_closed_by_get_label (record->closed_by)));
    case FECHO_ORDER_LIFE:
      return record->life_us >= 0 ? fecho_format_duration (record->life_us) : NULL;
    case FECHO_ORDER_STAGE:
      return g_strdup (_(fecho_stage_get_label (record->stage)));
    case FECHO_ORDER_ORIGIN:
      return record->origin != FECHO_ORIGIN_NOT_JUDGED
             ? g_strdup (_(fecho_origin_get_label (record->origin))) : NULL;
    case FECHO_ORDER_CLEAN:
      /* Translators: whether the connection closed cleanly. */
      return g_strdup (record->was_clean ? C_("clean", "Yes") : C_("clean", "No"));
    case FECHO_ORDER_MESSAGES:
      return get_messages (record);
    case FECHO_ORDER_HTTP:
      return record->http_status > 0 ? g_strdup_printf ("%d", record->http_status) : NULL;
    case FECHO_ORDER_NETWORK:
      return g_strdup (_(fecho_network_get_label (record->network)));
    case FECHO_ORDER_ADDRESS:
      return get_address (record);
    }

  return NULL;
}

/* No reason is a fact; no life is the mark of a failed attempt. */
const char *
fecho_history_text_get_missing (FechoOrder              order,
                                const FechoCloseRecord *record)
{
  if (order == FECHO_ORDER_REASON)
    /* Translators: in a column "Reason": the close had none. */
    return C_("reason", "None");
  if (order == FECHO_ORDER_LIFE && record->failed_attempt)
    /* Translators: in a column "Life": it never opened. */
    return C_("life", "Failed");

  return "–";
}
