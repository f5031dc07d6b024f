/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dictionary-shelf.h"

#include <errno.h>

#include <glib/gstdio.h>

#include "fecho-dictionary-folder.h"
#include "fecho-error.h"

struct _FechoDictionaryShelf
{
  GObject parent_instance;

  GPtrArray *dictionaries;
  GHashTable *own;              /* ids */
  GHashTable *choices;          /* id of a session -> id of what it has chosen */
  FechoCodeBook *book;          /* of both; NULL: they have changed */
  GPtrArray *waiting;           /* tasks that a reading serves which goes on; NULL: none does */
};

G_DEFINE_FINAL_TYPE (FechoDictionaryShelf, fecho_dictionary_shelf, G_TYPE_OBJECT)

static guint changed_signal;

char *
fecho_dictionary_shelf_dup_own_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "fecho", "dictionaries", NULL);
}

/* -- on the thread of a job */

typedef struct
{
  GPtrArray *dictionaries;
  GHashTable *own;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_clear_pointer (&self->dictionaries, g_ptr_array_unref);
  g_clear_pointer (&self->own, g_hash_table_unref);
  g_free (self);
}

static void
tell_faults (GPtrArray *faults)
{
  for (guint i = 0; faults != NULL && i < faults->len; i++)
    g_message ("A dictionary cannot be used: %s",
               ((const GError *)g_ptr_array_index (faults, i))->message);
}

static void
read_on_job (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_autofree char *own_path = fecho_dictionary_shelf_dup_own_path ();
  g_autoptr(GPtrArray) own = NULL;
  g_autoptr(GPtrArray) faults = NULL;
  Reading *reading = g_new0 (Reading, 1);

  reading->dictionaries = fecho_dictionary_folder_read_all (own_path, &faults);
  tell_faults (faults);

  own = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_dictionary_unref);
  fecho_dictionary_folder_read (own_path, own, NULL);
  reading->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < own->len; i++)
    g_hash_table_add (reading->own, g_strdup (fecho_dictionary_get_id (own->pdata[i])));

  g_task_return_pointer (task, reading, reading_free);
}

/* Files of the own folder that have the id, whatever their names. */
static gboolean
unlink_on_job (const char  *id,
               const char  *except,
               GError     **error)
{
  g_autofree char *folder = fecho_dictionary_shelf_dup_own_path ();
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;

  for (; name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(FechoDictionary) dictionary = NULL;

      if (!g_str_has_suffix (name, ".json") || g_strcmp0 (path, except) == 0)
        continue;

      dictionary = fecho_dictionary_load (path, NULL);
      if (dictionary == NULL || !g_str_equal (fecho_dictionary_get_id (dictionary), id) ||
          g_unlink (path) == 0)
        continue;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }

  return TRUE;
}

static GBytes *
read_file_on_job (GFile   *file,
                  GError **error)
{
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, error);

  /* One byte more than allowed is enough to see that a file is too long. */
  return stream != NULL
         ? g_input_stream_read_bytes (G_INPUT_STREAM (stream), FECHO_DICTIONARY_MAX_BYTES + 1, NULL,
                                      error)
         : NULL;
}

static gboolean
keep_on_job (GBytes      *bytes,
             const char  *id,
             GError     **error)
{
  g_autofree char *folder = fecho_dictionary_shelf_dup_own_path ();
  g_autofree char *name = g_strconcat (id, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gsize n_bytes;
  const char *data = g_bytes_get_data (bytes, &n_bytes);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", folder,
                   g_strerror (errno));
      return FALSE;
    }

  return g_file_set_contents_full (path, data, (gssize)n_bytes,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error) &&
         unlink_on_job (id, path, error);
}

static void
import_on_job (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GError *error = NULL;
  g_autofree char *label = g_file_get_basename (data);
  g_autoptr(GBytes) bytes = read_file_on_job (data, &error);
  g_autoptr(FechoDictionary) dictionary = NULL;

  if (bytes != NULL)
    dictionary = fecho_dictionary_new_from_bytes (bytes, label, &error);
  if (dictionary != NULL &&
      g_str_equal (fecho_dictionary_get_id (dictionary), FECHO_DICTIONARY_NONE))
    g_set_error (&error, FECHO_ERROR, FECHO_ERROR_INVALID,
                 "%s: id: “%s” means that there is no dictionary", label, FECHO_DICTIONARY_NONE);
  if (dictionary != NULL && error == NULL &&
      keep_on_job (bytes, fecho_dictionary_get_id (dictionary), &error))
    g_task_return_pointer (task, g_steal_pointer (&dictionary),
                           (GDestroyNotify)fecho_dictionary_unref);
  else
    g_task_return_error (task, error);
}

