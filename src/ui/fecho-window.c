/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-window.h"

#include <glib/gi18n.h>

#include "fecho-close-actions.h"
#include "fecho-demo.h"
#include "fecho-compare-actions.h"
#include "fecho-details-keeper.h"
#include "fecho-dictionary-actions.h"
#include "fecho-exchange-actions.h"
#include "fecho-export-actions.h"
#include "fecho-fault-bar.h"
#include "fecho-fold-bin.h"
#include "fecho-history-page.h"
#include "fecho-insight.h"
#include "fecho-messages-page.h"
#include "fecho-range-keeper.h"
#include "fecho-safe-text.h"
#include "fecho-session-actions.h"
#include "fecho-session-dialog.h"
#include "fecho-statistics-page.h"
#include "fecho-timeline-page.h"
#include "fecho-welcome.h"
#include "fecho-window-state.h"

/* Of a command line, each with a dialog of its own. */
#define MAX_ADDRESSES 100

struct _FechoWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *pages;
  AdwStatusPage *failed_page;
  AdwLeaflet *leaflet;
  GtkWidget *sidebar_bin;
  GtkWidget *separator;
  AdwHeaderBar *view_header;
  GtkWidget *back_button;
  FechoSidebar *sidebar;
  AdwViewSwitcherTitle *switcher_title;
  FechoInsight *demo_insight;
  FechoInsight *keyring_insight;
  AdwFlap *flap;
  FechoDetails *details;
  GtkWidget *details_button;
  FechoTimelinePage *timeline_page;
  AdwViewStack *views;
  GtkWidget *select_button;
  FechoHistoryPage *history_page;
  FechoMessagesPage *messages_page;

  FechoDetailsKeeper *details_keeper;
  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
  GSignalGroup *sessions_signals;
  FechoRange *range;
  FechoRangeKeeper *range_keeper;
  FechoSessionRanks *ranks;
  FechoRangePreset own_preset;      /* while the demo is shown */
  gboolean own_live;
  gboolean sidebar_visible;              /* when there is room for it */
  GQueue addresses;                /* for Add Session, one dialog after the other */
  GtkWindow *add_dialog;            /* weak; NULL: none is open */
};

G_DEFINE_FINAL_TYPE (FechoWindow, fecho_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_MONITOR = 1,
  PROP_RANGE,
} FechoWindowProperty;

static GParamSpec *properties[PROP_RANGE + 1];

static gboolean
is_demo (FechoWindow *self)
{
  return self->monitor != NULL && fecho_demo_is_demo (self->monitor);
}

static guint
get_n_sessions (FechoWindow *self)
{
  return g_list_model_get_n_items (fecho_monitor_get_sessions (self->monitor));
}

/* -- the frame */

static void
update_frame (FechoWindow *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);
  gboolean beside = !folded && self->sidebar_visible;

  gtk_widget_set_visible (self->sidebar_bin, folded || beside);
  gtk_widget_set_visible (self->separator, folded || beside);
  gtk_widget_set_visible (self->back_button, !beside);
  /* A title between buttons needs all the room there is. */
  adw_header_bar_set_centering_policy (self->view_header, folded ? ADW_CENTERING_POLICY_LOOSE
                                       : ADW_CENTERING_POLICY_STRICT);
}

static void
update_page (FechoWindow *self)
{
  const char *name = "opening";

  if (self->monitor != NULL)
    name = get_n_sessions (self) > 0 || is_demo (self) ? "main" : "welcome";

  gtk_stack_set_visible_child_name (self->pages, name);
}

static void
show_scope_title (FechoWindow *self,
                  const char  *title,
                  const char  *subtitle)
{
  adw_view_switcher_title_set_title (self->switcher_title, title);
  adw_view_switcher_title_set_subtitle (self->switcher_title, subtitle);
}

/* What stands above a view that is too narrow for the view switcher. */
static void
update_title (FechoWindow *self)
{
  g_autoptr(GPtrArray) selected = NULL;

  if (self->monitor == NULL)
    return;

  selected = fecho_sidebar_dup_selected (self->sidebar);
  if (selected->len == 0)
    {
      const char *note = fecho_sidebar_get_note (self->sidebar);

      show_scope_title (self, _("All Sessions"), note != NULL ? note : "");
    }
  else if (selected->len == 1)
    {
      FechoSession *session = g_ptr_array_index (selected, 0);
      const char *group = fecho_session_get_group (session);
      g_autofree char *name = fecho_safe_text_line (fecho_session_get_name (session));
      g_autofree char *safe_group = fecho_safe_text_line (group != NULL ? group : "");

      show_scope_title (self, name, safe_group);
    }
  else
    {
      /* Translators: a title; %u is how many sessions are selected. */
      g_autofree char *title = g_strdup_printf (ngettext ("%u Session", "%u Sessions",
                                                          selected->len), selected->len);

      show_scope_title (self, title, "");
    }
}

