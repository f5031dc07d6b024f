/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query-text.h"

#include <string.h>

#include "fecho-term-table.h"

/* A person writes less. */
#define MAX_TEXT 2000
#define MAX_SESSIONS 64
/* Those of g_ascii_isspace(). */
#define BLANKS " \t\n\v\f\r"
/* A week is long for a connection, a century is a mistake. */
#define MAX_LIFE_US (100 * 365 * G_TIME_SPAN_DAY)

/* -- words */

typedef struct
{
  const char *word;
  int value;
} Word;

/* is: asks several things. */
#define KEY_IS FECHO_N_QUERY_TERMS

/* The first word of each is the one that is printed. */
static const Word keys[] = {
  { "code", FECHO_QUERY_CODE }, { "código", FECHO_QUERY_CODE }, { "codigo", FECHO_QUERY_CODE },
  { "-code", FECHO_QUERY_NOT_CODE }, { "not-code", FECHO_QUERY_NOT_CODE },
  { "-código", FECHO_QUERY_NOT_CODE }, { "-codigo", FECHO_QUERY_NOT_CODE },
  { "class", FECHO_QUERY_CLASS }, { "classe", FECHO_QUERY_CLASS },
  { "clase", FECHO_QUERY_CLASS },
  { "by", FECHO_QUERY_CLOSED_BY }, { "closed-by", FECHO_QUERY_CLOSED_BY },
  { "por", FECHO_QUERY_CLOSED_BY },
  { "stage", FECHO_QUERY_STAGE }, { "etapa", FECHO_QUERY_STAGE },
  { "cause", FECHO_QUERY_CAUSE }, { "causa", FECHO_QUERY_CAUSE },
  { "origin", FECHO_QUERY_ORIGIN }, { "origem", FECHO_QUERY_ORIGIN },
  { "origen", FECHO_QUERY_ORIGIN },
  { "session", FECHO_QUERY_SESSION }, { "sessão", FECHO_QUERY_SESSION },
  { "sessao", FECHO_QUERY_SESSION }, { "sesión", FECHO_QUERY_SESSION },
  { "sesion", FECHO_QUERY_SESSION },
  { "life", FECHO_QUERY_LIFE }, { "duração", FECHO_QUERY_LIFE }, { "duracao", FECHO_QUERY_LIFE },
  { "duración", FECHO_QUERY_LIFE }, { "duracion", FECHO_QUERY_LIFE },
  { "is", KEY_IS }, { "é", KEY_IS }, { "eh", KEY_IS }, { "es", KEY_IS },
};

static const Word classes[] = {
  { "anormal", FECHO_CLOSE_CLASS_ABNORMAL }, { "servidor", FECHO_CLOSE_CLASS_SERVER },
  { "política", FECHO_CLOSE_CLASS_POLICY }, { "politica", FECHO_CLOSE_CLASS_POLICY },
  { "protocolo", FECHO_CLOSE_CLASS_PROTOCOL }, { "biblioteca", FECHO_CLOSE_CLASS_LIBRARY },
  { "aplicação", FECHO_CLOSE_CLASS_APPLICATION }, { "aplicacao", FECHO_CLOSE_CLASS_APPLICATION },
  { "aplicación", FECHO_CLOSE_CLASS_APPLICATION }, { "aplicacion", FECHO_CLOSE_CLASS_APPLICATION },
  { "inválido", FECHO_CLOSE_CLASS_INVALID }, { "invalido", FECHO_CLOSE_CLASS_INVALID },
};

static const Word closers[] = {
  { "servidor", FECHO_CLOSED_BY_SERVER }, { "me", FECHO_CLOSED_BY_USER },
  { "you", FECHO_CLOSED_BY_USER }, { "você", FECHO_CLOSED_BY_USER },
  { "voce", FECHO_CLOSED_BY_USER }, { "ninguém", FECHO_CLOSED_BY_NOBODY },
  { "ninguem", FECHO_CLOSED_BY_NOBODY }, { "nadie", FECHO_CLOSED_BY_NOBODY },
  { "utilizador", FECHO_CLOSED_BY_USER }, { "usuario", FECHO_CLOSED_BY_USER },
};

