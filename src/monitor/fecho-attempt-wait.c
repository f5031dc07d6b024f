/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-attempt-wait.h"

#include "fecho-reach.h"

/* Names may be found again without a word of GNetworkMonitor. */
#define LOOK_AGAIN_US (60 * G_USEC_PER_SEC)

void
fecho_attempt_wait_stop (FechoAttemptWait *self)
{
  GNetworkMonitor *network = g_network_monitor_get_default ();

  g_clear_signal_handler (&self->network_handler, network);
  g_clear_signal_handler (&self->available_handler, network);
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->timer, fecho_timer_stop);
}

static void
timer_cb (gpointer data)
{
  FechoAttemptWait *self = data;

  self->timer = NULL;
  self->funcs->due (self->data);
}

void
fecho_attempt_wait_for_time (FechoAttemptWait *self,
                             gint64            wait_us)
{
  self->timer = fecho_timer_start (wait_us, timer_cb, self);
}

static void
network_changed_cb (FechoAttemptWait *self)
{
  self->funcs->due (self->data);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  FechoAttemptWait *self = data; /* gone where it was cancelled */
  g_autoptr(GError) error = NULL;
  gboolean is_reachable = fecho_reach_check_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->asking);
  self->funcs->reached (is_reachable, self->data);
}

void
fecho_attempt_wait_ask (FechoAttemptWait    *self,
                        const FechoEndpoint *endpoint)
{
  GNetworkMonitor *network = g_network_monitor_get_default ();

  g_assert (self->asking == NULL && self->timer == NULL);

  self->asking = g_cancellable_new ();
  self->network_handler = g_signal_connect_swapped (network, "network-changed",
                                                    G_CALLBACK (network_changed_cb), self);
  self->available_handler = g_signal_connect_swapped (network, "notify::network-available",
                                                      G_CALLBACK (network_changed_cb), self);
  fecho_reach_check_async (endpoint, self->asking, checked_cb, self);
}

void
fecho_attempt_wait_for_network (FechoAttemptWait *self)
{
  self->timer = fecho_timer_start (LOOK_AGAIN_US, timer_cb, self);
}
