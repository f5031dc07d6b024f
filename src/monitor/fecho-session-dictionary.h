/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-dictionary-shelf.h"
#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Which dictionary says what the codes of sessions mean, whatever came when. Main thread. */

/* The one that fits a session by what it offers and its address, whatever it has chosen; NULL: none. */
FechoDictionary *fecho_session_dictionary_find_fitting (FechoSession *session);
/* The one that a session has now, chosen or fitting; NULL: none. */
FechoDictionary *fecho_session_dictionary_find         (FechoSession *session);
/* The same where it knows the code; NULL: none does. */
FechoDictionary *fecho_session_dictionary_explain      (FechoSession *session,
                                                        guint16       code);
/* Of session_codes (FechoSessionCode): see fecho-code-agreement.h. May be read from any thread. */
GHashTable      *fecho_session_dictionary_agree        (FechoMonitor *monitor,
                                                        const GArray *session_codes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
