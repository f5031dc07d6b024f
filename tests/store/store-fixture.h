/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-store.h"

G_BEGIN_DECLS

/* A moment to count from: 2026-03-14, 12:00 UTC. */
#define T0 G_GINT64_CONSTANT (1773489600000000)
#define SEC ((gint64)G_USEC_PER_SEC)

/* A history in a folder of its own, and what was heard of it. */
typedef struct
{
  char       *folder;
  char       *path;
  FechoStore *store;
  GPtrArray  *committed;        /* FechoCloseEvent */
  guint       n_foreign;        /* "committed" with an empty array */
} Fixture;

void        fixture_init          (Fixture            *self);
/* Closes the store where it is open; removes the folder. */
void        fixture_clear         (Fixture            *self);
/* Instead of fixture_init: with the history of a schema of before, FIXTURE_N_OLD_EVENTS in it. */
#define FIXTURE_N_OLD_EVENTS 260
void        fixture_init_old      (Fixture            *self,
                                   gint64              version);
void        fixture_open          (Fixture            *self,
                                   FechoStoreMode      mode);
void        fixture_close         (Fixture            *self);
FechoStore *fixture_try_open      (const char         *path,
                                   FechoStoreMode      mode,
                                   GError            **error);
gboolean    fixture_try_close     (FechoStore         *store,
                                   GError            **error);
/* Until so many events were committed since the store was opened. */
void        fixture_wait          (Fixture            *self,
                                   guint               n_events);

/* A session by a short name: its UUID is made of it. */
const char *uuid_of               (const char         *name);
void        add_session           (FechoStore         *store,
                                   const char         *name,
                                   const char         *url);
/* A close of code 1006 by nobody with a life of 10 s; change it before it is recorded. */
FechoCloseRecord record_of        (const char         *name,
                                   gint64              closed_at_us);
FechoCloseRecord attempt_of       (const char         *name,
                                   gint64              closed_at_us);
void        record_close          (FechoStore         *store,
                                   const FechoCloseRecord *record);

/* The asynchronous calls, waited for. */
GPtrArray  *get_page              (FechoStore         *store,
                                   const FechoFilter  *filter,
                                   const FechoPageKey *after,
                                   gboolean            oldest_first,
                                   guint               limit);
/* All events, oldest first, without a filter. */
GPtrArray  *get_all               (FechoStore         *store);
FechoSummary *get_summary         (FechoStore         *store,
                                   const FechoFilter  *filter);
/* Names between blanks. */
GPtrArray  *get_lanes             (FechoStore         *store,
                                   const char         *names,
                                   gint64              from_us,
                                   gint64              to_us);
void        mark                  (FechoStore         *store,
                                   gint64              id,
                                   gboolean            marked);
GAsyncResult *wait_for_result     (GAsyncResult      **result);
/* The callback of the calls above: user_data is a GAsyncResult **. */
void        result_cb             (GObject            *source,
                                   GAsyncResult       *result,
                                   gpointer            user_data);

/* The one integer of a query, by a handle of its own. */
gint64      ask                   (const char         *path,
                                   const char         *sql);
void        tell                  (const char         *path,
                                   const char         *sql);
/* "ok" or what is wrong. */
char       *check_integrity       (const char         *path);
/* The rollups are what the rows say. */
void        assert_rollups_true   (const char         *path);

const FechoCloseRecord *nth       (GPtrArray          *events,
                                   guint               n);

G_END_DECLS
