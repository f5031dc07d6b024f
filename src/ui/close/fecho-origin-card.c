/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-origin-card.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "fecho-origin.h"
#include "fecho-safe-text.h"

struct _FechoOriginCard
{
  GtkBox parent_instance;

  GtkWidget *swatch;
  GtkWidget *title_label;
  GtkWidget *evidence_label;
};

G_DEFINE_FINAL_TYPE (FechoOriginCard, fecho_origin_card, GTK_TYPE_BOX)

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "xalign", 0.0f,
                                   "hexpand", TRUE,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   NULL);

  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
fecho_origin_card_class_init (FechoOriginCardClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "origincard");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fecho_origin_card_init (FechoOriginCard *self)
{
  GtkWidget *title = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_hide (GTK_WIDGET (self));

  self->swatch = g_object_new (ADW_TYPE_BIN, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_box_append (GTK_BOX (title), self->swatch);
  self->title_label = make_label ("heading");
  gtk_box_append (GTK_BOX (title), self->title_label);
  gtk_box_append (GTK_BOX (self), title);
  self->evidence_label = make_label ("dim-label");
  gtk_box_append (GTK_BOX (self), self->evidence_label);
}

const char *
fecho_origin_card_get_sentence (FechoOrigin origin)
{
  switch (origin)
    {
    case FECHO_ORIGIN_SERVER:
      return _("Probably the server");
    case FECHO_ORIGIN_NETWORK_PATH:
      return _("Probably the network path");
    case FECHO_ORIGIN_THIS_COMPUTER:
      return _("Probably this computer");
    case FECHO_ORIGIN_UNKNOWN:
      return _("Origin unknown");
    case FECHO_ORIGIN_NOT_JUDGED:
      break;
    }

  return _("Not judged yet");
}

void
fecho_origin_card_show (FechoOriginCard *self,
                        FechoOrigin      origin,
                        const char      *evidence)
{
  g_autofree char *style = g_strconcat ("origin-", fecho_origin_to_string (origin), NULL);
  const char *classes[] = { "origin-swatch", style, NULL };
  g_autoptr(FechoCatalog) catalog = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *harmless = NULL;

  g_return_if_fail (FECHO_IS_ORIGIN_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), origin != FECHO_ORIGIN_NOT_JUDGED);
  if (origin == FECHO_ORIGIN_NOT_JUDGED)
    return;

  catalog = fecho_catalog_new (NULL, NULL);
  sentence = fecho_origin_dup_sentence (evidence, catalog);
  harmless = fecho_safe_text_line (sentence != NULL ? sentence : "");
  gtk_widget_set_css_classes (self->swatch, classes);
  gtk_label_set_label (GTK_LABEL (self->title_label), fecho_origin_card_get_sentence (origin));
  gtk_label_set_label (GTK_LABEL (self->evidence_label), harmless);
  gtk_widget_set_visible (self->evidence_label, *harmless != '\0');
}
