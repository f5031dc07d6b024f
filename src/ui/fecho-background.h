/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Leave to run without a window, by org.freedesktop.portal.Background. */

typedef enum
{
  FECHO_BACKGROUND_ALLOWED,
  FECHO_BACKGROUND_REFUSED,
  FECHO_BACKGROUND_NO_PORTAL,   /* nobody to ask; outside a sandbox nobody forbids it either */
} FechoBackgroundAnswer;

/* What the desktop answered; autostart is whether Fecho is started at the next login. */
typedef struct
{
  FechoBackgroundAnswer answer;
  gboolean              autostart;
} FechoBackgroundLeave;

/* Asks for it, and to be started at each login, or no longer. */
void     fecho_background_request_async  (gboolean               autostart,
                                          GCancellable          *cancellable,
                                          GAsyncReadyCallback    callback,
                                          gpointer               user_data);
/* Fails only where it was cancelled. */
gboolean fecho_background_request_finish (GAsyncResult          *result,
                                          FechoBackgroundLeave  *ret_leave,
                                          GError               **error);
/* Whether without an answer of a portal it may: only outside a sandbox. */
gboolean fecho_background_is_free        (void);
/* The line that the desktop shows of it; cut to the 96 characters of the portal. Nobody is told
 * where that fails. */
void     fecho_background_set_status     (const char            *status);

G_END_DECLS
