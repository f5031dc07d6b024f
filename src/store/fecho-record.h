/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"
#include "fecho-names.h"

G_BEGIN_DECLS

/* The whole record of the row that FECHO_SQL_EVENT_GET or FECHO_SQL_EVENT_WALK stands on. Its
 * strings are the row's, which live until another such row of the same handle, and those of names.
 * What a damaged file holds is made valid. */
void             fecho_record_read      (FechoStmt         *stmt,
                                         FechoNames        *names,
                                         FechoCloseRecord  *ret_record);
/* The event with this id; NULL without an error where it is gone, or cannot be an event. */
FechoCloseEvent *fecho_record_get       (FechoDb           *db,
                                         FechoNames        *names,
                                         gint64             id,
                                         GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* An empty array that owns FechoCloseEvent. */
GPtrArray       *fecho_record_new_array (void) G_GNUC_WARN_UNUSED_RESULT;
/* A number of an enum as a file has it; fallback for what it cannot be. */
int              fecho_record_get_enum  (FechoStmt         *stmt,
                                         int                column,
                                         int                max,
                                         int                fallback);

G_END_DECLS
