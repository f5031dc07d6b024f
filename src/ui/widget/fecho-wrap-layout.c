/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-wrap-layout.h"

#include "fecho-measure.h"

struct _FechoWrapLayout
{
  GtkLayoutManager parent_instance;

  int list_below;
  int spacing;
};

G_DEFINE_FINAL_TYPE (FechoWrapLayout, fecho_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef enum
{
  PROP_LIST_BELOW = 1,
  PROP_SPACING,
} FechoWrapLayoutProperty;

static GParamSpec *properties[PROP_SPACING + 1];

static int
get_natural (GtkWidget      *child,
             GtkOrientation  orientation,
             int             for_size)
{
  int natural;

  gtk_widget_measure (child, orientation, for_size, NULL, &natural, NULL, NULL);

  return natural;
}

static GtkWidget *
get_next (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static void
allocate_child (GtkWidget *child,
                int        x,
                int        y,
                int        width,
                int        height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

/* Lays the children out within width, or only measures; returns the height. */
static int
lay_out (FechoWrapLayout *self,
         GtkWidget       *widget,
         int              width,
         gboolean         allocate)
{
  gboolean list = width < self->list_below;
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;
  int y = 0;
  int line = 0;

  for (GtkWidget *child = get_next (gtk_widget_get_first_child (widget)); child != NULL;
       child = get_next (gtk_widget_get_next_sibling (child)))
    {
      int child_natural = get_natural (child, GTK_ORIENTATION_HORIZONTAL, -1);
      int child_width = fecho_measure_widen (child, list ? width : MIN (child_natural, width));
      int child_height = get_natural (child, GTK_ORIENTATION_VERTICAL, child_width);

      if (x > 0 && x + child_width > width)
        {
          x = 0;
          y += line + (list ? 0 : self->spacing);
          line = 0;
        }
      if (allocate)
        allocate_child (child, mirrored ? width - x - child_width : x, y, child_width,
                        child_height);
      x += child_width + (list ? 0 : self->spacing);
      line = MAX (line, child_height);
    }

  return y + line;
}

static GtkSizeRequestMode
fecho_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                    GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (FechoWrapLayout *self,
               GtkWidget       *widget,
               int             *minimum,
               int             *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = get_next (gtk_widget_get_first_child (widget)); child != NULL;
       child = get_next (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      if (self->list_below > 0)
        *natural = MAX (*natural, child_natural);
      else
        *natural += child_natural + (*natural > 0 ? self->spacing : 0);
    }
}

static void
fecho_wrap_layout_measure (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           GtkOrientation    orientation,
                           int               for_size,
                           int              *minimum,
                           int              *natural,
                           int              *minimum_baseline,
                           int              *natural_baseline)
{
  FechoWrapLayout *self = FECHO_WRAP_LAYOUT (manager);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    *minimum = *natural = lay_out (self, widget, for_size >= 0 ? for_size : G_MAXINT, FALSE);
}

static void
fecho_wrap_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            int               width,
                            int               height,
                            int               baseline)
{
  lay_out (FECHO_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
fecho_wrap_layout_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((FechoWrapLayoutProperty)id)
    {
    case PROP_LIST_BELOW:
      g_value_set_int (value, FECHO_WRAP_LAYOUT (object)->list_below);
      break;
    case PROP_SPACING:
      g_value_set_int (value, FECHO_WRAP_LAYOUT (object)->spacing);
      break;
    }
}

static void
fecho_wrap_layout_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch ((FechoWrapLayoutProperty)id)
    {
    case PROP_LIST_BELOW:
      FECHO_WRAP_LAYOUT (object)->list_below = g_value_get_int (value);
      break;
    case PROP_SPACING:
      FECHO_WRAP_LAYOUT (object)->spacing = g_value_get_int (value);
      break;
    }
}

static void
fecho_wrap_layout_class_init (FechoWrapLayoutClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = fecho_wrap_layout_get_property;
  object_class->set_property = fecho_wrap_layout_set_property;
  properties[PROP_LIST_BELOW] = g_param_spec_int ("list-below", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  layout_class->get_request_mode = fecho_wrap_layout_get_request_mode;
  layout_class->measure = fecho_wrap_layout_measure;
  layout_class->allocate = fecho_wrap_layout_allocate;
}

static void
fecho_wrap_layout_init (FechoWrapLayout *self)
{
}
