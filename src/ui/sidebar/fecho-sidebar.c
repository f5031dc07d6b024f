/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-sidebar.h"

#include <glib/gi18n.h>

#include "fecho-day-book.h"
#include "fecho-dispose.h"
#include "fecho-group-actions.h"
#include "fecho-scope-selection.h"
#include "fecho-session-row.h"
#include "fecho-settings.h"
#include "fecho-sidebar-drag.h"
#include "fecho-sidebar-model.h"

/* The note of how many are open changes at most so often. */
#define NOTE_MS 100

struct _FechoSidebar
{
  GtkWidget parent_instance;

  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkListView *list;
  GtkPopover *menu;
  GMenu *groups;                /* a part of it */
  GMenu *dictionaries;          /* and another */
  GtkEventController *motion;   /* over the list */

  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
  GSignalGroup *session_signals;
  FechoSidebarItem *all;
  FechoSidebarModel *model;
  FechoDayBook *day_book;
  GtkFilterListModel *filtered;
  GtkCustomFilter *filter;
  FechoScopeSelection *selection;
  FechoSessionRanks *ranks;
  gboolean sort_later;          /* what the pointer is on stays where it is */
  guint note_id;                /* since the note was brought up to date; 0: long ago */
  gboolean note_late;           /* it is another by now */
  char *words;                  /* searched for, case folded; NULL: nothing */
  gboolean show_title_buttons;
};

G_DEFINE_FINAL_TYPE (FechoSidebar, fecho_sidebar, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_MONITOR = 1,
  PROP_SCOPE,
  PROP_NOTE,
  PROP_SHOW_TITLE_BUTTONS,
} FechoSidebarProperty;

static GParamSpec *properties[PROP_SHOW_TITLE_BUTTONS + 1];
static guint chosen_signal;
static guint menu_opening_signal;

static gboolean
contains (const char *text,
          const char *words)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, words) != NULL;
}

static gboolean
matches (gpointer item,
         gpointer data)
{
  FechoSidebar *self = data;
  g_autofree char *url = NULL;

  if (self->words == NULL)
    return TRUE;

  url = fecho_session_dup_url (item);

  return contains (fecho_session_get_name (item), self->words) ||
         contains (fecho_session_get_group (item), self->words) ||
         contains (url, self->words);
}

static void
update_note (FechoSidebar *self)
{
  g_autofree char *note = NULL;
  guint n_sessions;

  if (self->monitor == NULL)
    return;

  n_sessions = g_list_model_get_n_items (fecho_monitor_get_sessions (self->monitor));
  /* Translators: how many of all sessions are open: "8 of 12 open". */
  note = g_strdup_printf (ngettext ("%u of %u open", "%u of %u open", n_sessions),
                          fecho_monitor_get_n_open (self->monitor), n_sessions);
  fecho_sidebar_item_set_note (self->all, note);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTE]);
}

static void
sessions_changed_cb (FechoSidebar *self)
{
  update_note (self);
}

static void
scope_changed_cb (FechoSidebar *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCOPE]);
}

/* -- the order */

static void
ranks_changed_cb (FechoSidebar *self)
{
  GtkEventControllerMotion *motion = GTK_EVENT_CONTROLLER_MOTION (self->motion);

  self->sort_later = gtk_event_controller_motion_contains_pointer (motion) ||
                     gtk_widget_get_mapped (GTK_WIDGET (self->menu));
  if (!self->sort_later)
    fecho_sidebar_model_sort (self->model);
}

static void
pointer_left_cb (FechoSidebar *self)
{
  if (self->sort_later && !gtk_widget_get_mapped (GTK_WIDGET (self->menu)))
    {
      self->sort_later = FALSE;
      fecho_sidebar_model_sort (self->model);
    }
}

/* What the user has chosen is done at once. */
static void
order_changed_cb (FechoSidebar *self)
{
  self->sort_later = FALSE;
  fecho_sidebar_model_sort (self->model);
}

static gboolean
note_aged_cb (gpointer data)
{
  FechoSidebar *self = data;

  if (!self->note_late)
    {
      self->note_id = 0;
      return G_SOURCE_REMOVE;
    }

  self->note_late = FALSE;
  update_note (self);

  return G_SOURCE_CONTINUE;
}

/* Where thousands open and close at once, nobody reads each of the numbers. */
static void
n_open_changed_cb (FechoSidebar *self)
{
  if (self->note_id != 0)
    {
      self->note_late = TRUE;
      return;
    }

  update_note (self);
  self->note_id = g_timeout_add (NOTE_MS, note_aged_cb, self);
}

