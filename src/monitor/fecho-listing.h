/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"
#include "fecho-page-table.h"

G_BEGIN_DECLS

/* What a list of events shows: a table of pages in the order that is listed. The table has the newest
 * events first; a list that rises in time is its mirror, and positions here are those of the table
 * unless they are told. Rows are FechoCloseRow. Asks nobody; main thread. */
typedef struct _FechoListing FechoListing;

/* Positions of the list, as of GListModel::items-changed; the table has changed already. */
typedef void (*FechoListingFunc) (guint    position,
                                  guint    removed,
                                  guint    added,
                                  gpointer data);

/* An empty list by time, newest first; with more than max_keys rows by time it forgets which they
 * are. */
FechoListing   *fecho_listing_new          (guint                max_keys,
                                            FechoListingFunc     changed,
                                            gpointer             data) G_GNUC_WARN_UNUSED_RESULT;
void            fecho_listing_free         (FechoListing        *self);
FechoPageTable *fecho_listing_get_table    (FechoListing        *self);
guint           fecho_listing_get_n        (FechoListing        *self);
FechoOrder      fecho_listing_get_order    (FechoListing        *self);
gboolean        fecho_listing_get_descending (FechoListing      *self);
/* The position in the table of one in the list, which is below n. */
guint           fecho_listing_mirror       (FechoListing        *self,
                                            guint                position);
/* The newest event that the table may have: what is newer has no position. */
gint64          fecho_listing_get_known_id (FechoListing        *self);
void            fecho_listing_note_id      (FechoListing        *self,
                                            gint64               id);

/* A table that may be listed in an order. */
FechoPageTable *fecho_listing_make_table   (FechoListing        *self,
                                            FechoOrder           order,
                                            gboolean             descending) G_GNUC_WARN_UNUSED_RESULT;
/* Takes table: another list. */
void            fecho_listing_set_table    (FechoListing        *self,
                                            FechoPageTable      *table,
                                            FechoOrder           order,
                                            gboolean             descending);
/* Takes table: the same question was asked again, only what differs changes. */
void            fecho_listing_renew_table  (FechoListing        *self,
                                            FechoPageTable      *table);

/* The last n rows of the table were just appended to it. */
void            fecho_listing_tell_appended (FechoListing       *self,
                                            guint                n);
/* n rows of one page, from an offset in it. */
void            fecho_listing_remove       (FechoListing        *self,
                                            guint                index,
                                            guint                offset,
                                            guint                n);
/* FechoCloseEvent, each at its place; rows that come to lie side by side are told together. */
void            fecho_listing_insert       (FechoListing        *self,
                                            GPtrArray           *events);
/* Of a list by time: what is known to lie before a time. */
void            fecho_listing_drop_before  (FechoListing        *self,
                                            gint64               since_us);
/* Those of the ids (set of gint64) that are read; the others will be read as they are. */
void            fecho_listing_mark         (FechoListing        *self,
                                            GHashTable          *ids,
                                            gboolean             marked);

G_END_DECLS
