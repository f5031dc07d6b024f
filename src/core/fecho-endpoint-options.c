/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-endpoint-private.h"

#include <string.h>

#include "fecho-safe-text.h"

#define OFFSET(field) G_STRUCT_OFFSET (FechoEndpoint, field)

#define MAX_NAME    FECHO_ENDPOINT_MAX_NAME
#define MAX_LINE    FECHO_ENDPOINT_MAX_LINE
#define MAX_TIME_US (7 * G_TIME_SPAN_DAY)

/* Below a message of 1 byte libsoup 3.2 has no limit at all. */
static const FechoOption options[] = {
  { "group", FECHO_OPTION_STRING, OFFSET (group), 0, MAX_NAME },
  { "subprotocols", FECHO_OPTION_LIST, OFFSET (subprotocols), 0, 0 },
  { "headers", FECHO_OPTION_LIST, OFFSET (headers), 0, 0 },
  { "cookies", FECHO_OPTION_LIST, OFFSET (cookies), 0, 0 },
  { "origin", FECHO_OPTION_STRING, OFFSET (origin), 0, MAX_LINE },
  { "user", FECHO_OPTION_STRING, OFFSET (user), 0, MAX_LINE },
  { "ca_file", FECHO_OPTION_STRING, OFFSET (ca_file), 0, MAX_LINE },
  { "certificate_file", FECHO_OPTION_STRING, OFFSET (certificate_file), 0, MAX_LINE },
  { "key_file", FECHO_OPTION_STRING, OFFSET (key_file), 0, MAX_LINE },
  { "pin_sha256", FECHO_OPTION_STRING, OFFSET (pin_sha256), 0, MAX_NAME },
  { "insecure", FECHO_OPTION_BOOLEAN, OFFSET (insecure), 0, 0 },
  { "min_tls", FECHO_OPTION_MIN_TLS, OFFSET (min_tls), 0, 0 },
  { "proxy", FECHO_OPTION_PROXY, OFFSET (proxy_uri), 0, 0 },
  { "deflate", FECHO_OPTION_BOOLEAN, OFFSET (deflate), 0, 0 },
  { "connect_timeout_us", FECHO_OPTION_INTEGER, OFFSET (connect_timeout_us), 1, MAX_TIME_US },
  { "ping_us", FECHO_OPTION_INTEGER, OFFSET (ping_us), 0, MAX_TIME_US },
  { "pong_timeout_us", FECHO_OPTION_INTEGER, OFFSET (pong_timeout_us), 1, MAX_TIME_US },
  { "max_message", FECHO_OPTION_INTEGER, OFFSET (max_message), 1, G_MAXINT32 },
  { "on_open", FECHO_OPTION_LIST, OFFSET (on_open), 0, 0 },
  { "on_open_binary", FECHO_OPTION_BOOLEAN, OFFSET (on_open_binary), 0, 0 },
  { "reconnect", FECHO_OPTION_BOOLEAN, OFFSET (reconnect), 0, 0 },
  { "backoff_first_us", FECHO_OPTION_INTEGER, OFFSET (backoff_first_us), 0, MAX_TIME_US },
  { "backoff_max_us", FECHO_OPTION_INTEGER, OFFSET (backoff_max_us), 0, MAX_TIME_US },
  { "max_attempts", FECHO_OPTION_COUNT, OFFSET (max_attempts), 0, G_MAXINT32 },
  { "no_reconnect_codes", FECHO_OPTION_STRING, OFFSET (no_reconnect_codes), 0, MAX_LINE },
  { "paused", FECHO_OPTION_BOOLEAN, OFFSET (paused), 0, 0 },
  { "dictionary", FECHO_OPTION_STRING, OFFSET (dictionary), 0, MAX_NAME },
};

const char *const fecho_min_tls_words[FECHO_N_MIN_TLS] = { "any", "1.2", "1.3" };

const FechoOption *
fecho_endpoint_get_options (gsize *ret_n_options)
{
  *ret_n_options = G_N_ELEMENTS (options);

  return options;
}

gboolean
fecho_endpoint_is_variable (const char *value)
{
  const char *space = strchr (value, ' ');
  const char *variable = space != NULL ? space + 1 : value;
  gsize n_bytes = strlen (variable);

  return n_bytes > 3 && g_str_has_prefix (variable, "${") &&
         strchr (variable, '}') == variable + n_bytes - 1;
}

static char *
mask_header (const char *line)
{
  const char *colon = strchr (line, ':');
  g_autofree char *name = colon != NULL ? g_strndup (line, colon - line) : NULL;

  if (name == NULL || !fecho_safe_text_is_secret_name (name) ||
      fecho_endpoint_is_variable (colon + 1 + strspn (colon + 1, " ")))
    return g_strdup (line);

  return g_strdup_printf ("%s: ${%s}", name, name);
}

