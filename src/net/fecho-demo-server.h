/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The built-in server that closes in every way, on 127.0.0.1, on a thread of its own. */
#define FECHO_TYPE_DEMO_SERVER (fecho_demo_server_get_type ())
G_DECLARE_FINAL_TYPE (FechoDemoServer, fecho_demo_server, FECHO, DEMO_SERVER, GObject)

typedef struct
{
  const char *path;             /* "/close/1012?after=3" */
  const char *name;             /* of the demo's session, N_() */
  const char *group;            /* N_() */
  const char *description;      /* N_(), for the list that demo-server prints */
} FechoDemoPath;

/* port 0: any. A given port in use is FECHO_ERROR_IN_USE. */
FechoDemoServer     *fecho_demo_server_new      (guint16           port,
                                                 GError          **error) G_GNUC_WARN_UNUSED_RESULT;
guint16              fecho_demo_server_get_port (FechoDemoServer  *self);
/* Ends all connections that are open now without a word, as a network that is lost does. */
void                 fecho_demo_server_cut      (FechoDemoServer  *self);
/* Ends its thread and its connections. Called by dispose too. */
void                 fecho_demo_server_stop     (FechoDemoServer  *self);
/* What it serves, by kind; ends with a NULL path. */
const FechoDemoPath *fecho_demo_server_get_paths    (void);
/* The sessions of the demo (8): within ten seconds of watching them there are at least eight
 * different codes and twenty events. Ends with a NULL path. */
const FechoDemoPath *fecho_demo_server_get_sessions (void);

G_END_DECLS
