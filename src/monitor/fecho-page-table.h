/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-order.h"

G_BEGIN_DECLS

/* The events of a list, in its order, cut into pages. Of a short list every event's place is
 * known; of a long one, which is in the order of time, only that of the last one of each page. */

#define FECHO_PAGE_ROWS 256
/* A page that grew by what was inserted is cut in two beyond this. */
#define FECHO_PAGE_MAX_ROWS (2 * FECHO_PAGE_ROWS)

typedef struct
{
  guint         n;
  guint         first;          /* position of its first row */
  FechoOrderRow last;
  GArray       *keys;           /* FechoOrderRow of each row, NULL in a long list */
  GPtrArray    *rows;           /* GObject of each row, or NULL where none was made; NULL: none */
  gboolean      read;           /* rows have their events */
  gboolean      reading;        /* ... will have; FALSE again where the page changes meanwhile */
  guint64       sum;            /* of the ids: tells pages apart that have no keys */
  guint64       used;           /* rising; when a row was last asked for */
} FechoPage;

/* Where it has none: its rows can be given out from now on, and are to be read. */
void            fecho_page_begin_rows        (FechoPage            *page);

typedef struct _FechoPageTable FechoPageTable;

/* A table in the order of time with more rows than max_keys forgets the places. */
FechoPageTable *fecho_page_table_new         (FechoOrder            order,
                                              gboolean              descending,
                                              guint                 max_keys) G_GNUC_WARN_UNUSED_RESULT;
void            fecho_page_table_free        (FechoPageTable       *self);
guint           fecho_page_table_get_n       (FechoPageTable       *self);
guint           fecho_page_table_get_n_pages (FechoPageTable       *self);
gboolean        fecho_page_table_has_keys    (FechoPageTable       *self);
FechoPage      *fecho_page_table_get_page    (FechoPageTable       *self,
                                              guint                 index);
/* The page of a position below n; ret_index may be NULL. */
FechoPage      *fecho_page_table_find        (FechoPageTable       *self,
                                              guint                 position,
                                              guint                *ret_index);
/* At the end, which is where its order puts it; takes row->text. Pages end where those of like do
 * (may be NULL), so that what is the same can be told later. */
void            fecho_page_table_append      (FechoPageTable       *self,
                                              FechoOrderRow        *row,
                                              FechoPageTable       *like);
/* Where a row would be inserted. Where it is unknown which of the rows of its page lie before it,
 * all of them change: ret_removed, else 0. */
guint           fecho_page_table_place       (FechoPageTable       *self,
                                              const FechoOrderRow  *row,
                                              guint                *ret_removed);
/* Is the row there? FALSE where that cannot be told. */
gboolean        fecho_page_table_contains    (FechoPageTable       *self,
                                              const FechoOrderRow  *row);
/* At its place; takes row->text. object (may be NULL) is its row. */
void            fecho_page_table_insert      (FechoPageTable       *self,
                                              FechoOrderRow        *row,
                                              GObject              *object);
/* n rows of one page, from an offset in it. */
void            fecho_page_table_remove      (FechoPageTable       *self,
                                              guint                 index,
                                              guint                 offset,
                                              guint                 n);
/* Takes old, and what was read of its pages that stand in the new table too. The rows from
 * position on differ: ret_removed of the old, ret_added of the new. */
void            fecho_page_table_replace     (FechoPageTable       *self,
                                              FechoPageTable       *old,
                                              guint                *ret_position,
                                              guint                *ret_removed,
                                              guint                *ret_added);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoPageTable, fecho_page_table_free)

G_END_DECLS
