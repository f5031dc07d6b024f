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

  GtkWidget *glyph;
  GtkLabel *title;
  GtkLabel *subtitle;
  FechoCloseEvent *event;
  const char *glyph_class;      /* of the style; NULL: shows nothing yet */
};

G_DEFINE_FINAL_TYPE (FechoEventRow, fecho_event_row, GTK_TYPE_LIST_BOX_ROW)

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

static GtkLabel *
append_label (GtkBox     *lines,
              const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "xalign", 0.0f,
                                   "ellipsize", PANGO_ELLIPSIZE_END,
                                   NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (lines, label);

  return GTK_LABEL (label);
}

static void
fecho_event_row_init (FechoEventRow *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->glyph = g_object_new (GTK_TYPE_IMAGE,
                              "pixel-size", GLYPH_PX,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              NULL);
  gtk_box_append (GTK_BOX (row), self->glyph);
  self->title = append_label (GTK_BOX (lines), "heading");
  self->subtitle = append_label (GTK_BOX (lines), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");
  gtk_box_append (GTK_BOX (row), lines);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), row);
}

static void
show_glyph (FechoEventRow   *self,
            FechoCloseClass  klass)
{
  const char *glyph_class = fecho_close_class_get_css_class (klass);

  if (g_strcmp0 (self->glyph_class, glyph_class) == 0)
    return;

  if (self->glyph_class != NULL)
    gtk_widget_remove_css_class (self->glyph, self->glyph_class);
  gtk_widget_add_css_class (self->glyph, glyph_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->glyph), fecho_close_class_get_icon_name (klass));
  self->glyph_class = glyph_class;
}

GtkWidget *
fecho_event_row_new (FechoCloseEvent         *event,
                     const FechoCloseMeaning *meaning,
                     gint64                   now_us)
{
  FechoEventRow *self = g_object_new (FECHO_TYPE_EVENT_ROW, NULL);

  fecho_event_row_show (self, event, meaning, now_us);

  return GTK_WIDGET (self);
}

void
fecho_event_row_show (FechoEventRow           *self,
                      FechoCloseEvent         *event,
                      const FechoCloseMeaning *meaning,
                      gint64                   now_us)
{
  const FechoCloseRecord *record;
  g_autoptr(FechoCloseEvent) before = NULL;
  g_autofree char *session = NULL;
  g_autofree char *time = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (FECHO_IS_EVENT_ROW (self));
  g_return_if_fail (event != NULL && meaning != NULL);

  record = fecho_close_event_get_record (event);
  session = fecho_safe_text_line (record->session != NULL ? record->session : "");
  time = fecho_format_time (record->closed_at_us, now_us);
  /* Translators: a close code and its name: "1006 Abnormal Closure". */
  title = g_strdup_printf (_("%u %s"), record->code, meaning->name);
  /* Translators: a session and a time. */
  subtitle = g_strdup_printf (_("%s · %s"), session, time);
  spoken = g_strdup_printf ("%s, %s, %s", title, session, time);

  before = g_steal_pointer (&self->event);
  self->event = fecho_close_event_ref (event);
  show_glyph (self, meaning->klass);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

FechoCloseEvent *
fecho_event_row_get_event (FechoEventRow *self)
{
  g_return_val_if_fail (FECHO_IS_EVENT_ROW (self), NULL);

  return self->event;
}
