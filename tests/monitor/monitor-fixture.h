/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-monitor.h"
#include "fecho-test-util.h"

G_BEGIN_DECLS

/* The whole way without a front end: real sockets against the built-in server, a real file. */
typedef struct
{
  char         *folder;
  char         *path;
  GObject      *server;
  char         *base;           /* ws://127.0.0.1:PORT */
  FechoMonitor *monitor;
  GPtrArray    *events;         /* FechoCloseEvent, as they were committed */
} MonitorFixture;

typedef void (*MonitorFixtureFunc) (MonitorFixture *fixture,
                                    gconstpointer   data);

void                    monitor_fixture_set_up        (MonitorFixture    *self,
                                                       gconstpointer      data);
void                    monitor_fixture_tear_down     (MonitorFixture    *self,
                                                       gconstpointer      data);
/* A test case with a fixture of its own. */
void                    monitor_fixture_add_test      (const char        *path,
                                                       MonitorFixtureFunc func);
/* A monitor of the same history; one of the fixture's own that watches what is stored. */
FechoMonitor           *monitor_fixture_open          (MonitorFixture    *self,
                                                       FechoMonitorFlags  flags,
                                                       GError           **error);
void                    monitor_fixture_close         (FechoMonitor      *monitor);
void                    monitor_fixture_watch         (MonitorFixture    *self);
void                    monitor_fixture_unwatch       (MonitorFixture    *self);
/* To a path of the server, quick to try again. */
FechoEndpoint          *monitor_fixture_make_endpoint (MonitorFixture    *self,
                                                       const char        *path);
FechoSession           *monitor_fixture_add           (MonitorFixture    *self,
                                                       const char        *path);
/* What was removed, to the front again. */
void                    monitor_fixture_restore       (MonitorFixture    *self,
                                                       FechoEndpoint     *endpoint);
/* Waits for it. */
const FechoCloseRecord *monitor_fixture_get_event     (MonitorFixture    *self,
                                                       guint              index);
void                    monitor_fixture_wait_state    (FechoSession      *session,
                                                       FechoSessionState  state);

G_END_DECLS
