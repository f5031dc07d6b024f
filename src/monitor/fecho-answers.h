/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Several questions that were asked at once for one task. Main thread. */
typedef struct
{
  guint   n_waiting;            /* questions that are not answered yet */
  GError *error;                /* the first */
} FechoAnswers;

/* One more answer is there, or (error, which it takes) what kept it from coming. TRUE: it was the
 * last and all are good, the task is the caller's to return. Where one was not, the task returns
 * the first error with the last answer. */
gboolean fecho_answers_take  (FechoAnswers *self,
                              GTask        *task,
                              GError       *error);
void     fecho_answers_clear (FechoAnswers *self);

G_END_DECLS
