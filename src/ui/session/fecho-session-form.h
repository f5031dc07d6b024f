/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-form-line.h"
#include "fecho-monitor.h"

G_BEGIN_DECLS

/* The inputs of the session dialog. They are checked 300 ms after the last change.
 *
 * Property "valid" (boolean, read-only): as the last check found. */
#define FECHO_TYPE_SESSION_FORM (fecho_session_form_get_type ())
G_DECLARE_FINAL_TYPE (FechoSessionForm, fecho_session_form, FECHO, SESSION_FORM, AdwPreferencesPage)

/* endpoint NULL: the defaults of a new session. */
FechoSessionForm *fecho_session_form_new          (FechoMonitor        *monitor,
                                                   const FechoEndpoint *endpoint);
/* As if it had been typed, and checked at once. */
void              fecho_session_form_set_address  (FechoSessionForm    *self,
                                                   const char          *address);
/* In place of what the checks have said of the address, until the next change. */
void              fecho_session_form_report       (FechoSessionForm    *self,
                                                   FechoTone            tone,
                                                   const char          *text);
gboolean          fecho_session_form_get_valid    (FechoSessionForm    *self);
/* Was anything entered that is not there any more when the form is closed? */
gboolean          fecho_session_form_is_changed   (FechoSessionForm    *self);
/* Checks, and reads all inputs: NULL where one of them is wrong. */
FechoEndpoint    *fecho_session_form_dup_endpoint (FechoSessionForm    *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
