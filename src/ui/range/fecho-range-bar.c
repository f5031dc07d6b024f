/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-range-bar.h"

#include "fecho-dispose.h"
#include "fecho-range-popover.h"

/* A click on a zoom button. */
#define ZOOM_STEP 1.5

struct _FechoRangeBar
{
  GtkWidget parent_instance;

  GtkWidget *calendar_button;
  GtkWidget *narrow_calendar_button;
  GtkWidget *narrow_button;

  FechoRange *range;
  GSignalGroup *signals;
  gboolean zoom_buttons;
  gboolean compare_button;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (FechoRangeBar, fecho_range_bar, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_RANGE = 1,
  PROP_ZOOM_BUTTONS,
  PROP_COMPARE_BUTTON,
  PROP_PRESET,
  PROP_LIVE,
  PROP_TITLE,
  PROP_BUSY,
} FechoRangeBarProperty;

static GParamSpec *properties[PROP_BUSY + 1];

static FechoRangePreset
get_preset (FechoRangeBar *self)
{
  return self->range != NULL ? fecho_range_get_preset (self->range) : FECHO_PRESET_CUSTOM;
}

/* Lit while the range is none of the others. */
static void
mark_button (GtkWidget *button,
             gboolean   custom)
{
  if (button != NULL && custom)
    gtk_widget_add_css_class (button, "custom-range");
  else if (button != NULL)
    gtk_widget_remove_css_class (button, "custom-range");
}

static void
mark_custom (FechoRangeBar *self)
{
  gboolean custom = self->range != NULL && get_preset (self) == FECHO_PRESET_CUSTOM;

  mark_button (self->calendar_button, custom);
  mark_button (self->narrow_calendar_button, custom);
}

static void
preset_changed_cb (FechoRangeBar *self)
{
  mark_custom (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRESET]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  /* GTK 4.8 does not name a menu button after what stands in it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->narrow_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  fecho_range_preset_get_title (get_preset (self)), -1);
}

static void
live_changed_cb (FechoRangeBar *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIVE]);
}

/* Around the middle, or at the end while it follows the clock. */
static void
zoom (FechoRangeBar *self,
      double         factor)
{
  gint64 from_us;
  gint64 to_us;

  if (self->range == NULL)
    return;

  from_us = fecho_range_get_from_us (self->range);
  to_us = fecho_range_get_to_us (self->range);
  fecho_range_zoom (self->range, factor,
                    fecho_range_get_live (self->range) ? to_us : from_us + (to_us - from_us) / 2);
}

static void
zoom_in_activated (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  zoom (FECHO_RANGE_BAR (widget), 1 / ZOOM_STEP);
}

static void
zoom_out_activated (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  zoom (FECHO_RANGE_BAR (widget), ZOOM_STEP);
}

/* Two calendars are dear to make, and seldom wanted. */
static void
popover_wanted_cb (GtkMenuButton *button,
                   gpointer       data)
{
  FechoRangeBar *self = data;
  GtkWidget *popover;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  popover = g_object_new (FECHO_TYPE_RANGE_POPOVER, NULL);
  fecho_range_popover_set_range (FECHO_RANGE_POPOVER (popover), self->range);
  gtk_menu_button_set_popover (button, popover);
}

static void
pass_range (FechoRangeBar *self,
            GtkWidget     *button)
{
  GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));

  if (popover != NULL)
    fecho_range_popover_set_range (FECHO_RANGE_POPOVER (popover), self->range);
}

static void
fecho_range_bar_dispose (GObject *object)
{
  FechoRangeBar *self = FECHO_RANGE_BAR (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->range);
  fecho_dispose_template (GTK_WIDGET (self), FECHO_TYPE_RANGE_BAR);

  G_OBJECT_CLASS (fecho_range_bar_parent_class)->dispose (object);
}

static void
fecho_range_bar_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  FechoRangeBar *self = FECHO_RANGE_BAR (object);

  switch ((FechoRangeBarProperty)id)
    {
    case PROP_RANGE:
      g_value_set_object (value, self->range);
      break;
    case PROP_ZOOM_BUTTONS:
      g_value_set_boolean (value, self->zoom_buttons);
      break;
    case PROP_COMPARE_BUTTON:
      g_value_set_boolean (value, self->compare_button);
      break;
    case PROP_PRESET:
      g_value_set_static_string (value, fecho_range_preset_to_string (get_preset (self)));
      break;
    case PROP_LIVE:
      g_value_set_boolean (value, self->range != NULL && fecho_range_get_live (self->range));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case PROP_TITLE:
      g_value_set_static_string (value, fecho_range_preset_get_title (get_preset (self)));
      break;
    }
}

