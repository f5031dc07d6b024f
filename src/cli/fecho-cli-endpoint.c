/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli-endpoint.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "fecho-cli-explain.h"
#include "fecho-error.h"

#define MAX_SECONDS 86400.0

void
fecho_cli_endpoint_clear (FechoCliEndpoint *self)
{
  g_strfreev (self->protocols);
  g_strfreev (self->headers);
  g_strfreev (self->cookies);
  g_strfreev (self->send);
  g_free (self->origin);
  g_free (self->user);
  g_free (self->password);
  g_free (self->ca);
  g_free (self->certificate);
  g_free (self->key);
  g_free (self->pin);
  g_free (self->min_tls);
  g_free (self->proxy);
  g_free (self->backoff);
  g_free (self->name);
}

GOptionGroup *
fecho_cli_endpoint_group (FechoCliEndpoint *self)
{
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &self->name, N_("Name of the session (default: the host)"),
      N_("NAME") },
    { "connect-timeout", 0, 0, G_OPTION_ARG_DOUBLE, &self->connect_timeout_s,
      N_("Seconds for the whole handshake (default 10)"), N_("S") },
    { "ping", 0, 0, G_OPTION_ARG_DOUBLE, &self->ping_s,
      N_("Seconds between pings (default 20; 0: none)"), N_("S") },
    { "pong-timeout", 0, 0, G_OPTION_ARG_DOUBLE, &self->pong_timeout_s,
      N_("Seconds to wait for a pong (default 10)"), N_("S") },
    { "max-message", 0, 0, G_OPTION_ARG_INT64, &self->max_message,
      N_("Largest assembled message in bytes (default 1048576)"),
      /* Translators: what an option takes, in the list of options. */
      N_("BYTES") },
    { "protocol", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->protocols, N_("Offer this subprotocol"),
      N_("NAME") },
    { "header", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->headers,
      N_("“Name: value”, or @FILE with one a line"),
      /* Translators: what an option takes, in the list of options. */
      N_("HEADER") },
    { "cookie", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->cookies, N_("“name=value”"),
      /* Translators: what an option takes, in the list of options. */
      N_("COOKIE") },
    { "origin", 0, 0, G_OPTION_ARG_STRING, &self->origin, N_("Send this Origin"),
      /* Translators: what an option takes, in the list of options. */
      N_("URL") },
    { "user", 0, 0, G_OPTION_ARG_STRING, &self->user,
      N_("User name; the password is asked for or taken from FECHO_PASSWORD"), N_("NAME") },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &self->ca, N_("Trust only the authorities in this file"),
      /* Translators: what an option takes, in the list of options. */
      N_("FILE") },
    { "cert", 0, 0, G_OPTION_ARG_FILENAME, &self->certificate, N_("Client certificate"),
      N_("FILE") },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &self->key, N_("Its private key"), N_("FILE") },
    { "pin", 0, 0, G_OPTION_ARG_STRING, &self->pin,
      N_("Accept the one certificate with this fingerprint"),
      /* Translators: what an option takes, in the list of options. */
      N_("SHA256") },
    { "min-tls", 0, 0, G_OPTION_ARG_STRING, &self->min_tls, N_("Lowest TLS version: 1.2 or 1.3"),
      /* Translators: what an option takes, in the list of options. */
      N_("VERSION") },
    { "insecure", 0, 0, G_OPTION_ARG_NONE, &self->insecure, N_("Accept any certificate"), NULL },
    { "proxy", 0, 0, G_OPTION_ARG_STRING, &self->proxy,
      N_("system (default), none, or an http:// or socks5:// address"),
      /* Translators: what an option takes, in the list of options. */
      N_("PROXY") },
    { "deflate", 0, 0, G_OPTION_ARG_NONE, &self->deflate, N_("Offer compression of messages"),
      NULL },
    { "send", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->send,
      N_("Send this message when the connection opens"),
      /* Translators: what an option takes, in the list of options. */
      N_("TEXT") },
    { "backoff", 0, 0, G_OPTION_ARG_STRING, &self->backoff,
      N_("First and longest wait in seconds (default 1,300)"),
      N_("FIRST,MAX") },
    { "max-attempts", 0, 0, G_OPTION_ARG_INT, &self->max_attempts,
      N_("Stop after so many failures in a row"),
      N_("N") },
    G_OPTION_ENTRY_NULL
  };
  GOptionGroup *group = g_option_group_new ("connection", _("The connection:"),
                                            _("Show the options of a connection"),
                                            NULL, NULL);

  self->connect_timeout_s = self->ping_s = self->pong_timeout_s = -1;
  self->max_message = -1;
  self->max_attempts = -1;
  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);

  return group;
}

static gboolean
usage (GError     **error,
       const char  *message)
{
  g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_USAGE, message);

  return FALSE;
}

static gboolean
set_seconds (double       seconds,
             double       minimum,
             gint64      *ret_us,
             const char  *option,
             GError     **error)
{
  if (seconds == -1)
    return TRUE;
  if (!(seconds >= minimum && seconds <= MAX_SECONDS))
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_USAGE,
                   /* Translators: an option such as --ping. */
                   _("%s is a number of seconds, at most 86400"), option);
      return FALSE;
    }

  *ret_us = seconds * G_USEC_PER_SEC;

  return TRUE;
}

