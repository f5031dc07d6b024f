/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-fault-text.h"

#include <gio/gio.h>

#include "fecho-error.h"

static void
test_saving (void)
{
  g_autoptr(GError) fault = g_error_new_literal (FECHO_ERROR, FECHO_ERROR_FULL, "full");
  g_autofree char *bare = fecho_fault_text_saving (fault, 0, 0);
  g_autofree char *counted = fecho_fault_text_saving (fault, 1, 20);

  g_assert_cmpstr (bare, ==, "The history cannot be saved: disk full. Monitoring continues.");
  g_assert_cmpstr (counted, ==, "The history cannot be saved: disk full. Monitoring continues. "
                                "1 close waits in memory. 20 closes were lost.");
}

static void
test_saving_other (void)
{
  g_autoptr(GError) fault = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "what");
  g_autofree char *text = fecho_fault_text_saving (fault, 0, 0);

  g_assert_cmpstr (text, ==, "The history cannot be saved: the disk reports an error. "
                             "Monitoring continues.");
}

/* The page shows markup: a path is somebody's text. */
static void
test_opening_is_markup (void)
{
  g_autoptr(GError) error = g_error_new_literal (FECHO_ERROR, FECHO_ERROR_NOT_OURS, "no");
  g_autofree char *text = fecho_fault_text_opening (error, "/tmp/<b>&.db");

  g_assert_cmpstr (text, ==, "“/tmp/&lt;b&gt;&amp;.db” is not a history of Fecho. "
                             "It was left as it is.");
}

static void
test_opening_other (void)
{
  g_autoptr(GError) error = g_error_new_literal (FECHO_ERROR, FECHO_ERROR_IO, "disk <1>");
  g_autofree char *text = fecho_fault_text_opening (error, "/x.db");

  g_assert_cmpstr (text, ==, "“/x.db” cannot be opened: disk &lt;1&gt;");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/fault-text/saving", test_saving);
  g_test_add_func ("/ui/fault-text/saving-other", test_saving_other);
  g_test_add_func ("/ui/fault-text/opening-is-markup", test_opening_is_markup);
  g_test_add_func ("/ui/fault-text/opening-other", test_opening_other);

  return g_test_run ();
}
