/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-batch.h"

G_BEGIN_DECLS

/* Takes the texts away that no event has any more, after events were removed: looks through all
 * that are left first, a few thousand at a time, then removes. Does nothing where there are so few
 * texts that looking is not worth it. */
typedef struct _FechoTextGarbage FechoTextGarbage;

FechoTextGarbage *fecho_text_garbage_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void              fecho_text_garbage_free        (FechoTextGarbage  *self);
/* One step, on the writer, outside of a transaction. */
gboolean          fecho_text_garbage_remove_some (FechoTextGarbage  *self,
                                                  FechoBatch        *batch,
                                                  gboolean          *ret_more,
                                                  GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoTextGarbage, fecho_text_garbage_free)

G_END_DECLS
