/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-legend.h"

#include <glib/gi18n.h>

#include "fecho-chart-palette.h"

#define GLYPH_PX 12
#define KLASS_KEY "fecho-close-class"

/* Codes that should never be have no switch; they are drawn unless one class stands alone. */
#define WITHOUT_SWITCH (1u << FECHO_CLOSE_CLASS_INVALID)

struct _FechoLegend
{
  GtkWidget parent_instance;

  GtkToggleButton *buttons[FECHO_N_LEGEND_CLASSES];
  guint classes;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FechoLegend, fecho_legend, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_CLASSES = 1,
} FechoLegendProperty;

static GParamSpec *properties[PROP_CLASSES + 1];

static FechoCloseClass
get_class (gpointer button)
{
  return GPOINTER_TO_UINT (g_object_get_data (button, KLASS_KEY));
}

static void
set_classes (FechoLegend *self,
             guint        classes)
{
  if (self->classes == classes)
    return;

  self->classes = classes;
  self->updating = TRUE;
  for (guint i = 0; i < FECHO_N_LEGEND_CLASSES; i++)
    gtk_toggle_button_set_active (self->buttons[i], classes & (1u << fecho_legend_classes[i]));
  self->updating = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLASSES]);
}

static void
toggled_cb (FechoLegend     *self,
            GtkToggleButton *button)
{
  guint bit = 1u << get_class (button);
  guint classes;

  if (self->updating)
    return;

  classes = self->classes | WITHOUT_SWITCH;
  if (gtk_toggle_button_get_active (button))
    classes |= bit;
  else
    classes &= ~bit;
  set_classes (self, classes);
}

static void
pressed_cb (GtkGesture *gesture)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);
  GtkWidget *button = gtk_event_controller_get_widget (controller);
  GtkWidget *legend = gtk_widget_get_ancestor (button, FECHO_TYPE_LEGEND);

  if (!(gtk_event_controller_get_current_event_state (controller) & GDK_CONTROL_MASK))
    return;

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  fecho_legend_isolate (FECHO_LEGEND (legend), get_class (button));
}

static GtkWidget *
make_content (FechoCloseClass klass)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  "icon-name", fecho_close_class_get_icon_name (klass),
                                  "pixel-size", GLYPH_PX, NULL);
  GtkWidget *label = gtk_label_new (_(fecho_close_class_get_label (klass)));

  gtk_widget_add_css_class (icon, fecho_close_class_get_css_class (klass));
  gtk_box_append (GTK_BOX (content), icon);
  gtk_box_append (GTK_BOX (content), label);

  return content;
}

static GtkToggleButton *
add_button (FechoLegend     *self,
            FechoCloseClass  klass)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_object_set_data (G_OBJECT (button), KLASS_KEY, GUINT_TO_POINTER (klass));
  gtk_button_set_child (GTK_BUTTON (button), make_content (klass));
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(fecho_close_class_get_label (klass)), -1);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), self);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), NULL);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_parent (button, GTK_WIDGET (self));

  return GTK_TOGGLE_BUTTON (button);
}

static void
fecho_legend_dispose (GObject *object)
{
  FechoLegend *self = FECHO_LEGEND (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  while (child != NULL)
    {
      gtk_widget_unparent (child);
      child = gtk_widget_get_first_child (GTK_WIDGET (self));
    }

  G_OBJECT_CLASS (fecho_legend_parent_class)->dispose (object);
}

static void
fecho_legend_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  FechoLegend *self = FECHO_LEGEND (object);

  switch ((FechoLegendProperty)id)
    {
    case PROP_CLASSES:
      g_value_set_uint (value, self->classes);
      break;
    }
}

static void
fecho_legend_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch ((FechoLegendProperty)id)
    {
    case PROP_CLASSES:
      set_classes (FECHO_LEGEND (object), g_value_get_uint (value));
      break;
    }
}

static void
fecho_legend_class_init (FechoLegendClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_legend_dispose;
  object_class->get_property = fecho_legend_get_property;
  object_class->set_property = fecho_legend_set_property;

  properties[PROP_CLASSES] = g_param_spec_uint ("classes", NULL, NULL, 0, FECHO_ALL_CLASSES,
                                                FECHO_ALL_CLASSES,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "legend");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fecho_legend_init (FechoLegend *self)
{
  for (guint i = 0; i < FECHO_N_LEGEND_CLASSES; i++)
    self->buttons[i] = add_button (self, fecho_legend_classes[i]);

  set_classes (self, FECHO_ALL_CLASSES);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Classes of Codes"), -1);
}

guint
fecho_legend_get_classes (FechoLegend *self)
{
  g_return_val_if_fail (FECHO_IS_LEGEND (self), 0);

  return self->classes;
}

void
fecho_legend_isolate (FechoLegend     *self,
                      FechoCloseClass  klass)
{
  guint alone = 1u << klass;

  g_return_if_fail (FECHO_IS_LEGEND (self));
  g_return_if_fail (klass < FECHO_N_CLOSE_CLASSES);

  set_classes (self, self->classes == alone ? FECHO_ALL_CLASSES : alone);
}
