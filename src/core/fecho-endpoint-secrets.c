/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-endpoint-private.h"

#include <string.h>

#include "fecho-safe-text.h"

/* In the password of a proxy's address: "http://me:${proxy_password}@host:3128". */
#define PROXY_PASSWORD "proxy_password"

/* Legal in a query or path beside letters and digits (RFC 3986, 3.4), but for what would end a
 * parameter; a percent sign is that of an escape. */
#define PLAIN_IN_URL "%!$'()*+,;:@/?="

/* Shorter values stand in texts by chance. */
#define MIN_MASKED_BYTES 4

#define OFFSET(field) G_STRUCT_OFFSET (FechoEndpoint, field)

/* What may have variables in it. */
static const gsize text_offsets[] = {
  OFFSET (url), OFFSET (origin), OFFSET (user), OFFSET (proxy_uri),
};

static const gsize list_offsets[] = {
  OFFSET (headers), OFFSET (cookies), OFFSET (on_open),
};

/* Finds the first "${NAME}" of text, which has no blank or brace in its name. */
static const char *
find_variable (const char  *text,
               const char **ret_end,
               char       **ret_name)
{
  for (const char *start = strstr (text, "${"); start != NULL; start = strstr (start + 2, "${"))
    {
      gsize n_bytes = strcspn (start + 2, "{} \t\r\n");

      if (n_bytes > 0 && n_bytes <= FECHO_ENDPOINT_MAX_NAME && start[2 + n_bytes] == '}')
        {
          *ret_end = start + 2 + n_bytes + 1;
          *ret_name = g_strndup (start + 2, n_bytes);
          return start;
        }
    }

  return NULL;
}

/* -- the table */

const char *
fecho_endpoint_get_secret (const FechoEndpoint *self,
                           const char          *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return self->secrets != NULL ? g_hash_table_lookup (self->secrets, name) : NULL;
}

/* Copies share the table: a change makes another one. */
void
fecho_endpoint_set_secret (FechoEndpoint *self,
                           const char    *name,
                           const char    *value)
{
  GHashTable *changed;
  GHashTableIter iter;
  gpointer other_name;
  gpointer other_value;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (self->secrets != NULL)
    {
      g_hash_table_iter_init (&iter, self->secrets);
      while (g_hash_table_iter_next (&iter, &other_name, &other_value))
        g_hash_table_insert (changed, g_strdup (other_name), g_strdup (other_value));
      g_hash_table_unref (self->secrets);
    }
  if (value != NULL)
    g_hash_table_insert (changed, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (changed, name);
  self->secrets = changed;
}

/* -- hiding */

/* Two headers of one name have two secrets. */
static char *
keep_secret (FechoEndpoint *self,
             GHashTable    *taken,
             const char    *name,
             const char    *value)
{
  g_autofree char *variable = g_strdup (name);

  for (guint i = 2; g_hash_table_contains (taken, variable); i++)
    {
      g_free (variable);
      variable = g_strdup_printf ("%s_%u", name, i);
    }
  fecho_endpoint_set_secret (self, variable, value);
  g_hash_table_add (taken, g_strdup (variable));

  return g_steal_pointer (&variable);
}

typedef struct
{
  FechoEndpoint *endpoint;
  GHashTable *taken;            /* names of variables that are in use */
} Hiding;

static char *
hide_parameter (const char *name,
                const char *value,
                gsize       n_bytes,
                gpointer    data)
{
  Hiding *hiding = data;
  g_autofree char *secret = g_strndup (value, n_bytes);

  return keep_secret (hiding->endpoint, hiding->taken, name, secret);
}

/* "name: secret" or "name=secret". */
static void
hide_in_pair (Hiding      *hiding,
              char       **pair,
              const char  *separator,
              gboolean     always)
{
  char *end = strchr (*pair, *separator);
  g_autofree char *name = end != NULL ? g_strndup (*pair, end - *pair) : NULL;
  g_autofree char *variable = NULL;
  const char *value;

  if (name == NULL || (!always && !fecho_safe_text_is_secret_name (name)))
    return;
  value = end + strlen (separator);
  value += strspn (value, " ");
  if (*value == '\0' || fecho_endpoint_is_variable (value))
    return;

  variable = keep_secret (hiding->endpoint, hiding->taken, name, value);
  g_free (*pair);
  *pair = g_strdup_printf ("%s%s${%s}", name, separator, variable);
}

static void
hide_in_proxy (Hiding *hiding)
{
  FechoEndpoint *self = hiding->endpoint;
  g_autoptr(GUri) uri = NULL;
  g_autofree char *variable = NULL;
  g_autofree char *bare = NULL;
  g_autofree char *userinfo = NULL;
  const char *host;

  if (self->proxy_mode == FECHO_PROXY_URI && self->proxy_uri != NULL)
    uri = g_uri_parse (self->proxy_uri, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_password (uri) == NULL ||
      fecho_endpoint_is_variable (g_uri_get_password (uri)))
    return;

  variable = keep_secret (self, hiding->taken, PROXY_PASSWORD, g_uri_get_password (uri));
  userinfo = g_strdup_printf ("%s:${%s}@", g_uri_get_user (uri), variable);
  bare = g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO);
  host = strstr (bare, "://") + strlen ("://");
  g_free (self->proxy_uri);
  self->proxy_uri = g_strdup_printf ("%.*s%s%s", (int)(host - bare), bare, userinfo, host);
}

