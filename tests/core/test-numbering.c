/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-numbering.h"

static void
test_names (void)
{
  g_autoptr(FechoNumbering) numbering = fecho_numbering_new ();

  g_assert_cmpuint (fecho_numbering_get (numbering, "a"), ==, 1);
  g_assert_cmpuint (fecho_numbering_get (numbering, "b"), ==, 2);
  g_assert_cmpuint (fecho_numbering_get (numbering, "a"), ==, 1);
  g_assert_cmpuint (fecho_numbering_get_n (numbering), ==, 2);
  g_assert_cmpstr (fecho_numbering_get_name (numbering, 2), ==, "b");
  g_assert_null (fecho_numbering_get_name (numbering, 0));
  g_assert_null (fecho_numbering_get_name (numbering, 3));
}

static void
test_hosts (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean same;
  } pairs[] = {
    { "ws://h/one", "ws://H:80/two?x", TRUE },
    { "wss://h/", "WSS://h:443", TRUE },
    { "ws://h/", "wss://h/", FALSE },
    { "ws://h:1/", "ws://h:2/", FALSE },
    { "ws://[::1]:5/", "ws://[::1]:5/x", TRUE },
    { "ws://u:p@h/", "ws://h/", TRUE },
    { "no address", "", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr(FechoNumbering) numbering = fecho_numbering_new ();
      guint a = fecho_numbering_get_host (numbering, pairs[i].a);
      guint b = fecho_numbering_get_host (numbering, pairs[i].b);

      if ((a == b) != pairs[i].same)
        g_error ("%s and %s", pairs[i].a, pairs[i].b);
      g_assert_cmpuint (fecho_numbering_get_host (numbering, pairs[i].a), ==, a);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/numbering/names", test_names);
  g_test_add_func ("/core/numbering/hosts", test_hosts);

  return g_test_run ();
}
