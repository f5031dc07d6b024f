/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-monitor.h"
#include "fecho-range.h"

G_BEGIN_DECLS

/* The reference of close codes: the registry and the dictionaries of applications, how often each
 * came in the range, and all that is to say of one of them. Typing searches; a number goes to its
 * row.
 *
 * Properties: "monitor" (FechoMonitor, NULL: no counts), "range" (FechoRange). Actions: code.copy,
 * code.escape, code.search, code.show-history (string, a query; where the window above has such an action). */
#define FECHO_TYPE_CODE_WINDOW (fecho_code_window_get_type ())
G_DECLARE_FINAL_TYPE (FechoCodeWindow, fecho_code_window, FECHO, CODE_WINDOW, AdwWindow)

GtkWidget *fecho_code_window_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
