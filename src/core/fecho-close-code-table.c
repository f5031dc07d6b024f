/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-close-code-table.h"

#include <glib/gi18n-lib.h>

/* Numbers, names and senders follow RFC 6455 section 7.4, its erratum 3227 and the IANA registry;
 * the texts are our own. They speak of two sides, never of a culprit: each code can be met by a
 * server as by a client. Texts that several rows share stand here once. */
#define CHOOSE_DICTIONARY \
  N_("A dictionary of the application may give this number another meaning: choose it in the " \
     "session.")
#define ILLEGAL_CAUSE_RANGE \
  N_("A server or a library uses a number without looking at the ranges of the standard.")
#define ILLEGAL_CAUSE_BYTES \
  N_("The two bytes of the number were written in the wrong order, or are not a number at all.")
#define ILLEGAL_ADVICE_RANGE \
  N_("Look where the other side chooses the number; 4000 to 4999 are free for its own meanings.")
#define ILLEGAL_ADVICE_LIBRARY N_("Update the WebSocket library of the other side.")
#define RFC_CODES N_("RFC 6455, section 7.4.1")
#define RFC_RANGES N_("RFC 6455, section 7.4.2")
#define IANA_REGISTRY N_("IANA, WebSocket Close Code Number Registry")

const FechoCloseCode fecho_close_code_table[] = {
  {
    .first = 0,
    .last = 999,
    .klass = FECHO_CLOSE_CLASS_INVALID,
    .senders = FECHO_SENDERS_NOBODY,
    .on_wire = FALSE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_BACKOFF,
    .name = N_("Never Used"),
    .summary = N_("Not valid in a Close frame"),
    .description = N_("These numbers have no meaning, and nobody may send them. When one "
                      "arrives all the same, Fecho records 1006 and keeps the number in the "
                      "details."),
    .causes = {
      ILLEGAL_CAUSE_RANGE,
      ILLEGAL_CAUSE_BYTES,
    },
    .advice = {
      ILLEGAL_ADVICE_RANGE,
      ILLEGAL_ADVICE_LIBRARY,
    },
    .source = RFC_RANGES,
  },
  {
    .first = 1000,
    .last = 1000,
    .klass = FECHO_CLOSE_CLASS_NORMAL,
    .senders = FECHO_SENDERS_BOTH,
    .on_wire = TRUE,
    .in_close = TRUE,
    .reconnect = FECHO_RECONNECT_DEPENDS,
    .registered_name = "Normal Closure",
    .constant = "CLOSE_NORMAL",
    .name = N_("Normal Closure"),
    .summary = N_("Ended on purpose"),
    .description = N_("One side ended the connection on purpose because its work was done. The "
                      "code says how it ended, not that all went well."),
    .causes = {
      N_("The work of the connection was done and one side closed it."),
      N_("A program was stopped in order, for instance because its user signed out."),
      N_("Some servers send 1000 for everything, also at a time limit or a shutdown."),
    },
    .advice = {
      N_("When the end was expected, nothing."),
      N_("When it comes too early, read the reason and the log of the side that closed."),
      N_("When the life is always the same, look for a maximum age in the server or its "
         "library."),
    },
    .source = RFC_CODES,
  },
  {
    .first = 1001,
    .last = 1001,
    .klass = FECHO_CLOSE_CLASS_NORMAL,
    .senders = FECHO_SENDERS_BOTH,
    .on_wire = TRUE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_SPREAD,
    .registered_name = "Going Away",
    .constant = "CLOSE_GOING_AWAY",
    .name = N_("Going Away"),
    .summary = N_("One side is leaving"),
    .description = N_("One side is leaving: a server that shuts down, a browser that leaves "
                      "the page, a program that quits."),
    .causes = {
      N_("A new version is being deployed, or instances are being drained or scaled down."),
      N_("The server was told to stop and said goodbye to its connections first."),
      N_("Some servers send it to a connection that was idle too long or reached its maximum "
         "age."),
      N_("A browser tab was closed or went to another page."),
    },
    .advice = {
      N_("Reconnect after a short random wait, so that not all clients return at once."),
      N_("Compare the times with deploys and with changes of scale."),
      N_("When it follows silence, send pings or raise the idle limit of the server."),
      N_("Keep what must survive a new connection, such as the number of the last message."),
    },
    .source = RFC_CODES,
  },
  {
    .first = 1002,
    .last = 1002,
    .klass = FECHO_CLOSE_CLASS_PROTOCOL,
    .senders = FECHO_SENDERS_BOTH,
    .on_wire = TRUE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_AFTER_FIX,
    .registered_name = "Protocol error",
    .constant = "CLOSE_PROTOCOL_ERROR",
    .name = N_("Protocol Error"),
    .summary = N_("A frame broke the protocol"),
    .description = N_("One side received something that the WebSocket protocol does not allow, "
                      "and gave the connection up."),
    .causes = {
      N_("The two sides disagree about compression, or a library has a defect."),
      N_("A proxy or a security filter on the way changes or cuts frames."),
      N_("Something that is not WebSocket was written to the connection, such as an HTTP error "
         "page."),
      N_("A Close frame carried a number that may not be sent, or a reason of more than 123 "
         "bytes."),
    },
    .advice = {
      N_("Try without compression (permessage-deflate)."),
      N_("Use wss:// so that nothing on the way can read or change the frames."),
      N_("Update the WebSocket library on both sides."),
      N_("Record the traffic and look at the last frame before the close."),
    },
    .source = RFC_CODES,
  },
  {
    .first = 1003,
    .last = 1003,
    .klass = FECHO_CLOSE_CLASS_PROTOCOL,
    .senders = FECHO_SENDERS_BOTH,
    .on_wire = TRUE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_AFTER_FIX,
    .registered_name = "Unsupported Data",
    .constant = "CLOSE_UNSUPPORTED",
    .name = N_("Unsupported Data"),
    .summary = N_("Kind of data not accepted"),
    .description = N_("One side received a kind of data that it does not handle, for instance "
                      "binary where it reads only text."),
    .causes = {
      N_("A binary message went to an endpoint that reads only text, or a text to one that "
         "reads only binary."),
      N_("The message has a format or a version that the other side does not know."),
      N_("The address or the subprotocol belongs to another service."),
    },
    .advice = {
      N_("Send the type that the service documents: text or binary."),
      N_("Check the address and the subprotocol of the session."),
      N_("Look at the last message that was sent before the close."),
    },
    .source = RFC_CODES,
  },
  {
    .first = 1004,
    .last = 1004,
    .klass = FECHO_CLOSE_CLASS_INVALID,
    .senders = FECHO_SENDERS_NOBODY,
    .on_wire = FALSE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_BACKOFF,
    .registered_name = "Reserved",
    /* Translators: name of the code 1004. */
    .name = N_("Reserved"),
    .summary = N_("No meaning yet"),
    .description = N_("The standard keeps this number without a meaning, and nobody may send "
                      "it. When it arrives all the same, Fecho records 1006 and keeps the "
                      "number in the details."),
    .causes = {
      ILLEGAL_CAUSE_RANGE,
      ILLEGAL_CAUSE_BYTES,
    },
    .advice = {
      ILLEGAL_ADVICE_RANGE,
      ILLEGAL_ADVICE_LIBRARY,
    },
    .source = RFC_CODES,
  },
  {
    .first = 1005,
    .last = 1005,
    .klass = FECHO_CLOSE_CLASS_ABNORMAL,
    .senders = FECHO_SENDERS_LOCAL,
    .on_wire = FALSE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_BACKOFF,
    .registered_name = "No Status Rcvd",
    .constant = "CLOSE_NO_STATUS",
    .name = N_("No Status Received"),
    .summary = N_("Close frame without a code"),
    .description = N_("A Close frame came, but it was empty: the other side ended the "
                      "connection in order and gave no code. The number is never sent; your "
                      "side notes it."),
    .causes = {
      N_("A program called close() without a code."),
      N_("A library or a proxy closes with an empty frame unless told otherwise."),
      N_("The server answers errors and shutdowns on one path that gives no code."),
    },
    .advice = {
      N_("Have the other side give a code and a reason when it closes."),
      N_("Look at the log of the other side at that time."),
      N_("Compare the lives of the connections: equal lives point to a time limit."),
    },
    .source = RFC_CODES,
  },
  {
    .first = 1006,
    .last = 1006,
    .klass = FECHO_CLOSE_CLASS_ABNORMAL,
    .senders = FECHO_SENDERS_LOCAL,
    .on_wire = FALSE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_BACKOFF,
    .registered_name = "Abnormal Closure",
    .constant = "CLOSE_ABNORMAL",
    .name = N_("Abnormal Closure"),
    .summary = N_("Lost without a Close frame"),
    .description = N_("The connection ended without a goodbye: no valid Close frame arrived. "
                      "The number is never sent; your side notes it when the connection is "
                      "lost."),
    .causes = {
      N_("A proxy or load balancer cut an idle connection, often after 30, 60 or 300 s (nginx: "
         "proxy_read_timeout)."),
      N_("The server process crashed, was killed, ran out of memory, or was replaced without "
         "closing its connections."),
      N_("The network changed: another Wi-Fi, a VPN, a suspended computer, or a router (NAT) "
         "that forgot an idle connection."),
      N_("The connection never opened: the name was not found, the port refused, the answer "
         "was an HTTP error."),
    },
    .advice = {
      N_("Look at the life: when it is always the same, look for a time limit on the way and "
         "raise it."),
      N_("Send pings more often than that limit; every 20 to 30 s suits most networks."),
      N_("When several sessions drop together, start with your own network; when only those of "
         "one server drop, with that server."),
      N_("Compare with the log of the server: crashes, processes killed for memory, deploys."),
    },
    .source = RFC_CODES,
  },
  {
    .first = 1007,
    .last = 1007,
    .klass = FECHO_CLOSE_CLASS_PROTOCOL,
    .senders = FECHO_SENDERS_BOTH,
    .on_wire = TRUE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_AFTER_FIX,
    .registered_name = "Invalid frame payload data",
    .constant = "Unsupported Data",
    .name = N_("Invalid Payload Data"),
    .summary = N_("Content does not match its type"),
    .description = N_("One side received a message whose content does not match its type, most "
                      "often text that is not valid UTF-8."),
    .causes = {
      N_("Binary data, or text in another encoding such as Latin-1, was sent as a text message."),
      N_("A text was cut in the middle of a character, for instance by a limit in bytes."),
      N_("Compressed data was damaged or unpacked wrongly."),
    },
    .advice = {
      N_("Encode texts as UTF-8 before sending, or send them as binary messages."),
      N_("Cut long texts between characters, not between bytes."),
      N_("Look at the last message before the close, above all at names and other texts that "
         "people typed."),
    },
    .source = RFC_CODES,
  },
  {
    .first = 1008,
    .last = 1008,
    .klass = FECHO_CLOSE_CLASS_POLICY,
    .senders = FECHO_SENDERS_BOTH,
    .on_wire = TRUE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_AFTER_FIX,
    .registered_name = "Policy Violation",
    .constant = "Policy Violation",
    .name = N_("Policy Violation"),
    .summary = N_("A rule was not met"),
    .description = N_("A rule of the other side was not met. It is the general code for what "
                      "no other code describes."),
    .causes = {
      N_("A token has expired or is missing, or the account lacks a permission."),
      N_("There were too many messages, subscriptions or connections: a rate limit."),
      N_("The Origin header or the address is not on the list of the server."),
      N_("A pong or the first message did not come in time."),
    },
    .advice = {
      N_("Read the reason: it usually names the rule."),
      N_("Sign in again, and renew the token before it expires."),
      N_("Send less often and open fewer connections, within what the service documents."),
      N_("Check the Origin header of the session."),
    },
    .source = RFC_CODES,
  },
  {
    .first = 1009,
    .last = 1009,
    .klass = FECHO_CLOSE_CLASS_PROTOCOL,
    .senders = FECHO_SENDERS_BOTH,
    .on_wire = TRUE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_AFTER_FIX,
    .registered_name = "Message Too Big",
    .constant = "CLOSE_TOO_LARGE",
    .name = N_("Message Too Big"),
    .summary = N_("Over the size limit"),
    .description = N_("A message was larger than the side that received it accepts."),
    .causes = {
      N_("The limit of a server or gateway is small: 8 KiB, 64 KiB, 128 KiB and 1 MiB are "
         "common."),
      N_("A list or a first snapshot has grown with time."),
      N_("A file or an image was sent in one message."),
      N_("Your own limit is smaller than what the server sends."),
    },
    .advice = {
      N_("Send large contents in parts, or by HTTP with only the link in the message."),
      N_("Raise the limit on the side that received, and on the gateway before it."),
      N_("Ask for pages or for changes instead of everything."),
    },
    .source = RFC_CODES,
  },
  {
    .first = 1010,
    .last = 1010,
    .klass = FECHO_CLOSE_CLASS_PROTOCOL,
    .senders = FECHO_SENDERS_CLIENT,
    .on_wire = TRUE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_AFTER_FIX,
    .registered_name = "Mandatory Ext.",
    .constant = "Missing Extension",
    .name = N_("Mandatory Extension Missing"),
    .summary = N_("The client needs an extension"),
    .description = N_("The client needs an extension, and the server did not agree to it in "
                      "the handshake. Only a client sends this code."),
    .causes = {
      N_("The server does not offer the extension, most often compression (permessage-deflate)."),
      N_("A proxy on the way removed the Sec-WebSocket-Extensions header."),
      N_("Client and server ask for parameters that do not go together."),
    },
    .advice = {
      N_("Make the extension optional in the client."),
      N_("Turn the extension on in the server and let the header pass through proxies."),
      N_("Compare the extensions that were asked for and agreed to, in the details."),
    },
    .source = RFC_CODES,
  },
  {
    .first = 1011,
    .last = 1011,
    .klass = FECHO_CLOSE_CLASS_SERVER,
    .senders = FECHO_SENDERS_BOTH,
    .on_wire = TRUE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_BACKOFF,
    .registered_name = "Internal Error",
    .constant = "Internal Error",
    .name = N_("Internal Error"),
    .summary = N_("Unexpected condition"),
    .description = N_("The side that closed met a condition it did not expect and could not go "
                      "on."),
    .causes = {
      N_("A message led to an error that the program does not handle."),
      N_("A database or another service behind the server did not answer."),
      N_("The server ran out of memory, connections or another resource."),
      N_("Some libraries send it when a pong does not come in time."),
    },
    .advice = {
      N_("Look for an error in the log of the server at that time."),
      N_("Note the last message that was sent: sending it again may lead to the same error."),
      N_("When the reason speaks of ping or keepalive, look at the network and at a busy "
         "program first."),
      N_("Wait longer after each attempt."),
    },
    .source = N_("RFC 6455, section 7.4.1 and erratum 3227"),
  },
  {
    .first = 1012,
    .last = 1012,
    .klass = FECHO_CLOSE_CLASS_SERVER,
    .senders = FECHO_SENDERS_SERVER,
    .on_wire = TRUE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_SPREAD,
    .registered_name = "Service Restart",
    .constant = "Service Restart",
    .name = N_("Service Restart"),
    .summary = N_("Restarting, back soon"),
    .description = N_("The service is restarting and expects to be back soon."),
    .causes = {
      N_("A new version or a new configuration is being deployed."),
      N_("A supervisor restarts the process on schedule or after a failed health check."),
      N_("The machine is being maintained, or the service is moving to another one."),
    },
    .advice = {
      N_("Reconnect after a random wait of 5 to 30 s, so that not all clients return at once."),
      N_("Compare the times with deploys and with scheduled jobs."),
      N_("When restarts are frequent, look why: memory limits, health checks, crashes."),
    },
    .source = IANA_REGISTRY,
  },
  {
    .first = 1013,
    .last = 1013,
    .klass = FECHO_CLOSE_CLASS_SERVER,
    .senders = FECHO_SENDERS_SERVER,
    .on_wire = TRUE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_BACKOFF,
    .registered_name = "Try Again Later",
    .constant = "Try Again Later",
    .name = N_("Try Again Later"),
    .summary = N_("Overloaded for now"),
    .description = N_("The server cannot take this connection for now, usually because of "
                      "load, and asks to be tried again later."),
    .causes = {
      N_("There are more connections or messages than the server can take."),
      N_("The client reads too slowly, and its queue in the server is full."),
      N_("Something the server depends on is not available, so it turns work away."),
    },
    .advice = {
      N_("Wait longer after each attempt, and add a random part to the wait."),
      N_("Read messages faster, or subscribe to fewer of them."),
      N_("Spread the clients over more servers or over time."),
      N_("Look at the status page of the service."),
    },
    .source = IANA_REGISTRY,
  },
  {
    .first = 1014,
    .last = 1014,
    .klass = FECHO_CLOSE_CLASS_SERVER,
    .senders = FECHO_SENDERS_SERVER_OR_GATEWAY,
    .on_wire = TRUE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_BACKOFF,
    .registered_name = "Bad Gateway",
    .name = N_("Bad Gateway"),
    .summary = N_("No valid answer behind the gateway"),
    .description = N_("A gateway or proxy got an invalid answer, or none, from the server "
                      "behind it. It is the relative of HTTP 502."),
    .causes = {
      N_("The server behind the gateway is stopped, starting or out of order."),
      N_("The gateway has a wrong address or port, or speaks TLS to a port that does not."),
      N_("The server took too long to answer the gateway."),
      N_("The load balancer has no healthy instance left."),
    },
    .advice = {
      N_("Check the state of the server behind the gateway."),
      N_("Look at the error log of the gateway at that time."),
      N_("Compare the time limits of the gateway with how long the server takes."),
    },
    .source = IANA_REGISTRY,
  },
  {
    .first = 1015,
    .last = 1015,
    .klass = FECHO_CLOSE_CLASS_ABNORMAL,
    .senders = FECHO_SENDERS_LOCAL,
    .on_wire = FALSE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_AFTER_FIX,
    .registered_name = "TLS handshake",
    .constant = "TLS Handshake",
    .name = N_("TLS Handshake Failed"),
    .summary = N_("No secure channel"),
    .description = N_("The secure channel could not be set up, so the connection never opened. "
                      "The number is never sent; your side notes it."),
    .causes = {
      N_("The certificate has expired, is not valid yet, or is for another host name."),
      N_("The certificate comes from an authority this computer does not trust, or the chain "
         "lacks an intermediate certificate."),
      N_("The two sides share no TLS version, or the port does not speak TLS."),
      N_("The server asks for a client certificate that was not given."),
    },
    .advice = {
      N_("Look at the dates, the names and the chain of the certificate."),
      N_("Check the clock of this computer."),
      N_("For a private authority, add its certificate to the session."),
      N_("Look for a proxy or an antivirus on the way that opens TLS."),
    },
    .source = RFC_CODES,
  },
  {
    .first = 1016,
    .last = 1999,
    .klass = FECHO_CLOSE_CLASS_INVALID,
    .senders = FECHO_SENDERS_NOBODY_YET,
    .on_wire = FALSE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_BACKOFF,
    .name = N_("Reserved for the Protocol"),
    .summary = N_("For future versions of the standard"),
    .description = N_("These numbers are kept for future versions of the WebSocket standard, "
                      "and nobody may send them yet. When one arrives all the same, Fecho "
                      "records 1006 and keeps the number in the details."),
    .causes = {
      ILLEGAL_CAUSE_RANGE,
      ILLEGAL_CAUSE_BYTES,
    },
    .advice = {
      ILLEGAL_ADVICE_RANGE,
      ILLEGAL_ADVICE_LIBRARY,
    },
    .source = RFC_RANGES,
  },
  {
    .first = 2000,
    .last = 2999,
    .klass = FECHO_CLOSE_CLASS_INVALID,
    .senders = FECHO_SENDERS_NOBODY_YET,
    .on_wire = FALSE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_BACKOFF,
    .name = N_("Reserved for Extensions"),
    .summary = N_("For extensions of WebSocket"),
    .description = N_("These numbers are kept for extensions of WebSocket, and no extension "
                      "uses one yet. When one arrives all the same, Fecho records 1006 and "
                      "keeps the number in the details."),
    .causes = {
      ILLEGAL_CAUSE_RANGE,
      ILLEGAL_CAUSE_BYTES,
    },
    .advice = {
      ILLEGAL_ADVICE_RANGE,
      ILLEGAL_ADVICE_LIBRARY,
    },
    .source = RFC_RANGES,
  },
  {
    .first = 3000,
    .last = 3000,
    .klass = FECHO_CLOSE_CLASS_POLICY,
    .senders = FECHO_SENDERS_BOTH,
    .on_wire = TRUE,
    .in_close = TRUE,
    .reconnect = FECHO_RECONNECT_AFTER_FIX,
    .registered_name = "Unauthorized",
    .name = N_("Unauthorized"),
    .summary = N_("Credentials missing or not valid"),
    .description = N_("The credentials are missing or not valid. It is the relative of HTTP "
                      "401."),
    .causes = {
      N_("No token was sent, or not where the service reads it."),
      N_("The token expired while the connection was open."),
      N_("The key was revoked, or the password was changed."),
      N_("The clock of one side is wrong, so that a valid token seems expired."),
    },
    .advice = {
      N_("Sign in again and connect with the new token."),
      N_("Renew the token some minutes before it expires."),
      N_("Check where the service expects the token: header, cookie, address or first message."),
      CHOOSE_DICTIONARY,
    },
    .source = IANA_REGISTRY,
  },
  {
    .first = 3003,
    .last = 3003,
    .klass = FECHO_CLOSE_CLASS_POLICY,
    .senders = FECHO_SENDERS_BOTH,
    .on_wire = TRUE,
    .in_close = TRUE,
    .reconnect = FECHO_RECONNECT_AFTER_FIX,
    .registered_name = "Forbidden",
    .name = N_("Forbidden"),
    .summary = N_("Known, but not allowed"),
    .description = N_("The credentials are known, but they do not allow this. It is the "
                      "relative of HTTP 403."),
    .causes = {
      N_("The account lacks the permission for this address, channel or action."),
      N_("The plan or contract does not include it."),
      N_("The network address, the country or the Origin header is blocked."),
      N_("A permission was taken away while the connection was open."),
    },
    .advice = {
      N_("Ask who runs the service for the permission."),
      N_("Check the account, the project and the names of channels in the session."),
      N_("Try from another network to see whether addresses are blocked."),
    },
    .source = IANA_REGISTRY,
  },
  {
    .first = 3008,
    .last = 3008,
    .klass = FECHO_CLOSE_CLASS_LIBRARY,
    .senders = FECHO_SENDERS_BOTH,
    .on_wire = TRUE,
    .in_close = TRUE,
    .reconnect = FECHO_RECONNECT_BACKOFF,
    .registered_name = "Timeout",
    /* Translators: name of the code 3008. */
    .name = N_("Timeout"),
    .summary = N_("Something did not come in time"),
    .description = N_("The side that closed waited for something that did not come in time."),
    .causes = {
      N_("Nothing was sent for too long, not even a pong."),
      N_("The first message, such as a sign-in or a subscription, came too late."),
      N_("The answer to a request took too long."),
    },
    .advice = {
      N_("Send messages or pings more often than the limit."),
      N_("Send the first message right after the connection opens."),
      N_("Look at the time since the last message: when it is always the same, that is the "
         "limit."),
      CHOOSE_DICTIONARY,
    },
    .source = IANA_REGISTRY,
  },
  {
    .first = 3000,
    .last = 3999,
    .klass = FECHO_CLOSE_CLASS_LIBRARY,
    .senders = FECHO_SENDERS_BOTH,
    .on_wire = TRUE,
    .in_close = TRUE,
    .reconnect = FECHO_RECONNECT_DEPENDS,
    .name = N_("Libraries and Frameworks"),
    .summary = N_("Defined by the library in use"),
    .description = N_("These numbers are for libraries, frameworks and applications that "
                      "register them at IANA. What each one means is defined by who registered "
                      "it."),
    .causes = {
      N_("The library or framework of the server closed the connection for a reason of its own."),
      N_("An application chose a number of this range without registering it."),
    },
    .advice = {
      N_("Look the number up in the documentation of the library or service."),
      N_("Choose a dictionary in the session, so that the code gets its name."),
      N_("Read the reason: it often says in words what the number means."),
    },
    .source = RFC_RANGES,
  },
  {
    .first = 4000,
    .last = 4999,
    .klass = FECHO_CLOSE_CLASS_APPLICATION,
    .senders = FECHO_SENDERS_BOTH,
    .on_wire = TRUE,
    .in_close = TRUE,
    .reconnect = FECHO_RECONNECT_DEPENDS,
    .name = N_("Private Use by Applications"),
    .summary = N_("Defined by the application"),
    .description = N_("These numbers are for private use: each application gives them a "
                      "meaning of its own, and the same number means other things elsewhere."),
    .causes = {
      N_("The application closed the connection for a reason of its own: sign-in, limits, time "
         "without activity, a newer connection of the same user."),
      N_("An intermediate service, such as a message hub, closed it by its own rules."),
    },
    .advice = {
      N_("Look the number up in the documentation of the service."),
      N_("Choose a dictionary in the session, so that the code gets its name."),
      N_("Read the reason: it often says in words what the number means."),
    },
    .source = RFC_RANGES,
  },
  {
    .first = 5000,
    .last = 65535,
    .klass = FECHO_CLOSE_CLASS_INVALID,
    .senders = FECHO_SENDERS_NOBODY,
    .on_wire = FALSE,
    .in_close = FALSE,
    .reconnect = FECHO_RECONNECT_BACKOFF,
    .name = N_("Outside Every Range"),
    .summary = N_("Not valid in a Close frame"),
    .description = N_("These numbers are outside every range of the standard, and nobody may "
                      "send them. When one arrives all the same, Fecho records 1006 and keeps "
                      "the number in the details."),
    .causes = {
      ILLEGAL_CAUSE_RANGE,
      ILLEGAL_CAUSE_BYTES,
    },
    .advice = {
      ILLEGAL_ADVICE_RANGE,
      ILLEGAL_ADVICE_LIBRARY,
    },
    .source = RFC_RANGES,
  },
};

const gsize fecho_n_close_codes = G_N_ELEMENTS (fecho_close_code_table);
