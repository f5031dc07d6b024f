/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"
#include "fecho-span.h"

G_BEGIN_DECLS

typedef enum
{
  FECHO_STATS_BY_CODE,
  FECHO_STATS_BY_SESSION,
  FECHO_STATS_BY_CLASS,
  FECHO_STATS_BY_CAUSE,
  FECHO_STATS_BY_ORIGIN,
  FECHO_STATS_BY_CLOSED_BY,
  FECHO_STATS_BY_HOUR,          /* of the local zone */
  FECHO_STATS_BY_DAY,
} FechoStatsKey;

/* Counts events by a key. One thread at a time. */
typedef struct _FechoStats FechoStats;

FechoStats *fecho_stats_new             (FechoStatsKey           key) G_GNUC_WARN_UNUSED_RESULT;
/* Counts only: no medians, and memory that does not grow with the events. */
FechoStats *fecho_stats_new_without_lives (FechoStatsKey         key) G_GNUC_WARN_UNUSED_RESULT;
void        fecho_stats_free            (FechoStats             *self);
/* Does it count as a close: nobody of ours asked for it, and nothing interrupted it? */
gboolean    fecho_stats_is_counted      (const FechoCloseRecord *record);
/* FechoDictionary, which class the codes that they explain; before the first event. */
void        fecho_stats_set_dictionaries (FechoStats            *self,
                                          GPtrArray             *dictionaries);
void        fecho_stats_add             (FechoStats             *self,
                                         const FechoCloseRecord *record);
/* FechoCount with key (code, or the value of the key's enum) or text (name of a session; start of
 * the hour in RFC 3339, the day as 2026-11-24). By time where the key is one, else most closes
 * first, then most failed attempts. Lives as long as the stats. */
GArray     *fecho_stats_get_rows        (FechoStats             *self);
/* The sum of all rows; its median is over all closes. */
FechoCount  fecho_stats_get_total       (FechoStats             *self);
/* The words of fecho-cli --by. */
const char *fecho_stats_key_to_string   (FechoStatsKey           key);
gboolean    fecho_stats_key_from_string (const char             *string,
                                         FechoStatsKey          *ret_key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoStats, fecho_stats_free)

G_END_DECLS
