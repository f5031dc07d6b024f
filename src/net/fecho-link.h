/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-endpoint.h"
#include "fecho-mailbox.h"
#include "fecho-shard.h"

G_BEGIN_DECLS

/* The side of a connection that lives on the reactor: a state machine around one
 * SoupWebsocketConnection. Counted; the functions here may be called from any thread and act on
 * the reactor, in the order of the calls. What it has to tell goes to the mailbox; the
 * last of it, exactly once after fecho_link_connect(), is FECHO_NEWS_CLOSED. */
typedef struct _FechoLink FechoLink;

/* handle is only handed on in the news. Takes the endpoint over. */
FechoLink *fecho_link_new         (FechoShard          *shard,
                                   FechoMailbox        *mailbox,
                                   gpointer             handle,
                                   FechoEndpoint       *endpoint,
                                   guint                attempt) G_GNUC_WARN_UNUSED_RESULT;
FechoLink *fecho_link_ref         (FechoLink           *self);
void       fecho_link_unref       (FechoLink           *self);

void       fecho_link_connect     (FechoLink           *self);
/* By a person: code and reason are allowed ones. */
void       fecho_link_close       (FechoLink           *self,
                                   guint16              code,
                                   const char          *reason);
/* Fecho ends: 1001, and a second and a half for the answer. */
void       fecho_link_quit        (FechoLink           *self);
/* Ends it as it is, at once, like a quit that got no answer. */
void       fecho_link_abandon     (FechoLink           *self);
void       fecho_link_send_text   (FechoLink           *self,
                                   const char          *text);
void       fecho_link_send_binary (FechoLink           *self,
                                   GBytes              *payload);
/* The last round trip of the kernel, FECHO_UNKNOWN before the first. */
gint64     fecho_link_get_rtt_us  (FechoLink           *self);
/* Whether messages become news. */
void       fecho_link_set_watched (FechoLink           *self,
                                   gboolean             watched);
/* The stage that is reached, when the news of it is delivered: the last one of several. */
FechoStage fecho_link_take_stage  (FechoLink           *self);
/* The news of a message of so many bytes was delivered: there is room for another. */
void       fecho_link_message_delivered (FechoLink     *self,
                                   gsize                n_bytes);

/* The event of an attempt that could not even start. */
FechoCloseEvent *fecho_link_refuse (const FechoEndpoint *endpoint,
                                    guint                attempt,
                                    const GError        *error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoLink, fecho_link_unref)

G_END_DECLS
