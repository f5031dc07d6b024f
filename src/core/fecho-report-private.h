/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-report.h"

G_BEGIN_DECLS

/* The text in the language of the report. */
const char *fecho_report_text                (const FechoReport *report,
                                              const char        *msgid) G_GNUC_FORMAT (2);
/* What anybody may have written, escaped. */
void        fecho_report_append_text         (GString           *out,
                                              const char        *text);
/* A time of day, with its zone where zone is set. */
void        fecho_report_append_time         (GString           *out,
                                              const FechoReport *report,
                                              gint64             us,
                                              gboolean           zone);

/* The shapes of the classes, to be used by fecho_report_append_glyph(). */
void        fecho_report_append_shapes       (GString           *out);
void        fecho_report_append_glyph        (GString           *out,
                                              FechoCloseClass    klass);
/* Closes over time, stacked by class, with a legend. */
void        fecho_report_append_histogram    (GString           *out,
                                              const FechoReport *report);

/* Sections of figures: cards, codes, sessions, outages, patterns. */
void        fecho_report_append_figures      (GString           *out,
                                              const FechoReport *report);

G_END_DECLS
