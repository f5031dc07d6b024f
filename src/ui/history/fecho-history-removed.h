/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Sessions that a query names and that are only in the history any more: they were removed. Main
 * thread. */
typedef struct
{
  GHashTable   *ids;            /* name -> GStrv */
  GCancellable *cancellable;
  void        (*found) (gpointer owner);
  gpointer      owner;
} FechoHistoryRemoved;

/* found is called with the owner whenever a name that was looked up is one of them. */
void               fecho_history_removed_init    (FechoHistoryRemoved       *self,
                                                  void                     (*found) (gpointer owner),
                                                  gpointer                   owner);
/* Forgets all, and calls no more for what was looked up before. */
void               fecho_history_removed_clear   (FechoHistoryRemoved       *self);
void               fecho_history_removed_look_up (FechoHistoryRemoved       *self,
                                                  FechoMonitor              *monitor,
                                                  const char                *name);
/* NULL: none that is known. */
const char *const *fecho_history_removed_get     (const FechoHistoryRemoved *self,
                                                  const char                *name);

G_END_DECLS
