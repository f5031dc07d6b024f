/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Before the first thread: what one thread allocates and another frees is used again by both. With an
 * arena of its own for each thread, as the C library has it, a seventh of the memory of ten thousand
 * connections lies idle. Two are enough for their threads not to wait for each other. */
void fecho_arenas_limit (void);

G_END_DECLS
