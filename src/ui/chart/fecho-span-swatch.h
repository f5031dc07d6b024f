/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A piece of a bar as the lanes draw it, for legends.
 *
 * Property: "kind" (string): "open", "connecting", "down", "not-monitored", "attempt". */
#define FECHO_TYPE_SPAN_SWATCH (fecho_span_swatch_get_type ())
G_DECLARE_FINAL_TYPE (FechoSpanSwatch, fecho_span_swatch, FECHO, SPAN_SWATCH, GtkWidget)

const char *fecho_span_swatch_get_kind (FechoSpanSwatch *self);
void        fecho_span_swatch_set_kind (FechoSpanSwatch *self,
                                        const char      *kind);

G_END_DECLS
