/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-db.h"

G_BEGIN_DECLS

/* The thread that owns a read-only handle: runs queries one after the other, each in one read
 * transaction, and interrupts the one whose GCancellable is cancelled. Any thread may call its
 * functions. */
typedef struct _FechoReader FechoReader;

/* Answers and so takes the task (fecho-post.h). */
typedef void     (*FechoReaderFunc)  (FechoDb  *db,
                                      GTask    *task);
/* The same, or does a part and returns FALSE: then it is called again when what was asked since has
 * been answered. */
typedef gboolean (*FechoReaderSlice) (FechoDb  *db,
                                      GTask    *task);

/* What the reader tells; called on the reader thread. */
typedef struct
{
  /* May be NULL. At most once a second, when another handle has committed. */
  void (*changed)       (gpointer user_data);
  /* A query met segments that cannot be read, and read the events instead. */
  void (*found_damaged) (gint64   fold,
                         gpointer user_data);
} FechoReaderEvents;

/* Takes db; destroy frees user_data when the thread has ended. */
FechoReader *fecho_reader_new   (FechoDb                 *db,
                                 const FechoReaderEvents *events,
                                 gpointer                 user_data,
                                 GDestroyNotify           destroy) G_GNUC_WARN_UNUSED_RESULT;
FechoReader *fecho_reader_ref   (FechoReader             *self);
void         fecho_reader_unref (FechoReader             *self);
/* Takes the task. */
void         fecho_reader_push  (FechoReader             *self,
                                 GTask                   *task,
                                 FechoReaderFunc          func);
void         fecho_reader_push_sliced (FechoReader        *self,
                                 GTask                   *task,
                                 FechoReaderSlice         slice);
/* Interrupts what runs and refuses what waits, with G_IO_ERROR_CLOSED. The thread ends soon; the
 * caller joins it or drops it, but not on main. */
GThread     *fecho_reader_stop  (FechoReader             *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoReader, fecho_reader_unref)

G_END_DECLS
