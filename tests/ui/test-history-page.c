/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-page.h"

#include <adwaita.h>

#include "fecho-clock.h"
#include "fecho-close-row.h"
#include "fecho-filter-bar.h"
#include "fecho-history-columns.h"
#include "fecho-history-fixture.h"
#include "fecho-history-text.h"
#include "fecho-history-query.h"
#include "fecho-range.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

#define SECOND G_USEC_PER_SEC
#define N_ATTEMPTS 4

/* -- what columns and chips say */

static FechoCloseRecord
make_record (void)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.session = "Vega Futures";
  record.url = "wss://vega.example/feed?token=secret";
  record.code = 1012;
  record.reason = "worker\nreload";
  record.closed_by = FECHO_CLOSED_BY_SERVER;
  record.life_us = 154 * 60 * (gint64)SECOND;
  record.stage = FECHO_STAGE_OPEN;

  return record;
}

static void
assert_cell (FechoOrder              order,
             const FechoCloseRecord *record,
             const char             *expected)
{
  g_autofree char *text = fecho_history_text_new (order, record, 0);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_cells (void)
{
  FechoCloseRecord record = make_record ();

  assert_cell (FECHO_ORDER_SESSION, &record, "Vega Futures");
  assert_cell (FECHO_ORDER_CODE, &record, "Service Restart");
  assert_cell (FECHO_ORDER_REASON, &record, "worker\342\220\212reload");
  assert_cell (FECHO_ORDER_CLOSED_BY, &record, "Server");
  assert_cell (FECHO_ORDER_LIFE, &record, "2\302\240h\302\24034\302\240min");
  assert_cell (FECHO_ORDER_STAGE, &record, "Open");
  assert_cell (FECHO_ORDER_CLEAN, &record, "No");
  assert_cell (FECHO_ORDER_MESSAGES, &record, "0");
  record.messages_out = FECHO_UNKNOWN;
  assert_cell (FECHO_ORDER_MESSAGES, &record, NULL);
  record.reason = "";
  record.life_us = FECHO_UNKNOWN;
  record.failed_attempt = TRUE;
  assert_cell (FECHO_ORDER_REASON, &record, NULL);
  assert_cell (FECHO_ORDER_LIFE, &record, NULL);
  assert_cell (FECHO_ORDER_MESSAGES, &record, NULL);
  assert_cell (FECHO_ORDER_HTTP, &record, NULL);
  assert_cell (FECHO_ORDER_ORIGIN, &record, NULL);
}

/* No secret of an address is shown. */
static void
test_secrets (void)
{
  FechoCloseRecord record = make_record ();
  g_autofree char *address = fecho_history_text_new (FECHO_ORDER_ADDRESS, &record, 0);

  g_assert_nonnull (strstr (address, "vega.example"));
  g_assert_null (strstr (address, "secret"));
}

static void
assert_chip (const char     *text,
             FechoQueryTerm  term,
             const char     *expected)
{
  g_autoptr(FechoQuery) query = fecho_query_new ();
  FechoQueryProblem problem;
  g_autofree char *label = NULL;

  g_assert_true (fecho_query_parse (query, text, &problem));
  label = fecho_filter_bar_get_label (query, term);
  g_assert_cmpstr (label, ==, expected);
}

static void
test_chips (void)
{
  assert_chip ("code:1006,4000-4999", FECHO_QUERY_CODE, "Code: 1006, 4000–4999");
  assert_chip ("-code:1000", FECHO_QUERY_NOT_CODE, "Not 1000");
  assert_chip ("by:server,nobody", FECHO_QUERY_CLOSED_BY, "Closed by: Server, Nobody");
  assert_chip ("stage:open", FECHO_QUERY_STAGE, "Stage: Open");
  assert_chip ("life:<60s", FECHO_QUERY_LIFE, "Life: Under 1\302\240min");
  assert_chip ("is:failed", FECHO_QUERY_KINDS, "Only Failed Attempts");
  assert_chip ("session:%s", FECHO_QUERY_SESSION, "Session: %s");
  assert_chip ("origin:server", FECHO_QUERY_ORIGIN, "Origin: Probably Server");
  assert_chip ("words", FECHO_QUERY_CODE, NULL);
}

/* As an export tells what it is narrowed to. */
static void
test_description (void)
{
  g_autoptr(FechoQuery) query = fecho_query_new ();
  FechoQueryProblem problem;
  g_autofree char *text = NULL;

  g_assert_true (fecho_query_parse (query, "-code:1000 stage:open over\tload", &problem));
  text = fecho_filter_bar_describe (query);
  g_assert_cmpstr (text, ==, "“over load” · Not 1000 · Stage: Open");
}

static void
test_explained (void)
{
  g_autoptr(FechoQuery) query = fecho_query_new ();
  FechoQueryProblem problem;
  g_autofree char *text = NULL;

  g_assert_false (fecho_query_parse (query, "stage:moon reload", &problem));
  g_assert_false (fecho_history_query_is_unfinished ("stage:moon reload", &problem));
  text = fecho_history_query_explain (&problem);
  g_assert_nonnull (strstr (text, "stage:moon"));
  g_assert_nonnull (strstr (text, "tls"));
  fecho_query_problem_clear (&problem);
  g_assert_false (fecho_query_parse (query, "reload stage:t", &problem));
  g_assert_true (fecho_history_query_is_unfinished ("reload stage:t", &problem));
  fecho_query_problem_clear (&problem);
}

static void
test_words_find_codes (void)
{
  FechoMonitor *monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT);
  g_autoptr(FechoQuery) query = fecho_query_new ();
  FechoQueryProblem problem;

  g_assert_true (fecho_query_parse (query, "abnormal clo", &problem));
  fecho_history_query_resolve (query, monitor, NULL);
  g_assert_true (fecho_filter_has_text_code (query->filter, 1006));
  g_assert_false (fecho_filter_has_text_code (query->filter, 1001));
  g_assert_true (fecho_query_parse (query, "101", &problem));
  fecho_history_query_resolve (query, monitor, NULL);
  g_assert_true (fecho_filter_has_text_code (query->filter, 1011));
  g_assert_false (fecho_filter_has_text_code (query->filter, 1006));
  fecho_ui_monitor_end (monitor);
}

