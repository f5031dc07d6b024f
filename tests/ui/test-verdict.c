/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-verdict.h"

#include "fecho-chart-fixture.h"
#include "fecho-code-badge.h"
#include "fecho-legend.h"
#include "fecho-ui-fixture.h"

typedef struct
{
  FechoTimelineModel *model;
  FechoLane *lane;
  FechoVerdict *widget;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->model = fecho_chart_model_new ();
  fixture->lane = fecho_lane_new ("first");
  fixture->widget = g_object_ref_sink (g_object_new (FECHO_TYPE_VERDICT, NULL));
  fecho_verdict_set_model (fixture->widget, fixture->model);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->widget);
  g_assert_finalize_object (fixture->model);
}

static void
present (Fixture *fixture)
{
  fecho_chart_show (fixture->model, 1, &fixture->lane);
}

/* NULL: it is not shown. */
static const char *
read_label (Fixture    *fixture,
            const char *id)
{
  GtkWidget *label = fecho_ui_get_child (fixture->widget, id);

  return gtk_widget_get_visible (label) ? gtk_label_get_text (GTK_LABEL (label)) : NULL;
}

static gboolean
shows_code (Fixture *fixture)
{
  return gtk_widget_get_visible (fecho_ui_get_child (fixture->widget, "code_cell"));
}

static void
add_closes (Fixture *fixture,
            guint    n_closes,
            guint16  code)
{
  for (guint i = 0; i < n_closes; i++)
    fecho_chart_add_close (fixture->lane, 100 + i, code);
}

static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  add_closes (fixture, 48, 1000);
  add_closes (fixture, 58, 1006);
  present (fixture);

  g_assert_cmpstr (read_label (fixture, "often_label"), ==, "106");
  g_assert_cmpstr (read_label (fixture, "length_label"), ==, "in 1\302\240h");
  g_assert_cmpstr (read_label (fixture, "attempts_label"), ==, NULL);
  g_assert_cmpstr (read_label (fixture, "own_label"), ==, NULL);
  g_assert_true (shows_code (fixture));
  g_assert_cmpuint (fecho_code_badge_get_code (fecho_ui_get_child (fixture->widget, "code_badge")),
                    ==, 1006);
  g_assert_cmpstr (read_label (fixture, "share_label"), ==, "58 of 106 · 55%");
}

static int
get_height (Fixture *fixture)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (fixture->widget), GTK_ORIENTATION_VERTICAL, 336, NULL, &height,
                      NULL, NULL);

  return height;
}

/* On a telephone the headings give their room to the lanes; what they head stays. */
static void
test_compact (Fixture       *fixture,
              gconstpointer  data)
{
  int height;

  add_closes (fixture, 58, 1006);
  present (fixture);
  height = get_height (fixture);
  fecho_verdict_set_compact (fixture->widget, TRUE);
  g_assert_cmpint (get_height (fixture), <, height);
  g_assert_cmpstr (read_label (fixture, "often_heading"), ==, NULL);
  g_assert_cmpstr (read_label (fixture, "often_label"), ==, "58");
  g_assert_true (shows_code (fixture));
  fecho_verdict_set_compact (fixture->widget, FALSE);
  g_assert_cmpint (get_height (fixture), ==, height);
  g_assert_cmpstr (read_label (fixture, "code_heading"), ==, "Main Code");
}

static void
test_few_have_no_share (Fixture       *fixture,
                        gconstpointer  data)
{
  add_closes (fixture, 3, 1006);
  add_closes (fixture, 1, 1000);
  present (fixture);

  g_assert_cmpstr (read_label (fixture, "share_label"), ==, "3 of 4");
}

static void
test_none (Fixture       *fixture,
           gconstpointer  data)
{
  present (fixture);

  g_assert_cmpstr (read_label (fixture, "often_label"), ==, "0");
  g_assert_cmpstr (read_label (fixture, "attempts_label"), ==, "No closes since 15:40:00");
  g_assert_false (shows_code (fixture));
}

static void
test_none_in_the_past (Fixture       *fixture,
                       gconstpointer  data)
{
  present (fixture);
  fecho_range_set_live (fecho_timeline_model_get_range (fixture->model), FALSE);
  fecho_range_pan (fecho_timeline_model_get_range (fixture->model), -3600 * FECHO_TEST_SECOND);

  g_assert_cmpstr (read_label (fixture, "attempts_label"), ==, "No closes in this period");
}

