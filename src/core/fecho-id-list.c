/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-id-list.h"

struct _FechoIdList
{
  char **ids;
  guint n_ids;
  GHashTable *index;            /* set of ids, made by the first who looks for one; else NULL */
};

/* Fewer are looked through sooner than they are put into a table. */
#define MAX_UNINDEXED 16

FechoIdList *
fecho_id_list_new (const char *const *ids)
{
  return fecho_id_list_new_take (g_strdupv ((char **)ids));
}

FechoIdList *
fecho_id_list_new_take (char **ids)
{
  FechoIdList *self;

  if (ids == NULL)
    return NULL;

  self = g_atomic_rc_box_new0 (FechoIdList);
  self->ids = ids;
  self->n_ids = g_strv_length (ids);

  return self;
}

FechoIdList *
fecho_id_list_ref (FechoIdList *self)
{
  return self != NULL ? g_atomic_rc_box_acquire (self) : NULL;
}

static void
clear (gpointer data)
{
  FechoIdList *self = data;

  g_clear_pointer (&self->index, g_hash_table_unref);
  g_strfreev (self->ids);
}

void
fecho_id_list_unref (FechoIdList *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

const char *const *
fecho_id_list_get_ids (const FechoIdList *self)
{
  return self != NULL ? (const char *const *)self->ids : NULL;
}

guint
fecho_id_list_get_length (const FechoIdList *self)
{
  return self != NULL ? self->n_ids : 0;
}

/* From whatever thread; two that are the first at once wait for one of them. */
static GHashTable *
ensure_index (FechoIdList *self)
{
  if (g_once_init_enter (&self->index))
    {
      GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < self->n_ids; i++)
        g_hash_table_add (index, self->ids[i]);
      g_once_init_leave (&self->index, index);
    }

  return self->index;
}

gboolean
fecho_id_list_has (const FechoIdList *self,
                   const char        *id)
{
  g_return_val_if_fail (id != NULL, FALSE);

  if (self == NULL)
    return FALSE;
  if (self->n_ids <= MAX_UNINDEXED)
    return g_strv_contains ((const char *const *)self->ids, id);

  return g_hash_table_contains (ensure_index ((FechoIdList *)self), id);
}

gboolean
fecho_id_list_equal (const FechoIdList *a,
                     const FechoIdList *b)
{
  if (a == b)
    return TRUE;
  if (fecho_id_list_get_length (a) != fecho_id_list_get_length (b))
    return FALSE;

  return fecho_id_list_get_length (a) == 0 ||
         g_strv_equal ((const char *const *)a->ids, (const char *const *)b->ids);
}
