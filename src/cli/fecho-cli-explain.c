/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli-explain.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fecho-error.h"

/* What each option refuses, and by which code of the cause. */
static const struct
{
  const char *option;
  FechoError code;
  const char *sentence;
} refusals[] = {
  { "--name", FECHO_ERROR_INVALID, N_("--name: a name is one line of at most 256 bytes") },
  { "--origin", FECHO_ERROR_INVALID, N_("--origin: an origin is like https://example.com") },
  { "--proxy", FECHO_ERROR_INVALID,
    N_("--proxy is system, none, or like http://host:3128 or socks5://host:1080") },
  { "--pin", FECHO_ERROR_INVALID,
    N_("--pin: a fingerprint is 64 hexadecimal digits, the SHA-256 of a certificate") },
  { "--protocol", FECHO_ERROR_INVALID_FORM,
    /* Translators: %s is what was given as the name of a subprotocol. */
    N_("--protocol: “%s” is not a word of letters, digits and marks without blanks") },
  /* Translators: %s is the name of a subprotocol. */
  { "--protocol", FECHO_ERROR_EXISTS, N_("--protocol: “%s” is there twice") },
  { "--header", FECHO_ERROR_INVALID_FORM,
    N_("--header: a header is written as “Name: value”, and a name has no blanks") },
  { "--header", FECHO_ERROR_RESERVED,
    /* Translators: %s is the name of a header. */
    N_("--header: “%s” is set by the handshake itself") },
  { "--header", FECHO_ERROR_INVALID_VALUE,
    /* Translators: %s is the name of a header. */
    N_("--header: the value of “%s” is not one line of at most 8192 bytes") },
  { "--cookie", FECHO_ERROR_INVALID_FORM,
    N_("--cookie: a cookie is written as “name=value”, and a name has no blanks") },
  { "--cookie", FECHO_ERROR_INVALID_VALUE,
    /* Translators: %s is the name of a cookie. */
    N_("--cookie: the value of “%s” is not one line of at most 8192 bytes without “;”") },
};

/* The sentence is translated, with at most one %s in it. */
static gboolean
complain (const char  *sentence,
          const char  *subject,
          GError     **error)
{
  g_autoptr(GString) message = g_string_new (sentence);

  g_string_replace (message, "%s", subject, 1);
  g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_USAGE, message->str);

  return FALSE;
}

gboolean
fecho_cli_explain_address (const GError  *cause,
                           const char    *url,
                           GError       **error)
{
  const char *sentence;

  if (cause->code == FECHO_ERROR_INVALID_SCHEME)
    /* Translators: %s is an address. */
    sentence = _("“%s”: WebSocket addresses start with wss:// or ws://");
  else if (cause->code == FECHO_ERROR_INVALID_FRAGMENT)
    /* Translators: %s is an address. */
    sentence = _("“%s”: a WebSocket address cannot have a # part");
  else if (cause->code == FECHO_ERROR_INVALID_PORT)
    /* Translators: %s is an address. */
    sentence = _("“%s”: the port is a number from 1 to 65535");
  else if (cause->code == FECHO_ERROR_INVALID_HOST)
    /* Translators: %s is an address. */
    sentence = _("“%s”: the address has no valid host");
  else
    /* Translators: %s is an address. */
    sentence = _("“%s” is not a valid address");

  return complain (sentence, url, error);
}

gboolean
fecho_cli_explain_option (const GError  *cause,
                          const char    *option,
                          const char    *value,
                          GError       **error)
{
  g_autofree char *name = g_strndup (value, strcspn (value, ":="));

  if (g_error_matches (cause, FECHO_ERROR, FECHO_ERROR_TOO_MANY))
    /* Translators: an option that was given too often, such as --header. */
    return complain (_("%s is there too often"), option, error);

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_str_equal (refusals[i].option, option) &&
        g_error_matches (cause, FECHO_ERROR, (int)refusals[i].code))
      return complain (_(refusals[i].sentence), name, error);

  g_propagate_prefixed_error (error, g_error_copy (cause), "%s: ", option);

  return FALSE;
}
