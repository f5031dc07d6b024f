#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# fecho-cli monitor, export and stats against the built-in server.
. "$(dirname "$0")/tap.sh"

# rows of an export as one line each: the columns named, in order
rows ()
{
  /usr/bin/python3 -c '
import json, sys
for line in sys.stdin:
    row = json.loads(line)
    print(*(json.dumps(row[c], ensure_ascii=False) for c in sys.argv[1:]))' "$@"
}

# Lines of an export as they were printed, before origins were known.
before_judging ()
{
  sed -E 's/"origin":"[^"]*","origin_evidence":("([^"\\]|\\.)*"|null)/"origin":null,"origin_evidence":null/'
}

start_server

status 0 'once' cli --db "$db" monitor --once --output jsonl "$server/close/4000?reason=enough"
is "$(printf '%s\n' "$out" | rows code reason was_clean closed_by stage failed_attempt)" \
  '4000 "enough" true "server" "closing" false' 'prints the event'
is "$(cli --db "$db" export --format jsonl | before_judging)" "$out" 'and the export holds just that line'
is "$(cli --db "$db" export --format jsonl | rows origin origin_evidence)" \
  '"server" "The server sent a Close frame"' 'and the probable origin, found meanwhile'
is "$(cli --db "$db" --lang pt_BR export --format jsonl | rows origin origin_evidence)" \
  '"server" "O servidor enviou um quadro de fechamento"' 'with its evidence in Portuguese'

status 0 'many codes at once' cli --db "$work/many.db" monitor --once --output jsonl \
  "$server/close/1000" "$server/close/1001" "$server/close/1011" "$server/close/1012" "$server/close/1013" \
  "$server/close/1014" "$server/empty" "$server/eof" "$server/reset" "$server/illegal/999"
is "$(cli --db "$work/many.db" export --format jsonl | rows code was_clean closed_by received_code | sort)" \
'1000 true "server" null
1001 true "server" null
1005 true "server" null
1006 false "fecho" 999
1006 false "nobody" null
1006 false "nobody" null
1011 true "server" null
1012 true "server" null
1013 true "server" null
1014 true "server" null' 'each is what it is'

status 0 'a refused handshake' cli --db "$work/refused.db" monitor --once --output jsonl "$server/http/403"
is "$(printf '%s\n' "$out" | rows code failed_attempt http_status cause life_ms opened_at)" \
  '1006 true 403 "auth" null null' 'is a failed attempt'

status 0 'closed by the user' cli --db "$work/user.db" monitor --once --output jsonl --close-after 0.05 \
  --close-code 3001 --close-reason adeus "$server/echo"
is "$(printf '%s\n' "$out" | rows code reason was_clean closed_by cause first_close)" \
  '3001 "adeus" true "user" "user_closed" "us"' 'is told apart'

# A busy computer may be late with the connection: then for longer.
opened_at=null
for duration in 0.5 2 8 32; do
  [ "$opened_at" = null ] || break
  cli --db "$work/quit$duration.db" monitor --duration $duration --output jsonl "$server/echo" >"$work/out"
  ended=$?
  opened_at=$(rows opened_at <"$work/out")
done
is $ended 0 'ended by --duration'
is "$(rows code closed_by cause <"$work/out")" '1001 "fecho" "app_quit"' 'is closed with 1001'

: >"$work/again"
"$FECHO_CLI" --db "$work/again.db" monitor --backoff 0.01,0.02 --output jsonl "$server/close/1000" >>"$work/again" &
again=$!
keep $again
is "$(first_lines 5 "$work/again" $again | rows code | tr '\n' ' ')" '1000 1000 1000 1000 1000 ' 'reconnects by itself'
kill -TERM $again
wait $again
is $? 0 'until it is told to end'

status 0 'a code that stops' cli --db "$work/stop.db" monitor --backoff 0.01,0.02 --output jsonl "$server/close/1008"
is "$(printf '%s\n' "$out" | rows code retry_in_ms)" '1008 null' 'stops: nothing is left to watch'

status 3 '--fail-on code' cli --db "$work/f1.db" monitor --once --fail-on code=1011,1012 "$server/close/1012"
status 0 '--fail-on another code' cli --db "$work/f2.db" monitor --once --fail-on code=1011 "$server/close/1012"
status 3 '--fail-on unclean' cli --db "$work/f3.db" monitor --once --fail-on unclean "$server/eof"
status 3 '--fail-on attempt-failed' cli --db "$work/f4.db" monitor --once --fail-on attempt-failed "$server/http/500"
status 3 '--fail-on life-below' cli --db "$work/f5.db" monitor --once --fail-on life-below=60 "$server/close/1000"
status 1 '--fail-on nonsense' cli --db "$work/f6.db" monitor --once --fail-on moon "$server/close/1000"
has "$err" 'moon' 'is named'

# A signal ends it as it should: everything written, status 0.
: >"$work/lines"
"$FECHO_CLI" --db "$work/signal.db" monitor --output jsonl --close-after 0.05 --backoff 0.01,0.02 "$server/echo" \
  >>"$work/lines" &
watcher=$!
keep $watcher
first_line "$work/lines" $watcher >/dev/null
kill -TERM $watcher
wait $watcher
is $? 0 'SIGTERM ends it with status 0'
cli --db "$work/signal.db" export --format jsonl | before_judging >"$work/exported"
is "$(grep -cxFf "$work/exported" "$work/lines")" "$(wc -l <"$work/lines")" 'and every line is in the history'

