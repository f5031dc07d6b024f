/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "fecho-observations.h"

G_BEGIN_DECLS

/* The kind of an error of GIO or libsoup. http_status tells an answer that is no upgrade from one that
 * is a bad one (libsoup has one number for both), FECHO_UNKNOWN where no answer came. */
FechoFault fecho_fault_from_error (const GError *error,
                                   int           http_status);

G_END_DECLS
