/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-window-state.h"

#include "fecho-format.h"
#include "fecho-settings.h"

#define MAX_DISMISSED 200
/* Of more all are shown the next time. */
#define MAX_SESSIONS 1000

static void
load_custom_range (FechoWindowState *state)
{
  g_auto(GStrv) ends = fecho_settings_get_strv (FECHO_SETTING_CUSTOM_RANGE);

  if (g_strv_length (ends) != 2 || !fecho_format_parse_rfc3339 (ends[0], &state->from_us) ||
      !fecho_format_parse_rfc3339 (ends[1], &state->to_us))
    state->from_us = state->to_us = 0;
}

static void
save_custom_range (const FechoWindowState *state)
{
  g_autofree char *from = fecho_format_rfc3339 (state->from_us, FALSE);
  g_autofree char *to = fecho_format_rfc3339 (state->to_us, FALSE);
  const char *ends[] = { from, to, NULL };

  fecho_settings_set_strv (FECHO_SETTING_CUSTOM_RANGE,
                           state->from_us < state->to_us ? ends : ends + 2);
}

void
fecho_window_state_load (FechoWindowState *state)
{
  g_autofree char *range = NULL;

  g_return_if_fail (state != NULL);

  *state = (FechoWindowState) {
    .width = fecho_settings_get_int (FECHO_SETTING_WINDOW_WIDTH),
    .height = fecho_settings_get_int (FECHO_SETTING_WINDOW_HEIGHT),
    .maximized = fecho_settings_get_boolean (FECHO_SETTING_WINDOW_MAXIMIZED),
    .sidebar_visible = fecho_settings_get_boolean (FECHO_SETTING_SIDEBAR_VISIBLE),
    .details_visible = fecho_settings_get_boolean (FECHO_SETTING_DETAILS_VISIBLE),
    .view = fecho_settings_get_string (FECHO_SETTING_VIEW),
    .preset = FECHO_PRESET_24_H,
    .live = fecho_settings_get_boolean (FECHO_SETTING_LIVE),
    .sessions = fecho_settings_get_strv (FECHO_SETTING_SESSIONS),
  };
  range = fecho_settings_get_string (FECHO_SETTING_RANGE);
  (void)fecho_range_preset_from_string (range, &state->preset); /* else the default above */
  load_custom_range (state);
}

void
fecho_window_state_save (const FechoWindowState *state)
{
  static const char *const none[] = { NULL };

  g_return_if_fail (state != NULL);

  fecho_settings_set_int (FECHO_SETTING_WINDOW_WIDTH, CLAMP (state->width, 360, G_MAXINT16));
  fecho_settings_set_int (FECHO_SETTING_WINDOW_HEIGHT, CLAMP (state->height, 400, G_MAXINT16));
  fecho_settings_set_boolean (FECHO_SETTING_WINDOW_MAXIMIZED, state->maximized);
  fecho_settings_set_boolean (FECHO_SETTING_SIDEBAR_VISIBLE, state->sidebar_visible);
  fecho_settings_set_boolean (FECHO_SETTING_DETAILS_VISIBLE, state->details_visible);
  fecho_settings_set_string (FECHO_SETTING_VIEW, state->view);
  fecho_settings_set_string (FECHO_SETTING_RANGE, fecho_range_preset_to_string (state->preset));
  fecho_settings_set_boolean (FECHO_SETTING_LIVE, state->live);
  save_custom_range (state);
  fecho_settings_set_strv (FECHO_SETTING_SESSIONS,
                           g_strv_length (state->sessions) <= MAX_SESSIONS
                           ? (const char *const *)state->sessions : none);
}

void
fecho_window_state_clear (FechoWindowState *state)
{
  g_return_if_fail (state != NULL);

  g_clear_pointer (&state->view, g_free);
  g_clear_pointer (&state->sessions, g_strfreev);
}

char **
fecho_window_state_load_dismissed (void)
{
  return fecho_settings_get_strv (FECHO_SETTING_DISMISSED_PATTERNS);
}

void
fecho_window_state_save_dismissed (const char *const *keys)
{
  const guint n = g_strv_length ((char **)keys);

  fecho_settings_set_strv (FECHO_SETTING_DISMISSED_PATTERNS,
                           keys + (n > MAX_DISMISSED ? n - MAX_DISMISSED : 0));
}
