/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-message.h"

G_BEGIN_DECLS

/* Writes messages (FechoMessage) to path on a thread, one JSON object a line, and returns by task
 * how many. Each has "time", "direction" ("in", "out") and "type": a text has "text", a binary
 * message "base64", a Close frame "code" and "reason"; "bytes" is the size of its payload. What is
 * no frame is left out. */
void     fecho_message_file_write  (GTask        *task,
                                    const char   *path,
                                    GPtrArray    *messages);
/* One line, with its end; FALSE and nothing where message is no frame. */
gboolean fecho_message_file_append (GString      *out,
                                    FechoMessage *message);

G_END_DECLS
