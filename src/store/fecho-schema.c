/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-schema.h"

#include "fecho-copy.h"
#include "fecho-error.h"
#include "fecho-lock.h"

/* What came since asks for nothing that such a file does not have. */
#define OLDEST_READABLE 1

static gint64
count_steps (const char *const *steps)
{
  gint64 n = 0;

  while (steps[n] != NULL)
    n++;

  return n;
}

gint64
fecho_schema_get_version (void)
{
  return count_steps (fecho_sql_get_migrations ());
}

gboolean
fecho_schema_can_read (gint64 version)
{
  return version >= OLDEST_READABLE && version <= fecho_schema_get_version ();
}

static gboolean
get_version (FechoDb     *db,
             const char  *path,
             gint64       newest,
             gint64      *ret_version,
             GError     **error)
{
  if (!fecho_db_get_int (db, FECHO_SQL_GET_VERSION, ret_version, error))
    return FALSE;
  if (*ret_version >= 0 && *ret_version <= newest)
    return TRUE;
  g_set_error (error, FECHO_ERROR, FECHO_ERROR_TOO_NEW,
               "%s has schema %" G_GINT64_FORMAT ", this program knows up to %" G_GINT64_FORMAT,
               path, *ret_version, newest);

  return FALSE;
}

static gboolean
take_step (FechoDb     *db,
           const char  *step,
           gint64       to,
           GError     **error)
{
  if (!fecho_db_begin (db, error))
    return FALSE;
  if (fecho_db_run_script (db, step, error) && fecho_db_commit (db, error))
    return TRUE;
  fecho_db_rollback (db);
  g_prefix_error (error, "The history was left at schema %" G_GINT64_FORMAT ": ", to - 1);

  return FALSE;
}

static gboolean
take_steps (FechoDb            *db,
            const char *const  *steps,
            gint64              version,
            GError            **error)
{
  for (gint64 i = version; steps[i] != NULL; i++)
    {
      if (!take_step (db, steps[i], i + 1, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
keep_copy (FechoDb     *db,
           const char  *path,
           gint64       version,
           GError     **error)
{
  g_autofree char *copy = g_strdup_printf ("%s.v%" G_GINT64_FORMAT ".bak", path, version);

  if (fecho_copy_database (db, copy, NULL, NULL, NULL, error))
    return TRUE;
  g_prefix_error (error, "The history was left at schema %" G_GINT64_FORMAT
                  ", as no copy of it could be kept: ", version);

  return FALSE;
}

/* Another process that was started after an update of the program is let do it alone. */
static gboolean
upgrade (FechoDb            *db,
         const char         *path,
         const char *const  *steps,
         GError            **error)
{
  g_autofree char *lock_path = g_strconcat (path, ".upgrade.lock", NULL);
  g_autoptr(FechoLock) lock = fecho_lock_wait (lock_path, error);
  gint64 newest = count_steps (steps);
  gint64 version;

  if (lock == NULL || !get_version (db, path, newest, &version, error))
    return FALSE;

  return version == newest ||
         (keep_copy (db, path, version, error) && take_steps (db, steps, version, error));
}

gboolean
fecho_schema_take_steps (FechoDb            *db,
                         const char         *path,
                         const char *const  *steps,
                         GError            **error)
{
  gint64 newest = count_steps (steps);
  gint64 version;

  if (!get_version (db, path, newest, &version, error))
    return FALSE;
  if (version == newest)
    return TRUE;

  /* A new file is nobody else's yet. */
  return version == 0 ? take_steps (db, steps, 0, error) : upgrade (db, path, steps, error);
}

gboolean
fecho_schema_migrate (FechoDb     *db,
                      const char  *path,
                      GError     **error)
{
  return fecho_schema_take_steps (db, path, fecho_sql_get_migrations (), error);
}
