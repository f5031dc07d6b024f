/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* In the preferences: the language of the texts about close codes. */
#define FECHO_TYPE_LANGUAGE_ROW (fecho_language_row_get_type ())
G_DECLARE_FINAL_TYPE (FechoLanguageRow, fecho_language_row, FECHO, LANGUAGE_ROW, AdwComboRow)

G_END_DECLS
