/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-backoff.h"
#include "fecho-close-event.h"
#include "fecho-dictionary.h"
#include "fecho-endpoint.h"

G_BEGIN_DECLS

typedef enum
{
  FECHO_RETRY_WAIT,             /* try again after the wait */
  FECHO_RETRY_NOT_WANTED,       /* the session does not reconnect */
  FECHO_RETRY_STOPPED,          /* by a code that trying again cannot mend, or the limit of attempts */
} FechoRetry;

/* What follows an end of connection that nobody on our side asked for. The codes of the session
 * without reconnection may be close codes and HTTP statuses; a Retry-After of 429 and 503
 * (RFC 9110, 10.2.3) is honoured up to an hour. dictionary is that of the session, NULL: none; it may
 * forbid another attempt, or ask for one at once (the first time) or after a second. ret_wait_us is
 * written for FECHO_RETRY_WAIT only. Counts the end in the back-off. */
FechoRetry fecho_retry_decide (const FechoEndpoint    *endpoint,
                               const FechoDictionary  *dictionary,
                               const FechoCloseRecord *record,
                               FechoBackoff           *backoff,
                               gint64                 *ret_wait_us);
/* The wait of a Retry-After, seconds or a date, up to an hour; 0 where it is neither. */
gint64 fecho_retry_parse_after_us (const char *text);

G_END_DECLS