static void
search_changed_cb (FechoSidebar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  g_clear_pointer (&self->words, g_free);
  if (*text != '\0')
    self->words = g_utf8_casefold (text, -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

/* Not a builder factory: a binding of the list item's own properties to its item ends with a
 * warning in GTK 4.8. */
static void
row_setup_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, g_object_new (FECHO_TYPE_SESSION_ROW, NULL));
}

static void
row_bind_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *list_item,
             FechoSidebar             *self)
{
  FechoSidebarItem *item = gtk_list_item_get_item (list_item);
  gboolean selectable = fecho_sidebar_item_get_kind (item) != FECHO_SIDEBAR_GROUP;

  gtk_list_item_set_selectable (list_item, selectable);
  gtk_list_item_set_activatable (list_item, selectable);
  fecho_session_row_set_item (FECHO_SESSION_ROW (gtk_list_item_get_child (list_item)), item);
  fecho_sidebar_item_set_shown (item, TRUE);
  fecho_day_book_want (self->day_book);
}

static void
row_unbind_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item)
{
  fecho_sidebar_item_set_shown (gtk_list_item_get_item (list_item), FALSE);
  fecho_session_row_set_item (FECHO_SESSION_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
list_activated_cb (FechoSidebar *self)
{
  g_signal_emit (self, chosen_signal, 0);
}

/* Without a modifier: those are for choosing several. */
static void
list_clicked_cb (GtkGestureClick *gesture,
                 int              n_press,
                 double           x,
                 double           y,
                 FechoSidebar    *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  FechoSessionRow *row = fecho_sidebar_drag_pick (GTK_WIDGET (self->list), x, y);

  if (row == NULL || n_press != 1 || (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0)
    return;

  if (fecho_sidebar_item_get_kind (fecho_session_row_get_item (row)) != FECHO_SIDEBAR_GROUP)
    g_signal_emit (self, chosen_signal, 0);
}

static gboolean
find_position (FechoSidebar     *self,
               FechoSidebarItem *item,
               guint            *ret_position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      g_autoptr(FechoSidebarItem) other = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      if (other == item)
        {
          *ret_position = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
open_menu_at (FechoSidebar *self,
              double        x,
              double        y)
{
  FechoSessionRow *row = fecho_sidebar_drag_pick (GTK_WIDGET (self->list), x, y);
  FechoSidebarItem *item = row != NULL ? fecho_session_row_get_item (row) : NULL;
  double menu_x = x;
  double menu_y = y;
  GtkSelectionModel *selection;
  guint position;

  if (item == NULL || fecho_sidebar_item_get_kind (item) != FECHO_SIDEBAR_SESSION)
    return;

  if (!find_position (self, item, &position))
    return;
  selection = fecho_scope_selection_get_model (self->selection);
  if (!gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);

  fecho_group_actions_fill_menu (self->groups, fecho_monitor_get_sessions (self->monitor));
  g_signal_emit (self, menu_opening_signal, 0);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->list), GTK_WIDGET (self), x, y,
                                    &menu_x, &menu_y);
  gtk_popover_set_pointing_to (self->menu, &(GdkRectangle){ (int)menu_x, (int)menu_y, 1, 1 });
  gtk_popover_popup (self->menu);
}

static void
menu_clicked_cb (GtkGestureClick *gesture,
                 int              n_press,
                 double           x,
                 double           y,
                 FechoSidebar    *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu_at (self, x, y);
}

static void
menu_pressed_cb (GtkGestureLongPress *gesture,
                 double               x,
                 double               y,
                 FechoSidebar        *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu_at (self, x, y);
}

static void
menu_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  fecho_sidebar_open_menu (FECHO_SIDEBAR (widget));
}

static void
fecho_sidebar_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  FechoSidebar *self = FECHO_SIDEBAR (widget);

  GTK_WIDGET_CLASS (fecho_sidebar_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (self->menu);
}

static void
fecho_sidebar_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fecho_sidebar_parent_class)->map (widget);

  fecho_day_book_set_active (FECHO_SIDEBAR (widget)->day_book, TRUE);
}

static void
fecho_sidebar_unmap (GtkWidget *widget)
{
  fecho_day_book_set_active (FECHO_SIDEBAR (widget)->day_book, FALSE);

  GTK_WIDGET_CLASS (fecho_sidebar_parent_class)->unmap (widget);
}

