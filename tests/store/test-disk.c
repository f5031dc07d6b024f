/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <sqlite3.h>

#include "fecho-error.h"
#include "fecho-store-private.h"
#include "fecho-test-util.h"

/* A disk that fails once, at the Nth write or at the Nth sync, for each N: SQLite's own file
 * functions with a fault in them, known to this test alone. */

#define N_EVENTS 40
#define FOLD_SIZE 10
/* Histories at one time: a writer that failed tries again after a second. */
#define N_AT_ONCE 16
/* Of each kind of fault in the short form; in the long one every N is tried. */
#define N_SHORT 32

typedef struct
{
  const char *name;
  gboolean on_sync;
  int result;
} Kind;

static const Kind kinds[] = {
  { "ENOSPC at a write", FALSE, SQLITE_FULL },
  { "EIO at a write", FALSE, SQLITE_IOERR_WRITE },
  { "EIO at a sync", TRUE, SQLITE_IOERR_FSYNC },
};

typedef struct
{
  Fixture fixture;
  const Kind *kind;
  int n_calls;                  /* atomic */
  int fails_at;                 /* counted from 1; 0: never */
} Disk;

/* -- the file functions */

/* Written before the threads start. */
static GPtrArray *disks;

typedef struct
{
  sqlite3_file base;
  Disk *disk;                   /* NULL: not of a disk of ours */
  sqlite3_file *real;           /* right behind this one */
} File;

static int
shim_call (sqlite3_file *file,
           gboolean      on_sync)
{
  Disk *disk = ((File *)file)->disk;

  if (disk == NULL || disk->kind->on_sync != on_sync)
    return SQLITE_OK;

  return g_atomic_int_add (&disk->n_calls, 1) + 1 == disk->fails_at ? disk->kind->result
         : SQLITE_OK;
}

#define REAL(file) (((File *)(file))->real)
#define METHODS(file) (REAL (file)->pMethods)

static int
shim_close (sqlite3_file *file)
{
  return METHODS (file)->xClose (REAL (file));
}

static int
shim_read (sqlite3_file  *file,
           void          *data,
           int            n,
           sqlite3_int64  at)
{
  return METHODS (file)->xRead (REAL (file), data, n, at);
}

static int
shim_write (sqlite3_file  *file,
            const void    *data,
            int            n,
            sqlite3_int64  at)
{
  int result = shim_call (file, FALSE);

  return result == SQLITE_OK ? METHODS (file)->xWrite (REAL (file), data, n, at) : result;
}

static int
shim_truncate (sqlite3_file  *file,
               sqlite3_int64  size)
{
  return METHODS (file)->xTruncate (REAL (file), size);
}

static int
shim_sync (sqlite3_file *file,
           int           flags)
{
  int result = shim_call (file, TRUE);

  return result == SQLITE_OK ? METHODS (file)->xSync (REAL (file), flags) : result;
}

static int
shim_size (sqlite3_file  *file,
           sqlite3_int64 *ret_size)
{
  return METHODS (file)->xFileSize (REAL (file), ret_size);
}

static int
shim_lock (sqlite3_file *file,
           int           level)
{
  return METHODS (file)->xLock (REAL (file), level);
}

static int
shim_unlock (sqlite3_file *file,
             int           level)
{
  return METHODS (file)->xUnlock (REAL (file), level);
}

static int
shim_check_lock (sqlite3_file *file,
                 int          *ret_locked)
{
  return METHODS (file)->xCheckReservedLock (REAL (file), ret_locked);
}

static int
shim_control (sqlite3_file *file,
              int           operation,
              void         *argument)
{
  return METHODS (file)->xFileControl (REAL (file), operation, argument);
}

static int
shim_sector_size (sqlite3_file *file)
{
  return METHODS (file)->xSectorSize (REAL (file));
}

static int
shim_features (sqlite3_file *file)
{
  return METHODS (file)->xDeviceCharacteristics (REAL (file));
}

static int
shim_shm_map (sqlite3_file   *file,
              int             region,
              int             size,
              int             extend,
              void volatile **ret_memory)
{
  return METHODS (file)->xShmMap (REAL (file), region, size, extend, ret_memory);
}

static int
shim_shm_lock (sqlite3_file *file,
               int           offset,
               int           n,
               int           flags)
{
  return METHODS (file)->xShmLock (REAL (file), offset, n, flags);
}

static void
shim_shm_barrier (sqlite3_file *file)
{
  METHODS (file)->xShmBarrier (REAL (file));
}

static int
shim_shm_unmap (sqlite3_file *file,
                int           remove)
{
  return METHODS (file)->xShmUnmap (REAL (file), remove);
}

static const sqlite3_io_methods shim_methods = {
  2, shim_close, shim_read, shim_write, shim_truncate, shim_sync, shim_size, shim_lock, shim_unlock,
  shim_check_lock, shim_control, shim_sector_size, shim_features, shim_shm_map, shim_shm_lock,
  shim_shm_barrier, shim_shm_unmap, NULL, NULL,
};

