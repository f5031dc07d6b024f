/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-copy.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "fecho-close-events.h"
#include "fecho-close-facts.h"
#include "fecho-close-meaning.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-export.h"
#include "fecho-safe-text.h"

char *
fecho_close_copy_text (GPtrArray *events)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (events != NULL, NULL);

  for (guint i = 0; i < events->len; i++)
    {
      const FechoCloseRecord *record = fecho_close_events_get (events, i);
      g_autofree char *one = NULL;
      FechoCloseMeaning meaning;

      fecho_close_meaning_init_record (&meaning, record);
      one = fecho_close_facts_to_text (record, meaning.name, meaning.description);
      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, one);
    }

  return g_string_free (text, FALSE);
}

char *
fecho_close_copy_json (GPtrArray *events)
{
  FechoDictionaryShelf *shelf = fecho_dictionary_shelf_get_default ();
  FechoCodeBook *book = fecho_dictionary_shelf_get_book (shelf);
  GString *text = NULL;

  g_return_val_if_fail (events != NULL, NULL);

  text = g_string_new (events->len > 1 ? "[\n" : NULL);
  for (guint i = 0; i < events->len; i++)
    {
      FechoCloseRecord explained;
      const FechoCloseRecord *stored = fecho_close_events_get (events, i);
      FechoCloseRecord record = *fecho_code_book_apply (book, stored, &explained);
      g_autofree char *url = record.url != NULL ? fecho_safe_text_redact_url (record.url) : NULL;
      g_autofree char *one = NULL;

      record.url = url;
      one = fecho_export_event_to_json (&record, NULL, fecho_dictionary_shelf_get_all (shelf));
      if (i > 0)
        g_string_append (text, ",\n");
      g_string_append (text, one);
    }
  g_string_append (text, events->len > 1 ? "\n]\n" : "\n");

  return g_string_free (text, FALSE);
}

void
fecho_close_copy_to_clipboard (GtkWidget *widget,
                               GPtrArray *events,
                               gboolean   json)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *text = json ? fecho_close_copy_json (events) : fecho_close_copy_text (events);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  if (toasts != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), adw_toast_new (_("Details copied")));
}
