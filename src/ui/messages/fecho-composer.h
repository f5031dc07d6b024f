/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-session.h"

G_BEGIN_DECLS

/* Writes messages to the server of a session: text, bytes in hexadecimal, or a Close frame.
 *
 * Properties: "session" (FechoSession, NULL: none), "kind" (string, "text" or "binary"). */
#define FECHO_TYPE_COMPOSER (fecho_composer_get_type ())
G_DECLARE_FINAL_TYPE (FechoComposer, fecho_composer, FECHO, COMPOSER, GtkWidget)

void fecho_composer_set_session (FechoComposer *self,
                                 FechoSession  *session);

G_END_DECLS
