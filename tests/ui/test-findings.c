/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-origin-cell.h"
#include "fecho-pattern-banners.h"
#include "fecho-pattern-cell.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"
#include "fecho-window-state.h"

/* The cells of the verdict that say whose fault it is, and why. */

static FechoOriginCell *
show_origins (guint64 path,
              guint64 server,
              guint64 unknown)
{
  FechoOriginCell *cell = g_object_ref_sink (g_object_new (FECHO_TYPE_ORIGIN_CELL, NULL));
  FechoOriginShares shares = { .n_judged = path + server + unknown };

  shares.n[FECHO_ORIGIN_NETWORK_PATH] = path;
  shares.n[FECHO_ORIGIN_SERVER] = server;
  shares.n[FECHO_ORIGIN_UNKNOWN] = unknown;
  shares.n[FECHO_ORIGIN_NOT_JUDGED] = 7;
  fecho_origin_cell_show (cell, &shares);

  return cell;
}

/* What the rows that are shown say: "Server 50%, Unknown 50%". */
static char *
read_rows (FechoOriginCell *cell)
{
  GString *text = g_string_new (NULL);
  GtkWidget *button = gtk_widget_get_first_child (fecho_ui_get_child (cell, "rows"));

  for (; button != NULL; button = gtk_widget_get_next_sibling (button))
    {
      GtkWidget *line = gtk_button_get_child (GTK_BUTTON (button));
      GtkWidget *share = gtk_widget_get_last_child (line);
      GtkWidget *name = gtk_widget_get_prev_sibling (share);

      if (gtk_widget_get_visible (button))
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "",
                                gtk_label_get_text (GTK_LABEL (name)),
                                gtk_label_get_text (GTK_LABEL (share)));
    }

  return g_string_free (text, FALSE);
}

static void
test_origin_shares (void)
{
  FechoOriginCell *cell = show_origins (45, 45, 10);
  g_autofree char *rows = read_rows (cell);

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (cell)));
  g_assert_cmpstr (rows, ==, "Network path 45%, Server 45%, Unknown 10%");
  g_assert_finalize_object (cell);
}

/* Of few closes no share is told, and what nobody did is not named. */
static void
test_origin_counts (void)
{
  FechoOriginCell *cell = show_origins (0, 3, 1);
  g_autofree char *rows = read_rows (cell);

  g_assert_cmpstr (rows, ==, "Server 3, Unknown 1");
  g_assert_finalize_object (cell);
}

static void
test_origin_nothing (void)
{
  FechoOriginCell *cell = show_origins (0, 0, 0);

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (cell)));
  g_assert_finalize_object (cell);
}

/* Two credential patterns of two sessions, made by the search itself. */
static FechoFindings *
find_refusals (void)
{
  FechoFindings *findings = fecho_findings_new ();
  FechoPatternScope scope = { .now_us = 2000 * (gint64)G_USEC_PER_SEC };
  FechoPatternRow rows[2];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

      record.failed_attempt = TRUE;
      record.closed_at_us = (1000 + 100 * i) * (gint64)G_USEC_PER_SEC;
      record.cause = FECHO_CAUSE_AUTH;
      record.http_status = 401;
      rows[i] = fecho_pattern_row_of_record (&record, i + 1, i + 1, FECHO_CLOSE_CLASS_ABNORMAL, 0);
    }
  g_ptr_array_add (findings->session_names, g_strdup ("First\nof all"));
  g_ptr_array_add (findings->session_names, g_strdup ("Second"));
  g_ptr_array_add (findings->session_ids, g_strdup ("id-1"));
  g_ptr_array_add (findings->session_ids, g_strdup ("id-2"));
  findings->patterns = fecho_pattern_find (rows, G_N_ELEMENTS (rows), &scope);

  return findings;
}

static const char *
read_cell (FechoPatternCell *cell,
           const char       *id)
{
  return gtk_label_get_text (GTK_LABEL (fecho_ui_get_child (cell, id)));
}

static void
show_range_cb (FechoPatternCell *cell,
               gint64            from_us,
               gint64            to_us,
               gint64           *ret_from_us)
{
  g_assert_cmpint (to_us, ==, from_us);
  *ret_from_us = from_us;
}

static void
test_patterns (void)
{
  static gint64 from_us;
  FechoPatternCell *cell = g_object_ref_sink (g_object_new (FECHO_TYPE_PATTERN_CELL, NULL));
  g_autoptr(FechoFindings) findings = find_refusals ();

  g_signal_connect (cell, "show-range", G_CALLBACK (show_range_cb), &from_us);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (cell)));
  fecho_pattern_cell_show (cell, findings);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (cell)));
  g_assert_cmpstr (read_cell (cell, "place"), ==, "1/2");
  g_assert_true (g_str_has_prefix (read_cell (cell, "label"), "First"));
  g_assert_null (strchr (read_cell (cell, "label"), '\n'));

  g_signal_emit_by_name (fecho_ui_get_child (cell, "next"), "clicked");
  g_assert_cmpstr (read_cell (cell, "place"), ==, "2/2");
  g_assert_true (g_str_has_prefix (read_cell (cell, "label"), "Second"));
  g_signal_emit_by_name (fecho_ui_get_child (cell, "button"), "clicked");
  g_assert_cmpint (from_us, ==, 1100 * (gint64)G_USEC_PER_SEC);

  /* The same again: what was being read stays. */
  fecho_pattern_cell_show (cell, findings);
  g_assert_cmpstr (read_cell (cell, "place"), ==, "2/2");
  fecho_pattern_cell_show (cell, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (cell)));
  g_assert_finalize_object (cell);
}

