/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-schema.h"

#include "fecho-copy.h"
#include "fecho-error.h"

static const FechoMigration migrations[] = {
  { FECHO_SQL_MIGRATION_1, FECHO_SQL_SET_VERSION_1 },
};

gint64
fecho_schema_get_version (void)
{
  return G_N_ELEMENTS (migrations);
}

static gboolean
migrate_step (FechoDb               *db,
              const FechoMigration  *migration,
              GError               **error)
{
  if (!fecho_db_begin (db, error))
    return FALSE;
  if (fecho_db_run (db, migration->script, error) &&
      fecho_db_run (db, migration->set_version, error) &&
      fecho_db_commit (db, error))
    return TRUE;
  fecho_db_rollback (db);

  return FALSE;
}

gboolean
fecho_schema_migrate (FechoDb     *db,
                      const char  *path,
                      GError     **error)
{
  gint64 version;

  if (!fecho_db_get_int (db, FECHO_SQL_GET_VERSION, &version, error))
    return FALSE;
  if (version < 0 || version > fecho_schema_get_version ())
    {
      g_set_error (error, FECHO_ERROR, FECHO_ERROR_TOO_NEW,
                   "%s has schema %" G_GINT64_FORMAT ", this program knows up to %" G_GINT64_FORMAT,
                   path, version, fecho_schema_get_version ());
      return FALSE;
    }
  if (version > 0 && version < fecho_schema_get_version ())
    {
      g_autofree char *copy = g_strdup_printf ("%s.v%" G_GINT64_FORMAT ".bak", path, version);

      if (!fecho_copy_database (db, copy, NULL, NULL, NULL, error))
        return FALSE;
    }
  for (gint64 i = version; i < fecho_schema_get_version (); i++)
    {
      if (!migrate_step (db, &migrations[i], error))
        return FALSE;
    }

  return TRUE;
}
