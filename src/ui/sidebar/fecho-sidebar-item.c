/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-sidebar-item.h"

struct _FechoSidebarItem
{
  GObject parent_instance;

  FechoSidebarKind kind;
  FechoSession *session;
  char *group;
  char *note;
  FechoDay *day;
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (FechoSidebarItem, fecho_sidebar_item, G_TYPE_OBJECT)

typedef enum
{
  PROP_KIND = 1,
  PROP_SESSION,
  PROP_NOTE,
  PROP_DAY,
} FechoSidebarItemProperty;

static GParamSpec *properties[PROP_DAY + 1];

static void
fecho_sidebar_item_finalize (GObject *object)
{
  FechoSidebarItem *self = FECHO_SIDEBAR_ITEM (object);

  g_clear_object (&self->session);
  g_free (self->group);
  g_free (self->note);
  g_clear_pointer (&self->day, fecho_day_free);

  G_OBJECT_CLASS (fecho_sidebar_item_parent_class)->finalize (object);
}

static void
fecho_sidebar_item_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  FechoSidebarItem *self = FECHO_SIDEBAR_ITEM (object);

  switch ((FechoSidebarItemProperty)id)
    {
    case PROP_KIND:
      g_value_set_int (value, self->kind);
      break;
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_NOTE:
      g_value_set_string (value, self->note);
      break;
    case PROP_DAY:
      g_value_set_boxed (value, self->day);
      break;
    }
}

static void
fecho_sidebar_item_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  FechoSidebarItem *self = FECHO_SIDEBAR_ITEM (object);

  switch ((FechoSidebarItemProperty)id)
    {
    case PROP_NOTE:
      fecho_sidebar_item_set_note (self, g_value_get_string (value));
      break;
    case PROP_DAY:
      fecho_sidebar_item_set_day (self, g_value_get_boxed (value));
      break;
    case PROP_KIND:
    case PROP_SESSION:
      g_assert_not_reached ();
    }
}

static void
fecho_sidebar_item_class_init (FechoSidebarItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = fecho_sidebar_item_finalize;
  object_class->get_property = fecho_sidebar_item_get_property;
  object_class->set_property = fecho_sidebar_item_set_property;

  properties[PROP_KIND] =
    g_param_spec_int ("kind", NULL, NULL, 0, FECHO_SIDEBAR_SESSION, 0,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, FECHO_TYPE_SESSION,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NOTE] =
    g_param_spec_string ("note", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DAY] =
    g_param_spec_boxed ("day", NULL, NULL, FECHO_TYPE_DAY,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fecho_sidebar_item_init (FechoSidebarItem *self)
{
}

FechoSidebarItem *
fecho_sidebar_item_new_all (void)
{
  return g_object_new (FECHO_TYPE_SIDEBAR_ITEM, NULL);
}

FechoSidebarItem *
fecho_sidebar_item_new_group (const char *group)
{
  FechoSidebarItem *self;

  g_return_val_if_fail (group != NULL, NULL);

  self = g_object_new (FECHO_TYPE_SIDEBAR_ITEM, NULL);
  self->kind = FECHO_SIDEBAR_GROUP;
  self->group = g_strdup (group);

  return self;
}

FechoSidebarItem *
fecho_sidebar_item_new_session (FechoSession *session)
{
  FechoSidebarItem *self;

  g_return_val_if_fail (FECHO_IS_SESSION (session), NULL);

  self = g_object_new (FECHO_TYPE_SIDEBAR_ITEM, NULL);
  self->kind = FECHO_SIDEBAR_SESSION;
  self->session = g_object_ref (session);

  return self;
}

FechoSidebarKind
fecho_sidebar_item_get_kind (FechoSidebarItem *self)
{
  g_return_val_if_fail (FECHO_IS_SIDEBAR_ITEM (self), FECHO_SIDEBAR_ALL);

  return self->kind;
}

FechoSession *
fecho_sidebar_item_get_session (FechoSidebarItem *self)
{
  g_return_val_if_fail (FECHO_IS_SIDEBAR_ITEM (self), NULL);

  return self->session;
}

const char *
fecho_sidebar_item_get_group (FechoSidebarItem *self)
{
  g_return_val_if_fail (FECHO_IS_SIDEBAR_ITEM (self), NULL);

  return self->group;
}

const char *
fecho_sidebar_item_get_note (FechoSidebarItem *self)
{
  g_return_val_if_fail (FECHO_IS_SIDEBAR_ITEM (self), NULL);

  return self->note;
}

void
fecho_sidebar_item_set_note (FechoSidebarItem *self,
                             const char       *note)
{
  g_return_if_fail (FECHO_IS_SIDEBAR_ITEM (self));

  if (g_strcmp0 (self->note, note) == 0)
    return;

  g_free (self->note);
  self->note = g_strdup (note);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTE]);
}

const FechoDay *
fecho_sidebar_item_get_day (FechoSidebarItem *self)
{
  g_return_val_if_fail (FECHO_IS_SIDEBAR_ITEM (self), NULL);

  return self->day;
}

void
fecho_sidebar_item_set_day (FechoSidebarItem *self,
                            const FechoDay   *day)
{
  g_return_if_fail (FECHO_IS_SIDEBAR_ITEM (self));

  if (fecho_day_equal (self->day, day))
    return;

  g_clear_pointer (&self->day, fecho_day_free);
  if (day != NULL)
    self->day = fecho_day_copy (day);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAY]);
}

gboolean
fecho_sidebar_item_get_shown (FechoSidebarItem *self)
{
  g_return_val_if_fail (FECHO_IS_SIDEBAR_ITEM (self), FALSE);

  return self->shown;
}

void
fecho_sidebar_item_set_shown (FechoSidebarItem *self,
                              gboolean          shown)
{
  g_return_if_fail (FECHO_IS_SIDEBAR_ITEM (self));

  self->shown = shown;
}
