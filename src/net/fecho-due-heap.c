/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-due-heap.h"

static FechoDueItem *
item_at (FechoDueHeap *self,
         guint         position)
{
  return g_ptr_array_index (self, position);
}

static void
place (FechoDueHeap *self,
       FechoDueItem *item,
       guint         position)
{
  g_ptr_array_index (self, position) = item;
  item->position = position;
}

static gboolean
is_before (FechoDueHeap *self,
           guint         position,
           guint         other)
{
  return item_at (self, position)->due_us < item_at (self, other)->due_us;
}

static void
sift_up (FechoDueHeap *self,
         FechoDueItem *item)
{
  guint position = item->position;

  while (position > 0 && item_at (self, (position - 1) / 2)->due_us > item->due_us)
    {
      place (self, item_at (self, (position - 1) / 2), position);
      position = (position - 1) / 2;
    }
  place (self, item, position);
}

static void
sift_down (FechoDueHeap *self,
           FechoDueItem *item)
{
  guint position = item->position;

  while (2 * position + 1 < self->len)
    {
      guint child = 2 * position + 1;

      if (child + 1 < self->len && is_before (self, child + 1, child))
        child++;
      if (item_at (self, child)->due_us >= item->due_us)
        break;
      place (self, item_at (self, child), position);
      position = child;
    }
  place (self, item, position);
}

FechoDueHeap *
fecho_due_heap_new (void)
{
  return g_ptr_array_new ();
}

void
fecho_due_heap_init_item (FechoDueItem *item)
{
  item->position = G_MAXUINT;
}

void
fecho_due_heap_set (FechoDueHeap *self,
                    FechoDueItem *item,
                    gint64        due_us)
{
  if (item->position == G_MAXUINT)
    {
      g_ptr_array_add (self, item);
      item->position = self->len - 1;
    }
  item->due_us = due_us;
  sift_up (self, item);
  sift_down (self, item);
}

void
fecho_due_heap_remove (FechoDueHeap *self,
                       FechoDueItem *item)
{
  guint position = item->position;
  FechoDueItem *last;

  if (position == G_MAXUINT)
    return;

  last = item_at (self, self->len - 1);
  g_ptr_array_set_size (self, (int)self->len - 1);
  item->position = G_MAXUINT;
  if (last == item)
    return;

  place (self, last, position);
  sift_up (self, last);
  sift_down (self, last);
}

FechoDueItem *
fecho_due_heap_peek (FechoDueHeap *self)
{
  return self->len > 0 ? item_at (self, 0) : NULL;
}

gint64
fecho_due_heap_get_wait_us (FechoDueHeap *self,
                            gint64        now_us)
{
  FechoDueItem *first = fecho_due_heap_peek (self);

  return first != NULL ? MAX (0, first->due_us - now_us) : -1;
}
