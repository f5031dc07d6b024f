/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-json-layout.h"

#include <string.h>

/* A peer may send a million brackets: the reading is recursive. */
#define MAX_DEPTH 100
#define INDENT 2

typedef struct
{
  const char *p;
  const char *end;
  guint depth;
  GString *out;
} Reading;

static gboolean read_value (Reading *self);

static void
skip_blanks (Reading *self)
{
  while (self->p < self->end && strchr (" \t\r\n", *self->p) != NULL && *self->p != '\0')
    self->p++;
}

static char
peek (Reading *self)
{
  return self->p < self->end ? *self->p : '\0';
}

static gboolean
accept (Reading *self,
        char     c)
{
  if (peek (self) != c)
    return FALSE;
  self->p++;

  return TRUE;
}

static void
break_line (Reading *self)
{
  g_string_append_c (self->out, '\n');
  for (guint i = 0; i < self->depth * INDENT; i++)
    g_string_append_c (self->out, ' ');
}

static gboolean
skip_digits (Reading *self)
{
  const char *start = self->p;

  while (self->p < self->end && g_ascii_isdigit (*self->p))
    self->p++;

  return self->p > start;
}

static gboolean
skip_number (Reading *self)
{
  (void)accept (self, '-');     /* there may be none */
  if (!accept (self, '0') && !skip_digits (self))
    return FALSE;
  if (accept (self, '.') && !skip_digits (self))
    return FALSE;
  if (!accept (self, 'e') && !accept (self, 'E'))
    return TRUE;
  if (!accept (self, '+'))
    (void)accept (self, '-');   /* nor here */

  return skip_digits (self);
}

static gboolean
skip_escape (Reading *self)
{
  char c = peek (self);

  self->p++;
  if (c != 'u')
    return c != '\0' && strchr ("\"\\/bfnrt", c) != NULL;

  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (peek (self)))
        return FALSE;
      self->p++;
    }

  return TRUE;
}

static gboolean
skip_string (Reading *self)
{
  if (!accept (self, '"'))
    return FALSE;

  while (self->p < self->end && (guchar) * self->p >= 0x20)
    {
      char c = *self->p++;

      if (c == '"')
        return TRUE;
      if (c == '\\' && !skip_escape (self))
        return FALSE;
    }

  return FALSE;
}

static gboolean
skip_word (Reading *self)
{
  static const char *const words[] = { "true", "false", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize n = strlen (words[i]);

      if ((gsize)(self->end - self->p) >= n && memcmp (self->p, words[i], n) == 0)
        {
          self->p += n;
          return TRUE;
        }
    }

  return FALSE;
}

/* What stands for itself is written as it is. */
static gboolean
copy (Reading *self,
      gboolean (*skip)(Reading *self))
{
  const char *start = self->p;

  if (!skip (self))
    return FALSE;
  g_string_append_len (self->out, start, self->p - start);

  return TRUE;
}

static gboolean
read_member (Reading *self)
{
  if (!copy (self, skip_string))
    return FALSE;
  skip_blanks (self);
  if (!accept (self, ':'))
    return FALSE;
  g_string_append (self->out, ": ");
  skip_blanks (self);

  return read_value (self);
}

static gboolean
read_all (Reading *self,
          char close,
          gboolean (*read)(Reading *self))
{
  g_string_append_c (self->out, *self->p++);
  skip_blanks (self);
  if (accept (self, close))
    {
      g_string_append_c (self->out, close);
      return TRUE;
    }
  if (self->depth == MAX_DEPTH)
    return FALSE;

  self->depth++;
  do
    {
      skip_blanks (self);
      break_line (self);
      if (!read (self))
        return FALSE;
      skip_blanks (self);
      if (peek (self) == ',')
        g_string_append_c (self->out, ',');
    }
  while (accept (self, ','));
  self->depth--;
  break_line (self);
  g_string_append_c (self->out, close);

  return accept (self, close);
}

static gboolean
read_value (Reading *self)
{
  switch (peek (self))
    {
    case '{':
      return read_all (self, '}', read_member);
    case '[':
      return read_all (self, ']', read_value);
    case '"':
      return copy (self, skip_string);
    case 't':
    case 'f':
    case 'n':
      return copy (self, skip_word);
    default:
      return copy (self, skip_number);
    }
}

char *
fecho_json_layout (const char *text,
                   gsize       n_bytes)
{
  g_autoptr(GString) out = NULL;
  Reading reading;

  g_return_val_if_fail (text != NULL || n_bytes == 0, NULL);

  out = g_string_new (NULL);
  reading = (Reading){ .p = text, .end = text + n_bytes, .out = out };
  skip_blanks (&reading);
  if ((peek (&reading) != '{' && peek (&reading) != '[') || !read_value (&reading))
    return NULL;
  skip_blanks (&reading);
  if (reading.p != reading.end)
    return NULL;

  return g_string_free (g_steal_pointer (&out), FALSE);
}
