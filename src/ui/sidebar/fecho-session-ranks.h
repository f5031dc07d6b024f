/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"
#include "fecho-range.h"

G_BEGIN_DECLS

typedef enum
{
  FECHO_RANK_OWN,               /* as the user has put them */
  FECHO_RANK_CLOSES,            /* most closes of the range first */
  FECHO_RANK_ATTENTION,         /* stopped, waiting, connecting, then the others; by closes each */
} FechoRankOrder;

/* In which order the sidebar and the lanes show sessions. What it knows of closes is asked of the
 * monitor again some seconds after news, and only while somebody sorts by it.
 *
 * Property: "order" (string: "own", "closes" or "attention"; remembered in the settings). Signal:
 * "changed": what was sorted may stand in another order now; at most once in two seconds. */
#define FECHO_TYPE_SESSION_RANKS (fecho_session_ranks_get_type ())
G_DECLARE_FINAL_TYPE (FechoSessionRanks, fecho_session_ranks, FECHO, SESSION_RANKS, GObject)

FechoSessionRanks *fecho_session_ranks_new         (FechoRange        *range) G_GNUC_WARN_UNUSED_RESULT;
void               fecho_session_ranks_set_monitor (FechoSessionRanks *self,
                                                    FechoMonitor      *monitor);
FechoRankOrder     fecho_session_ranks_get_order   (FechoSessionRanks *self);
/* FechoSession; those of the same rank stay as they are. */
void               fecho_session_ranks_sort        (FechoSessionRanks *self,
                                                    FechoRankOrder     order,
                                                    GPtrArray         *sessions);
/* How many closes each session has, by its id: GHashTable of strings to GUINT_TO_POINTER. Takes it. */
void               fecho_session_ranks_take_counts (FechoSessionRanks *self,
                                                    GHashTable        *counts);

G_END_DECLS
