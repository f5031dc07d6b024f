/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Frames of RFC 6455, 5.2, as a server reads and writes them. */
typedef enum
{
  FECHO_OPCODE_CONTINUATION = 0x0,
  FECHO_OPCODE_TEXT = 0x1,
  FECHO_OPCODE_BINARY = 0x2,
  FECHO_OPCODE_CLOSE = 0x8,
  FECHO_OPCODE_PING = 0x9,
  FECHO_OPCODE_PONG = 0xa,
} FechoOpcode;

#define FECHO_FRAME_MAX_PAYLOAD (1024 * 1024)

typedef struct
{
  FechoOpcode   opcode;
  gboolean      is_final;
  const guint8 *payload;        /* within the parsed bytes, unmasked */
  gsize         size;
} FechoFrame;

/* The frame that bytes start with; its payload is unmasked in place. Gives its length, 0 while it is not
 * complete, -1 where it is none of a client or too big. */
gssize fecho_frame_parse  (guint8      *bytes,
                           gsize        n_bytes,
                           FechoFrame  *ret_frame);
/* A final, unmasked frame. */
void   fecho_frame_append (GByteArray  *bytes,
                           FechoOpcode  opcode,
                           const void  *payload,
                           gsize        size);
/* Any code, legal or not. reason NULL: none. */
void   fecho_frame_append_close (GByteArray *bytes,
                                 guint16     code,
                                 const char *reason);

G_END_DECLS
