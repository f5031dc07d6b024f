/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fecho-cli-endpoint.h"
#include "fecho-cli-filter.h"
#include "fecho-cli-fleet.h"
#include "fecho-cli-watch.h"
#include "fecho-close-code.h"
#include "fecho-error.h"

#define MAX_REASON_BYTES 123    /* RFC 6455, 5.5 */

typedef struct
{
  FechoCliEndpoint endpoint;
  FechoCliFleet fleet;
  gboolean once;
  gboolean keep;
  double duration_s;
  double close_after_s;
  int close_code;
  char *close_reason;
  char **fail_on;
  char *output;
} Options;

static void
options_clear (Options *self)
{
  fecho_cli_endpoint_clear (&self->endpoint);
  fecho_cli_fleet_clear (&self->fleet);
  g_free (self->close_reason);
  g_strfreev (self->fail_on);
  g_free (self->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
usage (GError     **error,
       const char  *message)
{
  g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_USAGE, message);

  return FALSE;
}

/* WHATWG WebSockets, 3.1: what close() takes. */
static gboolean
read_close (const Options  *options,
            FechoCliWatch  *watch,
            GError        **error)
{
  const char *reason = options->close_reason;

  if (options->close_code < 0 || options->close_code > G_MAXUINT16 ||
      !fecho_close_code_is_in_close (options->close_code))
    return usage (error, _("--close-code is 1000 or 3000 to 4999"));
  if (reason != NULL && (strlen (reason) > MAX_REASON_BYTES || !g_utf8_validate (reason, -1, NULL)))
    return usage (error, _("--close-reason has at most 123 bytes of UTF-8"));

  watch->close_after_us = FECHO_UNKNOWN;
  if (options->close_after_s >= 0)
    watch->close_after_us = options->close_after_s * G_USEC_PER_SEC;
  watch->close_code = options->close_code;
  watch->close_reason = reason;

  return TRUE;
}

static gboolean
read_watch (const Options  *options,
            FechoCliWatch  *watch,
            GError        **error)
{
  if (options->duration_s < 0 || options->duration_s > G_MAXINT32 / 1000)
    return usage (error, _("--duration is a number of seconds"));
  if (options->output != NULL && !g_str_equal (options->output, "text") &&
      !g_str_equal (options->output, "jsonl"))
    return usage (error, _("--output is text or jsonl"));

  watch->once = options->once;
  watch->duration_us = options->duration_s * G_USEC_PER_SEC;
  watch->jsonl = g_strcmp0 (options->output, "jsonl") == 0;
  for (char **condition = options->fail_on; condition != NULL && *condition != NULL; condition++)
    if (!fecho_cli_fail_on_add (&watch->fail_on, *condition, error))
      return FALSE;

  return read_close (options, watch, error);
}

/* All of them, before anything is opened: one wrong address and nothing is watched. */
static GPtrArray *
make_endpoints (Options  *options,
                int       argc,
                char    **argv,
                GError  **error)
{
  g_autoptr(GPtrArray) endpoints = NULL;

  endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify)fecho_endpoint_free);
  for (int i = 1; i < argc; i++)
    {
      FechoEndpoint *endpoint = fecho_cli_endpoint_make (&options->endpoint, argv[i], error);

      if (endpoint == NULL)
        return NULL;
      if (options->once)
        endpoint->reconnect = FALSE;
      g_ptr_array_add (endpoints, endpoint);
    }

  return g_steal_pointer (&endpoints);
}

