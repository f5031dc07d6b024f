/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets of ids of rows: hash tables of g_hash_table_new (NULL, NULL). Ids of sessions and texts
 * are far below the size of a pointer. */
static inline void
fecho_id_set_add (GHashTable *set,
                  gint64      id)
{
  g_hash_table_add (set, GSIZE_TO_POINTER ((gsize)id));
}

static inline gboolean
fecho_id_set_has (GHashTable *set,
                  gint64      id)
{
  return g_hash_table_contains (set, GSIZE_TO_POINTER ((gsize)id));
}

/* gint64, in any order; free it. */
static inline GArray *
fecho_id_set_to_array (GHashTable *set)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), g_hash_table_size (set));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      gint64 id = GPOINTER_TO_SIZE (key);

      g_array_append_val (ids, id);
    }

  return ids;
}

G_END_DECLS
