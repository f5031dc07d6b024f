/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lives in classes for rollups: eight to a doubling, from 1 ms on, so that the middle of a class
 * is within 4.5 % of every life in it. */
guint  fecho_life_get_class  (gint64 life_us);
/* The middle of a class: the geometric mean of its borders. */
gint64 fecho_life_get_middle (guint  klass);

G_END_DECLS
