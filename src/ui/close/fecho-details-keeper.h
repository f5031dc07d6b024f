/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-details.h"
#include "fecho-timeline-page.h"

G_BEGIN_DECLS

/* Decides when the details stand beside the views, lie over them, or are away, keeps them and the
 * timeline at the same close, and has the actions of both: win.details (a toggle), hide-details,
 * last-closes, previous-close, next-close, copy-details, copy-details-json, mark-closes and
 * unmark-closes, which act on what is selected, shown or not.
 *
 * The pane stands there when a person wants it and the window is wide enough; in a narrow one it
 * comes only when it is asked for. */
#define FECHO_TYPE_DETAILS_KEEPER (fecho_details_keeper_get_type ())
G_DECLARE_FINAL_TYPE (FechoDetailsKeeper, fecho_details_keeper, FECHO, DETAILS_KEEPER, GObject)

/* The parts of a window; none is held. button: shown where the view has details. */
FechoDetailsKeeper *fecho_details_keeper_new        (AdwFlap            *flap,
                                                     FechoDetails       *details,
                                                     AdwLeaflet         *leaflet,
                                                     AdwViewStack       *views,
                                                     GtkWidget          *button) G_GNUC_WARN_UNUSED_RESULT;
/* Adds the actions. */
void                fecho_details_keeper_install    (FechoDetailsKeeper *self,
                                                     GActionMap         *map);
/* A marker that is chosen there is shown here, and the other way round. */
void                fecho_details_keeper_follow     (FechoDetailsKeeper *self,
                                                     FechoLanes         *lanes);
/* What a person wants where there is room. */
gboolean            fecho_details_keeper_get_wanted (FechoDetailsKeeper *self);
void                fecho_details_keeper_set_wanted (FechoDetailsKeeper *self,
                                                     gboolean            wanted);
/* Shows the pane, wanted or not. */
void                fecho_details_keeper_open       (FechoDetailsKeeper *self);

G_END_DECLS
