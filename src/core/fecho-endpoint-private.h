/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* What a person, a script or a file may set, each with its end. */
#define FECHO_ENDPOINT_MAX_URL          8192
#define FECHO_ENDPOINT_MAX_NAME         256
#define FECHO_ENDPOINT_MAX_LINE         8192   /* bytes of a header, a cookie, a path */
#define FECHO_ENDPOINT_MAX_HEADERS      64
#define FECHO_ENDPOINT_MAX_COOKIES      64
#define FECHO_ENDPOINT_MAX_SUBPROTOCOLS 32
#define FECHO_ENDPOINT_MAX_ON_OPEN      32
#define FECHO_ENDPOINT_MAX_TEXT         65536  /* bytes of a message sent on opening */
#define FECHO_ENDPOINT_MAX_OPTIONS      (4 * 1024 * 1024)

/* One option: a member of the JSON object of options. */
typedef enum
{
  FECHO_OPTION_STRING,
  FECHO_OPTION_LIST,
  FECHO_OPTION_BOOLEAN,
  FECHO_OPTION_INTEGER,
  FECHO_OPTION_COUNT,           /* a guint */
  FECHO_OPTION_MIN_TLS,
  FECHO_OPTION_PROXY,
} FechoOptionKind;

typedef struct
{
  const char     *name;         /* it is in files: it stays */
  FechoOptionKind kind;
  gsize           offset;       /* in FechoEndpoint */
  gint64          min;          /* of a number */
  gint64          max;          /* of a number; bytes of a string */
} FechoOption;

#define FECHO_N_MIN_TLS (FECHO_MIN_TLS_1_3 + 1)

extern const char *const fecho_min_tls_words[FECHO_N_MIN_TLS];

const FechoOption *fecho_endpoint_get_options (gsize *ret_n_options);

/* Text of a person in a message: secrets masked, harmless, not longer than a line. Free it. */
char    *fecho_endpoint_quote          (const char     *text);
/* Checks an address and takes the userinfo out of it. User and password are NULL where the
 * address has none. */
gboolean fecho_endpoint_split_url      (const char     *url,
                                        char          **ret_url,
                                        char          **ret_user,
                                        char          **ret_password,
                                        GError        **error);
/* Is it one variable, "${TOKEN}", or one behind a word, "Bearer ${TOKEN}"? Then it names a secret and
 * holds none. */
gboolean fecho_endpoint_is_variable    (const char     *value);
/* A token of RFC 7230, 3.2.6. */
gboolean fecho_endpoint_is_token       (const char     *text,
                                        gsize           n_bytes);
/* The defaults alone: no id, name or address. */
FechoEndpoint *fecho_endpoint_new_empty (void) G_GNUC_WARN_UNUSED_RESULT;
/* The defaults of cli.md for all that is an option; the password stays. */
void     fecho_endpoint_reset_options  (FechoEndpoint  *self);

G_END_DECLS
