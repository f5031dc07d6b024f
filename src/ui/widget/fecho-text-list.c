/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-text-list.h"

#define BULLET "•"

struct _FechoTextList
{
  GtkBox parent_instance;

  GtkWidget *title_label;
};

G_DEFINE_FINAL_TYPE (FechoTextList, fecho_text_list, GTK_TYPE_BOX)

typedef enum
{
  PROP_TITLE = 1,
} FechoTextListProperty;

static GParamSpec *properties[PROP_TITLE + 1];

static GtkWidget *
make_row (const char *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *bullet = g_object_new (GTK_TYPE_LABEL,
                                    "label", BULLET,
                                    "yalign", 0.0f,
                                    "margin-start", 5,
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                    NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", text,
                                   "xalign", 0.0f,
                                   "hexpand", TRUE,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   NULL);

  gtk_box_append (GTK_BOX (row), bullet);
  gtk_box_append (GTK_BOX (row), label);

  return row;
}

static void
fecho_text_list_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  FechoTextList *self = FECHO_TEXT_LIST (object);

  switch ((FechoTextListProperty)id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->title_label)));
      break;
    }
}

static void
fecho_text_list_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  FechoTextList *self = FECHO_TEXT_LIST (object);

  switch ((FechoTextListProperty)id)
    {
    case PROP_TITLE:
      gtk_label_set_label (GTK_LABEL (self->title_label), g_value_get_string (value));
      gtk_widget_set_visible (self->title_label, g_value_get_string (value) != NULL);
      break;
    }
}

static void
fecho_text_list_class_init (FechoTextListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fecho_text_list_get_property;
  object_class->set_property = fecho_text_list_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "",
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "textlist");
}

static void
fecho_text_list_init (FechoTextList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 2);
  gtk_widget_hide (GTK_WIDGET (self));

  /* GTK 4.8 keeps the request mode of what is hidden: by a first child that wraps, the height goes
   * by the width from the start. */
  self->title_label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (self->title_label, "heading");
  gtk_box_append (GTK_BOX (self), self->title_label);
}

void
fecho_text_list_show (FechoTextList     *self,
                      const char *const *texts,
                      guint              n_max)
{
  GtkWidget *child;

  g_return_if_fail (FECHO_IS_TEXT_LIST (self));
  g_return_if_fail (texts != NULL);

  child = gtk_widget_get_next_sibling (self->title_label);
  while (child != NULL)
    {
      gtk_box_remove (GTK_BOX (self), child);
      child = gtk_widget_get_next_sibling (self->title_label);
    }
  for (guint i = 0; i < n_max && texts[i] != NULL; i++)
    gtk_box_append (GTK_BOX (self), make_row (texts[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), n_max > 0 && texts[0] != NULL);
}
