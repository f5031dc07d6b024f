/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-listing.h"
#include "fecho-store.h"

G_BEGIN_DECLS

/* Finds all events of a filter, piece by piece, and lists them in an order: what comes first is shown
 * before the end is found, unless something else than time sorts it, or the same list is walked
 * anew. Main thread. */
typedef struct _FechoEventWalk FechoEventWalk;

typedef struct
{
  /* They are too many for the order wanted and stand in that of time, or no longer are. */
  void (*unsorted_changed) (gpointer data);
  /* The history answers. */
  void (*answered)         (gpointer data);
  /* Something of what is walked is listed now. */
  void (*listed)           (gpointer data);
  /* There is more, and it was asked for. */
  void (*went_on)          (gpointer data);
  /* All is listed. */
  void (*ended)            (gpointer data);
  /* Takes error; what is listed stays. */
  void (*failed)           (GError  *error,
                            gpointer data);
} FechoEventWalkFuncs;

/* listing: borrowed, and it lives longer. */
FechoEventWalk *fecho_event_walk_new          (FechoListing              *listing,
                                               const FechoEventWalkFuncs *funcs,
                                               gpointer                   data) G_GNUC_WARN_UNUSED_RESULT;
void            fecho_event_walk_free         (FechoEventWalk            *self);
/* Instead of one that has not ended. again: what is listed is the answer to the same question. */
void            fecho_event_walk_start        (FechoEventWalk            *self,
                                               FechoStore                *store,
                                               const FechoFilter         *filter,
                                               FechoOrder                 order,
                                               gboolean                   descending,
                                               gboolean                   again);
/* The range of the filter has moved on; from the next piece on. */
void            fecho_event_walk_set_filter   (FechoEventWalk            *self,
                                               const FechoFilter         *filter);
void            fecho_event_walk_stop         (FechoEventWalk            *self);
gboolean        fecho_event_walk_is_going     (FechoEventWalk            *self);
gboolean        fecho_event_walk_get_unsorted (FechoEventWalk            *self);
/* The newest event that the last walk could find. */
gint64          fecho_event_walk_get_last_id  (FechoEventWalk            *self);
/* How long the last one took that ended. */
gint64          fecho_event_walk_get_took_us  (FechoEventWalk            *self);

G_END_DECLS
