/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-computer-bars.h"

#include <glib/gi18n.h>

#include "fecho-close-text.h"
#include "fecho-format.h"

GArray *
fecho_computer_bars_build (const GArray        *events,
                           const FechoTimeAxis *axis,
                           double               min_px)
{
  GArray *bars = g_array_new (FALSE, FALSE, sizeof (FechoComputerBar));

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const FechoComputerEvent *event = &g_array_index (events, FechoComputerEvent, i);
      const FechoComputerChange *change = &event->change;
      FechoComputerBar bar = { .event = event };
      double more;

      if (change->at_us >= axis->to_us || change->until_us < axis->from_us)
        continue;

      bar.x0 = MAX (fecho_time_axis_to_x (axis, change->at_us), 0);
      bar.x1 = fecho_time_axis_to_x (axis, MIN (change->until_us, axis->to_us));
      more = MAX (min_px - (bar.x1 - bar.x0), 0) / 2;
      bar.x0 = MAX (bar.x0 - more, 0);
      bar.x1 = MIN (bar.x1 + more, axis->width);
      g_array_append_val (bars, bar);
    }

  return bars;
}

gboolean
fecho_computer_event_is_band (const FechoComputerEvent *event)
{
  return event->change.kind == FECHO_COMPUTER_OFFLINE ||
         event->change.kind == FECHO_COMPUTER_SUSPENDED ||
         (event->change.kind == FECHO_COMPUTER_NETWORK && event->n_dropped > 0);
}

static const char *
describe_loss (FechoLink link)
{
  switch (link)
    {
    case FECHO_LINK_WIRED:
      return _("Wired network lost");
    case FECHO_LINK_WIFI:
      return _("Wi-Fi lost");
    case FECHO_LINK_MOBILE:
      return _("Mobile network lost");
    case FECHO_LINK_VPN:
      return _("VPN lost");
    case FECHO_LINK_UNKNOWN:
      break;
    }

  return _("Network lost");
}

static const char *
describe_move (FechoLink link)
{
  switch (link)
    {
    case FECHO_LINK_WIRED:
      return _("Changed to a wired network");
    case FECHO_LINK_WIFI:
      return _("Changed to Wi-Fi");
    case FECHO_LINK_MOBILE:
      return _("Changed to a mobile network");
    case FECHO_LINK_VPN:
      return _("Changed to a VPN");
    case FECHO_LINK_UNKNOWN:
      break;
    }

  return _("Network changed");
}

static char *
describe_jump (gint64 step_us)
{
  g_autofree char *step = fecho_format_duration (ABS (step_us));

  if (step_us < 0)
    /* Translators: of the clock of this computer; %s is a duration. */
    return g_strdup_printf (_("Clock set back by %s"), step);

  /* Translators: of the clock of this computer; %s is a duration. */
  return g_strdup_printf (_("Clock set forward by %s"), step);
}

char *
fecho_computer_event_describe (const FechoComputerEvent *event)
{
  switch (event->change.kind)
    {
    case FECHO_COMPUTER_OFFLINE:
      return g_strdup (describe_loss (event->link));
    case FECHO_COMPUTER_NETWORK:
      return g_strdup (describe_move (event->link));
    case FECHO_COMPUTER_SUSPENDED:
      /* Translators: this computer slept. */
      return g_strdup (C_("computer", "Suspended"));
    case FECHO_COMPUTER_CLOCK:
      return describe_jump (event->change.step_us);
    }

  g_return_val_if_reached (NULL);
}

char *
fecho_computer_event_drops (const FechoComputerEvent *event)
{
  if (event->n_dropped == 0)
    return NULL;

  /* Translators: %u is how many sessions lost their connection at once. */
  return g_strdup_printf (ngettext ("%u drop", "%u drops", event->n_dropped), event->n_dropped);
}

char *
fecho_computer_event_when (const FechoComputerEvent *event,
                           gint64                    now_us)
{
  g_autofree char *from = NULL;

  if (event->change.until_us != G_MAXINT64)
    return fecho_close_text_interval (event->change.at_us, event->change.until_us, now_us);

  from = fecho_format_time (event->change.at_us, now_us);

  /* Translators: of a state that still goes on; %s is a time of day. */
  return g_strdup_printf (_("since %s"), from);
}
