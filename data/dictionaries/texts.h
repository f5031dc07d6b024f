/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Written by tests/lint/check-dictionaries --fix, for xgettext alone: see meson.build. */

/* Translators: close code, name of 3000 in Centrifugo. */
N_("Connection closed")

/* Translators: close code, meaning of 3000 in Centrifugo. */
N_("The connection was closed without a more exact reason.")

/* Translators: close code, name of 3001 in Centrifugo. */
N_("Shutdown")

/* Translators: close code, meaning of 3001 in Centrifugo. */
N_("The server is shutting down.")

/* Translators: close code, name of 3004 in Centrifugo. */
N_("Internal error")

/* Translators: close code, meaning of 3004 in Centrifugo; meaning of 4500 in graphql-transport-ws;
   meaning of 4000 in Twitch EventSub. */
N_("Something went wrong at the server.")

/* Translators: close code, name of 3005 in Centrifugo. */
N_("Connection expired")

/* Translators: close code, meaning of 3005 in Centrifugo. */
N_("The token of the connection was not renewed in time.")

/* Translators: close code, name of 3006 in Centrifugo. */
N_("Subscription expired")

/* Translators: close code, meaning of 3006 in Centrifugo. */
N_("The token of a subscription was not renewed in time.")

/* Translators: close code, name of 3008 in Centrifugo. */
N_("Slow")

/* Translators: close code, meaning of 3008 in Centrifugo. */
N_("The client does not read fast enough.")

/* Translators: close code, name of 3009 in Centrifugo. */
N_("Write error")

/* Translators: close code, meaning of 3009 in Centrifugo. */
N_("The server could not write to the connection.")

/* Translators: close code, name of 3010 in Centrifugo. */
N_("Insufficient state")

/* Translators: close code, meaning of 3010 in Centrifugo. */
N_("The server found the state of a channel incomplete: the client should restore it.")

/* Translators: close code, name of 3011 in Centrifugo. */
N_("Force reconnect")

/* Translators: close code, meaning of 3011 in Centrifugo. */
N_("The application asked the client to reconnect.")

/* Translators: close code, name of 3012 in Centrifugo; name of 4201 in Pusher Channels. */
N_("No pong")

/* Translators: close code, meaning of 3012 in Centrifugo; meaning of 4201 in Pusher Channels. */
N_("The client did not answer the server’s ping in time.")

/* Translators: close code, name of 3013 in Centrifugo. */
N_("Too many requests")

/* Translators: close code, meaning of 3013 in Centrifugo. */
N_("The client sent too many requests.")

/* Translators: close code, name of 3014 in Centrifugo. */
N_("State invalidated")

/* Translators: close code, meaning of 3014 in Centrifugo. */
N_("The state of the connection is no longer valid: the client should begin anew.")

/* Translators: close code, name of 3000 to 3499 in Centrifugo; name of 4000 to 4499 in Centrifugo.
   */
N_("Reconnect")

/* Translators: close code, meaning of 3000 to 3499 in Centrifugo; meaning of 4000 to 4499 in
   Centrifugo. */
N_("The client should reconnect.")

/* Translators: close code, name of 3500 in Centrifugo. */
N_("Invalid token")

/* Translators: close code, meaning of 3500 in Centrifugo. */
N_("The token of the connection is not valid.")

/* Translators: close code, name of 3501 in Centrifugo; name of 4400 in graphql-transport-ws. */
N_("Bad request")

/* Translators: close code, meaning of 3501 in Centrifugo. */
N_("The client sent a request that the server could not use.")

/* Translators: close code, name of 3502 in Centrifugo. */
N_("Stale")

/* Translators: close code, meaning of 3502 in Centrifugo. */
N_("The client did not authenticate in time after it had connected.")

/* Translators: close code, name of 3503 in Centrifugo. */
N_("Force disconnect")

/* Translators: close code, meaning of 3503 in Centrifugo. */
N_("The application asked for the client to be disconnected.")

/* Translators: close code, name of 3504 in Centrifugo. */
N_("Connection limit")

/* Translators: close code, meaning of 3504 in Centrifugo. */
N_("The connections of this user or of this server have reached their limit.")

/* Translators: close code, name of 3505 in Centrifugo. */
N_("Channel limit")

/* Translators: close code, meaning of 3505 in Centrifugo. */
N_("The channels of this connection have reached their limit.")

/* Translators: close code, name of 3506 in Centrifugo. */
N_("Inappropriate protocol")

