/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-sidebar-model.h"

#include "fecho-session.h"
#include "fecho-sidebar-item.h"

struct _FechoSidebarModel
{
  GObject parent_instance;

  GListModel *sessions;
  FechoRankOrder order;         /* of the rows */
  FechoSessionRanks *ranks;     /* NULL: as they are */
  GPtrArray *items;             /* FechoSidebarItem, as shown */
  GHashTable *by_session;       /* FechoSession -> FechoSidebarItem */
  GHashTable *by_group;         /* name -> FechoSidebarItem */
  GSignalGroup *signals;
};

static void fecho_sidebar_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FechoSidebarModel, fecho_sidebar_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fecho_sidebar_model_list_init))

static void group_changed_cb (FechoSidebarModel *self);

static FechoSidebarItem *
ensure_session_item (FechoSidebarModel *self,
                     FechoSession      *session)
{
  FechoSidebarItem *item = g_hash_table_lookup (self->by_session, session);

  if (item == NULL)
    {
      item = fecho_sidebar_item_new_session (session);
      g_hash_table_insert (self->by_session, session, item);
      g_signal_connect_object (session, "notify::group", G_CALLBACK (group_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }

  return item;
}

static FechoSidebarItem *
ensure_group_item (FechoSidebarModel *self,
                   const char        *group)
{
  FechoSidebarItem *item = g_hash_table_lookup (self->by_group, group);

  if (item == NULL)
    {
      item = fecho_sidebar_item_new_group (group);
      g_hash_table_insert (self->by_group, g_strdup (group), item);
    }

  return item;
}

/* Puts a session's item at the end of its group's members, NULL key: without a group. */
static void
sort_into_group (FechoSidebarModel *self,
                 GHashTable        *members,
                 GPtrArray         *order,
                 FechoSession      *session)
{
  const char *name = fecho_session_get_group (session);
  const char *group = name != NULL ? name : "";
  GPtrArray *items = g_hash_table_lookup (members, group);

  if (items == NULL)
    {
      items = g_ptr_array_new ();
      g_hash_table_insert (members, g_strdup (group), items);
      if (*group != '\0')
        g_ptr_array_add (order, ensure_group_item (self, group));
    }
  g_ptr_array_add (items, ensure_session_item (self, session));
}

static void
add_members (GPtrArray  *rows,
             GHashTable *members,
             const char *group)
{
  GPtrArray *items = g_hash_table_lookup (members, group);

  for (guint i = 0; items != NULL && i < items->len; i++)
    g_ptr_array_add (rows, g_object_ref (g_ptr_array_index (items, i)));
}

static FechoRankOrder
get_order (FechoSidebarModel *self)
{
  return self->ranks != NULL ? fecho_session_ranks_get_order (self->ranks) : FECHO_RANK_OWN;
}

/* In the order of the ranks. Owned by the list: they stay in it meanwhile. */
static GPtrArray *
list_sessions (FechoSidebarModel *self)
{
  GPtrArray *sessions = g_ptr_array_new ();
  guint n_sessions = self->sessions != NULL ? g_list_model_get_n_items (self->sessions) : 0;

  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (self->sessions, i);

      g_ptr_array_add (sessions, session);
    }
  self->order = get_order (self);
  if (self->ranks != NULL)
    fecho_session_ranks_sort (self->ranks, self->order, sessions);

  return sessions;
}

static GPtrArray *
build_rows (FechoSidebarModel *self)
{
  g_autoptr(GHashTable) members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                         (GDestroyNotify)g_ptr_array_unref);
  g_autoptr(GPtrArray) order = g_ptr_array_new ();
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) sessions = list_sessions (self);

  for (guint i = 0; i < sessions->len; i++)
    sort_into_group (self, members, order, g_ptr_array_index (sessions, i));

  g_ptr_array_add (rows, g_object_ref (g_ptr_array_index (self->items, 0)));
  add_members (rows, members, "");
  for (guint i = 0; i < order->len; i++)
    {
      FechoSidebarItem *group = g_ptr_array_index (order, i);

      g_ptr_array_add (rows, g_object_ref (group));
      add_members (rows, members, fecho_sidebar_item_get_group (group));
    }

  return rows;
}

/* Takes items of sessions that left out of the table. */
static void
forget_sessions (FechoSidebarModel *self,
                 GPtrArray         *old_rows)
{
  g_autoptr(GHashTable) shown = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_add (shown, g_ptr_array_index (self->items, i));

  for (guint i = 0; i < old_rows->len; i++)
    {
      FechoSidebarItem *item = g_ptr_array_index (old_rows, i);
      FechoSession *session = fecho_sidebar_item_get_session (item);

      if (session == NULL || g_hash_table_contains (shown, item))
        continue;
      g_signal_handlers_disconnect_by_func (session, group_changed_cb, self);
      g_hash_table_remove (self->by_session, session);
    }
}

/* One change of the rows between what stayed at the start and at the end. */
static void
rebuild (FechoSidebarModel *self)
{
  g_autoptr(GPtrArray) old = NULL;
  GPtrArray *rows = build_rows (self);
  guint start = 0;
  guint end = 0;

  while (start < MIN (rows->len, self->items->len) &&
         rows->pdata[start] == self->items->pdata[start])
    start++;
  while (end < MIN (rows->len, self->items->len) - start &&
         rows->pdata[rows->len - 1 - end] == self->items->pdata[self->items->len - 1 - end])
    end++;

  old = g_steal_pointer (&self->items);
  self->items = rows;
  forget_sessions (self, old);
  if (start + end < MAX (old->len, rows->len))
    g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end,
                                rows->len - start - end);
}

