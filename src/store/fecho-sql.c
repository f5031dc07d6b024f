/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-sql.h"

/* SQL is laid out by hand. *INDENT-OFF* */

/* IN would build a table for each check of each row: eight times the cost of the insertion. */
#define TEXT_CHECK(column) \
  "CHECK (typeof (" column ") != 'real' AND typeof (" column ") != 'blob')"
#define TEXT_COLUMN(column) "  " column " ANY " TEXT_CHECK (column) ","

/* cause_evidence: the column of that name, which schema 2 changed. */
#define DETAIL_COLUMNS(cause_evidence) \
  "  event INTEGER PRIMARY KEY REFERENCES close_event (id) ON DELETE CASCADE," \
  "  reason TEXT," \
  "  received_code INTEGER," \
  TEXT_COLUMN ("received_reason") \
  "  sent_code INTEGER," \
  TEXT_COLUMN ("sent_reason") \
  "  first_close INTEGER NOT NULL," \
  cause_evidence \
  "  dns_us INTEGER," \
  "  tcp_us INTEGER," \
  "  proxy_us INTEGER," \
  "  tls_us INTEGER," \
  "  http_us INTEGER," \
  "  headers TEXT," \
  TEXT_COLUMN ("error_domain") \
  "  error_code INTEGER," \
  TEXT_COLUMN ("error_message") \
  TEXT_COLUMN ("tls_version") \
  "  tls_errors INTEGER NOT NULL," \
  "  cert_expires_at INTEGER," \
  TEXT_COLUMN ("remote_address") \
  TEXT_COLUMN ("subprotocol") \
  TEXT_COLUMN ("extensions") \
  "  last_pong_us INTEGER," \
  "  last_rtt_us INTEGER," \
  "  metered INTEGER," \
  "  failures_in_a_row INTEGER," \
  "  retry_in_us INTEGER," \
  TEXT_COLUMN ("dictionary") \
  "  CHECK (event > 0)"

/* The standing of an event (FechoStanding): 0 counts, 1 is our own, 2 ended with its run. */
#define ROLLUP_COLUMNS \
  "  bucket INTEGER NOT NULL," \
  "  code INTEGER NOT NULL," \
  "  failed_attempt INTEGER NOT NULL CHECK (failed_attempt IN (0, 1))," \
  "  was_clean INTEGER NOT NULL CHECK (was_clean IN (0, 1))," \
  "  standing INTEGER NOT NULL CHECK (standing BETWEEN 0 AND 2)," \
  "  origin INTEGER NOT NULL," \
  "  n INTEGER NOT NULL," \
  "  PRIMARY KEY (bucket, code, failed_attempt, was_clean, standing, origin)"

#define ROLLUP_ADD(table) \
  "INSERT INTO " table " (bucket, code, failed_attempt, was_clean, standing, origin, n)" \
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)" \
  " ON CONFLICT DO UPDATE SET n = n + excluded.n"

/* The text itself, wherever it is. */
#define TEXT_OF(column) \
  "iif (typeof (" column ") = 'integer', (SELECT value FROM text WHERE id = " column ")," \
  " " column ")"

/* The first of a table; of an empty one, a number so great that nothing comes after it, and so
 * far from the greatest that adding to it is safe. */
#define FIRST(column, table) \
  "SELECT coalesce (min (" column "), 4611686018427387904) FROM " table

#define ROLLUP_DROP(table) \
  "DELETE FROM " table " WHERE bucket = ?1 AND code = ?2 AND failed_attempt = ?3" \
  " AND was_clean = ?4 AND standing = ?5 AND origin = ?6 AND n <= 0"

#define ROLLUP_GET(table) \
  "SELECT code, failed_attempt, was_clean, standing, n, bucket FROM " table \
  " WHERE bucket >= ?1 AND bucket < ?2"

/* What a filter looks at, in the order of FechoWalkColumn. */
#define WALK_COLUMNS \
  "SELECT e.closed_at, e.code, e.id, e.session, e.life_us, e.handshake_us, e.was_clean," \
  " e.closed_by, e.stage, e.cause, e.reason, e.marked FROM close_event AS e "

/* The same and what is taken of the whole record, in the order of fecho-record.c. */
#define RECORD_COLUMNS \
  "SELECT e.closed_at, e.code, e.id, e.session, e.life_us, e.handshake_us, e.was_clean," \
  " e.closed_by, e.stage, e.cause, e.reason, e.marked, fecho_take (e.run, e.attempt," \
  " e.illegal_code, e.clock_jumped, e.network, e.http_status, e.messages_in, e.messages_out," \
  " e.bytes_in, e.bytes_out, e.last_message_us, d.reason, d.received_code, d.received_reason," \
  " d.sent_code, d.sent_reason, d.first_close, d.cause_evidence, d.dns_us, d.tcp_us, d.proxy_us," \
  " d.tls_us, d.http_us, d.headers, d.error_domain, d.error_code, d.error_message," \
  " d.tls_version, d.tls_errors, d.cert_expires_at, d.remote_address, d.subprotocol," \
  " d.extensions, d.last_pong_us, d.last_rtt_us, d.metered, d.failures_in_a_row, d.retry_in_us," \
  " d.dictionary, o.origin, o.evidence) FROM close_event AS e" \
  " LEFT JOIN event_detail AS d ON d.event = e.id" \
  " LEFT JOIN event_origin AS o ON o.event = e.id"

/* The last event that is in a fold, or was removed. */
#define FOLD_MARK \
  "max (coalesce ((SELECT max (last_id) FROM fold), 0)," \
  " (SELECT value FROM progress WHERE name = 'pruned'))"

/* Of all events that are, or were. */
#define LAST_ID \
  "SELECT max (coalesce ((SELECT max (id) FROM close_event), 0)," \
  " (SELECT value FROM progress WHERE name = 'pruned')," \
  " coalesce ((SELECT value FROM progress WHERE name = 'last'), 0))"

#define KEY_COLUMNS \
  "SELECT e.closed_at, e.code, e.id FROM close_event AS e "

/* By the index of marked events only. */
#define MARKED "WHERE e.marked AND "

/* The key of the time order has all three columns, else every page would sort. */
#define FORWARD \
  "(e.closed_at, e.code, e.id) > (?1, ?2, ?3) AND e.closed_at < ?4" \
  " ORDER BY e.closed_at, e.code, e.id"

