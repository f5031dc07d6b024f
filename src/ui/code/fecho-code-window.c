/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-code-window.h"

#include <string.h>

#include <glib/gi18n.h>

#include "fecho-code-cells.h"
#include "fecho-code-page.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-fold-bin.h"
#include "fecho-monitor-query.h"
#include "fecho-refresher.h"
#include "fecho-search-text.h"
#include "fecho-table-row.h"

/* Making all rows would hold up the first frame: so many are made with each. */
#define ROWS_A_FRAME 6

struct _FechoCodeWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwHeaderBar *header;
  GtkBox *list_box;
  GtkWidget *back_button;
  GtkWidget *modes;             /* the buttons for All, In History, Allowed */
  GtkToggleButton *all_button;
  GtkToggleButton *history_button;
  GtkToggleButton *allowed_button;
  AdwLeaflet *leaflet;
  GtkSearchEntry *search_entry;
  GtkStack *list_stack;
  GtkColumnView *view;
  GtkColumnViewColumn *senders_column;
  GtkColumnViewColumn *wire_column;
  GtkColumnViewColumn *count_column;
  FechoCodePage *page;

  GListStore *items;            /* FechoCodeItem: the registry, then the dictionaries */
  GtkFilter *filter;
  GtkSliceListModel *made;      /* the first of what passes the filter, in the end all */
  GtkSingleSelection *selection;
  char *folded;                 /* what is looked for */
  char *period;                 /* "In 24 h" */
  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
  FechoRange *range;
  GSignalGroup *range_signals;
  FechoRefresher refresher;
  guint tick_id;                /* the frame is to follow the folding */
};

G_DEFINE_FINAL_TYPE (FechoCodeWindow, fecho_code_window, ADW_TYPE_WINDOW)

typedef enum
{
  PROP_MONITOR = 1,
  PROP_RANGE,
} FechoCodeWindowProperty;

static GParamSpec *properties[PROP_RANGE + 1];

/* -- what is shown */

static GActionGroup *
get_group_above (FechoCodeWindow *self)
{
  GtkWindow *above = gtk_window_get_transient_for (GTK_WINDOW (self));

  return G_IS_ACTION_GROUP (above) ? G_ACTION_GROUP (above) : NULL;
}

static gboolean
has_history (FechoCodeWindow *self)
{
  GActionGroup *above = get_group_above (self);

  return above != NULL && g_action_group_has_action (above, "show-history");
}

static void
show_selected (FechoCodeWindow *self)
{
  FechoCodeItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    fecho_code_page_show (self->page, item, self->period, has_history (self));
}

static void
update_empty (FechoCodeWindow *self)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  gtk_stack_set_visible_child_name (self->list_stack, n_shown > 0 ? "list" : "empty");
}

static gboolean
shows_item (gpointer item,
            gpointer data)
{
  FechoCodeWindow *self = data;

  if (gtk_toggle_button_get_active (self->history_button) &&
      fecho_code_item_get_n_closes (item) + fecho_code_item_get_n_attempts (item) == 0)
    return FALSE;
  if (gtk_toggle_button_get_active (self->allowed_button) &&
      !fecho_code_item_get_standard (item)->on_wire)
    return FALSE;

  return fecho_code_item_matches (item, self->folded);
}

/* Whoever looks for something looks among all. */
static void
make_all_rows (FechoCodeWindow *self)
{
  gtk_slice_list_model_set_size (self->made, G_MAXUINT);
}

/* A few rows more; FALSE: these are all. */
static gboolean
make_rows_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       data)
{
  FechoCodeWindow *self = FECHO_CODE_WINDOW (widget);
  guint n = g_list_model_get_n_items (gtk_slice_list_model_get_model (self->made));
  guint size = gtk_slice_list_model_get_size (self->made);

  if (size < n)
    {
      gtk_slice_list_model_set_size (self->made, size + ROWS_A_FRAME);
      return G_SOURCE_CONTINUE;
    }
  make_all_rows (self);

  return G_SOURCE_REMOVE;
}

static void
filter_anew (FechoCodeWindow *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_empty (self);
  show_selected (self);
}

/* The title of the counts. */
static void
update_period (FechoCodeWindow *self)
{
  FechoRangePreset preset = self->range != NULL ? fecho_range_get_preset (self->range)
                            : FECHO_PRESET_ALL;

  g_free (self->period);
  if (preset == FECHO_PRESET_ALL)
    self->period = g_strdup (_("In All"));
  else if (preset == FECHO_PRESET_CUSTOM)
    self->period = g_strdup (_("In This Period"));
  else
    /* Translators: %s is a period of time like "24 h". */
    self->period = g_strdup_printf (_("In %s"), fecho_range_preset_get_label (preset));

  gtk_column_view_column_set_title (self->count_column, self->period);
}

