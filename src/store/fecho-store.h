/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fecho-bucket.h"
#include "fecho-close-event.h"
#include "fecho-endpoint.h"
#include "fecho-facts.h"
#include "fecho-filter.h"
#include "fecho-order.h"
#include "fecho-span.h"
#include "fecho-timeline-answer.h"

G_BEGIN_DECLS

/* The history: one SQLite file, a writer thread and a reader thread. This object lives on the
 * main thread (the thread-default context of its opening); all its functions are called there
 * and none of them waits for the disk. Callbacks and signals come on that context. */

#define FECHO_TYPE_STORE (fecho_store_get_type ())
G_DECLARE_FINAL_TYPE (FechoStore, fecho_store, FECHO, STORE, GObject)

typedef enum
{
  FECHO_STORE_WATCH_STORED,     /* as WATCH, and claims the stored sessions */
  FECHO_STORE_WATCH,            /* has a run of its own, takes events */
  FECHO_STORE_EDIT,             /* sessions and housekeeping, no run */
  FECHO_STORE_READ,             /* reads only; the file must exist */
} FechoStoreMode;

/* How much of a long work is done, 0 to 1. On the main context, before its answer. */
typedef void (*FechoProgressFunc) (double   fraction,
                                   gpointer user_data);

/* Signals:
 *   committed (GPtrArray *events): FechoCloseEvent values with id and run, in the order of storing,
 *     after the commit that made them durable; also what another process committed is announced,
 *     as an empty array; so are changes of state of this computer, which come without events.
 * Properties:
 *   fault (GError, boxed, NULL when all is well): why events cannot be written now;
 *   n-waiting (guint64): events held in memory because of it;
 *   n-dropped (guint64): events beyond the bound of 100,000;
 *   n-unindexed (guint64): texts of events of this run that are kept but not indexed, because their
 *     session brought too many new ones;
 *   claimed (gboolean): this store's run is the one that watches the stored sessions. WATCH_STORED
 *     gets that at its opening, or when the run that has it ends. */

/* Opens (makes, migrates) the file. The WATCH modes also turn what runs that died had open into events of
 * rule 6 (close-events.md, section 3) before it finishes. Errors: FECHO_ERROR_NOT_OURS, TOO_NEW,
 * READ_ONLY, CORRUPT, IO; the file is untouched then. */
