/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-filter.h"
#include "fecho-stmt.h"

G_BEGIN_DECLS

/* For how long connections were open, and sessions watched, in the range of the filter up to
 * now_us: of the filter's sessions, whatever else it asks for. Exact for chosen sessions and where
 * little has happened since the range began; else whole 5 minutes are, and their parts at the
 * edges of the range are taken in proportion. */
gboolean fecho_query_times (FechoDb            *db,
                            const FechoFilter  *filter,
                            gint64              now_us,
                            gint64             *ret_open_us,
                            gint64             *ret_monitored_us,
                            GError            **error);

G_END_DECLS
