/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* At most so many are read whole. */
#define FECHO_CLOSE_READER_MAX 1000

/* events: FechoCloseEvent. */
typedef void (*FechoCloseReadFunc) (gpointer owner, GPtrArray *events);

/* Reads closes from the history: of several questions only the last is answered, one that fails is
 * not. Part of its owner. */
typedef struct
{
  gpointer            owner;
  FechoCloseReadFunc  read;
  FechoCloseReadFunc  stepped;
  GCancellable       *cancellable; /* of what is asked; NULL: nothing */
} FechoCloseReader;

void     fecho_close_reader_init    (FechoCloseReader       *self,
                                     gpointer                owner,
                                     FechoCloseReadFunc      read,
                                     FechoCloseReadFunc      stepped);
/* May be called twice. */
void     fecho_close_reader_cancel  (FechoCloseReader       *self);
gboolean fecho_close_reader_is_busy (FechoCloseReader       *self);
/* The whole records of the time and the session of events, to read; others may be among them. */
void     fecho_close_reader_read    (FechoCloseReader       *self,
                                     FechoMonitor           *monitor,
                                     GPtrArray              *events);
/* The one that is next in time, or before, to stepped: none where record is the last. NULL: from the
 * end of time. */
void     fecho_close_reader_step    (FechoCloseReader       *self,
                                     FechoMonitor           *monitor,
                                     const FechoFilter      *filter,
                                     const FechoCloseRecord *record,
                                     gboolean                newer);

G_END_DECLS
