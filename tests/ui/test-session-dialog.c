/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-session-dialog.h"

#include "fecho-demo.h"
#include "fecho-file-row.h"
#include "fecho-header-row.h"
#include "fecho-headers-row.h"
#include "fecho-session-form.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

typedef struct
{
  FechoMonitor *monitor;
  FechoSessionDialog *dialog;   /* weak */
  FechoSessionForm *form;
} Fixture;

static void
open_dialog (Fixture      *fixture,
             FechoSession *session)
{
  fixture->dialog = fecho_session_dialog_new (fixture->monitor, session);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *)&fixture->dialog);
  fixture->form = fecho_ui_find (GTK_WIDGET (fixture->dialog), FECHO_TYPE_SESSION_FORM);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  fecho_test_wait (fixture->dialog == NULL);
  fecho_ui_monitor_end (fixture->monitor);
}

static void
type (Fixture    *fixture,
      const char *row,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (fecho_ui_get_child (fixture->form, row)), text);
}

static gpointer
get_in_group (Fixture    *fixture,
              const char *group,
              const char *id)
{
  return fecho_ui_get_child (fecho_ui_get_child (fixture->form, group), id);
}

static void
type_in_group (Fixture    *fixture,
               const char *group,
               const char *row,
               const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_in_group (fixture, group, row)), text);
}

static const char *
read_row (Fixture    *fixture,
          const char *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (fecho_ui_get_child (fixture->form, row)));
}

static gboolean
can_save (Fixture *fixture)
{
  return gtk_widget_get_sensitive (fecho_ui_get_child (fixture->dialog, "save_button"));
}

static void
save (Fixture *fixture)
{
  g_signal_emit_by_name (fecho_ui_get_child (fixture->dialog, "save_button"), "clicked");
  fecho_test_wait (fixture->dialog == NULL);
}

static FechoHeaderRow *
add_header (Fixture    *fixture,
            const char *name,
            const char *value)
{
  FechoHeadersRow *headers = get_in_group (fixture, "handshake_group", "headers_row");
  GtkWidget *button = fecho_ui_find (fecho_ui_get_child (headers, "add_row"), GTK_TYPE_BUTTON);
  FechoHeaderRow *row;

  g_signal_emit_by_name (button, "clicked");
  row = fecho_ui_find (GTK_WIDGET (headers), FECHO_TYPE_HEADER_ROW);
  gtk_editable_set_text (fecho_ui_get_child (row, "name_entry"), name);
  gtk_editable_set_text (fecho_ui_get_child (row, "value_entry"), value);

  return row;
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  open_dialog (fixture, NULL);

  g_assert_false (can_save (fixture));
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (fixture->form),
                                         "Starts with wss:// or ws://"));
}

/* What is typed is looked at when typing has paused. */
static void
test_typed (Fixture       *fixture,
            gconstpointer  data)
{
  open_dialog (fixture, NULL);
  type (fixture, "address_row", "wss://api.acme.example/graphql");
  g_assert_false (can_save (fixture));

  fecho_test_wait (can_save (fixture));
  g_assert_cmpstr (read_row (fixture, "name_row"), ==, "api.acme.example");
  g_assert_true (gtk_widget_has_css_class (fecho_ui_get_child (fixture->form, "address_row"),
                                           "success"));
}

static void
test_suggestion (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *button;

  open_dialog (fixture, NULL);
  fecho_session_dialog_set_address (fixture->dialog, "https://a.example/x");
  button = fecho_ui_get_child (fixture->form, "suggestion_button");
  g_assert_false (can_save (fixture));
  g_assert_true (gtk_widget_get_visible (button));

  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (read_row (fixture, "address_row"), ==, "wss://a.example/x");
  g_assert_true (can_save (fixture));
  g_assert_false (gtk_widget_get_visible (button));
}

static void
test_own_name_stays (Fixture       *fixture,
                     gconstpointer  data)
{
  open_dialog (fixture, NULL);
  type (fixture, "name_row", "Mine");
  fecho_session_dialog_set_address (fixture->dialog, "wss://a.example");

  g_assert_cmpstr (read_row (fixture, "name_row"), ==, "Mine");
}

