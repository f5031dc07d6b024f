/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-retry.h"

#include <json-glib/json-glib.h>

#include "fecho-clock.h"
#include "fecho-filter.h"

#define MAX_RETRY_AFTER_S 3600
#define HTTP_TOO_MANY_REQUESTS 429
#define HTTP_SERVICE_UNAVAILABLE 503

/* Everyone was sent away at once: come back spread over this time, not all together. */
#define SPREAD_US (5 * (gint64)G_USEC_PER_SEC)

/* "After a second or more." */
#define LEAST_WAIT_US ((gint64)G_USEC_PER_SEC)

static gboolean
is_listed (const char *codes,
           guint       code)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  if (codes == NULL || !fecho_filter_add_codes (filter, codes, FALSE, NULL) ||
      filter->codes == NULL)
    return FALSE;

  for (guint i = 0; i < filter->codes->len; i++)
    {
      const FechoCodeRange *range = &g_array_index (filter->codes, FechoCodeRange, i);

      if (code >= range->first && code <= range->last)
        return TRUE;
    }

  return FALSE;
}

static char *
dup_header (const char *headers,
            const char *name)
{
  g_autoptr(JsonNode) root = headers != NULL ? json_from_string (headers, NULL) : NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  return g_strdup (json_object_get_string_member_with_default (json_node_get_object (root), name,
                                                               NULL));
}

static gint64
get_retry_after_us (const FechoCloseRecord *record)
{
  g_autofree char *text = NULL;

  if (record->http_status != HTTP_TOO_MANY_REQUESTS &&
      record->http_status != HTTP_SERVICE_UNAVAILABLE)
    return 0;

  text = dup_header (record->headers, "Retry-After");

  return text != NULL ? fecho_retry_parse_after_us (text) : 0;
}

static gint64
draw_spread_us (const FechoCloseRecord *record,
                const FechoBackoff     *backoff)
{
  double random = backoff->random != NULL
                  ? backoff->random (backoff->random_data)
                  : g_random_double ();

  if (record->failed_attempt ||
      fecho_close_code_lookup (record->code)->reconnect != FECHO_RECONNECT_SPREAD)
    return 0;

  return MIN (SPREAD_US, backoff->max_us) * random;
}

/* What the application says of its own code. A failed attempt has no code of a peer. */
static FechoDictionaryRetry
get_application_retry (const FechoDictionary  *dictionary,
                       const FechoCloseRecord *record)
{
  const FechoDictionaryCode *code = dictionary != NULL && !record->failed_attempt
                                    ? fecho_dictionary_lookup (dictionary, record->code)
                                    : NULL;

  return code != NULL ? code->retry : FECHO_DICTIONARY_RETRY_UNSAID;
}

FechoRetry
fecho_retry_decide (const FechoEndpoint    *endpoint,
                    const FechoDictionary  *dictionary,
                    const FechoCloseRecord *record,
                    FechoBackoff           *backoff,
                    gint64                 *ret_wait_us)
{
  const FechoDictionaryRetry said = get_application_retry (dictionary, record);
  gint64 wait_us = fecho_backoff_next_us (backoff, record->life_us);
  gint64 spread_us, retry_after_us;

  if (!endpoint->reconnect)
    return FECHO_RETRY_NOT_WANTED;
  if (!record->failed_attempt && is_listed (endpoint->no_reconnect_codes, record->code))
    return FECHO_RETRY_STOPPED;
  if (record->failed_attempt && record->http_status > 0 &&
      is_listed (endpoint->no_reconnect_codes, record->http_status))
    return FECHO_RETRY_STOPPED;
  if (said == FECHO_DICTIONARY_RETRY_NO || said == FECHO_DICTIONARY_RETRY_AFTER_FIX)
    return FECHO_RETRY_STOPPED;
  if (endpoint->max_attempts != 0 && backoff->n_failures >= endpoint->max_attempts)
    return FECHO_RETRY_STOPPED;

  /* At once is once: a server that says so again and again is given time all the same. */
  if (said == FECHO_DICTIONARY_RETRY_AT_ONCE && backoff->n_failures <= 1)
    wait_us = 0;
  else if (said == FECHO_DICTIONARY_RETRY_AFTER_SECOND)
    wait_us = MAX (wait_us, LEAST_WAIT_US);
  spread_us = draw_spread_us (record, backoff);
  retry_after_us = get_retry_after_us (record);
  *ret_wait_us = MAX (wait_us, MAX (spread_us, retry_after_us));

  return FECHO_RETRY_WAIT;
}

gint64
fecho_retry_parse_after_us (const char *text)
{
  guint64 seconds = 0;
  struct tm date = { 0 };
  gint64 wait_s;

  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &seconds, NULL))
    return MIN (seconds, MAX_RETRY_AFTER_S) * G_USEC_PER_SEC;
  if (strptime (text, "%a, %d %b %Y %T GMT", &date) == NULL)
    return 0;

  wait_s = (gint64)timegm (&date) - fecho_clock_wall_us () / G_USEC_PER_SEC;

  return CLAMP (wait_s, 0, MAX_RETRY_AFTER_S) * G_USEC_PER_SEC;
}
