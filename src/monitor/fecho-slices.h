/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Does a little of a long work, of which data is the task's; FALSE: there is no more of it. */
typedef gboolean (*FechoSlicesFunc) (gpointer source,
                                     gpointer data);

/* Work on the main thread that is longer than a turn of its loop may be: some of it in each turn,
 * for a few milliseconds, when there is nothing else to do. In the end the task returns TRUE; what
 * is cancelled stops between two slices. Takes task. */
void fecho_slices_run (GTask           *task,
                       FechoSlicesFunc  func);

G_END_DECLS