/* By time alone, where nothing is stepped over: three comparisons less for each row. */
#define SINCE \
  "e.closed_at >= ?1 AND e.closed_at < ?2 ORDER BY e.closed_at, e.code, e.id"

#define BACKWARD \
  "(e.closed_at, e.code, e.id) < (?1, ?2, ?3) AND e.closed_at >= ?4" \
  " ORDER BY e.closed_at DESC, e.code DESC, e.id DESC"

#define SALVAGE_LAST(table) "SELECT coalesce (max (rowid), 0) FROM " table
#define SALVAGE_GET(table) "SELECT * FROM " table " WHERE rowid >= ?1 AND rowid < ?2"

#define NEW_UUID \
  "lower (hex (randomblob (4)) || '-' || hex (randomblob (2)) || '-4' ||" \
  " substr (hex (randomblob (2)), 2) || '-8' || substr (hex (randomblob (2)), 2) || '-' ||" \
  " hex (randomblob (6)))"

/* Rounds down before 1970 too, and overflows nowhere. The numbers are those of FechoStanding,
 * FechoCause and FechoClosedBy. */
#define SALVAGE_ROLLUP(table, width) \
  "INSERT INTO " table " SELECT e.closed_at / " width " - (e.closed_at % " width " < 0)," \
  " e.code, e.failed_attempt, e.was_clean, CASE WHEN e.cause = 4" \
  " THEN 2 WHEN e.closed_by = 2 OR e.cause = 3 THEN 1 ELSE 0 END, coalesce (o.origin, 0)," \
  " count (*) FROM close_event AS e LEFT JOIN event_origin AS o ON o.event = e.id" \
  " GROUP BY 1, 2, 3, 4, 5, 6"

/* The first schema, whole. Times are microseconds, UTC. CHECK constraints hold what must never be
 * (close-events.md, section 3): code 0; 1005 with a reason; 1006 or 1015 that is clean or has a
 * reason; a failed attempt with a life, clean, or past the handshake. */
