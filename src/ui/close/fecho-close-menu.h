/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a menu of closes is about: one, or those of a pill. */
typedef struct
{
  const char *session_id;       /* NULL: of several sessions */
  guint       code;             /* 0: of several codes */
  gint64      from_us;          /* of the first */
  gint64      to_us;            /* of the last */
} FechoCloseMenuSubject;

/* Copying, marking, and the other views of them. group has the actions copy-details,
 * copy-details-json, mark-closes and unmark-closes, which act on those closes; the others are the
 * window's. */
GMenu *fecho_close_menu_new (const char                  *group,
                             const FechoCloseMenuSubject *subject) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
