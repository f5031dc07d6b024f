/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* What a session sends when it has opened: a row of its form. Signal "changed". */
#define FECHO_TYPE_OPENING_GROUP (fecho_opening_group_get_type ())
G_DECLARE_FINAL_TYPE (FechoOpeningGroup, fecho_opening_group, FECHO, OPENING_GROUP,
                      AdwPreferencesGroup)

void     fecho_opening_group_fill  (FechoOpeningGroup   *self,
                                    const FechoEndpoint *endpoint);
/* FALSE where the message cannot be sent; the row says why. */
gboolean fecho_opening_group_check (FechoOpeningGroup   *self);
void     fecho_opening_group_read  (FechoOpeningGroup   *self,
                                    FechoEndpoint       *endpoint);

G_END_DECLS