void
fecho_endpoint_hide_secrets (FechoEndpoint *self)
{
  g_autoptr(GHashTable) taken = NULL;
  g_auto(GStrv) variables = NULL;
  Hiding hiding;
  char *url;

  g_return_if_fail (self != NULL);

  taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  variables = fecho_endpoint_list_variables (self);
  for (guint i = 0; variables[i] != NULL; i++)
    g_hash_table_add (taken, g_strdup (variables[i]));
  hiding = (Hiding) { self, taken };

  url = fecho_safe_text_take_secrets (self->url, hide_parameter, &hiding);
  g_free (self->url);
  self->url = url;
  for (guint i = 0; self->headers != NULL && self->headers[i] != NULL; i++)
    hide_in_pair (&hiding, &self->headers[i], ": ", FALSE);
  for (guint i = 0; self->cookies != NULL && self->cookies[i] != NULL; i++)
    hide_in_pair (&hiding, &self->cookies[i], "=", TRUE);
  hide_in_proxy (&hiding);
  if (self->password != NULL)
    fecho_endpoint_set_secret (self, FECHO_ENDPOINT_PASSWORD, self->password);
  g_clear_pointer (&self->password, g_free);
}

/* -- variables */

static void
add_variables (GPtrArray  *names,
               const char *text)
{
  const char *rest = text;
  const char *end;
  char *name;

  while (rest != NULL && find_variable (rest, &end, &name) != NULL)
    {
      rest = end;
      if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_free (name);
      else
        g_ptr_array_add (names, name);
    }
}

