#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What check-flatpak runs in its name spaces: from the manifest to the window in its sandbox.
# TAP on standard output. It takes all its places from check-flatpak.
set -u

here=$(cd "$(dirname "$0")" && pwd)
flatpak=$here/../../flatpak
id=io.github.fecho.Fecho
folder=$FLATPAK_TEST_FOLDER
made=$folder/made
pictures=$FLATPAK_TEST_PICTURES
kept_home=$HOME
. "$here/../cli/tap.sh"
# The folder of tap.sh is in /tmp, of which a sandbox has its own.
export HOME=$kept_home
unset XDG_DATA_HOME XDG_CACHE_HOME
# Parental controls are asked for on the system bus, of which there is none.
export DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS

rm -rf "$HOME" "$FLATPAK_USER_DIR" "$made"
rm -f "$pictures"/sandbox*.png
mkdir -p "$HOME/.config" "$HOME/Documents" "$made"
# shellcheck disable=SC2016 # It is the reader of the file that knows $HOME.
printf 'XDG_DOCUMENTS_DIR="$HOME/Documents"\n' >"$HOME/.config/user-dirs.dirs"
# Where the portal begins to look for a place.
cd "$HOME" || exit

# sandboxed COMMAND ARGUMENT...: instead of the window
sandboxed ()
{
  flatpak run --user --command="$1" "$id" "${@:2}"
}

# permissions ID: what the installed application may.
permissions ()
{
  flatpak info --user --show-metadata "$1" | sed -n '/^\[Context\]$/,/^$/p'
}

# build NAME OPTION...: bundle, repository and reference of a manifest; ends the test where it fails.
build ()
{
  if ! "$flatpak/make-bundle" --folder "$made" "${@:2}" >"$made/log.txt" 2>&1; then
    tail -n 30 "$made/log.txt" | sed 's/^/# /'
    result 1 "$1 builds"
    done_testing
    exit 1
  fi
  result 0 "$1 builds"
  is "$(grep -E '(\.[ch]|\.ui|meson.build):[0-9]+.*(warning|WARNING):' "$made/log.txt")" '' 'without a warning'
}

# poll NAME COMMAND...: until it succeeds, for at most two minutes. What is waited for happens in
# another process that tells nobody; between two looks it stands at a pipe on which nothing comes.
poll ()
{
  local name=$1 end=$((SECONDS + 120))

  shift
  until "$@"; do
    if [ $SECONDS -ge $end ]; then
      result 1 "$name"
      return
    fi
    read -r -t 0.1 <>"$work/nothing"
  done
  result 0 "$name"
}
mkfifo "$work/nothing"

# -- build and install

flatpak --user remote-add --no-gpg-verify runtime "file://$FLATPAK_TEST_RUNTIME/repo"
status 0 'the runtime and the SDK are installed' \
  flatpak --user install -y --noninteractive runtime \
  "org.gnome.Platform//$FLATPAK_TEST_BRANCH" "org.gnome.Sdk//$FLATPAK_TEST_BRANCH"
build 'the manifest'

status 0 'the bundle, one file, is installed' \
  flatpak --user install -y --noninteractive --bundle "$made/$id.flatpak"
flatpak --user uninstall -y --noninteractive "$id" >/dev/null
status 0 'the repository is installed from by its .flatpakref' \
  flatpak --user install -y --noninteractive --from "$made/$id.flatpakref"

# -- what it may and what it shows the desktop

is "$(permissions "$id")" "[Context]
shared=network;ipc;
sockets=x11;wayland;fallback-x11;
devices=dri;" 'it may use the network, the display and no more'
is "$(flatpak info --user --show-metadata "$id" | grep 'Policy\|talk\|own=')" '' 'no bus names are granted'

exported=$FLATPAK_USER_DIR/exports/share
status 0 'its desktop entry is exported and valid' desktop-file-validate "$exported/applications/$id.desktop"
for file in dbus-1/services/$id.service icons/hicolor/scalable/apps/$id.svg \
  icons/hicolor/symbolic/apps/$id-symbolic.svg mime/packages/$id.xml; do
  is "$(test -s "$exported/$file" && echo there)" there "the desktop finds $file"
done
# Old versions of flatpak-builder give it its old name.
is "$(cd "$exported/metainfo" && echo "$id".*.xml | sed 's/appdata/metainfo/')" "$id.metainfo.xml" 'and its metainfo'

# -- a display, before the first program in the sandbox calls the portals, which live on it

Xvfb -displayfd 3 -screen 0 1320x860x24 -dpi 96 -nolisten tcp -noreset 3>"$work/display" 2>/dev/null &
keep $!
poll 'there is a display' test -s "$work/display"
DISPLAY=:$(cat "$work/display")
export DISPLAY
dbus-update-activation-environment DISPLAY DBUS_SYSTEM_BUS_ADDRESS
# Keys go to the window that was opened last.
openbox --sm-disable --startup "sh -c 'echo ready >$work/openbox'" 2>/dev/null &
keep $!
poll 'there is a window manager' test -s "$work/openbox"

