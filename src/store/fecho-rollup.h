/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"
#include "fecho-stmt.h"

G_BEGIN_DECLS

#define FECHO_ROLLUP_5MIN_US (300 * (gint64)G_USEC_PER_SEC)
#define FECHO_ROLLUP_HOUR_US (3600 * (gint64)G_USEC_PER_SEC)

/* How an event counts; the numbers are stored. */
typedef enum
{
  FECHO_STANDING_COUNTED,       /* nobody of ours asked for it */
  FECHO_STANDING_OWN,           /* by the user, or of quitting */
  FECHO_STANDING_INTERRUPTED,   /* ended with its run: in no count */
} FechoStanding;

FechoStanding fecho_standing_of (FechoClosedBy closed_by,
                                 FechoCause    cause);

/* Counts of a transaction, summed in memory and written once at its end. */
typedef struct _FechoRollup FechoRollup;

FechoRollup *fecho_rollup_new   (void);
void         fecho_rollup_free  (FechoRollup              *self);
/* n may be negative: an origin was judged, an event was removed. */
void         fecho_rollup_add   (FechoRollup              *self,
                                 gint64                    closed_at_us,
                                 guint16                   code,
                                 gboolean                  failed_attempt,
                                 gboolean                  was_clean,
                                 FechoStanding             standing,
                                 FechoOrigin               origin,
                                 int                       n);
/* Into both tables, inside the transaction; empty afterwards. */
gboolean     fecho_rollup_flush (FechoRollup              *self,
                                 FechoDb                  *db,
                                 GError                  **error);
void         fecho_rollup_clear (FechoRollup              *self);
/* The bucket of a moment, also before 1970. */
gint64       fecho_rollup_get_bucket (gint64               us,
                                      gint64               width_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoRollup, fecho_rollup_free)

G_END_DECLS
