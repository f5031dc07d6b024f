/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include <sys/epoll.h>

G_BEGIN_DECLS

/* An epoll set that several pollers share, each of which lists its own descriptors. A descriptor that
 * is closed and opened again has the same number and is in no set: what was told to the kernel
 * before is never relied on. One thread. */
typedef struct _FechoPollSet FechoPollSet;

/* Who polls, and what it has in the set; embed it, zero at first. */
typedef struct
{
  guint64 tag;                  /* what events carry */
  GArray *registered;           /* GPollFD: what was last put into the set */
} FechoPoller;

FechoPollSet *fecho_poll_set_new   (GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void          fecho_poll_set_free  (FechoPollSet       *self);
/* The poller's descriptors are these and no others. settled: none of those that it had was closed
 * since the last time; then nothing is told to the kernel where they are the same. */
void          fecho_poll_set_sync  (FechoPollSet       *self,
                                    FechoPoller        *poller,
                                    const GPollFD      *fds,
                                    int                 n_fds,
                                    gboolean            settled);
/* Puts back those of them that are not in the set but should be: how many. */
guint         fecho_poll_set_mend  (FechoPollSet       *self,
                                    FechoPoller        *poller,
                                    const GPollFD      *fds,
                                    int                 n_fds);
/* Waits so long, less than 0: for ever. As epoll_wait(). */
int           fecho_poll_set_wait  (FechoPollSet       *self,
                                    struct epoll_event *ret_events,
                                    int                 n_events,
                                    gint64              wait_us);
void          fecho_poller_clear   (FechoPoller        *poller);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoPollSet, fecho_poll_set_free)

G_END_DECLS