static const Word stages[] = {
  { "aberta", FECHO_STAGE_OPEN }, { "abierta", FECHO_STAGE_OPEN },
  { "fechando", FECHO_STAGE_CLOSING }, { "fecho", FECHO_STAGE_CLOSING },
  { "cierre", FECHO_STAGE_CLOSING },
};

static const Word origins[] = {
  { "network", FECHO_ORIGIN_NETWORK_PATH }, { "path", FECHO_ORIGIN_NETWORK_PATH },
  { "computer", FECHO_ORIGIN_THIS_COMPUTER }, { "rede", FECHO_ORIGIN_NETWORK_PATH },
  { "servidor", FECHO_ORIGIN_SERVER }, { "computador", FECHO_ORIGIN_THIS_COMPUTER },
  { "desconhecida", FECHO_ORIGIN_UNKNOWN }, { "red", FECHO_ORIGIN_NETWORK_PATH },
  { "equipo", FECHO_ORIGIN_THIS_COMPUTER }, { "desconocido", FECHO_ORIGIN_UNKNOWN },
};

typedef enum
{
  IS_CLOSE,
  IS_FAILED,
  IS_CLEAN,
  IS_UNCLEAN,
  IS_COUNTED,
  IS_MARKED,
} Is;

static const Word states[] = {
  { "close", IS_CLOSE }, { "closed", IS_CLOSE }, { "fechamento", IS_CLOSE },
  { "fecho", IS_CLOSE }, { "cierre", IS_CLOSE },
  { "failed", IS_FAILED }, { "attempt", IS_FAILED }, { "falha", IS_FAILED },
  { "tentativa", IS_FAILED }, { "falhada", IS_FAILED }, { "fallido", IS_FAILED },
  { "intento", IS_FAILED },
  { "clean", IS_CLEAN }, { "limpo", IS_CLEAN },
  { "unclean", IS_UNCLEAN }, { "sujo", IS_UNCLEAN }, { "sucio", IS_UNCLEAN },
  { "counted", IS_COUNTED }, { "contado", IS_COUNTED },
  { "marked", IS_MARKED }, { "marcado", IS_MARKED },
};

static gboolean
find_word (const Word *words,
           gsize       n_words,
           const char *text,
           int        *ret_value)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (gsize i = 0; i < n_words; i++)
    {
      g_autofree char *word = g_utf8_casefold (words[i].word, -1);

      if (!g_str_equal (word, folded))
        continue;
      *ret_value = words[i].value;
      return TRUE;
    }

  return FALSE;
}

static const char *
get_key (int term)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keys[i].value == term)
        return keys[i].word;
    }

  return "";
}

/* -- queries */

FechoQuery *
fecho_query_new (void)
{
  FechoQuery *self = g_new0 (FechoQuery, 1);

  self->filter = fecho_filter_new ();

  return self;
}

FechoQuery *
fecho_query_copy (const FechoQuery *self)
{
  FechoQuery *copy = g_new0 (FechoQuery, 1);

  copy->filter = fecho_filter_copy (self->filter);
  copy->sessions = g_strdupv (self->sessions);
  copy->counted = self->counted;

  return copy;
}

void
fecho_query_free (FechoQuery *self)
{
  g_clear_pointer (&self->filter, fecho_filter_free);
  g_strfreev (self->sessions);
  g_free (self);
}

gboolean
fecho_query_equal (const FechoQuery *a,
                   const FechoQuery *b)
{
  static char *nothing[] = { NULL };

  return a->counted == b->counted && fecho_filter_equal (a->filter, b->filter) &&
         g_strv_equal ((const char *const *)(a->sessions != NULL ? a->sessions : nothing),
                       (const char *const *)(b->sessions != NULL ? b->sessions : nothing));
}

