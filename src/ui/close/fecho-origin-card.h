/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-terms.h"

G_BEGIN_DECLS

/* Where a close probably comes from, with the evidence. Hidden where nobody has judged yet. */
#define FECHO_TYPE_ORIGIN_CARD (fecho_origin_card_get_type ())
G_DECLARE_FINAL_TYPE (FechoOriginCard, fecho_origin_card, FECHO, ORIGIN_CARD, GtkBox)

/* evidence: as it is stored, may be NULL. */
void        fecho_origin_card_show         (FechoOriginCard *self,
                                            FechoOrigin      origin,
                                            const char      *evidence);
/* "Probably the server". */
const char *fecho_origin_card_get_sentence (FechoOrigin      origin);

G_END_DECLS
