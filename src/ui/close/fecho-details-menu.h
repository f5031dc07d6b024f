/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* What is shown, FechoCloseEvent; NULL: nothing, or it is not read yet. */
typedef GPtrArray *(*FechoShownFunc) (gpointer owner);

/* The menu of the pane: of the row it is opened on, else of what is shown. Part of its owner, which
 * gets its actions: details.menu opens it where the focus is, the others are those that
 * fecho-close-menu.h wants of a group. */
typedef struct
{
  GtkWidget          *owner;
  FechoShownFunc      get_shown;
  GSimpleActionGroup *actions;
  FechoMonitor       *monitor;  /* NULL: nothing can be marked */
  GtkWidget          *popover;  /* NULL: none was opened yet */
  GPtrArray          *events;   /* FechoCloseEvent, what it acts on; NULL: nothing */
} FechoDetailsMenu;

void fecho_details_menu_init        (FechoDetailsMenu *self,
                                     GtkWidget        *owner,
                                     FechoShownFunc    get_shown);
/* When owner is disposed of; may be called twice. */
void fecho_details_menu_clear       (FechoDetailsMenu *self);
void fecho_details_menu_set_monitor (FechoDetailsMenu *self,
                                     FechoMonitor     *monitor);
/* Where it was clicked on owner. */
void fecho_details_menu_open_at     (FechoDetailsMenu *self,
                                     double            x,
                                     double            y);

G_END_DECLS
