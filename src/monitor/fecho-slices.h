/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Does its work on those of items from first on to before end; data is the task's. */
typedef void (*FechoSlicesFunc) (gpointer   source,
                                 GPtrArray *items,
                                 guint      first,
                                 guint      end,
                                 gpointer   data);

/* Work on many items on the main thread that is longer than a turn of its loop may be: so many of them
 * at a time, for a few milliseconds in each turn, when there is nothing else to do. In the end the task
 * returns TRUE; what is cancelled stops between two slices. Takes task, holds items. */
void fecho_slices_run (GTask           *task,
                       GPtrArray       *items,
                       guint            per_slice,
                       FechoSlicesFunc  func);

G_END_DECLS
