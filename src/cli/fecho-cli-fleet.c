/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli-fleet.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fecho-error.h"

/* OpenTelemetry, "OTLP exporter". Others may read a command line, which is no place for secrets. */
#define HEADERS_VARIABLE "OTEL_EXPORTER_OTLP_HEADERS"

void
fecho_cli_fleet_clear (FechoCliFleet *self)
{
  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_clear_object (&self->served);
  g_clear_object (&self->outbox);
  g_clear_object (&self->address);
  g_clear_pointer (&self->headers, g_strfreev);
  g_clear_pointer (&self->metrics, g_free);
  g_clear_pointer (&self->otlp, g_free);
}

/* -- what was given */

/* "127.0.0.1:9464", "[::1]:9464", "localhost:9464". */
static GSocketAddress *
parse_address (const char *text)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = NULL;
  guint64 port;

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    return NULL;

  if (*text == '[' && colon > text && colon[-1] == ']')
    host = g_strndup (text + 1, colon - text - 2);
  else
    host = g_strndup (text, colon - text);
  if (*text != '[' && strchr (host, ':') != NULL)
    return NULL;

  return g_inet_socket_address_new_from_string (g_str_equal (host, "localhost") ? "127.0.0.1"
                                                : host, port);
}

/* "name=value,name=value", values percent-encoded, as headers; NULL where it is not that. */
static char **
parse_headers (const char *text)
{
  g_auto(GStrv) items = g_strsplit (text, ",", -1);
  g_autoptr(GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);

  for (char **item = items; *item != NULL; item++)
    {
      const char *equals = strchr (*item, '=');
      g_autofree char *name = equals != NULL ? g_strndup (*item, equals - *item) : NULL;
      g_autofree char *value = equals != NULL ? g_uri_unescape_string (equals + 1, NULL) : NULL;

      if (*g_strstrip (*item) == '\0')
        continue;
      if (value == NULL)
        return NULL;
      g_ptr_array_add (headers, g_strdup_printf ("%s: %s", g_strstrip (name), value));
    }
  g_ptr_array_add (headers, NULL);

  return (char **)g_ptr_array_free (g_steal_pointer (&headers), FALSE);
}

static gboolean
refuse_headers (GError **error)
{
  g_set_error (error, FECHO_ERROR, FECHO_ERROR_USAGE,
               /* Translators: %s is the name of an environment variable. */
               _("%s is a list such as “name=value,name=value”"), HEADERS_VARIABLE);

  return FALSE;
}

gboolean
fecho_cli_fleet_check (FechoCliFleet  *self,
                       GError        **error)
{
  const char *headers = g_getenv (HEADERS_VARIABLE);

  if (self->metrics != NULL)
    {
      self->address = parse_address (self->metrics);
      if (self->address == NULL)
        {
          g_set_error (error, FECHO_ERROR, FECHO_ERROR_USAGE,
                       /* Translators: %s is what was given. */
                       _("--metrics: “%s” is no address and port, such as 127.0.0.1:9464"),
                       self->metrics);
          return FALSE;
        }
    }
  if (self->otlp != NULL && headers != NULL)
    {
      self->headers = parse_headers (headers);
      if (self->headers == NULL)
        return refuse_headers (error);
    }

  return TRUE;
}

/* -- what is told while it runs */

static void
fault_cb (FechoOutbox   *outbox,
          GParamSpec    *pspec,
          FechoCliFleet *self)
{
  const GError *fault = fecho_outbox_get_fault (outbox);
  g_autofree char *message = NULL;

  if (fault == NULL)
    {
      fecho_cli_complain (FECHO_CLI_DONE, _("Closes are sent to the collector again."));
      return;
    }

  message = g_strdup_printf (
    /* Translators: %s is an error message. */
    _("Closes cannot be sent to the collector: %s. They are kept and sent later."), fault->message);
  fecho_cli_complain (FECHO_CLI_FAILED, message);
}

static void
rejected_cb (FechoOutbox   *outbox,
             gint64         n,
             const char    *reason,
             FechoCliFleet *self)
{
  g_autofree char *message = NULL;

  /* Translators: %u is a count, %s what the collector gave as its reason. */
  message = g_strdup_printf (ngettext ("The collector refused %u close: %s",
                                       "The collector refused %u closes: %s", n),
                             (guint)n, reason);
  fecho_cli_complain (FECHO_CLI_FAILED, message);
}

/* -- starting */

static gboolean
refuse_outbox (const GError  *reason,
               GError       **error)
{
  if (reason->domain == FECHO_ERROR && reason->code == FECHO_ERROR_INVALID_FORM)
    return refuse_headers (error);
  if (g_error_matches (reason, FECHO_ERROR, FECHO_ERROR_INVALID_SCHEME) ||
      g_error_matches (reason, FECHO_ERROR, FECHO_ERROR_INVALID_VALUE))
    g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_USAGE,
                         _("--otlp is an address of http or https without a password in it"));
  else if (g_error_matches (reason, FECHO_ERROR, FECHO_ERROR_IN_USE))
    g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_FAILED,
                         _("Another run of Fecho sends this history to that collector."));
  else
    g_propagate_error (error, g_error_copy (reason));

  return FALSE;
}

static gboolean
start_outbox (FechoCliFleet  *self,
              FechoCli       *cli,
              FechoMonitor   *monitor,
              GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) reason = NULL;

  fecho_outbox_open_async (monitor, self->otlp, (const char *const *)self->headers, cli->catalog,
                           fecho_cli_keep_result, &result);
  fecho_cli_wait (&result);
  self->outbox = fecho_outbox_open_finish (result, &reason);
  if (self->outbox == NULL)
    return refuse_outbox (reason, error);

  g_signal_connect (self->outbox, "notify::fault", G_CALLBACK (fault_cb), self);
  g_signal_connect (self->outbox, "rejected", G_CALLBACK (rejected_cb), self);

  return TRUE;
}

static gboolean
start_metrics (FechoCliFleet  *self,
               FechoMonitor   *monitor,
               GError        **error)
{
  g_autoptr(GError) reason = NULL;
  g_autofree char *host = NULL;
  g_autofree char *message = NULL;

  self->served = fecho_metrics_new (monitor, self->outbox);
  if (!fecho_metrics_serve (self->served, G_INET_SOCKET_ADDRESS (self->address), &reason))
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_FAILED,
                   /* Translators: %s is an error message. */
                   _("Metrics cannot be served: %s"), reason->message);
      return FALSE;
    }

  host = g_strndup (self->metrics, strrchr (self->metrics, ':') - self->metrics);
  /* Translators: %s is an address, %u a port. */
  message = g_strdup_printf (_("Metrics are at http://%s:%u/metrics"), host,
                             fecho_metrics_get_port (self->served));
  fecho_cli_complain (FECHO_CLI_DONE, message);

  return TRUE;
}

gboolean
fecho_cli_fleet_start (FechoCliFleet  *self,
                       FechoCli       *cli,
                       FechoMonitor   *monitor,
                       GError        **error)
{
  return (self->otlp == NULL || start_outbox (self, cli, monitor, error)) &&
         (self->metrics == NULL || start_metrics (self, monitor, error));
}
