/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-catalog.h"
#include "fecho-close-event.h"

G_BEGIN_DECLS

/* What is regular, correlated or new in the ends of connection of a range (cli.md, "patterns").
 * False alarms are worse than silence: a pattern is only told where chance makes it less often
 * than once in a million, whatever the spread of lives is. Closes that our side asked for, and
 * those that ended with their run or with this computer's network, are never evidence. */

typedef enum
{
  FECHO_PATTERN_IDLE_TIMEOUT,   /* constant time since the last message */
  FECHO_PATTERN_MAX_AGE,        /* constant life whatever the traffic */
  FECHO_PATTERN_TIME_LIMIT,     /* constant life, and no traffic that would tell the two apart */
  FECHO_PATTERN_WALL_CLOCK,     /* the same minute of the hour or of the day */
  FECHO_PATTERN_CORRELATED_DROP, /* most sessions within seconds */
  FECHO_PATTERN_RESTART,        /* 1001 or 1012 on several sessions of a host */
  FECHO_PATTERN_FLAPPING,       /* one short life after the other */
  FECHO_PATTERN_CREDENTIALS,    /* refused for who we are */
  FECHO_PATTERN_CERTIFICATE_EXPIRING,
  FECHO_PATTERN_FIRST_SEEN_CODE,
} FechoPatternKind;

#define FECHO_N_PATTERNS (FECHO_PATTERN_FIRST_SEEN_CODE + 1)

/* One end of connection. Sessions and hosts are small numbers of the caller's own. */
typedef struct
{
  gint64          closed_at_us;
  gint64          life_us;         /* FECHO_UNKNOWN in a failed attempt */
  gint64          last_message_us; /* before the end; FECHO_UNKNOWN: there was none */
  gint64          ping_us;         /* the session's interval, 0: no pings */
  gint64          cert_expires_at_us; /* FECHO_UNKNOWN: no certificate */
  guint           session;
  guint           host;
  guint16         code;
  FechoCloseClass klass;           /* with the session's dictionary */
  FechoClosedBy   closed_by;
  FechoCause      cause;
  gboolean        failed;          /* never opened */
  int             http_status;     /* FECHO_UNKNOWN: no answer */
} FechoPatternRow;

typedef struct
{
  guint session;
  guint host;
} FechoPatternOpen;

/* What is known beside the rows. */
typedef struct
{
  gint64         now_us;
  GTimeZone     *zone;             /* of "the same time of day"; NULL: UTC */
  const guint16 *known_codes;      /* codes of closes before the range */
  guint          n_known_codes;
  guint64        n_known_closes;   /* closes before the range; 0: no code is called new */
  const FechoPatternOpen *open;    /* connections that go on: not all dropped */
  guint          n_open;
} FechoPatternScope;

typedef struct
{
  FechoPatternKind kind;
  guint            n;              /* rows that fit */
  guint            of;             /* rows that were looked at */
  gint64           value_us;       /* life, idle time, or since the start of the hour or day (local);
                                    * FECHO_UNKNOWN where there is none */
  gint64           spread_us;      /* median distance from value_us; FECHO_UNKNOWN likewise */
  gint64           period_us;      /* of WALL_CLOCK: an hour or a day; else 0 */
  guint            n_times;        /* of CORRELATED_DROP and RESTART: how often; of WALL_CLOCK: on
                                    * how many hours or days; else 0 */
  gint64           first_at_us;
  gint64           last_at_us;
  gint64           expires_at_us;  /* of CERTIFICATE_EXPIRING, else FECHO_UNKNOWN */
  gint64           ping_us;        /* the longest interval of its rows' sessions, 0: some have none */
  gboolean         expired;        /* the certificate already has */
  int              http_status;    /* of CREDENTIALS: the last answer, or FECHO_UNKNOWN */
  double           certainty;      /* -log10 of how often chance does this; rising */
  GArray          *rows;           /* guint: which of the given rows fit, rising by time */
  GArray          *sessions;       /* guint, rising */
  GArray          *codes;          /* guint16, rising */
} FechoPattern;

/* What the search needs of a record; the numbers are the caller's, the class is by the session's
 * dictionary (fecho_dictionary_get_class()), ping_us is the session's option. */
FechoPatternRow fecho_pattern_row_of_record (const FechoCloseRecord *record,
                                             guint                   session,
                                             guint                   host,
                                             FechoCloseClass         klass,
                                             gint64                  ping_us);
/* FechoPattern, most certain first. Copies what it keeps; any thread; O(n log n) for n rows in
 * any order. */
GPtrArray  *fecho_pattern_find           (const FechoPatternRow   *rows,
                                          guint                    n_rows,
                                          const FechoPatternScope *scope) G_GNUC_WARN_UNUSED_RESULT;
void        fecho_pattern_free           (FechoPattern            *self);

/* Texts in the language of the catalog; numbers and times as the locale has them. Free them. */
char       *fecho_pattern_dup_sentence   (const FechoPattern      *self,
                                          const FechoCatalog      *catalog);
/* What to do about it. */
char       *fecho_pattern_dup_suggestion (const FechoPattern      *self,
                                          const FechoCatalog      *catalog);
/* Settings whose default is this value ("possible", never a fact; close-events.md, section 6), an
 * N_() string, or NULL. */
const char *fecho_pattern_get_knob       (const FechoPattern      *self);

/* Machine words ("idle_timeout"); labels as N_() strings. */
const char *fecho_pattern_kind_to_string (FechoPatternKind         kind);
const char *fecho_pattern_kind_get_label (FechoPatternKind         kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoPattern, fecho_pattern_free)

G_END_DECLS
