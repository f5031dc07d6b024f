#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Dictionaries of applications: their codes, and what they do to a session; and two periods compared.
. "$G_TEST_SRCDIR/cli/tap.sh"

status 0 'codes of a dictionary' cli codes --dictionary pusher 4200 --output json
is "$(printf '%s' "$out" | /usr/bin/python3 -c '
import json, sys
row, = json.load(sys.stdin)
print(row["code"], row["name"], row["reconnect"], row["class"], list(row))')" \
  "4200 Reconnect at once at_once application ['code', 'name', 'class', 'description', 'reconnect', 'source']" \
  'as JSON'
status 0 'in Portuguese' cli --lang pt_BR codes --dictionary discord 4004
has "$out" '4004 +Falha na autenticação' 'has its name'
status 1 'an unknown dictionary' cli codes --dictionary moon
has "$err" 'pusher' 'names those there are'

# The person's own: it names the code, gives it a class, and forbids another attempt.
mkdir -p "$XDG_DATA_HOME/fecho/dictionaries"
cat >"$XDG_DATA_HOME/fecho/dictionaries/own.json" <<'END'
{ "format": 1, "id": "own", "name": "Own", "source": "a test", "hosts": ["127.0.0.1"], "subprotocols": [],
  "codes": [{ "code": 4000, "class": "policy", "retry": "no", "name": "Out of *stock*", "meaning": "Nothing is left." }] }
END
start_server
status 0 'ends by itself after a code that forbids it' cli --db "$db" monitor --output jsonl "$server/close/4000"
line=$(printf '%s\n' "$out" | /usr/bin/python3 -c '
import json, sys
for line in sys.stdin:
    row = json.loads(line)
    print(row["code"], row["class"], row["name"], row["description"], row["dictionary"], row["retry_in_ms"])')
is "$line" '4000 policy Out of *stock* Nothing is left. own None' 'and is named by it'
status 0 'history' cli --db "$db" history
has "$out" '4000 .*Out of \*stock\*' 'names it too'
has "$out" 'probable origin: Server' 'and says whose fault it probably was'
status 0 'history in Spanish whatever the locale' cli --db "$db" --lang es history
has "$out" 'Servidor  abierta durante .*origen probable: Servidor' 'is all of that language'
status 0 'words of its name' cli --db "$db" history --text 'OF *STOCK'
has "$out" '4000 .*Out of \*stock\*' 'find it'
status 0 'its number' cli --db "$db" history --text 400
has "$out" '4000 .*Out of \*stock\*' 'finds it too'
status 0 'other words' cli --db "$db" history --text 'sold out'
is "$out" '' 'do not'
status 0 'stats' cli --db "$db" stats
has "$out" '4000 +Out of \*stock\*' 'name it too'
read_words='
import csv, io, json, sys
text = sys.stdin.read()
rows = json.loads(text) if text[0] == "[" else csv.DictReader(io.StringIO(text))
for row in rows:
    print(row["code"], row["class"], row["name"], row["description"], row["dictionary"])'
for format in csv json; do
  status 0 "$format" cli --db "$db" export --format "$format"
  is "$(printf '%s' "$out" | /usr/bin/python3 -c "$read_words")" '4000 policy Out of *stock* Nothing is left. own' \
    'has its words'
done
status 0 'a report' cli --db "$db" export --format html
has "$out" '<b>Out of \*stock\* · Own</b><br><span class=.dim.>Nothing is left\.' 'has them in the table of codes'
has "$out" "<rect class='policy'" 'and its class in the chart'
is "$(printf '%s' "$out" | grep -c "<rect class='application'")" 0 'which the standard does not give it'
status 0 'classes' cli --db "$db" stats --by class --output json
is "$(printf '%s' "$out" | /usr/bin/python3 -c 'import json, sys; print(*[(row["class"], row["count"]) for row in json.load(sys.stdin)])')" \
  "('policy', 1)" 'are those of the dictionary'
status 0 'events of a class' cli --db "$db" history --class policy
has "$out" '4000 .*Out of \*stock\*' 'are by it too'
status 0 'of the class of the standard' cli --db "$db" history --class application
is "$out" '' 'are none'
status 0 'a code of two periods' cli --db "$db" stats --since 1h --compare before --output json
is "$(printf '%s' "$out" | /usr/bin/python3 -c 'import json, sys; print(*[(row["code"], row["class"], row["name"]) for row in json.load(sys.stdin)])')" \
  "(4000, 'policy', 'Out of *stock*')" 'has its name and class'
status 0 'classes of two periods' cli --db "$db" stats --by class --since 1h --compare before --output json
is "$(printf '%s' "$out" | /usr/bin/python3 -c 'import json, sys; print(*[(row["class"], row["count"]) for row in json.load(sys.stdin)])')" \
  "('policy', 1)" 'are those of the dictionary'
status 0 'two periods as text' cli --db "$db" stats --since 1h --compare before
has "$out" '4000  Out of \*stock\*' 'have its name'
rm "$XDG_DATA_HOME/fecho/dictionaries/own.json"
status 0 'without the dictionary' cli --db "$db" history
has "$out" '4000 .*Private Use' 'it is a number like any other'

# Two periods. Where nothing was watched before, nothing is new.
read_changes='
import json, sys
for row in json.load(sys.stdin):
    print(row.get("code", row.get("origin")), row["count"], row["count_before"], row["change"], len(row))'
status 0 'compare with the time before' cli --db "$db" stats --since 1h --compare before --output json
is "$(printf '%s' "$out" | /usr/bin/python3 -c "$read_changes")" '4000 1 0 None 12' 'which nobody watched'
middle=$(date -u +%Y-%m-%dT%H:%M:%S.%6NZ)
status 0 'a close later' cli --db "$db" monitor --once "$server/close/4001"
status 0 'compare with an earlier time' cli --db "$db" stats --since "$middle" --compare "1h,$middle" --output json
is "$(printf '%s' "$out" | /usr/bin/python3 -c "$read_changes" | tr '\n' ';')" \
  '4001 1 0 new 12;4000 0 1 vanished 12;' 'one code is new, one has vanished'
status 0 'compare origins' cli --db "$db" stats --by origin --since "$middle" --compare "1h,$middle" --output json
is "$(printf '%s' "$out" | /usr/bin/python3 -c "$read_changes")" 'server 1 1 None 10' 'none has changed'
status 0 'as text in Portuguese' cli --db "$db" --lang pt_BR stats --since "$middle" --compare "1h,$middle"
has "$out" '4001 .*novo' 'says so'
status 1 'before what' cli --db "$db" stats --compare before
has "$err" 'since' 'is asked'
status 1 'an unknown period' cli --db "$db" stats --since 1h --compare moon
status 1 'periods by hour' cli --db "$db" stats --by hour --compare 2h,1h

done_testing
