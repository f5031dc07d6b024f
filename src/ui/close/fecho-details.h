/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-monitor.h"
#include "fecho-range.h"
#include "fecho-span.h"

G_BEGIN_DECLS

/* The pane beside the views: the close that is selected in them with all that is known of it,
 * several closes with what they have in common, or, where nothing is selected, the last closes of
 * the scope. Its buttons use the actions win.details, win.previous-close, win.next-close,
 * win.copy-details, win.copy-details-json and win.show-history (where there is one), its menu those
 * of fecho-close-menu.h.
 *
 * Properties: "monitor" (FechoMonitor), "range" (FechoRange, for the number of closes with the same
 * code), "scope" (GStrv of session ids, NULL: all), "can-copy" (boolean, read-only: something is
 * selected and known). Signal "went-to" (FechoCloseEvent or NULL): a person went to another close in
 * the pane itself, or to none, which the view is to select too. */
#define FECHO_TYPE_DETAILS (fecho_details_get_type ())
G_DECLARE_FINAL_TYPE (FechoDetails, fecho_details, FECHO, DETAILS, GtkWidget)

/* What a lane knows of closes of one session, by time; the rest is read from the history. */
void             fecho_details_show_markers (FechoDetails      *self,
                                             FechoSession      *session,
                                             const char        *session_id,
                                             const FechoMarker *markers,
                                             guint              n_markers);
/* FechoCloseEvent, whole records. n_all: how many are selected, where events has only the first. */
void             fecho_details_show_events  (FechoDetails      *self,
                                             GPtrArray         *events,
                                             guint              n_all);
/* Nothing is selected. */
void             fecho_details_clear        (FechoDetails      *self);
/* NULL where none or several are shown. */
FechoCloseEvent *fecho_details_get_event    (FechoDetails      *self);
gboolean         fecho_details_get_can_copy (FechoDetails      *self);
/* To the close of the scope that is next in time, or before. */
void             fecho_details_step         (FechoDetails      *self,
                                             gboolean           newer);
/* Nothing selected, as by a person. */
void             fecho_details_go_to_last   (FechoDetails      *self);
/* Into the clipboard. */
void             fecho_details_copy         (FechoDetails      *self,
                                             gboolean           json);
/* Is one of what is shown marked, or one not? FALSE until they are read. */
gboolean         fecho_details_has_marked   (FechoDetails      *self,
                                             gboolean           marked);
void             fecho_details_mark         (FechoDetails      *self,
                                             gboolean           mark);

G_END_DECLS