/* Translators: close code, meaning of 3506 in Centrifugo. */
N_("The client used a format that does not fit what was asked for.")

/* Translators: close code, name of 3507 in Centrifugo. */
N_("Permission denied")

/* Translators: close code, meaning of 3507 in Centrifugo. */
N_("The client may not connect.")

/* Translators: close code, name of 3508 in Centrifugo. */
N_("Not available")

/* Translators: close code, meaning of 3508 in Centrifugo. */
N_("What the client asked for is not turned on at the server.")

/* Translators: close code, name of 3509 in Centrifugo. */
N_("Too many errors")

/* Translators: close code, meaning of 3509 in Centrifugo. */
N_("The client caused too many errors.")

/* Translators: close code, name of 3500 to 3999 in Centrifugo; name of 4500 to 4999 in Centrifugo.
   */
N_("Do not reconnect")

/* Translators: close code, meaning of 3500 to 3999 in Centrifugo; meaning of 4500 to 4999 in
   Centrifugo. */
N_("The client should not reconnect.")

/* Translators: close code, name of 4000 in Discord Gateway. */
N_("Unknown error")

/* Translators: close code, meaning of 4000 in Discord Gateway. */
N_("The gateway does not say what went wrong.")

/* Translators: close code, name of 4001 in Discord Gateway. */
N_("Unknown opcode")

/* Translators: close code, meaning of 4001 in Discord Gateway. */
N_("The client sent an opcode that the gateway does not know, or a payload that does not fit its opcode.")

/* Translators: close code, name of 4002 in Discord Gateway. */
N_("Decode error")

/* Translators: close code, meaning of 4002 in Discord Gateway. */
N_("The client sent a payload that the gateway could not decode.")

/* Translators: close code, name of 4003 in Discord Gateway. */
N_("Not authenticated")

/* Translators: close code, meaning of 4003 in Discord Gateway. */
N_("The client sent a payload before it had identified itself.")

/* Translators: close code, name of 4004 in Discord Gateway; name of 4009 in obs-websocket 5. */
N_("Authentication failed")

/* Translators: close code, meaning of 4004 in Discord Gateway. */
N_("The token that came with the identification is wrong.")

/* Translators: close code, name of 4005 in Discord Gateway. */
N_("Already authenticated")

/* Translators: close code, meaning of 4005 in Discord Gateway; meaning of 4008 in obs-websocket 5.
   */
N_("The client identified itself a second time.")

/* Translators: close code, name of 4007 in Discord Gateway. */
N_("Invalid sequence")

/* Translators: close code, meaning of 4007 in Discord Gateway. */
N_("The sequence number of the attempt to resume is not valid.")

/* Translators: close code, name of 4008 in Discord Gateway. */
N_("Rate limited")

/* Translators: close code, meaning of 4008 in Discord Gateway. */
N_("The client sent payloads too fast.")

/* Translators: close code, name of 4009 in Discord Gateway. */
N_("Session timed out")

/* Translators: close code, meaning of 4009 in Discord Gateway. */
N_("The session ended because too much time passed.")

/* Translators: close code, name of 4010 in Discord Gateway. */
N_("Invalid shard")

/* Translators: close code, meaning of 4010 in Discord Gateway. */
N_("The shard of the identification is not valid.")

/* Translators: close code, name of 4011 in Discord Gateway. */
N_("Sharding required")

/* Translators: close code, meaning of 4011 in Discord Gateway. */
N_("The session would have to handle too many guilds: it must be sharded.")

/* Translators: close code, name of 4012 in Discord Gateway. */
N_("Invalid API version")

/* Translators: close code, meaning of 4012 in Discord Gateway. */
N_("The address names a version of the gateway that does not exist.")

/* Translators: close code, name of 4013 in Discord Gateway. */
N_("Invalid intents")

/* Translators: close code, meaning of 4013 in Discord Gateway. */
N_("The intents of the identification are not valid.")

/* Translators: close code, name of 4014 in Discord Gateway. */
N_("Disallowed intents")

/* Translators: close code, meaning of 4014 in Discord Gateway. */
N_("The identification asks for intents that the application may not have.")

/* Translators: close code, name of 4004 in graphql-transport-ws. */
N_("Bad response")

/* Translators: close code, meaning of 4004 in graphql-transport-ws. */
N_("The client received a message that it could not use.")

/* Translators: close code, name of 4005 in graphql-transport-ws. */
N_("Internal client error")

/* Translators: close code, meaning of 4005 in graphql-transport-ws. */
N_("Something went wrong in the client.")