static char *
mask_cookie (const char *cookie)
{
  const char *equals = strchr (cookie, '=');
  g_autofree char *name = equals != NULL ? g_strndup (cookie, equals - cookie) : NULL;

  if (name == NULL || fecho_endpoint_is_variable (equals + 1))
    return g_strdup (cookie);

  return g_strdup_printf ("%s=${%s}", name, name);
}

/* The address of a proxy without the password in it. */
static char *
mask_proxy (const char *proxy)
{
  g_autoptr(GUri) uri = g_uri_parse (proxy, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && g_uri_get_password (uri) != NULL &&
         !fecho_endpoint_is_variable (g_uri_get_password (uri))
         ? g_uri_to_string_partial (uri, G_URI_HIDE_PASSWORD)
         : g_strdup (proxy);
}

static char *
mask_item (const FechoOption *option,
           const char        *item)
{
  if (option->offset == OFFSET (headers))
    return mask_header (item);
  if (option->offset == OFFSET (cookies))
    return mask_cookie (item);

  return g_strdup (item);
}

static void
write_list (JsonBuilder        *builder,
            const FechoOption  *option,
            char              **list)
{
  if (list == NULL || list[0] == NULL)
    return;

  json_builder_set_member_name (builder, option->name);
  json_builder_begin_array (builder);
  for (gsize i = 0; list[i] != NULL; i++)
    {
      g_autofree char *item = mask_item (option, list[i]);

      json_builder_add_string_value (builder, item);
    }
  json_builder_end_array (builder);
}

static void
write_string (JsonBuilder *builder,
              const char  *name,
              const char  *value,
              const char  *default_value)
{
  if (g_strcmp0 (value, default_value) == 0)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value != NULL ? value : "");
}

static void
write_integer (JsonBuilder *builder,
               const char  *name,
               gint64       value,
               gint64       default_value)
{
  if (value == default_value)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
write_boolean (JsonBuilder *builder,
               const char  *name,
               gboolean     value,
               gboolean     default_value)
{
  if (!value == !default_value)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
write_proxy (JsonBuilder         *builder,
             const FechoOption   *option,
             const FechoEndpoint *self)
{
  g_autofree char *masked = NULL;

  if (self->proxy_mode == FECHO_PROXY_SYSTEM)
    return;

  if (self->proxy_mode == FECHO_PROXY_URI && self->proxy_uri != NULL)
    masked = mask_proxy (self->proxy_uri);
  write_string (builder, option->name, masked != NULL ? masked : "none", NULL);
}

static void
write_option (JsonBuilder         *builder,
              const FechoOption   *option,
              const FechoEndpoint *self,
              const FechoEndpoint *defaults)
{
  switch (option->kind)
    {
    case FECHO_OPTION_STRING:
      write_string (builder, option->name, G_STRUCT_MEMBER (char *, self, option->offset),
                    G_STRUCT_MEMBER (char *, defaults, option->offset));
      break;

    case FECHO_OPTION_LIST:
      write_list (builder, option, G_STRUCT_MEMBER (char **, self, option->offset));
      break;

    case FECHO_OPTION_BOOLEAN:
      write_boolean (builder, option->name, G_STRUCT_MEMBER (gboolean, self, option->offset),
                     G_STRUCT_MEMBER (gboolean, defaults, option->offset));
      break;

    case FECHO_OPTION_INTEGER:
      write_integer (builder, option->name, G_STRUCT_MEMBER (gint64, self, option->offset),
                     G_STRUCT_MEMBER (gint64, defaults, option->offset));
      break;

    case FECHO_OPTION_COUNT:
      write_integer (builder, option->name, G_STRUCT_MEMBER (guint, self, option->offset),
                     G_STRUCT_MEMBER (guint, defaults, option->offset));
      break;

    case FECHO_OPTION_MIN_TLS:
      write_string (builder, option->name, fecho_min_tls_words[self->min_tls],
                    fecho_min_tls_words[defaults->min_tls]);
      break;

    case FECHO_OPTION_PROXY:
      write_proxy (builder, option, self);
      break;
    }
}

char *
fecho_endpoint_options_to_json (const FechoEndpoint *self)
{
  g_autoptr(FechoEndpoint) defaults = NULL;
  g_autoptr(JsonBuilder) builder = NULL;
  g_autoptr(JsonNode) root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  defaults = fecho_endpoint_new_empty ();
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    write_option (builder, &options[i], self, defaults);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}
