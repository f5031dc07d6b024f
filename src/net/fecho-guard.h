/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-reactor.h"

G_BEGIN_DECLS

/* A thread beside the reactor that watches it from outside. libsoup's loop of reading does not return
 * while data comes: one peer that floods would hold up all connections. When a visit of the
 * reactor takes too long, the socket that keeps it busy is cut. */
typedef struct _FechoGuard FechoGuard;
typedef struct _FechoGuardEntry FechoGuardEntry;

/* NULL where there is no thread to be had. */
FechoGuard      *fecho_guard_new     (FechoReactor        *reactor,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Ends the thread; before the reactor's end. */
void             fecho_guard_stop    (FechoGuard          *self);
/* When nothing is watched any more. Stops it too. */
void             fecho_guard_free    (FechoGuard          *self);
/* On the reactor: a socket of context. */
FechoGuardEntry *fecho_guard_watch   (FechoGuard          *self,
                                      FechoReactorContext *context,
                                      GSocket             *socket) G_GNUC_WARN_UNUSED_RESULT;
/* Frees the entry; TRUE: the guard cut it. */
gboolean         fecho_guard_unwatch (FechoGuard          *self,
                                      FechoGuardEntry     *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoGuard, fecho_guard_free)

G_END_DECLS
