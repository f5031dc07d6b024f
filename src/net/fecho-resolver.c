/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-resolver.h"

struct _FechoResolver
{
  GResolver parent_instance;

  GResolver *real;
  GThreadPool *pool;
  GMutex mutex;                 /* guards what follows, and all lookups and askers */
  GHashTable *lookups;          /* key: Lookup, waiting or in flight */
};

/* One question, and all who ask it. */
typedef struct
{
  FechoResolver *resolver;
  char *key;
  char *name;
  GResolverNameLookupFlags flags;
  GPtrArray *tasks;
} Lookup;

/* The data of a task: who asks. */
typedef struct
{
  Lookup *lookup;               /* NULL: answered */
  GSource *cancelled;
} Asker;

G_DEFINE_FINAL_TYPE (FechoResolver, fecho_resolver, G_TYPE_RESOLVER)

static void
asker_free (Asker *asker)
{
  g_clear_pointer (&asker->cancelled, g_source_unref);
  g_free (asker);
}

static void
lookup_free (Lookup *lookup)
{
  g_object_unref (lookup->resolver);
  g_free (lookup->key);
  g_free (lookup->name);
  g_ptr_array_unref (lookup->tasks);
  g_free (lookup);
}

static gpointer
copy_address (gconstpointer address,
              gpointer      data)
{
  return g_object_ref ((gpointer)address);
}

static void
free_addresses (gpointer addresses)
{
  g_resolver_free_addresses (addresses);
}

static void
answer (GTask        *task,
        GList        *addresses,
        const GError *error)
{
  Asker *asker = g_task_get_task_data (task);

  if (asker->cancelled != NULL)
    g_source_destroy (asker->cancelled);
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_pointer (task, g_list_copy_deep (addresses, copy_address, NULL), free_addresses);
}

/* From now on nobody can join it or be cancelled out of it. */
static void
end_lookup (FechoResolver *self,
            Lookup        *lookup)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  g_hash_table_remove (self->lookups, lookup->key);
  for (guint i = 0; i < lookup->tasks->len; i++)
    ((Asker *)g_task_get_task_data (g_ptr_array_index (lookup->tasks, i)))->lookup = NULL;
}

/* All who asked were cancelled while it waited for a thread. */
static gboolean
drop_unwanted (FechoResolver *self,
               Lookup        *lookup)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);

  return lookup->tasks->len == 0 && g_hash_table_remove (self->lookups, lookup->key);
}

/* Nobody cancels it: others may join it until its answer comes. */
static void
look_up_on_pool (gpointer data,
                 gpointer user_data)
{
  Lookup *lookup = data;
  FechoResolver *self = user_data;
  g_autoptr(GError) error = NULL;
  GList *addresses;

  if (drop_unwanted (self, lookup))
    {
      lookup_free (lookup);
      return;
    }

  addresses = g_resolver_lookup_by_name_with_flags (self->real, lookup->name, lookup->flags,
                                                    NULL, &error);
  end_lookup (self, lookup);
  for (guint i = 0; i < lookup->tasks->len; i++)
    answer (g_ptr_array_index (lookup->tasks, i), addresses, error);
  g_resolver_free_addresses (addresses);
  lookup_free (lookup);
}

static gboolean
forget_task (FechoResolver *self,
             GTask         *task)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);
  Asker *asker = g_task_get_task_data (task);

  if (asker->lookup == NULL)
    return FALSE;

  g_ptr_array_remove_fast (asker->lookup->tasks, task);
  asker->lookup = NULL;

  return TRUE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  g_autoptr(GTask) task = g_object_ref (data);

  if (forget_task (FECHO_RESOLVER (g_task_get_source_object (task)), task))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The look-up was cancelled");

  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (GTask *task,
                   Asker *asker)
{
  if (g_task_get_cancellable (task) == NULL)
    return;

  asker->cancelled = g_cancellable_source_new (g_task_get_cancellable (task));
  g_source_set_callback (asker->cancelled, G_SOURCE_FUNC (cancelled_cb), g_object_ref (task),
                         g_object_unref);
  g_source_attach (asker->cancelled, g_task_get_context (task));
}

static Lookup *
find_lookup (FechoResolver            *self,
             const char               *name,
             GResolverNameLookupFlags  flags)
{
  g_autofree char *key = g_strdup_printf ("%d %s", (int)flags, name);
  Lookup *lookup = g_hash_table_lookup (self->lookups, key);

  if (lookup != NULL)
    return lookup;

  lookup = g_new0 (Lookup, 1);
  lookup->resolver = g_object_ref (self);
  lookup->key = g_steal_pointer (&key);
  lookup->name = g_strdup (name);
  lookup->flags = flags;
  lookup->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_insert (self->lookups, lookup->key, lookup);
  (void)g_thread_pool_push (self->pool, lookup, NULL); /* it waits where no thread can be had */

  return lookup;
}

static void
fecho_resolver_lookup_by_name_with_flags_async (GResolver                *resolver,
                                                const char               *name,
                                                GResolverNameLookupFlags  flags,
                                                GCancellable             *cancellable,
                                                GAsyncReadyCallback       callback,
                                                gpointer                  data)
{
  FechoResolver *self = FECHO_RESOLVER (resolver);
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, data);
  Asker *asker = g_new0 (Asker, 1);

  g_task_set_source_tag (task, fecho_resolver_lookup_by_name_with_flags_async);
  g_task_set_task_data (task, asker, (GDestroyNotify)asker_free);
  watch_cancellable (task, asker);

  g_mutex_lock (&self->mutex);
  asker->lookup = find_lookup (self, name, flags);
  g_ptr_array_add (asker->lookup->tasks, g_object_ref (task));
  g_mutex_unlock (&self->mutex);
}

