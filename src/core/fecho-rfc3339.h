/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Years beyond 9999 have a sign or more digits. */
#define FECHO_RFC3339_MAX_BYTES 48

/* What fecho_format_rfc3339() gives, into room that is there: an export writes three times a row,
 * and GDateTime would be most of its time. Returns what follows; no NUL is written. */
char *fecho_rfc3339_put (char     *p,
                         gint64    us,
                         gboolean  local);

/* Days since 1970-01-01 of a day of the proleptic Gregorian calendar. */
gint64 fecho_rfc3339_days (int year,
                           int month,
                           int day);

G_END_DECLS
