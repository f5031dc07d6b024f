/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-origin.h"

G_BEGIN_DECLS

/* What this computer did, between the words of the history (FECHO_STATE_NETWORK, SUSPENDED, RESUMED,
 * CLOCK_JUMPED without a session) and the changes that rules and charts look at. Pure. */

/* What the way to the internet goes over. */
typedef enum
{
  FECHO_LINK_UNKNOWN,
  FECHO_LINK_WIRED,
  FECHO_LINK_WIFI,
  FECHO_LINK_MOBILE,
  FECHO_LINK_VPN,
} FechoLink;

/* The detail of FECHO_STATE_NETWORK: what the network is from now on; the link, where offline the one
 * that was lost; moved: it was there before too, and is another one now. "online wifi moved". */
char     *fecho_computer_network_to_detail (FechoNetwork  network,
                                            FechoLink     link,
                                            gboolean      moved) G_GNUC_WARN_UNUSED_RESULT;
/* A single FechoNetwork word will do. FALSE where it begins with another word, or is NULL. */
gboolean  fecho_computer_parse_network     (const char   *detail,
                                            FechoNetwork *ret_network,
                                            FechoLink    *ret_link,
                                            gboolean     *ret_moved);

typedef struct
{
  FechoComputerChange change;   /* until_us G_MAXINT64: goes on */
  FechoLink           link;     /* of OFFLINE the lost one, of NETWORK the new one */
  guint               n_dropped; /* sessions whose connection ended with it, where that was asked */
} FechoComputerEvent;

/* FechoComputerEvent by at_us, of states (FechoStateChange) by at_us as fecho_store_states_async()
 * answers them. Two runs that tell the same tell it once. A sleep ends with the next sign of life at the
 * latest. Free the array. */
GArray   *fecho_computer_events_new        (const GArray *states) G_GNUC_WARN_UNUSED_RESULT;
/* When the first state was told, G_MAXINT64 where none was: before it nothing is known. */
gint64    fecho_computer_get_known_from_us (const GArray *states);

G_END_DECLS
