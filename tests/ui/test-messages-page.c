/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-messages-page.h"

#include <adwaita.h>

#include "fecho-clock.h"
#include "fecho-close-dialog.h"
#include "fecho-composer.h"
#include "fecho-demo.h"
#include "fecho-message-text.h"
#include "fecho-message-view.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

#define AT_US (1795538400 * (gint64)G_USEC_PER_SEC + 208000)

static FechoMessage *
make_text (const char *text,
           gboolean    incoming)
{
  return fecho_message_new (incoming, FALSE, g_bytes_new (text, strlen (text)), AT_US);
}

/* -- what rows say */

static void
assert_content (FechoMessage *message,
                const char   *expected)
{
  g_autofree char *text = fecho_message_text_content (message);

  g_assert_cmpstr (text, ==, expected);
  g_object_unref (message);
}

static void
test_contents (void)
{
  assert_content (make_text ("<b>a\nb", TRUE), "<b>a\342\220\212b");
  assert_content (fecho_message_new (TRUE, TRUE, g_bytes_new ("\xff", 1), 0), "ff");
  assert_content (fecho_message_new_close (TRUE, 1001, "bye\n", 0),
                  "Going Away · “bye\342\220\212”");
  assert_content (fecho_message_new_close (TRUE, 1000, NULL, 0), "Normal Closure");
  assert_content (fecho_message_new_close (TRUE, 0, NULL, 0),
                  "Empty Close frame: neither code nor reason");
  assert_content (fecho_message_new_note (FECHO_MESSAGE_SKIPPED, 1, 0),
                  "1 message was too fast to be shown");
}

static void
test_time (void)
{
  g_autoptr(FechoMessage) message = make_text ("", TRUE);
  g_autofree char *time = fecho_message_text_time (message, AT_US);

  g_assert_true (g_str_has_suffix (time, ":00.208"));
  g_assert_cmpstr (fecho_message_text_way (message), ==, "Received");
  g_assert_cmpstr (fecho_message_text_type (message), ==, "Text");
}

static void
test_filter (void)
{
  FechoMessageFilter filter = { TRUE, FALSE, TRUE, TRUE, FALSE, "AB" };
  g_autoptr(FechoMessage) in = make_text ("xaby", TRUE);
  g_autoptr(FechoMessage) out = make_text ("xaby", FALSE);
  g_autoptr(FechoMessage) other = make_text ("xay", TRUE);
  g_autoptr(FechoMessage) bytes = fecho_message_new (TRUE, TRUE, g_bytes_new ("\xab", 1), 0);
  g_autoptr(FechoMessage) close = fecho_message_new_close (TRUE, 1000, "ab", 0);

  g_assert_true (fecho_message_filter_match (&filter, in));
  g_assert_false (fecho_message_filter_match (&filter, out));
  g_assert_false (fecho_message_filter_match (&filter, other));
  g_assert_true (fecho_message_filter_match (&filter, bytes));
  g_assert_false (fecho_message_filter_match (&filter, close));
  filter.close = TRUE;
  g_assert_true (fecho_message_filter_match (&filter, close));
}

/* -- the details */

