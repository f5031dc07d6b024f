/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fecho-endpoint.h"

G_BEGIN_DECLS

/* A row for the value of each ${NAME} that a session's inputs name; hidden where they name none.
 * Signal "changed". */
#define FECHO_TYPE_SECRETS_GROUP (fecho_secrets_group_get_type ())
G_DECLARE_FINAL_TYPE (FechoSecretsGroup, fecho_secrets_group, FECHO, SECRETS_GROUP,
                      AdwPreferencesGroup)

/* The rows for what endpoint names; values that were entered stay, others are those that endpoint
 * knows. */
void fecho_secrets_group_follow (FechoSecretsGroup   *self,
                                 const FechoEndpoint *endpoint);
/* Values that were left empty stay unknown. */
void fecho_secrets_group_read   (FechoSecretsGroup   *self,
                                 FechoEndpoint       *endpoint);

G_END_DECLS
