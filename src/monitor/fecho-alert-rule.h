/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-close-code.h"

G_BEGIN_DECLS

typedef enum
{
  FECHO_ALERT_CODE,             /* a close with the code */
  FECHO_ALERT_CLASS,            /* a close of the class */
  FECHO_ALERT_RATE,             /* more than so many closes in one hour */
  FECHO_ALERT_NEW_CODE,         /* a code that the history did not have before */
  FECHO_ALERT_DOWN,             /* watched, and not open for longer than so long */
} FechoAlertKind;

/* When a person is to be told. Closes only: not the failed attempts that follow them, nor what was
 * closed by this person. */
typedef struct
{
  char            *id;          /* UUID */
  char            *session_id;  /* NULL: of every session */
  gboolean         enabled;
  FechoAlertKind   kind;
  guint16          code;
  FechoCloseClass  klass;
  guint            n_per_hour;
  guint            down_s;
} FechoAlertRule;

#define FECHO_ALERT_MAX_PER_HOUR 100000
#define FECHO_ALERT_MAX_DOWN_S (7 * 24 * 60 * 60)

/* A new one, enabled, with the values that a dialog starts with. */
FechoAlertRule *fecho_alert_rule_new       (FechoAlertKind         kind) G_GNUC_WARN_UNUSED_RESULT;
FechoAlertRule *fecho_alert_rule_copy      (const FechoAlertRule  *self) G_GNUC_WARN_UNUSED_RESULT;
void            fecho_alert_rule_free      (FechoAlertRule        *self);
/* What the rule says, without its id, session and whether it is enabled. */
char           *fecho_alert_rule_to_json   (const FechoAlertRule  *self) G_GNUC_WARN_UNUSED_RESULT;
/* Sets kind and value from such a text; FALSE, with self unchanged, where it says none that we know. */
gboolean        fecho_alert_rule_read_json (FechoAlertRule        *self,
                                            const char            *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoAlertRule, fecho_alert_rule_free)

G_END_DECLS