static guint
count_banners (FechoPatternBanners *banners)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (banners));
  guint n = 0;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    n++;

  return n;
}

/* What was put away stays away, also from the next window. */
static void
test_banners (void)
{
  FechoPatternBanners *banners = g_object_ref_sink (g_object_new (FECHO_TYPE_PATTERN_BANNERS,
                                                                  NULL));
  FechoPatternBanners *next;
  g_autoptr(FechoFindings) findings = find_refusals ();
  GtkWidget *first;

  fecho_pattern_banners_show (banners, findings);
  g_assert_cmpuint (count_banners (banners), ==, 2);
  first = gtk_widget_get_first_child (GTK_WIDGET (banners));
  g_signal_emit_by_name (gtk_widget_get_last_child (first), "clicked");
  g_assert_cmpuint (count_banners (banners), ==, 1);
  fecho_pattern_banners_show (banners, findings);
  g_assert_cmpuint (count_banners (banners), ==, 1);
  fecho_pattern_banners_show (banners, NULL);
  g_assert_cmpuint (count_banners (banners), ==, 0);
  g_assert_finalize_object (banners);

  next = g_object_ref_sink (g_object_new (FECHO_TYPE_PATTERN_BANNERS, NULL));
  fecho_pattern_banners_show (next, findings);
  g_assert_cmpuint (count_banners (next), ==, 1);
  g_assert_finalize_object (next);
}

static FechoPatternBanners *
show_banners (const FechoFindings *findings)
{
  FechoPatternBanners *banners = g_object_new (FECHO_TYPE_PATTERN_BANNERS, NULL);

  fecho_pattern_banners_show (banners, findings);

  return banners;
}

/* The key is the same whatever the test before has put away. */
static void
forget_dismissed (void)
{
  const char *none[] = { NULL };

  fecho_window_state_save_dismissed (none);
}

/* What the first banner says begins with the name of a session. */
static gboolean
is_about (FechoPatternBanners *banners,
          const char          *session)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (banners));
  GtkWidget *icon = row != NULL ? gtk_widget_get_first_child (row) : NULL;
  GtkLabel *label = icon != NULL ? GTK_LABEL (gtk_widget_get_next_sibling (icon)) : NULL;

  return label != NULL && g_str_has_prefix (gtk_label_get_text (label), session);
}

static void
dismiss_first (FechoPatternBanners *banners)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (banners));

  g_signal_emit_by_name (gtk_widget_get_last_child (row), "clicked");
}

/* What was put away while others were not on the screen is away there as well. */
static void
test_put_away (void)
{
  g_autoptr(FechoFindings) findings = find_refusals ();
  FechoPatternBanners *shown;
  FechoPatternBanners *other;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *stack = gtk_stack_new ();

  forget_dismissed ();
  shown = show_banners (findings);
  other = show_banners (findings);
  gtk_stack_add_named (GTK_STACK (stack), GTK_WIDGET (shown), "shown");
  gtk_stack_add_named (GTK_STACK (stack), GTK_WIDGET (other), "other");
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 300);
  gtk_window_set_child (GTK_WINDOW (window), stack);
  gtk_window_present (GTK_WINDOW (window));
  fecho_test_wait (gtk_widget_get_mapped (GTK_WIDGET (shown)));

  g_assert_true (is_about (shown, "First"));
  dismiss_first (shown);
  g_assert_cmpuint (count_banners (shown), ==, 1);
  g_assert_true (is_about (shown, "Second"));

  g_assert_true (is_about (other, "First"));
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "other");
  fecho_test_wait (is_about (other, "Second"));

  dismiss_first (other);
  g_assert_cmpuint (count_banners (other), ==, 0);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (other)));
  gtk_window_destroy (GTK_WINDOW (window));
  forget_dismissed ();
}

int
main (int    argc,
      char **argv)
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;

  g_test_add_func ("/ui/findings/origin-shares", test_origin_shares);
  g_test_add_func ("/ui/findings/origin-counts", test_origin_counts);
  g_test_add_func ("/ui/findings/origin-nothing", test_origin_nothing);
  g_test_add_func ("/ui/findings/patterns", test_patterns);
  g_test_add_func ("/ui/findings/banners", test_banners);
  g_test_add_func ("/ui/findings/put-away", test_put_away);

  return g_test_run ();
}
