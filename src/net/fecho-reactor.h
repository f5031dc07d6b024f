/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One thread that drives many small GMainContexts through one epoll set. GLib's own loop is linear
 * in its sources: with thousands of sockets in one context each message pays for all of them. Here
 * a context with some thirty sockets is iterated only when one of its descriptors is ready or one of its
 * time-outs is due. Knows nothing of WebSocket.
 *
 * Rules for what runs in a context: a descriptor is polled by one context only; sources are
 * attached to the context of the thread, which is thread-default while it is visited. */
typedef struct _FechoReactor FechoReactor;
typedef struct _FechoReactorContext FechoReactorContext;

/* Starts the thread. NULL where the system gives no epoll set or thread. */
FechoReactor        *fecho_reactor_new             (const char          *thread_name,
                                                    GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Ends the thread after what was invoked before, and frees it with its contexts. Not from the
 * thread itself. */
void                 fecho_reactor_free            (FechoReactor        *self);
/* A new context, of the reactor until its end. From any thread. Fails with
 * G_IO_ERROR_TOO_MANY_OPEN_FILES near the limit of descriptors: GLib would abort. */
FechoReactorContext *fecho_reactor_add_context     (FechoReactor        *self,
                                                    GError             **error);
gboolean             fecho_reactor_is_current      (FechoReactor        *self);
/* How often the sweep found a descriptor that was not in the epoll set: 0 in a sound program. */
guint64              fecho_reactor_get_n_repairs   (FechoReactor        *self);
/* For one thread that watches the reactor from outside. */

/* The context that is visited now and since when (monotonic); NULL: none. */
FechoReactorContext *fecho_reactor_peek_visit      (FechoReactor        *self,
                                                    gint64              *ret_since_us);
/* How long its thread has had a processor so far. */
gint64               fecho_reactor_get_work_us     (FechoReactor        *self);
/* Sleeps until the next visit begins, or after fecho_reactor_rouse() not any more. */
void                 fecho_reactor_doze            (FechoReactor        *self);
void                 fecho_reactor_rouse           (FechoReactor        *self);

GMainContext        *fecho_reactor_context_get     (FechoReactorContext *self);
/* Calls func in the context, never at once, in the order of the calls. From any thread. */
void                 fecho_reactor_context_invoke  (FechoReactorContext *self,
                                                    GSourceFunc          func,
                                                    gpointer             data,
                                                    GDestroyNotify       free_data);
gboolean             fecho_reactor_context_is_current (FechoReactorContext *self);
/* Sockets of it may be closed at any time: until it is settled again, each visit tells the kernel all
 * its descriptors anew. So it is from the start; calls are counted. On the reactor, in the context. */
void                 fecho_reactor_context_unsettle (FechoReactorContext *self);
void                 fecho_reactor_context_settle  (FechoReactorContext *self);
/* How long visits to it took so far, in all. On the reactor. */
gint64               fecho_reactor_context_get_busy_us (FechoReactorContext *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoReactor, fecho_reactor_free)

G_END_DECLS