void
fecho_query_problem_clear (FechoQueryProblem *problem)
{
  g_clear_pointer (&problem->token, g_free);
}

/* -- values */

static gboolean
add_class (FechoQuery *self,
           const char *value)
{
  FechoCloseClass klass;
  int found;

  if (fecho_close_class_from_string (value, &klass))
    found = klass;
  else if (!find_word (classes, G_N_ELEMENTS (classes), value, &found))
    return FALSE;
  self->filter->classes |= 1u << found;

  return TRUE;
}

static gboolean
add_closed_by (FechoQuery *self,
               const char *value)
{
  FechoClosedBy closed_by;
  int found;

  if (fecho_closed_by_from_string (value, &closed_by))
    found = closed_by;
  else if (!find_word (closers, G_N_ELEMENTS (closers), value, &found))
    return FALSE;
  self->filter->closed_by |= 1u << found;

  return TRUE;
}

static gboolean
add_stage (FechoQuery *self,
           const char *value)
{
  FechoStage stage;
  int found;

  if (fecho_stage_from_string (value, &stage))
    found = stage;
  else if (!find_word (stages, G_N_ELEMENTS (stages), value, &found))
    return FALSE;
  self->filter->stages |= 1u << found;

  return TRUE;
}

static gboolean
add_cause (FechoQuery *self,
           const char *value)
{
  FechoCause cause;

  if (!fecho_cause_from_string (value, &cause))
    return FALSE;
  self->filter->causes |= G_GUINT64_CONSTANT (1) << cause;

  return TRUE;
}

static gboolean
add_origin (FechoQuery *self,
            const char *value)
{
  FechoOrigin origin;
  int found;

  if (fecho_origin_from_string (value, &origin))
    found = origin;
  else if (!find_word (origins, G_N_ELEMENTS (origins), value, &found))
    return FALSE;
  self->filter->origins |= 1u << found;

  return TRUE;
}

static gboolean
add_session (FechoQuery *self,
             const char *value)
{
  guint n = self->sessions != NULL ? g_strv_length (self->sessions) : 0;

  if (n >= MAX_SESSIONS)
    return FALSE;
  if (self->sessions != NULL && g_strv_contains ((const char *const *)self->sessions, value))
    return TRUE;
  self->sessions = g_renew (char *, self->sessions, n + 2);
  self->sessions[n] = g_strdup (value);
  self->sessions[n + 1] = NULL;

  return TRUE;
}

/* "10xx" is 1000-1099. */
static gboolean
add_code (FechoQuery *self,
          const char *value,
          gboolean    exclude)
{
  gsize n_digits = strspn (value, "0123456789");
  gsize n_any = strspn (value + n_digits, "xX");
  g_autofree char *digits = g_strndup (value, n_digits);
  g_autoptr(GString) range = NULL;

  if (n_any == 0 || n_digits == 0 || n_digits + n_any != 4 || value[n_digits + n_any] != '\0')
    return fecho_filter_add_codes (self->filter, value, exclude, NULL);

  range = g_string_new (digits);
  for (gsize i = 0; i < n_any; i++)
    g_string_append_c (range, '0');
  g_string_append_printf (range, "-%s", digits);
  for (gsize i = 0; i < n_any; i++)
    g_string_append_c (range, '9');

  return fecho_filter_add_codes (self->filter, range->str, exclude, NULL);
}

static gboolean
add_state (FechoQuery *self,
           const char *value)
{
  int found;

  if (!find_word (states, G_N_ELEMENTS (states), value, &found))
    return FALSE;
  switch ((Is)found)
    {
    case IS_CLOSE:
      self->filter->kinds = FECHO_KINDS_CLOSES;
      break;
    case IS_FAILED:
      self->filter->kinds = FECHO_KINDS_ATTEMPTS;
      break;
    case IS_CLEAN:
      self->filter->clean = 1 << TRUE;
      break;
    case IS_UNCLEAN:
      self->filter->clean = 1 << FALSE;
      break;
    case IS_COUNTED:
      self->counted = TRUE;
      break;
    case IS_MARKED:
      self->filter->marked = TRUE;
      break;
    }

  return TRUE;
}

