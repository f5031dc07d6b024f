/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-close-digest.h"

G_BEGIN_DECLS

/* Several ends of connection: how many of each code, what they have in common, and the first of
 * them one by one.
 *
 * Signal "event-chosen" (FechoCloseEvent): one of them is to be shown alone. */
#define FECHO_TYPE_CLOSE_SUMMARY (fecho_close_summary_get_type ())
G_DECLARE_FINAL_TYPE (FechoCloseSummary, fecho_close_summary, FECHO, CLOSE_SUMMARY, GtkWidget)

/* events: FechoCloseEvent. whole FALSE: they have only what a lane knows of them, and the rest is to
 * come. n_all: how many there are where events has not all of them. */
void fecho_close_summary_show (FechoCloseSummary *self,
                               GPtrArray         *events,
                               guint              n_all,
                               gboolean           whole);

G_END_DECLS