# -- the sandbox

echo secret >"$HOME/secret.txt"
echo secret >"$work/secret.txt"
for file in "$HOME/secret.txt" "$work/secret.txt" /etc/shadow /var/lib/dpkg/status; do
  is "$(test -e "$file" && echo there)" there "there is ${file##*/} outside"
  status 1 '… and not inside' sandboxed test -e "$file"
done
# shellcheck disable=SC2016 # The home of the sandbox.
sandboxed sh -c 'echo lost >"$HOME/from-inside.txt"' 2>/dev/null
is "$(ls "$HOME/from-inside.txt" 2>/dev/null)" '' 'what is written to the home inside does not come out'
is "$(sandboxed sh -c 'test -w /app/bin || echo read-only')" read-only 'the program cannot be changed from inside'
has "$(sandboxed fecho-cli --lang pt_BR codes 1006 2>&1)" 'fechad|Fechamento|fechamento' \
  'code descriptions are there in every language'

# -- monitoring

: >"$work/address"
/usr/bin/python3 "$here/server.py" >>"$work/address" &
keep $!
address=$(first_line "$work/address" $!)
status 0 'a session is added' sandboxed fecho-cli sessions add "$address"

# On the bus it is what Flatpak exported that starts the program.
flatpak override --user --env=GSK_RENDERER=cairo --env=GDK_BACKEND=x11 "$id"
gdbus call --session --dest "$id" --object-path "/${id//.//}" \
  --method org.freedesktop.Application.Activate '{}' >"$work/activated" 2>&1
is "$(cat "$work/activated")" '()' 'the desktop starts it over D-Bus'

history=$HOME/.var/app/$id/data/fecho/history.db
has_closes ()
{
  [ "$(sqlite3 "file:$history?mode=ro" 'select count(*) from close_event where code = 4001' 2>/dev/null || echo 0)" -ge 2 ]
}
poll 'closes of a server outside stand in the history under its own folder' has_closes
is "$(ls "$HOME/.local/share/fecho" 2>/dev/null)" '' '… and nowhere else'

# shown OPTION PATTERN: whether there is such a window, of which it sets $window.
shown ()
{
  window=$(xdotool search --onlyvisible "$1" "$2" 2>/dev/null | tail -n 1)
  [ -n "$window" ]
}

# drawn NAME: takes the picture of $window. Before anything is drawn there are few colours.
drawn ()
{
  import -silent -window "$window" "$pictures/$1.png" 2>/dev/null &&
    [ "$(convert "$pictures/$1.png" -format %k info:)" -gt 200 ]
}

poll 'there is a window' shown --name '^Fecho$'
poll "its picture is in $pictures" drawn sandbox

# -- a file chosen by a person, which the portal lets the program write

# press KEYS OPTION PATTERN: until such a window is shown, which takes its time.
press ()
{
  local end=$((SECONDS + 10))

  xdotool key --clearmodifiers "$1"
  until shown "$2" "$3"; do
    [ $SECONDS -lt $end ] || return 1
    read -r -t 0.1 <>"$work/nothing"
  done
}
poll 'Ctrl+E asks what to export' press ctrl+e --name '^Export Closes$'
poll 'its picture too' drawn sandbox-export
poll 'Alt+E has the portal ask where to' press alt+e --class '^xdg-desktop-portal-gtk$'
poll 'and a picture of that' drawn sandbox-portal

saved=$HOME/Documents/closes.csv
xdotool key ctrl+a
xdotool type --delay 20 "$saved"
xdotool key Return
poll 'what was exported is where the person chose' test -s "$saved"
has "$(head -n 1 "$saved")" '^id,run,session,url,' 'its first line names the columns'
has "$(cat "$saved")" ",$address,.*,4001,application,.*,seen from the sandbox," 'and a line is of a close'
is "$(sandboxed sh -c "ls '$HOME/Documents' 2>/dev/null")" '' 'the rest of that folder stays hidden from it'

gdbus call --session --dest "$id" --object-path "/${id//.//}" \
  --method org.freedesktop.Application.ActivateAction quit '[]' '{}' >/dev/null 2>&1
ended () { ! flatpak ps --columns=application | grep -qF "$id"; }
poll 'it ends when told so over D-Bus' ended
is "$(sqlite3 "$history" 'pragma integrity_check')" ok 'its history is sound'

# -- the nightly beside it

build 'the manifest of the nightly' --devel
status 0 'it is installed beside the release' \
  flatpak --user install -y --noninteractive --from "$made/$id.Devel.flatpakref"
is "$(permissions "$id.Devel")" "$(permissions "$id")" 'it may do the same'
has "$(flatpak run --user --command=fecho-cli "$id.Devel" --version 2>&1)" '^fecho-cli [0-9]' 'it runs'
is "$(test -s "$exported/applications/$id.Devel.desktop" && echo there)" there 'the desktop finds it under its own name'

done_testing
