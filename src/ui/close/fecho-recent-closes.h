/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-monitor.h"
#include "fecho-refresher.h"

G_BEGIN_DECLS

/* The list of the last closes, or the words that there are none. Part of its owner, whose template
 * has both widgets and who asks when the refresher wants it. */
typedef struct
{
  GtkListBox     *list;         /* of FechoEventRow */
  GtkWidget      *empty_label;
  FechoRefresher  refresher;
} FechoRecentCloses;

/* Asks for the last that filter lets through and shows them. */
void fecho_recent_closes_ask (FechoRecentCloses *self,
                              FechoMonitor      *monitor,
                              const FechoFilter *filter,
                              GCancellable      *cancellable);

G_END_DECLS
