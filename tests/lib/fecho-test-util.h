/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Runs the default main context until condition is true; a test that waits in vain ends with what it
 * waited for. */
#define fecho_test_wait(condition) \
  G_STMT_START { \
    gint64 fecho_test_until_us = fecho_test_deadline (); \
    while (!(condition)) \
      fecho_test_turn (fecho_test_until_us, #condition, __FILE__, __LINE__); \
  } G_STMT_END

gint64  fecho_test_deadline (void);
void    fecho_test_turn     (gint64      until_us,
                             const char *what,
                             const char *file,
                             int         line);

/* Waits for the end of GLib's idle threads, at the end of a test with TLS: LeakSanitizer crashes on the
 * thread-local data that GnuTLS leaves in them. */
void    fecho_test_end_threads (void);

G_END_DECLS
