/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-arenas.h"

#include <malloc.h>

#define N_ARENAS 2

void
fecho_arenas_limit (void)
{
#ifdef M_ARENA_MAX
  (void)mallopt (M_ARENA_MAX, N_ARENAS); /* without it there is only more memory in use */
#endif
}
