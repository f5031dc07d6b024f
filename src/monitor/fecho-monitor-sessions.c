/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-monitor-private.h"

#include "fecho-clock.h"

static FechoSessionList *
get_list (FechoMonitor *self)
{
  return fecho_roster_get_list (fecho_monitor_get_roster (self));
}

GListModel *
fecho_monitor_get_sessions (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return G_LIST_MODEL (get_list (self));
}

FechoIdList *
fecho_monitor_get_session_ids (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return fecho_session_list_get_ids (get_list (self));
}

guint
fecho_monitor_get_n_open (FechoMonitor *self)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), 0);

  return fecho_roster_get_n_open (fecho_monitor_get_roster (self));
}

FechoSession *
fecho_monitor_find_session (FechoMonitor *self,
                            const char   *id_or_name)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return fecho_session_list_find (get_list (self), id_or_name);
}

FechoSession *
fecho_monitor_lookup_session (FechoMonitor *self,
                              const char   *id)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);

  return fecho_session_list_lookup (get_list (self), id);
}

static void
record_added (FechoMonitor        *self,
              const FechoEndpoint *endpoint)
{
  fecho_store_record_state (fecho_monitor_get_store (self), endpoint->id, FECHO_STATE_SESSION_ADDED,
                            fecho_clock_wall_us (), NULL);
}

/* Sessions that are in the list, from first on, are stored and started. */
static void
begin_sessions (FechoMonitor *self,
                GPtrArray    *sessions,
                guint         first)
{
  for (guint i = 0; i < sessions->len; i++)
    {
      FechoSession *session = g_ptr_array_index (sessions, i);

      fecho_roster_save (fecho_monitor_get_roster (self), session);
      fecho_keyring_keep (fecho_monitor_get_keyring (self), fecho_session_get_endpoint (session));
      record_added (self, fecho_session_get_endpoint (session));
    }
  fecho_roster_place_from (fecho_monitor_get_roster (self), first);
  for (guint i = 0; i < sessions->len; i++)
    fecho_session_start (sessions->pdata[i]);
}

void
fecho_monitor_add_sessions (FechoMonitor *self,
                            GPtrArray    *endpoints)
{
  g_autoptr(GPtrArray) sessions = NULL;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (endpoints != NULL);

  sessions = fecho_roster_make (fecho_monitor_get_roster (self), endpoints, TRUE);
  begin_sessions (self, sessions, fecho_session_list_add (get_list (self), sessions));
}

FechoSession *
fecho_monitor_add_session (FechoMonitor        *self,
                           const FechoEndpoint *endpoint)
{
  g_autoptr(GPtrArray) endpoints = g_ptr_array_new ();
  g_autoptr(GPtrArray) sessions = NULL;

  g_return_val_if_fail (FECHO_IS_MONITOR (self), NULL);
  g_return_val_if_fail (endpoint != NULL, NULL);

  g_ptr_array_add (endpoints, (gpointer)endpoint);
  sessions = fecho_roster_make (fecho_monitor_get_roster (self), endpoints, TRUE);
  begin_sessions (self, sessions, fecho_session_list_add (get_list (self), sessions));

  return g_ptr_array_index (sessions, 0);
}

void
fecho_monitor_add_guests (FechoMonitor *self,
                          GPtrArray    *endpoints)
{
  g_autoptr(GPtrArray) sessions = NULL;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (endpoints != NULL);

  sessions = fecho_roster_make (fecho_monitor_get_roster (self), endpoints, TRUE);
  fecho_session_list_add (get_list (self), sessions);
  for (guint i = 0; i < sessions->len; i++)
    {
      FechoSession *session = g_ptr_array_index (sessions, i);

      fecho_roster_save (fecho_monitor_get_roster (self), session);
      fecho_store_remove_session (fecho_monitor_get_store (self), fecho_session_get_id (session));
      record_added (self, fecho_session_get_endpoint (session));
      fecho_session_start (session);
    }
}

void
fecho_monitor_add_guest (FechoMonitor        *self,
                         const FechoEndpoint *endpoint)
{
  g_autoptr(GPtrArray) endpoints = g_ptr_array_new ();

  g_return_if_fail (endpoint != NULL);

  g_ptr_array_add (endpoints, (gpointer)endpoint);
  fecho_monitor_add_guests (self, endpoints);
}

