/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-message-status.h"

#include <glib/gi18n.h>

#include "fecho-clock.h"
#include "fecho-format.h"
#include "fecho-session-look.h"

static void
show_state (FechoMessageStatus *self,
            FechoSession       *session)
{
  FechoSessionLook look;
  g_autofree char *line = NULL;
  const char *state_class;
  guint seconds;                /* until it reads otherwise: it is told each second */

  fecho_session_look_init (&look, session);
  line = fecho_session_look_line (&look, fecho_clock_wall_us (), &seconds);
  gtk_label_set_label (self->state_label, line);
  gtk_image_set_from_icon_name (self->state_icon, fecho_session_state_icon (look.state));
  state_class = fecho_session_state_class (look.state);
  if (self->state_class == state_class)
    return;
  if (self->state_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), self->state_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), state_class);
  self->state_class = state_class;
}

static char *
make_rates (FechoMessageLog *log,
            FechoSession    *session)
{
  gint64 rtt_us = fecho_session_get_rtt_us (session);
  FechoMessageRates rates;
  g_autofree char *bytes = NULL;
  g_autofree char *rtt = NULL;
  g_autofree char *text = NULL;

  fecho_message_log_get_rates (log, &rates);
  bytes = fecho_format_bytes ((gint64)rates.n_bytes);
  /* Translators: messages a second that come in and go out, and bytes a second. */
  text = g_strdup_printf (_("%.1f/s in   %.1f/s out   %s/s"), rates.n_in, rates.n_out, bytes);
  if (rtt_us < 0)
    return g_steal_pointer (&text);
  rtt = fecho_format_duration (MAX (rtt_us, 1000));

  if (rtt_us < 1000)
    /* Translators: rates of messages, then what the round trip to the server is shorter than. */
    return g_strdup_printf (_("%s   Round trip below %s"), text, rtt);

  /* Translators: rates of messages, then the round trip to the server. */
  return g_strdup_printf (_("%s   Round trip %s"), text, rtt);
}

void
fecho_message_status_show (FechoMessageStatus *self,
                           FechoMessageLog    *log)
{
  FechoSession *session;
  g_autofree char *rates = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (FECHO_IS_MESSAGE_LOG (log));

  session = fecho_message_log_get_session (log);
  show_state (self, session);
  if (fecho_session_get_state (session) == FECHO_SESSION_OPEN)
    rates = make_rates (log, session);
  gtk_label_set_label (self->rates_label, rates != NULL ? rates : "");
  gtk_widget_set_visible (GTK_WIDGET (self->rates_label), rates != NULL);
}
