/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli-watch.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>

#include "fecho-cli-filter.h"
#include "fecho-cli-print.h"
#include "fecho-dictionary-shelf.h"
#include "fecho-error.h"
#include "fecho-export-lines.h"
#include "fecho-filter.h"

typedef struct
{
  FechoCli *cli;
  FechoMonitor *monitor;
  const FechoCliWatch *options;
  GMainLoop *loop;
  GHashTable *sessions;         /* ids of ours */
  GHashTable *close_timers;     /* session -> id of a source */
  guint n_over;                 /* at the start of the list, when last looked at */
  gboolean fault_told;
  gboolean condition;
} Watch;

/* -- conditions */

void
fecho_cli_fail_on_clear (FechoCliFailOn *self)
{
  g_clear_pointer (&self->codes, g_array_unref);
}

static gboolean
refuse (const char  *condition,
        GError     **error)
{
  g_set_error (error, FECHO_ERROR, FECHO_ERROR_USAGE,
               /* Translators: %s is what was given; the words after the colon stay as they are. */
               _("--fail-on: “%s” is none of: code=N,… unclean attempt-failed life-below=S"),
               condition);

  return FALSE;
}

static gboolean
add_codes (FechoCliFailOn  *self,
           const char      *list,
           GError         **error)
{
  g_autoptr(FechoFilter) filter = fecho_filter_new ();

  if (!fecho_filter_add_codes (filter, list, FALSE, error))
    {
      g_prefix_error (error, "--fail-on: ");
      return FALSE;
    }

  if (self->codes == NULL)
    self->codes = g_array_new (FALSE, FALSE, sizeof (FechoCodeRange));
  g_array_append_vals (self->codes, filter->codes->data, filter->codes->len);

  return TRUE;
}

gboolean
fecho_cli_fail_on_add (FechoCliFailOn  *self,
                       const char      *condition,
                       GError         **error)
{
  char *end = NULL;
  double seconds;

  if (g_str_equal (condition, "unclean"))
    self->unclean = TRUE;
  else if (g_str_equal (condition, "attempt-failed"))
    self->attempt_failed = TRUE;
  else if (g_str_has_prefix (condition, "code="))
    return add_codes (self, condition + strlen ("code="), error);
  else if (g_str_has_prefix (condition, "life-below="))
    {
      seconds = g_ascii_strtod (condition + strlen ("life-below="), &end);
      if (*end != '\0' || !(seconds > 0) || seconds > G_MAXINT32)
        return refuse (condition, error);
      self->life_below_us = seconds * G_USEC_PER_SEC;
    }
  else
    return refuse (condition, error);

  return TRUE;
}

static gboolean
has_code (const FechoCliFailOn *self,
          guint16               code)
{
  for (guint i = 0; self->codes != NULL && i < self->codes->len; i++)
    {
      const FechoCodeRange *range = &g_array_index (self->codes, FechoCodeRange, i);

      if (code >= range->first && code <= range->last)
        return TRUE;
    }

  return FALSE;
}

gboolean
fecho_cli_fail_on_holds (const FechoCliFailOn   *self,
                         const FechoCloseRecord *record)
{
  if (record->cause == FECHO_CAUSE_APP_QUIT || record->cause == FECHO_CAUSE_MONITOR_INTERRUPTED)
    return FALSE;
  if (record->failed_attempt)
    return self->attempt_failed || has_code (self, record->code);

  return has_code (self, record->code) || (self->unclean && !record->was_clean) ||
         (self->life_below_us > 0 && record->life_us < self->life_below_us);
}

/* -- watching */

static gboolean
is_over (FechoSession *session)
{
  FechoSessionState state = fecho_session_get_state (session);

  return state == FECHO_SESSION_CLOSED || state == FECHO_SESSION_STOPPED ||
         state == FECHO_SESSION_PAUSED;
}

/* How many are over up to the first one, counted from here, that is not. */
static guint
count_over (Watch *self,
            guint  from)
{
  GListModel *sessions = fecho_monitor_get_sessions (self->monitor);
  guint n_sessions = g_list_model_get_n_items (sessions);

  for (guint i = from; i < n_sessions; i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      if (g_hash_table_contains (self->sessions, fecho_session_get_id (session)) &&
          !is_over (session))
        return i;
    }

  return n_sessions;
}

/* With nothing left that would ever connect again the run is over. Thousands may end at once: each
 * commit looks on from where the last one stopped, and only the end looks at all of them. */
static void
end_if_over (Watch *self)
{
  guint n_sessions = g_list_model_get_n_items (fecho_monitor_get_sessions (self->monitor));

  self->n_over = count_over (self, self->n_over);
  if (self->n_over < n_sessions)
    return;

  self->n_over = count_over (self, 0);
  if (self->n_over == n_sessions)
    g_main_loop_quit (self->loop);
}

/* lines NULL: for people. */
static void
print_event (Watch                  *self,
             FechoExportLines       *lines,
             GPtrArray              *dictionaries,
             const FechoCloseRecord *record)
{
  if (self->options->quiet)
    return;

  if (lines != NULL)
    puts (fecho_export_lines_make (lines, record));
  else
    fecho_cli_print_event (record, self->cli->catalog, dictionaries);
}

