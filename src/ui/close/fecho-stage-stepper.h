/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fecho-close-event.h"

G_BEGIN_DECLS

/* The stages of a connection side by side, with what each took: a ringed check for a stage that was
 * passed, the glyph of the close where it ended, an empty ring for what was never reached. A screen
 * reader gets it as one sentence. */
#define FECHO_TYPE_STAGE_STEPPER (fecho_stage_stepper_get_type ())
G_DECLARE_FINAL_TYPE (FechoStageStepper, fecho_stage_stepper, FECHO, STAGE_STEPPER, GtkWidget)

/* klass: of the code, by which the glyph is drawn. */
void fecho_stage_stepper_show (FechoStageStepper      *self,
                               const FechoCloseRecord *record,
                               FechoCloseClass         klass);

G_END_DECLS
