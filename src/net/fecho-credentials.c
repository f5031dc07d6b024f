/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-credentials.h"

/* libsoup writes Basic credentials in Latin-1, where anything else is lost. RFC 7617 wants UTF-8:
 * each of its bytes as the character of Latin-1 that becomes this byte. */
static char *
dup_for_basic (const char *text)
{
  return g_convert (text, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
}

static void
authenticate (SoupAuth   *auth,
              const char *user,
              const char *password)
{
  gboolean is_basic = g_ascii_strcasecmp (soup_auth_get_scheme_name (auth), "Basic") == 0;
  g_autofree char *basic_user = is_basic ? dup_for_basic (user) : NULL;
  g_autofree char *basic_password = is_basic ? dup_for_basic (password) : NULL;

  soup_auth_authenticate (auth, basic_user != NULL ? basic_user : user,
                          basic_password != NULL ? basic_password : password);
}

static gboolean
authenticate_to_proxy (SoupAuth   *auth,
                       const char *proxy_uri)
{
  g_autoptr(GUri) uri = NULL;
  const char *password;

  if (proxy_uri == NULL)
    return FALSE;

  uri = g_uri_parse (proxy_uri, G_URI_FLAGS_HAS_PASSWORD, NULL);
  if (uri == NULL || g_uri_get_user (uri) == NULL)
    return FALSE;

  password = g_uri_get_password (uri);
  authenticate (auth, g_uri_get_user (uri), password != NULL ? password : "");

  return TRUE;
}

/* Asked again after a refusal: there is no second password to try. */
static gboolean
authenticate_cb (SoupMessage         *message,
                 SoupAuth            *auth,
                 gboolean             retrying,
                 const FechoEndpoint *endpoint)
{
  const char *password = endpoint->password != NULL ? endpoint->password : "";

  if (retrying)
    return FALSE;
  if (soup_auth_is_for_proxy (auth))
    return authenticate_to_proxy (auth, endpoint->proxy_uri);
  if (endpoint->user == NULL)
    return FALSE;

  authenticate (auth, endpoint->user, password);

  return TRUE;
}

static gboolean
is_pinned (GTlsCertificate *certificate,
           const char      *pin_sha256)
{
  g_autoptr(GByteArray) der = NULL;
  g_autofree char *digest = NULL;

  if (pin_sha256 == NULL)
    return FALSE;

  g_object_get (certificate, "certificate", &der, NULL);
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);

  return g_ascii_strcasecmp (digest, pin_sha256) == 0;
}

/* Only emitted where verification failed. */
static gboolean
accept_certificate_cb (SoupMessage          *message,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  errors,
                       const FechoEndpoint  *endpoint)
{
  return endpoint->insecure || is_pinned (certificate, endpoint->pin_sha256);
}

void
fecho_credentials_connect (SoupMessage         *message,
                           const FechoEndpoint *endpoint)
{
  gpointer data = (gpointer)endpoint;

  g_signal_connect (message, "authenticate", G_CALLBACK (authenticate_cb), data);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), data);
}
