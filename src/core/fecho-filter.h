/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "fecho-catalog.h"
#include "fecho-code-book.h"
#include "fecho-id-list.h"
#include "fecho-named-codes.h"

G_BEGIN_DECLS

typedef enum
{
  FECHO_KINDS_CLOSES   = 1 << 0,
  FECHO_KINDS_ATTEMPTS = 1 << 1,
  FECHO_KINDS_BOTH     = FECHO_KINDS_CLOSES | FECHO_KINDS_ATTEMPTS,
} FechoKinds;

typedef struct
{
  guint16 first;
  guint16 last;
} FechoCodeRange;

/* Which events: empty lists and NULL mean "any". A plain value. Bit n of a mask stands for the
 * enum's value n; 0 means any. */
typedef struct
{
  gint64     since_us;          /* G_MININT64: from the beginning; inclusive */
  gint64     until_us;          /* G_MAXINT64: no end; exclusive */
  GArray    *ids;               /* gint64, rising, each once; see fecho_filter_set_ids() */
  FechoIdList *sessions;        /* UUIDs; shared with its copies */
  GArray    *codes;             /* FechoCodeRange, NULL: any */
  GArray    *not_codes;
  guint      classes;
  FechoCodeBook *book;          /* see fecho_filter_use_book(); NULL: the standard's classes */
  guint      closed_by;
  guint      stages;
  guint64    causes;
  guint      origins;
  char      *text;              /* in reason, session name, address; see fecho_filter_find_codes() */
  GArray    *text_codes;        /* FechoCodeRange: these codes have the text in number or name */
  FechoNamedCodes *text_names;  /* by dictionaries these have it; NULL: none */
  gboolean   marked;            /* only marked ones */
  guint      clean;             /* mask of FALSE and TRUE */
  gint64     min_life_us;       /* with either, only closes; 0: no bound; inclusive */
  gint64     max_life_us;       /* 0: no bound; exclusive */
  FechoKinds kinds;
} FechoFilter;

#define FECHO_TYPE_FILTER (fecho_filter_get_type ())

GType        fecho_filter_get_type   (void);
FechoFilter *fecho_filter_new        (void) G_GNUC_WARN_UNUSED_RESULT;
FechoFilter *fecho_filter_copy       (const FechoFilter      *self) G_GNUC_WARN_UNUSED_RESULT;
void         fecho_filter_free       (FechoFilter            *self);
gboolean     fecho_filter_equal      (const FechoFilter      *a,
                                      const FechoFilter      *b);
/* Only these events (gint64, in any order): what was picked one by one. NULL, as an empty list: any.
 * No text of a filter tells of it. */
void         fecho_filter_set_ids    (FechoFilter            *self,
                                      const GArray           *ids);
gboolean     fecho_filter_has_id     (const FechoFilter      *self,
                                      gint64                  id);
/* "1006,4000-4999" added to codes or not_codes. */
gboolean     fecho_filter_add_codes  (FechoFilter            *self,
                                      const char             *text,
                                      gboolean                exclude,
                                      GError                **error);
/* Leaves of what is wanted the closes that counts and shares speak of: no failed attempts, none that
 * the user or quitting asked for, none that ended with its run. */
void         fecho_filter_count_only (FechoFilter            *self);
/* The classes that are wanted are those that dictionaries give. Where none is wanted, no book is
 * kept. */
void         fecho_filter_use_book   (FechoFilter            *self,
                                      FechoCodeBook          *book);
/* Whether dictionaries decide of the code's class. */
gboolean     fecho_filter_asks_book  (const FechoFilter      *self,
                                      guint16                 code);
/* Whether the class is one of those wanted, by the book where there is one. */
gboolean     fecho_filter_has_class  (const FechoFilter      *self,
                                      const FechoCloseRecord *record);
/* Lets the text be found in numbers and names of codes too: in those of the standard and of the
 * dictionaries in the book, in English and in the languages of the catalogs (the last is NULL). */
void         fecho_filter_find_codes (FechoFilter            *self,
                                      FechoCodeBook          *book,
                                      const FechoCatalog *const *catalogs);
/* Whether the code alone makes an event one of those with the text. */
gboolean     fecho_filter_has_text_code (const FechoFilter   *self,
                                      guint16                 code);
/* Whether it may be one of them by the name that its dictionary gives to the code. */
gboolean     fecho_filter_asks_text_name (const FechoFilter  *self,
                                      guint16                 code);
/* Whether it is. */
gboolean     fecho_filter_has_text_name (const FechoFilter      *self,
                                      const FechoCloseRecord *record);
/* Whether a life, FECHO_UNKNOWN of a failed attempt, is one of those wanted. */
gboolean     fecho_filter_has_life   (const FechoFilter      *self,
                                      gint64                  life_us);
/* Whether an event is one of them; the same rule as the store's queries. */
gboolean     fecho_filter_matches    (const FechoFilter      *self,
                                      const FechoCloseRecord *record);
/* RFC 3339, "2h", "90min", "yesterday", "today", "now", a date; local zone. now_us is the wall clock. */
gboolean     fecho_filter_parse_time (const char             *text,
                                      gint64                  now_us,
                                      gint64                 *ret_us,
                                      GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoFilter, fecho_filter_free)

G_END_DECLS
