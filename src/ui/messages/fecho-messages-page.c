/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-messages-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "fecho-composer.h"
#include "fecho-dispose.h"
#include "fecho-format.h"
#include "fecho-message-columns.h"
#include "fecho-message-follow.h"
#include "fecho-message-logs.h"
#include "fecho-message-saver.h"
#include "fecho-message-status.h"
#include "fecho-message-text.h"
#include "fecho-message-view.h"
#include "fecho-scope.h"
#include "fecho-template-parts.h"
#include "fecho-wrap-layout.h"

/* Below this the list has no room for type and size. */
#define NARROW_WIDTH 560

typedef enum
{
  PROP_MONITOR = 1,
  PROP_SCOPE,
  PROP_PAUSED,
  PROP_SHOW_IN,
  PROP_SHOW_OUT,
  PROP_SHOW_TEXT,
  PROP_SHOW_BINARY,
  PROP_SHOW_CLOSE,
} FechoMessagesPageProperty;

#define N_SHOWS (PROP_SHOW_CLOSE - PROP_SHOW_IN + 1)

static GParamSpec *properties[PROP_SHOW_CLOSE + 1];

struct _FechoMessagesPage
{
  GtkWidget parent_instance;

  GtkStack *pages;
  GtkEditable *entry;
  GtkEditable *narrow_entry;
  AdwButtonContent *pause_content;
  GtkWidget *narrow_pause_button;
  FechoMessageStatus status;
  GtkStack *list_pages;
  FechoMessageFollow follow;
  FechoMessageSaver saver;
  FechoMessageView *message_view;
  FechoComposer *composer;

  FechoMonitor *monitor;
  FechoIdList *scope;
  FechoMessageLogs logs;
  FechoMessageLog *log;         /* one of them, or NULL */
  GSignalGroup *log_signals;
  GSignalGroup *session_signals;
  GtkCustomFilter *filter;
  GtkFilterListModel *filtered;
  GtkSingleSelection *selection;
  gboolean shows[N_SHOWS];
  gboolean narrow;
  guint narrow_tick_id;
  guint clock_id;
};

G_DEFINE_FINAL_TYPE (FechoMessagesPage, fecho_messages_page, GTK_TYPE_WIDGET)

/* -- filter */

static gboolean
match (gpointer item,
       gpointer data)
{
  FechoMessagesPage *self = data;
  FechoMessageFilter filter = {
    .in = self->shows[PROP_SHOW_IN - PROP_SHOW_IN],
    .out = self->shows[PROP_SHOW_OUT - PROP_SHOW_IN],
    .text = self->shows[PROP_SHOW_TEXT - PROP_SHOW_IN],
    .binary = self->shows[PROP_SHOW_BINARY - PROP_SHOW_IN],
    .close = self->shows[PROP_SHOW_CLOSE - PROP_SHOW_IN],
    .words = gtk_editable_get_text (self->entry),
  };

  return fecho_message_filter_match (&filter, item);
}

static gboolean
has_filters (FechoMessagesPage *self)
{
  for (guint i = 0; i < N_SHOWS; i++)
    {
      if (!self->shows[i])
        return TRUE;
    }

  return *gtk_editable_get_text (self->entry) != '\0';
}

static void
update_list_page (FechoMessagesPage *self)
{
  const char *name = "list";

  if (g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) == 0)
    name = has_filters (self) && self->log != NULL &&
           g_list_model_get_n_items (G_LIST_MODEL (self->log)) > 0 ? "no-match" : "empty";
  gtk_stack_set_visible_child_name (self->list_pages, name);
}

/* -- the newest */

static gboolean
wheel_turned_cb (GtkEventControllerScroll *controller,
                 double                    dx,
                 double                    dy,
                 FechoMessagesPage        *self)
{
  if (dy < 0)
    fecho_message_follow_leave (&self->follow);

  return FALSE;
}

