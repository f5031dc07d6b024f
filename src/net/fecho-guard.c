/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-guard.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "fecho-tcp.h"

#define TICK_US (5 * G_TIME_SPAN_MILLISECOND)
/* Of work of the reactor's thread in one visit: that it has to wait for a processor, because the
 * computer is busy, is nobody's fault. */
#define SUSPICIOUS_US (20 * G_TIME_SPAN_MILLISECOND)
/* Between the two samples. */
#define WINDOW_US (20 * G_TIME_SPAN_MILLISECOND)
/* What a socket must have been read in the window to be the one. */
#define LEAST_BYTES 512
/* Of a window in which none was: TLS takes a record apart for long without another read. The one is
 * whose data pile up. */
#define LONG_WINDOW_US (2 * WINDOW_US)
#define LEAST_UNREAD_BYTES (64 * 1024)
/* What the program may grow by in one visit: deflate makes a gigabyte of a megabyte in a second. A
 * message that is as long as is allowed takes less, with what it leaves behind as it grows. */
#define MAX_GROWTH_BYTES (28 * (gint64)1024 * 1024)
/* Ticks without a visit until the guard sleeps. */
#define TICKS_UNTIL_DOZE 200

/* What came over a socket. */
typedef struct
{
  guint64 n_received;           /* bytes */
  guint64 n_unread;             /* of these, still in the kernel */
} Intake;

struct _FechoGuardEntry
{
  FechoReactorContext *context;
  int fd;
  guint64 cookie;               /* the descriptor may be another's by now */
  gboolean cut;

  gboolean has_first;
  Intake first;                 /* at the start of the window */
};

struct _FechoGuard
{
  FechoReactor *reactor;
  GThread *thread;

  GMutex mutex;                 /* guards what follows, and the entries */
  GCond changed;
  gboolean stopping;
  GHashTable *contexts;         /* FechoReactorContext: GPtrArray of FechoGuardEntry */

  /* Of the thread: the visit that is being watched. */
  FechoReactorContext *visited;
  gint64 visited_since_us;
  gint64 work_at_start_us;
  gint64 window_from_us;        /* of work; 0: not suspicious yet */
  gint64 resident_at_start;     /* bytes */
  int statm_fd;                 /* -1: memory is not watched */
  guint n_quiet_ticks;
};

static void
assert_on_guard (FechoGuard *self)
{
  g_assert (g_thread_self () == self->thread);
}

static GPtrArray *
entries_of (FechoGuard          *self,
            FechoReactorContext *context)
{
  return g_hash_table_lookup (self->contexts, context);
}

/* A duplicate pins the socket: what is read of it and done to it is of the right one, whatever the
 * reactor closes meanwhile. */
static int
pin_socket (const FechoGuardEntry *entry)
{
  int fd = fcntl (entry->fd, F_DUPFD_CLOEXEC, 0);

  if (fd >= 0 && fecho_tcp_get_cookie (fd) == entry->cookie)
    return fd;

  if (fd >= 0)
    close (fd);

  return -1;
}

static gboolean
sample_entry (const FechoGuardEntry *entry,
              Intake                *ret_intake)
{
  int fd = pin_socket (entry);
  FechoTcpSample sample = { 0 };
  gboolean done = fecho_tcp_sample (fd, &sample) &&
                  fecho_tcp_count_unread (fd, &ret_intake->n_unread);

  ret_intake->n_received = sample.n_received;
  if (fd >= 0)
    close (fd);

  return done;
}

static void
open_window_on_guard (FechoGuard *self)
{
  GPtrArray *entries = entries_of (self, self->visited);

  assert_on_guard (self);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      FechoGuardEntry *entry = g_ptr_array_index (entries, i);

      entry->has_first = !entry->cut && sample_entry (entry, &entry->first);
    }
}

/* How much of it was read since the window opened; 0 where it will be done soon all the same: more
 * than half of what waited then is gone, and not as much again has come. A burst is digested, a
 * flood is not. */
static guint64
blame (const FechoGuardEntry *entry)
{
  Intake now;
  gboolean is_digested;
  guint64 n_read;

  if (!entry->has_first || !sample_entry (entry, &now))
    return 0;

  n_read = (now.n_received - now.n_unread) - (entry->first.n_received - entry->first.n_unread);
  is_digested = now.n_unread * 2 < entry->first.n_unread && n_read < entry->first.n_unread * 2;

  return is_digested || n_read < LEAST_BYTES ? 0 : n_read;
}

static guint64
pile (const FechoGuardEntry *entry)
{
  Intake now;

  if (entry->cut || !sample_entry (entry, &now) || now.n_unread < LEAST_UNREAD_BYTES)
    return 0;

  return now.n_unread;
}

static void
cut_entry (FechoGuardEntry *entry)
{
  int fd = pin_socket (entry);

  if (fd < 0)
    return;

  entry->cut = TRUE;
  fecho_tcp_cut (fd);
  close (fd);
}

/* FALSE: no entry has anything to be blamed for. */
static gboolean
cut_worst_on_guard (FechoGuard *self,
                    guint64 (*measure)(const FechoGuardEntry *entry))
{
  GPtrArray *entries = entries_of (self, self->visited);
  FechoGuardEntry *worst = NULL;
  guint64 most = 0;

  assert_on_guard (self);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      guint64 blame_of_it = measure (g_ptr_array_index (entries, i));

      if (blame_of_it <= most)
        continue;
      most = blame_of_it;
      worst = g_ptr_array_index (entries, i);
    }
  if (worst != NULL)
    cut_entry (worst);

  return worst != NULL;
}