static void
test_no_certificate_without_tls (Fixture       *fixture,
                                 gconstpointer  data)
{
  GtkWidget *row;

  open_dialog (fixture, NULL);
  row = fecho_ui_get_child (fecho_ui_get_child (fixture->form, "security_group"), "verify_row");
  fecho_session_dialog_set_address (fixture->dialog, "ws://localhost");
  g_assert_false (gtk_widget_get_sensitive (row));
  fecho_session_dialog_set_address (fixture->dialog, "wss://localhost");
  g_assert_true (gtk_widget_get_sensitive (row));
}

static void
test_wrong_inputs (Fixture       *fixture,
                   gconstpointer  data)
{
  open_dialog (fixture, NULL);
  fecho_session_dialog_set_address (fixture->dialog, "wss://a.example");
  g_assert_true (can_save (fixture));

  type_in_group (fixture, "reconnection_group", "codes_row", "none");
  fecho_test_wait (!can_save (fixture));
  type_in_group (fixture, "reconnection_group", "codes_row", "1008, 4000-4999");
  fecho_test_wait (can_save (fixture));

  type_in_group (fixture, "handshake_group", "subprotocols_row", "a, a");
  fecho_test_wait (!can_save (fixture));
  type_in_group (fixture, "handshake_group", "subprotocols_row", "a, b");
  fecho_test_wait (can_save (fixture));
}

static void
test_headers (Fixture       *fixture,
              gconstpointer  data)
{
  FechoHeaderRow *row;

  open_dialog (fixture, NULL);
  fecho_session_dialog_set_address (fixture->dialog, "wss://a.example");
  row = add_header (fixture, "Host", "other");
  fecho_test_wait (!can_save (fixture));

  gtk_editable_set_text (fecho_ui_get_child (row, "name_entry"), "X-Client");
  fecho_test_wait (can_save (fixture));
  g_assert_true (gtk_entry_get_visibility (fecho_ui_get_child (row, "value_entry")));

  g_signal_emit_by_name (row, "removed");
  g_assert_null (fecho_ui_find (GTK_WIDGET (fixture->form), FECHO_TYPE_HEADER_ROW));
}

static void
test_secret_header (Fixture       *fixture,
                    gconstpointer  data)
{
  const char *note = "Values of headers that hold secrets are kept in the keyring";
  FechoHeaderRow *row;

  open_dialog (fixture, NULL);
  row = add_header (fixture, "Authorization", "Bearer x");

  g_assert_false (gtk_entry_get_visibility (fecho_ui_get_child (row, "value_entry")));
  fecho_test_wait (fecho_ui_find_label (GTK_WIDGET (fixture->form), note) != NULL);
}

static void
test_add (Fixture       *fixture,
          gconstpointer  data)
{
  const FechoEndpoint *endpoint;

  open_dialog (fixture, NULL);
  fecho_session_dialog_set_address (fixture->dialog, "wss://a.example/x");
  type (fixture, "name_row", "Orion");
  type_in_group (fixture, "handshake_group", "subprotocols_row", "mqtt, v2");
  type_in_group (fixture, "reconnection_group", "codes_row", "4001");
  add_header (fixture, "X-Client", "fecho");
  gtk_spin_button_set_value (get_in_group (fixture, "keepalive_group", "interval_spin"), 7);
  gtk_switch_set_active (get_in_group (fixture, "security_group", "verify_switch"), FALSE);
  save (fixture);

  endpoint = fecho_session_get_endpoint (fecho_monitor_find_session (fixture->monitor, "Orion"));
  g_assert_cmpstr (endpoint->url, ==, "wss://a.example/x");
  g_assert_cmpstr (endpoint->subprotocols[1], ==, "v2");
  g_assert_cmpstr (endpoint->headers[0], ==, "X-Client: fecho");
  g_assert_cmpstr (endpoint->no_reconnect_codes, ==, "4001");
  g_assert_cmpint (endpoint->ping_us, ==, 7 * G_USEC_PER_SEC);
  g_assert_true (endpoint->insecure);
  g_assert_true (endpoint->reconnect);
  g_assert_null (endpoint->group);
}

