/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-code-item.h"

G_BEGIN_DECLS

/* All that the reference says of one code.
 *
 * Its buttons use the actions code.copy and code.show-history. */
#define FECHO_TYPE_CODE_PAGE (fecho_code_page_get_type ())
G_DECLARE_FINAL_TYPE (FechoCodePage, fecho_code_page, FECHO, CODE_PAGE, GtkWidget)

/* period: "In 24 h", of the counts. has_history: there is a page to show closes in. */
void  fecho_code_page_show     (FechoCodePage *self,
                                FechoCodeItem *item,
                                const char    *period,
                                gboolean       has_history);
/* As a text to paste, NULL where nothing is shown. Free it. */
char *fecho_code_page_dup_text (FechoCodePage *self);

G_END_DECLS
