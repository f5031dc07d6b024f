/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-private.h"

#include "fecho-dictionary-shelf.h"
#include "fecho-dispose.h"
#include "fecho-filter-bar.h"
#include "fecho-history-check.h"
#include "fecho-history-columns.h"
#include "fecho-history-day.h"
#include "fecho-history-menu.h"
#include "fecho-history-query.h"
#include "fecho-history-search.h"
#include "fecho-history-selected-bar.h"
#include "fecho-history-settings.h"
#include "fecho-history-state.h"
#include "fecho-history-total.h"
#include "fecho-menu-label.h"
#include "fecho-scope.h"
#include "fecho-steady-list.h"
#include "fecho-template-parts.h"

struct _FechoHistoryPage
{
  GtkWidget parent_instance;

  FechoHistorySearch search;
  GtkMenuButton *range_button;
  FechoHistoryState state;
  GtkLabel *day_label;
  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  FechoHistorySelectedBar selected_bar;
  GMenuModel *row_menu;
  GtkColumnViewColumn *check_column;

  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
  FechoRange *range;
  GSignalGroup *range_signals;
  FechoIdList *scope;
  FechoEventPager *pager;
  GtkSelectionModel *selection;
  GListModel *selected;
  FechoHistoryRemoved removed;  /* sessions that are asked for */
  FechoHistoryTotal total;      /* in range and scope */
  gboolean select_mode;
  gboolean asking;              /* the list is shown */
  FechoHistoryDay day;
  FechoHistoryMenu menu;
};

G_DEFINE_FINAL_TYPE (FechoHistoryPage, fecho_history_page, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_MONITOR = 1,
  PROP_RANGE,
  PROP_SCOPE,
  PROP_SELECT_MODE,
  PROP_PRESET,
  PROP_SELECTED,
} FechoHistoryPageProperty;

static GParamSpec *properties[PROP_SELECTED + 1];

enum
{
  SIGNAL_TIMELINE_WANTED,
  SIGNAL_EVENTS_SELECTED,
  SIGNAL_EXPORT_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GListModel *
get_list (FechoHistoryPage *self)
{
  return G_LIST_MODEL (self->pager);
}

/* -- what is asked for */

/* Range and scope alone. */
static FechoFilter *
make_base_filter (gpointer owner)
{
  FechoHistoryPage *self = owner;
  FechoFilter *filter = fecho_filter_new ();

  filter->since_us = fecho_range_get_from_us (self->range);
  /* Nothing comes after now: a live range only moves its start. */
  filter->until_us = fecho_range_get_live (self->range) ? G_MAXINT64
                     : fecho_range_get_to_us (self->range);
  filter->sessions = fecho_id_list_ref (self->scope);

  return filter;
}

static void
set_bounds (FechoFilter       *filter,
            const FechoFilter *base)
{
  filter->since_us = base->since_us;
  filter->until_us = base->until_us;
  g_clear_pointer (&filter->sessions, fecho_id_list_unref);
  filter->sessions = fecho_id_list_ref (base->sessions);
}

static void
ask (FechoHistoryPage *self)
{
  g_autoptr(FechoQuery) query = NULL;
  g_autoptr(FechoFilter) base = NULL;
  FechoOrder order = FECHO_ORDER_TIME;
  gboolean descending = TRUE;

  if (!self->asking || self->monitor == NULL || self->range == NULL)
    return;
  query = fecho_history_search_read (&self->search, FALSE);
  if (query == NULL)
    return;

  base = make_base_filter (self);
  set_bounds (query->filter, base);
  fecho_history_query_resolve (query, self->monitor, &self->removed);
  (void)fecho_history_columns_get_sort (self->view, &order, &descending); /* else by time */
  fecho_event_pager_set_query (self->pager, query->filter, order, descending);
  fecho_history_total_want (&self->total);
}

static void
removed_found_cb (gpointer owner)
{
  ask (owner);
}

/* -- what is shown */

static void
update (FechoHistoryPage *self)
{
  const FechoHistoryAsked asked = {
    .opened = self->monitor != NULL,
    .filtered = fecho_history_search_has_filters (&self->search),
    .whole = self->range == NULL || fecho_range_get_preset (self->range) == FECHO_PRESET_ALL,
    .n_total = self->total.n,
  };

  fecho_history_state_show (&self->state, self->pager, &asked);
  fecho_history_day_update_soon (&self->day);
}

static void
total_counted_cb (gpointer owner)
{
  update (owner);
}

/* The action is that of the list inside the view. */
static void
scroll_to_top (FechoHistoryPage *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    gtk_widget_activate_action (child, "list.scroll-to-item", "u", 0);
}

/* Who looks at the first row goes on seeing the first. */
static void
list_changed_cb (FechoHistoryPage *self,
                 guint             position,
                 guint             removed,
                 guint             added)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  if (position == 0 && gtk_adjustment_get_value (adjustment) <= 0 &&
      g_list_model_get_n_items (get_list (self)) > 0)
    scroll_to_top (self);
  update (self);
}

