/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-window-state.h"

#include "fecho-settings.h"

#define MAX_DISMISSED 200

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
    .session = fecho_settings_get_string (FECHO_SETTING_SESSION),
  };
  range = fecho_settings_get_string (FECHO_SETTING_RANGE);
  (void)fecho_range_preset_from_string (range, &state->preset); /* else the default above */
}

void
fecho_window_state_save (const FechoWindowState *state)
{
  g_return_if_fail (state != NULL);

  fecho_settings_set_int (FECHO_SETTING_WINDOW_WIDTH, CLAMP (state->width, 360, G_MAXINT16));
  fecho_settings_set_int (FECHO_SETTING_WINDOW_HEIGHT, CLAMP (state->height, 400, G_MAXINT16));
  fecho_settings_set_boolean (FECHO_SETTING_WINDOW_MAXIMIZED, state->maximized);
  fecho_settings_set_boolean (FECHO_SETTING_SIDEBAR_VISIBLE, state->sidebar_visible);
  fecho_settings_set_boolean (FECHO_SETTING_DETAILS_VISIBLE, state->details_visible);
  fecho_settings_set_string (FECHO_SETTING_VIEW, state->view);
  fecho_settings_set_string (FECHO_SETTING_RANGE, fecho_range_preset_to_string (state->preset));
  fecho_settings_set_boolean (FECHO_SETTING_LIVE, state->live);
  fecho_settings_set_string (FECHO_SETTING_SESSION, state->session);
}

void
fecho_window_state_clear (FechoWindowState *state)
{
  g_return_if_fail (state != NULL);

  g_clear_pointer (&state->view, g_free);
  g_clear_pointer (&state->session, g_free);
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