static char *
dup_shown (FechoMessageView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (fecho_ui_get_child (view, "text_view"));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
assert_shown (FechoMessageView *view,
              FechoMessage     *message,
              const char       *expected)
{
  g_autofree char *shown = NULL;

  fecho_message_view_set_message (view, message);
  shown = dup_shown (view);
  g_assert_cmpstr (shown, ==, expected);
  g_object_unref (message);
}

static void
test_view (void)
{
  FechoMessageView *view = g_object_ref_sink (g_object_new (FECHO_TYPE_MESSAGE_VIEW, NULL));

  assert_shown (view, make_text ("{\"a\":1}", TRUE), "{\n  \"a\": 1\n}");
  assert_shown (view, make_text ("{\"a\":", TRUE), "{\"a\":");
  assert_shown (view, make_text ("", TRUE), "");
  assert_shown (view, fecho_message_new (TRUE, TRUE, g_bytes_new ("A\xff", 2), 0),
                "00000000  41 ff                                             A.");
  assert_shown (view, fecho_message_new_close (TRUE, 4000, "why", 0),
                "4000 Private Use by Applications · “why”");
  g_assert_finalize_object (view);
}

/* More than 64 KiB only when it is asked for. */
static void
test_show_all (void)
{
  FechoMessageView *view = g_object_ref_sink (g_object_new (FECHO_TYPE_MESSAGE_VIEW, NULL));
  g_autofree char *big = g_strnfill (100000, 'x');
  g_autoptr(FechoMessage) message = make_text (big, TRUE);
  g_autofree char *some = NULL;
  g_autofree char *all = NULL;

  fecho_message_view_set_message (view, message);
  some = dup_shown (view);
  g_assert_cmpuint (strlen (some), ==, 65536);
  g_assert_true (gtk_revealer_get_reveal_child (fecho_ui_get_child (view, "more_revealer")));
  g_signal_emit_by_name (fecho_ui_get_child (view, "more_button"), "clicked");
  all = dup_shown (view);
  g_assert_cmpuint (strlen (all), ==, 100000);
  g_assert_false (gtk_revealer_get_reveal_child (fecho_ui_get_child (view, "more_revealer")));
  g_assert_finalize_object (view);
}

/* -- the page, with a real server */

typedef struct
{
  GObject *server;
  FechoMonitor *monitor;
  FechoSession *session;
  GtkWidget *window;
  FechoMessagesPage *page;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  path)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) list = NULL;
  g_autofree char *url = NULL;
  const char *scope[2] = { NULL, NULL };

  fixture->server = fecho_demo_serve (0, &error);
  g_assert_no_error (error);
  list = fecho_demo_list (fixture->server);
  url = g_strdup_printf ("%.*s%s", (int)(strchr (list[0] + strlen ("ws://"), '/') - list[0]),
                         list[0], (const char *)path);
  fixture->monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT | FECHO_MONITOR_WATCH);
  fixture->session = fecho_ui_add_session (fixture->monitor, url, "Echo", NULL);
  scope[0] = fecho_session_get_id (fixture->session);
  fixture->page = g_object_new (FECHO_TYPE_MESSAGES_PAGE, "monitor", fixture->monitor, "scope",
                                scope, NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  fecho_test_wait (fecho_session_get_state (fixture->session) == FECHO_SESSION_OPEN);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  path)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fecho_ui_settle ();
  fecho_ui_monitor_end (fixture->monitor);
  g_object_unref (fixture->server);
}

static guint
count_rows (Fixture *fixture)
{
  GtkColumnView *view = fecho_ui_get_child (fixture->page, "view");

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view)));
}

static void
write_text (Fixture    *fixture,
            const char *text)
{
  FechoComposer *composer = fecho_ui_get_child (fixture->page, "composer");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (fecho_ui_get_child (composer, "text_view")),
                            text, -1);
}

static GtkWidget *
get_send_button (Fixture *fixture)
{
  return fecho_ui_get_child (fecho_ui_get_child (fixture->page, "composer"), "send_button");
}

static void
test_send_binary (Fixture       *fixture,
                  gconstpointer  path)
{
  FechoComposer *composer = fecho_ui_get_child (fixture->page, "composer");
  guint n_before = count_rows (fixture);

  g_object_set (composer, "kind", "binary", NULL);
  write_text (fixture, "0g");
  g_assert_false (gtk_widget_get_sensitive (get_send_button (fixture)));
  write_text (fixture, "00 ff");
  g_assert_true (gtk_widget_get_sensitive (get_send_button (fixture)));
  g_signal_emit_by_name (get_send_button (fixture), "clicked");
  fecho_test_wait (count_rows (fixture) >= n_before + 2);
  fecho_test_wait (fecho_ui_find_label (fixture->window, "00 ff") != NULL);
}

static void
test_not_connected (Fixture       *fixture,
                    gconstpointer  path)
{
  write_text (fixture, "a");
  g_assert_true (gtk_widget_get_sensitive (get_send_button (fixture)));
  fecho_session_pause (fixture->session);
  fecho_test_wait (!gtk_widget_get_sensitive (get_send_button (fixture)));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (get_send_button (fixture)), ==, "Not connected");
}

