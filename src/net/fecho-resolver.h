/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Look-ups of names that may be in flight at a time. */
#define FECHO_RESOLVER_MAX_IN_FLIGHT 8

/* Stands before another resolver. Those who ask for the same name at the same time share one look-up:
 * a thousand sessions of one host that reconnect ask once. Few look-ups are in flight at a time:
 * each blocks a thread of GIO's pool, which TLS handshakes need too. Who cancels is answered at once;
 * the look-up goes on for the others. Nothing is remembered after its answer. Any thread. */
#define FECHO_TYPE_RESOLVER (fecho_resolver_get_type ())
G_DECLARE_FINAL_TYPE (FechoResolver, fecho_resolver, FECHO, RESOLVER, GResolver)

/* Puts one before the resolver of the process, unless there is one already. */
void fecho_resolver_install (void);

G_END_DECLS
