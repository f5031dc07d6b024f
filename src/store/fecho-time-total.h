/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-stmt.h"

G_BEGIN_DECLS

/* Sums of time in buckets of 5 minutes, of all sessions together; written once. */
typedef struct _FechoTimeTotal FechoTimeTotal;

FechoTimeTotal *fecho_time_total_new           (void);
void            fecho_time_total_free          (FechoTimeTotal  *self);
/* A connection was open in [from, to); sign -1 takes it out again. A time of more than five years
 * is a broken clock's: only its last five years count. */
void            fecho_time_total_add_open      (FechoTimeTotal  *self,
                                                gint64           from_us,
                                                gint64           to_us,
                                                int              sign);
void            fecho_time_total_add_monitored (FechoTimeTotal  *self,
                                                gint64           from_us,
                                                gint64           to_us,
                                                int              sign);
/* Adds to the table, inside a transaction. */
gboolean        fecho_time_total_flush         (FechoTimeTotal  *self,
                                                FechoDb         *db,
                                                GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoTimeTotal, fecho_time_total_free)

G_END_DECLS
