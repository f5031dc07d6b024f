/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the application remembers. The names of the keys are in here and nowhere else; their types,
 * ranges and defaults are in the schema. Main thread. Where the schema is not installed, as in a
 * program that was only built, everything has its default and nothing is kept. */
typedef enum
{
  FECHO_SETTING_WINDOW_WIDTH,   /* int */
  FECHO_SETTING_WINDOW_HEIGHT,  /* int */
  FECHO_SETTING_WINDOW_MAXIMIZED, /* boolean */
  FECHO_SETTING_SIDEBAR_VISIBLE, /* boolean */
  FECHO_SETTING_DETAILS_VISIBLE, /* boolean */
  FECHO_SETTING_VIEW,           /* string */
  FECHO_SETTING_RANGE,          /* string */
  FECHO_SETTING_LIVE,           /* boolean */
  FECHO_SETTING_CUSTOM_RANGE,   /* list of strings: none, or its two ends in RFC 3339 */
  FECHO_SETTING_SESSIONS,       /* list of strings: the ids of the scope; none: all */
  FECHO_SETTING_ORDER,          /* string: "own", "closes" or "attention" */
  FECHO_SETTING_COMPARE,        /* boolean: figures with the period before */
  FECHO_SETTING_DISMISSED_PATTERNS, /* list of strings */
  FECHO_SETTING_EXPORT_FORMAT,  /* string: "csv", "json", "jsonl", "html" or "sqlite" */
  FECHO_SETTING_EXPORT_LANGUAGE, /* string: "pt_BR"; empty: that of the interface */
  FECHO_SETTING_EXPORT_TIMES,   /* string: "utc" or "local" */
  FECHO_SETTING_EXPORT_COLUMNS, /* list of strings; empty: all */
  FECHO_SETTING_EXPORT_ATTEMPTS, /* boolean */
  FECHO_SETTING_ON_CLOSE,       /* string: "ask", "keep" or "stop" */
  FECHO_SETTING_AUTOSTART,      /* boolean */
  FECHO_SETTING_PATTERNS,       /* boolean: charts show classes by patterns too */
  FECHO_SETTING_DESCRIPTION_LANGUAGE, /* string: "pt_BR"; empty: that of the interface */
  FECHO_SETTING_PING,           /* boolean: new sessions send pings */
  FECHO_SETTING_PING_INTERVAL,  /* int, seconds */
  FECHO_SETTING_PONG_LIMIT,     /* int, seconds */
  FECHO_SETTING_LONGEST_WAIT,   /* int, seconds */
  FECHO_SETTING_KEEP_DAYS,      /* int; 0: for ever */
} FechoSetting;

gboolean fecho_settings_get_boolean (FechoSetting  setting);
void     fecho_settings_set_boolean (FechoSetting  setting,
                                     gboolean      value);
int      fecho_settings_get_int     (FechoSetting  setting);
void     fecho_settings_set_int     (FechoSetting  setting,
                                     int           value);
/* Free it. */
char    *fecho_settings_get_string  (FechoSetting  setting);
void     fecho_settings_set_string  (FechoSetting  setting,
                                     const char   *value);
/* strv, never NULL. Free it. */
char   **fecho_settings_get_strv    (FechoSetting  setting);
void     fecho_settings_set_strv    (FechoSetting  setting,
                                     const char * const *values);
/* Both ways, as long as object lives. */
void     fecho_settings_bind        (FechoSetting  setting,
                                     gpointer      object,
                                     const char   *property);

G_END_DECLS
