/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"

G_BEGIN_DECLS

/* What is known of one end of connection, line by line, in the language of the interface. What is
 * not known has no line. Peers' texts come out harmless, secrets masked. */

typedef struct
{
  char     *label;
  char     *value;
  char     *badge;              /* as programs call it, "wasClean false"; NULL: none */
  char     *uri;                /* where more of it is; NULL: nowhere */
  char     *spoken;             /* the value in words where it has signs; NULL: as it is */
  gboolean  wire;               /* an address or a text of a protocol */
} FechoCloseFact;

/* For others that list facts: takes value; NULL, not known, has no line. */
GPtrArray *fecho_close_facts_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void       fecho_close_facts_take      (GPtrArray              *facts,
                                        const char             *label,
                                        char                   *value);
/* The same with a page on the web, which is taken too and may be NULL. */
void       fecho_close_facts_take_link (GPtrArray              *facts,
                                        const char             *label,
                                        char                   *value,
                                        char                   *uri);
/* One line each: "Closed by: Server". */
void       fecho_close_facts_append    (GString                *text,
                                        GPtrArray              *facts);
/* What every close has: reason, clean, closed by ... FechoCloseFact; free the array. */
GPtrArray *fecho_close_facts_list      (const FechoCloseRecord *record) G_GNUC_WARN_UNUSED_RESULT;
/* What only some look for: addresses, certificate, headers ... */
GPtrArray *fecho_close_facts_technical (const FechoCloseRecord *record) G_GNUC_WARN_UNUSED_RESULT;
/* "None, no Close frame came", or the reason as it came, harmless. Free it. */
char      *fecho_close_facts_reason    (const FechoCloseRecord *record) G_GNUC_WARN_UNUSED_RESULT;
/* All of it as a text to paste; name and explanation stand at its head. Free it. */
char      *fecho_close_facts_to_text   (const FechoCloseRecord *record,
                                        const char             *name,
                                        const char             *explanation) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
