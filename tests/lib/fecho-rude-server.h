/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A WebSocket peer that does byte by byte what a script says, good or bad: on 127.0.0.1, any
 * port, a thread of its own for each connection. A script is a list of steps with ";" between them:
 *
 *   read                      the request up to its empty line
 *   upgrade [HEADER|HEADER]   read, then a right 101 with these headers too
 *   accept                    the header line Sec-WebSocket-Accept that fits the request
 *   http STATUS [HEADER|...]  read, then this status
 *   raw TEXT                  these bytes; \r, \n and \\ are escapes
 *   hex BYTES                 these bytes, as "88 02 03 e8"; "61*16384" is that byte so many times
 *   close CODE [REASON]       a Close frame; close 0 sends that number too
 *   text TEXT                 a text message
 *   big SIZE                  the header of a text frame of so many bytes, and no payload
 *   repeat N hex BYTES        the bytes N times; N 0: until the peer is gone
 *   payload SIZE              so many bytes "x"
 *   drip                      from here on what is sent goes out byte by byte
 *   gather                    from here on what is sent is kept back
 *   release                   ... and goes out at once, in one piece
 *   await-close               frames up to a Close; the pings on the way get pongs
 *   listen                    frames up to a Close, without answering pings
 *   await-ping                frames up to a ping
 *   await-text                frames up to a text message
 *   echo-close                a Close frame with the payload of the one that came
 *   serve                     await-close, then echo-close
 *   await-byte                whatever comes first
 *   await-eof                 whatever comes up to the end of the stream
 *   await NAME                until fecho_rude_server_signal() has that name
 *   fin                       the end of our half of the stream
 *   reset                     closes with a reset
 *   hold                      does nothing until the server ends
 *
 * After the last step the stream is closed. */
typedef struct _FechoRudeServer FechoRudeServer;

FechoRudeServer *fecho_rude_server_new            (const char      *script) G_GNUC_WARN_UNUSED_RESULT;
/* The same behind TLS. */
FechoRudeServer *fecho_rude_server_new_tls        (const char      *script,
                                                   GTlsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
void             fecho_rude_server_free           (FechoRudeServer *self);
guint16          fecho_rude_server_get_port       (FechoRudeServer *self);
/* "ws://127.0.0.1:PORT/path", or wss. Free it. */
char            *fecho_rude_server_dup_url        (FechoRudeServer *self,
                                                   const char      *path);
/* For TLS: asks for a certificate of the client. */
void             fecho_rude_server_want_client_certificate (FechoRudeServer *self);
void             fecho_rude_server_signal         (FechoRudeServer *self,
                                                   const char      *name);
/* What the last connection saw. */
char            *fecho_rude_server_dup_request    (FechoRudeServer *self);
/* The number in the client's Close frame, 1005 for an empty one, 0: none came. */
guint            fecho_rude_server_get_close_code (FechoRudeServer *self);
char            *fecho_rude_server_dup_close_reason (FechoRudeServer *self);
guint            fecho_rude_server_get_n_accepted (FechoRudeServer *self);
guint            fecho_rude_server_get_n_pings    (FechoRudeServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoRudeServer, fecho_rude_server_free)

G_END_DECLS
