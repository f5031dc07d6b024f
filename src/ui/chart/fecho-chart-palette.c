/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-chart-palette.h"

#include <adwaita.h>
#include <string.h>

#include "fecho-settings.h"

/* Opacities of the text colour. */
#define DIM_ALPHA 0.78
#define LINE_ALPHA 0.09
#define LINE_ALPHA_HIGH_CONTRAST 0.4
#define INVALID_ALPHA 0.62
#define INVALID_ALPHA_DARK 0.7

const FechoCloseClass fecho_legend_classes[FECHO_N_LEGEND_CLASSES] = {
  FECHO_CLOSE_CLASS_ABNORMAL, FECHO_CLOSE_CLASS_SERVER, FECHO_CLOSE_CLASS_POLICY,
  FECHO_CLOSE_CLASS_PROTOCOL, FECHO_CLOSE_CLASS_LIBRARY, FECHO_CLOSE_CLASS_APPLICATION,
  FECHO_CLOSE_CLASS_NORMAL,
};

static const struct
{
  const char *color;            /* NULL: the text's, paler */
  const char *css_class;
  const char *icon_name;
} looks[FECHO_N_CLOSE_CLASSES] = {
  [FECHO_CLOSE_CLASS_NORMAL] =
  { "fecho_normal", "close-normal", "fecho-close-normal-symbolic" },
  [FECHO_CLOSE_CLASS_PROTOCOL] =
  { "fecho_protocol", "close-protocol", "fecho-close-protocol-symbolic" },
  [FECHO_CLOSE_CLASS_POLICY] =
  { "fecho_policy", "close-policy", "fecho-close-policy-symbolic" },
  [FECHO_CLOSE_CLASS_SERVER] =
  { "fecho_server", "close-server", "fecho-close-server-symbolic" },
  [FECHO_CLOSE_CLASS_ABNORMAL] =
  { "fecho_abnormal", "close-abnormal", "fecho-close-abnormal-symbolic" },
  [FECHO_CLOSE_CLASS_LIBRARY] =
  { "fecho_library", "close-library", "fecho-close-library-symbolic" },
  [FECHO_CLOSE_CLASS_APPLICATION] =
  { "fecho_application", "close-application", "fecho-close-application-symbolic" },
  [FECHO_CLOSE_CLASS_INVALID] =
  { NULL, "dim-label", "fecho-close-unknown-symbolic" },
};

static GdkRGBA
fade (const GdkRGBA *color,
      float          alpha)
{
  GdkRGBA faded = *color;

  faded.alpha *= alpha;

  return faded;
}

static GdkRGBA
look_up (GtkStyleContext *context,
         const char      *name,
         const GdkRGBA   *otherwise)
{
  GdkRGBA color;

  return gtk_style_context_lookup_color (context, name, &color) ? color : *otherwise;
}

gboolean
fecho_chart_palette_load (FechoChartPalette *self,
                          GtkWidget         *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean high_contrast = adw_style_manager_get_high_contrast (manager);
  float invalid_alpha = adw_style_manager_get_dark (manager) ? INVALID_ALPHA_DARK : INVALID_ALPHA;
  FechoChartPalette palette;
  GdkRGBA foreground;

  /* Padding too: palettes are compared as bytes. */
  memset (&palette, 0, sizeof palette);
  gtk_style_context_get_color (context, &foreground);

  palette.foreground = foreground;
  palette.dim = fade (&foreground, DIM_ALPHA);
  palette.line = fade (&foreground, high_contrast ? LINE_ALPHA_HIGH_CONTRAST : LINE_ALPHA);
  for (guint klass = 0; klass < FECHO_N_CLOSE_CLASSES; klass++)
    palette.classes[klass] = looks[klass].color != NULL
                             ? look_up (context, looks[klass].color, &foreground)
                             : fade (&foreground, invalid_alpha);
  palette.background = look_up (context, "view_bg_color", &foreground);
  palette.accent = look_up (context, "accent_color", &foreground);
  palette.now = look_up (context, "error_color", &foreground);
  palette.open_fill = look_up (context, "fecho_open_fill", &foreground);
  palette.open_edge = look_up (context, "fecho_open_edge", &foreground);
  palette.down_fill = look_up (context, "fecho_down_fill", &foreground);
  palette.down_edge = look_up (context, "fecho_down_edge", &foreground);
  palette.connecting = look_up (context, "fecho_connecting", &foreground);
  palette.unmonitored = look_up (context, "fecho_unmonitored", &foreground);
  palette.origin_local = look_up (context, "fecho_origin_local", &foreground);
  palette.patterns = high_contrast || fecho_settings_get_boolean (FECHO_SETTING_PATTERNS);

  if (memcmp (self, &palette, sizeof palette) == 0)
    return FALSE;

  *self = palette;

  return TRUE;
}

const char *
fecho_close_class_get_css_class (FechoCloseClass klass)
{
  g_return_val_if_fail (klass < FECHO_N_CLOSE_CLASSES, NULL);

  return looks[klass].css_class;
}

const char *
fecho_close_class_get_icon_name (FechoCloseClass klass)
{
  g_return_val_if_fail (klass < FECHO_N_CLOSE_CLASSES, NULL);

  return looks[klass].icon_name;
}
