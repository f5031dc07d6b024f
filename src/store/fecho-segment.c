/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-segment.h"

#include <string.h>

#define FORMAT 2
#define FORMAT_WITHOUT_CHECKSUM 1
#define CHECKSUM_BYTES 4
#define MAX_VARINT_BYTES 10

/* Codes that are registered come first: they need one byte. */
#define FIRST_CODE 1000
#define N_CODES 65536

enum
{
  FLAG_WAS_CLEAN = 1 << 0,
  FLAG_FAILED = 1 << 1,
  SHIFT_CLOSED_BY = 2,
  SHIFT_STANDING = 4,
  FLAG_HANDSHAKE = 1 << 6,
};

/* Where a decoder stands. */
typedef struct
{
  const guint8 *next;
  const guint8 *end;
  gboolean good;
} Source;

static void
put_varint (GByteArray *data,
            guint64     value)
{
  guint8 bytes[MAX_VARINT_BYTES];
  guint n = 0;

  for (; value >= 0x80; value >>= 7)
    bytes[n++] = (value & 0x7f) | 0x80;
  bytes[n++] = value;
  g_byte_array_append (data, bytes, n);
}

/* Differences are taken modulo 2^64: a broken clock overflows nothing. */
static void
put_signed (GByteArray *data,
            guint64     value)
{
  put_varint (data, (value << 1) ^ (0 - (value >> 63)));
}

static guint64
get_varint (Source *source)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 64 && source->next < source->end; shift += 7)
    {
      guint8 byte = *source->next++;

      value |= (guint64)(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        return value;
    }
  source->good = FALSE;

  return 0;
}

static guint64
get_signed (Source *source)
{
  guint64 value = get_varint (source);

  return (value >> 1) ^ (0 - (value & 1));
}

/* -- checksum */

static guint64
mix (guint64 hash,
     guint64 word)
{
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return hash ^ hash >> 32;
}

/* FNV in words of eight bytes: each step is one to one, so no single changed word goes unseen in
 * 64 bits, of which half are kept. It costs a tenth of the decoding. */
static guint32
get_checksum (const guint8 *data,
              gsize         n_bytes)
{
  guint64 hash = n_bytes;
  guint64 word;

  for (; n_bytes >= sizeof word; data += sizeof word, n_bytes -= sizeof word)
    {
      memcpy (&word, data, sizeof word);
      hash = mix (hash, GUINT64_FROM_LE (word));
    }
  word = 0;
  memcpy (&word, data, n_bytes);
  hash = mix (hash, GUINT64_FROM_LE (word));

  return (guint32)hash;
}

static void
put_checksum (GByteArray *data)
{
  guint32 checksum = GUINT32_TO_LE (get_checksum (data->data, data->len));

  g_byte_array_append (data, (const guint8 *)&checksum, CHECKSUM_BYTES);
}

/* Takes it off the end. */
static gboolean
check_checksum (const guint8 *data,
                gsize        *n_bytes)
{
  guint32 checksum;

  if (data[0] == FORMAT_WITHOUT_CHECKSUM)
    return TRUE;
  if (*n_bytes <= CHECKSUM_BYTES)
    return FALSE;
  *n_bytes -= CHECKSUM_BYTES;
  memcpy (&checksum, data + *n_bytes, CHECKSUM_BYTES);

  return GUINT32_FROM_LE (checksum) == get_checksum (data, *n_bytes);
}

/* -- events */

static guint8
get_flags (const FechoSegmentEvent *event)
{
  return (event->was_clean ? FLAG_WAS_CLEAN : 0) |
         (event->life_us < 0 ? FLAG_FAILED : 0) |
         event->closed_by << SHIFT_CLOSED_BY |
         event->standing << SHIFT_STANDING |
         (event->handshake_us >= 0 ? FLAG_HANDSHAKE : 0);
}

void
fecho_segment_encode (const FechoSegmentEvent *events,
                      guint                    n_events,
                      GByteArray              *ret_data)
{
  static const guint8 format = FORMAT;

  g_assert (n_events > 0 && n_events <= FECHO_SEGMENT_MAX_EVENTS);

  g_byte_array_set_size (ret_data, 0);
  g_byte_array_append (ret_data, &format, 1);
  for (guint i = 0; i < n_events; i++)
    {
      const FechoSegmentEvent *event = &events[i];
      guint64 gap = i > 0 ? (guint64)event->closed_at_us - (guint64)events[i - 1].closed_at_us : 0;
      guint8 flags = get_flags (event);

      if (i == 0)
        put_signed (ret_data, event->closed_at_us);
      else
        put_varint (ret_data, gap);
      put_signed (ret_data, (guint64)event->id - (guint64)(i > 0 ? events[i - 1].id : 0));
      put_varint (ret_data, (event->code + N_CODES - FIRST_CODE) % N_CODES);
      g_byte_array_append (ret_data, &flags, 1);
      if (event->life_us >= 0)
        put_signed (ret_data, i > 0 ? gap - (guint64)event->life_us : (guint64)event->life_us);
      if (event->handshake_us >= 0)
        put_varint (ret_data, event->handshake_us);
    }
  put_checksum (ret_data);
}

/* previous is NULL for the first. */
static void
decode_event (Source                  *source,
              const FechoSegmentEvent *previous,
              FechoSegmentEvent       *event)
{
  guint64 gap = previous != NULL ? get_varint (source) : get_signed (source);
  guint64 id = get_signed (source);
  guint8 flags = 0;

  event->closed_at_us = previous != NULL ? (guint64)previous->closed_at_us + gap : gap;
  event->id = previous != NULL ? (guint64)previous->id + id : id;
  event->code = (get_varint (source) + FIRST_CODE) % N_CODES;
  if (source->next < source->end)
    flags = *source->next++;
  else
    source->good = FALSE;
  event->was_clean = (flags & FLAG_WAS_CLEAN) != 0;
  event->closed_by = flags >> SHIFT_CLOSED_BY & 3;
  event->standing = MIN (flags >> SHIFT_STANDING & 3, FECHO_STANDING_INTERRUPTED);
  event->life_us = FECHO_UNKNOWN;
  if ((flags & FLAG_FAILED) == 0)
    {
      guint64 life = get_signed (source);

      event->life_us = MAX ((gint64)(previous != NULL ? gap - life : life), 0);
    }
  event->handshake_us = FECHO_UNKNOWN;
  if ((flags & FLAG_HANDSHAKE) != 0)
    event->handshake_us = get_varint (source) & G_MAXINT64;
}

gboolean
fecho_segment_decode (const guint8      *data,
                      gsize              n_bytes,
                      guint              n_events,
                      FechoSegmentEvent *ret_events)
{
  Source source;

  if (n_bytes == 0 || (data[0] != FORMAT && data[0] != FORMAT_WITHOUT_CHECKSUM) ||
      n_events > FECHO_SEGMENT_MAX_EVENTS || !check_checksum (data, &n_bytes))
    return FALSE;
  source = (Source){ data + 1, data + n_bytes, TRUE };
  for (guint i = 0; i < n_events && source.good; i++)
    decode_event (&source, i > 0 ? &ret_events[i - 1] : NULL, &ret_events[i]);

  return source.good && source.next == source.end;
}
