/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-compare-window.h"

#include "fecho-chart-fixture.h"
#include "fecho-history-fixture.h"
#include "fecho-range-popover.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

#define SECOND ((gint64)G_USEC_PER_SEC)
#define HOUR (3600 * SECOND)

typedef struct
{
  FechoMonitor *monitor;
  FechoRange *range;
  FechoCompareWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT);
  fixture->range = fecho_range_new ();
  fecho_range_set_live (fixture->range, FALSE);
  fecho_range_set_record_from_us (fixture->range, FECHO_HISTORY_START_US - 10 * HOUR);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fecho_ui_settle ();
  g_assert_finalize_object (fixture->range);
  fecho_ui_monitor_end (fixture->monitor);
}

/* In the hour before the start 1001 three times; in the hour after it once, and 1006 twice. */
static void
add_closes (Fixture *fixture)
{
  const FechoCloseRecord records[] = {
    fecho_history_close ("one", -3000, 1001),
    fecho_history_close ("one", -2000, 1001),
    fecho_history_close ("two", -1000, 1001),
    fecho_history_close ("one", 1000, 1001),
    fecho_history_close ("two", 2000, 1006),
    fecho_history_close ("two", 3000, 1006),
  };

  fecho_history_add (fixture->monitor, records, G_N_ELEMENTS (records));
}

static void
open_window (Fixture           *fixture,
             const char *const *scope)
{
  fecho_range_set_bounds (fixture->range, FECHO_HISTORY_START_US, FECHO_HISTORY_START_US + HOUR);
  fixture->window = fecho_compare_window_new (fixture->monitor, fixture->range, scope);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
wait_for_page (Fixture    *fixture,
               const char *page)
{
  GtkStack *stack = fecho_ui_get_child (fixture->window, "stack");
  GtkSpinner *spinner = fecho_ui_get_child (fixture->window, "spinner");

  fecho_test_wait (!gtk_spinner_get_spinning (spinner));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, page);
}

/* The cells of a row of the table; the headings are row 0. */
static char **
read_row (Fixture *fixture,
          guint    row)
{
  g_autofree char *text =
    fecho_compare_table_dup_text (fecho_ui_get_child (fixture->window, "table"));
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), >, row);

  return g_strsplit (lines[row], "\t", -1);
}

static void
assert_row (Fixture    *fixture,
            guint       row,
            const char *what,
            const char *trend,
            const char *before,
            const char *now)
{
  g_auto(GStrv) cells = read_row (fixture, row);

  g_assert_cmpuint (g_strv_length (cells), ==, 6);
  g_assert_cmpstr (cells[0], ==, what);
  g_assert_cmpstr (cells[1], ==, trend);
  g_assert_cmpstr (cells[2], ==, before);
  g_assert_cmpstr (cells[4], ==, now);
}

static void
test_codes (Fixture       *fixture,
            gconstpointer  data)
{
  add_closes (fixture);
  open_window (fixture, NULL);
  wait_for_page (fixture, "table");

  assert_row (fixture, 0, "Code", "Change", "Earlier", "Later");
  assert_row (fixture, 1, "All closes", "", "3", "3");
  assert_row (fixture, 2, "1006 Abnormal Closure", "new", "0", "2");
  assert_row (fixture, 3, "1001 Going Away", "", "3", "1");
}

static void
test_causes_and_origins (Fixture       *fixture,
                         gconstpointer  data)
{
  add_closes (fixture);
  open_window (fixture, NULL);
  wait_for_page (fixture, "table");

  gtk_toggle_button_set_active (fecho_ui_get_child (fixture->window, "cause_button"), TRUE);
  assert_row (fixture, 0, "Cause", "Change", "Earlier", "Later");
  gtk_toggle_button_set_active (fecho_ui_get_child (fixture->window, "origin_button"), TRUE);
  assert_row (fixture, 0, "Origin", "Change", "Earlier", "Later");
  gtk_toggle_button_set_active (fecho_ui_get_child (fixture->window, "code_button"), TRUE);
  assert_row (fixture, 0, "Code", "Change", "Earlier", "Later");
}

static void
test_scope (Fixture       *fixture,
            gconstpointer  data)
{
  const char *scope[] = { NULL, NULL };

  add_closes (fixture);
  scope[0] = fecho_session_get_id (fecho_monitor_find_session (fixture->monitor, "one"));
  open_window (fixture, scope);
  wait_for_page (fixture, "table");

  assert_row (fixture, 1, "All closes", "", "2", "1");
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (fixture->window), "one"));
}

/* One that is chosen stays; “Just Before” lets it follow again. */
static void
test_other_period (Fixture       *fixture,
                   gconstpointer  data)
{
  FechoRangePopover *popover;
  GtkWidget *follow;

  add_closes (fixture);
  open_window (fixture, NULL);
  wait_for_page (fixture, "table");
  follow = fecho_ui_get_child (fixture->window, "follow_button");
  g_assert_false (gtk_widget_get_visible (follow));

  popover = fecho_ui_get_child (fixture->window, "earlier_popover");
  fecho_range_set_bounds (fecho_range_popover_get_range (popover),
                          FECHO_HISTORY_START_US - 1500 * SECOND, FECHO_HISTORY_START_US);
  wait_for_page (fixture, "table");
  assert_row (fixture, 1, "All closes", "", "1", "3");
  g_assert_true (gtk_widget_get_visible (follow));

  popover = fecho_ui_get_child (fixture->window, "later_popover");
  fecho_range_set_bounds (fecho_range_popover_get_range (popover),
                          FECHO_HISTORY_START_US + 1500 * SECOND, FECHO_HISTORY_START_US + HOUR);
  wait_for_page (fixture, "table");
  assert_row (fixture, 1, "All closes", "", "1", "2");

  g_signal_emit_by_name (follow, "clicked");
  wait_for_page (fixture, "table");
  assert_row (fixture, 1, "All closes", "", "1", "2");
  assert_row (fixture, 3, "1001 Going Away", "vanished", "1", "0");
  g_assert_false (gtk_widget_get_visible (follow));
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  open_window (fixture, NULL);
  wait_for_page (fixture, "empty");
}

/* Against a time that nobody watched nothing is new. */
static void
test_not_watched (Fixture       *fixture,
                  gconstpointer  data)
{
  FechoCloseRecord record = fecho_history_close ("one", 1000, 1006);

  record.life_us = 100 * SECOND;
  fecho_history_add (fixture->monitor, &record, 1);
  open_window (fixture, NULL);
  wait_for_page (fixture, "table");

  assert_row (fixture, 2, "1006 Abnormal Closure", "", "0", "1");
  g_assert_true (gtk_widget_get_visible (fecho_ui_get_child (fixture->window, "note")));
}

static void
text_cb (GObject      *clipboard,
         GAsyncResult *result,
         gpointer      text)
{
  *(char **)text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = NULL;

  add_closes (fixture);
  open_window (fixture, NULL);
  wait_for_page (fixture, "table");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "compare.copy", NULL));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), NULL,
                                 text_cb, &text);
  fecho_test_wait (text != NULL);
  g_assert_nonnull (strstr (text, "\n1006 Abnormal Closure\tnew\t0\t"));
}

#define ADD(path, test) \
  g_test_add ("/ui/compare-window/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;

  ADD ("codes", test_codes);
  ADD ("causes-and-origins", test_causes_and_origins);
  ADD ("scope", test_scope);
  ADD ("other-period", test_other_period);
  ADD ("not-watched", test_not_watched);
  ADD ("nothing", test_nothing);
  ADD ("copy", test_copy);

  return g_test_run ();
}
