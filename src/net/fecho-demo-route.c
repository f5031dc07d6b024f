/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-demo-route.h"

#include <string.h>

#include <gio/gio.h>

#define MAX_RATE 1000.0
#define MAX_AFTER_S 86400.0

/* Paths that say all there is to say. */
static const struct
{
  const char *path;
  FechoDemoKind kind;
} plain_paths[] = {
  { "/", FECHO_DEMO_INDEX },
  { "/empty", FECHO_DEMO_EMPTY },
  { "/eof", FECHO_DEMO_EOF },
  { "/reset", FECHO_DEMO_RESET },
  { "/silent", FECHO_DEMO_SILENT },
  { "/idle", FECHO_DEMO_IDLE },
  { "/messages", FECHO_DEMO_STAY },
  { "/echo", FECHO_DEMO_ECHO },
  { "/bad-utf8", FECHO_DEMO_BAD_UTF8 },
  { "/too-big", FECHO_DEMO_TOO_BIG },
};

static double
parse_seconds (const char *text)
{
  return CLAMP (g_ascii_strtod (text, NULL), 0.0, MAX_AFTER_S);
}

static gint64
to_us (double seconds)
{
  return (gint64)(seconds * G_USEC_PER_SEC);
}

/* A number within bounds and nothing behind it. */
static gboolean
parse_code (const char *text,
            guint       first,
            guint       last,
            guint      *ret_code)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, first, last, &number, NULL))
    return FALSE;

  *ret_code = (guint)number;

  return TRUE;
}

static gboolean
parse_numbered (const char   *path,
                FechoDemoAct *act)
{
  if (g_str_has_prefix (path, "/close/"))
    {
      act->kind = FECHO_DEMO_CLOSE;
      return parse_code (path + strlen ("/close/"), 1000, 4999, &act->code);
    }
  if (g_str_has_prefix (path, "/illegal/"))
    {
      act->kind = FECHO_DEMO_CLOSE;
      return parse_code (path + strlen ("/illegal/"), 0, G_MAXUINT16, &act->code);
    }
  if (g_str_has_prefix (path, "/http/"))
    {
      act->kind = FECHO_DEMO_STATUS;
      return parse_code (path + strlen ("/http/"), 200, 599, &act->code);
    }

  return FALSE;
}

static gboolean
parse_plain (const char   *path,
             FechoDemoAct *act)
{
  for (gsize i = 0; i < G_N_ELEMENTS (plain_paths); i++)
    {
      if (!g_str_equal (path, plain_paths[i].path))
        continue;
      act->kind = plain_paths[i].kind;
      return TRUE;
    }

  return FALSE;
}

/* "1001", "503" (an HTTP status), "reset", "eof", "empty". */
static gboolean
parse_step (const char   *step,
            FechoDemoAct *act)
{
  g_autofree char *path = g_strconcat ("/", step, NULL);

  if (parse_code (step, 200, 599, &act->code))
    act->kind = FECHO_DEMO_STATUS;
  else if (parse_code (step, 1000, 4999, &act->code))
    act->kind = FECHO_DEMO_CLOSE;
  else
    return parse_plain (path, act) && act->kind != FECHO_DEMO_INDEX;

  return TRUE;
}

/* The part of a list with commas whose turn it is; free it. */
static char *
turn_of (const char *list,
         guint       n_before)
{
  g_auto(GStrv) parts = g_strsplit (list, ",", -1);
  guint n_parts = g_strv_length (parts);

  return g_strdup (n_parts > 0 ? parts[n_before % n_parts] : "");
}

static void
parse_options (GHashTable   *options,
               guint         n_before,
               FechoDemoAct *act)
{
  const char *after = g_hash_table_lookup (options, "after");
  const char *timeout = g_hash_table_lookup (options, "timeout");
  const char *rate = g_hash_table_lookup (options, "rate");
  const char *reason = g_hash_table_lookup (options, "reason");
  g_autofree char *after_turn = turn_of (after != NULL ? after : "0", n_before);

  act->after_us = to_us (parse_seconds (after_turn));
  if (act->kind == FECHO_DEMO_IDLE)
    act->after_us = to_us (parse_seconds (timeout != NULL ? timeout : "60"));
  if (rate != NULL)
    act->rate = CLAMP (g_ascii_strtod (rate, NULL), 0.0, MAX_RATE);
  act->reason = g_strdup (reason);
}

static gboolean
parse_cycle (GHashTable   *options,
             guint         n_before,
             FechoDemoAct *act)
{
  const char *codes = g_hash_table_lookup (options, "codes");
  g_autofree char *step = turn_of (codes != NULL ? codes : "", n_before);

  return parse_step (step, act);
}

gboolean
fecho_demo_route_parse (const char   *path,
                        const char   *query,
                        guint         n_before,
                        FechoDemoAct *ret_act)
{
  g_autoptr(GHashTable) options = NULL;
  g_auto(FechoDemoAct) act = { 0 };
  gboolean known;

  options = g_uri_parse_params (query != NULL ? query : "", -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  if (options == NULL)
    return FALSE;
  if (g_str_equal (path, "/cycle"))
    known = parse_cycle (options, n_before, &act);
  else
    known = parse_plain (path, &act) || parse_numbered (path, &act);
  if (!known)
    return FALSE;

  parse_options (options, n_before, &act);
  *ret_act = act;
  act = (FechoDemoAct){ 0 };

  return TRUE;
}

void
fecho_demo_act_clear (FechoDemoAct *act)
{
  g_clear_pointer (&act->reason, g_free);
}
