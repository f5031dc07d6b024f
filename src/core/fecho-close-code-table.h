/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-code.h"

G_BEGIN_DECLS

/* The rows behind fecho-close-code, in the order fecho_close_code_get_table() promises. They
 * cover every number from 0 to 65535. Only for fecho-close-code.c. */
extern const FechoCloseCode fecho_close_code_table[];
extern const gsize          fecho_n_close_codes;

G_END_DECLS
