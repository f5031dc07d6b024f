/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"

G_BEGIN_DECLS

/* One line of a list of events. Property: "event" (FechoCloseEvent, NULL while it is being read);
 * it is set anew when something of it has changed. Main thread. */
#define FECHO_TYPE_CLOSE_ROW (fecho_close_row_get_type ())
G_DECLARE_FINAL_TYPE (FechoCloseRow, fecho_close_row, FECHO, CLOSE_ROW, GObject)

FechoCloseRow          *fecho_close_row_new        (void) G_GNUC_WARN_UNUSED_RESULT;
FechoCloseEvent        *fecho_close_row_get_event  (FechoCloseRow   *self);
void                    fecho_close_row_set_event  (FechoCloseRow   *self,
                                                    FechoCloseEvent *event);
/* Of the event; NULL while it is being read. */
const FechoCloseRecord *fecho_close_row_get_record (FechoCloseRow   *self);

G_END_DECLS
