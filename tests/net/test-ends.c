/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-net-fixture.h"

#include <libsoup/soup.h>

#define REASON_41 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define REASON_123 REASON_41 REASON_41 REASON_41
#define UNKNOWN FECHO_UNKNOWN

/* One end of an open connection: what the peer did, what we did, and the event that follows. */
typedef struct
{
  const char *name;
  const char *script;           /* after the upgrade */
  guint16 our_close;            /* 0: none */

  guint16 code;
  const char *reason;
  gboolean was_clean;
  FechoClosedBy closed_by;
  int received_code;
  int sent_code;
  FechoFirstClose first_close;
  FechoCause cause;
  guint peer_got;               /* the number in our Close frame, 0: none */
  gboolean is_blocked;          /* with more to send than the peer takes */
} Row;

#define BY_SERVER(code, reason, cause) \
  code, reason, TRUE, FECHO_CLOSED_BY_SERVER, UNKNOWN, UNKNOWN, FECHO_FIRST_CLOSE_PEER, cause, code
#define REFUSED_BY_LIBSOUP(code, reason, cause) \
  code, reason, TRUE, FECHO_CLOSED_BY_SERVER, UNKNOWN, 1002, FECHO_FIRST_CLOSE_PEER, cause, 1002
#define ILLEGAL(received) \
  1006, "", FALSE, FECHO_CLOSED_BY_FECHO, received, 1002, FECHO_FIRST_CLOSE_PEER, \
  FECHO_CAUSE_PROTOCOL_ERROR_THEIRS, 1002
#define VIOLATION(sent) \
  1006, "", FALSE, FECHO_CLOSED_BY_FECHO, UNKNOWN, sent, FECHO_FIRST_CLOSE_US, \
  FECHO_CAUSE_PROTOCOL_ERROR_THEIRS, sent
#define WITHOUT_WORD(cause) \
  1006, "", FALSE, FECHO_CLOSED_BY_NOBODY, UNKNOWN, UNKNOWN, FECHO_FIRST_CLOSE_NONE, cause, 0
#define ANSWERED(code, reason, sent) \
  code, reason, TRUE, FECHO_CLOSED_BY_USER, UNKNOWN, sent, FECHO_FIRST_CLOSE_US, \
  FECHO_CAUSE_USER_CLOSED, 4001
#define ANSWERED_ILLEGALLY(received) \
  1006, "", FALSE, FECHO_CLOSED_BY_FECHO, received, 4001, FECHO_FIRST_CLOSE_US, \
  FECHO_CAUSE_PROTOCOL_ERROR_THEIRS, 4001
#define UNANSWERED(cause) \
  1006, "", FALSE, FECHO_CLOSED_BY_USER, UNKNOWN, 4001, FECHO_FIRST_CLOSE_US, cause, 4001

#define TOO_LONG "peer/reason-of-124-bytes", "close 1001 " REASON_123 "b; await-close", 0
#define TOO_LONG_ANSWER \
  "us/answered-with-124-bytes", "await-close; close 4001 " REASON_123 "b", 4001
#define TOO_LONG_PONG \
  "odd/pong-of-126-bytes", "hex 8a 7e 00 7e; payload 126; close 1001; await-close", 0

/* Control frames of more than 125 bytes (RFC 6455, 5.5). libsoup 3.8 looks at their length first:
 * what number is in a Close nobody knows then. Older ones take such a pong, and nothing follows. */
static const Row too_long_until_3_6[] = {
  { TOO_LONG, ILLEGAL (1001) },
  { TOO_LONG_ANSWER, ANSWERED_ILLEGALLY (4001) },
  { TOO_LONG_PONG, BY_SERVER (1001, "", FECHO_CAUSE_NORMAL) },
};
static const Row too_long_since_3_8[] = {
  { TOO_LONG, VIOLATION (1002) },
  { TOO_LONG_ANSWER, ANSWERED_ILLEGALLY (UNKNOWN) },
  { TOO_LONG_PONG, VIOLATION (1002) },
};

