/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-scope-selection.h"

#include "fecho-sidebar-item.h"

struct _FechoScopeSelection
{
  GObject parent_instance;

  GtkSelectionModel *selection;
  FechoMonitor *monitor;
  GSignalGroup *session_signals;
  char **scope;
  GHashTable *scope_ids;        /* set of the strings of scope */
  gboolean selecting;           /* the selection is brought to the scope, not the reverse */
};

G_DEFINE_FINAL_TYPE (FechoScopeSelection, fecho_scope_selection, G_TYPE_OBJECT)

typedef enum
{
  PROP_SCOPE = 1,
} FechoScopeSelectionProperty;

static GParamSpec *properties[PROP_SCOPE + 1];

static gboolean
in_scope (FechoScopeSelection *self,
          FechoSidebarItem    *item)
{
  FechoSession *session = fecho_sidebar_item_get_session (item);

  return session != NULL &&
         g_hash_table_contains (self->scope_ids, fecho_session_get_id (session));
}

static void
select_scope (FechoScopeSelection *self)
{
  g_autoptr(GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr(GtkBitset) mask = NULL;
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (self->scope == NULL)
    gtk_bitset_add (selected, 0);
  for (guint i = 0; self->scope != NULL && i < n_items; i++)
    {
      g_autoptr(FechoSidebarItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (in_scope (self, item))
        gtk_bitset_add (selected, i);
    }

  mask = gtk_bitset_new_range (0, n_items);
  self->selecting = TRUE;
  gtk_selection_model_set_selection (self->selection, selected, mask);
  self->selecting = FALSE;
}

static gboolean
equal_scopes (char **a,
              char **b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_strv_equal ((const char *const *)a, (const char *const *)b);
}

/* Takes scope. */
static void
set_scope (FechoScopeSelection  *self,
           char                **scope)
{
  if (equal_scopes (scope, self->scope))
    {
      g_strfreev (scope);
      return;
    }

  g_hash_table_remove_all (self->scope_ids);
  g_strfreev (self->scope);
  self->scope = scope;
  for (guint i = 0; scope != NULL && scope[i] != NULL; i++)
    g_hash_table_add (self->scope_ids, scope[i]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCOPE]);
}

/* The ids of what is selected; NULL where no session is. */
static char **
get_selected_ids (FechoScopeSelection *self)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  guint n_ids = 0;

  for (guint i = 0; i < gtk_bitset_get_size (selected); i++)
    {
      guint position = gtk_bitset_get_nth (selected, i);
      g_autoptr(FechoSidebarItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection),
                                                                position);
      FechoSession *session = fecho_sidebar_item_get_session (item);

      if (session == NULL)
        continue;
      g_strv_builder_add (ids, fecho_session_get_id (session));
      n_ids++;
    }

  return n_ids > 0 ? g_strv_builder_end (ids) : NULL;
}

/* All and some at once cannot be: the one that was added last counts. */
static void
selection_changed_cb (FechoScopeSelection *self)
{
  g_auto(GStrv) ids = NULL;

  if (self->selecting)
    return;

  ids = get_selected_ids (self);
  if (gtk_selection_model_is_selected (self->selection, 0) && self->scope != NULL)
    set_scope (self, NULL);
  else
    set_scope (self, g_steal_pointer (&ids));
  select_scope (self);
}

static void
rows_changed_cb (FechoScopeSelection *self)
{
  select_scope (self);
}

static void
prune_scope (FechoScopeSelection *self)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  guint n_ids = 0;

  for (guint i = 0; self->scope != NULL && self->scope[i] != NULL; i++)
    {
      if (self->monitor == NULL ||
          fecho_monitor_find_session (self->monitor, self->scope[i]) == NULL)
        continue;
      g_strv_builder_add (ids, self->scope[i]);
      n_ids++;
    }

  set_scope (self, n_ids > 0 ? g_strv_builder_end (ids) : NULL);
}

static void
sessions_changed_cb (FechoScopeSelection *self)
{
  prune_scope (self);
  select_scope (self);
}

static void
fecho_scope_selection_dispose (GObject *object)
{
  FechoScopeSelection *self = FECHO_SCOPE_SELECTION (object);

  g_clear_object (&self->session_signals);
  g_clear_object (&self->selection);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_scope_selection_parent_class)->dispose (object);
}

static void
fecho_scope_selection_finalize (GObject *object)
{
  FechoScopeSelection *self = FECHO_SCOPE_SELECTION (object);

  g_hash_table_unref (self->scope_ids);
  g_strfreev (self->scope);

  G_OBJECT_CLASS (fecho_scope_selection_parent_class)->finalize (object);
}

static void
fecho_scope_selection_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch ((FechoScopeSelectionProperty)id)
    {
    case PROP_SCOPE:
      g_value_set_boxed (value, FECHO_SCOPE_SELECTION (object)->scope);
      break;
    }
}

static void
fecho_scope_selection_class_init (FechoScopeSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_scope_selection_dispose;
  object_class->finalize = fecho_scope_selection_finalize;
  object_class->get_property = fecho_scope_selection_get_property;

  properties[PROP_SCOPE] =
    g_param_spec_boxed ("scope", NULL, NULL, G_TYPE_STRV,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fecho_scope_selection_init (FechoScopeSelection *self)
{
  self->scope_ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->session_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_object (self->session_signals, "items-changed",
                                 G_CALLBACK (sessions_changed_cb), self, G_CONNECT_SWAPPED);
}

FechoScopeSelection *
fecho_scope_selection_new (GListModel *items)
{
  FechoScopeSelection *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (items), NULL);

  self = g_object_new (FECHO_TYPE_SCOPE_SELECTION, NULL);
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (items)));
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed",
                           G_CALLBACK (rows_changed_cb), self, G_CONNECT_SWAPPED);
  select_scope (self);

  return self;
}

GtkSelectionModel *
fecho_scope_selection_get_model (FechoScopeSelection *self)
{
  g_return_val_if_fail (FECHO_IS_SCOPE_SELECTION (self), NULL);

  return self->selection;
}

void
fecho_scope_selection_set_monitor (FechoScopeSelection *self,
                                   FechoMonitor        *monitor)
{
  g_return_if_fail (FECHO_IS_SCOPE_SELECTION (self));
  g_return_if_fail (monitor == NULL || FECHO_IS_MONITOR (monitor));

  if (!g_set_object (&self->monitor, monitor))
    return;

  set_scope (self, NULL);
  g_signal_group_set_target (self->session_signals,
                             monitor != NULL ? fecho_monitor_get_sessions (monitor) : NULL);
  select_scope (self);
}

const char *const *
fecho_scope_selection_get_scope (FechoScopeSelection *self)
{
  g_return_val_if_fail (FECHO_IS_SCOPE_SELECTION (self), NULL);

  return (const char *const *)self->scope;
}

void
fecho_scope_selection_choose (FechoScopeSelection *self,
                              FechoSession        *session)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  g_return_if_fail (FECHO_IS_SCOPE_SELECTION (self));
  g_return_if_fail (session == NULL || FECHO_IS_SESSION (session));

  if (session != NULL)
    g_strv_builder_add (ids, fecho_session_get_id (session));
  set_scope (self, session != NULL ? g_strv_builder_end (ids) : NULL);
  select_scope (self);
}

void
fecho_scope_selection_choose_ids (FechoScopeSelection *self,
                                  const char *const   *ids)
{
  g_return_if_fail (FECHO_IS_SCOPE_SELECTION (self));
  g_return_if_fail (ids != NULL);

  set_scope (self, g_strdupv ((char **)ids));
  prune_scope (self);
  select_scope (self);
}