static void
shown_changed_cb (FechoMessagesPage *self,
                  guint              position,
                  guint              n_removed,
                  guint              n_added)
{
  update_list_page (self);
  fecho_message_follow_changed (&self->follow, position, n_removed, n_added);
}

static void
newest_clicked_cb (FechoMessagesPage *self)
{
  fecho_message_follow_show_newest (&self->follow);
}

/* -- what the list has */

static void
refilter (FechoMessagesPage *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  fecho_message_follow_renew (&self->follow);
  update_list_page (self);
}

static void
words_changed_cb (FechoMessagesPage *self)
{
  refilter (self);
}

static void
selected_cb (FechoMessagesPage *self)
{
  FechoMessage *message = gtk_single_selection_get_selected_item (self->selection);

  gtk_widget_set_visible (GTK_WIDGET (self->message_view), message != NULL);
  fecho_message_view_set_message (self->message_view, message);
  fecho_message_follow_selected (&self->follow);
}

/* -- what is said of the session */

static void
update_pause (FechoMessagesPage *self)
{
  gboolean paused = self->log != NULL && fecho_message_log_get_paused (self->log);
  guint n_held = self->log != NULL ? fecho_message_log_get_n_held (self->log) : 0;
  g_autofree char *count = fecho_format_count (n_held);
  /* Translators: a button that lets a list go on; %s is how many messages came meanwhile. */
  g_autofree char *resume = g_strdup_printf (ngettext ("Resume · %s new", "Resume · %s new",
                                                       n_held), count);
  const char *label = !paused
                      /* Translators: a button: to pause a list. */
                      ? _("Pause")
                      /* Translators: a button: to let a list go on. */
                      : n_held > 0 ? resume : _("Resume");
  const char *icon = paused ? "media-playback-start-symbolic" : "media-playback-pause-symbolic";

  adw_button_content_set_label (self->pause_content, label);
  adw_button_content_set_icon_name (self->pause_content, icon);
  gtk_button_set_icon_name (GTK_BUTTON (self->narrow_pause_button), icon);
  gtk_widget_set_tooltip_text (self->narrow_pause_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->narrow_pause_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_status (FechoMessagesPage *self)
{
  if (self->log != NULL)
    fecho_message_status_show (&self->status, self->log);
}

static gboolean
clock_cb (gpointer data)
{
  update_status (data);

  return G_SOURCE_CONTINUE;
}

static void
session_changed_cb (FechoMessagesPage *self)
{
  update_status (self);
}

static void
n_held_changed_cb (FechoMessagesPage *self)
{
  update_pause (self);
}

/* -- whose messages */

static FechoSession *
find_session (FechoMessagesPage *self)
{
  if (self->monitor == NULL || fecho_id_list_get_length (self->scope) != 1)
    return NULL;

  return fecho_monitor_find_session (self->monitor, fecho_id_list_get_ids (self->scope)[0]);
}

static void
set_actions_enabled (FechoMessagesPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "messages.clear", self->log != NULL);
  gtk_widget_action_set_enabled (widget, "messages.save", self->log != NULL);
  gtk_widget_action_set_enabled (widget, "messages.pause", self->log != NULL);
}

static void
set_log (FechoMessagesPage *self,
         FechoMessageLog   *log)
{
  if (self->log == log)
    return;

  if (self->log != NULL)
    fecho_message_log_set_watched (self->log, FALSE);
  self->log = log;
  g_signal_group_set_target (self->log_signals, log);
  g_signal_group_set_target (self->session_signals, log != NULL
                             ? fecho_message_log_get_session (log) : NULL);
  gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (log));
  if (log != NULL)
    fecho_message_log_set_watched (log, TRUE);
  fecho_composer_set_session (self->composer, log != NULL
                              ? fecho_message_log_get_session (log) : NULL);
  gtk_stack_set_visible_child_name (self->pages, log != NULL ? "messages" : "choose");
  set_actions_enabled (self);
  update_status (self);
  update_pause (self);
  update_list_page (self);
  fecho_message_follow_show_newest (&self->follow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

/* Only what is looked at is watched. */
static void
choose_log (FechoMessagesPage *self)
{
  FechoSession *session = gtk_widget_get_mapped (GTK_WIDGET (self)) ? find_session (self) : NULL;

  set_log (self, session != NULL ? fecho_message_logs_take (&self->logs, session) : NULL);
}

static void
forget_logs (FechoMessagesPage *self)
{
  set_log (self, NULL);
  fecho_message_logs_clear (&self->logs);
}

/* -- actions */

static void
clear_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  FechoMessagesPage *self = FECHO_MESSAGES_PAGE (widget);

  if (self->log != NULL)
    fecho_message_log_clear (self->log);
}

static void
clear_filters_activated (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  FechoMessagesPage *self = FECHO_MESSAGES_PAGE (widget);

  gtk_editable_set_text (self->entry, "");
  for (guint i = PROP_SHOW_IN; i <= PROP_SHOW_CLOSE; i++)
    g_object_set (self, g_param_spec_get_name (properties[i]), TRUE, NULL);
}

static void
save_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  FechoMessagesPage *self = FECHO_MESSAGES_PAGE (widget);

  if (self->log != NULL)
    fecho_message_saver_ask (&self->saver, self->log);
}

