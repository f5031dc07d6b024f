/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "fecho-day.h"
#include "fecho-session.h"

G_BEGIN_DECLS

typedef enum
{
  FECHO_SIDEBAR_ALL,            /* "All Sessions" */
  FECHO_SIDEBAR_GROUP,          /* the heading of a group */
  FECHO_SIDEBAR_SESSION,
} FechoSidebarKind;

/* One row of the sidebar. Properties: "kind" (int) and "session" (FechoSession, NULL unless it is a
 * session's row), both fixed; "note" (string), what the row says at its end; "day" (FechoDay, boxed),
 * the last 24 hours of the session, NULL until known. */
#define FECHO_TYPE_SIDEBAR_ITEM (fecho_sidebar_item_get_type ())
G_DECLARE_FINAL_TYPE (FechoSidebarItem, fecho_sidebar_item, FECHO, SIDEBAR_ITEM, GObject)

FechoSidebarItem *fecho_sidebar_item_new_all     (void) G_GNUC_WARN_UNUSED_RESULT;
FechoSidebarItem *fecho_sidebar_item_new_group   (const char       *group) G_GNUC_WARN_UNUSED_RESULT;
FechoSidebarItem *fecho_sidebar_item_new_session (FechoSession     *session) G_GNUC_WARN_UNUSED_RESULT;
FechoSidebarKind  fecho_sidebar_item_get_kind    (FechoSidebarItem *self);
FechoSession     *fecho_sidebar_item_get_session (FechoSidebarItem *self);
/* The name of the group, NULL unless it is a heading. */
const char       *fecho_sidebar_item_get_group   (FechoSidebarItem *self);
const char       *fecho_sidebar_item_get_note    (FechoSidebarItem *self);
void              fecho_sidebar_item_set_note    (FechoSidebarItem *self,
                                                  const char       *note);
const FechoDay   *fecho_sidebar_item_get_day     (FechoSidebarItem *self);
void              fecho_sidebar_item_set_day     (FechoSidebarItem *self,
                                                  const FechoDay   *day);
/* Does a row of the list stand for it now? */
gboolean          fecho_sidebar_item_get_shown   (FechoSidebarItem *self);
void              fecho_sidebar_item_set_shown   (FechoSidebarItem *self,
                                                  gboolean          shown);

G_END_DECLS
