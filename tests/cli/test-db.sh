#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Care of the history: it is checked, copied and shortened.
. "$(dirname "$0")/tap.sh"

start_server
cli --db "$db" monitor --once "$server/close/1000" "$server/close/4000" >"$work/out" 2>&1

status 0 'a good history is checked' cli --db "$db" db check
has "$out" 'in order' 'and is said to be in order'

status 0 'it is copied' cli --db "$db" db backup "$work/copy.db"
is "$(cli --db "$work/copy.db" export --format jsonl | wc -l)" 2 'with all its rows'
status 2 'an existing copy' cli --db "$db" db backup "$work/copy.db"
has "$err" 'copy.db.*exists already' 'is named and left alone'
status 0 'unless --force is given' cli --db "$db" db backup --force "$work/copy.db"
status 2 'the history itself is no copy' cli --db "$db" db backup --force "$db"
is "$(cli --db "$db" export --format jsonl | wc -l)" 2 'and is as it was'

status 0 'nothing is old' cli --db "$db" db prune --older-than 1
has "$out" '^0 events were removed' 'so nothing goes'
python3 - "$db" <<'P'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute('UPDATE close_event SET closed_at = closed_at - 10 * 86400000000 WHERE id = 1')
db.commit()
P
status 0 'what is older goes' cli --db "$db" db prune --older-than 9
has "$out" '^1 event was removed' 'and is counted'
is "$(cli --db "$db" export --format jsonl | wc -l)" 1 'the rest stays'

python3 - "$work/copy.db" <<'P'
import sqlite3, sys
path = sys.argv[1]
db = sqlite3.connect(path)
page = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'close_event_time'").fetchone()[0]
size = db.execute('PRAGMA page_size').fetchone()[0]
db.close()
with open(path, 'r+b') as file:
    file.seek((page - 1) * size + 8)
    file.write(b'\xff' * 64)
P
status 2 'a damaged one' cli --db "$work/copy.db" db check
has "$err" 'copy.db.*is damaged' 'is said to be so'

status 1 'no action' cli --db "$db" db
status 1 'another action' cli --db "$db" db vacuum
status 1 'prune without days' cli --db "$db" db prune
status 1 'days for a check' cli --db "$db" db check --older-than 3
status 1 'backup without a file' cli --db "$db" db backup
status 2 'a file that is not there' cli --db "$work/none.db" db check

done_testing