/* Translators: close code, meaning of 4400 in graphql-transport-ws. */
N_("The server received a message that it could not use.")

/* Translators: close code, name of 4401 in graphql-transport-ws; name of 4009 in Pusher Channels.
   */
N_("Unauthorized")

/* Translators: close code, meaning of 4401 in graphql-transport-ws. */
N_("The client subscribed before the connection was acknowledged.")

/* Translators: close code, name of 4403 in graphql-transport-ws. */
N_("Forbidden")

/* Translators: close code, meaning of 4403 in graphql-transport-ws. */
N_("The server refused the initialization of the connection.")

/* Translators: close code, name of 4406 in graphql-transport-ws. */
N_("Subprotocol not acceptable")

/* Translators: close code, meaning of 4406 in graphql-transport-ws. */
N_("None of the offered subprotocols is acceptable.")

/* Translators: close code, name of 4408 in graphql-transport-ws. */
N_("Connection initialization timeout")

/* Translators: close code, meaning of 4408 in graphql-transport-ws. */
N_("The client did not initialize the connection in time.")

/* Translators: close code, name of 4409 in graphql-transport-ws. */
N_("Subscriber already exists")

/* Translators: close code, meaning of 4409 in graphql-transport-ws. */
N_("The client used the identifier of a subscription that is still running.")

/* Translators: close code, name of 4429 in graphql-transport-ws. */
N_("Too many initialization requests")

/* Translators: close code, meaning of 4429 in graphql-transport-ws. */
N_("The client initialized the connection more than once.")

/* Translators: close code, name of 4500 in graphql-transport-ws; name of 4000 in Twitch EventSub.
   */
N_("Internal server error")

/* Translators: close code, name of 4504 in graphql-transport-ws. */
N_("Acknowledgement timeout")

/* Translators: close code, meaning of 4504 in graphql-transport-ws. */
N_("The server did not acknowledge the connection in time.")

/* Translators: close code, name of 4000 in obs-websocket 5. */
N_("Unknown reason")

/* Translators: close code, meaning of 4000 in obs-websocket 5. */
N_("The server does not say what went wrong.")

/* Translators: close code, name of 4002 in obs-websocket 5. */
N_("Message decode error")

/* Translators: close code, meaning of 4002 in obs-websocket 5. */
N_("The server could not decode a message of the client.")

/* Translators: close code, name of 4003 in obs-websocket 5. */
N_("Missing data field")

/* Translators: close code, meaning of 4003 in obs-websocket 5. */
N_("A field that is needed is missing from a message of the client.")

/* Translators: close code, name of 4004 in obs-websocket 5. */
N_("Invalid data field type")

/* Translators: close code, meaning of 4004 in obs-websocket 5. */
N_("A field of a message of the client has the wrong type.")

/* Translators: close code, name of 4005 in obs-websocket 5. */
N_("Invalid data field value")

/* Translators: close code, meaning of 4005 in obs-websocket 5. */
N_("A field of a message of the client has a value that is not valid.")

/* Translators: close code, name of 4006 in obs-websocket 5. */
N_("Unknown operation")

/* Translators: close code, meaning of 4006 in obs-websocket 5. */
N_("The operation of a message of the client does not exist.")

/* Translators: close code, name of 4007 in obs-websocket 5. */
N_("Not identified")

/* Translators: close code, meaning of 4007 in obs-websocket 5. */
N_("The client sent a message before it had identified itself.")

/* Translators: close code, name of 4008 in obs-websocket 5. */
N_("Already identified")

/* Translators: close code, meaning of 4009 in obs-websocket 5. */
N_("The password or its proof is wrong.")

/* Translators: close code, name of 4010 in obs-websocket 5. */
N_("Unsupported RPC version")

/* Translators: close code, meaning of 4010 in obs-websocket 5. */
N_("The server does not speak the version of the protocol that the client asked for.")

/* Translators: close code, name of 4011 in obs-websocket 5. */
N_("Session invalidated")

/* Translators: close code, meaning of 4011 in obs-websocket 5. */
N_("The server ended the session, for example because a person removed it in OBS Studio.")

/* Translators: close code, name of 4012 in obs-websocket 5. */
N_("Unsupported feature")

/* Translators: close code, meaning of 4012 in obs-websocket 5. */
N_("What was asked for is not possible with this hardware or software.")

/* Translators: close code, name of 4000 in Pusher Channels. */
N_("TLS only")

/* Translators: close code, meaning of 4000 in Pusher Channels. */
N_("The application accepts connections with TLS only.")

