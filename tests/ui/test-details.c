/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-details.h"

#include <json-glib/json-glib.h>

#include "fecho-chart-fixture.h"
#include "fecho-history-fixture.h"
#include "fecho-stage-stepper.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

#define HOSTILE "<b>x</b>\x07\u202e"
#define HARMLESS "<b>x</b>␇<U+202E>"

typedef struct
{
  FechoMonitor *monitor;
  FechoDetails *details;
  GtkWindow *window;
  GPtrArray *events;            /* newest first */
  GPtrArray *visited;           /* FechoCloseEvent that it went to */
} Fixture;

static void
went_to_cb (FechoDetails    *details,
            FechoCloseEvent *event,
            GPtrArray       *visited)
{
  g_ptr_array_add (visited, event != NULL ? fecho_close_event_ref (event) : NULL);
}

static void
event_free (gpointer event)
{
  if (event != NULL)
    fecho_close_event_unref (event);
}

static void
fill_history (Fixture *fixture)
{
  FechoCloseRecord records[] = {
    fecho_history_close ("Orion", 0, 1000),
    fecho_history_close ("Vega", 10, 1006),
    fecho_history_close ("Vega", 20, 4003),
    fecho_history_close ("Vega", 30, 1005),
  };

  records[1].dns_us = 4 * G_TIME_SPAN_MILLISECOND;
  records[1].http_status = 101;
  records[1].messages_in = 7;
  records[2].reason = HOSTILE;
  fecho_history_add (fixture->monitor, records, G_N_ELEMENTS (records));
  fixture->events = fecho_history_read (fixture->monitor);
  g_assert_cmpuint (fixture->events->len, ==, G_N_ELEMENTS (records));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(FechoRange) range = fecho_range_new ();

  fixture->monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT);
  if (data != NULL)
    fill_history (fixture);
  fixture->visited = g_ptr_array_new_with_free_func (event_free);
  fixture->details = g_object_new (FECHO_TYPE_DETAILS, "monitor", fixture->monitor, "range", range,
                                   NULL);
  g_object_ref_sink (fixture->details);
  g_signal_connect (fixture->details, "went-to", G_CALLBACK (went_to_cb), fixture->visited);
  fixture->window = fecho_chart_window_new (GTK_WIDGET (fixture->details), 322, 700);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  fecho_ui_settle ();
  g_assert_finalize_object (fixture->details);
  g_ptr_array_unref (fixture->visited);
  g_clear_pointer (&fixture->events, g_ptr_array_unref);
  fecho_ui_monitor_end (fixture->monitor);
}

static const FechoCloseRecord *
get_record (Fixture *fixture,
            guint    index)
{
  return fecho_close_event_get_record (g_ptr_array_index (fixture->events, index));
}

static void
show_markers (Fixture *fixture,
              guint    first,
              guint    n)
{
  FechoMarker markers[4];

  /* By time, as on a lane. */
  for (guint i = 0; i < n; i++)
    markers[i] = fecho_history_marker (get_record (fixture, first + n - 1 - i));
  fecho_details_show_markers (fixture->details,
                              fecho_monitor_find_session (fixture->monitor, "Vega"),
                              get_record (fixture, first)->session_id, markers, n);
}

static const char *
get_label (Fixture    *fixture,
           const char *id)
{
  return gtk_label_get_text (fecho_ui_get_child (fixture->details, id));
}

static const char *
get_page (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (fecho_ui_get_child (fixture->details, "pages"));
}

static GtkWidget *
find_label (Fixture    *fixture,
            const char *text)
{
  return fecho_ui_find_label (GTK_WIDGET (fixture->details), text);
}

static void
wait_for_whole (Fixture *fixture)
{
  fecho_test_wait (fecho_details_get_can_copy (fixture->details));
}

/* -- one */

