/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-origin-private.h"

#define SECOND_US ((gint64)G_USEC_PER_SEC)
#define MS_US     (SECOND_US / 1000)
#define DAY_US    (24 * 60 * 60 * SECOND_US)

/* How long what this computer did explains an end. A dead connection is noticed by the pong limit
 * (20 + 10 s by default), or when the first packet after a sleep is not answered. */
#define OFFLINE_SHADOW_US (35 * SECOND_US)
#define NETWORK_SHADOW_US (35 * SECOND_US)
#define SUSPEND_SHADOW_US (120 * SECOND_US)
#define CLOCK_SHADOW_US   FECHO_ORIGIN_CHANGES_US
/* GNetworkMonitor may tell of a change a little after the sockets noticed it. */
#define LATE_NEWS_US      (10 * SECOND_US)

/* An attempt so soon after an end says something about it. */
#define ATTEMPT_US FECHO_ORIGIN_SETTLE_US

/* "All" and "none" of a crowd allow for one in ten. */
#define TOLERANCE 10

/* Sessions of a group around an end, and of all that are not in it. */
typedef struct
{
  guint n_dropped;
  guint n_stayed;
  guint n_others_dropped;
  guint n_others_stayed;
} Toll;

static void
say (FechoOriginSaid     *ret_said,
     FechoOriginEvidence  evidence,
     gint64               a,
     gint64               b,
     gint64               c)
{
  *ret_said = (FechoOriginSaid){ evidence, { a, b, c } };
}

/* -- what this computer did */

static gboolean
closed_here (const FechoOriginJudge *judge,
             const FechoOriginEnd   *end,
             FechoOriginSaid        *ret_said)
{
  if (!fecho_origin_end_is_own (end) || end->cause == FECHO_CAUSE_MONITOR_INTERRUPTED)
    return FALSE;

  say (ret_said, FECHO_EVIDENCE_CLOSED_HERE, 0, 0, 0);

  return TRUE;
}

static gboolean
was_interrupted (const FechoOriginJudge *judge,
                 const FechoOriginEnd   *end,
                 FechoOriginSaid        *ret_said)
{
  if (end->cause != FECHO_CAUSE_MONITOR_INTERRUPTED)
    return FALSE;

  say (ret_said, FECHO_EVIDENCE_INTERRUPTED, 0, 0, 0);

  return TRUE;
}

static gboolean
lacked_descriptors (const FechoOriginJudge *judge,
                    const FechoOriginEnd   *end,
                    FechoOriginSaid        *ret_said)
{
  if (end->cause != FECHO_CAUSE_NO_DESCRIPTORS)
    return FALSE;

  say (ret_said, FECHO_EVIDENCE_NO_DESCRIPTORS, 0, 0, 0);

  return TRUE;
}

static gboolean
slept (const FechoOriginJudge *judge,
       const FechoOriginEnd   *end,
       FechoOriginSaid        *ret_said)
{
  for (guint i = 0; i < judge->changes->len; i++)
    {
      const FechoComputerChange *change = &g_array_index (judge->changes, FechoComputerChange, i);

      if (change->kind != FECHO_COMPUTER_SUSPENDED || change->at_us > end->closed_at_us ||
          change->until_us < fecho_origin_end_get_begin_us (end) ||
          (change->until_us != G_MAXINT64 &&
           end->closed_at_us > change->until_us + SUSPEND_SHADOW_US))
        continue;

      if (end->closed_at_us > change->until_us)
        say (ret_said, FECHO_EVIDENCE_WOKE, (end->closed_at_us - change->until_us) / MS_US, 0, 0);
      else
        say (ret_said, FECHO_EVIDENCE_ASLEEP, 0, 0, 0);
      return TRUE;
    }

  if (end->cause != FECHO_CAUSE_SUSPEND_RESUME)
    return FALSE;

  say (ret_said, FECHO_EVIDENCE_SLEPT, 0, 0, 0);

  return TRUE;
}

