#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The real program, as it is started and ended. Runs inside gui-session.sh; TAP on standard output.
set -u
n_tests=0
n_failed=0
pid=

# result STATUS NAME
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
    echo "# got '$1', expected '$2'"
    result 1 "$3"
  fi
}

# start TITLE ARGUMENT...: returns when its window is there.
start ()
{
  local title=$1

  shift
  "$FECHO" "$@" &
  pid=$!
  timeout 100 xdotool search --sync --onlyvisible --pid "$pid" --name "$title" >"$GUI_SESSION_DIR/windows"
  window=$(tail -1 "$GUI_SESSION_DIR/windows")
}

# made FILE NAME: waits until the file is there.
made ()
{
  local i

  for ((i = 0; i < 1000; i++)); do
    [ -s "$1" ] && break
    timeout 0.1 tail --pid="$pid" -f /dev/null
  done
  result "$([ -s "$1" ]; echo $?)" "$2"
}

# press KEY: until the program has ended of it; a key is lost where the window has no focus yet.
press ()
{
  local i

  for ((i = 0; i < 60; i++)); do
    kill -0 "$pid" 2>/dev/null || return 0
    xdotool windowfocus "$window" key "$1" 2>/dev/null
    timeout 0.5 tail --pid="$pid" -f /dev/null
  done
}

# ends NAME: the program ends by itself, without an error.
ends ()
{
  local status

  timeout 100 tail --pid="$pid" -f /dev/null || kill "$pid"
  wait "$pid"
  status=$?
  is "$status" 0 "$1"
}

command -v xdotool >/dev/null || { echo '1..0 # SKIP no xdotool'; exit 0; }

is "$("$FECHO" --version | cut -d ' ' -f 1)" Fecho 'prints its version without a window'

start '^Fecho$'
made "$XDG_DATA_HOME/fecho/history.db" 'makes its history'
gdbus call --session --dest io.github.fecho.Fecho --object-path /io/github/fecho/Fecho \
  --method org.gtk.Actions.Activate quit '[]' '{}' >"$GUI_SESSION_DIR/answer"
ends 'ends by its action over D-Bus'

echo 'not a history' >"$GUI_SESSION_DIR/text.db"
start '^Fecho$' --db "$GUI_SESSION_DIR/text.db"
press ctrl+q
ends 'a file that is no history is a page, not a crash'
is "$(cat "$GUI_SESSION_DIR/text.db")" 'not a history' 'and it is left as it is'

start '^Fecho$' --db "$GUI_SESSION_DIR/own.db"
made "$GUI_SESSION_DIR/own.db" 'makes a history where it is told to'
press ctrl+q
ends 'and ends'

start '^Demo' --demo
press ctrl+w
ends 'the demo ends with its window'
is "$(ls "$XDG_CACHE_HOME/fecho")" '' 'and leaves nothing behind'

echo "1..$n_tests"
[ "$n_failed" -eq 0 ]
