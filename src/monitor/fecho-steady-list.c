/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-steady-list.h"

#include "fecho-close-row.h"

/* A row that somebody holds. */
typedef struct
{
  FechoSteadyList *list;
  guint position;
  FechoCloseRow *row;           /* as it was given out; weak */
  FechoCloseRow *source;        /* the row of the other list that it shows now; NULL: none */
  gulong changed_id;
} Held;

struct _FechoSteadyList
{
  GObject parent_instance;

  GListModel *source;
  guint n;                      /* as it was told */
  guint n_source;
  guint limit;                  /* no more rows are told yet */
  guint go_on_id;
  GHashTable *held;             /* position -> Held */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FechoSteadyList, fecho_steady_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static guint replaced_signal;

/* -- rows that are held */

static void
event_changed_cb (FechoCloseRow *source,
                  GParamSpec    *pspec,
                  Held          *held)
{
  fecho_close_row_set_event (held->row, fecho_close_row_get_event (source));
}

static void
disconnect (Held *held)
{
  if (held->source != NULL)
    g_clear_signal_handler (&held->changed_id, held->source);
  g_clear_object (&held->source);
}

/* From now on it shows the row that stands there in the other list. */
static void
connect_row (Held *held)
{
  disconnect (held);
  held->source = g_list_model_get_item (held->list->source, held->position);
  if (held->source == NULL)
    {
      fecho_close_row_set_event (held->row, NULL);
      return;
    }
  held->changed_id = g_signal_connect (held->source, "notify::event",
                                       G_CALLBACK (event_changed_cb), held);
  fecho_close_row_set_event (held->row, fecho_close_row_get_event (held->source));
}

static void
row_gone_cb (gpointer  data,
             GObject  *row)
{
  Held *held = data;

  held->row = NULL;
  g_hash_table_remove (held->list->held, GUINT_TO_POINTER (held->position));
}

static void
held_free (gpointer data)
{
  Held *held = data;

  disconnect (held);
  if (held->row != NULL)
    g_object_weak_unref (G_OBJECT (held->row), row_gone_cb, held);
  g_free (held);
}

static FechoCloseRow *
give_row (FechoSteadyList *self,
          guint            position)
{
  Held *held = g_hash_table_lookup (self->held, GUINT_TO_POINTER (position));

  if (held != NULL)
    return g_object_ref (held->row);

  held = g_new0 (Held, 1);
  held->list = self;
  held->position = position;
  held->row = fecho_close_row_new ();
  g_object_weak_ref (G_OBJECT (held->row), row_gone_cb, held);
  g_hash_table_insert (self->held, GUINT_TO_POINTER (position), held);
  connect_row (held);

  return held->row;
}

/* What lies behind a change moves by it; what was removed is not followed any more. */
static void
move_held (FechoSteadyList *self,
           guint            position,
           guint            removed,
           guint            added)
{
  g_autoptr(GHashTable) old = g_steal_pointer (&self->held);
  GHashTableIter iter;
  Held *held;

  self->held = g_hash_table_new_full (NULL, NULL, NULL, held_free);
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&held))
    {
      if (held->position >= position && held->position - position < removed)
        continue;
      g_hash_table_iter_steal (&iter);
      if (held->position >= position)
        held->position = held->position - removed + added;
      g_hash_table_insert (self->held, GUINT_TO_POINTER (held->position), held);
    }
}

static void
show_others (FechoSteadyList *self)
{
  g_autoptr(GList) all = g_hash_table_get_values (self->held);

  for (GList *link = all; link != NULL; link = link->next)
    connect_row (link->data);
}

/* -- what is told */