static const Row rows[] = {
  /* The peer's Close frame comes first. */
  { "peer/1000", "close 1000 done; await-close", 0, BY_SERVER (1000, "done", FECHO_CAUSE_NORMAL) },
  { "peer/1001", "close 1001; await-close", 0, BY_SERVER (1001, "", FECHO_CAUSE_NORMAL) },
  { "peer/1002", "close 1002; await-close", 0,
    BY_SERVER (1002, "", FECHO_CAUSE_PROTOCOL_ERROR_OURS) },
  { "peer/1003", "close 1003; await-close", 0,
    BY_SERVER (1003, "", FECHO_CAUSE_PROTOCOL_ERROR_OURS) },
  { "peer/1007", "close 1007; await-close", 0,
    BY_SERVER (1007, "", FECHO_CAUSE_PROTOCOL_ERROR_OURS) },
  { "peer/1008", "close 1008 banned; await-close", 0,
    BY_SERVER (1008, "banned", FECHO_CAUSE_SERVER_POLICY) },
  { "peer/1009", "close 1009; await-close", 0, BY_SERVER (1009, "", FECHO_CAUSE_MESSAGE_TOO_BIG) },
  { "peer/1010", "close 1010; await-close", 0,
    BY_SERVER (1010, "", FECHO_CAUSE_PROTOCOL_ERROR_OURS) },
  { "peer/1011", "close 1011 oops; await-close", 0,
    BY_SERVER (1011, "oops", FECHO_CAUSE_SERVER_FAULT) },
  { "peer/3000", "close 3000; await-close", 0, BY_SERVER (3000, "", FECHO_CAUSE_AUTH) },
  { "peer/3003", "close 3003; await-close", 0, BY_SERVER (3003, "", FECHO_CAUSE_AUTH) },
  { "peer/3008", "close 3008; await-close", 0, BY_SERVER (3008, "", FECHO_CAUSE_APPLICATION_CODE) },
  { "peer/3999", "close 3999; await-close", 0, BY_SERVER (3999, "", FECHO_CAUSE_APPLICATION_CODE) },
  { "peer/4000", "close 4000; await-close", 0, BY_SERVER (4000, "", FECHO_CAUSE_APPLICATION_CODE) },
  { "peer/4999", "close 4999 “é”; await-close", 0,
    BY_SERVER (4999, "“é”", FECHO_CAUSE_APPLICATION_CODE) },
  { "peer/reason-of-123-bytes", "close 1001 " REASON_123 "; await-close", 0,
    BY_SERVER (1001, REASON_123, FECHO_CAUSE_NORMAL) },
  { "peer/1012", "close 1012 restart; await-close", 0,
    REFUSED_BY_LIBSOUP (1012, "restart", FECHO_CAUSE_SERVER_RESTART_OR_OVERLOAD) },
  { "peer/1013", "close 1013; await-close", 0,
    REFUSED_BY_LIBSOUP (1013, "", FECHO_CAUSE_SERVER_RESTART_OR_OVERLOAD) },
  { "peer/1014", "close 1014 bad gateway; await-close", 0,
    REFUSED_BY_LIBSOUP (1014, "bad gateway", FECHO_CAUSE_SERVER_FAULT) },
  { "peer/empty", "hex 88 00; await-close", 0,
    1005, "", TRUE, FECHO_CLOSED_BY_SERVER, UNKNOWN, 1000, FECHO_FIRST_CLOSE_PEER,
    FECHO_CAUSE_UNKNOWN, 1000 },
  { "peer/one-byte", "hex 88 01 03; await-close", 0, VIOLATION (1002) },
  { "peer/number-0", "close 0; await-close", 0, VIOLATION (1002) },
  { "peer/number-1", "close 1 one; await-close", 0, ILLEGAL (1) },
  { "peer/number-10", "close 10; await-close", 0, ILLEGAL (10) },
  { "peer/number-999", "close 999; await-close", 0, ILLEGAL (999) },
  { "peer/number-1004", "close 1004; await-close", 0, ILLEGAL (1004) },
  { "peer/number-1005", "close 1005; await-close", 0, ILLEGAL (1005) },
  { "peer/number-1006", "close 1006 x; await-close", 0, ILLEGAL (1006) },
  { "peer/number-1015", "close 1015; await-close", 0, ILLEGAL (1015) },
  { "peer/number-1016", "close 1016; await-close", 0, ILLEGAL (1016) },
  { "peer/number-1999", "close 1999; await-close", 0, ILLEGAL (1999) },
  { "peer/number-2000", "close 2000; await-close", 0, ILLEGAL (2000) },
  { "peer/number-2999", "close 2999; await-close", 0, ILLEGAL (2999) },
  { "peer/number-5000", "close 5000; await-close", 0, ILLEGAL (5000) },
  { "peer/number-32768", "close 32768; await-close", 0, ILLEGAL (32768) },
  { "peer/number-65535", "close 65535; await-close", 0, ILLEGAL (65535) },
  { "peer/reason-not-utf8", "hex 88 04 03 e8 ff fe; await-close", 0, ILLEGAL (1000) },
  { "peer/1012-with-124-bytes", "close 1012 " REASON_123 "b; await-close", 0, VIOLATION (1002) },
  { "peer/two-frames", "close 1001 first; close 1011 second; await-close", 0,
    BY_SERVER (1001, "first", FECHO_CAUSE_NORMAL) },
  { "peer/message-after-frame", "close 1001 bye; text late; await-close", 0,
    BY_SERVER (1001, "bye", FECHO_CAUSE_NORMAL) },
  { "peer/violation-after-frame", "close 1001 bye; hex 83 00; await-close", 0,
    BY_SERVER (1001, "bye", FECHO_CAUSE_NORMAL) },
  { "peer/endless-after-frame", "close 1001 bye; repeat 0 hex 89 00", 0,
    1001, "bye", TRUE, FECHO_CLOSED_BY_SERVER, UNKNOWN, UNKNOWN, FECHO_FIRST_CLOSE_PEER,
    FECHO_CAUSE_NORMAL, 0 },
  { "peer/reset-after-echo", "close 1001 bye; await-close; reset", 0,
    BY_SERVER (1001, "bye", FECHO_CAUSE_NORMAL) },
  { "peer/fin-after-frame", "close 1001 bye; fin; await-close", 0,
    BY_SERVER (1001, "bye", FECHO_CAUSE_NORMAL) },
  { "peer/reset-after-frame", "close 1011 bye; reset", 0,
    1011, "bye", TRUE, FECHO_CLOSED_BY_SERVER, UNKNOWN, UNKNOWN, FECHO_FIRST_CLOSE_PEER,
    FECHO_CAUSE_SERVER_FAULT, 0 },

  /* No Close frame. */
  { "none/fin", "fin; await-eof", 0, WITHOUT_WORD (FECHO_CAUSE_EOF_WITHOUT_CLOSE) },
  { "none/fin-in-frame", "hex 81 05 61; fin; await-eof", 0,
    WITHOUT_WORD (FECHO_CAUSE_EOF_WITHOUT_CLOSE) },
  { "none/reset", "await opened; reset", 0, WITHOUT_WORD (FECHO_CAUSE_RESET_BY_PEER) },
  { "none/reset-in-frame", "hex 81 05 61; await opened; reset", 0,
    WITHOUT_WORD (FECHO_CAUSE_RESET_BY_PEER) },
  { "none/fin-in-header", "hex 81; fin; await-eof", 0,
    WITHOUT_WORD (FECHO_CAUSE_EOF_WITHOUT_CLOSE) },
  { "none/fin-in-close-frame", "hex 88 04 03 e9; fin; await-eof", 0,
    WITHOUT_WORD (FECHO_CAUSE_EOF_WITHOUT_CLOSE) },
  { "none/fin-in-message", "hex 01 01 61; fin; await-eof", 0,
    WITHOUT_WORD (FECHO_CAUSE_EOF_WITHOUT_CLOSE) },
  { "none/reset-while-blocked", "await opened; reset", 0,
    WITHOUT_WORD (FECHO_CAUSE_RESET_BY_PEER), .is_blocked = TRUE },

  /* We close. */
  { "us/echo", "serve", 4001, ANSWERED (4001, "done", UNKNOWN) },
  { "us/other-code", "await-close; close 4002 other", 4001, ANSWERED (4002, "other", 4001) },
  { "us/answered-1012", "await-close; close 1012 restart", 4001, ANSWERED (1012, "restart", 4001) },
  { "us/answered-empty", "await-close; hex 88 00", 4001, ANSWERED (1005, "", 4001) },
  { "us/answered-999", "await-close; close 999", 4001, ANSWERED_ILLEGALLY (999) },
  { "us/answered-5000", "await-close; close 5000", 4001, ANSWERED_ILLEGALLY (5000) },
  { "us/answered-10", "await-close; close 10", 4001, ANSWERED_ILLEGALLY (10) },
  { "us/answered-1004", "await-close; close 1004", 4001, ANSWERED_ILLEGALLY (1004) },
  { "us/answered-1016", "await-close; close 1016", 4001, ANSWERED_ILLEGALLY (1016) },
  { "us/answered-2999", "await-close; close 2999", 4001, ANSWERED_ILLEGALLY (2999) },
  { "us/answered-65535", "await-close; close 65535", 4001, ANSWERED_ILLEGALLY (65535) },
  { "us/answered-1013", "await-close; close 1013", 4001, ANSWERED (1013, "", 4001) },
  { "us/answered-1014", "await-close; close 1014", 4001, ANSWERED (1014, "", 4001) },
  { "us/answered-twice", "await-close; close 4002 other; close 4003", 4001,
    ANSWERED (4002, "other", 4001) },
  { "us/answered-and-reset", "await-close; echo-close; reset", 4001,
    ANSWERED (4001, "done", UNKNOWN) },
  { "us/answered-1005", "await-close; close 1005", 4001, ANSWERED_ILLEGALLY (1005) },
  { "us/answered-1006", "await-close; close 1006", 4001, ANSWERED_ILLEGALLY (1006) },
  { "us/answered-1015", "await-close; close 1015", 4001, ANSWERED_ILLEGALLY (1015) },
  { "us/fin", "await-close; fin; await-eof", 4001, UNANSWERED (FECHO_CAUSE_USER_CLOSED) },
  { "us/reset", "await-close; reset", 4001, UNANSWERED (FECHO_CAUSE_USER_CLOSED) },
  { "us/messages-until-answer", "await-close; text late; echo-close", 4001,
    ANSWERED (4001, "done", UNKNOWN) },

  /* The peer breaks the protocol. */
  { "violation/data-opcode-3", "hex 83 00; await-close", 0, VIOLATION (1002) },
  { "violation/data-opcode-4", "hex 84 00; await-close", 0, VIOLATION (1002) },
  { "violation/data-opcode-5", "hex 85 00; await-close", 0, VIOLATION (1002) },
  { "violation/data-opcode-6", "hex 86 00; await-close", 0, VIOLATION (1002) },
  { "violation/data-opcode-7", "hex 87 00; await-close", 0, VIOLATION (1002) },
  { "violation/control-opcode-11", "hex 8b 00; await-close", 0, VIOLATION (1002) },
  { "violation/control-opcode-12", "hex 8c 00; await-close", 0, VIOLATION (1002) },
  { "violation/control-opcode-13", "hex 8d 00; await-close", 0, VIOLATION (1002) },
  { "violation/control-opcode-14", "hex 8e 00; await-close", 0, VIOLATION (1002) },
  { "violation/control-opcode-15", "hex 8f 00; await-close", 0, VIOLATION (1002) },
  { "violation/fragmented-ping", "hex 09 00; await-close", 0, VIOLATION (1002) },
  { "violation/fragmented-pong", "hex 0a 00; await-close", 0, VIOLATION (1002) },
  { "violation/fragmented-close", "hex 08 02 03 e8; await-close", 0, VIOLATION (1002) },
  { "violation/ping-of-126-bytes", "hex 89 7e 00 7e; payload 126; await-close", 0,
    VIOLATION (1002) },
  { "violation/continuation-first", "hex 80 01 61; await-close", 0, VIOLATION (1002) },
  { "violation/message-in-message", "hex 01 01 61 81 01 62; await-close", 0, VIOLATION (1002) },
  { "violation/masked", "hex 81 81 00 00 00 00 61; await-close", 0, VIOLATION (1002) },
  { "violation/masked-close", "hex 88 82 00 00 00 00 03 e8; await-close", 0, VIOLATION (1002) },
  { "violation/rsv1", "hex c1 01 61; await-close", 0, VIOLATION (1002) },
  { "violation/rsv2", "hex a1 01 61; await-close", 0, VIOLATION (1002) },
  { "violation/rsv3", "hex 91 01 61; await-close", 0, VIOLATION (1002) },
  { "violation/rsv1-on-close", "hex c8 02 03 e8; await-close", 0, VIOLATION (1002) },
  { "violation/length-not-minimal", "hex 81 7e 00 01 61; await-close", 0, VIOLATION (1002) },
  { "violation/long-length-not-minimal", "hex 81 7f 00 00 00 00 00 00 00 01 61; await-close", 0,
    VIOLATION (1002) },
  { "violation/garbage", "repeat 100 hex de ad be ef; await-close", 0, VIOLATION (1002) },
  { "violation/text-not-utf8", "hex 81 02 ff fe; await-close", 0, VIOLATION (1007) },
  { "violation/surrogate", "hex 81 03 ed a0 80; await-close", 0, VIOLATION (1007) },
  { "violation/text-ends-in-character", "hex 81 02 61 c3; await-close", 0, VIOLATION (1007) },
  { "violation/text-not-utf8-and-echo", "hex 81 02 ff fe; serve", 0, VIOLATION (1007) },
  { "violation/echoed", "hex 83 00; serve", 0, VIOLATION (1002) },
  { "violation/masked-and-reset", "hex 81 81 00 00 00 00 61; await-close; reset", 0,
    VIOLATION (1002) },
  { "violation/too-big", "big 1048577; await-close", 0,
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, UNKNOWN, 1009, FECHO_FIRST_CLOSE_US,
    FECHO_CAUSE_MESSAGE_TOO_BIG, 1009 },
  { "violation/far-too-big", "hex 81 7f 7f ff ff ff ff ff ff ff; await-close", 0,
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, UNKNOWN, 1009, FECHO_FIRST_CLOSE_US,
    FECHO_CAUSE_MESSAGE_TOO_BIG, 1009 },
  { "violation/length-with-sign", "hex 81 7f ff ff ff ff ff ff ff ff; await-close", 0,
    1006, "", FALSE, FECHO_CLOSED_BY_FECHO, UNKNOWN, 1009, FECHO_FIRST_CLOSE_US,
    FECHO_CAUSE_MESSAGE_TOO_BIG, 1009 },

  /* Legal, however odd. */
  { "odd/unasked-pong", "hex 8a 02 68 69; close 1001; await-close", 0,
    BY_SERVER (1001, "", FECHO_CAUSE_NORMAL) },
  { "odd/ping-in-message", "hex 01 01 61 89 00 80 01 62; close 1001; await-close", 0,
    BY_SERVER (1001, "", FECHO_CAUSE_NORMAL) },
  { "odd/close-in-message", "hex 01 01 61; close 1001 enough; await-close", 0,
    BY_SERVER (1001, "enough", FECHO_CAUSE_NORMAL) },
  { "odd/character-over-two-fragments", "hex 01 01 c3 80 01 a9; close 1001; await-close", 0,
    BY_SERVER (1001, "", FECHO_CAUSE_NORMAL) },
  { "odd/empty-messages", "hex 81 00 82 00 01 00 80 00; close 1001; await-close", 0,
    BY_SERVER (1001, "", FECHO_CAUSE_NORMAL) },
  { "odd/dripped-close", "drip; text slow; close 1011 drop by drop; await-close", 0,
    BY_SERVER (1011, "drop by drop", FECHO_CAUSE_SERVER_FAULT) },
  { "odd/dripped-violation", "drip; hex 81 7f 00 00 00 00 00 00 00 01 61; await-close", 0,
    VIOLATION (1002) },
};

