/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-window-frame.h"

#include <glib/gi18n.h>

#include "fecho-class-actions.h"
#include "fecho-demo.h"
#include "fecho-details-keeper.h"
#include "fecho-dispose.h"
#include "fecho-fault-bar.h"
#include "fecho-fold-bin.h"
#include "fecho-insight.h"
#include "fecho-messages-page.h"
#include "fecho-safe-text.h"
#include "fecho-statistics-page.h"
#include "fecho-timeline-page.h"

/* So long before what is not shown yet is built, and between the steps of that. */
#define AHEAD_MS 500

struct _FechoWindowFrame
{
  GtkWidget parent_instance;

  GMenu *class_menu;
  AdwLeaflet *leaflet;
  GtkWidget *sidebar_bin;
  GtkWidget *separator;
  AdwHeaderBar *view_header;
  GtkWidget *back_button;
  FechoSidebar *sidebar;
  AdwViewSwitcherTitle *switcher_title;
  AdwViewSwitcherBar *switcher_bar;
  FechoInsight *demo_insight;
  FechoInsight *keyring_insight;
  AdwFlap *flap;
  FechoDetails *details;
  GtkWidget *details_button;
  FechoTimelinePage *timeline_page;
  AdwViewStack *views;
  AdwBin *statistics_bin;
  GtkWidget *statistics_page;   /* NULL: it is not built yet */
  GtkWidget *select_button;
  FechoHistoryPage *history_page;
  FechoMessagesPage *messages_page;

  FechoDetailsKeeper *details_keeper;
  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
  GSignalGroup *sessions_signals;
  FechoRange *range;
  FechoSessionRanks *ranks;
  gboolean sidebar_visible;     /* when there is room for it */
  guint ahead_id;
};

G_DEFINE_FINAL_TYPE (FechoWindowFrame, fecho_window_frame, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_MONITOR = 1,
  PROP_RANGE,
} FechoWindowFrameProperty;

static GParamSpec *properties[PROP_RANGE + 1];

/* -- what is shown */

static void
update_frame (FechoWindowFrame *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);
  gboolean beside = !folded && self->sidebar_visible;

  gtk_widget_set_visible (self->sidebar_bin, folded || beside);
  gtk_widget_set_visible (self->separator, folded || beside);
  gtk_widget_set_visible (self->back_button, !beside);
  /* A title between buttons needs all the room there is. */
  adw_header_bar_set_centering_policy (self->view_header, folded ? ADW_CENTERING_POLICY_LOOSE
                                       : ADW_CENTERING_POLICY_STRICT);
  fecho_timeline_page_set_compact (self->timeline_page, folded);
}

static void
show_scope_title (FechoWindowFrame *self,
                  const char       *title,
                  const char       *subtitle)
{
  adw_view_switcher_title_set_title (self->switcher_title, title);
  adw_view_switcher_title_set_subtitle (self->switcher_title, subtitle);
}

/* What stands above a view that is too narrow for the view switcher. */
static void
update_title (FechoWindowFrame *self)
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
update_keyring (FechoWindowFrame *self)
{
  fecho_insight_set_revealed (self->keyring_insight,
                              self->monitor != NULL &&
                              fecho_monitor_get_secrets_fault (self->monitor) != NULL);
}

static gboolean
is_shown (FechoWindowFrame *self,
          gpointer          page)
{
  return adw_view_stack_get_visible_child (self->views) == page && gtk_widget_get_mapped (page);
}

static void
show_sidebar (FechoWindowFrame *self)
{
  self->sidebar_visible = TRUE;
  update_frame (self);
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child_name (self->leaflet, "sidebar");
}

/* -- what happens */

static void
keyring_changed_cb (FechoWindowFrame *self)
{
  update_keyring (self);
}

static void
sessions_changed_cb (FechoWindowFrame *self)
{
  update_title (self);
}

static void
scope_changed_cb (FechoWindowFrame *self)
{
  update_title (self);
}

static void
note_changed_cb (FechoWindowFrame *self)
{
  update_title (self);
}

static void
session_chosen_cb (FechoWindowFrame *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child_name (self->leaflet, "view");
}

static void
folded_cb (FechoWindowFrame *self)
{
  update_frame (self);
}

