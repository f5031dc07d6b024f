/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FECHO_CLOSE_CLASS_NORMAL,
  FECHO_CLOSE_CLASS_PROTOCOL,
  FECHO_CLOSE_CLASS_POLICY,
  FECHO_CLOSE_CLASS_SERVER,
  FECHO_CLOSE_CLASS_ABNORMAL,
  FECHO_CLOSE_CLASS_LIBRARY,
  FECHO_CLOSE_CLASS_APPLICATION,
  FECHO_CLOSE_CLASS_INVALID,
} FechoCloseClass;

#define FECHO_N_CLOSE_CLASSES (FECHO_CLOSE_CLASS_INVALID + 1)

typedef enum
{
  FECHO_SENDERS_NOBODY,
  FECHO_SENDERS_NOBODY_YET,
  FECHO_SENDERS_BOTH,
  FECHO_SENDERS_CLIENT,
  FECHO_SENDERS_SERVER,
  FECHO_SENDERS_SERVER_OR_GATEWAY,
  FECHO_SENDERS_LOCAL,          /* set by an end for itself, never on the wire */
} FechoSenders;

typedef enum
{
  FECHO_RECONNECT_YES,
  FECHO_RECONNECT_BACKOFF,      /* yes, with a growing wait */
  FECHO_RECONNECT_SPREAD,       /* yes, after a wait spread at random: everyone was sent away at once */
  FECHO_RECONNECT_AFTER_FIX,    /* the same will happen again until something is changed */
  FECHO_RECONNECT_NO,
  FECHO_RECONNECT_DEPENDS,      /* the application decides */
} FechoReconnect;

#define FECHO_CLOSE_CODE_MAX_TEXTS 4

/* One row of the registry: a code or a range of codes. Texts are N_() strings of the domain
 * "fecho"; lists end with NULL. */
typedef struct
{
  guint16         first;
  guint16         last;
  FechoCloseClass klass;
  FechoSenders    senders;
  gboolean        on_wire;
  gboolean        in_close;     /* allowed as argument of close(), WHATWG WebSockets 3.1 */
  FechoReconnect  reconnect;
  const char     *registered_name; /* as at IANA, never translated; NULL where there is none */
  const char     *constant;        /* the old constant of MDN, NULL where there is none */
  const char     *name;
  const char     *summary;         /* a few words, for a row of a list */
  const char     *description;     /* one or two sentences */
  const char     *causes[FECHO_CLOSE_CODE_MAX_TEXTS + 1];
  const char     *advice[FECHO_CLOSE_CODE_MAX_TEXTS + 1];
  const char     *source;          /* where it is defined, e.g. "RFC 6455, 7.4.1" */
} FechoCloseCode;

/* The whole registry, rising by first code; a single code comes before the range around it. */
const FechoCloseCode *fecho_close_code_get_table        (gsize           *ret_n_codes);
/* The most exact row for any number; never NULL. */
const FechoCloseCode *fecho_close_code_lookup           (guint16          code);
FechoCloseClass       fecho_close_code_get_class        (guint16          code);
/* May a peer send it? RFC 6455 7.4, and 1012 to 1014 of the IANA registry. */
gboolean              fecho_close_code_is_on_wire       (guint16          code);
gboolean              fecho_close_code_is_in_close      (guint16          code);

/* Machine words of cli.md ("normal", "protocol", ...), and labels as N_() strings. */
const char           *fecho_close_class_to_string       (FechoCloseClass  klass);
gboolean              fecho_close_class_from_string     (const char      *string,
                                                         FechoCloseClass *ret_class);
const char           *fecho_close_class_get_label       (FechoCloseClass  klass);
const char           *fecho_senders_to_string           (FechoSenders     senders);
const char           *fecho_senders_get_label           (FechoSenders     senders);
const char           *fecho_reconnect_to_string         (FechoReconnect   reconnect);
const char           *fecho_reconnect_get_label         (FechoReconnect   reconnect);

G_END_DECLS
