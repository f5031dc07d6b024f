/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-row.h"

#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-day-strip.h"
#include "fecho-dispose.h"
#include "fecho-safe-text.h"
#include "fecho-session-look.h"

/* A countdown is told to screen readers once more when this little is left. */
#define SPOKEN_WAIT_S 10

struct _FechoSessionRow
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *name_label;
  GtkLabel *line_label;
  FechoDayStrip *day_strip;
  GtkLabel *note_label;

  FechoSidebarItem *item;
  GBindingGroup *item_bindings;
  GSignalGroup *item_signals;
  gboolean day_spoken;
  GSignalGroup *session_signals;
  const char *state_class;
  guint timeout_id;
  guint timeout_s;
  gboolean last_seconds;          /* a countdown below SPOKEN_WAIT_S */
};

G_DEFINE_FINAL_TYPE (FechoSessionRow, fecho_session_row, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_ITEM = 1,
} FechoSessionRowProperty;

static GParamSpec *properties[PROP_ITEM + 1];

static void update_line (FechoSessionRow *self);

static FechoSession *
get_session (FechoSessionRow *self)
{
  return self->item != NULL ? fecho_sidebar_item_get_session (self->item) : NULL;
}

static void
set_state_class (FechoSessionRow *self,
                 const char      *state_class)
{
  if (self->state_class == state_class)
    return;

  if (self->state_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->state_class);
  self->state_class = state_class;
  if (state_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), state_class);
}

/* Assistive technology sees the list's own widget around this one. */
static void
set_spoken (FechoSessionRow *self,
            const char      *text)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* The state, and the last day in one sentence where it is known. */
static void
update_spoken (FechoSessionRow *self)
{
  FechoSession *session = get_session (self);
  const FechoDay *day = self->item != NULL ? fecho_sidebar_item_get_day (self->item) : NULL;
  FechoSessionLook look;
  g_autofree char *name = NULL;
  g_autofree char *state = NULL;
  g_autofree char *last_day = NULL;
  g_autofree char *text = NULL;

  if (session == NULL)
    {
      set_spoken (self, gtk_label_get_label (self->name_label));
      return;
    }

  fecho_session_look_init (&look, session);
  name = fecho_safe_text_line (fecho_session_get_name (session));
  state = fecho_session_look_spoken (&look, name, fecho_clock_wall_us ());
  last_day = day != NULL ? fecho_day_dup_spoken (day) : NULL;
  text = last_day != NULL ? g_strdup_printf ("%s. %s", state, last_day) : g_strdup (state);
  self->day_spoken = last_day != NULL;
  set_spoken (self, text);
}

