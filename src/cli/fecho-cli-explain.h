/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is wrong with an argument, in the words of the interface: causes are English, for logs. Both
 * set error, of FECHO_ERROR_USAGE, and give FALSE. */
gboolean fecho_cli_explain_address (const GError  *cause,
                                    const char    *url,
                                    GError       **error);
/* Of an option, "--header"; no more of value is shown than its name. */
gboolean fecho_cli_explain_option  (const GError  *cause,
                                    const char    *option,
                                    const char    *value,
                                    GError       **error);

G_END_DECLS