static void
test_new_group (Fixture       *fixture,
                gconstpointer  data)
{
  AdwComboRow *row;
  GtkWidget *new_group_row;

  fecho_ui_add_session (fixture->monitor, "ws://b", "b", "Plant");
  open_dialog (fixture, NULL);
  row = fecho_ui_get_child (fixture->form, "group_row");
  new_group_row = fecho_ui_get_child (fixture->form, "new_group_row");
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)), ==, 3);
  g_assert_false (gtk_widget_get_visible (new_group_row));

  adw_combo_row_set_selected (row, 2);
  g_assert_true (gtk_widget_get_visible (new_group_row));
  type (fixture, "new_group_row", "Market");
  fecho_session_dialog_set_address (fixture->dialog, "wss://a.example");
  save (fixture);

  g_assert_cmpstr (fecho_session_get_group (fecho_monitor_find_session (fixture->monitor,
                                                                        "a.example")),
                   ==, "Market");
}

/* What the dialog does not show, and what it shows in whole seconds, stays as it was. */
static void
test_edit_keeps_the_rest (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new ("wss://a.example", NULL);
  const FechoEndpoint *edited;
  FechoSession *session;

  endpoint->max_message = 4321;
  endpoint->backoff_first_us = 250 * G_TIME_SPAN_MILLISECOND;
  endpoint->ping_us = 0;
  endpoint->group = g_strdup ("Plant");
  session = fecho_monitor_add_session (fixture->monitor, endpoint);
  open_dialog (fixture, session);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->dialog)), ==, "Edit Session");
  type (fixture, "name_row", "Renamed");
  save (fixture);

  edited = fecho_session_get_endpoint (session);
  g_assert_cmpstr (edited->id, ==, endpoint->id);
  g_assert_cmpstr (edited->name, ==, "Renamed");
  g_assert_cmpstr (edited->group, ==, "Plant");
  g_assert_cmpint (edited->max_message, ==, 4321);
  g_assert_cmpint (edited->backoff_first_us, ==, 250 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpint (edited->ping_us, ==, 0);
}

static void
test_close_unchanged (Fixture       *fixture,
                      gconstpointer  data)
{
  GListModel *sessions = fecho_monitor_get_sessions (fixture->monitor);

  open_dialog (fixture, NULL);
  gtk_window_close (GTK_WINDOW (fixture->dialog));

  fecho_test_wait (fixture->dialog == NULL);
  g_assert_cmpuint (g_list_model_get_n_items (sessions), ==, 0);
}

static GtkWindow *
find_question (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (link->data))
        return link->data;
    }

  return NULL;
}

static void
answer (const char *text)
{
  GtkWidget *label = fecho_ui_find_label (GTK_WIDGET (find_question ()), text);
  GtkWidget *button = gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON);

  g_signal_emit_by_name (button, "clicked");
}

static void
test_close_changed_asks (Fixture       *fixture,
                         gconstpointer  data)
{
  open_dialog (fixture, NULL);
  type (fixture, "address_row", "wss://a");
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  fecho_test_wait (find_question () != NULL);
  answer ("Keep Editing");
  fecho_test_wait (find_question () == NULL);
  g_assert_nonnull (fixture->dialog);

  gtk_window_close (GTK_WINDOW (fixture->dialog));
  fecho_test_wait (find_question () != NULL);
  answer ("Discard");
  fecho_test_wait (fixture->dialog == NULL);
}

/* -- security, connection, opening */

static void
test_security (Fixture       *fixture,
               gconstpointer  data)
{
  const char *pin = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  GtkEditable *pin_row;
  const FechoEndpoint *endpoint;

  open_dialog (fixture, NULL);
  fecho_session_dialog_set_address (fixture->dialog, "wss://a.example");
  pin_row = get_in_group (fixture, "security_group", "pin_row");
  gtk_editable_set_text (pin_row, "00:11");
  fecho_test_wait (!can_save (fixture));
  gtk_editable_set_text (pin_row, pin);
  fecho_test_wait (can_save (fixture));
  fecho_file_row_set_path (get_in_group (fixture, "security_group", "key_row"), "/tmp/key.pem");
  fecho_test_wait (!can_save (fixture));
  fecho_file_row_set_path (get_in_group (fixture, "security_group", "certificate_row"),
                           "/tmp/certificate.pem");
  fecho_file_row_set_path (get_in_group (fixture, "security_group", "ca_row"), "/tmp/ca.pem");
  fecho_test_wait (can_save (fixture));
  adw_combo_row_set_selected (get_in_group (fixture, "security_group", "min_tls_row"), 2);
  save (fixture);

  endpoint = fecho_session_get_endpoint (fecho_monitor_find_session (fixture->monitor,
                                                                     "a.example"));
  g_assert_cmpstr (endpoint->pin_sha256, ==, pin);
  g_assert_cmpstr (endpoint->certificate_file, ==, "/tmp/certificate.pem");
  g_assert_cmpstr (endpoint->key_file, ==, "/tmp/key.pem");
  g_assert_cmpstr (endpoint->ca_file, ==, "/tmp/ca.pem");
  g_assert_cmpint (endpoint->min_tls, ==, FECHO_MIN_TLS_1_3);
}