/* -- lives: "<60s", ">=5min", "10s-60s" */

static const struct
{
  const char *unit;
  gint64 us;
} units[] = {
  { "d", G_TIME_SPAN_DAY }, { "h", G_TIME_SPAN_HOUR }, { "min", G_TIME_SPAN_MINUTE },
  { "m", G_TIME_SPAN_MINUTE }, { "s", G_TIME_SPAN_SECOND }, { "ms", G_TIME_SPAN_MILLISECOND },
  { "us", 1 },
};

/* Moves *p over a length of time. */
static gboolean
parse_length (const char **p,
              gint64      *ret_us)
{
  gsize n_number = strspn (*p, "0123456789.,");
  g_autofree char *number = g_strndup (*p, n_number);
  const char *unit = *p + n_number;
  gsize n_unit = strspn (unit, "abcdefghijklmnopqrstuvwxyz");
  char *end = NULL;
  double value;

  g_strdelimit (number, ",", '.');
  value = g_ascii_strtod (number, &end);
  if (n_number == 0 || *end != '\0')
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (strlen (units[i].unit) != n_unit || strncmp (units[i].unit, unit, n_unit) != 0)
        continue;
      if (value * units[i].us > MAX_LIFE_US)
        return FALSE;
      *ret_us = (gint64)(value * units[i].us + 0.5);
      *p = unit + n_unit;
      return TRUE;
    }

  return FALSE;
}

static gboolean
add_life (FechoQuery *self,
          const char *value)
{
  char sign = *value == '<' || *value == '>' ? *value : '\0';
  const char *p = sign != '\0' ? value + 1 : value;
  gboolean inclusive = sign != '\0' && *p == '=';
  gint64 from_us, to_us;

  if (inclusive)
    p++;
  if (!parse_length (&p, &from_us))
    return FALSE;
  to_us = from_us;
  if (sign == '\0')
    {
      if (*p++ != '-' || !parse_length (&p, &to_us) || to_us <= from_us)
        return FALSE;
    }
  if (*p != '\0' || (sign == '<' && to_us == 0 && !inclusive))
    return FALSE;
  /* 0 is no bound; from below the first microsecond it is the same. */
  self->filter->min_life_us = sign == '<' ? 0 : MAX (from_us + (sign == '>' && !inclusive), 1);
  self->filter->max_life_us = sign == '>' ? 0 : to_us + (sign == '<' && inclusive);

  return TRUE;
}

/* -- terms */

static gboolean
add_value (FechoQuery *self,
           int         key,
           const char *value)
{
  g_autofree char *word = g_utf8_strdown (value, -1);

  switch (key)
    {
    case FECHO_QUERY_CODE:
      return add_code (self, word, FALSE);
    case FECHO_QUERY_NOT_CODE:
      return add_code (self, word, TRUE);
    case FECHO_QUERY_CLASS:
      return add_class (self, word);
    case FECHO_QUERY_CLOSED_BY:
      return add_closed_by (self, word);
    case FECHO_QUERY_STAGE:
      return add_stage (self, word);
    case FECHO_QUERY_CAUSE:
      return add_cause (self, word);
    case FECHO_QUERY_ORIGIN:
      return add_origin (self, word);
    case FECHO_QUERY_SESSION:
      return add_session (self, value);
    case FECHO_QUERY_LIFE:
      return add_life (self, word);
    default:
      return add_state (self, word);
    }
}

/* Moves *p over one word; quotes hold blanks and commas together, and are taken off. Splits at a
 * delimiter outside them where there is one. */
