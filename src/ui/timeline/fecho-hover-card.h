/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-computer-bars.h"
#include "fecho-lanes.h"

G_BEGIN_DECLS

/* What the lanes show under the pointer, in words. It is never in the way of the pointer. */
#define FECHO_TYPE_HOVER_CARD (fecho_hover_card_get_type ())
G_DECLARE_FINAL_TYPE (FechoHoverCard, fecho_hover_card, FECHO, HOVER_CARD, GtkWidget)

/* now_us: of the wall clock. A span that reaches the end of what its lane knows still goes on. */
void fecho_hover_card_show       (FechoHoverCard        *self,
                                  const FechoLanesHit   *hit,
                                  gint64                 now_us);
/* The same of what this computer did. */
void fecho_hover_card_show_computer (FechoHoverCard     *self,
                                  const FechoComputerEvent *event,
                                  gint64                 now_us);
/* The reason of the newest close of those shown, a peer's text; NULL or "": none. */
void fecho_hover_card_set_reason (FechoHoverCard        *self,
                                  const char            *reason);
/* Where a card of this size goes beside a thing: below it, else above, never over it. All in the
 * coordinates of an area of width x height. Pure. */
void fecho_hover_card_place      (const graphene_rect_t *thing,
                                  int                    card_width,
                                  int                    card_height,
                                  int                    width,
                                  int                    height,
                                  GdkRectangle          *ret_place);

G_END_DECLS