static void
test_proxy (Fixture       *fixture,
            gconstpointer  data)
{
  const FechoEndpoint *endpoint;
  GtkEditable *uri_row;

  open_dialog (fixture, NULL);
  fecho_session_dialog_set_address (fixture->dialog, "wss://a.example");
  uri_row = get_in_group (fixture, "network_group", "proxy_uri_row");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (uri_row)));
  adw_combo_row_set_selected (get_in_group (fixture, "network_group", "proxy_row"),
                              FECHO_PROXY_URI);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (uri_row)));
  fecho_test_wait (!can_save (fixture));
  gtk_editable_set_text (uri_row, "socks5://me:pw@localhost:1080");
  fecho_test_wait (can_save (fixture));
  gtk_spin_button_set_value (get_in_group (fixture, "network_group", "timeout_spin"), 3);
  gtk_switch_set_active (get_in_group (fixture, "handshake_group", "deflate_switch"), TRUE);
  save (fixture);

  endpoint = fecho_session_get_endpoint (fecho_monitor_find_session (fixture->monitor,
                                                                     "a.example"));
  g_assert_cmpint (endpoint->proxy_mode, ==, FECHO_PROXY_URI);
  g_assert_cmpstr (endpoint->proxy_uri, ==, "socks5://me:${proxy_password}@localhost:1080");
  g_assert_cmpint (endpoint->connect_timeout_us, ==, 3 * G_USEC_PER_SEC);
  g_assert_cmpint (endpoint->max_message, ==, 1024 * 1024);
  g_assert_true (endpoint->deflate);
}

static void
set_message (Fixture    *fixture,
             const char *text)
{
  GtkTextView *view = get_in_group (fixture, "opening_group", "view");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
}

static void
test_message_on_opening (Fixture       *fixture,
                         gconstpointer  data)
{
  const FechoEndpoint *endpoint;

  open_dialog (fixture, NULL);
  fecho_session_dialog_set_address (fixture->dialog, "wss://a.example");
  set_message (fixture, "hello");
  gtk_drop_down_set_selected (get_in_group (fixture, "opening_group", "type_drop"), 1);
  fecho_test_wait (!can_save (fixture));
  set_message (fixture, "01 ff");
  fecho_test_wait (can_save (fixture));
  save (fixture);

  endpoint = fecho_session_get_endpoint (fecho_monitor_find_session (fixture->monitor,
                                                                     "a.example"));
  g_assert_cmpstr (endpoint->on_open[0], ==, "01 ff");
  g_assert_true (endpoint->on_open_binary);
}

/* -- secrets */

static AdwPasswordEntryRow *
find_secret (Fixture *fixture)
{
  return fecho_ui_find (fecho_ui_get_child (fixture->form, "secrets_group"),
                        ADW_TYPE_PASSWORD_ENTRY_ROW);
}

/* A variable gets a row for its value as soon as it is written; edited again, it is there. */
static void
test_variable (Fixture       *fixture,
               gconstpointer  data)
{
  FechoSession *session;

  open_dialog (fixture, NULL);
  g_assert_null (find_secret (fixture));
  fecho_session_dialog_set_address (fixture->dialog, "wss://a.example");
  set_message (fixture, "{\"token\":\"${TOKEN}\"}");
  fecho_test_wait (find_secret (fixture) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (find_secret (fixture)), "s3cret");
  save (fixture);

  session = fecho_monitor_find_session (fixture->monitor, "a.example");
  g_assert_cmpstr (fecho_endpoint_get_secret (fecho_session_get_endpoint (session), "TOKEN"), ==,
                   "s3cret");
  open_dialog (fixture, session);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_secret (fixture))), ==, "s3cret");
  set_message (fixture, "");
  fecho_test_wait (find_secret (fixture) == NULL);
}

