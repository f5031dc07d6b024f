/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-run.h"
#include "fecho-store.h"

G_BEGIN_DECLS

/* What opening a history yields: the handles, before they have threads. */
typedef struct
{
  char     *path;
  FechoDb  *writer;             /* NULL: only read */
  FechoDb  *reader;
  FechoRun *run;                /* NULL: not watching */
  guint     n_recovered;        /* runs that had died */
} FechoOpening;

/* Opens, makes, migrates; in the WATCH modes also recovers what dead runs left and starts a run.
 * Waits for the disk: never called on main. */
FechoOpening *fecho_opening_new  (const char      *path,
                                  FechoStoreMode   mode,
                                  GError         **error) G_GNUC_WARN_UNUSED_RESULT;
/* Closes what was not taken; a run that was started is ended. */
void          fecho_opening_free (FechoOpening    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoOpening, fecho_opening_free)

G_END_DECLS