static void
hide_message_activated (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  FechoMessagesPage *self = FECHO_MESSAGES_PAGE (widget);

  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

/* -- properties */

static void
set_monitor (FechoMessagesPage *self,
             FechoMonitor      *monitor)
{
  if (!g_set_object (&self->monitor, monitor))
    return;

  forget_logs (self);
  choose_log (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
}

static void
set_scope (FechoMessagesPage *self,
           const char *const *scope)
{
  if (!fecho_scope_set (&self->scope, scope))
    return;

  choose_log (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCOPE]);
}

static void
set_paused (FechoMessagesPage *self,
            gboolean           paused)
{
  if (self->log == NULL || fecho_message_log_get_paused (self->log) == paused)
    return;

  fecho_message_log_set_paused (self->log, paused);
  update_pause (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

static void
set_show (FechoMessagesPage         *self,
          FechoMessagesPageProperty  property,
          gboolean                   show)
{
  if (self->shows[property - PROP_SHOW_IN] == show)
    return;

  self->shows[property - PROP_SHOW_IN] = show;
  refilter (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
fecho_messages_page_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  FechoMessagesPage *self = FECHO_MESSAGES_PAGE (object);

  switch ((FechoMessagesPageProperty)id)
    {
    case PROP_MONITOR:
      g_value_set_object (value, self->monitor);
      break;
    case PROP_SCOPE:
      g_value_set_boxed (value, fecho_id_list_get_ids (self->scope));
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->log != NULL && fecho_message_log_get_paused (self->log));
      break;
    case PROP_SHOW_IN:
    case PROP_SHOW_OUT:
    case PROP_SHOW_TEXT:
    case PROP_SHOW_BINARY:
    case PROP_SHOW_CLOSE:
      g_value_set_boolean (value, self->shows[id - PROP_SHOW_IN]);
      break;
    }
}

static void
fecho_messages_page_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  FechoMessagesPage *self = FECHO_MESSAGES_PAGE (object);

  switch ((FechoMessagesPageProperty)id)
    {
    case PROP_MONITOR:
      set_monitor (self, g_value_get_object (value));
      break;
    case PROP_SCOPE:
      set_scope (self, g_value_get_boxed (value));
      break;
    case PROP_PAUSED:
      set_paused (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_IN:
    case PROP_SHOW_OUT:
    case PROP_SHOW_TEXT:
    case PROP_SHOW_BINARY:
    case PROP_SHOW_CLOSE:
      set_show (self, (FechoMessagesPageProperty)id, g_value_get_boolean (value));
      break;
    }
}

/* -- the widget */

/* A column view makes its rows when it has a model: not before it is looked at. */
static void
fecho_messages_page_map (GtkWidget *widget)
{
  FechoMessagesPage *self = FECHO_MESSAGES_PAGE (widget);

  GTK_WIDGET_CLASS (fecho_messages_page_parent_class)->map (widget);

  if (gtk_column_view_get_model (self->follow.view) == NULL)
    gtk_column_view_set_model (self->follow.view, GTK_SELECTION_MODEL (self->selection));
  self->clock_id = g_timeout_add_seconds (1, clock_cb, self);
  choose_log (self);
}

static void
fecho_messages_page_unmap (GtkWidget *widget)
{
  FechoMessagesPage *self = FECHO_MESSAGES_PAGE (widget);

  g_clear_handle_id (&self->clock_id, g_source_remove);

  GTK_WIDGET_CLASS (fecho_messages_page_parent_class)->unmap (widget);
  choose_log (self);
}

static gboolean
narrow_tick_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       data)
{
  FechoMessagesPage *self = FECHO_MESSAGES_PAGE (widget);

  self->narrow_tick_id = 0;
  fecho_message_columns_set_narrow (self->follow.view, self->narrow);

  return G_SOURCE_REMOVE;
}

/* Columns must not come and go while they are laid out. */
static void
fecho_messages_page_size_allocate (GtkWidget *widget,
                                   int        width,
                                   int        height,
                                   int        baseline)
{
  FechoMessagesPage *self = FECHO_MESSAGES_PAGE (widget);

  gtk_widget_allocate (GTK_WIDGET (self->pages), width, height, baseline, NULL);
  self->narrow = width < NARROW_WIDTH;
  if (self->narrow_tick_id == 0)
    self->narrow_tick_id = gtk_widget_add_tick_callback (widget, narrow_tick_cb, NULL, NULL);
}

static void
fecho_messages_page_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (FECHO_MESSAGES_PAGE (widget)->pages), orientation, for_size,
                      minimum, natural, minimum_baseline, natural_baseline);
}

