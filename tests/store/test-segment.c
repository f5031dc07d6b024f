/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-segment.h"

static void
assert_event_equal (const FechoSegmentEvent *a,
                    const FechoSegmentEvent *b)
{
  g_assert_cmpint (a->id, ==, b->id);
  g_assert_cmpint (a->closed_at_us, ==, b->closed_at_us);
  g_assert_cmpint (a->life_us, ==, b->life_us);
  g_assert_cmpint (a->handshake_us, ==, b->handshake_us);
  g_assert_cmpuint (a->code, ==, b->code);
  g_assert_cmpuint (a->was_clean, ==, b->was_clean);
  g_assert_cmpuint (a->closed_by, ==, b->closed_by);
  g_assert_cmpuint (a->standing, ==, b->standing);
}

static void
assert_round_trip (const FechoSegmentEvent *events,
                   guint                    n)
{
  g_autoptr(GByteArray) data = g_byte_array_new ();
  FechoSegmentEvent decoded[FECHO_SEGMENT_MAX_EVENTS];

  fecho_segment_encode (events, n, data);
  g_assert_true (fecho_segment_decode (data->data, data->len, n, decoded));
  for (guint i = 0; i < n; i++)
    assert_event_equal (&decoded[i], &events[i]);
}

static gint64
random_long (void)
{
  guint64 value = (guint64)g_test_rand_int () << 32 | (guint32)g_test_rand_int ();

  return value >> (g_test_rand_int_range (0, 64));
}

/* Any values at all, as long as the times rise. */
static void
test_random (void)
{
  for (guint round = 0; round < 300; round++)
    {
      FechoSegmentEvent events[FECHO_SEGMENT_MAX_EVENTS];
      guint n = g_test_rand_int_range (1, FECHO_SEGMENT_MAX_EVENTS + 1);
      gint64 at_us = g_test_rand_bit () ? random_long () / 2 : -(random_long () / 2);

      for (guint i = 0; i < n; i++)
        {
          gboolean failed = g_test_rand_bit ();

          at_us += (random_long () & G_MAXINT64) / 1024;
          events[i] = (FechoSegmentEvent){
            .id = random_long () & G_MAXINT64,
            .closed_at_us = at_us,
            .life_us = failed ? FECHO_UNKNOWN : random_long () & G_MAXINT64,
            .handshake_us = g_test_rand_bit () ? FECHO_UNKNOWN : random_long () & G_MAXINT64,
            .code = g_test_rand_int_range (0, G_MAXUINT16 + 1),
            .was_clean = g_test_rand_bit (),
            .closed_by = g_test_rand_int_range (0, 4),
            .standing = g_test_rand_int_range (0, 3),
          };
          if (at_us > G_MAXINT64 / 2)
            n = i + 1;
        }
      assert_round_trip (events, n);
    }
}

/* The usual case is what the size is promised for: a life of minutes, back within seconds. */
static void
test_small (void)
{
  FechoSegmentEvent events[100];
  g_autoptr(GByteArray) data = g_byte_array_new ();
  gint64 at_us = G_GINT64_CONSTANT (1773489600000000);

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      gint64 life_us = g_test_rand_int_range (1, 3600) * (gint64)G_USEC_PER_SEC + 123456;

      at_us += life_us + g_test_rand_int_range (100000, 5000000);
      events[i] = (FechoSegmentEvent){
        .id = 1000000 + i * 10000, .closed_at_us = at_us, .life_us = life_us,
        .handshake_us = 35000, .code = 1006, .closed_by = FECHO_CLOSED_BY_NOBODY,
      };
    }
  fecho_segment_encode (events, G_N_ELEMENTS (events), data);
  g_assert_cmpuint (data->len, <=, 18 * G_N_ELEMENTS (events));
}

/* What a damaged file holds is refused or gives some events; it never reads past the end. */
static void
test_damaged (void)
{
  FechoSegmentEvent events[3] = {
    { 1, 1000, 10, 5, 1006, 0, 3, 0 },
    { 2, 2000, FECHO_UNKNOWN, FECHO_UNKNOWN, 1015, 0, 3, 0 },
    { 3, 3000, 500, 6, 4000, 1, 0, 0 },
  };
  g_autoptr(GByteArray) data = g_byte_array_new ();
  FechoSegmentEvent decoded[FECHO_SEGMENT_MAX_EVENTS];

  fecho_segment_encode (events, 3, data);
  for (guint n = 0; n < data->len; n++)
    {
      g_autofree guint8 *cut = g_memdup2 (data->data, n);

      g_assert_false (fecho_segment_decode (cut, n, 3, decoded));
    }
  g_assert_false (fecho_segment_decode (data->data, data->len, 2, decoded));
  g_assert_false (fecho_segment_decode (data->data, data->len, FECHO_SEGMENT_MAX_EVENTS + 1,
                                        decoded));
  for (guint bit = 0; bit < 8 * data->len; bit++)
    {
      g_autofree guint8 *flipped = g_memdup2 (data->data, data->len);

      flipped[bit / 8] ^= 1 << bit % 8;
      g_assert_false (fecho_segment_decode (flipped, data->len, 3, decoded));
    }
  for (guint round = 0; round < 20000; round++)
    {
      g_autofree guint8 *changed = g_memdup2 (data->data, data->len);

      for (guint i = g_test_rand_int_range (1, 5); i > 0; i--)
        changed[g_test_rand_int_range (0, data->len)] = g_test_rand_int_range (0, 256);
      if (fecho_segment_decode (changed, data->len, 3, decoded))
        g_assert_cmpint (decoded[2].life_us, >=, FECHO_UNKNOWN);
    }
}

/* Segments of earlier versions are read until a merge makes them anew. */
static void
test_without_checksum (void)
{
  FechoSegmentEvent events[2] = {
    { 1, 1000, 10, 5, 1006, 0, 3, 0 },
    { 2, 2000, FECHO_UNKNOWN, FECHO_UNKNOWN, 1015, 0, 3, 0 },
  };
  g_autoptr(GByteArray) data = g_byte_array_new ();
  FechoSegmentEvent decoded[2];

  fecho_segment_encode (events, 2, data);
  data->data[0] = 1;
  g_assert_true (fecho_segment_decode (data->data, data->len - 4, 2, decoded));
  g_assert_cmpint (decoded[1].closed_at_us, ==, 2000);
  g_assert_false (fecho_segment_decode (data->data, data->len, 2, decoded));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/segment/random", test_random);
  g_test_add_func ("/store/segment/small", test_small);
  g_test_add_func ("/store/segment/damaged", test_damaged);
  g_test_add_func ("/store/segment/without-checksum", test_without_checksum);

  return g_test_run ();
}