/* Ends that take libsoup's five seconds: all at once. */
static const Row slow_rows[] = {
  { "peer-keeps-tcp-open", "close 1001 bye; await-close; hold", 0,
    BY_SERVER (1001, "bye", FECHO_CAUSE_NORMAL) },
  { "us-echo-keeps-tcp-open", "serve; hold", 4001, ANSWERED (4001, "done", UNKNOWN) },
  { "us-empty-keeps-tcp-open", "await-close; hex 88 00; hold", 4001, ANSWERED (1005, "", 4001) },
  { "us-no-answer", "await-close; hold", 4001, UNANSWERED (FECHO_CAUSE_CLOSE_TIMEOUT) },
  { "us-answer-too-late", "await-close; await ended; echo-close", 4001,
    UNANSWERED (FECHO_CAUSE_CLOSE_TIMEOUT) },
  { "us-only-messages", "await-close; text a; text b; hold", 4001,
    UNANSWERED (FECHO_CAUSE_CLOSE_TIMEOUT) },
  { "violation-no-answer", "hex 83 00; await-close; hold", 0, VIOLATION (1002) },
  /* Our echo is stuck behind what the peer does not read: libsoup does not say so. */
  { "peer-does-not-read", "await opened; close 1001 bye; hold", 0,
    1001, "bye", TRUE, FECHO_CLOSED_BY_SERVER, UNKNOWN, UNKNOWN, FECHO_FIRST_CLOSE_PEER,
    FECHO_CAUSE_NORMAL, 0, .is_blocked = TRUE },
  { "us-and-peer-does-not-read", "hold", 4001,
    1006, "", FALSE, FECHO_CLOSED_BY_USER, UNKNOWN, 4001, FECHO_FIRST_CLOSE_US,
    FECHO_CAUSE_CLOSE_TIMEOUT, 0, .is_blocked = TRUE },
};