static Disk *
find_disk (const char *path)
{
  for (guint i = 0; path != NULL && i < disks->len; i++)
    {
      Disk *disk = disks->pdata[i];

      if (g_str_has_prefix (path, disk->fixture.folder))
        return disk;
    }

  return NULL;
}

static int
shim_open (sqlite3_vfs  *vfs,
           const char   *path,
           sqlite3_file *file,
           int           flags,
           int          *ret_flags)
{
  sqlite3_vfs *real = vfs->pAppData;
  File *self = (File *)file;
  int result;

  self->disk = find_disk (path);
  self->real = (sqlite3_file *)(self + 1);
  result = real->xOpen (real, path, self->real, flags, ret_flags);
  self->base.pMethods = self->real->pMethods != NULL ? &shim_methods : NULL;

  return result;
}

static void
install_shim (void)
{
  static sqlite3_vfs shim;
  sqlite3_vfs *real = sqlite3_vfs_find (NULL);

  shim = *real;
  shim.zName = "faulty";
  shim.szOsFile = sizeof (File) + real->szOsFile;
  shim.pNext = NULL;
  shim.pAppData = real;
  shim.xOpen = shim_open;
  g_assert_cmpint (sqlite3_vfs_register (&shim, 1), ==, SQLITE_OK);
}

/* -- histories on such disks */

static Disk *
disk_new (const Kind *kind,
          int         fails_at)
{
  Disk *self = g_new0 (Disk, 1);

  self->kind = kind;
  self->fails_at = fails_at;
  fixture_init (&self->fixture);

  return self;
}

static void
disk_free (gpointer data)
{
  Disk *self = data;

  fixture_clear (&self->fixture);
  g_free (self);
}

static void
keep_committed_cb (FechoStore *store,
                   GPtrArray  *events,
                   gpointer    user_data)
{
  GPtrArray *committed = user_data;

  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (committed, fecho_close_event_ref (events->pdata[i]));
}

/* A history that cannot be made says why, and can be made when the disk is well again. */
static void
take_opened (Disk         *self,
             GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;

  self->fixture.store = fecho_store_open_finish (result, &error);
  if (self->fixture.store == NULL)
    {
      if (!g_error_matches (error, FECHO_ERROR, FECHO_ERROR_FULL) &&
          !g_error_matches (error, FECHO_ERROR, FECHO_ERROR_IO))
        g_error ("%s, call %d: %s", self->kind->name, self->fails_at, error->message);
      g_clear_error (&error);
      self->fixture.store = fixture_try_open (self->fixture.path, FECHO_STORE_WATCH, &error);
    }
  g_assert_nonnull (self->fixture.store);
  g_signal_connect (self->fixture.store, "committed", G_CALLBACK (keep_committed_cb),
                    self->fixture.committed);
}

static void
open_all (void)
{
  g_autofree GAsyncResult **results = g_new0 (GAsyncResult *, disks->len);

  for (guint i = 0; i < disks->len; i++)
    fecho_store_open_async (((Disk *)disks->pdata[i])->fixture.path, FECHO_STORE_WATCH, NULL,
                            result_cb, &results[i]);
  for (guint i = 0; i < disks->len; i++)
    {
      take_opened (disks->pdata[i], wait_for_result (&results[i]));
      g_object_unref (results[i]);
    }
}

static void
record_some (Disk *self)
{
  fecho_writer_set_fold_size (self->fixture.store->writer, FOLD_SIZE);
  for (guint i = 0; i < N_EVENTS / 4; i++)
    {
      gint64 n = self->fixture.committed->len + i;
      FechoCloseRecord record = record_of (i % 2 != 0 ? "alpha" : "beta", T0 + n * SEC);

      record_close (self->fixture.store, &record);
    }
}

/* Several commits, so that there is something between two of them. */
static void
record_all (void)
{
  for (guint n = N_EVENTS / 4; n <= N_EVENTS; n += N_EVENTS / 4)
    {
      for (guint i = 0; i < disks->len; i++)
        record_some (disks->pdata[i]);
      for (guint i = 0; i < disks->len; i++)
        fixture_wait (&((Disk *)disks->pdata[i])->fixture, n);
    }
}

/* *INDENT-OFF* */
#define N_DIFFERENT_TIMES "SELECT count (DISTINCT closed_at) FROM close_event"
#define N_NOT_IN_A_FOLD \
  "SELECT (SELECT coalesce (sum (n), 0) FROM segment)" \
  " - (SELECT coalesce (max (last_id), 0) FROM fold)"
/* *INDENT-ON* */

/* Nothing is lost, nothing is there twice, whatever failed; and the file is sound. */
static void
assert_whole (Disk *self)
{
  const char *path = self->fixture.path;
  g_autofree char *integrity = NULL;

  fixture_close (&self->fixture);
  self->fails_at = 0;
  integrity = check_integrity (path);
  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_cmpint (ask (path, "SELECT count (*) FROM close_event"), ==, N_EVENTS);
  g_assert_cmpint (ask (path, N_DIFFERENT_TIMES), ==, N_EVENTS);
  g_assert_cmpint (ask (path, N_NOT_IN_A_FOLD), ==, 0);
  assert_rollups_true (path);
}