static void
fecho_messages_page_dispose (GObject *object)
{
  FechoMessagesPage *self = FECHO_MESSAGES_PAGE (object);

  g_clear_handle_id (&self->clock_id, g_source_remove);
  if (self->log != NULL)
    fecho_message_log_set_watched (self->log, FALSE);
  self->log = NULL;
  g_clear_object (&self->log_signals);
  g_clear_object (&self->session_signals);
  if (self->filtered != NULL)
    g_signal_handlers_disconnect_by_data (self->filtered, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->follow.view != NULL)
    gtk_column_view_set_model (self->follow.view, NULL);
  fecho_message_follow_clear (&self->follow);
  fecho_message_saver_clear (&self->saver);
  fecho_dispose_template (GTK_WIDGET (self), FECHO_TYPE_MESSAGES_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  fecho_message_logs_clear (&self->logs);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_messages_page_parent_class)->dispose (object);
}

static void
fecho_messages_page_finalize (GObject *object)
{
  g_clear_pointer (&FECHO_MESSAGES_PAGE (object)->scope, fecho_id_list_unref);

  G_OBJECT_CLASS (fecho_messages_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  static const char *const shows[N_SHOWS] = {
    "show-in", "show-out", "show-text", "show-binary", "show-close",
  };
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_MONITOR] = g_param_spec_object ("monitor", NULL, NULL, FECHO_TYPE_MONITOR, flags);
  properties[PROP_SCOPE] = g_param_spec_boxed ("scope", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  for (guint i = 0; i < N_SHOWS; i++)
    properties[PROP_SHOW_IN + i] = g_param_spec_boolean (shows[i], NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "messages.clear", NULL, clear_activated);
  gtk_widget_class_install_action (widget_class, "messages.clear-filters", NULL,
                                   clear_filters_activated);
  gtk_widget_class_install_action (widget_class, "messages.save", NULL, save_activated);
  gtk_widget_class_install_action (widget_class, "messages.hide-message", NULL,
                                   hide_message_activated);
  gtk_widget_class_install_property_action (widget_class, "messages.pause", "paused");
  gtk_widget_class_install_property_action (widget_class, "messages.show-in", "show-in");
  gtk_widget_class_install_property_action (widget_class, "messages.show-out", "show-out");
  gtk_widget_class_install_property_action (widget_class, "messages.show-text", "show-text");
  gtk_widget_class_install_property_action (widget_class, "messages.show-binary", "show-binary");
  gtk_widget_class_install_property_action (widget_class, "messages.show-close", "show-close");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, GDK_CONTROL_MASK,
                                       "messages.pause", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "messages.hide-message",
                                       NULL);
}

