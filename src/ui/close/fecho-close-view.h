/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-close-event.h"
#include "fecho-close-meaning.h"

G_BEGIN_DECLS

/* One end of connection: what its code means, what to do, how far it came, and all that was seen.
 * The code itself and its name stand above it. */
#define FECHO_TYPE_CLOSE_VIEW (fecho_close_view_get_type ())
G_DECLARE_FINAL_TYPE (FechoCloseView, fecho_close_view, FECHO, CLOSE_VIEW, GtkWidget)

/* whole FALSE: the record has only what a lane knows of a close, and the rest is to come. */
void fecho_close_view_show (FechoCloseView          *self,
                            const FechoCloseRecord  *record,
                            const FechoCloseMeaning *meaning,
                            gboolean                 whole);

G_END_DECLS
