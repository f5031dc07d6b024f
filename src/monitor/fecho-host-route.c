/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-host-route.h"

/* The fields of /proc/net/route: name, destination, gateway, ..., metric, mask. */
enum
{
  FIELD_NAME = 0,
  FIELD_DESTINATION = 1,
  FIELD_GATEWAY = 2,
  FIELD_METRIC = 6,
  FIELD_MASK = 7,
  N_FIELDS = 8,
};

#define EVERYWHERE "00000000"
/* ARPHRD_NONE and ARPHRD_PPP of <linux/if_arp.h>: WireGuard and tunnels, dialled lines. */
#define TYPE_NONE "65534"
#define TYPE_PPP  "512"

static char *
get_attribute_path (const char *root,
                    const char *interface,
                    const char *attribute)
{
  return g_build_filename (root, "sys", "class", "net", interface, attribute, NULL);
}

static char *
read_attribute (const char *root,
                const char *interface,
                const char *attribute)
{
  g_autofree char *path = get_attribute_path (root, interface, attribute);
  char *value = NULL;

  if (!g_file_get_contents (path, &value, NULL, NULL))
    return NULL;

  return g_strstrip (value);
}

static gboolean
has_attribute (const char *root,
               const char *interface,
               const char *attribute)
{
  g_autofree char *path = get_attribute_path (root, interface, attribute);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static FechoLink
find_link (const char *root,
           const char *interface)
{
  g_autofree char *type = read_attribute (root, interface, "type");

  if (has_attribute (root, interface, "wireless") || has_attribute (root, interface, "phy80211"))
    return FECHO_LINK_WIFI;
  if (has_attribute (root, interface, "tun_flags") || g_strcmp0 (type, TYPE_NONE) == 0)
    return FECHO_LINK_VPN;
  if (g_str_has_prefix (interface, "ww") || g_strcmp0 (type, TYPE_PPP) == 0)
    return FECHO_LINK_MOBILE;
  if (has_attribute (root, interface, "device"))
    return FECHO_LINK_WIRED;

  return FECHO_LINK_UNKNOWN;
}

char *
fecho_host_route_read (const char *root,
                       FechoLink  *ret_link)
{
  g_autofree char *path = g_build_filename (root, "proc", "net", "route", NULL);
  g_autofree char *table = NULL;
  g_autofree char *interface = NULL;
  g_auto(GStrv) lines = NULL;
  gint64 least = G_MAXINT64;
  char *route = NULL;

  *ret_link = FECHO_LINK_UNKNOWN;
  if (!g_file_get_contents (path, &table, NULL, NULL))
    return NULL;

  lines = g_strsplit (table, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], "\t", -1);
      gint64 metric;

      if (g_strv_length (fields) < N_FIELDS ||
          !g_str_equal (fields[FIELD_DESTINATION], EVERYWHERE) ||
          !g_str_equal (fields[FIELD_MASK], EVERYWHERE))
        continue;

      metric = g_ascii_strtoll (fields[FIELD_METRIC], NULL, 10);
      if (metric >= least)
        continue;

      least = metric;
      g_free (route);
      route = g_strdup_printf ("%s %s", g_strstrip (fields[FIELD_NAME]), fields[FIELD_GATEWAY]);
      g_free (interface);
      interface = g_strdup (fields[FIELD_NAME]);
    }
  if (interface != NULL)
    *ret_link = find_link (root, interface);

  return route;
}
