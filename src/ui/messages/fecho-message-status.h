/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-message-log.h"

G_BEGIN_DECLS

/* The line that tells the state of the session, and while it is open, how much comes and goes. Part
 * of its owner, whose template has the widgets. */
typedef struct
{
  GtkImage   *state_icon;
  GtkLabel   *state_label;
  GtkLabel   *rates_label;
  const char *state_class;      /* of the icon */
} FechoMessageStatus;

/* It is to be told each second: times and rates go on. */
void fecho_message_status_show (FechoMessageStatus *self,
                                FechoMessageLog    *log);

G_END_DECLS