static const char migration_1[] =
  "CREATE TABLE run ("
  "  id INTEGER PRIMARY KEY,"
  "  uuid TEXT NOT NULL UNIQUE,"
  "  started_at INTEGER NOT NULL,"
  "  last_seen_at INTEGER NOT NULL,"
  "  ended_at INTEGER,"
  "  died INTEGER NOT NULL DEFAULT 0 CHECK (died IN (0, 1)),"
  "  version TEXT NOT NULL,"
  "  sqlite_version TEXT NOT NULL"
  ") STRICT;"

  "CREATE TABLE session_group ("
  "  id INTEGER PRIMARY KEY,"
  "  name TEXT NOT NULL UNIQUE,"
  "  position INTEGER NOT NULL"
  ") STRICT;"

  "CREATE TABLE session ("
  "  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND " G_STRINGIFY (FECHO_SESSION_ID_MAX) "),"
  "  uuid TEXT NOT NULL UNIQUE,"
  "  name TEXT NOT NULL,"
  "  url TEXT NOT NULL,"
  "  group_id INTEGER REFERENCES session_group (id) ON DELETE SET NULL,"
  "  position INTEGER NOT NULL,"
  "  options TEXT NOT NULL,"
  "  dictionary TEXT,"
  "  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),"
  "  created_at INTEGER NOT NULL,"
  "  removed_at INTEGER"
  ") STRICT;"
  "CREATE INDEX session_name ON session (name);"

  "CREATE TABLE alert_rule ("
  "  id INTEGER PRIMARY KEY,"
  "  uuid TEXT NOT NULL UNIQUE,"
  "  session INTEGER REFERENCES session (id) ON DELETE CASCADE,"
  "  position INTEGER NOT NULL,"
  "  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),"
  "  options TEXT NOT NULL"
  ") STRICT;"

  "CREATE TABLE text ("
  "  id INTEGER PRIMARY KEY,"
  "  value TEXT NOT NULL UNIQUE"
  ") STRICT;"
  "CREATE VIRTUAL TABLE text_index USING fts5 ("
  "  value, content = 'text', content_rowid = 'id', tokenize = 'trigram');"

  /* reason: NULL none, 0 too many texts to intern it (it is in event_detail), else a text. */
  "CREATE TABLE close_event ("
  "  id INTEGER PRIMARY KEY,"
  "  closed_at INTEGER NOT NULL,"
  "  code INTEGER NOT NULL CHECK (code BETWEEN 1 AND 65535),"
  "  session INTEGER NOT NULL REFERENCES session (id),"
  "  life_us INTEGER CHECK (life_us >= 0),"
  "  handshake_us INTEGER CHECK (handshake_us >= 0),"
  "  was_clean INTEGER NOT NULL CHECK (was_clean IN (0, 1)),"
  "  closed_by INTEGER NOT NULL,"
  "  stage INTEGER NOT NULL,"
  "  cause INTEGER NOT NULL,"
  "  reason INTEGER CHECK (reason >= 0),"
  "  marked INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1)),"
  "  run INTEGER NOT NULL REFERENCES run (id),"
  "  attempt INTEGER NOT NULL,"
  "  failed_attempt INTEGER NOT NULL,"
  "  illegal_code INTEGER NOT NULL CHECK (illegal_code IN (0, 1)),"
  "  clock_jumped INTEGER NOT NULL CHECK (clock_jumped IN (0, 1)),"
  "  network INTEGER NOT NULL,"
  "  http_status INTEGER,"
  "  messages_in INTEGER NOT NULL,"
  "  messages_out INTEGER NOT NULL,"
  "  bytes_in INTEGER NOT NULL,"
  "  bytes_out INTEGER NOT NULL,"
  "  last_message_us INTEGER,"
  "  CHECK (failed_attempt = (life_us IS NULL)),"
  "  CHECK (failed_attempt = (stage < 5)),"
  "  CHECK (NOT (failed_attempt AND was_clean)),"
  "  CHECK (NOT (code = 1005 AND reason IS NOT NULL)),"
  "  CHECK (NOT (code IN (1006, 1015) AND (was_clean OR reason IS NOT NULL)))"
  ") STRICT;"
  "CREATE INDEX close_event_time ON close_event (closed_at, code);"
  "CREATE INDEX close_event_marked ON close_event (closed_at, code) WHERE marked;"

  "CREATE TABLE event_detail ("
  DETAIL_COLUMNS ("  cause_evidence TEXT,")
  ") STRICT;"

  "CREATE TABLE event_origin ("
  "  event INTEGER PRIMARY KEY REFERENCES close_event (id) ON DELETE CASCADE,"
  "  origin INTEGER NOT NULL CHECK (origin > 0),"
  "  rule TEXT NOT NULL,"
  "  evidence TEXT"
  ") STRICT;"

  /* The crash journal: what is open now. */
  "CREATE TABLE open_connection ("
  "  session INTEGER NOT NULL REFERENCES session (id),"
  "  run INTEGER NOT NULL REFERENCES run (id),"
  "  opened_at INTEGER NOT NULL,"
  "  handshake_us INTEGER,"
  "  PRIMARY KEY (session, run)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX open_connection_run ON open_connection (run);"

  "CREATE TABLE state_change ("
  "  id INTEGER PRIMARY KEY,"
  "  session INTEGER REFERENCES session (id),"
  "  run INTEGER REFERENCES run (id),"
  "  at INTEGER NOT NULL,"
  "  kind INTEGER NOT NULL,"
  "  detail TEXT"
  ") STRICT;"
  "CREATE INDEX state_change_session ON state_change (session, at);"
  "CREATE INDEX state_change_run ON state_change (run, session, at);"

  "CREATE TABLE rollup_5min (" ROLLUP_COLUMNS ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE rollup_hour (" ROLLUP_COLUMNS ") STRICT, WITHOUT ROWID;"

  /* The rest is derived from close_event at fold time: it holds the events up to the last fold.
   * life: FechoLifeClass of closes that count. */
  "CREATE TABLE rollup_life ("
  "  day INTEGER NOT NULL,"
  "  code INTEGER NOT NULL,"
  "  life INTEGER NOT NULL,"
  "  n INTEGER NOT NULL,"
  "  PRIMARY KEY (day, code, life)"
  ") STRICT, WITHOUT ROWID;"

  "CREATE TABLE session_code ("
  "  session INTEGER NOT NULL REFERENCES session (id),"
  "  code INTEGER NOT NULL,"
  "  failed_attempt INTEGER NOT NULL CHECK (failed_attempt IN (0, 1)),"
  "  standing INTEGER NOT NULL CHECK (standing BETWEEN 0 AND 2),"
  "  n INTEGER NOT NULL,"
  "  first_at INTEGER NOT NULL,"
  "  last_at INTEGER NOT NULL,"
  "  PRIMARY KEY (session, code, failed_attempt, standing)"
  ") STRICT, WITHOUT ROWID;"

  /* The time of all sessions together in 5 minutes: open of connections that have ended, up to the
   * last fold; monitored by runs that have ended. */
  "CREATE TABLE time_total ("
  "  bucket INTEGER PRIMARY KEY,"
  "  open_us INTEGER NOT NULL,"
  "  monitored_us INTEGER NOT NULL"
  ") STRICT;"

  /* From a found reason to its events; reason 0 too. */
  "CREATE TABLE reason_event ("
  "  reason INTEGER NOT NULL,"
  "  event INTEGER NOT NULL,"
  "  PRIMARY KEY (reason, event)"
  ") STRICT, WITHOUT ROWID;"

  /* A fold holds the events first_id to last_id, all of them; folds leave no gap and do not
   * overlap. Clocks jump, so first_at and last_at are the least and the greatest closed_at. */
  "CREATE TABLE fold ("
  "  id INTEGER PRIMARY KEY,"
  "  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 2),"
  "  first_id INTEGER NOT NULL UNIQUE,"
  "  last_id INTEGER NOT NULL UNIQUE,"
  "  first_at INTEGER NOT NULL,"
  "  last_at INTEGER NOT NULL,"
  "  CHECK (last_id >= first_id)"
  ") STRICT;"

  /* At most 256 events of one session in one fold; key: fold << 40 | session << 16 | number.
   * A rowid table, as blobs inside an index tree would ruin its fan-out. */
  "CREATE TABLE segment ("
  "  key INTEGER PRIMARY KEY,"
  "  first_at INTEGER NOT NULL,"
  "  last_at INTEGER NOT NULL,"
  "  n INTEGER NOT NULL,"
  "  data BLOB NOT NULL"
  ") STRICT;"

  /* "text": the last text in text_index; "judged": all events up to it have an origin; "pruned":
   * the last event that retention has removed; "otlp-...": the last one that a collector has. */
  "CREATE TABLE progress ("
  "  name TEXT PRIMARY KEY,"
  "  value INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID;"
  "INSERT INTO progress (name, value) VALUES ('text', 0), ('judged', 0), ('pruned', 0);"
  "PRAGMA user_version = 1;";

/* Evidence is one of few sentences, or of a peer's: interned like other texts. What stands there
 * stays. The order of the columns too, as salvage reads the rows of any schema. */
static const char migration_2[] =
  "ALTER TABLE event_detail RENAME TO event_detail_1;"
  "CREATE TABLE event_detail ("
  DETAIL_COLUMNS (TEXT_COLUMN ("cause_evidence"))
  ") STRICT;"
  "INSERT INTO event_detail SELECT * FROM event_detail_1;"
  "DROP TABLE event_detail_1;"

  "ALTER TABLE event_origin RENAME TO event_origin_1;"
  "CREATE TABLE event_origin ("
  "  event INTEGER PRIMARY KEY REFERENCES close_event (id) ON DELETE CASCADE,"
  "  origin INTEGER NOT NULL CHECK (origin > 0),"
  "  rule ANY NOT NULL " TEXT_CHECK ("rule") ","
  "  evidence ANY " TEXT_CHECK ("evidence")
  ") STRICT;"
  "INSERT INTO event_origin SELECT * FROM event_origin_1;"
  "DROP TABLE event_origin_1;"
  "PRAGMA user_version = 2;";

