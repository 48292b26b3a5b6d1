#!/bin/sh
# Opens the window, after setting up what is missing:  sh packaging/run.sh [LIBRARY]
# SKIP_SYSTEM=1 installs no system packages.  packaging/setup.sh says more.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
if [ "$(uname -s)" != Darwin ] && [ -z "${DISPLAY-}${WAYLAND_DISPLAY-}${QT_QPA_PLATFORM-}" ]; then
    echo 'alongside: there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)' >&2
    exit 1
fi
sh "$root/packaging/setup.sh"
# Chromium, which draws the notes, refuses to run as root inside its sandbox.
if [ "$(id -u)" = 0 ]; then export QTWEBENGINE_DISABLE_SANDBOX=1; fi
exec "$root/.venv/bin/alongside" "$@"
