/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-endpoint-private.h"

#include <string.h>

#include "fecho-error.h"

G_DEFINE_BOXED_TYPE (FechoEndpoint, fecho_endpoint, fecho_endpoint_copy, fecho_endpoint_free)

/* Marks that a token may have beside letters and digits: RFC 7230, 3.2.6. */
#define TOKEN_MARKS "!#$%&'*+-.^_`|~"

/* What owns memory is copied and freed alike. */
static const gsize string_offsets[] = {
  G_STRUCT_OFFSET (FechoEndpoint, id),
  G_STRUCT_OFFSET (FechoEndpoint, name),
  G_STRUCT_OFFSET (FechoEndpoint, group),
  G_STRUCT_OFFSET (FechoEndpoint, url),
  G_STRUCT_OFFSET (FechoEndpoint, origin),
  G_STRUCT_OFFSET (FechoEndpoint, user),
  G_STRUCT_OFFSET (FechoEndpoint, password),
  G_STRUCT_OFFSET (FechoEndpoint, ca_file),
  G_STRUCT_OFFSET (FechoEndpoint, certificate_file),
  G_STRUCT_OFFSET (FechoEndpoint, key_file),
  G_STRUCT_OFFSET (FechoEndpoint, pin_sha256),
  G_STRUCT_OFFSET (FechoEndpoint, proxy_uri),
  G_STRUCT_OFFSET (FechoEndpoint, no_reconnect_codes),
  G_STRUCT_OFFSET (FechoEndpoint, dictionary),
};

static const gsize list_offsets[] = {
  G_STRUCT_OFFSET (FechoEndpoint, subprotocols),
  G_STRUCT_OFFSET (FechoEndpoint, headers),
  G_STRUCT_OFFSET (FechoEndpoint, cookies),
  G_STRUCT_OFFSET (FechoEndpoint, on_open),
};

/* Sent by the handshake itself: RFC 6455, 4.1, and what frames an HTTP message. */
static const char *const own_headers[] = {
  "Host", "Connection", "Upgrade", "Content-Length", "Transfer-Encoding",
};

static const char *const proxy_schemes[] = {
  "http", "https", "socks", "socks4", "socks4a", "socks5", NULL
};

/* "The name “x” <why>" */
static gboolean
refuse (GError     **error,
        FechoError   code,
        const char  *what,
        const char  *text,
        const char  *why)
{
  g_autofree char *quoted = fecho_endpoint_quote (text);

  g_set_error (error, FECHO_ERROR, code, "The %s “%s” %s", what, quoted, why);

  return FALSE;
}

/* A name, a header or a path is one line of UTF-8. */
static gboolean
is_line (const char *text,
         gsize       max_bytes)
{
  if (strlen (text) > max_bytes || !g_utf8_validate (text, -1, NULL))
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (p)) && *p != '\t')
        return FALSE;
    }

  return TRUE;
}

gboolean
fecho_endpoint_is_token (const char *text,
                         gsize       n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    {
      if (text[i] == '\0' ||
          (!g_ascii_isalnum (text[i]) && strchr (TOKEN_MARKS, text[i]) == NULL))
        return FALSE;
    }

  return n_bytes > 0;
}

static gboolean
append_item (char       ***list,
             char         *item,
             guint         max_items,
             const char   *what,
             GError      **error)
{
  guint n_items = *list != NULL ? g_strv_length (*list) : 0;

  if (n_items >= max_items)
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_TOO_MANY,
                   "A session has at most %u %s", max_items, what);
      g_free (item);
      return FALSE;
    }
  *list = g_renew (char *, *list, n_items + 2);
  (*list)[n_items] = item;
  (*list)[n_items + 1] = NULL;

  return TRUE;
}

/* -- the value */

