/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-code-badge.h"

#include <glib/gi18n.h>

#include "fecho-chart-palette.h"
#include "fecho-close-text.h"

#define GLYPH_PX 12
#define SPACING_PX 6

struct _FechoCodeBadge
{
  GtkWidget parent_instance;

  GtkWidget *icon;
  GtkWidget *label;
  guint16 code;
  FechoCloseClass klass;
  gboolean explained;           /* by a dictionary */
  int glyph_size;
};

G_DEFINE_FINAL_TYPE (FechoCodeBadge, fecho_code_badge, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_CODE = 1,
  PROP_GLYPH_SIZE,
} FechoCodeBadgeProperty;

static GParamSpec *properties[PROP_GLYPH_SIZE + 1];

/* For a screen reader: the number and the name, never the name of the glyph. */
static void
update_spoken (FechoCodeBadge *self,
               const char     *name)
{
  /* Translators: a close code and its name: "1006, Abnormal Closure". */
  g_autofree char *spoken = g_strdup_printf (_("%u, %s"), self->code, name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
update_icon (FechoCodeBadge *self)
{
  const char *classes[] = { fecho_close_class_get_css_class (self->klass), NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                fecho_close_class_get_icon_name (self->klass));
  gtk_widget_set_css_classes (self->icon, classes);
}

static void
fecho_code_badge_dispose (GObject *object)
{
  FechoCodeBadge *self = FECHO_CODE_BADGE (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (fecho_code_badge_parent_class)->dispose (object);
}

static void
fecho_code_badge_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  FechoCodeBadge *self = FECHO_CODE_BADGE (object);

  switch ((FechoCodeBadgeProperty)id)
    {
    case PROP_CODE:
      g_value_set_uint (value, self->code);
      break;
    case PROP_GLYPH_SIZE:
      g_value_set_int (value, self->glyph_size);
      break;
    }
}

static void
fecho_code_badge_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  FechoCodeBadge *self = FECHO_CODE_BADGE (object);

  switch ((FechoCodeBadgeProperty)id)
    {
    case PROP_CODE:
      fecho_code_badge_set_code (self, (guint16)g_value_get_uint (value));
      break;
    case PROP_GLYPH_SIZE:
      fecho_code_badge_set_glyph_size (self, g_value_get_int (value));
      break;
    }
}

static void
fecho_code_badge_class_init (FechoCodeBadgeClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fecho_code_badge_dispose;
  object_class->get_property = fecho_code_badge_get_property;
  object_class->set_property = fecho_code_badge_set_property;

  properties[PROP_CODE] = g_param_spec_uint ("code", NULL, NULL, 0, G_MAXUINT16, 0, flags);
  properties[PROP_GLYPH_SIZE] = g_param_spec_int ("glyph-size", NULL, NULL, 8, 64, GLYPH_PX, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "codebadge");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fecho_code_badge_init (FechoCodeBadge *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), SPACING_PX);
  self->glyph_size = GLYPH_PX;
  self->icon = g_object_new (GTK_TYPE_IMAGE, "pixel-size", GLYPH_PX, "accessible-role",
                             GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->label = gtk_label_new ("0");
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  self->klass = fecho_close_code_get_class (self->code);
  update_icon (self);
}

GtkWidget *
fecho_code_badge_new (guint16 code)
{
  return g_object_new (FECHO_TYPE_CODE_BADGE, "code", code, NULL);
}

guint16
fecho_code_badge_get_code (FechoCodeBadge *self)
{
  g_return_val_if_fail (FECHO_IS_CODE_BADGE (self), 0);

  return self->code;
}

static void
show_code (FechoCodeBadge  *self,
           guint16          code,
           FechoCloseClass  klass,
           const char      *name)
{
  gboolean other = self->code != code;

  self->code = code;
  self->klass = klass;
  update_icon (self);
  update_spoken (self, name);
  fecho_code_badge_set_text (self, NULL);
  if (other)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CODE]);
}

void
fecho_code_badge_set_code (FechoCodeBadge *self,
                           guint16         code)
{
  g_return_if_fail (FECHO_IS_CODE_BADGE (self));

  if (self->code == code && !self->explained)
    return;

  self->explained = FALSE;
  show_code (self, code, fecho_close_code_get_class (code), fecho_close_text_name (code));
}

void
fecho_code_badge_explain (FechoCodeBadge          *self,
                          guint16                  code,
                          const FechoCloseMeaning *meaning)
{
  g_return_if_fail (FECHO_IS_CODE_BADGE (self));
  g_return_if_fail (meaning != NULL);

  self->explained = meaning->dictionary != NULL;
  show_code (self, code, meaning->klass, meaning->name);
}

int
fecho_code_badge_get_glyph_size (FechoCodeBadge *self)
{
  g_return_val_if_fail (FECHO_IS_CODE_BADGE (self), 0);

  return self->glyph_size;
}

void
fecho_code_badge_set_glyph_size (FechoCodeBadge *self,
                                 int             glyph_size)
{
  g_return_if_fail (FECHO_IS_CODE_BADGE (self));

  if (self->glyph_size == glyph_size)
    return;

  self->glyph_size = glyph_size;
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), glyph_size);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GLYPH_SIZE]);
}

void
fecho_code_badge_set_text (FechoCodeBadge *self,
                           const char     *text)
{
  char number[8];

  g_return_if_fail (FECHO_IS_CODE_BADGE (self));

  g_snprintf (number, sizeof number, "%u", self->code);
  gtk_label_set_label (GTK_LABEL (self->label), text != NULL ? text : number);
}
