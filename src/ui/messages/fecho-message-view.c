/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-message-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-dispose.h"
#include "fecho-format.h"
#include "fecho-json-layout.h"
#include "fecho-message-text.h"
#include "fecho-payload.h"

/* A text view lays out what it is given at once: more only when it is asked for. */
#define MAX_SHOWN_BYTES 65536
/* ... and even then no more: that would stop the window for seconds. */
#define MAX_EVER_BYTES (2 * 1024 * 1024)

struct _FechoMessageView
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *facts;
  GtkTextView *text_view;
  GtkRevealer *more_revealer;
  GtkLabel *more_label;
  GtkWidget *more_button;

  FechoMessage *message;
  gsize n_shown;                /* bytes of it at most */
};

G_DEFINE_FINAL_TYPE (FechoMessageView, fecho_message_view, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_MESSAGE = 1,
} FechoMessageViewProperty;

static GParamSpec *properties[PROP_MESSAGE + 1];

/* Without a limit; a Close frame reads as its row. */
static char *
dup_whole (FechoMessage *message)
{
  GBytes *payload = fecho_message_get_payload (message);
  gsize n_bytes = 0;
  gconstpointer bytes = payload != NULL ? g_bytes_get_data (payload, &n_bytes) : NULL;
  g_autofree char *content = NULL;

  if (payload == NULL)
    {
      content = fecho_message_text_content (message);
      return fecho_message_get_code (message) != 0
             ? g_strdup_printf ("%u %s", fecho_message_get_code (message), content)
             : g_steal_pointer (&content);
    }
  if (fecho_message_get_kind (message) == FECHO_MESSAGE_BINARY)
    return fecho_payload_dup_hex_dump (bytes, n_bytes);

  return g_strndup (bytes != NULL ? bytes : "", n_bytes);
}

static char *
dup_shown (FechoMessage *message,
           gsize         max,
           gboolean     *ret_is_json)
{
  GBytes *payload = fecho_message_get_payload (message);
  gsize n_bytes = 0;
  gconstpointer bytes = payload != NULL ? g_bytes_get_data (payload, &n_bytes) : NULL;
  g_autofree char *json = NULL;

  *ret_is_json = FALSE;
  if (payload == NULL)
    return dup_whole (message);
  if (n_bytes == 0)
    return g_strdup ("");
  if (fecho_message_get_kind (message) == FECHO_MESSAGE_BINARY)
    return fecho_payload_dup_hex_dump (bytes, MIN (n_bytes, max));
  if (n_bytes <= max)
    json = fecho_json_layout (bytes, n_bytes);
  *ret_is_json = json != NULL;
  if (json != NULL)
    return fecho_payload_dup_text (json, strlen (json));

  return fecho_payload_dup_text (bytes, fecho_payload_cut (bytes, n_bytes, max));
}

static char *
describe (FechoMessage *message,
          gboolean      is_json)
{
  const char *type = fecho_message_text_type (message);
  g_autofree char *size = fecho_format_bytes ((gint64)fecho_message_get_n_bytes (message));

  if (type == NULL)
    return g_strdup ("");
  if (is_json)
    /* Translators: a message's type and size. */
    return g_strdup_printf (_("%s · %s · valid JSON"), type, size);

  return g_strdup_printf ("%s · %s", type, size);
}

static char *
make_title (FechoMessage *message)
{
  const char *way = fecho_message_text_way (message);
  g_autofree char *time = fecho_message_text_time (message, fecho_clock_wall_us ());

  if (way == NULL)
    return g_steal_pointer (&time);

  /* Translators: “Received” or “Sent”, then the time. */
  return g_strdup_printf (_("%s %s"), way, time);
}

