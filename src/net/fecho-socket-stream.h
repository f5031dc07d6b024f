/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The stream of a TCP socket that does not block, for libsoup's WebSocket: it reads and writes by one
 * system call each, and to wait again after a message takes none, where GSocketConnection has a source in a
 * source and wakes its context twice for each. Reads and writes that would wait are not for it. */
#define FECHO_TYPE_SOCKET_STREAM (fecho_socket_stream_get_type ())
G_DECLARE_FINAL_TYPE (FechoSocketStream, fecho_socket_stream, FECHO, SOCKET_STREAM, GSocketConnection)

GIOStream *fecho_socket_stream_new (GSocket *socket) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
