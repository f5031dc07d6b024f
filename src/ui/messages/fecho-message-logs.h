/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-message-log.h"

G_BEGIN_DECLS

/* The logs of the few sessions that were looked at last: their messages are not forgotten at once
 * when another session is chosen. All zero is an empty one. */
typedef struct
{
  GQueue logs;                  /* of FechoMessageLog, the last one taken first */
} FechoMessageLogs;

/* The log of this session, borrowed until others take its place. */
FechoMessageLog *fecho_message_logs_take  (FechoMessageLogs *self,
                                           FechoSession     *session);
void             fecho_message_logs_clear (FechoMessageLogs *self);

G_END_DECLS
