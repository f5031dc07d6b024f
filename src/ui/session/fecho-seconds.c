/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-seconds.h"

/* Within what can be typed; GTK 4.8 would show what is out of that as well. */
static int
get_shown_s (GtkSpinButton *spin,
             gint64         us)
{
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (spin);
  double seconds = (double)((us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC);

  return (int)CLAMP (seconds, gtk_adjustment_get_lower (adjustment),
                     gtk_adjustment_get_upper (adjustment));
}

void
fecho_seconds_show (GtkSpinButton *spin,
                    gint64         us)
{
  g_return_if_fail (GTK_IS_SPIN_BUTTON (spin));

  gtk_spin_button_set_value (spin, get_shown_s (spin, us));
}

gint64
fecho_seconds_read (GtkSpinButton *spin,
                    gint64         before_us)
{
  int seconds;

  g_return_val_if_fail (GTK_IS_SPIN_BUTTON (spin), before_us);

  seconds = gtk_spin_button_get_value_as_int (spin);

  return seconds == get_shown_s (spin, before_us) ? before_us : seconds *(gint64)G_USEC_PER_SEC;
}
