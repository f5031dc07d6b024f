/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What waits for a moment: embed it, position first set by fecho_due_heap_init_item(). */
typedef struct
{
  gint64 due_us;                /* monotonic */
  guint  position;              /* in the heap, G_MAXUINT: not in it */
} FechoDueItem;

/* A binary heap of items by their moment; one thread. Items are the owner's. */
typedef GPtrArray FechoDueHeap;

FechoDueHeap *fecho_due_heap_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void          fecho_due_heap_init_item (FechoDueItem *item);
/* Puts the item in, or moves it where it is in already. */
void          fecho_due_heap_set       (FechoDueHeap *self,
                                        FechoDueItem *item,
                                        gint64        due_us);
void          fecho_due_heap_remove    (FechoDueHeap *self,
                                        FechoDueItem *item);
/* The item that is due first, NULL: none waits. */
FechoDueItem *fecho_due_heap_peek      (FechoDueHeap *self);
/* How long until the first is due: 0 where it is overdue, -1 where none waits. */
gint64        fecho_due_heap_get_wait_us (FechoDueHeap *self,
                                        gint64        now_us);

G_END_DECLS