static gboolean
follow_title_cb (GtkWidget     *switcher_bar,
                 GdkFrameClock *clock,
                 gpointer       switcher_title)
{
  adw_view_switcher_bar_set_reveal (ADW_VIEW_SWITCHER_BAR (switcher_bar),
                                    adw_view_switcher_title_get_title_visible (switcher_title));

  return G_SOURCE_REMOVE;
}

/* Told while the header is given its place, when the bar has been measured: without an animation it
 * would be shown with no height at all. */
static void
title_visible_changed_cb (FechoWindowFrame *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self->switcher_bar), follow_title_cb,
                                g_object_ref (self->switcher_title), g_object_unref);
}

/* A page of many charts, which the first picture can do without: a step of its making, FALSE when
 * it stands in its place. */
static gboolean
build_statistics (FechoWindowFrame *self)
{
  GtkWidget *page = self->statistics_page;

  if (page == NULL)
    {
      self->statistics_page = g_object_ref_sink (g_object_new (FECHO_TYPE_STATISTICS_PAGE, NULL));
      return TRUE;
    }
  if (gtk_widget_get_parent (page) == NULL)
    {
      g_object_bind_property (self, "monitor", page, "monitor", G_BINDING_SYNC_CREATE);
      g_object_bind_property (self, "range", page, "range", G_BINDING_SYNC_CREATE);
      g_object_bind_property (self->sidebar, "scope", page, "scope", G_BINDING_SYNC_CREATE);
      adw_bin_set_child (self->statistics_bin, page);
    }

  return FALSE;
}

/* When nothing else is to be done, so that the turn which shows it is short. */
static gboolean
build_ahead_cb (gpointer data)
{
  FechoWindowFrame *self = data;

  if (build_statistics (self))
    return G_SOURCE_CONTINUE;
  self->ahead_id = 0;

  return G_SOURCE_REMOVE;
}

static void
ensure_statistics (FechoWindowFrame *self)
{
  while (build_statistics (self));
}

static void
view_changed_cb (FechoWindowFrame *self)
{
  if (adw_view_stack_get_visible_child (self->views) == GTK_WIDGET (self->statistics_bin))
    ensure_statistics (self);
  gtk_widget_set_visible (self->select_button, adw_view_stack_get_visible_child (self->views) ==
                          GTK_WIDGET (self->history_page));
}

static void
events_selected_cb (FechoWindowFrame *self,
                    GPtrArray        *events,
                    guint             n_all)
{
  if (n_all > 0)
    fecho_details_show_events (self->details, events, n_all);
  else
    fecho_details_clear (self->details);
}

static void
timeline_wanted_cb (FechoWindowFrame *self)
{
  adw_view_stack_set_visible_child_name (self->views, "timeline");
}

/* -- actions */

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
  FechoWindowFrame *self = data;
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
  FechoWindowFrame *self = data;

  if (!gtk_widget_get_child_visible (GTK_WIDGET (self)))
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

static void
choose_session_activated_cb (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       data)
{
  fecho_window_frame_choose_session (data, g_variant_get_string (parameter, NULL));
}

/* The parameter is what stands in the search entry then: "code:1006". */
static void
show_history_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       data)
{
  FechoWindowFrame *self = data;

  fecho_history_page_search (self->history_page, g_variant_get_string (parameter, NULL));
  adw_view_stack_set_visible_child_name (self->views, "history");
}

/* The parameter is the id of a session, empty for the one that is chosen. */
static void
messages_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       data)
{
  FechoWindowFrame *self = data;

  if (*g_variant_get_string (parameter, NULL) != '\0')
    choose_session_activated_cb (action, parameter, data);
  adw_view_stack_set_visible_child_name (self->views, "messages");
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child_name (self->leaflet, "view");
}

static const GActionEntry entries[] = {
  { .name = "choose-session", .activate = choose_session_activated_cb, .parameter_type = "s" },
  { .name = "messages", .activate = messages_activated_cb, .parameter_type = "s" },
  { .name = "search", .activate = search_activated_cb },
  { .name = "show-history", .activate = show_history_activated_cb, .parameter_type = "s" },
  { .name = "show-sidebar", .activate = show_sidebar_activated_cb },
  { .name = "toggle-sidebar", .activate = toggle_sidebar_activated_cb },
};

