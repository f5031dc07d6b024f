/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-secrets-group.h"

#include <glib/gi18n.h>

#include "fecho-safe-text.h"

#define NAME_KEY "fecho-secret-name"

struct _FechoSecretsGroup
{
  AdwPreferencesGroup parent_instance;

  GHashTable *rows;             /* name -> AdwPasswordEntryRow, borrowed */
  GHashTable *entered;          /* name -> value, also of names that are gone for the moment */
};

G_DEFINE_FINAL_TYPE (FechoSecretsGroup, fecho_secrets_group, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static void
value_changed_cb (GtkEditable       *row,
                  FechoSecretsGroup *self)
{
  const char *name = g_object_get_data (G_OBJECT (row), NAME_KEY);

  g_hash_table_insert (self->entered, g_strdup (name), g_strdup (gtk_editable_get_text (row)));
  g_signal_emit (self, changed_signal, 0);
}

static void
add_row (FechoSecretsGroup *self,
         const char        *name,
         const char        *value)
{
  GtkWidget *row = adw_password_entry_row_new ();
  g_autofree char *safe_name = fecho_safe_text_markup (name);
  g_autofree char *title = NULL;

  if (g_str_equal (name, FECHO_ENDPOINT_PASSWORD))
    /* Translators: of a session. */
    title = g_strdup (_("Password"));
  else
    /* Translators: %s is the name of a variable, as in "Value of ${TOKEN}". */
    title = g_strdup_printf (_("Value of ${%s}"), safe_name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), value != NULL ? value : "");
  g_object_set_data_full (G_OBJECT (row), NAME_KEY, g_strdup (name), g_free);
  g_signal_connect_object (row, "changed", G_CALLBACK (value_changed_cb), self, 0);
  g_hash_table_insert (self->rows, g_strdup (name), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
fecho_secrets_group_dispose (GObject *object)
{
  g_hash_table_remove_all (FECHO_SECRETS_GROUP (object)->rows);

  G_OBJECT_CLASS (fecho_secrets_group_parent_class)->dispose (object);
}

static void
fecho_secrets_group_finalize (GObject *object)
{
  FechoSecretsGroup *self = FECHO_SECRETS_GROUP (object);

  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->entered);

  G_OBJECT_CLASS (fecho_secrets_group_parent_class)->finalize (object);
}

static void
fecho_secrets_group_class_init (FechoSecretsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fecho_secrets_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = fecho_secrets_group_finalize;
  changed_signal = g_signal_new ("changed", FECHO_TYPE_SECRETS_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
fecho_secrets_group_init (FechoSecretsGroup *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->entered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  /* Translators: of a session: passwords and tokens. */
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Secrets"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _("Kept in the keyring, never in the history or an "
                                           "export"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
fecho_secrets_group_follow (FechoSecretsGroup   *self,
                            const FechoEndpoint *endpoint)
{
  g_auto(GStrv) names = NULL;
  GHashTableIter iter;
  gpointer name;
  gpointer row;

  g_return_if_fail (FECHO_IS_SECRETS_GROUP (self));
  g_return_if_fail (endpoint != NULL);

  names = fecho_endpoint_list_variables (endpoint);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &name, &row))
    {
      if (g_strv_contains ((const char *const *)names, name))
        continue;
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
      g_hash_table_iter_remove (&iter);
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *value = g_hash_table_lookup (self->entered, names[i]);

      if (g_hash_table_contains (self->rows, names[i]))
        continue;
      add_row (self, names[i],
               value != NULL ? value : fecho_endpoint_get_secret (endpoint, names[i]));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), names[0] != NULL);
}

void
fecho_secrets_group_read (FechoSecretsGroup *self,
                          FechoEndpoint     *endpoint)
{
  GHashTableIter iter;
  gpointer name;
  gpointer row;

  g_return_if_fail (FECHO_IS_SECRETS_GROUP (self));
  g_return_if_fail (endpoint != NULL);

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &name, &row))
    {
      const char *value = gtk_editable_get_text (row);

      /* A user without a password is one with an empty one. */
      if (*value == '\0' && !g_str_equal (name, FECHO_ENDPOINT_PASSWORD))
        value = NULL;
      fecho_endpoint_set_secret (endpoint, name, value);
    }
}
