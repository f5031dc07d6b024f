/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Says above the views that closes cannot be saved, as long as that is so, with the whole story and
 * a way to try again at once.
 *
 * Property "monitor" (FechoMonitor). Actions fault.details and fault.retry. */
#define FECHO_TYPE_FAULT_BAR (fecho_fault_bar_get_type ())
G_DECLARE_FINAL_TYPE (FechoFaultBar, fecho_fault_bar, FECHO, FAULT_BAR, AdwBin)

/* FALSE: all is well. */
gboolean fecho_fault_bar_get_revealed (FechoFaultBar *self);

G_END_DECLS
