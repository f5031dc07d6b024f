/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-message-logs.h"

#define MAX_LOGS 3

FechoMessageLog *
fecho_message_logs_take (FechoMessageLogs *self,
                         FechoSession     *session)
{
  FechoMessageLog *log;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (FECHO_IS_SESSION (session), NULL);

  for (GList *l = self->logs.head; l != NULL; l = l->next)
    {
      if (fecho_message_log_get_session (l->data) != session)
        continue;
      g_queue_unlink (&self->logs, l);
      g_queue_push_head_link (&self->logs, l);
      return l->data;
    }

  log = fecho_message_log_new (session);
  g_queue_push_head (&self->logs, log);
  if (g_queue_get_length (&self->logs) > MAX_LOGS)
    g_object_unref (g_queue_pop_tail (&self->logs));

  return log;
}

void
fecho_message_logs_clear (FechoMessageLogs *self)
{
  g_return_if_fail (self != NULL);

  g_queue_clear_full (&self->logs, g_object_unref);
}
