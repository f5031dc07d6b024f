/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-summary.h"

#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-close-meaning.h"
#include "fecho-close-text.h"
#include "fecho-code-agreement.h"
#include "fecho-code-badge.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-dispose.h"
#include "fecho-event-row.h"
#include "fecho-fact-list.h"
#include "fecho-format.h"

/* More are only counted. */
#define MAX_ROWS 30
#define MAX_CODES 12

struct _FechoCloseSummary
{
  GtkWidget parent_instance;

  GtkListBox *codes_list;
  GtkWidget *common_box;
  FechoFactList *facts;
  GtkLabel *part_label;
  GtkListBox *events_list;
  GtkLabel *more_label;
};

G_DEFINE_FINAL_TYPE (FechoCloseSummary, fecho_close_summary, GTK_TYPE_WIDGET)

static guint event_chosen_signal;

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, 0);

  while (row != NULL)
    {
      gtk_list_box_remove (list, GTK_WIDGET (row));
      row = gtk_list_box_get_row_at_index (list, 0);
    }
}

static void
add_code (FechoCloseSummary     *self,
          const FechoCodeCount  *count,
          const FechoDictionary *dictionary)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *badge = fecho_code_badge_new (count->code);
  g_autofree char *text = fecho_close_text_explain (count->code, dictionary);
  GtkWidget *name = gtk_label_new (text);
  g_autofree char *number = fecho_format_count (count->n_closes);
  GtkWidget *n = gtk_label_new (number);
  FechoCloseMeaning meaning;

  fecho_close_meaning_init (&meaning, count->code, dictionary);
  fecho_code_badge_explain (FECHO_CODE_BADGE (badge), count->code, &meaning);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (n, "heading");
  gtk_widget_set_tooltip_text (name, text);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), n);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->codes_list, row);
}

static void
show_digest (FechoCloseSummary *self,
             GPtrArray         *events,
             guint              n_all,
             gboolean           whole)
{
  const FechoCodeBook *book =
    fecho_dictionary_shelf_get_book (fecho_dictionary_shelf_get_default ());
  g_autoptr(FechoCloseDigest) digest = fecho_close_digest_new ();
  g_autoptr(GArray) counts = NULL;
  g_autoptr(GPtrArray) facts = NULL;
  g_autoptr(GHashTable) agreed = fecho_code_agreement_new ();
  g_autofree char *n = fecho_format_count (events->len);
  g_autofree char *part = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      const FechoCloseRecord *record = fecho_close_event_get_record (g_ptr_array_index (events, i));

      fecho_close_digest_add (digest, record);
      fecho_code_agreement_add_event (agreed, record, fecho_code_book_find (book, record));
    }
  counts = fecho_close_digest_count (digest);
  facts = fecho_close_digest_list (digest);

  clear_list (self->codes_list);
  for (guint i = 0; i < MIN (counts->len, MAX_CODES); i++)
    {
      const FechoCodeCount *count = &g_array_index (counts, FechoCodeCount, i);

      add_code (self, count, fecho_code_agreement_get (agreed, count->code));
    }
  gtk_widget_set_visible (self->common_box, whole);
  fecho_fact_list_show (self->facts, facts);

  /* Translators: %s is a number: how many of the selected closes were looked at. */
  part = g_strdup_printf (ngettext ("Of %s of them", "Of the first %s of them", events->len), n);
  gtk_label_set_label (self->part_label, part);
  gtk_widget_set_visible (GTK_WIDGET (self->part_label), n_all > events->len);
}

static void
show_events (FechoCloseSummary *self,
             GPtrArray         *events,
             guint              n_all)
{
  guint n_rows = MIN (events->len, MAX_ROWS);
  gint64 now_us = fecho_clock_wall_us ();
  g_autofree char *rest = fecho_format_count (n_all - n_rows);
  g_autofree char *more = NULL;

  clear_list (self->events_list);
  for (guint i = 0; i < n_rows; i++)
    {
      FechoCloseEvent *event = g_ptr_array_index (events, i);
      const FechoCloseRecord *record = fecho_close_event_get_record (event);
      FechoCloseMeaning meaning;

      fecho_close_meaning_init_record (&meaning, record);
      gtk_list_box_append (self->events_list, fecho_event_row_new (event, &meaning, now_us));
    }

  /* Translators: the end of a list of closes; %s is a number. */
  more = g_strdup_printf (ngettext ("and %s more", "and %s more", n_all - n_rows), rest);
  gtk_label_set_label (self->more_label, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n_all > n_rows);
}

static void
row_activated_cb (FechoCloseSummary *self,
                  GtkListBoxRow     *row)
{
  g_autoptr(FechoCloseEvent) event =
    fecho_close_event_ref (fecho_event_row_get_event (FECHO_EVENT_ROW (row)));

  g_signal_emit (self, event_chosen_signal, 0, event);
}

static void
fecho_close_summary_dispose (GObject *object)
{
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_CLOSE_SUMMARY);

  G_OBJECT_CLASS (fecho_close_summary_parent_class)->dispose (object);
}

static void
fecho_close_summary_class_init (FechoCloseSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_close_summary_dispose;

  event_chosen_signal = g_signal_new ("event-chosen", FECHO_TYPE_CLOSE_SUMMARY, G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, G_TYPE_NONE, 1, FECHO_TYPE_CLOSE_EVENT);

  g_type_ensure (FECHO_TYPE_FACT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-close-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoCloseSummary, codes_list);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseSummary, common_box);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseSummary, facts);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseSummary, part_label);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseSummary, events_list);
  gtk_widget_class_bind_template_child (widget_class, FechoCloseSummary, more_label);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
fecho_close_summary_init (FechoCloseSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fecho_close_summary_show (FechoCloseSummary *self,
                          GPtrArray         *events,
                          guint              n_all,
                          gboolean           whole)
{
  g_return_if_fail (FECHO_IS_CLOSE_SUMMARY (self));
  g_return_if_fail (events != NULL && n_all >= events->len);

  show_digest (self, events, n_all, whole);
  show_events (self, events, n_all);
}
