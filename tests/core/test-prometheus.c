/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-prometheus.h"

#include <string.h>

#include "hostile-texts.h"

static void
test_format (void)
{
  g_autoptr(FechoPrometheus) out = fecho_prometheus_new ();
  g_autofree char *text = NULL;

  fecho_prometheus_begin (out, "a_total", FECHO_PROMETHEUS_COUNTER, "Of a.");
  fecho_prometheus_sample (out, "", 2, NULL);
  fecho_prometheus_begin (out, "b_seconds", FECHO_PROMETHEUS_HISTOGRAM, "Of b.");
  fecho_prometheus_sample (out, "_bucket", 1, "le", "0.5", NULL);
  fecho_prometheus_sample (out, "_sum", 0.25, "x", "1", "y", "2", NULL);
  text = fecho_prometheus_steal (out);
  g_assert_cmpstr (text, ==,
                   "# HELP a_total Of a.\n"
                   "# TYPE a_total counter\n"
                   "a_total 2\n"
                   "# HELP b_seconds Of b.\n"
                   "# TYPE b_seconds histogram\n"
                   "b_seconds_bucket{le=\"0.5\"} 1\n"
                   "b_seconds_sum{x=\"1\",y=\"2\"} 0.25\n");
}

/* Whatever a session is called, it is one sample on one line. */
static void
test_hostile_labels (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      g_autoptr(FechoPrometheus) out = fecho_prometheus_new ();
      g_autofree char *text = NULL;
      g_auto(GStrv) lines = NULL;

      fecho_prometheus_begin (out, "a", FECHO_PROMETHEUS_GAUGE, "A.");
      fecho_prometheus_sample (out, "", 1, "session", hostile_texts[i].text, NULL);
      text = fecho_prometheus_steal (out);
      g_assert_true (g_utf8_validate (text, -1, NULL));
      lines = g_strsplit (text, "\n", -1);
      g_assert_cmpuint (g_strv_length (lines), ==, 4);
      g_assert_true (g_str_has_prefix (lines[2], "a{session=\""));
      g_assert_true (g_str_has_suffix (lines[2], "\"} 1"));
    }
}

static void
test_escapes (void)
{
  g_autoptr(FechoPrometheus) out = fecho_prometheus_new ();
  g_autofree char *text = NULL;

  fecho_prometheus_begin (out, "a", FECHO_PROMETHEUS_GAUGE, "A.");
  fecho_prometheus_sample (out, "", 1, "s", "a\"b\\c\nd", NULL);
  text = fecho_prometheus_steal (out);
  g_assert_true (g_str_has_suffix (text, "a{s=\"a\\\"b\\\\c\\nd\"} 1\n"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/prometheus/format", test_format);
  g_test_add_func ("/core/prometheus/hostile-labels", test_hostile_labels);
  g_test_add_func ("/core/prometheus/escapes", test_escapes);

  return g_test_run ();
}
