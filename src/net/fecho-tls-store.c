/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-tls-store.h"

#include <glib/gstdio.h>

#include "fecho-tls-database.h"

struct _FechoTlsStore
{
  GMutex mutex;
  GHashTable *files;            /* path or paths: File; guarded by mutex */
};

/* What was read of a file, and how the file was then. */
typedef struct
{
  char *stamp;
  GObject *object;
} File;

typedef GObject *(*ReadFunc) (const char *path,
                              const char *key_path,
                              GError **error);

static void
file_free (gpointer data)
{
  File *file = data;

  g_free (file->stamp);
  g_object_unref (file->object);
  g_free (file);
}

/* Time and size of a file, "" where there is none. */
static char *
stamp_of (const char *path)
{
  GStatBuf info;

  if (path == NULL || g_stat (path, &info) != 0)
    return g_strdup ("");

  return g_strdup_printf ("%" G_GINT64_FORMAT ".%09ld %" G_GINT64_FORMAT,
                          (gint64)info.st_mtim.tv_sec, info.st_mtim.tv_nsec, (gint64)info.st_size);
}

static GObject *
read_database (const char  *path,
               const char  *key_path,
               GError     **error)
{
  g_autolist(GTlsCertificate) certificates = NULL;
  g_autoptr(GTlsDatabase) real = NULL;
  g_autoptr(GError) none = NULL;

  /* A database of a file without any trusts nobody, and says nothing. */
  certificates = g_tls_certificate_list_new_from_file (path, &none);
  if (certificates == NULL)
    {
      g_set_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "No certificate in %s%s%s",
                   path, none != NULL ? ": " : "", none != NULL ? none->message : "");
      return NULL;
    }

  real = g_tls_file_database_new (path, error);

  return real != NULL ? G_OBJECT (fecho_tls_database_new (real)) : NULL;
}

static GObject *
read_certificate (const char  *path,
                  const char  *key_path,
                  GError     **error)
{
  if (key_path == NULL)
    return (GObject *)g_tls_certificate_new_from_file (path, error);

  return (GObject *)g_tls_certificate_new_from_files (path, key_path, error);
}

static GObject *
get_object (FechoTlsStore  *self,
            const char     *path,
            const char     *key_path,
            ReadFunc        read,
            GError        **error)
{
  g_autofree char *path_stamp = stamp_of (path);
  g_autofree char *key_stamp = stamp_of (key_path);
  g_autofree char *name = g_strconcat (path, "\n", key_path, NULL);
  g_autofree char *stamp = g_strconcat (path_stamp, " ", key_stamp, NULL);
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);
  File *file = g_hash_table_lookup (self->files, name);
  GObject *object;

  if (file != NULL && g_str_equal (file->stamp, stamp))
    return g_object_ref (file->object);

  object = read (path, key_path, error);
  if (object == NULL)
    return NULL;

  file = g_new0 (File, 1);
  file->stamp = g_steal_pointer (&stamp);
  file->object = g_object_ref (object);
  g_hash_table_replace (self->files, g_steal_pointer (&name), file);

  return object;
}

FechoTlsStore *
fecho_tls_store_new (void)
{
  FechoTlsStore *self = g_new0 (FechoTlsStore, 1);

  g_mutex_init (&self->mutex);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_free);

  return self;
}

void
fecho_tls_store_free (FechoTlsStore *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->files);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* A path that is not absolute gives GIO's backend a database that trusts nothing. */
GTlsDatabase *
fecho_tls_store_get_database (FechoTlsStore  *self,
                              const char     *ca_file,
                              GError        **error)
{
  g_autoptr(GTlsDatabase) system = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  system = fecho_tls_database_ref_system ();
  if (ca_file == NULL)
    return g_steal_pointer (&system);

  path = g_canonicalize_filename (ca_file, NULL);

  return (GTlsDatabase *)get_object (self, path, NULL, read_database, error);
}

GTlsCertificate *
fecho_tls_store_get_certificate (FechoTlsStore  *self,
                                 const char     *certificate_file,
                                 const char     *key_file,
                                 GError        **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (certificate_file != NULL, NULL);

  return (GTlsCertificate *)get_object (self, certificate_file, key_file, read_certificate, error);
}