/* -- the page on a real history */

typedef struct
{
  FechoMonitor *monitor;
  FechoRange *range;
  GtkWidget *window;
  FechoHistoryPage *page;
} Fixture;

static GListModel *
get_list (Fixture *fixture)
{
  GtkColumnView *view = fecho_ui_get_child (fixture->page, "view");

  return G_LIST_MODEL (gtk_column_view_get_model (view));
}

static guint
get_n (Fixture *fixture)
{
  return get_list (fixture) != NULL ? g_list_model_get_n_items (get_list (fixture)) : 0;
}

/* Attempts of two sessions that nobody answered. Nothing is added to them: where a row stands,
 * there it stays. */
static void
add_attempts (FechoMonitor *monitor)
{
  FechoCloseRecord records[N_ATTEMPTS];

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      records[i] = fecho_history_close (i % 2 == 0 ? "Vega" : "Orion", 0, 1006);
      records[i].closed_at_us = fecho_clock_wall_us () - (i + 1) * G_TIME_SPAN_MINUTE;
      records[i].failed_attempt = TRUE;
      records[i].life_us = FECHO_UNKNOWN;
      records[i].stage = FECHO_STAGE_TCP;
    }
  fecho_history_add (monitor, records, G_N_ELEMENTS (records));
}

/* The counter says "at least" until it knows all of them. */
static gboolean
has_counted (Fixture *fixture,
             guint    n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  return get_n (fixture) == n &&
         g_str_equal (gtk_label_get_text (fecho_ui_get_child (fixture->page, "counter")), text);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT);
  add_attempts (fixture->monitor);
  fixture->range = fecho_range_new ();
  fixture->page = g_object_new (FECHO_TYPE_HISTORY_PAGE, "range", fixture->range,
                                "monitor", fixture->monitor, NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  fecho_test_wait (has_counted (fixture, N_ATTEMPTS));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_ref (fixture->page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fecho_ui_wait_finalized (fixture->page);
  g_assert_finalize_object (fixture->range);
  fecho_ui_monitor_end (fixture->monitor);
}

/* NULL while it is being read; it may be another row's the next time. */
static const FechoCloseRecord *
peek_record (Fixture *fixture,
             guint    position)
{
  g_autoptr(FechoCloseRow) row = g_list_model_get_item (get_list (fixture), position);

  return row != NULL ? fecho_close_row_get_record (row) : NULL;
}

static const FechoCloseRecord *
get_record (Fixture *fixture,
            guint    position)
{
  fecho_test_wait (peek_record (fixture, position) != NULL);

  return peek_record (fixture, position);
}

static gboolean
is_first (Fixture    *fixture,
          const char *session)
{
  const FechoCloseRecord *record = peek_record (fixture, 0);

  return record != NULL && g_str_equal (record->session, session);
}

static gboolean
has_only (Fixture    *fixture,
          const char *session)
{
  for (guint i = 0; i < get_n (fixture); i++)
    {
      const FechoCloseRecord *record = peek_record (fixture, i);

      if (record == NULL || !g_str_equal (record->session, session))
        return FALSE;
    }

  return get_n (fixture) > 0;
}

static const char *
get_page (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (fecho_ui_get_child (fixture->page, "pages"));
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_assert_cmpstr (get_page (fixture), ==, "list");
  fecho_history_page_search (fixture->page, "vega");
  fecho_test_wait (has_only (fixture, "Vega"));
  fecho_history_page_search (fixture->page, "session:orion is:failed");
  fecho_test_wait (has_only (fixture, "Orion"));
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (fixture->page), "Session: orion"));
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (fixture->page), "Only Failed Attempts"));
  fecho_history_page_search (fixture->page, "nobody says this");
  fecho_test_wait (g_str_equal (get_page (fixture), "no-match"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "history.clear", NULL);
  fecho_test_wait (g_str_equal (get_page (fixture), "list"));
}