/* -- the object */

static void
fecho_window_frame_constructed (GObject *object)
{
  FechoWindowFrame *self = FECHO_WINDOW_FRAME (object);

  G_OBJECT_CLASS (fecho_window_frame_parent_class)->constructed (object);

  if (self->range == NULL)
    self->range = fecho_range_new ();
  self->ranks = fecho_session_ranks_new (self->range);
  fecho_sidebar_set_ranks (self->sidebar, self->ranks);
  fecho_timeline_model_set_ranks (fecho_timeline_page_get_model (self->timeline_page),
                                  self->ranks);
}

static void
fecho_window_frame_map (GtkWidget *widget)
{
  FechoWindowFrame *self = FECHO_WINDOW_FRAME (widget);

  GTK_WIDGET_CLASS (fecho_window_frame_parent_class)->map (widget);

  if (self->ahead_id == 0)
    self->ahead_id = g_timeout_add_full (G_PRIORITY_LOW, AHEAD_MS, build_ahead_cb, self, NULL);
}

static void
fecho_window_frame_dispose (GObject *object)
{
  FechoWindowFrame *self = FECHO_WINDOW_FRAME (object);

  g_clear_handle_id (&self->ahead_id, g_source_remove);
  g_clear_object (&self->ranks);
  g_clear_object (&self->details_keeper);
  g_clear_object (&self->monitor_signals);
  g_clear_object (&self->sessions_signals);
  fecho_dispose_template (GTK_WIDGET (self), FECHO_TYPE_WINDOW_FRAME);
  g_clear_object (&self->statistics_page);
  g_clear_object (&self->range);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_window_frame_parent_class)->dispose (object);
}

static void
fecho_window_frame_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  FechoWindowFrame *self = FECHO_WINDOW_FRAME (object);

  switch ((FechoWindowFrameProperty)id)
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
fecho_window_frame_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  FechoWindowFrame *self = FECHO_WINDOW_FRAME (object);

  switch ((FechoWindowFrameProperty)id)
    {
    case PROP_MONITOR:
      fecho_window_frame_set_monitor (self, g_value_get_object (value));
      break;
    case PROP_RANGE:
      g_set_object (&self->range, g_value_get_object (value));
      break;
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
  g_type_ensure (FECHO_TYPE_TIMELINE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-window-frame.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, class_menu);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, leaflet);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, sidebar_bin);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, separator);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, view_header);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, back_button);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, sidebar);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, switcher_title);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, demo_insight);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, keyring_insight);
  gtk_widget_class_bind_template_child_full (widget_class, "fault_bar", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, flap);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, details);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, details_button);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, timeline_page);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, statistics_bin);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, views);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, select_button);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, history_page);
  gtk_widget_class_bind_template_child (widget_class, FechoWindowFrame, messages_page);
  gtk_widget_class_bind_template_callback (widget_class, events_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, scope_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, session_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, timeline_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_visible_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
}

