/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-event-pager.h"

G_BEGIN_DECLS

/* The list, or why there is none, and how many were found. Part of its owner, whose template has the
 * widgets. */
typedef struct
{
  GtkLabel      *counter;
  GtkWidget     *clear_button;
  GtkStack      *pages;
  AdwStatusPage *nothing_page;
} FechoHistoryState;

/* What was asked for. */
typedef struct
{
  gboolean opened;              /* there is a history */
  gboolean filtered;            /* by more than period and sessions */
  gboolean whole;               /* whatever the period */
  gint64   n_total;             /* that there are without the filter, FECHO_UNKNOWN: not counted yet */
} FechoHistoryAsked;

void fecho_history_state_show (FechoHistoryState       *self,
                               FechoEventPager         *pager,
                               const FechoHistoryAsked *asked);

G_END_DECLS
