/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-window.h"

#include <glib/gi18n.h>

#include "fecho-close-actions.h"
#include "fecho-compare-actions.h"
#include "fecho-demo.h"
#include "fecho-dictionary-actions.h"
#include "fecho-exchange-actions.h"
#include "fecho-export-actions.h"
#include "fecho-window-frame.h"
#include "fecho-range-keeper.h"
#include "fecho-session-actions.h"
#include "fecho-session-dialog.h"
#include "fecho-welcome.h"
#include "fecho-window-state.h"

/* Of a command line, each with a dialog of its own. */
#define MAX_ADDRESSES 100

/* A history that is opened for longer is one that is brought up to a new version of its file. */
#define OPENING_MS 500

/* The range that the user chose. */
typedef struct
{
  FechoRangePreset preset;      /* the last one */
  gboolean live;
  gint64 from_us;               /* equal to the end: it is the preset */
  gint64 to_us;
} OwnRange;

struct _FechoWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *pages;
  GtkWidget *opening_box;
  AdwStatusPage *failed_page;
  FechoWindowFrame *frame;            /* NULL: not built yet */

  FechoMonitor *monitor;
  GSignalGroup *monitor_signals;
  GSignalGroup *sessions_signals;
  FechoRange *range;
  FechoRangeKeeper *range_keeper;
  guint build_id;
  guint opening_id;
  OwnRange own;                 /* while the demo is shown */
  GQueue addresses;             /* for Add Session, one dialog after the other */
  GtkWindow *add_dialog;        /* weak; NULL: none is open */
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
update_page (FechoWindow *self)
{
  const char *name = "opening";

  if (self->monitor != NULL)
    name = get_n_sessions (self) > 0 || is_demo (self) ? "main" : "welcome";

  gtk_stack_set_visible_child_name (self->pages, name);
}

/* -- the range */

static void
note_range (FechoWindow *self)
{
  gboolean custom = fecho_range_get_preset (self->range) == FECHO_PRESET_CUSTOM;

  self->own = (OwnRange) {
    .preset = fecho_range_get_last_preset (self->range),
    .live = fecho_range_get_live (self->range),
    .from_us = custom ? fecho_range_get_from_us (self->range) : 0,
    .to_us = custom ? fecho_range_get_to_us (self->range) : 0,
  };
}

/* One that follows the clock has its length from before, and its end now. */
static void
restore_range (FechoWindow *self)
{
  fecho_range_set_preset (self->range, self->own.preset);
  if (self->own.from_us < self->own.to_us)
    fecho_range_set_bounds (self->range, self->own.from_us, self->own.to_us);
  fecho_range_set_live (self->range, self->own.live);
}

/* The demo is only just beginning; its range is not the user's choice and is not kept. */
static void
enter_demo (FechoWindow *self)
{
  note_range (self);
  fecho_range_set_preset (self->range, FECHO_PRESET_ALL);
  fecho_range_set_live (self->range, TRUE);
}