static void
update_keyring (FechoWindow *self)
{
  fecho_insight_set_revealed (self->keyring_insight,
                              self->monitor != NULL &&
                              fecho_monitor_get_secrets_fault (self->monitor) != NULL);
}

/* -- the range */

/* The demo is only just beginning; its range is not the user's choice and is not kept. */
static void
enter_demo (FechoWindow *self)
{
  self->own_preset = fecho_range_get_last_preset (self->range);
  self->own_live = fecho_range_get_live (self->range);
  fecho_range_set_preset (self->range, FECHO_PRESET_ALL);
  fecho_range_set_live (self->range, TRUE);
}

static void
leave_demo (FechoWindow *self)
{
  fecho_range_set_preset (self->range, self->own_preset);
  fecho_range_set_live (self->range, self->own_live);
}

/* -- Add Session */

static void add_next (FechoWindow *self);

static void
dialog_gone_cb (FechoWindow *self)
{
  g_clear_weak_pointer (&self->add_dialog);
  add_next (self);
}

static void
add_next (FechoWindow *self)
{
  g_autofree char *address = NULL;
  FechoSessionDialog *dialog;

  if (self->monitor == NULL || self->add_dialog != NULL || g_queue_is_empty (&self->addresses))
    return;

  address = g_queue_pop_head (&self->addresses);
  dialog = fecho_session_dialog_new (self->monitor, NULL);
  if (*address != '\0')
    fecho_session_dialog_set_address (dialog, address);
  g_set_weak_pointer (&self->add_dialog, GTK_WINDOW (dialog));
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (dialog_gone_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- what happens */

static void
keyring_changed_cb (FechoWindow *self)
{
  update_keyring (self);
}

static void
sessions_changed_cb (FechoWindow *self)
{
  update_page (self);
  update_title (self);
}

static void
scope_changed_cb (FechoWindow *self)
{
  update_title (self);
  fecho_session_actions_update (self);
}

static void
note_changed_cb (FechoWindow *self)
{
  update_title (self);
}

static void
menu_opening_cb (FechoWindow *self)
{
  g_autoptr(GPtrArray) selected = fecho_sidebar_dup_selected (self->sidebar);
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  g_auto(GStrv) sessions = NULL;

  for (guint i = 0; i < selected->len; i++)
    g_strv_builder_add (ids, fecho_session_get_id (selected->pdata[i]));
  sessions = g_strv_builder_end (ids);
  fecho_dictionary_actions_fill_menu (self, fecho_sidebar_get_dictionaries_menu (self->sidebar),
                                      (const char *const *)sessions);
  fecho_session_actions_update (self);
}

static void
session_chosen_cb (FechoWindow *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child_name (self->leaflet, "view");
}

static void
folded_cb (FechoWindow *self)
{
  update_frame (self);
}

static gboolean
is_shown (FechoWindow *self,
          gpointer     page)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->pages), "main") &&
         adw_view_stack_get_visible_child (self->views) == page && gtk_widget_get_mapped (page);
}

static void
view_changed_cb (FechoWindow *self)
{
  gtk_widget_set_visible (self->select_button, adw_view_stack_get_visible_child (self->views) ==
                          GTK_WIDGET (self->history_page));
}

static void
events_selected_cb (FechoWindow *self,
                    GPtrArray   *events,
                    guint        n_all)
{
  if (n_all > 0)
    fecho_details_show_events (self->details, events, n_all);
  else
    fecho_details_clear (self->details);
}

static void
timeline_wanted_cb (FechoWindow *self)
{
  adw_view_stack_set_visible_child_name (self->views, "timeline");
}

static void
export_wanted_cb (FechoWindow *self,
                  GArray      *ids)
{
  fecho_export_actions_export (self, ids);
}

static gboolean
address_dropped_cb (GtkDropTarget *target,
                    const GValue  *value,
                    double         x,
                    double         y,
                    FechoWindow   *self)
{
  g_autofree char *text = g_strstrip (g_value_dup_string (value));
  g_autofree char *scheme = g_uri_parse_scheme (text);

  if (self->monitor == NULL || scheme == NULL || strpbrk (text, "\r\n") != NULL)
    return FALSE;

  fecho_window_add_session (self, text);

  return TRUE;
}

/* -- actions */