static gboolean
line_aged_cb (gpointer data)
{
  FechoSessionRow *self = data;
  guint timeout_s = self->timeout_s;

  update_line (self);

  return self->timeout_s == timeout_s ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Whole seconds, which GLib lets fall together: all rows change in one frame. */
static void
wake_in (FechoSessionRow *self,
         guint            seconds)
{
  if (self->timeout_s == seconds)
    return;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_s = seconds;
  if (seconds > 0)
    self->timeout_id = g_timeout_add_seconds (seconds, line_aged_cb, self);
}

static void
update_line (FechoSessionRow *self)
{
  FechoSession *session = get_session (self);
  gint64 now_us = fecho_clock_wall_us ();
  FechoSessionLook look;
  g_autofree char *line = NULL;
  gboolean last_seconds;
  guint seconds;

  if (session == NULL)
    {
      wake_in (self, 0);
      return;
    }

  fecho_session_look_init (&look, session);
  line = fecho_session_look_line (&look, now_us, &seconds);
  gtk_label_set_label (self->line_label, line);
  wake_in (self, gtk_widget_get_mapped (GTK_WIDGET (self)) ? seconds : 0);

  last_seconds = look.state == FECHO_SESSION_WAITING &&
                 fecho_session_look_wait_s (&look, now_us) <= SPOKEN_WAIT_S;
  if (last_seconds && !self->last_seconds)
    update_spoken (self);
  self->last_seconds = last_seconds;
}

static void
state_changed_cb (FechoSessionRow *self)
{
  FechoSessionState state = fecho_session_get_state (get_session (self));

  gtk_image_set_from_icon_name (self->icon, fecho_session_state_icon (state));
  set_state_class (self, fecho_session_state_class (state));
  update_line (self);
  update_spoken (self);
}

static void
line_changed_cb (FechoSessionRow *self)
{
  update_line (self);
}

static void
name_changed_cb (FechoSessionRow *self)
{
  FechoSession *session = get_session (self);
  g_autofree char *name = fecho_safe_text_line (fecho_session_get_name (session));

  gtk_label_set_label (self->name_label, name);
  update_spoken (self);
}

/* Only the first time: what is told again and again is chatter. */
static void
day_changed_cb (FechoSessionRow *self)
{
  if (!self->day_spoken)
    update_spoken (self);
}

static void
show_session (FechoSessionRow *self)
{
  name_changed_cb (self);
  state_changed_cb (self);
}

static void
show_fixed (FechoSessionRow *self)
{
  FechoSidebarKind kind = self->item != NULL ? fecho_sidebar_item_get_kind (self->item)
                          : FECHO_SIDEBAR_ALL;
  const char *group = kind == FECHO_SIDEBAR_GROUP ? fecho_sidebar_item_get_group (self->item) : "";
  g_autofree char *heading = fecho_safe_text_line (group);

  gtk_label_set_label (self->name_label,
                       kind == FECHO_SIDEBAR_GROUP ? heading : _("All Sessions"));
  gtk_image_set_from_icon_name (self->icon, "view-list-bullet-symbolic");
  set_state_class (self, NULL);
  wake_in (self, 0);
  update_spoken (self);
}

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
show_item (FechoSessionRow *self)
{
  FechoSidebarKind kind = self->item != NULL ? fecho_sidebar_item_get_kind (self->item)
                          : FECHO_SIDEBAR_ALL;
  gboolean is_group = kind == FECHO_SIDEBAR_GROUP;

  gtk_widget_set_visible (GTK_WIDGET (self->icon), !is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->line_label), kind == FECHO_SIDEBAR_SESSION);
  gtk_widget_set_visible (GTK_WIDGET (self->day_strip), kind == FECHO_SIDEBAR_SESSION);
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), kind == FECHO_SIDEBAR_ALL);
  set_class (GTK_WIDGET (self), "group", is_group);
  set_class (GTK_WIDGET (self->name_label), "caption-heading", is_group);
  set_class (GTK_WIDGET (self->name_label), "dim-label", is_group);

  if (kind == FECHO_SIDEBAR_SESSION)
    show_session (self);
  else
    show_fixed (self);
}

static void
fecho_session_row_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fecho_session_row_parent_class)->map (widget);

  update_line (FECHO_SESSION_ROW (widget));
}

static void
fecho_session_row_unmap (GtkWidget *widget)
{
  wake_in (FECHO_SESSION_ROW (widget), 0);

  GTK_WIDGET_CLASS (fecho_session_row_parent_class)->unmap (widget);
}

static void
fecho_session_row_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fecho_session_row_parent_class)->root (widget);

  update_spoken (FECHO_SESSION_ROW (widget));
}

/* Made when it is asked for: setting the text of a tooltip asks the display where the pointer is,
 * and a list has a row for each of hundreds of sessions. */
static gboolean
fecho_session_row_query_tooltip (GtkWidget  *widget,
                                 int         x,
                                 int         y,
                                 gboolean    by_keyboard,
                                 GtkTooltip *tooltip)
{
  FechoSession *session = get_session (FECHO_SESSION_ROW (widget));
  g_autofree char *url = NULL;
  g_autofree char *line = NULL;

  if (session == NULL)
    return FALSE;

  url = fecho_session_dup_url (session);
  line = fecho_safe_text_line (url);
  gtk_tooltip_set_text (tooltip, line);

  return TRUE;
}

