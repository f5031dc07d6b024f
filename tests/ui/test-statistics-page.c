/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-statistics-page.h"

#include "fecho-chart-fixture.h"
#include "fecho-code-rows.h"
#include "fecho-facts.h"
#include "fecho-ui-fixture.h"

typedef struct
{
  FechoStatisticsPage *page;
  FechoSummary *summary;        /* of the overview */
  FechoOverview *overview;      /* NULL: it is shown, and belongs to the page */
} Fixture;

/* Another answer. */
static void
begin_overview (Fixture *fixture)
{
  fixture->overview = fecho_overview_new ();
  fixture->overview->outages = fecho_outage_new_array ();
  fixture->summary = fixture->overview->summary = fecho_summary_new ();
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->page = g_object_ref_sink (g_object_new (FECHO_TYPE_STATISTICS_PAGE, NULL));
  begin_overview (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->page);
  g_clear_pointer (&fixture->overview, fecho_overview_free);
}

static FechoCount *
add_code (Fixture *fixture,
          int      code,
          guint64  n_closes,
          guint64  n_clean)
{
  FechoCount count = { .key = code, .n_closes = n_closes, .n_clean = n_clean };

  g_array_append_val (fixture->summary->by_code, count);
  fixture->summary->n_closes += n_closes;
  fixture->summary->n_clean += n_clean;

  return &g_array_index (fixture->summary->by_code, FechoCount, fixture->summary->by_code->len - 1);
}

static void
present (Fixture *fixture)
{
  fecho_statistics_page_take (fixture->page, g_steal_pointer (&fixture->overview));
}

static void
assert_card (Fixture    *fixture,
             const char *id,
             const char *value,
             const char *context)
{
  gpointer card = fecho_ui_get_child (fixture->page, id);
  g_autofree char *its_value = NULL;
  g_autofree char *its_context = NULL;

  g_object_get (card, "value", &its_value, "context", &its_context, NULL);
  g_assert_cmpstr (its_value, ==, value);
  g_assert_cmpstr (its_context, ==, context);
}

static gboolean
says (Fixture    *fixture,
      const char *text)
{
  return fecho_ui_find_label (GTK_WIDGET (fixture->page), text) != NULL;
}

static FechoCodeRows *
get_rows (Fixture *fixture)
{
  return fecho_ui_get_child (fixture->page, "code_rows");
}

static gboolean
is_shown (Fixture    *fixture,
          const char *id)
{
  return gtk_widget_get_visible (fecho_ui_get_child (get_rows (fixture), id));
}

static void
test_cards (Fixture       *fixture,
            gconstpointer  data)
{
  add_code (fixture, 1006, 58, 0);
  add_code (fixture, 1001, 48, 48);
  fixture->summary->n_failed_attempts = 29;
  fixture->summary->open_us = 9750 * FECHO_TEST_SECOND;
  fixture->summary->monitored_us = 10000 * FECHO_TEST_SECOND;
  fixture->summary->median_life_us = 1320 * FECHO_TEST_SECOND;
  present (fixture);

  assert_card (fixture, "closes_card", "106", "and 29 failed attempts");
  assert_card (fixture, "clean_card", "45%", "48 of 106");
  assert_card (fixture, "uptime_card", "97.50%", "of 2\302\240h\302\24047\302\240min");
  assert_card (fixture, "life_card", "22\302\240min", "");
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  present (fixture);

  assert_card (fixture, "closes_card", "–", "No closes in this period");
  assert_card (fixture, "clean_card", "–", "");
  assert_card (fixture, "uptime_card", "–", "");
  assert_card (fixture, "life_card", "–", "");
  assert_card (fixture, "outage_card", "–", "");
  g_assert_cmpuint (fecho_code_rows_get_n_rows (get_rows (fixture)), ==, 0);
  g_assert_true (is_shown (fixture, "empty_label"));
  g_assert_false (is_shown (fixture, "list"));
  g_assert_false (is_shown (fixture, "apart_label"));
}

/* What is not known yet is no “none”. */
static void
test_outage_is_looked_for (Fixture       *fixture,
                           gconstpointer  data)
{
  add_code (fixture, 1006, 90, 45);
  g_clear_pointer (&fixture->overview->outages, g_array_unref);
  present (fixture);

  assert_card (fixture, "outage_card", "…", "Being looked for");
  assert_card (fixture, "closes_card", "90", "");
}

