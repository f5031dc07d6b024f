/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-composer.h"

#include <glib/gi18n.h>

#include "fecho-close-dialog.h"
#include "fecho-dispose.h"
#include "fecho-format.h"
#include "fecho-menu-label.h"

#define MAX_BYTES (4 * 1024 * 1024)
#define MAX_RECALLED 50

struct _FechoComposer
{
  GtkWidget parent_instance;

  GtkMenuButton *kind_button;
  GtkWidget *frame;
  GtkTextView *text_view;
  GtkLabel *size_label;
  GtkWidget *send_button;

  FechoSession *session;
  GSignalGroup *session_signals;
  gboolean binary;
  GPtrArray *sent;              /* of strings, oldest first */
  guint recalled;               /* the position in it; its length: what is being written */
};

G_DEFINE_FINAL_TYPE (FechoComposer, fecho_composer, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_SESSION = 1,
  PROP_KIND,
} FechoComposerProperty;

static GParamSpec *properties[PROP_KIND + 1];

static GtkTextBuffer *
get_buffer (FechoComposer *self)
{
  return gtk_text_view_get_buffer (self->text_view);
}

static char *
dup_text (FechoComposer *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);

  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
}

static gboolean
is_open (FechoComposer *self)
{
  return self->session != NULL && fecho_session_get_state (self->session) == FECHO_SESSION_OPEN;
}

/* Why it cannot be sent now; NULL: it can. */
static const char *
find_obstacle (FechoComposer *self,
               gsize          n_bytes,
               gboolean       is_right)
{
  if (!is_open (self))
    return _("Not connected");
  if (!is_right)
    return _("Binary is written in pairs of hexadecimal digits");
  if (n_bytes > MAX_BYTES)
    return _("Too long to be sent");

  return NULL;
}

static void
show_kind (FechoComposer *self)
{
  fecho_menu_label_set (self->kind_button,
                        self->binary ? _("Binary (Hex)") : C_("message", "Text"));
}

static void
update (FechoComposer *self)
{
  g_autofree char *text = dup_text (self);
  g_autoptr(GBytes) bytes = self->binary ? fecho_endpoint_parse_hex (text) : NULL;
  gboolean is_right = !self->binary || bytes != NULL;
  gsize n_bytes = bytes != NULL ? g_bytes_get_size (bytes) : strlen (text);
  const char *obstacle = find_obstacle (self, n_bytes, is_right);
  g_autofree char *size = fecho_format_bytes ((gint64)n_bytes);

  gtk_label_set_label (self->size_label, is_right ? size : "");
  gtk_widget_set_sensitive (self->send_button, obstacle == NULL);
  /* Translators: a button: to send a message. */
  gtk_widget_set_tooltip_text (self->send_button, obstacle != NULL ? obstacle : _("Send"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.close", is_open (self));
  if (is_right)
    gtk_widget_remove_css_class (self->frame, "error");
  else
    gtk_widget_add_css_class (self->frame, "error");
}

/* -- what was sent before */

static void
remember (FechoComposer *self,
          char          *text)
{
  if (self->sent->len == 0 ||
      !g_str_equal (self->sent->pdata[self->sent->len - 1], text))
    g_ptr_array_add (self->sent, text);
  else
    g_free (text);
  if (self->sent->len > MAX_RECALLED)
    g_ptr_array_remove_index (self->sent, 0);
  self->recalled = self->sent->len;
}

static gboolean
recall (FechoComposer *self,
        int            step)
{
  guint position = self->recalled + step;

  if ((step < 0 && self->recalled == 0) || position > self->sent->len)
    return FALSE;

  self->recalled = position;
  gtk_text_buffer_set_text (get_buffer (self), position < self->sent->len
                            ? self->sent->pdata[position] : "", -1);

  return TRUE;
}

/* Only from the first line up and from the last down: within a text the keys move the cursor. */
static gboolean
is_at_edge (FechoComposer *self,
            int            step)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  if (step < 0)
    return !gtk_text_view_backward_display_line (self->text_view, &iter);

  return !gtk_text_view_forward_display_line (self->text_view, &iter) ||
         gtk_text_iter_is_end (&iter);
}

/* -- sending */

static void
send (FechoComposer *self)
{
  g_autofree char *text = dup_text (self);
  g_autoptr(GBytes) bytes = NULL;

  if (!gtk_widget_get_sensitive (self->send_button))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }

  if (self->binary)
    {
      bytes = fecho_endpoint_parse_hex (text);
      fecho_session_send_binary (self->session, bytes);
    }
  else
    {
      fecho_session_send_text (self->session, text);
    }
  remember (self, g_steal_pointer (&text));
  gtk_text_buffer_set_text (get_buffer (self), "", -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
send_clicked_cb (FechoComposer *self)
{
  send (self);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  keycode,
                GdkModifierType        state,
                FechoComposer         *self)
{
  int step = key == GDK_KEY_Up ? -1 : 1;

  if ((state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      send (self);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      return is_at_edge (self, step) && recall (self, step);
    default:
      return FALSE;
    }
}

static void
text_changed_cb (FechoComposer *self)
{
  update (self);
}

static void
state_changed_cb (FechoComposer *self)
{
  update (self);
}

static void
close_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  FechoComposer *self = FECHO_COMPOSER (widget);
  FechoCloseDialog *dialog;

  if (!is_open (self))
    return;

  dialog = fecho_close_dialog_new (self->session);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* -- the object */

static void
set_kind (FechoComposer *self,
          const char    *kind)
{
  gboolean binary = g_strcmp0 (kind, "binary") == 0;

  if (self->binary == binary)
    return;

  self->binary = binary;
  show_kind (self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
}

static void
fecho_composer_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  FechoComposer *self = FECHO_COMPOSER (object);

  switch ((FechoComposerProperty)id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_KIND:
      g_value_set_static_string (value, self->binary ? "binary" : "text");
      break;
    }
}

static void
fecho_composer_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  FechoComposer *self = FECHO_COMPOSER (object);

  switch ((FechoComposerProperty)id)
    {
    case PROP_SESSION:
      fecho_composer_set_session (self, g_value_get_object (value));
      break;
    case PROP_KIND:
      set_kind (self, g_value_get_string (value));
      break;
    }
}

static gboolean
fecho_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FECHO_COMPOSER (widget)->text_view));
}

