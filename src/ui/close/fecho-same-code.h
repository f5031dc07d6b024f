/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-monitor.h"
#include "fecho-refresher.h"

G_BEGIN_DECLS

/* The button that shows all closes with the code of one in the history, where the window has that,
 * and how many they are. Part of its owner, whose template has the widgets and who asks when the
 * refresher wants it. */
typedef struct
{
  GtkButton      *button;
  GtkLabel       *label;
  GtkLabel       *count_label;
  FechoRefresher  counting;
} FechoSameCode;

/* NULL: there is no one close. */
void fecho_same_code_show   (FechoSameCode          *self,
                             const FechoCloseRecord *record);
/* What was counted is of another code. */
void fecho_same_code_forget (FechoSameCode          *self);
/* Counts the closes that filter lets through, which is to have the code. */
void fecho_same_code_ask    (FechoSameCode          *self,
                             FechoMonitor           *monitor,
                             const FechoFilter      *filter,
                             GCancellable           *cancellable);

G_END_DECLS