static void
fecho_session_row_dispose (GObject *object)
{
  FechoSessionRow *self = FECHO_SESSION_ROW (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_object (&self->item_bindings);
  g_clear_object (&self->item_signals);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->item);
  fecho_dispose_template (GTK_WIDGET (self), FECHO_TYPE_SESSION_ROW);

  G_OBJECT_CLASS (fecho_session_row_parent_class)->dispose (object);
}

static void
fecho_session_row_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  FechoSessionRow *self = FECHO_SESSION_ROW (object);

  switch ((FechoSessionRowProperty)id)
    {
    case PROP_ITEM:
      g_value_set_object (value, self->item);
      break;
    }
}

static void
fecho_session_row_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  FechoSessionRow *self = FECHO_SESSION_ROW (object);

  switch ((FechoSessionRowProperty)id)
    {
    case PROP_ITEM:
      fecho_session_row_set_item (self, g_value_get_object (value));
      break;
    }
}

static void
fecho_session_row_class_init (FechoSessionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_session_row_dispose;
  object_class->get_property = fecho_session_row_get_property;
  object_class->set_property = fecho_session_row_set_property;
  widget_class->map = fecho_session_row_map;
  widget_class->query_tooltip = fecho_session_row_query_tooltip;
  widget_class->unmap = fecho_session_row_unmap;
  widget_class->root = fecho_session_row_root;

  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, FECHO_TYPE_SIDEBAR_ITEM,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (FECHO_TYPE_DAY_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-session-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoSessionRow, icon);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionRow, line_label);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionRow, day_strip);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionRow, note_label);
}

static void
connect_session (FechoSessionRow *self,
                 const char      *signal,
                 GCallback        callback)
{
  g_signal_group_connect_object (self->session_signals, signal, callback, self, G_CONNECT_SWAPPED);
}

static void
fecho_session_row_init (FechoSessionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);

  self->item_bindings = g_binding_group_new ();
  g_binding_group_bind (self->item_bindings, "day", self->day_strip, "day", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->item_bindings, "note", self->note_label, "label",
                        G_BINDING_SYNC_CREATE);
  self->item_signals = g_signal_group_new (FECHO_TYPE_SIDEBAR_ITEM);
  g_signal_group_connect_object (self->item_signals, "notify::day", G_CALLBACK (day_changed_cb),
                                 self, G_CONNECT_SWAPPED);
  self->session_signals = g_signal_group_new (FECHO_TYPE_SESSION);
  connect_session (self, "notify::state", G_CALLBACK (state_changed_cb));
  connect_session (self, "notify::stage", G_CALLBACK (line_changed_cb));
  connect_session (self, "notify::since-us", G_CALLBACK (line_changed_cb));
  connect_session (self, "notify::retry-at-us", G_CALLBACK (line_changed_cb));
  connect_session (self, "notify::last-code", G_CALLBACK (line_changed_cb));
  connect_session (self, "notify::lacks-secret", G_CALLBACK (line_changed_cb));
  connect_session (self, "notify::name", G_CALLBACK (name_changed_cb));
  connect_session (self, "notify::url", G_CALLBACK (name_changed_cb));
}

FechoSidebarItem *
fecho_session_row_get_item (FechoSessionRow *self)
{
  g_return_val_if_fail (FECHO_IS_SESSION_ROW (self), NULL);

  return self->item;
}

void
fecho_session_row_set_item (FechoSessionRow  *self,
                            FechoSidebarItem *item)
{
  g_return_if_fail (FECHO_IS_SESSION_ROW (self));
  g_return_if_fail (item == NULL || FECHO_IS_SIDEBAR_ITEM (item));

  if (!g_set_object (&self->item, item))
    return;

  self->last_seconds = FALSE;
  self->day_spoken = FALSE;
  g_binding_group_set_source (self->item_bindings, item);
  g_signal_group_set_target (self->item_signals, item);
  g_signal_group_set_target (self->session_signals, get_session (self));
  show_item (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}
