/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-row.h"
#include "fecho-listing.h"
#include "fecho-store.h"

G_BEGIN_DECLS

/* Reads the events of the rows that are asked for, one page after the other, those asked for last
 * first, and forgets the pages used longest ago. Rows whose events are gone leave the listing. Main
 * thread. */
typedef struct _FechoPageReader FechoPageReader;

/* Takes error; a reading that was stopped does not fail. */
typedef void (*FechoPageReaderFailed) (GError  *error,
                                       gpointer data);

/* listing: borrowed, and it lives longer. */
FechoPageReader *fecho_page_reader_new         (FechoListing          *listing,
                                                FechoPageReaderFailed  failed,
                                                gpointer               data) G_GNUC_WARN_UNUSED_RESULT;
void             fecho_page_reader_free        (FechoPageReader       *self);
/* What is asked from the next page on: store NULL, or filter NULL: nothing now. */
void             fecho_page_reader_set_source  (FechoPageReader       *self,
                                                FechoStore            *store,
                                                const FechoFilter     *filter);
/* A position of the table; its event may come later. Returns a new reference. */
FechoCloseRow   *fecho_page_reader_get_row     (FechoPageReader       *self,
                                                guint                  position) G_GNUC_WARN_UNUSED_RESULT;
/* Reads what is wanted, unless a page is being read. */
void             fecho_page_reader_go_on       (FechoPageReader       *self);
/* Rows show what they have until they are read again. */
void             fecho_page_reader_read_anew   (FechoPageReader       *self);
/* Of a page without keys only reading tells how much of it lies before a time. */
void             fecho_page_reader_count_last  (FechoPageReader       *self,
                                                gint64                 since_us);
void             fecho_page_reader_stop        (FechoPageReader       *self);

G_END_DECLS
