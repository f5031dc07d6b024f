/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-window.h"

G_BEGIN_DECLS

/* win.export: the dialog, and what is said when it has written. */
void fecho_export_actions_install (FechoWindow        *window);
/* The dialog for the closes of a range and of sessions by their ids, NULL: of all. */
void fecho_export_actions_present (FechoWindow        *window,
                                   FechoRange         *range,
                                   const char * const *scope);
/* The dialog for these events (gint64) alone, or, NULL, for what range, scope and the filters of the
 * history say. */
void fecho_export_actions_export  (FechoWindow        *window,
                                   const GArray       *ids);

G_END_DECLS
