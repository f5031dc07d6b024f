/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Connections of a group (all, those of one host ...), to be asked how many of those that were
 * open before a moment dropped around it. A session has one connection at a time, so these are
 * sessions too. */
typedef struct _FechoCrowd FechoCrowd;

/* Ends belong together from before_us before a moment to after_us after it. */
FechoCrowd *fecho_crowd_new   (gint64      before_us,
                               gint64      after_us) G_GNUC_WARN_UNUSED_RESULT;
void        fecho_crowd_free  (FechoCrowd *self);
/* A connection; to_us is G_MAXINT64 where it is still open. One that ended by ours (dropped FALSE)
 * leaves the crowd without being a drop. */
void        fecho_crowd_add   (FechoCrowd *self,
                               gint64      from_us,
                               gint64      to_us,
                               gboolean    dropped);
/* After the last add(), before the first count(). */
void        fecho_crowd_sort  (FechoCrowd *self);
/* Of the connections that were open before_us before at_us: those that dropped up to after_us
 * after it, and those that stayed. O(log n). */
void        fecho_crowd_count (const FechoCrowd *self,
                               gint64            at_us,
                               guint            *ret_n_dropped,
                               guint            *ret_n_stayed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoCrowd, fecho_crowd_free)

G_END_DECLS
