/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-db.h"

G_BEGIN_DECLS

/* The schema this program writes. */
gint64   fecho_schema_get_version (void);
/* Whether a file with this schema can be read as it is, where nothing may be written. */
gboolean fecho_schema_can_read    (gint64              version);
/* Brings the file up to it, each step one transaction. Before the first step on a file that has
 * a schema already, a copy is kept beside it: "PATH.v<version>.bak". Where a step fails, or the
 * copy, the file is as it was before. */
gboolean fecho_schema_migrate     (FechoDb            *db,
                                   const char         *path,
                                   GError            **error);
/* The same with steps that are not ours, see fecho_sql_get_migrations (). */
gboolean fecho_schema_take_steps  (FechoDb            *db,
                                   const char         *path,
                                   const char *const  *steps,
                                   GError            **error);

G_END_DECLS
