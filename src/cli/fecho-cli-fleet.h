/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-cli.h"
#include "fecho-metrics.h"
#include "fecho-outbox.h"

G_BEGIN_DECLS

/* The options by which a run of watching tells others what it sees, and what they start. */
typedef struct
{
  char          *metrics;       /* as they were given, NULL: not */
  char          *otlp;
  GSocketAddress *address;      /* of the metrics */
  char         **headers;       /* of requests to the collector */
  FechoOutbox   *outbox;
  FechoMetrics  *served;
} FechoCliFleet;

void     fecho_cli_fleet_clear (FechoCliFleet  *self);
/* Before anything is opened. FECHO_ERROR_USAGE names the option that is wrong. */
gboolean fecho_cli_fleet_check (FechoCliFleet  *self,
                                GError        **error);
/* Before anything is watched that is not stored: sends what is recorded from here on. What goes
 * wrong later is told on standard error, as long as self lives. */
gboolean fecho_cli_fleet_start (FechoCliFleet  *self,
                                FechoCli       *cli,
                                FechoMonitor   *monitor,
                                GError        **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FechoCliFleet, fecho_cli_fleet_clear)

G_END_DECLS
