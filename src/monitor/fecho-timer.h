/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*FechoTimerFunc) (gpointer data);

/* A call later on, of which there may be ten thousand: all of them are one source of the main loop,
 * which looks at every source it has in each of its turns. Many that are due at once are called in
 * several turns. Main thread. */
typedef struct _FechoTimer FechoTimer;

/* For who may stop it; when it is called it is gone. Up to 4 ms later than after delay_us. */
FechoTimer *fecho_timer_start (gint64          delay_us,
                               FechoTimerFunc  func,
                               gpointer        data);
void        fecho_timer_stop  (FechoTimer     *self);

G_END_DECLS
