/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person reads of a history that cannot be opened or written. Free them. */

/* While watching: "The history cannot be saved: disk full. Monitoring continues." with how many
 * closes wait in memory and how many are lost. */
char *fecho_fault_text_saving  (const GError *fault,
                                guint64       n_waiting,
                                guint64       n_dropped);
/* The same sentence, then what the system says, where the file is, and what happens now. */
char *fecho_fault_text_story   (const GError *fault,
                                const char   *sentence,
                                const char   *path);
/* At the start, as Pango markup: what is wrong with the file at path, and what can be done. */
char *fecho_fault_text_opening (const GError *error,
                                const char   *path);
/* Of another file that could not be written: "The file could not be written: disk full". */
char *fecho_fault_text_file    (const GError *error);

G_END_DECLS