/* The calls that the last of them saw. */
static int
try_disks (const Kind *kind,
           int         first,
           int         step,
           guint       n_disks)
{
  int n_calls;

  disks = g_ptr_array_new_with_free_func (disk_free);
  for (guint i = 0; i < n_disks; i++)
    g_ptr_array_add (disks, disk_new (kind, first > 0 ? first + (int)i * step : 0));
  open_all ();
  record_all ();
  for (guint i = 0; i < n_disks; i++)
    assert_whole (disks->pdata[i]);
  n_calls = ((Disk *)disks->pdata[n_disks - 1])->n_calls;
  g_clear_pointer (&disks, g_ptr_array_unref);

  return n_calls;
}

static void
test_fails_once (gconstpointer data)
{
  const Kind *kind = data;
  int n_calls = try_disks (kind, 0, 0, 1);
  int step = g_test_slow () ? 1 : MAX (n_calls / N_SHORT, 1);

  g_assert_cmpint (n_calls, >, 5);
  g_test_message ("%s: %d calls, each %d.", kind->name, n_calls, step);
  for (int n = 1; n <= n_calls; n += step * N_AT_ONCE)
    (void)try_disks (kind, n, step, N_AT_ONCE); /* only the first was counted */
}

/* -- an update of the schema */

static void
make_old (Disk *self)
{
  fixture_clear (&self->fixture);
  fixture_init_old (&self->fixture, 1);
  g_atomic_int_set (&self->n_calls, 0);
}

static gboolean
is_as_before (const char *path)
{
  return ask (path, "PRAGMA user_version") == 1;
}

/* An update that cannot be done leaves the history as it was; later it is done. */
static void
update (Disk *self)
{
  const char *path = self->fixture.path;
  g_autofree char *copy = g_strconcat (path, ".v1.bak", NULL);
  g_autofree char *integrity = NULL;
  g_autoptr(GError) error = NULL;

  self->fixture.store = fixture_try_open (path, FECHO_STORE_WATCH, &error);
  self->fails_at = 0;
  if (self->fixture.store == NULL)
    {
      g_assert_cmpint (error->domain, ==, FECHO_ERROR);
      integrity = check_integrity (path);
      g_assert_cmpstr (integrity, ==, "ok");
      if (is_as_before (path))
        g_assert_true (g_str_has_prefix (error->message, "The history was left at schema 1"));
      else
        g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
      fixture_open (&self->fixture, FECHO_STORE_WATCH);
    }
  fixture_close (&self->fixture);
  g_clear_pointer (&integrity, g_free);
  integrity = check_integrity (path);
  g_assert_cmpstr (integrity, ==, "ok");
  g_assert_cmpint (ask (path, "PRAGMA user_version"), >, 1);
  g_assert_cmpint (ask (path, "SELECT count (*) FROM event_detail"), >=, FIXTURE_N_OLD_EVENTS);
  g_assert_cmpint (ask (copy, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (ask (copy, "SELECT count (*) FROM event_detail"), ==, FIXTURE_N_OLD_EVENTS);
}

/* The calls that it saw. */
static int
try_update (const Kind *kind,
            int         fails_at)
{
  Disk *disk = disk_new (kind, 0);
  int n_calls;

  disks = g_ptr_array_new_with_free_func (disk_free);
  g_ptr_array_add (disks, disk);
  make_old (disk);
  disk->fails_at = fails_at;
  update (disk);
  n_calls = disk->n_calls;
  g_clear_pointer (&disks, g_ptr_array_unref);

  return n_calls;
}

static void
test_update (gconstpointer data)
{
  const Kind *kind = data;
  int n_calls = try_update (kind, 0);
  int step = g_test_slow () ? 1 : MAX (n_calls / N_SHORT, 1);

  g_assert_cmpint (n_calls, >, 2);
  for (int n = 1; n <= n_calls; n += step)
    (void)try_update (kind, n); /* only the first was counted */
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  disks = g_ptr_array_new ();
  install_shim ();
  g_clear_pointer (&disks, g_ptr_array_unref);
  g_test_add_data_func ("/store/disk/full-at-a-write", &kinds[0], test_fails_once);
  g_test_add_data_func ("/store/disk/error-at-a-write", &kinds[1], test_fails_once);
  g_test_add_data_func ("/store/disk/error-at-a-sync", &kinds[2], test_fails_once);
  g_test_add_data_func ("/store/disk/update-full-at-a-write", &kinds[0], test_update);
  g_test_add_data_func ("/store/disk/update-error-at-a-write", &kinds[1], test_update);
  g_test_add_data_func ("/store/disk/update-error-at-a-sync", &kinds[2], test_update);

  return g_test_run ();
}
