/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-dialog.h"

#include <glib/gi18n.h>

#include "fecho-message-dialog.h"
#include "fecho-probe-text.h"
#include "fecho-probe.h"
#include "fecho-safe-text.h"
#include "fecho-session-form.h"

struct _FechoSessionDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkButton *save_button;
  GtkButton *test_button;
  AdwBin *form_bin;

  FechoSessionForm *form;
  FechoMonitor *monitor;
  FechoSession *session;        /* NULL: a new one */
  GCancellable *test;           /* NULL: none is running */
  gboolean closing;             /* without asking */
};

G_DEFINE_FINAL_TYPE (FechoSessionDialog, fecho_session_dialog, ADW_TYPE_WINDOW)

/* -- testing */

static void
update_test (FechoSessionDialog *self)
{
  gboolean possible = fecho_probe_is_possible (self->monitor);

  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button),
                            self->test != NULL ||
                            (possible && fecho_session_form_get_valid (self->form)));
  gtk_button_set_label (self->test_button, self->test != NULL ? _("S_top") : _("_Test"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->test_button),
                               possible ? _("Connect once, without recording it")
                               : _("Another run of Fecho watches the sessions"));
}

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(FechoSessionDialog) self = user_data;
  g_autoptr(FechoCloseEvent) event = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  FechoTone tone = FECHO_TONE_PLAIN;

  event = fecho_probe_finish (result, &error);
  g_clear_object (&self->test);
  if (self->closing)
    return;

  if (event != NULL)
    text = fecho_probe_text (fecho_close_event_get_record (event), &tone);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_("The test was stopped"));
  else
    {
      tone = FECHO_TONE_ERROR;
      text = g_strdup (_("A secret has no value yet"));
    }
  fecho_session_form_report (self->form, tone, text);
  update_test (self);
}

static void
test_clicked_cb (FechoSessionDialog *self)
{
  g_autoptr(FechoEndpoint) endpoint = NULL;

  if (self->test != NULL)
    {
      g_cancellable_cancel (self->test);
      return;
    }

  endpoint = fecho_session_form_dup_endpoint (self->form);
  if (endpoint == NULL)
    return;

  fecho_endpoint_hide_secrets (endpoint);
  self->test = g_cancellable_new ();
  fecho_session_form_report (self->form, FECHO_TONE_PLAIN, _("Connecting once…"));
  fecho_probe_async (self->monitor, endpoint, self->test, tested_cb, g_object_ref (self));
  update_test (self);
}

static void
valid_changed_cb (FechoSessionDialog *self)
{
  update_test (self);
}

/* -- saving and leaving */

static void
close_at_once (FechoSessionDialog *self)
{
  self->closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
save_clicked_cb (FechoSessionDialog *self)
{
  g_autoptr(FechoEndpoint) endpoint = fecho_session_form_dup_endpoint (self->form);

  if (endpoint == NULL)
    return;

  if (self->session != NULL)
    fecho_monitor_edit_session (self->monitor, self->session, endpoint);
  else
    fecho_monitor_add_session (self->monitor, endpoint);

  close_at_once (self);
}

static void
discard_answered_cb (AdwMessageDialog   *question,
                     const char         *response,
                     FechoSessionDialog *self)
{
  if (!g_str_equal (response, "discard"))
    return;

  /* The question outlives what it is about by a moment. */
  gtk_window_set_transient_for (GTK_WINDOW (question), NULL);
  close_at_once (self);
}

static void
ask_to_discard (FechoSessionDialog *self)
{
  GtkWidget *question = fecho_message_dialog_new (GTK_WINDOW (self), _("Discard Changes?"),
                                                  _("What was entered will be lost."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question),
                                    "keep", _("_Keep Editing"),
                                    "discard", _("_Discard"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "keep");
  g_signal_connect_object (question, "response", G_CALLBACK (discard_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

static gboolean
fecho_session_dialog_close_request (GtkWindow *window)
{
  FechoSessionDialog *self = FECHO_SESSION_DIALOG (window);

  if (!self->closing && fecho_session_form_is_changed (self->form))
    {
      ask_to_discard (self);
      return TRUE;
    }

  self->closing = TRUE;
  if (self->test != NULL)
    g_cancellable_cancel (self->test);

  return GTK_WINDOW_CLASS (fecho_session_dialog_parent_class)->close_request (window);
}

static void
fecho_session_dialog_dispose (GObject *object)
{
  FechoSessionDialog *self = FECHO_SESSION_DIALOG (object);

  self->closing = TRUE;
  if (self->test != NULL)
    g_cancellable_cancel (self->test);
  gtk_widget_dispose_template (GTK_WIDGET (self), FECHO_TYPE_SESSION_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (fecho_session_dialog_parent_class)->dispose (object);
}

static void
fecho_session_dialog_class_init (FechoSessionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_session_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = fecho_session_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-session-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoSessionDialog, title);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionDialog, test_button);
  gtk_widget_class_bind_template_child (widget_class, FechoSessionDialog, form_bin);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_clicked_cb);
}

static void
fecho_session_dialog_init (FechoSessionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static FechoSessionDialog *
make_dialog (FechoMonitor        *monitor,
             FechoSession        *session,
             const FechoEndpoint *endpoint)
{
  FechoSessionDialog *self = g_object_new (FECHO_TYPE_SESSION_DIALOG, NULL);
  g_autofree char *name = NULL;

  self->monitor = g_object_ref (monitor);
  self->session = session != NULL ? g_object_ref (session) : NULL;
  self->form = fecho_session_form_new (monitor, endpoint);
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));
  g_object_bind_property (self->form, "valid", self->save_button, "sensitive",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->form, "notify::valid", G_CALLBACK (valid_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_set_title (GTK_WINDOW (self), session != NULL ? _("Edit Session") : _("Add Session"));
  if (session != NULL)
    {
      name = fecho_safe_text_line (fecho_session_get_name (session));
      adw_window_title_set_subtitle (self->title, name);
    }
  gtk_button_set_label (self->save_button, session != NULL ? _("_Save") : C_("session", "_Add"));
  update_test (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->form));

  return self;
}

FechoSessionDialog *
fecho_session_dialog_new (FechoMonitor *monitor,
                          FechoSession *session)
{
  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), NULL);
  g_return_val_if_fail (session == NULL || FECHO_IS_SESSION (session), NULL);

  return make_dialog (monitor, session,
                      session != NULL ? fecho_session_get_endpoint (session) : NULL);
}

FechoSessionDialog *
fecho_session_dialog_new_copy (FechoMonitor *monitor,
                               FechoSession *session)
{
  g_autoptr(FechoEndpoint) copy = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), NULL);
  g_return_val_if_fail (FECHO_IS_SESSION (session), NULL);

  copy = fecho_endpoint_copy (fecho_session_get_endpoint (session));
  g_free (copy->id);
  copy->id = g_uuid_string_random ();
  copy->paused = FALSE;
  /* Translators: %s is the name of the session of which this is a copy. */
  name = g_strdup_printf (_("%s (copy)"), copy->name);
  (void)fecho_endpoint_set_name (copy, name, NULL); /* too long: the same name */

  return make_dialog (monitor, NULL, copy);
}

void
fecho_session_dialog_set_address (FechoSessionDialog *self,
                                  const char         *address)
{
  g_return_if_fail (FECHO_IS_SESSION_DIALOG (self));
  g_return_if_fail (address != NULL);

  fecho_session_form_set_address (self->form, address);
}
