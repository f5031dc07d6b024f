/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-db.h"

G_BEGIN_DECLS

/* One step of the schema: its statements and the PRAGMA user_version that ends it. Append only. */
typedef struct
{
  FechoSql script;
  FechoSql set_version;
} FechoMigration;

/* The schema this program writes. */
gint64   fecho_schema_get_version (void);
/* Brings the file up to it, each step one transaction. Before the first step on a file that has
 * a schema already, a copy is kept beside it: "PATH.v<version>.bak". */
gboolean fecho_schema_migrate     (FechoDb     *db,
                                   const char  *path,
                                   GError     **error);

G_END_DECLS
