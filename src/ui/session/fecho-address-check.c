/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-address-check.h"

#include <glib/gi18n.h>

#include "fecho-error.h"
#include "fecho-safe-text.h"
#include "fecho-session.h"

static char *
dup_error_text (const GError *error)
{
  switch ((FechoError)error->code)
    {
    case FECHO_ERROR_INVALID_SCHEME:
      return g_strdup (_("WebSocket addresses start with wss:// or ws://"));
    case FECHO_ERROR_INVALID_HOST:
      return g_strdup (_("The host is missing or not a valid name"));
    case FECHO_ERROR_INVALID_PORT:
      return g_strdup (_("A port is a number from 1 to 65535"));
    case FECHO_ERROR_INVALID_FRAGMENT:
      return g_strdup (_("A WebSocket address cannot have a # part"));
    case FECHO_ERROR_INVALID:
    case FECHO_ERROR_INVALID_FORM:
    case FECHO_ERROR_INVALID_VALUE:
    case FECHO_ERROR_RESERVED:
    case FECHO_ERROR_TOO_MANY:
    case FECHO_ERROR_FAILED:
    case FECHO_ERROR_USAGE:
    case FECHO_ERROR_NOT_OURS:
    case FECHO_ERROR_TOO_NEW:
    case FECHO_ERROR_CORRUPT:
    case FECHO_ERROR_FULL:
    case FECHO_ERROR_BUSY:
    case FECHO_ERROR_READ_ONLY:
    case FECHO_ERROR_IO:
    case FECHO_ERROR_IN_USE:
    case FECHO_ERROR_EXISTS:
      break;
    }

  /* Translators: keep %XX; it stands for two digits of a character, like %20. */
  return g_strdup (_("The address has spaces or characters that must be written as %XX"));
}

/* "https://host/x" and "host/x" with wss:// before the host, where that makes it good. */
static char *
dup_suggestion (const char *text)
{
  const char *rest = strstr (text, "://");
  g_autofree char *suggestion = g_strconcat ("wss://", rest != NULL ? rest + strlen ("://") : text,
                                             NULL);

  if (!fecho_endpoint_check_url (suggestion, NULL))
    return NULL;

  return g_steal_pointer (&suggestion);
}

/* fc00::/7 of RFC 4193, which GInetAddress does not know. */
static gboolean
is_unique_local (GInetAddress *address)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
         (g_inet_address_to_bytes (address)[0] & 0xfe) == 0xfc;
}

/* Of this computer or of the network around it, as far as the name alone tells. */
static gboolean
is_near (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_link_local (address) ||
           g_inet_address_get_is_site_local (address) || is_unique_local (address);

  return strchr (host, '.') == NULL || g_str_has_suffix (host, ".localhost") ||
         g_str_has_suffix (host, ".local");
}

static gboolean
has_password (const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_PARSE_RELAXED,
                                     NULL);

  return uri != NULL && g_uri_get_password (uri) != NULL;
}

/* With secrets masked on both sides: a stored address has its own in the keyring. */
static char *
dup_name_of_other (GListModel          *sessions,
                   const FechoEndpoint *typed,
                   const char          *own_id)
{
  g_autofree char *url = fecho_endpoint_dup_public_url (typed);
  guint n_sessions = sessions != NULL ? g_list_model_get_n_items (sessions) : 0;

  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);
      const FechoEndpoint *endpoint = fecho_session_get_endpoint (session);
      g_autofree char *other_url = fecho_session_dup_url (session);

      if (g_strcmp0 (endpoint->id, own_id) != 0 && g_str_equal (other_url, url))
        return g_strdup (endpoint->name);
    }

  return NULL;
}

static char *
dup_warning (const char          *text,
             const FechoEndpoint *endpoint,
             const char          *host,
             GListModel          *sessions,
             const char          *own_id)
{
  g_autofree char *other = dup_name_of_other (sessions, endpoint, own_id);
  g_autofree char *safe_other = other != NULL ? fecho_safe_text_line (other) : NULL;

  if (has_password (text))
    return g_strdup (_("The password is taken out of the address and kept in the keyring"));
  if (!fecho_endpoint_is_secure (endpoint) && !is_near (host))
    return g_strdup (_("Not encrypted: anyone on the way can read the messages"));
  if (safe_other != NULL)
    /* Translators: %s is the name of a session. */
    return g_strdup_printf (_("%s already uses this address"), safe_other);

  return NULL;
}

static char *
dup_good_text (const FechoEndpoint *endpoint,
               const char          *host,
               guint16              port)
{
  g_autofree char *safe_host = fecho_safe_text_line (host);

  if (fecho_endpoint_is_secure (endpoint))
    /* Translators: %s is the name of a host, %u a port. */
    return g_strdup_printf (_("Valid address: secure, host %s, port %u"), safe_host, port);

  /* Translators: %s is the name of a host, %u a port. */
  return g_strdup_printf (_("Valid address: not encrypted, host %s, port %u"), safe_host, port);
}

void
fecho_address_check (const char        *text,
                     GListModel        *sessions,
                     const char        *own_id,
                     FechoAddressCheck *ret_check)
{
  g_autofree char *stripped = NULL;
  g_autoptr(FechoEndpoint) endpoint = NULL;
  g_autoptr(GError) error = NULL;
  guint16 port = 0;

  g_return_if_fail (text != NULL);
  g_return_if_fail (ret_check != NULL);

  *ret_check = (FechoAddressCheck) { .verdict = FECHO_ADDRESS_EMPTY };
  stripped = g_strstrip (g_strdup (text));
  if (*stripped == '\0')
    {
      ret_check->text = g_strdup (_("Starts with wss:// or ws://"));
      return;
    }

  endpoint = fecho_endpoint_new (stripped, &error);
  if (endpoint == NULL)
    {
      ret_check->verdict = FECHO_ADDRESS_ERROR;
      ret_check->text = dup_error_text (error);
      if (g_error_matches (error, FECHO_ERROR, FECHO_ERROR_INVALID_SCHEME))
        ret_check->suggestion = dup_suggestion (stripped);
      return;
    }

  ret_check->host = fecho_endpoint_dup_host (endpoint, &port);
  ret_check->secure = fecho_endpoint_is_secure (endpoint);
  ret_check->text = dup_warning (stripped, endpoint, ret_check->host, sessions, own_id);
  ret_check->verdict = ret_check->text != NULL ? FECHO_ADDRESS_WARNING : FECHO_ADDRESS_GOOD;
  if (ret_check->text == NULL)
    ret_check->text = dup_good_text (endpoint, ret_check->host, port);
}

void
fecho_address_check_clear (FechoAddressCheck *check)
{
  g_return_if_fail (check != NULL);

  g_clear_pointer (&check->text, g_free);
  g_clear_pointer (&check->suggestion, g_free);
  g_clear_pointer (&check->host, g_free);
}
