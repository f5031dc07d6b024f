/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  FECHO_TONE_PLAIN,
  FECHO_TONE_GOOD,
  FECHO_TONE_WARNING,
  FECHO_TONE_ERROR,
} FechoTone;

/* A sentence under a group of inputs, with an icon that says how serious it is; hidden while there
 * is nothing to say. */
#define FECHO_TYPE_FORM_LINE (fecho_form_line_get_type ())
G_DECLARE_FINAL_TYPE (FechoFormLine, fecho_form_line, FECHO, FORM_LINE, GtkWidget)

/* text NULL: nothing to say. */
void fecho_form_line_say (FechoFormLine *self,
                          FechoTone      tone,
                          const char    *text);
/* Gives an input the colour of a tone. */
void fecho_tone_apply    (FechoTone      tone,
                          GtkWidget     *widget);

G_END_DECLS
