/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-cli-json.h"

#include <glib/gi18n.h>

#include "fecho-cli.h"

void
fecho_cli_json_string (JsonBuilder *builder,
                       const char  *name,
                       const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
fecho_cli_json_int (JsonBuilder *builder,
                    const char  *name,
                    gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
fecho_cli_json_double (JsonBuilder *builder,
                       const char  *name,
                       double       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

void
fecho_cli_json_null (JsonBuilder *builder,
                     const char  *name)
{
  fecho_cli_json_string (builder, name, NULL);
}

void
fecho_cli_json_bool (JsonBuilder *builder,
                     const char  *name,
                     gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

void
fecho_cli_json_print (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  g_print ("%s\n", text);
}

gboolean
fecho_cli_json_check_output (const char *output)
{
  g_autofree char *message = NULL;

  if (output == NULL || g_str_equal (output, "text") || g_str_equal (output, "json"))
    return TRUE;

  /* Translators: %s is what was given as a format. */
  message = g_strdup_printf (_("--output: “%s” is neither text nor json"), output);
  fecho_cli_complain (FECHO_CLI_WRONG_USE, message);

  return FALSE;
}
