/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-fold-rows.h"

G_BEGIN_DECLS

/* The access by session, on the writer: every 16,384 events become a fold of small segments, one
 * session after the other; eight neighbouring folds of one level become one of the next. Derived
 * data: the events themselves stay as they are. */
#define FECHO_FOLDS_SIZE 16384
#define FECHO_FOLDS_MERGED 8
#define FECHO_FOLDS_MAX_LEVEL 2

/* The first and the last key of a session's segments in a fold, and the one after it. */
#define FECHO_FOLDS_KEY(fold, session) ((gint64)(fold) << 40 | (gint64)(session) << 16)

#define FECHO_FOLDS_SESSION(key) ((key) >> 16 & FECHO_SESSION_ID_MAX)

/* How many events are in no fold. */
gboolean fecho_folds_get_tail (FechoDb        *db,
                               gint64         *ret_n,
                               GError        **error);
/* Folds the oldest size events of the tail. Does nothing where another process has done it. */
gboolean fecho_folds_fold     (FechoDb        *db,
                               guint           size,
                               GError        **error);
/* Makes one fold of eight, where there are eight; ret_merged says whether. stop may end it with
 * G_IO_ERROR_CANCELLED: all is then as it was. */
gboolean fecho_folds_merge    (FechoDb        *db,
                               FechoFoldStop   stop,
                               gpointer        user_data,
                               gboolean       *ret_merged,
                               GError        **error);

/* Makes the segments of a fold anew from its events. Nothing where the fold is gone. */
gboolean fecho_folds_refold   (FechoDb        *db,
                               gint64          id,
                               GError        **error);

G_END_DECLS