/* libsoup pings by whole seconds. */
static gboolean
check_ping (double   ping_s,
            GError **error)
{
  if (ping_s > 0 && ping_s <= MAX_SECONDS && ping_s != (gint64)ping_s)
    return usage (error, _("--ping is a whole number of seconds"));

  return TRUE;
}

static gboolean
set_times (FechoCliEndpoint  *self,
           FechoEndpoint     *endpoint,
           GError           **error)
{
  if (self->max_message == 0 || self->max_message < -1)
    return usage (error, _("--max-message is a number of bytes above 0"));
  if (self->max_message > 0)
    endpoint->max_message = self->max_message;

  return check_ping (self->ping_s, error) &&
         set_seconds (self->connect_timeout_s, 0.001, &endpoint->connect_timeout_us,
                      "--connect-timeout", error) &&
         set_seconds (self->ping_s, 0, &endpoint->ping_us, "--ping", error) &&
         set_seconds (self->pong_timeout_s, 0.001, &endpoint->pong_timeout_us, "--pong-timeout",
                      error);
}

typedef gboolean (*AddFunc) (FechoEndpoint *endpoint,
                             const char *item,
                             GError **error);

static gboolean
add (FechoEndpoint  *endpoint,
     AddFunc         func,
     const char     *option,
     const char     *item,
     GError        **error)
{
  g_autoptr(GError) cause = NULL;

  return func (endpoint, item, &cause) || fecho_cli_explain_option (cause, option, item, error);
}

static gboolean
add_header_file (FechoEndpoint  *endpoint,
                 const char     *path,
                 GError        **error)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    {
      g_prefix_error (error, "--header: ");
      return FALSE;
    }

  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_strchomp (*line);
      if (**line != '\0' && !add (endpoint, fecho_endpoint_add_header, "--header", *line, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_header (FechoEndpoint  *endpoint,
            const char     *line,
            GError        **error)
{
  return *line == '@'
         ? add_header_file (endpoint, line + 1, error)
         : add (endpoint, fecho_endpoint_add_header, "--header", line, error);
}

static gboolean
set_lists (FechoCliEndpoint  *self,
           FechoEndpoint     *endpoint,
           GError           **error)
{
  for (char **name = self->protocols; name != NULL && *name != NULL; name++)
    if (!add (endpoint, fecho_endpoint_add_subprotocol, "--protocol", *name, error))
      return FALSE;
  for (char **cookie = self->cookies; cookie != NULL && *cookie != NULL; cookie++)
    if (!add (endpoint, fecho_endpoint_add_cookie, "--cookie", *cookie, error))
      return FALSE;
  for (char **line = self->headers; line != NULL && *line != NULL; line++)
    if (!add_header (endpoint, *line, error))
      return FALSE;
  if (self->send != NULL)
    {
      g_strfreev (endpoint->on_open);
      endpoint->on_open = g_strdupv (self->send);
    }

  return TRUE;
}

/* A path that a SoupSession or GIO will open later, from who knows which folder. */
static gboolean
set_path (const char  *path,
          char       **ret_path,
          const char  *option,
          GError     **error)
{
  g_autoptr(GFile) file = NULL;

  if (path == NULL)
    return TRUE;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_USAGE,
                   /* Translators: an option such as --ca, then the name of a file. */
                   _("%s: there is no file “%s”"), option, path);
      return FALSE;
    }

  file = g_file_new_for_commandline_arg (path);
  g_free (*ret_path);
  *ret_path = g_file_get_path (file);

  return TRUE;
}

/* Trusting nobody is what nobody asks for: a file without certificates is a mistake. */
static gboolean
check_ca (const char  *path,
          GError     **error)
{
  g_autolist(GTlsCertificate) certificates = NULL;

  if (path == NULL)
    return TRUE;

  certificates = g_tls_certificate_list_new_from_file (path, NULL);
  if (certificates == NULL)
    /* Translators: the name of a file. */
    g_set_error (error, FECHO_ERROR, FECHO_ERROR_USAGE, _("--ca: there is no certificate in “%s”"),
                 path);

  return certificates != NULL;
}

static gboolean
check_certificate (const char  *path,
                   const char  *key_path,
                   GError     **error)
{
  g_autoptr(GTlsCertificate) certificate = NULL;
  g_autoptr(GTlsCertificate) alone = NULL;

  if (path == NULL)
    return TRUE;

  certificate = key_path != NULL
                ? g_tls_certificate_new_from_files (path, key_path, NULL)
                : g_tls_certificate_new_from_file (path, NULL);
  if (certificate != NULL)
    return TRUE;

  alone = g_tls_certificate_new_from_file (path, NULL);
  if (alone == NULL || key_path == NULL)
    g_set_error (error, FECHO_ERROR, FECHO_ERROR_USAGE,
                 /* Translators: the name of a file. */
                 _("--cert: there is no certificate in “%s”"), path);
  else
    g_set_error (error, FECHO_ERROR, FECHO_ERROR_USAGE,
                 /* Translators: the name of a file. */
                 _("--key: “%s” is not the key of the certificate"), key_path);

  return FALSE;
}

