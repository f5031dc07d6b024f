/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-findings-model.h"

G_BEGIN_DECLS

#define FECHO_MAX_PATTERN_BANNERS 3

/* The most certain patterns, each in a few lines: a button that shows the time of its events, one
 * that tells the whole of it and what to do about it, and one that puts it away for good, which is
 * remembered in the settings by the kind of pattern and its sessions. One that is about a single
 * session makes that the scope of the window.
 *
 * Signals: "show-range" (gint64 from_us, gint64 to_us); "dismissed": there is room for the next one,
 * if the findings are shown again. */
#define FECHO_TYPE_PATTERN_BANNERS (fecho_pattern_banners_get_type ())
G_DECLARE_FINAL_TYPE (FechoPatternBanners, fecho_pattern_banners, FECHO, PATTERN_BANNERS, GtkWidget)

/* findings may be NULL; they are read at once. */
void fecho_pattern_banners_show (FechoPatternBanners *self,
                                 const FechoFindings *findings);

G_END_DECLS