/* The value comes back in dots, and goes to the same place. */
static void
test_secret_header_again (Fixture       *fixture,
                          gconstpointer  data)
{
  FechoHeaderRow *row;
  FechoSession *session;

  open_dialog (fixture, NULL);
  fecho_session_dialog_set_address (fixture->dialog, "wss://a.example");
  add_header (fixture, "Authorization", "Bearer x");
  save (fixture);
  session = fecho_monitor_find_session (fixture->monitor, "a.example");
  g_assert_cmpstr (fecho_session_get_endpoint (session)->headers[0], ==,
                   "Authorization: ${Authorization}");

  open_dialog (fixture, session);
  row = fecho_ui_find (GTK_WIDGET (fixture->form), FECHO_TYPE_HEADER_ROW);
  g_assert_cmpstr (gtk_editable_get_text (fecho_ui_get_child (row, "value_entry")), ==,
                   "Bearer x");
  g_assert_false (gtk_entry_get_visibility (fecho_ui_get_child (row, "value_entry")));
  type (fixture, "name_row", "Renamed");
  save (fixture);
  g_assert_cmpstr (fecho_session_get_endpoint (session)->headers[0], ==,
                   "Authorization: ${Authorization}");
  g_assert_cmpstr (fecho_endpoint_get_secret (fecho_session_get_endpoint (session),
                                              "Authorization"), ==, "Bearer x");
}

static void
test_user (Fixture       *fixture,
           gconstpointer  data)
{
  const FechoEndpoint *endpoint;

  open_dialog (fixture, NULL);
  fecho_session_dialog_set_address (fixture->dialog, "wss://a.example");
  type_in_group (fixture, "handshake_group", "user_row", "me");
  fecho_test_wait (find_secret (fixture) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (find_secret (fixture)), "pw");
  save (fixture);

  endpoint = fecho_session_get_endpoint (fecho_monitor_find_session (fixture->monitor,
                                                                     "a.example"));
  g_assert_cmpstr (endpoint->user, ==, "me");
  g_assert_cmpstr (fecho_endpoint_get_secret (endpoint, "password"), ==, "pw");
}

/* -- dictionaries */

static const char *
get_dictionary (Fixture *fixture)
{
  AdwComboRow *row = fecho_ui_get_child (fixture->form, "dictionary_row");

  return gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (row)),
                                     adw_combo_row_get_selected (row));
}

static void
test_dictionary_is_suggested (Fixture       *fixture,
                              gconstpointer  data)
{
  open_dialog (fixture, NULL);
  fecho_session_dialog_set_address (fixture->dialog, "wss://gateway.discord.gg/?v=10");
  fecho_test_wait (g_str_equal (get_dictionary (fixture), "Automatic: Discord Gateway"));
  adw_combo_row_set_selected (fecho_ui_get_child (fixture->form, "dictionary_row"), 1);
  fecho_session_dialog_set_address (fixture->dialog, "wss://gateway.discord.gg/?v=11");
  g_assert_cmpstr (get_dictionary (fixture), ==, "None");

  adw_combo_row_set_selected (fecho_ui_get_child (fixture->form, "dictionary_row"), 3);
  save (fixture);
  g_assert_cmpstr (fecho_session_get_endpoint (
                     fecho_monitor_find_session (fixture->monitor,
                                                 "gateway.discord.gg"))->dictionary, ==,
                   "discord");
}

/* -- a copy, and the test */

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  FechoSession *session = fecho_ui_add_session (fixture->monitor, "ws://b", "B", "Plant");
  FechoSession *copy;

  fixture->dialog = fecho_session_dialog_new_copy (fixture->monitor, session);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *)&fixture->dialog);
  fixture->form = fecho_ui_find (GTK_WIDGET (fixture->dialog), FECHO_TYPE_SESSION_FORM);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  g_assert_nonnull (fecho_ui_find_label (GTK_WIDGET (fixture->form),
                                         "B already uses this address"));
  save (fixture);

  copy = fecho_monitor_find_session (fixture->monitor, "B (copy)");
  g_assert_true (copy != session);
  g_assert_cmpstr (fecho_session_get_group (copy), ==, "Plant");
  g_assert_cmpstr (fecho_session_get_id (copy), !=, fecho_session_get_id (session));
}

