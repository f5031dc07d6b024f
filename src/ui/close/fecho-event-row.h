/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-close-event.h"
#include "fecho-close-meaning.h"

G_BEGIN_DECLS

/* One end of connection in a short list: glyph, code and name over session and time. */
#define FECHO_TYPE_EVENT_ROW (fecho_event_row_get_type ())
G_DECLARE_FINAL_TYPE (FechoEventRow, fecho_event_row, FECHO, EVENT_ROW, GtkListBoxRow)

GtkWidget       *fecho_event_row_new       (FechoCloseEvent         *event,
                                            const FechoCloseMeaning *meaning,
                                            gint64                   now_us) G_GNUC_WARN_UNUSED_RESULT;
/* Shows another end in it. */
void             fecho_event_row_show      (FechoEventRow           *self,
                                            FechoCloseEvent         *event,
                                            const FechoCloseMeaning *meaning,
                                            gint64                   now_us);
FechoCloseEvent *fecho_event_row_get_event (FechoEventRow           *self);

G_END_DECLS
