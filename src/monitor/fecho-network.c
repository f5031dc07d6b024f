/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-network.h"

FechoNetwork
fecho_network_read (GNetworkMonitor *monitor)
{
  if (!g_network_monitor_get_network_available (monitor))
    return FECHO_NETWORK_OFFLINE;

  switch (g_network_monitor_get_connectivity (monitor))
    {
    case G_NETWORK_CONNECTIVITY_FULL:
      return FECHO_NETWORK_ONLINE;
    case G_NETWORK_CONNECTIVITY_PORTAL:
      return FECHO_NETWORK_CAPTIVE;
    case G_NETWORK_CONNECTIVITY_LOCAL:
    case G_NETWORK_CONNECTIVITY_LIMITED:
    default:
      return FECHO_NETWORK_UNKNOWN;
    }
}

void
fecho_network_describe (FechoNetwork *ret_network,
                        int          *ret_metered)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  *ret_network = fecho_network_read (monitor);
  *ret_metered = g_network_monitor_get_network_metered (monitor);
}