static void
leave_demo (FechoWindow *self)
{
  restore_range (self);
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
sessions_changed_cb (FechoWindow *self)
{
  update_page (self);
}

static void
scope_changed_cb (FechoWindow *self)
{
  fecho_session_actions_update (self);
}

static void
menu_opening_cb (FechoWindow *self)
{
  FechoSidebar *sidebar = fecho_window_get_sidebar (self);
  g_autoptr(GPtrArray) selected = fecho_sidebar_dup_selected (sidebar);
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  g_auto(GStrv) sessions = NULL;

  for (guint i = 0; i < selected->len; i++)
    g_strv_builder_add (ids, fecho_session_get_id (selected->pdata[i]));
  sessions = g_strv_builder_end (ids);
  fecho_dictionary_actions_fill_menu (self, fecho_sidebar_get_dictionaries_menu (sidebar),
                                      (const char *const *)sessions);
  fecho_session_actions_update (self);
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

/* Built when it is asked for: GTK would do so with every window. */
static void
show_help_overlay_activated_cb (GSimpleAction *action,
                                GVariant      *parameter,
                                gpointer       data)
{
  GtkApplicationWindow *window = data;

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr(GtkBuilder) builder =
        gtk_builder_new_from_resource ("/io/github/fecho/Fecho/help-overlay.ui");

      gtk_application_window_set_help_overlay (
        window, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static const GActionEntry entries[] = {
  { .name = "add-session", .activate = add_session_activated_cb },
  { .name = "show-help-overlay", .activate = show_help_overlay_activated_cb },
};

static void
add_actions (FechoWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  fecho_window_frame_install_actions (self->frame, G_ACTION_MAP (self));
  fecho_compare_actions_install (self);
  fecho_dictionary_actions_install (self);
  fecho_exchange_actions_install (self);
  fecho_session_actions_install (self);
  fecho_export_actions_install (self);
  fecho_close_actions_install (self);
}

/* -- the frame */

static void
load_frame_state (FechoWindow *self)
{
  FechoWindowState state;

  fecho_window_state_load (&state);
  fecho_window_frame_load_state (self->frame, &state);
  fecho_window_state_clear (&state);
}

static void
follow_frame (FechoWindow *self)
{
  FechoSidebar *sidebar = fecho_window_frame_get_sidebar (self->frame);

  g_signal_connect_object (sidebar, "notify::scope", G_CALLBACK (scope_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sidebar, "menu-opening", G_CALLBACK (menu_opening_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fecho_window_frame_get_history_page (self->frame), "export-wanted",
                           G_CALLBACK (export_wanted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fecho_window_frame_get_ranks (self->frame), "notify::order",
                           G_CALLBACK (fecho_session_actions_update), self, G_CONNECT_SWAPPED);
}

/* All that is shown of a history: most of what a window is made of. */
static void
ensure_frame (FechoWindow *self)
{
  if (self->frame != NULL)
    return;

  g_clear_handle_id (&self->build_id, g_source_remove);
  self->frame = fecho_window_frame_new (self->range);
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->frame), "main");
  gtk_stack_add_named (self->pages, g_object_new (FECHO_TYPE_WELCOME, NULL), "welcome");
  add_actions (self);
  follow_frame (self);
  load_frame_state (self);
}

static gboolean
build_cb (gpointer data)
{
  FechoWindow *self = data;

  self->build_id = 0;
  ensure_frame (self);

  return G_SOURCE_REMOVE;
}

static gboolean
opening_cb (gpointer data)
{
  FechoWindow *self = data;

  self->opening_id = 0;
  gtk_widget_set_visible (self->opening_box, TRUE);

  return G_SOURCE_REMOVE;
}

/* -- the object */

static void
fecho_window_dispose (GObject *object)
{
  FechoWindow *self = FECHO_WINDOW (object);

  g_clear_handle_id (&self->build_id, g_source_remove);
  g_clear_handle_id (&self->opening_id, g_source_remove);
  g_clear_object (&self->range_keeper);
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
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, opening_box);
  gtk_widget_class_bind_template_child (widget_class, FechoWindow, failed_page);
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
  self->own = (OwnRange) { state.preset, state.live, state.from_us, state.to_us };
  restore_range (self);
  fecho_window_state_clear (&state);
}

/* The sessions that were the scope when the window was closed. */
static void
restore_scope (FechoWindow *self)
{
  FechoWindowState state;

  fecho_window_state_load (&state);
  fecho_sidebar_select_ids (fecho_window_frame_get_sidebar (self->frame),
                            (const char *const *)state.sessions);
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
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (target, "drop", G_CALLBACK (address_dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  connect_monitor (self);
  restore_state (self);
  /* The first picture comes before it, while the history is being opened. */
  self->build_id = g_idle_add (build_cb, self);
  self->opening_id = g_timeout_add (OPENING_MS, opening_cb, self);
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

  ensure_frame (self);
  fecho_range_keeper_set_monitor (self->range_keeper, monitor);
  g_signal_group_set_target (self->monitor_signals, monitor);
  g_signal_group_set_target (self->sessions_signals,
                             monitor != NULL ? fecho_monitor_get_sessions (monitor) : NULL);
  if (is_demo (self) && !was_demo)
    enter_demo (self);
  else if (was_demo && !is_demo (self))
    leave_demo (self);

  fecho_window_frame_set_monitor (self->frame, monitor);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
  if (monitor != NULL && !is_demo (self))
    restore_scope (self);
  gtk_window_set_title (GTK_WINDOW (self), is_demo (self) ? _("Demo – Fecho") : "Fecho");
  update_page (self);
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

  ensure_frame (self);

  return fecho_window_frame_get_sidebar (self->frame);
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
  if (self->frame != NULL)
    fecho_window_frame_save_state (self->frame, &state);
  if (self->monitor != NULL && !is_demo (self))
    {
      note_range (self);
      scope = fecho_sidebar_get_scope (fecho_window_frame_get_sidebar (self->frame));
      g_strfreev (state.sessions);
      state.sessions = scope != NULL ? g_strdupv ((char **)scope) : g_new0 (char *, 1);
    }
  state.preset = self->own.preset;
  state.live = self->own.live;
  state.from_us = self->own.from_us;
  state.to_us = self->own.to_us;
  fecho_window_state_save (&state);
  fecho_window_state_clear (&state);
}

FechoFilter *
fecho_window_dup_history_filter (FechoWindow  *self,
                                 char        **ret_text)
{
  g_return_val_if_fail (FECHO_IS_WINDOW (self), NULL);

  ensure_frame (self);

  return fecho_history_page_dup_filter (fecho_window_frame_get_history_page (self->frame),
                                        ret_text);
}