/* Another list is seen from its beginning, and nothing of it is selected. */
static void
replaced_cb (FechoHistoryPage *self)
{
  gtk_selection_model_unselect_all (self->selection);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
pager_notify_cb (FechoHistoryPage *self)
{
  update (self);
}

static void
selection_changed_cb (FechoHistoryPage *self)
{
  g_autoptr(GtkBitset) bits = gtk_selection_model_get_selection (self->selection);

  fecho_history_selected_bar_show (&self->selected_bar, gtk_bitset_get_size (bits));
  fecho_history_actions_update (self);
}

/* -- what happens */

static void
search_changed_cb (FechoHistoryPage *self)
{
  const char *words = fecho_history_search_get_words (&self->search);

  if (*words != '\0' && g_ascii_isspace (words[strlen (words) - 1]))
    fecho_history_search_take_terms (&self->search);
  ask (self);
  update (self);
}

static void
search_activated_cb (FechoHistoryPage *self)
{
  fecho_history_search_take_terms (&self->search);
  ask (self);
}

static void
search_stopped_cb (FechoHistoryPage *self)
{
  if (*fecho_history_search_get_words (&self->search) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search.entry), "");
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
filters_changed_cb (FechoHistoryPage *self)
{
  ask (self);
  update (self);
}

static void
sort_changed_cb (FechoHistoryPage *self)
{
  ask (self);
}

static void
range_changed_cb (FechoHistoryPage *self)
{
  ask (self);
}

/* They may give codes another class. */
static void
dictionaries_changed_cb (FechoHistoryPage *self)
{
  ask (self);
}

static void
preset_changed_cb (FechoHistoryPage *self)
{
  FechoRangePreset preset = self->range != NULL ? fecho_range_get_preset (self->range)
                            : FECHO_PRESET_CUSTOM;

  fecho_menu_label_set (self->range_button, fecho_range_preset_get_label (preset));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRESET]);
  ask (self);
}

static void
committed_cb (FechoHistoryPage *self)
{
  if (self->asking)
    fecho_history_total_want (&self->total);
}

static void
clear_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  fecho_history_page_search (FECHO_HISTORY_PAGE (widget), "");
}

static void
reload_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  fecho_event_pager_reload (FECHO_HISTORY_PAGE (widget)->pager);
}

static void
menu_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  fecho_history_menu_open (&FECHO_HISTORY_PAGE (widget)->menu);
}

/* -- properties */

static void
set_monitor (FechoHistoryPage *self,
             FechoMonitor     *monitor)
{
  if (!g_set_object (&self->monitor, monitor))
    return;

  fecho_history_removed_clear (&self->removed);
  fecho_history_total_set_monitor (&self->total, monitor);
  g_signal_group_set_target (self->monitor_signals, monitor);
  fecho_event_pager_set_monitor (self->pager, monitor);
  fecho_history_total_set_shown (&self->total, gtk_widget_get_mapped (GTK_WIDGET (self)));
  ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
}

static void
set_range (FechoHistoryPage *self,
           FechoRange       *range)
{
  if (!g_set_object (&self->range, range))
    return;

  g_signal_group_set_target (self->range_signals, range);
  preset_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RANGE]);
}

static void
set_scope (FechoHistoryPage  *self,
           const char *const *scope)
{
  if (!fecho_scope_set (&self->scope, scope))
    return;

  ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCOPE]);
}

static void
set_select_mode (FechoHistoryPage *self,
                 gboolean          select_mode)
{
  if (self->select_mode == select_mode)
    return;

  self->select_mode = select_mode;
  if (select_mode)
    gtk_column_view_insert_column (self->view, 0, self->check_column);
  else
    gtk_column_view_remove_column (self->view, self->check_column);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECT_MODE]);
}

