/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Events (FechoCloseEvent, whole records) for the clipboard: as text with what each code means, or
 * as JSON, one object or an array of several. */
char *fecho_close_copy_text         (GPtrArray *events) G_GNUC_WARN_UNUSED_RESULT;
/* Secrets in addresses are masked. */
char *fecho_close_copy_json         (GPtrArray *events) G_GNUC_WARN_UNUSED_RESULT;
/* Puts one of them there, and says so where widget has a place for that. */
void  fecho_close_copy_to_clipboard (GtkWidget *widget,
                                     GPtrArray *events,
                                     gboolean   json);

G_END_DECLS
