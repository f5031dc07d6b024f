/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-details-head.h"

#include <glib/gi18n.h>

#include "fecho-chart-palette.h"
#include "fecho-clock.h"
#include "fecho-close-events.h"
#include "fecho-close-text.h"
#include "fecho-format.h"
#include "fecho-safe-text.h"

void
fecho_details_head_show_title (FechoDetailsHead *self,
                               const char       *title,
                               const char       *when)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (title != NULL && when != NULL);

  gtk_widget_hide (GTK_WIDGET (self->glyph));
  gtk_widget_hide (GTK_WIDGET (self->code_label));
  gtk_widget_hide (GTK_WIDGET (self->name_label));
  gtk_widget_show (GTK_WIDGET (self->title_label));
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->when_label, when);
  gtk_widget_set_visible (GTK_WIDGET (self->when_label), *when != '\0');
}

void
fecho_details_head_show_close (FechoDetailsHead        *self,
                               const FechoCloseRecord  *record,
                               const FechoCloseMeaning *meaning)
{
  const char *classes[] = { fecho_close_class_get_css_class (meaning->klass), NULL };
  g_autofree char *code = g_strdup_printf ("%u", record->code);
  g_autofree char *session = fecho_safe_text_line (record->session != NULL ? record->session : "");
  g_autofree char *time = fecho_close_text_day_time (record->closed_at_us, fecho_clock_wall_us ());
  /* Translators: a session and a time. */
  g_autofree char *when = g_strdup_printf (_("%s · %s"), session, time);
  g_autofree char *marked = g_strconcat (when, record->marked ? " ★" : NULL, NULL);

  gtk_image_set_from_icon_name (self->glyph, fecho_close_class_get_icon_name (meaning->klass));
  gtk_widget_set_css_classes (GTK_WIDGET (self->glyph), classes);
  gtk_widget_show (GTK_WIDGET (self->glyph));
  gtk_label_set_label (self->code_label, code);
  gtk_widget_show (GTK_WIDGET (self->code_label));
  gtk_widget_hide (GTK_WIDGET (self->title_label));
  gtk_label_set_label (self->name_label, meaning->name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), meaning->registered_name);
  gtk_widget_show (GTK_WIDGET (self->name_label));
  gtk_label_set_label (self->when_label, marked);
  gtk_widget_show (GTK_WIDGET (self->when_label));
}

void
fecho_details_head_show_several (FechoDetailsHead *self,
                                 GPtrArray        *events,
                                 guint             n_all)
{
  gint64 from_us;
  gint64 to_us;
  g_autofree char *n = fecho_format_count (n_all);
  /* Translators: %s is a number. */
  g_autofree char *title = g_strdup_printf (ngettext ("%s Close", "%s Closes", n_all), n);
  g_autofree char *when = NULL;

  g_return_if_fail (events != NULL);

  fecho_close_events_find_bounds (events, &from_us, &to_us);
  when = fecho_close_text_interval (from_us, to_us, fecho_clock_wall_us ());
  fecho_details_head_show_title (self, title, n_all == events->len ? when : "");
}
