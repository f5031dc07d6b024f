/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-taken.h"

static void
take_text (FechoTaken      *self,
           FechoTakenValue *taken,
           sqlite3_value   *value)
{
  const char *text = (const char *)sqlite3_value_text (value);

  taken->integer = self->texts->len;
  g_string_append_len (self->texts, text != NULL ? text : "", sqlite3_value_bytes (value));
  g_string_append_c (self->texts, '\0');
}

static void
take (sqlite3_context  *context,
      int               n_values,
      sqlite3_value   **values)
{
  FechoTaken *self = sqlite3_user_data (context);

  g_string_truncate (self->texts, 0);
  for (int i = 0; i < MIN (n_values, FECHO_TAKEN_MAX_VALUES); i++)
    {
      FechoTakenValue *taken = &self->values[i];

      taken->type = sqlite3_value_type (values[i]);
      if (taken->type == SQLITE_INTEGER)
        taken->integer = sqlite3_value_int64 (values[i]);
      else if (taken->type == SQLITE_TEXT)
        take_text (self, taken, values[i]);
    }
}

FechoTaken *
fecho_taken_new (sqlite3 *handle)
{
  FechoTaken *self = g_new0 (FechoTaken, 1);
  int result;

  self->texts = g_string_new (NULL);
  result = sqlite3_create_function_v2 (handle, "fecho_take", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                       self, take, NULL, NULL, NULL);
  g_assert (result == SQLITE_OK); /* it fails by misuse, or where there is no memory */

  return self;
}

void
fecho_taken_free (FechoTaken *self)
{
  g_string_free (self->texts, TRUE);
  g_free (self);
}

const char *
fecho_taken_get_text (FechoTaken *self,
                      guint       number)
{
  const char *text;

  if (self->values[number].type != SQLITE_TEXT)
    return NULL;
  text = self->texts->str + self->values[number].integer;

  /* Only a damaged or edited file has other bytes; they are U+FFFD. */
  return g_utf8_validate (text, -1, NULL) ? text : "\357\277\275";
}