/* What was removed has still a history. */
static void
test_search_removed (Fixture       *fixture,
                     gconstpointer  data)
{
  GListModel *sessions = fecho_monitor_get_sessions (fixture->monitor);
  g_autoptr(FechoSession) session = g_list_model_get_item (sessions, 0);
  g_autofree char *name = g_strdup (fecho_session_get_name (session));
  g_autofree char *text = g_strdup_printf ("session:\"%s\"", name);

  fecho_monitor_remove_session (fixture->monitor, session);
  fecho_test_wait (g_list_model_get_n_items (sessions) == 1);
  fecho_history_page_search (fixture->page, text);
  fecho_test_wait (has_only (fixture, name));
  fecho_history_page_search (fixture->page, "session:\"was never there\"");
  fecho_test_wait (g_str_equal (get_page (fixture), "no-match"));
}

static void
test_wrong_search (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkRevealer *revealer = fecho_ui_get_child (fixture->page, "problem_revealer");

  fecho_history_page_search (fixture->page, "stage:moon");
  g_assert_true (gtk_revealer_get_reveal_child (revealer));
  fecho_ui_settle ();
  g_assert_cmpuint (get_n (fixture), ==, N_ATTEMPTS);
  fecho_history_page_search (fixture->page, "");
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
}

static void
test_sort (Fixture       *fixture,
           gconstpointer  data)
{
  GtkColumnView *view = fecho_ui_get_child (fixture->page, "view");

  gtk_column_view_sort_by_column (view, fecho_history_columns_find (view, FECHO_ORDER_SESSION),
                                  GTK_SORT_ASCENDING);
  fecho_test_wait (is_first (fixture, "Orion"));
  gtk_column_view_sort_by_column (view, fecho_history_columns_find (view, FECHO_ORDER_SESSION),
                                  GTK_SORT_DESCENDING);
  fecho_test_wait (is_first (fixture, "Vega"));
}

static void
test_selection (Fixture       *fixture,
                gconstpointer  data)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (get_list (fixture));
  GListModel *selected = fecho_history_page_get_selected (fixture->page);
  GtkActionBar *bar = fecho_ui_get_child (fixture->page, "action_bar");
  gint64 id;

  g_assert_false (gtk_action_bar_get_revealed (bar));
  g_assert_cmpuint (g_list_model_get_n_items (selected), ==, 0);
  id = get_record (fixture, 1)->id;
  gtk_selection_model_select_item (selection, 1, TRUE);
  g_assert_true (gtk_action_bar_get_revealed (bar));
  g_assert_cmpuint (g_list_model_get_n_items (selected), ==, 1);
  g_object_set (fixture->page, "select-mode", TRUE, NULL);
  fecho_ui_settle ();
  g_object_set (fixture->page, "select-mode", FALSE, NULL);
  fecho_ui_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (selected), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "history.mark", NULL);
  fecho_history_page_search (fixture->page, "is:marked");
  fecho_test_wait (get_n (fixture) == 1);
  g_assert_cmpint (get_record (fixture, 0)->id, ==, id);
}

