/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-poll-set.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

struct _FechoPollSet
{
  int epoll_fd;
  GPtrArray *owners;            /* by descriptor: the poller that last put it into the set */
  gboolean no_pwait2;
};

static FechoPoller *
owner_of (FechoPollSet *self,
          int           fd)
{
  return (guint)fd < self->owners->len ? g_ptr_array_index (self->owners, fd) : NULL;
}

static void
set_owner (FechoPollSet *self,
           int           fd,
           FechoPoller  *owner)
{
  if ((guint)fd >= self->owners->len)
    g_ptr_array_set_size (self->owners, MAX (fd + 1, (int)self->owners->len * 2));
  g_ptr_array_index (self->owners, fd) = owner;
}

static guint32
events_to_epoll (gushort events)
{
  guint32 result = 0;

  if (events & G_IO_IN)
    result |= EPOLLIN;
  if (events & G_IO_OUT)
    result |= EPOLLOUT;
  if (events & G_IO_PRI)
    result |= EPOLLPRI;

  return result;
}

/* Always tells the kernel, whatever was told before: a descriptor that was closed and opened
 * again within one dispatch has the same number and events, and is in no set. TRUE: it was not. */
static gboolean
register_fd (FechoPollSet  *self,
             FechoPoller   *poller,
             const GPollFD *poll_fd)
{
  struct epoll_event event = {
    .events = events_to_epoll (poll_fd->events),
    .data.u64 = poller->tag,
  };

  set_owner (self, poll_fd->fd, poller);
  if (epoll_ctl (self->epoll_fd, EPOLL_CTL_MOD, poll_fd->fd, &event) == 0 || errno != ENOENT)
    return FALSE;

  return epoll_ctl (self->epoll_fd, EPOLL_CTL_ADD, poll_fd->fd, &event) == 0;
}

static gboolean
is_listed (const GPollFD *fds,
           int            n_fds,
           int            fd)
{
  for (int i = 0; i < n_fds; i++)
    if (fds[i].fd == fd)
      return TRUE;

  return FALSE;
}

static void
unregister_missing (FechoPollSet  *self,
                    FechoPoller   *poller,
                    const GPollFD *fds,
                    int            n_fds)
{
  for (guint i = 0; i < poller->registered->len; i++)
    {
      int fd = g_array_index (poller->registered, GPollFD, i).fd;

      if (owner_of (self, fd) != poller || is_listed (fds, n_fds, fd))
        continue;
      (void)epoll_ctl (self->epoll_fd, EPOLL_CTL_DEL, fd, NULL); /* a closed one is out already */
      set_owner (self, fd, NULL);
    }
}

static gboolean
is_registered (const FechoPoller *poller,
               const GPollFD     *fds,
               int                n_fds)
{
  if (poller->registered->len != (guint)n_fds)
    return FALSE;

  for (int i = 0; i < n_fds; i++)
    {
      const GPollFD *before = &g_array_index (poller->registered, GPollFD, i);

      if (before->fd != fds[i].fd || before->events != fds[i].events)
        return FALSE;
    }

  return TRUE;
}

FechoPollSet *
fecho_poll_set_new (GError **error)
{
  int epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  FechoPollSet *self;

  if (epoll_fd < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "No epoll set: %s",
                   g_strerror (errno));
      return NULL;
    }

  self = g_new0 (FechoPollSet, 1);
  self->epoll_fd = epoll_fd;
  self->owners = g_ptr_array_new ();

  return self;
}

void
fecho_poll_set_free (FechoPollSet *self)
{
  g_return_if_fail (self != NULL);

  close (self->epoll_fd);
  g_ptr_array_unref (self->owners);
  g_free (self);
}

void
fecho_poll_set_sync (FechoPollSet  *self,
                     FechoPoller   *poller,
                     const GPollFD *fds,
                     int            n_fds,
                     gboolean       settled)
{
  if (poller->registered == NULL)
    poller->registered = g_array_new (FALSE, FALSE, sizeof (GPollFD));
  if (settled && is_registered (poller, fds, n_fds))
    return;

  unregister_missing (self, poller, fds, n_fds);
  g_array_set_size (poller->registered, 0);
  for (int i = 0; i < n_fds; i++)
    (void)register_fd (self, poller, &fds[i]); /* in the set already, as a rule */
  g_array_append_vals (poller->registered, fds, (guint)n_fds);
}

guint
fecho_poll_set_mend (FechoPollSet  *self,
                     FechoPoller   *poller,
                     const GPollFD *fds,
                     int            n_fds)
{
  guint n_mended = 0;

  for (int i = 0; i < n_fds; i++)
    if (owner_of (self, fds[i].fd) == poller)
      n_mended += register_fd (self, poller, &fds[i]);

  return n_mended;
}

/* Kernels before 5.11, and some sandboxes, lack the call with the finer time-out. */
int
fecho_poll_set_wait (FechoPollSet       *self,
                     struct epoll_event *ret_events,
                     int                 n_events,
                     gint64              wait_us)
{
  struct timespec wait = { wait_us / G_USEC_PER_SEC, (wait_us % G_USEC_PER_SEC) * 1000 };
  int n_ready;

  if (!self->no_pwait2)
    {
      n_ready = epoll_pwait2 (self->epoll_fd, ret_events, n_events, wait_us < 0 ? NULL : &wait,
                              NULL);
      if (n_ready >= 0 || (errno != ENOSYS && errno != EPERM))
        return n_ready;
      self->no_pwait2 = TRUE;
    }

  return epoll_wait (self->epoll_fd, ret_events, n_events,
                     wait_us < 0 ? -1 : (int)MIN (G_MAXINT, (wait_us + 999) / 1000));
}

void
fecho_poller_clear (FechoPoller *poller)
{
  g_clear_pointer (&poller->registered, g_array_unref);
}
