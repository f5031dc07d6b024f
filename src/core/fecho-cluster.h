/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-close-code.h"
#include "fecho-dictionary.h"
#include "fecho-span.h"
#include "fecho-time-axis.h"

G_BEGIN_DECLS

/* Sizes in pixels of what is drawn on a lane. */
typedef struct
{
  double marker;                /* width of a lone marker */
  double near;                  /* markers nearer than this join a pill */
  double split;                 /* a chain of near markers wider than this becomes several pills */
  double glyph;                 /* width of one class's glyph in a pill, with its gap */
  double digit;                 /* width of one figure in a pill */
  double padding;               /* of a pill, both sides together */
  double room_left;             /* how far a pill may reach out of the axis */
  double room_right;
} FechoClusterSizes;

#define FECHO_CLUSTER_N_GLYPHS 2

/* A lone marker or a pill. */
typedef struct
{
  double          x;            /* centre */
  double          width;
  guint           first;        /* index of its first marker */
  guint           n_markers;    /* they follow one another */
  guint           n_closes;     /* how many ends they are: those that are counted */
  guint           n_apart;      /* the others: our own, and ends with an interrupted run */
  FechoCloseClass classes[FECHO_CLUSTER_N_GLYPHS]; /* the most frequent first */
  guint           n_classes;    /* of classes[], at least 1 */
} FechoCluster;

/* A marker of its own, no pill: one end. */
gboolean fecho_cluster_is_lone     (const FechoCluster      *self);

/* Is it in the counts? Neither a failed attempt, nor our own, nor interrupted. */
gboolean fecho_marker_is_close     (const FechoMarker       *marker);
gboolean fecho_marker_is_attempt   (const FechoMarker       *marker);
/* FechoMarker: the ends of opened connections in [from, to) whose class is in the mask (bit n for
 * class n), as the dictionary of their session has it (NULL: none). Free the array. */
GArray  *fecho_cluster_select      (const GArray            *markers,
                                    gint64                   from_us,
                                    gint64                   to_us,
                                    guint                    classes,
                                    const FechoDictionary   *dictionary) G_GNUC_WARN_UNUSED_RESULT;
/* How many ends n_markers stand for. */
guint    fecho_cluster_count       (const FechoMarker       *markers,
                                    guint                    n_markers);
/* FechoCluster by x, of markers by at_us. Every marker is in exactly one, and no two of the
 * clusters are drawn over one another, lone markers apart that are not near. The cuts of long
 * chains hang on the time of day, so that they stay as a live axis moves. Free the array. */
GArray  *fecho_cluster_build       (const GArray            *markers,
                                    const FechoTimeAxis     *axis,
                                    const FechoClusterSizes *sizes,
                                    const FechoDictionary   *dictionary) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
