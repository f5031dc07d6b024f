/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-settings.h"

#include "fecho-config.h"

/* The defaults are for want of a schema only. */
static const struct
{
  const char *key;
  const char *text;             /* NULL: a number */
  int number;
} settings[] = {
  [FECHO_SETTING_WINDOW_WIDTH] = { "window-width", NULL, 1280 },
  [FECHO_SETTING_WINDOW_HEIGHT] = { "window-height", NULL, 800 },
  [FECHO_SETTING_WINDOW_MAXIMIZED] = { "window-maximized", NULL, FALSE },
  [FECHO_SETTING_SIDEBAR_VISIBLE] = { "sidebar-visible", NULL, TRUE },
  [FECHO_SETTING_DETAILS_VISIBLE] = { "details-visible", NULL, TRUE },
  [FECHO_SETTING_VIEW] = { "view", "timeline", 0 },
  [FECHO_SETTING_RANGE] = { "range", "24h", 0 },
  [FECHO_SETTING_LIVE] = { "live", NULL, TRUE },
  [FECHO_SETTING_CUSTOM_RANGE] = { "custom-range", NULL, 0 },
  [FECHO_SETTING_SESSIONS] = { "sessions", NULL, 0 },
  [FECHO_SETTING_ORDER] = { "order", "own", 0 },
  [FECHO_SETTING_COMPARE] = { "compare", NULL, TRUE },
  [FECHO_SETTING_DISMISSED_PATTERNS] = { "dismissed-patterns", NULL, 0 },
  [FECHO_SETTING_EXPORT_FORMAT] = { "export-format", "csv", 0 },
  [FECHO_SETTING_EXPORT_LANGUAGE] = { "export-language", "", 0 },
  [FECHO_SETTING_EXPORT_TIMES] = { "export-times", "utc", 0 },
  [FECHO_SETTING_EXPORT_COLUMNS] = { "export-columns", NULL, 0 },
  [FECHO_SETTING_EXPORT_ATTEMPTS] = { "export-attempts", NULL, FALSE },
  [FECHO_SETTING_ON_CLOSE] = { "on-close", "ask", 0 },
  [FECHO_SETTING_AUTOSTART] = { "autostart", NULL, FALSE },
  [FECHO_SETTING_PATTERNS] = { "patterns", NULL, FALSE },
  [FECHO_SETTING_DESCRIPTION_LANGUAGE] = { "description-language", "", 0 },
  [FECHO_SETTING_PING] = { "ping", NULL, TRUE },
  [FECHO_SETTING_PING_INTERVAL] = { "ping-interval", NULL, 20 },
  [FECHO_SETTING_PONG_LIMIT] = { "pong-limit", NULL, 10 },
  [FECHO_SETTING_LONGEST_WAIT] = { "longest-wait", NULL, 300 },
  [FECHO_SETTING_KEEP_DAYS] = { "keep-days", NULL, 0 },
};

/* NULL where the schema is not installed: g_settings_new() would end the program. */
static GSettings *
get_backend (void)
{
  static gsize once;
  static GSettings *backend;

  if (g_once_init_enter (&once))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr(GSettingsSchema) schema = NULL;

      if (source != NULL)
        schema = g_settings_schema_source_lookup (source, FECHO_APP_ID, TRUE);
      if (schema != NULL)
        backend = g_settings_new (FECHO_APP_ID);
      g_once_init_leave (&once, 1);
    }

  return backend;
}

gboolean
fecho_settings_get_boolean (FechoSetting setting)
{
  GSettings *backend = get_backend ();

  return backend != NULL ? g_settings_get_boolean (backend, settings[setting].key)
         : settings[setting].number;
}

void
fecho_settings_set_boolean (FechoSetting setting,
                            gboolean     value)
{
  GSettings *backend = get_backend ();

  if (backend != NULL)
    g_settings_set_boolean (backend, settings[setting].key, value);
}

int
fecho_settings_get_int (FechoSetting setting)
{
  GSettings *backend = get_backend ();

  return backend != NULL ? g_settings_get_int (backend, settings[setting].key)
         : settings[setting].number;
}

void
fecho_settings_set_int (FechoSetting setting,
                        int          value)
{
  GSettings *backend = get_backend ();

  if (backend != NULL)
    g_settings_set_int (backend, settings[setting].key, value);
}

char *
fecho_settings_get_string (FechoSetting setting)
{
  GSettings *backend = get_backend ();

  return backend != NULL ? g_settings_get_string (backend, settings[setting].key)
         : g_strdup (settings[setting].text);
}

void
fecho_settings_set_string (FechoSetting  setting,
                           const char   *value)
{
  GSettings *backend = get_backend ();

  g_return_if_fail (value != NULL);

  if (backend != NULL)
    g_settings_set_string (backend, settings[setting].key, value);
}

char **
fecho_settings_get_strv (FechoSetting setting)
{
  GSettings *backend = get_backend ();

  return backend != NULL ? g_settings_get_strv (backend, settings[setting].key)
         : g_new0 (char *, 1);
}

void
fecho_settings_set_strv (FechoSetting       setting,
                         const char *const *values)
{
  GSettings *backend = get_backend ();

  g_return_if_fail (values != NULL);

  if (backend != NULL)
    g_settings_set_strv (backend, settings[setting].key, values);
}

void
fecho_settings_bind (FechoSetting  setting,
                     gpointer      object,
                     const char   *property)
{
  GSettings *backend = get_backend ();

  g_return_if_fail (G_IS_OBJECT (object));

  if (backend != NULL)
    g_settings_bind (backend, settings[setting].key, object, property, G_SETTINGS_BIND_DEFAULT);
}