static void
test_uptime_without_closes (Fixture       *fixture,
                            gconstpointer  data)
{
  fixture->summary->open_us = 3600 * FECHO_TEST_SECOND;
  fixture->summary->monitored_us = 3600 * FECHO_TEST_SECOND;
  present (fixture);

  assert_card (fixture, "uptime_card", "100.00%", "of 1\302\240h");
}

static void
test_few_have_no_shares (Fixture       *fixture,
                         gconstpointer  data)
{
  add_code (fixture, 1001, 3, 3);
  add_code (fixture, 1006, 1, 0);
  present (fixture);

  assert_card (fixture, "clean_card", "3 of 4", "");
  g_assert_false (says (fixture, "75%"));
  g_assert_true (says (fixture, "3"));
}

static void
test_row (Fixture       *fixture,
          gconstpointer  data)
{
  add_code (fixture, 1006, 58, 0);
  add_code (fixture, 1001, 48, 48);
  present (fixture);

  g_assert_cmpuint (fecho_code_rows_get_n_rows (get_rows (fixture)), ==, 2);
  g_assert_true (says (fixture, "1006"));
  g_assert_true (says (fixture, "Abnormal Closure"));
  g_assert_true (says (fixture, "Lost without a Close frame"));
  g_assert_true (says (fixture, "58"));
  g_assert_true (says (fixture, "55%"));
  g_assert_false (is_shown (fixture, "all_button"));
}

static void
test_all_codes_on_demand (Fixture       *fixture,
                          gconstpointer  data)
{
  GtkToggleButton *button = fecho_ui_get_child (get_rows (fixture), "all_button");

  for (int code = 4000; code < 4014; code++)
    add_code (fixture, code, 14, 0);
  present (fixture);

  g_assert_cmpuint (fecho_code_rows_get_n_rows (get_rows (fixture)), ==, 6);
  g_assert_true (is_shown (fixture, "all_button"));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "Show All 14 Codes");

  gtk_toggle_button_set_active (button, TRUE);
  g_assert_cmpuint (fecho_code_rows_get_n_rows (get_rows (fixture)), ==, 14);

  gtk_toggle_button_set_active (button, FALSE);
  g_assert_cmpuint (fecho_code_rows_get_n_rows (get_rows (fixture)), ==, 6);
}

static void
test_own_and_attempts_stand_apart (Fixture       *fixture,
                                   gconstpointer  data)
{
  FechoCount *count = add_code (fixture, 1006, 6, 0);

  count->n_failed_attempts = 27;
  add_code (fixture, 1000, 0, 0)->n_own = 12;
  add_code (fixture, 1015, 0, 0)->n_failed_attempts = 2;
  fixture->summary->n_failed_attempts = 29;
  fixture->summary->n_own = 12;
  present (fixture);

  /* A code without a close that is counted has no row. */
  g_assert_cmpuint (fecho_code_rows_get_n_rows (get_rows (fixture)), ==, 1);
  g_assert_true (says (fixture, "Apart: 29 failed attempts (1006\302\240×\302\24027, "
                                "1015\302\240×\302\2402)\n"
                                "Apart: 12 closes of your own (1000\302\240×\302\24012)"));
}

static void
test_rows_follow (Fixture       *fixture,
                  gconstpointer  data)
{
  add_code (fixture, 1006, 58, 0);
  add_code (fixture, 1001, 48, 48);
  present (fixture);
  begin_overview (fixture);
  add_code (fixture, 1011, 7, 0);
  present (fixture);

  g_assert_cmpuint (fecho_code_rows_get_n_rows (get_rows (fixture)), ==, 1);
  g_assert_true (says (fixture, "1011"));
  g_assert_false (says (fixture, "1006"));
}

/* -- the period before */

static void
add_before (Fixture *fixture,
            guint64  n_closes,
            guint64  n_clean)
{
  FechoSummary *before = fecho_summary_new ();
  FechoCount count = { .key = 1006, .n_closes = n_closes };

  g_array_append_val (before->by_code, count);
  before->n_closes = n_closes;
  before->n_clean = n_clean;
  before->monitored_us = 10000 * FECHO_TEST_SECOND;
  before->open_us = 9900 * FECHO_TEST_SECOND;
  before->median_life_us = 2000 * FECHO_TEST_SECOND;
  fixture->overview->before = before;
  fixture->overview->outages_before = fecho_outage_new_array ();
  fixture->overview->to_us = 24 * 3600 * FECHO_TEST_SECOND;
  fixture->summary->monitored_us = 10000 * FECHO_TEST_SECOND;
  fixture->summary->open_us = 9750 * FECHO_TEST_SECOND;
  fixture->summary->median_life_us = 1000 * FECHO_TEST_SECOND;
}

