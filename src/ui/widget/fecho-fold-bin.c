/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-fold-bin.h"

#include "fecho-measure.h"

/* In the units of the setting, 1,024 of a dot. */
#define USUAL_DPI (96 * 1024.0)

struct _FechoFoldBin
{
  AdwBin parent_instance;

  int fold_width;
};

G_DEFINE_FINAL_TYPE (FechoFoldBin, fecho_fold_bin, ADW_TYPE_BIN)

typedef enum
{
  PROP_FOLD_WIDTH = 1,
} FechoFoldBinProperty;

static GParamSpec *properties[PROP_FOLD_WIDTH + 1];

/* As large as the text: with letters of twice the size a window is half as wide. */
static int
get_scaled_width (FechoFoldBin *self)
{
  int dpi = -1;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);

  return dpi > 0 ? (int)(self->fold_width * (dpi / USUAL_DPI)) : self->fold_width;
}

static GtkSizeRequestMode
fecho_fold_bin_get_request_mode (GtkWidget *widget)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  return child != NULL ? gtk_widget_get_request_mode (child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
fecho_fold_bin_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *ret_minimum,
                        int            *ret_natural,
                        int            *ret_minimum_baseline,
                        int            *ret_natural_baseline)
{
  FechoFoldBin *self = FECHO_FOLD_BIN (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  *ret_minimum = 0;
  *ret_natural = 0;
  if (child != NULL && orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = fecho_measure_widen (child, for_size);
  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, ret_minimum, ret_natural, NULL, NULL);
  if (orientation != GTK_ORIENTATION_HORIZONTAL)
    return;

  *ret_natural = get_scaled_width (self);
  *ret_minimum = MIN (*ret_minimum, *ret_natural);
}

static void
fecho_fold_bin_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_allocate (child, fecho_measure_widen (child, width), height, baseline, NULL);
}

static void
fecho_fold_bin_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((FechoFoldBinProperty)id)
    {
    case PROP_FOLD_WIDTH:
      g_value_set_int (value, FECHO_FOLD_BIN (object)->fold_width);
      break;
    }
}

static void
fecho_fold_bin_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch ((FechoFoldBinProperty)id)
    {
    case PROP_FOLD_WIDTH:
      fecho_fold_bin_set_fold_width (FECHO_FOLD_BIN (object), g_value_get_int (value));
      break;
    }
}

static void
fecho_fold_bin_class_init (FechoFoldBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fecho_fold_bin_get_property;
  object_class->set_property = fecho_fold_bin_set_property;
  widget_class->get_request_mode = fecho_fold_bin_get_request_mode;
  widget_class->measure = fecho_fold_bin_measure;
  widget_class->size_allocate = fecho_fold_bin_size_allocate;

  properties[PROP_FOLD_WIDTH] =
    g_param_spec_int ("fold-width", NULL, NULL, 0, G_MAXINT, 0,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fecho_fold_bin_init (FechoFoldBin *self)
{
  /* The one of AdwBin would measure instead of us. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}

int
fecho_fold_bin_get_fold_width (FechoFoldBin *self)
{
  g_return_val_if_fail (FECHO_IS_FOLD_BIN (self), 0);

  return self->fold_width;
}

void
fecho_fold_bin_set_fold_width (FechoFoldBin *self,
                               int           fold_width)
{
  g_return_if_fail (FECHO_IS_FOLD_BIN (self));

  if (self->fold_width == fold_width)
    return;

  self->fold_width = fold_width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLD_WIDTH]);
}