static void
set_preset (FechoHistoryPage *self,
            const char       *word)
{
  FechoRangePreset preset;

  if (self->range != NULL && word != NULL && fecho_range_preset_from_string (word, &preset))
    fecho_range_set_preset (self->range, preset);
}

static void
fecho_history_page_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  FechoHistoryPage *self = FECHO_HISTORY_PAGE (object);

  switch ((FechoHistoryPageProperty)id)
    {
    case PROP_MONITOR:
      g_value_set_object (value, self->monitor);
      break;
    case PROP_RANGE:
      g_value_set_object (value, self->range);
      break;
    case PROP_SCOPE:
      g_value_set_boxed (value, fecho_id_list_get_ids (self->scope));
      break;
    case PROP_SELECT_MODE:
      g_value_set_boolean (value, self->select_mode);
      break;
    case PROP_PRESET:
      g_value_set_static_string (value, fecho_range_preset_to_string (
                                   self->range != NULL ? fecho_range_get_preset (self->range)
                                   : FECHO_PRESET_CUSTOM));
      break;
    case PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    }
}

static void
fecho_history_page_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  FechoHistoryPage *self = FECHO_HISTORY_PAGE (object);

  switch ((FechoHistoryPageProperty)id)
    {
    case PROP_MONITOR:
      set_monitor (self, g_value_get_object (value));
      break;
    case PROP_RANGE:
      set_range (self, g_value_get_object (value));
      break;
    case PROP_SCOPE:
      set_scope (self, g_value_get_boxed (value));
      break;
    case PROP_SELECT_MODE:
      set_select_mode (self, g_value_get_boolean (value));
      break;
    case PROP_PRESET:
      set_preset (self, g_value_get_string (value));
      break;
    case PROP_SELECTED:
      g_assert_not_reached ();
    }
}

/* -- the widget */

/* A column view makes its rows when it has a model: not before it is looked at. */
static void
fecho_history_page_map (GtkWidget *widget)
{
  FechoHistoryPage *self = FECHO_HISTORY_PAGE (widget);

  GTK_WIDGET_CLASS (fecho_history_page_parent_class)->map (widget);

  fecho_history_total_set_shown (&self->total, TRUE);
  if (gtk_column_view_get_model (self->view) == NULL)
    gtk_column_view_set_model (self->view, self->selection);
  self->asking = TRUE;
  ask (self);
}

static void
fecho_history_page_unmap (GtkWidget *widget)
{
  fecho_history_total_set_shown (&FECHO_HISTORY_PAGE (widget)->total, FALSE);
  FECHO_HISTORY_PAGE (widget)->asking = FALSE;

  GTK_WIDGET_CLASS (fecho_history_page_parent_class)->unmap (widget);
}

static void
fecho_history_page_dispose (GObject *object)
{
  FechoHistoryPage *self = FECHO_HISTORY_PAGE (object);

  fecho_history_total_clear (&self->total);
  fecho_history_removed_clear (&self->removed);
  g_clear_object (&self->monitor_signals);
  g_clear_object (&self->range_signals);
  fecho_history_day_clear (&self->day);
  fecho_history_menu_clear (&self->menu);
  if (self->pager != NULL)
    g_signal_handlers_disconnect_by_data (self->pager, self);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_HISTORY_PAGE);
  g_clear_object (&self->check_column);
  g_clear_object (&self->selected);
  g_clear_object (&self->selection);
  g_clear_object (&self->pager);
  g_clear_object (&self->monitor);
  g_clear_object (&self->range);

  G_OBJECT_CLASS (fecho_history_page_parent_class)->dispose (object);
}

