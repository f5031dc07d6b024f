/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "fecho-span.h"

G_BEGIN_DECLS

#define FECHO_DAY_HOURS 24
#define FECHO_DAY_US (FECHO_DAY_HOURS * 3600 * (gint64)G_USEC_PER_SEC)

/* How a session was in the last 24 hours, hour by hour. A plain value. */
typedef struct
{
  gint64 open_us[FECHO_DAY_HOURS];
  gint64 monitored_us[FECHO_DAY_HOURS];
  guint  n_closes;              /* without our own and those of a run that ended */
} FechoDay;

#define FECHO_TYPE_DAY (fecho_day_get_type ())

GType     fecho_day_get_type         (void);
/* Of a lane that was asked for from from_us on. Free it. */
FechoDay *fecho_day_new              (const FechoLane *lane,
                                      gint64           from_us) G_GNUC_WARN_UNUSED_RESULT;
FechoDay *fecho_day_copy             (const FechoDay  *self) G_GNUC_WARN_UNUSED_RESULT;
void      fecho_day_free             (FechoDay        *self);
gboolean  fecho_day_equal            (const FechoDay  *a,
                                      const FechoDay  *b);
/* Open, of the time that was monitored; -1 where none was. */
double    fecho_day_get_hour_share   (const FechoDay  *self,
                                      guint            hour);
double    fecho_day_get_share        (const FechoDay  *self);
/* For a screen reader: "In 24 hours: 94.9% open, 11 closes."; NULL where nothing was monitored.
 * Free it. */
char     *fecho_day_dup_spoken       (const FechoDay  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoDay, fecho_day_free)

G_END_DECLS