static FechoCliStatus
watch (FechoCli            *cli,
       GPtrArray           *endpoints,
       Options             *options,
       const FechoCliWatch *watching)
{
  g_autoptr(GError) error = NULL;
  FechoMonitorFlags flags = endpoints->len > 0
                            ? FECHO_MONITOR_WATCH
                            : FECHO_MONITOR_WATCH_STORED | FECHO_MONITOR_REQUIRE_STORED;
  g_autoptr(FechoMonitor) monitor = fecho_cli_open_history (cli, flags, &error);

  if (monitor == NULL)
    return fecho_cli_fail (error, cli->db);
  if (endpoints->len == 0 && g_list_model_get_n_items (fecho_monitor_get_sessions (monitor)) == 0)
    {
      (void)fecho_cli_close_history (monitor, NULL); /* nothing was written */
      return fecho_cli_complain (FECHO_CLI_WRONG_USE,
                                 _("No address given, and no session is stored"));
    }
  if (!fecho_cli_fleet_start (&options->fleet, cli, monitor, &error))
    {
      (void)fecho_cli_close_history (monitor, NULL); /* nothing of this run is of worth */
      return fecho_cli_fail (error, cli->db);
    }

  if (options->keep)
    fecho_monitor_add_sessions (monitor, endpoints);
  else
    fecho_monitor_add_guests (monitor, endpoints);
  g_ptr_array_set_size (endpoints, 0); /* the sessions have their own */

  return fecho_cli_watch (cli, monitor, watching);
}

FechoCliStatus
fecho_cli_monitor (FechoCli  *cli,
                   int        argc,
                   char     **argv)
{
  g_auto(Options) options = { .close_after_s = -1, .close_code = 1000 };
  FechoCliWatch watching = { .close_after_us = FECHO_UNKNOWN };
  g_autoptr(GPtrArray) endpoints = NULL;
  g_autoptr(GError) error = NULL;
  FechoCliStatus status;
  const GOptionEntry entries[] = {
    { "once", 0, 0, G_OPTION_ARG_NONE, &options.once,
      N_("One connection for each session, then end"), NULL },
    { "keep", 0, 0, G_OPTION_ARG_NONE, &options.keep, N_("Store the addresses as sessions"), NULL },
    { "duration", 0, 0, G_OPTION_ARG_DOUBLE, &options.duration_s,
      N_("Close everything after S seconds and end"),
      N_("S") },
    { "close-after", 0, 0, G_OPTION_ARG_DOUBLE, &options.close_after_s,
      N_("Close each connection after S seconds of being open"), N_("S") },
    { "close-code", 0, 0, G_OPTION_ARG_INT, &options.close_code,
      N_("… with this code (default 1000)"), N_("N") },
    { "close-reason", 0, 0, G_OPTION_ARG_STRING, &options.close_reason, N_("… and this reason"),
      N_("TEXT") },
    { "fail-on", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.fail_on,
      N_("End with status 3 if this came true: code=N,… unclean attempt-failed life-below=S"),
      /* Translators: what an option takes, in the list of options. */
      N_("CONDITION") },
    { "output", 0, 0, G_OPTION_ARG_STRING, &options.output, N_("text (default) or jsonl"),
      N_("FORMAT") },
    { "metrics", 0, 0, G_OPTION_ARG_STRING, &options.fleet.metrics,
      N_("Serve metrics for Prometheus there, such as 127.0.0.1:9464"), N_("ADDR:PORT") },
    { "otlp", 0, 0, G_OPTION_ARG_STRING, &options.fleet.otlp,
      N_("Send each end of a connection to the OpenTelemetry collector at this address"),
      N_("URL") },
    G_OPTION_ENTRY_NULL
  };

  if (!fecho_cli_parse (&argc, &argv, _("[URL…]"),
                        _("Watches addresses, or the stored sessions, and prints each end of a "
                          "connection as soon as it is stored."),
                        entries, fecho_cli_endpoint_group (&options.endpoint)))
    return FECHO_CLI_WRONG_USE;

  if (read_watch (&options, &watching, &error) && fecho_cli_fleet_check (&options.fleet, &error))
    endpoints = make_endpoints (&options, argc, argv, &error);
  if (endpoints != NULL)
    status = watch (cli, endpoints, &options, &watching);
  else
    status = fecho_cli_complain (FECHO_CLI_WRONG_USE, error->message);
  fecho_cli_fail_on_clear (&watching.fail_on);

  return status;
}
