/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-row.h"

struct _FechoCloseRow
{
  GObject parent_instance;

  FechoCloseEvent *event;
};

G_DEFINE_FINAL_TYPE (FechoCloseRow, fecho_close_row, G_TYPE_OBJECT)

typedef enum
{
  PROP_EVENT = 1,
} FechoCloseRowProperty;

static GParamSpec *properties[PROP_EVENT + 1];

static void
fecho_close_row_finalize (GObject *object)
{
  g_clear_pointer (&FECHO_CLOSE_ROW (object)->event, fecho_close_event_unref);

  G_OBJECT_CLASS (fecho_close_row_parent_class)->finalize (object);
}

static void
fecho_close_row_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((FechoCloseRowProperty)id)
    {
    case PROP_EVENT:
      g_value_set_boxed (value, FECHO_CLOSE_ROW (object)->event);
      break;
    }
}

static void
fecho_close_row_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((FechoCloseRowProperty)id)
    {
    case PROP_EVENT:
      fecho_close_row_set_event (FECHO_CLOSE_ROW (object), g_value_get_boxed (value));
      break;
    }
}

static void
fecho_close_row_class_init (FechoCloseRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = fecho_close_row_finalize;
  object_class->get_property = fecho_close_row_get_property;
  object_class->set_property = fecho_close_row_set_property;

  properties[PROP_EVENT] =
    g_param_spec_boxed ("event", NULL, NULL, FECHO_TYPE_CLOSE_EVENT,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fecho_close_row_init (FechoCloseRow *self)
{
}

FechoCloseRow *
fecho_close_row_new (void)
{
  return g_object_new (FECHO_TYPE_CLOSE_ROW, NULL);
}

FechoCloseEvent *
fecho_close_row_get_event (FechoCloseRow *self)
{
  g_return_val_if_fail (FECHO_IS_CLOSE_ROW (self), NULL);

  return self->event;
}

void
fecho_close_row_set_event (FechoCloseRow   *self,
                           FechoCloseEvent *event)
{
  g_return_if_fail (FECHO_IS_CLOSE_ROW (self));

  if (self->event == event)
    return;

  g_clear_pointer (&self->event, fecho_close_event_unref);
  self->event = event != NULL ? fecho_close_event_ref (event) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EVENT]);
}

const FechoCloseRecord *
fecho_close_row_get_record (FechoCloseRow *self)
{
  g_return_val_if_fail (FECHO_IS_CLOSE_ROW (self), NULL);

  return self->event != NULL ? fecho_close_event_get_record (self->event) : NULL;
}