static void
assert_change (Fixture    *fixture,
               const char *id,
               const char *text,
               const char *tooltip,
               const char *css_class)
{
  GtkWidget *card = fecho_ui_get_child (fixture->page, id);
  GtkWidget *label = fecho_ui_get_child (card, "change_label");

  g_assert_cmpint (gtk_widget_get_visible (label), ==, text != NULL);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, text != NULL ? text : "");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (card), ==, tooltip);
  g_assert_cmpint (gtk_widget_has_css_class (label, "worse"), ==,
                   g_strcmp0 (css_class, "worse") == 0);
  g_assert_cmpint (gtk_widget_has_css_class (label, "better"), ==,
                   g_strcmp0 (css_class, "better") == 0);
}

static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  add_code (fixture, 1006, 90, 45);
  add_before (fixture, 80, 32);
  present (fixture);

  /* Each number by itself: 12.5 percent more, and the rate of now. */
  assert_change (fixture, "closes_card", "↑\302\24012%",
                 "12% more closes than in the 1\302\240d before: worse\n"
                 "33.23 closes per connected hour", "worse");
  assert_change (fixture, "clean_card", "↑\302\24010\302\240pts",
                 "The share of clean closes is 10\302\240pts higher than in the 1\302\240d before: "
                 "better", "better");
  assert_change (fixture, "uptime_card", "↓\302\2401.50\302\240pts",
                 "The uptime is 1.50\302\240pts lower than in the 1\302\240d before: worse",
                 "worse");
  assert_change (fixture, "life_card", "↓\302\24050%",
                 "Connections lived 50% shorter than in the 1\302\240d before: worse", "worse");
  assert_change (fixture, "outage_card", "=\302\2400\302\240ms",
                 "The longest outage is as long as in the 1\302\240d before", NULL);
  assert_card (fixture, "life_card", "16\302\240min\302\24040\302\240s",
               "was 33\302\240min\302\24020\302\240s");
  g_assert_true (says (fixture, "↑\302\240+10"));
}

static void
test_few_change_as_numbers (Fixture       *fixture,
                            gconstpointer  data)
{
  add_code (fixture, 1006, 2, 0);
  add_before (fixture, 4, 0);
  fixture->summary->open_us = 0;
  present (fixture);

  assert_change (fixture, "closes_card", "↓\302\2402",
                 "2 fewer closes than in the 1\302\240d before: better", "better");
  assert_change (fixture, "clean_card", NULL, NULL, NULL);
  assert_change (fixture, "life_card", NULL, NULL, NULL);
}

/* What was hardly watched says nothing. */
static void
test_no_period_before (Fixture       *fixture,
                       gconstpointer  data)
{
  add_code (fixture, 1006, 90, 0);
  add_before (fixture, 80, 0);
  fixture->overview->before->monitored_us = 4999 * FECHO_TEST_SECOND;
  fixture->summary->open_us = 0;
  present (fixture);

  assert_change (fixture, "closes_card", NULL, NULL, NULL);
  assert_change (fixture, "uptime_card", NULL, NULL, NULL);
  assert_change (fixture, "outage_card", NULL, NULL, NULL);
  g_assert_false (says (fixture, "↑\302\240+10"));
}

#define ADD(path, test) \
  g_test_add ("/ui/statistics-page/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;
  fecho_chart_test_init ();

  ADD ("cards", test_cards);
  ADD ("nothing", test_nothing);
  ADD ("outage-is-looked-for", test_outage_is_looked_for);
  ADD ("uptime-without-closes", test_uptime_without_closes);
  ADD ("few", test_few_have_no_shares);
  ADD ("row", test_row);
  ADD ("all-codes", test_all_codes_on_demand);
  ADD ("apart", test_own_and_attempts_stand_apart);
  ADD ("rows-follow", test_rows_follow);
  ADD ("changes", test_changes);
  ADD ("few-change-as-numbers", test_few_change_as_numbers);
  ADD ("no-period-before", test_no_period_before);

  return g_test_run ();
}