static char *
read_word (const char **p,
           char         delimiter)
{
  g_autoptr(GString) word = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (; **p != '\0'; (*p)++)
    {
      if (**p == '"')
        quoted = !quoted;
      else if (!quoted && (g_ascii_isspace (**p) || (delimiter != '\0' && **p == delimiter)))
        break;
      else
        g_string_append_c (word, **p);
    }

  return g_string_free (g_steal_pointer (&word), FALSE);
}

/* The key at p, if one stands there and a value follows; moves *p to the value. */
static gboolean
read_key (const char **p,
          int         *ret_key)
{
  gsize n = strcspn (*p, ":\"" BLANKS);
  g_autofree char *word = NULL;

  if ((*p)[n] != ':')
    return FALSE;
  word = g_strndup (*p, n);
  if (!find_word (keys, G_N_ELEMENTS (keys), word, ret_key))
    return FALSE;
  *p += n + 1;

  return TRUE;
}

static FechoQueryTerm
get_term (int key)
{
  return key == KEY_IS ? FECHO_QUERY_KINDS : (FechoQueryTerm)key;
}

static gboolean
read_values (FechoQuery  *self,
             int          key,
             const char **p)
{
  /* A comma in a length is that of its fraction. */
  const char delimiter = key == FECHO_QUERY_LIFE ? '\0' : ',';
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *value = read_word (p, delimiter);

      if (*value == '\0' || !add_value (self, key, value))
        return FALSE;
      more = delimiter != '\0' && **p == delimiter;
      if (more)
        (*p)++;
    }

  return TRUE;
}

static void
replace_with (FechoQuery *self,
              FechoQuery *other)
{
  FechoQuery old = *self;

  *self = *other;
  *other = old;
}

gboolean
fecho_query_parse (FechoQuery        *self,
                   const char        *text,
                   FechoQueryProblem *ret_problem)
{
  g_autoptr(FechoQuery) query = fecho_query_copy (self);
  g_autoptr(GString) words = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *p = valid;

  *ret_problem = (FechoQueryProblem) { 0 };
  if (strlen (valid) > MAX_TEXT)
    return FALSE;
  for (p += strspn (p, BLANKS); *p != '\0'; p += strspn (p, BLANKS))
    {
      const char *start = p;
      g_autofree char *word = NULL;
      int key;

      if (read_key (&p, &key))
        {
          if (read_values (query, key, &p))
            continue;
          p = start;
          word = read_word (&p, '\0');
          ret_problem->term = get_term (key);
          ret_problem->token = g_strndup (start, p - start);
          ret_problem->start = start - valid;
          return FALSE;
        }
      if (words->len > 0)
        g_string_append_c (words, ' ');
      word = read_word (&p, '\0');
      g_string_append (words, word);
    }
  g_free (query->filter->text);
  query->filter->text = words->len > 0 ? g_strdup (words->str) : NULL;
  replace_with (self, query);

  return TRUE;
}

/* -- printing */

static void
append_value (GString    *text,
              const char *value)
{
  if (text->str[text->len - 1] != ':')
    g_string_append_c (text, ',');
  g_string_append (text, value);
}

static void
append_ranges (GString      *text,
               const GArray *ranges)
{
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    {
      const FechoCodeRange *range = &g_array_index (ranges, FechoCodeRange, i);
      g_autofree char *value = range->first == range->last
                               ? g_strdup_printf ("%u", range->first)
                               : g_strdup_printf ("%u-%u", range->first, range->last);

      append_value (text, value);
    }
}

/* Enums behind one signature. */
static const char *
get_class_word (guint value)
{
  return fecho_close_class_to_string (value);
}

static const char *
get_closed_by_word (guint value)
{
  return fecho_closed_by_to_string (value);
}

static const char *
get_stage_word (guint value)
{
  return fecho_stage_to_string (value);
}

static const char *
get_cause_word (guint value)
{
  return fecho_cause_to_string (value);
}

