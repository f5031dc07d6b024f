/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-range-popover.h"

#include "fecho-range-bar.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

typedef struct
{
  GtkWidget *window;
  FechoRange *range;
  FechoRangePopover *popover;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *button = gtk_menu_button_new ();

  fixture->range = fecho_range_new ();
  fixture->popover = g_object_new (FECHO_TYPE_RANGE_POPOVER, NULL);
  fecho_range_popover_set_range (fixture->popover, fixture->range);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), GTK_WIDGET (fixture->popover));
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), button);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fecho_test_wait (gtk_widget_get_mapped (button));
  gtk_popover_popup (GTK_POPOVER (fixture->popover));
  fecho_test_wait (gtk_widget_get_mapped (GTK_WIDGET (fixture->popover)));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->range);
  fecho_ui_settle ();
}

static void
choose (Fixture    *fixture,
        const char *which,
        int         year,
        int         month,
        int         day,
        const char *time)
{
  g_autoptr(GDateTime) date = g_date_time_new_local (year, month, day, 0, 0, 0);
  g_autofree char *calendar = g_strconcat (which, "_calendar", NULL);
  g_autofree char *entry = g_strconcat (which, "_entry", NULL);

  gtk_calendar_select_day (fecho_ui_get_child (fixture->popover, calendar), date);
  gtk_editable_set_text (fecho_ui_get_child (fixture->popover, entry), time);
}

static gboolean
can_apply (Fixture *fixture)
{
  return gtk_widget_get_sensitive (fecho_ui_get_child (fixture->popover, "apply_button"));
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    int seconds;                /* -1: no time */
  } cases[] = {
    { "9:05", 9 * 3600 + 5 * 60 }, { " 23:59:59 ", 86399 }, { "0:0", 0 }, { "00:00:01", 1 },
    { "", -1 }, { "9", -1 }, { "24:00", -1 }, { "9:60", -1 }, { "9:5:60", -1 }, { "-1:00", -1 },
    { "1:2:3:4", -1 }, { "9h05", -1 }, { "009:05", -1 }, { "9:", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int seconds = -1;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (fecho_range_popover_parse_time (cases[i].text, &seconds), ==,
                       cases[i].seconds >= 0);
      g_assert_cmpint (seconds, ==, cases[i].seconds);
    }
}

/* Opened, it has what is shown: applied at once, nothing but its being live is another. */
static void
test_starts_from_the_range (Fixture       *fixture,
                            gconstpointer  data)
{
  gint64 from_us = fecho_range_get_from_us (fixture->range);

  g_assert_true (can_apply (fixture));
  g_signal_emit_by_name (fecho_ui_get_child (fixture->popover, "apply_button"), "clicked");
  g_assert_cmpint (ABS (fecho_range_get_from_us (fixture->range) - from_us), <=,
                   G_USEC_PER_SEC);
  g_assert_cmpint (fecho_range_get_preset (fixture->range), ==, FECHO_PRESET_CUSTOM);
}

static void
test_apply (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GDateTime) from = g_date_time_new_local (2020, 2, 29, 9, 30, 0);
  g_autoptr(GDateTime) to = g_date_time_new_local (2020, 3, 1, 10, 0, 15);

  choose (fixture, "from", 2020, 2, 29, "9:30");
  choose (fixture, "to", 2020, 3, 1, "10:00:15");
  g_assert_true (can_apply (fixture));
  g_signal_emit_by_name (fecho_ui_get_child (fixture->popover, "to_entry"), "activate");

  g_assert_cmpint (fecho_range_get_from_us (fixture->range), ==,
                   g_date_time_to_unix (from) * G_USEC_PER_SEC);
  g_assert_cmpint (fecho_range_get_to_us (fixture->range), ==,
                   g_date_time_to_unix (to) * G_USEC_PER_SEC);
  g_assert_false (fecho_range_get_live (fixture->range));
  fecho_test_wait (!gtk_widget_get_visible (GTK_WIDGET (fixture->popover)));
}

static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *popover = GTK_WIDGET (fixture->popover);

  choose (fixture, "from", 2020, 1, 2, "nine");
  g_assert_false (can_apply (fixture));
  g_assert_nonnull (fecho_ui_find_label (popover, "A time is written as 9:30 or 09:30:15"));
  choose (fixture, "from", 2020, 1, 2, "9:00");
  choose (fixture, "to", 2020, 1, 2, "8:59");
  g_assert_false (can_apply (fixture));
  g_assert_nonnull (fecho_ui_find_label (popover, "The start is not before the end"));
  choose (fixture, "to", 2020, 1, 2, "9:01");
  g_assert_true (can_apply (fixture));
  choose (fixture, "to", 2219, 1, 2, "9:01");
  choose (fixture, "from", 2218, 1, 2, "9:01");
  g_assert_false (can_apply (fixture));
  g_assert_nonnull (fecho_ui_find_label (popover, "The start is in the future"));
}

/* A bar makes it when it is opened, and keeps it with the range that the bar has. */
static void
test_of_bar (void)
{
  g_autoptr(FechoRange) range = fecho_range_new ();
  g_autoptr(FechoRange) other = fecho_range_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *bar = g_object_new (FECHO_TYPE_RANGE_BAR, "range", range, NULL);
  GtkMenuButton *button;
  GtkPopover *popover;

  gtk_window_set_default_size (GTK_WINDOW (window), 900, -1);
  gtk_window_set_child (GTK_WINDOW (window), bar);
  gtk_window_present (GTK_WINDOW (window));
  button = GTK_MENU_BUTTON (gtk_widget_get_template_child (bar, FECHO_TYPE_RANGE_BAR,
                                                           "calendar_button"));
  fecho_test_wait (gtk_widget_get_mapped (GTK_WIDGET (button)));
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (button)));
  g_assert_null (gtk_menu_button_get_popover (button));

  gtk_menu_button_popup (button);
  popover = gtk_menu_button_get_popover (button);
  fecho_test_wait (gtk_widget_get_mapped (GTK_WIDGET (popover)));
  g_assert_true (fecho_range_popover_get_range (FECHO_RANGE_POPOVER (popover)) == range);
  gtk_menu_button_popdown (button);
  fecho_test_wait (!gtk_widget_get_mapped (GTK_WIDGET (popover)));

  fecho_range_bar_set_range (FECHO_RANGE_BAR (bar), other);
  gtk_menu_button_popup (button);
  g_assert_true (gtk_menu_button_get_popover (button) == popover);
  g_assert_true (fecho_range_popover_get_range (FECHO_RANGE_POPOVER (popover)) == other);

  gtk_window_destroy (GTK_WINDOW (window));
  fecho_ui_settle ();
}

int
main (int   argc,
      char *argv[])
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;

  g_test_add_func ("/ui/range-popover/parse", test_parse);
  g_test_add ("/ui/range-popover/starts-from-the-range", Fixture, NULL, set_up,
              test_starts_from_the_range, tear_down);
  g_test_add ("/ui/range-popover/apply", Fixture, NULL, set_up, test_apply, tear_down);
  g_test_add ("/ui/range-popover/errors", Fixture, NULL, set_up, test_errors, tear_down);
  g_test_add_func ("/ui/range-popover/of-bar", test_of_bar);

  return g_test_run ();
}