/* What the row before those that were added shows; G_MAXUINT where they do not all follow it in one
 * group, which then has its heading. */
static guint
find_row_before (FechoSidebarModel *self,
                 guint              position,
                 guint              n_added)
{
  g_autoptr(FechoSession) before = NULL;
  FechoSidebarItem *item;
  guint row = G_MAXUINT;

  if (position == 0 || self->order != FECHO_RANK_OWN || get_order (self) != FECHO_RANK_OWN)
    return G_MAXUINT;

  before = g_list_model_get_item (self->sessions, position - 1);
  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (self->sessions, position + i);

      if (g_strcmp0 (fecho_session_get_group (session), fecho_session_get_group (before)) != 0)
        return G_MAXUINT;
    }
  item = g_hash_table_lookup (self->by_session, before);

  return item != NULL && g_ptr_array_find (self->items, item, &row) ? row : G_MAXUINT;
}

/* Thousands are added some at a time: the rows of the others are not built anew for each time. */
static gboolean
insert_rows (FechoSidebarModel *self,
             guint              position,
             guint              n_added)
{
  guint row = find_row_before (self, position, n_added);

  if (row == G_MAXUINT)
    return FALSE;

  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (self->sessions, position + i);

      g_ptr_array_insert (self->items, (int)(row + 1 + i),
                          g_object_ref (ensure_session_item (self, session)));
    }
  g_list_model_items_changed (G_LIST_MODEL (self), row + 1, 0, n_added);

  return TRUE;
}

static void
group_changed_cb (FechoSidebarModel *self)
{
  rebuild (self);
}

static void
sessions_changed_cb (FechoSidebarModel *self,
                     guint              position,
                     guint              n_removed,
                     guint              n_added)
{
  if (n_removed > 0 || !insert_rows (self, position, n_added))
    rebuild (self);
}

static GType
fecho_sidebar_model_get_item_type (GListModel *model)
{
  return FECHO_TYPE_SIDEBAR_ITEM;
}

static guint
fecho_sidebar_model_get_n_items (GListModel *model)
{
  return FECHO_SIDEBAR_MODEL (model)->items->len;
}

static gpointer
fecho_sidebar_model_get_item (GListModel *model,
                              guint       position)
{
  FechoSidebarModel *self = FECHO_SIDEBAR_MODEL (model);

  if (position >= self->items->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
fecho_sidebar_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = fecho_sidebar_model_get_item_type;
  iface->get_n_items = fecho_sidebar_model_get_n_items;
  iface->get_item = fecho_sidebar_model_get_item;
}

static void
fecho_sidebar_model_dispose (GObject *object)
{
  FechoSidebarModel *self = FECHO_SIDEBAR_MODEL (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->sessions);
  g_clear_object (&self->ranks);

  G_OBJECT_CLASS (fecho_sidebar_model_parent_class)->dispose (object);
}

static void
fecho_sidebar_model_finalize (GObject *object)
{
  FechoSidebarModel *self = FECHO_SIDEBAR_MODEL (object);

  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->by_session);
  g_hash_table_unref (self->by_group);

  G_OBJECT_CLASS (fecho_sidebar_model_parent_class)->finalize (object);
}

static void
fecho_sidebar_model_class_init (FechoSidebarModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_sidebar_model_dispose;
  object_class->finalize = fecho_sidebar_model_finalize;
}

static void
fecho_sidebar_model_init (FechoSidebarModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->items, fecho_sidebar_item_new_all ());
  self->by_session = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->by_group = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_object (self->signals, "items-changed",
                                 G_CALLBACK (sessions_changed_cb), self, G_CONNECT_SWAPPED);
}

FechoSidebarModel *
fecho_sidebar_model_new (void)
{
  return g_object_new (FECHO_TYPE_SIDEBAR_MODEL, NULL);
}

void
fecho_sidebar_model_set_sessions (FechoSidebarModel *self,
                                  GListModel        *sessions)
{
  g_return_if_fail (FECHO_IS_SIDEBAR_MODEL (self));
  g_return_if_fail (sessions == NULL || G_IS_LIST_MODEL (sessions));

  if (!g_set_object (&self->sessions, sessions))
    return;

  g_signal_group_set_target (self->signals, sessions);
  rebuild (self);
}

void
fecho_sidebar_model_set_ranks (FechoSidebarModel *self,
                               FechoSessionRanks *ranks)
{
  g_return_if_fail (FECHO_IS_SIDEBAR_MODEL (self));
  g_return_if_fail (ranks == NULL || FECHO_IS_SESSION_RANKS (ranks));

  if (g_set_object (&self->ranks, ranks))
    rebuild (self);
}

void
fecho_sidebar_model_sort (FechoSidebarModel *self)
{
  g_return_if_fail (FECHO_IS_SIDEBAR_MODEL (self));

  /* The ranks tell news of closes too, by which only some orders go. */
  if (self->order != FECHO_RANK_OWN || get_order (self) != FECHO_RANK_OWN)
    rebuild (self);
}
