/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-fixture.h"

#include <glib/gstdio.h>

#include "fecho-exchange.h"
#include "fecho-monitor-query.h"
#include "fecho-test-util.h"
#include "fecho-ui-fixture.h"

FechoCloseRecord
fecho_history_close (const char *session,
                     double      at_s,
                     guint16     code)
{
  FechoCloseRecord record = FECHO_CLOSE_RECORD_INIT;

  record.session = session;
  record.closed_at_us = FECHO_HISTORY_START_US + (gint64)(at_s * G_USEC_PER_SEC);
  record.handshake_us = 100 * G_TIME_SPAN_MILLISECOND;
  record.life_us = 2 * G_TIME_SPAN_HOUR;
  record.stage = FECHO_STAGE_OPEN;
  record.code = code;
  record.was_clean = code != 1006;
  record.closed_by = code == 1006 ? FECHO_CLOSED_BY_NOBODY : FECHO_CLOSED_BY_SERVER;
  record.network = FECHO_NETWORK_ONLINE;

  return record;
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

/* An event goes to the session with its address. */
static const char *
find_url (FechoMonitor *monitor,
          const char   *name)
{
  FechoSession *session = fecho_monitor_find_session (monitor, name);
  g_autofree char *url = NULL;

  if (session == NULL)
    {
      url = g_strdup_printf ("wss://%s.example.com/feed", name);
      session = fecho_ui_add_session (monitor, url, name, NULL);
    }

  return fecho_session_get_endpoint (session)->url;
}

static void
append_line (GString                *lines,
             FechoMonitor           *monitor,
             const FechoCloseRecord *record)
{
  FechoCloseRecord whole = *record;
  g_autofree char *line = NULL;

  whole.url = find_url (monitor, record->session);
  line = fecho_export_event_to_json (&whole, NULL, NULL);
  g_string_append_printf (lines, "%s\n", line);
}

void
fecho_history_add (FechoMonitor           *monitor,
                   const FechoCloseRecord *records,
                   guint                   n_records)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *path = NULL;
  FechoImported imported;
  int fd = g_file_open_tmp ("fecho-events-XXXXXX.jsonl", &path, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n_records; i++)
    append_line (lines, monitor, &records[i]);
  g_assert_true (g_close (fd, NULL));
  g_file_set_contents (path, lines->str, (gssize)lines->len, &error);
  g_assert_no_error (error);

  fecho_exchange_import_async (monitor, path, NULL, NULL, NULL, result_cb, &result);
  fecho_test_wait (result != NULL);
  fecho_exchange_import_finish (result, &imported, &error);
  g_assert_no_error (error);
  g_assert_cmpint (imported.n_new_events, ==, n_records);
  g_unlink (path);
}

GPtrArray *
fecho_history_read (FechoMonitor *monitor)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(FechoFilter) filter = fecho_filter_new ();
  GPtrArray *events;

  filter->kinds = FECHO_KINDS_BOTH;
  fecho_monitor_recent_async (monitor, filter, 1000, NULL, result_cb, &result);
  fecho_test_wait (result != NULL);
  events = fecho_monitor_recent_finish (monitor, result, &error);
  g_assert_no_error (error);

  return events;
}

FechoMarker
fecho_history_marker (const FechoCloseRecord *record)
{
  return (FechoMarker) {
           .id = record->id,
           .at_us = record->closed_at_us,
           .last_us = record->closed_at_us,
           .n = 1,
           .life_us = record->life_us,
           .handshake_us = record->handshake_us,
           .code = record->code,
           .closed_by = record->closed_by,
           .was_clean = record->was_clean,
  };
}