/* What the lane knows is there at once, what the history knows follows. */
static void
test_marker (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *stepper = fecho_ui_find (GTK_WIDGET (fixture->details), FECHO_TYPE_STAGE_STEPPER);

  show_markers (fixture, 2, 1);
  g_assert_cmpstr (get_page (fixture), ==, "one");
  g_assert_cmpstr (get_label (fixture, "code_label"), ==, "1006");
  g_assert_cmpstr (get_label (fixture, "name_label"), ==, "Abnormal Closure");
  g_assert_true (g_str_has_prefix (get_label (fixture, "when_label"), "Vega · "));
  g_assert_nonnull (find_label (fixture, "What to Do"));
  g_assert_false (fecho_details_get_can_copy (fixture->details));
  g_assert_false (gtk_widget_is_visible (stepper));

  wait_for_whole (fixture);
  g_assert_true (gtk_widget_is_visible (stepper));
  g_assert_nonnull (find_label (fixture, "None, no Close frame came"));
  g_assert_nonnull (find_label (fixture, "Nobody (end of stream)"));
  g_assert_nonnull (find_label (fixture, "wasClean false"));
  gtk_test_accessible_assert_property (stepper, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Stage reached: Open. DNS 4\u00a0ms, HTTP 101, "
                                       "Open 2\u00a0h");
  gtk_test_accessible_assert_role (stepper, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
test_hostile_reason (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *label;

  show_markers (fixture, 1, 1);
  wait_for_whole (fixture);

  label = find_label (fixture, HARMLESS);
  g_assert_nonnull (label);
  g_assert_false (gtk_label_get_use_markup (GTK_LABEL (label)));
  g_assert_true (gtk_label_get_selectable (GTK_LABEL (label)));
}

static void
test_empty_frame (Fixture       *fixture,
                  gconstpointer  data)
{
  fecho_details_show_events (fixture->details, fixture->events, fixture->events->len);
  g_assert_cmpstr (get_page (fixture), ==, "several");

  show_markers (fixture, 0, 1);
  wait_for_whole (fixture);
  g_assert_nonnull (find_label (fixture, "None, the Close frame was empty"));
}

/* Pruned after the lane was read: what the lane knew stays. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  FechoMarker marker = fecho_history_marker (get_record (fixture, 2));
  const char *id = get_record (fixture, 2)->session_id;
  FechoMarker other = fecho_history_marker (get_record (fixture, 1));

  marker.id += 1000;
  fecho_details_show_markers (fixture->details, NULL, id, &marker, 1);
  /* The reader answers in order: when the second is there, the first was answered. */
  g_ptr_array_unref (fecho_history_read (fixture->monitor));
  g_assert_cmpstr (get_label (fixture, "code_label"), ==, "1006");
  g_assert_false (fecho_details_get_can_copy (fixture->details));

  fecho_details_show_markers (fixture->details, NULL, id, &other, 1);
  wait_for_whole (fixture);
  g_assert_cmpstr (get_label (fixture, "code_label"), ==, "4003");
}

/* -- several */

static void
test_several (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *row;

  show_markers (fixture, 0, 3);
  g_assert_cmpstr (get_page (fixture), ==, "several");
  g_assert_cmpstr (get_label (fixture, "title_label"), ==, "3 Closes");
  g_assert_null (fecho_details_get_event (fixture->details));

  wait_for_whole (fixture);
  g_assert_nonnull (find_label (fixture, "Mixed"));
  row = find_label (fixture, "1006 Abnormal Closure");
  g_assert_nonnull (row);

  gtk_widget_activate (gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX_ROW));
  g_assert_cmpstr (get_page (fixture), ==, "one");
  g_assert_cmpuint (fixture->visited->len, ==, 1);
  g_assert_cmpuint (fecho_close_event_get_code (g_ptr_array_index (fixture->visited, 0)), ==, 1006);
}

static void
test_first_of_many (Fixture       *fixture,
                    gconstpointer  data)
{
  fecho_details_show_events (fixture->details, fixture->events, 5000);

  g_assert_cmpstr (get_label (fixture, "title_label"), ==, "5000 Closes");
  g_assert_nonnull (find_label (fixture, "Of the first 4 of them"));
  g_assert_nonnull (find_label (fixture, "and 4996 more"));
}

/* -- nothing selected */

static guint
count_rows (Fixture *fixture)
{
  GtkListBox *list = fecho_ui_get_child (fixture->details, "recent_list");
  guint n = 0;

  while (gtk_list_box_get_row_at_index (list, (int)n) != NULL)
    n++;

  return n;
}

static void
test_last_closes (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkListBox *list = fecho_ui_get_child (fixture->details, "recent_list");
  const char *scope[] = { get_record (fixture, 3)->session_id, NULL };

  g_assert_cmpstr (get_page (fixture), ==, "recent");
  fecho_test_wait (count_rows (fixture) == 4);
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)),
                                         "1005 No Status Received"));

  g_object_set (fixture->details, "scope", scope, NULL);
  fecho_test_wait (count_rows (fixture) == 1);

  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)));
  g_assert_cmpstr (get_label (fixture, "code_label"), ==, "1000");
  g_assert_true (fecho_details_get_can_copy (fixture->details));

  fecho_details_go_to_last (fixture->details);
  g_assert_cmpstr (get_page (fixture), ==, "recent");
  g_assert_cmpuint (fixture->visited->len, ==, 2);
  g_assert_null (g_ptr_array_index (fixture->visited, 1));
}

static void
test_no_closes (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *label = fecho_ui_get_child (fixture->details, "empty_label");

  fecho_ui_add_session (fixture->monitor, "ws://127.0.0.1:9/", "One", NULL);
  fecho_details_clear (fixture->details);
  fecho_test_wait (gtk_widget_is_visible (label));
  g_assert_cmpuint (count_rows (fixture), ==, 0);
}

/* -- one further */

