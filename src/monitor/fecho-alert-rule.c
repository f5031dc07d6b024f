/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-alert-rule.h"

#include <json-glib/json-glib.h>

/* Of the name and of the value in the history; they must stay. */
static const struct
{
  const char *name;
  const char *member;           /* NULL: it has no value */
  gint64 min;
  gint64 max;
} kinds[] = {
  [FECHO_ALERT_CODE] = { "code", "code", 1, G_MAXUINT16 },
  [FECHO_ALERT_CLASS] = { "class", "class", 0, FECHO_N_CLOSE_CLASSES - 1 },
  [FECHO_ALERT_RATE] = { "rate", "per_hour", 1, FECHO_ALERT_MAX_PER_HOUR },
  [FECHO_ALERT_NEW_CODE] = { "new_code", NULL, 0, 0 },
  [FECHO_ALERT_DOWN] = { "down", "seconds", 1, FECHO_ALERT_MAX_DOWN_S },
};

static gint64
get_value (const FechoAlertRule *self)
{
  switch (self->kind)
    {
    case FECHO_ALERT_CODE:
      return self->code;
    case FECHO_ALERT_CLASS:
      return self->klass;
    case FECHO_ALERT_RATE:
      return self->n_per_hour;
    case FECHO_ALERT_DOWN:
      return self->down_s;
    case FECHO_ALERT_NEW_CODE:
      break;
    }

  return 0;
}

static void
set_value (FechoAlertRule *self,
           gint64          value)
{
  switch (self->kind)
    {
    case FECHO_ALERT_CODE:
      self->code = (guint16)value;
      break;
    case FECHO_ALERT_CLASS:
      self->klass = (FechoCloseClass)value;
      break;
    case FECHO_ALERT_RATE:
      self->n_per_hour = (guint)value;
      break;
    case FECHO_ALERT_DOWN:
      self->down_s = (guint)value;
      break;
    case FECHO_ALERT_NEW_CODE:
      break;
    }
}

FechoAlertRule *
fecho_alert_rule_new (FechoAlertKind kind)
{
  FechoAlertRule *self = g_new0 (FechoAlertRule, 1);

  self->id = g_uuid_string_random ();
  self->enabled = TRUE;
  self->kind = kind;
  self->code = 1006;
  self->klass = FECHO_CLOSE_CLASS_ABNORMAL;
  self->n_per_hour = 10;
  self->down_s = 60;

  return self;
}

FechoAlertRule *
fecho_alert_rule_copy (const FechoAlertRule *self)
{
  FechoAlertRule *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->session_id = g_strdup (self->session_id);

  return copy;
}

void
fecho_alert_rule_free (FechoAlertRule *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_free (self->session_id);
  g_free (self);
}

char *
fecho_alert_rule_to_json (const FechoAlertRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (kinds[self->kind].member == NULL)
    return g_strdup_printf ("{\"kind\":\"%s\"}", kinds[self->kind].name);

  return g_strdup_printf ("{\"kind\":\"%s\",\"%s\":%" G_GINT64_FORMAT "}", kinds[self->kind].name,
                          kinds[self->kind].member, get_value (self));
}

static gboolean
find_kind (JsonObject     *object,
           FechoAlertKind *ret_kind)
{
  const char *name = json_object_get_string_member_with_default (object, "kind", NULL);

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].name, name))
        {
          *ret_kind = (FechoAlertKind)i;
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
fecho_alert_rule_read_json (FechoAlertRule *self,
                            const char     *json)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object;
  FechoAlertKind kind;
  gint64 value = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (json != NULL, FALSE);

  root = json_from_string (json, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  object = json_node_get_object (root);
  if (!find_kind (object, &kind))
    return FALSE;
  if (kinds[kind].member != NULL)
    value = json_object_get_int_member_with_default (object, kinds[kind].member, -1);
  if (value < kinds[kind].min || value > kinds[kind].max)
    return FALSE;

  self->kind = kind;
  set_value (self, value);

  return TRUE;
}
