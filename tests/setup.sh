# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# What ./run and ./check share: installing, building, and saying so in few words.
# The caller has set $root, the folder of the sources.
: "${root:?}"

logs=$root/build-logs
mkdir -p "$logs"

die ()
{
  printf '%s\n' "$*" >&2
  exit 1
}

# report LABEL COMMAND...: writes one line to standard error, which shows the count of steps on a
# terminal, and keeps the output in a log named after the label. Status: the command's.
report ()
{
  label=$1
  log=$logs/$(printf '%s' "$label" | tr -cs '[:alnum:]\n' '-').txt
  began=$(date +%s)
  shift

  printf '%s…' "$label" >&2
  {
    status=0
    "$@" </dev/null 2>&1 || status=$?
    echo "$status" >"$log.status"
  } | count_steps "$label" "$log"

  status=$(cat "$log.status")
  rm -f "$log.status"
  [ ! -t 2 ] || printf '\r\033[K%s…' "$label" >&2
  if [ "$status" -eq 0 ]; then
    printf ' done (%s s)\n' $(($(date +%s) - began)) >&2
  else
    printf ' FAILED\n' >&2
  fi

  return "$status"
}

count_steps ()
{
  : >"$2"
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$2"
    [ -t 2 ] || continue
    step=$(printf '%s\n' "$line" | sed -n 's/^ *\[\{0,1\}\([0-9]\{1,\}\/[0-9]\{1,\}\).*/\1/p')
    [ -z "$step" ] || printf '\r\033[K%s… %s' "$1" "$step" >&2
  done
}

# show_fault: the part of the last log that names what went wrong.
show_fault ()
{
  if grep -q '^FAILED: ' "$log"; then
    grep -m 1 -A 25 '^FAILED: ' "$log" | cut -c 1-400 >&2
  else
    tail -n 25 "$log" >&2
  fi
  printf 'The whole output is in %s\n' "$log" >&2
}

# must LABEL COMMAND...: report, and end where that fails.
must ()
{
  if ! report "$@"; then
    show_fault
    exit 1
  fi
}

packages ()
{
  for kind; do
    sed -n "s/^$kind //p" "$root/tests/packages"
  done
}

missing_packages ()
{
  packages "$@" | while read -r package; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
  done
}

# as_root COMMAND...: as root, or through sudo. Status 126 where neither can be.
as_root ()
{
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo -- "$@"
  else
    return 126
  fi
}

may_be_root ()
{
  [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; }
}

# Servers among the packages are for tests that start them: the computer shall not run them as
# services. invoke-rc.d and deb-systemd-invoke ask this file, status 101 is "not now".
without_services ()
{
  policy=/usr/sbin/policy-rc.d
  if [ -e "$policy" ]; then
    "$@"
    return
  fi

  printf '#!/bin/sh\nexit 101\n' | as_root sh -c "cat >$policy && chmod 755 $policy"
  status=0
  "$@" || status=$?
  as_root rm -f "$policy"
  return $status
}

apt_install ()
{
  as_root apt-get -q -o DPkg::Lock::Timeout=300 update &&
    without_services as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
      -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@"
}

# Other systems name their packages differently: look for the parts themselves.
look_for_parts ()
{
  lacking=
  for tool in cc meson ninja pkg-config msgfmt glib-compile-schemas glib-compile-resources; do
    command -v $tool >/dev/null || lacking="$lacking $tool"
  done
  for module in gio-2.0:2.74 json-glib-1.0:1.6 sqlite3:3.40 libsoup-3.0:3.2 libsecret-1:0.20 gtk4:4.8 libadwaita-1:1.2; do
    pkg-config --exists "${module%:*} >= ${module#*:}" 2>/dev/null || lacking="$lacking ${module%:*}>=${module#*:}"
  done
  [ -z "$lacking" ] || die "This system has no apt-get, so nothing was installed. Missing here:
 $lacking
Please install them with their development files. In Debian the packages are:
$(packages "$@" | tr '\n' ' ' | fold -s -w 96 | sed 's/^/  /')"
}

# install_packages KIND...: what tests/packages lists and is not there yet.
install_packages ()
{
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    look_for_parts "$@"
    return
  fi

  missing=$(missing_packages "$@" | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  may_be_root || die "Some packages are missing, and installing them needs root. Please run, as root:
  apt-get update && apt-get install --no-install-recommends $missing"

  # shellcheck disable=SC2086
  set -- $missing
  must "Installing $# packages" apt_install "$@"
}

# make_locale NAME: has the C library speak it, for tests of translations.
make_locale ()
{
  ! locale -a 2>/dev/null | grep -qix "$1.utf-\{0,1\}8" || return 0
  may_be_root || die "The locale $1.UTF-8 is missing. Please run, as root:
  localedef -i $1 -f UTF-8 $1.UTF-8"
  must "Making the locale $1" as_root localedef -i "$1" -f UTF-8 "$1.UTF-8"
}

# configure FOLDER OPTION...: once, and again when the options or the place of the sources changed.
# A folder that somebody configured by hand is taken as it is.
configure ()
{
  folder=$root/$1
  wanted="$root ${CC-} $*"
  shift

  if [ -f "$folder/build.ninja" ]; then
    [ -f "$folder/configured-by" ] || return 0
    [ "$(cat "$folder/configured-by")" != "$wanted" ] || return 0
  fi
  rm -rf "$folder"
  report "Configuring ${folder##*/}" meson setup "$folder" "$root" "$@" || return
  printf '%s\n' "$wanted" >"$folder/configured-by"
}
