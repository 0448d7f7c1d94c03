#!/bin/sh
# The keyring of a real session: what one process stores the next one finds, and what is locked is not taken for lost.
# keyring.sh TEST-CORE-KEYRING
set -eu

if [ "${NOMO_KEYRING_HOME:-}" = '' ]; then
  NOMO_KEYRING_HOME=$(mktemp -d)
  export NOMO_KEYRING_HOME
  trap 'rm -rf "$NOMO_KEYRING_HOME"' EXIT
  # The daemons have warnings of their own, which must not end them.
  env -u G_DEBUG -u MALLOC_CHECK_ -u MALLOC_PERTURB_ dbus-run-session -- "$0" "$1"
  exit
fi

export HOME="$NOMO_KEYRING_HOME" XDG_RUNTIME_DIR="$NOMO_KEYRING_HOME" XDG_DATA_HOME="$NOMO_KEYRING_HOME"
unset DISPLAY WAYLAND_DISPLAY SECRET_BACKEND
printf 'password\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
# It answers before it has its name; whoever asks too early gets a second, locked one.
gdbus wait --session --timeout 10 org.freedesktop.secrets

"$1" -p /keyring/lasting/subprocess/first
"$1" -p /keyring/lasting/subprocess/second
gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets \
  --method org.freedesktop.Secret.Service.Lock "[objectpath '/org/freedesktop/secrets/collection/login']"
"$1" -p /keyring/locked/subprocess/fails
