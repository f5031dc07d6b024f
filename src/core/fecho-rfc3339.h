/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What fecho_format_rfc3339() gives, at the end of a string that grows: an export writes three
 * times a row, and GDateTime would be most of its time. */
void fecho_rfc3339_append (GString  *out,
                           gint64    us,
                           gboolean  local);

/* Days since 1970-01-01 of a day of the proleptic Gregorian calendar. */
gint64 fecho_rfc3339_days (int year,
                           int month,
                           int day);

G_END_DECLS
