/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-reactor.h"

G_BEGIN_DECLS

/* One timer for all connections of a micro-context: looks after each when it is due, and after all
 * of them together. On the reactor, in the context, but for its making. */
typedef struct _FechoBeat FechoBeat;

/* What takes part; embed it. */
typedef struct
{
  /* Looks after it; gives the next moment to do so (monotonic), and how many bytes came since the
   * last time. May leave the beat, then what it gives is of no matter. */
  gint64 (*check)    (gpointer  data,
                      gint64    now_us,
                      guint64  *ret_n_new);
  /* The context has kept a processor busy for seconds, and this is what most came from. May leave. */
  void   (*overload) (gpointer  data);
  gpointer data;
  guint64  n_new;
} FechoBeatItem;

FechoBeat *fecho_beat_new   (FechoReactor        *reactor,
                             FechoReactorContext *context) G_GNUC_WARN_UNUSED_RESULT;
void       fecho_beat_free  (FechoBeat           *self);
/* First checked in a second. */
void       fecho_beat_join  (FechoBeat           *self,
                             FechoBeatItem       *item);
void       fecho_beat_leave (FechoBeat           *self,
                             FechoBeatItem       *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoBeat, fecho_beat_free)

G_END_DECLS
