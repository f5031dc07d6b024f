/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-catalog.h"

G_BEGIN_DECLS

/* A text about a close code in the language that the preferences choose for them, else in that of
 * the interface. The choice is read once, by the first call: a window shall not have two. The text
 * lives as long as the program, or as msgid where there is no translation. Main thread. */
const char         *fecho_description_get         (const char *msgid) G_GNUC_FORMAT (1);
/* Of that language; NULL: that of the interface. */
const FechoCatalog *fecho_description_get_catalog (void);

G_END_DECLS
