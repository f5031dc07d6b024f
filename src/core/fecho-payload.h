/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The bytes of a message as a person reads them. All of these take any bytes. */

/* The beginning of it in one harmless line: text, or bytes as "0a ff 42". It ends with "…" where
 * there is more. */
char    *fecho_payload_dup_line     (GBytes      *payload,
                                     gboolean     binary) G_GNUC_WARN_UNUSED_RESULT;
/* Text with its line breaks and tabs, everything else harmless. */
char    *fecho_payload_dup_text     (const char  *text,
                                     gsize        n_bytes) G_GNUC_WARN_UNUSED_RESULT;
/* Sixteen bytes a line: where, in hexadecimal, and as ASCII. */
char    *fecho_payload_dup_hex_dump (const void  *bytes,
                                     gsize        n_bytes) G_GNUC_WARN_UNUSED_RESULT;
/* So many bytes of UTF-8 text, at most max, that no character is cut. */
gsize    fecho_payload_cut          (const char  *text,
                                     gsize        n_bytes,
                                     gsize        max);
/* Whether it has these words, whatever the case of the letters. */
gboolean fecho_payload_has_words    (GBytes      *payload,
                                     const char  *words);
/* A JSON string; what is not UTF-8 is U+FFFD in it. */
void     fecho_payload_append_json  (GString     *out,
                                     const char  *text,
                                     gsize        n_bytes);

G_END_DECLS
