/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-welcome.h"

#include "fecho-dispose.h"

struct _FechoWelcome
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (FechoWelcome, fecho_welcome, GTK_TYPE_WIDGET)

static void
fecho_welcome_dispose (GObject *object)
{
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_WELCOME);

  G_OBJECT_CLASS (fecho_welcome_parent_class)->dispose (object);
}

static void
fecho_welcome_class_init (FechoWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fecho_welcome_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-welcome.ui");
}

static void
fecho_welcome_init (FechoWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