static void
step (Fixture  *fixture,
      gboolean  newer,
      guint16   expected)
{
  guint n = fixture->visited->len;

  fecho_details_step (fixture->details, newer);
  fecho_test_wait (fixture->visited->len == n + 1);
  g_assert_cmpuint (fecho_close_event_get_code (g_ptr_array_index (fixture->visited, n)), ==,
                    expected);
}

static void
test_steps (Fixture       *fixture,
            gconstpointer  data)
{
  const char *scope[] = { get_record (fixture, 0)->session_id, NULL };

  step (fixture, FALSE, 1005);
  step (fixture, FALSE, 4003);
  step (fixture, FALSE, 1006);
  step (fixture, FALSE, 1000);
  step (fixture, TRUE, 1006);

  /* Orion is out of the scope: there is none before. */
  g_object_set (fixture->details, "scope", scope, NULL);
  fecho_details_step (fixture->details, FALSE);
  g_ptr_array_unref (fecho_history_read (fixture->monitor));
  fecho_ui_settle ();
  g_assert_cmpuint (fixture->visited->len, ==, 5);
  step (fixture, TRUE, 4003);
}

/* -- the clipboard */

static void
text_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  *(char **)user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, &error);
  g_assert_no_error (error);
}

static char *
read_clipboard (Fixture *fixture)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->details)), NULL,
                                 text_read_cb, &text);
  fecho_test_wait (text != NULL);

  return text;
}

static char *
copy (Fixture  *fixture,
      gboolean  json)
{
  fecho_details_copy (fixture->details, json);

  return read_clipboard (fixture);
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;

  show_markers (fixture, 1, 1);
  wait_for_whole (fixture);
  text = copy (fixture, FALSE);
  json = copy (fixture, TRUE);
  node = json_from_string (json, NULL);

  g_assert_true (g_str_has_prefix (text, "4003 Private Use by Applications\nVega · "));
  g_assert_nonnull (strstr (text, "\nReason: " HARMLESS "\n"));
  g_assert_nonnull (node);
  object = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (object, "code"), ==, 4003);
  g_assert_cmpstr (json_object_get_string_member (object, "reason"), ==, HOSTILE);
}

static void
test_copy_several (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *json = NULL;
  g_autoptr(JsonNode) node = NULL;

  fecho_details_show_events (fixture->details, fixture->events, fixture->events->len);
  json = copy (fixture, TRUE);
  node = json_from_string (json, NULL);

  g_assert_nonnull (node);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 4);
}

/* What the menu does is done to what it was opened of. */
static void
test_menu (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *details = GTK_WIDGET (fixture->details);
  g_autofree char *text = NULL;

  show_markers (fixture, 1, 1);
  wait_for_whole (fixture);
  g_assert_true (gtk_widget_activate_action (details, "details.menu", NULL));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_last_child (details)));
  fecho_details_show_events (fixture->details, fixture->events, fixture->events->len);
  g_assert_true (gtk_widget_activate_action (details, "details.copy-details", NULL));
  text = read_clipboard (fixture);
  g_assert_true (g_str_has_prefix (text, "4003 "));

  gtk_widget_activate_action (details, "details.unmark-closes", NULL);
  g_assert_false (fecho_details_has_marked (fixture->details, TRUE));
  g_assert_true (gtk_widget_activate_action (details, "details.mark-closes", NULL));
  fecho_test_wait (fecho_details_has_marked (fixture->details, TRUE));
}

/* Without a History page there is no way there. */
static void
test_no_history_page (Fixture       *fixture,
                      gconstpointer  data)
{
  show_markers (fixture, 1, 1);
  wait_for_whole (fixture);

  g_assert_false (gtk_widget_get_visible (fecho_ui_get_child (fixture->details, "all_button")));
}

static void
add_test (const char *path,
          gboolean filled,
          void (*func)(Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, GINT_TO_POINTER (filled), set_up, func, tear_down);
}

int
main (int    argc,
      char **argv)
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;

  add_test ("/ui/details/marker", TRUE, test_marker);
  add_test ("/ui/details/hostile-reason", TRUE, test_hostile_reason);
  add_test ("/ui/details/empty-frame", TRUE, test_empty_frame);
  add_test ("/ui/details/gone", TRUE, test_gone);
  add_test ("/ui/details/several", TRUE, test_several);
  add_test ("/ui/details/first-of-many", TRUE, test_first_of_many);
  add_test ("/ui/details/last-closes", TRUE, test_last_closes);
  add_test ("/ui/details/no-closes", FALSE, test_no_closes);
  add_test ("/ui/details/steps", TRUE, test_steps);
  add_test ("/ui/details/copy", TRUE, test_copy);
  add_test ("/ui/details/copy-several", TRUE, test_copy_several);
  add_test ("/ui/details/menu", TRUE, test_menu);
  add_test ("/ui/details/no-history-page", TRUE, test_no_history_page);

  return g_test_run ();
}
