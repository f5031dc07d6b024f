/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-batch.h"

G_BEGIN_DECLS

/* Adds events of another history, in one transaction. An event goes to the session with its id,
 * else to one with its address, else to a new one, which is paused. One that is here already is
 * not doubled: the same (run, id), or the same session, start and end. A run that the file does
 * not know gets a row that has ended. */
gboolean fecho_import_events (FechoBatch       *batch,
                              const GPtrArray  *events, /* FechoCloseEvent */
                              gint64           *ret_n_added,
                              GError          **error);

G_END_DECLS
