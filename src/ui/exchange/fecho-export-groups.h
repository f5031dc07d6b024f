/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Columns of an export that belong together, under one name. */
typedef struct
{
  const char *id;               /* of the settings */
  const char *label;            /* an N_() string */
  const char *columns;          /* names of cli.md's table, separated by commas */
} FechoExportGroup;

/* In the order of the columns; together they are all of them. */
const FechoExportGroup *fecho_export_groups_get      (gsize              *ret_n_groups);
/* NULL where there is none. */
const FechoExportGroup *fecho_export_groups_find     (const char         *id);
/* The columns of the groups in their order; NULL: all columns in the usual order. Free with
 * g_strfreev(). */
char                  **fecho_export_groups_resolve  (const char * const *ids) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
