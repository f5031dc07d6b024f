/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-endpoint-private.h"

#include <string.h>

#include "fecho-error.h"
#include "fecho-safe-text.h"

#define MAX_QUOTED_CHARS 120
#define MAX_PORT 65535

/* Never in a host, percent-decoded: WHATWG URL, "forbidden host code point". */
#define FORBIDDEN_IN_HOST "#/<>?@[\\]^|%\"`{}, "

char *
fecho_endpoint_quote (const char *text)
{
  g_autofree char *redacted = fecho_safe_text_redact_url (text);
  g_autofree char *line = fecho_safe_text_line (redacted);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (line, -1) <= MAX_QUOTED_CHARS)
    return g_steal_pointer (&line);

  start = g_utf8_substring (line, 0, MAX_QUOTED_CHARS);

  return g_strconcat (start, "…", NULL);
}

/* "The address “ws://x:0” <what>" */
static gboolean
refuse (GError     **error,
        FechoError   code,
        const char  *url,
        const char  *what)
{
  g_autofree char *quoted = fecho_endpoint_quote (url);

  g_set_error (error, FECHO_ERROR, code, "The address “%s” %s", quoted, what);

  return FALSE;
}

/* An address has neither blanks nor control characters; those of bidi and of no width would
 * only make it look like another. */
static gboolean
check_characters (const char  *url,
                  GError     **error)
{
  if (!g_utf8_validate (url, -1, NULL))
    return refuse (error, FECHO_ERROR_INVALID, url, "is not UTF-8");
  if (strlen (url) > FECHO_ENDPOINT_MAX_URL)
    return refuse (error, FECHO_ERROR_INVALID, url, "has more than 8192 bytes");

  for (const char *p = url; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        return refuse (error, FECHO_ERROR_INVALID, url, "has a space in it; write %20 for it");
      if (g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
        return refuse (error, FECHO_ERROR_INVALID, url, "has a control character in it");
    }

  return TRUE;
}

static gboolean
check_scheme (const char  *url,
              GError     **error)
{
  if (*url == '\0')
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID_SCHEME,
                           "The address is empty; it starts with ws:// or wss://");
      return FALSE;
    }
  if (g_ascii_strncasecmp (url, "ws://", 5) != 0 && g_ascii_strncasecmp (url, "wss://", 6) != 0)
    return refuse (error, FECHO_ERROR_INVALID_SCHEME, url, "does not start with ws:// or wss://");

  return TRUE;
}

/* GUri takes "[::1" and "h:" for other things than a person means. */
static gboolean
check_port (const char  *url,
            const char  *port,
            GError     **error)
{
  guint64 value;

  if (*port == '\0')
    return TRUE;
  if (*port != ':')
    return refuse (error, FECHO_ERROR_INVALID_HOST, url,
                   "has something else than a port after the “]”");
  if (port[1] == '\0')
    return refuse (error, FECHO_ERROR_INVALID_PORT, url, "has no port after the “:”");
  if (!g_ascii_string_to_unsigned (port + 1, 10, 1, MAX_PORT, &value, NULL))
    return refuse (error, FECHO_ERROR_INVALID_PORT, url,
                   "has a port that is not a number from 1 to 65535");

  return TRUE;
}

/* host is what stands between userinfo and path, with its port. */
static gboolean
check_host (const char  *url,
            const char  *host,
            GError     **error)
{
  g_autofree char *name = NULL;
  g_autofree char *decoded = NULL;
  const char *end;

  if (*host == '[')
    {
      end = strchr (host, ']');
      if (end == NULL)
        return refuse (error, FECHO_ERROR_INVALID_HOST, url,
                       "has a “[” without its “]” in the host");
      return check_port (url, end + 1, error);
    }

  end = strchr (host, ':');
  name = end != NULL ? g_strndup (host, end - host) : g_strdup (host);
  decoded = g_uri_unescape_string (name, NULL);
  if (*name == '\0')
    return refuse (error, FECHO_ERROR_INVALID_HOST, url, "has no host");
  if (strchr (name, '@') != NULL)
    return refuse (error, FECHO_ERROR_INVALID_HOST, url,
                   "has more than one “@”; write %40 for one in a password");
  if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL))
    return refuse (error, FECHO_ERROR_INVALID_HOST, url, "has a wrong percent-escape in the host");
  for (const char *p = decoded; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p) || strchr (FORBIDDEN_IN_HOST, *p) != NULL)
        return refuse (error, FECHO_ERROR_INVALID_HOST, url,
                       "has a character in its host that no host can have");
    }

  return check_port (url, end != NULL ? end : "", error);
}

