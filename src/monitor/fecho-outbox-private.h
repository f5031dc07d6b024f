/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-outbox.h"

G_BEGIN_DECLS

/* Nothing more will be recorded: sends what there is, once, for a few seconds at most. Never
 * fails. */
void fecho_outbox_end_async  (FechoOutbox         *self,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);
void fecho_outbox_end_finish (FechoOutbox         *self,
                              GAsyncResult        *result);

G_END_DECLS
