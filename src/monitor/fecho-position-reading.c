/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-position-reading.h"

#include "fecho-page-question.h"

/* One question for the rows of one page. */
typedef struct
{
  FechoPageQuestion *question;
  GArray *offsets;              /* by key: guint, in the answer */
} Part;

typedef struct
{
  FechoStore *store;
  FechoFilter *filter;
  GPtrArray *parts;             /* Part */
  guint next;
  gint64 known_id;              /* what is newer has no position */
  GPtrArray *events;
} Reading;

static void
part_free (gpointer data)
{
  Part *part = data;

  fecho_page_question_free (part->question);
  g_array_unref (part->offsets);
  g_free (part);
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->store);
  g_clear_pointer (&reading->filter, fecho_filter_free);
  g_ptr_array_unref (reading->parts);
  g_ptr_array_unref (reading->events);
  g_free (reading);
}

static Part *
part_new (FechoPageTable *table,
          guint           index)
{
  Part *part = g_new0 (Part, 1);

  part->question = fecho_page_question_new (table, index);
  part->question->limit += FECHO_PAGE_ROWS; /* with what was committed since */
  part->offsets = g_array_new (FALSE, FALSE, sizeof (guint));

  return part;
}

/* position: of the table. */
static void
ask_position (Reading        *reading,
              FechoPageTable *table,
              guint           position,
              guint          *last_index)
{
  Part *part;
  guint index;
  FechoPage *page = fecho_page_table_find (table, position, &index);
  guint offset = position - page->first;

  if (index != *last_index)
    g_ptr_array_add (reading->parts, part_new (table, index));
  *last_index = index;
  part = g_ptr_array_index (reading->parts, reading->parts->len - 1);
  if (page->keys != NULL)
    fecho_page_question_add (part->question, page, offset);
  else
    g_array_append_val (part->offsets, offset);
}

static void
take_by_id (Reading   *reading,
            GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (reading->events, fecho_close_event_ref (g_ptr_array_index (events, i)));
}

static void
take_by_offset (Reading      *reading,
                const GArray *offsets,
                GPtrArray    *events)
{
  g_autoptr(GPtrArray) placed = g_ptr_array_new ();

  for (guint i = 0; i < events->len; i++)
    {
      if (fecho_close_event_get_record (g_ptr_array_index (events, i))->id <= reading->known_id)
        g_ptr_array_add (placed, g_ptr_array_index (events, i));
    }
  for (guint i = 0; i < offsets->len; i++)
    {
      guint offset = g_array_index (offsets, guint, i);

      if (offset < placed->len)
        g_ptr_array_add (reading->events,
                         fecho_close_event_ref (g_ptr_array_index (placed, offset)));
    }
}

static void read_on (GTask *task);

static void
part_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  Reading *reading = g_task_get_task_data (task);
  const Part *part = g_ptr_array_index (reading->parts, reading->next);
  GError *error = NULL;
  g_autoptr(GPtrArray) events = fecho_page_question_finish (source, result, &error);

  if (events == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (part->question->ids != NULL)
    take_by_id (reading, events);
  else
    take_by_offset (reading, part->offsets, events);
  reading->next++;
  read_on (g_steal_pointer (&task));
}

/* Takes the task. */
static void
read_on (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  const Part *part;

  if (reading->next == reading->parts->len)
    {
      g_task_return_pointer (task, g_ptr_array_ref (reading->events),
                             (GDestroyNotify)g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  part = g_ptr_array_index (reading->parts, reading->next);
  fecho_page_question_ask_async (part->question, reading->store, reading->filter,
                                 g_task_get_cancellable (task), part_read_cb, task);
}

void
fecho_position_reading_start (GTask             *task,
                              FechoStore        *store,
                              const FechoFilter *filter,
                              FechoListing      *listing,
                              const GArray      *positions)
{
  Reading *reading = g_new0 (Reading, 1);
  guint last_index = G_MAXUINT;

  g_set_object (&reading->store, store);
  reading->filter = filter != NULL ? fecho_filter_copy (filter) : NULL;
  reading->known_id = fecho_listing_get_known_id (listing);
  reading->parts = g_ptr_array_new_with_free_func (part_free);
  reading->events = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_close_event_unref);
  g_task_set_task_data (task, reading, reading_free);
  for (guint i = 0; i < positions->len; i++)
    {
      guint position = g_array_index (positions, guint, i);

      if (position < fecho_listing_get_n (listing))
        ask_position (reading, fecho_listing_get_table (listing),
                      fecho_listing_mirror (listing, position), &last_index);
    }
  read_on (task);
}
