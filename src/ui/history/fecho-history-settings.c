/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-history-settings.h"

#include "fecho-config.h"
#include "fecho-history-columns.h"

/* NULL where the schema is not installed. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, FECHO_APP_ID, TRUE);

  return schema != NULL ? g_settings_new (FECHO_APP_ID) : NULL;
}

/* -- reading */

/* Those named come first, in their order; a column that a newer version has is hidden. */
static void
restore_columns (GtkColumnView *view,
                 GSettings     *settings)
{
  g_auto(GStrv) names = g_settings_get_strv (settings, "history-columns");
  gboolean any = FALSE;
  guint position = 0;

  if (names[0] == NULL)
    return;
  for (char **name = names; *name != NULL; name++)
    {
      FechoOrder order;

      if (!fecho_order_from_string (*name, &order))
        continue;
      gtk_column_view_insert_column (view, position++, fecho_history_columns_find (view, order));
      any = TRUE;
    }
  for (FechoOrder order = 0; any && order < FECHO_N_ORDERS; order++)
    {
      if (!g_strv_contains ((const char *const *)names, fecho_order_to_string (order)))
        fecho_history_columns_set_shown (view, order, FALSE);
    }
}

static void
restore_widths (GtkColumnView *view,
                GSettings     *settings)
{
  g_autoptr(GVariantIter) widths = NULL;
  const char *name;
  int width;

  g_settings_get (settings, "history-widths", "a{si}", &widths);
  while (g_variant_iter_loop (widths, "{&si}", &name, &width))
    {
      FechoOrder order;

      if (fecho_order_from_string (name, &order) && width > 0)
        gtk_column_view_column_set_fixed_width (fecho_history_columns_find (view, order),
                                                MIN (width, G_MAXINT16));
    }
}

static void
restore_sort (GtkColumnView *view,
              GSettings     *settings)
{
  g_autofree char *name = g_settings_get_string (settings, "history-sort");
  gboolean descending = g_settings_get_boolean (settings, "history-descending");
  FechoOrder order = FECHO_ORDER_TIME;

  (void)fecho_order_from_string (name, &order); /* else by time */
  gtk_column_view_sort_by_column (view, fecho_history_columns_find (view, order),
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

/* -- writing */

static void
save_columns (GtkColumnView *view,
              GSettings     *settings)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      FechoOrder order;

      if (fecho_history_columns_get_order (column, &order))
        g_strv_builder_add (builder, fecho_order_to_string (order));
    }
  names = g_strv_builder_end (builder);
  g_settings_set_strv (settings, "history-columns", (const char *const *)names);
}

static void
save_widths (GtkColumnView *view,
             GSettings     *settings)
{
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{si}"));

  for (FechoOrder order = 0; order < FECHO_N_ORDERS; order++)
    {
      GtkColumnViewColumn *column = fecho_history_columns_find (view, order);
      int width = gtk_column_view_column_get_fixed_width (column);

      if (width > 0)
        g_variant_builder_add (&builder, "{si}", fecho_order_to_string (order), width);
    }
  g_settings_set (settings, "history-widths", "a{si}", &builder);
}

static void
columns_changed_cb (GtkColumnView *view)
{
  save_columns (view, g_object_get_data (G_OBJECT (view), "settings"));
}

static void
width_changed_cb (GtkColumnView *view)
{
  save_widths (view, g_object_get_data (G_OBJECT (view), "settings"));
}

static void
sort_changed_cb (GtkColumnView *view)
{
  GSettings *settings = g_object_get_data (G_OBJECT (view), "settings");
  FechoOrder order = FECHO_ORDER_TIME;
  gboolean descending = TRUE;

  (void)fecho_history_columns_get_sort (view, &order, &descending); /* else by time */
  g_settings_set_string (settings, "history-sort", fecho_order_to_string (order));
  g_settings_set_boolean (settings, "history-descending", descending);
}

void
fecho_history_settings_bind (GtkColumnView *view)
{
  GSettings *settings = open_settings ();

  if (settings == NULL)
    {
      gtk_column_view_sort_by_column (view, fecho_history_columns_find (view, FECHO_ORDER_TIME),
                                      GTK_SORT_DESCENDING);
      return;
    }

  g_object_set_data_full (G_OBJECT (view), "settings", settings, g_object_unref);
  restore_columns (view, settings);
  restore_widths (view, settings);
  restore_sort (view, settings);
  for (FechoOrder order = 0; order < FECHO_N_ORDERS; order++)
    {
      GtkColumnViewColumn *column = fecho_history_columns_find (view, order);

      g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (width_changed_cb), view,
                               G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (gtk_column_view_get_columns (view), "items-changed",
                           G_CALLBACK (columns_changed_cb), view, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed",
                           G_CALLBACK (sort_changed_cb), view, G_CONNECT_SWAPPED);
}
