/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-plural.h"

#include <string.h>

/* A translation is a file: brackets and "!" may not go as deep as they like. */
#define MAX_DEPTH 32

/* Operators of one level bind tighter than those of the levels before. A longer operator stands
 * before one that it begins with. */
static const char *const levels[][5] = {
  { "||" },
  { "&&" },
  { "==", "!=" },
  { "<=", ">=", "<", ">" },
  { "+", "-" },
  { "*", "/", "%" },
};

typedef struct
{
  const char *at;
  guint64 n;
  guint depth;
  gboolean failed;
} Reader;

static guint64 read_ternary (Reader *reader);

static gboolean
take (Reader     *reader,
      const char *token)
{
  while (g_ascii_isspace (*reader->at))
    reader->at++;
  if (strncmp (reader->at, token, strlen (token)) != 0)
    return FALSE;

  reader->at += strlen (token);

  return TRUE;
}

static guint64
fail (Reader *reader)
{
  reader->failed = TRUE;

  return 0;
}

static guint64
read_number (Reader *reader)
{
  char *end = NULL;
  guint64 number;

  if (!g_ascii_isdigit (*reader->at))
    return fail (reader);

  number = g_ascii_strtoull (reader->at, &end, 10);
  reader->at = end;

  return number;
}

static guint64
read_unary (Reader *reader)
{
  guint64 value;

  if (++reader->depth > MAX_DEPTH)
    return fail (reader);

  if (take (reader, "!"))
    {
      value = !read_unary (reader);
    }
  else if (take (reader, "("))
    {
      value = read_ternary (reader);
      if (!take (reader, ")"))
        return fail (reader);
    }
  else
    {
      value = take (reader, "n") ? reader->n : read_number (reader);
    }
  reader->depth--;

  return value;
}

/* A division by nothing may stand in the branch that is not taken: it is no fault. */
static guint64
apply (const char *operator,
       guint64     a,
       guint64     b)
{
  switch (operator[0])
    {
    case '|':
      return a || b;

    case '&':
      return a && b;

    case '=':
      return a == b;

    case '!':
      return a != b;

    case '<':
      return operator[1] == '=' ? a <= b : a < b;

    case '>':
      return operator[1] == '=' ? a >= b : a > b;

    case '+':
      return a + b;

    case '-':
      return a - b;

    case '*':
      return a * b;

    case '/':
      return b != 0 ? a / b : 0;

    default:
      return b != 0 ? a % b : 0;
    }
}

static guint64
read_binary (Reader *reader,
             gsize   level)
{
  guint64 value;
  gboolean found = TRUE;

  if (level == G_N_ELEMENTS (levels))
    return read_unary (reader);

  value = read_binary (reader, level + 1);
  while (found && !reader->failed)
    {
      found = FALSE;
      for (guint i = 0; !found && levels[level][i] != NULL; i++)
        {
          found = take (reader, levels[level][i]);
          if (found)
            value = apply (levels[level][i], value, read_binary (reader, level + 1));
        }
    }

  return value;
}

static guint64
read_ternary (Reader *reader)
{
  guint64 value = read_binary (reader, 0);
  guint64 if_true;
  guint64 if_false;

  if (!take (reader, "?"))
    return value;
  if (++reader->depth > MAX_DEPTH)
    return fail (reader);

  if_true = read_ternary (reader);
  if (!take (reader, ":"))
    return fail (reader);
  if_false = read_ternary (reader);
  reader->depth--;

  return value ? if_true : if_false;
}

guint
fecho_plural_choose (const char *expression,
                     guint64     n,
                     guint       n_forms)
{
  Reader reader = { .at = expression, .n = n };
  guint64 form;

  if (expression == NULL)
    return 0;

  form = read_ternary (&reader);
  if (reader.failed || *(reader.at + strspn (reader.at, " \t;")) != '\0')
    return 0;

  return form < n_forms ? form : 0;
}
