/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* How a session proves who it is and whom it believes: the rows of TLS in its form. Signal
 * "changed". */
#define FECHO_TYPE_SECURITY_GROUP (fecho_security_group_get_type ())
G_DECLARE_FINAL_TYPE (FechoSecurityGroup, fecho_security_group, FECHO, SECURITY_GROUP,
                      AdwPreferencesGroup)

void     fecho_security_group_fill       (FechoSecurityGroup  *self,
                                          const FechoEndpoint *endpoint);
/* FALSE where an input is wrong; it is marked then. */
gboolean fecho_security_group_check      (FechoSecurityGroup  *self);
void     fecho_security_group_read       (FechoSecurityGroup  *self,
                                          FechoEndpoint       *endpoint);
/* An address without TLS has nothing to set here. */
void     fecho_security_group_set_plain  (FechoSecurityGroup  *self,
                                          gboolean             plain);

G_END_DECLS
