/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-cli.h"
#include "fecho-filter.h"
#include "fecho-monitor.h"

G_BEGIN_DECLS

/* The options of FILTER, as they were given. */
typedef struct
{
  char    *since;
  char    *until;
  char   **sessions;
  char   **codes;
  char   **not_codes;
  char   **classes;
  char   **closed_by;
  char   **stages;
  char   **causes;
  char   **origins;
  char    *text;
  gboolean marked;
  gboolean closes;
  gboolean attempts;
} FechoCliFilter;

void          fecho_cli_filter_clear (FechoCliFilter  *self);
/* A group that writes into self; taken by fecho_cli_parse(). */
GOptionGroup *fecho_cli_filter_group (FechoCliFilter  *self);
/* Was any of them given? */
gboolean      fecho_cli_filter_is_empty (const FechoCliFilter *self);
/* The filter they mean; names of sessions are looked up in the history. FECHO_ERROR_USAGE names
 * the option that is wrong. */
FechoFilter  *fecho_cli_filter_build (FechoCliFilter  *self,
                                      FechoCli        *cli,
                                      FechoMonitor    *monitor,
                                      GError         **error) G_GNUC_WARN_UNUSED_RESULT;
/* Opens the history of --db to read. */
FechoMonitor *fecho_cli_open_history (FechoCli        *cli,
                                      int              flags,
                                      GError         **error) G_GNUC_WARN_UNUSED_RESULT;
/* Closes it and waits. */
gboolean      fecho_cli_close_history (FechoMonitor   *monitor,
                                      GError         **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FechoCliFilter, fecho_cli_filter_clear)

G_END_DECLS
