/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Small numbers from 1 on for names that come again and again: sessions and hosts for rules that
 * compare many events (fecho-origin.h, fecho-pattern.h). One thread at a time. */
typedef struct _FechoNumbering FechoNumbering;

FechoNumbering *fecho_numbering_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void            fecho_numbering_free     (FechoNumbering       *self);
/* The same number for the same name. */
guint           fecho_numbering_get      (FechoNumbering       *self,
                                          const char           *name);
/* Of the host and port of an address; all that are none are one. */
guint           fecho_numbering_get_host (FechoNumbering       *self,
                                          const char           *url);
guint           fecho_numbering_get_n    (const FechoNumbering *self);
/* NULL where the number is none of ours. Of a host: "name:port". */
const char     *fecho_numbering_get_name (const FechoNumbering *self,
                                          guint                 number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoNumbering, fecho_numbering_free)

G_END_DECLS
