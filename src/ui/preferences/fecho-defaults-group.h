/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What new sessions begin with: rows of the preferences. */
#define FECHO_TYPE_DEFAULTS_GROUP (fecho_defaults_group_get_type ())
G_DECLARE_FINAL_TYPE (FechoDefaultsGroup, fecho_defaults_group, FECHO, DEFAULTS_GROUP,
                      AdwPreferencesGroup)

G_END_DECLS
