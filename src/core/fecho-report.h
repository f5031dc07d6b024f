/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-bucket.h"
#include "fecho-catalog.h"
#include "fecho-evidence.h"
#include "fecho-facts.h"
#include "fecho-findings.h"
#include "fecho-span.h"

G_BEGIN_DECLS

/* The last ends that a report lists; with more it says how many are before them. */
#define FECHO_REPORT_MAX_EVENTS 10000

/* What a report is made of. */
typedef struct
{
  FechoCatalog *catalog;        /* language of all of it */
  GPtrArray    *dictionaries;   /* FechoDictionary, for the codes that they explain; NULL: none */
  GHashTable   *agreed;         /* code -> FechoDictionary that explains all its closes; NULL: none */
  gboolean      local_times;
  gint64        since_us;       /* the period, in whole: no G_MININT64 */
  gint64        until_us;
  gint64        made_at_us;
  char        **filters;        /* what was asked for beside the period, in words; NULL: all */
  FechoSummary *summary;
  FechoBuckets *buckets;        /* of the period: closes, or failed attempts where no others
                                 * are asked for */
  gboolean      attempts_only;
  GArray       *session_codes;  /* FechoSessionCode */
  GArray       *outages;        /* FechoOutage, the longest first */
  FechoEvidence *evidence;      /* of the same events; NULL: not gathered */
  FechoFindings *findings;      /* patterns of the events; NULL: not looked for */
  guint64       n_events;       /* that are going to be added */
} FechoReport;

/* One HTML file that needs nothing beside it: no script, no font, no picture, no address that is
 * fetched. Whatever a peer wrote is text in it. Any thread; the locale of numbers is changed for
 * the calling thread while it writes. */
void fecho_report_append_head  (GString                *out,
                                const FechoReport      *report);
/* One row of the table of ends, index counting from 0. */
void fecho_report_append_event (GString                *out,
                                const FechoReport      *report,
                                const FechoCloseRecord *record,
                                guint64                 index);
void fecho_report_append_tail  (GString                *out,
                                const FechoReport      *report);
/* Frees what is in it, not the report itself. */
void fecho_report_clear        (FechoReport            *report);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FechoReport, fecho_report_clear)

G_END_DECLS
