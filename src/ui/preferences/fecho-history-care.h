/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* How long the history is kept, and its care: one job at a time. Part of a preferences window, whose
 * toasts say what came of it. */
#define FECHO_TYPE_HISTORY_CARE (fecho_history_care_get_type ())
G_DECLARE_FINAL_TYPE (FechoHistoryCare, fecho_history_care, FECHO, HISTORY_CARE, GtkBox)

GtkWidget *fecho_history_care_new     (FechoMonitor     *monitor);
/* Copies the history to the path, in the place of what is there; while no other job is running. */
void       fecho_history_care_back_up (FechoHistoryCare *self,
                                       const char       *path);

G_END_DECLS
