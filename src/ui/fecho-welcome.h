/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the window shows while there are no sessions: add one, or try the demo. */
#define FECHO_TYPE_WELCOME (fecho_welcome_get_type ())
G_DECLARE_FINAL_TYPE (FechoWelcome, fecho_welcome, FECHO, WELCOME, GtkWidget)

G_END_DECLS
