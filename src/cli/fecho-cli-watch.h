/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-cli.h"
#include "fecho-monitor.h"

G_BEGIN_DECLS

/* A condition of --fail-on. */
typedef struct
{
  GArray  *codes;               /* FechoCodeRange, NULL: none */
  gboolean unclean;
  gboolean attempt_failed;
  gint64   life_below_us;       /* 0: none */
} FechoCliFailOn;

void     fecho_cli_fail_on_clear (FechoCliFailOn          *self);
gboolean fecho_cli_fail_on_add   (FechoCliFailOn          *self,
                                  const char              *condition,
                                  GError                 **error);
/* Ends by Fecho's own end are never a condition. */
gboolean fecho_cli_fail_on_holds (const FechoCliFailOn    *self,
                                  const FechoCloseRecord  *record);

/* How a run of watching goes. */
typedef struct
{
  gboolean        once;         /* ends when every session has ended once */
  gint64          duration_us;  /* 0: until told, or until nothing is left to watch */
  gint64          close_after_us; /* FECHO_UNKNOWN: never */
  guint16         close_code;
  const char     *close_reason;
  gboolean        jsonl;
  gboolean        quiet;        /* prints no events */
  FechoCliFailOn  fail_on;
} FechoCliWatch;

/* Watches the sessions of the monitor until it is over (also by SIGINT or SIGTERM), printing each
 * end as soon as it is stored; then closes the monitor and everything. */
FechoCliStatus fecho_cli_watch (FechoCli            *cli,
                                FechoMonitor        *monitor,
                                const FechoCliWatch *options);

G_END_DECLS