char **
fecho_endpoint_list_variables (const FechoEndpoint *self)
{
  g_autoptr(GPtrArray) names = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  names = g_ptr_array_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    add_variables (names, G_STRUCT_MEMBER (char *, self, text_offsets[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (list_offsets); i++)
    {
      char **list = G_STRUCT_MEMBER (char **, self, list_offsets[i]);

      for (guint j = 0; list != NULL && list[j] != NULL; j++)
        add_variables (names, list[j]);
    }
  if (self->user != NULL && *self->user != '\0')
    add_variables (names, "${" FECHO_ENDPOINT_PASSWORD "}");
  g_ptr_array_add (names, NULL);

  return (char **)g_ptr_array_steal (names, NULL);
}

/* -- revealing */

/* A line break in a secret would make a header of its own. */
static gboolean
is_sendable (const char *value,
             gsize       offset)
{
  return value != NULL && g_utf8_validate (value, -1, NULL) &&
         (offset == OFFSET (on_open) || strpbrk (value, "\r\n") == NULL);
}

static char *
escape_for (gsize       offset,
            const char *value)
{
  if (offset == OFFSET (url))
    return g_uri_escape_string (value, PLAIN_IN_URL, FALSE);
  if (offset == OFFSET (proxy_uri))
    return g_uri_escape_string (value, "%", FALSE);

  return g_strdup (value);
}

/* ret_missing may be NULL; it keeps the first one. */
static char *
reveal_text (const FechoEndpoint  *self,
             const char           *text,
             gsize                 offset,
             char                **ret_missing)
{
  g_autoptr(GString) out = g_string_new (NULL);
  const char *rest = text;

  for (;;)
    {
      const char *end;
      g_autofree char *name = NULL;
      const char *start = find_variable (rest, &end, &name);
      const char *value = start != NULL ? fecho_endpoint_get_secret (self, name) : NULL;
      g_autofree char *escaped = NULL;

      if (start == NULL)
        break;
      g_string_append_len (out, rest, start - rest);
      if (is_sendable (value, offset))
        {
          escaped = escape_for (offset, value);
          g_string_append (out, escaped);
        }
      else
        {
          g_string_append_len (out, start, end - start);
          if (ret_missing != NULL && *ret_missing == NULL)
            *ret_missing = g_strdup (name);
        }
      rest = end;
    }
  g_string_append (out, rest);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static FechoEndpoint *
reveal (const FechoEndpoint  *self,
        char                **ret_missing)
{
  FechoEndpoint *revealed = fecho_endpoint_copy (self);
  const char *password = fecho_endpoint_get_secret (self, FECHO_ENDPOINT_PASSWORD);

  for (gsize i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    {
      char **text = G_STRUCT_MEMBER_P (revealed, text_offsets[i]);
      char *hidden = *text;

      if (hidden == NULL)
        continue;
      *text = reveal_text (self, hidden, text_offsets[i], ret_missing);
      g_free (hidden);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (list_offsets); i++)
    {
      char **list = G_STRUCT_MEMBER (char **, revealed, list_offsets[i]);

      for (guint j = 0; list != NULL && list[j] != NULL; j++)
        {
          char *hidden = list[j];

          list[j] = reveal_text (self, hidden, list_offsets[i], ret_missing);
          g_free (hidden);
        }
    }
  if (revealed->password == NULL && password != NULL)
    revealed->password = g_strdup (password);
  if (ret_missing != NULL && *ret_missing == NULL && revealed->password == NULL &&
      revealed->user != NULL && *revealed->user != '\0')
    *ret_missing = g_strdup (FECHO_ENDPOINT_PASSWORD);
  g_clear_pointer (&revealed->secrets, g_hash_table_unref);

  return revealed;
}

char *
fecho_endpoint_dup_missing (const FechoEndpoint *self)
{
  char *missing = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  fecho_endpoint_free (reveal (self, &missing));

  return missing;
}

FechoEndpoint *
fecho_endpoint_reveal (const FechoEndpoint *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return reveal (self, NULL);
}

GBytes *
fecho_endpoint_parse_hex (const char *text)
{
  g_autoptr(GByteArray) bytes = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  bytes = g_byte_array_new ();
  for (const char *p = text; *p != '\0'; p++)
    {
      guint8 byte;

      if (g_ascii_isspace (*p))
        continue;
      if (!g_ascii_isxdigit (p[0]) || !g_ascii_isxdigit (p[1]))
        return NULL;
      byte = g_ascii_xdigit_value (p[0]) << 4 | g_ascii_xdigit_value (p[1]);
      g_byte_array_append (bytes, &byte, 1);
      p++;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* -- masking */

GBytes *
fecho_endpoint_mask_secrets (const FechoEndpoint *self,
                             GBytes              *text)
{
  g_autoptr(GString) masked = NULL;
  GHashTableIter iter;
  gpointer name;
  gpointer value;
  guint n_found = 0;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (self->secrets == NULL || g_hash_table_size (self->secrets) == 0)
    return g_bytes_ref (text);

  masked = g_string_new_len (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  g_hash_table_iter_init (&iter, self->secrets);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_autofree char *variable = g_strdup_printf ("${%s}", (const char *)name);

      if (strlen (value) >= MIN_MASKED_BYTES)
        n_found += g_string_replace (masked, value, variable, 0);
    }

  return n_found > 0 ? g_string_free_to_bytes (g_steal_pointer (&masked)) : g_bytes_ref (text);
}