/* What the peer said before the network went cannot come from its going. */
static gboolean
covers_end (const FechoComputerChange *change,
            const FechoOriginEnd      *end,
            gint64                     until_us,
            gint64                     shadow_us)
{
  gint64 latest_us = end->closed_at_us + (end->peer_frame ? 0 : LATE_NEWS_US);

  if (change->at_us > latest_us)
    return FALSE;
  if (!end->failed && change->at_us < fecho_origin_end_get_begin_us (end))
    return FALSE;

  return until_us == G_MAXINT64 || end->closed_at_us <= until_us + shadow_us;
}

static gboolean
was_offline (const FechoOriginJudge *judge,
             const FechoOriginEnd   *end,
             FechoOriginSaid        *ret_said)
{
  gboolean found = end->cause == FECHO_CAUSE_NETWORK_DOWN ||
                   (end->network == FECHO_NETWORK_OFFLINE && !end->peer_frame &&
                    end->http_status < 0);

  for (guint i = 0; !found && i < judge->changes->len; i++)
    {
      const FechoComputerChange *change = &g_array_index (judge->changes, FechoComputerChange, i);

      found = change->kind == FECHO_COMPUTER_OFFLINE &&
              covers_end (change, end, change->until_us, end->failed ? 0 : OFFLINE_SHADOW_US);
    }
  if (found)
    say (ret_said, FECHO_EVIDENCE_OFFLINE, 0, 0, 0);

  return found;
}

/* A frame of the peer that arrives has found its way: the change did not end the connection. */
static gboolean
changed_network (const FechoOriginJudge *judge,
                 const FechoOriginEnd   *end,
                 FechoOriginSaid        *ret_said)
{
  gboolean found = end->cause == FECHO_CAUSE_NETWORK_CHANGED;

  for (guint i = 0; !found && !end->peer_frame && !end->failed && i < judge->changes->len; i++)
    {
      const FechoComputerChange *change = &g_array_index (judge->changes, FechoComputerChange, i);

      found = change->kind == FECHO_COMPUTER_NETWORK &&
              covers_end (change, end, change->at_us, NETWORK_SHADOW_US);
    }
  if (found)
    say (ret_said, FECHO_EVIDENCE_NETWORK_CHANGED, 0, 0, 0);

  return found;
}

static gboolean
set_clock (const FechoOriginJudge *judge,
           const FechoOriginEnd   *end,
           FechoOriginSaid        *ret_said)
{
  if (end->cause != FECHO_CAUSE_TLS_EXPIRED)
    return FALSE;

  for (guint i = 0; i < judge->changes->len; i++)
    {
      const FechoComputerChange *change = &g_array_index (judge->changes, FechoComputerChange, i);
      gint64 age_us = end->closed_at_us - change->at_us;

      if (change->kind != FECHO_COMPUTER_CLOCK || age_us < 0 || age_us > CLOCK_SHADOW_US ||
          ABS (change->step_us) < DAY_US)
        continue;

      say (ret_said, FECHO_EVIDENCE_CLOCK, ABS (change->step_us) / DAY_US, 0, 0);
      return TRUE;
    }

  return FALSE;
}

/* -- what the end itself shows */

static gboolean
met_portal (const FechoOriginJudge *judge,
            const FechoOriginEnd   *end,
            FechoOriginSaid        *ret_said)
{
  if (end->network != FECHO_NETWORK_CAPTIVE || end->peer_frame)
    return FALSE;

  say (ret_said, FECHO_EVIDENCE_PORTAL, 0, 0, 0);

  return TRUE;
}

static gboolean
failed_at_proxy (const FechoOriginJudge *judge,
                 const FechoOriginEnd   *end,
                 FechoOriginSaid        *ret_said)
{
  if (end->cause != FECHO_CAUSE_PROXY_ERROR && end->http_status != 407)
    return FALSE;

  say (ret_said, end->http_status == 407 ? FECHO_EVIDENCE_PROXY_PASSWORD : FECHO_EVIDENCE_PROXY,
       0, 0, 0);

  return TRUE;
}

static gboolean
got_frame (const FechoOriginJudge *judge,
           const FechoOriginEnd   *end,
           FechoOriginSaid        *ret_said)
{
  if (!end->peer_frame)
    return FALSE;

  say (ret_said, FECHO_EVIDENCE_CLOSE_FRAME, 0, 0, 0);

  return TRUE;
}