for url in http://x/ ws:///x ws://h:0/ ws://h:70000/ 'ws://h/#part' nonsense; do
  status 1 "refused: $url" cli --db "$work/never.db" monitor --once "$url"
  has "$err" "$url" 'and named'
done
is "$([ -e "$work/never.db" ] || echo absent)" absent 'nothing was made for a wrong address'

status 0 'stats as JSON' cli --db "$work/many.db" stats --output json
is "$(printf '%s' "$out" | /usr/bin/python3 -c '
import json, sys
rows = json.load(sys.stdin)
print(sum(r["count"] + r["failed_attempts"] for r in rows), rows[0]["code"], rows[0]["count"], list(rows[0]))')" \
  "10 1006 3 ['code', 'class', 'name', 'description', 'count', 'failed_attempts', 'share', 'clean', 'median_life_ms', 'rate_per_connected_hour']" \
  'counts all, most closes first'
for key in session class cause origin closed-by hour day; do
  status 0 "stats by $key" cli --db "$work/many.db" stats --by $key --output json
  is "$(printf '%s' "$out" | /usr/bin/python3 -c '
import json, sys
print(sum(r["count"] + r["failed_attempts"] for r in json.load(sys.stdin)))')" 10 'sums to the events'
done
status 0 'patterns' cli --db "$work/many.db" patterns --code 2000 --output json
is "$out" "[]" 'an array'
status 1 'patterns in an unknown format' cli --db "$work/many.db" patterns --output moon
status 1 'patterns with an argument' cli --db "$work/many.db" patterns now
status 0 'patterns in Portuguese' env LC_ALL=C "$FECHO_CLI" --db "$work/many.db" --lang pt_BR patterns --code 2000
is "$out" 'Nenhum padrão foi encontrado em 0 evento.' 'says that there is none'
status 0 'stats in Portuguese' env LC_ALL=C "$FECHO_CLI" --db "$work/many.db" --lang pt_BR stats
has "$out" '1012 +Reinício do serviço' 'names the codes'

status 0 'export filtered' cli --db "$work/many.db" export --format csv --code 1012-1014 --columns code,closed_by
is "$(printf '%s\n' "$out" | sort -r)" "$(printf 'code,closed_by\r\n1014,server\r\n1013,server\r\n1012,server\r')" \
  'has those rows and columns'
status 0 'export to a file' cli --db "$db" export --format json --file "$work/x.json"
status 2 'which exists' cli --db "$db" export --format json --file "$work/x.json"
has "$err" 'x.json' 'is named'
status 0 'replaced with --force' cli --db "$db" export --format json --file "$work/x.json" --force
status 1 'an unknown column' cli --db "$db" export --format csv --columns code,moon
has "$err" 'moon' 'is named'
status 1 'an unknown format' cli --db "$db" export --format pdf
status 0 'a copy' cli --db "$db" export --format sqlite --file "$work/copy.db"
is "$(cli --db "$work/copy.db" export --format jsonl)" "$(cli --db "$db" export --format jsonl)" 'holds the same'
status 1 'a copy is the whole' cli --db "$db" export --format sqlite --file "$work/copy2.db" --code 1000
status 2 'no history there' cli --db "$work/none.db" export --format csv
has "$err" 'none.db' 'is named'
is "$([ -e "$work/none.db" ] || echo absent)" absent 'and not made'

status 0 'sessions add' cli --db "$work/s.db" sessions add --name Orion ws://127.0.0.1:9/
status 0 'sessions list' cli --db "$work/s.db" sessions list
has "$out" '^Orion +ws://127.0.0.1:9/' 'shows it'
status 0 'sessions pause' cli --db "$work/s.db" sessions pause Orion
has "$(cli --db "$work/s.db" sessions list)" 'paused' 'is kept'
status 1 'no such session' cli --db "$work/s.db" sessions remove Nobody
has "$err" 'Nobody' 'is named'
status 0 'sessions remove' cli --db "$work/s.db" sessions remove Orion
is "$(cli --db "$work/s.db" sessions list)" '' 'is gone'

status 2 'a port in use' cli demo-server --port "${server##*:}"
has "$err" "${server##*:}" 'is named'
# What cannot be meant is refused at the start, with what and where.
printf 'no certificate\n' >"$work/empty.pem"
status 1 'a fraction of a second' cli --db "$work/none.db" monitor --once --ping 0.4 "$server/echo"
has "$err" '--ping.*whole number' 'is no interval of pings'
status 1 'authorities without one' cli --db "$work/none.db" monitor --once --ca "$work/empty.pem" "$server/echo"
has "$err" '--ca.*empty.pem' 'are named'
status 1 'a certificate without one' cli --db "$work/none.db" monitor --once --cert "$work/empty.pem" "$server/echo"
has "$err" '--cert.*empty.pem' 'is named'

status 1 'a header of the handshake itself' cli --db "$work/none.db" monitor --header 'Host: x' "$server/echo"
has "$err" '--header.*Host.*handshake' 'is named'
status 1 'a secret that is no header' cli --db "$work/none.db" monitor --header 'hunter2 hunter2' "$server/echo"
has "$err" '--header.*Name: value' 'is told how'
status 1 'in Portuguese' env LC_ALL=pt_BR.UTF-8 "$FECHO_CLI" --db "$work/none.db" monitor --protocol 'a b' "$server/echo"
has "$err" '--protocol.*“a b”' 'it is named too'

done_testing