static const char *
get_origin_word (guint value)
{
  return fecho_origin_to_string (value);
}

static void
append_mask (GString *text,
             guint64 mask,
             guint n_values,
             const char *(*get_word)(guint value))
{
  for (guint i = 0; i < n_values; i++)
    {
      const char *word = (mask >> i & 1) != 0 ? get_word (i) : NULL;

      if (word != NULL)
        append_value (text, word);
    }
}

/* Quotes cannot be written, so a name that has them is written without. */
static void
append_quoted (GString    *text,
               const char *value)
{
  g_auto(GStrv) parts = g_strsplit (value, "\"", -1);
  g_autofree char *plain = g_strjoinv ("", parts);
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", plain);

  append_value (text, strpbrk (plain, ",:" BLANKS) != NULL || *plain == '\0' ? quoted : plain);
}

static void
append_length (GString *text,
               gint64   us)
{
  gsize i = 0;

  while (us % units[i].us != 0)
    i++;
  g_string_append_printf (text, "%" G_GINT64_FORMAT "%s", us / units[i].us, units[i].unit);
}

static void
append_life (GString           *text,
             const FechoFilter *filter)
{
  if (filter->min_life_us > 0 && filter->max_life_us == 0)
    g_string_append (text, ">=");
  if (filter->min_life_us > 0)
    append_length (text, filter->min_life_us);
  if (filter->max_life_us > 0)
    g_string_append_c (text, filter->min_life_us > 0 ? '-' : '<');
  if (filter->max_life_us > 0)
    append_length (text, filter->max_life_us);
}

gboolean
fecho_query_has (const FechoQuery *self,
                 FechoQueryTerm    term)
{
  const FechoFilter *filter = self->filter;

  switch (term)
    {
    case FECHO_QUERY_CODE:
      return filter->codes != NULL && filter->codes->len > 0;
    case FECHO_QUERY_NOT_CODE:
      return filter->not_codes != NULL && filter->not_codes->len > 0;
    case FECHO_QUERY_CLASS:
      return filter->classes != 0;
    case FECHO_QUERY_CLOSED_BY:
      return filter->closed_by != 0;
    case FECHO_QUERY_STAGE:
      return filter->stages != 0;
    case FECHO_QUERY_CAUSE:
      return filter->causes != 0;
    case FECHO_QUERY_ORIGIN:
      return filter->origins != 0;
    case FECHO_QUERY_SESSION:
      return self->sessions != NULL && self->sessions[0] != NULL;
    case FECHO_QUERY_LIFE:
      return filter->min_life_us > 0 || filter->max_life_us > 0;
    case FECHO_QUERY_KINDS:
      return filter->kinds != FECHO_KINDS_BOTH;
    case FECHO_QUERY_CLEAN:
      return filter->clean != 0;
    case FECHO_QUERY_COUNTED:
      return self->counted;
    case FECHO_QUERY_MARKED:
      return filter->marked;
    }

  return FALSE;
}

static void
append_values (GString          *text,
               const FechoQuery *self,
               FechoQueryTerm    term)
{
  const FechoFilter *filter = self->filter;

  switch (term)
    {
    case FECHO_QUERY_CODE:
      append_ranges (text, filter->codes);
      break;
    case FECHO_QUERY_NOT_CODE:
      append_ranges (text, filter->not_codes);
      break;
    case FECHO_QUERY_CLASS:
      append_mask (text, filter->classes, FECHO_N_CLOSE_CLASSES, get_class_word);
      break;
    case FECHO_QUERY_CLOSED_BY:
      append_mask (text, filter->closed_by, FECHO_CLOSED_BY_NOBODY + 1, get_closed_by_word);
      break;
    case FECHO_QUERY_STAGE:
      append_mask (text, filter->stages, FECHO_STAGE_CLOSING + 1, get_stage_word);
      break;
    case FECHO_QUERY_CAUSE:
      append_mask (text, filter->causes, FECHO_N_CAUSES, get_cause_word);
      break;
    case FECHO_QUERY_ORIGIN:
      append_mask (text, filter->origins, FECHO_ORIGIN_THIS_COMPUTER + 1, get_origin_word);
      break;
    case FECHO_QUERY_SESSION:
      for (char **session = self->sessions; *session != NULL; session++)
        append_quoted (text, *session);
      break;
    case FECHO_QUERY_LIFE:
      append_life (text, filter);
      break;
    case FECHO_QUERY_KINDS:
      append_value (text, filter->kinds == FECHO_KINDS_CLOSES ? "close" : "failed");
      break;
    case FECHO_QUERY_CLEAN:
      append_value (text, filter->clean == 1 << TRUE ? "clean" : "unclean");
      break;
    case FECHO_QUERY_COUNTED:
      append_value (text, "counted");
      break;
    case FECHO_QUERY_MARKED:
      append_value (text, "marked");
      break;
    }
}

