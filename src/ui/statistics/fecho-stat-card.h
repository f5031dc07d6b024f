/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-stat-change.h"

G_BEGIN_DECLS

/* One figure with its title, what it is out of, and how it changed: a button that leads to the
 * events behind it.
 *
 * Properties: "title", "value", "context" (strings, NULL: none). */
#define FECHO_TYPE_STAT_CARD (fecho_stat_card_get_type ())
G_DECLARE_FINAL_TYPE (FechoStatCard, fecho_stat_card, FECHO, STAT_CARD, GtkButton)

/* Takes both texts. */
void fecho_stat_card_take        (FechoStatCard   *self,
                                  char            *value,
                                  char            *context);
/* Takes what is in the change; note is one more line of the tooltip, NULL: none. */
void fecho_stat_card_take_change (FechoStatCard   *self,
                                  FechoStatChange  change,
                                  const char      *note);

G_END_DECLS
