/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-fixture.h"

#include "fecho-batch.h"
#include "fecho-db.h"
#include "fecho-run.h"

G_BEGIN_DECLS

#define N_NAMES 6

/* A history without threads, so that folds come when the test wants them. */
typedef struct
{
  Fixture     fixture;
  FechoDb    *db;
  FechoBatch *batch;
  FechoRun   *run;
  gint64      now_us;           /* of the last event */
  gint64      pace_us;          /* the longest time between two */
  int         jump_s;           /* how far the clock jumps, 1 in 100 times */
} History;

void             history_init       (History   *self);
void             history_clear      (History   *self);
/* One of N_NAMES names of sessions. */
const char      *random_name        (void);
const char      *random_reason      (void);
/* Random closes and failed attempts in one transaction; now and then the clock jumps. */
void             add_events         (History   *self,
                                     guint      n);
/* Every session is watched from at_us on. */
void             watch_all          (History   *self,
                                     gint64     at_us);
/* Folds, merges and indexes some of the tail, or nothing. */
void             fold_some          (History   *self,
                                     guint      max_size);
/* Every row by the primary key, in the order of (closed_at, code, id). */
GPtrArray       *read_all_rows      (History   *self);

G_END_DECLS