/* Translators: close code, name of 4001 in Pusher Channels. */
N_("Application does not exist")

/* Translators: close code, meaning of 4001 in Pusher Channels. */
N_("There is no application with the key of the address.")

/* Translators: close code, name of 4003 in Pusher Channels. */
N_("Application disabled")

/* Translators: close code, meaning of 4003 in Pusher Channels. */
N_("The application has been turned off.")

/* Translators: close code, name of 4004 in Pusher Channels. */
N_("Over connection quota")

/* Translators: close code, meaning of 4004 in Pusher Channels. */
N_("The application has as many connections as its quota allows.")

/* Translators: close code, name of 4005 in Pusher Channels. */
N_("Path not found")

/* Translators: close code, meaning of 4005 in Pusher Channels. */
N_("The path of the address does not exist.")

/* Translators: close code, name of 4006 in Pusher Channels. */
N_("Invalid version")

/* Translators: close code, meaning of 4006 in Pusher Channels. */
N_("The version of the protocol in the address cannot be read.")

/* Translators: close code, name of 4007 in Pusher Channels. */
N_("Unsupported version")

/* Translators: close code, meaning of 4007 in Pusher Channels. */
N_("The server does not speak this version of the protocol.")

/* Translators: close code, name of 4008 in Pusher Channels. */
N_("No version")

/* Translators: close code, meaning of 4008 in Pusher Channels. */
N_("The address does not name a version of the protocol.")

/* Translators: close code, meaning of 4009 in Pusher Channels. */
N_("The connection may not be used.")

/* Translators: close code, name of 4000 to 4099 in Pusher Channels. */
N_("Refused")

/* Translators: close code, meaning of 4000 to 4099 in Pusher Channels. */
N_("The server does not want the connection as it is.")

/* Translators: close code, name of 4100 in Pusher Channels. */
N_("Over capacity")

/* Translators: close code, meaning of 4100 in Pusher Channels. */
N_("The server has too much to do.")

/* Translators: close code, name of 4100 to 4199 in Pusher Channels. */
N_("Try again later")

/* Translators: close code, meaning of 4100 to 4199 in Pusher Channels. */
N_("The server asks for a new connection after a second or more.")

/* Translators: close code, name of 4200 in Pusher Channels; name of 4200 to 4299 in Pusher
   Channels. */
N_("Reconnect at once")

/* Translators: close code, meaning of 4200 in Pusher Channels; meaning of 4200 to 4299 in Pusher
   Channels. */
N_("The server asks for a new connection at once.")

/* Translators: close code, name of 4202 in Pusher Channels. */
N_("Inactivity")

/* Translators: close code, meaning of 4202 in Pusher Channels. */
N_("The connection was closed after a time without activity.")

/* Translators: close code, name of 4301 in Pusher Channels. */
N_("Client event rejected")

/* Translators: close code, meaning of 4301 in Pusher Channels. */
N_("The client’s event was refused because of its rate.")

/* Translators: close code, name of 4001 in Twitch EventSub. */
N_("Client sent inbound traffic")

/* Translators: close code, meaning of 4001 in Twitch EventSub. */
N_("The client sent a message. It may only answer pings.")

/* Translators: close code, name of 4002 in Twitch EventSub. */
N_("Client failed ping-pong")

/* Translators: close code, meaning of 4002 in Twitch EventSub. */
N_("The client did not answer the server’s pings.")

/* Translators: close code, name of 4003 in Twitch EventSub. */
N_("Connection unused")

/* Translators: close code, meaning of 4003 in Twitch EventSub. */
N_("Nothing was subscribed to in the time after the welcome message.")

/* Translators: close code, name of 4004 in Twitch EventSub. */
N_("Reconnect grace time expired")

/* Translators: close code, meaning of 4004 in Twitch EventSub. */
N_("The client did not change to the new connection in the time after the reconnect message.")

/* Translators: close code, name of 4005 in Twitch EventSub. */
N_("Network timeout")

/* Translators: close code, meaning of 4005 in Twitch EventSub. */
N_("The network did not answer for a while.")

/* Translators: close code, name of 4006 in Twitch EventSub. */
N_("Network error")

/* Translators: close code, meaning of 4006 in Twitch EventSub. */
N_("The network failed for a while.")

/* Translators: close code, name of 4007 in Twitch EventSub. */
N_("Invalid reconnect URL")

/* Translators: close code, meaning of 4007 in Twitch EventSub. */
N_("The address of the reconnection is not the one of the reconnect message.")