static void
fecho_window_frame_class_init (FechoWindowFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = fecho_window_frame_constructed;
  object_class->dispose = fecho_window_frame_dispose;
  object_class->get_property = fecho_window_frame_get_property;
  object_class->set_property = fecho_window_frame_set_property;
  GTK_WIDGET_CLASS (klass)->map = fecho_window_frame_map;

  properties[PROP_MONITOR] =
    g_param_spec_object ("monitor", NULL, NULL, FECHO_TYPE_MONITOR,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_RANGE] =
    g_param_spec_object ("range", NULL, NULL, FECHO_TYPE_RANGE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
connect_monitor (FechoWindowFrame *self)
{
  self->monitor_signals = g_signal_group_new (FECHO_TYPE_MONITOR);
  g_signal_group_connect_object (self->monitor_signals, "notify::secrets-fault",
                                 G_CALLBACK (keyring_changed_cb), self, G_CONNECT_SWAPPED);
  self->sessions_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_object (self->sessions_signals, "items-changed",
                                 G_CALLBACK (sessions_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
fecho_window_frame_init (FechoWindowFrame *self)
{
  self->sidebar_visible = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));

  fecho_class_actions_fill (self->class_menu);
  self->details_keeper = fecho_details_keeper_new (self->flap, self->details, self->leaflet,
                                                   self->views, self->details_button);
  fecho_details_keeper_follow (self->details_keeper,
                               fecho_timeline_page_get_lanes (self->timeline_page));
  adw_leaflet_set_visible_child_name (self->leaflet, "view");
  connect_monitor (self);
  update_frame (self);
}

FechoWindowFrame *
fecho_window_frame_new (FechoRange *range)
{
  return g_object_new (FECHO_TYPE_WINDOW_FRAME, "range", range, NULL);
}

FechoMonitor *
fecho_window_frame_get_monitor (FechoWindowFrame *self)
{
  g_return_val_if_fail (FECHO_IS_WINDOW_FRAME (self), NULL);

  return self->monitor;
}

void
fecho_window_frame_set_monitor (FechoWindowFrame *self,
                                FechoMonitor     *monitor)
{
  g_return_if_fail (FECHO_IS_WINDOW_FRAME (self));
  g_return_if_fail (monitor == NULL || FECHO_IS_MONITOR (monitor));

  if (!g_set_object (&self->monitor, monitor))
    return;

  fecho_session_ranks_set_monitor (self->ranks, monitor);
  g_signal_group_set_target (self->monitor_signals, monitor);
  g_signal_group_set_target (self->sessions_signals,
                             monitor != NULL ? fecho_monitor_get_sessions (monitor) : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
  fecho_insight_set_revealed (self->demo_insight,
                              monitor != NULL && fecho_demo_is_demo (monitor));
  update_keyring (self);
  update_title (self);
}

FechoHistoryPage *
fecho_window_frame_get_history_page (FechoWindowFrame *self)
{
  g_return_val_if_fail (FECHO_IS_WINDOW_FRAME (self), NULL);

  return self->history_page;
}

FechoSidebar *
fecho_window_frame_get_sidebar (FechoWindowFrame *self)
{
  g_return_val_if_fail (FECHO_IS_WINDOW_FRAME (self), NULL);

  return self->sidebar;
}

FechoSessionRanks *
fecho_window_frame_get_ranks (FechoWindowFrame *self)
{
  g_return_val_if_fail (FECHO_IS_WINDOW_FRAME (self), NULL);

  return self->ranks;
}

void
fecho_window_frame_install_actions (FechoWindowFrame *self,
                                    GActionMap       *map)
{
  g_autoptr(GPropertyAction) view = NULL;
  g_autoptr(GPropertyAction) order = NULL;

  g_return_if_fail (FECHO_IS_WINDOW_FRAME (self));
  g_return_if_fail (G_IS_ACTION_MAP (map));

  view = g_property_action_new ("view", self->views, "visible-child-name");
  order = g_property_action_new ("order", self->ranks, "order");
  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
  g_action_map_add_action (map, G_ACTION (view));
  g_action_map_add_action (map, G_ACTION (order));
  fecho_details_keeper_install (self->details_keeper, map);
  fecho_class_actions_install (map, fecho_timeline_page_get_model (self->timeline_page));
}

void
fecho_window_frame_load_state (FechoWindowFrame       *self,
                               const FechoWindowState *state)
{
  g_return_if_fail (FECHO_IS_WINDOW_FRAME (self));

  self->sidebar_visible = state->sidebar_visible;
  fecho_details_keeper_set_wanted (self->details_keeper, state->details_visible);
  adw_view_stack_set_visible_child_name (self->views, state->view);
  update_frame (self);
}

void
fecho_window_frame_save_state (FechoWindowFrame *self,
                               FechoWindowState *state)
{
  g_return_if_fail (FECHO_IS_WINDOW_FRAME (self));

  state->sidebar_visible = self->sidebar_visible;
  state->details_visible = fecho_details_keeper_get_wanted (self->details_keeper);
  g_free (state->view);
  state->view = g_strdup (adw_view_stack_get_visible_child_name (self->views));
}

void
fecho_window_frame_choose_session (FechoWindowFrame *self,
                                   const char       *id)
{
  FechoSession *session = NULL;

  g_return_if_fail (FECHO_IS_WINDOW_FRAME (self));
  g_return_if_fail (id != NULL);

  if (self->monitor != NULL)
    session = fecho_monitor_find_session (self->monitor, id);
  if (session != NULL)
    fecho_sidebar_select (self->sidebar, session);
}
