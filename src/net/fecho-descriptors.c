/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-descriptors.h"

#include <gio/gio.h>

#include <errno.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

/* Descriptors that connections leave to the rest of the program. */
#define RESERVE 32
/* More is of no use, and some systems call their limit a billion. */
#define MOST_USEFUL 1048576

void
fecho_descriptors_raise_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  if (limit.rlim_cur >= MIN (limit.rlim_max, MOST_USEFUL))
    return;

  limit.rlim_cur = MIN (limit.rlim_max, MOST_USEFUL);
  (void)setrlimit (RLIMIT_NOFILE, &limit); /* the old limit serves too */
}

/* The kernel gives the lowest number that is free: it says how many are in use below. */
gboolean
fecho_descriptors_check_room (GError **error)
{
  struct rlimit limit = { 0 };
  rlim_t reserve;
  int probe = eventfd (0, EFD_CLOEXEC);

  if (probe < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "No descriptor: %s",
                   g_strerror (errno));
      return FALSE;
    }
  close (probe);
  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return TRUE;

  reserve = MIN (RESERVE, limit.rlim_cur / 8);
  if ((rlim_t)probe + reserve < limit.rlim_cur)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES,
               "All but %u of the descriptors are in use", (guint)reserve);

  return FALSE;
}
