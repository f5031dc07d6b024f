#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command in a desktop session of its own: an X server without a screen, a session bus, a
# window manager, empty folders for settings and data. The command sees nothing of the caller's
# desktop, and what was started for it ends with it.
#
#   gui-session.sh [OPTION...] -- COMMAND [ARGUMENT...]
#
#   --size WxH           of the screen (1280x800)
#   --wm openbox|none    window manager (openbox)
#   --locale NAME        (C.UTF-8); it must have been generated
#   --style NAME         default, prefer-dark, prefer-light (default)
#   --high-contrast
#   --scale N            whole factor of all sizes (1)
#   --text-scale F       factor of the text (1)
#   --font NAME          (Cantarell 11)
#   --rtl                mirrored, as in languages written from the right
#   --animations 0|1     (0)
#   --park               the pointer stands in the last corner of the screen and not in its middle,
#                        where what is shown under it is told of it
#   --a11y atspi|test|none   atspi: other programs can read the window; test: what the functions
#                        gtk_test_accessible_... need (atspi)
#   --fatal WHAT         G_DEBUG of the command
#
# Status: the command's; 77, skipped, where the machine lacks the X server or the bus.
set -u

size=1280x800 wm=openbox locale=C.UTF-8 style=default contrast=0 scale=1 text_scale=1
font='Cantarell 11' rtl=false animations=0 park=false a11y=atspi fatal=
while [ $# -gt 0 ]; do
  case $1 in
    --high-contrast) contrast=1; shift; continue ;;
    --rtl) rtl=true; shift; continue ;;
    --park) park=true; shift; continue ;;
    --) shift; break ;;
  esac
  [ $# -gt 1 ] || { echo "gui-session.sh: $1 needs a value" >&2; exit 2; }
  case $1 in
    --size) size=$2 ;;
    --wm) wm=$2 ;;
    --locale) locale=$2 ;;
    --style) style=$2 ;;
    --scale) scale=$2 ;;
    --text-scale) text_scale=$2 ;;
    --font) font=$2 ;;
    --animations) animations=$2 ;;
    --a11y) a11y=$2 ;;
    --fatal) fatal=$2 ;;
    *) echo "gui-session.sh: no option $1" >&2; exit 2 ;;
  esac
  shift 2
done
[ $# -gt 0 ] || { echo 'gui-session.sh: no command' >&2; exit 2; }
for part in Xvfb dbus-daemon; do
  command -v "$part" >/dev/null || { echo "gui-session.sh: skipped, $part is not installed" >&2; exit 77; }
done

here=$(cd "$(dirname "$0")" && pwd)
# The sockets of X and of the buses have at most 107 bytes of path: not below the build folder.
session=$(mktemp -d /tmp/fecho-session.XXXXXX)
mkdir -m 700 "$session"/{home,runtime,config,config/gtk-4.0,data,cache,state,services,sockets}
started=()

end_session ()
{
  local pid

  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    pid=${started[i]}
    kill "$pid" 2>/dev/null || continue
    timeout 5 tail -s 0.02 --pid="$pid" -f /dev/null || kill -KILL "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
  done
  rm -rf "$session"
}
trap end_session EXIT
trap 'exit 143' TERM INT HUP

# launch NAME COMMAND...: in the background, with descriptor 3 a pipe; sets $answer to the first
# line that comes back through it. The pipe is open here before the command starts: what is written
# into a pipe and closed before anybody has opened it to read is lost.
launch ()
{
  local name=$1 pipe

  shift
  mkfifo "$session/$name"
  exec {pipe}<>"$session/$name"
  "$@" 3<&"$pipe" >"$session/$name.log" 2>&1 &
  started+=($!)
  if ! read -r -t 30 -u "$pipe" answer; then
    echo "gui-session.sh: $name did not start" >&2
    cat "$session/$name.log" >&2
    exit 99
  fi
  exec {pipe}<&-
}

for variable in $(compgen -e); do
  case $variable in
    WAYLAND_* | DBUS_* | AT_SPI_* | XAUTHORITY | DESKTOP_* | XDG_* | GTK_* | GDK_* | GSK_* | ADW_* | LC_* | LANGUAGE | QT_*)
      unset "$variable"
      ;;
  esac
done

launch X Xvfb -displayfd 3 -screen 0 "${size}x24" -dpi 96 -nolisten tcp -noreset
export DISPLAY=:$answer

export HOME=$session/home XDG_RUNTIME_DIR=$session/runtime XDG_CONFIG_HOME=$session/config \
  XDG_DATA_HOME=$session/data XDG_CACHE_HOME=$session/cache XDG_STATE_HOME=$session/state
export XDG_DATA_DIRS="$here/../../data:/usr/local/share:/usr/share"
export GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_SCALE=$scale
export GSETTINGS_BACKEND=memory GIO_USE_VFS=local
export GTK_USE_PORTAL=0 ADW_DISABLE_PORTAL=1
export ADW_DEBUG_COLOR_SCHEME=$style ADW_DEBUG_HIGH_CONTRAST=$contrast
export LANG=$locale LC_ALL=$locale TZ=UTC
export GUI_SESSION_DIR=$session
[ "$locale" = C.UTF-8 ] || export LANGUAGE=${locale%%.*}
! $rtl || export GTK_DEBUG=invert-text-dir
[ -z "$fatal" ] || export G_DEBUG=$fatal
if [ "$a11y" = atspi ]; then
  # GTK finds this bus by itself. With GTK_A11Y=atspi, 4.8 would warn for each widget without it.
  cp /usr/share/dbus-1/services/org.a11y.Bus.service "$session/services/" 2>/dev/null
else
  export GTK_A11Y=$a11y
fi
printf '%s\n' '[Settings]' "gtk-font-name=$font" "gtk-enable-animations=$animations" \
  gtk-cursor-blink=0 gtk-decoration-layout=:close gtk-icon-theme-name=Adwaita gtk-xft-antialias=1 gtk-xft-hinting=1 \
  gtk-xft-hintstyle=hintslight gtk-xft-rgba=none >"$session/config/gtk-4.0/settings.ini"
# In place of the sequences of the locale: of those of pt_BR, GTK 4.18 warns. There has to be one. In
# the locale C there are none, and GTK loses a few bytes over the file.
[ "$locale" = C.UTF-8 ] || echo '<Multi_key> <f> <e> : "fecho"' >"$session/config/gtk-4.0/Compose"

sed "s|SOCKETS|$session/sockets|; s|SERVICES|$session/services|" "$here/session-bus.conf" >"$session/bus.conf"
launch bus dbus-daemon --config-file="$session/bus.conf" --nofork --print-address=3
export DBUS_SESSION_BUS_ADDRESS=$answer

# On X, GTK takes the scale of text from this resource and not from its settings file.
if [ "$text_scale" != 1 ]; then
  awk -v scale="$text_scale" 'BEGIN { printf "Xft.dpi: %d\n", 96 * scale }' | xrdb -merge
fi

! $park || xdotool mousemove "${size%x*}" "${size#*x}" 2>/dev/null

if [ "$wm" = openbox ]; then
  launch openbox openbox --sm-disable --startup "sh -c 'echo ready >$session/openbox'"
fi

# In the background, so that a signal ends the session at once.
"$@" &
started+=($!)
wait $!
exit $?
