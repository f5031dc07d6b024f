/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A GNetworkMonitor that says what the test says. */
#define FECHO_TYPE_TEST_NETWORK (fecho_test_network_get_type ())
G_DECLARE_FINAL_TYPE (FechoTestNetwork, fecho_test_network, FECHO, TEST_NETWORK, GObject)

/* What it says of any address. */
typedef enum
{
  FECHO_TEST_REACH_YES,
  FECHO_TEST_REACH_NO,
  FECHO_TEST_REACH_SILENCE,     /* until the asking is cancelled */
} FechoTestReach;

FechoTestNetwork *fecho_test_network_new (gboolean          is_available) G_GNUC_WARN_UNUSED_RESULT;
/* Something changed, this perhaps. */
void              fecho_test_network_set (FechoTestNetwork *self,
                                          gboolean          is_available);
/* Told by the property alone, as what NetworkManager says. */
void              fecho_test_network_set_property (FechoTestNetwork *self,
                                          gboolean          is_available);
void              fecho_test_network_set_reach (FechoTestNetwork *self,
                                          FechoTestReach    reach);
guint             fecho_test_network_get_n_asked (FechoTestNetwork *self);
/* The one that GIO gives to everybody in this process; before anybody asked for it. */
FechoTestNetwork *fecho_test_network_get_default (void);

G_END_DECLS
