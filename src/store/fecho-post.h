/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* From the threads of the store to main contexts, in the order of posting. */

/* Calls func (data) there; destroy runs there too. */
void fecho_post_call    (GMainContext   *context,
                         GSourceFunc     func,
                         gpointer        data,
                         GDestroyNotify  destroy);

/* Answer a task, on its context. Each takes the worker's reference on the task and drops it there:
 * with the last one goes the task's source object, and objects of main are not finalized by
 * another thread. An error, which is taken too, wins over the value. */
void fecho_post_pointer (GTask          *task,
                         gpointer        value,
                         GDestroyNotify  free_value,
                         GError         *error);
void fecho_post_int     (GTask          *task,
                         gssize          value,
                         GError         *error);
/* TRUE where error is NULL. */
void fecho_post_done    (GTask          *task,
                         GError         *error);

/* Runs on_job (task) on a thread of its own, which answers and so takes the task. */
typedef void (*FechoJobFunc) (GTask *task);

void fecho_post_start_job (GTask        *task,
                           FechoJobFunc  on_job);

G_END_DECLS