static void
test_filtered (Fixture       *fixture,
               gconstpointer  path)
{
  GtkEditable *entry = fecho_ui_get_child (fixture->page, "entry");
  GtkStack *pages = fecho_ui_get_child (fixture->page, "list_pages");

  write_text (fixture, "apple");
  g_signal_emit_by_name (get_send_button (fixture), "clicked");
  fecho_test_wait (count_rows (fixture) >= 2);
  g_object_set (fixture->page, "show-out", FALSE, "show-close", FALSE, NULL);
  fecho_test_wait (count_rows (fixture) == 1);
  gtk_editable_set_text (entry, "pear");
  fecho_test_wait (count_rows (fixture) == 0);
  fecho_test_wait (g_str_equal (gtk_stack_get_visible_child_name (pages), "no-match"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "messages.clear-filters", NULL);
  fecho_test_wait (count_rows (fixture) >= 2);
  fecho_test_wait (g_str_equal (gtk_stack_get_visible_child_name (pages), "list"));
}

static void
send_texts (Fixture *fixture,
            guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      guint n_before = count_rows (fixture);

      write_text (fixture, "apple");
      g_signal_emit_by_name (get_send_button (fixture), "clicked");
      fecho_test_wait (count_rows (fixture) >= n_before + 2);
    }
}

/* What is read stays in sight, though more comes. */
static void
test_stays_with_selected (Fixture       *fixture,
                          gconstpointer  path)
{
  GtkColumnView *view = fecho_ui_get_child (fixture->page, "view");
  GtkWidget *newest = fecho_ui_get_child (fixture->page, "newest_button");
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
    fecho_ui_get_child (fixture->page, "scroller"));
  GtkSelectionModel *selection = gtk_column_view_get_model (view);
  double value;

  send_texts (fixture, 20);
  fecho_test_wait (gtk_adjustment_get_value (adjustment) > 0);
  g_assert_false (gtk_widget_get_visible (newest));

  gtk_selection_model_select_item (selection, count_rows (fixture) - 1, TRUE);
  fecho_test_wait (gtk_widget_get_visible (newest));
  send_texts (fixture, 1);
  value = gtk_adjustment_get_value (adjustment);
  send_texts (fixture, 10);
  fecho_test_wait (g_str_has_prefix (gtk_button_get_label (GTK_BUTTON (newest)), "Newest · "));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, value);

  g_signal_emit_by_name (newest, "clicked");
  fecho_test_wait (gtk_adjustment_get_value (adjustment) > value);
  g_assert_false (gtk_widget_get_visible (newest));
}

/* Of all sessions there are none. */
static void
test_needs_one_session (Fixture       *fixture,
                        gconstpointer  path)
{
  GtkStack *pages = fecho_ui_get_child (fixture->page, "pages");

  g_assert_cmpstr (gtk_stack_get_visible_child_name (pages), ==, "messages");
  g_object_set (fixture->page, "scope", NULL, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (pages), ==, "choose");
}

static void
test_close_dialog (Fixture       *fixture,
                   gconstpointer  path)
{
  FechoCloseDialog *dialog = fecho_close_dialog_new (fixture->session);
  GtkEditable *code = fecho_ui_get_child (dialog, "code_row");
  GtkEditable *reason = fecho_ui_get_child (dialog, "reason_row");
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  g_autofree char *longest = g_strnfill (123, 'x');
  g_autofree char *longer = g_strnfill (124, 'x');
  static const char *const wrong[] = { "", "999", "1001", "2999", "5000", "70000", "a" };

  g_assert_true (adw_message_dialog_get_response_enabled (message, "close"));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gtk_editable_set_text (code, wrong[i]);
      g_assert_false (adw_message_dialog_get_response_enabled (message, "close"));
    }
  gtk_editable_set_text (code, "4999");
  gtk_editable_set_text (reason, longer);
  g_assert_false (adw_message_dialog_get_response_enabled (message, "close"));
  gtk_editable_set_text (reason, longest);
  g_assert_true (adw_message_dialog_get_response_enabled (message, "close"));
  adw_message_dialog_response (message, "close");
  fecho_test_wait (fecho_session_get_last_code (fixture->session) == 4999);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int   argc,
      char *argv[])
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;

  g_test_add_func ("/ui/messages-page/contents", test_contents);
  g_test_add_func ("/ui/messages-page/time", test_time);
  g_test_add_func ("/ui/messages-page/filter", test_filter);
  g_test_add_func ("/ui/messages-page/view", test_view);
  g_test_add_func ("/ui/messages-page/show-all", test_show_all);
#define ADD(name, func) \
  g_test_add ("/ui/messages-page/" name, Fixture, "/echo", set_up, func, tear_down)
  ADD ("send-binary", test_send_binary);
  ADD ("not-connected", test_not_connected);
  ADD ("filtered", test_filtered);
  ADD ("stays-with-selected", test_stays_with_selected);
  ADD ("needs-one-session", test_needs_one_session);
  ADD ("close-dialog", test_close_dialog);
#undef ADD

  return g_test_run ();
}
