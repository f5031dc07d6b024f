/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-dictionary-shelf.h"
#include "fecho-session.h"

G_BEGIN_DECLS

/* Words about the dictionary of a session, in the language of the interface. */

/* "Automatic: Discord Gateway"; fitting NULL: none fits. Free it. */
char            *fecho_dictionary_text_automatic (FechoDictionary *fitting) G_GNUC_WARN_UNUSED_RESULT;
/* What the session's dictionary calls a code; NULL where that says nothing. */
const char      *fecho_dictionary_text_name_code (FechoSession    *session,
                                                  int              code);

G_END_DECLS
