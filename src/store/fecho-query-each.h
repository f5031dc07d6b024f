/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-fold-reader.h"
#include "fecho-matcher.h"
#include "fecho-tally.h"

G_BEGIN_DECLS

/* Every event that matches, in no order: out of segments where these tell all that the filter
 * asks and there is much to read, else out of rows. */
gboolean fecho_query_each  (FechoDb         *db,
                            FechoMatcher    *matcher,
                            FechoFoldVisit   visit,
                            gpointer         user_data,
                            GError         **error);
/* Counts every event that matches: out of rollups where these tell all, else one by one. */
gboolean fecho_query_tally (FechoDb         *db,
                            FechoMatcher    *matcher,
                            FechoTally      *tally,
                            GError         **error);

G_END_DECLS