static void
add_session_activated_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       data)
{
  fecho_window_add_session (data, NULL);
}

static void
show_sidebar (FechoWindow *self)
{
  self->sidebar_visible = TRUE;
  update_frame (self);
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child_name (self->leaflet, "sidebar");
}

static void
show_sidebar_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       data)
{
  show_sidebar (data);
}

static void
toggle_sidebar_activated_cb (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       data)
{
  FechoWindow *self = data;
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  if (folded && g_str_equal (adw_leaflet_get_visible_child_name (self->leaflet), "sidebar"))
    {
      adw_leaflet_set_visible_child_name (self->leaflet, "view");
      return;
    }
  if (folded || !self->sidebar_visible)
    {
      show_sidebar (self);
      return;
    }

  self->sidebar_visible = FALSE;
  update_frame (self);
}

static void
search_activated_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  FechoWindow *self = data;

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->pages), "main"))
    return;

  if (is_shown (self, self->history_page))
    {
      fecho_history_page_start_search (self->history_page);
      return;
    }
  if (is_shown (self, self->messages_page))
    {
      fecho_messages_page_start_search (self->messages_page);
      return;
    }
  show_sidebar (self);
  fecho_sidebar_start_search (self->sidebar);
}

/* One session becomes the scope of all views. */
static void
choose_session_activated_cb (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       data)
{
  FechoWindow *self = data;
  FechoMonitor *monitor = fecho_sidebar_get_monitor (self->sidebar);
  FechoSession *session = NULL;

  if (monitor != NULL)
    session = fecho_monitor_find_session (monitor, g_variant_get_string (parameter, NULL));
  if (session != NULL)
    fecho_sidebar_select (self->sidebar, session);
}

/* The parameter is what stands in the search entry then: "code:1006". */
static void
show_history_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       data)
{
  FechoWindow *self = data;

  fecho_history_page_search (self->history_page, g_variant_get_string (parameter, NULL));
  adw_view_stack_set_visible_child_name (self->views, "history");
}

/* The parameter is the id of a session, empty for the one that is chosen. */
static void
messages_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       data)
{
  FechoWindow *self = data;

  if (*g_variant_get_string (parameter, NULL) != '\0')
    choose_session_activated_cb (action, parameter, data);
  adw_view_stack_set_visible_child_name (self->views, "messages");
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child_name (self->leaflet, "view");
}

static const GActionEntry entries[] = {
  { .name = "add-session", .activate = add_session_activated_cb },
  { .name = "choose-session", .activate = choose_session_activated_cb, .parameter_type = "s" },
  { .name = "messages", .activate = messages_activated_cb, .parameter_type = "s" },
  { .name = "search", .activate = search_activated_cb },
  { .name = "show-history", .activate = show_history_activated_cb, .parameter_type = "s" },
  { .name = "show-sidebar", .activate = show_sidebar_activated_cb },
  { .name = "toggle-sidebar", .activate = toggle_sidebar_activated_cb },
};

static void
add_actions (FechoWindow *self)
{
  g_autoptr(GPropertyAction) view = g_property_action_new ("view", self->views,
                                                           "visible-child-name");
  g_autoptr(GPropertyAction) order = g_property_action_new ("order", self->ranks, "order");

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (view));
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (order));
  fecho_compare_actions_install (self);
  fecho_dictionary_actions_install (self);
  fecho_exchange_actions_install (self);
  fecho_session_actions_install (self);
  fecho_export_actions_install (self);
  fecho_close_actions_install (self);
  fecho_details_keeper_install (self->details_keeper, G_ACTION_MAP (self));
}

/* -- the object */

static void
fecho_window_dispose (GObject *object)
{
  FechoWindow *self = FECHO_WINDOW (object);

  g_clear_object (&self->range_keeper);
  g_clear_object (&self->ranks);
  g_clear_object (&self->details_keeper);
  g_clear_object (&self->monitor_signals);
  g_clear_object (&self->sessions_signals);
  g_clear_weak_pointer (&self->add_dialog);
  gtk_widget_dispose_template (GTK_WIDGET (self), FECHO_TYPE_WINDOW);
  g_clear_object (&self->range);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_window_parent_class)->dispose (object);
}

static void
fecho_window_finalize (GObject *object)
{
  g_queue_clear_full (&FECHO_WINDOW (object)->addresses, g_free);

  G_OBJECT_CLASS (fecho_window_parent_class)->finalize (object);
}