static void
export_wanted_cb (FechoHistoryPage  *page,
                  GArray            *ids,
                  GArray           **ret_ids)
{
  g_clear_pointer (ret_ids, g_array_unref);
  *ret_ids = ids != NULL ? g_array_ref (ids) : g_array_new (FALSE, FALSE, sizeof (gint64));
}

/* Some are told by their ids; all are what the filters say. */
static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (get_list (fixture));
  g_autoptr(GArray) ids = NULL;
  gint64 id;

  g_signal_connect (fixture->page, "export-wanted", G_CALLBACK (export_wanted_cb), &ids);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "history.export", NULL);
  fecho_ui_settle ();
  g_assert_null (ids);
  id = get_record (fixture, 1)->id;
  gtk_selection_model_select_item (selection, 1, TRUE);
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (fixture->page), "Export 1…"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), "history.export", NULL));
  fecho_test_wait (ids != NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, id);

  gtk_selection_model_select_all (selection);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), "history.export", NULL));
  g_assert_cmpuint (ids->len, ==, 0);
}

/* What is searched for, ready to be asked with. */
static void
test_query (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_autoptr(FechoFilter) filter = fecho_history_page_dup_filter (fixture->page, &text);

  g_assert_null (filter);
  fecho_history_page_search (fixture->page, "session:orion is:counted");
  filter = fecho_history_page_dup_filter (fixture->page, &text);
  g_assert_cmpstr (text, ==, "Session: orion · Counted Closes");
  g_assert_cmpuint (filter->kinds, ==, FECHO_KINDS_CLOSES);
  g_assert_cmpuint (fecho_id_list_get_length (filter->sessions), ==, 1);
}

static void
test_columns (Fixture       *fixture,
              gconstpointer  data)
{
  GtkColumnView *view = fecho_ui_get_child (fixture->page, "view");

  g_assert_false (fecho_history_columns_get_shown (view, FECHO_ORDER_STAGE));
  gtk_widget_activate_action (GTK_WIDGET (view), "columns.stage", NULL);
  g_assert_true (fecho_history_columns_get_shown (view, FECHO_ORDER_STAGE));
  fecho_ui_settle ();
  gtk_widget_activate_action (GTK_WIDGET (view), "columns.stage", NULL);
  g_assert_false (fecho_history_columns_get_shown (view, FECHO_ORDER_STAGE));
  /* The last one stays. */
  for (FechoOrder order = 0; order < FECHO_N_ORDERS; order++)
    fecho_history_columns_set_shown (view, order, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (view)), ==, 1);
}

static void
wanted_cb (FechoHistoryPage *page,
           guint            *n_wanted)
{
  (*n_wanted)++;
}

static void
test_show_in_timeline (Fixture       *fixture,
                       gconstpointer  data)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (get_list (fixture));
  guint n_wanted = 0;
  gint64 at_us = get_record (fixture, 0)->closed_at_us;
  gulong handler = g_signal_connect (fixture->page, "timeline-wanted", G_CALLBACK (wanted_cb),
                                     &n_wanted);

  gtk_selection_model_select_item (selection, 0, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "history.show-in-timeline", NULL);
  fecho_test_wait (n_wanted == 1);
  g_signal_handler_disconnect (fixture->page, handler);
  g_assert_cmpint (fecho_range_get_from_us (fixture->range), <=, at_us);
  g_assert_cmpint (fecho_range_get_to_us (fixture->range), >=, at_us);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;

  g_test_add_func ("/ui/history/cells", test_cells);
  g_test_add_func ("/ui/history/secrets", test_secrets);
  g_test_add_func ("/ui/history/chips", test_chips);
  g_test_add_func ("/ui/history/description", test_description);
  g_test_add_func ("/ui/history/explained", test_explained);
  g_test_add_func ("/ui/history/words-find-codes", test_words_find_codes);
  ADD ("/ui/history/search", test_search);
  ADD ("/ui/history/search-removed", test_search_removed);
  ADD ("/ui/history/wrong-search", test_wrong_search);
  ADD ("/ui/history/sort", test_sort);
  ADD ("/ui/history/selection", test_selection);
  ADD ("/ui/history/export", test_export);
  ADD ("/ui/history/query", test_query);
  ADD ("/ui/history/columns", test_columns);
  ADD ("/ui/history/show-in-timeline", test_show_in_timeline);

  return g_test_run ();
}
