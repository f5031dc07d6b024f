/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-message.h"

G_BEGIN_DECLS

/* What rows say of messages, in the language of the interface. Strings that are not const are new. */

/* "Text", "Binary", "Close"; NULL for what is no frame. */
const char *fecho_message_text_type    (FechoMessage *message);
/* "Received", "Sent"; NULL for what is no frame. */
const char *fecho_message_text_way     (FechoMessage *message);
/* "14:29:10.208", with the date where it is another day. */
char       *fecho_message_text_time    (FechoMessage *message,
                                        gint64        now_us) G_GNUC_WARN_UNUSED_RESULT;
/* The content in one harmless line. Of a Close frame the name and reason, without the code. */
char       *fecho_message_text_content (FechoMessage *message) G_GNUC_WARN_UNUSED_RESULT;

/* Which messages are shown. */
typedef struct
{
  gboolean    in;
  gboolean    out;
  gboolean    text;
  gboolean    binary;
  gboolean    close;            /* Close frames, and what else happened to the connection */
  const char *words;            /* "": any; borrowed */
} FechoMessageFilter;

gboolean    fecho_message_filter_match (const FechoMessageFilter *filter,
                                        FechoMessage             *message);

G_END_DECLS
