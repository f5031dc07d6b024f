/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-range-popover.h"

#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-form-line.h"

struct _FechoRangePopover
{
  GtkPopover parent_instance;

  GtkCalendar *from_calendar;
  GtkEditable *from_entry;
  GtkCalendar *to_calendar;
  GtkEditable *to_entry;
  FechoFormLine *line;
  GtkWidget *apply_button;

  FechoRange *range;
};

G_DEFINE_FINAL_TYPE (FechoRangePopover, fecho_range_popover, GTK_TYPE_POPOVER)

gboolean
fecho_range_popover_parse_time (const char *text,
                                int        *ret_seconds)
{
  g_autofree char *stripped = NULL;
  g_auto(GStrv) parts = NULL;
  guint n_parts;
  int seconds = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (ret_seconds != NULL, FALSE);

  stripped = g_strstrip (g_strdup (text));
  parts = g_strsplit (stripped, ":", 4);
  n_parts = g_strv_length (parts);
  if (n_parts < 2 || n_parts > 3)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    {
      guint64 value = 0;

      if (i < n_parts && (strlen (parts[i]) > 2 ||
                          !g_ascii_string_to_unsigned (parts[i], 10, 0, i == 0 ? 23 : 59, &value,
                                                       NULL)))
        return FALSE;
      seconds = seconds * 60 + (int)value;
    }
  *ret_seconds = seconds;

  return TRUE;
}

/* The instant that a calendar and an entry name; FALSE where the entry has no time. */
static gboolean
read_instant (GtkCalendar *calendar,
              GtkEditable *entry,
              gint64      *ret_us)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (calendar);
  g_autoptr(GDateTime) instant = NULL;
  int seconds;

  if (!fecho_range_popover_parse_time (gtk_editable_get_text (entry), &seconds))
    return FALSE;

  /* By hand, not by adding to midnight: a day of the change to summer time is shorter. */
  instant = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                   g_date_time_get_day_of_month (day), seconds / 3600,
                                   seconds / 60 % 60, seconds % 60);
  if (instant == NULL)
    return FALSE;
  *ret_us = g_date_time_to_unix (instant) * G_USEC_PER_SEC;

  return TRUE;
}

static void
show_instant (GtkCalendar *calendar,
              GtkEditable *entry,
              gint64       us)
{
  g_autoptr(GDateTime) instant = g_date_time_new_from_unix_local (us / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (instant, "%H:%M:%S");

  gtk_calendar_select_day (calendar, instant);
  gtk_editable_set_text (entry, text);
}

static const char *
find_fault (FechoRangePopover *self,
            gint64            *ret_from_us,
            gint64            *ret_to_us)
{
  gboolean from_good = read_instant (self->from_calendar, self->from_entry, ret_from_us);
  gboolean to_good = read_instant (self->to_calendar, self->to_entry, ret_to_us);

  fecho_tone_apply (from_good ? FECHO_TONE_PLAIN : FECHO_TONE_ERROR,
                    GTK_WIDGET (self->from_entry));
  fecho_tone_apply (to_good ? FECHO_TONE_PLAIN : FECHO_TONE_ERROR, GTK_WIDGET (self->to_entry));
  if (!from_good || !to_good)
    return _("A time is written as 9:30 or 09:30:15");
  if (*ret_from_us >= *ret_to_us)
    return _("The start is not before the end");
  if (*ret_from_us >= fecho_clock_wall_us ())
    return _("The start is in the future");

  return NULL;
}

static gboolean
check (FechoRangePopover *self,
       gint64            *ret_from_us,
       gint64            *ret_to_us)
{
  const char *fault = find_fault (self, ret_from_us, ret_to_us);

  fecho_form_line_say (self->line, FECHO_TONE_ERROR, fault);
  gtk_widget_set_sensitive (self->apply_button, fault == NULL);

  return fault == NULL;
}

static void
edited_cb (FechoRangePopover *self)
{
  gint64 from_us;
  gint64 to_us;

  (void)check (self, &from_us, &to_us); /* only what is shown of it */
}

static void
apply_clicked_cb (FechoRangePopover *self)
{
  gint64 from_us;
  gint64 to_us;

  if (self->range == NULL || !check (self, &from_us, &to_us))
    return;

  fecho_range_set_bounds (self->range, from_us, to_us);
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* Opened, it starts from what is shown. */
static void
fecho_range_popover_map (GtkWidget *widget)
{
  FechoRangePopover *self = FECHO_RANGE_POPOVER (widget);

  if (self->range != NULL)
    {
      show_instant (self->from_calendar, self->from_entry,
                    fecho_range_get_from_us (self->range));
      show_instant (self->to_calendar, self->to_entry, fecho_range_get_to_us (self->range));
      edited_cb (self);
    }

  GTK_WIDGET_CLASS (fecho_range_popover_parent_class)->map (widget);
}

static void
fecho_range_popover_dispose (GObject *object)
{
  FechoRangePopover *self = FECHO_RANGE_POPOVER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FECHO_TYPE_RANGE_POPOVER);
  g_clear_object (&self->range);

  G_OBJECT_CLASS (fecho_range_popover_parent_class)->dispose (object);
}

static void
fecho_range_popover_class_init (FechoRangePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_range_popover_dispose;
  widget_class->map = fecho_range_popover_map;

  g_type_ensure (FECHO_TYPE_FORM_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-range-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoRangePopover, from_calendar);
  gtk_widget_class_bind_template_child (widget_class, FechoRangePopover, from_entry);
  gtk_widget_class_bind_template_child (widget_class, FechoRangePopover, to_calendar);
  gtk_widget_class_bind_template_child (widget_class, FechoRangePopover, to_entry);
  gtk_widget_class_bind_template_child (widget_class, FechoRangePopover, line);
  gtk_widget_class_bind_template_child (widget_class, FechoRangePopover, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
fecho_range_popover_init (FechoRangePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fecho_range_popover_set_range (FechoRangePopover *self,
                               FechoRange        *range)
{
  g_return_if_fail (FECHO_IS_RANGE_POPOVER (self));
  g_return_if_fail (range == NULL || FECHO_IS_RANGE (range));

  g_set_object (&self->range, range);
}

FechoRange *
fecho_range_popover_get_range (FechoRangePopover *self)
{
  g_return_val_if_fail (FECHO_IS_RANGE_POPOVER (self), NULL);

  return self->range;
}
