/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-query-text.h"

#include "hostile-texts.h"

static void
assert_printed (const char *text,
                const char *expected)
{
  g_autoptr(FechoQuery) query = fecho_query_new ();
  g_autoptr(FechoQuery) again = fecho_query_new ();
  FechoQueryProblem problem;
  g_autofree char *printed = NULL;

  if (!fecho_query_parse (query, text, &problem))
    g_error ("“%s” was refused at “%s”", text, problem.token);
  printed = fecho_query_print (query);
  g_assert_cmpstr (printed, ==, expected);
  g_assert_true (fecho_query_parse (again, printed, &problem));
  g_assert_true (fecho_query_equal (query, again));
}

static void
assert_refused (const char     *text,
                FechoQueryTerm  term,
                const char     *token,
                gsize           start)
{
  g_autoptr(FechoQuery) query = fecho_query_new ();
  g_autoptr(FechoQuery) empty = fecho_query_new ();
  FechoQueryProblem problem;

  g_assert_false (fecho_query_parse (query, text, &problem));
  g_assert_cmpint (problem.term, ==, term);
  g_assert_cmpstr (problem.token, ==, token);
  g_assert_cmpuint (problem.start, ==, start);
  g_assert_true (fecho_query_equal (query, empty));
  fecho_query_problem_clear (&problem);
}

static void
test_terms (void)
{
  assert_printed ("", "");
  assert_printed ("code:1006 by:server stage:tls life:<60s is:failed",
                  "code:1006 by:server stage:tls life:<1min is:failed");
  assert_printed ("code:1006,4000-4999 code:10xx", "code:1006,4000-4999,1000-1099");
  assert_printed ("-code:1000 not-code:1001", "-code:1000,1001");
  assert_printed ("class:abnormal,server", "class:server,abnormal");
  assert_printed ("cause:dns_failure origin:network_path",
                  "cause:dns_failure origin:network_path");
  assert_printed ("session:\"Vega Futures\",Orion", "session:\"Vega Futures\",Orion");
  assert_printed ("is:marked is:clean is:close", "is:close is:clean is:marked");
  assert_printed ("é:contado", "is:counted");
  assert_printed ("CODE:1006 By:Server", "code:1006 by:server");
}

static void
test_portuguese (void)
{
  assert_printed ("código:1006 por:servidor etapa:aberta é:falha duração:<60s origem:rede",
                  "code:1006 by:server stage:open origin:network_path life:<1min is:failed");
  assert_printed ("classe:anormal sessao:Presença é:marcado",
                  "class:abnormal session:Presença is:marked");
}

/* Where Portugal says it in another way than Brazil. */
static void
test_portugal (void)
{
  assert_printed ("por:utilizador etapa:fecho é:falhada", "by:user stage:closing is:failed");
  assert_printed ("é:fecho", "is:close");
}

static void
test_spanish (void)
{
  assert_printed ("código:1006 por:nadie etapa:abierta es:fallido duración:<60s origen:red",
                  "code:1006 by:nobody stage:open origin:network_path life:<1min is:failed");
  assert_printed ("clase:aplicación sesión:Presencia es:marcado es:sucio por:usuario",
                  "class:application by:user session:Presencia is:unclean is:marked");
  assert_printed ("origen:equipo,desconocido etapa:cierre",
                  "stage:closing origin:unknown,this_computer");
}

static void
test_lives (void)
{
  assert_printed ("life:<0.5s", "life:<500ms");
  assert_printed ("life:<0,5s", "life:<500ms");
  assert_printed ("life:>=5min", "life:>=5min");
  assert_printed ("life:>5min", "life:>=300000001us");
  assert_printed ("life:<=1h", "life:<3600000001us");
  assert_printed ("life:10s-60s", "life:10s-1min");
  assert_printed ("life:>=2d", "life:>=2d");
}

static void
test_words (void)
{
  assert_printed ("  worker   reload ", "worker reload");
  assert_printed ("code:1006 worker is:clean reload", "code:1006 is:clean worker reload");
  /* What is no key is text: reasons are full of colons. */
  assert_printed ("Unauthorized: token 12:30 wss://x", "Unauthorized: token 12:30 wss://x");
  assert_printed ("\"code:1006\"", "\"code:1006\"");
  assert_printed ("\"two  blanks\"", "\"two  blanks\"");
}

