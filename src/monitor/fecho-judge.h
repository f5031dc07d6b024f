/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-store.h"

G_BEGIN_DECLS

/* Writes the probable origin beside each end of connection: at once where the end itself tells,
 * else as soon as FECHO_ORIGIN_SETTLE_US have shown what followed; also of ends that other runs
 * left without one. Main thread; it only waits there.
 *
 * Signal: "judged": origins were committed. */
#define FECHO_TYPE_JUDGE (fecho_judge_get_type ())
G_DECLARE_FINAL_TYPE (FechoJudge, fecho_judge, FECHO, JUDGE, GObject)

/* sessions: of FechoSession, those whose proxies it asks for. */
FechoJudge *fecho_judge_new        (FechoStore           *store,
                                    GListModel           *sessions) G_GNUC_WARN_UNUSED_RESULT;
/* Judges what can be judged now, as it does itself when it is time. */
void        fecho_judge_look       (FechoJudge           *self);
/* Nothing more will be seen: judges what this run still owes, and then never again. Never fails:
 * what could not be written is left for another start. */
void        fecho_judge_end_async  (FechoJudge           *self,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
void        fecho_judge_end_finish (FechoJudge           *self,
                                    GAsyncResult         *result);

G_END_DECLS
