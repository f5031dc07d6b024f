/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-removed.h"

#include "fecho-monitor-query.h"

typedef struct
{
  FechoHistoryRemoved *removed; /* gone where it was cancelled */
  char *name;
} LookUp;

static void
look_up_free (LookUp *self)
{
  g_free (self->name);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LookUp, look_up_free)

void
fecho_history_removed_init (FechoHistoryRemoved *self,
                            void (*found)(gpointer owner),
                            gpointer owner)
{
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
  self->found = found;
  self->owner = owner;
}

void
fecho_history_removed_clear (FechoHistoryRemoved *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_hash_table_remove_all (self->ids);
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(LookUp) look_up = data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) ids = fecho_monitor_find_in_history_finish (FECHO_MONITOR (object), result, &error);
  FechoHistoryRemoved *self = look_up->removed;

  if (error != NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("The session “%s” cannot be looked up: %s", look_up->name, error->message);
      return;
    }
  if (*ids == NULL || g_hash_table_contains (self->ids, look_up->name))
    return;

  g_hash_table_insert (self->ids, g_strdup (look_up->name), g_steal_pointer (&ids));
  self->found (self->owner);
}

void
fecho_history_removed_look_up (FechoHistoryRemoved *self,
                               FechoMonitor        *monitor,
                               const char          *name)
{
  LookUp *look_up = g_new0 (LookUp, 1);

  if (self->cancellable == NULL)
    self->cancellable = g_cancellable_new ();
  look_up->removed = self;
  look_up->name = g_strdup (name);
  fecho_monitor_find_in_history_async (monitor, name, self->cancellable, looked_up_cb, look_up);
}

const char *const *
fecho_history_removed_get (const FechoHistoryRemoved *self,
                           const char                *name)
{
  return g_hash_table_lookup (self->ids, name);
}
