/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-catalog.h"

G_BEGIN_DECLS

/* How an export is written: language, times, groups of columns; rows of the dialog. They begin as
 * they were remembered. Signal "changed". */
#define FECHO_TYPE_EXPORT_HOW (fecho_export_how_get_type ())
G_DECLARE_FINAL_TYPE (FechoExportHow, fecho_export_how, FECHO, EXPORT_HOW, AdwPreferencesGroup)

/* A format may have no columns. */
void          fecho_export_how_show_columns    (FechoExportHow *self,
                                                gboolean        show);
gboolean      fecho_export_how_has_columns     (FechoExportHow *self);
/* Names of the columns that are chosen; free with g_strfreev(). */
char        **fecho_export_how_dup_columns     (FechoExportHow *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean      fecho_export_how_get_local_times (FechoExportHow *self);
/* The texts of the language that is chosen; NULL where they cannot be read. */
FechoCatalog *fecho_export_how_load_catalog    (FechoExportHow *self) G_GNUC_WARN_UNUSED_RESULT;
/* What is chosen is what it begins with from now on. */
void          fecho_export_how_remember        (FechoExportHow *self);

G_END_DECLS