static void
fecho_sidebar_dispose (GObject *object)
{
  FechoSidebar *self = FECHO_SIDEBAR (object);

  g_clear_handle_id (&self->note_id, g_source_remove);
  g_clear_object (&self->monitor_signals);
  g_clear_object (&self->session_signals);
  fecho_dispose_template (GTK_WIDGET (self), FECHO_TYPE_SIDEBAR);
  g_clear_object (&self->day_book);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->all);
  g_clear_object (&self->ranks);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_sidebar_parent_class)->dispose (object);
}

static void
fecho_sidebar_finalize (GObject *object)
{
  FechoSidebar *self = FECHO_SIDEBAR (object);

  g_free (self->words);

  G_OBJECT_CLASS (fecho_sidebar_parent_class)->finalize (object);
}

static void
fecho_sidebar_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  FechoSidebar *self = FECHO_SIDEBAR (object);

  switch ((FechoSidebarProperty)id)
    {
    case PROP_MONITOR:
      g_value_set_object (value, self->monitor);
      break;
    case PROP_SCOPE:
      g_value_set_boxed (value, fecho_sidebar_get_scope (self));
      break;
    case PROP_NOTE:
      g_value_set_string (value, fecho_sidebar_get_note (self));
      break;
    case PROP_SHOW_TITLE_BUTTONS:
      g_value_set_boolean (value, self->show_title_buttons);
      break;
    }
}

