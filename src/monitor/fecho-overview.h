/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-bucket.h"
#include "fecho-monitor.h"
#include "fecho-session-dictionary.h"
#include "fecho-span.h"

G_BEGIN_DECLS

/* Closes over time have at most so many columns; lives so many for each power of ten. */
#define FECHO_OVERVIEW_MAX_BUCKETS 60
#define FECHO_OVERVIEW_LIFE_BINS 8

/* What the statistics show of a range, and of the range as long before it. A plain value. */
typedef struct
{
  gint64        from_us;
  gint64        to_us;
  FechoSummary *summary;
  FechoBuckets *buckets;        /* closes that count */
  GArray       *session_codes;  /* FechoSessionCode */
  GHashTable   *dictionaries;   /* see fecho_session_dictionary_agree(); NULL: none */
  GArray       *lives;          /* FechoLifeBin */
  GArray       *outages;        /* FechoOutage, the longest alone; NULL: not known yet */
  FechoSummary *before;         /* NULL: not asked for */
  GArray       *outages_before; /* NULL: not asked for, or not known yet */
} FechoOverview;

/* The outages of it, which take longer in a long history: asked apart. A plain value. */
typedef struct
{
  GArray *outages;
  GArray *before;               /* NULL: not asked for */
} FechoOutages;

/* filter has both ends of the range. compare: the period before is asked for as well. */
void           fecho_overview_ask_async  (FechoMonitor         *monitor,
                                          const FechoFilter    *filter,
                                          gboolean              compare,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
FechoOverview *fecho_overview_ask_finish (FechoMonitor         *monitor,
                                          GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of the longest outage. */
void           fecho_overview_ask_outages_async  (FechoMonitor         *monitor,
                                          const FechoFilter    *filter,
                                          gboolean              compare,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
FechoOutages  *fecho_overview_ask_outages_finish (FechoMonitor         *monitor,
                                          GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* What explains a code for all its closes; NULL: the standard. */
FechoDictionary *fecho_overview_explain  (const FechoOverview  *self,
                                          guint16               code);
void           fecho_outages_free        (FechoOutages         *self);
FechoOverview *fecho_overview_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void           fecho_overview_free       (FechoOverview        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoOverview, fecho_overview_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoOutages, fecho_outages_free)

G_END_DECLS
