/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-db.h"

G_BEGIN_DECLS

/* A prepared statement in use. g_autoptr (FechoStmt) resets it at the end of the scope; a text
 * that was bound must live until then. Parameters count from 1, columns from 0, as in SQLite. */
typedef struct sqlite3_stmt FechoStmt;

FechoStmt  *fecho_stmt_get          (FechoDb     *db,
                                     FechoSql     sql,
                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void        fecho_stmt_release      (FechoStmt   *self);

void        fecho_stmt_bind_int     (FechoStmt   *self,
                                     int          index,
                                     gint64       value);
/* What is not known (below 0) is NULL in the file. */
void        fecho_stmt_bind_known   (FechoStmt   *self,
                                     int          index,
                                     gint64       value);
void        fecho_stmt_bind_null    (FechoStmt   *self,
                                     int          index);
/* NULL is NULL. */
void        fecho_stmt_bind_text    (FechoStmt   *self,
                                     int          index,
                                     const char  *value);
void        fecho_stmt_bind_blob    (FechoStmt   *self,
                                     int          index,
                                     const void  *data,
                                     gsize        n_bytes);

/* TRUE with a row. FALSE at the end, and with an error. */
gboolean    fecho_stmt_next         (FechoStmt   *self,
                                     GError     **error);
/* To the end, ready for the next binding. */
gboolean    fecho_stmt_run          (FechoStmt   *self,
                                     GError     **error);

gint64      fecho_stmt_get_int      (FechoStmt   *self,
                                     int          column);
/* FECHO_UNKNOWN for NULL. */
gint64      fecho_stmt_get_known    (FechoStmt   *self,
                                     int          column);
gboolean    fecho_stmt_is_null      (FechoStmt   *self,
                                     int          column);
/* Lives until the next step; NULL where it is empty. */
const guint8 *fecho_stmt_get_blob   (FechoStmt   *self,
                                     int          column,
                                     gsize       *ret_n_bytes);
/* Valid UTF-8 whatever the file holds, or NULL; lives until the next step. */
const char *fecho_stmt_get_text     (FechoStmt   *self,
                                     int          column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoStmt, fecho_stmt_release)

G_END_DECLS
