/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-page-question.h"

FechoPageQuestion *
fecho_page_question_new (FechoPageTable *table,
                         guint           index)
{
  const FechoPage *page = fecho_page_table_get_page (table, index);
  FechoPageQuestion *self = g_new0 (FechoPageQuestion, 1);

  self->limit = page->n;
  if (page->keys != NULL)
    self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->has_after = index > 0;
  if (index > 0)
    {
      const FechoOrderRow *last = &fecho_page_table_get_page (table, index - 1)->last;

      self->after = (FechoPageKey) { last->closed_at_us, last->code, last->id };
    }

  return self;
}

void
fecho_page_question_free (FechoPageQuestion *self)
{
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

void
fecho_page_question_add (FechoPageQuestion *self,
                         const FechoPage   *page,
                         guint              offset)
{
  g_array_append_val (self->ids, g_array_index (page->keys, FechoOrderRow, offset).id);
}

void
fecho_page_question_ask_async (const FechoPageQuestion *self,
                               FechoStore              *store,
                               const FechoFilter       *filter,
                               GCancellable            *cancellable,
                               GAsyncReadyCallback      callback,
                               gpointer                 user_data)
{
  if (self->ids != NULL)
    fecho_store_events_async (store, self->ids, cancellable, callback, user_data);
  else
    fecho_store_page_async (store, filter, self->has_after ? &self->after : NULL, FALSE,
                            self->limit, cancellable, callback, user_data);
}

GPtrArray *
fecho_page_question_finish (GObject       *source,
                            GAsyncResult  *result,
                            GError       **error)
{
  FechoStore *store = FECHO_STORE (source);

  if (g_async_result_is_tagged (result, fecho_store_page_async))
    return fecho_store_page_finish (store, result, error);

  return fecho_store_events_finish (store, result, error);
}