void         fecho_store_open_async            (const char           *path,
                                                FechoStoreMode        mode,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
FechoStore  *fecho_store_open_finish           (GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Writes all that waits, marks the run as ended, optimizes. Fails where events could not be written. */
void         fecho_store_close_async           (FechoStore           *self,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean     fecho_store_close_finish          (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error);
/* Where a history is FECHO_ERROR_CORRUPT: makes a new one of what can be read, and puts the damaged
 * file aside. FECHO_ERROR_IN_USE while a run watches it. */
void         fecho_store_salvage_async         (const char           *path,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* Free ret_salvaged->put_aside. */
gboolean     fecho_store_salvage_finish        (GAsyncResult         *result,
                                                FechoSalvaged        *ret_salvaged,
                                                GError              **error);
const char  *fecho_store_get_path              (FechoStore           *self);
const char  *fecho_store_get_run               (FechoStore           *self);
/* How many runs had died and were recovered when this store was opened. */
guint        fecho_store_get_n_recovered       (FechoStore           *self);
const GError *fecho_store_get_fault            (FechoStore           *self);
guint64      fecho_store_get_n_waiting         (FechoStore           *self);
guint64      fecho_store_get_n_dropped         (FechoStore           *self);
guint64      fecho_store_get_n_unindexed       (FechoStore           *self);
gboolean     fecho_store_is_claimed            (FechoStore           *self);

/* While there is a fault: tries to write now instead of within a second. Fails with the fault that is
 * still there. */
void         fecho_store_retry_async           (FechoStore           *self,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean     fecho_store_retry_finish          (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error);

/* -- writing: handed to the writer, in this order, never waits. The session must have been saved. */
void         fecho_store_save_session          (FechoStore           *self,
                                                const FechoEndpoint  *endpoint,
                                                guint                 position);
/* Where sessions (UUIDs) stand in the list: one after the other from a position on. Nothing else of
 * them changes, and those that are off the list stay off it. */
void         fecho_store_place_sessions        (FechoStore           *self,
                                                const char * const   *sessions,
                                                guint                 first_position);
/* The session is gone from the list; its history stays. */
void         fecho_store_remove_session        (FechoStore           *self,
                                                const char           *session_id);
void         fecho_store_record_opened         (FechoStore           *self,
                                                const char           *session_id,
                                                gint64                opened_at_us,
                                                gint64                handshake_us);
/* Also ends the session's open connection. FALSE: dropped, and counted. */
gboolean     fecho_store_record_close          (FechoStore           *self,
                                                FechoCloseEvent      *event);
/* session_id NULL: of this computer. */
void         fecho_store_record_state          (FechoStore           *self,
                                                const char           *session_id,
                                                FechoStateKind        kind,
                                                gint64                at_us,
                                                const char           *detail);
void         fecho_store_mark_async            (FechoStore           *self,
                                                GArray               *ids, /* gint64 */
                                                gboolean              marked,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean     fecho_store_mark_finish           (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error);

/* -- reading */
/* All sessions of the list by position; GPtrArray of FechoEndpoint. */
void         fecho_store_load_sessions_async   (FechoStore           *self,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray   *fecho_store_load_sessions_finish  (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Sessions that the history knows by a name, removed ones included; strv of UUIDs. */
void         fecho_store_find_sessions_async   (FechoStore           *self,
                                                const char           *name,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
char       **fecho_store_find_sessions_finish  (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Runs of the history that were none of this computer: imported events are of them; strv of UUIDs. */
void         fecho_store_imported_runs_async   (FechoStore           *self,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
char       **fecho_store_imported_runs_finish  (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* A page of whole events, newest first (or oldest first). The key of the time order is (closed_at,
 * code, id), all three: events strictly beyond it; NULL starts at the end of the range. */
typedef struct
{
  gint64  closed_at_us;
  guint16 code;
  gint64  id;
} FechoPageKey;

void         fecho_store_page_async            (FechoStore           *self,
                                                const FechoFilter    *filter,
                                                const FechoPageKey   *after,
                                                gboolean              oldest_first,
                                                guint                 limit,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray   *fecho_store_page_finish           (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* A piece of a walk through all events of a filter, newest first. */
typedef struct
{
  GArray       *keys;           /* FechoPageKey of those that match */
  FechoPageKey  reached;        /* the next piece goes on after it */
  gint64        last_id;        /* what was stored after the first piece is left out */
  gboolean      done;
} FechoScan;

FechoScan   *fecho_scan_new                    (void) G_GNUC_WARN_UNUSED_RESULT;
void         fecho_scan_free                   (FechoScan            *self);
/* Goes on for about 50 ms, or to limit keys, so that other queries are answered between two
 * pieces of a long walk. after NULL and last_id 0: the first piece. */
void         fecho_store_scan_async            (FechoStore           *self,
                                                const FechoFilter    *filter,
                                                const FechoPageKey   *after,
                                                gint64                last_id,
                                                guint                 limit,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
FechoScan   *fecho_store_scan_finish           (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Events (gint64 ids) in another order; GArray of FechoOrderRow. Those that are gone are left out. */
void         fecho_store_sort_async            (FechoStore           *self,
                                                GArray               *ids,
                                                FechoOrder            order,
                                                gboolean              descending,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GArray      *fecho_store_sort_finish           (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whole events (gint64 ids), in this order; GPtrArray of FechoCloseEvent. Those that are gone are
 * left out. */
void         fecho_store_events_async          (FechoStore           *self,
                                                GArray               *ids,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray   *fecho_store_events_finish         (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Counts per code and in all. */
void         fecho_store_summary_async         (FechoStore           *self,
                                                const FechoFilter    *filter,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
FechoSummary *fecho_store_summary_finish       (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Lanes of the sessions (UUIDs) in [from_us, to_us), in their order; GPtrArray of FechoLane. */
void         fecho_store_lanes_async           (FechoStore           *self,
                                                const char * const   *sessions,
                                                gint64                from_us,
                                                gint64                to_us,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray   *fecho_store_lanes_finish          (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* What the timeline draws of the filter's range, whose ends are both given: the sums of the filter's
 * sessions, and the lanes of some of them, as fine as cells of cell_us (fecho_lane_coarsen(); 0: as
 * they are). */
void         fecho_store_timeline_async        (FechoStore           *self,
                                                const FechoFilter    *filter,
                                                const char * const   *lanes,
                                                gint64                cell_us,
                                                guint                 max_buckets,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
FechoTimelineAnswer *fecho_store_timeline_finish (FechoStore         *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ends of connection in time, by class of their code: the range is the filter's, cut into at most
 * max_buckets steps of the local clock. A range without ends is that of what is recorded. What
 * ended with its run is in no bucket. */
void         fecho_store_buckets_async         (FechoStore           *self,
                                                const FechoFilter    *filter,
                                                guint                 max_buckets,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
FechoBuckets *fecho_store_buckets_finish       (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* How often each session ended with each code; GArray of FechoSessionCode, in no order. */
void         fecho_store_session_codes_async   (FechoStore           *self,
                                                const FechoFilter    *filter,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GArray      *fecho_store_session_codes_finish  (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Lives of closes that count, in bins_per_decade bins for each power of ten from 1 s on (the
 * first bin has all below, empty ones at both ends are left out); GArray of FechoLifeBin. Where
 * there are many, a life may lie in the bin beside its own. */
void         fecho_store_lives_async           (FechoStore           *self,
                                                const FechoFilter    *filter,
                                                guint                 bins_per_decade,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GArray      *fecho_store_lives_finish          (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* The longest times without a connection that ended or went on in the range, of the filter's
 * sessions, whatever else it asks for; the longest first, at most limit; GArray of FechoOutage. */
void         fecho_store_outages_async         (FechoStore           *self,
                                                const FechoFilter    *filter,
                                                guint                 limit,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GArray      *fecho_store_outages_finish        (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* How many events match. */
void         fecho_store_count_async           (FechoStore           *self,
                                                const FechoFilter    *filter,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gint64       fecho_store_count_finish          (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error);
/* Changes of this computer in [from, to), and the last of each kind before it; session_id: of a
 * session instead. GArray of FechoStateChange by time. */
void         fecho_store_states_async          (FechoStore           *self,
                                                const char           *session_id,
                                                gint64                from_us,
                                                gint64                to_us,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GArray      *fecho_store_states_finish         (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Events that no judge has looked at, oldest first; GPtrArray of FechoCloseEvent. */
void         fecho_store_unjudged_async        (FechoStore           *self,
                                                guint                 limit,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray   *fecho_store_unjudged_finish       (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* GArray of FechoOpenConnection, of all runs. */
void         fecho_store_open_connections_async (FechoStore          *self,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GArray      *fecho_store_open_connections_finish (FechoStore         *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* GArray of FechoVerdict; a second verdict replaces the first. */
void         fecho_store_judge_async           (FechoStore           *self,
                                                GArray               *verdicts,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean     fecho_store_judge_finish          (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error);

/* Adds events of another history (FechoCloseEvent; id and run may be missing), in one transaction.
 * An event goes to the session with its id, else with its address, else to a new one, which is
 * paused. Those that are here already are not doubled. Announced as another process's commit. */
void         fecho_store_import_async          (FechoStore           *self,
                                                GPtrArray            *events,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* How many were added, -1 on error. */
gint64       fecho_store_import_finish         (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error);
/* Removes the events before before_us (G_MININT64: none for their age) and the oldest beyond
 * max_events (0: any number), in small steps between other writing. keep_counts: summaries and
 * charts of all sessions go on counting them. Announced at the end as another process's commit. */
void         fecho_store_prune_async           (FechoStore           *self,
                                                gint64                before_us,
                                                gint64                max_events,
                                                gboolean              keep_counts,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* How many were removed, -1 on error. */
gint64       fecho_store_prune_finish          (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error);
/* Removes all that was recorded of sessions (UUIDs) until now: their events, and what every count,
 * chart and search knows of them. The sessions stay, and are watched as before: their history
 * begins now, or with the connection that is open. Small steps, announced as above; cancelled,
 * what is gone is gone, and the rest is right. progress may be NULL. */
void         fecho_store_delete_history_async  (FechoStore           *self,
                                                const char * const   *sessions,
                                                FechoProgressFunc     progress,
                                                gpointer              progress_data,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* How many events were removed, -1 on error. */
gint64       fecho_store_delete_history_finish (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error);

/* -- what is sent elsewhere: the history is the queue, and remembers for each receiver (a name, of
 * letters, digits and "-") the last event that it has. */

/* Before anything else of these. A receiver that is new gets what this run records; one that is not,
 * whatever it has not got yet. FECHO_ERROR_IN_USE where another run sends this history to it. */
void         fecho_store_outbox_open_async     (FechoStore           *self,
                                                const char           *receiver,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean     fecho_store_outbox_open_finish    (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error);
/* The next events for it, at most limit, oldest first. last_id: all up to it are among them, or
 * cannot be read; 0 where there is nothing to send. */
typedef struct
{
  GPtrArray *events;            /* FechoCloseEvent */
  gint64     last_id;
} FechoOutboxPage;

void         fecho_outbox_page_free            (FechoOutboxPage      *self);
void         fecho_store_outbox_next_async     (FechoStore           *self,
                                                const char           *receiver,
                                                guint                 limit,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
FechoOutboxPage *fecho_store_outbox_next_finish (FechoStore          *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* The receiver has all up to last_id (0: no news); durable when it finishes, and so is what was
 * recorded before. */
void         fecho_store_outbox_sent_async     (FechoStore           *self,
                                                const char           *receiver,
                                                gint64                last_id,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean     fecho_store_outbox_sent_finish    (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error);

/* A rule of alerts as it is stored: what it says is text of the caller's (JSON). */
typedef struct
{
  char     *id;                 /* UUID */
  char     *session_id;         /* NULL: of every session */
  gboolean  enabled;
  char     *options;
} FechoStoredRule;

void         fecho_stored_rule_free            (FechoStoredRule      *self);
/* GPtrArray of FechoStoredRule by position. */
void         fecho_store_load_rules_async      (FechoStore           *self,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GPtrArray   *fecho_store_load_rules_finish     (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Adds the rule, or replaces the one with its id. FECHO_ERROR_INVALID where its session is not
 * stored. */
void         fecho_store_put_rule_async        (FechoStore           *self,
                                                const FechoStoredRule *rule,
                                                guint                 position,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean     fecho_store_put_rule_finish       (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error);
/* Also where there is none with this id. */
void         fecho_store_remove_rule_async     (FechoStore           *self,
                                                const char           *id,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean     fecho_store_remove_rule_finish    (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoStoredRule, fecho_stored_rule_free)

/* Walks all events of the filter, oldest first, on a job thread with a handle of its own; func is
 * called there and stops the walk by returning FALSE with an error. progress (0 to 1, or NULL)
 * comes on the main context. */
typedef gboolean (*FechoEventFunc)    (const FechoCloseRecord *record,
                                       gpointer                user_data,
                                       GError                **error);

void         fecho_store_walk_async            (FechoStore           *self,
                                                const FechoFilter    *filter,
                                                FechoEventFunc        func,
                                                gpointer              func_data,
                                                FechoProgressFunc     progress,
                                                gpointer              progress_data,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* The number of events walked, -1 on error. */
gint64       fecho_store_walk_finish           (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error);
/* Looks through the whole file for damage, on a job thread; what is wrong, line by line, nothing
 * where all is well. Takes long (half a minute for ten million events): after a run that did not
 * end well, or when a person asks. */
void         fecho_store_check_async           (FechoStore           *self,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
char       **fecho_store_check_finish          (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* The events of the whole history whose reason is kept but not indexed (see n-unindexed): a search
 * finds them slowly. -1 on error. */
void         fecho_store_count_unindexed_async (FechoStore           *self,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gint64       fecho_store_count_unindexed_finish (FechoStore          *self,
                                                GAsyncResult         *result,
                                                GError              **error);
/* A whole copy, through the backup API. The history itself is refused as path. */
void         fecho_store_backup_async          (FechoStore           *self,
                                                const char           *path,
                                                FechoProgressFunc     progress,
                                                gpointer              progress_data,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean     fecho_store_backup_finish         (FechoStore           *self,
                                                GAsyncResult         *result,
                                                GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoScan, fecho_scan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoOutboxPage, fecho_outbox_page_free)

G_END_DECLS