static void
fecho_window_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  FechoWindow *self = FECHO_WINDOW (object);

  switch ((FechoWindowProperty)id)
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
fecho_window_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  FechoWindow *self = FECHO_WINDOW (object);

  switch ((FechoWindowProperty)id)
    {
    case PROP_MONITOR:
      fecho_window_set_monitor (self, g_value_get_object (value));
      break;
    case PROP_RANGE:
      g_assert_not_reached ();
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (FECHO_TYPE_DETAILS);
  g_type_ensure (FECHO_TYPE_FAULT_BAR);
  g_type_ensure (FECHO_TYPE_FOLD_BIN);
  g_type_ensure (FECHO_TYPE_HISTORY_PAGE);
  g_type_ensure (FECHO_TYPE_INSIGHT);
  g_type_ensure (FECHO_TYPE_MESSAGES_PAGE);
  g_type_ensure (FECHO_TYPE_SIDEBAR);
  g_type_ensure (FECHO_TYPE_STATISTICS_PAGE);
  g_type_ensure (FECHO_TYPE_TIMELINE_PAGE);
  g_type_ensure (FECHO_TYPE_WELCOME);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, sidebar_bin);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, separator);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, view_header);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, switcher_title);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, demo_insight);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, keyring_insight);
  gtk_widget_class_bind_template_child_full (widget_class, "fault_bar", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, details);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, details_button);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, timeline_page);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, views);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, select_button);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, history_page);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, messages_page);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_opening_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, scope_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, session_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, events_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, timeline_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
}

