/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which plural form a count takes: the "plural" expression of a translation's Plural-Forms, in
 * the syntax of C that the manual of GNU gettext allows ("n%10==1 && n%100!=11 ? 0 : 1"). 0 where
 * the expression is NULL, cannot be read, or names a form that is not there. Pure. */
guint fecho_plural_choose (const char *expression,
                           guint64     n,
                           guint       n_forms);

G_END_DECLS