/* Bytes of the process in memory; 0 where that is unknown. */
static gint64
get_resident (FechoGuard *self)
{
  char text[128] = "";
  gint64 n_pages = 0;

  if (self->statm_fd < 0 || pread (self->statm_fd, text, sizeof text - 1, 0) < 0 ||
      sscanf (text, "%*d %" G_GINT64_FORMAT, &n_pages) != 1)
    return 0;

  return n_pages * sysconf (_SC_PAGESIZE);
}

static gboolean
has_grown (FechoGuard *self)
{
  return self->resident_at_start > 0 &&
         get_resident (self) - self->resident_at_start > MAX_GROWTH_BYTES;
}

/* Until one is found the window stays open. */
static void
judge_window_on_guard (FechoGuard *self,
                       gint64      work_us)
{
  gint64 window_us = work_us - self->window_from_us;

  assert_on_guard (self);

  if (!cut_worst_on_guard (self, blame) &&
      (window_us < LONG_WINDOW_US || !cut_worst_on_guard (self, pile)))
    return;

  open_window_on_guard (self);
  self->window_from_us = work_us;
  self->resident_at_start = get_resident (self);
}

static void
start_visit_on_guard (FechoGuard          *self,
                      FechoReactorContext *visited,
                      gint64               since_us)
{
  self->visited = visited;
  self->visited_since_us = since_us;
  self->window_from_us = 0;
  self->n_quiet_ticks++;
  if (visited == NULL)
    return;

  self->work_at_start_us = fecho_reactor_get_work_us (self->reactor);
  self->resident_at_start = get_resident (self);
  self->n_quiet_ticks = 0;
}

/* The entries are looked at without holding up the reactor: it takes the mutex only to watch and
 * unwatch. */
static void
look_on_guard (FechoGuard *self)
{
  gint64 since_us;
  FechoReactorContext *visited = fecho_reactor_peek_visit (self->reactor, &since_us);
  gboolean grown;
  gint64 work_us;

  assert_on_guard (self);

  if (visited == NULL || visited != self->visited || since_us != self->visited_since_us)
    {
      start_visit_on_guard (self, visited, since_us);
      return;
    }

  grown = has_grown (self);
  work_us = fecho_reactor_get_work_us (self->reactor) - self->work_at_start_us;
  if (self->window_from_us == 0 && (grown || work_us >= SUSPICIOUS_US))
    {
      open_window_on_guard (self);
      self->window_from_us = MAX (1, work_us);
    }
  else if (self->window_from_us != 0 && (grown || work_us - self->window_from_us >= WINDOW_US))
    {
      judge_window_on_guard (self, work_us);
    }
}

static void
wait_on_guard (FechoGuard *self)
{
  if (self->n_quiet_ticks < TICKS_UNTIL_DOZE)
    {
      g_cond_wait_until (&self->changed, &self->mutex, g_get_monotonic_time () + TICK_US);
      return;
    }

  self->n_quiet_ticks = 0;
  g_mutex_unlock (&self->mutex);
  fecho_reactor_doze (self->reactor);
  g_mutex_lock (&self->mutex);
}

static gpointer
run_on_guard (gpointer data)
{
  FechoGuard *self = data;

  g_mutex_lock (&self->mutex);
  while (!self->stopping)
    {
      look_on_guard (self);
      wait_on_guard (self);
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

FechoGuard *
fecho_guard_new (FechoReactor  *reactor,
                 GError       **error)
{
  FechoGuard *self = g_new0 (FechoGuard, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->reactor = reactor;
  self->statm_fd = open ("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  self->contexts = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  g_mutex_lock (&self->mutex);  /* until the thread may know itself */
  self->thread = g_thread_try_new ("fecho-guard", run_on_guard, self, error);
  g_mutex_unlock (&self->mutex);
  if (self->thread == NULL)
    {
      fecho_guard_free (self);
      return NULL;
    }

  return self;
}

void
fecho_guard_stop (FechoGuard *self)
{
  g_return_if_fail (self != NULL);

  if (self->thread == NULL)
    return;

  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  fecho_reactor_rouse (self->reactor);
  g_thread_join (g_steal_pointer (&self->thread));
}

void
fecho_guard_free (FechoGuard *self)
{
  g_return_if_fail (self != NULL);

  fecho_guard_stop (self);
  if (self->statm_fd >= 0)
    close (self->statm_fd);
  g_hash_table_unref (self->contexts);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

FechoGuardEntry *
fecho_guard_watch (FechoGuard          *self,
                   FechoReactorContext *context,
                   GSocket             *socket)
{
  FechoGuardEntry *entry = g_new0 (FechoGuardEntry, 1);
  GPtrArray *entries;

  entry->context = context;
  entry->fd = g_socket_get_fd (socket);
  entry->cookie = fecho_tcp_get_cookie (entry->fd);

  g_mutex_lock (&self->mutex);
  entries = entries_of (self, context);
  if (entries == NULL)
    {
      entries = g_ptr_array_new ();
      g_hash_table_insert (self->contexts, context, entries);
    }
  g_ptr_array_add (entries, entry);
  g_mutex_unlock (&self->mutex);

  return entry;
}

gboolean
fecho_guard_unwatch (FechoGuard      *self,
                     FechoGuardEntry *entry)
{
  gboolean cut;

  g_mutex_lock (&self->mutex);
  g_ptr_array_remove_fast (entries_of (self, entry->context), entry);
  cut = entry->cut;
  g_mutex_unlock (&self->mutex);
  g_free (entry);

  return cut;
}
