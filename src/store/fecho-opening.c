/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-opening.h"

#include "fecho-clock.h"
#include "fecho-error.h"
#include "fecho-file.h"

/* That another run has it is no failure. */
static gboolean
try_to_claim (FechoRun    *run,
              const char  *path,
              GError     **error)
{
  GError *local = NULL;

  run->wants_claim = TRUE;
  if (fecho_run_claim (run, path, &local))
    return TRUE;
  if (!g_error_matches (local, FECHO_ERROR, FECHO_ERROR_IN_USE))
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  g_error_free (local);

  return TRUE;
}

static gboolean
start_run (FechoOpening    *self,
           FechoStoreMode   mode,
           GError         **error)
{
  if (!fecho_run_recover (self->writer, self->path, &self->n_recovered, error))
    return FALSE;
  self->run = fecho_run_start (self->writer, self->path, error);
  if (self->run == NULL)
    return FALSE;

  return mode != FECHO_STORE_WATCH_STORED || try_to_claim (self->run, self->path, error);
}

FechoOpening *
fecho_opening_new (const char      *path,
                   FechoStoreMode   mode,
                   GError         **error)
{
  g_autoptr(FechoOpening) self = g_new0 (FechoOpening, 1);

  self->path = g_strdup (path);
  if (mode != FECHO_STORE_READ)
    {
      self->writer = fecho_file_open_for_writing (path, error);
      if (self->writer == NULL)
        return NULL;
    }
  if (mode <= FECHO_STORE_WATCH && !start_run (self, mode, error))
    return NULL;
  self->reader = fecho_file_open_for_reading (path, error);
  if (self->reader == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
fecho_opening_free (FechoOpening *self)
{
  if (self->writer != NULL)
    fecho_db_claim (self->writer);
  if (self->reader != NULL)
    fecho_db_claim (self->reader);
  /* A run that cannot be ended counts as dead, which is no loss: it had nothing open. */
  if (self->run != NULL)
    (void)fecho_run_end (self->run, self->writer, fecho_clock_wall_us (), NULL);
  g_clear_pointer (&self->run, fecho_run_free);
  g_clear_pointer (&self->reader, fecho_db_close);
  g_clear_pointer (&self->writer, fecho_db_close);
  g_free (self->path);
  g_free (self);
}
