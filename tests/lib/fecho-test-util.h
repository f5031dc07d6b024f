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

/* A port of 127.0.0.1 that nobody listens at, and nobody else can take, as long as the socket lives. */
GSocket *fecho_test_take_port (guint16 *ret_port) G_GNUC_WARN_UNUSED_RESULT;

/* Waits for the end of GLib's idle threads, at the end of a test with TLS: LeakSanitizer crashes on the
 * thread-local data that GnuTLS leaves in them. */
void    fecho_test_end_threads (void);

G_END_DECLS
