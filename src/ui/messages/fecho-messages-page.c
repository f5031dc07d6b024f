/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-messages-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-composer.h"
#include "fecho-dispose.h"
#include "fecho-error.h"
#include "fecho-format.h"
#include "fecho-message-columns.h"
#include "fecho-message-log.h"
#include "fecho-message-text.h"
#include "fecho-message-view.h"
#include "fecho-scope.h"
#include "fecho-session-look.h"
#include "fecho-wrap-layout.h"

/* Sessions whose messages are not forgotten at once when another is chosen. */
#define MAX_LOGS 3
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
  GtkImage *state_icon;
  GtkLabel *state_label;
  GtkLabel *rates_label;
  GtkStack *list_pages;
  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  GtkWidget *newest_button;
  FechoMessageView *message_view;
  FechoComposer *composer;

  FechoMonitor *monitor;
  FechoIdList *scope;
  GQueue logs;                  /* of FechoMessageLog, the last one shown first */
  FechoMessageLog *log;         /* one of them, or NULL */
  GSignalGroup *log_signals;
  GSignalGroup *session_signals;
  GtkCustomFilter *filter;
  GtkFilterListModel *filtered;
  GtkSingleSelection *selection;
  gboolean shows[N_SHOWS];
  gboolean following;           /* the newest are in sight */
  gboolean narrow;
  double last_value;            /* of the scroller */
  gboolean oldest_gone;         /* since it was looked at */
  guint n_new;                  /* that came since they were not */
  guint scroll_tick_id;
  guint narrow_tick_id;
  guint clock_id;
  const char *state_class;
  GtkFileChooserNative *chooser;
  GCancellable *gone;
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

static guint
count_shown (FechoMessagesPage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}

static void
update_list_page (FechoMessagesPage *self)
{
  const char *name = "list";

  if (count_shown (self) == 0)
    name = has_filters (self) && self->log != NULL &&
           g_list_model_get_n_items (G_LIST_MODEL (self->log)) > 0 ? "no-match" : "empty";
  gtk_stack_set_visible_child_name (self->list_pages, name);
}

/* -- following the newest */

static void
update_newest (FechoMessagesPage *self)
{
  g_autofree char *count = fecho_format_count (self->n_new);
  /* Translators: a button; %s is how many messages came. */
  g_autofree char *text = g_strdup_printf (ngettext ("Newest · %s new", "Newest · %s new",
                                                     self->n_new), count);

  /* Translators: a button: to the newest messages. */
  gtk_button_set_label (GTK_BUTTON (self->newest_button), self->n_new > 0 ? text : _("Newest"));
  gtk_widget_set_visible (self->newest_button, !self->following && count_shown (self) > 0);
}

/* The place of the newest, or of what is read instead; GTK_INVALID_LIST_POSITION: there is none. */
static guint
get_place (FechoMessagesPage *self)
{
  guint n = count_shown (self);

  if (!self->following)
    return gtk_single_selection_get_selected (self->selection);

  return n > 0 ? n - 1 : GTK_INVALID_LIST_POSITION;
}

/* The action is that of the list inside the view. */
static gboolean
scroll_tick_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       data)
{
  FechoMessagesPage *self = FECHO_MESSAGES_PAGE (widget);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  guint place = get_place (self);

  self->scroll_tick_id = 0;
  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL && place != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (child, "list.scroll-to-item", "u", place);

  return G_SOURCE_REMOVE;
}

static void
scroll_soon (FechoMessagesPage *self)
{
  if (self->scroll_tick_id == 0)
    self->scroll_tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_tick_cb, NULL,
                                                         NULL);
}

static void
show_newest (FechoMessagesPage *self)
{
  self->following = TRUE;
  self->n_new = 0;
  update_newest (self);
  scroll_soon (self);
}

static void
set_following (FechoMessagesPage *self,
               gboolean           following)
{
  if (self->following == following)
    return;

  self->following = following;
  if (following)
    self->n_new = 0;
  update_newest (self);
}

static gboolean
is_at_end (FechoMessagesPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  return gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) >=
         gtk_adjustment_get_upper (adjustment) - 1;
}

/* The list moves by itself as well, when rows are laid out or the oldest go: only a way back that
 * a person went is one. What is read would be gone with the next message. */
