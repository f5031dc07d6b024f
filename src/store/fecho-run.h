/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-db.h"
#include "fecho-lock.h"

G_BEGIN_DECLS

/* One run of a program that watches: a row, and a lock file "run-<uuid>.lock" beside the history
 * that is held as long as the process lives. The kernel lets go of it however the process ends. */
typedef struct
{
  gint64     id;
  char      *uuid;
  FechoLock *lock;
  FechoLock *claim;             /* NULL: it does not watch the stored sessions */
  gboolean   wants_claim;
} FechoRun;

/* Takes the lock, then adds the row. */
FechoRun *fecho_run_start    (FechoDb     *db,
                              const char  *path,
                              GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* Lets the lock go; the row stays as it is. */
void      fecho_run_free     (FechoRun    *self);
/* Tries to become the one run that watches the stored sessions: a lock beside the history, held up
 * to fecho_run_free(). FECHO_ERROR_IN_USE: another run has it. */
gboolean  fecho_run_claim    (FechoRun    *self,
                              const char  *path,
                              GError     **error);
/* Inside a transaction. */
gboolean  fecho_run_seen     (FechoRun    *self,
                              FechoDb     *db,
                              gint64       at_us,
                              GError     **error);
gboolean  fecho_run_end      (FechoRun    *self,
                              FechoDb     *db,
                              gint64       at_us,
                              GError     **error);
/* Does a process hold the lock of this run? */
gboolean  fecho_run_is_alive (const char  *path,
                              const char  *uuid);
/* Of any run, whatever the file says. */
gboolean  fecho_run_is_any_alive (const char *path);
/* Turns what dead runs had open into events of rule 6 (close-events.md, section 3), and marks
 * these runs as ended when they were last seen. In one transaction. */
gboolean  fecho_run_recover  (FechoDb     *db,
                              const char  *path,
                              guint       *ret_n_died,
                              GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoRun, fecho_run_free)

G_END_DECLS
