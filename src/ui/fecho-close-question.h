/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Whether closing the window would end something: a session is open or on its way to be. */
gboolean fecho_close_question_is_due (FechoMonitor *monitor);
/* Asks once whether monitoring goes on without the window, and remembers the answer; answered is
 * not called where the person cancels. */
void     fecho_close_question_ask    (GtkWindow    *window,
                                      void        (*answered) (gboolean keep,
                                                               gpointer data),
                                      gpointer      data);

/* The desktop does not allow it: says what then stops. answered is called with FALSE where the person
 * closes the window all the same. */
void     fecho_close_question_refuse (GtkWindow    *window,
                                      void        (*answered) (gboolean keep,
                                                               gpointer data),
                                      gpointer      data);

G_END_DECLS
