/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"
#include "fecho-order.h"

G_BEGIN_DECLS

/* What the columns of the history say of an event, in the language of the interface. */

/* A new string, NULL where that is not known. Of a code it is the name, with the dictionary that
 * says so. */
char       *fecho_history_text_new         (FechoOrder              order,
                                            const FechoCloseRecord *record,
                                            gint64                  now_us) G_GNUC_WARN_UNUSED_RESULT;
/* What stands where that is NULL. */
const char *fecho_history_text_get_missing (FechoOrder              order,
                                            const FechoCloseRecord *record);

G_END_DECLS
