/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-close-event.h"
#include "fecho-close-meaning.h"

G_BEGIN_DECLS

/* What stands at the top of the pane: a code with its name, or a title, and when that was. Part of
 * its owner, whose template has the widgets. */
typedef struct
{
  GtkImage *glyph;
  GtkLabel *code_label;
  GtkLabel *title_label;
  GtkLabel *name_label;
  GtkLabel *when_label;
} FechoDetailsHead;

/* when may be "". */
void fecho_details_head_show_title   (FechoDetailsHead        *self,
                                      const char              *title,
                                      const char              *when);
void fecho_details_head_show_close   (FechoDetailsHead        *self,
                                      const FechoCloseRecord  *record,
                                      const FechoCloseMeaning *meaning);
/* How many, and from when to when where events (FechoCloseEvent) has them all. */
void fecho_details_head_show_several (FechoDetailsHead        *self,
                                      GPtrArray               *events,
                                      guint                    n_all);

G_END_DECLS