static void
choose_preset (FechoRangeBar *self,
               const char    *word)
{
  FechoRangePreset preset;

  if (self->range != NULL && word != NULL && fecho_range_preset_from_string (word, &preset))
    fecho_range_set_preset (self->range, preset);
}

static void
set_busy (FechoRangeBar *self,
          gboolean       busy)
{
  if (self->busy == busy)
    return;

  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
set_compare_button (FechoRangeBar *self,
                    gboolean       compare_button)
{
  if (self->compare_button == compare_button)
    return;

  self->compare_button = compare_button;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPARE_BUTTON]);
}

static void
fecho_range_bar_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  FechoRangeBar *self = FECHO_RANGE_BAR (object);

  switch ((FechoRangeBarProperty)id)
    {
    case PROP_RANGE:
      fecho_range_bar_set_range (self, g_value_get_object (value));
      break;
    case PROP_ZOOM_BUTTONS:
      fecho_range_bar_set_zoom_buttons (self, g_value_get_boolean (value));
      break;
    case PROP_COMPARE_BUTTON:
      set_compare_button (self, g_value_get_boolean (value));
      break;
    case PROP_PRESET:
      choose_preset (self, g_value_get_string (value));
      break;
    case PROP_LIVE:
      if (self->range != NULL)
        fecho_range_set_live (self->range, g_value_get_boolean (value));
      break;
    case PROP_BUSY:
      set_busy (self, g_value_get_boolean (value));
      break;
    case PROP_TITLE:
      g_assert_not_reached ();
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_RANGE] =
    g_param_spec_object ("range", NULL, NULL, FECHO_TYPE_RANGE, flags);
  properties[PROP_ZOOM_BUTTONS] =
    g_param_spec_boolean ("zoom-buttons", NULL, NULL, FALSE, flags);
  properties[PROP_COMPARE_BUTTON] =
    g_param_spec_boolean ("compare-button", NULL, NULL, FALSE, flags);
  properties[PROP_PRESET] =
    g_param_spec_string ("preset", NULL, NULL, NULL, flags);
  properties[PROP_LIVE] =
    g_param_spec_boolean ("live", NULL, NULL, FALSE, flags);
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fecho_range_bar_class_init (FechoRangeBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_range_bar_dispose;
  object_class->get_property = fecho_range_bar_get_property;
  object_class->set_property = fecho_range_bar_set_property;
  install_properties (object_class);

  gtk_widget_class_install_property_action (widget_class, "range.preset", "preset");
  gtk_widget_class_install_property_action (widget_class, "range.live", "live");
  gtk_widget_class_install_action (widget_class, "range.zoom-in", NULL, zoom_in_activated);
  gtk_widget_class_install_action (widget_class, "range.zoom-out", NULL, zoom_out_activated);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fecho/Fecho/fecho-range-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FechoRangeBar, calendar_button);
  gtk_widget_class_bind_template_child (widget_class, FechoRangeBar, narrow_calendar_button);
  gtk_widget_class_bind_template_child (widget_class, FechoRangeBar, narrow_button);
}

static void
fecho_range_bar_init (FechoRangeBar *self)
{
  self->signals = g_signal_group_new (FECHO_TYPE_RANGE);
  g_signal_group_connect_object (self->signals, "notify::preset",
                                 G_CALLBACK (preset_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::live",
                                 G_CALLBACK (live_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->calendar_button),
                                         popover_wanted_cb, self, NULL);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->narrow_calendar_button),
                                         popover_wanted_cb, self, NULL);
}

FechoRange *
fecho_range_bar_get_range (FechoRangeBar *self)
{
  g_return_val_if_fail (FECHO_IS_RANGE_BAR (self), NULL);

  return self->range;
}

void
fecho_range_bar_set_range (FechoRangeBar *self,
                           FechoRange    *range)
{
  g_return_if_fail (FECHO_IS_RANGE_BAR (self));
  g_return_if_fail (range == NULL || FECHO_IS_RANGE (range));

  if (!g_set_object (&self->range, range))
    return;

  g_signal_group_set_target (self->signals, range);
  pass_range (self, self->calendar_button);
  pass_range (self, self->narrow_calendar_button);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RANGE]);
  preset_changed_cb (self);
  live_changed_cb (self);
}

gboolean
fecho_range_bar_get_zoom_buttons (FechoRangeBar *self)
{
  g_return_val_if_fail (FECHO_IS_RANGE_BAR (self), FALSE);

  return self->zoom_buttons;
}

void
fecho_range_bar_set_zoom_buttons (FechoRangeBar *self,
                                  gboolean       zoom_buttons)
{
  g_return_if_fail (FECHO_IS_RANGE_BAR (self));

  zoom_buttons = !!zoom_buttons;
  if (self->zoom_buttons == zoom_buttons)
    return;

  self->zoom_buttons = zoom_buttons;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM_BUTTONS]);
}
