/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-prometheus.h"

struct _FechoPrometheus
{
  GString *text;
  const char *name;
};

FechoPrometheus *
fecho_prometheus_new (void)
{
  FechoPrometheus *self = g_new0 (FechoPrometheus, 1);

  self->text = g_string_new (NULL);

  return self;
}

void
fecho_prometheus_free (FechoPrometheus *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->text, TRUE);
  g_free (self);
}

char *
fecho_prometheus_steal (FechoPrometheus *self)
{
  char *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_free (self->text, FALSE);
  self->text = g_string_new (NULL);

  return text;
}

void
fecho_prometheus_begin (FechoPrometheus     *self,
                        const char          *name,
                        FechoPrometheusKind  kind,
                        const char          *help)
{
  static const char *const kinds[] = { "counter", "gauge", "histogram" };

  g_return_if_fail (self != NULL);

  self->name = name;
  g_string_append_printf (self->text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name,
                          kinds[kind]);
}

/* Backslash, quote and line feed are what the format escapes. */
static void
append_value_of_label (GString    *text,
                       const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '\n')
        g_string_append (text, "\\n");
      else if (*p == '"' || *p == '\\')
        g_string_append_printf (text, "\\%c", *p);
      else
        g_string_append_c (text, *p);
    }
}

static void
append_labels (GString *text,
               va_list  labels)
{
  const char *separator = "{";

  for (const char *name = va_arg (labels, const char *); name != NULL;
       name = va_arg (labels, const char *))
    {
      g_string_append_printf (text, "%s%s=\"", separator, name);
      append_value_of_label (text, va_arg (labels, const char *));
      g_string_append_c (text, '"');
      separator = ",";
    }
  if (*separator == ',')
    g_string_append_c (text, '}');
}

void
fecho_prometheus_sample (FechoPrometheus *self,
                         const char      *suffix,
                         double           value,
                         ...)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  va_list labels;

  g_return_if_fail (self != NULL && self->name != NULL);

  g_string_append_printf (self->text, "%s%s", self->name, suffix);
  va_start (labels, value);
  append_labels (self->text, labels);
  va_end (labels);
  g_string_append_printf (self->text, " %s\n", g_ascii_dtostr (number, sizeof number, value));
}