static void
update_more (FechoMessageView *self)
{
  gsize n_bytes = fecho_message_get_n_bytes (self->message);
  g_autofree char *shown = fecho_format_bytes ((gint64)self->n_shown);
  g_autofree char *all = fecho_format_bytes ((gint64)n_bytes);
  /* Translators: two sizes, “64 KiB of 1 MiB”. */
  g_autofree char *text = g_strdup_printf (_("The first %s of %s"), shown, all);

  gtk_label_set_label (self->more_label, text);
  gtk_widget_set_visible (self->more_button, self->n_shown < MAX_EVER_BYTES);
  gtk_revealer_set_reveal_child (self->more_revealer, n_bytes > self->n_shown);
}

static void
update (FechoMessageView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;
  g_autofree char *facts = NULL;
  gboolean is_json = FALSE;

  if (self->message == NULL)
    {
      gtk_text_buffer_set_text (buffer, "", -1);
      return;
    }

  text = dup_shown (self->message, self->n_shown, &is_json);
  title = make_title (self->message);
  facts = describe (self->message, is_json);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_view_set_wrap_mode (self->text_view,
                               fecho_message_get_kind (self->message) == FECHO_MESSAGE_BINARY
                               ? GTK_WRAP_NONE : GTK_WRAP_WORD_CHAR);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->facts, facts);
  update_more (self);
}

static void
more_clicked_cb (FechoMessageView *self)
{
  if (self->message == NULL)
    return;

  self->n_shown = MIN (MAX (fecho_message_get_n_bytes (self->message), MAX_SHOWN_BYTES),
                       MAX_EVER_BYTES);
  update (self);
}

/* All of it, as it came. */
static void
copy_clicked_cb (FechoMessageView *self)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *whole = NULL;

  if (self->message == NULL)
    return;

  whole = dup_whole (self->message);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), whole);
  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay),
                                 adw_toast_new (_("Message copied")));
}

static void
fecho_message_view_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((FechoMessageViewProperty)id)
    {
    case PROP_MESSAGE:
      g_value_set_object (value, FECHO_MESSAGE_VIEW (object)->message);
      break;
    }
}

static void
fecho_message_view_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch ((FechoMessageViewProperty)id)
    {
    case PROP_MESSAGE:
      fecho_message_view_set_message (FECHO_MESSAGE_VIEW (object), g_value_get_object (value));
      break;
    }
}

static void
fecho_message_view_dispose (GObject *object)
{
  FechoMessageView *self = FECHO_MESSAGE_VIEW (object);

  fecho_dispose_template (GTK_WIDGET (self), FECHO_TYPE_MESSAGE_VIEW);
  g_clear_object (&self->message);

  G_OBJECT_CLASS (fecho_message_view_parent_class)->dispose (object);
}

static void
fecho_message_view_class_init (FechoMessageViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_message_view_dispose;
  object_class->get_property = fecho_message_view_get_property;
  object_class->set_property = fecho_message_view_set_property;

  properties[PROP_MESSAGE] =
    g_param_spec_object ("message", NULL, NULL, FECHO_TYPE_MESSAGE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "messageview");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-message-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoMessageView, title);
  gtk_widget_class_bind_template_child (widget_class, FechoMessageView, facts);
  gtk_widget_class_bind_template_child (widget_class, FechoMessageView, text_view);
  gtk_widget_class_bind_template_child (widget_class, FechoMessageView, more_revealer);
  gtk_widget_class_bind_template_child (widget_class, FechoMessageView, more_label);
  gtk_widget_class_bind_template_child (widget_class, FechoMessageView, more_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
}

static void
fecho_message_view_init (FechoMessageView *self)
{
  self->n_shown = MAX_SHOWN_BYTES;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fecho_message_view_set_message (FechoMessageView *self,
                                FechoMessage     *message)
{
  g_return_if_fail (FECHO_IS_MESSAGE_VIEW (self));
  g_return_if_fail (message == NULL || FECHO_IS_MESSAGE (message));

  if (!g_set_object (&self->message, message))
    return;

  self->n_shown = MAX_SHOWN_BYTES;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}
