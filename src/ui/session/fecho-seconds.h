/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A time in a spin button that shows whole seconds: what is not touched keeps its fraction. */
void   fecho_seconds_show (GtkSpinButton *spin,
                           gint64         us);
/* before_us: what was shown. */
gint64 fecho_seconds_read (GtkSpinButton *spin,
                           gint64         before_us);

G_END_DECLS
