/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"

G_BEGIN_DECLS

/* The way of a connection to being open, as steps: which it took, and where it ended. Pure. */

typedef enum
{
  FECHO_STEP_REACHED,
  FECHO_STEP_LAST,              /* there it ended */
  FECHO_STEP_AHEAD,             /* never reached */
} FechoStepState;

typedef struct
{
  FechoStage      stage;
  FechoStepState  state;
  char           *note;         /* how long it took, or a status; NULL where not known */
} FechoStageStep;

/* FechoStageStep in order: DNS, TCP, HTTP and Open always, Proxy and TLS where there were such.
 * Free the array. */
GArray *fecho_stage_steps_new   (const FechoCloseRecord *record) G_GNUC_WARN_UNUSED_RESULT;
/* "Stage reached: Open. DNS 4 ms, TCP 31 ms, TLS 44 ms, HTTP 101, Open 2 h 21 min". Free it. */
char   *fecho_stage_steps_speak (const GArray           *steps) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
