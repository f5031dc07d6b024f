/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-rollup.h"

G_BEGIN_DECLS

/* At most so many events in one segment. */
#define FECHO_SEGMENT_MAX_EVENTS 256

/* What a segment keeps of an event: only what never changes. */
typedef struct
{
  gint64  id;
  gint64  closed_at_us;
  gint64  life_us;              /* FECHO_UNKNOWN: a failed attempt */
  gint64  handshake_us;
  guint16 code;
  guint8  was_clean;
  guint8  closed_by;            /* FechoClosedBy */
  guint8  standing;             /* FechoStanding */
} FechoSegmentEvent;

/* When the connection opened; the least there is where a broken clock would go below. */
static inline gint64
fecho_segment_event_get_opened_us (const FechoSegmentEvent *event)
{
  gint64 opened_us;

  if (__builtin_sub_overflow (event->closed_at_us, MAX (event->life_us, 0), &opened_us))
    return G_MININT64;

  return opened_us;
}

/* Events of one session in the order of (closed_at, id), packed into 18 to 22 bytes each:
 *
 *   1 byte: format, 2; format 1, of earlier versions, has no checksum
 *   for each event
 *     varint   closed_at minus the one before; of the first, zigzag, closed_at
 *     varint   id minus the one before, zigzag: clocks jump, so ids may fall; of the first, id
 *     varint   code - 1000, and 64536 + code below 1000
 *     1 byte   was_clean, failed << 1, closed_by << 2, standing << 4, has a handshake << 6
 *     varint   unless failed: gap to the closed_at before, minus life, zigzag; of the first, life
 *     varint   where there is one: handshake
 *
 *   4 bytes: checksum of all before, the least byte first
 *
 * A varint has 7 bits a byte, the least first; the highest bit says that more follow. */
void     fecho_segment_encode (const FechoSegmentEvent *events,
                               guint                    n_events,
                               GByteArray              *ret_data);
/* ret_events has room for n_events. FALSE where the bytes are not such a segment, or
 * not as they were written. */
gboolean fecho_segment_decode (const guint8            *data,
                               gsize                    n_bytes,
                               guint                    n_events,
                               FechoSegmentEvent       *ret_events);

G_END_DECLS
