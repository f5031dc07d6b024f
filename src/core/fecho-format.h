/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-catalog.h"

G_BEGIN_DECLS

/* Numbers and lengths of time that this thread formats are of the language of the catalog from now
 * on, whatever locale the process has; NULL: of that locale again. The catalog is borrowed. */
void  fecho_format_set_language   (const FechoCatalog *catalog);

/* For people, in the locale of the process; each returns a new string. */
/* Two units at most: "2 h 13 min", "41 s", "0.5 s"; "–" for FECHO_UNKNOWN. */
char *fecho_format_duration       (gint64      us);
/* "≈ 2 h 13 min" where it is not exact. */
char *fecho_format_about_duration (gint64      us,
                                   gboolean    about);
char *fecho_format_bytes          (gint64      bytes);
/* With the locale's thousands separator. */
char *fecho_format_count          (guint64     n);
char *fecho_format_number         (double      value,
                                   int         n_decimals);
/* A share, "55%"; decimals by n_decimals. */
char *fecho_format_percent        (double      share,
                                   int         n_decimals);
/* "15:31:07"; with the date where it is not of the day of now_us. Local zone. */
char *fecho_format_time           (gint64      us,
                                   gint64      now_us);

/* For programs. */
/* RFC 3339 with microseconds, "Z" or the local offset. */
char    *fecho_format_rfc3339     (gint64      us,
                                   gboolean    local);
gboolean fecho_format_parse_rfc3339 (const char *text,
                                   gint64     *ret_us);

G_END_DECLS
