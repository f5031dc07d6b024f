/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Serves one text over HTTP, made anew for each request, on a thread of its own. Who asks may be
 * anybody: bodies are thrown away, and who says nothing for a minute is hung up on. */
typedef struct _FechoTextServer FechoTextServer;

/* The text, on the main context that the server was made on. */
typedef GBytes *(*FechoTextFunc) (gpointer data);

/* address: port 0 is any. path is where the text is, "/metrics"; elsewhere there is nothing. An
 * address in use is FECHO_ERROR_IN_USE. */
FechoTextServer *fecho_text_server_new      (GInetSocketAddress *address,
                                             const char         *path,
                                             const char         *content_type,
                                             FechoTextFunc       func,
                                             gpointer            data,
                                             GError            **error) G_GNUC_WARN_UNUSED_RESULT;
guint16          fecho_text_server_get_port (FechoTextServer    *self);
/* Hangs up on everybody; func is not called any more. */
void             fecho_text_server_free     (FechoTextServer    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoTextServer, fecho_text_server_free)

G_END_DECLS
