/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-crowd.h"

/* Connections of a crowd that looks 5 back and 3 ahead, and what it counts at 100. */
typedef struct
{
  const char *path;
  struct
  {
    gint64 from;
    gint64 to;
    gboolean dropped;
  } connections[3];
  guint n_dropped;
  guint n_stayed;
} Case;

static const Case cases[] = {
  { "empty", { { 0 } }, 0, 0 },
  { "open", { { 1, G_MAXINT64, FALSE } }, 0, 1 },
  { "at-the-moment", { { 1, 100, TRUE } }, 1, 0 },
  { "first-before", { { 1, 95, TRUE } }, 1, 0 },
  { "too-early", { { 1, 94, TRUE } }, 0, 0 },
  { "last-after", { { 1, 103, TRUE } }, 1, 0 },
  { "too-late", { { 1, 104, TRUE } }, 0, 1 },
  { "opened-just-in-time", { { 95, 100, TRUE } }, 1, 0 },
  { "opened-too-late", { { 96, 100, TRUE } }, 0, 0 },
  { "opened-later", { { 101, G_MAXINT64, FALSE } }, 0, 0 },
  { "own", { { 1, 100, FALSE } }, 0, 0 },
  { "own-later", { { 1, 104, FALSE } }, 0, 1 },
  { "mixed", { { 1, 99, TRUE }, { 2, 120, TRUE }, { 3, G_MAXINT64, FALSE } }, 1, 2 },
};

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr(FechoCrowd) crowd = fecho_crowd_new (5, 3);
  guint n_dropped;
  guint n_stayed;

  for (gsize i = 0; i < 3 && expected->connections[i].to != 0; i++)
    fecho_crowd_add (crowd, expected->connections[i].from, expected->connections[i].to,
                     expected->connections[i].dropped);
  fecho_crowd_sort (crowd);
  fecho_crowd_count (crowd, 100, &n_dropped, &n_stayed);

  g_assert_cmpuint (n_dropped, ==, expected->n_dropped);
  g_assert_cmpuint (n_stayed, ==, expected->n_stayed);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/core/crowd/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
