/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-plural.h"

/* The forms of the counts 0 to 12, one digit each. */
typedef struct
{
  const char *path;
  guint n_forms;
  const char *expression;
  const char *forms;
} Case;

static const Case cases[] = {
  { "english", 2, "n != 1", "1011111111111" },
  { "portuguese", 2, "(n > 1)", "0011111111111" },
  { "japanese", 1, "0", "0000000000000" },
  { "polish", 3, "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2",
    "2011122222222" },
  { "russian", 3, "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 "
                  ": 2)", "2011122222222" },
  { "slovenian", 4, "(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3)",
    "3012233333333" },
  { "not", 2, "!n", "1000000000000" },
  { "arithmetic", 9, "(n + 2 * 3 - 6) / 2 % 5", "0011223344001" },
  { "division-by-nothing", 2, "n / 0", "0000000000000" },
  { "out-of-range", 2, "n", "0100000000000" },
  { "unfinished", 2, "n ? 1", "0000000000000" },
  { "bracket", 2, "(n", "0000000000000" },
  { "rest", 2, "1 1", "0000000000000" },
  { "word", 2, "system", "0000000000000" },
  { "empty", 2, "", "0000000000000" },
  { "none", 2, NULL, "0000000000000" },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr(GString) forms = g_string_new (NULL);

  for (guint n = 0; n <= 12; n++)
    g_string_append_printf (forms, "%u",
                            fecho_plural_choose (expected->expression, n, expected->n_forms));
  g_assert_cmpstr (forms->str, ==, expected->forms);
}

static void
test_deep (void)
{
  g_autofree char *brackets = g_strnfill (1000000, '(');
  g_autofree char *nots = g_strnfill (1000000, '!');

  g_assert_cmpuint (fecho_plural_choose (brackets, 1, 2), ==, 0);
  g_assert_cmpuint (fecho_plural_choose (nots, 1, 2), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/plural/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/core/plural/deep", test_deep);

  return g_test_run ();
}
