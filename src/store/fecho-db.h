/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "fecho-sql.h"
#include "fecho-taken.h"

G_BEGIN_DECLS

/* One SQLite handle with its prepared statements. It is used by one thread at a time: the one
 * that opened it, or the one that claimed it since; only interrupt may come from any thread. */
typedef struct _FechoDb FechoDb;

typedef enum
{
  FECHO_DB_CREATE,              /* the file must be new and empty */
  FECHO_DB_WRITE,
  FECHO_DB_READ,
  FECHO_DB_READ_IMMUTABLE,      /* a file that nobody can change: no locks, no -shm beside it */
} FechoDbMode;

FechoDb  *fecho_db_open         (const char   *path,
                                 FechoDbMode   mode,
                                 GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* Rolls an open transaction back. */
void      fecho_db_close        (FechoDb      *self);
/* Moves all that is in the -wal into the file itself, so that the file alone can be renamed. */
gboolean  fecho_db_settle       (FechoDb      *self,
                                 GError      **error);
void      fecho_db_claim        (FechoDb      *self);
gboolean  fecho_db_is_owner     (FechoDb      *self);
/* The absolute path of the file. */
const char *fecho_db_get_path   (FechoDb      *self);
sqlite3  *fecho_db_get_handle   (FechoDb      *self);
/* What the last row of a statement with fecho_take () had. */
FechoTaken *fecho_db_get_taken  (FechoDb      *self);
void      fecho_db_interrupt    (FechoDb      *self);
/* Between these two an interrupt, or cancelling (NULL: only interrupts), ends what runs and
 * whatever else is begun, even where it comes before a first step. The cancellable is borrowed. */
void      fecho_db_begin_interruptible (FechoDb      *self,
                                        GCancellable *cancellable);
void      fecho_db_end_interruptible   (FechoDb      *self);
/* A fold whose segments could not be read, so that the writer makes it anew; 0: none. Taking it
 * forgets it. */
void      fecho_db_set_damaged_fold  (FechoDb *self,
                                      gint64   fold);
gint64    fecho_db_take_damaged_fold (FechoDb *self);
/* The statement of a text, prepared at its first use; NULL with an error. For fecho-stmt. */
sqlite3_stmt *fecho_db_get_stmt (FechoDb      *self,
                                 FechoSql      sql,
                                 GError      **error);
/* Statements without parameters whose rows do not matter; several in one text. */
gboolean  fecho_db_run          (FechoDb      *self,
                                 FechoSql      sql,
                                 GError      **error);
/* The same for a text that is none of the statements of every day: a step of the schema. */
gboolean  fecho_db_run_script   (FechoDb      *self,
                                 const char   *script,
                                 GError      **error);
/* The one integer of the one row of a statement without parameters. */
gboolean  fecho_db_get_int      (FechoDb      *self,
                                 FechoSql      sql,
                                 gint64       *ret_value,
                                 GError      **error);
/* BEGIN IMMEDIATE: waits for the lock of another process for up to 5 s. */
gboolean  fecho_db_begin        (FechoDb      *self,
                                 GError      **error);
gboolean  fecho_db_commit       (FechoDb      *self,
                                 GError      **error);
/* Safe where SQLite has rolled back by itself. */
void      fecho_db_rollback     (FechoDb      *self);
/* Sets the error of a failed call on the handle; always FALSE. An interrupted statement is
 * G_IO_ERROR_CANCELLED. */
gboolean  fecho_db_fail         (sqlite3      *handle,
                                 int           result,
                                 GError      **error);
/* The same for a system call on a file of ours: "what path: why". */
gboolean  fecho_db_fail_errno   (const char   *what,
                                 const char   *path,
                                 int           number,
                                 GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoDb, fecho_db_close)

G_END_DECLS
