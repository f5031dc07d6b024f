/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-fold-rows.h"

G_BEGIN_DECLS

/* What the writer tidies up when nothing waits: the tail becomes folds, new texts are indexed,
 * and, after a rest of a second, folds are merged. All of it is derived of the events: what fails
 * is tried again a minute later. */
typedef struct _FechoChores FechoChores;

FechoChores *fecho_chores_new         (FechoDb       *db);
void         fecho_chores_free        (FechoChores   *self);
/* When there is something to do, on g_get_monotonic_time(); G_MAXINT64: nothing. */
gint64       fecho_chores_get_due_us  (FechoChores   *self);
/* One step. stop ends the long ones. */
void         fecho_chores_do_one      (FechoChores   *self,
                                       guint          fold_size,
                                       FechoFoldStop  stop,
                                       gpointer       user_data);
/* After events were committed. A storm that does not end is folded here, in its midst, before the
 * tail makes every query slow. */
void         fecho_chores_see_commit  (FechoChores   *self,
                                       guint          fold_size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoChores, fecho_chores_free)

G_END_DECLS
