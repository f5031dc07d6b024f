/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long changes wait for more, so that one transaction writes them all: a pure function of what
 * it was told. Times are monotonic. */

/* So many go at once, and no more in one transaction. */
#define FECHO_LINGER_MAX_BATCH 1000
/* After the first of them, in quiet times and under load: with the commit itself it is to be on
 * the disk within 100 ms. */
#define FECHO_LINGER_US (20 * G_TIME_SPAN_MILLISECOND)
#define FECHO_LINGER_UNDER_LOAD_US (80 * G_TIME_SPAN_MILLISECOND)
/* So many are worth a commit: they do not wait on once nothing has come for a moment, the end of
 * a storm. */
#define FECHO_LINGER_ENOUGH 100
#define FECHO_LINGER_CALM_US (10 * G_TIME_SPAN_MILLISECOND)
/* A load is more than 100 closes a second in about the last 10 s. */
#define FECHO_LINGER_LOAD_WINDOW_US (10 * G_TIME_SPAN_SECOND)
#define FECHO_LINGER_LOAD_CLOSES 1000

typedef struct
{
  double load;                  /* closes in the window, as they were at at_us */
  gint64 at_us;
} FechoLinger;

/* What waits. */
typedef struct
{
  guint  n;
  gint64 first_us;              /* when it came */
  gint64 last_us;
} FechoWaiting;

void   fecho_linger_see_commit (FechoLinger        *self,
                                guint               n_closes,
                                gint64              now_us);
/* When they are to be written; in the past: now. */
gint64 fecho_linger_get_due_us (const FechoLinger  *self,
                                const FechoWaiting *waiting);

G_END_DECLS