/* -- a number */

/* What was typed, where it is a number that a Close frame can carry; else FECHO_UNKNOWN. */
static int
get_number (FechoCodeWindow *self)
{
  guint64 number;

  if (*self->folded == '\0' || strspn (self->folded, "0123456789") != strlen (self->folded) ||
      !g_ascii_string_to_unsigned (self->folded, 10, 0, G_MAXUINT16, &number, NULL))
    return FECHO_UNKNOWN;

  return (int)number;
}

/* A range stands for the number that was asked for. */
static void
tell_number (FechoCodeWindow *self)
{
  int number = get_number (self);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(FechoCodeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      int first = fecho_code_item_get_first (item);
      int last = fecho_code_item_get_last (item);
      gboolean inside = first != last && number >= first && number <= last;

      fecho_code_item_set_number (item, inside && number >= 1000 ? number : FECHO_UNKNOWN);
    }
}

/* GTK 4.8 scrolls a column view through the list inside of it only. */
static void
scroll_to (FechoCodeWindow *self,
           guint            position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child) ||
        g_str_equal (G_OBJECT_TYPE_NAME (child), "GtkColumnListView"))
      gtk_widget_activate_action (child, "list.scroll-to-item", "u", position);
}

/* The exact code, else the first that is shown. */
static void
jump (FechoCodeWindow *self)
{
  GListModel *model = G_LIST_MODEL (self->selection);
  int number = get_number (self);
  guint position = 0;

  for (guint i = 0; number != FECHO_UNKNOWN && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(FechoCodeItem) item = g_list_model_get_item (model, i);

      if (fecho_code_item_get_first (item) != number && fecho_code_item_get_number (item) != number)
        continue;
      position = i;
      break;
    }

  if (position >= g_list_model_get_n_items (model))
    return;
  gtk_single_selection_set_selected (self->selection, position);
  scroll_to (self, position);
}

/* -- counts */

static void
take_counts (FechoCodeWindow *self,
             const GArray    *by_code)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(FechoCodeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      fecho_code_item_take_counts (item, by_code);
    }

  if (gtk_toggle_button_get_active (self->history_button))
    filter_anew (self);
  else
    show_selected (self);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  FechoCodeWindow *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoSummary) summary = fecho_monitor_summary_finish (FECHO_MONITOR (source), result,
                                                                  &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (summary != NULL)
    take_counts (self, summary->by_code);
  else
    g_message ("The closes of each code cannot be counted: %s", error->message);
  fecho_refresher_done (&self->refresher);
}

static void
ask_counts (gpointer      owner,
            GCancellable *cancellable)
{
  FechoCodeWindow *self = owner;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  filter->since_us = fecho_range_get_from_us (self->range);
  filter->until_us = fecho_range_get_to_us (self->range);
  fecho_monitor_summary_async (self->monitor, filter, cancellable, counted_cb, self);
}

static void
update_active (FechoCodeWindow *self)
{
  fecho_refresher_set_active (&self->refresher,
                              self->monitor != NULL && self->range != NULL &&
                              gtk_widget_get_mapped (GTK_WIDGET (self)));
}

/* -- what happens */

static void
committed_cb (FechoCodeWindow *self)
{
  fecho_refresher_want (&self->refresher);
}

static void
range_changed_cb (FechoCodeWindow *self)
{
  fecho_refresher_want (&self->refresher);
}

static void
preset_changed_cb (FechoCodeWindow *self)
{
  update_period (self);
  show_selected (self);
}

static void
selected_cb (FechoCodeWindow *self)
{
  show_selected (self);
}

static void
mode_toggled_cb (FechoCodeWindow *self)
{
  if (self->filter != NULL)
    filter_anew (self);
}

static void
search_changed_cb (FechoCodeWindow *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));

  g_free (self->folded);
  self->folded = fecho_search_text_fold (g_strstrip (text));
  tell_number (self);
  make_all_rows (self);
  filter_anew (self);
  jump (self);
}

/* The first letter was typed elsewhere. The others go to the entry by themselves: a space would
 * press the button or choose the row that has the focus. */
static void
search_started_cb (FechoCodeWindow *self)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->search_entry));

  gtk_text_grab_focus_without_selecting (GTK_TEXT (text));
  gtk_editable_set_position (text, -1);
}

static void
open_selected (FechoCodeWindow *self)
{
  if (gtk_single_selection_get_selected_item (self->selection) != NULL)
    adw_leaflet_set_visible_child_name (self->leaflet, "code");
}

static void
search_activated_cb (FechoCodeWindow *self)
{
  open_selected (self);
}

static void
row_activated_cb (FechoCodeWindow *self)
{
  open_selected (self);
}

