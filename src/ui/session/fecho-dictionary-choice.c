/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-dictionary-choice.h"

#include <glib/gi18n.h>

#include "fecho-dictionary-shelf.h"
#include "fecho-dictionary-text.h"

struct _FechoDictionaryChoice
{
  GObject parent_instance;

  AdwComboRow *row;             /* weak */
  GPtrArray *ids;               /* of the items; NULL: what fits */
  char *host;                   /* what the suggestion is made of */
  char **subprotocols;
};

G_DEFINE_FINAL_TYPE (FechoDictionaryChoice, fecho_dictionary_choice, G_TYPE_OBJECT)

static GtkStringList *
get_names (FechoDictionaryChoice *self)
{
  return GTK_STRING_LIST (adw_combo_row_get_model (self->row));
}

static void
add_item (FechoDictionaryChoice *self,
          const char            *id,
          const char            *name)
{
  g_ptr_array_add (self->ids, g_strdup (id));
  gtk_string_list_append (get_names (self), name);
}

static guint
find_id (FechoDictionaryChoice *self,
         const char            *id)
{
  for (guint i = 0; i < self->ids->len; i++)
    {
      if (g_strcmp0 (self->ids->pdata[i], id) == 0)
        return i;
    }

  return 0;
}

static FechoDictionary *
find_fitting (FechoDictionaryChoice *self)
{
  FechoDictionaryShelf *shelf = fecho_dictionary_shelf_get_default ();
  FechoDictionary *found = NULL;

  for (char **one = self->subprotocols; one != NULL && *one != NULL && found == NULL; one++)
    found = fecho_dictionary_shelf_choose (shelf, NULL, NULL, *one);

  return found != NULL ? found : fecho_dictionary_shelf_choose (shelf, NULL, self->host, NULL);
}

/* The chosen one stays chosen; one that is not there any more keeps its id for a name. */
static void
fill (FechoDictionaryChoice *self,
      const char            *chosen)
{
  GPtrArray *all = fecho_dictionary_shelf_get_all (fecho_dictionary_shelf_get_default ());
  g_autofree char *fitting = fecho_dictionary_text_automatic (find_fitting (self));

  gtk_string_list_splice (get_names (self), 0,
                          g_list_model_get_n_items (G_LIST_MODEL (get_names (self))), NULL);
  g_ptr_array_set_size (self->ids, 0);
  add_item (self, NULL, fitting);
  add_item (self, FECHO_DICTIONARY_NONE, C_("dictionary", "None"));
  for (guint i = 0; i < all->len; i++)
    add_item (self, fecho_dictionary_get_id (all->pdata[i]),
              fecho_dictionary_get_name (all->pdata[i]));
  if (chosen != NULL && find_id (self, chosen) == 0)
    add_item (self, chosen, chosen);
  adw_combo_row_set_selected (self->row, find_id (self, chosen));
}

static void
shelf_changed_cb (FechoDictionaryChoice *self)
{
  g_autofree char *chosen = fecho_dictionary_choice_dup_id (self);

  if (self->row != NULL)
    fill (self, chosen);
}

static void
fecho_dictionary_choice_finalize (GObject *object)
{
  FechoDictionaryChoice *self = FECHO_DICTIONARY_CHOICE (object);

  g_clear_weak_pointer (&self->row);
  g_ptr_array_unref (self->ids);
  g_free (self->host);
  g_strfreev (self->subprotocols);

  G_OBJECT_CLASS (fecho_dictionary_choice_parent_class)->finalize (object);
}

static void
fecho_dictionary_choice_class_init (FechoDictionaryChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_dictionary_choice_finalize;
}

static void
fecho_dictionary_choice_init (FechoDictionaryChoice *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
}

FechoDictionaryChoice *
fecho_dictionary_choice_new (AdwComboRow *row,
                             const char  *id)
{
  FechoDictionaryChoice *self;
  g_autoptr(GtkStringList) names = NULL;

  g_return_val_if_fail (ADW_IS_COMBO_ROW (row), NULL);

  self = g_object_new (FECHO_TYPE_DICTIONARY_CHOICE, NULL);
  g_set_weak_pointer (&self->row, row);
  names = gtk_string_list_new (NULL);
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  g_signal_connect_object (fecho_dictionary_shelf_get_default (), "changed",
                           G_CALLBACK (shelf_changed_cb), self, G_CONNECT_SWAPPED);
  fill (self, id);

  return self;
}

void
fecho_dictionary_choice_suggest (FechoDictionaryChoice *self,
                                 const char            *host,
                                 const char *const     *subprotocols)
{
  g_return_if_fail (FECHO_IS_DICTIONARY_CHOICE (self));
  g_return_if_fail (host != NULL);

  if (self->host != NULL && g_str_equal (self->host, host) &&
      g_strv_equal ((const char *const *)self->subprotocols, subprotocols))
    return;

  g_free (self->host);
  self->host = g_strdup (host);
  g_strfreev (self->subprotocols);
  self->subprotocols = g_strdupv ((char **)subprotocols);
  shelf_changed_cb (self);
}

char *
fecho_dictionary_choice_dup_id (FechoDictionaryChoice *self)
{
  guint position;

  g_return_val_if_fail (FECHO_IS_DICTIONARY_CHOICE (self), NULL);

  if (self->row == NULL)
    return NULL;

  position = adw_combo_row_get_selected (self->row);

  return position < self->ids->len ? g_strdup (self->ids->pdata[position]) : NULL;
}
