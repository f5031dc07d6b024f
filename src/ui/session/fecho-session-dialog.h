/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Adds a session to a monitor, or edits one: the monitor is told when Add or Save is chosen. */
#define FECHO_TYPE_SESSION_DIALOG (fecho_session_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FechoSessionDialog, fecho_session_dialog, FECHO, SESSION_DIALOG, AdwWindow)

/* session NULL: a new one. */
FechoSessionDialog *fecho_session_dialog_new         (FechoMonitor       *monitor,
                                                      FechoSession       *session);
/* As if it had been typed. */
/* Add Session, filled with what session has. */
FechoSessionDialog *fecho_session_dialog_new_copy (FechoMonitor *monitor,
                                                  FechoSession *session);
void                fecho_session_dialog_set_address (FechoSessionDialog *self,
                                                      const char         *address);

G_END_DECLS
