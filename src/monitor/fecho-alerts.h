/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-alert-rule.h"
#include "fecho-dictionary.h"
#include "fecho-monitor.h"

G_BEGIN_DECLS

#define FECHO_ALERT_MAX_NAMED 100

/* What a rule has to tell: everything since the group began, so that it takes the place of what was
 * told of the same group before. */
typedef struct
{
  const FechoAlertRule *rule;
  guint                 n_hits; /* closes, or sessions that are down */
  guint                 n_sessions;
  const char * const   *session_ids;    /* of the first FECHO_ALERT_MAX_NAMED of them */
  const char           *session;        /* of the last one */
  guint16               code;   /* of the last one; 0: none */
  guint                 n_codes;        /* different ones */
  FechoDictionary      *dictionary;     /* that explains the code in all sessions; NULL: none does */
  guint                 n_in_hour;      /* of RATE */
  gint64                down_us;        /* of DOWN, the longest */
} FechoAlertNews;

/* The rules of alerts of a monitor's history, and whether they are met. Main thread.
 *
 * Signals:
 *   changed ()                         the rules are others
 *   triggered (FechoAlertNews *news)   a rule is met: at most once in ten seconds each, what comes
 *                                      between is in the next; lives as long as the call */
#define FECHO_TYPE_ALERTS (fecho_alerts_get_type ())
G_DECLARE_FINAL_TYPE (FechoAlerts, fecho_alerts, FECHO, ALERTS, GObject)

/* Reads the rules, "changed" follows. monitor is held. */
FechoAlerts *fecho_alerts_new       (FechoMonitor         *monitor) G_GNUC_WARN_UNUSED_RESULT;
/* GPtrArray of FechoAlertRule in order, borrowed until "changed". */
GPtrArray   *fecho_alerts_get_rules (FechoAlerts          *self);
FechoMonitor *fecho_alerts_get_monitor (FechoAlerts       *self);
/* Adds rule, or takes the place of the one with its id. position: where a new one comes; more than
 * there are: at the end. It is stored; should that fail, it lasts for this run. */
void         fecho_alerts_put       (FechoAlerts          *self,
                                     const FechoAlertRule *rule,
                                     guint                 position);
void         fecho_alerts_remove    (FechoAlerts          *self,
                                     const char           *id);

G_END_DECLS