static gboolean
broke_protocol (const FechoOriginJudge *judge,
                const FechoOriginEnd   *end,
                FechoOriginSaid        *ret_said)
{
  if (end->cause == FECHO_CAUSE_PROTOCOL_ERROR_THEIRS)
    say (ret_said, FECHO_EVIDENCE_PROTOCOL, 0, 0, 0);
  else if (end->cause == FECHO_CAUSE_PEER_OVER_BUDGET)
    say (ret_said, FECHO_EVIDENCE_BUDGET, 0, 0, 0);
  else if (end->cause == FECHO_CAUSE_BAD_HANDSHAKE)
    say (ret_said, FECHO_EVIDENCE_HANDSHAKE, 0, 0, 0);
  else if (end->cause == FECHO_CAUSE_SUBPROTOCOL_MISMATCH)
    say (ret_said, FECHO_EVIDENCE_SUBPROTOCOL, 0, 0, 0);
  else
    return FALSE;

  return TRUE;
}

static gboolean
showed_certificate (const FechoOriginJudge *judge,
                    const FechoOriginEnd   *end,
                    FechoOriginSaid        *ret_said)
{
  if (end->cause == FECHO_CAUSE_TLS_EXPIRED)
    say (ret_said, FECHO_EVIDENCE_EXPIRED, 0, 0, 0);
  else if (end->cause == FECHO_CAUSE_TLS_HOSTNAME)
    say (ret_said, FECHO_EVIDENCE_HOSTNAME, 0, 0, 0);
  else
    return FALSE;

  return TRUE;
}

static gboolean
answered_http (const FechoOriginJudge *judge,
               const FechoOriginEnd   *end,
               FechoOriginSaid        *ret_said)
{
  if (!end->failed || end->http_status < 200)
    return FALSE;

  say (ret_said, FECHO_EVIDENCE_HTTP, end->http_status, 0, 0);

  return TRUE;
}

static gboolean
refused_attempt (const FechoOriginJudge *judge,
                 const FechoOriginEnd   *end,
                 FechoOriginSaid        *ret_said)
{
  if (!end->failed || end->cause != FECHO_CAUSE_REFUSED)
    return FALSE;

  say (ret_said, FECHO_EVIDENCE_REFUSED, 0, 0, 0);

  return TRUE;
}

/* -- what others show */

static void
count_crowd (GHashTable *crowds,
             guint       number,
             gint64      at_us,
             guint      *ret_n_dropped,
             guint      *ret_n_stayed)
{
  const FechoCrowd *crowd = g_hash_table_lookup (crowds, GUINT_TO_POINTER (number));

  *ret_n_dropped = 0;
  *ret_n_stayed = 0;
  if (crowd != NULL)
    fecho_crowd_count (crowd, at_us, ret_n_dropped, ret_n_stayed);
}

static const FechoOriginCrowds *
choose_crowds (const FechoOriginJudge *judge,
               const FechoOriginEnd   *end)
{
  if (end->cause == FECHO_CAUSE_PONG_TIMEOUT || end->cause == FECHO_CAUSE_UNREACHABLE)
    return &judge->slow;

  return &judge->sudden;
}

static Toll
count_toll (const FechoOriginJudge *judge,
            const FechoOriginEnd   *end,
            gboolean                of_proxy)
{
  const FechoOriginCrowds *crowds = choose_crowds (judge, end);
  Toll toll;
  guint n_dropped;
  guint n_stayed;

  fecho_crowd_count (crowds->all, end->closed_at_us, &n_dropped, &n_stayed);
  if (of_proxy)
    count_crowd (crowds->proxies, end->proxy, end->closed_at_us, &toll.n_dropped, &toll.n_stayed);
  else
    count_crowd (crowds->hosts, end->host, end->closed_at_us, &toll.n_dropped, &toll.n_stayed);
  toll.n_others_dropped = n_dropped - toll.n_dropped;
  toll.n_others_stayed = n_stayed - toll.n_stayed;

  return toll;
}

static gboolean
all_dropped (guint n_dropped,
             guint n_stayed)
{
  return n_dropped > 0 && n_stayed <= (n_dropped + n_stayed) / TOLERANCE;
}

