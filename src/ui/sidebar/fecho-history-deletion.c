/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-deletion.h"

#include <glib/gi18n.h>

#include "fecho-format.h"
#include "fecho-housekeeping.h"
#include "fecho-message-dialog.h"
#include "fecho-monitor-query.h"
#include "fecho-safe-text.h"

/* Asked for once, from the question to the answer. */
typedef struct
{
  FechoWindow *window;
  FechoMonitor *monitor;
  char **ids;
  char *name;                   /* of the only session; NULL: there are several */
} Deletion;

static void
deletion_free (Deletion *self)
{
  g_object_unref (self->window);
  g_object_unref (self->monitor);
  g_strfreev (self->ids);
  g_free (self->name);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deletion, deletion_free)

static void
show_toast (FechoWindow *window,
            const char  *text)
{
  fecho_window_add_toast (window, adw_toast_new (text));
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Deletion) self = data;
  g_autoptr(GError) error = NULL;
  gint64 n_deleted = fecho_housekeeping_delete_history_finish (self->monitor, result, &error);
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  if (n_deleted < 0)
    {
      g_message ("The history of a session cannot be deleted: %s", error->message);
      show_toast (self->window, _("The history could not be deleted"));
      return;
    }

  count = fecho_format_count (n_deleted);
  /* Translators: %s is how many closes and failed attempts were deleted. */
  text = g_strdup_printf (ngettext ("%s entry deleted", "%s entries deleted", n_deleted), count);
  show_toast (self->window, text);
}

static void
answered_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          data)
{
  g_autoptr(Deletion) self = data;
  Deletion *deletion = self;

  if (!g_str_equal (response, "delete"))
    return;

  fecho_housekeeping_delete_history_async (deletion->monitor,
                                           (const char *const *)deletion->ids, NULL, NULL, NULL,
                                           deleted_cb, g_steal_pointer (&self));
}

/* The two kinds are never one number. */
static char *
format_body (const FechoSummary *summary)
{
  gint64 n_closes = summary->n_closes + summary->n_own;
  g_autofree char *closes = fecho_format_count (n_closes);
  g_autofree char *attempts = fecho_format_count (summary->n_failed_attempts);
  g_autofree char *closes_text = g_strdup_printf (ngettext ("%s close", "%s closes", n_closes),
                                                  closes);
  g_autofree char *attempts_text =
    /* Translators: %s is a number. */
    g_strdup_printf (ngettext ("%s failed attempt", "%s failed attempts",
                               summary->n_failed_attempts), attempts);

  /* Translators: first so many closes, then so many failed attempts. */
  return g_strdup_printf (_("%s and %s will be deleted for ever, from every list and chart. What "
                            "is watched goes on being watched."), closes_text, attempts_text);
}

static char *
format_heading (const Deletion *self)
{
  guint n = g_strv_length (self->ids);

  if (self->name != NULL)
    /* Translators: %s is the name of a session. */
    return g_strdup_printf (_("Delete the History of “%s”?"), self->name);

  /* Translators: %u is how many sessions are selected. */
  return g_strdup_printf (ngettext ("Delete the History of %u Session?",
                                    "Delete the History of %u Sessions?", n), n);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Deletion) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(FechoSummary) summary = fecho_monitor_summary_finish (FECHO_MONITOR (source), result,
                                                                  &error);
  g_autofree char *heading = format_heading (self);
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;

  if (summary == NULL)
    {
      g_message ("What is to be deleted cannot be counted: %s", error->message);
      show_toast (self->window, _("The history could not be deleted"));
      return;
    }

  body = format_body (summary);
  dialog = ADW_MESSAGE_DIALOG (fecho_message_dialog_new (GTK_WINDOW (self->window), heading, body));
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), g_steal_pointer (&self));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
fecho_history_deletion_ask (FechoWindow *window,
                            GPtrArray   *sessions)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  Deletion *self;

  g_return_if_fail (FECHO_IS_WINDOW (window));
  g_return_if_fail (sessions->len > 0);

  self = g_new0 (Deletion, 1);
  for (guint i = 0; i < sessions->len; i++)
    g_strv_builder_add (ids, fecho_session_get_id (g_ptr_array_index (sessions, i)));
  if (sessions->len == 1)
    self->name = fecho_safe_text_line (fecho_session_get_name (g_ptr_array_index (sessions, 0)));
  self->window = g_object_ref (window);
  self->monitor = g_object_ref (fecho_window_get_monitor (window));
  self->ids = g_strv_builder_end (ids);

  filter->sessions = fecho_id_list_new ((const char *const *)self->ids);
  filter->kinds = FECHO_KINDS_BOTH;
  fecho_monitor_summary_async (self->monitor, filter, NULL, counted_cb, self);
}
