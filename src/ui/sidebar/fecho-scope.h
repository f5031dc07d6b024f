/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* A scope is a list of session ids, NULL for all of the list. */

/* Makes *scope one of these ids; FALSE, and nothing is done, where it is that already. */
gboolean     fecho_scope_set     (FechoIdList       **scope,
                                  const char *const  *ids);
/* The ids it stands for now, in the order of the list where it is all; none is copied. */
FechoIdList *fecho_scope_resolve (FechoIdList        *scope,
                                  FechoMonitor       *monitor) G_GNUC_WARN_UNUSED_RESULT;
/* The sessions it stands for now into one array, what has no session (ids, borrowed of the scope) into
 * the other; no references are taken. */
void         fecho_scope_split   (FechoIdList        *scope,
                                  FechoMonitor       *monitor,
                                  GPtrArray          *sessions,
                                  GPtrArray          *gone);

G_END_DECLS
