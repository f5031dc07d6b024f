/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-catalog.h"
#include "fecho-close-event.h"

G_BEGIN_DECLS

/* Where an end of connection probably comes from (close-events.md, section 3). One event does not
 * tell: the rules look at all ends around it, at what stayed open, at later attempts and at what
 * this computer did. Never from the code alone, and without evidence the answer is unknown. */

/* What is judged, and the evidence for others. Sessions, hosts and proxies are small numbers of
 * the caller's own; proxy 0 is "none". */
typedef struct
{
  gint64         closed_at_us;
  gint64         handshake_us;  /* of a failed attempt: its start to its end */
  gint64         life_us;       /* FECHO_UNKNOWN in a failed attempt */
  guint          session;
  guint          host;
  guint          proxy;
  gboolean       failed;        /* never opened */
  gboolean       peer_frame;    /* a good Close frame of the peer came before ours */
  FechoClosedBy  closed_by;
  FechoCause     cause;
  FechoNetwork   network;
  int            http_status;   /* FECHO_UNKNOWN: no answer */
} FechoOriginEnd;

/* A connection that is open now. */
typedef struct
{
  gint64 opened_at_us;
  guint  session;
  guint  host;
  guint  proxy;
} FechoOriginOpen;

typedef enum
{
  FECHO_COMPUTER_OFFLINE,       /* no network, from at_us to until_us */
  FECHO_COMPUTER_NETWORK,       /* another network, at at_us */
  FECHO_COMPUTER_SUSPENDED,     /* from at_us to until_us */
  FECHO_COMPUTER_CLOCK,         /* the wall clock jumped by step_us at at_us */
} FechoComputerChangeKind;

typedef struct
{
  FechoComputerChangeKind kind;
  gint64                  at_us;
  gint64                  until_us; /* G_MAXINT64: goes on; at_us where it is a moment */
  gint64                  step_us;  /* of CLOCK: forward is positive */
} FechoComputerChange;

/* An end that has no clear evidence of its own is judged this long after it: later attempts and
 * what stayed open must have been seen. */
#define FECHO_ORIGIN_SETTLE_US (25 * (gint64)G_USEC_PER_SEC)

/* What to give for the ends of [from, to): all ends from this before it on, also the later ones of
 * connections that were open then: those tell what stayed. */
#define FECHO_ORIGIN_MARGIN_US (60 * (gint64)G_USEC_PER_SEC)

/* Changes of this computer explain what comes up to so much later. */
#define FECHO_ORIGIN_CHANGES_US (60 * 60 * (gint64)G_USEC_PER_SEC)

/* What the rules need of a record; the numbers are the caller's. */
FechoOriginEnd    fecho_origin_end_of_record (const FechoCloseRecord *record,
                                              guint                   session,
                                              guint                   host,
                                              guint                   proxy);

typedef struct _FechoOriginJudge FechoOriginJudge;

/* Copies its arguments, in any order; an array may be NULL where it has no elements. Plain values
 * in, plain values out: any thread, one at a time. Takes O(n log n). */
FechoOriginJudge *fecho_origin_judge_new  (const FechoOriginEnd      *ends,
                                           guint                      n_ends,
                                           const FechoOriginOpen     *open,
                                           guint                      n_open,
                                           const FechoComputerChange *changes,
                                           guint                      n_changes,
                                           gint64                     now_us) G_GNUC_WARN_UNUSED_RESULT;
void              fecho_origin_judge_free (FechoOriginJudge          *self);
/* The origin of ends[i]; NOT_JUDGED where it is too early to say. ret_rule is the name of the rule,
 * static ("none" without evidence, NULL where not judged); ret_evidence its words and figures for
 * fecho_origin_dup_sentence(), NULL where there is none, free it. */
FechoOrigin       fecho_origin_judge_end  (const FechoOriginJudge    *self,
                                           guint                      i,
                                           const char               **ret_rule,
                                           char                     **ret_evidence);
/* The evidence as a sentence in the language of the catalog. What is not known, of a newer program
 * or of an import, is given back as it is; NULL is NULL. Free it. */
char             *fecho_origin_dup_sentence (const char            *evidence,
                                         const FechoCatalog        *catalog);
/* Names of all rules in the order they are tried. Free with g_strfreev(). */
char            **fecho_origin_list_rules (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoOriginJudge, fecho_origin_judge_free)

G_END_DECLS