static void
remove_on_job (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GError *error = NULL;

  if (unlink_on_job (data, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* -- on the main thread */

static void
tell_change (FechoDictionaryShelf *self)
{
  g_clear_pointer (&self->book, fecho_code_book_unref);
  g_signal_emit (self, changed_signal, 0);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  FechoDictionaryShelf *self = FECHO_DICTIONARY_SHELF (source);
  g_autoptr(GPtrArray) served = data;
  Reading *reading = g_task_propagate_pointer (G_TASK (result), NULL); /* it never fails */

  g_clear_pointer (&self->dictionaries, g_ptr_array_unref);
  g_clear_pointer (&self->own, g_hash_table_unref);
  self->dictionaries = g_steal_pointer (&reading->dictionaries);
  self->own = g_steal_pointer (&reading->own);
  reading_free (reading);
  if (self->waiting == served)
    g_clear_pointer (&self->waiting, g_ptr_array_unref);
  tell_change (self);
  for (guint i = 0; i < served->len; i++)
    g_task_return_boolean (served->pdata[i], TRUE);
}

/* What was written just now is seen by a reading that begins after it. */
static void
begin_reading (FechoDictionaryShelf *self)
{
  g_autoptr(GTask) reading = NULL;

  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  reading = g_task_new (self, NULL, read_cb, g_ptr_array_ref (self->waiting));
  g_task_run_in_thread (reading, read_on_job);
}

void
fecho_dictionary_shelf_read_async (FechoDictionaryShelf *self,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data)
{
  GTask *task;

  g_return_if_fail (FECHO_IS_DICTIONARY_SHELF (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fecho_dictionary_shelf_read_async);
  if (self->waiting == NULL)
    begin_reading (self);
  g_ptr_array_add (self->waiting, task);
}

void
fecho_dictionary_shelf_read_finish (FechoDictionaryShelf *self,
                                    GAsyncResult         *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  (void)g_task_propagate_boolean (G_TASK (result), NULL); /* it never fails */
}

static void
fecho_dictionary_shelf_finalize (GObject *object)
{
  FechoDictionaryShelf *self = FECHO_DICTIONARY_SHELF (object);

  g_clear_pointer (&self->dictionaries, g_ptr_array_unref);
  g_clear_pointer (&self->own, g_hash_table_unref);
  g_hash_table_unref (self->choices);
  g_clear_pointer (&self->book, fecho_code_book_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);

  G_OBJECT_CLASS (fecho_dictionary_shelf_parent_class)->finalize (object);
}

static void
fecho_dictionary_shelf_class_init (FechoDictionaryShelfClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_dictionary_shelf_finalize;

  changed_signal = g_signal_new ("changed", FECHO_TYPE_DICTIONARY_SHELF, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
fecho_dictionary_shelf_init (FechoDictionaryShelf *self)
{
  self->dictionaries = g_ptr_array_new ();
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

FechoDictionaryShelf *
fecho_dictionary_shelf_get_default (void)
{
  static FechoDictionaryShelf *shelf;

  if (shelf == NULL)
    {
      shelf = g_object_new (FECHO_TYPE_DICTIONARY_SHELF, NULL);
      begin_reading (shelf);
    }

  return shelf;
}

GPtrArray *
fecho_dictionary_shelf_get_all (FechoDictionaryShelf *self)
{
  g_return_val_if_fail (FECHO_IS_DICTIONARY_SHELF (self), NULL);

  return self->dictionaries;
}

FechoDictionary *
fecho_dictionary_shelf_find (FechoDictionaryShelf *self,
                             const char           *id)
{
  g_return_val_if_fail (FECHO_IS_DICTIONARY_SHELF (self), NULL);

  return id != NULL ? fecho_dictionary_folder_find (self->dictionaries, id) : NULL;
}

gboolean
fecho_dictionary_shelf_is_own (FechoDictionaryShelf *self,
                               const char           *id)
{
  g_return_val_if_fail (FECHO_IS_DICTIONARY_SHELF (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return g_hash_table_contains (self->own, id);
}

FechoDictionary *
fecho_dictionary_shelf_choose (FechoDictionaryShelf *self,
                               const char           *chosen,
                               const char           *host,
                               const char           *subprotocol)
{
  g_return_val_if_fail (FECHO_IS_DICTIONARY_SHELF (self), NULL);

  if (chosen != NULL)
    return fecho_dictionary_folder_find (self->dictionaries, chosen);

  return fecho_dictionary_folder_suggest (self->dictionaries, host, subprotocol);
}

void
fecho_dictionary_shelf_set_choice (FechoDictionaryShelf *self,
                                   const char           *session_id,
                                   const char           *chosen)
{
  g_return_if_fail (FECHO_IS_DICTIONARY_SHELF (self));
  g_return_if_fail (session_id != NULL);

  if (g_strcmp0 (g_hash_table_lookup (self->choices, session_id), chosen) == 0)
    return;

  if (chosen != NULL)
    g_hash_table_insert (self->choices, g_strdup (session_id), g_strdup (chosen));
  else
    g_hash_table_remove (self->choices, session_id);
  tell_change (self);
}

FechoDictionary *
fecho_dictionary_shelf_explain (FechoDictionaryShelf   *self,
                                const FechoCloseRecord *record)
{
  g_return_val_if_fail (FECHO_IS_DICTIONARY_SHELF (self), NULL);
  g_return_val_if_fail (record != NULL, NULL);

  return fecho_code_book_find (fecho_dictionary_shelf_get_book (self), record);
}

FechoCodeBook *
fecho_dictionary_shelf_get_book (FechoDictionaryShelf *self)
{
  g_return_val_if_fail (FECHO_IS_DICTIONARY_SHELF (self), NULL);

  if (self->book == NULL)
    self->book = fecho_code_book_new (self->dictionaries, self->choices);

  return self->book;
}

void
fecho_dictionary_shelf_classify (FechoDictionaryShelf *self,
                                 FechoFilter          *filter)
{
  g_return_if_fail (filter != NULL);

  fecho_filter_use_book (filter, fecho_dictionary_shelf_get_book (self));
}

/* -- one more, one less: then the folders are read again */

static void
read_again_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(GTask) task = data;
  gpointer found = g_task_get_task_data (task);

  fecho_dictionary_shelf_read_finish (FECHO_DICTIONARY_SHELF (source), result);
  if (g_task_get_source_tag (task) == fecho_dictionary_shelf_import_async)
    g_task_return_pointer (task, fecho_dictionary_ref (found),
                           (GDestroyNotify)fecho_dictionary_unref);
  else
    g_task_return_boolean (task, TRUE);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  FechoDictionary *dictionary = g_task_propagate_pointer (G_TASK (result), &error);

  if (dictionary == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, dictionary, (GDestroyNotify)fecho_dictionary_unref);
  begin_reading (FECHO_DICTIONARY_SHELF (source));
  fecho_dictionary_shelf_read_async (FECHO_DICTIONARY_SHELF (source), read_again_cb,
                                     g_steal_pointer (&task));
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  begin_reading (FECHO_DICTIONARY_SHELF (source));
  fecho_dictionary_shelf_read_async (FECHO_DICTIONARY_SHELF (source), read_again_cb,
                                     g_steal_pointer (&task));
}

void
fecho_dictionary_shelf_import_async (FechoDictionaryShelf *self,
                                     GFile                *file,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data)
{
  GTask *task;
  g_autoptr(GTask) job = NULL;

  g_return_if_fail (FECHO_IS_DICTIONARY_SHELF (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fecho_dictionary_shelf_import_async);
  job = g_task_new (self, NULL, imported_cb, task);
  g_task_set_task_data (job, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (job, import_on_job);
}

FechoDictionary *
fecho_dictionary_shelf_import_finish (FechoDictionaryShelf  *self,
                                      GAsyncResult          *result,
                                      GError               **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
fecho_dictionary_shelf_remove_async (FechoDictionaryShelf *self,
                                     const char           *id,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data)
{
  GTask *task;
  g_autoptr(GTask) job = NULL;

  g_return_if_fail (FECHO_IS_DICTIONARY_SHELF (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fecho_dictionary_shelf_remove_async);
  job = g_task_new (self, NULL, removed_cb, task);
  g_task_set_task_data (job, g_strdup (id), g_free);
  g_task_run_in_thread (job, remove_on_job);
}

gboolean
fecho_dictionary_shelf_remove_finish (FechoDictionaryShelf  *self,
                                      GAsyncResult          *result,
                                      GError               **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
