#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# History files that are not ours, newer than us or in places that cannot be written: said, untouched.
. "$(dirname "$0")/tap.sh"

watch () { status 2 "$1" cli --db "$2" monitor --once ws://127.0.0.1:1/; }

untouched ()
{
  is "$(sha256sum <"$1")" "$before" "and it is left as it is"
  is "$(ls -A "$(dirname "$1")")" "$(basename "$1")" 'with nothing made beside it'
}

for kind in text sqlite newer; do
  mkdir "$work/$kind"
  file="$work/$kind/history.db"
  case $kind in
    text) echo 'Dear diary, this is no database at all.' >"$file"; word='not a history of Fecho' ;;
    sqlite) sqlite3 "$file" 'CREATE TABLE diary (day TEXT)'; word='not a history of Fecho' ;;
    newer)
      cli --db "$file" sessions list
      sqlite3 "$file" 'PRAGMA wal_checkpoint (TRUNCATE); PRAGMA journal_mode = DELETE; PRAGMA user_version = 99' >/dev/null
      word='newer version of Fecho'
      ;;
  esac
  before=$(sha256sum <"$file")
  watch "watching into $kind" "$file"
  has "$err" "$file.*$word" 'is refused by name'
  untouched "$file"
  for command in 'stats' 'export --format csv' 'history' 'sessions list'; do
    # shellcheck disable=SC2086 # the words of a command
    status 2 "$command of $kind" cli --db "$file" $command
    has "$err" "$file" 'is refused by name'
  done
  untouched "$file"
done

status 2 'a folder that cannot be' cli --db /proc/none/history.db monitor --once ws://127.0.0.1:1/
has "$err" '/proc/none' 'is named'

status 2 'in Portuguese' env LC_ALL=pt_BR.UTF-8 LANGUAGE=pt_BR "$FECHO_CLI" --db "$work/text/history.db" stats
has "$err" 'não é um histórico do Fecho' 'says the same'

# What nobody else should read, nobody else can, whatever the umask.
(umask 0; cli --db "$work/fresh/history.db" sessions list)
is "$(stat -c %a "$work/fresh" "$work/fresh/history.db" 2>/dev/null | tr '\n' ' ')" '700 600 ' 'a new history is private'
(
  umask 0
  for format in csv html sqlite; do
    cli --db "$work/fresh/history.db" export --format $format --file "$work/export.$format"
  done
  cli --db "$work/fresh/history.db" db backup "$work/export.backup"
  cli --db "$work/fresh/history.db" sessions export "$work/export.sessions"
) >/dev/null
is "$(stat -c %a "$work"/export.* | tr '\n' ' ')" '600 600 600 600 600 ' 'and so is all that is made of it'
done_testing
