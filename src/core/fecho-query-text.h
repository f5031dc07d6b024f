/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-filter.h"

G_BEGIN_DECLS

/* The small language of a search entry: "code:1006 by:server life:<60s is:failed worker reload".
 * A term is a key, a colon and values between commas, without blanks or in double quotes; all else
 * is the text that is looked for. The words are English and do not change with the language of the
 * interface; Portuguese and Spanish ones are understood too. */

typedef enum
{
  FECHO_QUERY_CODE,             /* code:1006,4000-4999,10xx */
  FECHO_QUERY_NOT_CODE,         /* -code:1000 */
  FECHO_QUERY_CLASS,            /* class:abnormal */
  FECHO_QUERY_CLOSED_BY,        /* by:server */
  FECHO_QUERY_STAGE,            /* stage:tls */
  FECHO_QUERY_CAUSE,            /* cause:dns_failure */
  FECHO_QUERY_ORIGIN,           /* origin:server */
  FECHO_QUERY_SESSION,          /* session:"Vega Futures" */
  FECHO_QUERY_LIFE,             /* life:<60s, life:>=5min, life:10s-60s */
  FECHO_QUERY_KINDS,            /* is:close, is:failed */
  FECHO_QUERY_CLEAN,            /* is:clean, is:unclean */
  FECHO_QUERY_COUNTED,          /* is:counted */
  FECHO_QUERY_MARKED,           /* is:marked */
} FechoQueryTerm;

#define FECHO_N_QUERY_TERMS (FECHO_QUERY_MARKED + 1)

/* What a person asks for. Sessions are names: who knows the ids puts them into the filter; and who
 * asks with the filter lets it fecho_filter_count_only() where only what counts is wanted. */
typedef struct
{
  FechoFilter *filter;
  char       **sessions;        /* NULL: any */
  gboolean     counted;
} FechoQuery;

/* Why a text was refused. */
typedef struct
{
  FechoQueryTerm term;
  char          *token;         /* the part that is wrong, as it was written */
  gsize          start;         /* where it begins, in bytes */
} FechoQueryProblem;

FechoQuery *fecho_query_new        (void) G_GNUC_WARN_UNUSED_RESULT;
FechoQuery *fecho_query_copy       (const FechoQuery   *self) G_GNUC_WARN_UNUSED_RESULT;
void        fecho_query_free       (FechoQuery         *self);
gboolean    fecho_query_equal      (const FechoQuery   *a,
                                    const FechoQuery   *b);
/* Adds what text asks for; the words that are no terms are the text of the filter, instead of what
 * it had. FALSE changes nothing and fills ret_problem, which is to be cleared; its token is NULL
 * where the text is longer than anybody writes. */
gboolean    fecho_query_parse      (FechoQuery         *self,
                                    const char         *text,
                                    FechoQueryProblem  *ret_problem);
void        fecho_query_problem_clear (FechoQueryProblem *problem);
/* A new string that fecho_query_parse() reads as the same. */
char       *fecho_query_print      (const FechoQuery   *self) G_GNUC_WARN_UNUSED_RESULT;
/* The same of one term, NULL where it is not asked for. */
char       *fecho_query_print_term (const FechoQuery   *self,
                                    FechoQueryTerm      term) G_GNUC_WARN_UNUSED_RESULT;
gboolean    fecho_query_has        (const FechoQuery   *self,
                                    FechoQueryTerm      term);
void        fecho_query_drop       (FechoQuery         *self,
                                    FechoQueryTerm      term);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoQuery, fecho_query_free)

G_END_DECLS