static const char *const texts[FECHO_N_SQL] = {
  /* The order matters: auto_vacuum before anything is in the file, and the id into the header
   * before WAL, so that it can be read without SQLite. 1181049704 is FECHO_SQL_APPLICATION_ID. */
  [FECHO_SQL_CONFIGURE_NEW] =
    "PRAGMA auto_vacuum = INCREMENTAL;"
    "PRAGMA application_id = 1181049704;"
    "PRAGMA journal_mode = WAL;",
  [FECHO_SQL_CONFIGURE] =
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA foreign_keys = ON;",
  [FECHO_SQL_CONFIGURE_WRITER] =
    "PRAGMA synchronous = FULL;"
    "PRAGMA cache_size = -16384;",
  [FECHO_SQL_CONFIGURE_READER] =
    "PRAGMA query_only = ON;"
    "PRAGMA cache_size = -32768;",
  [FECHO_SQL_GET_APPLICATION_ID] = "PRAGMA application_id",
  [FECHO_SQL_GET_VERSION] = "PRAGMA user_version",
  [FECHO_SQL_GET_DATA_VERSION] = "PRAGMA data_version",
  [FECHO_SQL_STAND_STILL] = "SELECT 1 UNION ALL SELECT 2",
  [FECHO_SQL_OPTIMIZE] = "PRAGMA analysis_limit = 1000; PRAGMA optimize;",
  [FECHO_SQL_VACUUM_SOME] = "PRAGMA incremental_vacuum (2000)",
  [FECHO_SQL_GET_FREE_PAGES] = "PRAGMA freelist_count",
  [FECHO_SQL_BEGIN] = "BEGIN IMMEDIATE",
  [FECHO_SQL_BEGIN_READ] = "BEGIN DEFERRED",
  [FECHO_SQL_COMMIT] = "COMMIT",
  [FECHO_SQL_ROLLBACK] = "ROLLBACK",

  [FECHO_SQL_RUN_ADD] =
    "INSERT INTO run (uuid, started_at, last_seen_at, version, sqlite_version)"
    " VALUES (?1, ?2, ?2, ?3, ?4)",
  [FECHO_SQL_RUN_ADD_ENDED] =
    "INSERT INTO run (uuid, started_at, last_seen_at, ended_at, version, sqlite_version)"
    " VALUES (?1, ?2, ?2, ?2, ?3, ?4)",
  [FECHO_SQL_RUN_FIND] = "SELECT id FROM run WHERE uuid = ?1",
  /* Never back: a clock that was set back must not move what a crash leaves behind. */
  [FECHO_SQL_RUN_SEEN] = "UPDATE run SET last_seen_at = max (last_seen_at, ?2) WHERE id = ?1",
  [FECHO_SQL_RUN_END] =
    "UPDATE run SET ended_at = max (last_seen_at, ?2), last_seen_at = max (last_seen_at, ?2)"
    " WHERE id = ?1",
  [FECHO_SQL_RUN_DIED] = "UPDATE run SET ended_at = last_seen_at, died = 1 WHERE id = ?1",
  [FECHO_SQL_RUN_GET] = "SELECT uuid FROM run WHERE id = ?1",
  [FECHO_SQL_RUN_LIST] = "SELECT id, uuid, started_at, last_seen_at, ended_at FROM run",
  /* As an import adds them: they have no time of their own. */
  [FECHO_SQL_RUN_IMPORTED] =
    "SELECT uuid FROM run WHERE ended_at = started_at AND last_seen_at = started_at",
  [FECHO_SQL_RUN_UNENDED] = "SELECT id, uuid, last_seen_at FROM run WHERE ended_at IS NULL",

  [FECHO_SQL_SESSION_FIND] = "SELECT id FROM session WHERE uuid = ?1",
  [FECHO_SQL_SESSION_SAVE] =
    "INSERT INTO session"
    " (uuid, name, url, group_id, position, options, dictionary, paused, created_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    " ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, url = excluded.url,"
    " group_id = excluded.group_id, position = excluded.position, options = excluded.options,"
    " dictionary = excluded.dictionary, paused = excluded.paused, removed_at = NULL",
  /* An event is worth more than the order of calls: its session comes into being, off the list. */
  [FECHO_SQL_SESSION_ADD_UNKNOWN] =
    "INSERT INTO session (uuid, name, url, position, options, created_at, removed_at)"
    " VALUES (?1, ?2, ?3, 0, '{}', ?4, ?4)",
  [FECHO_SQL_SESSION_PLACE] =
    "UPDATE session SET position = ?2 WHERE uuid = ?1 AND position != ?2",
  [FECHO_SQL_SESSION_REMOVE] =
    "UPDATE session SET removed_at = ?2 WHERE uuid = ?1 AND removed_at IS NULL",
  [FECHO_SQL_SESSION_LIST] =
    "SELECT s.uuid, s.name, s.url, g.name, s.options, s.dictionary, s.paused"
    " FROM session AS s LEFT JOIN session_group AS g ON g.id = s.group_id"
    " WHERE s.removed_at IS NULL ORDER BY s.position, s.id",
  [FECHO_SQL_SESSION_BY_NAME] = "SELECT uuid FROM session WHERE name = ?1 ORDER BY id",
  [FECHO_SQL_SESSION_BY_URL] =
    "SELECT id FROM session WHERE url = ?1 ORDER BY removed_at IS NOT NULL, id LIMIT 1",
  [FECHO_SQL_SESSION_GET] = "SELECT uuid, name, url, dictionary FROM session WHERE id = ?1",
  [FECHO_SQL_SESSION_ALL] = "SELECT id, uuid, name, url FROM session",
  [FECHO_SQL_SESSION_COUNT] = "SELECT count (*) FROM session",
  [FECHO_SQL_GROUP_ADD] =
    "INSERT INTO session_group (name, position)"
    " VALUES (?1, (SELECT coalesce (max (position), 0) + 1 FROM session_group))"
    " ON CONFLICT DO NOTHING",
  [FECHO_SQL_GROUP_FIND] = "SELECT id FROM session_group WHERE name = ?1",

  [FECHO_SQL_RULE_LIST] =
    "SELECT r.uuid, s.uuid, r.enabled, r.options FROM alert_rule AS r"
    " LEFT JOIN session AS s ON s.id = r.session ORDER BY r.position, r.id",
  /* -1 is no session: the reference refuses it. */
  [FECHO_SQL_RULE_PUT] =
    "INSERT INTO alert_rule (uuid, session, position, enabled, options) VALUES (?1,"
    " CASE WHEN ?2 IS NULL THEN NULL"
    " ELSE coalesce ((SELECT id FROM session WHERE uuid = ?2), -1) END, ?3, ?4, ?5)"
    " ON CONFLICT (uuid) DO UPDATE SET session = excluded.session, position = excluded.position,"
    " enabled = excluded.enabled, options = excluded.options",
  [FECHO_SQL_RULE_REMOVE] = "DELETE FROM alert_rule WHERE uuid = ?1",

  [FECHO_SQL_TEXT_FIND] = "SELECT id FROM text WHERE value = ?1",
  [FECHO_SQL_TEXT_GET] = "SELECT value FROM text WHERE id = ?1",
  [FECHO_SQL_TEXT_ADD] = "INSERT INTO text (value) VALUES (?1)",
  [FECHO_SQL_TEXT_COUNT] = "SELECT count (*) FROM text",
  [FECHO_SQL_TEXT_LAST] = "SELECT coalesce (max (id), 0) FROM text",
  [FECHO_SQL_TEXT_REMOVE] = "DELETE FROM text WHERE id = ?1",
  [FECHO_SQL_TEXT_USES] =
    "SELECT e.id, e.reason, d.received_reason, d.sent_reason, d.error_domain, d.error_message,"
    " d.tls_version, d.remote_address, d.subprotocol, d.extensions, d.dictionary,"
    " d.cause_evidence, o.rule, o.evidence"
    " FROM close_event AS e LEFT JOIN event_detail AS d ON d.event = e.id"
    " LEFT JOIN event_origin AS o ON o.event = e.id"
    " WHERE e.id > ?1 ORDER BY e.id LIMIT ?2",

  [FECHO_SQL_EVENT_FIRST_ID] = "SELECT coalesce (min (id), 0) FROM close_event",
  [FECHO_SQL_EVENT_FIRST_TIME] =
    "SELECT coalesce (min (closed_at), 9223372036854775807) FROM close_event",
  [FECHO_SQL_EVENT_TIMES] = "SELECT id, closed_at FROM close_event WHERE id > ?1 ORDER BY id",
  [FECHO_SQL_EVENT_LAST_ID] = LAST_ID,
  [FECHO_SQL_EVENT_BY_NAME] =
    "SELECT 1 FROM close_event WHERE id = ?1 AND run = (SELECT id FROM run WHERE uuid = ?2)"
    " AND closed_at = ?3",
  [FECHO_SQL_EVENT_BY_TIMES] =
    "SELECT 1 FROM close_event WHERE closed_at = ?1"
    " AND session = (SELECT id FROM session WHERE uuid = ?2)"
    " AND life_us IS ?3 AND handshake_us IS ?4",
  [FECHO_SQL_EVENT_ADD] =
    "INSERT INTO close_event (id, closed_at, code, session, life_us, handshake_us, was_clean,"
    " closed_by, stage, cause, reason, marked, run, attempt, failed_attempt, illegal_code,"
    " clock_jumped, network, http_status, messages_in, messages_out, bytes_in, bytes_out,"
    " last_message_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
    " ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)",
  [FECHO_SQL_EVENT_MARK] = "UPDATE close_event SET marked = ?2 WHERE id = ?1",
  [FECHO_SQL_EVENT_REMOVE] = "DELETE FROM close_event WHERE id BETWEEN ?1 AND ?2",
  [FECHO_SQL_EVENT_SET_PRUNED] =
    "UPDATE progress SET value = max (value, ?1 + ?2) WHERE name = 'pruned'",
  /* Ids are never given twice, even where the last events are gone. */
  [FECHO_SQL_EVENT_SET_LAST] =
    "INSERT INTO progress (name, value) VALUES ('last', ?1)"
    " ON CONFLICT DO UPDATE SET value = max (value, excluded.value)",
  [FECHO_SQL_EVENT_NTH_LAST] =
    "SELECT id FROM close_event ORDER BY id DESC LIMIT 1 OFFSET ?1",
  [FECHO_SQL_REMOVAL_COUNT] =
    "SELECT coalesce ((SELECT value FROM progress WHERE name = 'removals'), 0)",
  [FECHO_SQL_REMOVAL_ADD] =
    "INSERT INTO progress (name, value) VALUES ('removals', 1)"
    " ON CONFLICT DO UPDATE SET value = value + 1",
  [FECHO_SQL_DETAIL_ADD] =
    "INSERT INTO event_detail (event, reason, received_code, received_reason, sent_code,"
    " sent_reason, first_close, cause_evidence, dns_us, tcp_us, proxy_us, tls_us, http_us,"
    " headers, error_domain, error_code, error_message, tls_version, tls_errors,"
    " cert_expires_at, remote_address, subprotocol, extensions, last_pong_us, last_rtt_us,"
    " metered, failures_in_a_row, retry_in_us, dictionary)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
    " ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)",
  [FECHO_SQL_DETAIL_REASON] = "SELECT reason FROM event_detail WHERE event = ?1",
  [FECHO_SQL_DETAIL_DICTIONARY] =
    "SELECT " TEXT_OF ("dictionary") ", " TEXT_OF ("subprotocol")
    " FROM event_detail WHERE event = ?1",
  [FECHO_SQL_ORIGIN_GET] = "SELECT origin FROM event_origin WHERE event = ?1",
  [FECHO_SQL_ORIGIN_SET] =
    "INSERT INTO event_origin (event, origin, rule, evidence) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT DO UPDATE SET origin = excluded.origin, rule = excluded.rule,"
    " evidence = excluded.evidence",
  [FECHO_SQL_ORIGIN_UNJUDGED] =
    "SELECT e.id FROM close_event AS e"
    " WHERE e.id > (SELECT value FROM progress WHERE name = 'judged')"
    " AND NOT EXISTS (SELECT 1 FROM event_origin AS o WHERE o.event = e.id)"
    " ORDER BY e.id LIMIT ?1",
  [FECHO_SQL_ORIGIN_SET_MARK] =
    "UPDATE progress SET value = coalesce ((SELECT e.id - 1 FROM close_event AS e"
    " WHERE e.id > progress.value"
    " AND NOT EXISTS (SELECT 1 FROM event_origin AS o WHERE o.event = e.id)"
    " ORDER BY e.id LIMIT 1), (SELECT max (id) FROM close_event), value)"
    " WHERE name = 'judged'",
  [FECHO_SQL_ROLLUP_5MIN_FIRST] = FIRST ("bucket", "rollup_5min"),
  [FECHO_SQL_ROLLUP_5MIN_REMOVE] =
    "DELETE FROM rollup_5min WHERE bucket >= ?1 AND bucket < ?2",
  [FECHO_SQL_ROLLUP_HOUR_FIRST] = FIRST ("bucket", "rollup_hour"),
  [FECHO_SQL_ROLLUP_HOUR_REMOVE] =
    "DELETE FROM rollup_hour WHERE bucket >= ?1 AND bucket < ?2",
  [FECHO_SQL_ROLLUP_5MIN_ADD] = ROLLUP_ADD ("rollup_5min"),
  [FECHO_SQL_ROLLUP_5MIN_DROP] = ROLLUP_DROP ("rollup_5min"),
  [FECHO_SQL_ROLLUP_HOUR_DROP] = ROLLUP_DROP ("rollup_hour"),
  [FECHO_SQL_ROLLUP_HOUR_ADD] = ROLLUP_ADD ("rollup_hour"),

  [FECHO_SQL_OPEN_ADD] =
    "INSERT OR REPLACE INTO open_connection (session, run, opened_at, handshake_us)"
    " VALUES (?1, ?2, ?3, ?4)",
  [FECHO_SQL_OPEN_REMOVE] = "DELETE FROM open_connection WHERE session = ?1 AND run = ?2",
  [FECHO_SQL_OPEN_OF_RUN] =
    "SELECT o.session, s.uuid, o.opened_at, o.handshake_us FROM open_connection AS o"
    " JOIN session AS s ON s.id = o.session WHERE o.run = ?1 ORDER BY o.opened_at, o.session",
  [FECHO_SQL_OPEN_ALL] = "SELECT session, opened_at, run FROM open_connection",
  [FECHO_SQL_OPEN_NAMED] =
    "SELECT s.uuid, s.url, c.opened_at FROM open_connection AS c"
    " JOIN session AS s ON s.id = c.session",
  [FECHO_SQL_STATE_ADD] =
    "INSERT INTO state_change (session, run, at, kind, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
  [FECHO_SQL_STATE_OF_SESSION] =
    "SELECT run, at, kind FROM state_change WHERE session = ?1 AND at < ?2"
    " ORDER BY at, id",
  [FECHO_SQL_STATE_OF_COMPUTER] =
    "SELECT run, at, kind, detail FROM state_change WHERE session IS NULL AND at < ?1"
    " ORDER BY at, id",

  /* IS finds both NULL (this computer) and a session. */
  [FECHO_SQL_STATE_IN_RANGE] =
    "SELECT at, kind, detail FROM state_change"
    " WHERE session IS ?1 AND at >= ?2 AND at < ?3 ORDER BY at, id",
  [FECHO_SQL_STATE_BEFORE] =
    "SELECT at, kind, detail FROM state_change"
    " WHERE session IS ?1 AND at < ?2 ORDER BY at DESC, id DESC LIMIT ?3",
  [FECHO_SQL_STATE_OF_RUN] =
    "SELECT run, at, kind, session FROM state_change WHERE run = ?1 AND session IS NOT NULL"
    " ORDER BY session, at, id",
  [FECHO_SQL_STATE_OF_RUN_AND_SESSION] =
    "SELECT run, at, kind, session FROM state_change WHERE run = ?1 AND session = ?2"
    " ORDER BY at, id",
  [FECHO_SQL_STATE_FORGET_ENDED] =
    "DELETE FROM state_change WHERE session = ?1 AND (run IS NULL OR run IN"
    " (SELECT id FROM run WHERE ended_at IS NOT NULL))",
  /* Of each run that goes on, the last one says how things stand. */
  [FECHO_SQL_STATE_FORGET_EARLIER] =
    "DELETE FROM state_change WHERE session = ?1 AND EXISTS (SELECT 1 FROM state_change AS later"
    " WHERE later.session = ?1 AND later.run = state_change.run"
    " AND (later.at, later.id) > (state_change.at, state_change.id))",
  [FECHO_SQL_STATE_BEGIN_ANEW] =
    "UPDATE state_change SET at = max (at, coalesce ((SELECT opened_at FROM open_connection AS o"
    " WHERE o.session = ?1 AND o.run = state_change.run), ?2)) WHERE session = ?1",
  /* Sessions whose connection ended in [?1, ?2] without a word: closed by neither ?3 nor ?4, and
   * for none of the causes ?5 and ?6. */
  [FECHO_SQL_COUNT_DROPPED] =
    "SELECT count (DISTINCT session) FROM close_event WHERE closed_at BETWEEN ?1 AND ?2"
    " AND failed_attempt = 0 AND closed_by NOT IN (?3, ?4) AND cause NOT IN (?5, ?6)",
  [FECHO_SQL_STATE_OF_ALL] =
    "SELECT run, at, kind, session FROM state_change WHERE session IS NOT NULL AND at < ?1"
    " ORDER BY session, at, id",

  [FECHO_SQL_ROLLUP_HOUR_COUNT] =
    "SELECT n FROM rollup_hour WHERE bucket BETWEEN ?1 AND ?2",

  [FECHO_SQL_ROLLUP_HOUR_RANGE] =
    "SELECT coalesce ((SELECT min (bucket) FROM rollup_hour), 0),"
    " coalesce ((SELECT max (bucket) FROM rollup_hour), -1)",
  [FECHO_SQL_ROLLUP_HOUR_GET] = ROLLUP_GET ("rollup_hour"),
  [FECHO_SQL_ROLLUP_5MIN_GET] = ROLLUP_GET ("rollup_5min"),
  [FECHO_SQL_FOLD_TAIL] =
    "SELECT (SELECT coalesce (max (id), 0) FROM close_event) - " FOLD_MARK,
  [FECHO_SQL_FOLD_MARK] = "SELECT " FOLD_MARK,
  [FECHO_SQL_FOLD_NEXT_ID] = "SELECT coalesce (max (id), 0) + 1 FROM fold",
  [FECHO_SQL_FOLD_LIST] =
    "SELECT id, level, first_id, last_id, first_at, last_at FROM fold ORDER BY first_id",
  [FECHO_SQL_FOLD_ADD] =
    "INSERT INTO fold (id, level, first_id, last_id, first_at, last_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  [FECHO_SQL_FOLD_REMOVE] = "DELETE FROM fold WHERE id = ?1",
  [FECHO_SQL_FOLD_REMOVE_RANGE] = "DELETE FROM fold WHERE last_id > ?1 AND last_id <= ?2",
  [FECHO_SQL_FOLD_ROWS] =
    "SELECT id, closed_at, code, session, life_us, handshake_us, was_clean, closed_by, cause,"
    " reason FROM close_event WHERE id BETWEEN ?1 AND ?2",
  [FECHO_SQL_SEGMENT_ADD] =
    "INSERT INTO segment (key, first_at, last_at, n, data) VALUES (?1, ?2, ?3, ?4, ?5)",
  [FECHO_SQL_SEGMENT_REMOVE] = "DELETE FROM segment WHERE key >= ?1 AND key < ?2",
  [FECHO_SQL_SEGMENT_SET] =
    "UPDATE segment SET first_at = ?2, last_at = ?3, n = ?4, data = ?5 WHERE key = ?1",
  [FECHO_SQL_SEGMENT_GET] =
    "SELECT n, data, key FROM segment"
    " WHERE key >= ?1 AND key < ?2 AND last_at >= ?3 AND first_at < ?4",
  [FECHO_SQL_SESSION_CODE_ADD] =
    "INSERT INTO session_code (session, code, failed_attempt, standing, n, first_at, last_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET n = n + excluded.n,"
    " first_at = min (first_at, excluded.first_at), last_at = max (last_at, excluded.last_at)",
  [FECHO_SQL_SESSION_CODE_DROP] =
    "DELETE FROM session_code WHERE session = ?1 AND code = ?2 AND failed_attempt = ?3"
    " AND standing = ?4 AND n <= 0",
  [FECHO_SQL_SESSION_CODE_COUNT] =
    "SELECT coalesce (sum (n), 0) FROM session_code WHERE session = ?1",
  [FECHO_SQL_SESSION_CODE_ALL] =
    "SELECT session, code, failed_attempt, standing, n, first_at, last_at FROM session_code",
  [FECHO_SQL_LIFE_ADD] =
    "INSERT INTO rollup_life (day, code, life, n) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT DO UPDATE SET n = n + excluded.n",
  [FECHO_SQL_LIFE_DROP] =
    "DELETE FROM rollup_life WHERE day = ?1 AND code = ?2 AND life = ?3 AND n <= 0",
  [FECHO_SQL_LIFE_FIRST] = FIRST ("day", "rollup_life"),
  [FECHO_SQL_LIFE_REMOVE] = "DELETE FROM rollup_life WHERE day >= ?1 AND day < ?2",
  [FECHO_SQL_LIFE_GET] = "SELECT code, life, n FROM rollup_life WHERE day >= ?1 AND day < ?2",
  [FECHO_SQL_TIME_SUM] =
    "SELECT coalesce (sum (open_us), 0), coalesce (sum (monitored_us), 0) FROM time_total"
    " WHERE bucket >= ?1 AND bucket < ?2",
  [FECHO_SQL_TIME_ADD] =
    "INSERT INTO time_total (bucket, open_us, monitored_us) VALUES (?1, ?2, ?3)"
    " ON CONFLICT DO UPDATE SET open_us = open_us + excluded.open_us,"
    " monitored_us = monitored_us + excluded.monitored_us",
  [FECHO_SQL_TIME_DROP] =
    "DELETE FROM time_total WHERE bucket = ?1 AND open_us = 0 AND monitored_us = 0",
  [FECHO_SQL_REASON_EVENT_ADD] =
    "INSERT INTO reason_event (reason, event) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
  [FECHO_SQL_REASON_EVENT_REMOVE] =
    "DELETE FROM reason_event WHERE reason = ?1 AND event = ?2",
  [FECHO_SQL_REASON_EVENT_GET] =
    "SELECT event FROM reason_event WHERE reason = ?1 ORDER BY event LIMIT ?2",
  [FECHO_SQL_COUNT_UNINDEXED] =
    "SELECT (SELECT count (*) FROM reason_event WHERE reason = 0) +"
    " (SELECT count (*) FROM close_event WHERE id > " FOLD_MARK " AND reason = 0)",
  [FECHO_SQL_TEXT_MARK] = "SELECT value FROM progress WHERE name = 'text'",
  [FECHO_SQL_TEXT_SET_MARK] = "UPDATE progress SET value = ?1 WHERE name = 'text'",

  /* A receiver's first time: it gets what this run has stored already, and nothing older. */
  [FECHO_SQL_OUTBOX_BEGIN] =
    "INSERT INTO progress (name, value) VALUES (?1, coalesce ("
    "(SELECT min (id) - 1 FROM (SELECT id, run FROM close_event ORDER BY id DESC LIMIT 10000)"
    " WHERE run = (SELECT id FROM run WHERE uuid = ?2)), (" LAST_ID "))) ON CONFLICT DO NOTHING",
  [FECHO_SQL_OUTBOX_SENT] = "UPDATE progress SET value = max (value, ?2) WHERE name = ?1",
  [FECHO_SQL_OUTBOX_NEXT] =
    "SELECT e.id FROM close_event AS e"
    " WHERE e.id > (SELECT value FROM progress WHERE name = ?1) ORDER BY e.id LIMIT ?2",
  [FECHO_SQL_TEXT_ABOVE] = "SELECT id, value FROM text WHERE id > ?1 ORDER BY id LIMIT ?2",
  [FECHO_SQL_TEXT_INDEX_ADD] = "INSERT INTO text_index (rowid, value) VALUES (?1, ?2)",
  [FECHO_SQL_TEXT_INDEX_REMOVE] =
    "INSERT INTO text_index (text_index, rowid, value) VALUES ('delete', ?1, ?2)",
  [FECHO_SQL_TEXT_INDEX_FIND] =
    "SELECT t.id, t.value FROM text_index AS i JOIN text AS t ON t.id = i.rowid"
    " WHERE text_index MATCH ?1",

  [FECHO_SQL_EVENT_GET] = RECORD_COLUMNS " WHERE e.id = ?1",
  [FECHO_SQL_EVENT_WALK] = RECORD_COLUMNS " WHERE " SINCE,
  [FECHO_SQL_WALK_ROW] = WALK_COLUMNS "WHERE e.id = ?1",
  [FECHO_SQL_WALK_TAIL] = WALK_COLUMNS "WHERE e.id > ?1",
  [FECHO_SQL_WALK_FORWARD] = WALK_COLUMNS "WHERE " FORWARD,
  [FECHO_SQL_WALK_BACKWARD] = WALK_COLUMNS "WHERE " BACKWARD,
  [FECHO_SQL_WALK_KEYS_FORWARD] = KEY_COLUMNS "WHERE " FORWARD,
  [FECHO_SQL_WALK_KEYS_BACKWARD] = KEY_COLUMNS "WHERE " BACKWARD,
  [FECHO_SQL_WALK_MARKED_FORWARD] = WALK_COLUMNS MARKED FORWARD,
  [FECHO_SQL_WALK_MARKED_BACKWARD] = WALK_COLUMNS MARKED BACKWARD,

  [FECHO_SQL_SALVAGE_COUNT] = "SELECT count (*) FROM close_event",
  [FECHO_SQL_CHECK] = "PRAGMA quick_check (20)",

  /* References may dangle until the end; what the new file refuses is left out. */
  [FECHO_SQL_SALVAGE_BEGIN] = "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;",
  [FECHO_SQL_SALVAGE_RUN_LAST] = SALVAGE_LAST ("run"),
  [FECHO_SQL_SALVAGE_RUN_GET] = SALVAGE_GET ("run"),
  [FECHO_SQL_SALVAGE_RUN_ADD] =
    "INSERT OR IGNORE INTO run VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  [FECHO_SQL_SALVAGE_GROUP_LAST] = SALVAGE_LAST ("session_group"),
  [FECHO_SQL_SALVAGE_GROUP_GET] = SALVAGE_GET ("session_group"),
  [FECHO_SQL_SALVAGE_GROUP_ADD] =
    "INSERT OR IGNORE INTO session_group VALUES (?1, ?2, ?3)",
  [FECHO_SQL_SALVAGE_SESSION_LAST] = SALVAGE_LAST ("session"),
  [FECHO_SQL_SALVAGE_SESSION_GET] = SALVAGE_GET ("session"),
  [FECHO_SQL_SALVAGE_SESSION_ADD] =
    "INSERT OR IGNORE INTO session VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
  [FECHO_SQL_SALVAGE_RULE_LAST] = SALVAGE_LAST ("alert_rule"),
  [FECHO_SQL_SALVAGE_RULE_GET] = SALVAGE_GET ("alert_rule"),
  [FECHO_SQL_SALVAGE_RULE_ADD] =
    "INSERT OR IGNORE INTO alert_rule VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  [FECHO_SQL_SALVAGE_TEXT_LAST] = SALVAGE_LAST ("text"),
  [FECHO_SQL_SALVAGE_TEXT_GET] = SALVAGE_GET ("text"),
  [FECHO_SQL_SALVAGE_TEXT_ADD] =
    "INSERT OR IGNORE INTO text VALUES (?1, ?2)",
  [FECHO_SQL_SALVAGE_EVENT_LAST] = SALVAGE_LAST ("close_event"),
  [FECHO_SQL_SALVAGE_EVENT_GET] = SALVAGE_GET ("close_event"),
  [FECHO_SQL_SALVAGE_EVENT_ADD] =
    /* Of a session that there cannot be: refused, as what the table itself refuses. */
    "INSERT INTO close_event VALUES (?1, ?2, ?3,"
    " CASE WHEN ?4 BETWEEN 1 AND " G_STRINGIFY (FECHO_SESSION_ID_MAX) " THEN ?4 END, ?5,"
    " ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)"
    " ON CONFLICT (id) DO NOTHING",
  [FECHO_SQL_SALVAGE_DETAIL_LAST] = SALVAGE_LAST ("event_detail"),
  [FECHO_SQL_SALVAGE_DETAIL_GET] = SALVAGE_GET ("event_detail"),
  [FECHO_SQL_SALVAGE_DETAIL_ADD] =
    "INSERT OR IGNORE INTO event_detail VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
    " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27,"
    " ?28, ?29)",
  [FECHO_SQL_SALVAGE_ORIGIN_LAST] = SALVAGE_LAST ("event_origin"),
  [FECHO_SQL_SALVAGE_ORIGIN_GET] = SALVAGE_GET ("event_origin"),
  [FECHO_SQL_SALVAGE_ORIGIN_ADD] =
    "INSERT OR IGNORE INTO event_origin VALUES (?1, ?2, ?3, ?4)",
  [FECHO_SQL_SALVAGE_STATE_LAST] = SALVAGE_LAST ("state_change"),
  [FECHO_SQL_SALVAGE_STATE_GET] = SALVAGE_GET ("state_change"),
  [FECHO_SQL_SALVAGE_STATE_ADD] =
    "INSERT OR IGNORE INTO state_change VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  /* What died in a damaged file has no process any more that could hold its lock. */
  [FECHO_SQL_SALVAGE_MISSING_RUNS] =
    "UPDATE run SET ended_at = last_seen_at, died = 1 WHERE ended_at IS NULL;"
    "INSERT INTO run (id, uuid, started_at, last_seen_at, ended_at, died, version,"
    " sqlite_version) SELECT run, " NEW_UUID ", min (closed_at), max (closed_at),"
    " max (closed_at), 1, '', '' FROM close_event"
    " WHERE run NOT IN (SELECT id FROM run) GROUP BY run;",
  [FECHO_SQL_SALVAGE_MISSING_SESSIONS] =
    "UPDATE session SET group_id = NULL"
    " WHERE group_id NOT IN (SELECT id FROM session_group);"
    "DELETE FROM alert_rule WHERE session NOT IN (SELECT id FROM session);"
    "DELETE FROM state_change WHERE session NOT IN (SELECT id FROM session)"
    " OR run NOT IN (SELECT id FROM run);"
    "DELETE FROM event_detail WHERE event NOT IN (SELECT id FROM close_event);"
    "DELETE FROM event_origin WHERE event NOT IN (SELECT id FROM close_event);"
    "INSERT INTO session (id, uuid, name, url, position, options, created_at, removed_at)"
    " SELECT session, " NEW_UUID ", '?', '', 0, '{}', min (closed_at), max (closed_at)"
    " FROM close_event WHERE session NOT IN (SELECT id FROM session)"
    " GROUP BY session;",
  [FECHO_SQL_SALVAGE_5MIN] = SALVAGE_ROLLUP ("rollup_5min", "300000000"),
  [FECHO_SQL_SALVAGE_HOUR] = SALVAGE_ROLLUP ("rollup_hour", "3600000000"),
  [FECHO_SQL_SALVAGE_ENDED_RUNS] = "SELECT id, ended_at FROM run WHERE ended_at IS NOT NULL",
};

/* *INDENT-ON* */

const char *const *
fecho_sql_get_migrations (void)
{
  static const char *const migrations[] = { migration_1, migration_2, NULL };

  return migrations;
}

const char *
fecho_sql_get (FechoSql sql)
{
  g_return_val_if_fail (sql < FECHO_N_SQL, NULL);

  return texts[sql];
}
