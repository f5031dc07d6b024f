/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A GListModel of FechoCloseRow for a view that makes something costly for each row: the same as
 * another list, but where that one is replaced as a whole, rows that are held stay in their places
 * and only their events change; what it has more is told, and what it has less. A list that grows
 * out of little does so a few rows at a time, and one that shrinks to little has rows without an
 * event at its end for a few turns of the loop. Main thread.
 *
 * Signal "replaced": all rows are about to be others, so what is known of positions is void. */
#define FECHO_TYPE_STEADY_LIST (fecho_steady_list_get_type ())
G_DECLARE_FINAL_TYPE (FechoSteadyList, fecho_steady_list, FECHO, STEADY_LIST, GObject)

/* Of the first rows, so many are told in one turn of the loop ... */
#define FECHO_STEADY_LIST_STEP 8
/* ... or taken away, in another ... */
#define FECHO_STEADY_LIST_STEP_BACK 48
/* ... up to here. */
#define FECHO_STEADY_LIST_FIRST 256

/* list has FechoCloseRow. */
FechoSteadyList *fecho_steady_list_new (GListModel *list) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