static gboolean
check_files (FechoCliEndpoint     *self,
             const FechoEndpoint  *endpoint,
             GError              **error)
{
  if (!self->are_files_good)
    self->are_files_good = check_ca (endpoint->ca_file, error) &&
                           check_certificate (endpoint->certificate_file, endpoint->key_file,
                                              error);

  return self->are_files_good;
}

static gboolean
set_tls (FechoCliEndpoint  *self,
         FechoEndpoint     *endpoint,
         GError           **error)
{
  if (self->min_tls != NULL && !g_str_equal (self->min_tls, "1.2") &&
      !g_str_equal (self->min_tls, "1.3"))
    return usage (error, _("--min-tls is 1.2 or 1.3"));
  if (self->key != NULL && self->certificate == NULL)
    return usage (error, _("--key needs --cert"));

  if (self->min_tls != NULL)
    endpoint->min_tls = g_str_equal (self->min_tls, "1.3") ? FECHO_MIN_TLS_1_3 : FECHO_MIN_TLS_1_2;
  endpoint->insecure = self->insecure;
  if (self->pin != NULL &&
      !add (endpoint, fecho_endpoint_set_pin, "--pin", self->pin, error))
    return FALSE;

  return set_path (self->ca, &endpoint->ca_file, "--ca", error) &&
         set_path (self->certificate, &endpoint->certificate_file, "--cert", error) &&
         set_path (self->key, &endpoint->key_file, "--key", error) &&
         check_files (self, endpoint, error);
}

static gboolean
set_backoff (FechoCliEndpoint  *self,
             FechoEndpoint     *endpoint,
             GError           **error)
{
  double first, longest;
  char *end = NULL;

  if (self->max_attempts < -1)
    return usage (error, _("--max-attempts is a number"));
  if (self->max_attempts >= 0)
    endpoint->max_attempts = self->max_attempts;
  if (self->backoff == NULL)
    return TRUE;

  first = g_ascii_strtod (self->backoff, &end);
  longest = *end == ',' ? g_ascii_strtod (end + 1, &end) : -1;
  if (*end != '\0' || !(first > 0 && longest >= first && longest <= MAX_SECONDS))
    return usage (error, _("--backoff is two numbers of seconds, the first one not larger: 1,300"));

  endpoint->backoff_first_us = first * G_USEC_PER_SEC;
  endpoint->backoff_max_us = longest * G_USEC_PER_SEC;

  return TRUE;
}

/* Asked on the terminal, without showing what is typed. */
static char *
ask_password (void)
{
  struct termios before, silent;
  char line[1024] = "";
  gboolean hidden = tcgetattr (STDIN_FILENO, &before) == 0;

  if (!hidden)
    return NULL;

  silent = before;
  silent.c_lflag &= ~(tcflag_t)ECHO;
  g_printerr ("%s ", _("Password:"));
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  if (fgets (line, sizeof line, stdin) == NULL)
    line[0] = '\0';
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  g_printerr ("\n");

  return g_strdup (g_strchomp (line));
}

static gboolean
set_user (FechoCliEndpoint  *self,
          FechoEndpoint     *endpoint,
          GError           **error)
{
  if (self->user == NULL)
    return TRUE;
  if (self->password == NULL)
    self->password = g_strdup (g_getenv ("FECHO_PASSWORD"));
  if (self->password == NULL)
    self->password = ask_password ();
  if (self->password == NULL)
    return usage (error, _("--user: no password: set FECHO_PASSWORD, or run on a terminal"));

  g_free (endpoint->user);
  endpoint->user = g_strdup (self->user);
  g_free (endpoint->password);
  endpoint->password = g_strdup (self->password);

  return TRUE;
}

FechoEndpoint *
fecho_cli_endpoint_make (FechoCliEndpoint  *self,
                         const char        *url,
                         GError           **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(FechoEndpoint) endpoint = fecho_endpoint_new (url, &cause);

  if (endpoint == NULL)
    {
      fecho_cli_explain_address (cause, url, error);
      return NULL;
    }
  if (self->name != NULL &&
      !add (endpoint, fecho_endpoint_set_name, "--name", self->name, error))
    return NULL;
  if (self->origin != NULL &&
      !add (endpoint, fecho_endpoint_set_origin, "--origin", self->origin, error))
    return NULL;
  if (self->proxy != NULL &&
      !add (endpoint, fecho_endpoint_set_proxy, "--proxy", self->proxy, error))
    return NULL;
  endpoint->deflate = self->deflate;
  if (!set_times (self, endpoint, error) || !set_lists (self, endpoint, error) ||
      !set_tls (self, endpoint, error) || !set_backoff (self, endpoint, error) ||
      !set_user (self, endpoint, error))
    return NULL;

  return g_steal_pointer (&endpoint);
}