static void
scrolled_cb (FechoMessagesPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double value = gtk_adjustment_get_value (adjustment);

  if (is_at_end (self) && gtk_single_selection_get_selected_item (self->selection) == NULL)
    set_following (self, TRUE);
  else if (value < self->last_value && !self->oldest_gone && self->scroll_tick_id == 0)
    set_following (self, FALSE);
  self->last_value = value;
  self->oldest_gone = FALSE;
}

static gboolean
wheel_turned_cb (GtkEventControllerScroll *controller,
                 double                    dx,
                 double                    dy,
                 FechoMessagesPage        *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  if (dy < 0 && gtk_adjustment_get_value (adjustment) > 0)
    set_following (self, FALSE);

  return FALSE;
}

static void
shown_changed_cb (FechoMessagesPage *self,
                  guint              position,
                  guint              n_removed,
                  guint              n_added)
{
  self->oldest_gone = n_removed > 0;
  update_list_page (self);
  if (self->following)
    {
      if (n_added > 0)
        show_newest (self);
      return;
    }
  if (n_added > 0 && position + n_added == count_shown (self))
    self->n_new += n_added;
  update_newest (self);
}

static void
newest_clicked_cb (FechoMessagesPage *self)
{
  show_newest (self);
}

/* -- what the list has */

static void
refilter (FechoMessagesPage *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  self->n_new = 0;
  if (self->following)
    show_newest (self);
  update_newest (self);
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
  if (message == NULL && is_at_end (self))
    set_following (self, TRUE);
  else if (message != NULL)
    set_following (self, FALSE);
  /* The details take room from the list, or give it back. */
  if (self->following || message != NULL)
    scroll_soon (self);
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
show_state (FechoMessagesPage *self,
            FechoSession      *session)
{
  FechoSessionLook look;
  g_autofree char *line = NULL;
  const char *state_class;
  guint seconds;                /* until it reads otherwise: the clock looks each second */

  fecho_session_look_init (&look, session);
  line = fecho_session_look_line (&look, fecho_clock_wall_us (), &seconds);
  gtk_label_set_label (self->state_label, line);
  gtk_image_set_from_icon_name (self->state_icon, fecho_session_state_icon (look.state));
  state_class = fecho_session_state_class (look.state);
  if (self->state_class == state_class)
    return;
  if (self->state_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), self->state_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), state_class);
  self->state_class = state_class;
}

static char *
make_rates (FechoMessagesPage *self,
            FechoSession      *session)
{
  gint64 rtt_us = fecho_session_get_rtt_us (session);
  FechoMessageRates rates;
  g_autofree char *bytes = NULL;
  g_autofree char *rtt = NULL;
  g_autofree char *text = NULL;

  fecho_message_log_get_rates (self->log, &rates);
  bytes = fecho_format_bytes ((gint64)rates.n_bytes);
  /* Translators: messages a second that come in and go out, and bytes a second. */
  text = g_strdup_printf (_("%.1f/s in   %.1f/s out   %s/s"), rates.n_in, rates.n_out, bytes);
  if (rtt_us < 0)
    return g_steal_pointer (&text);
  rtt = fecho_format_duration (MAX (rtt_us, 1000));

  if (rtt_us < 1000)
    /* Translators: rates of messages, then what the round trip to the server is shorter than. */
    return g_strdup_printf (_("%s   Round trip below %s"), text, rtt);

  /* Translators: rates of messages, then the round trip to the server. */
  return g_strdup_printf (_("%s   Round trip %s"), text, rtt);
}

