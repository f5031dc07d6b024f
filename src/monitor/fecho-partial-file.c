/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-partial-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "fecho-error.h"

struct _FechoPartialFile
{
  char *path;
  char *partial;                /* NULL once it has its name */
  GOutputStream *stream;
  int fd;                       /* of the stream, to sync it */
  gboolean replace;
};

static FechoError
code_from_errno (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
      return FECHO_ERROR_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
      return FECHO_ERROR_READ_ONLY;
    case EEXIST:
      return FECHO_ERROR_EXISTS;
    default:
      return FECHO_ERROR_IO;
    }
}

static gboolean
fail (FechoPartialFile  *self,
      const char        *what,
      int                number,
      GError           **error)
{
  g_set_error (error, FECHO_ERROR, code_from_errno (number), "%s %s: %s", what, self->path,
               g_strerror (number));

  return FALSE;
}

static gboolean
create (FechoPartialFile  *self,
        GError           **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *partial = g_strdup_printf ("%s.%.8s.part", self->path, id);

  if (!self->replace && g_file_test (self->path, G_FILE_TEST_EXISTS))
    return fail (self, "Cannot write", EEXIST, error);

  /* Addresses and peers' texts are nobody else's business, whatever the umask. */
  self->fd = g_open (partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (self->fd < 0)
    return fail (self, "Cannot write", errno, error);

  self->partial = g_steal_pointer (&partial);
  self->stream = g_unix_output_stream_new (self->fd, TRUE);

  return TRUE;
}

FechoPartialFile *
fecho_partial_file_new (const char  *path,
                        gboolean     replace,
                        GError     **error)
{
  g_autoptr(FechoPartialFile) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (FechoPartialFile, 1);
  self->path = g_strdup (path);
  self->replace = replace;
  if (!create (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

GOutputStream *
fecho_partial_file_get_stream (FechoPartialFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->stream;
}

const char *
fecho_partial_file_get_path (FechoPartialFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->partial;
}

/* link(2) gives the name only where nothing has it: between the first look and now somebody else
 * may have made such a file. */
static gboolean
give_name (FechoPartialFile *self)
{
  if (self->replace)
    return g_rename (self->partial, self->path) == 0;

  return link (self->partial, self->path) == 0 && g_unlink (self->partial) == 0;
}

gboolean
fecho_partial_file_commit (FechoPartialFile  *self,
                           GError           **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->partial != NULL, FALSE);

  if (fsync (self->fd) != 0)
    return fail (self, "Cannot write", errno, error);
  if (!g_output_stream_close (self->stream, NULL, error))
    return FALSE;
  if (!give_name (self))
    return fail (self, "Cannot finish", errno, error);

  g_clear_pointer (&self->partial, g_free);

  return TRUE;
}

void
fecho_partial_file_free (FechoPartialFile *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->stream);
  if (self->partial != NULL)
    g_unlink (self->partial);
  g_free (self->partial);
  g_free (self->path);
  g_free (self);
}