static void
committed_cb (FechoMonitor *monitor,
              GPtrArray    *events,
              Watch        *self)
{
  GPtrArray *dictionaries =
    fecho_dictionary_shelf_get_all (fecho_dictionary_shelf_get_default ());
  g_autoptr(FechoExportLines) lines = NULL;

  if (self->options->jsonl && events->len > 0)
    lines = fecho_export_lines_new (self->cli->catalog, dictionaries);
  for (guint i = 0; i < events->len; i++)
    {
      const FechoCloseRecord *record = fecho_close_event_get_record (g_ptr_array_index (events, i));

      if (!g_hash_table_contains (self->sessions, record->session_id))
        continue;
      print_event (self, lines, dictionaries, record);
      self->condition |= fecho_cli_fail_on_holds (&self->options->fail_on, record);
    }
  fflush (stdout);
  end_if_over (self);
}

static void
fault_cb (FechoMonitor *monitor,
          GParamSpec   *pspec,
          Watch        *self)
{
  const GError *fault = fecho_monitor_get_fault (monitor);
  g_autofree char *message = NULL;

  if (fault == NULL && self->fault_told)
    fecho_cli_complain (FECHO_CLI_DONE, _("The history is saved again."));
  self->fault_told = fault != NULL;
  if (fault == NULL)
    return;

  /* Translators: %s is an error message. */
  message = g_strdup_printf (_("The history cannot be saved: %s. Monitoring continues."),
                             fault->message);
  fecho_cli_complain (FECHO_CLI_FAILED, message);
}

static void
damage_mended_cb (FechoMonitor *monitor,
                  Watch        *self)
{
  fecho_cli_complain (FECHO_CLI_DONE, _("Summaries in the history were damaged. They are made anew "
                                        "from the events; nothing is lost."));
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_CONTINUE;     /* removed by its id when the loop has ended */
}

typedef struct
{
  Watch *watch;
  FechoSession *session;
} CloseTimer;

static gboolean
close_cb (gpointer data)
{
  CloseTimer *timer = data;
  const FechoCliWatch *options = timer->watch->options;

  g_hash_table_steal (timer->watch->close_timers, timer->session);
  (void)fecho_session_close (timer->session, options->close_code, options->close_reason,
                             NULL); /* checked at the start */

  return G_SOURCE_REMOVE;
}

static void
remove_source (gpointer id)
{
  g_source_remove (GPOINTER_TO_UINT (id));
}

static void
state_cb (FechoSession *session,
          GParamSpec   *pspec,
          Watch        *self)
{
  g_autofree CloseTimer *timer = NULL;
  guint id;

  g_hash_table_remove (self->close_timers, session);
  if (fecho_session_get_state (session) != FECHO_SESSION_OPEN)
    return;

  timer = g_new (CloseTimer, 1);
  *timer = (CloseTimer){ self, session };
  id = g_timeout_add_full (G_PRIORITY_DEFAULT, self->options->close_after_us / 1000, close_cb,
                           g_steal_pointer (&timer), g_free);
  g_hash_table_insert (self->close_timers, session, GUINT_TO_POINTER (id));
}

static void
follow_sessions (Watch *self)
{
  GListModel *sessions = fecho_monitor_get_sessions (self->monitor);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      g_hash_table_add (self->sessions, g_strdup (fecho_session_get_id (session)));
      if (self->options->close_after_us >= 0)
        g_signal_connect (session, "notify::state", G_CALLBACK (state_cb), self);
    }
}

static void
leave_sessions (Watch *self)
{
  GListModel *sessions = fecho_monitor_get_sessions (self->monitor);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);

      g_signal_handlers_disconnect_by_data (session, self);
    }
  g_hash_table_remove_all (self->close_timers);
}

static void
run_loop (Watch *self)
{
  guint sources[] = {
    g_unix_signal_add (SIGINT, quit_cb, self->loop),
    g_unix_signal_add (SIGTERM, quit_cb, self->loop),
    self->options->duration_us > 0
    ? g_timeout_add (self->options->duration_us / 1000, quit_cb, self->loop) : 0,
  };

  g_main_loop_run (self->loop);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (sources[i] != 0)
      g_source_remove (sources[i]);
}

FechoCliStatus
fecho_cli_watch (FechoCli            *cli,
                 FechoMonitor        *monitor,
                 const FechoCliWatch *options)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GHashTable) sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) close_timers = g_hash_table_new_full (NULL, NULL, NULL, remove_source);
  Watch self = { cli, monitor, options, loop, sessions, close_timers };
  g_autoptr(GError) error = NULL;
  gboolean closed;

  follow_sessions (&self);
  g_signal_connect (monitor, "committed", G_CALLBACK (committed_cb), &self);
  g_signal_connect (monitor, "notify::fault", G_CALLBACK (fault_cb), &self);
  g_signal_connect (monitor, "damage-mended", G_CALLBACK (damage_mended_cb), &self);
  run_loop (&self);
  leave_sessions (&self);

  closed = fecho_cli_close_history (monitor, &error);
  g_signal_handlers_disconnect_by_data (monitor, &self);
  if (!closed)
    return fecho_cli_fail (error, cli->db);

  return self.condition ? FECHO_CLI_CONDITION : FECHO_CLI_DONE;
}
