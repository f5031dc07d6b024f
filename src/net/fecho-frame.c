/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-frame.h"

#include <string.h>

#define FINAL 0x80
#define MASKED 0x80
#define MAX_REASON_BYTES 123

/* The length of the length, which stands behind the first two bytes. */
static gsize
extended_size (guint8 second)
{
  switch (second & 0x7f)
    {
    case 126:
      return 2;
    case 127:
      return 8;
    default:
      return 0;
    }
}

static guint64
read_number (const guint8 *bytes,
             gsize         n_bytes)
{
  guint64 number = 0;

  for (gsize i = 0; i < n_bytes; i++)
    number = number << 8 | bytes[i];

  return number;
}

gssize
fecho_frame_parse (guint8     *bytes,
                   gsize       n_bytes,
                   FechoFrame *ret_frame)
{
  gsize header;
  guint64 size;

  if (n_bytes < 2)
    return 0;
  if ((bytes[1] & MASKED) == 0)
    return -1;
  header = 2 + extended_size (bytes[1]) + 4;
  if (n_bytes < header)
    return 0;

  size = header == 6 ? bytes[1] & 0x7f : read_number (bytes + 2, header - 6);
  if (size > FECHO_FRAME_MAX_PAYLOAD)
    return -1;
  if (n_bytes - header < size)
    return 0;

  for (gsize i = 0; i < size; i++)
    bytes[header + i] ^= bytes[header - 4 + i % 4];
  ret_frame->opcode = bytes[0] & 0x0f;
  ret_frame->is_final = (bytes[0] & FINAL) != 0;
  ret_frame->payload = bytes + header;
  ret_frame->size = size;

  return (gssize)(header + size);
}

void
fecho_frame_append (GByteArray  *bytes,
                    FechoOpcode  opcode,
                    const void  *payload,
                    gsize        size)
{
  guint8 header[10] = { (guint8)(FINAL | opcode) };
  guint n_extended = size < 126 ? 0 : size <= G_MAXUINT16 ? 2 : 8;

  header[1] = n_extended == 0 ? (guint8)size : n_extended == 2 ? 126 : 127;
  for (guint i = 0; i < n_extended; i++)
    header[2 + i] = (guint8)((guint64)size >> (8 * (n_extended - 1 - i)));
  g_byte_array_append (bytes, header, 2 + n_extended);
  g_byte_array_append (bytes, payload, (guint)size);
}

void
fecho_frame_append_close (GByteArray *bytes,
                          guint16     code,
                          const char *reason)
{
  guint8 payload[2 + MAX_REASON_BYTES] = { (guint8)(code >> 8), (guint8)code };
  gsize size = reason != NULL ? MIN (strlen (reason), MAX_REASON_BYTES) : 0;

  if (size > 0)
    memcpy (payload + 2, reason, size);
  fecho_frame_append (bytes, FECHO_OPCODE_CLOSE, payload, 2 + size);
}
