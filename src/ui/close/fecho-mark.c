/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-mark.h"

#include <glib/gi18n.h>

#include "fecho-window.h"

/* As long as a removed session can be had back. */
#define UNDO_S 10

/* What one Mark changed, so that it can be undone. */
typedef struct
{
  FechoMonitor *monitor;
  GArray *ids;                  /* gint64 */
  gboolean marked;
} Marking;

/* It is being written; the widget may be gone when it is. */
typedef struct
{
  GtkWidget *widget;
  Marking *marking;
} Writing;

static void
marking_free (gpointer  data,
              GClosure *closure)
{
  Marking *marking = data;

  g_object_unref (marking->monitor);
  g_array_unref (marking->ids);
  g_free (marking);
}

static void
show_toast (GtkWidget *widget,
            AdwToast  *toast)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (FECHO_IS_WINDOW (root))
    fecho_window_add_toast (FECHO_WINDOW (root), toast);
  else
    g_object_unref (toast);
}

static void
unmarked_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GError) error = NULL;

  if (!fecho_monitor_mark_finish (FECHO_MONITOR (source), result, &error))
    g_message ("The marks cannot be undone: %s", error->message);
}

static void
undo_clicked_cb (AdwToast *toast,
                 gpointer  data)
{
  const Marking *marking = data;

  fecho_monitor_mark_async (marking->monitor, marking->ids, !marking->marked, unmarked_cb, NULL);
}

static char *
describe (const Marking *marking)
{
  guint n = marking->ids->len;

  if (marking->marked)
    /* Translators: %u is how many lines of the history were marked. */
    return g_strdup_printf (ngettext ("%u close marked", "%u closes marked", n), n);

  /* Translators: %u is how many lines of the history are no longer marked. */
  return g_strdup_printf (ngettext ("Mark of %u close removed", "Marks of %u closes removed", n),
                          n);
}

static void
marked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autofree Writing *writing = data;
  g_autoptr(GtkWidget) widget = writing->widget;
  Marking *marking = writing->marking;
  g_autoptr(GError) error = NULL;
  g_autofree char *title = NULL;
  AdwToast *toast;

  if (!fecho_monitor_mark_finish (FECHO_MONITOR (source), result, &error))
    {
      g_message ("The closes cannot be marked: %s", error->message);
      marking_free (marking, NULL);
      show_toast (widget, adw_toast_new (_("The closes could not be marked")));
      return;
    }

  title = describe (marking);
  toast = adw_toast_new (title);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_timeout (toast, UNDO_S);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), marking,
                         marking_free, 0);
  show_toast (widget, toast);
}

void
fecho_mark_events (GtkWidget    *widget,
                   FechoMonitor *monitor,
                   GPtrArray    *events,
                   gboolean      mark)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  Marking *marking;
  Writing *writing;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (FECHO_IS_MONITOR (monitor));
  g_return_if_fail (events != NULL);

  for (guint i = 0; i < events->len; i++)
    {
      const FechoCloseRecord *record = fecho_close_event_get_record (g_ptr_array_index (events, i));

      if (!record->marked != !mark)
        g_array_append_val (ids, record->id);
    }
  if (ids->len == 0)
    return;

  marking = g_new0 (Marking, 1);
  *marking = (Marking) { g_object_ref (monitor), g_steal_pointer (&ids), mark };
  writing = g_new0 (Writing, 1);
  *writing = (Writing) { g_object_ref (widget), marking };
  fecho_monitor_mark_async (monitor, marking->ids, mark, marked_cb, writing);
}
