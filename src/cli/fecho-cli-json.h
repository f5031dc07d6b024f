/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members of an object that is being built; NULL and unknown numbers are null. */
void     fecho_cli_json_string       (JsonBuilder *builder,
                                      const char  *name,
                                      const char  *value);
void     fecho_cli_json_int          (JsonBuilder *builder,
                                      const char  *name,
                                      gint64       value);
void     fecho_cli_json_double       (JsonBuilder *builder,
                                      const char  *name,
                                      double       value);
void     fecho_cli_json_null         (JsonBuilder *builder,
                                      const char  *name);
void     fecho_cli_json_bool         (JsonBuilder *builder,
                                      const char  *name,
                                      gboolean     value);
/* On standard output, with a newline. */
void     fecho_cli_json_print        (JsonBuilder *builder);
/* Is it NULL, "text" or "json"? Else says that it is wrong. */
gboolean fecho_cli_json_check_output (const char  *output);

G_END_DECLS
