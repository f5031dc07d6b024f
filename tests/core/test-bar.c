/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-bar.h"

#define SECOND ((gint64)G_USEC_PER_SEC)
#define MIN_PX 5

/* One second is one pixel. */
static const FechoTimeAxis axis = { 1000 * SECOND, 1500 * SECOND, 500 };

static GArray *
make_spans (void)
{
  return g_array_new (FALSE, FALSE, sizeof (FechoSpan));
}

static void
add (GArray        *spans,
     double         from_px,
     double         to_px,
     FechoSpanKind  kind)
{
  gint64 from_us = axis.from_us + (gint64)(from_px * SECOND);
  gint64 to_us = axis.from_us + (gint64)(to_px * SECOND);
  FechoSpan span = { from_us, to_us, kind };

  g_array_append_val (spans, span);
}

static GArray *
build (const GArray *spans)
{
  return fecho_bars_build (spans, &axis, axis.to_us + SECOND, MIN_PX);
}

static void
assert_bar (const GArray  *bars,
            guint          index,
            double         x0,
            double         x1,
            FechoSpanKind  kind)
{
  const FechoBar *bar;

  g_assert_cmpuint (index, <, bars->len);
  bar = &g_array_index (bars, FechoBar, index);

  g_assert_cmpfloat_with_epsilon (bar->x0, x0, 1e-3);
  g_assert_cmpfloat_with_epsilon (bar->x1, x1, 1e-3);
  g_assert_cmpint (bar->kind, ==, kind);
}

static void
test_wide (void)
{
  g_autoptr(GArray) spans = make_spans ();
  g_autoptr(GArray) bars = NULL;

  add (spans, 0, 100, FECHO_SPAN_NOT_MONITORED);
  add (spans, 100, 150, FECHO_SPAN_CONNECTING);
  add (spans, 160, 500, FECHO_SPAN_OPEN);
  bars = build (spans);

  g_assert_cmpuint (bars->len, ==, 3);
  assert_bar (bars, 0, 0, 100, FECHO_SPAN_NOT_MONITORED);
  assert_bar (bars, 1, 100, 150, FECHO_SPAN_CONNECTING);
  assert_bar (bars, 2, 160, 500, FECHO_SPAN_OPEN);
}

static void
test_clipped (void)
{
  g_autoptr(GArray) spans = make_spans ();
  g_autoptr(GArray) bars = NULL;

  add (spans, -300, -10, FECHO_SPAN_DOWN);
  add (spans, -10, 700, FECHO_SPAN_OPEN);
  add (spans, 700, 900, FECHO_SPAN_DOWN);
  bars = build (spans);

  g_assert_cmpuint (bars->len, ==, 1);
  assert_bar (bars, 0, 0, 500, FECHO_SPAN_OPEN);
}

static void
test_narrow_down_is_not_drawn (void)
{
  g_autoptr(GArray) spans = make_spans ();
  g_autoptr(GArray) bars = NULL;

  add (spans, 0, 100, FECHO_SPAN_OPEN);
  add (spans, 100, 103, FECHO_SPAN_DOWN);
  add (spans, 103, 104, FECHO_SPAN_CONNECTING);
  add (spans, 104, 200, FECHO_SPAN_OPEN);
  bars = build (spans);

  g_assert_cmpuint (bars->len, ==, 1);
  assert_bar (bars, 0, 0, 200, FECHO_SPAN_OPEN);
}

static void
test_narrow_pieces_are_drawn_together (void)
{
  g_autoptr(GArray) spans = make_spans ();
  g_autoptr(GArray) bars = NULL;

  add (spans, 0, 100, FECHO_SPAN_OPEN);
  add (spans, 100, 104, FECHO_SPAN_DOWN);
  add (spans, 104, 106, FECHO_SPAN_CONNECTING);
  add (spans, 106, 200, FECHO_SPAN_OPEN);
  bars = build (spans);

  g_assert_cmpuint (bars->len, ==, 3);
  assert_bar (bars, 1, 100, 106, FECHO_SPAN_DOWN);
}

static void
test_short_connection_is_drawn (void)
{
  g_autoptr(GArray) spans = make_spans ();
  g_autoptr(GArray) bars = NULL;

  add (spans, 0, 100, FECHO_SPAN_DOWN);
  add (spans, 100, 101, FECHO_SPAN_OPEN);
  add (spans, 101, 200, FECHO_SPAN_DOWN);
  bars = build (spans);

  g_assert_cmpuint (bars->len, ==, 3);
  assert_bar (bars, 1, 100, 101, FECHO_SPAN_OPEN);
}

static void
test_mostly_down_is_down (void)
{
  g_autoptr(GArray) spans = make_spans ();
  g_autoptr(GArray) bars = NULL;

  for (guint i = 0; i < 100; i++)
    {
      add (spans, i * 3, i * 3 + 1, FECHO_SPAN_OPEN);
      add (spans, i * 3 + 1, i * 3 + 3, FECHO_SPAN_DOWN);
    }
  bars = build (spans);

  g_assert_cmpuint (bars->len, ==, 1);
  assert_bar (bars, 0, 0, 300, FECHO_SPAN_DOWN);
}

static void
test_live_span_goes_on (void)
{
  g_autoptr(GArray) spans = make_spans ();
  g_autoptr(GArray) bars = NULL;

  add (spans, 0, 400, FECHO_SPAN_OPEN);
  add (spans, 400, 480, FECHO_SPAN_DOWN);
  bars = fecho_bars_build (spans, &axis, axis.from_us + 480 * SECOND, MIN_PX);

  g_assert_cmpuint (bars->len, ==, 2);
  assert_bar (bars, 1, 400, 500, FECHO_SPAN_DOWN);
}

static void
add_random_spans (GArray *spans)
{
  double x = g_test_rand_double_range (-20, 20);

  while (x < 520)
    {
      double width = g_test_rand_double_range (0.01, g_test_rand_bit () ? 4 : 60);

      if (g_test_rand_int_range (0, 10) > 0)
        add (spans, x, x + width, g_test_rand_int_range (0, FECHO_SPAN_NOT_MONITORED + 1));
      x += width;
    }
}

/* The seed of a failure stands at the head of the test's output; --seed repeats it. */
static void
test_property (void)
{
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr(GArray) spans = make_spans ();
      g_autoptr(GArray) bars = NULL;
      double end = 0;

      add_random_spans (spans);
      bars = build (spans);

      for (guint j = 0; j < bars->len; j++)
        {
          const FechoBar *bar = &g_array_index (bars, FechoBar, j);

          g_assert_cmpfloat (bar->x0, >=, end - 1e-6);
          g_assert_cmpfloat (bar->x1, >, bar->x0);
          g_assert_cmpfloat (bar->x1, <=, axis.width);
          if (bar->kind != FECHO_SPAN_OPEN)
            g_assert_cmpfloat (bar->x1 - bar->x0, >=, MIN_PX);
          end = bar->x1;
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/bar/wide", test_wide);
  g_test_add_func ("/core/bar/clipped", test_clipped);
  g_test_add_func ("/core/bar/narrow-down", test_narrow_down_is_not_drawn);
  g_test_add_func ("/core/bar/narrow-pieces", test_narrow_pieces_are_drawn_together);
  g_test_add_func ("/core/bar/short-connection", test_short_connection_is_drawn);
  g_test_add_func ("/core/bar/mostly-down", test_mostly_down_is_down);
  g_test_add_func ("/core/bar/live", test_live_span_goes_on);
  g_test_add_func ("/core/bar/property", test_property);

  return g_test_run ();
}