void
fecho_endpoint_reset_options (FechoEndpoint *self)
{
  FechoEndpoint kept = *self;

  for (gsize i = 0; i < G_N_ELEMENTS (list_offsets); i++)
    g_strfreev (G_STRUCT_MEMBER (char **, self, list_offsets[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (string_offsets); i++)
    {
      char *string = G_STRUCT_MEMBER (char *, self, string_offsets[i]);

      if (string != kept.id && string != kept.name && string != kept.url && string != kept.password)
        g_free (string);
    }

  *self = (FechoEndpoint){
    .id = kept.id,
    .name = kept.name,
    .url = kept.url,
    .password = kept.password,
    .secrets = kept.secrets,
    .n_owners = kept.n_owners,
    .connect_timeout_us = 10 * G_TIME_SPAN_SECOND,
    .ping_us = FECHO_ENDPOINT_PING_US,
    .pong_timeout_us = 10 * G_TIME_SPAN_SECOND,
    .max_message = 1024 * 1024,
    .reconnect = TRUE,
    .backoff_first_us = 1 * G_TIME_SPAN_SECOND,
    .backoff_max_us = 300 * G_TIME_SPAN_SECOND,
    .no_reconnect_codes = g_strdup ("401,403,1008,3000,3003"),
  };
}

FechoEndpoint *
fecho_endpoint_new_empty (void)
{
  FechoEndpoint *self = g_new0 (FechoEndpoint, 1);

  g_atomic_ref_count_init (&self->n_owners);
  fecho_endpoint_reset_options (self);

  return self;
}

FechoEndpoint *
fecho_endpoint_new (const char  *url,
                    GError     **error)
{
  g_autoptr(FechoEndpoint) self = NULL;

  g_return_val_if_fail (url != NULL, NULL);

  self = fecho_endpoint_new_empty ();
  if (!fecho_endpoint_set_url (self, url, error))
    return NULL;

  self->id = g_uuid_string_random ();
  self->name = fecho_endpoint_dup_host (self, NULL);

  return g_steal_pointer (&self);
}

FechoEndpoint *
fecho_endpoint_copy (const FechoEndpoint *self)
{
  FechoEndpoint *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (FechoEndpoint, 1);
  *copy = *self;
  g_atomic_ref_count_init (&copy->n_owners);
  for (gsize i = 0; i < G_N_ELEMENTS (string_offsets); i++)
    {
      char **string = G_STRUCT_MEMBER_P (copy, string_offsets[i]);

      *string = g_strdup (*string);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (list_offsets); i++)
    {
      char ***list = G_STRUCT_MEMBER_P (copy, list_offsets[i]);

      *list = g_strdupv (*list);
    }
  if (copy->secrets != NULL)
    g_hash_table_ref (copy->secrets);

  return copy;
}

FechoEndpoint *
fecho_endpoint_share (const FechoEndpoint *self)
{
  FechoEndpoint *shared = (FechoEndpoint *)self;

  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&shared->n_owners);

  return shared;
}

gboolean
fecho_endpoint_is_shared (const FechoEndpoint *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return !g_atomic_ref_count_compare ((gatomicrefcount *)&self->n_owners, 1);
}

void
fecho_endpoint_free (FechoEndpoint *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->n_owners))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (string_offsets); i++)
    g_free (G_STRUCT_MEMBER (char *, self, string_offsets[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (list_offsets); i++)
    g_strfreev (G_STRUCT_MEMBER (char **, self, list_offsets[i]));
  g_clear_pointer (&self->secrets, g_hash_table_unref);
  g_free (self);
}

/* -- setters */

gboolean
fecho_endpoint_set_url (FechoEndpoint  *self,
                        const char     *url,
                        GError        **error)
{
  g_autofree char *bare = NULL;
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (url != NULL, FALSE);

  if (!fecho_endpoint_split_url (url, &bare, &user, &password, error))
    return FALSE;

  g_free (self->url);
  self->url = g_steal_pointer (&bare);
  if (user != NULL && *user != '\0')
    {
      g_free (self->user);
      self->user = g_steal_pointer (&user);
      g_free (self->password);
      self->password = g_steal_pointer (&password);
    }

  return TRUE;
}

gboolean
fecho_endpoint_set_name (FechoEndpoint  *self,
                         const char     *name,
                         GError        **error)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  stripped = g_strstrip (g_strdup (name));
  if (*stripped == '\0')
    return refuse (error, FECHO_ERROR_INVALID, "name", name, "is empty");
  if (!is_line (stripped, FECHO_ENDPOINT_MAX_NAME))
    return refuse (error, FECHO_ERROR_INVALID, "name", name,
                   "is not one line of at most 256 bytes");

  g_free (self->name);
  self->name = g_steal_pointer (&stripped);

  return TRUE;
}

static gboolean
is_own_header (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (own_headers); i++)
    {
      if (g_ascii_strcasecmp (name, own_headers[i]) == 0)
        return TRUE;
    }

  return g_ascii_strncasecmp (name, "Sec-WebSocket-", strlen ("Sec-WebSocket-")) == 0;
}

gboolean
fecho_endpoint_add_header (FechoEndpoint  *self,
                           const char     *line,
                           GError        **error)
{
  const char *colon;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (line != NULL, FALSE);

  /* No message quotes a value: it may be a secret. */
  colon = strchr (line, ':');
  if (colon == NULL || !fecho_endpoint_is_token (line, colon - line))
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID_FORM,
                           "A header is written as “Name: value”, and a name has no blanks");
      return FALSE;
    }
  name = g_strndup (line, colon - line);
  value = g_strstrip (g_strdup (colon + 1));
  if (is_own_header (name))
    return refuse (error, FECHO_ERROR_RESERVED, "header", name, "is set by the handshake itself");
  if (!is_line (line, FECHO_ENDPOINT_MAX_LINE))
    return refuse (error, FECHO_ERROR_INVALID_VALUE, "header", name,
                   "has a value that is not one line of at most 8192 bytes");

  return append_item (&self->headers, g_strdup_printf ("%s: %s", name, value),
                      FECHO_ENDPOINT_MAX_HEADERS, "headers", error);
}