static void
fecho_history_page_finalize (GObject *object)
{
  g_clear_pointer (&FECHO_HISTORY_PAGE (object)->scope, fecho_id_list_unref);
  g_hash_table_unref (FECHO_HISTORY_PAGE (object)->removed.ids);

  G_OBJECT_CLASS (fecho_history_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_MONITOR] = g_param_spec_object ("monitor", NULL, NULL, FECHO_TYPE_MONITOR, flags);
  properties[PROP_RANGE] = g_param_spec_object ("range", NULL, NULL, FECHO_TYPE_RANGE, flags);
  properties[PROP_SCOPE] = g_param_spec_boxed ("scope", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_SELECT_MODE] = g_param_spec_boolean ("select-mode", NULL, NULL, FALSE, flags);
  properties[PROP_PRESET] = g_param_spec_string ("preset", NULL, NULL, NULL, flags);
  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, G_TYPE_LIST_MODEL,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

/* The children that belong to a part of the page. */
static void
bind_parts (GtkWidgetClass *widget_class)
{
  static const FechoTemplatePart children[] = {
    { "entry", G_STRUCT_OFFSET (FechoHistoryPage, search.entry) },
    { "problem_revealer", G_STRUCT_OFFSET (FechoHistoryPage, search.problem_revealer) },
    { "problem_label", G_STRUCT_OFFSET (FechoHistoryPage, search.problem_label) },
    { "filter_bar", G_STRUCT_OFFSET (FechoHistoryPage, search.filter_bar) },
    { "counter", G_STRUCT_OFFSET (FechoHistoryPage, state.counter) },
    { "clear_button", G_STRUCT_OFFSET (FechoHistoryPage, state.clear_button) },
    { "pages", G_STRUCT_OFFSET (FechoHistoryPage, state.pages) },
    { "nothing_page", G_STRUCT_OFFSET (FechoHistoryPage, state.nothing_page) },
    { "action_bar", G_STRUCT_OFFSET (FechoHistoryPage, selected_bar.bar) },
    { "selected_label", G_STRUCT_OFFSET (FechoHistoryPage, selected_bar.label) },
    { "export_content", G_STRUCT_OFFSET (FechoHistoryPage, selected_bar.export_content) },
    { "export_button", G_STRUCT_OFFSET (FechoHistoryPage, selected_bar.export_button) },
    { "narrow_export_button", G_STRUCT_OFFSET (FechoHistoryPage, selected_bar.narrow_button) },
  };

  fecho_template_parts_bind (widget_class, children, G_N_ELEMENTS (children));
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (FECHO_TYPE_FILTER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoHistoryPage, range_button);
  gtk_widget_class_bind_template_child (widget_class, FechoHistoryPage, day_label);
  gtk_widget_class_bind_template_child (widget_class, FechoHistoryPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, FechoHistoryPage, view);
  gtk_widget_class_bind_template_child (widget_class, FechoHistoryPage, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, filters_changed_cb);
}

static void
fecho_history_page_class_init (FechoHistoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_history_page_dispose;
  object_class->finalize = fecho_history_page_finalize;
  object_class->get_property = fecho_history_page_get_property;
  object_class->set_property = fecho_history_page_set_property;
  widget_class->map = fecho_history_page_map;
  widget_class->unmap = fecho_history_page_unmap;
  install_properties (object_class);
  signals[SIGNAL_TIMELINE_WANTED] = g_signal_new ("timeline-wanted", FECHO_TYPE_HISTORY_PAGE,
                                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                  G_TYPE_NONE, 0);
  signals[SIGNAL_EVENTS_SELECTED] = g_signal_new ("events-selected", FECHO_TYPE_HISTORY_PAGE,
                                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                  G_TYPE_NONE, 2, G_TYPE_PTR_ARRAY, G_TYPE_UINT);
  signals[SIGNAL_EXPORT_WANTED] = g_signal_new ("export-wanted", FECHO_TYPE_HISTORY_PAGE,
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 1, G_TYPE_ARRAY);

  fecho_history_actions_install (widget_class);
  gtk_widget_class_install_property_action (widget_class, "history.range", "preset");
  gtk_widget_class_install_action (widget_class, "history.clear", NULL, clear_activated);
  gtk_widget_class_install_action (widget_class, "history.reload", NULL, reload_activated);
  gtk_widget_class_install_action (widget_class, "history.menu", NULL, menu_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "history.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "history.menu", NULL);
  bind_template (widget_class);
  bind_parts (widget_class);
}

static void
connect_models (FechoHistoryPage *self)
{
  FechoSteadyList *list;

  self->monitor_signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_object (self->monitor_signals, "committed", G_CALLBACK (committed_cb),
                                 self, G_CONNECT_SWAPPED);
  self->range_signals = g_signal_group_new (FECHO_TYPE_RANGE);
  g_signal_group_connect_object (self->range_signals, "changed", G_CALLBACK (range_changed_cb),
                                 self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->range_signals, "notify::live",
                                 G_CALLBACK (range_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->range_signals, "notify::preset",
                                 G_CALLBACK (preset_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fecho_dictionary_shelf_get_default (), "changed",
                           G_CALLBACK (dictionaries_changed_cb), self, G_CONNECT_SWAPPED);
  self->pager = fecho_event_pager_new ();
  g_signal_connect_object (self->pager, "items-changed", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->pager, "notify", G_CALLBACK (pager_notify_cb), self,
                           G_CONNECT_SWAPPED);
  list = fecho_steady_list_new (G_LIST_MODEL (self->pager));
  g_signal_connect_object (list, "replaced", G_CALLBACK (replaced_cb), self, G_CONNECT_SWAPPED);
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (list)));
  self->selected = G_LIST_MODEL (gtk_selection_filter_model_new (self->selection));
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (fecho_history_actions_tell_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
prepare_view (FechoHistoryPage *self)
{
  g_autoptr(GMenu) header_menu = fecho_history_columns_make_menu ();

  self->day = (FechoHistoryDay) {
    .owner = GTK_WIDGET (self),
    .label = self->day_label,
    .scroller = self->scroller,
    .view = self->view,
    .pager = self->pager,
  };
  fecho_history_day_follow (&self->day);
  self->check_column = fecho_history_check_new (self->selection);
  fecho_history_columns_add (self->view, G_MENU_MODEL (header_menu));
  fecho_history_settings_bind (self->view);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sort_changed_cb), self, G_CONNECT_SWAPPED);
  self->menu = (FechoHistoryMenu) {
    .owner = GTK_WIDGET (self),
    .view = self->view,
    .selection = self->selection,
    .model = self->row_menu,
  };
  fecho_history_menu_follow (&self->menu);
}

static void
fecho_history_page_init (FechoHistoryPage *self)
{
  fecho_history_total_init (&self->total, make_base_filter, total_counted_cb, self);
  fecho_history_removed_init (&self->removed, removed_found_cb, self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search.entry, NULL);
  connect_models (self);
  prepare_view (self);
  preset_changed_cb (self);
  selection_changed_cb (self);
  update (self);
}

FechoEventPager *
fecho_history_page_get_pager (FechoHistoryPage *self)
{
  return self->pager;
}

FechoMonitor *
fecho_history_page_get_monitor (FechoHistoryPage *self)
{
  return self->monitor;
}

FechoRange *
fecho_history_page_get_range (FechoHistoryPage *self)
{
  return self->range;
}

GtkSelectionModel *
fecho_history_page_get_selection (FechoHistoryPage *self)
{
  return self->selection;
}

FechoFilter *
fecho_history_page_dup_filter (FechoHistoryPage  *self,
                               char             **ret_text)
{
  g_autoptr(FechoQuery) query = NULL;

  g_return_val_if_fail (FECHO_IS_HISTORY_PAGE (self), NULL);

  if (self->monitor == NULL || !fecho_history_search_has_filters (&self->search))
    return NULL;
  query = fecho_history_search_read (&self->search, TRUE);
  if (query == NULL)
    return NULL;

  *ret_text = fecho_filter_bar_describe (query);
  fecho_history_query_resolve (query, self->monitor, &self->removed);

  return fecho_filter_copy (query->filter);
}

GListModel *
fecho_history_page_get_selected (FechoHistoryPage *self)
{
  g_return_val_if_fail (FECHO_IS_HISTORY_PAGE (self), NULL);

  return self->selected;
}

void
fecho_history_page_narrow (FechoHistoryPage *self,
                           const char       *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self->search.filter_bar), "filter.add", "s", text);
}

void
fecho_history_page_search (FechoHistoryPage *self,
                           const char       *text)
{
  g_autoptr(FechoQuery) nothing = fecho_query_new ();

  g_return_if_fail (FECHO_IS_HISTORY_PAGE (self));
  g_return_if_fail (text != NULL);

  fecho_filter_bar_set_query (self->search.filter_bar, nothing);
  gtk_editable_set_text (GTK_EDITABLE (self->search.entry), text);
  fecho_history_search_take_terms (&self->search);
  ask (self);
  update (self);
}

void
fecho_history_page_start_search (FechoHistoryPage *self)
{
  g_return_if_fail (FECHO_IS_HISTORY_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search.entry));
}
