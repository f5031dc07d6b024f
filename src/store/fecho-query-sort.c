/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query.h"

#include "fecho-record.h"

typedef struct
{
  FechoOrder order;
  gboolean descending;
  FechoDb *db;
  FechoNames *names;
  GHashTable *folded;           /* text -> GRefString: most stand in many events */
  GArray *rows;                 /* FechoOrderRow */
} Sort;

static char *
fold (Sort       *sort,
      const char *text)
{
  char *folded = g_hash_table_lookup (sort->folded, text);

  if (folded == NULL)
    {
      folded = fecho_order_fold (text);
      g_hash_table_insert (sort->folded, g_strdup (text), folded);
    }

  return g_ref_string_acquire (folded);
}

/* An event that is gone has no place. */
static gboolean
add_row (Sort    *sort,
         gint64   id,
         GError **error)
{
  g_autoptr(FechoStmt) stmt = fecho_stmt_get (sort->db, FECHO_SQL_EVENT_GET, error);
  g_autoptr(GError) local = NULL;
  FechoCloseRecord record;
  FechoOrderRow row;
  const char *text;

  if (stmt == NULL)
    return FALSE;
  fecho_stmt_bind_int (stmt, 1, id);
  if (fecho_stmt_next (stmt, &local))
    {
      fecho_record_read (stmt, sort->names, &record);
      text = fecho_order_get_text (sort->order, &record);
      fecho_order_row_init (&row, sort->order, &record, text != NULL ? fold (sort, text) : NULL);
      g_array_append_val (sort->rows, row);
    }
  if (local == NULL)
    return fecho_names_check (sort->names, error);
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  const Sort *sort = data;

  return fecho_order_compare (sort->order, sort->descending, a, b);
}

GArray *
fecho_query_sort (FechoDb       *db,
                  const GArray  *ids,
                  FechoOrder     order,
                  gboolean       descending,
                  GError       **error)
{
  g_autoptr(FechoNames) names = fecho_names_new (db);
  g_autoptr(GHashTable) folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify)g_ref_string_release);
  g_autoptr(GArray) rows = g_array_sized_new (FALSE, FALSE, sizeof (FechoOrderRow), ids->len);
  Sort sort = { order, descending, db, names, folded, rows };

  g_array_set_clear_func (rows, (GDestroyNotify)fecho_order_row_clear);
  for (guint i = 0; i < ids->len; i++)
    {
      if (!add_row (&sort, g_array_index (ids, gint64, i), error))
        return NULL;
    }
  g_array_sort_with_data (rows, compare_rows, &sort);

  return g_steal_pointer (&rows);
}