char *
fecho_query_print_term (const FechoQuery *self,
                        FechoQueryTerm    term)
{
  g_autoptr(GString) text = NULL;

  if (!fecho_query_has (self, term))
    return NULL;
  text = g_string_new (get_key (term >= FECHO_QUERY_KINDS ? (int)KEY_IS : (int)term));
  g_string_append_c (text, ':');
  append_values (text, self, term);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A word that would be read as a term. */
static gboolean
needs_quotes (const char *words)
{
  const char *p = words;

  while (*p != '\0')
    {
      int key;

      p += strspn (p, " ");
      if (read_key (&p, &key))
        return TRUE;
      p += strcspn (p, " ");
    }

  return strpbrk (words, "\t\n\v\f\r") != NULL || strstr (words, "  ") != NULL ||
         *words == ' ' || g_str_has_suffix (words, " ");
}

char *
fecho_query_print (const FechoQuery *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (FechoQueryTerm term = 0; term < FECHO_N_QUERY_TERMS; term++)
    {
      g_autofree char *printed = fecho_query_print_term (self, term);

      if (printed == NULL)
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, printed);
    }
  if (self->filter->text == NULL || *self->filter->text == '\0')
    return g_string_free (g_steal_pointer (&text), FALSE);
  if (text->len > 0)
    g_string_append_c (text, ' ');
  if (needs_quotes (self->filter->text))
    g_string_append_printf (text, "\"%s\"", self->filter->text);
  else
    g_string_append (text, self->filter->text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
fecho_query_drop (FechoQuery     *self,
                  FechoQueryTerm  term)
{
  FechoFilter *filter = self->filter;

  switch (term)
    {
    case FECHO_QUERY_CODE:
      g_clear_pointer (&filter->codes, g_array_unref);
      break;
    case FECHO_QUERY_NOT_CODE:
      g_clear_pointer (&filter->not_codes, g_array_unref);
      break;
    case FECHO_QUERY_CLASS:
      filter->classes = 0;
      break;
    case FECHO_QUERY_CLOSED_BY:
      filter->closed_by = 0;
      break;
    case FECHO_QUERY_STAGE:
      filter->stages = 0;
      break;
    case FECHO_QUERY_CAUSE:
      filter->causes = 0;
      break;
    case FECHO_QUERY_ORIGIN:
      filter->origins = 0;
      break;
    case FECHO_QUERY_SESSION:
      g_clear_pointer (&self->sessions, g_strfreev);
      break;
    case FECHO_QUERY_LIFE:
      filter->min_life_us = 0;
      filter->max_life_us = 0;
      break;
    case FECHO_QUERY_KINDS:
      filter->kinds = FECHO_KINDS_BOTH;
      break;
    case FECHO_QUERY_CLEAN:
      filter->clean = 0;
      break;
    case FECHO_QUERY_COUNTED:
      self->counted = FALSE;
      break;
    case FECHO_QUERY_MARKED:
      filter->marked = FALSE;
      break;
    }
}
