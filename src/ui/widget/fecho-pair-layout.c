/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-pair-layout.h"

#include "fecho-measure.h"

#define MIN_WIDTH_OF_PAIRS_PX 900
#define SPACING_PX 12

struct _FechoPairLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (FechoPairLayout, fecho_pair_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkWidget *
get_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static int
get_height (GtkWidget *child,
            int        width)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, fecho_measure_widen (child, width), &minimum,
                      NULL, NULL, NULL);

  return minimum;
}

static void
allocate_child (GtkWidget *widget,
                GtkWidget *child,
                int        all_width,
                int        x,
                int        y,
                int        width,
                int        height)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  GtkAllocation allocation = { mirrored ? all_width - x - width : x, y, width, height };

  gtk_widget_size_allocate (child, &allocation, -1);
}

/* Lays the children out within width, or only measures; returns the height. */
static int
lay_out (GtkWidget *widget,
         int        width,
         gboolean   allocate)
{
  gboolean pairs = width >= MIN_WIDTH_OF_PAIRS_PX;
  int child_width = pairs ? (width - SPACING_PX) / 2 : width;
  GtkWidget *first = get_shown (gtk_widget_get_first_child (widget));
  int y = 0;

  while (first != NULL)
    {
      GtkWidget *next = get_shown (gtk_widget_get_next_sibling (first));
      GtkWidget *second = pairs ? next : NULL;
      int height = MAX (get_height (first, child_width),
                        second != NULL ? get_height (second, child_width) : 0);

      if (allocate)
        allocate_child (widget, first, width, 0, y, child_width, height);
      if (allocate && second != NULL)
        allocate_child (widget, second, width, child_width + SPACING_PX, y, child_width, height);
      y += height + SPACING_PX;
      first = second != NULL ? get_shown (gtk_widget_get_next_sibling (second)) : next;
    }

  return MAX (y - SPACING_PX, 0);
}

static GtkSizeRequestMode
fecho_pair_layout_get_request_mode (GtkLayoutManager *manager,
                                    GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
get_min_width (GtkWidget *widget)
{
  int width = 0;

  for (GtkWidget *child = get_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = get_shown (gtk_widget_get_next_sibling (child)))
    {
      int minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      width = MAX (width, minimum);
    }

  return width;
}

static void
fecho_pair_layout_measure (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           GtkOrientation    orientation,
                           int               for_size,
                           int              *minimum,
                           int              *natural,
                           int              *minimum_baseline,
                           int              *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = get_min_width (widget);
    }
  else
    {
      *minimum = *natural = lay_out (widget, for_size >= 0 ? for_size : MIN_WIDTH_OF_PAIRS_PX,
                                     FALSE);
    }
}

static void
fecho_pair_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            int               width,
                            int               height,
                            int               baseline)
{
  lay_out (widget, width, TRUE);
}

static void
fecho_pair_layout_class_init (FechoPairLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = fecho_pair_layout_get_request_mode;
  layout_class->measure = fecho_pair_layout_measure;
  layout_class->allocate = fecho_pair_layout_allocate;
}

static void
fecho_pair_layout_init (FechoPairLayout *self)
{
}
