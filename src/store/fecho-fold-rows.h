/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-segment.h"

G_BEGIN_DECLS

/* An event on its way into a fold. */
typedef struct
{
  FechoSegmentEvent event;
  guint32           session;
} FechoFoldRow;

/* The reason of an event, 0 where it stands in the detail. */
typedef struct
{
  gint64 reason;
  gint64 event;
} FechoFoldReason;

/* The events of a range of ids. */
typedef struct
{
  gint64  first_id;
  gint64  last_id;
  GArray *rows;                 /* FechoFoldRow by (session, closed_at, id) */
  GArray *reasons;              /* FechoFoldReason by (reason, event), NULL: not wanted */
} FechoFoldRows;

/* The row that FECHO_SQL_FOLD_ROWS stands on. */
FechoFoldRow   fecho_fold_row_read  (FechoStmt      *stmt);

/* How far a fold has come when it asks whether it is to stop. */
typedef enum
{
  FECHO_FOLD_READING,           /* after so many rows, again and again, and when all are sorted */
  FECHO_FOLD_WRITING,           /* in its transaction, after so many segments */
  FECHO_FOLD_WRITTEN,           /* only the commit is left */
} FechoFoldStage;

#define FECHO_FOLD_ROWS_PER_QUESTION 4096
#define FECHO_FOLD_SEGMENTS_PER_QUESTION 256
/* TRUE gives it up with G_IO_ERROR_CANCELLED. */
typedef gboolean (*FechoFoldStop) (FechoFoldStage stage,
                                   gpointer       user_data);

/* Asks stop (NULL: FALSE); sets the error where it says TRUE. */
gboolean       fecho_fold_must_stop (FechoFoldStop   stop,
                                     FechoFoldStage  stage,
                                     gpointer        user_data,
                                     GError        **error);

FechoFoldRows *fecho_fold_rows_read (FechoDb        *db,
                                     gint64          first_id,
                                     gint64          last_id,
                                     gboolean        with_reasons,
                                     FechoFoldStop   stop,
                                     gpointer        user_data,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;
/* Events of one session by their ids (gint64), in the order of ids; those that are gone are left
 * out. */
FechoFoldRows *fecho_fold_rows_read_ids (FechoDb    *db,
                                     const GArray   *ids,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void           fecho_fold_rows_free (FechoFoldRows  *self);
/* Adds what is derived of these events, inside a transaction: session_code, rollup_life,
 * time_total, reason_event. The reasons must have been read. */
gboolean       fecho_fold_rows_sum  (FechoFoldRows  *self,
                                     FechoDb        *db,
                                     GError        **error);

/* Takes those of them that are in a fold (up to mark) out again; keep_counts: only what leads to
 * the events themselves. */
gboolean       fecho_fold_rows_unsum (FechoFoldRows *self,
                                      FechoDb       *db,
                                      gint64         mark,
                                      gboolean       keep_counts,
                                      GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoFoldRows, fecho_fold_rows_free)

G_END_DECLS
