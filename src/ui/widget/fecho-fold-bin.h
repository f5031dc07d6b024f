/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A child of a leaflet, which folds by natural widths; those of what is in it depend on what it
 * shows, and on whether it is folded. This one asks for the same width always. A child that needs
 * more has it while it is alone.
 *
 * Property "fold-width" (int): the natural width in logical pixels. */
#define FECHO_TYPE_FOLD_BIN (fecho_fold_bin_get_type ())
G_DECLARE_FINAL_TYPE (FechoFoldBin, fecho_fold_bin, FECHO, FOLD_BIN, AdwBin)

int  fecho_fold_bin_get_fold_width (FechoFoldBin *self);
void fecho_fold_bin_set_fold_width (FechoFoldBin *self,
                                    int           fold_width);

G_END_DECLS
