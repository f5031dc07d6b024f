/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-roster.h"

struct _FechoRoster
{
  const FechoRosterFuncs *funcs;
  gpointer data;
  FechoStore *store;
  FechoNet *net;                /* NULL: nothing is watched by us */
  FechoSessionList *list;
  GHashTable *open;             /* set of FechoSession, borrowed */
  GPtrArray *ending;            /* removed ones whose connection is still closing */
};

/* -- what sessions tell */

static void
state_changed_cb (FechoSession *session,
                  gpointer      data)
{
  FechoRoster *self = data;
  gboolean changed;

  if (fecho_session_get_state (session) == FECHO_SESSION_OPEN)
    changed = g_hash_table_add (self->open, session);
  else
    changed = g_hash_table_remove (self->open, session);
  self->funcs->state_changed (session, self->data);
  if (changed)
    self->funcs->n_open_changed (self->data);
}

static void
endpoint_changed_cb (FechoSession *session,
                     gpointer      data)
{
  fecho_roster_save (data, session);
}

static void
ended_cb (FechoSession *session,
          gpointer      data)
{
  FechoRoster *self = data;

  g_ptr_array_remove (self->ending, session);
  self->funcs->ended (self->data);
}

static const FechoSessionFuncs session_funcs = { state_changed_cb, endpoint_changed_cb, ended_cb };

/* -- the roster */

FechoRoster *
fecho_roster_new (const FechoRosterFuncs *funcs,
                  gpointer                data)
{
  FechoRoster *self = g_new0 (FechoRoster, 1);

  self->funcs = funcs;
  self->data = data;
  self->list = fecho_session_list_new ();
  self->open = g_hash_table_new (NULL, NULL);
  self->ending = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

static void
disown_sessions (FechoRoster *self)
{
  GListModel *model = G_LIST_MODEL (self->list);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (model, i);

      fecho_session_set_owner (session, NULL, NULL);
    }
  for (guint i = 0; i < self->ending->len; i++)
    fecho_session_set_owner (g_ptr_array_index (self->ending, i), NULL, NULL);
}

void
fecho_roster_free (FechoRoster *self)
{
  disown_sessions (self);
  g_ptr_array_unref (self->ending);
  g_object_unref (self->list);
  g_hash_table_unref (self->open);
  g_clear_object (&self->net);
  g_clear_object (&self->store);
  g_free (self);
}

void
fecho_roster_set_engine (FechoRoster *self,
                         FechoStore  *store,
                         FechoNet    *net)
{
  g_set_object (&self->store, store);
  g_set_object (&self->net, net);
}

FechoSessionList *
fecho_roster_get_list (FechoRoster *self)
{
  return self->list;
}

guint
fecho_roster_get_n_open (FechoRoster *self)
{
  return g_hash_table_size (self->open);
}

GPtrArray *
fecho_roster_make (FechoRoster *self,
                   GPtrArray   *endpoints,
                   gboolean     watch)
{
  GPtrArray *sessions = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < endpoints->len; i++)
    {
      FechoSession *session = fecho_session_new (self->store, watch ? self->net : NULL,
                                                 endpoints->pdata[i]);

      fecho_session_set_owner (session, &session_funcs, self);
      g_ptr_array_add (sessions, session);
    }

  return sessions;
}

void
fecho_roster_save (FechoRoster  *self,
                   FechoSession *session)
{
  guint position = 0;

  if (fecho_session_list_get_position (self->list, session, &position))
    fecho_store_save_session (self->store, fecho_session_get_endpoint (session), position);
}

void
fecho_roster_place (FechoRoster *self,
                    guint        first,
                    guint        end)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;

  if (first >= end)
    return;
  for (guint i = first; i < end; i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      g_strv_builder_add (builder, fecho_session_get_id (session));
    }
  ids = g_strv_builder_end (builder);
  fecho_store_place_sessions (self->store, (const char *const *)ids, first);
}

void
fecho_roster_place_from (FechoRoster *self,
                         guint        first)
{
  fecho_roster_place (self, first, g_list_model_get_n_items (G_LIST_MODEL (self->list)));
}

GPtrArray *
fecho_roster_let_go (FechoRoster *self,
                     GPtrArray   *sessions,
                     guint       *ret_first)
{
  GPtrArray *leaving = g_ptr_array_new ();

  for (guint i = 0; i < sessions->len; i++)
    if (!g_ptr_array_find (self->ending, sessions->pdata[i], NULL))
      {
        g_ptr_array_add (self->ending, g_object_ref (sessions->pdata[i]));
        g_ptr_array_add (leaving, sessions->pdata[i]);
      }
  *ret_first = fecho_session_list_remove (self->list, leaving);

  return leaving;
}

/* -- what the history lists */

void
fecho_roster_take_missing (FechoRoster *self,
                           GPtrArray   *endpoints,
                           guint        first,
                           guint        end,
                           gboolean     watch)
{
  g_autoptr(GPtrArray) missing = g_ptr_array_new ();
  g_autoptr(GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GPtrArray) sessions = NULL;

  for (guint i = first; i < end; i++)
    {
      FechoEndpoint *endpoint = g_ptr_array_index (endpoints, i);

      if (fecho_session_list_lookup (self->list, endpoint->id) != NULL)
        continue;
      g_ptr_array_add (missing, endpoint);
      g_array_append_val (positions, i);
    }
  sessions = fecho_roster_make (self, missing, watch);
  fecho_session_list_insert (self->list, sessions, (const guint *)(gpointer)positions->data);
  for (guint i = 0; watch && i < sessions->len; i++)
    fecho_session_start (sessions->pdata[i]);
}

void
fecho_roster_take_over (FechoRoster *self,
                        GPtrArray   *endpoints,
                        guint        first,
                        guint        end)
{
  for (guint i = first; i < end; i++)
    {
      const FechoEndpoint *endpoint = endpoints->pdata[i];
      FechoSession *session = fecho_session_list_lookup (self->list, endpoint->id);

      if (session != NULL && !fecho_session_is_watched (session))
        fecho_session_take_over (session, self->net, endpoint);
    }
}

void
fecho_roster_drop_without (FechoRoster *self,
                           GPtrArray   *endpoints)
{
  GListModel *model = G_LIST_MODEL (self->list);
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) gone = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < endpoints->len; i++)
    g_hash_table_add (ids, ((FechoEndpoint *)endpoints->pdata[i])->id);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (model, i);

      if (fecho_session_is_watched (session) ||
          g_hash_table_contains (ids, fecho_session_get_id (session)))
        continue;
      fecho_session_set_owner (session, NULL, NULL);
      g_ptr_array_add (gone, g_steal_pointer (&session));
    }
  fecho_session_list_remove (self->list, gone);
}

void
fecho_roster_leave (FechoRoster *self)
{
  GListModel *model = G_LIST_MODEL (self->list);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (model, i);

      fecho_session_leave (session);
    }
}

/* -- ending */

guint
fecho_roster_count (FechoRoster *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list)) + self->ending->len;
}

void
fecho_roster_quit (FechoRoster *self)
{
  GListModel *model = G_LIST_MODEL (self->list);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (model, i);

      fecho_session_quit (session);
    }
}
