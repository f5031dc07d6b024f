/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Peers' text made harmless, and secrets masked. Each returns a new string; any bytes may come
 * in, what is not UTF-8 comes out as U+FFFD. */

/* For a label or one line of a terminal: control characters as their pictures (U+2400...), bidi
 * and zero-width controls as <U+202E>. No markup is made or escaped. */
char *fecho_safe_text_line         (const char *text);
/* The same, escaped for Pango markup. */
char *fecho_safe_text_markup       (const char *text);
/* The same, escaped for HTML text and attributes. */
char *fecho_safe_text_html         (const char *text);
/* A CSV field of RFC 4180; unless raw, a cell that a spreadsheet would run gets an apostrophe. */
char *fecho_safe_text_csv          (const char *text,
                                    gboolean    raw);
/* Is it a name of a header or query parameter that holds a secret (token, key, auth ...)? */
gboolean fecho_safe_text_is_secret_name (const char *name);
/* An address with its userinfo and the secrets of its query masked. */
char *fecho_safe_text_redact_url   (const char *url);

/* Called with each secret of a query as it stands there: percent-encoded, not ended by a NUL.
 * Returns the name of the variable that takes its place; it is freed. */
typedef char *(*FechoSecretFunc)     (const char *name,
                                      const char *value,
                                      gsize       n_bytes,
                                      gpointer    data);

/* The same address, telling each secret of its query before "${NAME}" takes its place. */
char *fecho_safe_text_take_secrets (const char      *url,
                                    FechoSecretFunc  func,
                                    gpointer         data);

G_END_DECLS