static void
fecho_resolver_lookup_by_name_async (GResolver           *resolver,
                                     const char          *name,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  fecho_resolver_lookup_by_name_with_flags_async (resolver, name,
                                                  G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT,
                                                  cancellable, callback, data);
}

static GList *
fecho_resolver_lookup_by_name_finish (GResolver     *resolver,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, resolver), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What follows only hands on. */

static GResolver *
real_of (GResolver *resolver)
{
  return FECHO_RESOLVER (resolver)->real;
}

static GList *
fecho_resolver_lookup_by_name (GResolver     *resolver,
                               const char    *name,
                               GCancellable  *cancellable,
                               GError       **error)
{
  return g_resolver_lookup_by_name (real_of (resolver), name, cancellable, error);
}

static GList *
fecho_resolver_lookup_by_name_with_flags (GResolver                 *resolver,
                                          const char                *name,
                                          GResolverNameLookupFlags   flags,
                                          GCancellable              *cancellable,
                                          GError                   **error)
{
  return g_resolver_lookup_by_name_with_flags (real_of (resolver), name, flags,
                                               cancellable, error);
}

static char *
fecho_resolver_lookup_by_address (GResolver     *resolver,
                                  GInetAddress  *address,
                                  GCancellable  *cancellable,
                                  GError       **error)
{
  return g_resolver_lookup_by_address (real_of (resolver), address, cancellable, error);
}

static void
fecho_resolver_lookup_by_address_async (GResolver           *resolver,
                                        GInetAddress        *address,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             data)
{
  g_resolver_lookup_by_address_async (real_of (resolver), address, cancellable,
                                      callback, data);
}

static char *
fecho_resolver_lookup_by_address_finish (GResolver     *resolver,
                                         GAsyncResult  *result,
                                         GError       **error)
{
  return g_resolver_lookup_by_address_finish (real_of (resolver), result, error);
}

static GList *
fecho_resolver_lookup_records (GResolver            *resolver,
                               const char           *name,
                               GResolverRecordType   type,
                               GCancellable         *cancellable,
                               GError              **error)
{
  return g_resolver_lookup_records (real_of (resolver), name, type, cancellable, error);
}

static void
fecho_resolver_lookup_records_async (GResolver           *resolver,
                                     const char          *name,
                                     GResolverRecordType  type,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  g_resolver_lookup_records_async (real_of (resolver), name, type, cancellable,
                                   callback, data);
}

static GList *
fecho_resolver_lookup_records_finish (GResolver     *resolver,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  return g_resolver_lookup_records_finish (real_of (resolver), result, error);
}

static void
fecho_resolver_finalize (GObject *object)
{
  FechoResolver *self = FECHO_RESOLVER (object);

  g_thread_pool_free (self->pool, FALSE, FALSE); /* lookups hold a reference: none is left */
  g_hash_table_unref (self->lookups);
  g_clear_object (&self->real);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (fecho_resolver_parent_class)->finalize (object);
}

static void
fecho_resolver_class_init (FechoResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fecho_resolver_finalize;
  resolver_class->lookup_by_name = fecho_resolver_lookup_by_name;
  resolver_class->lookup_by_name_async = fecho_resolver_lookup_by_name_async;
  resolver_class->lookup_by_name_finish = fecho_resolver_lookup_by_name_finish;
  resolver_class->lookup_by_name_with_flags = fecho_resolver_lookup_by_name_with_flags;
  resolver_class->lookup_by_name_with_flags_async = fecho_resolver_lookup_by_name_with_flags_async;
  resolver_class->lookup_by_name_with_flags_finish = fecho_resolver_lookup_by_name_finish;
  resolver_class->lookup_by_address = fecho_resolver_lookup_by_address;
  resolver_class->lookup_by_address_async = fecho_resolver_lookup_by_address_async;
  resolver_class->lookup_by_address_finish = fecho_resolver_lookup_by_address_finish;
  resolver_class->lookup_records = fecho_resolver_lookup_records;
  resolver_class->lookup_records_async = fecho_resolver_lookup_records_async;
  resolver_class->lookup_records_finish = fecho_resolver_lookup_records_finish;
}

static void
fecho_resolver_init (FechoResolver *self)
{
  g_mutex_init (&self->mutex);
  self->lookups = g_hash_table_new (g_str_hash, g_str_equal);
  self->pool = g_thread_pool_new (look_up_on_pool, self, FECHO_RESOLVER_MAX_IN_FLIGHT, FALSE, NULL);
}

void
fecho_resolver_install (void)
{
  g_autoptr(GResolver) real = g_resolver_get_default ();
  g_autoptr(FechoResolver) self = NULL;

  if (FECHO_IS_RESOLVER (real))
    return;

  self = g_object_new (FECHO_TYPE_RESOLVER, NULL);
  self->real = g_steal_pointer (&real);
  g_resolver_set_default (G_RESOLVER (self));
}