static void
tell (FechoSteadyList *self,
      guint            position,
      guint            removed,
      guint            added)
{
  if (removed == 0 && added == 0)
    return;

  move_held (self, position, removed, added);
  self->n = self->n - removed + added;
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static gboolean go_on_cb (gpointer data);

static void
go_on_soon (FechoSteadyList *self)
{
  /* After frames: they make what the rows need. */
  if (self->go_on_id == 0 && self->n != self->n_source)
    self->go_on_id = g_idle_add (go_on_cb, self);
}

/* How many rows are there in the next turn, of a list that has fewer. */
static guint
choose_fewer (FechoSteadyList *self,
              guint            n)
{
  if (self->n > FECHO_STEADY_LIST_FIRST)
    return MAX (n, FECHO_STEADY_LIST_FIRST);

  return self->n - MIN (self->n - n, FECHO_STEADY_LIST_STEP_BACK);
}

/* Only the end differs from what was told. */
static void
tell_end (FechoSteadyList *self)
{
  guint n = MIN (self->n_source, self->limit);

  if (n < self->n)
    n = choose_fewer (self, n);
  if (n > self->n)
    tell (self, self->n, 0, n - self->n);
  else
    tell (self, n, self->n - n, 0);
  if (self->n == self->n_source)
    self->limit = G_MAXUINT;
  go_on_soon (self);
}

static gboolean
go_on_cb (gpointer data)
{
  FechoSteadyList *self = data;

  self->go_on_id = 0;
  if (self->n < self->n_source)
    self->limit = self->limit < FECHO_STEADY_LIST_FIRST ? self->limit + FECHO_STEADY_LIST_STEP
                  : G_MAXUINT;
  tell_end (self);

  return G_SOURCE_REMOVE;
}

static void
restart_growing (FechoSteadyList *self)
{
  self->limit = self->n < FECHO_STEADY_LIST_FIRST ? MAX (self->n, FECHO_STEADY_LIST_STEP)
                : G_MAXUINT;
}

static void
replace (FechoSteadyList *self)
{
  g_signal_emit (self, replaced_signal, 0);
  restart_growing (self);
  show_others (self);
  tell_end (self);
}

static void
items_changed_cb (GListModel      *source,
                  guint            position,
                  guint            removed,
                  guint            added,
                  FechoSteadyList *self)
{
  gboolean whole = position == 0 && removed > 0 && removed == self->n_source;
  guint n;

  if (position >= self->n)
    restart_growing (self);
  self->n_source = g_list_model_get_n_items (source);
  n = MIN (self->n_source, self->limit);
  if (whole)
    replace (self);
  else if (position >= self->n)
    tell_end (self);
  else if (self->limit == G_MAXUINT)
    tell (self, position, removed, added);
  else
    tell (self, position, self->n - position, MAX (n, position) - position);
  go_on_soon (self);
}

/* -- the list */

static GType
get_item_type (GListModel *list)
{
  return FECHO_TYPE_CLOSE_ROW;
}

static guint
get_n_items (GListModel *list)
{
  return FECHO_STEADY_LIST (list)->n;
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  FechoSteadyList *self = FECHO_STEADY_LIST (list);

  return position < self->n ? give_row (self, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* -- the object */

static void
fecho_steady_list_dispose (GObject *object)
{
  FechoSteadyList *self = FECHO_STEADY_LIST (object);

  g_clear_handle_id (&self->go_on_id, g_source_remove);
  g_hash_table_remove_all (self->held);
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_clear_object (&self->source);
  self->n = self->n_source = 0;

  G_OBJECT_CLASS (fecho_steady_list_parent_class)->dispose (object);
}

static void
fecho_steady_list_finalize (GObject *object)
{
  g_hash_table_unref (FECHO_STEADY_LIST (object)->held);

  G_OBJECT_CLASS (fecho_steady_list_parent_class)->finalize (object);
}

static void
fecho_steady_list_class_init (FechoSteadyListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_steady_list_dispose;
  object_class->finalize = fecho_steady_list_finalize;

  replaced_signal = g_signal_new ("replaced", FECHO_TYPE_STEADY_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
fecho_steady_list_init (FechoSteadyList *self)
{
  self->limit = FECHO_STEADY_LIST_STEP;
  self->held = g_hash_table_new_full (NULL, NULL, NULL, held_free);
}

FechoSteadyList *
fecho_steady_list_new (GListModel *list)
{
  FechoSteadyList *self = g_object_new (FECHO_TYPE_STEADY_LIST, NULL);

  g_return_val_if_fail (G_IS_LIST_MODEL (list), self);

  self->source = g_object_ref (list);
  self->n_source = g_list_model_get_n_items (list);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), self);
  tell_end (self);

  return self;
}