/* What GUri alone knows: IPv6 and IDN, percent-escapes. */
static GUri *
parse_url (const char  *url,
           GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED,
                                     &local_error);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  FechoError code = FECHO_ERROR_INVALID;

  if (uri != NULL && host != NULL && *host != '\0')
    return g_steal_pointer (&uri);

  if (local_error == NULL || g_error_matches (local_error, G_URI_ERROR, G_URI_ERROR_BAD_HOST))
    code = FECHO_ERROR_INVALID_HOST;
  if (code == FECHO_ERROR_INVALID_HOST)
    refuse (error, code, url, "has a host that is neither a name nor an IP address");
  else
    refuse (error, code, url, "has a wrong percent-escape in it; write %25 for a percent sign");

  return NULL;
}

static char *
decode (const char *text)
{
  return text != NULL ? g_uri_unescape_string (text, NULL) : NULL;
}

gboolean
fecho_endpoint_split_url (const char  *url,
                          char       **ret_url,
                          char       **ret_user,
                          char       **ret_password,
                          GError     **error)
{
  g_autoptr(GUri) uri = NULL;
  g_autofree char *authority = NULL;
  g_autofree char *scheme = NULL;
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;
  const char *after_scheme;
  const char *at;
  const char *host;

  if (!check_scheme (url, error) || !check_characters (url, error))
    return FALSE;
  if (strchr (url, '#') != NULL)
    return refuse (error, FECHO_ERROR_INVALID_FRAGMENT, url,
                   "has a “#”: a WebSocket address has no such part");

  after_scheme = strstr (url, "://") + 3;
  authority = g_strndup (after_scheme, strcspn (after_scheme, "/?"));
  at = strchr (authority, '@');
  host = at != NULL ? at + 1 : authority;
  if (!check_host (url, host, error))
    return FALSE;
  uri = parse_url (url, error);
  if (uri == NULL)
    return FALSE;

  user = decode (g_uri_get_user (uri));
  password = decode (g_uri_get_password (uri));
  if ((g_uri_get_user (uri) != NULL && user == NULL) ||
      (g_uri_get_password (uri) != NULL && password == NULL))
    return refuse (error, FECHO_ERROR_INVALID, url,
                   "has a wrong percent-escape in its user or password");

  /* Cut by hand, not put together by GUri: the path and the query stay byte for byte. */
  scheme = g_ascii_strdown (url, after_scheme - url);
  *ret_url = g_strconcat (scheme, after_scheme + (host - authority), NULL);
  *ret_user = g_steal_pointer (&user);
  *ret_password = g_steal_pointer (&password);

  return TRUE;
}

gboolean
fecho_endpoint_check_url (const char  *url,
                          GError     **error)
{
  g_autofree char *bare = NULL;
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  return fecho_endpoint_split_url (url, &bare, &user, &password, error);
}

gboolean
fecho_endpoint_is_secure (const FechoEndpoint *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_ascii_strncasecmp (self->url, "wss:", 4) == 0;
}

gboolean
fecho_endpoint_is_loopback_host (const char *host)
{
  g_autoptr(GInetAddress) address = NULL;

  g_return_val_if_fail (host != NULL, FALSE);

  address = g_inet_address_new_from_string (host);
  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost");
}

char *
fecho_endpoint_dup_host (const FechoEndpoint *self,
                         guint16             *ret_port)
{
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  uri = g_uri_parse (self->url, G_URI_FLAGS_ENCODED, NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  if (ret_port != NULL)
    {
      int port = g_uri_get_port (uri);

      *ret_port = port > 0 ? port : fecho_endpoint_is_secure (self) ? 443 : 80;
    }

  return g_strdup (g_uri_get_host (uri));
}

char *
fecho_endpoint_dup_public_url (const FechoEndpoint *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return fecho_safe_text_redact_url (self->url);
}
