/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* The live messages of one session, and what is sent to it. Messages are kept only while the page
 * is looked at, those of the last few sessions until another takes their place.
 *
 * Properties: "monitor" (FechoMonitor), "scope" (strv of session ids: one, or there is nothing to
 * show), "paused" (boolean), "show-in", "show-out", "show-text", "show-binary", "show-close"
 * (boolean: what the list has). */
#define FECHO_TYPE_MESSAGES_PAGE (fecho_messages_page_get_type ())
G_DECLARE_FINAL_TYPE (FechoMessagesPage, fecho_messages_page, FECHO, MESSAGES_PAGE, GtkWidget)

/* The words that the list is filtered by get the focus. */
void fecho_messages_page_start_search (FechoMessagesPage *self);

G_END_DECLS
