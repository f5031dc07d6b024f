/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-scope.h"

static char **
list_sessions (FechoMonitor *monitor)
{
  GListModel *sessions = fecho_monitor_get_sessions (monitor);
  guint n_sessions = g_list_model_get_n_items (sessions);
  g_autoptr(GPtrArray) ids = g_ptr_array_new_full (n_sessions + 1, g_free);

  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      g_ptr_array_add (ids, g_strdup (fecho_session_get_id (session)));
    }
  g_ptr_array_add (ids, NULL);

  return (char **)g_ptr_array_steal (ids, NULL);
}

gboolean
fecho_scope_equal (const char *const *a,
                   const char *const *b)
{
  return a != NULL && b != NULL ? g_strv_equal (a, b) : a == b;
}

char **
fecho_scope_resolve (const char *const *scope,
                     FechoMonitor      *monitor)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), NULL);

  return scope != NULL ? g_strdupv ((char **)scope) : list_sessions (monitor);
}

void
fecho_scope_split (const char *const *scope,
                   FechoMonitor      *monitor,
                   GPtrArray         *sessions,
                   GPtrArray         *gone)
{
  GListModel *list = fecho_monitor_get_sessions (monitor);
  guint n_sessions = g_list_model_get_n_items (list);

  for (guint i = 0; scope != NULL && scope[i] != NULL; i++)
    {
      FechoSession *session = fecho_monitor_find_session (monitor, scope[i]);

      if (session != NULL)
        g_ptr_array_add (sessions, session);
      else
        g_ptr_array_add (gone, (char *)scope[i]);
    }
  for (guint i = 0; scope == NULL && i < n_sessions; i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (list, i);

      g_ptr_array_add (sessions, session); /* the list holds it */
    }
}
