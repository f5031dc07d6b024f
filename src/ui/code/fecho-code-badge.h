/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-close-meaning.h"

G_BEGIN_DECLS

/* A close code: the glyph of its class before the number. The text is never in the colour of the
 * class.
 *
 * Properties: "code" (uint), "glyph-size" (int, pixels). */
#define FECHO_TYPE_CODE_BADGE (fecho_code_badge_get_type ())
G_DECLARE_FINAL_TYPE (FechoCodeBadge, fecho_code_badge, FECHO, CODE_BADGE, GtkWidget)

GtkWidget *fecho_code_badge_new            (guint16         code) G_GNUC_WARN_UNUSED_RESULT;
guint16    fecho_code_badge_get_code       (FechoCodeBadge *self);
void       fecho_code_badge_set_code       (FechoCodeBadge *self,
                                            guint16         code);
/* A code with its name and class by a dictionary; by the standard again with set_code(). */
void       fecho_code_badge_explain        (FechoCodeBadge *self,
                                            guint16         code,
                                            const FechoCloseMeaning *meaning);
int        fecho_code_badge_get_glyph_size (FechoCodeBadge *self);
void       fecho_code_badge_set_glyph_size (FechoCodeBadge *self,
                                            int             glyph_size);
/* Another text than the number alone, "7 × 1011"; NULL: the number. */
void       fecho_code_badge_set_text       (FechoCodeBadge *self,
                                            const char     *text);

G_END_DECLS
