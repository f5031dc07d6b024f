/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The program: its command line, its actions, the history it opens and the window it shows. */
#define FECHO_TYPE_APPLICATION (fecho_application_get_type ())
G_DECLARE_FINAL_TYPE (FechoApplication, fecho_application, FECHO, APPLICATION, AdwApplication)

FechoApplication *fecho_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