static gboolean
all_stayed (guint n_dropped,
            guint n_stayed)
{
  return n_stayed > 0 && n_dropped <= (n_dropped + n_stayed) / TOLERANCE;
}

static gboolean
dropped_everywhere (const FechoOriginJudge *judge,
                    const FechoOriginEnd   *end,
                    FechoOriginSaid        *ret_said)
{
  const Toll toll = count_toll (judge, end, FALSE);
  const guint n_dropped = toll.n_dropped + toll.n_others_dropped;
  const guint n_stayed = toll.n_stayed + toll.n_others_stayed;

  if (end->failed || n_dropped < 3 || toll.n_others_dropped == 0 ||
      !all_dropped (n_dropped, n_stayed))
    return FALSE;

  say (ret_said, FECHO_EVIDENCE_EVERYWHERE, n_dropped, n_dropped + n_stayed, 0);

  return TRUE;
}

static gboolean
dropped_behind_proxy (const FechoOriginJudge *judge,
                      const FechoOriginEnd   *end,
                      FechoOriginSaid        *ret_said)
{
  const Toll toll = count_toll (judge, end, TRUE);
  const Toll of_host = count_toll (judge, end, FALSE);

  /* Where they are all of one host, it may as well be that. */
  if (end->failed || end->proxy == 0 || toll.n_dropped < 2 || of_host.n_others_dropped == 0 ||
      !all_dropped (toll.n_dropped, toll.n_stayed) ||
      !all_stayed (toll.n_others_dropped, toll.n_others_stayed))
    return FALSE;

  say (ret_said, FECHO_EVIDENCE_BEHIND_PROXY, toll.n_dropped, toll.n_dropped + toll.n_stayed,
       toll.n_others_stayed);

  return TRUE;
}

/* The first attempt that ended or opened after a moment. */
static guint
find_after (const GArray *attempts,
            gint64        at_us)
{
  guint low = 0;
  guint high = attempts->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (attempts, FechoOriginAttempt, middle).at_us <= at_us)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* The first attempt at the host that ended or opened within the time after the end. */
static const FechoOriginAttempt *
find_next_attempt (const FechoOriginJudge *judge,
                   const FechoOriginEnd   *end)
{
  const GArray *attempts = g_hash_table_lookup (judge->attempts, GUINT_TO_POINTER (end->host));
  const FechoOriginAttempt *next;
  guint i = attempts != NULL ? find_after (attempts, end->closed_at_us) : 0;

  if (attempts == NULL || i == attempts->len)
    return NULL;

  next = &g_array_index (attempts, FechoOriginAttempt, i);

  return next->at_us - end->closed_at_us <= ATTEMPT_US ? next : NULL;
}

static gboolean
refused_next (const FechoOriginJudge *judge,
              const FechoOriginEnd   *end,
              FechoOriginSaid        *ret_said)
{
  const FechoOriginAttempt *next = find_next_attempt (judge, end);
  gint64 later_ms;

  if (end->failed || next == NULL || next->opened ||
      (next->cause != FECHO_CAUSE_REFUSED && next->http_status < 500))
    return FALSE;

  later_ms = (next->at_us - end->closed_at_us) / MS_US;
  if (next->cause == FECHO_CAUSE_REFUSED)
    say (ret_said, FECHO_EVIDENCE_NEXT_REFUSED, later_ms, 0, 0);
  else
    say (ret_said, FECHO_EVIDENCE_NEXT_HTTP, next->http_status, later_ms, 0);

  return TRUE;
}

static gboolean
is_silence (FechoCause cause)
{
  return cause == FECHO_CAUSE_CONNECT_TIMEOUT || cause == FECHO_CAUSE_UNREACHABLE;
}

static gboolean
timed_out_next (const FechoOriginJudge *judge,
                const FechoOriginEnd   *end,
                FechoOriginSaid        *ret_said)
{
  const FechoOriginAttempt *next = end->failed ? NULL : find_next_attempt (judge, end);
  const Toll toll = count_toll (judge, end, FALSE);
  gboolean silent = end->failed ? is_silence (end->cause)
                    : next != NULL && !next->opened && is_silence (next->cause);

  if (!silent || toll.n_stayed > 0 || !all_stayed (toll.n_others_dropped, toll.n_others_stayed))
    return FALSE;

  say (ret_said, FECHO_EVIDENCE_NO_ANSWER, toll.n_others_stayed, 0, 0);

  return TRUE;
}

