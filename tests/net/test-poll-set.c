/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-poll-set.h"

#include <glib-unix.h>
#include <unistd.h>

/* One pipe and who polls its reading end. */
typedef struct
{
  FechoPollSet *set;
  FechoPoller poller;
  int fds[2];
  GPollFD listed;
} Watched;

static void
open_pipe (Watched *self)
{
  g_assert_true (g_unix_open_pipe (self->fds, FD_CLOEXEC, NULL));
  self->listed = (GPollFD){ .fd = self->fds[0], .events = G_IO_IN };
}

static void
watched_init (Watched *self,
              guint64  tag)
{
  g_autoptr(GError) error = NULL;

  *self = (Watched){ .poller.tag = tag };
  self->set = fecho_poll_set_new (&error);
  g_assert_no_error (error);
  open_pipe (self);
  fecho_poll_set_sync (self->set, &self->poller, &self->listed, 1, FALSE);
}

static void
watched_clear (Watched *self)
{
  close (self->fds[0]);
  close (self->fds[1]);
  fecho_poller_clear (&self->poller);
  fecho_poll_set_free (self->set);
}

/* A socket of libsoup that goes, and the next one, which gets its number. */
static void
reopen (Watched *self)
{
  int before = self->fds[0];

  close (self->fds[0]);
  close (self->fds[1]);
  open_pipe (self);
  g_assert_cmpint (self->fds[0], ==, before);
}

static void
make_readable (Watched *self)
{
  g_assert_cmpint (write (self->fds[1], "x", 1), ==, 1);
}

/* How many are ready, and the tag of the last of them. */
static int
look (Watched *self,
      guint64 *ret_tag)
{
  struct epoll_event events[8];
  int n_ready = fecho_poll_set_wait (self->set, events, G_N_ELEMENTS (events), 0);

  if (n_ready > 0)
    *ret_tag = events[n_ready - 1].data.u64;

  return n_ready;
}

static void
test_ready (void)
{
  Watched watched;
  guint64 tag = 0;

  watched_init (&watched, 7);
  g_assert_cmpint (look (&watched, &tag), ==, 0);
  make_readable (&watched);

  g_assert_cmpint (look (&watched, &tag), ==, 1);
  g_assert_cmpuint (tag, ==, 7);
  watched_clear (&watched);
}

static void
test_reopened (void)
{
  Watched watched;
  guint64 tag = 0;

  watched_init (&watched, 7);
  reopen (&watched);
  make_readable (&watched);
  g_assert_cmpint (look (&watched, &tag), ==, 0);
  fecho_poll_set_sync (watched.set, &watched.poller, &watched.listed, 1, FALSE);

  g_assert_cmpint (look (&watched, &tag), ==, 1);
  watched_clear (&watched);
}

/* Who says that nothing was closed is believed: the sweep puts right where that was not so. */
static void
test_mended (void)
{
  Watched watched;
  guint64 tag = 0;

  watched_init (&watched, 7);
  g_assert_cmpuint (fecho_poll_set_mend (watched.set, &watched.poller, &watched.listed, 1), ==, 0);
  reopen (&watched);
  make_readable (&watched);
  fecho_poll_set_sync (watched.set, &watched.poller, &watched.listed, 1, TRUE);
  g_assert_cmpint (look (&watched, &tag), ==, 0);

  g_assert_cmpuint (fecho_poll_set_mend (watched.set, &watched.poller, &watched.listed, 1), ==, 1);
  g_assert_cmpint (look (&watched, &tag), ==, 1);
  watched_clear (&watched);
}

/* The number went to another poller before the first one looked: it is not taken from that. */
static void
test_taken_by_another (void)
{
  Watched watched;
  FechoPoller other = { .tag = 8 };
  guint64 tag = 0;

  watched_init (&watched, 7);
  reopen (&watched);
  fecho_poll_set_sync (watched.set, &other, &watched.listed, 1, FALSE);
  fecho_poll_set_sync (watched.set, &watched.poller, NULL, 0, FALSE);
  make_readable (&watched);
  g_assert_cmpuint (fecho_poll_set_mend (watched.set, &watched.poller, &watched.listed, 1), ==, 0);

  g_assert_cmpint (look (&watched, &tag), ==, 1);
  g_assert_cmpuint (tag, ==, 8);
  fecho_poller_clear (&other);
  watched_clear (&watched);
}

static void
test_not_listed_any_more (void)
{
  Watched watched;
  guint64 tag = 0;

  watched_init (&watched, 7);
  fecho_poll_set_sync (watched.set, &watched.poller, NULL, 0, FALSE);
  make_readable (&watched);

  g_assert_cmpint (look (&watched, &tag), ==, 0);
  watched_clear (&watched);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/poll-set/ready", test_ready);
  g_test_add_func ("/net/poll-set/reopened", test_reopened);
  g_test_add_func ("/net/poll-set/mended", test_mended);
  g_test_add_func ("/net/poll-set/taken-by-another", test_taken_by_another);
  g_test_add_func ("/net/poll-set/not-listed-any-more", test_not_listed_any_more);

  return g_test_run ();
}