gboolean
fecho_endpoint_add_subprotocol (FechoEndpoint  *self,
                                const char     *name,
                                GError        **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (!fecho_endpoint_is_token (name, strlen (name)) || strlen (name) > FECHO_ENDPOINT_MAX_NAME)
    return refuse (error, FECHO_ERROR_INVALID_FORM, "subprotocol", name,
                   "is not a word of letters, digits and " TOKEN_MARKS);
  if (self->subprotocols != NULL && g_strv_contains ((const char *const *)self->subprotocols, name))
    return refuse (error, FECHO_ERROR_EXISTS, "subprotocol", name, "is there already");

  return append_item (&self->subprotocols, g_strdup (name),
                      FECHO_ENDPOINT_MAX_SUBPROTOCOLS, "subprotocols", error);
}

gboolean
fecho_endpoint_add_cookie (FechoEndpoint  *self,
                           const char     *cookie,
                           GError        **error)
{
  const char *equals;
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (cookie != NULL, FALSE);

  equals = strchr (cookie, '=');
  if (equals == NULL || !fecho_endpoint_is_token (cookie, equals - cookie))
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID_FORM,
                           "A cookie is written as “name=value”, and a name has no blanks");
      return FALSE;
    }
  name = g_strndup (cookie, equals - cookie);
  if (!is_line (cookie, FECHO_ENDPOINT_MAX_LINE) || strpbrk (equals + 1, ";\t") != NULL)
    return refuse (error, FECHO_ERROR_INVALID_VALUE, "cookie", name,
                   "has a value that is not one line of at most 8192 bytes without “;”");

  return append_item (&self->cookies, g_strdup (cookie),
                      FECHO_ENDPOINT_MAX_COOKIES, "cookies", error);
}

static gboolean
has_host (GUri *uri)
{
  return g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
}

/* RFC 6454, 7: a scheme, a host and perhaps a port, or the word "null". */
gboolean
fecho_endpoint_set_origin (FechoEndpoint  *self,
                           const char     *origin,
                           GError        **error)
{
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (origin != NULL && strcmp (origin, "null") != 0)
    {
      uri = is_line (origin, FECHO_ENDPOINT_MAX_URL) && strpbrk (origin, " \t@") == NULL
            ? g_uri_parse (origin, G_URI_FLAGS_ENCODED, NULL)
            : NULL;
      if (uri == NULL || !has_host (uri) || *g_uri_get_path (uri) != '\0' ||
          g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
        return refuse (error, FECHO_ERROR_INVALID, "origin", origin,
                       "is not like https://example.com");
    }

  g_free (self->origin);
  self->origin = g_strdup (origin);

  return TRUE;
}

gboolean
fecho_endpoint_set_proxy (FechoEndpoint  *self,
                          const char     *proxy,
                          GError        **error)
{
  FechoProxyMode mode = FECHO_PROXY_URI;
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (proxy == NULL || strcmp (proxy, "system") == 0)
    mode = FECHO_PROXY_SYSTEM;
  else if (strcmp (proxy, "none") == 0)
    mode = FECHO_PROXY_NONE;
  else
    {
      uri = is_line (proxy, FECHO_ENDPOINT_MAX_URL) && strpbrk (proxy, " \t") == NULL
            ? g_uri_parse (proxy, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL)
            : NULL;
      if (uri == NULL || !has_host (uri) ||
          !g_strv_contains (proxy_schemes, g_uri_get_scheme (uri)))
        return refuse (error, FECHO_ERROR_INVALID, "proxy", proxy,
                       "is not “system”, “none”, or like http://host:3128 or socks5://host:1080");
    }

  g_free (self->proxy_uri);
  self->proxy_uri = mode == FECHO_PROXY_URI ? g_strdup (proxy) : NULL;
  self->proxy_mode = mode;

  return TRUE;
}

gboolean
fecho_endpoint_set_pin (FechoEndpoint  *self,
                        const char     *fingerprint,
                        GError        **error)
{
  g_autoptr(GString) digits = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (fingerprint != NULL, FALSE);

  for (const char *p = fingerprint; *p != '\0'; p++)
    if (*p != ':')
      g_string_append_c (digits, g_ascii_isxdigit (*p) ? g_ascii_tolower (*p) : '?');
  if (digits->len != 64 || strchr (digits->str, '?') != NULL)
    {
      g_set_error_literal (error, FECHO_ERROR, FECHO_ERROR_INVALID,
                           "A fingerprint is 64 hexadecimal digits, the SHA-256 of a certificate");
      return FALSE;
    }

  g_free (self->pin_sha256);
  self->pin_sha256 = g_strdup (digits->str);

  return TRUE;
}
