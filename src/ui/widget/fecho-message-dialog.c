/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-message-dialog.h"

static void
let_words_break (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    let_words_break (child);
}

GtkWidget *
fecho_message_dialog_new (GtkWindow  *parent,
                          const char *heading,
                          const char *body)
{
  GtkWidget *self = adw_message_dialog_new (parent, heading, body);

  let_words_break (self);

  return self;
}
