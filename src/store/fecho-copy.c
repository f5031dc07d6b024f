/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-copy.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "fecho-error.h"

/* 4 MiB at a time: often enough to show progress and to stop. */
#define PAGES_PER_STEP 1024

static int
copy_pages (sqlite3_backup    *backup,
            FechoCopyProgress  progress,
            gpointer           user_data,
            GCancellable      *cancellable)
{
  int result = SQLITE_OK;

  while (result == SQLITE_OK)
    {
      double n_pages;

      if (g_cancellable_is_cancelled (cancellable))
        return SQLITE_INTERRUPT;
      result = sqlite3_backup_step (backup, PAGES_PER_STEP);
      n_pages = MAX (sqlite3_backup_pagecount (backup), 1);
      if (progress != NULL)
        progress (1.0 - sqlite3_backup_remaining (backup) / n_pages, user_data);
    }

  return result;
}

static gboolean
copy_into (sqlite3            *from,
           const char         *path,
           FechoCopyProgress   progress,
           gpointer            user_data,
           GCancellable       *cancellable,
           GError            **error)
{
  sqlite3 *to = NULL;
  sqlite3_backup *backup;
  gboolean done = FALSE;
  int result;

  result = sqlite3_open_v2 (path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (result == SQLITE_OK)
    {
      backup = sqlite3_backup_init (to, "main", from, "main");
      if (backup != NULL)
        {
          result = copy_pages (backup, progress, user_data, cancellable);
          (void)sqlite3_backup_finish (backup); /* repeats the result of the last step */
          done = result == SQLITE_DONE;
        }
      else
        {
          result = sqlite3_errcode (to);
        }
    }
  if (!done)
    (void)fecho_db_fail (to, result, error); /* always FALSE */
  (void)sqlite3_close (to); /* nothing of it is in use */

  return done;
}

/* What is renamed must be on the disk first. */
static gboolean
sync_file (const char  *path,
           GError     **error)
{
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  gboolean synced;

  if (fd < 0)
    return fecho_db_fail_errno ("Opening", path, errno, error);
  synced = fsync (fd) == 0 || fecho_db_fail_errno ("Writing", path, errno, error);
  (void)close (fd); /* what mattered is synced */

  return synced;
}

static gboolean
is_same_file (const char *a,
              const char *b)
{
  GStatBuf x, y;

  return g_stat (a, &x) == 0 && g_stat (b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

gboolean
fecho_copy_database (FechoDb            *from,
                     const char         *path,
                     FechoCopyProgress   progress,
                     gpointer            user_data,
                     GCancellable       *cancellable,
                     GError            **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  int fd;

  g_assert (fecho_db_is_owner (from));

  if (is_same_file (fecho_db_get_path (from), path))
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_INVALID, "%s is the history itself", path);
      return FALSE;
    }
  (void)g_unlink (part); /* of a copy that was cut short; mostly there is none */
  fd = g_open (part, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return fecho_db_fail_errno ("Making", part, errno, error);
  (void)close (fd); /* nothing was written */

  if (!copy_into (fecho_db_get_handle (from), part, progress, user_data, cancellable, error) ||
      !sync_file (part, error))
    {
      (void)g_unlink (part); /* half a copy is of no use; the error is that of the copy */
      return FALSE;
    }
  if (g_rename (part, path) != 0)
    {
      int number = errno;

      (void)g_unlink (part); /* as above */
      return fecho_db_fail_errno ("Renaming to", path, number, error);
    }

  return TRUE;
}
