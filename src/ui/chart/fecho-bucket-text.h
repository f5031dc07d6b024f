/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-bucket.h"

G_BEGIN_DECLS

/* Words for closes over time, in the language of the interface; each returns a new string. classes
 * has bit n for the class n. */

/* When a bucket is, how many closes it has, and how many of each class. */
char *fecho_bucket_text_describe      (const FechoBuckets *buckets,
                                       guint               index,
                                       guint               classes);
/* How many there are, and when most are; buckets may be NULL. */
char *fecho_bucket_text_sum_up        (const FechoBuckets *buckets,
                                       guint               classes);
/* The same as a table, in a window over that of the chart; buckets may be NULL. */
void  fecho_bucket_text_present_table (GtkWidget          *chart,
                                       const FechoBuckets *buckets);

G_END_DECLS