static void
update_status (FechoMessagesPage *self)
{
  FechoSession *session;
  g_autofree char *rates = NULL;

  if (self->log == NULL)
    return;

  session = fecho_message_log_get_session (self->log);
  show_state (self, session);
  if (fecho_session_get_state (session) == FECHO_SESSION_OPEN)
    rates = make_rates (self, session);
  gtk_label_set_label (self->rates_label, rates != NULL ? rates : "");
  gtk_widget_set_visible (GTK_WIDGET (self->rates_label), rates != NULL);
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

/* The log of a session is the first of the logs from now on. */
static FechoMessageLog *
take_log (FechoMessagesPage *self,
          FechoSession      *session)
{
  FechoMessageLog *log;

  for (GList *l = self->logs.head; l != NULL; l = l->next)
    {
      if (fecho_message_log_get_session (l->data) != session)
        continue;
      g_queue_unlink (&self->logs, l);
      g_queue_push_head_link (&self->logs, l);
      return l->data;
    }

  log = fecho_message_log_new (session);
  g_queue_push_head (&self->logs, log);
  if (g_queue_get_length (&self->logs) > MAX_LOGS)
    g_object_unref (g_queue_pop_tail (&self->logs));

  return log;
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
  show_newest (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

/* Only what is looked at is watched. */
static void
choose_log (FechoMessagesPage *self)
{
  FechoSession *session = gtk_widget_get_mapped (GTK_WIDGET (self)) ? find_session (self) : NULL;

  set_log (self, session != NULL ? take_log (self, session) : NULL);
}

static void
forget_logs (FechoMessagesPage *self)
{
  set_log (self, NULL);
  g_queue_clear_full (&self->logs, g_object_unref);
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
add_toast (FechoMessagesPage *self,
           const char        *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (text));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  FechoMessagesPage *self = data;       /* gone where it was cancelled */
  g_autoptr(GError) error = NULL;
  gint64 n_saved = fecho_message_log_save_finish (FECHO_MESSAGE_LOG (object), result, &error);
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (n_saved < 0)
    {
      g_message ("Messages were not saved: %s", error->message);
      add_toast (self, g_error_matches (error, FECHO_ERROR, FECHO_ERROR_FULL)
                 ? _("The messages were not saved: the disk is full")
                 : _("The messages were not saved: the file cannot be written"));
      return;
    }

  count = fecho_format_count ((guint64)n_saved);
  /* Translators: %s is how many messages were written to a file. */
  text = g_strdup_printf (ngettext ("%s message saved", "%s messages saved", (gulong)n_saved),
                          count);
  add_toast (self, text);
}

static void
save_chosen_cb (FechoMessagesPage *self,
                int                response)
{
  g_autoptr(GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file == NULL || g_file_peek_path (file) == NULL || self->log == NULL)
    return;

  fecho_message_log_save_async (self->log, g_file_peek_path (file), self->gone, saved_cb, self);
}

static void
save_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  FechoMessagesPage *self = FECHO_MESSAGES_PAGE (widget);

  if (self->chooser != NULL || self->log == NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_("Save Messages"),
                                               GTK_WINDOW (gtk_widget_get_root (widget)),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "messages.jsonl");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (save_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
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

  if (gtk_column_view_get_model (self->view) == NULL)
    gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
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
  fecho_message_columns_set_narrow (self->view, self->narrow);

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

  g_cancellable_cancel (self->gone);
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
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  fecho_dispose_template (GTK_WIDGET (self), FECHO_TYPE_MESSAGES_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->chooser);
  g_queue_clear_full (&self->logs, g_object_unref);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_messages_page_parent_class)->dispose (object);
}

static void
fecho_messages_page_finalize (GObject *object)
{
  FechoMessagesPage *self = FECHO_MESSAGES_PAGE (object);

  g_clear_pointer (&self->scope, fecho_id_list_unref);
  g_object_unref (self->gone);

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
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, rates_label);
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, list_pages);
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, view);
  gtk_widget_class_bind_template_child (widget_class, FechoMessagesPage, newest_button);
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
}

static void
make_list (FechoMessagesPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  self->filter = gtk_custom_filter_new (match, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->filter)));
  gtk_filter_list_model_set_incremental (self->filtered, TRUE);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->filtered)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  fecho_message_columns_add (self->view);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (shown_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
fecho_messages_page_init (FechoMessagesPage *self)
{
  self->gone = g_cancellable_new ();
  self->following = TRUE;
  for (guint i = 0; i < N_SHOWS; i++)
    self->shows[i] = TRUE;
  g_queue_init (&self->logs);
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
  update_newest (self);
}

void
fecho_messages_page_start_search (FechoMessagesPage *self)
{
  g_return_if_fail (FECHO_IS_MESSAGES_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (gtk_widget_get_mapped (GTK_WIDGET (self->entry))
                                     ? self->entry : self->narrow_entry));
}
