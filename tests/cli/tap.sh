# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the scripts of this folder: TAP on standard output, a folder of its own for each test,
# and the real binary in $FECHO_CLI. What a test starts it gives to keep(); it is ended at exit, by pid.
set -u
n_tests=0
n_failed=0
pids=
work=$(mktemp -d)
export XDG_DATA_HOME="$work/data" XDG_CACHE_HOME="$work/cache" HOME="$work"
db="$work/history.db"

clean_up ()
{
  for pid in $pids; do
    kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
  done
  rm -rf "$work"
}
trap clean_up EXIT

keep () { pids="$pids $1"; }

cli () { "$FECHO_CLI" "$@"; }

# result STATUS NAME: one line of TAP.
result ()
{
  n_tests=$((n_tests + 1))
  if [ "$1" -eq 0 ]; then
    echo "ok $n_tests - $2"
  else
    n_failed=$((n_failed + 1))
    echo "not ok $n_tests - $2"
  fi
}

# is GOT EXPECTED NAME
is ()
{
  if [ "$1" = "$2" ]; then
    result 0 "$3"
  else
    result 1 "$3"
    printf 'got:      %s\nexpected: %s\n' "$1" "$2" | sed 's/^/# /'
  fi
}

# has TEXT PATTERN NAME: an extended regular expression
has ()
{
  if printf '%s\n' "$1" | grep -qE -- "$2"; then
    result 0 "$3"
  else
    result 1 "$3"
    printf '%s\n' "$1" | sed 's/^/# /'
    echo "# does not hold: $2"
  fi
}

# status EXPECTED NAME COMMAND...: runs it, keeping what it printed in $out and $err.
status ()
{
  expected=$1 name=$2
  shift 2
  "$@" >"$work/out" 2>"$work/err"
  got=$?
  out=$(cat "$work/out")
  err=$(cat "$work/err")
  is "$got" "$expected" "$name"
  [ "$got" = "$expected" ] || sed 's/^/# /' "$work/err"
}

# first_lines N FILE PID: what a program in the background writes into a file first, waited for.
first_lines ()
{
  tail -n +1 -f --pid="$3" "$2" 2>/dev/null | head -n "$1"
}

first_line () { first_lines 1 "$@"; }

# The built-in server, for as long as the test runs: sets $server to ws://127.0.0.1:PORT
start_server ()
{
  : >"$work/server"             # there before the child is, for first_line
  "$FECHO_CLI" demo-server >>"$work/server" &
  keep $!
  server=$(first_line "$work/server" $! | sed 's|^\(ws://[^/]*\).*|\1|')
}

done_testing ()
{
  echo "1..$n_tests"
  [ "$n_failed" -eq 0 ]
}
