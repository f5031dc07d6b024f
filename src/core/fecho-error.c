/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-error.h"

G_DEFINE_QUARK (fecho-error-quark, fecho_error)
