/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-message-dialog.h"

/* More than the widest letter of a heading, and the same for each of the two headings of newer
 * libadwaita: it measures the larger one also for the least width of the smaller one. */
#define LEAST_WIDTH 80

void
fecho_message_dialog_let_words_break (GtkWidget *self)
{
  if (GTK_IS_LABEL (self))
    {
      gtk_label_set_wrap (GTK_LABEL (self), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (self), PANGO_WRAP_WORD_CHAR);
      gtk_widget_set_size_request (self, LEAST_WIDTH, -1);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (self); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    fecho_message_dialog_let_words_break (child);
}

GtkWidget *
fecho_message_dialog_new (GtkWindow  *parent,
                          const char *heading,
                          const char *body)
{
  GtkWidget *self = adw_message_dialog_new (parent, heading, body);

  fecho_message_dialog_let_words_break (self);

  return self;
}