static void
test_own_and_attempts_stand_apart (Fixture       *fixture,
                                   gconstpointer  data)
{
  add_closes (fixture, 6, 1006);
  fecho_chart_add_close (fixture->lane, 200, 1000)->own = TRUE;
  fecho_chart_add_close (fixture->lane, 201, 1006)->interrupted = TRUE;
  for (guint i = 0; i < 29; i++)
    fecho_chart_add_attempt (fixture->lane, 300 + i, 1006);
  present (fixture);

  g_assert_cmpstr (read_label (fixture, "often_label"), ==, "6");
  g_assert_cmpstr (read_label (fixture, "attempts_label"), ==, "29 failed attempts");
  g_assert_cmpstr (read_label (fixture, "own_label"), ==, "and 1 of your own");
}

/* Of a period that was watched as long. */
static FechoSummary *
make_before (guint n_closes)
{
  FechoSummary *summary = fecho_summary_new ();

  summary->n_closes = n_closes;
  summary->monitored_us = 3600 * FECHO_TEST_SECOND;

  return summary;
}

static const char *
get_change_tooltip (Fixture *fixture)
{
  return gtk_widget_get_tooltip_text (fecho_ui_get_child (fixture->widget, "change_label"));
}

static void
test_change (Fixture       *fixture,
             gconstpointer  data)
{
  FechoPeriodBefore *before = fecho_verdict_get_before (fixture->widget);

  add_closes (fixture, 106, 1006);
  present (fixture);
  g_assert_cmpstr (read_label (fixture, "change_label"), ==, NULL);

  fecho_period_before_take (before, make_before (94));
  g_assert_cmpstr (read_label (fixture, "change_label"), ==, "↑\302\24013% vs. 1\302\240h before");
  g_assert_cmpstr (get_change_tooltip (fixture), ==,
                   "13% more closes than in the 1\302\240h before: worse");

  /* Of a longer range that is no longer the period before, and the whole record has none. */
  fecho_range_set_preset (fecho_timeline_model_get_range (fixture->model), FECHO_PRESET_24_H);
  fecho_chart_show (fixture->model, 0, NULL);
  g_assert_cmpstr (read_label (fixture, "change_label"), ==, NULL);
}

/* Under the number there is room for two lines. */
static void
test_change_and_apart (Fixture       *fixture,
                       gconstpointer  data)
{
  add_closes (fixture, 6, 1006);
  fecho_chart_add_close (fixture->lane, 200, 1000)->own = TRUE;
  fecho_chart_add_attempt (fixture->lane, 300, 1006);
  present (fixture);
  fecho_period_before_take (fecho_verdict_get_before (fixture->widget), make_before (12));

  g_assert_cmpstr (read_label (fixture, "change_label"), ==, "↓\302\24050% vs. 1\302\240h before");
  g_assert_cmpstr (read_label (fixture, "attempts_label"), ==, "1 failed · 1 own");
  g_assert_cmpstr (read_label (fixture, "own_label"), ==, NULL);
}

/* As in the design: the lanes have the rest. */
static void
test_height (Fixture       *fixture,
             gconstpointer  data)
{
  const FechoOriginShares origins = { .n = { 0, 0, 43, 45, 12 }, .n_judged = 100 };
  int height;

  add_closes (fixture, 6, 1006);
  fecho_chart_add_attempt (fixture->lane, 300, 1006);
  present (fixture);
  fecho_period_before_take (fecho_verdict_get_before (fixture->widget), make_before (12));
  fecho_findings_model_take_origins (fecho_verdict_get_findings (fixture->widget), &origins);
  gtk_widget_measure (GTK_WIDGET (fixture->widget), GTK_ORIENTATION_VERTICAL, 664, NULL, &height,
                      NULL, NULL);
  g_assert_cmpint (height, <=, 95);
}

static void
test_equal_codes_take_the_lower (Fixture       *fixture,
                                 gconstpointer  data)
{
  add_closes (fixture, 2, 1011);
  add_closes (fixture, 2, 1006);
  present (fixture);

  g_assert_cmpuint (fecho_code_badge_get_code (fecho_ui_get_child (fixture->widget, "code_badge")),
                    ==, 1006);
}

