/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A thread that runs a main context of its own, for what must not hold up another one. */
typedef struct _FechoLoopThread FechoLoopThread;

FechoLoopThread *fecho_loop_thread_new   (const char      *name) G_GNUC_WARN_UNUSED_RESULT;
/* Calls func (data) there, where the context is the thread's default, then destroy. In order. */
void             fecho_loop_thread_call  (FechoLoopThread *self,
                                          GSourceFunc      func,
                                          gpointer         data,
                                          GDestroyNotify   destroy);
/* The same, and waits for it. Not from there. */
void             fecho_loop_thread_wait  (FechoLoopThread *self,
                                          GSourceFunc      func,
                                          gpointer         data);
/* Ends it, after all that was called before and whatever is ready then. */
void             fecho_loop_thread_free  (FechoLoopThread *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoLoopThread, fecho_loop_thread_free)

G_END_DECLS
