/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-group-choice.h"

#include <glib/gi18n.h>

#include "fecho-session.h"

struct _FechoGroupChoice
{
  GObject parent_instance;

  AdwComboRow *row;             /* weak */
  AdwEntryRow *new_row;         /* weak */
  GtkStringList *groups;        /* none, those there are, a new one */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (FechoGroupChoice, fecho_group_choice, G_TYPE_OBJECT)

static guint
count_items (FechoGroupChoice *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->groups));
}

static gboolean
has_group (FechoGroupChoice *self,
           const char       *group,
           guint            *ret_position)
{
  for (guint i = 1; i < count_items (self); i++)
    {
      if (g_str_equal (gtk_string_list_get_string (self->groups, i), group))
        {
          *ret_position = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
selected_cb (FechoGroupChoice *self)
{
  gboolean is_new;

  if (self->row == NULL || self->new_row == NULL)
    return;

  is_new = adw_combo_row_get_selected (self->row) == count_items (self) - 1;
  gtk_widget_set_visible (GTK_WIDGET (self->new_row), is_new);
  if (is_new && !self->filling)
    gtk_widget_grab_focus (GTK_WIDGET (self->new_row));
}

static void
fill (FechoGroupChoice *self,
      GListModel       *sessions,
      const char       *group)
{
  guint position = 0;

  /* Translators: of a session. */
  gtk_string_list_append (self->groups, C_("group", "None"));
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++)
    {
      g_autoptr(FechoSession) session = g_list_model_get_item (sessions, i);
      const char *name = fecho_session_get_group (session);

      if (name != NULL && *name != '\0' && !has_group (self, name, &position))
        gtk_string_list_append (self->groups, name);
    }
  gtk_string_list_append (self->groups, _("New Group…"));

  position = 0;
  self->filling = TRUE;
  adw_combo_row_set_model (self->row, G_LIST_MODEL (self->groups));
  if (group != NULL)
    (void)has_group (self, group, &position); /* else none */
  adw_combo_row_set_selected (self->row, position);
  self->filling = FALSE;
}

static void
fecho_group_choice_finalize (GObject *object)
{
  FechoGroupChoice *self = FECHO_GROUP_CHOICE (object);

  g_clear_weak_pointer (&self->row);
  g_clear_weak_pointer (&self->new_row);
  g_object_unref (self->groups);

  G_OBJECT_CLASS (fecho_group_choice_parent_class)->finalize (object);
}

static void
fecho_group_choice_class_init (FechoGroupChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_group_choice_finalize;
}

static void
fecho_group_choice_init (FechoGroupChoice *self)
{
  self->groups = gtk_string_list_new (NULL);
}

FechoGroupChoice *
fecho_group_choice_new (AdwComboRow *row,
                        AdwEntryRow *new_row,
                        GListModel  *sessions,
                        const char  *group)
{
  FechoGroupChoice *self;

  g_return_val_if_fail (ADW_IS_COMBO_ROW (row), NULL);
  g_return_val_if_fail (ADW_IS_ENTRY_ROW (new_row), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (sessions), NULL);

  self = g_object_new (FECHO_TYPE_GROUP_CHOICE, NULL);
  g_set_weak_pointer (&self->row, row);
  g_set_weak_pointer (&self->new_row, new_row);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  fill (self, sessions, group);

  return self;
}

char *
fecho_group_choice_dup_group (FechoGroupChoice *self)
{
  g_autofree char *name = NULL;
  guint selected;

  g_return_val_if_fail (FECHO_IS_GROUP_CHOICE (self), NULL);

  if (self->row == NULL || self->new_row == NULL)
    return NULL;

  selected = adw_combo_row_get_selected (self->row);
  if (selected == 0 || selected >= count_items (self))
    return NULL;
  if (selected < count_items (self) - 1)
    return g_strdup (gtk_string_list_get_string (self->groups, selected));

  name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_row))));

  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}
