/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many handshakes are under way at a time, in all and to one host: the rest is left to other
 * hosts, so that one that does not answer holds nobody else up. */
#define FECHO_DIALER_MAX_IN_FLIGHT 32
#define FECHO_DIALER_MAX_PER_HOST 24

/* Whose turn it is to connect: hosts take turns, and within one host first come, first served.
 * All on the reactor's thread, in whatever context. */
typedef struct _FechoDialer FechoDialer;

typedef void (*FechoDialerFunc) (gpointer data);

/* A place in the queue, later in flight; embed it, zero is none. */
typedef struct
{
  gpointer        host;         /* NULL: neither waiting nor in flight */
  gboolean        in_flight;
  GList           link;
  FechoDialerFunc start;
  gpointer        data;
} FechoDialerTicket;

FechoDialer *fecho_dialer_new   (void) G_GNUC_WARN_UNUSED_RESULT;
/* Nobody is in it any more. */
void         fecho_dialer_free  (FechoDialer       *self);
/* start is called when its turn comes, which may be at once. host names whom to be fair to. */
void         fecho_dialer_join  (FechoDialer       *self,
                                 FechoDialerTicket *ticket,
                                 const char        *host,
                                 FechoDialerFunc    start,
                                 gpointer           data);
/* Gives up the place, or says that the handshake is over. May be called again. */
void         fecho_dialer_leave (FechoDialer       *self,
                                 FechoDialerTicket *ticket);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoDialer, fecho_dialer_free)

G_END_DECLS
