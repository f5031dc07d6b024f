/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-computer.h"

#include "fecho-facts.h"
#include "fecho-term-table.h"

#define MOVED_WORD "moved"
/* Two runs hear of one move so near to each other. */
#define SAME_MOVE_US (2 * (gint64)G_USEC_PER_SEC)

static const FechoTerm links[] = {
  [FECHO_LINK_UNKNOWN] = { NULL, NULL },
  [FECHO_LINK_WIRED] = { "wired", NULL },
  [FECHO_LINK_WIFI] = { "wifi", NULL },
  [FECHO_LINK_MOBILE] = { "mobile", NULL },
  [FECHO_LINK_VPN] = { "vpn", NULL },
};

char *
fecho_computer_network_to_detail (FechoNetwork network,
                                  FechoLink    link,
                                  gboolean     moved)
{
  GString *detail;

  g_return_val_if_fail (link < G_N_ELEMENTS (links), NULL);

  detail = g_string_new (fecho_network_to_string (network));
  if (links[link].word != NULL)
    g_string_append_printf (detail, " %s", links[link].word);
  if (moved)
    g_string_append (detail, " " MOVED_WORD);

  return g_string_free (detail, FALSE);
}

gboolean
fecho_computer_parse_network (const char   *detail,
                              FechoNetwork *ret_network,
                              FechoLink    *ret_link,
                              gboolean     *ret_moved)
{
  g_auto(GStrv) words = NULL;
  guint link = FECHO_LINK_UNKNOWN;
  gboolean moved = FALSE;

  if (detail == NULL)
    return FALSE;

  words = g_strsplit (detail, " ", -1);
  if (!fecho_network_from_string (words[0], ret_network))
    return FALSE;

  /* Words of a newer program are none of ours. */
  for (guint i = 1; words[i] != NULL; i++)
    {
      (void)fecho_term_find (links, G_N_ELEMENTS (links), words[i], &link); /* as above */
      moved = moved || g_str_equal (words[i], MOVED_WORD);
    }
  *ret_link = link;
  *ret_moved = moved;

  return TRUE;
}

/* The last event of a kind that goes on; NULL where there is none. */
static FechoComputerEvent *
find_going_on (GArray                  *events,
               FechoComputerChangeKind  kind)
{
  for (guint i = events->len; i > 0; i--)
    {
      FechoComputerEvent *event = &g_array_index (events, FechoComputerEvent, i - 1);

      if (event->change.kind == kind)
        return event->change.until_us == G_MAXINT64 ? event : NULL;
    }

  return NULL;
}

static void
end (GArray                  *events,
     FechoComputerChangeKind  kind,
     gint64                   until_us)
{
  FechoComputerEvent *event = find_going_on (events, kind);

  if (event != NULL)
    event->change.until_us = until_us;
}

static void
begin (GArray                  *events,
       FechoComputerChangeKind  kind,
       gint64                   at_us,
       FechoLink                link)
{
  FechoComputerEvent event = {
    .change = { .kind = kind, .at_us = at_us, .until_us = G_MAXINT64 }, .link = link,
  };

  if (find_going_on (events, kind) == NULL)
    g_array_append_val (events, event);
}

static void
add_moment (GArray                  *events,
            FechoComputerChangeKind  kind,
            gint64                   at_us,
            gint64                   step_us,
            FechoLink                link)
{
  FechoComputerEvent event = {
    .change = { .kind = kind, .at_us = at_us, .until_us = at_us, .step_us = step_us },
    .link = link,
  };
  const FechoComputerEvent *last = NULL;

  for (guint i = events->len; last == NULL && i > 0; i--)
    if (g_array_index (events, FechoComputerEvent, i - 1).change.kind == kind)
      last = &g_array_index (events, FechoComputerEvent, i - 1);

  if (last == NULL || at_us - last->change.at_us > SAME_MOVE_US)
    g_array_append_val (events, event);
}

static void
add_network (GArray                 *events,
             const FechoStateChange *state)
{
  FechoNetwork network;
  FechoLink link;
  gboolean moved;

  if (!fecho_computer_parse_network (state->detail, &network, &link, &moved))
    return;

  if (network == FECHO_NETWORK_OFFLINE)
    begin (events, FECHO_COMPUTER_OFFLINE, state->at_us, link);
  else
    end (events, FECHO_COMPUTER_OFFLINE, state->at_us);
  if (moved)
    add_moment (events, FECHO_COMPUTER_NETWORK, state->at_us, 0, link);
}

static gboolean
is_of_computer (const FechoStateChange *state)
{
  return state->kind == FECHO_STATE_NETWORK || state->kind == FECHO_STATE_SUSPENDED ||
         state->kind == FECHO_STATE_RESUMED || state->kind == FECHO_STATE_CLOCK_JUMPED;
}

GArray *
fecho_computer_events_new (const GArray *states)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (FechoComputerEvent));

  for (guint i = 0; i < states->len; i++)
    {
      const FechoStateChange *state = &g_array_index (states, FechoStateChange, i);

      if (!is_of_computer (state))
        continue;

      if (state->kind != FECHO_STATE_SUSPENDED)
        end (events, FECHO_COMPUTER_SUSPENDED, state->at_us);
      if (state->kind == FECHO_STATE_NETWORK)
        add_network (events, state);
      else if (state->kind == FECHO_STATE_SUSPENDED)
        begin (events, FECHO_COMPUTER_SUSPENDED, state->at_us, FECHO_LINK_UNKNOWN);
      else if (state->kind == FECHO_STATE_CLOCK_JUMPED)
        add_moment (events, FECHO_COMPUTER_CLOCK, state->at_us,
                    state->detail != NULL ? g_ascii_strtoll (state->detail, NULL, 10) : 0,
                    FECHO_LINK_UNKNOWN);
    }

  return events;
}

gint64
fecho_computer_get_known_from_us (const GArray *states)
{
  gint64 known_from_us = G_MAXINT64;

  for (guint i = 0; i < states->len; i++)
    {
      const FechoStateChange *state = &g_array_index (states, FechoStateChange, i);

      if (is_of_computer (state))
        known_from_us = MIN (known_from_us, state->at_us);
    }

  return known_from_us;
}