/* The children that belong to a part of the page. */
static void
bind_parts (GtkWidgetClass *widget_class)
{
  static const FechoTemplatePart children[] = {
    { "state_icon", G_STRUCT_OFFSET (FechoMessagesPage, status.state_icon) },
    { "state_label", G_STRUCT_OFFSET (FechoMessagesPage, status.state_label) },
    { "rates_label", G_STRUCT_OFFSET (FechoMessagesPage, status.rates_label) },
    { "scroller", G_STRUCT_OFFSET (FechoMessagesPage, follow.scroller) },
    { "view", G_STRUCT_OFFSET (FechoMessagesPage, follow.view) },
    { "newest_button", G_STRUCT_OFFSET (FechoMessagesPage, follow.newest_button) },
  };

  fecho_template_parts_bind (widget_class, children, G_N_ELEMENTS (children));
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (FECHO_TYPE_COMPOSER);
  g_type_ensure (FECHO_TYPE_MESSAGE_VIEW);
  g_type_ensure (FECHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-messages-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, pages);
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, entry);
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, narrow_entry);
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, pause_content);
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, narrow_pause_button);
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, list_pages);
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, message_view);
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, composer);
  gtk_widget_class_bind_template_callback (widget_class, newest_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, wheel_turned_cb);
  gtk_widget_class_bind_template_callback (widget_class, words_changed_cb);
}

static void
fecho_messages_page_class_init (FechoMessagesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_messages_page_dispose;
  object_class->finalize = fecho_messages_page_finalize;
  object_class->get_property = fecho_messages_page_get_property;
  object_class->set_property = fecho_messages_page_set_property;
  widget_class->map = fecho_messages_page_map;
  widget_class->unmap = fecho_messages_page_unmap;
  widget_class->measure = fecho_messages_page_measure;
  widget_class->size_allocate = fecho_messages_page_size_allocate;

  install_properties (object_class);
  install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "messages");
  bind_template (widget_class);
  bind_parts (widget_class);
}

static void
make_list (FechoMessagesPage *self)
{
  self->filter = gtk_custom_filter_new (match, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->filter)));
  gtk_filter_list_model_set_incremental (self->filtered, TRUE);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->filtered)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  fecho_message_columns_add (self->follow.view);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (shown_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                           self, G_CONNECT_SWAPPED);
  self->follow.owner = GTK_WIDGET (self);
  self->follow.selection = self->selection;
  fecho_message_follow_start (&self->follow);
}

static void
fecho_messages_page_init (FechoMessagesPage *self)
{
  for (guint i = 0; i < N_SHOWS; i++)
    self->shows[i] = TRUE;
  fecho_message_saver_init (&self->saver, GTK_WIDGET (self));
  self->log_signals = g_signal_group_new (FECHO_TYPE_MESSAGE_LOG);
  g_signal_group_connect_object (self->log_signals, "notify::n-held",
                                 G_CALLBACK (n_held_changed_cb), self, G_CONNECT_SWAPPED);
  self->session_signals = g_signal_group_new (FECHO_TYPE_SESSION);
  g_signal_group_connect_object (self->session_signals, "notify::state",
                                 G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
  make_list (self);
  set_actions_enabled (self);
  update_pause (self);
}

void
fecho_messages_page_start_search (FechoMessagesPage *self)
{
  g_return_if_fail (FECHO_IS_MESSAGES_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (gtk_widget_get_mapped (GTK_WIDGET (self->entry))
                                     ? self->entry : self->narrow_entry));
}
