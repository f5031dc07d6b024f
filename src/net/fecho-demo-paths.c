/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-demo-server.h"

#include <glib/gi18n.h>

static const FechoDemoPath paths[] = {
  { "/close/1012?reason=deploy&after=3", NULL, NULL,
    N_("Closes with a code of 1000 to 4999, a reason and after so many seconds") },
  { "/empty?after=3", NULL, NULL, N_("Closes with a Close frame that has no code") },
  { "/eof?after=3", NULL, NULL, N_("Ends the stream without a Close frame") },
  { "/reset?after=3", NULL, NULL, N_("Resets the connection") },
  { "/silent", NULL, NULL, N_("Never answers a ping") },
  { "/idle?timeout=2", NULL, NULL,
    N_("Ends the stream once nothing was sent for so many seconds") },
  { "/http/503", NULL, NULL, N_("Answers the handshake with an HTTP status") },
  { "/messages?rate=2", NULL, NULL, N_("Sends so many messages a second") },
  { "/echo", NULL, NULL, N_("Sends back what it gets") },
  { "/illegal/1006", NULL, NULL, N_("Closes with any number, also those that may not be sent") },
  { "/bad-utf8", NULL, NULL, N_("Sends a text that is not UTF-8") },
  { "/too-big", NULL, NULL, N_("Announces a message of 64 MiB") },
  { "/cycle?codes=1001,1012,reset,503&after=1,5", NULL, NULL,
    N_("Ends another way at each connection: codes, HTTP statuses, reset, eof, empty") },
  { NULL, NULL, NULL, NULL },
};

/* Five of them end often in the first ten seconds, with waits of at most 1, 2 and 4 s between: at
 * least four times each. The others stay, so that there is something to compare with. */
static const FechoDemoPath sessions[] = {
  { "/cycle?codes=1012,1001&after=1.5,45&rate=5",
    N_("Orion Trades"), N_("Market Data"),
    N_("A busy stream that is restarted, then stays for long") },
  { "/cycle?codes=reset,eof,reset,1001&after=0.3,0.6,0.2,30&rate=2",
    N_("Vega Futures"), N_("Market Data"),
    N_("A connection that is lost without a word") },
  { "/cycle?codes=1013,503,1013,1011&after=0.2,0,0.3,20&rate=1&reason=Shard+3+unavailable",
    N_("FX Quotes"), N_("Market Data"),
    N_("A server that is overloaded") },
  { "/cycle?codes=4000,1000,3008,4000&after=0.3,0.5,0.2,25&rate=1",
    N_("Chat Gateway"),
    /* Translators: a group of sessions in the demo: what a company makes. */
    N_("Product"),
    N_("A server with codes of its own") },
  { "/cycle?codes=4401,1011,4401,1001&after=0.2,0.4,0.3,40",
    N_("GraphQL Orders"), N_("Product"),
    N_("A server whose tokens expire") },
  { "/idle?timeout=2",
    N_("Push Notifications"), N_("Product"),
    N_("A proxy that ends idle connections after two seconds") },
  { "/cycle?codes=empty,1002,1008&after=0.5,1,1.5&reason=Device+certificate+revoked",
    N_("MQTT Broker"), N_("Plant 7"),
    N_("A broker that sends the device away in the end") },
  { "/cycle?codes=1014,1011,503,1012&after=0.4,0.3,0,60&reason=Worker+restarted&rate=0.5",
    N_("Payments Worker"),
    /* Translators: a group of sessions in the demo. */
    N_("Localhost"),
    N_("A worker behind a gateway that restarts") },
  { NULL, NULL, NULL, NULL },
};

const FechoDemoPath *
fecho_demo_server_get_paths (void)
{
  return paths;
}

const FechoDemoPath *
fecho_demo_server_get_sessions (void)
{
  return sessions;
}
