/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-message.h"

G_BEGIN_DECLS

/* The whole of one message: text, JSON line by line, binary as a hex dump.
 *
 * Property: "message" (FechoMessage, NULL: none). */
#define FECHO_TYPE_MESSAGE_VIEW (fecho_message_view_get_type ())
G_DECLARE_FINAL_TYPE (FechoMessageView, fecho_message_view, FECHO, MESSAGE_VIEW, GtkWidget)

void fecho_message_view_set_message (FechoMessageView *self,
                                     FechoMessage     *message);

G_END_DECLS
