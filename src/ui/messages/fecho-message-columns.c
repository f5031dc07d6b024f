/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-message-columns.h"

#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-code-badge.h"
#include "fecho-format.h"
#include "fecho-message-text.h"
#include "fecho-table-row.h"

typedef enum
{
  COLUMN_WAY,
  COLUMN_TIME,
  COLUMN_TYPE,
  COLUMN_SIZE,
  COLUMN_CONTENT,
} Column;

#define N_COLUMNS (COLUMN_CONTENT + 1)

#define ALL_KEY "fecho-columns"

static const struct
{
  const char *title;
  int width;                    /* in pixels; 0: it takes what is left */
} columns[N_COLUMNS] = {
  [COLUMN_WAY] = { "", 36 },
  /* Translators: titles of the columns of the list of messages. */
  [COLUMN_TIME] = { N_("Time"), 122 },
  /* Translators: heading of a column: of a message. */
  [COLUMN_TYPE] = { N_("Type"), 82 },
  /* Translators: heading of a column: of a message. */
  [COLUMN_SIZE] = { N_("Size"), 82 },
  /* Translators: heading of a column: of a message. */
  [COLUMN_CONTENT] = { N_("Content"), 0 },
};

/* -- cells */

static void
show_way (GtkWidget    *image,
          FechoMessage *message)
{
  const char *way = fecho_message_text_way (message);
  gboolean incoming = fecho_message_get_incoming (message);
  const char *icon = incoming ? "fecho-message-in-symbolic" : "fecho-message-out-symbolic";

  gtk_image_set_from_icon_name (GTK_IMAGE (image), way != NULL ? icon : NULL);
  gtk_widget_set_tooltip_text (image, way);
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  way != NULL ? way : "", -1);
  gtk_widget_remove_css_class (image, incoming ? "way-out" : "way-in");
  gtk_widget_add_css_class (image, incoming ? "way-in" : "way-out");
}

static void
speak_row (GtkWidget    *box,
           FechoMessage *message,
           const char   *content)
{
  const char *way = fecho_message_text_way (message);
  /* Translators: whether a message was sent or received, and its content. */
  g_autofree char *spoken = way != NULL ? g_strdup_printf (_("%s: %s"), way, content)
                            : g_strdup (content);

  fecho_table_row_speak (box, spoken);
}

static void
show_content (GtkWidget    *box,
              FechoMessage *message)
{
  GtkWidget *badge = gtk_widget_get_first_child (box);
  GtkWidget *label = gtk_widget_get_last_child (box);
  FechoMessageKind kind = fecho_message_get_kind (message);
  guint16 code = fecho_message_get_code (message);
  g_autofree char *text = fecho_message_text_content (message);
  gboolean is_payload = kind == FECHO_MESSAGE_TEXT || kind == FECHO_MESSAGE_BINARY;

  gtk_widget_set_visible (badge, code != 0);
  if (code != 0)
    fecho_code_badge_set_code (FECHO_CODE_BADGE (badge), code);
  gtk_label_set_label (GTK_LABEL (label), text);
  speak_row (box, message, text);
  gtk_widget_set_css_classes (label, is_payload ? (const char *[]) { "wire", NULL }
                              : fecho_message_is_frame (message) ? (const char *[]) { NULL }
                              : (const char *[]) { "dim-label", NULL });
}

static void
show_label (GtkWidget    *label,
            FechoMessage *message,
            Column        column)
{
  const char *type = fecho_message_text_type (message);
  g_autofree char *text = NULL;

  if (column == COLUMN_TIME)
    text = fecho_message_text_time (message, fecho_clock_wall_us ());
  else if (column == COLUMN_TYPE && type != NULL)
    text = g_strdup (type);
  else if (column == COLUMN_SIZE && type != NULL)
    text = fecho_format_bytes ((gint64)fecho_message_get_n_bytes (message));
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
}

static void
set_child (GtkListItem *item,
           GtkWidget   *child)
{
  gtk_list_item_set_child (item, child);
  fecho_table_cell_name (child);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  data)
{
  Column column = GPOINTER_TO_UINT (data);
  GtkWidget *label;
  GtkWidget *box;

  if (column == COLUMN_WAY)
    {
      set_child (item, gtk_image_new ());
      return;
    }

  label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (column != COLUMN_CONTENT)
    {
      gtk_widget_add_css_class (label, "numeric");
      set_child (item, label);
      return;
    }

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (box), fecho_code_badge_new (1000));
  gtk_box_append (GTK_BOX (box), label);
  set_child (item, box);
}

static void
tint_row (GtkWidget    *child,
          FechoMessage *message)
{
  GtkWidget *row = fecho_table_row_get (child);

  if (row == NULL)
    return;
  if (fecho_message_get_kind (message) == FECHO_MESSAGE_CLOSE)
    gtk_widget_add_css_class (row, "close-frame");
  else
    gtk_widget_remove_css_class (row, "close-frame");
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  Column column = GPOINTER_TO_UINT (data);
  FechoMessage *message = gtk_list_item_get_item (item);
  GtkWidget *child = gtk_list_item_get_child (item);

  if (column == COLUMN_WAY)
    {
      show_way (child, message);
      tint_row (child, message);
    }
  else if (column == COLUMN_CONTENT)
    {
      show_content (child, message);
    }
  else
    {
      show_label (child, message, column);
    }
}

void
fecho_message_columns_add (GtkColumnView *view)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  fecho_table_name_titles (view);
  g_object_set_data_full (G_OBJECT (view), ALL_KEY, all, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      const char *title = *columns[i].title != '\0' ? _(columns[i].title) : NULL;
      GtkColumnViewColumn *column;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (title, factory);
      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      gtk_column_view_column_set_expand (column, columns[i].width == 0);
      gtk_column_view_append_column (view, column);
      g_ptr_array_add (all, column);
    }
}

/* GTK 4.8 leaves the width of an invisible column empty: it is taken out. */
void
fecho_message_columns_set_narrow (GtkColumnView *view,
                                  gboolean       narrow)
{
  GListModel *model;
  GPtrArray *all;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  model = gtk_column_view_get_columns (view);
  if ((g_list_model_get_n_items (model) < N_COLUMNS) == narrow)
    return;

  all = g_object_get_data (G_OBJECT (view), ALL_KEY);
  for (guint i = COLUMN_TYPE; i <= COLUMN_SIZE; i++)
    {
      if (narrow)
        gtk_column_view_remove_column (view, all->pdata[i]);
      else
        gtk_column_view_insert_column (view, i, all->pdata[i]);
    }
}
