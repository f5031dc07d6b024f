/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-stat-card.h"

#include <glib/gi18n.h>

struct _FechoStatCard
{
  GtkButton parent_instance;

  GtkLabel *change_label;
  FechoStatChange change;
  char *title;
  char *value;
  char *context;
};

G_DEFINE_FINAL_TYPE (FechoStatCard, fecho_stat_card, GTK_TYPE_BUTTON)

typedef enum
{
  PROP_TITLE = 1,
  PROP_VALUE,
  PROP_CONTEXT,
} FechoStatCardProperty;

static GParamSpec *properties[PROP_CONTEXT + 1];

static char **
get_field (FechoStatCard         *self,
           FechoStatCardProperty  id)
{
  switch (id)
    {
    case PROP_TITLE:
      return &self->title;
    case PROP_VALUE:
      return &self->value;
    case PROP_CONTEXT:
      return &self->context;
    }

  g_assert_not_reached ();
}

static void
update_spoken (FechoStatCard *self)
{
  g_autoptr(GString) spoken = g_string_new (NULL);

  if (self->context != NULL && *self->context != '\0')
    /* Translators: a figure for a screen reader: what it is, its value, and its context. */
    g_string_append_printf (spoken, _("%s: %s, %s"), self->title, self->value, self->context);
  else
    /* Translators: a figure for a screen reader: what it is, and its value. */
    g_string_append_printf (spoken, _("%s: %s"), self->title, self->value);
  if (self->change.tooltip != NULL)
    g_string_append_printf (spoken, ". %s", self->change.tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str,
                                  -1);
}

/* Takes the text. */
static void
set_text (FechoStatCard         *self,
          FechoStatCardProperty  id,
          char                  *text)
{
  char **field = get_field (self, id);
  g_autofree char *old = *field;

  *field = text;
  if (g_strcmp0 (old, text) == 0)
    return;

  update_spoken (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

static void
fecho_stat_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FECHO_TYPE_STAT_CARD);

  G_OBJECT_CLASS (fecho_stat_card_parent_class)->dispose (object);
}

static void
fecho_stat_card_finalize (GObject *object)
{
  FechoStatCard *self = FECHO_STAT_CARD (object);

  fecho_stat_change_clear (&self->change);
  g_free (self->title);
  g_free (self->value);
  g_free (self->context);

  G_OBJECT_CLASS (fecho_stat_card_parent_class)->finalize (object);
}

static void
fecho_stat_card_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  g_value_set_string (value, *get_field (FECHO_STAT_CARD (object), (FechoStatCardProperty)id));
}

static void
fecho_stat_card_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  set_text (FECHO_STAT_CARD (object), (FechoStatCardProperty)id, g_value_dup_string (value));
}

static void
fecho_stat_card_class_init (FechoStatCardClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_stat_card_dispose;
  object_class->finalize = fecho_stat_card_finalize;
  object_class->get_property = fecho_stat_card_get_property;
  object_class->set_property = fecho_stat_card_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, flags);
  properties[PROP_CONTEXT] = g_param_spec_string ("context", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-stat-card.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoStatCard, change_label);
  gtk_widget_class_set_css_name (widget_class, "statcard");
}

static void
fecho_stat_card_init (FechoStatCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fecho_stat_card_take (FechoStatCard *self,
                      char          *value,
                      char          *context)
{
  g_return_if_fail (FECHO_IS_STAT_CARD (self));

  set_text (self, PROP_VALUE, value);
  set_text (self, PROP_CONTEXT, context);
}

void
fecho_stat_card_take_change (FechoStatCard   *self,
                             FechoStatChange  change,
                             const char      *note)
{
  g_autofree char *tooltip = NULL;

  g_return_if_fail (FECHO_IS_STAT_CARD (self));

  fecho_stat_change_clear (&self->change);
  self->change = change;
  fecho_stat_change_show (&change, self->change_label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->change_label), NULL);
  if (change.tooltip != NULL && note != NULL)
    tooltip = g_strdup_printf ("%s\n%s", change.tooltip, note);
  else
    tooltip = g_strdup (change.tooltip != NULL ? change.tooltip : note);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  update_spoken (self);
}
