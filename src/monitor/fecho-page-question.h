/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-page-table.h"
#include "fecho-store.h"

G_BEGIN_DECLS

/* What the history is asked for rows of one page of a table: their ids, or, where nobody knows
 * those, what follows the last row of the page before. Main thread. */
typedef struct
{
  GArray       *ids;            /* gint64; NULL: by key */
  FechoPageKey  after;
  gboolean      has_after;
  guint         limit;          /* by key: the rows of the page, and as many more as may be wanted */
} FechoPageQuestion;

/* By ids it asks for none yet. */
FechoPageQuestion *fecho_page_question_new       (FechoPageTable          *table,
                                                  guint                    index) G_GNUC_WARN_UNUSED_RESULT;
void               fecho_page_question_free      (FechoPageQuestion       *self);
/* By ids: the row at an offset in the page. */
void               fecho_page_question_add       (FechoPageQuestion       *self,
                                                  const FechoPage         *page,
                                                  guint                    offset);
void               fecho_page_question_ask_async (const FechoPageQuestion *self,
                                                  FechoStore              *store,
                                                  const FechoFilter       *filter,
                                                  GCancellable            *cancellable,
                                                  GAsyncReadyCallback      callback,
                                                  gpointer                 user_data);
/* FechoCloseEvent. Takes what the callback got. */
GPtrArray         *fecho_page_question_finish    (GObject                 *source,
                                                  GAsyncResult            *result,
                                                  GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoPageQuestion, fecho_page_question_free)

G_END_DECLS
