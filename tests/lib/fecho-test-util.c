/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-test-util.h"

/* Long enough for a sanitizer on a busy machine, and less than Meson waits for the test. */
#define PATIENCE_US (90 * G_USEC_PER_SEC)
/* Conditions of other threads are looked at this often. */
#define TURN_MS 5

static gboolean
turn_over_cb (gpointer data)
{
  return G_SOURCE_REMOVE;
}

gint64
fecho_test_deadline (void)
{
  return g_get_monotonic_time () + PATIENCE_US;
}

void
fecho_test_turn (gint64      until_us,
                 const char *what,
                 const char *file,
                 int         line)
{
  g_autoptr(GSource) turn = g_timeout_source_new (TURN_MS);

  if (g_get_monotonic_time () > until_us)
    g_error ("%s:%d: waited in vain for %s", file, line, what);

  g_source_set_callback (turn, turn_over_cb, NULL, NULL);
  g_source_attach (turn, NULL);
  g_main_context_iteration (NULL, TRUE);
  g_source_destroy (turn);
}

GSocket *
fecho_test_take_port (guint16 *ret_port)
{
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GError) error = NULL;
  GSocket *taken = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 &error);

  g_assert_no_error (error);
  g_assert_true (g_socket_bind (taken, any, FALSE, &error));
  bound = g_socket_get_local_address (taken, &error);
  g_assert_no_error (error);
  *ret_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  return taken;
}

/* The thread that starts those of the pool, which newer GLib has, stays for ever. */
static gboolean
is_pool_thread (const char *id)
{
  g_autofree char *path = g_build_filename ("/proc/self/task", id, "comm", NULL);
  g_autofree char *name = NULL;

  return g_file_get_contents (path, &name, NULL, NULL) && g_str_has_prefix (name, "pool-") &&
         !g_str_has_prefix (name, "pool-spawner");
}

static gboolean
has_pool_threads (void)
{
  g_autoptr(GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  gboolean found = FALSE;

  for (const char *id = g_dir_read_name (tasks); id != NULL; id = g_dir_read_name (tasks))
    found |= is_pool_thread (id);

  return found;
}

void
fecho_test_end_threads (void)
{
  g_thread_pool_set_max_unused_threads (0);
  fecho_test_wait (!has_pool_threads ());
}