static void
fecho_window_class_init (FechoWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fecho_window_dispose;
  object_class->finalize = fecho_window_finalize;
  object_class->get_property = fecho_window_get_property;
  object_class->set_property = fecho_window_set_property;

  properties[PROP_MONITOR] =
    g_param_spec_object ("monitor", NULL, NULL, FECHO_TYPE_MONITOR,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_RANGE] =
    g_param_spec_object ("range", NULL, NULL, FECHO_TYPE_RANGE,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
restore_state (FechoWindow *self)
{
  FechoWindowState state;

  fecho_window_state_load (&state);
  gtk_window_set_default_size (GTK_WINDOW (self), state.width, state.height);
  if (state.maximized)
    gtk_window_maximize (GTK_WINDOW (self));
  self->sidebar_visible = state.sidebar_visible;
  fecho_details_keeper_set_wanted (self->details_keeper, state.details_visible);
  adw_view_stack_set_visible_child_name (self->views, state.view);
  fecho_range_set_preset (self->range, state.preset);
  fecho_range_set_live (self->range, state.live);
  fecho_window_state_clear (&state);
}

/* The session that was the scope when the window was closed. */
static void
restore_scope (FechoWindow *self)
{
  FechoWindowState state;
  FechoSession *session = NULL;

  fecho_window_state_load (&state);
  if (*state.session != '\0')
    session = fecho_monitor_find_session (self->monitor, state.session);
  if (session != NULL)
    fecho_sidebar_select (self->sidebar, session);
  fecho_window_state_clear (&state);
}

static void
damage_mended_cb (FechoWindow *self)
{
  fecho_window_add_toast (self, adw_toast_new (_("Summaries in the history were damaged. They are "
                                                 "made anew from the events; nothing is lost.")));
}

static void
connect_monitor (FechoWindow *self)
{
  self->monitor_signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_object (self->monitor_signals, "damage-mended",
                                 G_CALLBACK (damage_mended_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->monitor_signals, "notify::secrets-fault",
                                 G_CALLBACK (keyring_changed_cb), self, G_CONNECT_SWAPPED);
  self->sessions_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_object (self->sessions_signals, "items-changed",
                                 G_CALLBACK (sessions_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
fecho_window_init (FechoWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  self->range = fecho_range_new ();
  self->range_keeper = fecho_range_keeper_new (self->range);
  self->ranks = fecho_session_ranks_new (self->range);
  self->sidebar_visible = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->details_keeper = fecho_details_keeper_new (self->flap, self->details, self->leaflet,
                                                   self->views, self->details_button);
  fecho_details_keeper_follow (self->details_keeper,
                               fecho_timeline_page_get_lanes (self->timeline_page));
  adw_leaflet_set_visible_child_name (self->leaflet, "view");
  g_signal_connect (target, "drop", G_CALLBACK (address_dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  fecho_sidebar_set_ranks (self->sidebar, self->ranks);
  fecho_timeline_model_set_ranks (fecho_timeline_page_get_model (self->timeline_page),
                                  self->ranks);
  connect_monitor (self);
  add_actions (self);
  g_signal_connect_object (self->ranks, "notify::order",
                           G_CALLBACK (fecho_session_actions_update), self, G_CONNECT_SWAPPED);
  restore_state (self);
  update_frame (self);
  update_page (self);
}

FechoWindow *
fecho_window_new (GtkApplication *application)
{
  return g_object_new (FECHO_TYPE_WINDOW, "application", application, NULL);
}

FechoMonitor *
fecho_window_get_monitor (FechoWindow *self)
{
  g_return_val_if_fail (FECHO_IS_WINDOW (self), NULL);

  return self->monitor;
}

void
fecho_window_set_monitor (FechoWindow  *self,
                          FechoMonitor *monitor)
{
  gboolean was_demo;

  g_return_if_fail (FECHO_IS_WINDOW (self));
  g_return_if_fail (monitor == NULL || FECHO_IS_MONITOR (monitor));

  was_demo = is_demo (self);
  if (!g_set_object (&self->monitor, monitor))
    return;

  fecho_range_keeper_set_monitor (self->range_keeper, monitor);
  fecho_session_ranks_set_monitor (self->ranks, monitor);
  g_signal_group_set_target (self->monitor_signals, monitor);
  g_signal_group_set_target (self->sessions_signals,
                             monitor != NULL ? fecho_monitor_get_sessions (monitor) : NULL);
  if (is_demo (self) && !was_demo)
    enter_demo (self);
  else if (was_demo && !is_demo (self))
    leave_demo (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
  if (monitor != NULL && !is_demo (self))
    restore_scope (self);
  fecho_insight_set_revealed (self->demo_insight, is_demo (self));
  gtk_window_set_title (GTK_WINDOW (self), is_demo (self) ? _("Demo – Fecho") : "Fecho");
  update_keyring (self);
  update_page (self);
  update_title (self);
  add_next (self);
}

FechoRange *
fecho_window_get_range (FechoWindow *self)
{
  g_return_val_if_fail (FECHO_IS_WINDOW (self), NULL);

  return self->range;
}

FechoSidebar *
fecho_window_get_sidebar (FechoWindow *self)
{
  g_return_val_if_fail (FECHO_IS_WINDOW (self), NULL);

  return self->sidebar;
}

void
fecho_window_show_failure (FechoWindow *self,
                           const char  *description)
{
  g_return_if_fail (FECHO_IS_WINDOW (self));
  g_return_if_fail (description != NULL);

  adw_status_page_set_description (self->failed_page, description);
  gtk_stack_set_visible_child_name (self->pages, "failed");
}

void
fecho_window_add_session (FechoWindow *self,
                          const char  *url)
{
  g_return_if_fail (FECHO_IS_WINDOW (self));

  /* Asked again without an address, as by a key pressed twice: the one that is there is meant. */
  if (url == NULL && (self->add_dialog != NULL || !g_queue_is_empty (&self->addresses)))
    {
      if (self->add_dialog != NULL)
        gtk_window_present (self->add_dialog);
      return;
    }
  if (g_queue_get_length (&self->addresses) < MAX_ADDRESSES)
    g_queue_push_tail (&self->addresses, g_strdup (url != NULL ? url : ""));
  add_next (self);
}

void
fecho_window_add_toast (FechoWindow *self,
                        AdwToast    *toast)
{
  g_return_if_fail (FECHO_IS_WINDOW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
fecho_window_save_state (FechoWindow *self)
{
  FechoWindowState state = { 0 };
  const char *const *scope;

  g_return_if_fail (FECHO_IS_WINDOW (self));

  fecho_window_state_load (&state);
  gtk_window_get_default_size (GTK_WINDOW (self), &state.width, &state.height);
  state.maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  state.sidebar_visible = self->sidebar_visible;
  state.details_visible = fecho_details_keeper_get_wanted (self->details_keeper);
  g_free (state.view);
  state.view = g_strdup (adw_view_stack_get_visible_child_name (self->views));
  if (is_demo (self))
    {
      state.preset = self->own_preset;
      state.live = self->own_live;
    }
  else if (self->monitor != NULL)
    {
      scope = fecho_sidebar_get_scope (self->sidebar);
      state.preset = fecho_range_get_last_preset (self->range);
      state.live = fecho_range_get_live (self->range);
      g_free (state.session);
      state.session = g_strdup (scope != NULL && scope[1] == NULL ? scope[0] : "");
    }
  fecho_window_state_save (&state);
  fecho_window_state_clear (&state);
}

FechoFilter *
fecho_window_dup_history_filter (FechoWindow  *self,
                                 char        **ret_text)
{
  g_return_val_if_fail (FECHO_IS_WINDOW (self), NULL);

  return fecho_history_page_dup_filter (self->history_page, ret_text);
}
