/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-list.h"

struct _FechoSessionList
{
  GObject parent_instance;

  GPtrArray *sessions;
  GHashTable *by_id;            /* values are borrowed */
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FechoSessionList, fecho_session_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
get_item_type (GListModel *model)
{
  return FECHO_TYPE_SESSION;
}

static guint
get_n_items (GListModel *model)
{
  return FECHO_SESSION_LIST (model)->sessions->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  FechoSessionList *self = FECHO_SESSION_LIST (model);

  if (position >= self->sessions->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->sessions, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
fecho_session_list_finalize (GObject *object)
{
  FechoSessionList *self = FECHO_SESSION_LIST (object);

  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->sessions, g_ptr_array_unref);

  G_OBJECT_CLASS (fecho_session_list_parent_class)->finalize (object);
}

static void
fecho_session_list_class_init (FechoSessionListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_session_list_finalize;
}

static void
fecho_session_list_init (FechoSessionList *self)
{
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

FechoSessionList *
fecho_session_list_new (void)
{
  return g_object_new (FECHO_TYPE_SESSION_LIST, NULL);
}

guint
fecho_session_list_add (FechoSessionList *self,
                        FechoSession     *session)
{
  guint position;

  g_return_val_if_fail (FECHO_IS_SESSION_LIST (self), 0);
  g_return_val_if_fail (FECHO_IS_SESSION (session), 0);

  for (position = self->sessions->len; position > 0; position--)
    {
      FechoSession *before = g_ptr_array_index (self->sessions, position - 1);

      if (g_strcmp0 (fecho_session_get_group (before), fecho_session_get_group (session)) == 0)
        break;
    }
  if (position == 0)
    position = self->sessions->len;
  fecho_session_list_insert (self, session, position);

  return position;
}

void
fecho_session_list_insert (FechoSessionList *self,
                           FechoSession     *session,
                           guint             position)
{
  g_return_if_fail (FECHO_IS_SESSION_LIST (self));
  g_return_if_fail (FECHO_IS_SESSION (session));
  g_return_if_fail (position <= self->sessions->len);

  g_ptr_array_insert (self->sessions, position, g_object_ref (session));
  g_hash_table_insert (self->by_id, g_strdup (fecho_session_get_id (session)), session);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

void
fecho_session_list_move (FechoSessionList *self,
                         FechoSession     *session,
                         guint             position)
{
  guint old_position = 0;
  guint start;
  guint n_moved;

  g_return_if_fail (FECHO_IS_SESSION_LIST (self));
  g_return_if_fail (position < self->sessions->len);

  if (!fecho_session_list_get_position (self, session, &old_position) || old_position == position)
    return;

  g_ptr_array_insert (self->sessions, position,
                      g_ptr_array_steal_index (self->sessions, old_position));
  start = MIN (old_position, position);
  n_moved = MAX (old_position, position) - start + 1;
  g_list_model_items_changed (G_LIST_MODEL (self), start, n_moved, n_moved);
}

gboolean
fecho_session_list_remove (FechoSessionList *self,
                           FechoSession     *session)
{
  guint position = 0;

  g_return_val_if_fail (FECHO_IS_SESSION_LIST (self), FALSE);

  if (!fecho_session_list_get_position (self, session, &position))
    return FALSE;

  g_hash_table_remove (self->by_id, fecho_session_get_id (session));
  g_ptr_array_remove_index (self->sessions, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);

  return TRUE;
}

gboolean
fecho_session_list_get_position (FechoSessionList *self,
                                 FechoSession     *session,
                                 guint            *ret_position)
{
  g_return_val_if_fail (FECHO_IS_SESSION_LIST (self), FALSE);

  return g_ptr_array_find (self->sessions, session, ret_position);
}

FechoSession *
fecho_session_list_find (FechoSessionList *self,
                         const char       *id_or_name)
{
  FechoSession *found;

  g_return_val_if_fail (FECHO_IS_SESSION_LIST (self), NULL);
  g_return_val_if_fail (id_or_name != NULL, NULL);

  found = g_hash_table_lookup (self->by_id, id_or_name);
  for (guint i = 0; found == NULL && i < self->sessions->len; i++)
    {
      FechoSession *session = g_ptr_array_index (self->sessions, i);

      if (g_str_equal (fecho_session_get_name (session), id_or_name))
        found = session;
    }

  return found;
}
