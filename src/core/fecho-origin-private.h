/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-crowd.h"
#include "fecho-origin.h"

G_BEGIN_DECLS

/* What the judge has made of its arguments, for the rules. */

typedef struct
{
  FechoCrowd *all;
  GHashTable *hosts;            /* number -> FechoCrowd */
  GHashTable *proxies;
} FechoOriginCrowds;

/* How an attempt went that ended or opened at at_us. */
typedef struct
{
  gint64     at_us;
  guint      host;
  gboolean   opened;
  FechoCause cause;
  int        http_status;
} FechoOriginAttempt;

struct _FechoOriginJudge
{
  GArray           *ends;       /* FechoOriginEnd, as given */
  GArray           *changes;    /* FechoComputerChange */
  FechoOriginCrowds sudden;     /* ends that a frame or an error tells at once */
  FechoOriginCrowds slow;       /* ends that a time-out tells, each at its own time */
  GHashTable       *attempts;   /* host -> GArray of FechoOriginAttempt by at_us */
  GArray           *names;      /* FechoOriginAttempt by at_us: openings, failures to resolve */
  gint64            now_us;
};

/* What can be said for an origin; fecho-origin-text.c has the words. */
typedef enum
{
  FECHO_EVIDENCE_CLOSED_HERE,
  FECHO_EVIDENCE_INTERRUPTED,
  FECHO_EVIDENCE_NO_DESCRIPTORS,
  FECHO_EVIDENCE_WOKE,          /* milliseconds since */
  FECHO_EVIDENCE_ASLEEP,
  FECHO_EVIDENCE_SLEPT,
  FECHO_EVIDENCE_OFFLINE,
  FECHO_EVIDENCE_NETWORK_CHANGED,
  FECHO_EVIDENCE_CLOCK,         /* days of the step */
  FECHO_EVIDENCE_PORTAL,
  FECHO_EVIDENCE_PROXY,
  FECHO_EVIDENCE_PROXY_PASSWORD,
  FECHO_EVIDENCE_CLOSE_FRAME,
  FECHO_EVIDENCE_PROTOCOL,
  FECHO_EVIDENCE_BUDGET,
  FECHO_EVIDENCE_HANDSHAKE,
  FECHO_EVIDENCE_SUBPROTOCOL,
  FECHO_EVIDENCE_EXPIRED,
  FECHO_EVIDENCE_HOSTNAME,
  FECHO_EVIDENCE_HTTP,          /* status */
  FECHO_EVIDENCE_REFUSED,
  FECHO_EVIDENCE_EVERYWHERE,    /* dropped, of */
  FECHO_EVIDENCE_BEHIND_PROXY,  /* dropped, of, others that stayed */
  FECHO_EVIDENCE_NEXT_REFUSED,  /* milliseconds later */
  FECHO_EVIDENCE_NEXT_HTTP,     /* status, milliseconds later */
  FECHO_EVIDENCE_NO_ANSWER,     /* others that stayed */
  FECHO_EVIDENCE_AT_HOST,       /* dropped, of, others that stayed */
  FECHO_EVIDENCE_NAMES,
} FechoOriginEvidence;

#define FECHO_N_EVIDENCES (FECHO_EVIDENCE_NAMES + 1)
#define FECHO_EVIDENCE_MAX_FIGURES 3

typedef struct
{
  FechoOriginEvidence evidence;
  gint64              figures[FECHO_EVIDENCE_MAX_FIGURES];
} FechoOriginSaid;

typedef struct
{
  const char *name;
  FechoOrigin origin;
  gboolean    settled;          /* needs to have seen what came after the end */
  /* Does it apply? Where it does, the evidence is written. */
  gboolean  (*applies) (const FechoOriginJudge *judge,
                        const FechoOriginEnd   *end,
                        FechoOriginSaid        *ret_said);
} FechoOriginRule;

/* In the order they are tried. */
extern const FechoOriginRule fecho_origin_rules[];
extern const gsize           fecho_n_origin_rules;

/* The machine form: a word, and its figures. */
char    *fecho_origin_said_to_string   (const FechoOriginSaid *said) G_GNUC_WARN_UNUSED_RESULT;
gboolean fecho_origin_said_from_string (const char            *string,
                                        FechoOriginSaid       *ret_said);

/* Opening, or the start of a failed attempt. */
gint64   fecho_origin_end_get_begin_us (const FechoOriginEnd *end);
/* Asked for here, or ended with its run: no drop. */
gboolean fecho_origin_end_is_own       (const FechoOriginEnd *end);

G_END_DECLS
