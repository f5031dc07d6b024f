/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-language-row.h"

#include <glib/gi18n.h>

#include "fecho-catalog.h"
#include "fecho-language-list.h"
#include "fecho-settings.h"

struct _FechoLanguageRow
{
  AdwComboRow parent_instance;

  char **langs;                 /* of the entries from the second on */
};

G_DEFINE_FINAL_TYPE (FechoLanguageRow, fecho_language_row, ADW_TYPE_COMBO_ROW)

/* The first entry is the language of the interface, whichever that is. */
static void
fill (FechoLanguageRow *self)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  self->langs = fecho_catalog_list_langs ();
  /* Translators: a language: the same as that of the interface. */
  gtk_string_list_append (list, C_("language", "As the interface"));
  fecho_language_list_append (list, self->langs);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (list));
}

static void
show_chosen (FechoLanguageRow *self)
{
  g_autofree char *lang = fecho_settings_get_string (FECHO_SETTING_DESCRIPTION_LANGUAGE);

  for (guint i = 0; self->langs[i] != NULL; i++)
    {
      if (g_str_equal (self->langs[i], lang))
        adw_combo_row_set_selected (ADW_COMBO_ROW (self), i + 1);
    }
}

static void
selected_cb (FechoLanguageRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  if (selected <= g_strv_length (self->langs))
    fecho_settings_set_string (FECHO_SETTING_DESCRIPTION_LANGUAGE,
                               selected > 0 ? self->langs[selected - 1] : "");
}

static void
fecho_language_row_finalize (GObject *object)
{
  FechoLanguageRow *self = FECHO_LANGUAGE_ROW (object);

  g_strfreev (self->langs);

  G_OBJECT_CLASS (fecho_language_row_parent_class)->finalize (object);
}

static void
fecho_language_row_class_init (FechoLanguageRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fecho_language_row_finalize;
}

static void
fecho_language_row_init (FechoLanguageRow *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Language of the descriptions"));
  fill (self);
  show_chosen (self);
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}
