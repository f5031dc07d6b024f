/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-descriptors.h"

#include <gio/gio.h>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#define FEW 64

static struct rlimit
get_limit (void)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);

  return limit;
}

static void
set_soft_limit (rlim_t soft)
{
  struct rlimit limit = get_limit ();

  limit.rlim_cur = soft;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
}

static void
test_raised (void)
{
  struct rlimit before = get_limit ();

  set_soft_limit (FEW);
  fecho_descriptors_raise_limit ();
  g_assert_cmpuint (get_limit ().rlim_cur, ==, MIN (before.rlim_max, 1048576));
  g_assert_cmpuint (get_limit ().rlim_max, ==, before.rlim_max);

  set_soft_limit (before.rlim_cur);
}

/* Refused before the last is gone: the rest of the program needs some too. */
static void
test_room (void)
{
  struct rlimit before = get_limit ();
  g_autoptr(GError) error = NULL;
  int taken[FEW];
  guint n_taken = 0;

  set_soft_limit (FEW);
  while (n_taken < FEW && fecho_descriptors_check_room (&error))
    taken[n_taken++] = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES);
  g_assert_cmpuint (n_taken, >, 0);
  g_assert_cmpint (taken[n_taken - 1], >=, 0);
  g_assert_cmpint (taken[n_taken - 1], <, FEW - 1);

  for (guint i = 0; i < n_taken; i++)
    close (taken[i]);
  g_assert_true (fecho_descriptors_check_room (NULL));
  set_soft_limit (before.rlim_cur);
}

static void
test_none_left (void)
{
  struct rlimit before = get_limit ();
  g_autoptr(GError) error = NULL;

  set_soft_limit (1);
  g_assert_false (fecho_descriptors_check_room (&error));
  set_soft_limit (before.rlim_cur);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/descriptors/raised", test_raised);
  g_test_add_func ("/net/descriptors/room", test_room);
  g_test_add_func ("/net/descriptors/none-left", test_none_left);

  return g_test_run ();
}