static void
fecho_composer_dispose (GObject *object)
{
  FechoComposer *self = FECHO_COMPOSER (object);

  g_clear_object (&self->session_signals);
  fecho_dispose_template (GTK_WIDGET (self), FECHO_TYPE_COMPOSER);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (fecho_composer_parent_class)->dispose (object);
}

static void
fecho_composer_finalize (GObject *object)
{
  g_ptr_array_unref (FECHO_COMPOSER (object)->sent);

  G_OBJECT_CLASS (fecho_composer_parent_class)->finalize (object);
}

static void
fecho_composer_class_init (FechoComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = fecho_composer_dispose;
  object_class->finalize = fecho_composer_finalize;
  object_class->get_property = fecho_composer_get_property;
  object_class->set_property = fecho_composer_set_property;
  widget_class->grab_focus = fecho_composer_grab_focus;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, FECHO_TYPE_SESSION, flags);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, "text", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "composer");
  gtk_widget_class_install_property_action (widget_class, "composer.kind", "kind");
  gtk_widget_class_install_action (widget_class, "composer.close", NULL, close_activated);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoComposer, kind_button);
  gtk_widget_class_bind_template_child (widget_class, FechoComposer, frame);
  gtk_widget_class_bind_template_child (widget_class, FechoComposer, text_view);
  gtk_widget_class_bind_template_child (widget_class, FechoComposer, size_label);
  gtk_widget_class_bind_template_child (widget_class, FechoComposer, send_button);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_clicked_cb);
}

static void
fecho_composer_init (FechoComposer *self)
{
  self->sent = g_ptr_array_new_with_free_func (g_free);
  self->session_signals = g_signal_group_new (FECHO_TYPE_SESSION);
  g_signal_group_connect_object (self->session_signals, "notify::state",
                                 G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (text_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_kind (self);
  update (self);
}

void
fecho_composer_set_session (FechoComposer *self,
                            FechoSession  *session)
{
  g_return_if_fail (FECHO_IS_COMPOSER (self));
  g_return_if_fail (session == NULL || FECHO_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->session_signals, session);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}
