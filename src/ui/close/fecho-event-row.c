/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-event-row.h"

#include <glib/gi18n.h>

#include "fecho-chart-palette.h"
#include "fecho-format.h"
#include "fecho-safe-text.h"

#define GLYPH_PX 14

struct _FechoEventRow
{
  GtkListBoxRow parent_instance;

  FechoCloseEvent *event;
};

G_DEFINE_FINAL_TYPE (FechoEventRow, fecho_event_row, GTK_TYPE_LIST_BOX_ROW)

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", text,
                                   "xalign", 0.0f,
                                   "ellipsize", PANGO_ELLIPSIZE_END,
                                   NULL);

  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
fecho_event_row_finalize (GObject *object)
{
  g_clear_pointer (&FECHO_EVENT_ROW (object)->event, fecho_close_event_unref);

  G_OBJECT_CLASS (fecho_event_row_parent_class)->finalize (object);
}

static void
fecho_event_row_class_init (FechoEventRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_event_row_finalize;
}

static void
fecho_event_row_init (FechoEventRow *self)
{
}

GtkWidget *
fecho_event_row_new (FechoCloseEvent         *event,
                     const FechoCloseMeaning *meaning,
                     gint64                   now_us)
{
  const FechoCloseRecord *record = fecho_close_event_get_record (event);
  FechoEventRow *self = g_object_new (FECHO_TYPE_EVENT_ROW, NULL);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *glyph = g_object_new (GTK_TYPE_IMAGE,
                                   "icon-name", fecho_close_class_get_icon_name (meaning->klass),
                                   "pixel-size", GLYPH_PX,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   NULL);
  g_autofree char *session = fecho_safe_text_line (record->session != NULL ? record->session : "");
  g_autofree char *time = fecho_format_time (record->closed_at_us, now_us);
  /* Translators: a close code and its name: "1006 Abnormal Closure". */
  g_autofree char *title = g_strdup_printf (_("%u %s"), record->code, meaning->name);
  /* Translators: a session and a time. */
  g_autofree char *subtitle = g_strdup_printf (_("%s · %s"), session, time);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", title, session, time);

  self->event = fecho_close_event_ref (event);
  gtk_widget_add_css_class (glyph, fecho_close_class_get_css_class (meaning->klass));
  gtk_box_append (GTK_BOX (row), glyph);
  gtk_box_append (GTK_BOX (lines), make_label (title, "heading"));
  gtk_box_append (GTK_BOX (lines), make_label (subtitle, "caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (lines), "dim-label");
  gtk_box_append (GTK_BOX (row), lines);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  return GTK_WIDGET (self);
}

FechoCloseEvent *
fecho_event_row_get_event (FechoEventRow *self)
{
  g_return_val_if_fail (FECHO_IS_EVENT_ROW (self), NULL);

  return self->event;
}
