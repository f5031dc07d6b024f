/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-insight.h"

#include "fecho-dispose.h"

struct _FechoInsight
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkButton *button;
  GtkButton *other_button;

  char *icon_name;
  char *text;
  char *button_label;
  char *action_name;
  char *other_label;
  char *other_action;
  gboolean revealed;
};

G_DEFINE_FINAL_TYPE (FechoInsight, fecho_insight, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_ICON_NAME = 1,
  PROP_TEXT,
  PROP_BUTTON_LABEL,
  PROP_ACTION_NAME,
  PROP_OTHER_LABEL,
  PROP_OTHER_ACTION,
  PROP_REVEALED,
} FechoInsightProperty;

static GParamSpec *properties[PROP_REVEALED + 1];

static void
set_string (FechoInsight          *self,
            char                 **field,
            const char            *value,
            FechoInsightProperty   property)
{
  if (g_strcmp0 (*field, value) == 0)
    return;

  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
fecho_insight_dispose (GObject *object)
{
  fecho_dispose_template (GTK_WIDGET (object), FECHO_TYPE_INSIGHT);

  G_OBJECT_CLASS (fecho_insight_parent_class)->dispose (object);
}

static void
fecho_insight_finalize (GObject *object)
{
  FechoInsight *self = FECHO_INSIGHT (object);

  g_free (self->icon_name);
  g_free (self->text);
  g_free (self->button_label);
  g_free (self->action_name);
  g_free (self->other_label);
  g_free (self->other_action);

  G_OBJECT_CLASS (fecho_insight_parent_class)->finalize (object);
}

static void
fecho_insight_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  FechoInsight *self = FECHO_INSIGHT (object);

  switch ((FechoInsightProperty)id)
    {
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, self->button_label);
      break;
    case PROP_ACTION_NAME:
      g_value_set_string (value, self->action_name);
      break;
    case PROP_OTHER_LABEL:
      g_value_set_string (value, self->other_label);
      break;
    case PROP_OTHER_ACTION:
      g_value_set_string (value, self->other_action);
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, self->revealed);
      break;
    }
}

static void
fecho_insight_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  FechoInsight *self = FECHO_INSIGHT (object);

  switch ((FechoInsightProperty)id)
    {
    case PROP_ICON_NAME:
      set_string (self, &self->icon_name, g_value_get_string (value), PROP_ICON_NAME);
      break;
    case PROP_TEXT:
      fecho_insight_set_text (self, g_value_get_string (value));
      break;
    case PROP_BUTTON_LABEL:
      set_string (self, &self->button_label, g_value_get_string (value), PROP_BUTTON_LABEL);
      gtk_widget_set_visible (GTK_WIDGET (self->button), self->button_label != NULL);
      break;
    case PROP_ACTION_NAME:
      set_string (self, &self->action_name, g_value_get_string (value), PROP_ACTION_NAME);
      break;
    case PROP_OTHER_LABEL:
      set_string (self, &self->other_label, g_value_get_string (value), PROP_OTHER_LABEL);
      gtk_widget_set_visible (GTK_WIDGET (self->other_button), self->other_label != NULL);
      break;
    case PROP_OTHER_ACTION:
      set_string (self, &self->other_action, g_value_get_string (value), PROP_OTHER_ACTION);
      break;
    case PROP_REVEALED:
      fecho_insight_set_revealed (self, g_value_get_boolean (value));
      break;
    }
}

static void
fecho_insight_class_init (FechoInsightClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = fecho_insight_dispose;
  object_class->finalize = fecho_insight_finalize;
  object_class->get_property = fecho_insight_get_property;
  object_class->set_property = fecho_insight_set_property;

  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_ACTION_NAME] = g_param_spec_string ("action-name", NULL, NULL, NULL, flags);
  properties[PROP_OTHER_LABEL] = g_param_spec_string ("other-label", NULL, NULL, NULL, flags);
  properties[PROP_OTHER_ACTION] = g_param_spec_string ("other-action", NULL, NULL, NULL, flags);
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-insight.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoInsight, revealer);
  gtk_widget_class_bind_template_child (widget_class, FechoInsight, button);
  gtk_widget_class_bind_template_child (widget_class, FechoInsight, other_button);
}

static void
fecho_insight_init (FechoInsight *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_hide (GTK_WIDGET (self->button));
  gtk_widget_hide (GTK_WIDGET (self->other_button));
}

const char *
fecho_insight_get_text (FechoInsight *self)
{
  g_return_val_if_fail (FECHO_IS_INSIGHT (self), NULL);

  return self->text;
}

void
fecho_insight_set_text (FechoInsight *self,
                        const char   *text)
{
  g_return_if_fail (FECHO_IS_INSIGHT (self));

  set_string (self, &self->text, text, PROP_TEXT);
}

gboolean
fecho_insight_get_revealed (FechoInsight *self)
{
  g_return_val_if_fail (FECHO_IS_INSIGHT (self), FALSE);

  return self->revealed;
}

void
fecho_insight_set_revealed (FechoInsight *self,
                            gboolean      revealed)
{
  g_return_if_fail (FECHO_IS_INSIGHT (self));

  revealed = !!revealed;
  if (self->revealed == revealed)
    return;

  self->revealed = revealed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}