/* Escape: first the search, then the window. */
static void
search_stopped_cb (FechoCodeWindow *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* A narrow header bar has no room for them. */
static void
place_modes (FechoCodeWindow *self,
             gboolean         folded)
{
  gboolean in_list = gtk_widget_get_parent (self->modes) == GTK_WIDGET (self->list_box);
  g_autoptr(GtkWidget) modes = NULL;

  if (in_list == folded)
    return;

  modes = g_object_ref (self->modes);
  if (folded)
    {
      adw_header_bar_remove (self->header, modes);
      gtk_box_prepend (self->list_box, modes);
    }
  else
    {
      gtk_box_remove (self->list_box, modes);
      adw_header_bar_pack_start (self->header, modes);
    }
}

static gboolean
update_frame_cb (GtkWidget     *widget,
                 GdkFrameClock *clock,
                 gpointer       data)
{
  FechoCodeWindow *self = FECHO_CODE_WINDOW (widget);
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  self->tick_id = 0;
  place_modes (self, folded);
  gtk_widget_set_visible (self->back_button, folded &&
                          g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet),
                                     "code") == 0);
  /* What they tell stands on the page of the code too. */
  gtk_column_view_column_set_visible (self->senders_column, !folded);
  gtk_column_view_column_set_visible (self->wire_column, !folded);

  return G_SOURCE_REMOVE;
}

/* It folds while it is laid out, after the header bar: that can change in the next frame only. */
static void
folded_cb (FechoCodeWindow *self)
{
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), update_frame_cb, NULL, NULL);
}

static void
back_clicked_cb (FechoCodeWindow *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "list");
}

static void
fill (FechoCodeWindow *self)
{
  GPtrArray *dictionaries =
    fecho_dictionary_shelf_get_all (fecho_dictionary_shelf_get_default ());
  gsize n_codes;
  const FechoCloseCode *table = fecho_close_code_get_table (&n_codes);

  g_list_store_remove_all (self->items);
  for (gsize i = 0; i < n_codes; i++)
    {
      g_autoptr(FechoCodeItem) item = fecho_code_item_new_registry (&table[i]);

      g_list_store_append (self->items, item);
    }
  for (guint i = 0; i < dictionaries->len; i++)
    {
      FechoDictionary *dictionary = g_ptr_array_index (dictionaries, i);
      guint n_own;
      const FechoDictionaryCode *codes = fecho_dictionary_get_codes (dictionary, &n_own);

      for (guint j = 0; j < n_own; j++)
        {
          g_autoptr(FechoCodeItem) item = fecho_code_item_new_dictionary (&codes[j], dictionary);

          g_list_store_append (self->items, item);
        }
    }
}

static void
dictionaries_changed_cb (FechoCodeWindow *self)
{
  fill (self);
  tell_number (self);
  filter_anew (self);
  jump (self);
  fecho_refresher_want (&self->refresher);
}

/* -- actions */

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  FechoCodeWindow *self = FECHO_CODE_WINDOW (widget);
  g_autofree char *text = fecho_code_page_dup_text (self->page);

  if (text == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Code copied")));
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  FechoCodeWindow *self = FECHO_CODE_WINDOW (widget);

  adw_leaflet_set_visible_child_name (self->leaflet, "list");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
escape_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  search_stopped_cb (FECHO_CODE_WINDOW (widget));
}

static void
show_history_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  FechoCodeWindow *self = FECHO_CODE_WINDOW (widget);

  if (!has_history (self))
    return;

  g_action_group_activate_action (get_group_above (self), "show-history", parameter);
  gtk_window_present (gtk_window_get_transient_for (GTK_WINDOW (self)));
}

/* -- the object */

static void
fecho_code_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fecho_code_window_parent_class)->map (widget);

  update_active (FECHO_CODE_WINDOW (widget));
}

static void
fecho_code_window_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fecho_code_window_parent_class)->unmap (widget);

  update_active (FECHO_CODE_WINDOW (widget));
}

static void
fecho_code_window_dispose (GObject *object)
{
  FechoCodeWindow *self = FECHO_CODE_WINDOW (object);

  fecho_refresher_clear (&self->refresher);
  g_clear_object (&self->monitor_signals);
  g_clear_object (&self->range_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), FECHO_TYPE_CODE_WINDOW);
  g_clear_object (&self->selection);
  g_clear_object (&self->made);
  g_clear_object (&self->filter);
  g_clear_object (&self->items);
  g_clear_object (&self->monitor);
  g_clear_object (&self->range);

  G_OBJECT_CLASS (fecho_code_window_parent_class)->dispose (object);
}

