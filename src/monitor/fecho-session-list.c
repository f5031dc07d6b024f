/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-list.h"

struct _FechoSessionList
{
  GObject parent_instance;

  GPtrArray *sessions;
  GHashTable *by_id;            /* values are borrowed */
  FechoIdList *ids;             /* of sessions; NULL: nobody asked since they changed */
  guint found_at;               /* where the last one was that was looked for */
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

  g_clear_pointer (&self->ids, fecho_id_list_unref);
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

/* Borrows them. */
static GPtrArray *
copy_sessions (FechoSessionList *self)
{
  GPtrArray *copy = g_ptr_array_new ();

  g_ptr_array_extend (copy, self->sessions, NULL, NULL);

  return copy;
}

static void
tell (FechoSessionList *self,
      guint             position,
      guint             n_removed,
      guint             n_added)
{
  g_clear_pointer (&self->ids, fecho_id_list_unref);
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* Says what is not as it was between what stayed at the start and at the end; returns where that
 * begins. */
static guint
tell_changed (FechoSessionList *self,
              GPtrArray        *before)
{
  GPtrArray *now = self->sessions;
  guint n_least = MIN (before->len, now->len);
  guint start = 0;
  guint end = 0;

  while (start < n_least && before->pdata[start] == now->pdata[start])
    start++;
  while (end < n_least - start &&
         before->pdata[before->len - 1 - end] == now->pdata[now->len - 1 - end])
    end++;
  if (start + end < MAX (before->len, now->len))
    tell (self, start, before->len - start - end, now->len - start - end);

  return start;
}

static void
put (FechoSessionList *self,
     FechoSession     *session,
     guint             position)
{
  g_ptr_array_insert (self->sessions, (int)position, g_object_ref (session));
  g_hash_table_insert (self->by_id, g_strdup (fecho_session_get_id (session)), session);
}

static const char *
get_group_key (FechoSession *session)
{
  const char *group = fecho_session_get_group (session);

  return group != NULL ? group : "";
}

/* Behind the last of that group; G_MAXUINT where there is none. */
static guint
find_end (FechoSessionList *self,
          const char       *group)
{
  for (guint i = self->sessions->len; i > 0; i--)
    if (g_str_equal (get_group_key (g_ptr_array_index (self->sessions, i - 1)), group))
      return i;

  return G_MAXUINT;
}

typedef struct
{
  FechoSession *session;
  guint end;                    /* of its group, in the list as it was; G_MAXUINT for a new one */
  guint leader;                 /* the first of its group among those that arrive */
} Arrival;

static int
compare_arrivals (gconstpointer a,
                  gconstpointer b)
{
  const Arrival *first = a;
  const Arrival *second = b;

  if (first->end != second->end)
    return first->end < second->end ? -1 : 1;

  return (first->leader > second->leader) - (first->leader < second->leader);
}

/* With the places that they go to and in the order of these; those of a group as given. */
static GArray *
sort_arrivals (FechoSessionList *self,
               GPtrArray        *sessions)
{
  g_autoptr(GHashTable) leaders = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *arrivals = g_array_sized_new (FALSE, FALSE, sizeof (Arrival), sessions->len);

  for (guint i = 0; i < sessions->len; i++)
    {
      Arrival arrival = { .session = g_ptr_array_index (sessions, i), .leader = i };
      gpointer group = (gpointer)get_group_key (arrival.session);
      gpointer leader;

      if (g_hash_table_lookup_extended (leaders, group, NULL, &leader))
        {
          arrival.leader = GPOINTER_TO_UINT (leader);
          arrival.end = g_array_index (arrivals, Arrival, arrival.leader).end;
        }
      else
        {
          g_hash_table_insert (leaders, group, GUINT_TO_POINTER (i));
          arrival.end = find_end (self, group);
        }
      g_array_append_val (arrivals, arrival);
    }
  g_array_sort (arrivals, compare_arrivals);

  return arrivals;
}

guint
fecho_session_list_add (FechoSessionList *self,
                        GPtrArray        *sessions)
{
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GArray) arrivals = NULL;

  g_return_val_if_fail (FECHO_IS_SESSION_LIST (self), 0);
  g_return_val_if_fail (sessions != NULL, 0);

  before = copy_sessions (self);
  arrivals = sort_arrivals (self, sessions);
  for (guint i = 0; i < arrivals->len; i++)
    {
      const Arrival *arrival = &g_array_index (arrivals, Arrival, i);

      put (self, arrival->session, MIN (arrival->end, before->len) + i);
    }

  return tell_changed (self, before);
}

guint
fecho_session_list_insert (FechoSessionList *self,
                           GPtrArray        *sessions,
                           const guint      *positions)
{
  g_autoptr(GPtrArray) before = NULL;

  g_return_val_if_fail (FECHO_IS_SESSION_LIST (self), 0);
  g_return_val_if_fail (sessions != NULL, 0);

  before = copy_sessions (self);
  for (guint i = 0; i < sessions->len; i++)
    put (self, g_ptr_array_index (sessions, i), MIN (positions[i], self->sessions->len));

  return tell_changed (self, before);
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
  tell (self, start, n_moved, n_moved);
}

guint
fecho_session_list_remove (FechoSessionList *self,
                           GPtrArray        *sessions)
{
  g_autoptr(GHashTable) leaving = g_hash_table_new (NULL, NULL);
  g_autoptr(GPtrArray) before = NULL;

  g_return_val_if_fail (FECHO_IS_SESSION_LIST (self), 0);
  g_return_val_if_fail (sessions != NULL, 0);

  for (guint i = 0; i < sessions->len; i++)
    g_hash_table_add (leaving, g_ptr_array_index (sessions, i));
  before = g_steal_pointer (&self->sessions);
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < before->len; i++)
    {
      FechoSession *session = g_ptr_array_index (before, i);

      if (g_hash_table_contains (leaving, session))
        g_hash_table_remove (self->by_id, fecho_session_get_id (session));
      else
        g_ptr_array_add (self->sessions, g_object_ref (session));
    }

