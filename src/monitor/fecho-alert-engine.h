/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-alert-rule.h"
#include "fecho-close-event.h"
#include "fecho-dictionary.h"

G_BEGIN_DECLS

/* Decides which rules of alerts are met. Knows no clock, store or desktop: it is told what happened
 * and when. Times are microseconds of one clock that never goes back. */
typedef struct _FechoAlertEngine FechoAlertEngine;

/* One rule was met by one session. */
typedef struct
{
  const FechoAlertRule *rule;   /* of the engine; until its rules are set anew */
  const char           *session_id;     /* borrowed of what was told */
  const char           *session;
  guint16               code;   /* of the close; 0 of DOWN */
  FechoDictionary      *dictionary;     /* that explains it; NULL: none does */
  guint                 n_in_hour;      /* of RATE */
  gint64                down_us;        /* of DOWN */
} FechoAlertHit;

typedef void (*FechoAlertFunc) (const FechoAlertHit *hit,
                                gpointer             data);

/* func is called within the functions that tell. */
FechoAlertEngine *fecho_alert_engine_new       (FechoAlertFunc          func,
                                                gpointer                data) G_GNUC_WARN_UNUSED_RESULT;
void              fecho_alert_engine_free      (FechoAlertEngine       *self);
/* GPtrArray of FechoAlertRule; copied. What is known of a rule with the same content stays. */
void              fecho_alert_engine_set_rules (FechoAlertEngine       *self,
                                                GPtrArray              *rules);
/* The codes (guint16) that the history of a rule's sessions has: without them NEW_CODE is not met. */
void              fecho_alert_engine_set_known (FechoAlertEngine       *self,
                                                const char             *rule_id,
                                                GArray                 *codes);
/* The rules of NEW_CODE without known codes; ids, borrowed. */
GPtrArray        *fecho_alert_engine_list_unknown (FechoAlertEngine    *self) G_GNUC_WARN_UNUSED_RESULT;
void              fecho_alert_engine_see_close (FechoAlertEngine       *self,
                                                const FechoCloseRecord *record,
                                                gint64                  now_us);
/* Whether a session is watched and not open. */
void              fecho_alert_engine_see_state (FechoAlertEngine       *self,
                                                const char             *session_id,
                                                const char             *session,
                                                gboolean                is_down,
                                                gint64                  now_us);
/* Time goes by. */
void              fecho_alert_engine_look      (FechoAlertEngine       *self,
                                                gint64                  now_us);
/* Does anything depend on fecho_alert_engine_look() now? */
gboolean          fecho_alert_engine_is_waiting (FechoAlertEngine      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoAlertEngine, fecho_alert_engine_free)

G_END_DECLS
