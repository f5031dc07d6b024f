# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Where Debian's packages come from, and which of its releases Fecho is tried on beside its own.

# The address this computer's own apt uses; DEBIAN_MIRROR where it is no Debian.
debian_mirror ()
{
  mirror=${DEBIAN_MIRROR-}
  [ -n "$mirror" ] || mirror=$(apt-get indextargets --format '$(REPO_URI)' \
    'Created-By: Packages' 'Origin: Debian' 'Label: Debian' 2>/dev/null | head -n 1)
  if [ -z "$mirror" ]; then
    echo 'No mirror of Debian among the sources of apt: set DEBIAN_MIRROR to the address of one' >&2
    return 1
  fi
  printf '%s\n' "$mirror"
}

# key_of FILE...: changes with the files and with the week, so that what was made of packages is
# made again when they may have changed.
key_of ()
{
  { cat "$@"; date -u +%G-W%V; } | sha256sum | cut -d ' ' -f 1
}
