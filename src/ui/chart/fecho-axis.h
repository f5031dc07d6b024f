/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-chart.h"

G_BEGIN_DECLS

/* The labels of the time axis, and the time under the pointer. A narrow window has it over the lanes,
 * another under them: there are two, of which one has no height.
 *
 * Property: "narrow" (boolean, told when made): it is that of narrow windows. */
#define FECHO_TYPE_AXIS (fecho_axis_get_type ())
G_DECLARE_FINAL_TYPE (FechoAxis, fecho_axis, FECHO, AXIS, FechoChart)

GtkWidget *fecho_axis_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
