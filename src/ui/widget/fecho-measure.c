/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-measure.h"

int
fecho_measure_widen (GtkWidget *widget,
                     int        width)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return MAX (width, minimum);
}