static void
fecho_sidebar_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  FechoSidebar *self = FECHO_SIDEBAR (object);

  switch ((FechoSidebarProperty)id)
    {
    case PROP_MONITOR:
      fecho_sidebar_set_monitor (self, g_value_get_object (value));
      break;
    case PROP_SHOW_TITLE_BUTTONS:
      if (self->show_title_buttons == g_value_get_boolean (value))
        return;
      self->show_title_buttons = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SCOPE:
    case PROP_NOTE:
      g_assert_not_reached ();
    }
}

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_MONITOR] =
    g_param_spec_object ("monitor", NULL, NULL, FECHO_TYPE_MONITOR,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SCOPE] =
    g_param_spec_boxed ("scope", NULL, NULL, G_TYPE_STRV,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NOTE] =
    g_param_spec_string ("note", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_TITLE_BUTTONS] =
    g_param_spec_boolean ("show-title-buttons", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fecho_sidebar_class_init (FechoSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_sidebar_dispose;
  object_class->finalize = fecho_sidebar_finalize;
  object_class->get_property = fecho_sidebar_get_property;
  object_class->set_property = fecho_sidebar_set_property;
  widget_class->map = fecho_sidebar_map;
  widget_class->unmap = fecho_sidebar_unmap;
  widget_class->size_allocate = fecho_sidebar_size_allocate;
  install_properties (object_class);

  chosen_signal = g_signal_new ("chosen", FECHO_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  menu_opening_signal = g_signal_new ("menu-opening", FECHO_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "sidebar.menu", NULL, menu_activated);

  g_type_ensure (FECHO_TYPE_SESSION_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoSidebar, search_bar);
  gtk_widget_class_bind_template_child (widget_class, FechoSidebar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, FechoSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, FechoSidebar, menu);
  gtk_widget_class_bind_template_child (widget_class, FechoSidebar, groups);
  gtk_widget_class_bind_template_child (widget_class, FechoSidebar, dictionaries);
  gtk_widget_class_bind_template_child (widget_class, FechoSidebar, motion);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_left_cb);
}

static void
make_models (FechoSidebar *self)
{
  self->model = fecho_sidebar_model_new ();
  self->all = g_list_model_get_item (G_LIST_MODEL (self->model), 0);
  self->day_book = fecho_day_book_new (G_LIST_MODEL (self->model));
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->filter)));
  fecho_sidebar_model_set_sessions (self->model, G_LIST_MODEL (self->filtered));
  self->selection = fecho_scope_selection_new (G_LIST_MODEL (self->model));
  g_signal_connect_object (self->selection, "notify::scope", G_CALLBACK (scope_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
fecho_sidebar_init (FechoSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->monitor_signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_object (self->monitor_signals, "notify::n-open",
                                 G_CALLBACK (n_open_changed_cb), self, G_CONNECT_SWAPPED);
  self->session_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_object (self->session_signals, "items-changed",
                                 G_CALLBACK (sessions_changed_cb), self, G_CONNECT_SWAPPED);

  make_models (self);
  gtk_list_view_set_model (self->list, fecho_scope_selection_get_model (self->selection));
  fecho_sidebar_drag_install (self, GTK_WIDGET (self->list));
}

FechoMonitor *
fecho_sidebar_get_monitor (FechoSidebar *self)
{
  g_return_val_if_fail (FECHO_IS_SIDEBAR (self), NULL);

  return self->monitor;
}

void
fecho_sidebar_set_monitor (FechoSidebar *self,
                           FechoMonitor *monitor)
{
  GListModel *sessions;

  g_return_if_fail (FECHO_IS_SIDEBAR (self));
  g_return_if_fail (monitor == NULL || FECHO_IS_MONITOR (monitor));

  if (!g_set_object (&self->monitor, monitor))
    return;

  sessions = monitor != NULL ? fecho_monitor_get_sessions (monitor) : NULL;
  fecho_scope_selection_set_monitor (self->selection, monitor);
  g_signal_group_set_target (self->monitor_signals, monitor);
  g_signal_group_set_target (self->session_signals, sessions);
  fecho_day_book_set_monitor (self->day_book, monitor);
  gtk_filter_list_model_set_model (self->filtered, sessions);
  update_note (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
}

gboolean
fecho_sidebar_has_own_order (void)
{
  g_autofree char *order = fecho_settings_get_string (FECHO_SETTING_ORDER);

  return g_str_equal (order, "own");
}

void
fecho_sidebar_set_ranks (FechoSidebar      *self,
                         FechoSessionRanks *ranks)
{
  g_return_if_fail (FECHO_IS_SIDEBAR (self));
  g_return_if_fail (FECHO_IS_SESSION_RANKS (ranks) && self->ranks == NULL);

  self->ranks = g_object_ref (ranks);
  fecho_sidebar_model_set_ranks (self->model, ranks);
  g_signal_connect_object (ranks, "changed", G_CALLBACK (ranks_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ranks, "notify::order", G_CALLBACK (order_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

const char *const *
fecho_sidebar_get_scope (FechoSidebar *self)
{
  g_return_val_if_fail (FECHO_IS_SIDEBAR (self), NULL);

  return fecho_scope_selection_get_scope (self->selection);
}

const char *
fecho_sidebar_get_note (FechoSidebar *self)
{
  g_return_val_if_fail (FECHO_IS_SIDEBAR (self), NULL);

  return fecho_sidebar_item_get_note (self->all);
}

GPtrArray *
fecho_sidebar_dup_selected (FechoSidebar *self)
{
  GPtrArray *selected;
  const char *const *scope;

  g_return_val_if_fail (FECHO_IS_SIDEBAR (self), NULL);

  scope = fecho_sidebar_get_scope (self);
  selected = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; scope != NULL && scope[i] != NULL; i++)
    {
      FechoSession *session = fecho_monitor_find_session (self->monitor, scope[i]);

      if (session != NULL)
        g_ptr_array_add (selected, g_object_ref (session));
    }

  return selected;
}

void
fecho_sidebar_select (FechoSidebar *self,
                      FechoSession *session)
{
  g_return_if_fail (FECHO_IS_SIDEBAR (self));

  fecho_scope_selection_choose (self->selection, session);
}

void
fecho_sidebar_select_ids (FechoSidebar      *self,
                          const char *const *ids)
{
  g_return_if_fail (FECHO_IS_SIDEBAR (self));

  fecho_scope_selection_choose_ids (self->selection, ids);
}

void
fecho_sidebar_start_search (FechoSidebar *self)
{
  g_return_if_fail (FECHO_IS_SIDEBAR (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
fecho_sidebar_open_menu (FechoSidebar *self)
{
  GtkRoot *root;
  GtkWidget *focus;
  double x = 0;
  double y = 0;

  g_return_if_fail (FECHO_IS_SIDEBAR (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    return;

  gtk_widget_translate_coordinates (focus, GTK_WIDGET (self->list),
                                    gtk_widget_get_width (focus) / 2.0,
                                    gtk_widget_get_height (focus) / 2.0, &x, &y);
  open_menu_at (self, x, y);
}

GMenu *
fecho_sidebar_get_dictionaries_menu (FechoSidebar *self)
{
  g_return_val_if_fail (FECHO_IS_SIDEBAR (self), NULL);

  return self->dictionaries;
}
