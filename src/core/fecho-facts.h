/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-terms.h"

G_BEGIN_DECLS

/* What queries of the history answer beside spans and counts (fecho-span.h): plain values. Arrays
 * of them own their strings. */

/* What is a change of state; the numbers are stored: append only. */
typedef enum
{
  FECHO_STATE_SESSION_ADDED,
  FECHO_STATE_SESSION_PAUSED,
  FECHO_STATE_SESSION_RESUMED,
  FECHO_STATE_SESSION_REMOVED,
  FECHO_STATE_NETWORK,          /* detail: see fecho-computer.h */
  FECHO_STATE_SUSPENDED,
  FECHO_STATE_RESUMED,
  FECHO_STATE_CLOCK_JUMPED,     /* detail: microseconds as text */
  FECHO_STATE_SESSION_WATCHED,  /* by this run, from now on */
} FechoStateKind;

#define FECHO_N_STATES (FECHO_STATE_SESSION_WATCHED + 1)

typedef struct
{
  gint64         at_us;
  FechoStateKind kind;
  char          *session_id;    /* NULL: of this computer */
  char          *detail;        /* NULL: none */
} FechoStateChange;

/* How often a session ended with a code. */
typedef struct
{
  char   *session_id;
  char   *session;              /* its name */
  char   *url;
  char   *dictionary;           /* id of the one it has chosen, NULL: none */
  guint16 code;
  guint64 n_closes;             /* that nobody of ours asked for */
  guint64 n_own;
  guint64 n_failed_attempts;
  gint64  first_us;             /* the first and the last end with it */
  gint64  last_us;
} FechoSessionCode;

/* Closes that counted with a life in [from, to). */
typedef struct
{
  gint64  from_us;
  gint64  to_us;
  guint64 n;
} FechoLifeBin;

/* A time without a connection: from a close to the next opening, as far as it was watched. */
typedef struct
{
  char  *session_id;
  char  *session;
  gint64 from_us;
  gint64 to_us;                 /* where it ends, or the end of the range */
  gint64 down_us;               /* monitored time in it */
} FechoOutage;

/* What the judge found of one event (fecho-origin.h). */
typedef struct
{
  gint64      event;            /* its id */
  FechoOrigin origin;
  char       *rule;
  char       *evidence;         /* NULL: none */
} FechoVerdict;

/* A connection that is open now, of whatever run. */
typedef struct
{
  char  *session_id;
  char  *url;
  gint64 opened_at_us;
} FechoOpenConnection;

/* What could be saved of a damaged history. */
typedef struct
{
  char  *put_aside;             /* where the damaged file is now */
  gint64 n_events;
  gint64 n_lost;                /* events that could not be read, as far as they are known */
} FechoSalvaged;

/* Empty arrays of them; g_array_unref() frees their strings too. */
GArray *fecho_state_change_new_array (void) G_GNUC_WARN_UNUSED_RESULT;
GArray *fecho_session_code_new_array (void) G_GNUC_WARN_UNUSED_RESULT;
GArray *fecho_outage_new_array       (void) G_GNUC_WARN_UNUSED_RESULT;
GArray *fecho_verdict_new_array      (void) G_GNUC_WARN_UNUSED_RESULT;
GArray *fecho_open_connection_new_array (void) G_GNUC_WARN_UNUSED_RESULT;
/* Appends a copy, strings too. */
void    fecho_verdict_append_copy    (GArray             *array,
                                      const FechoVerdict *verdict);

G_END_DECLS
