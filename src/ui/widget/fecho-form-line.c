/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-form-line.h"

#include "fecho-dispose.h"

struct _FechoFormLine
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (FechoFormLine, fecho_form_line, GTK_TYPE_WIDGET)

static const struct
{
  const char *css_class;
  const char *icon_name;
} tones[] = {
  [FECHO_TONE_PLAIN] = { "dim-label", "dialog-information-symbolic" },
  [FECHO_TONE_GOOD] = { "success", "object-select-symbolic" },
  [FECHO_TONE_WARNING] = { "warning", "dialog-warning-symbolic" },
  [FECHO_TONE_ERROR] = { "error", "dialog-error-symbolic" },
};

static void
fecho_form_line_dispose (GObject *object)
{
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_FORM_LINE);

  G_OBJECT_CLASS (fecho_form_line_parent_class)->dispose (object);
}

static void
fecho_form_line_class_init (FechoFormLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_form_line_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-form-line.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoFormLine, icon);
  gtk_widget_class_bind_template_child (widget_class, FechoFormLine, label);
}

static void
fecho_form_line_init (FechoFormLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fecho_form_line_say (FechoFormLine *self,
                     FechoTone      tone,
                     const char    *text)
{
  g_return_if_fail (FECHO_IS_FORM_LINE (self));

  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  if (text == NULL)
    return;

  gtk_image_set_from_icon_name (self->icon, tones[tone].icon_name);
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), tones[i].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), tones[tone].css_class);
  if (tone == FECHO_TONE_PLAIN)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "dim-label");
  gtk_label_set_label (self->label, text);
}

void
fecho_tone_apply (FechoTone  tone,
                  GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  for (guint i = FECHO_TONE_GOOD; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (widget, tones[i].css_class);
  if (tone != FECHO_TONE_PLAIN)
    gtk_widget_add_css_class (widget, tones[tone].css_class);
}
