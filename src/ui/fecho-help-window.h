/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Questions and their answers, in the language of the interface; needs nothing from outside. */
#define FECHO_TYPE_HELP_WINDOW (fecho_help_window_get_type ())
G_DECLARE_FINAL_TYPE (FechoHelpWindow, fecho_help_window, FECHO, HELP_WINDOW, AdwWindow)

/* Stands beside parent, and goes with it. */
FechoHelpWindow *fecho_help_window_new (GtkWindow *parent);

G_END_DECLS
