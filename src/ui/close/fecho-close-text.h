/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-cluster.h"
#include "fecho-dictionary.h"

G_BEGIN_DECLS

/* Words for what the charts draw, in the language of the interface. Strings that are not const are
 * new. */

typedef struct
{
  guint16 code;
  guint   n_closes;
} FechoCodeCount;

/* "Abnormal Closure", or what its range is called. */
const char *fecho_close_text_name      (guint16             code);
/* "Open", "Down" ... */
const char *fecho_close_text_span      (FechoSpanKind       kind);
/* FechoCodeCount of n_markers, the most frequent first. Free the array. */
GArray     *fecho_close_text_count     (const FechoMarker  *markers,
                                        guint               n_markers) G_GNUC_WARN_UNUSED_RESULT;
/* The same order for others' FechoCodeCount. */
void        fecho_close_text_sort_counts (GArray           *counts);
/* "09:08:12 – 09:58:40" */
char       *fecho_close_text_interval  (gint64              from_us,
                                        gint64              to_us,
                                        gint64              now_us);
/* "Today 15:31:07"; with the date where it is another day. */
char       *fecho_close_text_day_time  (gint64              us,
                                        gint64              now_us);
/* The same with the dictionary of a session, which may be NULL: "Authentication failed · Discord
 * Gateway". */
char       *fecho_close_text_explain   (guint16             code,
                                        const FechoDictionary *dictionary);
/* For a screen reader, whole sentences: a lone marker, or a pill of several. nth and n_all are of
 * the lane, from 1. dictionary: of the session, NULL: none. */
char       *fecho_close_text_speak     (const char         *session,
                                        const FechoDictionary *dictionary,
                                        const FechoMarker  *markers,
                                        guint               n_markers,
                                        guint               nth,
                                        guint               n_all,
                                        gint64              now_us);

G_END_DECLS
