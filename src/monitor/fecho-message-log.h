/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-message.h"
#include "fecho-session.h"

G_BEGIN_DECLS

#define FECHO_MESSAGE_LOG_SIZE 10000
#define FECHO_MESSAGE_LOG_BYTES (64 * 1024 * 1024)

/* GListModel of FechoMessage, oldest first: the last ones of one session, in memory only. There are
 * at most FECHO_MESSAGE_LOG_SIZE of them with FECHO_MESSAGE_LOG_BYTES together, but always the last.
 * It changes once per frame at most. Main thread. */
#define FECHO_TYPE_MESSAGE_LOG (fecho_message_log_get_type ())
G_DECLARE_FINAL_TYPE (FechoMessageLog, fecho_message_log, FECHO, MESSAGE_LOG, GObject)

/* Property: "n-held" (guint): so many came since it was paused. */
typedef struct
{
  double n_in;                  /* messages a second */
  double n_out;
  double n_bytes;               /* of both, a second */
} FechoMessageRates;

FechoMessageLog *fecho_message_log_new         (FechoSession      *session) G_GNUC_WARN_UNUSED_RESULT;
FechoSession    *fecho_message_log_get_session (FechoMessageLog   *self);
/* Only while it is watched messages are noted down; FALSE at first. */
void             fecho_message_log_set_watched (FechoMessageLog   *self,
                                                gboolean           watched);
/* The list stands still; what comes is held, within the same bounds. The connection goes on. */
void             fecho_message_log_set_paused  (FechoMessageLog   *self,
                                                gboolean           paused);
gboolean         fecho_message_log_get_paused  (FechoMessageLog   *self);
guint            fecho_message_log_get_n_held  (FechoMessageLog   *self);
void             fecho_message_log_clear       (FechoMessageLog   *self);
/* Of the last ten seconds. */
void             fecho_message_log_get_rates   (FechoMessageLog   *self,
                                                FechoMessageRates *ret_rates);
/* Writes what is in it now as JSON Lines, on a thread: beside path, renamed when complete. */
void             fecho_message_log_save_async  (FechoMessageLog      *self,
                                                const char           *path,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* How many frames were written, -1 on error. */
gint64           fecho_message_log_save_finish (FechoMessageLog      *self,
                                                GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
