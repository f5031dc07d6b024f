/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-actions.h"

#include <glib/gi18n.h>

#include "fecho-export-dialog.h"
#include "fecho-format.h"

static void
open_file_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  g_autoptr(GFile) file = g_file_new_for_path (g_variant_get_string (parameter, NULL));
  g_autofree char *uri = g_file_get_uri (file);

  gtk_show_uri (GTK_WINDOW (data), uri, GDK_CURRENT_TIME);
}

static char *
describe (gint64 n_events)
{
  g_autofree char *count = NULL;

  if (n_events < 0)
    return g_strdup (_("History copied"));

  count = fecho_format_count (n_events);

  /* Translators: %s is how many rows were written to a file. */
  return g_strdup_printf (ngettext ("%s close exported", "%s closes exported", n_events), count);
}

static void
exported_cb (FechoExportDialog *dialog,
             const char        *path,
             gint64             n_events,
             FechoWindow       *window)
{
  g_autofree char *text = describe (n_events);
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _("_Open"));
  adw_toast_set_action_name (toast, "win.open-file");
  adw_toast_set_action_target (toast, "s", path);
  fecho_window_add_toast (window, toast);
}

static void
export_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  fecho_export_actions_export (data, NULL);
}

static const GActionEntry entries[] = {
  { .name = "export", .activate = export_cb },
  { .name = "open-file", .activate = open_file_cb, .parameter_type = "s" },
};

void
fecho_export_actions_install (FechoWindow *window)
{
  g_return_if_fail (FECHO_IS_WINDOW (window));

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}

/* NULL: there is nothing to export. */
static FechoExportDialog *
make_dialog (FechoWindow       *window,
             FechoRange        *range,
             const char *const *scope)
{
  FechoMonitor *monitor = fecho_window_get_monitor (window);
  FechoExportDialog *dialog;

  if (monitor == NULL)
    return NULL;

  dialog = fecho_export_dialog_new (monitor, range, scope);
  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported_cb), window, 0);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (window));

  return dialog;
}

void
fecho_export_actions_present (FechoWindow       *window,
                              FechoRange        *range,
                              const char *const *scope)
{
  FechoExportDialog *dialog;

  g_return_if_fail (FECHO_IS_WINDOW (window));

  dialog = make_dialog (window, range, scope);
  if (dialog != NULL)
    gtk_window_present (GTK_WINDOW (dialog));
}

/* What the history is filtered by is offered, and can be switched off. */
static void
offer_filter (FechoExportDialog *dialog,
              FechoWindow       *window)
{
  g_autofree char *text = NULL;
  g_autoptr(FechoFilter) filter = fecho_window_dup_history_filter (window, &text);

  if (filter != NULL)
    fecho_export_dialog_set_filter (dialog, filter, text);
}

void
fecho_export_actions_export (FechoWindow  *window,
                             const GArray *ids)
{
  FechoExportDialog *dialog;

  g_return_if_fail (FECHO_IS_WINDOW (window));

  dialog = make_dialog (window, fecho_window_get_range (window),
                        fecho_sidebar_get_scope (fecho_window_get_sidebar (window)));
  if (dialog == NULL)
    return;

  if (ids != NULL)
    fecho_export_dialog_set_events (dialog, ids);
  else
    offer_filter (dialog, window);
  gtk_window_present (GTK_WINDOW (dialog));
}