static FechoRudeServer *
serve_row (const Row *row)
{
  g_autofree char *script = g_strconcat ("upgrade;", row->script, NULL);

  return fecho_rude_server_new (script);
}

/* More than the buffers of both sides hold. */
static void
block_output (NetFixture *fixture)
{
  enum { N_TEXTS = 32, TEXT_BYTES = 1024 * 1024 };
  g_autofree char *text = g_strnfill (TEXT_BYTES, 'x');

  fecho_connection_set_watch_messages (fixture->connection, FALSE);
  for (guint i = 0; i < N_TEXTS; i++)
    fecho_connection_send_text (fixture->connection, text);
}

static void
open_row (const Row       *row,
          FechoRudeServer *server,
          NetFixture      *fixture)
{
  net_fixture_wait_open (fixture);
  if (row->is_blocked)
    block_output (fixture);
  fecho_rude_server_signal (server, "opened");
  if (row->our_close != 0)
    net_fixture_close (fixture, row->our_close, "done");
}

static void
check_row (const Row       *row,
           FechoRudeServer *server,
           NetFixture      *fixture)
{
  const FechoCloseRecord *record = net_fixture_wait_end (fixture);

  g_test_message ("%s: %u %s", row->name, record->code, record->cause_evidence);
  g_assert_cmpuint (record->code, ==, row->code);
  g_assert_cmpstr (record->reason, ==, row->reason);
  g_assert_cmpint (record->was_clean, ==, row->was_clean);
  g_assert_cmpint (record->closed_by, ==, row->closed_by);
  g_assert_cmpint (record->received_code, ==, row->received_code);
  g_assert_cmpint (record->sent_code, ==, row->sent_code);
  g_assert_cmpint (record->first_close, ==, row->first_close);
  g_assert_cmpstr (fecho_cause_to_string (record->cause), ==, fecho_cause_to_string (row->cause));
  g_assert_false (record->failed_attempt);
  g_assert_cmpint (record->life_us, >=, 0);
  fecho_rude_server_signal (server, "ended");
  if (row->peer_got != 0)
    fecho_test_wait (fecho_rude_server_get_close_code (server) != 0);
  g_assert_cmpuint (fecho_rude_server_get_close_code (server), ==, row->peer_got);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(FechoRudeServer) server = serve_row (row);
  g_autoptr(NetFixture) fixture = net_fixture_new_for (server);

  net_fixture_connect (fixture);
  open_row (row, server, fixture);
  check_row (row, server, fixture);
}