static void
test_refused (void)
{
  assert_refused ("code:abc", FECHO_QUERY_CODE, "code:abc", 0);
  assert_refused ("reload code:70000", FECHO_QUERY_CODE, "code:70000", 7);
  assert_refused ("code:", FECHO_QUERY_CODE, "code:", 0);
  assert_refused ("code:1006, by:server", FECHO_QUERY_CODE, "code:1006,", 0);
  assert_refused ("code:4999-4000", FECHO_QUERY_CODE, "code:4999-4000", 0);
  assert_refused ("stage:moon", FECHO_QUERY_STAGE, "stage:moon", 0);
  assert_refused ("by:server,moon", FECHO_QUERY_CLOSED_BY, "by:server,moon", 0);
  assert_refused ("class:odd", FECHO_QUERY_CLASS, "class:odd", 0);
  assert_refused ("cause:odd", FECHO_QUERY_CAUSE, "cause:odd", 0);
  assert_refused ("origin:odd", FECHO_QUERY_ORIGIN, "origin:odd", 0);
  assert_refused ("is:odd", FECHO_QUERY_KINDS, "is:odd", 0);
  assert_refused ("life:60", FECHO_QUERY_LIFE, "life:60", 0);
  assert_refused ("life:<60", FECHO_QUERY_LIFE, "life:<60", 0);
  assert_refused ("life:<s", FECHO_QUERY_LIFE, "life:<s", 0);
  assert_refused ("life:60s-10s", FECHO_QUERY_LIFE, "life:60s-10s", 0);
  assert_refused ("life:<0s", FECHO_QUERY_LIFE, "life:<0s", 0);
  assert_refused ("life:<999999999999999999d", FECHO_QUERY_LIFE, "life:<999999999999999999d", 0);
  assert_refused ("life:<1.2.3s", FECHO_QUERY_LIFE, "life:<1.2.3s", 0);
}

static void
test_drop (void)
{
  g_autoptr(FechoQuery) query = fecho_query_new ();
  g_autoptr(FechoQuery) empty = fecho_query_new ();
  FechoQueryProblem problem;

  g_assert_true (fecho_query_parse (query, "code:1 -code:2 class:server by:you stage:dns "
                                           "cause:auth origin:server session:a life:<1s is:failed "
                                           "is:clean is:counted is:marked", &problem));
  for (FechoQueryTerm term = 0; term < FECHO_N_QUERY_TERMS; term++)
    {
      g_assert_true (fecho_query_has (query, term));
      fecho_query_drop (query, term);
      g_assert_false (fecho_query_has (query, term));
    }
  g_assert_true (fecho_query_equal (query, empty));
}

/* Any text is taken as words or refused, and what is printed reads as the same. */
static void
test_hostile (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      const char *prefixes[] = { "", "code:", "session:", "life:<", "is:", "\"" };

      for (gsize j = 0; j < G_N_ELEMENTS (prefixes); j++)
        {
          g_autofree char *text = g_strconcat (prefixes[j], hostile_texts[i].text, NULL);
          g_autoptr(FechoQuery) query = fecho_query_new ();
          g_autoptr(FechoQuery) again = fecho_query_new ();
          FechoQueryProblem problem;
          g_autofree char *printed = NULL;

          if (!fecho_query_parse (query, text, &problem))
            {
              fecho_query_problem_clear (&problem);
              continue;
            }
          printed = fecho_query_print (query);
          g_assert_true (g_utf8_validate (printed, -1, NULL));
          g_assert_true (fecho_query_parse (again, printed, &problem));
          g_assert_true (fecho_query_equal (query, again));
        }
    }
}

static void
test_endless (void)
{
  g_autoptr(FechoQuery) query = fecho_query_new ();
  g_autofree char *text = g_strnfill (100000, 'x');
  FechoQueryProblem problem;

  g_assert_false (fecho_query_parse (query, text, &problem));
  g_assert_null (problem.token);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/query-text/terms", test_terms);
  g_test_add_func ("/core/query-text/portuguese", test_portuguese);
  g_test_add_func ("/core/query-text/portugal", test_portugal);
  g_test_add_func ("/core/query-text/spanish", test_spanish);
  g_test_add_func ("/core/query-text/lives", test_lives);
  g_test_add_func ("/core/query-text/words", test_words);
  g_test_add_func ("/core/query-text/refused", test_refused);
  g_test_add_func ("/core/query-text/drop", test_drop);
  g_test_add_func ("/core/query-text/hostile", test_hostile);
  g_test_add_func ("/core/query-text/endless", test_endless);

  return g_test_run ();
}
