/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-listing.h"
#include "fecho-store.h"

G_BEGIN_DECLS

/* Reads the events at many positions of a list at once, page after page, for who wants them all: to
 * copy or to mark what is selected. Pages that are shown have nothing to do with it. Main thread. */

/* Takes task, whose cancellable ends it, and answers it with a GPtrArray of FechoCloseEvent in the
 * order of the positions (guint of the list, rising); those that are gone are left out. store and
 * filter may be NULL where nothing is listed. */
void fecho_position_reading_start (GTask             *task,
                                   FechoStore        *store,
                                   const FechoFilter *filter,
                                   FechoListing      *listing,
                                   const GArray      *positions);

G_END_DECLS
