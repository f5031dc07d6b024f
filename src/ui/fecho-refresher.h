/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef void (*FechoRefreshFunc) (gpointer owner, GCancellable *cancellable);

/* Asks a query again and again: one in flight at a time, all that is wanted meanwhile is one more,
 * cancelled when nobody wants the answer. Part of its owner, on the main thread. */
typedef struct
{
  FechoRefreshFunc ask;
  gpointer         owner;
  GCancellable    *cancellable; /* of the query in flight, NULL: none */
  gboolean         active;
  gboolean         wanted;
} FechoRefresher;

/* ask starts the query; its callback returns in silence where it was cancelled (owner may be gone
 * then), else it calls fecho_refresher_done(). */
void fecho_refresher_init       (FechoRefresher   *self,
                                 FechoRefreshFunc  ask,
                                 gpointer          owner);
/* Cancels; may be called twice. */
void fecho_refresher_clear      (FechoRefresher   *self);
/* The answer is no longer up to date. Asks now, or when active, or when what is asked is answered. */
void fecho_refresher_want       (FechoRefresher   *self);
/* The question is another one: what is in flight is of no use. */
void fecho_refresher_restart    (FechoRefresher   *self);
/* There is nothing to ask any more: what is in flight and what was wanted are of no use. */
void fecho_refresher_forget     (FechoRefresher   *self);
void fecho_refresher_done       (FechoRefresher   *self);
/* An inactive one asks nothing; it asks once it is active, if anything was wanted meanwhile. */
void fecho_refresher_set_active (FechoRefresher   *self,
                                 gboolean          active);

G_END_DECLS
