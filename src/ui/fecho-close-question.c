/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "fecho-message-dialog.h"
#include "fecho-settings.h"

typedef struct
{
  void (*answered)(gboolean keep,
                   gpointer data);
  gpointer data;
} Question;

gboolean
fecho_close_question_is_due (FechoMonitor *monitor)
{
  GListModel *sessions;

  g_return_val_if_fail (FECHO_IS_MONITOR (monitor), FALSE);

  sessions = fecho_monitor_get_sessions (monitor);
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      switch (fecho_session_get_state (session))
        {
        case FECHO_SESSION_CONNECTING:
        case FECHO_SESSION_OPEN:
        case FECHO_SESSION_WAITING:
        case FECHO_SESSION_NO_NETWORK:
          return TRUE;
        case FECHO_SESSION_PAUSED:
        case FECHO_SESSION_STOPPED:
        case FECHO_SESSION_CLOSED:
        case FECHO_SESSION_ELSEWHERE:
          break;
        }
    }

  return FALSE;
}

static void
answered_cb (AdwMessageDialog *dialog,
             const char       *response,
             Question         *question)
{
  gboolean keep = g_str_equal (response, "keep");

  if (!keep && !g_str_equal (response, "stop"))
    return;

  fecho_settings_set_string (FECHO_SETTING_ON_CLOSE, response);
  question->answered (keep, question->data);
}

/* The response that has the effect of closing the dialog is "cancel". */
static void
present_question (GtkWidget *dialog,
                  const char *default_response,
                  void (*responded)(AdwMessageDialog *dialog,
                                    const char *response,
                                    Question *question),
                  void (*answered)(gboolean keep,
                                   gpointer data),
                  gpointer data)
{
  Question *question = g_new0 (Question, 1);

  question->answered = answered;
  question->data = data;
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), default_response);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (responded), question,
                         (GClosureNotify)(GCallback)g_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
fecho_close_question_ask (GtkWindow *window,
                          void (*answered)(gboolean keep,
                                           gpointer data),
                          gpointer data)
{
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (answered != NULL);

  dialog = fecho_message_dialog_new (window, _("Keep Monitoring?"),
                                     _("Without its window Fecho can go on watching your sessions. "
                                       "Start it again to see them. The answer is remembered and "
                                       "can be changed in Preferences."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    /* Translators: monitoring, when the window is closed. */
                                    "stop", C_("monitoring", "_Stop"),
                                    "keep", _("_Keep Monitoring"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "keep",
                                              ADW_RESPONSE_SUGGESTED);
  present_question (dialog, "keep", answered_cb, answered, data);
}

static void
refusal_answered_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     Question         *question)
{
  if (g_str_equal (response, "stop"))
    question->answered (FALSE, question->data);
}

void
fecho_close_question_refuse (GtkWindow *window,
                             void (*answered)(gboolean keep,
                                              gpointer data),
                             gpointer data)
{
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (answered != NULL);

  dialog = fecho_message_dialog_new (window, _("No Monitoring without the Window"),
                                     _("The desktop does not let Fecho run in the background. When "
                                       "the window is closed, all connections are closed, and "
                                       "nothing is recorded until you start Fecho again."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Keep the Window"),
                                    /* Translators: monitoring, when the window is closed. */
                                    "stop", C_("monitoring", "_Stop"),
                                    NULL);
  present_question (dialog, "cancel", refusal_answered_cb, answered, data);
}
