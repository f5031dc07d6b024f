/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-message-log.h"

G_BEGIN_DECLS

/* Asks for a file and writes the messages of a log to it, one JSON object a line; what came of it is
 * said in a toast over the owner. Part of its owner. */
typedef struct
{
  GtkWidget            *owner;  /* borrowed */
  FechoMessageLog      *log;    /* of the file that is asked for */
  GtkFileChooserNative *chooser; /* NULL: none is open */
  GCancellable         *gone;   /* of the owner */
} FechoMessageSaver;

void fecho_message_saver_init  (FechoMessageSaver *self,
                                GtkWidget         *owner);
/* May be called twice. */
void fecho_message_saver_clear (FechoMessageSaver *self);
/* Nothing while a file is already asked for. */
void fecho_message_saver_ask   (FechoMessageSaver *self,
                                FechoMessageLog   *log);

G_END_DECLS
