/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "fecho-close-code.h"

G_BEGIN_DECLS

/* What the numbers of one application mean (close-events.md, section 5). Only the dictionary that
 * a session has chosen may name, explain or class its private codes. */

/* Does connecting again make sense? */
typedef enum
{
  FECHO_DICTIONARY_RETRY_UNSAID, /* the source does not say: as without a dictionary */
  FECHO_DICTIONARY_RETRY_YES,
  FECHO_DICTIONARY_RETRY_NO,
  FECHO_DICTIONARY_RETRY_AFTER_FIX, /* the same will happen until something is changed */
  FECHO_DICTIONARY_RETRY_AT_ONCE,
  FECHO_DICTIONARY_RETRY_AFTER_SECOND, /* after a second or more */
} FechoDictionaryRetry;

/* A code, or a range of codes that have no row of their own. Name and meaning are msgids of the
 * domain "fecho" in the shipped dictionaries; a person's own texts come back from a catalog as
 * they are. */
typedef struct
{
  guint16              first;   /* FECHO_DICTIONARY_FIRST to _LAST */
  guint16              last;
  FechoCloseClass      klass;   /* library or application where the file names none */
  FechoDictionaryRetry retry;
  char                *name;
  char                *meaning; /* one or two sentences */
  char                *source;  /* address or title; that of the dictionary where it has no own */
} FechoDictionaryCode;

#define FECHO_TYPE_DICTIONARY (fecho_dictionary_get_type ())

/* Only numbers of libraries and applications: the standard's own keep their meaning. */
#define FECHO_DICTIONARY_FIRST 3000
#define FECHO_DICTIONARY_LAST  4999

/* Limits of a file. Lengths are bytes. */
#define FECHO_DICTIONARY_MAX_BYTES (256 * 1024)
#define FECHO_DICTIONARY_MAX_CODES 1000
#define FECHO_DICTIONARY_MAX_PEERS 64  /* of hosts, and of subprotocols */
#define FECHO_DICTIONARY_MAX_NAME  120
#define FECHO_DICTIONARY_MAX_TEXT  1000
#define FECHO_DICTIONARY_MAX_FILES 500 /* of a folder */

/* Immutable, counted atomically, may be read from any thread. */
typedef struct _FechoDictionary FechoDictionary;

GType                      fecho_dictionary_get_type       (void);
/* From the JSON of a file; label is what errors call it, a path or a name. FECHO_ERROR_INVALID
 * says what is wrong and where ("own.json: codes[3].retry: ..."). */
FechoDictionary           *fecho_dictionary_new_from_bytes (GBytes                *bytes,
                                                            const char            *label,
                                                            GError               **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of a file; also the errors of reading one. Blocks on the disk. */
FechoDictionary           *fecho_dictionary_load           (const char            *path,
                                                            GError               **error) G_GNUC_WARN_UNUSED_RESULT;
FechoDictionary           *fecho_dictionary_ref            (FechoDictionary       *self);
void                       fecho_dictionary_unref          (FechoDictionary       *self);

/* The word that a session and a record keep ("discord"): [a-z0-9-], never empty. */
const char                *fecho_dictionary_get_id         (const FechoDictionary *self);
/* A proper name, not translated. */
const char                *fecho_dictionary_get_name       (const FechoDictionary *self);
const char                *fecho_dictionary_get_source     (const FechoDictionary *self);
/* FechoDictionaryCode, rising; a single code comes before the range around it. */
const FechoDictionaryCode *fecho_dictionary_get_codes      (const FechoDictionary *self,
                                                            guint                 *ret_n_codes);
/* The most exact row, NULL where the dictionary does not know the code. */
const FechoDictionaryCode *fecho_dictionary_lookup         (const FechoDictionary *self,
                                                            guint16                code);
/* A host without port, in any case. A pattern without * is the host and what is below it
 * ("example.com" is also "a.example.com"); a * stands for any part of one label, and such a
 * pattern is the whole host ("ws-*.pusher.com"). */
gboolean                   fecho_dictionary_matches_host   (const FechoDictionary *self,
                                                            const char            *host);
/* One that was negotiated; subprotocols are compared as they are (RFC 6455, 4.1). */
gboolean                   fecho_dictionary_matches_subprotocol
                                                           (const FechoDictionary *self,
                                                            const char            *subprotocol);

/* Whether a dictionary may explain it: the standard's own numbers keep their meaning. */
gboolean                   fecho_dictionary_may_explain    (guint16                code);
/* Class of a code by a session's dictionary, NULL: none chosen. */
FechoCloseClass            fecho_dictionary_get_class      (const FechoDictionary *self,
                                                            guint16                code);

/* The same of a row that was looked up, NULL: there was none. */
FechoCloseClass            fecho_dictionary_code_get_class (const FechoDictionaryCode *self,
                                                            guint16                    code);

/* Machine words ("yes", "after_fix" ...), NULL for UNSAID; labels as N_() strings. */
const char                *fecho_dictionary_retry_to_string   (FechoDictionaryRetry   retry);
gboolean                   fecho_dictionary_retry_from_string (const char            *string,
                                                               FechoDictionaryRetry  *ret_retry);
const char                *fecho_dictionary_retry_get_label   (FechoDictionaryRetry   retry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoDictionary, fecho_dictionary_unref)

G_END_DECLS
