/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A resolver without network: "known*" is 127.0.0.1, "several*" 127.0.0.1 to 127.0.0.3, "mute*"
 * gives no answer until it is released, every other name is unknown. */
#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

/* Makes it the resolver of the process. */
void  test_resolver_install       (void);
/* Mute names get the answer "unknown", those that are asked for now and later. */
void  test_resolver_release       (void);
/* They are mute again, and the counter starts anew. */
void  test_resolver_reset         (void);
/* How many look-ups there were since then. */
guint test_resolver_get_n_lookups (void);

G_END_DECLS
