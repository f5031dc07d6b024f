/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-batch.h"
#include "fecho-change.h"
#include "fecho-run.h"

G_BEGIN_DECLS

/* Events that wait in memory at most (about 60 MB), and as many other changes. */
#define FECHO_WRITER_MAX_WAITING 100000

/* What the writer tells; called on the writer thread. */
typedef struct
{
  /* FechoCloseEvent with id and run, after their commit; empty: of another process. */
  void (*committed)     (GPtrArray    *events,
                         gpointer      user_data);
  /* NULL: all is well again. Also called when the number that waits has changed meanwhile. */
  void (*fault_changed) (const GError *fault,
                         gpointer      user_data);
  /* The run has got the claim that it wanted (fecho_run_claim()). */
  void (*claimed)       (gpointer      user_data);
} FechoWriterEvents;

/* The thread that owns the read-write handle. Changes wait in a bounded queue and are written
 * together, see fecho-linger.h. Where that fails they are kept and tried again each second. Any
 * thread may call its functions. */
typedef struct _FechoWriter FechoWriter;

/* Runs on the writer between two transactions; answers and so takes the task (fecho-post.h). */
typedef void (*FechoWriterFunc) (FechoWriter *self,
                                 FechoBatch  *batch,
                                 GTask       *task);

/* Takes db and run (NULL: no run). user_data is freed when the thread has ended. */
FechoWriter *fecho_writer_new           (FechoDb                 *db,
                                         FechoRun                *run,
                                         const FechoWriterEvents *events,
                                         gpointer                 user_data,
                                         GDestroyNotify           destroy) G_GNUC_WARN_UNUSED_RESULT;
FechoWriter *fecho_writer_ref           (FechoWriter             *self);
void         fecho_writer_unref         (FechoWriter             *self);
/* Takes the change. FALSE: the queue is full, it was dropped and counted. */
gboolean     fecho_writer_push          (FechoWriter             *self,
                                         FechoChange             *change);
/* After all that was pushed before; at once with the fault while there is one. Takes the task. */
void         fecho_writer_push_task     (FechoWriter             *self,
                                         GTask                   *task,
                                         FechoWriterFunc          func);
/* Where writing fails, tries it now instead of within a second; the task gets TRUE or the fault.
 * Takes the task. */
void         fecho_writer_retry         (FechoWriter             *self,
                                         GTask                   *task);
/* On the writer: tells that something was committed that is no new event of this run. */
void         fecho_writer_announce      (FechoWriter             *self);
/* Writes what waits, once; ends the run, lets the reader's thread end first so that the last
 * handle leaves no -wal behind. The task (may be NULL) gets TRUE or why events are lost. */
void         fecho_writer_stop          (FechoWriter             *self,
                                         GThread                 *reader,
                                         GTask                   *task);
/* Events held because of a fault; 0 where there is none. */
guint64      fecho_writer_get_n_waiting (FechoWriter             *self);
guint64      fecho_writer_get_n_dropped (FechoWriter             *self);
/* Texts of the events that went beyond the budget: they are kept, but found slowly. */
guint64      fecho_writer_get_n_unindexed (FechoWriter           *self);
/* Events in a fold of the lowest level, FECHO_FOLDS_SIZE at first. Small in tests. */
void         fecho_writer_set_fold_size (FechoWriter             *self,
                                         guint                    n_events);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoWriter, fecho_writer_unref)

G_END_DECLS
