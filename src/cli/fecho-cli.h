/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-catalog.h"

G_BEGIN_DECLS

/* Exit status: cli.md of the design, and fecho-cli(1). */
typedef enum
{
  FECHO_CLI_DONE      = 0,
  FECHO_CLI_WRONG_USE = 1,
  FECHO_CLI_FAILED    = 2,
  FECHO_CLI_CONDITION = 3,
} FechoCliStatus;

/* What every command is given: the options that stand before its name. */
typedef struct
{
  char         *db;             /* NULL: the application's own history */
  FechoCatalog *catalog;        /* language of names and descriptions */
} FechoCli;

/* A command gets its own arguments, its name first. */
typedef FechoCliStatus (*FechoCliFunc) (FechoCli *cli,
                                        int       argc,
                                        char    **argv);

FechoCliStatus fecho_cli_run         (int                  argc,
                                      char               **argv);
/* Parses a command's options; what is left are its arguments. summary and parameters are those of
 * GOptionContext, extra a further group (may be NULL; taken). On wrong use it has said so. */
gboolean       fecho_cli_parse       (int                 *argc,
                                      char              ***argv,
                                      const char          *parameters,
                                      const char          *summary,
                                      const GOptionEntry  *entries,
                                      GOptionGroup        *extra);
/* "fecho-cli: message" on standard error, harmless whatever the message holds; returns the status. */
FechoCliStatus fecho_cli_complain    (FechoCliStatus       status,
                                      const char          *message);
/* The same in the words of the interface; path is the file it is about, NULL: the application's own
 * history. Wrong use is told as it is. */
FechoCliStatus fecho_cli_fail        (const GError        *error,
                                      const char          *path);
/* For one asynchronous call: give the address of a NULL GAsyncResult as its user_data with this
 * callback, then wait. */
void           fecho_cli_keep_result (GObject             *object,
                                      GAsyncResult        *result,
                                      gpointer             user_data);
void           fecho_cli_wait        (GAsyncResult       **result);

/* The commands, one file each. */
FechoCliStatus fecho_cli_codes       (FechoCli *cli, int argc, char **argv);
FechoCliStatus fecho_cli_db          (FechoCli *cli, int argc, char **argv);
FechoCliStatus fecho_cli_demo        (FechoCli *cli, int argc, char **argv);
FechoCliStatus fecho_cli_demo_server (FechoCli *cli, int argc, char **argv);
FechoCliStatus fecho_cli_export      (FechoCli *cli, int argc, char **argv);
FechoCliStatus fecho_cli_history     (FechoCli *cli, int argc, char **argv);
FechoCliStatus fecho_cli_import      (FechoCli *cli, int argc, char **argv);
FechoCliStatus fecho_cli_monitor     (FechoCli *cli, int argc, char **argv);
FechoCliStatus fecho_cli_patterns    (FechoCli *cli, int argc, char **argv);
FechoCliStatus fecho_cli_sessions    (FechoCli *cli, int argc, char **argv);
FechoCliStatus fecho_cli_stats       (FechoCli *cli, int argc, char **argv);

G_END_DECLS