static gboolean
dropped_at_host (const FechoOriginJudge *judge,
                 const FechoOriginEnd   *end,
                 FechoOriginSaid        *ret_said)
{
  const Toll toll = count_toll (judge, end, FALSE);

  if (end->failed || toll.n_dropped < 2 || !all_dropped (toll.n_dropped, toll.n_stayed) ||
      !all_stayed (toll.n_others_dropped, toll.n_others_stayed))
    return FALSE;

  say (ret_said, FECHO_EVIDENCE_AT_HOST, toll.n_dropped, toll.n_dropped + toll.n_stayed,
       toll.n_others_stayed);

  return TRUE;
}

/* Names of several hosts do not vanish together: the way to the name server is broken, unless
 * another name could be resolved at that time. */
static gboolean
lost_names (const FechoOriginJudge *judge,
            const FechoOriginEnd   *end,
            FechoOriginSaid        *ret_said)
{
  gboolean others = FALSE;

  if (end->cause != FECHO_CAUSE_DNS_FAILURE)
    return FALSE;

  for (guint i = find_after (judge->names, end->closed_at_us - ATTEMPT_US);
       i < judge->names->len; i++)
    {
      const FechoOriginAttempt *attempt = &g_array_index (judge->names, FechoOriginAttempt, i);

      if (attempt->at_us > end->closed_at_us + ATTEMPT_US)
        break;
      if (attempt->opened)
        return FALSE;

      others |= attempt->host != end->host;
    }
  if (others)
    say (ret_said, FECHO_EVIDENCE_NAMES, 0, 0, 0);

  return others;
}

/* The first that applies: facts of this computer, facts of the end, what the others show. */
const FechoOriginRule fecho_origin_rules[] = {
  { "closed_here", FECHO_ORIGIN_THIS_COMPUTER, FALSE, closed_here },
  { "interrupted", FECHO_ORIGIN_THIS_COMPUTER, FALSE, was_interrupted },
  { "no_descriptors", FECHO_ORIGIN_THIS_COMPUTER, FALSE, lacked_descriptors },
  { "slept", FECHO_ORIGIN_THIS_COMPUTER, FALSE, slept },
  { "offline", FECHO_ORIGIN_THIS_COMPUTER, FALSE, was_offline },
  { "network_changed", FECHO_ORIGIN_THIS_COMPUTER, FALSE, changed_network },
  { "clock", FECHO_ORIGIN_THIS_COMPUTER, FALSE, set_clock },
  { "portal", FECHO_ORIGIN_NETWORK_PATH, FALSE, met_portal },
  { "proxy", FECHO_ORIGIN_NETWORK_PATH, FALSE, failed_at_proxy },
  { "close_frame", FECHO_ORIGIN_SERVER, FALSE, got_frame },
  { "protocol", FECHO_ORIGIN_SERVER, FALSE, broke_protocol },
  { "certificate", FECHO_ORIGIN_SERVER, FALSE, showed_certificate },
  { "http_answer", FECHO_ORIGIN_SERVER, FALSE, answered_http },
  { "refused", FECHO_ORIGIN_SERVER, FALSE, refused_attempt },
  { "dropped_everywhere", FECHO_ORIGIN_NETWORK_PATH, TRUE, dropped_everywhere },
  { "dropped_behind_proxy", FECHO_ORIGIN_NETWORK_PATH, TRUE, dropped_behind_proxy },
  { "next_refused", FECHO_ORIGIN_SERVER, TRUE, refused_next },
  { "next_timed_out", FECHO_ORIGIN_NETWORK_PATH, TRUE, timed_out_next },
  { "dropped_at_host", FECHO_ORIGIN_SERVER, TRUE, dropped_at_host },
  { "names", FECHO_ORIGIN_NETWORK_PATH, TRUE, lost_names },
};

const gsize fecho_n_origin_rules = G_N_ELEMENTS (fecho_origin_rules);