static void
fecho_code_window_finalize (GObject *object)
{
  FechoCodeWindow *self = FECHO_CODE_WINDOW (object);

  g_free (self->folded);
  g_free (self->period);

  G_OBJECT_CLASS (fecho_code_window_parent_class)->finalize (object);
}

static void
set_monitor (FechoCodeWindow *self,
             FechoMonitor    *monitor)
{
  if (!g_set_object (&self->monitor, monitor))
    return;

  g_signal_group_set_target (self->monitor_signals, monitor);
  update_active (self);
  fecho_refresher_restart (&self->refresher);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
}

static void
set_range (FechoCodeWindow *self,
           FechoRange      *range)
{
  if (!g_set_object (&self->range, range))
    return;

  g_signal_group_set_target (self->range_signals, range);
  preset_changed_cb (self);
  update_active (self);
  fecho_refresher_restart (&self->refresher);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RANGE]);
}

static void
fecho_code_window_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  FechoCodeWindow *self = FECHO_CODE_WINDOW (object);

  switch ((FechoCodeWindowProperty)id)
    {
    case PROP_MONITOR:
      g_value_set_object (value, self->monitor);
      break;
    case PROP_RANGE:
      g_value_set_object (value, self->range);
      break;
    }
}

static void
fecho_code_window_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  FechoCodeWindow *self = FECHO_CODE_WINDOW (object);

  switch ((FechoCodeWindowProperty)id)
    {
    case PROP_MONITOR:
      set_monitor (self, g_value_get_object (value));
      break;
    case PROP_RANGE:
      set_range (self, g_value_get_object (value));
      break;
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (FECHO_TYPE_CODE_PAGE);
  g_type_ensure (FECHO_TYPE_FOLD_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-code-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, header);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, list_box);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, modes);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, all_button);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, history_button);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, allowed_button);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, list_stack);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, view);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, senders_column);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, wire_column);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, count_column);
  gtk_widget_class_bind_template_child (widget_class, FechoCodeWindow, page);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  fecho_code_cells_bind_template (widget_class);
}

static void
fecho_code_window_class_init (FechoCodeWindowClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_code_window_dispose;
  object_class->finalize = fecho_code_window_finalize;
  object_class->get_property = fecho_code_window_get_property;
  object_class->set_property = fecho_code_window_set_property;
  widget_class->map = fecho_code_window_map;
  widget_class->unmap = fecho_code_window_unmap;

  properties[PROP_MONITOR] = g_param_spec_object ("monitor", NULL, NULL, FECHO_TYPE_MONITOR, flags);
  properties[PROP_RANGE] = g_param_spec_object ("range", NULL, NULL, FECHO_TYPE_RANGE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "code.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "code.escape", NULL, escape_action);
  gtk_widget_class_install_action (widget_class, "code.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "code.show-history", "s", show_history_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "code.search",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "code.escape", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_C, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "code.copy", NULL);
  bind_template (widget_class);
}

static void
connect_models (FechoCodeWindow *self)
{
  GtkFilterListModel *shown;

  self->items = g_list_store_new (FECHO_TYPE_CODE_ITEM);
  self->filter = GTK_FILTER (gtk_custom_filter_new (shows_item, self, NULL));
  shown = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)),
                                     g_object_ref (self->filter));
  self->made = gtk_slice_list_model_new (G_LIST_MODEL (shown), 0, ROWS_A_FRAME);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->made)));
  gtk_widget_add_tick_callback (GTK_WIDGET (self), make_rows_cb, NULL, NULL);
  fecho_table_name_titles (self->view);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
fecho_code_window_init (FechoCodeWindow *self)
{
  self->folded = g_strdup ("");
  fecho_refresher_init (&self->refresher, ask_counts, self);
  self->monitor_signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_object (self->monitor_signals, "committed", G_CALLBACK (committed_cb),
                                 self, G_CONNECT_SWAPPED);
  self->range_signals = g_signal_group_new (FECHO_TYPE_RANGE);
  g_signal_group_connect_object (self->range_signals, "changed", G_CALLBACK (range_changed_cb),
                                 self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->range_signals, "notify::preset",
                                 G_CALLBACK (preset_changed_cb), self, G_CONNECT_SWAPPED);
  g_type_ensure (FECHO_TYPE_CODE_ITEM);

  gtk_widget_init_template (GTK_WIDGET (self));
  connect_models (self);
  update_period (self);
  dictionaries_changed_cb (self);
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self));
  g_signal_connect_swapped (self->search_entry, "search-started", G_CALLBACK (search_started_cb),
                            self);
  g_signal_connect_object (fecho_dictionary_shelf_get_default (), "changed",
                           G_CALLBACK (dictionaries_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
fecho_code_window_new (void)
{
  return g_object_new (FECHO_TYPE_CODE_WINDOW, NULL);
}
