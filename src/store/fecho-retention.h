/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-batch.h"

G_BEGIN_DECLS

/* Removes the oldest events, always a beginning of the order of storing, in small transactions. */

/* The last event to be removed, 0: none. Those that closed before before_us go, and what a clock
 * that had jumped ahead stored among them; and the oldest beyond max_events (0: any number). */
gboolean fecho_retention_find_last   (FechoDb     *db,
                                      gint64       before_us,
                                      gint64       max_events,
                                      gint64      *ret_last_id,
                                      GError     **error);
/* Removes up to 5,000 events, or a part of the counts of times that are gone, in one transaction.
 * keep_counts: statistics go on counting what is removed. ret_more: there is more to do. */
gboolean fecho_retention_remove_some (FechoBatch  *batch,
                                      FechoDb     *db,
                                      gint64       last_id,
                                      gboolean     keep_counts,
                                      gint64      *ret_n_removed,
                                      gboolean    *ret_more,
                                      GError     **error);
/* Gives some of the free pages back to the disk. */
gboolean fecho_retention_shrink_some (FechoDb     *db,
                                      gboolean    *ret_more,
                                      GError     **error);

G_END_DECLS
