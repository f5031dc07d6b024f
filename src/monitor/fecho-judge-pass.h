/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-store.h"

G_BEGIN_DECLS

/* What came of one pass of the judge over the history. */
typedef struct
{
  guint    n_judged;
  gint64   unjudged_from_us;    /* the first end that must wait, G_MAXINT64: none */
  gboolean full;                /* there was more than a pass takes: another one is to follow */
} FechoJudgePassed;

/* Gathers all that happened from since_us on, and shortly before; finds the origins of ends that
 * have none, and writes them. At most 100,000 ends are held in memory (30 MB); where there are more
 * the later half only tells what stayed open. What other computers saw (imported events) is judged
 * apart from what this one saw and did. now_us G_MAXINT64: nothing more will come, so all is
 * judged. proxies: UUID of a session -> address of its proxy; may be NULL. */
void     fecho_judge_pass_async  (FechoStore           *store,
                                  gint64                since_us,
                                  gint64                now_us,
                                  GHashTable           *proxies,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
gboolean fecho_judge_pass_finish (FechoStore           *store,
                                  GAsyncResult         *result,
                                  FechoJudgePassed     *ret_passed,
                                  GError              **error);

G_END_DECLS
