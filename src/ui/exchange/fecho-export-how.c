/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-export-how.h"

#include <glib/gi18n.h>

#include "fecho-column-chips.h"
#include "fecho-export-groups.h"
#include "fecho-format.h"
#include "fecho-language-list.h"
#include "fecho-settings.h"

/* Of the row of times. */
enum
{
  TIMES_UTC,
  TIMES_LOCAL,
};

struct _FechoExportHow
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *language_row;
  AdwComboRow *times_row;
  GtkWidget *columns_row;
  GtkLabel *columns_label;
  FechoColumnChips *chips;

  char **langs;
};

G_DEFINE_FINAL_TYPE (FechoExportHow, fecho_export_how, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static void
times_changed_cb (FechoExportHow *self)
{
  g_autofree char *example = fecho_format_rfc3339 (g_get_real_time (),
                                                   fecho_export_how_get_local_times (self));
  g_autofree char *text = NULL;

  /* Translators: %s is a time as it will be written. */
  text = g_strdup_printf (_("RFC 3339: %s"), example);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->times_row), text);
}

static void
columns_changed_cb (FechoExportHow *self)
{
  g_auto(GStrv) chosen = fecho_column_chips_dup_chosen (self->chips);
  guint n_groups = fecho_column_chips_get_n (self->chips);
  g_autofree char *text = NULL;

  /* Translators: how many of the groups of columns are chosen, “12 of 15”. */
  text = g_strdup_printf (_("%u of %u"), g_strv_length (chosen), n_groups);
  gtk_label_set_text (self->columns_label, text);
  g_signal_emit (self, changed_signal, 0);
}

static void
choose_language (FechoExportHow *self,
                 const char     *lang)
{
  for (guint i = 0; self->langs[i] != NULL; i++)
    {
      if (g_str_equal (self->langs[i], lang))
        adw_combo_row_set_selected (self->language_row, i);
    }
}

static void
fill_languages (FechoExportHow *self)
{
  g_autoptr(FechoCatalog) own = fecho_catalog_new (NULL, NULL);
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  self->langs = fecho_catalog_list_langs ();
  fecho_language_list_append (list, self->langs);
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (list));
  if (own != NULL)
    choose_language (self, fecho_catalog_get_lang (own));
}

static void
recall (FechoExportHow *self)
{
  g_autofree char *lang = fecho_settings_get_string (FECHO_SETTING_EXPORT_LANGUAGE);
  g_autofree char *times = fecho_settings_get_string (FECHO_SETTING_EXPORT_TIMES);
  g_auto(GStrv) columns = fecho_settings_get_strv (FECHO_SETTING_EXPORT_COLUMNS);

  choose_language (self, lang);
  adw_combo_row_set_selected (self->times_row,
                              g_str_equal (times, "local") ? TIMES_LOCAL : TIMES_UTC);
  if (columns[0] != NULL)
    fecho_column_chips_set_chosen (self->chips, (const char *const *)columns);
}

static void
fecho_export_how_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FECHO_TYPE_EXPORT_HOW);

  G_OBJECT_CLASS (fecho_export_how_parent_class)->dispose (object);
}

static void
fecho_export_how_finalize (GObject *object)
{
  g_strfreev (FECHO_EXPORT_HOW (object)->langs);

  G_OBJECT_CLASS (fecho_export_how_parent_class)->finalize (object);
}

static void
fecho_export_how_class_init (FechoExportHowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_export_how_dispose;
  G_OBJECT_CLASS (klass)->finalize = fecho_export_how_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FECHO_TYPE_COLUMN_CHIPS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-export-how.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoExportHow, language_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportHow, times_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportHow, columns_row);
  gtk_widget_class_bind_template_child (widget_class, FechoExportHow, columns_label);
  gtk_widget_class_bind_template_child (widget_class, FechoExportHow, chips);
  gtk_widget_class_bind_template_callback (widget_class, columns_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, times_changed_cb);
}

static void
fecho_export_how_init (FechoExportHow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_languages (self);
  recall (self);
  times_changed_cb (self);
  columns_changed_cb (self);
}

void
fecho_export_how_show_columns (FechoExportHow *self,
                               gboolean        show)
{
  g_return_if_fail (FECHO_IS_EXPORT_HOW (self));

  gtk_widget_set_visible (self->columns_row, show);
}

gboolean
fecho_export_how_has_columns (FechoExportHow *self)
{
  g_auto(GStrv) chosen = NULL;

  g_return_val_if_fail (FECHO_IS_EXPORT_HOW (self), FALSE);

  chosen = fecho_column_chips_dup_chosen (self->chips);

  return chosen[0] != NULL;
}

char **
fecho_export_how_dup_columns (FechoExportHow *self)
{
  g_auto(GStrv) groups = NULL;

  g_return_val_if_fail (FECHO_IS_EXPORT_HOW (self), NULL);

  groups = fecho_column_chips_dup_chosen (self->chips);

  return fecho_export_groups_resolve ((const char *const *)groups);
}

gboolean
fecho_export_how_get_local_times (FechoExportHow *self)
{
  g_return_val_if_fail (FECHO_IS_EXPORT_HOW (self), FALSE);

  return adw_combo_row_get_selected (self->times_row) == TIMES_LOCAL;
}

FechoCatalog *
fecho_export_how_load_catalog (FechoExportHow *self)
{
  g_return_val_if_fail (FECHO_IS_EXPORT_HOW (self), NULL);

  return fecho_catalog_new (self->langs[adw_combo_row_get_selected (self->language_row)], NULL);
}

void
fecho_export_how_remember (FechoExportHow *self)
{
  g_auto(GStrv) columns = NULL;
  g_autoptr(FechoCatalog) own = fecho_catalog_new (NULL, NULL);
  const char *lang;

  g_return_if_fail (FECHO_IS_EXPORT_HOW (self));

  lang = self->langs[adw_combo_row_get_selected (self->language_row)];
  columns = fecho_column_chips_dup_chosen (self->chips);
  /* Who changes the language of the interface goes on in that. */
  if (own != NULL && g_strcmp0 (lang, fecho_catalog_get_lang (own)) == 0)
    lang = "";
  fecho_settings_set_string (FECHO_SETTING_EXPORT_LANGUAGE, lang);
  fecho_settings_set_string (FECHO_SETTING_EXPORT_TIMES,
                             fecho_export_how_get_local_times (self) ? "local" : "utc");
  fecho_settings_set_strv (FECHO_SETTING_EXPORT_COLUMNS, (const char *const *)columns);
}
