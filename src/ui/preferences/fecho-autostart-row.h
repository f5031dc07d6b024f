/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* In the preferences: whether Fecho starts at login. It asks the desktop, and says what that
 * answered. */
#define FECHO_TYPE_AUTOSTART_ROW (fecho_autostart_row_get_type ())
G_DECLARE_FINAL_TYPE (FechoAutostartRow, fecho_autostart_row, FECHO, AUTOSTART_ROW, AdwActionRow)

G_END_DECLS
