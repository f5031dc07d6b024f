/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "fecho-error.h"
#include "fecho-schema.h"

/* https://www.sqlite.org/fileformat2.html, section 1.3. */
#define HEADER_BYTES 100
#define HEADER_MAGIC "SQLite format 3"
#define HEADER_USER_VERSION 60
#define HEADER_APPLICATION_ID 68

static gint64
read_be32 (const guint8 *bytes)
{
  return (gint64)bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

/* Through SQLite, and never by a descriptor of our own: closing one would drop the POSIX locks of
 * every handle that this process has on the file, and another process would take its -wal away
 * (https://www.sqlite.org/howtocorrupt.html, section 2.2). Opening alone reads nothing. */
static gboolean
read_header (const char  *path,
             guint8      *header,
             GError     **error)
{
  sqlite3 *handle = NULL;
  sqlite3_file *file = NULL;
  int result;

  result = sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_file_control (handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (result == SQLITE_OK)
    result = file->pMethods->xRead (file, header, HEADER_BYTES, 0);
  /* A file that is too short has zeros at the end of what was read: it is not ours. */
  if (result == SQLITE_IOERR_SHORT_READ)
    result = SQLITE_OK;
  if (result != SQLITE_OK)
    g_set_error (error, FECHO_ERROR, FECHO_ERROR_IO, "%s cannot be opened: %s",
                 path, sqlite3_errstr (result));
  (void)sqlite3_close (handle); /* nothing of it is in use */

  return result == SQLITE_OK;
}

/* SQLite would write to a file before we could tell that it is not for us (it recovers journals
 * and makes -wal and -shm), so its header is read first. The id is there from the first moment
 * of a file of ours, see FECHO_SQL_CONFIGURE_NEW. */
static gboolean
check_header (const char  *path,
              GError     **error)
{
  guint8 header[HEADER_BYTES];
  gint64 version;

  if (!read_header (path, header, error))
    return FALSE;
  if (memcmp (header, HEADER_MAGIC, sizeof HEADER_MAGIC) != 0 ||
      read_be32 (header + HEADER_APPLICATION_ID) != FECHO_SQL_APPLICATION_ID)
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_NOT_OURS, "%s is not a history of Fecho", path);
      return FALSE;
    }
  version = read_be32 (header + HEADER_USER_VERSION);
  if (version > fecho_schema_get_version ())
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_TOO_NEW,
                   "%s has schema %" G_GINT64_FORMAT ", this program knows up to %" G_GINT64_FORMAT,
                   path, version, fecho_schema_get_version ());
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_writable (const char  *path,
                GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  /* SQLite needs the folder for -wal and -shm. */
  if (g_access (path, W_OK) != 0)
    return fecho_db_fail_errno ("Writing", path, errno, error);
  if (g_access (folder, W_OK) != 0)
    return fecho_db_fail_errno ("Writing into", folder, errno, error);

  return TRUE;
}

/* A folder with --db is left as it is; one that is made here, and the application's, are 0700. */
static gboolean
prepare_folder (const char  *path,
                GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "fecho", NULL);
  gboolean made = !g_file_test (folder, G_FILE_TEST_IS_DIR);

  if (made && g_mkdir_with_parents (folder, 0700) != 0)
    return fecho_db_fail_errno ("Making the folder", folder, errno, error);
  if ((made || g_str_equal (folder, own)) && g_chmod (folder, 0700) != 0)
    return fecho_db_fail_errno ("Protecting the folder", folder, errno, error);

  return TRUE;
}

void
fecho_file_remove (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      (void)g_unlink (name); /* mostly there is none */
    }
}

static gboolean
build_at (const char  *path,
          GError     **error)
{
  g_autoptr(FechoDb) db = fecho_db_open (path, FECHO_DB_CREATE, error);

  /* Closing would do it too, but not say where it fails. */
  return db != NULL && fecho_schema_migrate (db, path, error) && fecho_db_settle (db, error);
}

/* Another process that made it meanwhile has won. File systems without links only rename. */
static gboolean
put_in_place (const char  *from,
              const char  *path,
              GError     **error)
{
  if (link (from, path) == 0 || errno == EEXIST)
    return TRUE;
  if (g_rename (from, path) == 0)
    return TRUE;

  return fecho_db_fail_errno ("Making", path, errno, error);
}

static gboolean
create (const char  *path,
        GError     **error)
{
  g_autofree char *beside = g_strconcat (path, ".new-XXXXXX", NULL);
  gboolean made;
  int fd;

  fd = g_mkstemp_full (beside, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return fecho_db_fail_errno ("Making", beside, errno, error);
  made = fchmod (fd, 0600) == 0 || fecho_db_fail_errno ("Protecting", beside, errno, error);
  (void)close (fd); /* nothing was written */

  made = made && build_at (beside, error) && put_in_place (beside, path, error);
  fecho_file_remove (beside); /* renamed, linked, or of no use */

  return made;
}

/* An empty file (of mktemp) holds nothing that could be harmed: it is replaced. */
static gboolean
is_missing (const char *path)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return errno == ENOENT;
  if (!S_ISREG (info.st_mode) || info.st_size > 0)
    return FALSE;

  return g_unlink (path) == 0;
}

FechoDb *
fecho_file_open_for_writing (const char  *path,
                             GError     **error)
{
  g_autoptr(FechoDb) db = NULL;

  if (!prepare_folder (path, error))
    return NULL;
  if (is_missing (path) && !create (path, error))
    return NULL;
  if (!check_header (path, error) || !check_writable (path, error))
    return NULL;

  db = fecho_db_open (path, FECHO_DB_WRITE, error);
  if (db == NULL || !fecho_schema_migrate (db, path, error))
    return NULL;

  return g_steal_pointer (&db);
}

/* On a read-only disk SQLite cannot make the -shm that reading in WAL mode needs. */
static gboolean
is_immutable (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);

  return g_access (folder, W_OK) != 0 && errno == EROFS && !g_file_test (wal, G_FILE_TEST_EXISTS);
}

FechoDb *
fecho_file_open_for_reading (const char  *path,
                             GError     **error)
{
  gint64 version;
  g_autoptr(FechoDb) db = NULL;

  if (!check_header (path, error))
    return NULL;

  db = fecho_db_open (path, is_immutable (path) ? FECHO_DB_READ_IMMUTABLE : FECHO_DB_READ, error);
  if (db == NULL || !fecho_db_get_int (db, FECHO_SQL_GET_VERSION, &version, error))
    return NULL;
  if (!fecho_schema_can_read (version))
    {
      g_set_error (error, FECHO_ERROR,
                   version > fecho_schema_get_version () ? FECHO_ERROR_TOO_NEW : FECHO_ERROR_FAILED,
                   "%s has schema %" G_GINT64_FORMAT ", this program reads %" G_GINT64_FORMAT,
                   path, version, fecho_schema_get_version ());
      return NULL;
    }

  return g_steal_pointer (&db);
}