static void
test_slow_rows (void)
{
  FechoRudeServer *servers[G_N_ELEMENTS (slow_rows)];
  NetFixture *fixtures[G_N_ELEMENTS (slow_rows)];

  for (gsize i = 0; i < G_N_ELEMENTS (slow_rows); i++)
    {
      servers[i] = serve_row (&slow_rows[i]);
      fixtures[i] = net_fixture_new_for (servers[i]);
      net_fixture_connect (fixtures[i]);
      open_row (&slow_rows[i], servers[i], fixtures[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (slow_rows); i++)
    check_row (&slow_rows[i], servers[i], fixtures[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (slow_rows); i++)
    {
      net_fixture_free (fixtures[i]);
      fecho_rude_server_free (servers[i]);
    }
}
/* Both close at once. Whoever is seen first, the record agrees with itself and with the peer. */
static void
test_crossed (void)
{
  guint n_ours_first = 0;

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr(FechoRudeServer) server = NULL;
      g_autoptr(NetFixture) fixture = NULL;
      const FechoCloseRecord *record;
      gboolean ours_first;

      server = fecho_rude_server_new ("upgrade; await opened; close 4002 other; await-close");
      fixture = net_fixture_new_for (server);
      net_fixture_connect (fixture);
      net_fixture_wait_open (fixture);
      if (i % 2 == 0)
        net_fixture_close (fixture, 4001, "done");
      fecho_rude_server_signal (server, "opened");
      if (i % 2 == 1)
        net_fixture_close (fixture, 4001, "done");
      record = net_fixture_wait_end (fixture);
      ours_first = record->first_close == FECHO_FIRST_CLOSE_US;
      n_ours_first += ours_first;

      g_assert_cmpuint (record->code, ==, 4002);
      g_assert_cmpstr (record->reason, ==, "other");
      g_assert_true (record->was_clean);
      g_assert_cmpint (record->closed_by, ==,
                       ours_first ? FECHO_CLOSED_BY_USER : FECHO_CLOSED_BY_SERVER);
      g_assert_cmpint (record->sent_code, ==, ours_first ? 4001 : UNKNOWN);
      fecho_test_wait (fecho_rude_server_get_close_code (server) != 0);
      g_assert_cmpuint (fecho_rude_server_get_close_code (server), ==, ours_first ? 4001 : 4002);
    }
  g_test_message ("ours came first %u times of 40", n_ours_first);
}

/* The peer's Close, with what we had to send still before ours: its reset may overtake it. */
static void
test_reset_after_frame_while_blocked (void)
{
  g_autoptr(FechoRudeServer) server = NULL;
  g_autoptr(NetFixture) fixture = NULL;
  const FechoCloseRecord *record;

  server = fecho_rude_server_new ("upgrade; await opened; close 1011 bye; reset");
  fixture = net_fixture_new_for (server);
  net_fixture_connect (fixture);
  net_fixture_wait_open (fixture);
  block_output (fixture);
  fecho_rude_server_signal (server, "opened");
  record = net_fixture_wait_end (fixture);

  g_assert_cmpstr (record->error_domain, ==, "g-io-error-quark");
  if (record->was_clean)
    {
      g_assert_cmpuint (record->code, ==, 1011);
      g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_SERVER);
    }
  else
    {
      g_assert_cmpuint (record->code, ==, 1006);
      g_assert_cmpint (record->closed_by, ==, FECHO_CLOSED_BY_NOBODY);
      g_assert_cmpint (record->cause, ==, FECHO_CAUSE_RESET_BY_PEER);
    }
}

/* In one segment with the answer to the handshake. */
static void
test_close_glued_to_answer (void)
{
  g_autoptr(NetFixture) fixture = NULL;
  const FechoCloseRecord *record;

  fixture = net_fixture_run ("gather; upgrade; text first; close 1012 restart; release;"
                             "await-close");
  record = fecho_close_event_get_record (fixture->event);

  g_assert_cmpuint (record->code, ==, 1012);
  g_assert_cmpstr (record->reason, ==, "restart");
  g_assert_true (record->was_clean);
  g_assert_cmpuint (fixture->n_opened, ==, 1);
  g_assert_cmpint (record->messages_in, ==, 1);
}

static void
test_handshake_dripped (void)
{
  g_autoptr(NetFixture) fixture = net_fixture_run ("drip; upgrade; close 1001 slow; await-close");
  const FechoCloseRecord *record = fecho_close_event_get_record (fixture->event);

  g_assert_cmpuint (record->code, ==, 1001);
  g_assert_cmpstr (record->reason, ==, "slow");
}

static void
add_rows (const Row *table,
          gsize      n_rows)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *path = g_strconcat ("/net/ends/", table[i].name, NULL);

      g_test_add_data_func (path, &table[i], test_row);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_rows (rows, G_N_ELEMENTS (rows));
  if (soup_check_version (3, 7, 0))
    add_rows (too_long_since_3_8, G_N_ELEMENTS (too_long_since_3_8));
  else
    add_rows (too_long_until_3_6, G_N_ELEMENTS (too_long_until_3_6));
  g_test_add_func ("/net/ends/slow", test_slow_rows);
  g_test_add_func ("/net/ends/crossed", test_crossed);
  g_test_add_func ("/net/ends/reset-after-frame-while-blocked",
                   test_reset_after_frame_while_blocked);
  g_test_add_func ("/net/ends/close-glued-to-answer", test_close_glued_to_answer);
  g_test_add_func ("/net/ends/handshake-dripped", test_handshake_dripped);

  return g_test_run ();
}
