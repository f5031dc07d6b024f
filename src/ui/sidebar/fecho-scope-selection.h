/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-monitor.h"

G_BEGIN_DECLS

/* The selection of the sidebar and the scope of the views, which are two sides of one thing: what a
 * person selects is the scope, and the scope is selected again when rows come and go. A row that is
 * not shown because of a search stays in the scope; a session that was removed leaves it. All and
 * some at once cannot be, and neither can none: that is all.
 *
 * Property "scope" (GStrv of session ids in the list's order, NULL: all; read-only). */
#define FECHO_TYPE_SCOPE_SELECTION (fecho_scope_selection_get_type ())
G_DECLARE_FINAL_TYPE (FechoScopeSelection, fecho_scope_selection, FECHO, SCOPE_SELECTION, GObject)

/* items: GListModel of FechoSidebarItem, the one of all sessions first. */
FechoScopeSelection *fecho_scope_selection_new         (GListModel          *items) G_GNUC_WARN_UNUSED_RESULT;
/* What the list shows. */
GtkSelectionModel   *fecho_scope_selection_get_model   (FechoScopeSelection *self);
/* All are the scope then. */
void                 fecho_scope_selection_set_monitor (FechoScopeSelection *self,
                                                        FechoMonitor        *monitor);
const char *const   *fecho_scope_selection_get_scope   (FechoScopeSelection *self);
/* Those of the ids that there are; all where there are none. */
void                 fecho_scope_selection_choose_ids  (FechoScopeSelection *self,
                                                        const char *const   *ids);
/* session NULL: all. */
void                 fecho_scope_selection_choose      (FechoScopeSelection *self,
                                                        FechoSession        *session);

G_END_DECLS
