/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-answers.h"

gboolean
fecho_answers_take (FechoAnswers *self,
                    GTask        *task,
                    GError       *error)
{
  g_return_val_if_fail (self->n_waiting > 0, FALSE);

  if (error != NULL && self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
  if (--self->n_waiting > 0)
    return FALSE;
  if (self->error == NULL)
    return TRUE;

  g_task_return_error (task, g_steal_pointer (&self->error));

  return FALSE;
}

void
fecho_answers_clear (FechoAnswers *self)
{
  g_clear_error (&self->error);
}
