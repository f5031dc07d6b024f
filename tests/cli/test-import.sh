#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What one Fecho exported another takes in: the same rows, nothing doubled, and nothing of a file with a fault.
. "$(dirname "$0")/tap.sh"

n_rows () { cli --db "$1" export --format jsonl | wc -l; }

# Rows without what is the file's own: its id, and what is judged here.
rows () { cli --db "$1" export --format jsonl | sed -E 's/^\{"id":[0-9]+,//; s/"origin":[^,]*,"origin_evidence":("[^"]*"|null),//' | sort; }

start_server
cli --db "$db" monitor --once "$server/close/1000" "$server/close/1011?reason=shard%203" "$server/close/4000" "$server/status/503" >"$work/out" 2>&1
cli --db "$db" export --format jsonl --file "$work/events.jsonl"
cli --db "$db" export --format json --file "$work/events.json"
n=$(n_rows "$db")
is "$n" 4 'four ends were recorded'

other="$work/other.db"
status 0 'they are imported' cli --db "$other" import "$work/events.jsonl"
has "$out" '^4 events were added' 'and counted'
is "$(rows "$other")" "$(rows "$db")" 'every row is the same'
status 0 'once more' cli --db "$other" import "$work/events.jsonl"
has "$out" '^4 events were here already' 'nothing is doubled'
status 0 'as JSON too' cli --db "$other" import "$work/events.json"
is "$(n_rows "$other")" 4 'nothing is doubled'
has "$(cli --db "$other" sessions list)" 'paused' 'its sessions are paused'
status 0 'into its own history' cli --db "$db" import "$work/events.jsonl"
is "$(n_rows "$db")" 4 'nothing is doubled there'

{ cat "$work/events.jsonl"; echo; echo '{"url":"wss://a.example/","code":1006}'; } >"$work/fault.jsonl"
status 2 'a fault in the last line' cli --db "$work/fresh.db" import "$work/fault.jsonl"
has "$err" 'fault.jsonl: Line 6: .*closed_at.* is missing' 'is named with its line'
is "$(n_rows "$work/fresh.db")" 0 'and nothing before it was taken'
head -c 1500 "$work/events.jsonl" >"$work/cut.jsonl"
status 2 'a file that was cut' cli --db "$work/fresh.db" import "$work/cut.jsonl"
status 2 'a picture' cli --db "$work/fresh.db" import "$FECHO_CLI"
status 2 'another JSON' sh -c "echo '{\"a\": 1' >'$work/x.json'; \"$FECHO_CLI\" --db '$work/fresh.db' import '$work/x.json'"
status 2 'a file that is not there' cli --db "$work/fresh.db" import "$work/none.jsonl"
has "$err" 'none.jsonl' 'is named'
status 1 'no file' cli --db "$work/fresh.db" import
is "$(n_rows "$work/fresh.db")" 0 'none of them left a trace'

cat >"$work/shop.har" <<'H'
{"log": {"version": "1.2", "entries": [
  {"request": {"url": "https://shop.example/", "headers": []}},
  {"_resourceType": "websocket", "request": {"url": "wss://shop.example/live", "headers": [
    {"name": "Cookie", "value": "sid=hush"}, {"name": "Sec-WebSocket-Protocol", "value": "graphql-ws"}]}},
  {"_resourceType": "websocket", "request": {"url": "wss://shop.example/live", "headers": []}}]}}
H
status 0 'a HAR' cli --db "$work/fresh.db" import "$work/shop.har"
has "$out" '^1 session was added' 'becomes a session'
has "$out" '2 WebSocket connections. It does not say' 'and what it does not say is said'
status 0 'a HAR again' cli --db "$work/fresh.db" import "$work/shop.har"
has "$out" '^1 session was here already' 'is not doubled'

cli --db "$work/fresh.db" sessions add --header 'Authorization: Bearer hush' wss://a.example/ >/dev/null
status 0 'sessions are exported' cli --db "$work/fresh.db" sessions export "$work/sessions.json"
is "$(grep -c hush "$work/sessions.json")" 0 'without their secrets'
status 2 'an existing file' cli --db "$work/fresh.db" sessions export "$work/sessions.json"
has "$err" 'sessions.json.*exists already' 'is not replaced'
status 0 'and imported' cli --db "$work/third.db" sessions import "$work/sessions.json"
has "$out" '^2 sessions were added' 'both of them'
is "$(cli --db "$work/third.db" sessions export -)" "$(cat "$work/sessions.json")" 'they are the same'
status 0 'twice' cli --db "$work/third.db" sessions import "$work/sessions.json"
has "$out" '^2 sessions were here already' 'they are not doubled'

status 0 'in Portuguese' env LC_ALL=pt_BR.UTF-8 LANGUAGE=pt_BR "$FECHO_CLI" --db "$work/third.db" import "$work/shop.har"
has "$out" '2 conexões WebSocket' 'the note is in Portuguese'
done_testing
