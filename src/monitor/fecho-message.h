/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-close-event.h"

G_BEGIN_DECLS

typedef enum
{
  FECHO_MESSAGE_TEXT,
  FECHO_MESSAGE_BINARY,
  FECHO_MESSAGE_CLOSE,          /* a Close frame; libsoup shows no pings and pongs */
  FECHO_MESSAGE_LOST,           /* the connection ended without a Close frame */
  FECHO_MESSAGE_FAILED,         /* an attempt to connect failed */
  FECHO_MESSAGE_OPENED,         /* the connection opened */
  FECHO_MESSAGE_SKIPPED,        /* messages that were too fast to be kept */
  FECHO_MESSAGE_UNWATCHED,      /* from here on nobody looked */
} FechoMessageKind;

/* One row of the live messages of a session: a frame, or what happened to the connection.
 * Immutable; may be read from any thread. */
#define FECHO_TYPE_MESSAGE (fecho_message_get_type ())
G_DECLARE_FINAL_TYPE (FechoMessage, fecho_message, FECHO, MESSAGE, GObject)

/* at_us: wall clock. Takes payload. */
FechoMessage     *fecho_message_new         (gboolean          incoming,
                                             gboolean          binary,
                                             GBytes           *payload,
                                             gint64            at_us) G_GNUC_WARN_UNUSED_RESULT;
/* reason may be NULL. */
FechoMessage     *fecho_message_new_close   (gboolean          incoming,
                                             guint16           code,
                                             const char       *reason,
                                             gint64            at_us) G_GNUC_WARN_UNUSED_RESULT;
/* LOST or FAILED: with the code that stands for it. */
FechoMessage     *fecho_message_new_end     (FechoMessageKind  kind,
                                             guint16           code,
                                             gint64            at_us) G_GNUC_WARN_UNUSED_RESULT;
/* OPENED, UNWATCHED, or SKIPPED and so many. */
FechoMessage     *fecho_message_new_note    (FechoMessageKind  kind,
                                             guint64           n_skipped,
                                             gint64            at_us) G_GNUC_WARN_UNUSED_RESULT;

FechoMessageKind  fecho_message_get_kind      (FechoMessage   *self);
/* Is it a frame, with a direction? */
gboolean          fecho_message_is_frame      (FechoMessage   *self);
gboolean          fecho_message_get_incoming  (FechoMessage   *self);
gint64            fecho_message_get_at_us     (FechoMessage   *self);
/* Of a text or binary message; NULL of anything else. */
GBytes           *fecho_message_get_payload   (FechoMessage   *self);
/* Bytes of the frame's payload, 0 of what is no frame. */
gsize             fecho_message_get_n_bytes   (FechoMessage   *self);
/* 0 where there is none: a Close frame may come without. */
guint16           fecho_message_get_code      (FechoMessage   *self);
/* Never NULL. */
const char       *fecho_message_get_reason    (FechoMessage   *self);
guint64           fecho_message_get_n_skipped (FechoMessage   *self);

G_END_DECLS
