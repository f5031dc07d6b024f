/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A column of check boxes that select rows. */
GtkColumnViewColumn *fecho_history_check_new (GtkSelectionModel *selection) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