void
fecho_monitor_remove_sessions (FechoMonitor *self,
                               GPtrArray    *sessions)
{
  g_autoptr(GPtrArray) leaving = NULL;
  guint first;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (sessions != NULL);

  leaving = fecho_roster_let_go (fecho_monitor_get_roster (self), sessions, &first);
  for (guint i = 0; i < leaving->len; i++)
    {
      FechoSession *session = g_ptr_array_index (leaving, i);

      fecho_store_remove_session (fecho_monitor_get_store (self), fecho_session_get_id (session));
      fecho_keyring_forget (fecho_monitor_get_keyring (self), fecho_session_get_endpoint (session));
      fecho_session_remove (session);
    }
  fecho_roster_place_from (fecho_monitor_get_roster (self), first);
}

void
fecho_monitor_remove_session (FechoMonitor *self,
                              FechoSession *session)
{
  g_autoptr(GPtrArray) sessions = g_ptr_array_new ();

  g_return_if_fail (FECHO_IS_SESSION (session));

  g_ptr_array_add (sessions, session);
  fecho_monitor_remove_sessions (self, sessions);
}

void
fecho_monitor_edit_session (FechoMonitor        *self,
                            FechoSession        *session,
                            const FechoEndpoint *endpoint)
{
  g_autoptr(FechoEndpoint) before = NULL;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (FECHO_IS_SESSION (session));
  g_return_if_fail (endpoint != NULL);

  before = fecho_endpoint_share (fecho_session_get_endpoint (session));
  fecho_session_set_endpoint (session, endpoint);
  fecho_roster_save (fecho_monitor_get_roster (self), session);
  fecho_keyring_update (fecho_monitor_get_keyring (self), before,
                        fecho_session_get_endpoint (session));
}

void
fecho_monitor_choose_dictionary (FechoMonitor *self,
                                 FechoSession *session,
                                 const char   *chosen)
{
  g_autoptr(FechoEndpoint) changed = NULL;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (FECHO_IS_SESSION (session));

  changed = fecho_endpoint_copy (fecho_session_get_endpoint (session));
  g_free (changed->dictionary);
  changed->dictionary = g_strdup (chosen);
  fecho_session_set_endpoint (session, changed);
  fecho_roster_save (fecho_monitor_get_roster (self), session);
}

/* FALSE where it is in that group already. */
static gboolean
set_group (FechoSession *session,
           const char   *group)
{
  g_autoptr(FechoEndpoint) changed = NULL;

  if (g_strcmp0 (fecho_session_get_group (session), group) == 0)
    return FALSE;

  changed = fecho_endpoint_copy (fecho_session_get_endpoint (session));
  g_free (changed->group);
  changed->group = g_strdup (group);
  fecho_session_set_endpoint (session, changed);

  return TRUE;
}

/* Behind the last other session of a group, else at the end. */
static guint
find_end_of_group (FechoMonitor *self,
                   const char   *group,
                   FechoSession *except)
{
  GListModel *model = G_LIST_MODEL (get_list (self));
  guint n_items = g_list_model_get_n_items (model);

  for (guint i = n_items; i > 0; i--)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (model, i - 1);

      if (session != except && g_strcmp0 (fecho_session_get_group (session), group) == 0)
        return i;
    }

  return n_items;
}

void
fecho_monitor_move_session (FechoMonitor *self,
                            FechoSession *session,
                            const char   *group,
                            FechoSession *before)
{
  g_autofree char *kept_group = g_strdup (group);
  guint old_position = 0;
  guint position = 0;
  gboolean regrouped;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (FECHO_IS_SESSION (session));
  g_return_if_fail (before != session);

  if (!fecho_session_list_get_position (get_list (self), session, &old_position))
    return;
  if (before == NULL || !fecho_session_list_get_position (get_list (self), before, &position))
    position = find_end_of_group (self, kept_group, session);
  if (old_position < position)
    position--;

  regrouped = set_group (session, kept_group);
  fecho_session_list_move (get_list (self), session, position);
  if (regrouped)
    fecho_roster_save (fecho_monitor_get_roster (self), session);
  fecho_roster_place (fecho_monitor_get_roster (self), MIN (old_position, position),
                      MAX (old_position, position) + 1);
}

void
fecho_monitor_restore_sessions (FechoMonitor *self,
                                GPtrArray    *endpoints,
                                const guint  *positions)
{
  g_autoptr(GPtrArray) sessions = NULL;

  g_return_if_fail (FECHO_IS_MONITOR (self));
  g_return_if_fail (endpoints != NULL);

  sessions = fecho_roster_make (fecho_monitor_get_roster (self), endpoints, TRUE);
  begin_sessions (self, sessions, fecho_session_list_insert (get_list (self), sessions, positions));
}