static void
set_up_watching (Fixture       *fixture,
                 gconstpointer  data)
{
  fixture->monitor = fecho_ui_monitor_new (FECHO_MONITOR_WATCH);
}

static GtkWidget *
find_line_that_starts (GtkWidget  *widget,
                       const char *start)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), start))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_line_that_starts (child, start);

  return found;
}

static void
test_test (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GObject) server = fecho_demo_serve (0, NULL);
  g_auto(GStrv) list = fecho_demo_list (server);
  g_autofree char *base = g_strndup (list[0], strchr (list[0] + 5, '/') - list[0]);
  g_autofree char *good = g_strconcat (base, "/echo", NULL);
  g_autofree char *bad = g_strconcat (base, "/http/503", NULL);
  GtkWidget *button;

  open_dialog (fixture, NULL);
  button = fecho_ui_get_child (fixture->dialog, "test_button");
  g_assert_false (gtk_widget_get_sensitive (button));
  fecho_session_dialog_set_address (fixture->dialog, good);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "S_top");
  fecho_test_wait (find_line_that_starts (GTK_WIDGET (fixture->form), "Opened in ") != NULL);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Test");

  fecho_session_dialog_set_address (fixture->dialog, bad);
  g_assert_null (find_line_that_starts (GTK_WIDGET (fixture->form), "Opened in "));
  g_signal_emit_by_name (button, "clicked");
  fecho_test_wait (fecho_ui_find_label (GTK_WIDGET (fixture->form),
                                        "Failed at stage HTTP: Refused with an HTTP status "
                                        "(HTTP 503)") != NULL);
  g_assert_cmpuint (g_list_model_get_n_items (fecho_monitor_get_sessions (fixture->monitor)), ==,
                    0);
}

/* Closed in the middle: nothing is left behind. */
static void
test_close_while_testing (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(GObject) server = fecho_demo_serve (0, NULL);
  g_auto(GStrv) list = fecho_demo_list (server);
  g_autofree char *base = g_strndup (list[0], strchr (list[0] + 5, '/') - list[0]);
  g_autofree char *url = g_strconcat (base, "/echo", NULL);

  open_dialog (fixture, NULL);
  fecho_session_dialog_set_address (fixture->dialog, url);
  g_signal_emit_by_name (fecho_ui_get_child (fixture->dialog, "test_button"), "clicked");
  gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  fecho_test_wait (fixture->dialog == NULL);
}

static void
add (const char *path,
     void (*test)(Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  if (!fecho_ui_test_init (&argc, &argv))
    return 77;

  add ("/ui/session-dialog/empty", test_empty);
  add ("/ui/session-dialog/typed", test_typed);
  add ("/ui/session-dialog/suggestion", test_suggestion);
  add ("/ui/session-dialog/own-name-stays", test_own_name_stays);
  add ("/ui/session-dialog/no-certificate-without-tls", test_no_certificate_without_tls);
  add ("/ui/session-dialog/wrong-inputs", test_wrong_inputs);
  add ("/ui/session-dialog/headers", test_headers);
  add ("/ui/session-dialog/secret-header", test_secret_header);
  add ("/ui/session-dialog/add", test_add);
  add ("/ui/session-dialog/new-group", test_new_group);
  add ("/ui/session-dialog/edit-keeps-the-rest", test_edit_keeps_the_rest);
  add ("/ui/session-dialog/close-unchanged", test_close_unchanged);
  add ("/ui/session-dialog/close-changed-asks", test_close_changed_asks);

  add ("/ui/session-dialog/security", test_security);
  add ("/ui/session-dialog/proxy", test_proxy);
  add ("/ui/session-dialog/message-on-opening", test_message_on_opening);
  add ("/ui/session-dialog/variable", test_variable);
  add ("/ui/session-dialog/secret-header-again", test_secret_header_again);
  add ("/ui/session-dialog/user", test_user);
  add ("/ui/session-dialog/dictionary-is-suggested", test_dictionary_is_suggested);
  add ("/ui/session-dialog/copy", test_copy);
  g_test_add ("/ui/session-dialog/test", Fixture, NULL, set_up_watching, test_test, tear_down);
  g_test_add ("/ui/session-dialog/close-while-testing", Fixture, NULL, set_up_watching,
              test_close_while_testing, tear_down);

  return g_test_run ();
}
