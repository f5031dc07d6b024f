/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "fecho-db.h"
#include "fecho-error.h"

/* The last holder may have taken the file away after it was opened here: then others make a new
 * one, and a lock on the old one excludes nobody. */
static gboolean
is_in_place (const FechoLock *self)
{
  GStatBuf opened, named;

  return fstat (self->fd, &opened) == 0 && g_stat (self->path, &named) == 0 &&
         opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

static void
close_file (FechoLock *self)
{
  if (self->fd >= 0)
    (void)close (self->fd); /* it was never written */
  self->fd = -1;
}

static gboolean
try (FechoLock  *self,
     gboolean    waits,
     GError    **error)
{
  int result;

  self->fd = g_open (self->path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    return fecho_db_fail_errno ("Making", self->path, errno, error);
  do
    result = flock (self->fd, waits ? LOCK_EX : LOCK_EX | LOCK_NB);
  while (result != 0 && errno == EINTR);
  if (result == 0)
    return TRUE;
  if (errno != EWOULDBLOCK)
    return fecho_db_fail_errno ("Locking", self->path, errno, error);
  g_set_error (error, FECHO_ERROR, FECHO_ERROR_IN_USE, "%s is held by another process", self->path);

  return FALSE;
}

static FechoLock *
take (const char  *path,
      gboolean     waits,
      GError     **error)
{
  FechoLock *self = g_new0 (FechoLock, 1);
  gboolean locked;

  self->path = g_strdup (path);
  locked = try (self, waits, error);
  while (locked && !is_in_place (self))
    {
      close_file (self);
      locked = try (self, waits, error);
    }
  if (locked)
    return self;
  close_file (self);
  g_free (self->path);
  g_free (self);

  return NULL;
}

FechoLock *
fecho_lock_take (const char  *path,
                 GError     **error)
{
  return take (path, FALSE, error);
}

FechoLock *
fecho_lock_wait (const char  *path,
                 GError     **error)
{
  return take (path, TRUE, error);
}

void
fecho_lock_free (FechoLock *self)
{
  (void)g_unlink (self->path); /* without its lock it says nothing */
  close_file (self);
  g_free (self->path);
  g_free (self);
}

gboolean
fecho_lock_is_held (const char *path)
{
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  gboolean held;

  if (fd < 0)
    return errno != ENOENT;
  held = flock (fd, LOCK_SH | LOCK_NB) != 0;
  (void)close (fd); /* lets the lock go too */

  return held;
}
