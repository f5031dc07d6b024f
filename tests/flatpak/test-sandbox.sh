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
kept_home=$HOME
. "$here/../cli/tap.sh"
# The folder of tap.sh is in /tmp, of which a sandbox has its own.
export HOME=$kept_home
unset XDG_DATA_HOME XDG_CACHE_HOME
# Parental controls are asked for on the system bus, of which there is none.
export DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS

rm -rf "$HOME" "$FLATPAK_USER_DIR" "$made"
mkdir -p "$HOME/.config" "$HOME/Documents" "$made"
# shellcheck disable=SC2016 # It is the reader of the file that knows $HOME.
printf 'XDG_DOCUMENTS_DIR="$HOME/Documents"\n' >"$HOME/.config/user-dirs.dirs"

# sandboxed COMMAND ARGUMENT...: instead of the window
sandboxed ()
{
  flatpak run --user --command="$1" "$id" "${@:2}"
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
if ! "$flatpak/make-bundle" --folder "$made" >"$made/log.txt" 2>&1; then
  tail -n 30 "$made/log.txt" | sed 's/^/# /'
  result 1 'the manifest builds'
  done_testing
  exit 1
fi
result 0 'the manifest builds'
is "$(grep -E '(\.[ch]|\.ui|meson.build):[0-9]+.*(warning|WARNING):' "$made/log.txt")" '' 'without a warning'

status 0 'the bundle, one file, is installed' \
  flatpak --user install -y --noninteractive --bundle "$made/$id.flatpak"
flatpak --user uninstall -y --noninteractive "$id" >/dev/null
status 0 'the repository is installed from by its .flatpakref' \
  flatpak --user install -y --noninteractive --from "$made/$id.flatpakref"

# -- what it may and what it shows the desktop

is "$(flatpak info --user --show-metadata "$id" | sed -n '/^\[Context\]$/,/^$/p')" \
  "[Context]
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

Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
keep $!
poll 'there is a display' test -s "$work/display"
DISPLAY=:$(cat "$work/display")
export DISPLAY
dbus-update-activation-environment DISPLAY DBUS_SYSTEM_BUS_ADDRESS

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

window ()
{
  xdotool search --onlyvisible --name '^Fecho$' >"$work/window" 2>/dev/null && [ -s "$work/window" ]
}
poll 'there is a window' window
# Before anything is drawn there are few colours.
drawn ()
{
  import -window root "$folder/sandbox.png"
  [ "$(convert "$folder/sandbox.png" -format %k info:)" -gt 200 ]
}
poll "its picture is in $folder/sandbox.png" drawn

gdbus call --session --dest "$id" --object-path "/${id//.//}" \
  --method org.freedesktop.Application.ActivateAction quit '[]' '{}' >/dev/null 2>&1
ended () { ! flatpak ps --columns=application | grep -qF "$id"; }
poll 'it ends when told so over D-Bus' ended
is "$(sqlite3 "$history" 'pragma integrity_check')" ok 'its history is sound'

done_testing
