/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-life.h"

#include <math.h>

#define CLASSES_PER_DOUBLING 8
#define FIRST_US 1000.0

/* Class 0 is all below 1 ms. */
guint
fecho_life_get_class (gint64 life_us)
{
  if (life_us < FIRST_US)
    return 0;

  return 1 + (guint)floor (log2 (life_us / FIRST_US) * CLASSES_PER_DOUBLING);
}

gint64
fecho_life_get_middle (guint klass)
{
  if (klass == 0)
    return FIRST_US / 2;

  return FIRST_US * exp2 ((klass - 0.5) / CLASSES_PER_DOUBLING);
}
