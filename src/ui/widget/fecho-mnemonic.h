/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In a label of GTK one underscore goes before the letter of its key, and two stand for one. */

/* "a_b" becomes "a__b", which is shown as it was. Free it. */
char *fecho_mnemonic_escape (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* "_Open" becomes "Open", "a__b" becomes "a_b": what is shown of a label. Free it. */
char *fecho_mnemonic_strip  (const char *label) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
