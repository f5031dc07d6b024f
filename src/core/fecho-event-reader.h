/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "fecho-close-event.h"

G_BEGIN_DECLS

/* A longer line is refused: all texts of an event at their limits are far below. */
#define FECHO_EVENT_MAX_BYTES (1024 * 1024)

/* One event from a line of Fecho's JSON Lines, the columns of fecho_export_get_columns(). Needed
 * are url, closed_at, code, stage, was_clean and closed_by; what is derived is not read, unknown
 * members are left alone. FECHO_ERROR_INVALID names the column and what is wrong with it. Any
 * thread. */
FechoCloseEvent *fecho_event_read (const char  *line,
                                   gssize       n_bytes,
                                   GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same from what was parsed already; NULL is none. */
FechoCloseEvent *fecho_event_read_node (JsonNode *node,
                                        GError  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
