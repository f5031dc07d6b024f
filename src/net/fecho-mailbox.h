/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-close-event.h"

G_BEGIN_DECLS

typedef enum
{
  FECHO_NEWS_STAGE,
  FECHO_NEWS_OPENED,
  FECHO_NEWS_MESSAGE,
  FECHO_NEWS_SKIPPED,
  FECHO_NEWS_CLOSED,
} FechoNewsKind;

/* What the reactor has to tell about one connection. */
typedef struct
{
  FechoNewsKind    kind;
  gpointer         handle;      /* of the connection on the other side; never touched here */
  gint64           opened_at_us;
  gint64           handshake_us;
  gboolean         incoming;
  guint            type;        /* SoupWebsocketDataType */
  GBytes          *payload;
  guint64          n_skipped;
  FechoCloseEvent *event;
} FechoNews;

typedef void (*FechoMailboxFunc) (FechoNews *news);

/* News from any thread for one main context, in order. One wake-up for all that wait, a few
 * milliseconds after the last one at the soonest, and no more than a few milliseconds of delivering in
 * one turn of the loop. */
typedef struct _FechoMailbox FechoMailbox;

FechoNews    *fecho_news_new      (FechoNewsKind     kind,
                                   gpointer          handle) G_GNUC_WARN_UNUSED_RESULT;
void          fecho_news_free     (FechoNews        *news);

/* Delivers to context by calling deliver, which does not keep the news. */
FechoMailbox *fecho_mailbox_new   (GMainContext     *context,
                                   FechoMailboxFunc  deliver) G_GNUC_WARN_UNUSED_RESULT;
/* Takes the news over. From any thread. */
void          fecho_mailbox_post  (FechoMailbox     *self,
                                   FechoNews        *news);
/* Delivers all that waits now. On the context's thread. */
void          fecho_mailbox_flush (FechoMailbox     *self);
void          fecho_mailbox_free  (FechoMailbox     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoNews, fecho_news_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoMailbox, fecho_mailbox_free)

G_END_DECLS