static void
test_follows_the_axis (Fixture       *fixture,
                       gconstpointer  data)
{
  FechoLane *later = fecho_lane_new ("later");

  add_closes (fixture, 6, 1006);
  present (fixture);
  fecho_range_set_preset (fecho_timeline_model_get_range (fixture->model), FECHO_PRESET_15_MIN);
  /* Until it is known what there is, the count stays. */
  g_assert_cmpstr (read_label (fixture, "often_label"), ==, "6");
  fecho_chart_show (fixture->model, 1, &later);

  g_assert_cmpstr (read_label (fixture, "often_label"), ==, "0");
  g_assert_cmpstr (read_label (fixture, "length_label"), ==, "in 15\302\240min");
}

/* Where the range has nothing and the record has something, a button leads there. */
static void
test_last_close (Fixture       *fixture,
                 gconstpointer  data)
{
  FechoRange *range = fecho_timeline_model_get_range (fixture->model);
  FechoLane *later = fecho_lane_new ("first");
  GtkWidget *button;

  fecho_range_set_record_from_us (range, FECHO_TEST_NOW_US - 7200 * FECHO_TEST_SECOND);
  present (fixture);
  button = fecho_ui_get_child (fixture->widget, "last_button");
  g_assert_true (gtk_widget_is_visible (button));

  fecho_chart_add_close (later, 1800, 1006);
  fecho_chart_show (fixture->model, 1, &later);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fecho_ui_get_child (fixture->widget,
                                                                          "quiet_box"))));
}

static void
test_legend_filters (Fixture       *fixture,
                     gconstpointer  data)
{
  FechoLegend *legend = g_object_ref_sink (g_object_new (FECHO_TYPE_LEGEND, NULL));
  GtkWidget *abnormal;

  add_closes (fixture, 6, 1006);
  present (fixture);
  g_object_bind_property (fixture->model, "classes", legend, "classes",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  abnormal = gtk_widget_get_first_child (GTK_WIDGET (legend));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (abnormal), FALSE);
  g_assert_cmphex (fecho_timeline_model_get_classes (fixture->model), ==,
                   FECHO_ALL_CLASSES & ~(1u << FECHO_CLOSE_CLASS_ABNORMAL));
  /* The count is of the range, whatever is drawn. */
  g_assert_cmpstr (read_label (fixture, "often_label"), ==, "6");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (abnormal), TRUE);
  g_assert_cmphex (fecho_timeline_model_get_classes (fixture->model), ==, FECHO_ALL_CLASSES);
  g_assert_finalize_object (legend);
}

static void
test_legend_isolates (Fixture       *fixture,
                      gconstpointer  data)
{
  FechoLegend *legend = g_object_ref_sink (g_object_new (FECHO_TYPE_LEGEND, NULL));
  GtkWidget *abnormal;

  fecho_lane_free (fixture->lane);
  g_object_bind_property (fixture->model, "classes", legend, "classes",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  abnormal = gtk_widget_get_first_child (GTK_WIDGET (legend));

  fecho_legend_isolate (legend, FECHO_CLOSE_CLASS_SERVER);
  g_assert_cmphex (fecho_timeline_model_get_classes (fixture->model), ==,
                   1u << FECHO_CLOSE_CLASS_SERVER);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (abnormal)));

  fecho_legend_isolate (legend, FECHO_CLOSE_CLASS_SERVER);
  g_assert_cmphex (fecho_timeline_model_get_classes (fixture->model), ==, FECHO_ALL_CLASSES);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (abnormal)));
  g_assert_finalize_object (legend);
}

#define ADD(path, test) \
  g_test_add ("/ui/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;
  fecho_chart_test_init ();

  ADD ("verdict/many", test_many);
  ADD ("verdict/compact", test_compact);
  ADD ("verdict/few", test_few_have_no_share);
  ADD ("verdict/none", test_none);
  ADD ("verdict/none-in-the-past", test_none_in_the_past);
  ADD ("verdict/apart", test_own_and_attempts_stand_apart);
  ADD ("verdict/change", test_change);
  ADD ("verdict/change-and-apart", test_change_and_apart);
  ADD ("verdict/height", test_height);
  ADD ("verdict/equal-codes", test_equal_codes_take_the_lower);
  ADD ("verdict/last-close", test_last_close);
  ADD ("verdict/axis", test_follows_the_axis);
  ADD ("legend/filters", test_legend_filters);
  ADD ("legend/isolates", test_legend_isolates);

  return g_test_run ();
}