  return tell_changed (self, before);
}

FechoIdList *
fecho_session_list_get_ids (FechoSessionList *self)
{
  char **ids;

  g_return_val_if_fail (FECHO_IS_SESSION_LIST (self), NULL);

  if (self->ids != NULL)
    return self->ids;

  ids = g_new0 (char *, self->sessions->len + 1);
  for (guint i = 0; i < self->sessions->len; i++)
    ids[i] = g_strdup (fecho_session_get_id (g_ptr_array_index (self->sessions, i)));
  self->ids = fecho_id_list_new_take (ids);

  return self->ids;
}

static gboolean
is_at (FechoSessionList *self,
       guint             position,
       FechoSession     *session)
{
  return position < self->sessions->len && self->sessions->pdata[position] == session;
}

gboolean
fecho_session_list_get_position (FechoSessionList *self,
                                 FechoSession     *session,
                                 guint            *ret_position)
{
  guint position;

  g_return_val_if_fail (FECHO_IS_SESSION_LIST (self), FALSE);

  /* Who looks for all of them does so one after the other. */
  position = self->found_at;
  if (!is_at (self, position, session) && !is_at (self, ++position, session) &&
      !g_ptr_array_find (self->sessions, session, &position))
    return FALSE;

  self->found_at = position;
  *ret_position = position;

  return TRUE;
}

FechoSession *
fecho_session_list_lookup (FechoSessionList *self,
                           const char       *id)
{
  g_return_val_if_fail (FECHO_IS_SESSION_LIST (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->by_id, id);
}

FechoSession *
fecho_session_list_find (FechoSessionList *self,
                         const char       *id_or_name)
{
  FechoSession *found;

  g_return_val_if_fail (FECHO_IS_SESSION_LIST (self), NULL);
  g_return_val_if_fail (id_or_name != NULL, NULL);

  found = fecho_session_list_lookup (self, id_or_name);
  for (guint i = 0; found == NULL && i < self->sessions->len; i++)
    {
      FechoSession *session = g_ptr_array_index (self->sessions, i);

      if (g_str_equal (fecho_session_get_name (session), id_or_name))
        found = session;
    }

  return found;
}
