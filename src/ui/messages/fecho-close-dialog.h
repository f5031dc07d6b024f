/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-session.h"

G_BEGIN_DECLS

/* Asks for a code and a reason, and closes the connection of a session with them. */
#define FECHO_TYPE_CLOSE_DIALOG (fecho_close_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FechoCloseDialog, fecho_close_dialog, FECHO, CLOSE_DIALOG, AdwMessageDialog)

FechoCloseDialog *fecho_close_dialog_new (FechoSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
