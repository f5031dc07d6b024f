/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-catalog.h"
#include "fecho-close-event.h"

G_BEGIN_DECLS

/* Events as fecho_export_event_to_json() has them, one after the other. What many have in common is
 * made once and remembered: not for longer than there are some at hand. One thread at a time. */
typedef struct _FechoExportLines FechoExportLines;

FechoExportLines *fecho_export_lines_new  (FechoCatalog           *catalog,
                                           GPtrArray              *dictionaries) G_GNUC_WARN_UNUSED_RESULT;
void              fecho_export_lines_free (FechoExportLines       *self);
/* Lives until the next one. */
const char       *fecho_export_lines_make (FechoExportLines       *self,
                                           const FechoCloseRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoExportLines, fecho_export_lines_free)

G_END_DECLS
