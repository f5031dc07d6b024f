/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-cli.h"
#include "fecho-monitor.h"

G_BEGIN_DECLS

/* Imports the file and tells what came of it on standard output. */
gboolean fecho_cli_import_file (FechoMonitor  *monitor,
                                const char    *path,
                                GError       **error);

G_END_DECLS
