/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-scope.h"

gboolean
fecho_scope_set (FechoIdList       **scope,
                 const char *const  *ids)
{
  const char *const *before;

  g_return_val_if_fail (scope != NULL, FALSE);

  before = fecho_id_list_get_ids (*scope);
  if (ids != NULL && before != NULL ? g_strv_equal (ids, before) : ids == before)
    return FALSE;

  g_clear_pointer (scope, fecho_id_list_unref);
  *scope = fecho_id_list_new (ids);

  return TRUE;
}

FechoIdList *
fecho_scope_resolve (FechoIdList  *scope,
                     FechoMonitor *monitor)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), NULL);

  return fecho_id_list_ref (scope != NULL ? scope : fecho_monitor_get_session_ids (monitor));
}

void
fecho_scope_split (FechoIdList  *scope,
                   FechoMonitor *monitor,
                   GPtrArray    *sessions,
                   GPtrArray    *gone)
{
  const char *const *ids = fecho_id_list_get_ids (scope);
  GListModel *list = fecho_monitor_get_sessions (monitor);
  guint n_sessions = g_list_model_get_n_items (list);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      FechoSession *session = fecho_monitor_find_session (monitor, ids[i]);

      if (session != NULL)
        g_ptr_array_add (sessions, session);
      else
        g_ptr_array_add (gone, (char *)ids[i]);
    }
  for (guint i = 0; scope == NULL && i < n_sessions; i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (list, i);

      g_ptr_array_add (sessions, session); /* the list holds it */
    }
}
